/* SPDX-License-Identifier: ISC */
/*
 * test_quantity.c - numbers and amounts: one line of a table per rule, through the public door.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <dateline/quantity.h>

#include "../../src/entity/quantity_private.h"

struct amount_case {
	const char *text;
	/* "kind value[..value2] unit qual" of each quantity, joined by "; " */
	const char *want;
};

static const struct amount_case amounts[] = {
	/* cardinals */
	{ "The port handled 1,250 containers.", "count 1250" },
	{ "Some 2.5 million people live there.", "count 2.5e+06 approx" },
	{ "Thirty-one ships and two barges sank.", "count 31; count 2" },
	{ "It has three hundred and twelve rooms.", "count 312" },
	{ "12,34,567 voters", "count 1.23457e+06" },
	{ "half a million homes", "count 500000" },
	{ "two and a half million homes", "count 2.5e+06" },
	{ "a third of the farms", "count 0.333333" },
	{ "two-thirds of members", "count 0.666667" },
	{ "Dozens of boats and hundreds of thousands of crates",
	        "count 12..120 vague; count 100000..1e+06 vague" },
	/* qualifiers */
	{ "at least nine affirmative votes", "count 9 atleast" },
	{ "nearly 32,000 residents", "count 32000 almost" },
	{ "no more than 40 guests", "count 40 atmost" },
	{ "fewer than 15 cases", "count 15 under" },
	{ "500 or more guests", "count 500 atleast" },
	/* money */
	{ "It cost $2.4bn.", "currency 2.4e+09 dollar" },
	{ "a fine of 3m euros", "currency 3e+06 EUR" },
	{ "HK$5.4m and EUR 20", "currency 5.4e+06 HKD; currency 20 EUR" },
	{ "between $62 and $68 per share", "currency 62..68 dollar per share between" },
	{ "$10 to $15 billion", "currency 1e+10..1.5e+10 dollar between" },
	{ "a $250 lamp", "currency 250 dollar" },
	{ "3 dollars 50 cents", "currency 3.5 dollar" },
	/* units */
	{ "It rose 4.5% to 12 per cent.", "percent 4.5 percent; percent 12 percent" },
	{ "0.3 percentage points", "percent 0.3 percentage point" },
	{ "an area of 48 km2", "measure 48 square kilometre" },
	{ "7 feet and 10 inches", "measure 94 inch" },
	{ "188 miles an hour", "measure 188 mile per hour" },
	{ "8- to 16-meter mirrors", "measure 8..16 metre between" },
	{ "minus 30 degrees Celsius", "temperature -30 celsius" },
	/* ages and durations */
	{ "a six-week pause", "duration 6 week" },
	{ "half an hour", "duration 0.5 hour" },
	{ "She is 41 years old.", "age 41 year" },
	{ "Mara Quist, 57, said so.", "age 57 year" },
	/* ordinals, multiples, scores */
	{ "his sixth trip", "ordinal 6" },
	{ "the twenty-first attempt", "ordinal 21" },
	{ "They abstained twice.", "count 2 time" },
	{ "Port Ansel won 3-1.", "score 3..1" },
	{ "by a vote of 13 to 1", "score 13..1" },
	/* fractions, ratios, powers */
	{ "one in five homes", "count 0.2" },
	{ "three out of four", "number 0.75" },
	{ "six million and two thirds", "number 6.66667e+06" },
	{ "two hundred and fifty-four hundredths", "number 200.54" },
	{ "2 1/2 cups", "measure 2.5 cup" },
	{ "10 000 dollars", "currency 10000 dollar" },
	{ "30 , 000 people", "count 30000" },
	/* more of the same */
	{ "a few hundred guests", "count 100..1000 vague" },
	{ "several weeks", "duration 3 week vague" },
	{ "two nights", "duration 2 day" },
	{ "He is 6'2\" tall.", "measure 74 inch" },
	{ "a magnitude 7.1 quake", "measure 7.1 magnitude" },
	{ "a man in his 60s", "age 60..69 year between" },
	{ "a 500-seat hall", "count 500" },
	{ "rose 18 sen to RM23.50", "currency 18 sen; currency 23.5 MYR" },
	/* not quantities */
	{ "the second half", "ordinal 2" },
	{ "at ground zero", "" },
	{ "near 97th Street", "" },
	{ "the only one left, for a day or two", "" },
	{ "resolution 2728 passed", "" },
	{ "Flight 370 left from gate 7.", "" },
	{ "an F-16 and a B-52", "" },
	{ "Call (206) 555-1212 now", "" },
	{ "version 3.2.1 is out", "" },
	{ "at 10 Downing Street", "" },
	{ "the one we saw, no one else", "" },
	{ "see http://example.org/12/34 there", "" },
	{ "1. Do this first thing", "ordinal 1" },
};

static void
describe(const struct quantity *q, size_t count, char *out, size_t size)
{
	size_t at = 0;
	out[0] = '\0';
	for (size_t i = 0; i < count && at < size; i++) {
		at += (size_t)snprintf(out + at, size - at, "%s%s %g", i ? "; " : "",
		        quantity_kind_name(q[i].kind), q[i].value);
		if (!isnan(q[i].value2) && at < size)
			at += (size_t)snprintf(out + at, size - at, "..%g", q[i].value2);
		if (q[i].unit.len && at < size)
			at += (size_t)snprintf(
			        out + at, size - at, " " STR_FMT, STR_ARG(q[i].unit));
		if (q[i].qual && at < size)
			at += (size_t)snprintf(
			        out + at, size - at, " %s", quantity_qual_name(q[i].qual));
	}
}

