/* SPDX-License-Identifier: ISC */
/*
 * date.c - dates as feeds write them.  Two readers: one for what starts with numbers in the order
 * of ISO 8601 (W3CDTF, week and ordinal dates, short forms), one for words and numbers in any order
 * (RFC 822 and its errors, asctime, localised dates).  Neither knows the present day.
 */
#include "date.h"

#include <dateline/feed.h>

#include <string.h>

/* ---- ISO 8601 and its like ---- */

static void
take_iso_time(struct cursor *c, struct date *d)
{
	int hour = 0;
	size_t n;

	if (!feed_date_take_char(c, "Tt_"))
		feed_date_take_char(c, "-,");
	feed_date_skip_blanks(c);
	n = feed_date_take_number(c, 6, &hour);
	if (n == 6 || n == 4) { /* hhmmss, hhmm */
		d->second = n == 6 ? hour % 100 : 0;
		hour /= n == 6 ? 100 : 1;
		d->minute = hour % 100;
		d->hour = hour / 100;
		d->has_time = true;
	} else if (n == 1 || n == 2) {
		if (!feed_date_take_clock(c, hour, d)) {
			d->hour = hour;
			d->has_time = true;
		}
	}
	if (feed_date_take_char(c, ".,"))
		while (is_digit(peek(c)))
			c->at++;
	feed_date_take_zone(c, d);
}

static int64_t days_from_civil(int year, int month, int day);

static bool
set_ordinal(struct date *d, int day_of_year)
{
	d->month = 1;
	d->day = day_of_year;
	return day_of_year >= 1 && day_of_year <= 366;
}

/* Day 1 (Monday) to 7 of a week of the year; week 1 holds 4 January. */
static void
set_week(struct date *d, int week, int day)
{
	int64_t fourth = days_from_civil(d->year, 1, 4);
	int weekday = (int)((fourth + 3) % 7); /* 0 = Monday; day 0 of 1970 was a Thursday */

	d->month = 1;
	d->day = 4 - weekday + (week - 1) * 7 + (day - 1);
}

static bool
take_week(struct cursor *c, struct date *d)
{
	int week = 0, day = 1;

	if (!feed_date_take_char(c, "Ww"))
		return false;
	if (feed_date_take_number(c, 2, &week) != 2 || week < 1 || week > 53)
		return false;
	feed_date_take_char(c, "-");
	feed_date_take_number(c, 1, &day);
	set_week(d, week, day < 1 || day > 7 ? 1 : day);
	return true;
}

/* What follows a year and a separator: week, ordinal day, month by name or number, day. */
static bool
take_month_day(struct cursor *c, struct date *d, char separator)
{
	const char set[] = { separator, '\0' };
	int number = 0;
	size_t n;

	if (take_week(c, d))
		return true;
	if (is_word_char(peek(c))) {
		d->month = feed_date_month(feed_date_take_word(c));
		n = d->month > 0 ? 2 : 0;
	} else {
		n = feed_date_take_number(c, 3, &number);
		d->month = number;
	}
	if (n == 0)
		return false;
	if (n == 3 && peek(c) != separator)
		return set_ordinal(d, number);
	d->day = 1;
	if (feed_date_take_char(c, set) && feed_date_take_number(c, 2, &d->day) == 0)
		return false;
	return d->month >= 1 && d->month <= 12 && d->day >= 1 && d->day <= 31;
}

/* Digits without separators, by how many there are. */
static bool
split_digits(struct date *d, const char *p, size_t n)
{
	int v[16];

	for (size_t i = 0; i < n; i++)
		v[i] = p[i] - '0';
	if (n == 4 || n >= 7)
		d->year = v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3];
	else
		d->year = feed_date_full_year(v[0] * 10 + v[1], 2);
	d->month = d->day = 1;
	switch (n) {
	case 4: return true;
	case 5: return set_ordinal(d, v[2] * 100 + v[3] * 10 + v[4]);
	case 6:
		d->month = v[2] * 10 + v[3];
		d->day = v[4] * 10 + v[5];
		break;
	case 7: return set_ordinal(d, v[4] * 100 + v[5] * 10 + v[6]);
	case 14:
	case 12:
		d->hour = v[8] * 10 + v[9];
		d->minute = v[10] * 10 + v[11];
		d->second = n == 14 ? v[12] * 10 + v[13] : 0;
		d->has_time = true;
		/* fall through */
	case 8:
		d->month = v[4] * 10 + v[5];
		d->day = v[6] * 10 + v[7];
		break;
	default: return false;
	}
	return d->month >= 1 && d->month <= 12 && d->day >= 1 && d->day <= 31;
}

