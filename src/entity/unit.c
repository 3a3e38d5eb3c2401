/* SPDX-License-Identifier: ISC */
/*
 * unit.c - units of measure behind a number: words and symbols, "square"/"cubic", degrees with
 * their scale, points, "per hour", "a day", "/h", and the time units of durations and ages.
 */
#include "quantity_private.h"

static bool
is_dimension(const struct amount *a, int dimension)
{
	return a->unit != UNIT_NONE && units[a->unit].dimension == dimension;
}

/* A word that can follow a unit in "5 in thick", "3 m tall". */
static bool
is_extent(const struct quantity_scan *s, size_t i)
{
	return token_in(s, i, "thick wide long tall high deep across by away square diameter");
}

static bool
ends_phrase(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	return t->kind == TOKEN_END || (t->kind == TOKEN_MARK && t->mark != '\'') ||
	       is_extent(s, i);
}

/* Whether the exact spelling of token i is among the unit's symbols. */
static bool
symbol_matches(const struct quantity_scan *s, size_t i, int unit)
{
	struct str w = token_text(s, i), list = str_of(units[unit].symbols);
	while (list.p) {
		struct str one = str_split(&list, ' ');
		if (str_eq(one, w))
			return true;
	}
	return false;
}

static int
symbol_unit(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	for (size_t k = 0; k < t->rows; k++) {
		const struct number_word *w = &number_words[t->word - 1 + k];
		if (w->role == ROLE_SYMBOL && symbol_matches(s, i, w->value))
			return w->value;
	}
	return UNIT_NONE;
}

/* One-letter symbols and symbols that are words ("in", "A", "s") need a closer look. */
static bool
symbol_allowed(const struct quantity_scan *s, size_t i, int unit, const struct number *n)
{
	const struct token *t = &s->tokens[i];
	const struct token *next = &s->tokens[i + 1];
	if (next->glued && next->kind == TOKEN_NUMBER &&
	        !(units[unit].dimension == DIMENSION_LENGTH && next->digits == 1))
		return false;
	if (token_mark(next, '-') && next->glued && s->tokens[i + 2].kind == TOKEN_NUMBER &&
	        !t->glued)
		return false;
	if (unit == UNIT_FAHRENHEIT && t->glued && n->plain && n->value > 140)
		return false;
	if (next->glued && token_mark(next, '.') && s->tokens[i + 2].glued &&
	        s->tokens[i + 2].kind == TOKEN_WORD)
		return token_eq(s, i, "k"); /* "p.m.", "a.m." are times */
	switch (unit) {
	case UNIT_INCH: return t->glued || ends_phrase(s, i + 1);
	case UNIT_PICOMETRE: return n->value != floor(n->value);
	case UNIT_AMPERE: return t->glued || token_mark(next, '/');
	case UNIT_SECOND: return t->glued && !(n->plain && n->digits == 4);
	case UNIT_DAY:
	case UNIT_YEAR: return t->glued && !n->ordinal;
	case UNIT_KELVIN: return !t->glued;
	default: return !token_mark(next, '\'') || !next->glued;
	}
}

static int
word_unit(const struct quantity_scan *s, size_t i, const struct number *n)
{
	const struct token *t = &s->tokens[i];
	if (t->kind != TOKEN_WORD && t->kind != TOKEN_MARK)
		return UNIT_NONE;
	if (token_is(t, ROLE_UNIT))
		return token_value(t, ROLE_UNIT);
	int unit = token_is(t, ROLE_SYMBOL) ? symbol_unit(s, i) : UNIT_NONE;
	return unit != UNIT_NONE && symbol_allowed(s, i, unit, n) ? unit : UNIT_NONE;
}

