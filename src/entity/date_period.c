/* SPDX-License-Identifier: ISC */
/*
 * date_period.c - years, decades, centuries, quarters and halves, weeks by number, "first week of
 * January", "the 15th day of next month", "early September", "end of this year", "the 18th".
 */
#include "date_private.h"

static const struct token *
at(const struct quantity_scan *s, size_t i)
{
	return &s->tokens[i];
}

static void
set_part(struct when *w, int year, int months, int n)
{
	w->grain = months == 3 ? GRAIN_QUARTER : GRAIN_SPAN;
	w->from = civil_days(year, months * (n - 1) + 1, 1);
	w->to = period_shift(GRAIN_MONTH, w->from, months);
}

/* "Q1 2019", "2017-q1", "2019 H2". */
static size_t
quarter_code(const struct quantity_scan *s, size_t i, struct when *w)
{
	int year = 0;
	size_t k = i, y = 0;
	if (at(s, i)->kind == TOKEN_NUMBER) {
		y = number_year(s, i, &year);
		if (!y)
			return 0;
		k = token_mark(at(s, y), '-') ? y + 1 : y;
	}
	if (!token_in(s, k, "q h") || at(s, k + 1)->kind != TOKEN_NUMBER || !at(s, k + 1)->glued ||
	        at(s, k + 1)->digits != 1 ||
	        (at(s, k + 2)->glued && at(s, k + 2)->kind != TOKEN_MARK))
		return 0;
	int n = (int)at(s, k + 1)->value, months = token_in(s, k, "q") ? 3 : 6;
	if (n < 1 || n > 12 / months)
		return 0;
	size_t end = k + 2;
	if (!y) {
		size_t c = token_mark(at(s, end), '-') || token_mark(at(s, end), ',') ||
		                           token_in(s, end, "of")
		                   ? end + 1
		                   : end;
		y = at(s, c)->kind == TOKEN_NUMBER ? number_year(s, c, &year) : 0;
		if (y)
			end = y;
		else if (months == 6)
			return 0;
		else if (s->today.known)
			year = civil_of(s->today.day).year;
		else
			w->unresolved = true, year = 2000;
	}
	set_part(w, year, months, n);
	return end;
}

/* The whole that a part is of: a year, a month, "this year", "next month", "the year". */
static size_t
whole(const struct quantity_scan *s, size_t i, struct when *w)
{
	when_init(w);
	size_t end = date_relative(s, i, w);
	if (end && w->grain >= GRAIN_DAY)
		return end;
	when_init(w);
	end = date_named(s, i, w);
	if (end)
		return end;
	int month = 0;
	end = date_month(s, i, &month);
	if (end) {
		if (!s->today.known) {
			w->no_year = true;
			when_period(w, GRAIN_MONTH, civil_days(2000, month, 1), 0);
			return end;
		}
		when_period(w, GRAIN_MONTH, date_nearest_year(s, i, month, 15, 0), 0);
		return end;
	}
	end = date_named_year(s, i, w);
	if (end)
		return end;
	int year = 0;
	when_init(w);
	end = date_decade(s, i, w);
	if (end)
		return end;
	end = number_year(s, i, &year);
	if (end && at(s, i)->kind == TOKEN_NUMBER && year >= 1000) {
		when_period(w, GRAIN_YEAR, civil_days(year, 1, 1), 0);
		return end;
	}
	when_init(w);
	if (token_in(s, i, "the") &&
	        token_in(s, i + 1, "year month week date_decade date_century quarter")) {
		w->unresolved = !s->today.known;
		when_period(w, date_unit_grain(date_unit(s, i + 1)), s->today.day, 0);
		return i + 2;
	}
	return 0;
}

/* The count-th to (count + n)-th unit of a whole; negative count from its end. */
static bool
set_nth(struct when *w, const struct when *of, int unit, int nth, int n)
{
	enum grain g = date_unit_grain(unit);
	if (g == GRAIN_NONE || n < 1 || n > 400 || nth > 400)
		return false;
	w->unresolved = of->unresolved;
	w->no_year = of->no_year;
	int64_t first = of->from, last = of->to;
	if (g == GRAIN_WEEK) {
		/* ISO 8601: a week belongs to where its Thursday is */
		first = period_start(GRAIN_WEEK, of->from + 3);
		last = period_start(GRAIN_WEEK, of->to + 3);
	}
	if (nth > 0) {
		w->from = period_shift(g, first, nth - 1);
		w->to = period_shift(g, w->from, n);
	} else {
		w->from = period_shift(g, last, -n);
		w->to = last;
	}
	w->grain = n == 1 ? g : GRAIN_SPAN;
	if (g == GRAIN_DAY && n == 1)
		when_day(w, w->from);
	return true;
}

