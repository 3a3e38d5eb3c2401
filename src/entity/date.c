/* SPDX-License-Identifier: ISC */
/*
 * date.c - dates and times put together: a date with its time, "from A to B", "between A and B", "A
 * - B", "before", "since", "after", and a start with a length ("2 weeks starting May 20th").
 */
#include "date_private.h"

size_t
date_first_rule(const struct quantity_scan *s, size_t i, const struct date_rule *rules,
        size_t count, struct when *w)
{
	const struct token *t = &s->tokens[i];
	bool digits = t->kind == TOKEN_NUMBER;
	for (size_t k = 0; k < count; k++) {
		const struct date_rule *r = &rules[k];
		if (!(t->roles & r->roles) && !(digits && r->digits) &&
		        !(r->words && token_in(s, i, r->words)))
			continue;
		when_init(w);
		size_t end = r->parse(s, i, w);
		if (end)
			return end;
	}
	return 0;
}

/* A date with no time of day. */
size_t
date_point(const struct quantity_scan *s, size_t i, struct when *w)
{
	static const struct date_rule rules[] = {
		{ date_numeric, 0, true, NULL },
		{ date_relative, ~(uint64_t)0, true, NULL },
		{ date_named, ROLE_BIT(ROLE_MONTH) | ROLE_BIT(ROLE_WEEKDAY) | ROLE_ORDINALS, true,
		        "the" },
		{ date_holiday, ROLE_BIT(ROLE_HOLIDAY) | ROLE_BIT(ROLE_RELATIVE), false, NULL },
		{ date_period, ~(uint64_t)0, true, "'" },
	};
	return date_first_rule(s, i, rules, COUNT(rules), w);
}

/* Gives the first of two times the half of the day that the second was said with. */
static void
settle_halves(struct when *a, const struct when *b, bool b_said)
{
	int32_t noon = 12 * 3600;
	a->t1 = b->t0;
	if (a->clock_open && b_said && b->t0 >= noon && a->t0 < noon && a->t0 + noon < b->t0)
		a->t0 += noon;
	if (b->clock_open && a->t1 <= a->t0 && a->t1 < noon)
		a->t1 += noon;
	if (a->t1 <= a->t0)
		a->day1 = 1;
	a->clock_open = a->clock_open && b->clock_open;
}

/* Whether a clock at [i, end) was written as one: a colon, am or pm, a named time. */
static bool
is_explicit(const struct quantity_scan *s, size_t i, size_t end)
{
	if (end > i + 1)
		return true;
	return s->tokens[i].kind == TOKEN_WORD && token_in(s, i, "noon midnight midday");
}

/* "5 to 6pm", "from 3 in the morning until 5pm", "between 9 and 10:30"; `dated`: a date is beside.
 */
static size_t
clock_range(const struct quantity_scan *s, size_t i, bool dated, struct when *w)
{
	bool between = token_eq(s, i, "between"), from = token_eq(s, i, "from");
	size_t k = between || from ? i + 1 : i;
	struct when b;
	when_init(w);
	when_init(&b);
	size_t end = date_clock(s, k, true, w);
	size_t j = end ? date_joint(s, end, between) : 0;
	size_t stop = j ? date_clock(s, j, true, &b) : 0;
	if (!stop)
		return 0;
	bool first = is_explicit(s, k, end), second = is_explicit(s, j, stop);
	bool said = second && !b.clock_open;
	bool four = s->tokens[k].digits == 4 && s->tokens[j].digits == 4;
	if (!first && !second && !dated && !(four && between))
		return 0;
	/* "10:30 to 12 people": the second end may be no time at all */
	if (!second && !dated && !from && !between && first && s->tokens[stop].kind == TOKEN_WORD &&
	        !token_is(&s->tokens[stop], ROLE_FUNCTION))
		return 0;
	settle_halves(w, &b, said);
	return stop;
}

/* "9:30am for 7 hours", "9 for 2.5 hrs". */
static size_t
clock_for(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct number n;
	if (!token_eq(s, i, "for"))
		return 0;
	size_t k = number_parse(s, i + 1, &n);
	int unit = k ? date_unit(s, k) : UNIT_NONE;
	if (!k || n.value2 == n.value2 || n.minus || n.value > 48 ||
	        (unit != UNIT_HOUR && unit != UNIT_MINUTE))
		return 0;
	double end = w->t0 + n.value * units[unit].factor;
	w->day1 = (int32_t)(end / DAY_SECONDS);
	w->t1 = (int32_t)(end - (double)w->day1 * DAY_SECONDS);
	return k + 1;
}

