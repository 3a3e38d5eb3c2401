/* SPDX-License-Identifier: ISC */
/*
 * number.c - numbers in digits and words: "1,200", "2.4 million", "thirty-one", "two and a half
 * million", "hundreds of thousands", "3/4", "a third", "twenty-first", "minus 5".  What is measured
 * is left to the callers.
 */
#include "quantity_private.h"

/* Adds one word of a cardinal to the sum; false when it does not fit there. */
bool
number_sum_word(struct number_sum *m, const struct token *t)
{
	if (token_is(t, ROLE_CARDINAL)) {
		double v = token_value(t, ROLE_CARDINAL);
		double below = fmod(m->current, 100);
		bool fits =
		        m->current == 0
		                ? !m->any || m->total > 0
		                : !m->digits && (below == 0 || (v < 10 && v > 0 && below >= 20 &&
		                                                       fmod(below, 10) == 0));
		if (!fits || (m->any && v == 0))
			return false;
		m->current += v;
	} else if (token_is(t, ROLE_TENS)) {
		if (m->digits || fmod(m->current, 100) != 0 ||
		        (m->any && m->current == 0 && !m->total))
			return false;
		m->current += token_value(t, ROLE_TENS);
	} else {
		double scale =
		        number_scale_of(t, token_is(t, ROLE_SCALE) ? ROLE_SCALE : ROLE_SCALES);
		if (scale == 100) {
			if (m->current == 0 || (m->current >= 100 && !m->digits))
				return false;
			m->current *= 100;
			m->digits = false;
			m->any = true;
			return true;
		}
		if (m->current == 0 || scale >= m->smallest)
			return false;
		m->total += m->current * scale;
		m->current = 0;
		m->smallest = scale;
		m->digits = false;
	}
	m->any = true;
	return true;
}

/* Whether digits at i go on a number whose last scale is done: "4 thousand 3 hundred". */
static bool
digits_continue(const struct quantity_scan *s, size_t i, const struct number_sum *m)
{
	const struct token *t = &s->tokens[i];
	return t->kind == TOKEN_NUMBER && m->any && !t->decimals && !t->grouped && t->value > 0 &&
	       ((m->current == 0 && m->total > 0 && t->value < m->smallest && t->value < 1000) ||
	               (m->current >= 100 && !m->digits && token_is(&s->tokens[i - 1], ROLE_AND) &&
	                       t->value < 100 && fmod(m->current, 100) == 0 &&
	                       !number_is_scale(&s->tokens[i + 1])));
}

/* Index of the word that goes on the number behind "and", "," or a hyphen; i itself otherwise. */
size_t
number_skip_joint(const struct quantity_scan *s, size_t i, const struct number_sum *m)
{
	const struct token *t = &s->tokens[i];
	bool groups = m->total > 0 || m->current >= 100;
	if (groups && token_mark(t, ',') && number_is_small(&s->tokens[i + 1]) && m->current == 0 &&
	        m->smallest >= 1000) {
		/* "three million, two hundred": only when a scale follows, else it is a list */
		for (size_t k = i + 2; k < i + 5; k++)
			if (number_is_scale(&s->tokens[k]))
				return i + 1;
		return i;
	}
	if (groups && token_is(t, ROLE_AND))
		return i + 1;
	if (token_mark(t, '-') && m->any)
		return i + 1;
	return i;
}

/* "10 000 dollars", "1 234 567.89": groups of three set apart by blanks; one group only before a
 * unit. */
static size_t
spaced_groups(const struct quantity_scan *s, size_t i, double *value)
{
	const struct token *t = &s->tokens[i];
	double v = t->value;
	size_t k = i + 1, groups = 0;
	if (t->digits > 3 || t->decimals || t->grouped)
		return 0;
	for (; s->tokens[k].kind == TOKEN_NUMBER && s->tokens[k].digits == 3 &&
	        !s->tokens[k].glued && !s->tokens[k].grouped && groups < 4;
	        k++, groups++) {
		v = v * 1000 + s->tokens[k].value;
		if (s->tokens[k].decimals) {
			k++, groups++;
			break;
		}
	}
	const struct token *next = &s->tokens[k];
	if (!groups || v < 1000 || (next->kind == TOKEN_NUMBER && !next->glued))
		return 0;
	if (groups == 1 && !token_is(next, ROLE_CURRENCY) && !token_is(next, ROLE_SIGN) &&
	        !token_is(next, ROLE_UNIT) && !token_is(next, ROLE_CODE))
		return 0;
	*value = v;
	return k;
}

