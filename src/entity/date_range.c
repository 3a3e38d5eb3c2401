/* SPDX-License-Identifier: ISC */
/*
 * date_range.c - "from A to B", "between A and B", "A - B", "A through B", "November 18-19": two
 * dates or times as one; what one end leaves out is taken from the other.
 */
#include "date_private.h"

/* What stands between the ends of a range. */
size_t
date_joint(const struct quantity_scan *s, size_t i, bool between)
{
	if (token_mark(&s->tokens[i], '-') || token_mark(&s->tokens[i], '~') ||
	        token_in(s, i, "to through till until thru") || (between && token_eq(s, i, "and")))
		return i + 1;
	return 0;
}

/* The day of a range's end that was said with less than its start: "November 18-19", "9th to 17th
 * of". */
static size_t
short_end(const struct quantity_scan *s, size_t i, const struct when *a, struct when *b)
{
	int day = 0, year = 0;
	bool ordinal = false;
	size_t end = date_day_number(s, i, &day, &ordinal);
	if (!end || a->grain != GRAIN_DAY || a->t0 != NO_TIME || a->unresolved)
		return 0;
	const struct token *behind = &s->tokens[end];
	if (token_mark(behind, ':') || token_in(s, end, "am pm") ||
	        (behind->glued && behind->mark && strchr("/-.", behind->mark) &&
	                s->tokens[end + 1].glued))
		return 0;
	struct civil c = civil_of(a->from);
	if (day <= c.day || !civil_valid(c.year, c.month, day))
		return 0;
	*b = *a;
	when_day(b, a->from + day - c.day);
	size_t y = token_mark(&s->tokens[end], ',') ? end + 1 : end;
	if (s->tokens[y].kind == TOKEN_NUMBER && (y = number_year(s, y, &year)) != 0 &&
	        year > 1500) {
		when_day(b, civil_days(year, c.month, day));
		b->open_from = true; /* tells the caller to take over the year */
		return y;
	}
	return end;
}

/* "18 and 19 June", "between the ninth and the seventeenth of april": the first day is only a
 * number. */
static size_t
number_first(const struct quantity_scan *s, size_t i, bool between, struct when *w)
{
	int day = 0;
	bool ordinal = false;
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	size_t end = date_day_number(s, k, &day, &ordinal);
	size_t j = end ? date_joint(s, end, between) : 0;
	struct when b;
	if (!j || (s->tokens[end].glued && token_mark(&s->tokens[end], '-') && !s->tokens[j].glued))
		return 0;
	when_init(&b);
	size_t stop = date_named(s, j, &b);
	if (!stop || b.grain != GRAIN_DAY || b.weekday || b.unresolved ||
	        token_is(&s->tokens[j], ROLE_MONTH))
		return 0;
	struct civil c = civil_of(b.from);
	if (day >= c.day || !civil_valid(c.year, c.month, day))
		return 0;
	*w = b;
	w->grain = GRAIN_SPAN;
	w->ends_on = true;
	w->from = civil_days(c.year, c.month, day);
	w->to = b.from;
	return stop;
}

/* A start that was said without its year takes that of the end. */
static void
borrow_year(struct when *a, const struct when *b, bool a_says, bool b_says)
{
	if (b->unresolved || a->unresolved || b->grain < GRAIN_DAY)
		return;
	struct civil x = civil_of(a->from), y = civil_of(b->from);
	bool whole = a->grain == GRAIN_MONTH;
	if (b_says && !a_says) {
		int year = y.year - (x.month > y.month || (x.month == y.month && x.day > y.day));
		if (!civil_valid(year, x.month, x.day))
			return;
		a->from = civil_days(year, x.month, x.day);
		a->to = whole ? period_shift(GRAIN_MONTH, a->from, 1) : a->from + 1;
		a->no_year = false;
	}
}

static bool
says_year(const struct quantity_scan *s, size_t i, size_t end)
{
	for (; i < end; i++) {
		const struct token *t = &s->tokens[i];
		if ((t->kind == TOKEN_NUMBER && t->digits == 4) || token_is(t, ROLE_RELATIVE) ||
		        token_is(t, ROLE_DAYWORD) || token_eq(s, i, "now"))
			return true;
		if (t->kind == TOKEN_NUMBER && i + 4 < end && token_mark(&s->tokens[i + 1], '/') &&
		        token_mark(&s->tokens[i + 3], '/'))
			return true;
	}
	return false;
}

