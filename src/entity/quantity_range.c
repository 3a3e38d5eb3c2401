/* SPDX-License-Identifier: ISC */
/*
 * quantity_range.c - two amounts that are the ends of one: "10 to 15", "between $62 and $68", "from
 * 252 miles to 287 miles", "8- to 16-meter", "at most 100 and at least 20", and sports scores.
 */
#include "quantity_private.h"

/* The word between the ends; the index after it, or 0. */
static size_t
range_joint(const struct quantity_scan *s, size_t i, bool between)
{
	const struct token *t = &s->tokens[i];
	if (token_mark(t, '-')) {
		if (token_eq(s, i + 1, "to"))
			return token_mark(&s->tokens[i + 2], '-') ? i + 3 : i + 2;
		if (t->glued != s->tokens[i + 1].glued &&
		        !(t->glued == false && s->tokens[i + 1].glued))
			return 0;
		return i + 1;
	}
	if (token_mark(t, '~'))
		return i + 1;
	if (token_in(s, i, "to through till until"))
		return token_mark(&s->tokens[i + 1], '-') && s->tokens[i + 1].glued ? i + 2 : i + 1;
	if (between && token_phrase(s, i, "up to"))
		return i + 2;
	if (between && token_eq(s, i, "and"))
		return i + 1;
	return 0;
}

static bool
same_unit(const struct amount *a, const struct amount *b)
{
	if (a->kind == QUANTITY_CURRENCY || b->kind == QUANTITY_CURRENCY)
		return a->kind == b->kind &&
		       (a->currency == b->currency || a->short_currency || b->short_currency) &&
		       (a->name.len == 0 || str_eq(a->name, b->name));
	return a->unit == b->unit && str_eq(a->name, b->name);
}

static bool
is_bare(const struct amount *a)
{
	return a->unit == UNIT_NONE && a->currency == CURRENCY_NONE && !a->name.len;
}

/* "10 to 15 million": the scale of the second is meant for both when the sizes fit. */
static void
share_scale(struct amount *a, const struct amount *b)
{
	double mantissa = b->n.mantissa;
	if (a->n.scaled || !b->n.scaled || b->n.scale <= 1 || mantissa <= 0 || a->n.fraction)
		return;
	if (a->n.value < mantissa * 10 && a->n.value * 100 > mantissa) {
		a->n.value *= b->n.scale;
		a->value = a->n.value;
	}
}

static bool
range_fits(const struct amount *a, const struct amount *b, bool from)
{
	if (a->n.vague || b->n.vague || b->n.ordinal)
		return false;
	if (is_bare(a) && !is_bare(b))
		return b->kind != QUANTITY_AGE || !a->n.words;
	if (!is_bare(a) && is_bare(b))
		return (from || a->currency != CURRENCY_NONE) && a->kind != QUANTITY_PERCENT &&
		       a->kind != QUANTITY_DURATION && b->value > a->value / 10;
	if (is_bare(a))
		return true;
	return same_unit(a, b) ||
	       (a->unit != UNIT_NONE && b->kind == QUANTITY_AGE && a->unit == b->unit);
}

static void
merge(struct amount *a, const struct amount *b, size_t end)
{
	bool bare = is_bare(a);
	share_scale(a, b);
	a->value2 = b->value;
	a->n.plain = false;
	if (bare || b->kind == QUANTITY_AGE) {
		a->kind = b->kind;
		a->unit = b->unit;
		a->currency = b->currency;
		a->short_currency = b->short_currency;
	}
	if (b->name.len)
		a->name = b->name;
	if (a->kind == QUANTITY_NUMBER)
		a->kind = QUANTITY_RANGE;
	a->qual = QUAL_BETWEEN;
	a->end = end;
}

static const char sports[] =
        "win wins won winning beat beats beating lost lose loses losing lead leads "
        "led leading draw drew drawn victory defeat defeats defeated down up tie "
        "tied ahead trailed trailing score scored level equaliser aggregate half half-time "
        "record mark run vote votes voted majority ruling decision margin start season set sets "
        "loss goal goals match thrashed thumped hammered "
        "final clinched shootout";

/* Words of sport around tokens [from, to), or a name right before. */
static bool
is_score_context(const struct quantity_scan *s, size_t from, size_t to)
{
	for (size_t k = from > 8 ? from - 8 : 1; k < from; k++)
		if (token_in(s, k, sports))
			return true;
	for (size_t k = to; k < to + 3 && k < s->count; k++)
		if (token_in(s, k, sports))
			return true;
	return false;
}

