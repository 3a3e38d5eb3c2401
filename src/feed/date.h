/* SPDX-License-Identifier: ISC */
/*
 * date.h - what the date files share: the fields of a date, and the words in one.
 */
#ifndef FEED_DATE_H
#define FEED_DATE_H

#include <dateline/base.h>

#define DATE_LEN_MAX 128 /* bytes; no date is longer */

struct date {
	int year, month, day; /* -1 while unknown */
	int hour, minute, second;
	int zone_s; /* east of Greenwich */
	bool has_time, has_zone;
};

/* Number (1 to 12) of the month that the word means in any of the languages known; 0 for none. */
int feed_date_month(struct str word);
/* Seconds east of Greenwich of a named time zone. */
bool feed_date_zone(struct str name, int *zone_s);
/* 1 for a word of the forenoon, 2 for one of the afternoon, 0 for others. */
int feed_date_half_day(struct str word);
/* The century of a year of 2 or 3 digits (RFC 2822 section 4.3). */
int feed_date_full_year(int year, size_t digits);

/* ---- date_scan.c ---- */

struct cursor {
	struct str s;
	size_t at;
};

static inline char
peek(const struct cursor *c)
{
	return c->at < c->s.len ? c->s.p[c->at] : '\0';
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_word_char(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80;
}

bool feed_date_take_char(struct cursor *c, const char *set);
void feed_date_skip_blanks(struct cursor *c);
/* Up to max digits; how many there were. */
size_t feed_date_take_number(struct cursor *c, size_t max, int *out);
struct str feed_date_take_word(struct cursor *c);
bool feed_date_take_offset(struct cursor *c, struct date *d);
bool feed_date_take_clock(struct cursor *c, int hour, struct date *d);
void feed_date_apply_half_day(struct date *d, int half);
void feed_date_take_zone(struct cursor *c, struct date *d);

#endif
