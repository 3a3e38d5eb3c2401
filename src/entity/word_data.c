/* SPDX-License-Identifier: ISC */
/*
 * word_data.c - what the rules know by heart: classes of English words, and the organisations that
 * every reader knows by their initials.  Written for the project.
 */
#include "entity_private.h"

const struct word_row word_rows[] = {
	{ "the a an and or but nor if when while after before since until because although though "
	  "as at by for from "
	  "in into of off on onto out over to under up with within without about above across "
	  "against along among "
	  "around behind below beneath beside between beyond down during except inside like near "
	  "outside past per "
	  "through throughout toward towards upon via he she it they we you i his her its their "
	  "our your my him them "
	  "us me this that these those there here who whom whose which what where why how is are "
	  "was were be been "
	  "being has have had do does did will would shall should can could may might must not no "
	  "yes all any both "
	  "each few more most other some such only own same so than too very just also now then "
	  "once again further "
	  "even still yet however meanwhile instead moreover nevertheless perhaps today yesterday "
	  "tomorrow tonight "
	  "earlier later many much several another every either neither one two three four five "
	  "six seven eight nine "
	  "ten hundreds thousands millions dozens first second third last next new old good great "
	  "big small let dear "
	  "thank thanks please say says said asked told according despite amid following under "
	  "unlike recently "
	  "fighting police officials people residents authorities experts analysts critics "
	  "supporters protesters "
	  "talks attacks nearly almost around it's he's she's that's there's they're we're i'm "
	  "i've don't didn't "
	  "isn't wasn't can't won't what's let's everyone everybody someone nobody nothing "
	  "something anything most "
	  "well oh ok okay hi hello hey never always often sometimes maybe if's whether rather "
	  "though both thus hence",
	        WORD_STOP },
	{ "mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady prof prof. professor rev rev. "
	  "reverend gen gen. "
	  "general col col. colonel lt lt. lieutenant capt capt. captain maj maj. major sgt sgt. "
	  "sergeant cmdr cmdr. "
	  "commander adm adm. admiral gov gov. governor sen sen. senator rep rep. representative "
	  "pres pres. president "
	  "premier chancellor minister secretary king queen prince princess pope cardinal "
	  "archbishop bishop father "
	  "sister brother sheikh imam ayatollah rabbi judge justice mayor ambassador congressman "
	  "congresswoman "
	  "chairman chairwoman chief coach detective inspector constable officer emperor emir "
	  "sultan duke duchess "
	  "baron baroness count countess mullah maulana hon hon. sheriff marshal",
	        WORD_TITLE },
	{ "minister president secretary leader chief spokesman spokeswoman spokesperson chairman "
	  "chairwoman chair "
	  "chairperson director general governor mayor senator ambassador envoy king queen prince "
	  "princess pope judge "
	  "justice professor analyst coach captain striker ceo cfo executive officer commander "
	  "premier chancellor "
	  "lawmaker congressman congresswoman author actor actress singer writer economist "
	  "strategist researcher "
	  "scientist historian lawyer attorney prosecutor journalist reporter editor founder "
	  "co-founder cofounder owner "
	  "head boss manager adviser advisor aide official deputy representative member candidate "
	  "nominee activist "
	  "campaigner organiser organizer negotiator mediator diplomat commissioner inspector "
	  "detective sheriff "
	  "superintendent constable bishop archbishop cardinal imam ayatollah rabbi priest pastor "
	  "sheikh emir sultan "
	  "emperor admiral colonel lieutenant sergeant major midfielder defender goalkeeper "
	  "forward winger batsman bowler "
	  "quarterback pitcher driver rider champion swimmer sprinter golfer boxer dictator "
	  "strongman warlord rebel "
	  "entrepreneur billionaire investor banker trader economist dean principal teacher "
	  "student doctor surgeon "
	  "physician nurse epidemiologist virologist psychologist engineer architect designer "
	  "artist painter musician "
	  "composer conductor director producer filmmaker comedian presenter broadcaster poet "
	  "novelist philosopher "
	  "treasurer speaker whip backbencher mp mep councillor councilman councilwoman legislator "
	  "parliamentarian "
	  "widow wife husband son daughter father mother brother sister nephew niece uncle cousin "
	  "successor predecessor "
	  "farmer fisherman shopkeeper resident witness victim suspect gunman player referee "
	  "umpire trainer auditor "
	  "consultant partner specialist expert scholar fellow lecturer astronaut pilot soldier "
	  "general's czar tsar secretary-general counterpart "
	  "watchdog ombudsman coordinator lady undersecretary under-secretary vice-president "
	  "premier-designate",
	        WORD_ROLE },
	{ "prime foreign vice deputy former acting interim chief senior defence defense finance "
	  "interior state national "
	  "security health education justice trade economy economic energy environment agriculture "
	  "transport home labour "
	  "labor culture tourism oil information communications planning development social "
	  "affairs internal external "
	  "assistant associate executive managing central regional federal provincial local first "
	  "lady outgoing incoming "
	  "ex- ex newly elected opposition ruling military army navy air force police government "
	  "party rebel supreme "
	  "commander-in-chief special top co world team club union bank company group political "
	  "campaign parliamentary "
	  "presidential attorney speaker house majority minority senate council city state's "
	  "country's group's house's "
	  "long-time longtime veteran late then newly-elected fellow human rights legal press "
	  "media public chief's "
	  "general editor- relations climate policy research market investment sales marketing "
	  "technology operations "
	  "financial permanent royal crown head assistant commissioner",
	        WORD_ROLE_ADJ },
	{ "council ministry university party bank corp corp. inc inc. ltd ltd. plc llc co co. "
	  "company group agency "
	  "association committee commission court department federation union institute "
	  "organization organisation "
	  "authority bureau board college school academy parliament senate congress assembly army "
	  "navy police guard "
	  "brigade forces front movement league club fc united city_fc airlines airways motors "
	  "holdings partners "
	  "international industries foundation fund trust society office service services "
	  "administration times post "
	  "herald tribune gazette news press journal radio television tv broadcasting network "
	  "studios records "
	  "laboratory laboratories hospital_group church tribunal treasury exchange coalition "
	  "alliance command "
	  "secretariat directorate corporation enterprises technologies systems energy petroleum "
	  "oil pharmaceuticals "
	  "insurance capital securities associates team democrats republicans conservatives "
	  "liberals labour",
	        WORD_ORG },
	{ "bank university ministry department institute house court council board bureau office "
	  "commission committee "
	  "federation association organization organisation college academy school church society "
	  "league ministry union "
	  "chamber museum",
	        WORD_ORG_HEAD },
	{ "river lake mount mountain mountains valley island islands sea ocean bay gulf strait "
	  "desert street road avenue "
	  "square bridge airport hospital camp prison province state district county region "
	  "village town city peninsula "
	  "coast beach park forest station stadium palace castle cathedral mosque temple square "
	  "crossing border strip "
	  "canal port harbour harbor heights hills basin plateau",
	        WORD_SITE },
	{ "said says say told tells added adds asked asks argued argues warned warns claimed "
	  "claims insisted insists "
	  "wrote writes tweeted replied explained explains noted notes recalled recalls announced "
	  "announces denied denies "
	  "acknowledged admitted believes believed thinks thought wants wanted hopes hoped won "
	  "wins scored resigned died "
	  "married smiled laughed nodded met visited arrived flew traveled travelled spoke",
	        WORD_SPEECH },
	{ "in at to from near of around outside inside across into through throughout via toward "
	  "towards leaving left "
	  "visited visit visiting between within over above beyond north south east west northern "
	  "southern eastern "
	  "western central downtown greater",
	        WORD_PREP },
	{ "monday tuesday wednesday thursday friday saturday sunday january february march april "
	  "may june july august "
	  "september october november december jan jan. feb feb. mar mar. apr apr. jun jun. jul "
	  "jul. aug aug. sep sep. "
	  "sept sept. oct oct. nov nov. dec dec. easter christmas ramadan mon tue wed thu fri sat "
	  "sun am pm gmt est utc",
	        WORD_CALENDAR },
	{ "de da del della di du dos das von van der den la le el al bin ibn ben bint abu ul ud af "
	  "av zu zur y e al- mac",
	        WORD_PARTICLE },
	{ "jr jr. sr sr. ii iii iv", WORD_SUFFIX },
	{ "has had have said says say will would wants wanted accused accuses insists insisted "
	  "denied denies announced "
	  "announces imposed imposes warned warns vetoed vetoes rejected rejects urged urges "
	  "called calls agreed agrees "
	  "backed backs blamed blames condemned condemns claims claimed considers believes hopes "
	  "fears sees pledged "
	  "promised vowed threatened threatens offered demands demanded seeks sought supports "
	  "supported opposes opposed "
	  "sent sends recognised recognized recognises recognizes withdrew fears hinted signalled "
	  "signaled may could "
	  "should must can cannot did does also expelled recalled summoned responded retaliated "
	  "sanctioned approved "
	  "continues continued maintains argues argued views refuses refused declined wants",
	        WORD_ACTS },
};
const size_t word_rows_count = COUNT(word_rows);

