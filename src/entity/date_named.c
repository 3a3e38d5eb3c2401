/* SPDX-License-Identifier: ISC */
/*
 * date_named.c - dates by month and weekday: "22 March 2024", "Oct. 7", "Friday (22 March)", "April
 * of 1987", "05-Aug-2016", "Monday the 24th"; and the year of a date that says none.
 */
#include "date_private.h"

#define FUTURE_WORDS_MAX 14

/* Whether the sentence speaks of what is to come: will, would, due, scheduled... before token i. */
bool
date_is_future(const struct quantity_scan *s, size_t i)
{
	for (size_t n = 0; n < FUTURE_WORDS_MAX && i > 1; n++) {
		i--;
		const struct token *t = &s->tokens[i];
		const struct token *before = &s->tokens[i - 1];
		bool title = before->capital && before->len <= 4; /* "Mr." ends no sentence */
		if (t->kind == TOKEN_MARK && ((t->mark == '.' && !title) || t->mark == ';') &&
		        !s->tokens[i + 1].glued)
			return false;
		if (token_in(s, i,
		            "will would ll shall plans planned scheduled expected expects due "
		            "upcoming "
		            "deadline tomorrow intends vows vowed plan aims"))
			return true;
		if (token_in(s, i, "said told was were had announced reported killed died"))
			return false;
	}
	return false;
}

/* The day of that month nearest to the article's date; with a weekday, a year in which it fits. */
int64_t
date_nearest_year(const struct quantity_scan *s, size_t i, int month, int day, int weekday)
{
	int64_t today = s->today.day, best = INT64_MIN, best_gap = INT64_MAX;
	int year = civil_of(today).year;
	bool future = date_is_future(s, i);
	for (int y = year - 8; y <= year + 8; y++) {
		if (!civil_valid(y, month, day))
			continue;
		int64_t d = civil_days(y, month, day);
		/* news tells what was: a day ahead must be near, unless the sentence looks ahead */
		int64_t gap = d > today ? (future ? d - today : 3 * (d - today)) : today - d;
		if (future && d < today - 1)
			gap += 300;
		if (weekday && civil_weekday(d) != weekday)
			gap += 300;
		if (gap < best_gap) {
			best_gap = gap;
			best = d;
		}
	}
	return best;
}

/* "On July 22 that year": the year that the text spoke of last. */
static size_t
that_year(const struct quantity_scan *s, size_t i, int *year)
{
	size_t k = token_in(s, i, "of") ? i + 1 : i;
	if (!s->last_year || !token_in(s, k, "that same") || !token_eq(s, k + 1, "year"))
		return 0;
	*year = s->last_year;
	return k + 2;
}

/* Days that have become the name of what happened on them. */
static int
event_year(const struct quantity_scan *s, size_t end, int month, int day)
{
	static const struct {
		int month, day, year;
		const char *words;
	} events[] = {
		{ 9, 11, 2001,
		        "attacks attack terrorist terror hijackings commission anniversary" },
		{ 10, 7, 2023, "attacks attack massacre" },
		{ 1, 6, 2021, "attack insurrection riot riots committee" },
	};
	for (size_t k = 0; k < COUNT(events); k++)
		if (events[k].month == month && events[k].day == day &&
		        token_in(s, end, events[k].words) &&
		        (!s->today.known ||
		                s->today.day > civil_days(events[k].year, month, day) + 400))
			return events[k].year;
	return 0;
}

static void
set_day(const struct quantity_scan *s, size_t i, struct when *w, int month, int day, int weekday)
{
	if (s->today.known) {
		int64_t d = date_nearest_year(s, i, month, day, weekday);
		w->unresolved = d == INT64_MIN;
		when_day(w, w->unresolved ? 0 : d);
		return;
	}
	w->unresolved = !civil_valid(2000, month, day);
	w->no_year = true;
	when_day(w, w->unresolved ? 0 : civil_days(2000, month, day));
}

