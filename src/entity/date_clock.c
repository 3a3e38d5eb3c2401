/* SPDX-License-Identifier: ISC */
/*
 * date_clock.c - times of day: 14:30, 2.30pm, 3 p.m., noon, half past six, 20 minutes past eight,
 * five o'clock, 2200 GMT; and the parts of a day, which are ranges.
 */
#include "date_private.h"

/* am or pm at i: "pm", "p.m.", "p . m .", "p" glued to digits. */
static size_t
meridiem(const struct quantity_scan *s, size_t i, bool *pm)
{
	const struct token *t = &s->tokens[i];
	if (token_mark(t, '.') && t->glued && token_in(s, i + 1, "am pm"))
		t = &s->tokens[++i]; /* "9.am" */
	if (token_in(s, i, "am pm")) {
		*pm = token_eq(s, i, "pm");
		return i + 1;
	}
	if (!token_in(s, i, "a p"))
		return 0;
	*pm = token_eq(s, i, "p");
	bool dot = token_mark(&s->tokens[i + 1], '.');
	size_t m = dot ? i + 2 : i + 1;
	if (token_eq(s, m, "m"))
		return token_mark(&s->tokens[m + 1], '.') && (s->tokens[m + 1].glued || dot) &&
		                       (s->tokens[m + 2].kind == TOKEN_WORD ||
		                               s->tokens[m + 2].kind == TOKEN_END ||
		                               s->tokens[m + 2].kind == TOKEN_MARK ||
		                               s->tokens[m + 2].kind == TOKEN_NUMBER)
		               ? m + 2
		               : m + 1;
	return t->glued && !(s->tokens[i + 1].glued && s->tokens[i + 1].kind == TOKEN_WORD) ? i + 1
	                                                                                    : 0;
}

static size_t
zone(const struct quantity_scan *s, size_t i)
{
	if (token_is(&s->tokens[i], ROLE_ZONE) && s->tokens[i].upper)
		return i + 1;
	return i;
}

static bool
set_clock(struct when *w, int hour, int minute, int second, int pm)
{
	if (minute > 59 || second > 59 || hour > 24 || (pm >= 0 && (hour > 12 || hour < 1)))
		return false;
	w->clock_open = pm < 0 && hour < 13 && hour > 0;
	if (pm >= 0)
		hour = hour % 12 + 12 * pm;
	w->t0 = (hour % 24) * 3600 + minute * 60 + second;
	return true;
}

/* 10:30, 7:56:30 pm, 17:49:19. */
static size_t
clock_colon(const struct quantity_scan *s, size_t i, struct when *w)
{
	const struct token *h = &s->tokens[i], *m = &s->tokens[i + 2];
	if (h->kind != TOKEN_NUMBER || h->digits > 2 || h->decimals ||
	        !token_mark(&s->tokens[i + 1], ':') || m->kind != TOKEN_NUMBER || m->digits != 2 ||
	        m->decimals)
		return 0;
	bool spaced = !m->glued && !s->tokens[i + 1].glued && token_in(s, i + 3, "am pm a p");
	if ((!m->glued || !s->tokens[i + 1].glued) && !spaced)
		return 0;
	if (token_mark(&s->tokens[i - 1], ':') && h->glued)
		return 0;
	size_t end = i + 3;
	int second = 0;
	if (token_mark(&s->tokens[end], ':') && s->tokens[end + 1].kind == TOKEN_NUMBER &&
	        s->tokens[end + 1].glued && s->tokens[end + 1].digits == 2) {
		second = (int)s->tokens[end + 1].value;
		end += 2;
	}
	bool pm = false;
	size_t after = meridiem(s, end, &pm);
	if (!set_clock(w, (int)h->value, (int)m->value, second, after ? pm : -1))
		return 0;
	if (h->digits == 2 && h->value < 10)
		w->clock_open = false;
	return after ? after : end;
}