struct unit_phrase {
	const char *words;
	int unit;
};
static const struct unit_phrase phrases[] = {
	{ "percentage points", UNIT_PERCENTAGE_POINT },
	{ "percentage point", UNIT_PERCENTAGE_POINT },
	{ "percent points", UNIT_PERCENTAGE_POINT },
	{ "% points", UNIT_PERCENTAGE_POINT },
	{ "basis points", UNIT_BASIS_POINT },
	{ "basis point", UNIT_BASIS_POINT },
	{ "per cent", UNIT_PERCENT },
	{ "per mille", UNIT_PER_MILLE },
	{ "parts per million", UNIT_PPM },
	{ "parts per billion", UNIT_PPB },
	{ "nautical miles", UNIT_NAUTICAL_MILE },
	{ "nautical mile", UNIT_NAUTICAL_MILE },
	{ "light years", UNIT_LIGHT_YEAR },
	{ "light - years", UNIT_LIGHT_YEAR },
	{ "metric tons", UNIT_TONNE },
	{ "metric ton", UNIT_TONNE },
	{ "metric tonnes", UNIT_TONNE },
	{ "fluid ounces", UNIT_FLUID_OUNCE },
	{ "fl oz", UNIT_FLUID_OUNCE },
	{ "pound - feet", UNIT_POUND_FOOT },
	{ "lb - ft", UNIT_FOOT_POUND },
	{ "foot - pounds", UNIT_FOOT_POUND },
	{ "kilowatt hours", UNIT_KILOWATT_HOUR },
	{ "kilowatt - hours", UNIT_KILOWATT_HOUR },
	{ "megawatt hours", UNIT_MEGAWATT_HOUR },
	{ "megawatt - hours", UNIT_MEGAWATT_HOUR },
	{ "gigawatt hours", UNIT_GIGAWATT_HOUR },
	{ "terawatt hours", UNIT_TERAWATT_HOUR },
	{ "miles per hour", UNIT_MILE_PER_HOUR },
	{ "m . p . h", UNIT_MILE_PER_HOUR },
	{ "k . g", UNIT_KILOGRAM },
	{ "km / h", UNIT_KILOMETRE_PER_HOUR },
	{ "km / hr", UNIT_KILOMETRE_PER_HOUR },
	{ "km an hour", UNIT_KILOMETRE_PER_HOUR },
	{ "miles per gallon", UNIT_MILE_PER_GALLON },
	{ "newton metres", UNIT_NEWTON_METRE },
	{ "business days", UNIT_DAY },
	{ "working days", UNIT_DAY },
	{ "calendar days", UNIT_DAY },
	{ "lunar months", UNIT_MONTH },
};

static size_t
phrase_unit(const struct quantity_scan *s, size_t i, int *unit)
{
	if (!s->tokens[i].word && s->tokens[i].kind != TOKEN_MARK &&
	        !token_in(s, i,
	                "parts metric nautical"
	                " light fluid fl basis kilowatt megawatt gigawatt terawatt newton business "
	                "working"
	                " calendar lunar"))
		return 0;
	for (size_t k = 0; k < COUNT(phrases); k++) {
		size_t end = token_phrase(s, i, phrases[k].words);
		if (end) {
			*unit = phrases[k].unit;
			return end;
		}
	}
	return 0;
}

/* "square kilometres", "km2", "km^3", "feet squared": the name in the power. */
static size_t
unit_power(const struct quantity_scan *s, size_t i, struct amount *a, int power)
{
	size_t end = i;
	const struct token *t = &s->tokens[i];
	if (!power && t->glued && t->kind == TOKEN_NUMBER && t->digits == 1 && !t->decimals &&
	        (t->value == 2 || t->value == 3)) {
		power = (int)t->value;
		end = i + 1;
	} else if (!power && token_mark(t, '^') && s->tokens[i + 1].kind == TOKEN_NUMBER &&
	           (s->tokens[i + 1].value == 2 || s->tokens[i + 1].value == 3)) {
		power = (int)s->tokens[i + 1].value;
		end = i + 2;
	} else if (!power && token_is(t, ROLE_POWERED)) {
		power = token_value(t, ROLE_POWERED);
		end = i + 1;
	} else if (!power && t->kind == TOKEN_MARK && t->glued && t->end - t->start == 2 &&
	           !memcmp(s->text.p + t->start, "\xc2", 1) &&
	           (s->text.p[t->start + 1] == '\xb2' || s->text.p[t->start + 1] == '\xb3')) {
		power = s->text.p[t->start + 1] == '\xb2' ? 2 : 3;
		end = i + 1;
	}
	if (power)
		a->name = arena_printf(
		        s->arena, "%s %s", power == 2 ? "square" : "cubic", units[a->unit].name);
	return end;
}