static bool
set_full(struct when *w, int year, int month, int day)
{
	if (!civil_valid(year, month, day))
		return false;
	when_day(w, civil_days(year, month, day));
	return true;
}

static bool
is_day_token(const struct token *t)
{
	return t->kind == TOKEN_NUMBER && t->digits <= 2 && !t->decimals && t->value >= 1 &&
	       t->value <= 31;
}

/* A month's name or abbreviation; words that are also something else need a number beside them. */
size_t
date_month(const struct quantity_scan *s, size_t i, int *month)
{
	const struct token *t = &s->tokens[i];
	if (!token_is(t, ROLE_MONTH))
		return 0;
	*month = token_value(t, ROLE_MONTH);
	size_t len = t->end - t->start;
	size_t after =
	        i + 1 +
	        ((token_mark(&s->tokens[i + 1], '-') || token_mark(&s->tokens[i + 1], '/')) &&
	                s->tokens[i + 2].glued);
	if (token_in(s, after, "the"))
		after++;
	bool beside =
	        s->tokens[after].kind == TOKEN_NUMBER || s->tokens[i - 1].kind == TOKEN_NUMBER ||
	        token_is(&s->tokens[i - 1], ROLE_ORDSUFFIX) ||
	        token_is(&s->tokens[i - 1], ROLE_ORDINAL) ||
	        (token_mark(&s->tokens[i + 1], '.') && s->tokens[i + 2].kind == TOKEN_NUMBER) ||
	        token_is(&s->tokens[i + 1], ROLE_ORDINAL) ||
	        token_is(&s->tokens[i + 1], ROLE_TENS) ||
	        ((token_mark(&s->tokens[i - 1], '-') || token_mark(&s->tokens[i - 1], '/')) &&
	                t->glued);
	bool word = token_in(s, i, "may march mar sun sat dec jan jun sep oct nov feb apr aug jul");
	if (!t->capital && !beside && word &&
	        !(token_in(s, i - 1, "in the since of this last next until") && len > 2 &&
	                !token_in(s, i, "may march mar")))
		return 0;
	if (token_mark(&s->tokens[i + 1], '.') && len <= 4 && s->text.p[t->end - 1] != 'y' &&
	        (s->tokens[i + 2].kind == TOKEN_NUMBER || token_mark(&s->tokens[i + 2], ',')))
		return i + 2;
	return i + 1;
}

/* 22, 22nd, "twenty second", "twenty two"; 1 to 31. */
size_t
date_day_number(const struct quantity_scan *s, size_t i, int *day, bool *ordinal)
{
	struct number n = { 0 };
	size_t end = number_ordinal(s, i, &n);
	*ordinal = end > 0;
	if (!end) {
		if (s->tokens[i].kind == TOKEN_NUMBER) {
			if (!is_day_token(&s->tokens[i]) || s->tokens[i].grouped)
				return 0;
			n.value = s->tokens[i].value;
			end = i + 1;
		} else {
			end = number_cardinal(s, i, &n);
		}
	}
	if (!end || n.value < 1 || n.value > 31 || n.value != floor(n.value) || n.scaled)
		return 0;
	*day = (int)n.value;
	return end;
}