/* Sorted by alias.  The name is how a sidebar should show it. */
const struct org_row org_rows[] = {
	{ "abc", "ABC" },
	{ "ac milan", "AC Milan" },
	{ "aeroflot", "Aeroflot" },
	{ "african union", "African Union" },
	{ "airbus", "Airbus" },
	{ "al jazeera", "Al Jazeera" },
	{ "al-qaeda", "al-Qaeda" },
	{ "al-qaida", "al-Qaeda" },
	{ "al-shabaab", "al-Shabaab" },
	{ "amnesty international", "Amnesty International" },
	{ "anadolu", "Anadolu" },
	{ "ap", "Associated Press" },
	{ "arab league", "Arab League" },
	{ "aramco", "Aramco" },
	{ "asean", "ASEAN" },
	{ "associated press", "Associated Press" },
	{ "aston villa", "Aston Villa" },
	{ "astrazeneca", "AstraZeneca" },
	{ "au", "African Union" },
	{ "barclays", "Barclays" },
	{ "bayern munich", "Bayern Munich" },
	{ "bbc", "BBC" },
	{ "bmw", "BMW" },
	{ "boeing", "Boeing" },
	{ "boko haram", "Boko Haram" },
	{ "bundesbank", "Bundesbank" },
	{ "cbs", "CBS" },
	{ "cdc", "CDC" },
	{ "chevron", "Chevron" },
	{ "cia", "CIA" },
	{ "citigroup", "Citigroup" },
	{ "cnn", "CNN" },
	{ "commerzbank", "Commerzbank" },
	{ "congress", "Congress" },
	{ "credit suisse", "Credit Suisse" },
	{ "der spiegel", "Der Spiegel" },
	{ "deutsche bank", "Deutsche Bank" },
	{ "doctors without borders", "Doctors Without Borders" },
	{ "e.u.", "European Union" },
	{ "ecb", "European Central Bank" },
	{ "ecowas", "ECOWAS" },
	{ "el pais", "El Pais" },
	{ "ericsson", "Ericsson" },
	{ "eu", "European Union" },
	{ "european central bank", "European Central Bank" },
	{ "european commission", "European Commission" },
	{ "european parliament", "European Parliament" },
	{ "european union", "European Union" },
	{ "europol", "Europol" },
	{ "exxonmobil", "ExxonMobil" },
	{ "facebook", "Facebook" },
	{ "fao", "FAO" },
	{ "fatah", "Fatah" },
	{ "fbi", "FBI" },
	{ "fda", "FDA" },
	{ "fed", "Federal Reserve" },
	{ "federal reserve", "Federal Reserve" },
	{ "fifa", "FIFA" },
	{ "gazprom", "Gazprom" },
	{ "general assembly", "United Nations General Assembly" },
	{ "goldman sachs", "Goldman Sachs" },
	{ "google", "Google" },
	{ "greenpeace", "Greenpeace" },
	{ "hamas", "Hamas" },
	{ "hezbollah", "Hezbollah" },
	{ "hizbollah", "Hezbollah" },
	{ "hizbullah", "Hezbollah" },
	{ "hsbc", "HSBC" },
	{ "huawei", "Huawei" },
	{ "human rights watch", "Human Rights Watch" },
	{ "iaea", "International Atomic Energy Agency" },
	{ "ibm", "IBM" },
	{ "icc", "International Criminal Court" },
	{ "icj", "International Court of Justice" },
	{ "icrc", "International Committee of the Red Cross" },
	{ "idf", "IDF" },
	{ "imf", "International Monetary Fund" },
	{ "intel", "Intel" },
	{ "inter milan", "Inter Milan" },
	{ "interfax", "Interfax" },
	{ "international atomic energy agency", "International Atomic Energy Agency" },
	{ "international court of justice", "International Court of Justice" },
	{ "international criminal court", "International Criminal Court" },
	{ "international monetary fund", "International Monetary Fund" },
	{ "interpol", "Interpol" },
	{ "ioc", "International Olympic Committee" },
	{ "isil", "Islamic State" },
	{ "isis", "Islamic State" },
	{ "islamic jihad", "Islamic Jihad" },
	{ "islamic state", "Islamic State" },
	{ "itar-tass", "Itar-Tass" },
	{ "j.p. morgan", "JPMorgan" },
	{ "jp morgan", "JPMorgan" },
	{ "jpmorgan", "JPMorgan" },
	{ "juventus", "Juventus" },
	{ "kremlin", "Kremlin" },
	{ "kyodo", "Kyodo" },
	{ "la repubblica", "La Repubblica" },
	{ "le figaro", "Le Figaro" },
	{ "le monde", "Le Monde" },
	{ "leeds united", "Leeds United" },
	{ "likud", "Likud" },
	{ "lufthansa", "Lufthansa" },
	{ "lukoil", "Lukoil" },
	{ "manchester city", "Manchester City" },
	{ "manchester united", "Manchester United" },
	{ "merrill lynch", "Merrill Lynch" },
	{ "microsoft", "Microsoft" },
	{ "morgan stanley", "Morgan Stanley" },
	{ "mossad", "Mossad" },
	{ "nasa", "NASA" },
	{ "nasdaq", "Nasdaq" },
	{ "nato", "NATO" },
	{ "nbc", "NBC" },
	{ "newcastle united", "Newcastle United" },
	{ "nissan", "Nissan" },
	{ "nokia", "Nokia" },
	{ "novartis", "Novartis" },
	{ "oecd", "OECD" },
	{ "opec", "OPEC" },
	{ "osce", "OSCE" },
	{ "oxfam", "Oxfam" },
	{ "pentagon", "Pentagon" },
	{ "pfizer", "Pfizer" },
	{ "pkk", "PKK" },
	{ "plo", "PLO" },
	{ "real madrid", "Real Madrid" },
	{ "red crescent", "Red Crescent" },
	{ "red cross", "Red Cross" },
	{ "reuters", "Reuters" },
	{ "rosneft", "Rosneft" },
	{ "ryanair", "Ryanair" },
	{ "samsung", "Samsung" },
	{ "saudi aramco", "Saudi Aramco" },
	{ "security council", "United Nations Security Council" },
	{ "sheffield wednesday", "Sheffield Wednesday" },
	{ "siemens", "Siemens" },
	{ "sony", "Sony" },
	{ "spacex", "SpaceX" },
	{ "taleban", "Taliban" },
	{ "taliban", "Taliban" },
	{ "tass", "Tass" },
	{ "tesla", "Tesla" },
	{ "tiktok", "TikTok" },
	{ "totalenergies", "TotalEnergies" },
	{ "tottenham hotspur", "Tottenham Hotspur" },
	{ "toyota", "Toyota" },
	{ "twitter", "Twitter" },
	{ "u.n.", "United Nations" },
	{ "u.n. general assembly", "United Nations General Assembly" },
	{ "u.n. security council", "United Nations Security Council" },
	{ "uefa", "UEFA" },
	{ "un", "United Nations" },
	{ "un general assembly", "United Nations General Assembly" },
	{ "un security council", "United Nations Security Council" },
	{ "unesco", "UNESCO" },
	{ "unhcr", "UNHCR" },
	{ "unicef", "UNICEF" },
	{ "united nations", "United Nations" },
	{ "united nations general assembly", "United Nations General Assembly" },
	{ "united nations security council", "United Nations Security Council" },
	{ "unrwa", "UNRWA" },
	{ "unsc", "United Nations Security Council" },
	{ "volkswagen", "Volkswagen" },
	{ "wfp", "World Food Programme" },
	{ "white house", "White House" },
	{ "who", "World Health Organization" },
	{ "world bank", "World Bank" },
	{ "world food programme", "World Food Programme" },
	{ "world health organisation", "World Health Organization" },
	{ "world health organization", "World Health Organization" },
	{ "world trade organization", "World Trade Organization" },
	{ "wto", "World Trade Organization" },
	{ "xinhua", "Xinhua" },
	{ "yonhap", "Yonhap" },
	{ "youtube", "YouTube" },
};
const size_t org_rows_count = COUNT(org_rows);