size_t
number_cardinal(const struct quantity_scan *s, size_t i, struct number *n)
{
	struct number_sum m = { .smallest = 1e18 };
	size_t end = 0;
	const struct token *t = &s->tokens[i];
	n->value2 = NAN;
	if (t->kind == TOKEN_NUMBER) {
		m.current = t->value;
		m.digits = m.any = true;
		n->digits = t->digits;
		n->plain = !t->grouped && !t->decimals;
		end = i + 1;
		size_t groups = spaced_groups(s, i, &m.current);
		if (groups)
			end = groups, n->plain = false, n->digits = 9;
		if (token_mark(&s->tokens[end], '-') && s->tokens[end].glued &&
		        number_is_scale(&s->tokens[end + 1]))
			end++; /* "1.8-million" */
	} else {
		if (!number_is_small(t))
			return 0;
		n->words = true;
		number_sum_word(&m, t);
		end = i + 1;
	}
	n->scale = 1;
	for (size_t k = end; k < s->count;) {
		size_t next = number_skip_joint(s, k, &m);
		t = &s->tokens[next];
		bool joined = next > k && !token_mark(&s->tokens[k], '-');
		double last = 1;
		if (digits_continue(s, next, &m)) {
			m.current += t->value;
			m.digits = true;
		} else if (number_is_small(t) &&
		           (joined || next > k || n->words || m.total > 0 || !m.digits)) {
			if (!number_sum_word(&m, t))
				break;
		} else if (number_is_scale(t) && !joined) {
			if (!number_sum_word(&m, t))
				break;
			last = number_scale_of(
			        t, token_is(t, ROLE_SCALE) ? ROLE_SCALE : ROLE_SCALES);
			n->plain = false;
		} else {
			break;
		}
		if (joined)
			n->and_at = k;
		n->scale = last;
		k = end = next + 1;
	}
	n->scaled = n->scale > 1;
	n->value = m.total + m.current;
	n->mantissa = n->value / n->scale;
	return end;
}

/* Exponent of a glued suffix ("10k", "4.3M", "$2.4bn"), or 0. */
static int
suffix_exponent(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	if (!t->glued || t->kind != TOKEN_WORD)
		return 0;
	if (token_is(t, ROLE_SUFFIX))
		return token_value(t, ROLE_SUFFIX);
	return token_is(t, ROLE_SCALE) ? token_value(t, ROLE_SCALE) : 0;
}

/* Letters that are more often a unit: small m (metre), g (gram), t (tonne), b (bit). */
static size_t
number_suffix(const struct quantity_scan *s, size_t i, struct number *n)
{
	int e = n->scaled || n->words ? 0 : suffix_exponent(s, i);
	if (!e || (s->tokens[i + 1].glued && s->tokens[i + 1].kind == TOKEN_NUMBER))
		return i;
	char c = s->text.p[s->tokens[i].start];
	bool lone = s->tokens[i].end - s->tokens[i].start == 1;
	if ((lone && (c == 'g' || c == 't' || c == 'b')) || (token_in(s, i, "mm") && c == 'm'))
		return i;
	if (lone && c == 'G' && n->value < 10 && n->value == floor(n->value))
		return i; /* 5G, a network */
	if (lone && c == 'm')
		n->suffix_m = true;
	if (lone && (c == 'T' || c == 'B' || c == 'G') && s->tokens[i + 1].glued &&
	        s->tokens[i + 1].kind == TOKEN_WORD)
		return i;
	n->mantissa = n->value;
	n->scale = pow(10, e);
	n->value *= n->scale;
	n->scaled = true;
	n->plain = false;
	return i + 1;
}