static size_t
count_digits(const struct cursor *c)
{
	size_t n = 0;

	while (c->at + n < c->s.len && is_digit(c->s.p[c->at + n]))
		n++;
	return n;
}

static bool
read_iso(struct str s, struct date *d)
{
	struct cursor c = { s, 0 };
	bool short_form = feed_date_take_char(&c, "-");
	size_t n = count_digits(&c);
	char separator = c.at + n < s.len ? s.p[c.at + n] : '\0';
	int number = 0;

	if (short_form) { /* "-YYMM", "-YY-MM" */
		if (n != 2 && n != 4)
			return false;
		feed_date_take_number(&c, 2, &number);
		d->year = feed_date_full_year(number, 2);
		feed_date_take_char(&c, "-");
		d->day = 1;
		return feed_date_take_number(&c, 2, &d->month) == 2 && d->month >= 1 &&
		       d->month <= 12;
	}
	if (n == 4 && (separator == '-' || separator == '/' || separator == '.')) {
		feed_date_take_number(&c, 4, &d->year);
		c.at++;
		if (!take_month_day(&c, d, separator))
			return false;
	} else if (n == 4 && (separator == 'W' || separator == 'w')) {
		feed_date_take_number(&c, 4, &d->year);
		if (!take_week(&c, d))
			return false;
	} else {
		if (n < 4 || n > 14 || (n == 4 && separator != '\0') ||
		        !split_digits(d, c.s.p + c.at, n))
			return false;
		c.at += n;
	}
	if (!d->has_time)
		take_iso_time(&c, d);
	else
		feed_date_take_zone(&c, d);
	return true;
}

/* ---- words and numbers in any order ---- */

struct loose {
	struct date d;
	int numbers[3]; /* that are neither time nor year by their looks */
	size_t count;
	char separator; /* between the first two */
	bool month_first;
};

static void
keep_number(struct loose *l, int value, size_t digits, char next)
{
	if (digits >= 3 || (value > 31 && l->d.year < 0)) {
		l->d.year = feed_date_full_year(value, digits);
	} else if (l->count < 3) {
		if (l->count == 0)
			l->separator = next;
		l->numbers[l->count++] = value;
	}
}

/* Numbers that carry their meaning: year, month and day signs of Chinese, Japanese and Korean. */
static bool
keep_signed(struct loose *l, struct cursor *c, int value, size_t digits)
{
	static const struct {
		struct str sign;
		char what;
	} rows[] = {
		{ { "\ub144", 3 }, 'y' },
		{ { "\uc6d4", 3 }, 'm' },
		{ { "\uc77c", 3 }, 'd' },
		{ { "\u5e74", 3 }, 'y' },
		{ { "\u6708", 3 }, 'm' },
		{ { "\u65e5", 3 }, 'd' },
		{ { "\uc2dc", 3 }, 'H' },
		{ { "\ubd84", 3 }, 'M' },
		{ { "\ucd08", 3 }, 'S' },
	};
	struct str rest = str_sub(c->s, c->at, c->s.len);

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!str_starts(rest, rows[i].sign))
			continue;
		c->at += rows[i].sign.len;
		switch (rows[i].what) {
		case 'y': l->d.year = feed_date_full_year(value, digits); break;
		case 'm': l->d.month = value; break;
		case 'd': l->d.day = value; break;
		case 'H': l->d.hour = value; break;
		case 'M': l->d.minute = value; break;
		default: l->d.second = value; break;
		}
		/* Korean feeds that name no zone mean their own. */
		if (i < 3 && !l->d.has_zone)
			l->d.zone_s = 9 * 3600;
		return true;
	}
	return false;
}

static void
keep_word(struct loose *l, struct cursor *c, int *half)
{
	size_t from = c->at;
	struct str word = feed_date_take_word(c);
	int month, zone_s;

	if (feed_date_half_day(word) != 0) {
		*half = feed_date_half_day(word);
	} else if (str_eq_nocase(word, STR("etc"))) {
		return;
	} else if (l->d.has_time && !l->d.has_zone && feed_date_zone(word, &zone_s)) {
		l->d.zone_s = zone_s;
		feed_date_take_offset(c, &l->d);
		l->d.has_zone = true;
	} else if ((month = feed_date_month(word)) != 0) {
		/* "mar." at the start may be Tuesday: a later month wins over one at the start. */
		if (l->d.month < 0 || l->month_first) {
			l->d.month = month;
			l->month_first = from == 0;
		}
	}
}