/* Puts two ends together; the end is the start of what the second names. */
static bool
join(const struct quantity_scan *s, size_t i, size_t mid, size_t j, size_t end, struct when *a,
        struct when *b)
{
	if (a->unresolved || b->unresolved) {
		a->unresolved = true;
		a->grain = GRAIN_SPAN;
		return true;
	}
	if (a->grain == GRAIN_NONE && b->grain == GRAIN_NONE)
		return false;
	if (a->grain == GRAIN_NONE && b->grain == GRAIN_DAY && b->t0 != NO_TIME && s->today.known) {
		/* "from 2pm till tomorrow 4:30pm" */
		a->grain = GRAIN_DAY;
		a->from = s->today.day;
	} else if (a->grain == GRAIN_NONE || b->grain == GRAIN_NONE) {
		if (a->grain == GRAIN_NONE || b->t0 == NO_TIME)
			return false;
		if (a->t0 == NO_TIME)
			return false;
		a->t1 = b->t0;
		a->day1 = b->t0 < a->t0;
		return true;
	}
	bool a_says = says_year(s, i, mid), b_says = says_year(s, j, end);
	borrow_year(a, b, a_says, b_says);
	if (!b_says && !a->no_year && b->from <= a->from && b->grain <= GRAIN_MONTH) {
		struct civil y = civil_of(b->from), x = civil_of(a->from);
		int year = x.year + (y.month < x.month || (y.month == x.month && y.day <= x.day));
		if (!civil_valid(year, y.month, y.day))
			return false;
		b->from = civil_days(year, y.month, y.day);
	} else if (!b_says && !a->no_year && a_says && b->grain <= GRAIN_MONTH) {
		struct civil y = civil_of(b->from);
		int year = civil_of(a->from).year;
		if (civil_valid(year, y.month, y.day) && civil_days(year, y.month, y.day) > a->from)
			b->from = civil_days(year, y.month, y.day);
	} else if (!a_says && !b_says && b->from - a->from > 366) {
		struct civil y = civil_of(b->from);
		if (civil_valid(y.year - 1, y.month, y.day) &&
		        civil_days(y.year - 1, y.month, y.day) > a->from)
			b->from = civil_days(y.year - 1, y.month, y.day);
	}
	if (b->from < a->from)
		return false;
	a->no_year = a->no_year || b->no_year;
	if (a->t0 != NO_TIME && b->t0 != NO_TIME) {
		a->t1 = b->t0;
		a->day1 = (int32_t)(b->from - a->from);
		return true;
	}
	a->t0 = NO_TIME;
	a->t1 = NO_TIME;
	a->day1 = 0;
	a->instant = false;
	a->weekday = false;
	a->ends_in = b->grain == GRAIN_MONTH || b->grain == GRAIN_YEAR;
	a->ends_on = !a->ends_in;
	a->grain = GRAIN_SPAN;
	a->to = b->from;
	return true;
}

/* "from A to B", "between A and B", "A - B", "A through B". */
size_t
date_range(const struct quantity_scan *s, size_t i, size_t first_end, const struct when *first,
        struct when *w)
{
	bool between = token_eq(s, i, "between"), from = token_eq(s, i, "from");
	size_t k = between || from ? i + 1 : i;
	struct when b;
	when_init(w);
	size_t end = number_first(s, k, between || from, w);
	if (end)
		return end;
	end = first_end;
	if (k > i)
		end = date_moment(s, k, false, w);
	else
		*w = *first;
	if (!end && (between || from))
		end = date_clock(s, k, true, w);
	size_t j = end ? date_joint(s, end, between || from) : 0;
	if (!j)
		return k > i && w->grain == GRAIN_SPAN && w->ends_in ? end : 0; /* "from 1979-90" */
	bool hyphen = token_mark(&s->tokens[end], '-');
	if (token_in(s, j, "the"))
		j++;
	when_init(&b);
	size_t day = short_end(s, j, w, &b), stop = 0;
	if (day) {
		struct when full;
		size_t more = date_moment(s, j, false, &full);
		if (more > day)
			day = 0;
	}
	stop = day;
	if (stop && b.open_from) {
		struct civil c = civil_of(w->from);
		int year = civil_of(b.from).year;
		b.open_from = false;
		if (civil_valid(year, c.month, c.day))
			when_day(w, civil_days(year, c.month, c.day));
	}
	if (!stop)
		stop = date_moment(s, j, false, &b);
	if (!stop || (hyphen && w->grain == GRAIN_NONE && b.grain != GRAIN_NONE))
		return 0;
	/* "Friday - Monday" stays two days; a year and its end as "2014 - 2018" is one range */
	if (w->weekday && b.weekday && !from && !between)
		return 0;
	if (b.open_from || b.open_to || w->open_from || w->open_to)
		return 0;
	return join(s, k, end, j, stop, w, &b) ? stop : 0;
}