static size_t
number_dozen(const struct quantity_scan *s, size_t i, struct number *n)
{
	const struct token *t = &s->tokens[i];
	bool one = token_is(t, ROLE_DOZEN), many = token_is(t, ROLE_DOZENS);
	if ((!one && !many) || token_eq(s, i, "score") || n->value > 1e6)
		return i;
	double low = n->words && n->value > 100 ? fmod(n->value, 100) : 0;
	double part = low > 0 ? low : n->value; /* "three hundred and two dozen" */
	n->value += part * (token_value(t, one ? ROLE_DOZEN : ROLE_DOZENS) - 1);
	n->scaled = true;
	n->plain = false;
	return i + 1;
}

/* "one point three", "two hundred point zero three", "1 point 1". */
static size_t
point_after(const struct quantity_scan *s, size_t i, struct number *n)
{
	double v = 0, unit = 1;
	size_t k = i + 1;
	if (!token_is(&s->tokens[i], ROLE_POINT) || n->fraction)
		return i;
	const struct token *t = &s->tokens[k];
	if (t->kind == TOKEN_NUMBER && !t->decimals && !t->grouped && t->digits < 10) {
		n->value += t->value / pow(10, t->digits);
		k++;
	} else if (token_is(t, ROLE_TENS)) {
		struct number f = { 0 };
		k = number_cardinal(s, k, &f);
		n->value += f.value / 100;
	} else {
		for (; token_is(t, ROLE_CARDINAL) && token_value(t, ROLE_CARDINAL) < 10 &&
		        unit < 1e9;
		        k++) {
			v = v * 10 + token_value(t, ROLE_CARDINAL);
			unit *= 10;
			t = &s->tokens[k + 1];
		}
		n->value += v / unit;
	}
	if (k == i + 1)
		return i;
	n->plain = false;
	n->mantissa = n->value;
	if (number_is_scale(&s->tokens[k])) {
		n->scale = number_scale_of(&s->tokens[k],
		        token_is(&s->tokens[k], ROLE_SCALE) ? ROLE_SCALE : ROLE_SCALES);
		n->value *= n->scale;
		n->scaled = true;
		k++;
	}
	return k;
}

/* "dozens", "hundreds of thousands", "tens of millions": a decade of values, from the bare scale.
 */
static size_t
number_vague(const struct quantity_scan *s, size_t i, struct number *n)
{
	const struct token *t = &s->tokens[i];
	double low = 0, high = 0;
	if (token_is(t, ROLE_SCALES)) {
		low = number_scale_of(t, ROLE_SCALES);
		high = low * 10;
	} else if (token_is(t, ROLE_DOZENS)) {
		low = token_value(t, ROLE_DOZENS);
		high = low * 10;
	} else if (token_eq(s, i, "tens") && token_eq(s, i + 1, "of")) {
		low = 10;
		high = 100;
	}
	if (low == 0)
		return 0;
	size_t end = i + 1;
	if (token_eq(s, end, "of") && token_is(&s->tokens[end + 1], ROLE_SCALES)) {
		double scale = number_scale_of(&s->tokens[end + 1], ROLE_SCALES);
		if (scale > low || token_is(t, ROLE_DOZENS)) {
			low *= scale;
			high *= scale;
			end += 2;
		}
	}
	if (low == 10)
		return 0;
	n->value = low;
	n->value2 = high;
	n->vague = n->words = true;
	return end;
}

/* "several hundred", "a few thousand", "several dozen": the same decade of values. */
static size_t
number_few(const struct quantity_scan *s, size_t i, struct number *n)
{
	size_t k = token_in(s, i, "a") && token_eq(s, i + 1, "few") ? i + 1 : i;
	const struct token *scale = &s->tokens[k + 1];
	if (!token_in(s, k, "few several") ||
	        (!token_is(scale, ROLE_SCALE) && !token_is(scale, ROLE_DOZEN)))
		return 0;
	n->value = token_is(scale, ROLE_SCALE) ? number_scale_of(scale, ROLE_SCALE)
	                                       : token_value(scale, ROLE_DOZEN);
	n->value2 = n->value * 10;
	n->vague = n->words = true;
	return k + 2;
}

