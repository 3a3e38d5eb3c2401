/* SPDX-License-Identifier: ISC */
/*
 * quantity_amount.c - one amount: qualifier, currency, number, unit, and parts that are added up
 * ("3 dollars 50 cents", "7 feet 10 inches", "1 hour and 30 minutes").
 */
#include "quantity_private.h"

struct qualifier {
	const char *words;
	enum quantity_qual qual;
};
/* Longer phrases before their beginnings. */
static const struct qualifier qualifiers[] = {
	{ "at least", QUAL_ATLEAST },
	{ "at the least", QUAL_ATLEAST },
	{ "at a minimum", QUAL_ATLEAST },
	{ "a minimum of", QUAL_ATLEAST },
	{ "minimum of", QUAL_ATLEAST },
	{ "no less than", QUAL_ATLEAST },
	{ "no fewer than", QUAL_ATLEAST },
	{ "not less than", QUAL_ATLEAST },
	{ "not fewer than", QUAL_ATLEAST },
	{ "upwards of", QUAL_OVER },
	{ "upward of", QUAL_OVER },
	{ "greater than or equal to", QUAL_ATLEAST },
	{ "greater than or equals to", QUAL_ATLEAST },
	{ "more than or equal to", QUAL_ATLEAST },
	{ "equal to or more than", QUAL_ATLEAST },
	{ "equal to or greater than", QUAL_ATLEAST },
	{ "equal or greater than", QUAL_ATLEAST },
	{ "bigger or equal than", QUAL_ATLEAST },
	{ "greater or equal than", QUAL_ATLEAST },
	{ "less than or equal to", QUAL_ATMOST },
	{ "less than or equals to", QUAL_ATMOST },
	{ "equal to or less than", QUAL_ATMOST },
	{ "at most", QUAL_ATMOST },
	{ "at the most", QUAL_ATMOST },
	{ "a maximum of", QUAL_ATMOST },
	{ "maximum of", QUAL_ATMOST },
	{ "no more than", QUAL_ATMOST },
	{ "not more than", QUAL_ATMOST },
	{ "as many as", QUAL_ATMOST },
	{ "as much as", QUAL_ATMOST },
	{ "as few as", QUAL_ATLEAST },
	{ "as little as", QUAL_ATLEAST },
	{ "as high as", QUAL_ATMOST },
	{ "as low as", QUAL_ATLEAST },
	{ "up to", QUAL_ATMOST },
	{ "more than", QUAL_OVER },
	{ "larger than", QUAL_OVER },
	{ "bigger than", QUAL_OVER },
	{ "greater than", QUAL_OVER },
	{ "higher than", QUAL_OVER },
	{ "longer than", QUAL_OVER },
	{ "better than", QUAL_OVER },
	{ "excess of", QUAL_OVER },
	{ "over than", QUAL_OVER },
	{ "well over", QUAL_OVER },
	{ "just over", QUAL_OVER },
	{ "well above", QUAL_OVER },
	{ "just above", QUAL_OVER },
	{ "over", QUAL_OVER },
	{ "above", QUAL_OVER },
	{ "exceeding", QUAL_OVER },
	{ "exceeds", QUAL_OVER },
	{ "less than", QUAL_UNDER },
	{ "fewer than", QUAL_UNDER },
	{ "smaller than", QUAL_UNDER },
	{ "lower than", QUAL_UNDER },
	{ "shorter than", QUAL_UNDER },
	{ "well under", QUAL_UNDER },
	{ "just under", QUAL_UNDER },
	{ "well below", QUAL_UNDER },
	{ "just below", QUAL_UNDER },
	{ "under", QUAL_UNDER },
	{ "below", QUAL_UNDER },
	{ "sub -", QUAL_UNDER },
	{ "close to", QUAL_ALMOST },
	{ "just short of", QUAL_ALMOST },
	{ "nearly", QUAL_ALMOST },
	{ "almost", QUAL_ALMOST },
	{ "practically", QUAL_ALMOST },
	{ "virtually", QUAL_ALMOST },
	{ "an estimated", QUAL_APPROX },
	{ "estimated", QUAL_APPROX },
	{ "an average of", QUAL_APPROX },
	{ "averaging", QUAL_APPROX },
	{ "region of", QUAL_APPROX },
	{ "somewhere around", QUAL_APPROX },
	{ "about", QUAL_APPROX },
	{ "around", QUAL_APPROX },
	{ "approximately", QUAL_APPROX },
	{ "approx .", QUAL_APPROX },
	{ "approx", QUAL_APPROX },
	{ "roughly", QUAL_APPROX },
	{ "circa", QUAL_APPROX },
	{ "some", QUAL_APPROX },
	{ "~", QUAL_APPROX },
	{ "> =", QUAL_ATLEAST },
	{ "< =", QUAL_ATMOST },
	{ ">", QUAL_OVER },
	{ "<", QUAL_UNDER },
	{ "exactly", QUAL_NONE },
	{ "precisely", QUAL_NONE },
	{ "a total of", QUAL_NONE },
	{ "only", QUAL_NONE },
	{ "just", QUAL_NONE },
};