static void
test_amounts(void **state)
{
	(void)state;
	struct arena *a = arena_create();
	for (size_t i = 0; i < COUNT(amounts); i++) {
		char got[512];
		struct quantity *q;
		struct quantity_options o = { .date = INT64_MIN };
		size_t n = quantity_find(a, str_of(amounts[i].text), &o, &q);
		describe(q, n, got, sizeof(got));
		if (strcmp(got, amounts[i].want))
			print_message("%s\n", amounts[i].text);
		assert_string_equal(got, amounts[i].want);
	}
	arena_destroy(a);
}

/* In other languages what needs few words: digits as written there, signs, codes, symbols, scales.
 */
static void
test_other_languages(void **state)
{
	(void)state;
	static const struct {
		const char *lang, *text, *want;
	} cases[] = {
		{ "de", "Der Preis stieg um 4,5% auf 1.200 \xe2\x82\xac.",
		        "percent 4.5 percent; currency 1200 EUR" },
		{ "fr-FR", "on a vu 12,5 km de route", "measure 12.5 kilometre" },
		{ "es", "am 22.03.2024, once de la noche", "date nan" },
		{ "it", "un totale di 1.250.000 persone", "number 1.25e+06" },
		{ "und", "25 000 \xe2\x82\xac", "currency 25000 EUR" },
		{ "de", "am 12. M\xc3\xa4rz 2024 waren es 2,4 Milliarden Euro",
		        "date nan; currency 2.4e+09 EUR" },
		{ "fr", "1 200 victimes le 3 ao\xc3\xbbt, 35 pour cent",
		        "number 1200; date nan; percent 35 percent" },
		{ "pt",
		        "2,5 mil milh\xc3\xb5"
		        "es de euros",
		        "currency 2.5e+09 EUR" },
		{ "nl", "1.200 mensen op 3 mei", "number 1200; date nan" },
		{ "de", ".5 und .500", "number 0.5; number 500" },
		{ "en-GB", "nearly 40 guests", "count 40 almost" },
	};
	struct arena *a = arena_create();
	for (size_t i = 0; i < COUNT(cases); i++) {
		char got[512];
		struct quantity *q;
		struct quantity_options o = { .date = INT64_MIN, .lang = str_of(cases[i].lang) };
		size_t n = quantity_find(a, str_of(cases[i].text), &o, &q);
		describe(q, n, got, sizeof(got));
		if (strcmp(got, cases[i].want))
			print_message("%s\n", cases[i].text);
		assert_string_equal(got, cases[i].want);
	}
	arena_destroy(a);
}

static const struct {
	const char *text, *what, *verb, *attribution, *display;
} said[] = {
	{ "The council needs at least nine affirmative votes.", "affirmative votes", "", "",
	        "\xe2\x89\xa5"
	        "9" },
	{ "The storm killed nearly 3,400 islanders, according to Norland health authorities.",
	        "islanders", "killed", "Norland health authorities", "~3,400" },
	{ "the release of 40 Norlander hostages", "Norlander hostages", "released", "", "40" },
	{ "release of 40 hostages", "hostages", "released", "", "40" },
	{ "1,200 people were killed there", "people", "killed", "", "1,200" },
	{ "It cost $2.4bn to build.", "", "", "", "$2.4bn" },
	{ "It takes 6 weeks.", "", "", "", "6 weeks" },
	{ "The death toll rose to 1,200.", "deaths", "", "", "1,200" },
	{ "one of Mara Quist's oldest friends", "Mara Quist's oldest friends", "", "", "1" },
};

static void
check(struct str got, const char *want)
{
	char text[128];
	snprintf(text, sizeof(text), STR_FMT, STR_ARG(got));
	assert_string_equal(text, want);
}

static void
test_said(void **state)
{
	(void)state;
	struct arena *a = arena_create();
	for (size_t i = 0; i < COUNT(said); i++) {
		struct quantity *q;
		struct quantity_options o = { .date = INT64_MIN };
		assert_int_equal(quantity_find(a, str_of(said[i].text), &o, &q), 1);
		check(q[0].what, said[i].what);
		check(q[0].verb, said[i].verb);
		check(q[0].attribution, said[i].attribution);
		check(q[0].display, said[i].display);
	}
	arena_destroy(a);
}

/* The table of words is searched by halves, so its order is part of its correctness. */
static void
test_words_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; i < number_words_count; i++) {
		assert_true(strcmp(number_words[i - 1].text, number_words[i].text) <= 0);
		assert_true(strlen(number_words[i].text) <= QUANTITY_WORD_MAX);
		assert_true(number_words[i].role < ROLES);
	}
	uint16_t first[NUMBER_PAIRS];
	number_words_index(first);
	for (size_t i = 0; i < number_words_count; i++) {
		uint8_t rows = 0;
		uint16_t at = number_words_find(first, str_of(number_words[i].text), &rows);
		assert_true(at > 0 && at - 1u <= i && i < at - 1u + rows);
	}
	for (size_t i = 0; i < number_words_count; i++)
		if (number_words[i].role == ROLE_VERB)
			assert_true((size_t)number_words[i].value < number_participles_count);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_amounts),
		cmocka_unit_test(test_said),
		cmocka_unit_test(test_other_languages),
		cmocka_unit_test(test_words_sorted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
