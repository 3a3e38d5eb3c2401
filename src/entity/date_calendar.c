/* SPDX-License-Identifier: ISC */
/*
 * date_calendar.c - the proleptic Gregorian calendar, periods in it, and ISO 8601 text of them.
 */
#include "date_private.h"

/* Days from the civil date; the algorithm counts years from March (H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"). */
int64_t
civil_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct civil
civil_of(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct civil c;
	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year = (int)(yoe + era * 400) + (c.month <= 2);
	return c;
}

int
civil_month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : lengths[month - 1];
}

bool
civil_valid(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= civil_month_length(year, month);
}

int
civil_weekday(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7) + 1;
}

int64_t
civil_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;
	return civil_days(year, n / 31, n % 31 + 1);
}

void
when_init(struct when *w)
{
	memset(w, 0, sizeof(*w));
	w->t0 = w->t1 = NO_TIME;
}

void
when_day(struct when *w, int64_t day)
{
	w->grain = GRAIN_DAY;
	w->from = day;
	w->to = day + 1;
}

static int64_t
add_months(int64_t day, int n)
{
	struct civil c = civil_of(day);
	int m = c.year * 12 + c.month - 1 + n;
	int year = m >= 0 ? m / 12 : (m - 11) / 12, month = m - year * 12 + 1;
	int length = civil_month_length(year, month);
	return civil_days(year, month, c.day < length ? c.day : length);
}

int64_t
period_start(enum grain g, int64_t day)
{
	struct civil c = civil_of(day);
	switch (g) {
	case GRAIN_WEEK: return day - civil_weekday(day) + 1;
	case GRAIN_MONTH: return civil_days(c.year, c.month, 1);
	case GRAIN_QUARTER: return civil_days(c.year, (c.month - 1) / 3 * 3 + 1, 1);
	case GRAIN_YEAR: return civil_days(c.year, 1, 1);
	case GRAIN_DECADE: return civil_days(c.year / 10 * 10, 1, 1);
	case GRAIN_CENTURY: return civil_days(c.year / 100 * 100, 1, 1);
	default: return day;
	}
}

int64_t
period_shift(enum grain g, int64_t start, int n)
{
	switch (g) {
	case GRAIN_WEEK: return start + 7 * n;
	case GRAIN_MONTH: return add_months(start, n);
	case GRAIN_QUARTER: return add_months(start, 3 * n);
	case GRAIN_YEAR: return add_months(start, 12 * n);
	case GRAIN_DECADE: return add_months(start, 120 * n);
	case GRAIN_CENTURY: return add_months(start, 1200 * n);
	default: return start + n;
	}
}

void
when_period(struct when *w, enum grain g, int64_t day, int shift)
{
	w->grain = g;
	w->from = period_shift(g, period_start(g, day), shift);
	w->to = period_shift(g, w->from, 1);
}

#define SHIFT_MAX 4000 /* years either way; further is no date of news */

int64_t
days_add(int64_t day, int unit, double n)
{
	double years = n * units[unit].factor / units[UNIT_YEAR].factor;
	if (!(fabs(years) < SHIFT_MAX))
		return day;
	switch (unit) {
	case UNIT_MONTH: return add_months(day, (int)n);
	case UNIT_QUARTER: return add_months(day, (int)(3 * n));
	case UNIT_YEAR: return add_months(day, (int)(12 * n));
	case UNIT_DECADE: return add_months(day, (int)(120 * n));
	case UNIT_CENTURY: return add_months(day, (int)(1200 * n));
	case UNIT_WEEKEND: return day + (int64_t)(7 * n);
	default: return day + (int64_t)floor(n * units[unit].factor / DAY_SECONDS + 0.5);
	}
}

static struct str
iso_day(struct arena *a, const struct when *w, int64_t day)
{
	struct civil c = civil_of(day);
	if (w->no_year)
		return arena_printf(a, "XXXX-%02d-%02d", c.month, c.day);
	return arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static struct str
iso_clock(struct arena *a, int32_t t)
{
	return arena_printf(a, "%02d:%02d:%02d", t / 3600, t / 60 % 60, t % 60);
}

static struct str
iso_point(struct arena *a, const struct when *w, int64_t day, int32_t t)
{
	if (w->grain == GRAIN_NONE)
		return iso_clock(a, t);
	struct str date = iso_day(a, w, day);
	if (t == NO_TIME)
		return date;
	return arena_printf(a, STR_FMT "T" STR_FMT, STR_ARG(date), STR_ARG(iso_clock(a, t)));
}

/* A whole month or year in its short form. */
static struct str
iso_whole(struct arena *a, const struct when *w)
{
	struct civil c = civil_of(w->from);
	if (w->grain == GRAIN_MONTH && w->no_year)
		return arena_printf(a, "XXXX-%02d", c.month);
	if (w->grain == GRAIN_MONTH)
		return arena_printf(a, "%04d-%02d", c.year, c.month);
	return arena_printf(a, "%04d", c.year);
}

struct str
when_iso(struct arena *a, const struct when *w)
{
	if (w->unresolved)
		return STR_NONE;
	bool range = w->grain > GRAIN_DAY || w->t1 != NO_TIME || w->day1;
	if (w->open_from || w->open_to) {
		/* "after 2018" begins where the year ends, "since 2018" where it begins: set by the
		 * caller */
		struct str at = iso_point(a, w, w->from, w->t0);
		return w->open_to ? arena_printf(a, STR_FMT "/..", STR_ARG(at))
		                  : arena_printf(a, "../" STR_FMT, STR_ARG(at));
	}
	if (!range)
		return iso_point(a, w, w->from, w->t0);
	if (w->t1 != NO_TIME) {
		struct str from = iso_point(a, w, w->from, w->t0);
		struct str to = iso_point(a, w, w->from + w->day1, w->t1);
		return arena_printf(a, STR_FMT "/" STR_FMT, STR_ARG(from), STR_ARG(to));
	}
	if (w->grain == GRAIN_MONTH || w->grain == GRAIN_YEAR)
		return iso_whole(a, w);
	return arena_printf(a, STR_FMT "/" STR_FMT, STR_ARG(iso_day(a, w, w->from)),
	        STR_ARG(iso_day(a, w, w->to)));
}

enum quantity_kind
when_kind(const struct when *w)
{
	bool open = w->open_from || w->open_to;
	if (w->grain == GRAIN_NONE)
		return w->t1 != NO_TIME || open ? QUANTITY_TIMERANGE : QUANTITY_TIME;
	if (w->t0 != NO_TIME || w->instant)
		return w->t1 != NO_TIME || open ? QUANTITY_DATETIMERANGE : QUANTITY_DATETIME;
	return w->grain == GRAIN_DAY && !open ? QUANTITY_DATE : QUANTITY_DATERANGE;
}
