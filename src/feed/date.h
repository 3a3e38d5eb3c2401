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

#endif