static bool
is_scale_letter(const struct quantity_scan *s, size_t i)
{
	return token_in(
	        s, i, "c f k celsius fahrenheit celcius centigrade farenheit kelvin rankine");
}

/* The scale behind "degrees" or the degree sign. */
static size_t
unit_degrees(const struct quantity_scan *s, size_t i, struct amount *a)
{
	static const int by_letter[26] = { ['c' - 'a'] = UNIT_CELSIUS,
		['f' - 'a'] = UNIT_FAHRENHEIT,
		['k' - 'a'] = UNIT_KELVIN,
		['r' - 'a'] = UNIT_RANKINE };
	size_t k = token_mark(&s->tokens[i], '.') && is_scale_letter(s, i + 1) ? i + 1 : i;
	if (!is_scale_letter(s, k))
		return i;
	char c = s->text.p[s->tokens[k].start] | 0x20;
	a->unit = by_letter[c - 'a'];
	a->name = str_of(units[a->unit].name);
	return k + 1;
}

static bool
is_angle_context(const struct quantity_scan *s, size_t from, size_t to)
{
	static const char words[] =
	        "angle angles latitude longitude north south east west turn turned "
	        "rotate rotated rotation bank banked slope steering launch";
	for (size_t k = from > 4 ? from - 4 : 1; k < to + 4 && k < s->count; k++)
		if (token_in(s, k, words))
			return true;
	return false;
}

static void
set_kind(const struct quantity_scan *s, size_t end, struct amount *a)
{
	static const enum quantity_kind kinds[] = {
		[DIMENSION_TIME] = QUANTITY_DURATION,
		[DIMENSION_TEMPERATURE] = QUANTITY_TEMPERATURE,
		[DIMENSION_PERCENT] = QUANTITY_PERCENT,
	};
	int d = units[a->unit].dimension;
	a->kind = d == DIMENSION_TIME || d == DIMENSION_TEMPERATURE || d == DIMENSION_PERCENT
	                  ? kinds[d]
	                  : QUANTITY_MEASURE;
	if (a->unit == UNIT_DEGREE && !is_angle_context(s, a->start, end))
		a->kind = QUANTITY_TEMPERATURE;
}