/* 3pm, 3 p.m., 2.30pm; with `expected` ("at", "between") also 2.30 and a bare hour. */
static size_t
clock_hour(const struct quantity_scan *s, size_t i, bool expected, struct when *w)
{
	const struct token *t = &s->tokens[i];
	if (t->kind != TOKEN_NUMBER || t->grouped || t->digits > 4 || t->value < 0)
		return 0;
	int hour = (int)t->value, minute = 0;
	bool pm = false;
	size_t end = meridiem(s, i + 1, &pm);
	if (t->decimals == 2)
		minute = (int)floor((t->value - hour) * 100 + 0.5);
	else if (t->decimals || t->value != floor(t->value))
		return 0;
	if (end) {
		if (t->digits > 2 && end == i + 2 && token_in(s, i + 1, "a p"))
			return 0; /* 200p is money */
		if (t->digits > 2)
			return t->digits <= 4 && set_clock(w, hour / 100, hour % 100, 0, pm) ? end
			                                                                     : 0;
		return set_clock(w, hour, minute, 0, pm) ? end : 0;
	}
	if (t->digits == 4 && !t->decimals &&
	        (zone(s, i + 1) > i + 1 || (expected && t->value < 1000)))
		return set_clock(w, hour / 100, hour % 100, 0, -1) ? i + 1 : 0;
	size_t clock = token_phrase(s, i + 1, "o ' clock");
	if (!clock)
		clock = token_phrase(s, i + 1, "oclock");
	if (clock)
		return hour >= 1 && hour <= 12 && set_clock(w, hour, 0, 0, -1) ? clock : 0;
	if (token_eq(s, i + 1, "ish") && s->tokens[i + 1].glued && hour <= 12)
		return set_clock(w, hour, 0, 0, -1) ? i + 2 : 0;
	if (!expected || t->digits > 2 || hour > 23)
		return 0;
	const struct token *next = &s->tokens[i + 1];
	if (next->glued &&
	        (next->kind == TOKEN_WORD || token_mark(next, '/') || token_mark(next, '%')))
		return 0;
	return set_clock(w, hour, minute, 0, -1) ? i + 1 : 0;
}

/* Small number in words or digits. */
static size_t
small_number(const struct quantity_scan *s, size_t i, int *v)
{
	const struct token *t = &s->tokens[i];
	struct number n = { 0 };
	if (t->kind == TOKEN_NUMBER) {
		*v = t->digits <= 2 ? (int)t->value : 0;
		return t->digits <= 2 && !t->decimals ? i + 1 : 0;
	}
	size_t end = number_cardinal(s, i, &n);
	if (!end || n.value > 60 || n.scaled)
		return 0;
	*v = (int)n.value;
	return end;
}

/* "half past six", "quarter to five", "20 min past eight", "thirty-six minutes past eight". */
static size_t
clock_past(const struct quantity_scan *s, size_t i, struct when *w)
{
	int minute = 0, hour = 0;
	size_t k = token_in(s, i, "a") ? i + 1 : i;
	if (token_is(&s->tokens[k], ROLE_HALF)) {
		minute = 30;
		k++;
	} else if (token_is(&s->tokens[k], ROLE_QUARTER)) {
		minute = 15;
		k++;
	} else {
		k = small_number(s, k, &minute);
		if (!k)
			return 0;
		if (token_in(s, k, "minute minutes min mins"))
			k++;
	}
	bool past = token_in(s, k, "past after"), to = token_in(s, k, "to before");
	if ((!past && !to) || minute > 59 ||
	        (token_in(s, k, "after before to") && k == i + 1 && minute != 15))
		return 0;
	size_t end = small_number(s, k + 1, &hour);
	if (!end || hour < 1 || hour > 24 ||
	        (!past && !token_in(s, k - 1, "minute minutes min mins quarter")))
		return 0;
	if (!past) {
		hour = hour == 1 ? 12 : hour - 1;
		minute = 60 - minute;
	}
	bool pm = false;
	size_t after = meridiem(s, end, &pm);
	return set_clock(w, hour, minute, 0, after ? pm : -1) ? (after ? after : end) : 0;
}