static size_t
one_qualifier(const struct quantity_scan *s, size_t i, enum quantity_qual *q)
{
	for (size_t k = 0; k < COUNT(qualifiers); k++) {
		size_t end = token_phrase(s, i, qualifiers[k].words);
		if (end) {
			*q = qualifiers[k].qual;
			return end;
		}
	}
	return 0;
}

/* Qualifiers at i, also two in a row ("only about"); the index after them, or 0. */
size_t
amount_qualifier(const struct quantity_scan *s, size_t i, enum quantity_qual *q)
{
	const struct token *t = &s->tokens[i];
	if (t->kind == TOKEN_WORD ? !t->word : t->kind != TOKEN_MARK)
		return 0;
	enum quantity_qual first = QUAL_NONE, second = QUAL_NONE;
	size_t end = one_qualifier(s, i, &first);
	if (!end)
		return 0;
	size_t more = one_qualifier(s, end, &second);
	*q = more && second != QUAL_NONE ? second : first;
	return more ? more : end;
}

/* "500 or more", "30 or less", "10+": the index after it. */
static size_t
trailing_qualifier(const struct quantity_scan *s, size_t i, struct amount *a)
{
	static const struct qualifier tails[] = {
		{ "or more", QUAL_ATLEAST },
		{ "and more", QUAL_ATLEAST },
		{ "or greater", QUAL_ATLEAST },
		{ "or higher", QUAL_ATLEAST },
		{ "or above", QUAL_ATLEAST },
		{ "and above", QUAL_ATLEAST },
		{ "or over", QUAL_ATLEAST },
		{ "and over", QUAL_ATLEAST },
		{ "or older", QUAL_ATLEAST },
		{ "and older", QUAL_ATLEAST },
		{ "or less", QUAL_ATMOST },
		{ "or fewer", QUAL_ATMOST },
		{ "or lower", QUAL_ATMOST },
		{ "or under", QUAL_ATMOST },
		{ "and under", QUAL_ATMOST },
		{ "or younger", QUAL_ATMOST },
		{ "or so", QUAL_APPROX },
		{ "at least", QUAL_ATLEAST },
		{ "at most", QUAL_ATMOST },
	};
	if (token_mark(&s->tokens[i], '+') && s->tokens[i].glued) {
		a->qual = QUAL_ATLEAST;
		return i + 1;
	}
	if (!token_in(s, i, "or and at"))
		return i;
	for (size_t k = 0; k < COUNT(tails); k++) {
		size_t end = token_phrase(s, i, tails[k].words);
		if (!end)
			continue;
		if (token_in(s, end, "than") ||
		        (tails[k].words[0] == 'a' && tails[k].words[1] == 't' &&
		                s->tokens[end].kind == TOKEN_NUMBER))
			return i;
		if (token_eq(s, end, "equal"))
			end++;
		a->qual = tails[k].qual;
		return end;
	}
	if (token_phrase(s, i, "or equal") && (a->qual == QUAL_UNDER || a->qual == QUAL_OVER)) {
		a->qual = a->qual == QUAL_UNDER ? QUAL_ATMOST : QUAL_ATLEAST;
		return i + 2;
	}
	return i;
}