/* Feet and inches by their signs: 5' 10", 5''. */
static size_t
unit_prime(const struct quantity_scan *s, size_t i, struct amount *a)
{
	const struct token *t = &s->tokens[i];
	size_t end = 0;
	if (!t->glued && !token_mark(t, '"'))
		return 0;
	if (token_mark(t, '\'') && token_mark(&s->tokens[i + 1], '\'') && s->tokens[i + 1].glued) {
		a->unit = UNIT_INCH;
		end = i + 2;
	} else if (token_mark(t, '"') && t->glued && i > 3 && token_mark(&s->tokens[i - 2], '\'') &&
	           s->tokens[i - 3].kind == TOKEN_NUMBER && s->tokens[i - 2].glued) {
		a->unit = UNIT_INCH;
		end = i + 1;
	} else if (token_mark(t, '"') && s->text.p[t->start] == '"' &&
	           (t->glued || !s->tokens[i + 1].glued) &&
	           (i < 3 || !token_mark(&s->tokens[i - 2], '"'))) {
		/* a quote opened before the number is closed here */
		for (size_t k = i; k > 1 && k + 40 > i; k--)
			if (token_mark(&s->tokens[k - 1], '"'))
				return 0;
		a->unit = UNIT_INCH;
		end = i + 1;
	} else if (token_mark(t, '\'') && s->tokens[i + 1].kind == TOKEN_NUMBER &&
	           s->tokens[i + 1].glued && s->tokens[i + 1].value < 12 &&
	           s->tokens[i + 2].glued &&
	           (token_mark(&s->tokens[i + 2], '"') || token_mark(&s->tokens[i + 2], '\''))) {
		a->unit = UNIT_FOOT;
		end = i + 1;
	} else if (token_mark(t, '\'') && s->text.p[t->start] == '\'' && ends_phrase(s, i + 1)) {
		a->unit = UNIT_FOOT;
		end = i + 1;
	} else if (token_mark(t, '\'') && s->text.p[t->start] == '\'' && !s->tokens[i + 1].glued &&
	           s->tokens[i + 1].kind == TOKEN_NUMBER) {
		a->unit = UNIT_FOOT;
		end = i + 1;
	} else if (token_mark(t, '\'') && s->text.p[t->start] == '\'' && !s->tokens[i + 1].glued &&
	           a->n.digits <= 2 && s->tokens[i + 1].kind == TOKEN_WORD) {
		a->unit = UNIT_FOOT;
		end = i + 1;
	}
	if (end) {
		a->name = str_of(units[a->unit].name);
		a->kind = QUANTITY_MEASURE;
	}
	return end;
}

/* Opening bracket of "20 (kg)"; the closing one must follow. */
static size_t
unit_bracketed(const struct quantity_scan *s, size_t i, const struct number *n, struct amount *a)
{
	const struct token *t = &s->tokens[i];
	if (!token_mark(t, '(') && !token_mark(t, '['))
		return 0;
	char close = t->mark == '(' ? ')' : ']';
	int unit = word_unit(s, i + 1, n);
	if (unit == UNIT_NONE || !token_mark(&s->tokens[i + 2], close))
		return 0;
	a->unit = unit;
	a->name = str_of(units[unit].name);
	set_kind(s, i + 2, a);
	return i + 3;
}

static size_t
unit_age(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = token_mark(&s->tokens[i], '-') ? i + 1 : i;
	if (token_is(&s->tokens[k], ROLE_OLD)) {
		a->kind = QUANTITY_AGE;
		return k + 1;
	}
	size_t end = token_phrase(s, i, "of age");
	if (end)
		a->kind = QUANTITY_AGE;
	return end ? end : i;
}

