/* SPDX-License-Identifier: ISC */
/*
 * date_scan.c - the pieces that dates of all forms are made of: numbers, words, clock times, zones.
 */
#include "date.h"

#include <string.h>

bool
feed_date_take_char(struct cursor *c, const char *set)
{
	char next = peek(c);

	for (; *set != '\0'; set++)
		if (*set == next) {
			c->at++;
			return true;
		}
	return false;
}

void
feed_date_skip_blanks(struct cursor *c)
{
	while (peek(c) == ' ' || (peek(c) >= '\t' && peek(c) <= '\r'))
		c->at++;
}

/* Up to max digits; how many there were. */
size_t
feed_date_take_number(struct cursor *c, size_t max, int *out)
{
	size_t n = 0;
	int value = 0;

	while (n < max && is_digit(peek(c))) {
		value = value * 10 + (peek(c) - '0');
		c->at++;
		n++;
	}
	if (n > 0)
		*out = value;
	return n;
}

struct str
feed_date_take_word(struct cursor *c)
{
	size_t from = c->at;

	while (is_word_char(peek(c)))
		c->at++;
	return str_sub(c->s, from, c->at);
}

/* ---- time and zone ---- */

/* "+01:00", "-0800", "+2", "-01:01" */
bool
feed_date_take_offset(struct cursor *c, struct date *d)
{
	size_t from = c->at, n;
	int sign = peek(c) == '-' ? -1 : 1, hours = 0, minutes = 0;

	if (!feed_date_take_char(c, "+-"))
		return false;
	n = feed_date_take_number(c, 4, &hours);
	if (n >= 3) {
		minutes = hours % 100;
		hours /= 100;
	} else if (n > 0 && feed_date_take_char(c, ":")) {
		feed_date_take_number(c, 2, &minutes);
	}
	if (n == 0 || hours > 24 || minutes > 59) {
		c->at = from;
		return false;
	}
	d->zone_s = sign * (hours * 3600 + minutes * 60);
	d->has_zone = true;
	return true;
}

/* "hh:mm", "hh:mm:ss", "hh:mm:ss.fraction"; the cursor stands behind the hour. */
bool
feed_date_take_clock(struct cursor *c, int hour, struct date *d)
{
	int ignored;

	if (!feed_date_take_char(c, ":"))
		return false;
	d->hour = hour;
	if (feed_date_take_number(c, 2, &d->minute) == 0)
		return false;
	if (feed_date_take_char(c, ":"))
		feed_date_take_number(c, 2, &d->second);
	if (feed_date_take_char(c, ".,"))
		while (feed_date_take_number(c, 9, &ignored) > 0)
			continue;
	d->has_time = true;
	return true;
}

void
feed_date_apply_half_day(struct date *d, int half)
{
	if (half == 2 && d->hour < 12)
		d->hour += 12;
	if (half == 1 && d->hour == 12)
		d->hour = 0;
}

/* A zone, "AM" and the like, in any order, up to the end or to what is none of them. */
void
feed_date_take_zone(struct cursor *c, struct date *d)
{
	for (;;) {
		struct str word;
		int zone_s;

		feed_date_skip_blanks(c);
		while (feed_date_take_char(c, "()[],"))
			feed_date_skip_blanks(c);
		if (feed_date_take_offset(c, d))
			continue;
		word = feed_date_take_word(c);
		if (word.len == 0)
			return;
		if (word.len == 1 && (word.p[0] | 0x20) == 'z') {
			d->has_zone = true;
			continue;
		}
		if (str_eq_nocase(word, STR("etc")) && feed_date_take_char(c, "/"))
			continue;
		if (feed_date_half_day(word) != 0) {
			feed_date_apply_half_day(d, feed_date_half_day(word));
		} else if (!d->has_zone && feed_date_zone(word, &zone_s)) {
			d->zone_s = zone_s;
			d->has_zone = true;
		}
	}
}