/* Words between a date and its time, or a time and its date. */
static size_t
skip_link(const struct quantity_scan *s, size_t i)
{
	if (token_mark(&s->tokens[i], ',') || token_mark(&s->tokens[i], '@') ||
	        (token_eq(s, i, "t") && s->tokens[i].glued) ||
	        (token_mark(&s->tokens[i], '-') && s->tokens[i + 1].kind == TOKEN_NUMBER))
		i++;
	return i;
}

/* A time or part of the day behind a date. */
static size_t
time_behind(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = skip_link(s, i);
	bool marked = k > i && !token_mark(&s->tokens[i], '@');
	bool by = token_in(s, k, "before by until"), after = token_in(s, k, "after since");
	bool hour = (by || after) && token_in(s, k + 2, "in");
	bool at = token_in(s, k, "at around about") || token_mark(&s->tokens[i], '@');
	struct when t;
	when_init(&t);
	size_t end = 0;
	if (by || after) {
		end = date_clock(s, k + 1, hour, &t);
		if (!end || (hour && end == k + 2))
			return i;
		w->t0 = t.t0;
		w->open_from = by;
		w->open_to = after;
		return end;
	}
	end = date_daypart(s, k, &t);
	if (end && marked)
		end = 0;
	if (end) {
		/* "Monday morning 6-8" */
		struct when inner;
		size_t more = clock_range(s, end, true, &inner);
		w->t0 = more ? inner.t0 : t.t0;
		w->t1 = more ? inner.t1 : t.t1;
		size_t c = token_in(s, end, "at") ? end + 1 : 0;
		when_init(&inner);
		if (!more && c && (more = date_clock(s, c, true, &inner))) {
			if (inner.clock_open && t.t0 >= 12 * 3600 && inner.t0 < 12 * 3600)
				inner.t0 += 12 * 3600;
			w->t0 = inner.t0;
			w->t1 = NO_TIME;
		}
		return more ? more : end;
	}
	bool linked = at || token_in(s, k, "for in");
	size_t c = linked && !token_mark(&s->tokens[i], '@') ? k + 1 : k;
	end = clock_range(s, c, at || token_in(s, c, "from between") || !marked, &t);
	if (end && !token_in(s, c, "from between") && !at && s->tokens[end].kind == TOKEN_WORD &&
	        !token_is(&s->tokens[end], ROLE_FUNCTION) && !is_explicit(s, c, c + 1) &&
	        c + 3 == end)
		end = 0;
	if (!end) {
		when_init(&t);
		if (token_in(s, c, "from"))
			c++, linked = true;
		end = date_clock(s, c, at, &t);
		if (!end || (end == c + 1 && !at && s->tokens[c].kind == TOKEN_NUMBER))
			return i;
		size_t more = clock_for(s, end, &t);
		end = more ? more : end;
	}
	w->t0 = t.t0;
	w->t1 = t.t1;
	w->day1 = t.day1;
	w->clock_open = t.clock_open;
	return end;
}

/* A date behind a time: "on Tuesday", "of April 22", "tomorrow", "yesterday afternoon". */
static size_t
date_behind(const struct quantity_scan *s, size_t i, struct when *t)
{
	size_t k = i;
	struct when d;
	if (token_mark(&s->tokens[k], ',') || token_in(s, k, "on of"))
		k++;
	size_t end = date_point(s, k, &d);
	if (!end || d.grain != GRAIN_DAY || (d.t0 != NO_TIME && d.t1 == NO_TIME))
		return i;
	struct when part;
	when_init(&part);
	size_t more = d.t0 == NO_TIME ? date_daypart(s, end, &part) : end;
	int32_t t0 = more && d.t0 == NO_TIME ? part.t0 : d.t0;
	if (t->clock_open && t0 >= 12 * 3600) {
		if (t->t0 < 12 * 3600)
			t->t0 += 12 * 3600;
		if (t->t1 != NO_TIME && t->t1 < 12 * 3600)
			t->t1 += 12 * 3600;
	}
	d.t0 = t->t0;
	d.t1 = t->t1;
	d.day1 = t->day1;
	*t = d;
	return more ? more : end;
}

