/* SPDX-License-Identifier: ISC */
/*
 * test_dates.c - dates and times, resolved against an article of Saturday, 23 March 2024.
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

#define ARTICLE_DATE 1711184400 /* 2024-03-23T09:00:00Z */

struct date_case {
	const char *text, *want; /* "ISO; ISO" of the dates found; "?" is a date not resolved */
};

static const struct date_case dated[] = {
	{ "on 22 March 2024", "2024-03-22" },
	{ "on October 7 they met", "2023-10-07" },
	{ "The ferry will sail on April 2.", "2024-04-02" },
	{ "on Thursday she left", "2024-03-21" },
	{ "He will speak on Tuesday.", "2024-03-26" },
	{ "yesterday and today", "2024-03-22; 2024-03-23" },
	{ "last week", "2024-03-11/2024-03-18" },
	{ "this week", "2024-03-18/2024-03-25" },
	{ "next month", "2024-04" },
	{ "last year", "2023" },
	{ "in 2019", "2019" },
	{ "during the 1990s", "1990-01-01/2000-01-01" },
	{ "in the 21st century", "2000-01-01/2100-01-01" },
	{ "two weeks ago", "2024-03-09" },
	{ "over the past three months", "2023-12-23/2024-03-23" },
	{ "from 2014 to 2018", "2014-01-01/2018-01-01" },
	{ "between March 3 and March 9", "2024-03-03/2024-03-09" },
	{ "since April 2023", "2023-04-01/.." },
	{ "before 2010", "../2010-01-01" },
	{ "2024-02-29 and 29/02/2024", "2024-02-29; 2024-02-29" },
	{ "at 10:30 a.m. on Friday", "2024-03-22T10:30:00" },
	{ "at 2200 GMT", "22:00:00" },
	{ "from 5 to 6pm", "17:00:00/18:00:00" },
	{ "in the third quarter of 2023", "2023-07-01/2023-10-01" },
	{ "late July 2023", "2023-07-16/2023-08-01" },
	{ "on Christmas Day", "2023-12-25" },
	{ "on Good Friday", "2024-03-29" },
	{ "the first week of 2021", "2021-01-04/2021-01-11" },
	{ "On July 22, 2019, and on August 3 that year", "2019-07-22; 2019-08-03" },
	{ "from 1979-90", "1979-01-01/1990-01-01" },
	{ "the 2008-09 season", "2008-01-01/2009-01-01" },
	{ "Labor Day weekend 2023", "2023-09-02/2023-09-05" },
	{ "the last Friday in May", "2024-05-31" },
	{ "2024-03-01T10:30", "2024-03-01T10:30:00" },
	{ "by the end of the year", "../2025-01-01" },
	{ "It will last three weeks.", "" },
	{ "two years later, 30 minutes later", "" },
	{ "He is scheduled to sentence Mr. Eld on December 28.", "2024-12-28" },
	{ "They may march in the sun.", "" },
	{ "2,000 people and 1984 votes", "" },
};

static const struct date_case undated[] = {
	{ "on 22 March 2024", "2024-03-22" },
	{ "on October 7", "XXXX-10-07" },
	{ "on Thursday", "?" },
	{ "yesterday", "?" },
	{ "in 15 years", "" },
};

static void
check(const struct date_case *c, int64_t date)
{
	struct arena *a = arena_create();
	struct quantity_options o = { .date = date };
	struct quantity *q;
	size_t n = quantity_find(a, str_of(c->text), &o, &q), at = 0;
	char got[256] = "";
	for (size_t i = 0; i < n; i++) {
		if (!quantity_is_date(&q[i]))
			continue;
		at += (size_t)snprintf(got + at, sizeof(got) - at, "%s" STR_FMT, at ? "; " : "",
		        STR_ARG(q[i].iso.len ? q[i].iso : STR("?")));
	}
	if (strcmp(got, c->want))
		print_message("%s\n", c->text);
	assert_string_equal(got, c->want);
	arena_destroy(a);
}

static void
test_dated(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dated); i++)
		check(&dated[i], ARTICLE_DATE);
}

/* A day named with its weekday fixes the other weekdays, before and after it. */
static void
test_anchor(void **state)
{
	(void)state;
	static const char text[] =
	        "She spoke on Thursday. He left on Friday (22 March). It ends on Monday.";
	check(&(struct date_case){ text, "2024-03-21; 2024-03-22; 2024-03-25" }, ARTICLE_DATE);
	check(&(struct date_case){ text, "XXXX-03-21; XXXX-03-22; XXXX-03-25" }, INT64_MIN);
}

static void
test_undated(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(undated); i++)
		check(&undated[i], INT64_MIN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dated),
		cmocka_unit_test(test_undated),
		cmocka_unit_test(test_anchor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