/* "one thirty p m", "six pm", "five-thirty", "seven twenty-seven", "eight o'clock". */
static size_t
clock_words(const struct quantity_scan *s, size_t i, bool expected, struct when *w)
{
	const struct token *t = &s->tokens[i];
	if (!token_is(t, ROLE_CARDINAL) || token_value(t, ROLE_CARDINAL) < 1 ||
	        token_value(t, ROLE_CARDINAL) > 12)
		return 0;
	int hour = token_value(t, ROLE_CARDINAL), minute = 0;
	size_t end = i + 1;
	size_t clock = token_phrase(s, end, "o ' clock");
	if (!clock)
		clock = token_phrase(s, end, "oclock");
	if (clock)
		return set_clock(w, hour, 0, 0, -1) ? clock : 0;
	size_t k = token_mark(&s->tokens[end], '-') && s->tokens[end].glued ? end + 1 : end;
	struct number n = { 0 };
	if (token_is(&s->tokens[k], ROLE_TENS) ||
	        (token_is(&s->tokens[k], ROLE_CARDINAL) &&
	                token_value(&s->tokens[k], ROLE_CARDINAL) > 9)) {
		size_t after = number_cardinal(s, k, &n);
		if (after && n.value < 60 && !n.scaled) {
			minute = (int)n.value;
			end = after;
			if (token_in(s, end, "minutes"))
				end++;
		}
	}
	bool pm = false;
	size_t after = meridiem(s, end, &pm);
	if (!after && !minute && !expected)
		return 0;
	if (!after && !expected)
		return 0;
	return set_clock(w, hour, minute, 0, after ? pm : -1) ? (after ? after : end) : 0;
}

static size_t
clock_named(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = i;
	if (s->tokens[i].kind == TOKEN_NUMBER && s->tokens[i].value == 12 &&
	        token_in(s, i + 1, "noon midnight midday"))
		k++;
	if (token_in(s, k, "noon midday noonish")) {
		w->t0 = 12 * 3600;
		return k + 1;
	}
	if (token_eq(s, k, "midnight")) {
		w->t0 = 0;
		return k + 1;
	}
	if (token_phrase(s, k, "mid night")) {
		w->t0 = 0;
		return k + 2;
	}
	return 0;
}

/* The hours of a part of the day; early and late halves of it. */
static bool
set_part(struct when *w, int part, int phase)
{
	static const int hours[][2] = { [PART_MORNING] = { 8, 12 },
		[PART_AFTERNOON] = { 12, 16 },
		[PART_EVENING] = { 16, 20 },
		[PART_NIGHT] = { 20, 24 },
		[PART_TONIGHT] = { 20, 24 },
		[PART_LUNCH] = { 11, 13 },
		[PART_DAYTIME] = { 8, 18 } };
	w->t0 = hours[part][0] * 3600;
	w->t1 = hours[part][1] * 3600 - (hours[part][1] == 24);
	int half = (hours[part][1] - hours[part][0]) / 2 * 3600;
	if (phase == PHASE_EARLY || phase == PHASE_EARLIER)
		w->t1 = w->t0 + half;
	if (phase == PHASE_LATE || phase == PHASE_LATER)
		w->t0 += half;
	return true;
}

/* "in the morning", "early in the afternoon", "at night", "morning" behind a date. */
size_t
date_daypart(const struct quantity_scan *s, size_t i, struct when *w)
{
	int phase = PHASE_NONE;
	size_t k = i;
	if (token_is(&s->tokens[k], ROLE_PHASE) && !token_in(s, k, "end start")) {
		phase = token_value(&s->tokens[k], ROLE_PHASE);
		k++;
	}
	if (token_in(s, k, "in during at"))
		k += token_in(s, k + 1, "the") ? 2 : 1;
	if (!token_is(&s->tokens[k], ROLE_DAYPART) || token_in(s, k, "tonight tonite"))
		return 0;
	set_part(w, token_value(&s->tokens[k], ROLE_DAYPART), phase);
	k++;
	if (token_mark(&s->tokens[k], '-') && token_eq(s, k + 1, "time"))
		k += 2;
	return k;
}

/* Moves an hour without am or pm to the part of day that was named with it. */
static size_t
clock_in_part(const struct quantity_scan *s, size_t end, struct when *w)
{
	struct when part;
	when_init(&part);
	size_t next = token_in(s, end, "in at") ? date_daypart(s, end, &part) : 0;
	if (!next)
		return end;
	if (w->clock_open && part.t0 >= 12 * 3600 && w->t0 < 12 * 3600)
		w->t0 += 12 * 3600;
	w->clock_open = false;
	return next;
}

size_t
date_clock(const struct quantity_scan *s, size_t i, bool expected, struct when *w)
{
	size_t end = clock_colon(s, i, w);
	if (!end)
		end = clock_named(s, i, w);
	if (!end)
		end = clock_past(s, i, w);
	if (!end)
		end = clock_hour(s, i, expected, w);
	if (!end)
		end = clock_words(s, i, expected, w);
	if (!end)
		return 0;
	end = zone(s, end);
	return clock_in_part(s, end, w);
}