/* Smaller parts of the same dimension are added in the smallest unit named. */
static size_t
add_parts(const struct quantity_scan *s, size_t end, struct amount *a)
{
	int dimension = units[a->unit].dimension;
	if (a->unit == UNIT_NONE || (dimension != DIMENSION_LENGTH && dimension != DIMENSION_TIME &&
	                                    dimension != DIMENSION_MASS))
		return end;
	for (;;) {
		size_t k = token_mark(&s->tokens[end], ',') ? end + 1 : end;
		if (token_is(&s->tokens[k], ROLE_AND))
			k++;
		struct amount part = { .start = k };
		size_t next = number_parse(s, k, &part.n);
		if (!next || part.n.minus || part.n.vague || part.n.fraction)
			return end;
		size_t stop = unit_parse(s, next, &part.n, &part);
		if (!stop || part.unit == UNIT_NONE || units[part.unit].dimension != dimension ||
		        units[part.unit].factor >= units[a->unit].factor ||
		        part.n.value * units[part.unit].factor > units[a->unit].factor * 10 ||
		        (part.kind == QUANTITY_AGE && dimension != DIMENSION_TIME))
			return end;
		double ratio = units[a->unit].factor / units[part.unit].factor;
		if (dimension == DIMENSION_TIME && a->unit == UNIT_YEAR && part.unit == UNIT_MONTH)
			ratio = 12;
		a->n.value = a->n.value * ratio + part.n.value;
		a->unit = part.unit;
		a->name = part.name;
		if (part.kind == QUANTITY_AGE)
			a->kind = QUANTITY_AGE;
		end = stop;
	}
}

/* "an hour and a half", "one hour and half". */
static size_t
add_half(const struct quantity_scan *s, size_t end, struct amount *a)
{
	static const char *const halves[] = { "and a half", "and half", "and an half" };
	static const char *const quarters[] = { "and a quarter", "and quarter" };
	for (size_t k = 0; k < COUNT(halves); k++) {
		size_t next = token_phrase(s, end, halves[k]);
		if (next && !s->tokens[next].glued) {
			a->n.value += 0.5;
			return next;
		}
	}
	for (size_t k = 0; k < COUNT(quarters) && a->unit == UNIT_HOUR; k++) {
		size_t next = token_phrase(s, end, quarters[k]);
		if (next) {
			a->n.value += 0.25;
			return next;
		}
	}
	return end;
}

/* Cents behind whole units: "3 dollars 50 cents", "$20 and 43c", "20 rupees 43", "a dollar and 42
 * cents". */
static size_t
add_cents(const struct quantity_scan *s, size_t end, struct amount *a)
{
	if (a->n.value != floor(a->n.value) || a->n.scaled || a->name.len)
		return end;
	bool joined = token_is(&s->tokens[end], ROLE_AND);
	size_t k = joined ? end + 1 : end;
	struct number n = { 0 };
	struct amount cents = { 0 };
	size_t next = s->tokens[k].glued && !joined ? 0 : number_cardinal(s, k, &n);
	if (!next || n.value <= 0 || n.value >= 100 || n.value != floor(n.value) || n.scaled)
		return end;
	cents.n = n;
	size_t minor = money_minor(s, next, &cents);
	if (!minor && token_mark(&s->tokens[next], 'c'))
		minor = next + 1;
	if (minor) {
		a->n.value += n.value / 100;
		return minor;
	}
	/* a bare number is cents only when nothing goes on behind it */
	const struct token *t = &s->tokens[next];
	bool ends = t->kind == TOKEN_END || (t->kind == TOKEN_MARK && strchr(".,;!?)", t->mark)) ||
	            token_eq(s, next, "and");
	if (!ends || (token_mark(t, ',') && t->glued && s->tokens[next + 1].glued))
		return end;
	a->n.value += n.value / 100;
	return next;
}

