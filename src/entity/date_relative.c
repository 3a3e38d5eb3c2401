/* SPDX-License-Identifier: ISC */
/*
 * date_relative.c - dates told from the article's date: yesterday, last week, this Friday, next 3
 * days, two weeks ago, in 3 years, within 2 hours, 3 days from Tuesday, tonight.  Where the
 * article's date is not known they are found and left unresolved, but counted units ("in 15 years")
 * are then durations.
 */
#include "date_private.h"

int
date_unit(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	if (token_in(s, i, "quarter quarters"))
		return UNIT_QUARTER;
	if (token_in(s, i, "workweek workweeks"))
		return UNIT_WEEK;
	if (token_is(t, ROLE_UNIT) && units[token_value(t, ROLE_UNIT)].dimension == DIMENSION_TIME)
		return token_value(t, ROLE_UNIT);
	if (t->glued && token_in(s, i, "h d y s"))
		return token_in(s, i, "h")   ? UNIT_HOUR
		       : token_in(s, i, "d") ? UNIT_DAY
		       : token_in(s, i, "y") ? UNIT_YEAR
		                             : UNIT_SECOND;
	return UNIT_NONE;
}

enum grain
date_unit_grain(int unit)
{
	switch (unit) {
	case UNIT_DAY: return GRAIN_DAY;
	case UNIT_WEEK: return GRAIN_WEEK;
	case UNIT_MONTH: return GRAIN_MONTH;
	case UNIT_QUARTER: return GRAIN_QUARTER;
	case UNIT_YEAR: return GRAIN_YEAR;
	case UNIT_DECADE: return GRAIN_DECADE;
	case UNIT_CENTURY: return GRAIN_CENTURY;
	default: return GRAIN_NONE;
	}
}

/* Seconds below a day: the time is moved, not the day. */
static bool
is_clock_unit(int unit)
{
	return units[unit].factor < DAY_SECONDS;
}

static void
when_today(const struct quantity_scan *s, struct when *w, int64_t shift)
{
	w->unresolved = !s->today.known;
	when_day(w, w->unresolved ? 0 : s->today.day + shift);
}

/* A point `seconds` from the article's time. */
static void
when_instant(const struct quantity_scan *s, struct when *w, double seconds)
{
	double t = s->today.second + seconds;
	double days = floor(t / DAY_SECONDS);
	when_today(s, w, fabs(days) < 1e6 ? (int64_t)days : 0);
	w->t0 = (int32_t)(t - days * DAY_SECONDS);
	w->instant = true;
}

static size_t
day_word(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	static const struct {
		const char *words;
		int shift;
	} phrases[] = { { "day before yesterday", -2 }, { "day after tomorrow", 2 } };
	for (size_t n = 0; n < COUNT(phrases); n++) {
		size_t end = token_phrase(s, k, phrases[n].words);
		if (end) {
			when_today(s, w, phrases[n].shift);
			return end;
		}
	}
	if (token_is(&s->tokens[i], ROLE_DAYWORD)) {
		when_today(s, w, token_value(&s->tokens[i], ROLE_DAYWORD));
		return i + 1;
	}
	if (token_eq(s, i, "otd")) {
		when_today(s, w, 0);
		return i + 1;
	}
	size_t now = token_phrase(s, i, "right now");
	if (!now)
		now = token_phrase(s, i, "at the moment");
	if (!now && token_eq(s, i, "now") && !token_mark(&s->tokens[i + 1], '-'))
		now = i + 1;
	/* "now" alone says nothing about when; as the end of a range it does */
	if (now && token_in(s, i - 1, "and to until till between from through")) {
		when_instant(s, w, 0);
		return now;
	}
	return 0;
}

#define COUNT_MAX 5000 /* units before or after: more is no date of news */