static bool
set_nth_weekday(struct when *w, const struct when *of, int weekday, int nth)
{
	int64_t d = of->from + (weekday - civil_weekday(of->from) + 7) % 7 + 7 * (nth - 1);
	if (nth < 0)
		d = of->to - 1 - (civil_weekday(of->to - 1) - weekday + 7) % 7;
	w->unresolved = of->unresolved || of->no_year;
	when_day(w, d);
	return true;
}

/* "first week of 2015", "last four months of 2021", "the 15th day of next month", "first Monday
 * of". */
static size_t
nth_of(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	struct number n;
	int nth = 0, count = 1;
	size_t end = number_ordinal(s, k, &n);
	if (end)
		nth = n.value < 400 ? (int)n.value : 0;
	else if (token_in(s, k, "last final"))
		nth = -1, end = k + 1;
	if (!nth)
		return 0;
	size_t more = nth == 1 || nth == -1 ? number_cardinal(s, end, &n) : 0;
	if (more) {
		count = n.value < 400 ? (int)n.value : 0;
		end = more;
	}
	if (token_in(s, end, "of") && nth > 0 && nth <= 31 && !more) {
		/* "the 15th of next month" */
		struct when month;
		size_t stop =
		        token_is(at(s, end + 1), ROLE_RELATIVE) || token_in(s, end + 1, "the this")
		                ? whole(s, end + 1, &month)
		                : 0;
		if (stop && month.grain == GRAIN_MONTH)
			return set_nth(w, &month, UNIT_DAY, nth, 1) ? stop : 0;
	}
	int unit = date_unit(s, end);
	bool weekday = token_is(at(s, end), ROLE_WEEKDAY);
	bool half = token_is(at(s, end), ROLE_HALF) && nth <= 2;
	if (unit == UNIT_NONE && !weekday && !half)
		return 0;
	struct when of;
	size_t stop = 0;
	if (token_in(s, end + 1, "of in"))
		stop = whole(s, end + 2, &of);
	else if (!half && !weekday && unit == UNIT_QUARTER)
		stop = whole(s, end + 1, &of);
	if (!stop && (unit == UNIT_QUARTER || half) && !more && token_in(s, i - 1, "the for in") &&
	        !token_in(s, end + 1, "of final finals and") &&
	        at(s, end + 1)->kind != TOKEN_WORD) {
		/* "in the third quarter": of the article's year */
		when_init(&of);
		of.unresolved = !s->today.known;
		when_period(&of, GRAIN_YEAR, s->today.day, 0);
		if (half)
			return 0;
		stop = end + 1;
	}
	if (!stop || of.grain < GRAIN_WEEK)
		return 0;
	if (weekday)
		return set_nth_weekday(w, &of, token_value(at(s, end), ROLE_WEEKDAY), nth) ? stop
		                                                                           : 0;
	if (half) {
		if (of.grain != GRAIN_YEAR || of.unresolved)
			return 0;
		set_part(w, civil_of(of.from).year, 6, nth < 0 ? 2 : nth);
		return stop;
	}
	return set_nth(w, &of, unit, nth, count) ? stop : 0;
}

/* "next year's first quarter". */
static size_t
whose_nth(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct when of;
	if (!token_is(at(s, i), ROLE_RELATIVE) || !token_in(s, i + 1, "year"))
		return 0;
	when_init(&of);
	size_t k = date_relative(s, i, &of);
	if (!k || !token_mark(at(s, k), '\'') || !token_eq(s, k + 1, "s"))
		return 0;
	struct number n;
	size_t end = number_ordinal(s, k + 2, &n);
	if (!end || date_unit(s, end) == UNIT_NONE || n.value > 60)
		return 0;
	return set_nth(w, &of, date_unit(s, end), (int)n.value, 1) ? end + 1 : 0;
}

/* "week 31", "the week of April 10th", "the week commencing February 4". */
static size_t
week_of(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	if (!token_in(s, k, "week weekend"))
		return 0;
	bool weekend = token_eq(s, k, "weekend");
	const struct token *t = at(s, k + 1);
	if (!weekend && t->kind == TOKEN_NUMBER && t->value >= 1 && t->value <= 53 &&
	        t->digits <= 2 && !t->decimals && s->today.known && !date_plural_noun(s, k + 2)) {
		struct when year;
		when_init(&year);
		when_period(&year, GRAIN_YEAR, s->today.day, 0);
		return set_nth(w, &year, UNIT_WEEK, (int)t->value, 1) ? k + 2 : 0;
	}
	if (!token_in(s, k + 1, "of commencing beginning starting ended ending"))
		return 0;
	struct when of;
	when_init(&of);
	size_t end = date_named(s, k + 2, &of);
	if (!end)
		end = date_holiday(s, k + 2, &of);
	if (!end || of.grain != GRAIN_DAY)
		return 0;
	w->no_year = of.no_year;
	w->unresolved = of.unresolved || of.no_year;
	w->grain = GRAIN_SPAN;
	w->from = period_start(GRAIN_WEEK, of.from) + (weekend ? 5 : 0);
	w->to = w->from + (weekend ? 2 : 7);
	if (weekend && civil_weekday(of.from) == 4)
		w->from = of.from, w->to = of.from + 4; /* Thanksgiving and its bridge day */
	if (token_in(s, k + 1, "ended ending"))
		w->to = of.from + 1, w->from = w->to - 7;
	return end;
}

