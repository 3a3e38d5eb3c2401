/* SPDX-License-Identifier: ISC */
/*
 * date_holiday.c - named days: fixed ones, nth weekdays of a month, and days counted from Easter.
 * Eid al-Fitr and the like follow the moon as it is seen; a table of the recent and coming years.
 */
#include "date_private.h"

struct holiday {
	const char *name;
	int month, day;   /* fixed; or day 0 */
	int weekday, nth; /* nth weekday (1 Monday) of month; -1: last; 9: last before the 25th */
	int easter;       /* days from Easter; used when month is 0 */
	int after;        /* days added */
};
static const struct holiday holidays[] = {
	{ "christmas eve", 12, 24, 0, 0, 0, 0 },
	{ "christmas day", 12, 25, 0, 0, 0, 0 },
	{ "christmas", 12, 25, 0, 0, 0, 0 },
	{ "xmas", 12, 25, 0, 0, 0, 0 },
	{ "boxing day", 12, 26, 0, 0, 0, 0 },
	{ "new year ' s eve", 12, 31, 0, 0, 0, 0 },
	{ "new year eve", 12, 31, 0, 0, 0, 0 },
	{ "new years eve", 12, 31, 0, 0, 0, 0 },
	{ "new year ' s day", 1, 1, 0, 0, 0, 0 },
	{ "new years day", 1, 1, 0, 0, 0, 0 },
	{ "new year day", 1, 1, 0, 0, 0, 0 },
	{ "epiphany", 1, 6, 0, 0, 0, 0 },
	{ "martin luther king day", 1, 0, 1, 3, 0, 0 },
	{ "mlk day", 1, 0, 1, 3, 0, 0 },
	{ "groundhog day", 2, 2, 0, 0, 0, 0 },
	{ "valentine ' s day", 2, 14, 0, 0, 0, 0 },
	{ "valentines day", 2, 14, 0, 0, 0, 0 },
	{ "presidents day", 2, 0, 1, 3, 0, 0 },
	{ "presidents ' day", 2, 0, 1, 3, 0, 0 },
	{ "st patrick ' s day", 3, 17, 0, 0, 0, 0 },
	{ "saint patrick ' s day", 3, 17, 0, 0, 0, 0 },
	{ "april fool ' s day", 4, 1, 0, 0, 0, 0 },
	{ "april fools day", 4, 1, 0, 0, 0, 0 },
	{ "earth day", 4, 22, 0, 0, 0, 0 },
	{ "anzac day", 4, 25, 0, 0, 0, 0 },
	{ "may day", 5, 1, 0, 0, 0, 0 },
	{ "cinco de mayo", 5, 5, 0, 0, 0, 0 },
	{ "mother ' s day", 5, 0, 7, 2, 0, 0 },
	{ "mothers day", 5, 0, 7, 2, 0, 0 },
	{ "memorial day", 5, 0, 1, -1, 0, 0 },
	{ "father ' s day", 6, 0, 7, 3, 0, 0 },
	{ "fathers day", 6, 0, 7, 3, 0, 0 },
	{ "juneteenth", 6, 19, 0, 0, 0, 0 },
	{ "canada day", 7, 1, 0, 0, 0, 0 },
	{ "independence day", 7, 4, 0, 0, 0, 0 },
	{ "bastille day", 7, 14, 0, 0, 0, 0 },
	{ "labor day", 9, 0, 1, 1, 0, 0 },
	{ "labour day", 9, 0, 1, 1, 0, 0 },
	{ "columbus day", 10, 0, 1, 2, 0, 0 },
	{ "halloween", 10, 31, 0, 0, 0, 0 },
	{ "guy fawkes day", 11, 5, 0, 0, 0, 0 },
	{ "guy fawkes night", 11, 5, 0, 0, 0, 0 },
	{ "veterans day", 11, 11, 0, 0, 0, 0 },
	{ "armistice day", 11, 11, 0, 0, 0, 0 },
	{ "remembrance day", 11, 11, 0, 0, 0, 0 },
	{ "black friday", 11, 0, 4, 4, 0, 1 },
	{ "cyber monday", 11, 0, 4, 4, 0, 4 },
	{ "thanksgiving day", 11, 0, 4, 4, 0, 0 },
	{ "thanksgiving", 11, 0, 4, 4, 0, 0 },
	{ "ash wednesday", 0, 0, 0, 0, -46, 0 },
	{ "palm sunday", 0, 0, 0, 0, -7, 0 },
	{ "maundy thursday", 0, 0, 0, 0, -3, 0 },
	{ "good friday", 0, 0, 0, 0, -2, 0 },
	{ "easter monday", 0, 0, 0, 0, 1, 0 },
	{ "easter sunday", 0, 0, 0, 0, 0, 0 },
	{ "easter", 0, 0, 0, 0, 0, 0 },
	{ "ascension day", 0, 0, 0, 0, 39, 0 },
	{ "whit monday", 0, 0, 0, 0, 50, 0 },
	{ "pentecost", 0, 0, 0, 0, 49, 0 },
};