/* Gives the numbers left over a meaning: day and year around a named month, else by order. */
static bool
settle(struct loose *l)
{
	int *v = l->numbers;
	size_t n = l->count, at = 0;

	if (l->d.month < 0 && l->d.day < 0) {
		bool day_first;
		if (n < 2)
			return false;
		day_first = (l->separator == '.' || v[0] > 12) && v[1] <= 12;
		l->d.day = v[day_first ? 0 : 1];
		l->d.month = v[day_first ? 1 : 0];
		at = 2;
	} else if (l->d.day < 0 && n > 0) {
		l->d.day = v[0];
		at = 1;
	}
	if (l->d.year < 0 && at < n)
		l->d.year = feed_date_full_year(v[at], 2);
	if (l->d.day < 0)
		l->d.day = 1;
	return l->d.year >= 0 && l->d.month >= 1 && l->d.month <= 12 && l->d.day >= 1 &&
	       l->d.day <= 31;
}

static bool
read_loose(struct str s, struct date *d)
{
	struct loose l = { .d = *d };
	struct cursor c = { s, 0 };
	int half = 0;

	while (c.at < s.len) {
		int value = 0;
		size_t digits;

		if (is_word_char(peek(&c))) {
			keep_word(&l, &c, &half);
			continue;
		}
		if (l.d.has_time && feed_date_take_offset(&c, &l.d))
			continue;
		digits = feed_date_take_number(&c, 8, &value);
		if (digits == 0) {
			c.at++;
			continue;
		}
		if (digits <= 2 && peek(&c) == ':' && !l.d.has_time &&
		        feed_date_take_clock(&c, value, &l.d))
			continue;
		if (!keep_signed(&l, &c, value, digits))
			keep_number(&l, value, digits, peek(&c));
	}
	feed_date_apply_half_day(&l.d, half);
	*d = l.d;
	if (!settle(&l))
		return false;
	*d = l.d;
	return true;
}

/* ---- to seconds ---- */

/* Days since 1970-01-01 of the proleptic Gregorian calendar; day may lie outside of the month.
 * After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static int64_t
days_from_civil(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468 + (day - 1);
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool
to_seconds(const struct date *d, bool ordinal, int64_t *out)
{
	int day = d->day;

	if (d->year < 1 || d->year > 9999 || d->hour > 24 || d->minute > 59 || d->second > 60)
		return false;
	if (!ordinal && day > days_in_month(d->year, d->month)) /* "31 Jun" */
		day = days_in_month(d->year, d->month);
	*out = days_from_civil(d->year, d->month, day) * 86400 + d->hour * 3600 + d->minute * 60 +
	       d->second - d->zone_s;
	return true;
}

/* Seconds or milliseconds since 1970, as some programs write them. */
static bool
read_unix(struct str s, int64_t *out)
{
	int64_t value;

	if ((s.len != 10 && s.len != 13) || !str_to_i64(s, &value) || value < 0)
		return false;
	*out = s.len == 13 ? value / 1000 : value;
	return true;
}

/* Two digits at p, or a number that is too large. */
static inline int
pair(const char *p)
{
	unsigned tens = (unsigned)(p[0] - '0'), ones = (unsigned)(p[1] - '0');

	return tens < 10 && ones < 10 ? (int)(tens * 10 + ones) : 10000;
}

/* "2024-03-22T14:02:03Z" and "2024-03-22T14:02:03+01:00", which nearly all of Atom is. */
static bool
read_fixed(struct str s, struct date *d)
{
	const char *p = s.p;
	int hours, minutes;

	if ((s.len != 20 && s.len != 25) || p[4] != '-' || p[7] != '-' || p[10] != 'T' ||
	        p[13] != ':' || p[16] != ':')
		return false;
	*d = (struct date){ pair(p) * 100 + pair(p + 2), pair(p + 5), pair(p + 8), pair(p + 11),
		pair(p + 14), pair(p + 17), 0, true, true };
	if (d->year > 9999 || d->month < 1 || d->month > 12 || d->day < 1 || d->day > 31 ||
	        d->hour > 99 || d->minute > 99 || d->second > 99)
		return false;
	if (s.len == 20)
		return p[19] == 'Z';
	hours = pair(p + 20);
	minutes = pair(p + 23);
	d->zone_s = (p[19] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return (p[19] == '+' || p[19] == '-') && p[22] == ':' && hours <= 24 && minutes < 60;
}

static const struct date unknown = { .year = -1, .month = -1, .day = -1 };

bool
feed_date(struct str text, int64_t *out)
{
	struct str s = str_trim(text);
	struct date d = unknown;

	if (s.len == 0 || s.len > DATE_LEN_MAX)
		return false;
	if (read_fixed(s, &d))
		return to_seconds(&d, false, out);
	d = unknown;
	if (read_unix(s, out))
		return true;
	if (read_iso(s, &d))
		return to_seconds(&d, d.day > 31 || d.day < 1 || d.month == 1, out);
	d = unknown;
	return read_loose(s, &d) && to_seconds(&d, false, out);
}