static void
set_third(struct when *w, int phase)
{
	int64_t from = w->from, to = w->to;
	bool year = w->grain == GRAIN_YEAR, month = w->grain == GRAIN_MONTH;
	if (phase == PHASE_EARLY) {
		w->to = year    ? period_shift(GRAIN_MONTH, from, 4)
		        : month ? from + 15
		                : from + (to - from) / 2;
	} else if (phase == PHASE_MID) {
		w->from = year    ? period_shift(GRAIN_MONTH, from, 4)
		          : month ? from + 9
		                  : from + (to - from) / 3;
		w->to = year    ? period_shift(GRAIN_MONTH, from, 8)
		        : month ? from + 20
		                : to - (to - from) / 3;
	} else {
		w->from = year    ? period_shift(GRAIN_MONTH, from, 6)
		          : month ? from + 15
		                  : from + (to - from) / 2;
	}
	w->grain = GRAIN_SPAN;
}

/* "earlier this year" ends at the article's date, "later this week" begins there. */
static void
set_half(const struct quantity_scan *s, struct when *w, int phase)
{
	int64_t middle = w->grain == GRAIN_YEAR    ? period_shift(GRAIN_MONTH, w->from, 6)
	                 : w->grain == GRAIN_MONTH ? w->from + 15
	                                           : w->from + (w->to - w->from) / 2;
	int64_t today = s->today.day;
	bool inside = today >= w->from && today < w->to;
	if (phase == PHASE_EARLIER)
		w->to = inside && today < middle && today > w->from ? today : middle;
	else
		w->from = inside && today > middle ? today : middle;
	w->grain = GRAIN_SPAN;
}

/* "early September", "mid-May", "the end of March", "beginning of 2000", "later this week". */
static size_t
phase_of(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	const struct token *t = at(s, k);
	if (!token_is(t, ROLE_PHASE))
		return 0;
	int phase = token_value(t, ROLE_PHASE);
	bool noun = token_in(s, k, "end beginning start middle rest remainder");
	size_t of = k + 1;
	if (token_mark(at(s, of), '-'))
		of++;
	if (token_in(s, of, "of"))
		of++;
	else if (noun)
		return 0;
	if (token_in(s, of, "in"))
		of++;
	if (token_in(s, of, "the") && token_is(at(s, of + 1), ROLE_WEEKDAY))
		of++;
	size_t end = whole(s, of, w);
	if (!end && noun && phase == PHASE_LATE && token_phrase(s, of, "the day")) {
		when_init(w);
		w->unresolved = !s->today.known;
		when_day(w, s->today.day);
		end = of + 2;
	}
	if (!end || w->unresolved)
		return end;
	if (w->grain == GRAIN_DAY && w->t1 != NO_TIME) {
		int32_t middle = w->t0 + (w->t1 + 1 - w->t0) / 2 / 60 * 60;
		if (phase == PHASE_LATE || phase == PHASE_LATER)
			w->t0 = middle;
		else
			w->t1 = middle;
		return end;
	}
	if (w->grain == GRAIN_DAY) {
		if (noun && phase == PHASE_LATE)
			w->t0 = DAY_SECONDS - 1;
		else if (phase == PHASE_MID)
			w->t0 = 10 * 3600, w->t1 = 14 * 3600;
		else if (phase == PHASE_EARLY || phase == PHASE_EARLIER)
			w->t0 = 0, w->t1 = 12 * 3600;
		else
			w->t0 = 12 * 3600, w->t1 = 0, w->day1 = 1;
		return end;
	}
	if (phase == PHASE_REST) {
		if (s->today.known && s->today.day >= w->from && s->today.day < w->to)
			w->from = s->today.day;
		w->grain = GRAIN_SPAN;
	} else if (phase == PHASE_EARLIER || phase == PHASE_LATER ||
	           (token_eq(s, k, "early") && w->grain == GRAIN_WEEK))
		set_half(s, w, phase == PHASE_EARLY ? PHASE_EARLIER : phase);
	else
		set_third(w, phase);
	return end;
}