static int64_t
holiday_day(const struct holiday *h, int year)
{
	if (!h->month)
		return civil_easter(year) + h->easter;
	if (h->day)
		return civil_days(year, h->month, h->day);
	int64_t first = civil_days(year, h->month, 1);
	int64_t d = first + (h->weekday - civil_weekday(first) + 7) % 7;
	if (h->nth > 0)
		return d + 7 * (h->nth - 1) + h->after;
	while (civil_of(d + 7).month == h->month)
		d += 7;
	return d;
}

/* First days of Eid al-Fitr (ef) and Eid al-Adha (ea) as they were or are expected to be kept. */
static const struct {
	int year, ef_month, ef_day, ea_month, ea_day;
} eids[] = { { 2016, 7, 6, 9, 12 }, { 2017, 6, 25, 9, 1 }, { 2018, 6, 15, 8, 21 },
	{ 2019, 6, 4, 8, 11 }, { 2020, 5, 24, 7, 31 }, { 2021, 5, 13, 7, 20 }, { 2022, 5, 2, 7, 9 },
	{ 2023, 4, 21, 6, 28 }, { 2024, 4, 10, 6, 16 }, { 2025, 3, 30, 6, 6 },
	{ 2026, 3, 20, 5, 27 }, { 2027, 3, 9, 5, 16 } };

static size_t
eid(const struct quantity_scan *s, size_t i, struct when *w)
{
	if (!token_eq(s, i, "eid") || !token_eq(s, i + 1, "al"))
		return 0;
	size_t k = token_mark(&s->tokens[i + 2], '-') ? i + 3 : i + 2;
	bool fitr = token_eq(s, k, "fitr"), adha = token_eq(s, k, "adha");
	if (!fitr && !adha)
		return 0;
	int64_t best = INT64_MAX;
	for (size_t n = 0; n < COUNT(eids) && s->today.known; n++) {
		int64_t d = civil_days(eids[n].year, fitr ? eids[n].ef_month : eids[n].ea_month,
		        fitr ? eids[n].ef_day : eids[n].ea_day);
		int64_t gap = d > s->today.day ? d - s->today.day : s->today.day - d;
		if (gap < best) {
			best = gap;
			when_day(w, d);
		}
	}
	w->unresolved = best > 250;
	if (w->unresolved)
		when_day(w, 0);
	return k + 1;
}

/* The holiday nearest to the article's date, or by "last", "next" the one before or after it. */
static void
set_nearest(const struct quantity_scan *s, const struct holiday *h, int direction, bool future,
        struct when *w)
{
	if (!s->today.known) {
		w->unresolved = h->day == 0;
		w->no_year = true;
		when_day(w, h->day ? civil_days(2000, h->month, h->day) : 0);
		return;
	}
	int year = civil_of(s->today.day).year;
	int64_t best = INT64_MAX, day = 0;
	for (int y = year - 1; y <= year + 1; y++) {
		int64_t d = holiday_day(h, y),
		        gap = d > s->today.day ? d - s->today.day : s->today.day - d;
		if ((direction < 0 && d >= s->today.day) || (direction > 0 && d <= s->today.day))
			continue;
		if (future && d < s->today.day)
			gap += 400;
		if (gap < best) {
			best = gap;
			day = d;
		}
	}
	when_day(w, day);
}

/* "Labor Day weekend": the free days that touch the holiday. */
static size_t
holiday_weekend(const struct quantity_scan *s, size_t end, struct when *w)
{
	if (!token_eq(s, end, "weekend"))
		return end;
	int weekday = civil_weekday(w->from);
	int64_t saturday = w->from + (weekday == 1 ? -2 : 6 - weekday);
	w->to = saturday + 2 > w->from ? saturday + 2 : w->from + 1;
	w->from = saturday < w->from ? saturday : w->from;
	w->grain = GRAIN_SPAN;
	return end + 1;
}

size_t
date_holiday(const struct quantity_scan *s, size_t i, struct when *w)
{
	int direction = 0;
	size_t k = i;
	if (token_is(&s->tokens[i], ROLE_RELATIVE)) {
		direction = token_value(&s->tokens[i], ROLE_RELATIVE);
		k++;
	}
	if (!token_is(&s->tokens[k], ROLE_HOLIDAY))
		return 0;
	size_t end = eid(s, k, w);
	if (end)
		return end;
	for (size_t n = 0; n < COUNT(holidays); n++) {
		end = token_phrase(s, k, holidays[n].name);
		if (!end)
			continue;
		if (!s->tokens[k].capital && token_in(s, k, "may earth") &&
		        token_eq(s, k + 1, "day"))
			return 0;
		int year = 0;
		bool before_year = token_eq(s, end, "weekend");
		size_t comma = before_year || token_mark(&s->tokens[end], ',') ? end + 1 : end;
		if (token_in(s, comma, "of in"))
			comma++;
		size_t y = s->tokens[comma].kind == TOKEN_NUMBER ? number_year(s, comma, &year) : 0;
		if (y && year > 1500) {
			when_day(w, holiday_day(&holidays[n], year));
			if (before_year) {
				holiday_weekend(s, end, w);
				return y;
			}
			end = y;
		} else {
			set_nearest(s, &holidays[n], direction, date_is_future(s, i), w);
		}
		return holiday_weekend(s, end, w);
	}
	return 0;
}