/* "a hundred", "a couple of", "half a million", "a dozen", "quarter million". */
static size_t
number_article(const struct quantity_scan *s, size_t i, struct number *n)
{
	size_t k = token_in(s, i, "a an") ? i + 1 : i;
	const struct token *t = &s->tokens[k];
	double half = 0;
	size_t after = number_fraction_alone(s, i, &half);
	if (!after)
		after = number_fraction_sign(s, i, &half);
	if (after) {
		size_t scale = token_in(s, after, "a") ? after + 1 : after;
		if (token_is(&s->tokens[scale], ROLE_SCALE) &&
		        !token_mark(&s->tokens[after], '-')) {
			n->mantissa = half;
			n->scale = number_scale_of(&s->tokens[scale], ROLE_SCALE);
			n->value = half * n->scale;
			n->scaled = n->words = true;
			return scale + 1;
		}
		if (token_mark(&s->tokens[scale], '-') &&
		        token_is(&s->tokens[scale + 1], ROLE_DOZEN))
			scale++;
		if (token_is(&s->tokens[scale], ROLE_DOZEN)) {
			n->value = half * 12;
			n->scaled = n->words = true;
			return scale + 1;
		}
		n->value = half;
		n->fraction = n->words = true;
		return after;
	}
	n->article = k > i;
	if (token_is(t, ROLE_DOZEN) && k > i) {
		n->value = token_value(t, ROLE_DOZEN);
		n->words = n->scaled = true;
		return k + 1;
	}
	if (token_is(t, ROLE_COUPLE) && k > i) {
		n->value = 2;
		n->words = true;
		return token_eq(s, k + 1, "of") ? k + 2 : k + 1;
	}
	if (k == i || !token_is(t, ROLE_SCALE) || t->glued)
		return 0;
	struct number_sum m = { .smallest = 1e18, .any = true, .current = 1 };
	size_t end = k;
	for (size_t j = k; j < s->count;) {
		size_t next = number_skip_joint(s, j, &m);
		const struct token *w = &s->tokens[next];
		if ((!number_is_small(w) && !(number_is_scale(w) && next == j)) ||
		        !number_sum_word(&m, w))
			break;
		j = end = next + 1;
	}
	n->value = m.total + m.current;
	n->words = n->scaled = true;
	n->scale = n->value;
	n->mantissa = 1;
	return end;
}

static size_t
number_magnitude(const struct quantity_scan *s, size_t i, struct number *n)
{
	size_t end = number_vague(s, i, n);
	if (!end)
		end = number_few(s, i, n);
	if (end)
		return end;
	end = number_article(s, i, n);
	if (end)
		return end;
	if (token_is(&s->tokens[i], ROLE_POINT) && s->tokens[i + 1].kind == TOKEN_NUMBER &&
	        s->tokens[i + 1].digits && !s->tokens[i + 1].decimals) {
		n->value = s->tokens[i + 1].value / pow(10, s->tokens[i + 1].digits);
		return i + 2;
	}
	end = number_cardinal(s, i, n);
	if (!end)
		return 0;
	size_t k = point_after(s, end, n);
	if (k > end)
		return k;
	end = number_dozen(s, end, n);
	k = number_fraction_of_last(s, i, end, n);
	if (k)
		return k;
	k = number_power(s, end, n);
	if (k > end)
		return k;
	k = number_ratio(s, end, n);
	if (k > end)
		return k;
	k = number_fraction_after(s, end, n);
	if (k)
		return k;
	k = number_fraction_added(s, end, n);
	if (k)
		return k;
	return number_suffix(s, end, n);
}

size_t
number_parse(const struct quantity_scan *s, size_t i, struct number *n)
{
	const struct token *t = &s->tokens[i];
	memset(n, 0, sizeof(*n));
	n->value2 = NAN;
	n->scale = 1;
	size_t from = i;
	if (token_is(t, ROLE_MINUS))
		from = token_mark(&s->tokens[i + 1], '-') ? i + 2 : i + 1;
	else if (token_mark(t, '-') && s->tokens[i + 1].kind == TOKEN_NUMBER &&
	         (!t->glued || s->tokens[i - 1].kind == TOKEN_MARK) &&
	         (s->tokens[i + 1].glued || s->tokens[i - 1].kind == TOKEN_END))
		from = i + 1;
	size_t end = number_magnitude(s, from, n);
	if (!end || !isfinite(n->value) || (n->vague && from > i))
		return 0;
	if (from > i) {
		n->minus = true;
		n->value = -n->value;
		n->plain = false;
	}
	return end;
}
