/* SPDX-License-Identifier: ISC */
/*
 * quantity_label.c - numbers that count nothing: resolution 2728, Flight 370, F-16, gate 7, phone
 * and street numbers, versions, list markers, parts of codes.  Says so by what stands around them.
 */
#include "quantity_private.h"

static bool
is_plain_figure(const struct amount *a)
{
	return a->n.plain && a->kind == QUANTITY_NUMBER && a->qual == QUAL_NONE;
}

/* Glued to letters or to other digits by marks: F-16, 3.2.1, 555-1212, x86, 12/25. */
static bool
is_code_part(const struct quantity_scan *s, size_t first, size_t end)
{
	const struct token *t = &s->tokens[first], *before = &s->tokens[first - 1];
	const struct token *after = &s->tokens[end], *next = &s->tokens[end + 1];
	if (t->kind == TOKEN_NUMBER && t->glued) {
		if (before->kind == TOKEN_WORD && !token_is(before, ROLE_CODE) &&
		        !token_is(before, ROLE_MONEYWORD))
			return true;
		const struct token *far = &s->tokens[first - 2 + (first < 2)];
		if (before->kind == TOKEN_MARK && before->glued && strchr("-./:_#", before->mark) &&
		        before->mark && (far->kind == TOKEN_WORD || far->kind == TOKEN_NUMBER) &&
		        !token_is(far, ROLE_QUALIFIER) &&
		        !token_eq(s, first - 2 + (first < 2), "magnitude") &&
		        !token_eq(s, first - 2 + (first < 2), "to"))
			return true;
		if (token_mark(before, '-') && !before->glued && far->kind == TOKEN_WORD &&
		        far->upper)
			return true; /* "COVID -19" as some cut it */
		if (before->kind == TOKEN_MARK && strchr("#_@\\=", before->mark) && before->mark)
			return true;
	}
	if (s->tokens[end - 1].kind != TOKEN_NUMBER)
		return false;
	if (after->glued && after->kind == TOKEN_WORD)
		return true; /* 777F, 24h that no unit took */
	if (after->glued && after->kind == TOKEN_MARK && next->glued) {
		if (next->kind == TOKEN_NUMBER && after->mark && strchr("-./:_", after->mark))
			return true;
		if (after->mark == '_')
			return true;
	}
	return false;
}

/* "1. Do this", "2) Do that" at the start of a line. */
static bool
is_list_marker(const struct quantity_scan *s, size_t first, size_t end)
{
	const struct token *after = &s->tokens[end];
	if (!after->glued || after->kind != TOKEN_MARK || end != first + 1)
		return false;
	if (token_mark(after, ')'))
		return s->tokens[first - 1].kind == TOKEN_END || !s->tokens[first].glued
		               ? !token_mark(&s->tokens[first - 1], '(') && first == 1
		               : false;
	return token_mark(after, '.') && first == 1 && s->tokens[end + 1].kind == TOKEN_WORD &&
	       !s->tokens[end + 1].glued && s->tokens[first].value < 100;
}

static bool
is_plural(const struct quantity_scan *s, size_t i)
{
	struct str w = token_text(s, i);
	return s->tokens[i].kind == TOKEN_WORD && !s->tokens[i].capital &&
	       (token_is(&s->tokens[i], ROLE_PEOPLE) ||
	               (w.len > 3 && w.p[w.len - 1] == 's' && w.p[w.len - 2] != 's' &&
	                       w.p[w.len - 2] != 'u'));
}

/* A noun that numbers are names after: "resolution 2728", "Flight 370", "No. 3". */
static bool
is_numbered_noun(const struct quantity_scan *s, size_t first, const struct amount *a)
{
	size_t k = first - 1;
	if (token_mark(&s->tokens[k], '.') &&
	        token_in(s, k - (k > 0), "no nos nr nrs art sec fig vol ch"))
		k--;
	const struct token *t = &s->tokens[k];
	if (!token_is(t, ROLE_IDNOUN) || k == 0)
		return false;
	if (token_is(t, ROLE_FUNCTION) && !(t->capital || token_mark(&s->tokens[k + 1], '.')))
		return false;
	if (a->n.words && !t->capital && a->n.value > 12)
		return false;
	return !is_plural(s, first + 1);
}

/* A capitalised name right before a bare number: Boeing 787, Apollo 11, Channel 4. */
static bool
is_name_number(const struct quantity_scan *s, size_t first, size_t end, const struct amount *a)
{
	const struct token *before = &s->tokens[first - 1];
	if (before->kind != TOKEN_WORD || !before->capital || a->n.digits > 4 || a->n.words)
		return false;
	if (token_is(before, ROLE_FUNCTION) || token_is(before, ROLE_QUALIFIER) ||
	        token_is(before, ROLE_MONTH) || token_is(before, ROLE_WEEKDAY) ||
	        token_is(before, ROLE_VERB))
		return false;
	if (first == 2 && !before->upper)
		return !is_plural(s, end) && s->tokens[end].kind != TOKEN_END &&
		       s->tokens[end].capital;
	return !is_plural(s, end) || !token_is(&s->tokens[end], ROLE_PEOPLE);
}

