/* SPDX-License-Identifier: ISC */
/*
 * meta_date.c - dates as pages write them: ISO 8601 in its loose forms, RFC 5322, and a day with
 * the month's English name.  Days are counted by Howard Hinnant's civil calendar algorithm.
 */
#include "meta.h"

struct reader {
	struct str s;
	size_t at;
};

struct when {
	int year, month, day, hour, minute, second, zone_minutes;
};

static int64_t
days_from_civil(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return (int64_t)era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool
is_digit(const struct reader *r)
{
	return r->at < r->s.len && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9';
}

/* A number of least to most digits. */
static bool
number(struct reader *r, int least, int most, int *out)
{
	int n = 0, value = 0;

	while (n < most && is_digit(r)) {
		value = value * 10 + r->s.p[r->at++] - '0';
		n++;
	}
	*out = value;
	return n >= least;
}

static bool
skip(struct reader *r, char c)
{
	if (r->at < r->s.len && r->s.p[r->at] == c) {
		r->at++;
		return true;
	}
	return false;
}

static void
skip_blanks(struct reader *r)
{
	while (r->at < r->s.len && (r->s.p[r->at] == ' ' || r->s.p[r->at] == ','))
		r->at++;
}

static void
read_zone(struct reader *r, struct when *w)
{
	int hours = 0, minutes = 0, sign;

	skip_blanks(r);
	if (r->at >= r->s.len)
		return;
	sign = r->s.p[r->at] == '-' ? -1 : 1;
	if (r->s.p[r->at] != '+' && r->s.p[r->at] != '-')
		return;
	r->at++;
	if (!number(r, 1, 2, &hours))
		return;
	skip(r, ':');
	number(r, 0, 2, &minutes);
	w->zone_minutes = sign * (hours * 60 + minutes);
}

/* A time of day and its zone, when there is one. */
static void
read_time(struct reader *r, struct when *w)
{
	int fraction;

	if (!number(r, 1, 2, &w->hour))
		return;
	if (skip(r, ':') && number(r, 2, 2, &w->minute) && skip(r, ':'))
		number(r, 2, 2, &w->second);
	if (skip(r, '.') || skip(r, ','))
		while (number(r, 1, 9, &fraction))
			;
	skip_blanks(r);
	if (r->at < r->s.len && (r->s.p[r->at] | 0x20) == 'p' && w->hour < 12)
		w->hour += 12;
	while (r->at < r->s.len &&
	        ((r->s.p[r->at] | 0x20) == 'a' || (r->s.p[r->at] | 0x20) == 'p' ||
	                (r->s.p[r->at] | 0x20) == 'm' || r->s.p[r->at] == '.'))
		r->at++;
	read_zone(r, w);
}

static bool
read_iso(struct reader *r, struct when *w)
{
	char mark;

	if (!number(r, 4, 4, &w->year) || r->at >= r->s.len)
		return false;
	mark = r->s.p[r->at];
	if (mark == '-' || mark == '/' || mark == '.')
		r->at++;
	else if (!is_digit(r))
		return false;
	if (!number(r, 1, 2, &w->month))
		return false;
	if (!is_digit(r) && !skip(r, mark))
		return true; /* a month */
	if (!number(r, 1, 2, &w->day))
		return false;
	if (skip(r, 'T') || skip(r, 't') || skip(r, ' '))
		read_time(r, w);
	return true;
}

static int
month_at(struct reader *r)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	int month = 0;

	for (int i = 0; i < 12 && month == 0; i++)
		if (str_starts_nocase(
		            str_sub(r->s, r->at, r->s.len), (struct str){ months + i * 3, 3 }))
			month = i + 1;
	while (month != 0 && r->at < r->s.len && ((r->s.p[r->at] | 0x20) >= 'a') &&
	        ((r->s.p[r->at] | 0x20) <= 'z'))
		r->at++;
	skip(r, '.');
	return month;
}

/* "Fri, 22 Mar 2024 14:02:00 GMT", "22 March 2024", "March 22, 2024 at 2:02 pm" */
static bool
read_named(struct reader *r, struct when *w)
{
	struct reader first = *r;

	while (r->at < r->s.len && !is_digit(r) && (w->month = month_at(r)) == 0)
		r->at++;
	if (r->at == r->s.len && w->month == 0) {
		*r = first;
		return false;
	}
	skip_blanks(r);
	if (!number(r, 1, 2, &w->day))
		return false;
	while (r->at < r->s.len && !is_digit(r) && w->month == 0)
		if (r->s.p[r->at] == ' ' || r->s.p[r->at] == '.' || r->s.p[r->at] == '-' ||
		        (w->month = month_at(r)) == 0)
			r->at++;
	while (r->at < r->s.len &&
	        (r->s.p[r->at] == ' ' || r->s.p[r->at] == ',' || r->s.p[r->at] == '-'))
		r->at++;
	if (w->month == 0 || !number(r, 4, 4, &w->year))
		return false;
	while (r->at < r->s.len && !is_digit(r))
		r->at++;
	read_time(r, w);
	return true;
}

int64_t
meta_date(struct str text)
{
	struct reader r = { str_trim(str_sub(text, 0, 100)), 0 };
	struct when w = { .day = 1 };

	if (is_digit(&r) && read_iso(&r, &w)) {
		/* read */
	} else {
		w = (struct when){ .day = 1 };
		r.at = 0;
		if (!read_named(&r, &w))
			return ARTICLE_NO_DATE;
	}
	if (w.year < 1900 || w.year > 2200 || w.month < 1 || w.month > 12 || w.day < 1 ||
	        w.day > 31 || w.hour > 24 || w.minute > 59 || w.second > 60)
		return ARTICLE_NO_DATE;
	return days_from_civil(w.year, w.month, w.day) * 86400 + w.hour * 3600 + w.minute * 60 +
	       w.second - (int64_t)w.zone_minutes * 60;
}
