/* SPDX-License-Identifier: ISC */
/*
 * date_words.c - months, time zones and halves of the day by name.  Months are stems in folded form
 * (lower case, no marks); the longest stem that starts a word decides, so that one list serves all
 * languages.
 */
#include "date.h"

#include <dateline/text.h>

#include <string.h>

/* Each line a month: stems in English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic,
 * Finnish, Hungarian, Romanian, Catalan, Polish, Czech, Turkish, Greek, Russian, Ukrainian. */
static const char *const months[12] = {
	"jan ene gen tammi ian sty led oca \u03b9\u03b1\u03bd \u044f\u043d\u0432 "
	"\u0441\u0456\u0447",
	"feb fev helmi lut uno unor sub \u03c6\u03b5\u03b2 \u0444\u0435\u0432 \u043b\u044e\u0442",
	"mar mrt maart maalis mrz bre brez \u03bc\u03b1\u03c1 \u03bc\u03b1\u03c9 "
	"\u043c\u0430\u0440 "
	"\u0431\u0435\u0440",
	"apr avr abr huhti kwi dub nis \u03b1\u03c0\u03c1 \u0430\u043f\u0440 \u043a\u0432\u0456",
	"may mai maj mei mag touko kve \u03bc\u03b1\u03b9 \u043c\u0430\u0438 \u043c\u0430\u044f "
	"\u0442\u0440\u0430",
	"jun juin giu kesa iun cze cerven haz \u03b9\u03bf\u03c5\u03bd \u03b9\u03bf\u03bd "
	"\u0438\u044e\u043d \u0447\u0435\u0440",
	"jul juil lug heina iul lip cervenec tem \u03b9\u03bf\u03c5\u03bb \u03b9\u03bf\u03bb "
	"\u0438\u044e\u043b \u043b\u0438\u043f",
	"aug aou ago elo sie srp agu \u03b1\u03c5\u03b3 \u0430\u0432\u0433 \u0441\u0435\u0440",
	"sep set szep syys wrz zar eyl \u03c3\u03b5\u03c0 \u0441\u0435\u043d \u0432\u0435\u0440",
	"oct okt out ott loka paz rij eki \u03bf\u03ba\u03c4 \u043e\u043a\u0442 \u0436\u043e\u0432",
	"nov noi marras lis kas \u03bd\u03bf\u03b5 \u043d\u043e\u044f \u043b\u0438\u0441",
	"dec dez dic des joulu gru pro ara \u03b4\u03b5\u03ba \u0434\u0435\u043a "
	"\u0433\u0440\u0443",
};

static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "Z", 0 },
	{ "UT", 0 },
	{ "UTC", 0 },
	{ "GMT", 0 },
	{ "WET", 0 },
	{ "ET", -300 },
	{ "EST", -300 },
	{ "EDT", -240 },
	{ "CT", -360 },
	{ "CST", -360 },
	{ "CDT", -300 },
	{ "MT", -420 },
	{ "MST", -420 },
	{ "MDT", -360 },
	{ "PT", -480 },
	{ "PST", -480 },
	{ "PDT", -420 },
	{ "AT", -240 },
	{ "AST", -240 },
	{ "ADT", -180 },
	{ "NST", -210 },
	{ "NDT", -150 },
	{ "AKST", -540 },
	{ "AKDT", -480 },
	{ "HST", -600 },
	{ "BRT", -180 },
	{ "ART", -180 },
	{ "CLT", -240 },
	{ "BST", 60 },
	{ "WEST", 60 },
	{ "CET", 60 },
	{ "MET", 60 },
	{ "MEZ", 60 },
	{ "CEST", 120 },
	{ "MEST", 120 },
	{ "MESZ", 120 },
	{ "EET", 120 },
	{ "SAST", 120 },
	{ "EEST", 180 },
	{ "MSK", 180 },
	{ "TRT", 180 },
	{ "IRST", 210 },
	{ "GST", 240 },
	{ "PKT", 300 },
	{ "IST", 330 },
	{ "ICT", 420 },
	{ "WIB", 420 },
	{ "HKT", 480 },
	{ "SGT", 480 },
	{ "MYT", 480 },
	{ "PHT", 480 },
	{ "AWST", 480 },
	{ "JST", 540 },
	{ "KST", 540 },
	{ "ACST", 570 },
	{ "AEST", 600 },
	{ "ACDT", 630 },
	{ "AEDT", 660 },
	{ "NZST", 720 },
	{ "NZDT", 780 },
};

static size_t
longest_stem(const char *stems, struct str word)
{
	struct str rest = str_of(stems);
	size_t longest = 0;

	while (rest.p != NULL) {
		struct str stem = str_split(&rest, ' ');
		if (stem.len > longest && str_starts(word, stem))
			longest = stem.len;
	}
	return longest;
}

/* The names that nearly all dates have; the day of the week is 13. */
static int
plain_month(struct str word)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	static const char days[] = "montuewedthufrisatsun";
	char start[3];

	for (size_t i = 0; i < 3; i++)
		start[i] = (char)(word.p[i] | 0x20);
	for (int i = 0; i < 12; i++)
		if (memcmp(start, names + 3 * i, 3) == 0)
			return i + 1;
	for (int i = 0; i < 7; i++)
		if (memcmp(start, days + 3 * i, 3) == 0)
			return 13;
	return 0;
}

int
feed_date_month(struct str word)
{
	struct arena *a;
	struct str folded;
	size_t longest = 0;
	int month;

	if (word.len < 3 || word.len > 40)
		return 0;
	month = word.len == 3 ? plain_month(word) : 0;
	if (month != 0)
		return month > 12 ? 0 : month;
	a = arena_create();
	folded = text_fold(a, word);
	for (int i = 0; i < 12; i++) {
		size_t len = longest_stem(months[i], folded);
		if (len > longest) {
			longest = len;
			month = i + 1;
		}
	}
	arena_destroy(a);
	return month;
}

bool
feed_date_zone(struct str name, int *zone_s)
{
	for (size_t i = 0; i < COUNT(zones); i++)
		if (str_eq_nocase(name, str_of(zones[i].name))) {
			*zone_s = zones[i].minutes * 60;
			return true;
		}
	return false;
}

int
feed_date_half_day(struct str word)
{
	static const struct {
		const char *word;
		int half;
	} rows[] = {
		{ "AM", 1 },
		{ "PM", 2 },
		{ "\uc624\uc804", 1 },
		{ "\uc624\ud6c4", 2 },
		{ "\u4e0a\u5348", 1 },
		{ "\u4e0b\u5348", 2 },
		{ "\u5348\u524d", 1 },
		{ "\u5348\u5f8c", 2 },
		{ "\u03c0\u03bc", 1 },
		{ "\u03bc\u03bc", 2 },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_eq_nocase(word, str_of(rows[i].word)))
			return rows[i].half;
	return 0;
}

int
feed_date_full_year(int year, size_t digits)
{
	if (digits == 2)
		return year + (year < 50 ? 2000 : 1900);
	if (digits == 3)
		return year + 1900;
	return year;
}