/* A word that a bare "a"/"an" counts as one of: only units and money, "an hour", "a dollar". */
/* "more than a year", "about an hour": a length; "a year" alone is hardly one. */
static bool
article_counts(const struct quantity_scan *s, size_t i, size_t end)
{
	return token_is(&s->tokens[i - 1], ROLE_QUALIFIER) ||
	       token_in(s, i - 1, "than nearly almost") ||
	       (token_is(&s->tokens[end], ROLE_AND) &&
	               (token_in(s, end + 1, "a an half quarter") ||
	                       s->tokens[end + 1].kind == TOKEN_NUMBER ||
	                       number_is_small(&s->tokens[end + 1])));
}

static size_t
article_amount(const struct quantity_scan *s, size_t i, struct amount *a)
{
	if (!token_in(s, i, "a an"))
		return 0;
	a->n = (struct number){
		.value = 1, .value2 = NAN, .scale = 1, .words = true, .article = true
	};
	const struct token *t = &s->tokens[i + 1];
	size_t end =
	        token_is(t, ROLE_CURRENCY) || token_is(t, ROLE_MINOR) || token_is(t, ROLE_NATION)
	                ? money_suffix(s, i + 1, a)
	                : 0;
	if (end)
		return end;
	if (!token_is(t, ROLE_UNIT) || !token_in(s, i + 1,
	                                       "minute hour week fortnight month year decade"
	                                       " century mile metre meter kilometre kilometer"))
		return 0;
	end = unit_parse(s, i + 1, &a->n, a);
	return end && article_counts(s, i, end) ? end : 0;
}

static size_t
money_amount(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = money_prefix(s, i, a);
	if (!k)
		return 0;
	double millions = a->n.scale;
	size_t end = number_parse(s, k, &a->n);
	if (!end)
		return 0;
	if (millions == 1e6 && !a->n.scaled)
		a->n.value *= 1e6;
	if (token_is(&s->tokens[end], ROLE_SCALE) && s->tokens[end].glued && !a->n.scaled) {
		a->n.value *= pow(10, token_value(&s->tokens[end], ROLE_SCALE));
		end++;
	}
	if (!a->n.scaled && s->tokens[end].glued && token_in(s, end, "t b m")) {
		a->n.scale = pow(10, token_value(&s->tokens[end], ROLE_SUFFIX));
		a->n.value *= a->n.scale;
		a->n.scaled = true;
		end++;
	}

	if (token_is(&s->tokens[end], ROLE_CODE) || token_in(s, end, "us"))
		end += token_in(s, end, "us") && !s->tokens[end].upper ? 0
		                                                       : token_in(s, end, "us usd");
	size_t country = token_phrase(s, end, "u . s .");
	if (country)
		end = country;
	return add_cents(s, end, a);
}

/* "a few minutes", "several weeks": three of them, roughly. */
static size_t
few_units(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = token_in(s, i, "a the") ? i + 1 : i;
	const struct token *t = &s->tokens[k];
	const struct token *unit = &s->tokens[k + 1];
	if (!token_is(t, ROLE_FEW) || (k > i && !token_eq(s, k, "few")) ||
	        !token_is(unit, ROLE_UNIT) ||
	        units[token_value(unit, ROLE_UNIT)].dimension != DIMENSION_TIME ||
	        s->text.p[unit->end - 1] != 's')
		return 0;
	a->n = (struct number){ .value = 3, .value2 = NAN, .scale = 1, .words = true };
	a->qual = QUAL_VAGUE;
	return unit_parse(s, k + 1, &a->n, a);
}