static bool
is_score(
        const struct quantity_scan *s, const struct amount *a, const struct amount *b, size_t joint)
{
	bool vote = token_eq(s, joint, "to") && a->value > b->value &&
	            (token_in(s, a->start - 1, "of by") || token_in(s, a->start - 1, "voted"));
	if ((!vote && (!token_mark(&s->tokens[joint], '-') || !s->tokens[joint].glued ||
	                      !s->tokens[joint + 1].glued)) ||
	        !a->n.plain || !b->n.plain || !is_bare(a) || !is_bare(b))
		return false;
	if (a->n.digits > 3 || b->n.digits > 3 || token_mark(&s->tokens[b->end], '-'))
		return false;
	return is_score_context(s, a->start, b->end);
}

/* Upper bound then lower, or the other way: "greater than 30 and less than or equal to 40". */
static size_t
two_bounds(const struct quantity_scan *s, struct amount *a)
{
	bool lower = a->qual == QUAL_OVER || a->qual == QUAL_ATLEAST;
	bool upper = a->qual == QUAL_UNDER || a->qual == QUAL_ATMOST;
	struct amount b;
	if ((!lower && !upper) || !token_in(s, a->end, "and but"))
		return a->end;
	size_t end = amount_parse(s, a->end + 1, &b);
	bool fits = end &&
	            (lower ? b.qual == QUAL_UNDER || b.qual == QUAL_ATMOST
	                   : b.qual == QUAL_OVER || b.qual == QUAL_ATLEAST) &&
	            (lower ? b.value > a->value : b.value < a->value) && range_fits(a, &b, true) &&
	            !is_bare(a) == !is_bare(&b);
	if (!fits)
		return a->end;
	double low = lower ? a->value : b.value, high = lower ? b.value : a->value;
	merge(a, &b, end);
	a->value = low;
	a->value2 = high;
	return end;
}

/* "three or four years": neighbours joined by "or". */
static size_t
either_or(const struct quantity_scan *s, struct amount *a)
{
	struct amount b;
	if (!token_eq(s, a->end, "or") || !is_bare(a) || a->qual == QUAL_UNDER)
		return a->end;
	size_t end = amount_parse(s, a->end + 1, &b);
	if (!end || b.qual != QUAL_NONE || b.value != a->value + 1 || b.kind == QUANTITY_CURRENCY ||
	        !a->n.words || b.value > 20)
		return a->end;
	merge(a, &b, end);
	return end;
}

/* "rose 4.5% to 12%", "up 9 points to 84": by the first to the second, not from one to the other.
 */
static bool
is_change(const struct quantity_scan *s, size_t i)
{
	static const char verbs[] =
	        "up down rose rise rises rising fell fall falls falling gained gain gains "
	        "lost climbed climbs jumped jumps dropped drops slid slipped edged added grew "
	        "increased decreased declined plunged plummeted soared surged shed by advanced "
	        "eased tumbled sank rallied dipped";
	return token_in(s, i - 1, verbs) || (i > 2 && token_in(s, i - 2, verbs));
}

size_t
amount_range(const struct quantity_scan *s, size_t i, struct amount *a)
{
	bool between = token_in(s, i, "between"), from = token_in(s, i, "from");
	size_t k = between || from ? i + 1 : i;
	size_t pre = 0;
	enum quantity_qual ignored = QUAL_NONE;
	if (!between && !from && (pre = amount_qualifier(s, i, &ignored)) > 0 &&
	        (token_in(s, pre, "between") || token_in(s, pre, "from"))) {
		between = token_eq(s, pre, "between");
		from = !between;
		k = pre + 1;
	}
	size_t end = amount_parse(s, k, a);
	if (!end)
		return 0;
	size_t joint = range_joint(s, end, between || from);
	struct amount b;
	size_t stop = joint ? amount_parse(s, joint, &b) : 0;
	if (stop && is_score(s, a, &b, end)) {
		a->value2 = b.value;
		a->kind = QUANTITY_SCORE;
		a->end = stop;
		return stop;
	}
	bool fits = stop && b.qual != QUAL_ATLEAST && range_fits(a, &b, from || between);
	if (fits && token_mark(&s->tokens[end], '-') && b.value <= a->value && !from && !between &&
	        !(b.n.scaled && !a->n.scaled))
		fits = false;
	if (fits && token_mark(&s->tokens[end], '-') && s->tokens[end + 1].kind == TOKEN_MARK &&
	        is_bare(a))
		fits = false;
	if (fits && !from && !between && is_bare(a) && is_bare(&b) &&
	        !token_mark(&s->tokens[end], '-') && !token_mark(&s->tokens[end], '~') &&
	        a->value >= b.value && !(b.n.scaled && !a->n.scaled))
		fits = false;
	if (fits && !from && !between && token_eq(s, end, "to") && is_change(s, i))
		fits = false;
	if (fits) {
		merge(a, &b, stop);
		a->start = i;
		return stop;
	}
	if (between || from) {
		/* a lone amount behind "from": without the word */
		return 0;
	}
	end = two_bounds(s, a);
	return end > a->end ? end : either_or(s, a);
}