/* N of a count of units: a number, "a", "a few", "several". */
static size_t
unit_count(const struct quantity_scan *s, size_t i, double *n)
{
	struct number v = { .value2 = NAN };
	size_t k = token_in(s, i, "a an the") ? i + 1 : i;
	if (token_is(&s->tokens[k], ROLE_FEW)) {
		*n = 3;
		return k + 1;
	}
	size_t end = number_cardinal(s, i, &v);
	if (!end || date_unit(s, end) == UNIT_NONE)
		end = number_parse(s, i, &v);
	if (end && !v.vague && !v.minus && v.value < 1e6) {
		*n = v.value;
		if (v.value > COUNT_MAX)
			return 0;
		if (v.fraction && token_in(s, end, "a an"))
			end++;
		return end;
	}
	if (k > i && date_unit(s, k) != UNIT_NONE && !token_in(s, i, "the")) {
		*n = 1;
		return k;
	}
	return 0;
}

struct counted {
	double n;
	int unit;
	size_t end;
	bool roughly;
};

/* "3 months and 2 weeks": the first count with its unit, the rest added by the caller. */
static bool
counted_unit(const struct quantity_scan *s, size_t i, struct counted *c)
{
	bool unit = false; /* cheap look ahead: most numbers count no time */
	for (size_t k = i + 1; k < i + 7 && !unit; k++)
		unit = token_is(&s->tokens[k], ROLE_UNIT) ||
		       token_is(&s->tokens[k], ROLE_QUARTER) ||
		       token_is(&s->tokens[k], ROLE_FRACTION) || s->tokens[k].glued;
	if (!unit)
		return false;
	size_t k = unit_count(s, i, &c->n);
	if (!k)
		return false;
	if (s->tokens[i].near > 4)
		return false;
	c->roughly = token_is(&s->tokens[k - 1], ROLE_FEW);
	if (token_mark(&s->tokens[k], '-') && s->tokens[k].glued)
		k++;
	if (token_in(s, k, "business working calendar full whole more consecutive"))
		k++;
	c->unit = date_unit(s, k);
	c->end = k + 1;
	return c->unit != UNIT_NONE && c->unit != UNIT_MILLISECOND;
}

static void
shift_by(const struct quantity_scan *s, struct when *w, const struct counted *c, int sign)
{
	if (is_clock_unit(c->unit)) {
		if (w->instant || w->grain == GRAIN_NONE) {
			when_instant(s, w, sign * c->n * units[c->unit].factor);
			return;
		}
		w->from += (int64_t)floor(sign * c->n * units[c->unit].factor / DAY_SECONDS);
		w->to = w->from + 1;
		return;
	}
	when_day(w, days_add(w->from, c->unit, sign * c->n));
}

/* "two weeks ago", "in 3 years", "30 minutes from now". */
static size_t
ago_or_ahead(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct counted c;
	bool in = token_in(s, i, "in") && !token_in(s, i + 1, "the");
	if (!s->today.known || !counted_unit(s, in ? i + 1 : i, &c))
		return 0;
	size_t end = c.end;
	int sign = 1;
	if (in) {
		if (token_mark(&s->tokens[end], '-') || token_in(s, end, "of old"))
			return 0;
		if (token_mark(&s->tokens[end], '\'') && token_in(s, end + 2, "time"))
			end += 0;
		/* "killed in two days of fighting", "first in 15 years": how long, not when */
		if (!date_is_future(s, i) &&
		        token_in(s, i - 1, "first time fall worst lowest highest"))
			return 0;
	} else if (token_in(s, end, "ago")) {
		sign = -1;
		end++;
	} else if (token_phrase(s, end, "from now")) {
		end += 2;
	} else if (token_in(s, end, "hence")) {
		/* "two days later" is told from another day than the article's: a length */
		end++;
	} else {
		return 0;
	}
	when_today(s, w, 0);
	w->instant = is_clock_unit(c.unit);
	w->roughly = c.roughly;
	shift_by(s, w, &c, sign);
	return end;
}

