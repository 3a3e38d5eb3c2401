/* SPDX-License-Identifier: ISC */
/*
 * date_private.h - what the date rules share: days as numbers (days since 1970-01-01), a "when"
 * that is a day, a period, a time of day or both, and the small parsers.  As elsewhere a parser
 * gives the index after what it read, or 0.
 */
#ifndef DATELINE_DATE_PRIVATE_H
#define DATELINE_DATE_PRIVATE_H

#include "quantity_private.h"

#define DAY_SECONDS 86400
#define NO_TIME (-1)

struct civil {
	int year, month, day;
};
int64_t civil_days(int year, int month, int day);
struct civil civil_of(int64_t days);
int civil_month_length(int year, int month);
bool civil_valid(int year, int month, int day);
int civil_weekday(int64_t days); /* ISO: Monday is 1 */
int64_t civil_easter(int year);  /* Gregorian, anonymous algorithm (Meeus, Butcher) */

enum grain {
	GRAIN_NONE,
	GRAIN_DAY,
	GRAIN_WEEK,
	GRAIN_MONTH,
	GRAIN_QUARTER,
	GRAIN_YEAR,
	GRAIN_DECADE,
	GRAIN_CENTURY,
	GRAIN_SPAN
};
struct when {
	enum grain grain; /* of the date part; NONE: only a time */
	int64_t from, to; /* days, half-open */
	int32_t t0, t1;   /* seconds of the day; NO_TIME; t1 set: a range of time */
	int32_t day1;     /* days that t1 lies after `from` */
	bool clock_open;  /* hour without am or pm, under 13 */
	bool open_from, open_to;
	bool no_year;    /* month and day known, year not: from counts in the year 2000 */
	bool unresolved; /* refers to a date that is not known */
	bool weekday;    /* said by its weekday alone: an anchor in the text may move it */
	bool anchor;     /* weekday and day said together: fixes the weekdays of the text */
	bool ends_on;    /* `to` is the last day, not the day after it */
	bool ends_in;    /* `to` begins the last month or year: "2014 to 2018" */
	bool roughly;    /* "in a few weeks" */
	int8_t said_weekday;
	bool instant; /* a point of time: now, three hours ago */
};
void when_init(struct when *w);
void when_day(struct when *w, int64_t day);
void when_period(
        struct when *w, enum grain g, int64_t day, int shift); /* the period that day is in */
int64_t period_start(enum grain g, int64_t day);
int64_t period_shift(enum grain g, int64_t start, int n);
int64_t days_add(int64_t day, int unit, double n); /* unit: enum unit_id of time */
struct str when_show(struct arena *a, const struct when *w, int year); /* year: not told again */
struct str when_iso(struct arena *a, const struct when *w);
enum quantity_kind when_kind(const struct when *w);

/* A rule, and what token it can begin at: one of the roles, digits, or one of the words. */
#define ROLE_BIT(role) ((uint64_t)1 << (role))
#define ROLE_COUNTS                                                                                \
	(ROLE_BIT(ROLE_CARDINAL) | ROLE_BIT(ROLE_TENS) | ROLE_BIT(ROLE_FEW) |                      \
	        ROLE_BIT(ROLE_ARTICLE) | ROLE_BIT(ROLE_HALF) | ROLE_BIT(ROLE_DOZEN))
#define ROLE_ORDINALS                                                                              \
	(ROLE_BIT(ROLE_ORDINAL) | ROLE_BIT(ROLE_TENS) | ROLE_BIT(ROLE_CARDINAL) |                  \
	        ROLE_BIT(ROLE_ORDSCALE))
struct date_rule {
	size_t (*parse)(const struct quantity_scan *, size_t, struct when *);
	uint64_t roles;
	bool digits;
	const char *words; /* or NULL */
};
size_t date_first_rule(const struct quantity_scan *s, size_t i, const struct date_rule *rules,
        size_t count, struct when *w);
int64_t date_nearest_year(const struct quantity_scan *s, size_t i, int month, int day, int weekday);
bool date_is_future(const struct quantity_scan *s, size_t i);

size_t date_point(const struct quantity_scan *s, size_t i, struct when *w); /* any date, no time */
size_t date_numeric(
        const struct quantity_scan *s, size_t i, struct when *w); /* 2024-03-22, 22/3/24 */
size_t date_named(
        const struct quantity_scan *s, size_t i, struct when *w); /* weekdays and months */
size_t date_holiday(const struct quantity_scan *s, size_t i, struct when *w);
size_t date_relative(
        const struct quantity_scan *s, size_t i, struct when *w); /* last week, in 3 days */
size_t date_period(
        const struct quantity_scan *s, size_t i, struct when *w); /* years, first week of */
size_t date_clock(const struct quantity_scan *s, size_t i, bool expected, struct when *w);
size_t date_daypart(const struct quantity_scan *s, size_t i, struct when *w);
size_t date_month(const struct quantity_scan *s, size_t i, int *month); /* also checks may, march */
size_t date_day_number(const struct quantity_scan *s, size_t i, int *day, bool *ordinal);
/* A date, a time, or both in either order; `expected`: a bare hour may be a time. */
size_t date_moment(const struct quantity_scan *s, size_t i, bool expected, struct when *w);
/* `first` and its end are what date_moment gave at i, unless "from" or "between" stands there. */
size_t date_range(const struct quantity_scan *s, size_t i, size_t first_end,
        const struct when *first, struct when *w);
size_t date_joint(
        const struct quantity_scan *s, size_t i, bool between); /* what stands between ends */
size_t date_bare_year(const struct quantity_scan *s, size_t i, struct when *w);
size_t date_named_year(const struct quantity_scan *s, size_t i, struct when *w);
size_t date_decade(const struct quantity_scan *s, size_t i, struct when *w);
size_t date_century(const struct quantity_scan *s, size_t i, struct when *w);
bool date_plural_noun(const struct quantity_scan *s, size_t i); /* a lower-case plural */
int date_unit(
        const struct quantity_scan *s, size_t i); /* UNIT_ of a time unit word, or UNIT_NONE */
enum grain date_unit_grain(int unit);

#endif