/* The year behind a month or day: "2016", ", 2016", "of 1987", "of 87", "in 2019". */
static size_t
year_behind(const struct quantity_scan *s, size_t i, bool after_day, int *year)
{
	size_t k = i;
	const struct token *t = &s->tokens[k];
	if (token_mark(t, ',') ||
	        ((token_mark(t, '-') || token_mark(t, '/')) && s->tokens[k + 1].glued))
		k++;
	else if (token_in(s, k, "of in"))
		k++;
	else if (token_mark(t, '.') && t->glued)
		k++;
	if (token_in(s, k, "the") && token_eq(s, k + 1, "year"))
		k += 2;
	t = &s->tokens[k];
	size_t end = number_year(s, k, year);
	if (end && t->kind == TOKEN_NUMBER) {
		const struct token *next = &s->tokens[end];
		if (next->glued && (token_mark(next, ':') || token_mark(next, '%')))
			return 0;
		if (k > i && token_mark(&s->tokens[i], ',') && token_is(next, ROLE_PEOPLE))
			return 0;
		if (*year < 1200 && !after_day && k == i)
			return 0;
		return end;
	}
	if (end)
		return end;
	bool quote = token_mark(t, '\'');
	if ((quote || token_eq(s, i, "of") || (token_mark(&s->tokens[i], '/') && k > i)) &&
	        s->tokens[k + quote].kind == TOKEN_NUMBER && s->tokens[k + quote].digits == 2 &&
	        !s->tokens[k + quote].decimals) {
		int two = (int)s->tokens[k + quote].value;
		*year = two + (two > 40 ? 1900 : 2000);
		return k + quote + 1;
	}
	return 0;
}

/* Whether a number at i is the start of a time: "10:30", "9 am". */
static bool
is_clock(const struct quantity_scan *s, size_t i)
{
	return (token_mark(&s->tokens[i + 1], ':') && s->tokens[i + 1].glued &&
	               s->tokens[i + 2].glued) ||
	       token_in(s, i + 1, "am pm") ||
	       (token_in(s, i + 1, "a p") && s->tokens[i + 1].glued) ||
	       (token_in(s, i + 1, "a p") && token_mark(&s->tokens[i + 2], '.'));
}

/* "April 12", "May twenty nine", "june the 28th 2020", "Dec, 2018", "Nov/2", "September-2020-23".
 */
static size_t
month_first(const struct quantity_scan *s, size_t i, int weekday, struct when *w)
{
	int month = 0, day = 0, year = 0;
	bool ordinal = false;
	size_t k = date_month(s, i, &month);
	if (!k)
		return 0;
	size_t d = token_in(s, k, "the") ? k + 1 : k;
	if ((token_mark(&s->tokens[d], '-') || token_mark(&s->tokens[d], '/')) &&
	        s->tokens[d].glued && s->tokens[d + 1].glued)
		d++;
	size_t end = is_clock(s, d) ? 0 : date_day_number(s, d, &day, &ordinal);
	if (end && s->tokens[d].kind == TOKEN_NUMBER && s->tokens[end].glued && !ordinal &&
	        (s->tokens[end].kind == TOKEN_WORD || token_mark(&s->tokens[end], '%')))
		end = 0;
	size_t y = 0;
	if (!end) {
		y = year_behind(s, k, false, &year);
		if (!y)
			return 0;
		if (token_mark(&s->tokens[y], '-') && s->tokens[y].glued &&
		        is_day_token(&s->tokens[y + 1]) && token_mark(&s->tokens[k], '-') &&
		        s->tokens[y + 1].glued)
			return set_full(w, year, month, (int)s->tokens[y + 1].value) ? y + 2 : 0;
		when_period(w, GRAIN_MONTH, civil_days(year, month, 1), 0);
		return y;
	}
	y = year_behind(s, end, true, &year);
	if (y) {
		if (!set_full(w, year, month, day))
			w->unresolved = true, when_day(w, 0);
		return y;
	}
	y = that_year(s, end, &year);
	if (!y && (year = event_year(s, end, month, day)) != 0)
		y = end;
	if (y && set_full(w, year, month, day))
		return y;
	set_day(s, i, w, month, day, weekday);
	return end;
}