/* "3 days from Tuesday", "two weeks after Christmas", "2 weeks before May 13 1999". */
static size_t
from_date(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct counted c;
	bool more = token_phrase(s, i, "more than") > 0, less = token_phrase(s, i, "less than") > 0;
	if (!counted_unit(s, more || less ? i + 2 : i, &c) || is_clock_unit(c.unit) ||
	        !token_in(s, c.end, "from after before prior"))
		return 0;
	int sign = token_in(s, c.end, "before prior") ? -1 : 1;
	size_t k = c.end + 1;
	if (token_in(s, k, "to"))
		k++;
	struct when at;
	when_init(&at);
	size_t end = date_relative(s, k, &at);
	if (!end)
		end = date_named(s, k, &at);
	if (!end)
		end = date_holiday(s, k, &at);
	if (!end || at.grain != GRAIN_DAY)
		return 0;
	if (at.weekday && s->today.known && sign > 0)
		at.from = s->today.day +
		          (civil_weekday(at.from) - civil_weekday(s->today.day) + 7) % 7;
	int64_t base = at.from;
	*w = at;
	w->weekday = false;
	shift_by(s, w, &c, sign);
	/* "two months from today on Tuesday": that weekday on or after */
	size_t on =
	        token_in(s, end, "on") && token_is(&s->tokens[end + 1], ROLE_WEEKDAY) ? end + 1 : 0;
	if (on) {
		int weekday = token_value(&s->tokens[on], ROLE_WEEKDAY);
		when_day(w, w->from + (weekday - civil_weekday(w->from) + 7) % 7);
		end = on + 1;
	}
	if (more) {
		w->open_to = sign > 0;
		w->open_from = sign < 0;
	} else if (less) {
		w->grain = GRAIN_SPAN;
		w->to = sign > 0 ? w->from : base;
		w->from = sign > 0 ? base : w->from;
	}
	return end;
}

/* [start, end) of n units before or after today; months and years from the day, quarters whole. */
static void
when_count(const struct quantity_scan *s, struct when *w, const struct counted *c, int direction)
{
	int64_t today = s->today.day;
	w->grain = GRAIN_SPAN;
	if (is_clock_unit(c->unit)) {
		when_instant(s, w, direction < 0 ? -c->n * units[c->unit].factor : 0);
		struct when end;
		when_init(&end);
		when_instant(s, &end, direction < 0 ? 0 : c->n * units[c->unit].factor);
		w->t1 = end.t0;
		w->day1 = (int32_t)(end.from - w->from);
		return;
	}
	if (c->unit == UNIT_QUARTER || c->unit == UNIT_DECADE) {
		enum grain g = date_unit_grain(c->unit);
		int64_t start = period_start(g, today);
		w->from = direction < 0 ? period_shift(g, start, -(int)c->n)
		                        : period_shift(g, start, 1);
		w->to = direction < 0 ? start : period_shift(g, w->from, (int)c->n);
		return;
	}
	w->from = direction < 0 ? days_add(today, c->unit, -c->n) : today + 1;
	w->to = direction < 0 ? today : days_add(today + 1, c->unit, c->n);
}

/* "and 2 weeks and 2 days" behind "the last 3 months". */
static size_t
more_counts(const struct quantity_scan *s, size_t end, struct when *w, int direction)
{
	for (;;) {
		struct counted c;
		size_t k =
		        token_eq(s, end, "and") || token_mark(&s->tokens[end], ',') ? end + 1 : 0;
		if (!k || !counted_unit(s, k, &c) || is_clock_unit(c.unit) ||
		        token_in(s, c.end, "ago later"))
			return end;
		if (direction < 0)
			w->from = days_add(w->from, c.unit, -c.n);
		else
			w->to = days_add(w->to, c.unit, c.n);
		end = c.end;
	}
}

/* "The course will last three weeks." */
static bool
is_verb_last(const struct quantity_scan *s, size_t i)
{
	return token_in(s, i, "last") &&
	       token_in(s, i - 1, "will would can could may might to should must not ll cannot");
}

/* "next 3 days", "the last two weeks", "3 next weeks", "within 2 hours". */
static size_t
counted_period(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct counted c;
	if (!s->today.known)
		return 0;
	if (token_eq(s, i, "within") && counted_unit(s, i + 1, &c)) {
		when_count(s, w, &c, 1);
		if (!is_clock_unit(c.unit)) {
			w->from--;
			w->to--;
		}
		return c.end;
	}
	if (token_is(&s->tokens[i], ROLE_RELATIVE)) {
		int direction = token_value(&s->tokens[i], ROLE_RELATIVE);
		if (is_verb_last(s, i))
			return 0;
		if (!direction || !counted_unit(s, i + 1, &c) || token_in(s, i + 1, "a an"))
			return 0;
		when_count(s, w, &c, direction);
		return more_counts(s, c.end, w, direction);
	}
	size_t k = unit_count(s, i, &c.n);
	if (!k || !token_is(&s->tokens[k], ROLE_RELATIVE) ||
	        (c.unit = date_unit(s, k + 1)) == UNIT_NONE)
		return 0;
	int direction = token_value(&s->tokens[k], ROLE_RELATIVE);
	if (!direction)
		return 0;
	when_count(s, w, &c, direction);
	return k + 2;
}

