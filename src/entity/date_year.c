/* SPDX-License-Identifier: ISC */
/*
 * date_year.c - years, named or bare ("in 2016", "the year 2008", "FY2019"), decades and centuries.
 */
#include "date_private.h"

#include <stdlib.h>

static const struct token *
at(const struct quantity_scan *s, size_t i)
{
	return &s->tokens[i];
}

bool
date_plural_noun(const struct quantity_scan *s, size_t i)
{
	struct str w = token_text(s, i);
	return at(s, i)->kind == TOKEN_WORD && !at(s, i)->capital && w.len > 3 &&
	       (token_is(at(s, i), ROLE_PEOPLE) ||
	               (w.p[w.len - 1] == 's' && w.p[w.len - 2] != 's' &&
	                       !token_is(at(s, i), ROLE_FUNCTION)));
}

/* Four digits at [i, end) that are something else: an amount, a code, a count, a number's name. */
static bool
is_no_year(const struct quantity_scan *s, size_t i, size_t end, int year)
{
	const struct token *next = at(s, end), *before = at(s, i - 1);
	if (at(s, i)->glued && !token_mark(before, '(') && !token_mark(before, '-') &&
	        !token_mark(before, '\'') && !token_mark(before, '"') && !token_mark(before, '=') &&
	        !token_mark(before, '~'))
		return true;
	bool years = token_eq(s, end, "s") && next->glued; /* "2018s best" lost its apostrophe */
	if (next->glued && !years &&
	        (next->kind != TOKEN_MARK || (next->mark && strchr("%+*/:_$", next->mark))))
		return true;
	if (token_is(before, ROLE_SIGN) || token_is(before, ROLE_IDNOUN) ||
	        token_is(next, ROLE_SCALE) || token_is(next, ROLE_CURRENCY) ||
	        token_is(next, ROLE_SIGN) || token_is(next, ROLE_CODE))
		return true;
	if (token_is(next, ROLE_UNIT) && !token_in(s, end, "second"))
		return true;
	/* "2018 races" in 2018 */
	bool now = s->today.known && abs(year - civil_of(s->today.day).year) <= 2 &&
	           !token_is(next, ROLE_PEOPLE);
	if (date_plural_noun(s, end) && !now &&
	        !token_in(s, i - 1, "in since during the its his her our their"))
		return true;
	if (token_in(s, i - 1, "than") && !token_in(s, i - 2, "later earlier"))
		return true;
	if (next->glued && token_mark(next, '-') && at(s, end + 1)->kind == TOKEN_NUMBER &&
	        at(s, end + 2)->glued && token_mark(at(s, end + 2), '-'))
		return true;
	if (token_in(s, i - 1, "nearly over almost least most about approximately roughly some"))
		return true;
	if (token_in(s, end, "and or over") && token_in(s, end + 1, "below less above more under"))
		return true;
	return false;
}

/* Four digits alone: 1900 to 2099 unless they count something; other years need a word before. */
size_t
date_bare_year(const struct quantity_scan *s, size_t i, struct when *w)
{
	int year = 0;
	size_t end = number_year(s, i, &year);
	if (!end)
		return 0;
	const struct token *next = at(s, end);
	bool words = at(s, i)->kind != TOKEN_NUMBER;
	if (words && (!token_in(s, i - 1, "in since until till by of") || year < 1900 ||
	                     date_plural_noun(s, end) || token_is(next, ROLE_UNIT)))
		return 0;
	if (!words &&
	        (year < 1900 || year > 2199 ||
	                (year > 2099 && !token_in(s, i - 1, "by in until"))) &&
	        !(token_in(s, i - 1, "in since until year circa") && next->kind != TOKEN_WORD &&
	                year >= 1000))
		return 0;
	if (!words && is_no_year(s, i, end, year))
		return 0;
	when_period(w, GRAIN_YEAR, civil_days(year, 1, 1), 0);
	/* "1979-90", "2008-09": the end in two digits */
	const struct token *two = at(s, end + 1);
	if (!words && token_mark(next, '-') && next->glued && two->glued &&
	        two->kind == TOKEN_NUMBER && two->digits == 2 && !two->decimals &&
	        two->value > year % 100 &&
	        !(at(s, end + 2)->glued && at(s, end + 2)->kind != TOKEN_MARK)) {
		w->grain = GRAIN_SPAN;
		w->to = civil_days(year - year % 100 + (int)two->value, 1, 1);
		w->ends_in = true;
		return end + 2;
	}
	return end;
}

/* "the year 2008", "fiscal year 2008", "calendar year 2008", "cy18", "FY2019". */
size_t
date_named_year(const struct quantity_scan *s, size_t i, struct when *w)
{
	int year = 0;
	bool fiscal = token_in(s, i, "fiscal school fy sy");
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	fiscal = fiscal || token_in(s, k, "fiscal school");
	i = k;
	if (token_in(s, k, "fiscal calendar school"))
		k++;
	bool letters = k == i && token_in(s, k, "fy cy sy");
	if (!letters && !token_eq(s, k, "year"))
		return 0;
	k++;
	const struct token *t = at(s, k);
	size_t end = number_year(s, k, &year);
	if (!end && letters && t->kind == TOKEN_NUMBER && t->digits == 2) {
		year = 2000 + (int)t->value;
		end = k + 1;
	}
	if (!end) {
		if (!token_in(s, i, "fiscal") || letters)
			return 0;
		end = k;
	}
	w->grain = GRAIN_YEAR;
	w->unresolved = fiscal;
	if (!fiscal)
		when_period(w, GRAIN_YEAR, civil_days(year, 1, 1), 0);
	return end;
}

/* "the 1990s", "1960s", "the '90s". */
size_t
date_decade(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	bool quote = token_mark(at(s, k), '\'');
	const struct token *t = at(s, k + quote);
	if (t->kind != TOKEN_NUMBER || fmod(t->value, 10) != 0 || t->decimals || t->grouped)
		return 0;
	size_t end = k + quote + 1;
	if (token_mark(at(s, end), '\'') && at(s, end)->glued)
		end++;
	if (!token_eq(s, end, "s") || !at(s, end)->glued)
		return 0;
	if (t->digits == 4 && t->value >= 1000 && t->value < 2100) {
		when_period(w, GRAIN_DECADE, civil_days((int)t->value, 1, 1), 0);
		return end + 1;
	}
	if (t->digits != 2 || (!quote && k == i))
		return 0;
	int year = (int)t->value + (t->value < 30 ? 2000 : 1900);
	if (!quote &&
	        (token_in(s, i - 1, "their his her") || !token_in(s, i - 1, "in of since during")))
		return 0;
	when_period(w, GRAIN_DECADE, civil_days(year, 1, 1), 0);
	return end + 1;
}

size_t
date_century(const struct quantity_scan *s, size_t i, struct when *w)
{
	struct number n;
	size_t k = token_in(s, i, "the") ? i + 1 : i;
	size_t end = number_ordinal(s, k, &n);
	if (!end || n.value > 21 || n.value < 1)
		return 0;
	if (token_mark(at(s, end), '-'))
		end++;
	if (!token_in(s, end, "century") || token_in(s, end + 1, "bc"))
		return 0;
	w->grain = GRAIN_CENTURY;
	w->from = civil_days(((int)n.value - 1) * 100, 1, 1);
	w->to = civil_days((int)n.value * 100, 1, 1);
	if (n.value < 2)
		w->unresolved = true;
	return end + 1;
}