/* What was found as a date, with the time behind it. */
static size_t
moment_of_date(const struct quantity_scan *s, size_t i, size_t end, struct when *w)
{
	if (w->grain == GRAIN_DAY && w->t0 == NO_TIME)
		return time_behind(s, end, w);
	if (w->grain == GRAIN_DAY && w->t1 != NO_TIME && !w->instant && !w->day1) {
		/* "tonight from 7 to 7:30pm", "next evening between 10:30 and 11:45" */
		struct when t = *w;
		t.t0 = t.t1 = NO_TIME;
		size_t more = time_behind(s, end, &t);
		if (more > end) {
			bool evening = w->t0 >= 16 * 3600 && !token_in(s, i, "tonight");
			if (t.clock_open && evening && t.t0 < 12 * 3600)
				t.t0 += 12 * 3600;
			if (t.clock_open && evening && t.t1 != NO_TIME && t.t1 < 12 * 3600)
				t.t1 += 12 * 3600;
			*w = t;
			return more;
		}
	}
	return end;
}

/* A time of day or a range of them. */
static size_t
moment_of_clock(const struct quantity_scan *s, size_t i, bool expected, struct when *w)
{
	when_init(w);
	size_t end = clock_range(s, i, false, w);
	if (!end && (token_in(s, i, "from between") || s->tokens[i].kind == TOKEN_NUMBER)) {
		/* bare hours are a time when a date follows: "6-8 next Monday" */
		size_t t = clock_range(s, i, true, w);
		if (t && date_behind(s, t, &(struct when){ .t0 = w->t0, .t1 = w->t1 }) > t)
			end = t;
	}
	if (!end) {
		when_init(w);
		size_t k = token_in(s, i, "at around about") ? i + 1 : i;
		if (k > i && token_in(s, k, "about around"))
			k++;
		if (k > i && (end = clock_range(s, k, false, w)) != 0)
			return end;
		when_init(w);
		end = date_clock(s, k, expected, w);
		if (!end && token_eq(s, i, "at") && s->tokens[k].kind == TOKEN_NUMBER &&
		        s->tokens[k].decimals == 2 &&
		        (s->tokens[k + 1].kind == TOKEN_END ||
		                (s->tokens[k + 1].kind == TOKEN_MARK &&
		                        strchr(".,?!", s->tokens[k + 1].mark ? s->tokens[k + 1].mark
		                                                             : 'x'))) &&
		        s->tokens[k].value < 24)
			end = date_clock(s, k, true, w);
		if (end) {
			size_t more = clock_for(s, end, w);
			end = more ? more : end;
		}
	}
	return end;
}

static size_t
moment_of_part(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t end = 0;
	/* "five-thirty tomorrow evening" */
	when_init(w);
	end = token_is(&s->tokens[i], ROLE_CARDINAL) ? date_clock(s, i, true, w) : 0;
	if (end > i + 1 && token_is(&s->tokens[end], ROLE_DAYWORD)) {
		size_t more = date_behind(s, end, w);
		if (more > end)
			return more;
	}
	/* a part of the day: only with its small words, "morning" alone tells nothing */
	when_init(w);
	if (!token_in(s, i, "in at early late later during"))
		return 0;
	end = date_daypart(s, i, w);
	if (!end ||
	        (end == i + 2 && !token_in(s, i, "at in") && !token_in(s, i, "early late later")))
		return 0;
	size_t at = token_in(s, end, "at") ? date_clock(s, end + 1, true, w) : 0;
	if (at) {
		bool afternoon = token_in(s, end - 1, "afternoon evening night");
		if (w->clock_open && afternoon && w->t0 < 12 * 3600)
			w->t0 += 12 * 3600;
		w->t1 = NO_TIME;
		return date_behind(s, at, w);
	}
	/* "early in the day Wednesday" */
	return date_behind(s, end, w);
}

/* A date, a time, or both in either order. */
size_t
date_moment(const struct quantity_scan *s, size_t i, bool expected, struct when *w)
{
	size_t end = date_point(s, i, w);
	if (end)
		return moment_of_date(s, i, end, w);
	end = moment_of_clock(s, i, expected, w);
	return end ? date_behind(s, end, w) : moment_of_part(s, i, w);
}

enum bound { BOUND_NONE, BOUND_BEFORE, BOUND_AFTER, BOUND_SINCE, BOUND_UNTIL, BOUND_ABOUT };
static const struct {
	const char *words;
	enum bound bound;
} bounds[] = {
	{ "prior to", BOUND_BEFORE },
	{ "before", BOUND_BEFORE },
	{ "earlier than", BOUND_BEFORE },
	{ "later than", BOUND_AFTER },
	{ "after", BOUND_AFTER },
	{ "as early as", BOUND_SINCE },
	{ "as late as", BOUND_UNTIL },
	{ "since", BOUND_SINCE },
	{ "starting on", BOUND_SINCE },
	{ "starting from", BOUND_SINCE },
	{ "starting", BOUND_SINCE },
	{ "beginning on", BOUND_SINCE },
	{ "beginning", BOUND_SINCE },
	{ "any time from", BOUND_SINCE },
	{ "until", BOUND_BEFORE },
	{ "till", BOUND_BEFORE },
	{ "by", BOUND_BEFORE },
	{ "around", BOUND_ABOUT },
	{ "about", BOUND_ABOUT },
	{ "> =", BOUND_SINCE },
	{ "< =", BOUND_UNTIL },
	{ "=", BOUND_ABOUT },
};