/* Monday of the week, moved: -1 last, 1 next. */
static void
when_weekday(const struct quantity_scan *s, struct when *w, int weekday, int week)
{
	if (!s->today.known) {
		w->unresolved = true;
		when_day(w, 0);
		return;
	}
	when_day(w, period_start(GRAIN_WEEK, s->today.day) + 7 * week + weekday - 1);
}

/* "last Wednesday" is that of last week, "past Wednesday" the one before today. */
static void
relative_weekday(const struct quantity_scan *s, size_t i, int weekday, struct when *w)
{
	int direction = token_value(&s->tokens[i], ROLE_RELATIVE);
	when_weekday(s, w, weekday, direction);
	if (!s->today.known)
		return;
	if (token_in(s, i, "past")) {
		int back = (civil_weekday(s->today.day) - weekday + 6) % 7 + 1;
		when_day(w, s->today.day - back);
	} else if (token_in(s, i, "coming upcoming")) {
		int ahead = (weekday - civil_weekday(s->today.day) + 6) % 7 + 1;
		when_day(w, s->today.day + ahead);
	}
}

static void
relative_month(const struct quantity_scan *s, int month, int direction, struct when *w)
{
	if (!s->today.known) {
		w->unresolved = true;
		when_day(w, 0);
		w->grain = GRAIN_MONTH;
		return;
	}
	struct civil c = civil_of(s->today.day);
	int year = c.year;
	if (direction < 0 && month >= c.month)
		year--;
	if (direction > 0 && month <= c.month)
		year++;
	when_period(w, GRAIN_MONTH, civil_days(year, month, 1), 0);
}

static void
when_weekend(const struct quantity_scan *s, int direction, struct when *w)
{
	w->grain = GRAIN_SPAN;
	w->unresolved = !s->today.known;
	if (w->unresolved)
		return;
	int weekday = civil_weekday(s->today.day);
	int64_t week = period_start(GRAIN_WEEK, s->today.day);
	/* a weekend with no word before it, told early in the week, is the one that was */
	if (direction == 2)
		direction = weekday <= 3 ? -1 : 0;
	w->from = week + 5 + 7 * direction;
	w->to = w->from + 2;
}

/* The unit behind this/last/next. */
static size_t
relative_unit(const struct quantity_scan *s, size_t i, int direction, struct when *w)
{
	size_t k = i;
	bool fiscal = token_in(s, k, "fiscal school"), calendar = token_in(s, k, "calendar");
	if (fiscal || calendar || token_in(s, k, "business"))
		k++;
	int unit = date_unit(s, k);
	if (unit == UNIT_NONE)
		return 0;
	if (unit == UNIT_WEEKEND) {
		when_weekend(s, direction, w);
		return k + 1;
	}
	if (is_clock_unit(unit) && s->today.known) {
		struct counted c = { 1, unit, k + 1, false };
		if (!direction || !token_in(s, k, "hour minute"))
			return 0;
		when_count(s, w, &c, direction);
		return k + 1;
	}
	enum grain g = date_unit_grain(unit);
	if (g == GRAIN_NONE || unit == UNIT_DAY)
		return 0;
	w->unresolved = !s->today.known || fiscal;
	w->grain = g;
	if (!w->unresolved)
		when_period(w, g, s->today.day, direction);
	if (token_eq(s, k, "workweek"))
		w->to -= 2, w->grain = GRAIN_SPAN;
	/* "next week Wednesday", "previous week - Monday" */
	size_t day = token_mark(&s->tokens[k + 1], '-') ? k + 2 : k + 1;
	if (g == GRAIN_WEEK && token_is(&s->tokens[day], ROLE_WEEKDAY)) {
		when_weekday(s, w, token_value(&s->tokens[day], ROLE_WEEKDAY), direction);
		return day + 1;
	}
	return k + 1;
}