size_t
unit_parse(const struct quantity_scan *s, size_t i, const struct number *n, struct amount *a)
{
	size_t k = i;
	const struct token *t = &s->tokens[i];
	if (token_mark(t, '-') && (t->glued || !s->tokens[i + 1].glued) &&
	        s->tokens[i + 1].kind == TOKEN_WORD)
		k = i + 1;
	/* "35m of its devices", "2.7m sales" are millions, "1.8m tall" and "1m is" metres */
	if (n->suffix_m && !a->currency &&
	        (s->tokens[i].kind != TOKEN_WORD || is_extent(s, i) ||
	                (token_is(&s->tokens[i], ROLE_FUNCTION) &&
	                        !token_in(s, i, "of in more")))) {
		double metres = n->mantissa;
		a->n.value = metres;
		a->n.scaled = false;
		a->n.scale = 1;
		a->unit = UNIT_METRE;
		a->name = str_of("metre");
		a->kind = QUANTITY_MEASURE;
		return i;
	}
	if (k == i) {
		size_t end = unit_bracketed(s, i, n, a);
		if (!end && t->kind == TOKEN_MARK)
			end = unit_prime(s, i, a);
		if (end)
			return end;
	}
	int unit = UNIT_NONE, power = 0;
	size_t end = phrase_unit(s, k, &unit);
	if (!end) {
		if (token_is(&s->tokens[k], ROLE_OLD) && !n->scaled && n->value < 130 &&
		        token_eq(s, k, "yo")) {
			a->unit = UNIT_YEAR;
			a->name = str_of("year");
			a->kind = QUANTITY_AGE;
			return k + 1;
		}
		if (token_is(&s->tokens[k], ROLE_POWER)) {
			power = token_value(&s->tokens[k], ROLE_POWER);
			k++;
			if (token_mark(&s->tokens[k], '-') || (token_mark(&s->tokens[k], '.')))
				k++;
		}
		if (n->words && token_eq(s, k, "second") && n->value != 1)
			return 0;
		unit = word_unit(s, k, n);
		end = k + 1;
	}
	if (unit == UNIT_NONE)
		return 0;
	a->unit = unit;
	a->name = str_of(units[unit].name);
	if (unit == UNIT_DEGREE)
		end = unit_degrees(s, end, a);
	end = is_dimension(a, DIMENSION_LENGTH) ? unit_power(s, end, a, power) : end;
	set_kind(s, end, a);
	if (is_dimension(a, DIMENSION_TIME)) {
		if (token_mark(&s->tokens[end], '\'') && s->tokens[end].glued) {
			size_t q = end + 1;
			if (token_eq(s, q, "s") && s->tokens[q].glued)
				q++;
			end = q; /* "six weeks' time" */
		}
		return unit_age(s, end, a);
	}
	return end;
}

/* "per hour", "/h", "an hour", "a - share": what it is per; the name grows by it. */
size_t
unit_per(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = token_mark(&s->tokens[i], '-') ? i + 1 : i;
	bool slash = token_mark(&s->tokens[k], '/') && s->tokens[k].glued;
	bool per = token_eq(s, k, "per") || slash;
	bool article = token_in(s, k, "a an") || token_eq(s, k, "every");
	if ((!per && !article) || a->n.ordinal)
		return i;
	size_t u = k + 1;
	if (token_mark(&s->tokens[u], '-'))
		u++;
	const struct token *t = &s->tokens[u];
	struct number one = { .value = 1, .value2 = NAN };
	int unit = word_unit(s, u, &one);
	bool time = unit != UNIT_NONE && units[unit].dimension == DIMENSION_TIME;
	if (t->kind != TOKEN_WORD || (slash && unit == UNIT_NONE) || (slash && !t->glued))
		return i;
	if (article &&
	        (!time || token_is(&s->tokens[u + 1], ROLE_OLD) ||
	                token_in(s, u + 1, "ago later")) &&
	        !(a->kind == QUANTITY_CURRENCY && token_in(s, u,
	                                                  "share barrel ounce tonne ton gallon "
	                                                  "litre pound piece person head")))
		return i;
	if (article && a->kind != QUANTITY_CURRENCY && a->kind != QUANTITY_MEASURE &&
	        a->kind != QUANTITY_DURATION)
		return i;
	struct str what = unit != UNIT_NONE ? str_of(units[unit].name) : token_text(s, u);
	const struct token *power = &s->tokens[u + 1];
	if (unit != UNIT_NONE && units[unit].dimension == DIMENSION_LENGTH && power->glued &&
	        power->kind == TOKEN_NUMBER && (power->value == 2 || power->value == 3)) {
		what = arena_printf(s->arena, "%s " STR_FMT, power->value == 2 ? "square" : "cubic",
		        STR_ARG(what));
		u++;
	}
	struct str base =
	        a->kind == QUANTITY_CURRENCY ? str_of(currencies[a->currency].shortname) : a->name;
	if (!base.len)
		base = STR("count");
	a->name = arena_printf(s->arena, STR_FMT " per " STR_FMT, STR_ARG(base), STR_ARG(what));
	if (a->kind == QUANTITY_DURATION)
		a->kind = QUANTITY_MEASURE;
	return u + 1;
}