static void
set_bound(struct when *w, enum bound bound)
{
	int64_t day = 0;
	bool clock = w->t0 != NO_TIME;
	w->weekday = false;
	switch (bound) {
	case BOUND_SINCE: w->open_to = true; break;
	case BOUND_AFTER:
		day = w->grain > GRAIN_DAY ? w->to : w->from;
		w->from = clock ? w->from : day;
		w->open_to = true;
		break;
	case BOUND_UNTIL:
		w->from = w->grain > GRAIN_DAY ? w->to : w->from;
		w->open_from = true;
		break;
	case BOUND_BEFORE: w->open_from = true; break;
	default: return;
	}
	w->t1 = NO_TIME;
	w->day1 = 0;
}

/* "before 2010", "since late July", "after 6 pm", "by 2 in the afternoon". */
static size_t
bounded(const struct quantity_scan *s, size_t i, struct when *w)
{
	if (token_phrase(s, i, "till date") && s->today.known) {
		when_init(w);
		when_day(w, s->today.day);
		w->open_from = true;
		return i + 2;
	}
	for (size_t n = 0; n < COUNT(bounds); n++) {
		size_t k = token_phrase(s, i, bounds[n].words);
		if (!k)
			continue;
		struct when inner;
		bool ended = token_phrase(s, k, "the end of") > 0;
		size_t single = date_moment(s, k, false, w);
		size_t end = date_range(s, k, single, w, &inner);
		if (end)
			return 0; /* the range says more than its bound */
		end = date_moment(s, k, false, w);
		if (!end && bounds[n].bound == BOUND_BEFORE && token_in(s, k, "lunch")) {
			w->t0 = 11 * 3600;
			end = k + 1;
		}
		if (!end || w->open_from || w->open_to)
			return 0;
		if (token_in(s, i, "by") && w->grain > GRAIN_DAY && !ended)
			set_bound(w, BOUND_UNTIL);
		else
			set_bound(w, ended && bounds[n].bound == BOUND_BEFORE ? BOUND_UNTIL
			                                                      : bounds[n].bound);
		return end;
	}
	return 0;
}

/* "2 weeks starting May 20th", "a day starting this Friday at 5 pm". */
static size_t
length_from(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct number n = { .value = 1 };
	size_t k = token_in(s, i, "a an") ? i + 1 : number_parse(s, i, &n);
	int unit = k ? date_unit(s, k) : UNIT_NONE;
	if (unit == UNIT_NONE || !token_in(s, k + 1, "starting beginning from") || n.minus ||
	        n.value > 1e4)
		return 0;
	size_t from = token_in(s, k + 2, "on") ? k + 3 : k + 2;
	size_t end = date_moment(s, from, false, w);
	if (!end || w->grain != GRAIN_DAY || w->unresolved || w->open_to || w->open_from ||
	        token_in(s, k + 1, "from"))
		return 0;
	int64_t to = days_add(w->from, unit, n.value);
	if (w->t0 != NO_TIME) {
		w->t1 = w->t0;
		w->day1 = (int32_t)(to - w->from);
	} else {
		w->grain = GRAIN_SPAN;
		w->to = to;
	}
	w->weekday = false;
	return end;
}

size_t
date_find(const struct quantity_scan *s, size_t i, struct quantity *q, struct when *w)
{
	size_t end = bounded(s, i, w);
	if (!end)
		end = length_from(s, i, w);
	if (!end) {
		struct when one;
		size_t single = date_moment(s, i, false, &one);
		end = date_range(s, i, single, &one, w);
		/* a range of times on one day reads better than one of days */
		if (single > end || (single == end && end && one.t1 != NO_TIME)) {
			*w = one;
			end = single;
		}
	}
	if (!end)
		return 0;
	*q = (struct quantity){ .kind = when_kind(w), .value = NAN, .value2 = NAN };
	q->start = s->tokens[i].start;
	q->end = s->tokens[end - 1].end;
	return end;
}