static size_t
relative_daypart(const struct quantity_scan *s, size_t i, int direction, struct when *w)
{
	if (!token_is(&s->tokens[i], ROLE_DAYPART) ||
	        token_in(s, i, "tonight tonite lunch lunchtime overnight"))
		return 0;
	size_t end = date_daypart(s, i, w);
	int32_t t0 = w->t0, t1 = w->t1;
	when_today(s, w, direction);
	w->t0 = t0;
	w->t1 = t1;
	return end;
}

static size_t
relative(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = i;
	if (token_in(s, k, "the this") && token_is(&s->tokens[k + 1], ROLE_RELATIVE))
		k++;
	const struct token *t = &s->tokens[k];
	if (!token_is(t, ROLE_RELATIVE))
		return 0;
	int direction = token_value(t, ROLE_RELATIVE), month = 0;
	const struct token *next = &s->tokens[k + 1];
	/* "the last Friday in May" is told from the month */
	if (token_is(next, ROLE_WEEKDAY) && direction < 0 && token_in(s, k + 2, "in of") &&
	        (token_is(&s->tokens[k + 3], ROLE_MONTH) ||
	                token_is(&s->tokens[k + 3], ROLE_RELATIVE) ||
	                token_in(s, k + 3, "the each every")))
		return 0;
	/* a full date behind it says more: "this Friday-Jun-15", "next friday 5/12" */
	if (token_is(next, ROLE_WEEKDAY)) {
		struct when full;
		when_init(&full);
		size_t end = date_named(s, k + 1, &full);
		if (end > k + 2) {
			*w = full;
			return end;
		}
		relative_weekday(s, k, token_value(next, ROLE_WEEKDAY), w);
		return k + 2;
	}
	size_t end = direction == 0 ? date_numeric(s, k + 1, w) : 0;
	if (end)
		return end;
	end = date_month(s, k + 1, &month);
	if (end && (next->capital || !token_in(s, k + 1, "may march"))) {
		struct when full;
		when_init(&full);
		size_t stop = date_named(s, k + 1, &full);
		if (stop > end) {
			*w = full;
			return stop;
		}
		relative_month(s, month, direction, w);
		return end;
	}
	if (token_is(next, ROLE_SEASON)) {
		w->unresolved = true;
		w->grain = GRAIN_SPAN;
		return k + 2;
	}
	end = date_holiday(s, k, w);
	if (end)
		return end;
	end = relative_unit(s, k + 1, direction, w);
	if (end)
		return end;
	return token_in(s, k, "this last next") ? relative_daypart(s, k + 1, direction, w) : 0;
}

static size_t
tonight(const struct quantity_scan *s, size_t i, struct when *w)
{
	if (!token_in(s, i, "tonight tonite"))
		return 0;
	when_today(s, w, 0);
	w->t0 = 20 * 3600;
	w->t1 = DAY_SECONDS - 1;
	return i + 1;
}

static size_t
weekend(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	if (!token_eq(s, k, "weekend") || (k == i && s->tokens[i + 1].kind == TOKEN_WORD))
		return 0;
	if (token_in(s, k + 1, "of"))
		return 0;
	when_weekend(s, 2, w);
	return k + 1;
}

size_t
date_relative(const struct quantity_scan *s, size_t i, struct when *w)
{
	static const struct date_rule rules[] = {
		{ day_word, ROLE_BIT(ROLE_DAYWORD), false, "the day now right at otd" },
		{ counted_period, ROLE_BIT(ROLE_RELATIVE) | ROLE_COUNTS, true, "within" },
		{ relative, ROLE_BIT(ROLE_RELATIVE), false, "the this" },
		{ ago_or_ahead, ROLE_COUNTS, true, "in" },
		{ from_date, ROLE_COUNTS, true, "more less" },
		{ tonight, ROLE_BIT(ROLE_DAYPART), false, NULL },
		{ weekend, ROLE_BIT(ROLE_UNIT), false, "the" },
	};
	return date_first_rule(s, i, rules, COUNT(rules), w);
}