/* "22 March 2024", "4th of july", "twenty five January", "12 of Nov", "05-Aug-2016". */
static size_t
day_first(const struct quantity_scan *s, size_t i, int weekday, struct when *w)
{
	int month = 0, day = 0, year = 0;
	bool ordinal = false;
	if (token_is(&s->tokens[i - 1], ROLE_SIGN))
		return 0;
	size_t k = date_day_number(s, i, &day, &ordinal);
	if (!k)
		return 0;
	if (token_eq(s, k, "day") && token_eq(s, k + 1, "of"))
		k++;
	if (token_eq(s, k, "of"))
		k++;
	else if ((token_mark(&s->tokens[k], '-') || token_mark(&s->tokens[k], '/')) &&
	         s->tokens[k].glued && s->tokens[k + 1].glued)
		k++;
	size_t m = date_month(s, k, &month);
	if (!m) {
		/* 23-2020-September */
		if (!number_year(s, k, &year) || !token_mark(&s->tokens[k + 1], '-') ||
		        !(m = date_month(s, k + 2, &month)) || !s->tokens[k].glued)
			return 0;
		return set_full(w, year, month, day) ? m : 0;
	}
	size_t y = year_behind(s, m, true, &year);
	if (y) {
		if (!set_full(w, year, month, day))
			w->unresolved = true, when_day(w, 0);
		return y;
	}
	y = that_year(s, m, &year);
	if (!y && (year = event_year(s, m, month, day)) != 0)
		y = m;
	if (y && set_full(w, year, month, day))
		return y;
	set_day(s, i, w, month, day, weekday);
	return m;
}

/* 2020/Sep/23, 2019-aug-01, 2020/23/Sep. */
static size_t
year_first(const struct quantity_scan *s, size_t i, struct when *w)
{
	int year = 0, month = 0;
	const struct token *sep = &s->tokens[i + 1];
	if (s->tokens[i].kind != TOKEN_NUMBER || !number_year(s, i, &year) || !sep->glued ||
	        (sep->mark != '/' && sep->mark != '-'))
		return 0;
	size_t m = date_month(s, i + 2, &month);
	if (m && s->tokens[m].mark == sep->mark && is_day_token(&s->tokens[m + 1]))
		return set_full(w, year, month, (int)s->tokens[m + 1].value) ? m + 2 : 0;
	if (is_day_token(&s->tokens[i + 2]) && s->tokens[i + 3].mark == sep->mark &&
	        (m = date_month(s, i + 4, &month)))
		return set_full(w, year, month, (int)s->tokens[i + 2].value) ? m : 0;
	return 0;
}

static size_t
month_and_day(const struct quantity_scan *s, size_t i, int weekday, struct when *w)
{
	size_t end = token_is(&s->tokens[i], ROLE_MONTH) ? month_first(s, i, weekday, w) : 0;
	if (!end)
		end = day_first(s, i, weekday, w);
	if (!end)
		end = year_first(s, i, w);
	return end;
}

static bool
is_weekday(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	if (!token_is(t, ROLE_WEEKDAY))
		return false;
	size_t len = t->end - t->start;
	if (len > 5)
		return true;
	if (token_in(s, i, "sat sun wed mon fri thu tue"))
		return (t->capital || token_in(s, i, "mon tue thu fri")) && !t->glued &&
		       (s->tokens[i + 1].kind == TOKEN_NUMBER ||
		               token_mark(&s->tokens[i + 1], ',') ||
		               token_is(&s->tokens[i + 1], ROLE_MONTH) ||
		               token_mark(&s->tokens[i + 1], '.') ||
		               token_in(s, i - 1, "on last next this"));
	return true;
}

/* The month nearest to the article's date in which that day falls on that weekday. */
static bool
weekday_of_month(const struct quantity_scan *s, int weekday, int day, int64_t *out)
{
	if (!s->today.known)
		return false;
	int64_t month = period_start(GRAIN_MONTH, s->today.day), best = INT64_MAX;
	for (int k = -14; k <= 14; k++) {
		int64_t m = period_shift(GRAIN_MONTH, month, k);
		struct civil c = civil_of(m);
		if (day > civil_month_length(c.year, c.month))
			continue;
		int64_t d = m + day - 1,
		        gap = d > s->today.day ? d - s->today.day : s->today.day - d;
		if (civil_weekday(d) == weekday && gap < best) {
			best = gap;
			*out = d;
		}
	}
	return best != INT64_MAX;
}

