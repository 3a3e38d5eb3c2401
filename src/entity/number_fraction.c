/* SPDX-License-Identifier: ISC */
/*
 * number_fraction.c - fractions in signs, digits and words, ratios ("one in five") and powers:
 * "3/4", "two thirds", "2 1/2", "one and a half", "½".
 */
#include "quantity_private.h"

/* Denominator written as a word at i: "thirds", "quarter", "half", "twentieth". */
static double
denominator(const struct quantity_scan *s, size_t i, bool many)
{
	const struct token *t = &s->tokens[i];
	if (token_is(t, ROLE_FRACTION))
		return token_value(t, ROLE_FRACTION);
	if (token_is(t, ROLE_FRACTIONSCALE))
		return number_scale_of(t, ROLE_FRACTIONSCALE);
	if (many)
		return 0;
	if (token_is(t, ROLE_HALF))
		return 2;
	if (token_is(t, ROLE_QUARTER))
		return 4;
	if (token_is(t, ROLE_ORDINAL) && token_value(t, ROLE_ORDINAL) > 2)
		return token_value(t, ROLE_ORDINAL);
	return token_is(t, ROLE_ORDSCALE) ? number_scale_of(t, ROLE_ORDSCALE) : 0;
}

/* "one-third", "two thirds", "3/4", "1/40" behind a numerator. */
size_t
number_fraction_after(const struct quantity_scan *s, size_t i, struct number *n)
{
	size_t k = token_mark(&s->tokens[i], '-') ? i + 1 : i;
	const struct token *t = &s->tokens[k];
	double d = 0;
	if (token_mark(t, '/') && n->plain && t->glued && s->tokens[k + 1].glued &&
	        s->tokens[k + 1].kind == TOKEN_NUMBER && !s->tokens[k + 1].decimals) {
		d = s->tokens[k + 1].value;
		k++;
		if (token_mark(&s->tokens[k + 1], '/') && s->tokens[k + 1].glued)
			return 0;
	} else if (n->words && (!n->scaled || token_is(t, ROLE_FRACTION))) {
		d = denominator(s, k, n->value != 1);
		if (token_is(t, ROLE_QUARTER) && !token_mark(&s->tokens[i], '-'))
			d = 0; /* "one quarter" is as often three months */
	}
	if (d <= 0)
		return 0;
	n->value /= d;
	n->fraction = true;
	n->plain = false;
	return k + 1;
}

/* "half of them", "half the town", "half a mile", "nearly half"; not "the second half",
 * "half-time". */
static bool
half_counts(const struct quantity_scan *s, size_t i)
{
	const struct token *before = &s->tokens[i - 1], *next = &s->tokens[i + 1];
	if (token_is(before, ROLE_ORDINAL) || token_is(before, ROLE_RELATIVE) ||
	        token_is(before, ROLE_ORDSUFFIX) ||
	        token_in(s, i - 1, "the other each either that"))
		return false;
	if (token_mark(next, '-'))
		return token_is(&s->tokens[i + 2], ROLE_DOZEN) ||
		       token_is(&s->tokens[i + 2], ROLE_SCALE) ||
		       token_is(&s->tokens[i + 2], ROLE_UNIT);
	return before->kind == TOKEN_END || token_is(before, ROLE_QUALIFIER) ||
	       token_is(before, ROLE_AND) || token_in(s, i - 1, "than") ||
	       token_is(next, ROLE_SCALE) || token_is(next, ROLE_UNIT) ||
	       token_is(next, ROLE_DOZEN) ||
	       token_in(s, i + 1, "of the a an its their his her our my all those these what");
}

/* "a half", "half", "a third", "a quarter" with no numerator; value in *v. */
size_t
number_fraction_alone(const struct quantity_scan *s, size_t i, double *v)
{
	size_t k = token_in(s, i, "a an") ? i + 1 : i;
	const struct token *t = &s->tokens[k];
	if (token_is(t, ROLE_HALF) && (k > i || half_counts(s, k))) {
		*v = 0.5;
		return k + 1;
	}
	if (token_is(t, ROLE_QUARTER) && !token_eq(s, k, "quarters")) {
		*v = 0.25;
		return k + 1;
	}
	if (k > i && denominator(s, k, false) > 2 && !token_is(t, ROLE_FRACTION)) {
		*v = 1 / denominator(s, k, false);
		return k + 1;
	}
	return 0;
}

size_t
number_fraction_sign(const struct quantity_scan *s, size_t i, double *v)
{
	const struct token *t = &s->tokens[i];
	if (!token_is(t, ROLE_FRACTIONSIGN))
		return 0;
	int32_t ab = token_value(t, ROLE_FRACTIONSIGN);
	*v = (double)(ab / 100) / (ab % 100);
	return i + 1;
}