/* "10 Downing Street", "221 Baker St". */
static bool
is_address(const struct quantity_scan *s, size_t end, const struct amount *a)
{
	if (a->n.digits > 5)
		return false;
	for (size_t k = end; k < end + 4 && k < s->count; k++) {
		if (!s->tokens[k].capital)
			return false;
		if (k > end &&
		        token_in(s, k,
		                "street st road rd avenue ave lane drive boulevard blvd square way "
		                "court place terrace highway parkway"))
			return true;
	}
	return false;
}

/* Groups of digits as phone numbers have them. */
static bool
is_phone(const struct quantity_scan *s, size_t first, size_t end)
{
	const struct token *b = &s->tokens[first - 1];
	if (token_mark(b, '(') && token_mark(&s->tokens[end], ')') &&
	        s->tokens[first].digits == 3 && s->tokens[end + 1].kind == TOKEN_NUMBER)
		return true;
	if (token_mark(b, ')') && s->tokens[first].digits == 3 && first > 2 &&
	        s->tokens[first - 2].kind == TOKEN_NUMBER)
		return true;
	return token_mark(b, '+') && s->tokens[first].digits <= 3 &&
	       (s->tokens[end].kind == TOKEN_NUMBER || token_mark(&s->tokens[end], '-'));
}

/* A range that is the rest of a phone number: "(206) 555-1212", "555-1212". */
static bool
is_phone_range(const struct quantity_scan *s, size_t first, size_t end)
{
	const struct token *a = &s->tokens[first], *b = &s->tokens[end - 1];
	if (a->kind != TOKEN_NUMBER || b->kind != TOKEN_NUMBER || a->grouped || b->grouped ||
	        !token_mark(&s->tokens[end - 2], '-') || !b->glued)
		return false;
	return a->digits == 3 && b->digits == 4 &&
	       (token_mark(&s->tokens[first - 1], ')') || fmod(b->value, 100) != 0);
}

static const char pronoun_before[] = "the this that no any each every another which not only same";

/* "one" as a pronoun or in a phrase: "the one", "one another", "one day", "no one". */
static bool
is_pronoun_one(const struct quantity_scan *s, size_t first, size_t end, const struct amount *a)
{
	first = end - 1;
	if (!a->n.words || a->n.value != 1 || !token_eq(s, first, "one"))
		return false;
	if (token_in(s, first - 1, pronoun_before))
		return true;
	if (token_in(s, end,
	            "another day by can could should would must may might does has is was 's who "
	            "that which to and or in on at for thing way hand side more if whose"))
		return !token_in(s, end, "and more") || s->tokens[end].kind == TOKEN_END;
	if (token_mark(&s->tokens[end], '\'') || token_mark(&s->tokens[end], '-'))
		return true;
	if (token_is(&s->tokens[first - 1], ROLE_FUNCTION) ||
	        s->tokens[first - 1].kind != TOKEN_WORD)
		return false;
	/* an adjective before: "the big one", unless a noun follows */
	const struct token *t = &s->tokens[end];
	return t->kind != TOKEN_WORD || (token_is(t, ROLE_FUNCTION) && !token_eq(s, end, "of"));
}

/* "ground zero", "Frankie Five Angels", "Guccifer 2.0": parts of names. */
static bool
is_in_name(const struct quantity_scan *s, size_t first, size_t end, const struct amount *a)
{
	const struct token *before = &s->tokens[first - 1], *t = &s->tokens[first];
	if (end != first + 1 || before->kind != TOKEN_WORD)
		return false;
	if (token_eq(s, first, "zero"))
		return token_in(s, first - 1, "ground net absolute patient day sub") ||
		       token_in(s, end, "sum tolerance hour");
	if (a->n.words && t->capital && before->capital)
		return true;
	if (a->n.words && t->capital && s->tokens[end].capital && !s->tokens[end].upper &&
	        first > 1 && !token_mark(&s->tokens[first - 1], '"'))
		return true;
	return t->kind == TOKEN_NUMBER && t->decimals == 1 && before->capital && !before->upper &&
	       a->kind == QUANTITY_NUMBER && !token_is(before, ROLE_FUNCTION) && t->value < 20;
}

bool
amount_is_label(const struct quantity_scan *s, const struct amount *a)
{
	size_t first = a->start, end = a->end;
	if (is_code_part(s, first, end))
		return a->kind != QUANTITY_CURRENCY || !a->currency;
	if (a->kind != QUANTITY_NUMBER && a->kind != QUANTITY_RANGE)
		return false;
	if (is_pronoun_one(s, first, end, a))
		return true;
	if (token_eq(s, first - 1, "or") && a->n.words && first > 3 &&
	        token_is(&s->tokens[first - 2], ROLE_UNIT) && token_in(s, first - 3, "a an"))
		return true; /* "a day or two" */
	if (a->qual == QUAL_NONE && is_in_name(s, first, end, a))
		return true;
	if (a->kind == QUANTITY_RANGE)
		return is_phone_range(s, first, end);
	if (a->qual != QUAL_NONE || (a->n.scaled && !a->n.plain))
		return false;
	if (is_numbered_noun(s, first, a))
		return true;
	if (!is_plain_figure(a))
		return false;
	return is_list_marker(s, first, end) || is_name_number(s, first, end, a) ||
	       is_address(s, end, a) || is_phone(s, first, end);
}