/* The weekday said alone: the last one, or the next when the sentence looks ahead. */
static void
set_weekday(const struct quantity_scan *s, size_t i, int weekday, struct when *w)
{
	w->weekday = true;
	w->said_weekday = (int8_t)weekday;
	if (!s->today.known) {
		w->unresolved = true;
		when_day(w, weekday - 1);
		return;
	}
	int64_t today = s->today.day;
	int back = (civil_weekday(today) - weekday + 7) % 7;
	int64_t d = today - back;
	if (back && date_is_future(s, i))
		d += 7;
	when_day(w, d);
}

static size_t
weekday_date(const struct quantity_scan *s, size_t i, struct when *w)
{
	if (!is_weekday(s, i))
		return 0;
	int weekday = token_value(&s->tokens[i], ROLE_WEEKDAY), day = 0;
	bool ordinal = false;
	size_t k = i + 1;
	if (token_mark(&s->tokens[k], '.') && s->tokens[k].glued &&
	        s->tokens[i].end - s->tokens[i].start <= 5 &&
	        (s->tokens[k + 1].kind == TOKEN_NUMBER || token_is(&s->tokens[k + 1], ROLE_MONTH)))
		k++;
	size_t inner = k;
	bool bracket = token_mark(&s->tokens[k], '(');
	if (bracket || token_mark(&s->tokens[k], ',') || token_mark(&s->tokens[k], '-'))
		inner = k + 1;
	if (token_in(s, inner, "the"))
		inner++;
	size_t end = month_and_day(s, inner, weekday, w);
	if (!end)
		end = date_numeric(s, inner, w);
	if (!end && s->tokens[inner].kind == TOKEN_NUMBER && s->tokens[inner].decimals &&
	        s->tokens[inner].decimals <= 2 && s->tokens[inner].digits <= 2 &&
	        s->tokens[inner].value < 13) {
		/* "Friday 7.6" */
		int m = (int)s->tokens[inner].value;
		int d = (int)floor(
		        (s->tokens[inner].value - m) * pow(10, s->tokens[inner].decimals) + 0.5);
		if (civil_valid(2000, m, d) && !is_clock(s, inner)) {
			set_day(s, i, w, m, d, 0);
			end = inner + 1;
		}
	}
	if (end && (!bracket || token_mark(&s->tokens[end], ')'))) {
		w->anchor = w->grain == GRAIN_DAY && !w->unresolved;
		w->said_weekday = (int8_t)weekday;
		return end + bracket;
	}
	when_init(w);
	end = is_clock(s, inner) ? 0 : date_day_number(s, inner, &day, &ordinal);
	const struct token *after = &s->tokens[end];
	bool closed = end && (ordinal || (s->tokens[inner].kind == TOKEN_NUMBER &&
	                                         (after->kind == TOKEN_END ||
	                                                 (after->kind == TOKEN_MARK &&
	                                                         strchr(".,!?;)", after->mark)))));
	int64_t d = 0;
	if (closed && inner == k + (token_in(s, k, "the") ? 1 : 0) &&
	        weekday_of_month(s, weekday, day, &d)) {
		when_day(w, d);
		return end;
	}
	set_weekday(s, i, weekday, w);
	return k;
}

size_t
date_named(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t end = weekday_date(s, i, w);
	if (end)
		return end;
	if (token_in(s, i, "the") && (token_is(&s->tokens[i + 1], ROLE_ORDINAL) ||
	                                     token_is(&s->tokens[i + 1], ROLE_TENS) ||
	                                     s->tokens[i + 1].kind == TOKEN_NUMBER)) {
		end = day_first(s, i + 1, 0, w);
		if (end)
			return end;
	}
	end = month_and_day(s, i, 0, w);
	if (!end)
		return 0;
	/* "22/May(Tue)" */
	if (token_mark(&s->tokens[end], '(') && token_is(&s->tokens[end + 1], ROLE_WEEKDAY) &&
	        token_mark(&s->tokens[end + 2], ')'))
		end += 3;
	return end;
}