/* A fraction that is added: "2 1/2", "2½", "two and a half", "one and three quarters". */
size_t
number_fraction_added(const struct quantity_scan *s, size_t i, struct number *n)
{
	double v = 0;
	size_t k = number_fraction_sign(s, i, &v);
	const struct token *t = &s->tokens[i];
	if (!k && t->kind == TOKEN_NUMBER && n->plain && n->digits && n->digits < 5) {
		struct number f = { .value = t->value, .plain = !t->decimals && !t->grouped };
		k = t->value < 20 ? number_fraction_after(s, i + 1, &f) : 0;
		v = f.value;
		if (k && v >= 1)
			k = 0;
	}
	if (!k && token_is(t, ROLE_AND)) {
		k = number_fraction_sign(s, i + 1, &v);
		if (!k)
			k = number_fraction_alone(s, i + 1, &v);
		if (!k && token_is(&s->tokens[i + 1], ROLE_CARDINAL)) {
			struct number f = { .words = true,
				.value = token_value(&s->tokens[i + 1], ROLE_CARDINAL) };
			if (token_is(&s->tokens[i + 2], ROLE_FRACTION))
				k = number_fraction_after(s, i + 2, &f);
			v = f.value;
		}
	}
	if (!k)
		return 0;
	n->value += v * (n->scaled && n->words && !number_is_scale(&s->tokens[k]) ? n->scale : 1);
	n->mantissa = n->value;
	n->plain = false;
	if (number_is_scale(&s->tokens[k])) {
		double scale = number_scale_of(&s->tokens[k],
		        token_is(&s->tokens[k], ROLE_SCALE) ? ROLE_SCALE : ROLE_SCALES);
		if (n->scaled) {
			n->value += v * (scale - 1); /* "one billion and three quarters million" */
		} else {
			n->scale = scale;
			n->value *= scale;
		}
		n->scaled = true;
		k++;
	}
	return k;
}

/* "two hundred and fifty-four hundredths", "one hundred and thirty and two fifths": what stands
 * before the last "and" is whole. */
size_t
number_fraction_of_last(const struct quantity_scan *s, size_t from, size_t end, struct number *n)
{
	struct number whole = { .value2 = NAN }, part = { .value2 = NAN };
	size_t k = token_mark(&s->tokens[end], '-') ? end + 1 : end;
	const struct token *t = &s->tokens[k];
	if (!n->and_at || !n->words ||
	        !(token_is(t, ROLE_FRACTION) || token_is(t, ROLE_FRACTIONSCALE)))
		return 0;
	if (number_cardinal(s, n->and_at + 1, &part) != end)
		return 0;
	double d = denominator(s, k, true);
	if (d <= 0 || part.value >= d)
		return 0;
	struct quantity_scan head = *s;
	head.count = n->and_at;
	if (!number_cardinal(&head, from, &whole))
		return 0;
	n->value = whole.value +
	           part.value / d * (whole.scaled && whole.scale >= 1000 ? whole.scale : 1);
	if (number_is_scale(&s->tokens[k + 1])) {
		double scale = number_scale_of(&s->tokens[k + 1],
		        token_is(&s->tokens[k + 1], ROLE_SCALE) ? ROLE_SCALE : ROLE_SCALES);
		n->value = whole.scaled ? whole.value + part.value / d * scale
		                        : (whole.value + part.value / d) * scale;
		k++;
	}
	n->plain = false;
	n->scaled = false;
	n->scale = 1;
	n->mantissa = n->value;
	return k + 1;
}

/* "2.5^-1", "1.99x10^30", "2.48x10-5" with a multiplication sign. */
size_t
number_power(const struct quantity_scan *s, size_t i, struct number *n)
{
	size_t k = i;
	double base = n->value, factor = 1;
	if (s->tokens[i - 1].kind != TOKEN_NUMBER)
		return i;
	if (token_mark(&s->tokens[k], 'x') && s->tokens[k + 1].kind == TOKEN_NUMBER &&
	        s->tokens[k + 1].value == 10) {
		factor = n->value;
		base = 10;
		k += 2;
		if (!token_mark(&s->tokens[k], '^') && !token_mark(&s->tokens[k], '-'))
			return i;
	} else if (!token_mark(&s->tokens[k], '^') || !s->tokens[k].glued) {
		return i;
	}
	if (token_mark(&s->tokens[k], '^'))
		k++;
	bool minus = token_mark(&s->tokens[k], '-');
	if (minus || token_mark(&s->tokens[k], '+'))
		k++;
	const struct token *t = &s->tokens[k];
	if (t->kind != TOKEN_NUMBER || !t->glued || t->value > 300)
		return i;
	n->value = factor * pow(base, minus ? -t->value : t->value);
	n->plain = false;
	n->mantissa = n->value;
	return k + 1;
}

/* A month or a time unit behind: "1 in 5 March", "1 in 10 minutes" are no ratios. */
static bool
date_like(const struct quantity_scan *s, size_t i)
{
	return token_is(&s->tokens[i], ROLE_MONTH) || token_is(&s->tokens[i], ROLE_UNIT) ||
	       token_is(&s->tokens[i], ROLE_AMPM) || token_is(&s->tokens[i], ROLE_ORDSUFFIX);
}

/* "one in five", "two out of three", "2000 over 3". */
size_t
number_ratio(const struct quantity_scan *s, size_t i, struct number *n)
{
	struct number of = { .value2 = NAN };
	bool out = token_eq(s, i, "out") && token_eq(s, i + 1, "of"), in = token_eq(s, i, "in");
	bool over = token_eq(s, i, "over");
	if ((!out && !in && !over) || n->scaled || n->value != floor(n->value) || n->value <= 0)
		return i;
	size_t k = out ? i + 2 : i + 1;
	size_t end = number_cardinal(s, k, &of);
	if (!end || of.value != floor(of.value) || (of.value <= n->value && !over) || of.value <= 1)
		return i;
	if (in && (n->value != 1 || of.digits == 4 || of.value > 1e6 || date_like(s, end)))
		return i;
	if (over && s->tokens[end].kind != TOKEN_END)
		return i;
	if (out && !n->words && of.words)
		return i;
	n->value /= of.value;
	n->fraction = true;
	n->plain = false;
	return end;
}