static size_t
end_of_letters(const struct quantity_scan *s, size_t i, struct when *w)
{
	if (!token_in(s, i, "eoy eom eod") || !s->today.known)
		return 0;
	if (token_eq(s, i, "eod")) {
		when_day(w, s->today.day);
		w->t0 = DAY_SECONDS - 1;
		return i + 1;
	}
	when_period(w, token_eq(s, i, "eoy") ? GRAIN_YEAR : GRAIN_MONTH, s->today.day, 0);
	set_third(w, PHASE_LATE);
	return i + 1;
}

/* "on the 18th": of this month, or of the next when the sentence looks ahead. */
static size_t
day_of_month(const struct quantity_scan *s, size_t i, struct when *w)
{
	int day = 0;
	bool ordinal = false, the = token_in(s, i, "the");
	size_t k = the ? i + 1 : i;
	if (!token_in(s, i - 1, "on by until since from") || at(s, k)->kind != TOKEN_NUMBER)
		return 0;
	size_t end = date_day_number(s, k, &day, &ordinal);
	if (!end || (!ordinal && !the))
		return 0;
	const struct token *next = at(s, end);
	if (next->kind == TOKEN_WORD && !token_is(next, ROLE_FUNCTION))
		return 0;
	if (next->glued &&
	        (next->kind == TOKEN_WORD || !strchr(".,;!?)-", next->mark ? next->mark : 'x')))
		return 0;
	if ((token_mark(next, '-') && (next->glued || !ordinal)) ||
	        (!ordinal && next->kind == TOKEN_WORD && !token_in(s, end, "from between at")))
		return 0;
	if (!s->today.known) {
		w->unresolved = true;
		when_day(w, 0);
		return end;
	}
	int64_t month = period_start(GRAIN_MONTH, s->today.day), best = INT64_MAX;
	for (int m = -1; m <= 1; m++) {
		int64_t first = period_shift(GRAIN_MONTH, month, m);
		struct civil c = civil_of(first);
		int64_t d = first + day - 1,
		        gap = d > s->today.day ? d - s->today.day : s->today.day - d;
		if (date_is_future(s, i) && d < s->today.day)
			gap += 60;
		if (day <= civil_month_length(c.year, c.month) && gap < best) {
			best = gap;
			when_day(w, d);
		}
	}
	return end;
}

/* A month alone: "in April", "since October", "September". */
static size_t
bare_month(const struct quantity_scan *s, size_t i, struct when *w)
{
	int month = 0;
	size_t end = date_month(s, i, &month);
	if (!end)
		return 0;
	bool worded =
	        token_in(s, i - 1,
	                "in of since until till by from before after through during to and between "
	                "the for on each every mid late early") ||
	        token_mark(at(s, i - 1), '-');
	bool to_month = (token_mark(at(s, end), '-') || token_in(s, end, "to through")) &&
	                token_is(at(s, end + 1), ROLE_MONTH);
	worded = worded || to_month;
	bool risky = token_in(s, i, "may march april june august jan mar sun sat dec");
	if (!worded &&
	        (!at(s, i)->capital || (risky && (at(s, end)->capital ||
	                                                 token_in(s, i, "may march jan mar dec")))))
		return 0;
	if (token_in(s, i, "may march") && !at(s, i)->capital)
		return 0;
	if (token_eq(s, i, "may") && !to_month &&
	        !token_in(s, i - 1,
	                "in of since until till by from through during between to last next"))
		return 0;
	if (token_in(s, i, "april june jan") && token_in(s, i - 1, "and to for by the") &&
	        at(s, end)->capital)
		return 0;
	if (!s->today.known) {
		w->no_year = true;
		when_period(w, GRAIN_MONTH, civil_days(2000, month, 1), 0);
	} else {
		when_period(w, GRAIN_MONTH, date_nearest_year(s, i, month, 15, 0), 0);
	}
	return end;
}

size_t
date_period(const struct quantity_scan *s, size_t i, struct when *w)
{
	static const struct date_rule rules[] = {
		{ whose_nth, ROLE_BIT(ROLE_RELATIVE), false, NULL },
		{ phase_of, ROLE_BIT(ROLE_PHASE), false, "the" },
		{ nth_of, ROLE_ORDINALS, true, "the last final" },
		{ date_century, ROLE_ORDINALS, true, "the" },
		{ week_of, ROLE_BIT(ROLE_UNIT), false, "the" },
		{ quarter_code, 0, true, "q h" },
		{ date_decade, 0, true, "the '" },
		{ date_named_year, ROLE_BIT(ROLE_UNIT), false,
		        "the fiscal calendar school fy cy sy" },
		{ end_of_letters, 0, false, "eoy eom eod" },
		{ day_of_month, 0, true, "the" },
		{ bare_month, ROLE_BIT(ROLE_MONTH), false, NULL },
		{ date_bare_year, ROLE_BIT(ROLE_CARDINAL) | ROLE_BIT(ROLE_TENS), true, NULL },
	};
	return date_first_rule(s, i, rules, COUNT(rules), w);
}
