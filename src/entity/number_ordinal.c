/* SPDX-License-Identifier: ISC */
/*
 * number_ordinal.c - "sixth", "31st", "one hundred twenty-fifth", and years in digits and words.
 */
#include "quantity_private.h"

/* Words before the last of an ordinal: "one hundred twenty", "twenty-one trillion and three
 * hundred". */
static size_t
ordinal_words(const struct quantity_scan *s, size_t i, struct number_sum *m)
{
	size_t k = i;
	m->smallest = 1e18;
	if (token_in(s, i, "a") && token_is(&s->tokens[i + 1], ROLE_SCALE)) {
		m->current = 1;
		m->any = true;
		k++;
	}
	while (k < s->count) {
		size_t next = number_skip_joint(s, k, m);
		const struct token *t = &s->tokens[next];
		if ((!number_is_small(t) && !(number_is_scale(t) && next == k)) ||
		        !number_sum_word(m, t))
			break;
		k = next + 1;
	}
	return k;
}

size_t
number_ordinal(const struct quantity_scan *s, size_t i, struct number *n)
{
	const struct token *t = &s->tokens[i];
	memset(n, 0, sizeof(*n));
	n->value2 = NAN;
	n->scale = 1;
	n->ordinal = true;
	if (t->kind == TOKEN_NUMBER) {
		if (t->decimals || !token_is(&s->tokens[i + 1], ROLE_ORDSUFFIX) ||
		        !s->tokens[i + 1].glued)
			return 0;
		n->value = t->value;
		return i + 2;
	}
	if (t->kind != TOKEN_WORD)
		return 0;
	struct number_sum m = { 0 };
	size_t k = ordinal_words(s, i, &m);
	n->words = true;
	size_t last = m.any && (token_mark(&s->tokens[k], '-') || token_is(&s->tokens[k], ROLE_AND))
	                      ? k + 1
	                      : k;
	t = &s->tokens[last];
	if (token_is(t, ROLE_ORDINAL)) {
		double v = token_value(t, ROLE_ORDINAL), below = fmod(m.current, 100);
		if (m.any && !(below == 0 || (below >= 20 && v < 10 && fmod(below, 10) == 0)))
			return 0;
		n->value = m.total + m.current + v;
	} else if (token_is(t, ROLE_ORDSCALE)) {
		double scale = number_scale_of(t, ROLE_ORDSCALE);
		n->value = m.total + (m.current > 0 ? m.current : m.total > 0 ? 0 : 1) * scale;
		if (m.total > 0 && m.current == 0)
			n->value = m.total * scale;
	} else {
		return 0;
	}
	return last + 1;
}

size_t
number_year(const struct quantity_scan *s, size_t i, int *year)
{
	const struct token *t = &s->tokens[i];
	if (t->kind == TOKEN_NUMBER) {
		if (t->digits != 4 || t->decimals || t->grouped || t->value < 1000 ||
		        t->value > 2200)
			return 0;
		*year = (int)t->value;
		return i + 1;
	}
	struct number n = { 0 };
	size_t k = 0;
	if (!number_is_small(t) || !(k = number_cardinal(s, i, &n)))
		return 0;
	if (n.value >= 1100 && n.value <= 2100 && n.value == floor(n.value)) {
		*year = (int)n.value;
		return k;
	}
	/* "nineteen eighty six", "twenty ten" */
	struct number low = { 0 };
	size_t end = n.value >= 16 && n.value <= 20 && n.words ? number_cardinal(s, k, &low) : 0;
	if (!end || !low.words || low.value < 10 || low.value > 99)
		return 0;
	*year = (int)(n.value * 100 + low.value);
	return end;
}