static size_t
measured_amount(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t end = number_parse(s, i, &a->n);
	if (!end && (end = few_units(s, i, a)) != 0)
		return end;
	if (!end) {
		end = article_amount(s, i, a);
		if (end && a->currency)
			return add_cents(s, end, a);
		if (end && a->unit)
			end = add_parts(s, end, a);
		return end && a->unit && units[a->unit].dimension == DIMENSION_TIME
		               ? add_half(s, end, a)
		               : end;
	}
	if (a->n.vague) {
		size_t of = token_eq(s, end, "of") ? end + 1 : end;
		size_t k = unit_parse(s, of, &a->n, a);
		if (!k)
			k = money_suffix(s, of, a);
		return k ? k : end;
	}
	size_t k = end;
	if (a->n.fraction && token_in(s, end, "of an a") &&
	        token_in(s, end + 1, "an a hour hours mile"))
		k = token_eq(s, end, "of") && token_in(s, end + 1, "an a") ? end + 2 : end + 1;
	else if (a->n.fraction && token_in(s, end, "an a"))
		k = end + 1;
	else if (token_eq(s, end, "of") && token_in(s, end + 1, "hour hours"))
		k = end + 1;
	else if (token_in(s, end, "additional fewer more consecutive straight full whole"))
		k = token_is(&s->tokens[end + 1], ROLE_UNIT) ? end + 1 : end;
	size_t money = k == end ? money_suffix(s, k, a) : 0;
	if (money)
		return add_cents(s, money, a);
	size_t magnitude = token_mark(&s->tokens[i - 1], '-') && i > 2 ? i - 2 : i - 1;
	if (magnitude && token_eq(s, magnitude, "magnitude") && a->n.value < 11 && !a->n.words) {
		a->unit = UNIT_MAGNITUDE;
		a->name = STR("magnitude");
		a->kind = QUANTITY_MEASURE;
		return end;
	}
	size_t unit = unit_parse(s, k, &a->n, a);
	if (!unit || (k > end && units[a->unit].dimension != DIMENSION_TIME &&
	                     units[a->unit].dimension != DIMENSION_LENGTH)) {
		a->unit = UNIT_NONE;
		a->name = STR_NONE;
		a->kind = QUANTITY_NUMBER;
		return end;
	}
	if (a->unit == UNIT_MAGNITUDE && a->n.value > 11)
		return end;
	unit = add_parts(s, unit, a);
	return units[a->unit].dimension == DIMENSION_TIME ? add_half(s, unit, a) : unit;
}

/* "forty-five (45)": the same number again in brackets. */
static size_t
skip_repeat(const struct quantity_scan *s, size_t i, const struct amount *a)
{
	if (token_mark(&s->tokens[i], '(') && s->tokens[i + 1].kind == TOKEN_NUMBER &&
	        s->tokens[i + 1].value == a->n.value && token_mark(&s->tokens[i + 2], ')'))
		return i + 3;
	return i;
}

static size_t
percent_of(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = token_phrase(s, i, "percent of");
	if (!k)
		k = token_phrase(s, i, "per cent of");
	if (!k || (i > 1 && s->tokens[i - 1].kind != TOKEN_END))
		return 0;
	size_t end = number_parse(s, k, &a->n);
	a->kind = QUANTITY_PERCENT;
	a->unit = UNIT_PERCENT;
	a->name = STR("percent");
	return end;
}

/* "2 below zero", "5 degrees below zero". */
static size_t
below_zero(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t end = token_phrase(s, i, "below zero");
	if (!end)
		return i;
	a->n.value = -a->n.value;
	a->kind = QUANTITY_TEMPERATURE;
	if (!a->name.len)
		a->name = STR("degree");
	return end;
}

size_t
amount_parse(const struct quantity_scan *s, size_t i, struct amount *a)
{
	memset(a, 0, sizeof(*a));
	a->start = i;
	a->kind = QUANTITY_NUMBER;
	size_t k = amount_qualifier(s, i, &a->qual);
	k = k ? k : i;
	if (k > i && token_in(s, k, "the a") && s->tokens[k + 1].kind == TOKEN_NUMBER)
		k++;
	size_t end = percent_of(s, k, a);
	if (!end)
		end = money_amount(s, k, a);
	if (!end) {
		a->currency = CURRENCY_NONE;
		a->kind = QUANTITY_NUMBER;
		end = measured_amount(s, k, a);
	}
	if (!end)
		return 0;
	end = skip_repeat(s, end, a);
	end = unit_per(s, end, a);
	end = below_zero(s, end, a);
	a->value = a->n.value;
	a->value2 = a->n.value2;
	if (a->n.vague && a->qual == QUAL_NONE)
		a->qual = QUAL_VAGUE;
	end = trailing_qualifier(s, end, a);
	a->end = end;
	return end;
}
