/* SPDX-License-Identifier: ISC */
/*
 * quantity_money.c - currencies before and behind a number: "$", "US$", "C$ 16.4 million", "EUR
 * 20", "RM23.50", "MUSD", "3m euros", "Hong Kong dollars", and cents behind whole units.
 */
#include "quantity_private.h"

static int
code_at(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	if (!token_is(t, ROLE_CODE))
		return CURRENCY_NONE;
	/* lower-case codes are words too often ("all", "try", "cup", "mad") */
	if (token_in(s, i, "all try cup mad sos ang amd bam cop top"))
		return CURRENCY_NONE;
	if (!t->upper && !token_in(s, i, "usd eur gbp jpy cny inr cad aud chf rmb btc myr"))
		return CURRENCY_NONE;
	return token_value(t, ROLE_CODE);
}

/* "MUSD", "MEUR": millions of a currency in one word. */
static int
million_code(const struct quantity_scan *s, size_t i)
{
	struct str w = token_text(s, i);
	uint8_t rows = 0;
	char low[3];
	if (w.len != 4 || w.p[0] != 'M' || !s->tokens[i].upper)
		return CURRENCY_NONE;
	for (size_t k = 0; k < 3; k++)
		low[k] = (char)(w.p[k + 1] | 0x20);
	uint16_t first = number_words_find(s->first, (struct str){ low, 3 }, &rows);
	for (size_t r = 0; r < rows; r++)
		if (number_words[first - 1 + r].role == ROLE_CODE)
			return number_words[first - 1 + r].value;
	return CURRENCY_NONE;
}

static void
set_currency(struct amount *a, int currency, bool ambiguous)
{
	a->currency = currency;
	a->short_currency = ambiguous;
	a->kind = QUANTITY_CURRENCY;
}

/* A currency sign with the country's letters before it: "US$", "C $", "HK $", "$US". */
static size_t
sign_prefix(const struct quantity_scan *s, size_t i, struct amount *a)
{
	const struct token *t = &s->tokens[i];
	size_t k = i;
	int country = CURRENCY_NONE;
	bool letter = t->end - t->start == 1 && !token_eq(s, i, "c");
	if (token_is(t, ROLE_DOLLARPREFIX) &&
	        !(letter && (!t->capital || !s->tokens[i + 1].glued))) {
		country = token_value(t, ROLE_DOLLARPREFIX);
		k++;
	} else if (token_is(t, ROLE_CODE) && token_mark(&s->tokens[i + 1], '$')) {
		country = token_value(t, ROLE_CODE);
		k++;
	}
	if (!token_is(&s->tokens[k], ROLE_SIGN) || (k > i && !token_mark(&s->tokens[k], '$')))
		return 0;
	set_currency(a, country ? country : token_value(&s->tokens[k], ROLE_SIGN),
	        !country && token_mark(&s->tokens[k], '$'));
	k++;
	if (token_is(&s->tokens[k], ROLE_DOLLARPREFIX) && s->tokens[k].glued && !country) {
		a->currency = token_value(&s->tokens[k], ROLE_DOLLARPREFIX);
		a->short_currency = false;
		k++;
	}
	return k;
}

static size_t
word_prefix(const struct quantity_scan *s, size_t i, struct amount *a)
{
	const struct token *t = &s->tokens[i];
	size_t k = i;
	if (token_is(t, ROLE_NATION) && token_is(&s->tokens[i + 1], ROLE_CURRENCY)) {
		set_currency(a, token_value(t, ROLE_NATION), false);
		return i + 2;
	}
	int code = code_at(s, i);
	if (code) {
		set_currency(a, code, false);
		return i + 1;
	}
	code = million_code(s, i);
	if (code) {
		set_currency(a, code, false);
		a->n.scale = 1e6;
		return i + 1;
	}
	if (token_is(t, ROLE_MONEYWORD) && token_in(s, i, "rs rm")) {
		set_currency(a, token_value(t, ROLE_MONEYWORD), false);
		k = i + 1;
		return token_mark(&s->tokens[k], '.') && s->tokens[k].glued ? k + 1 : k;
	}
	if (token_eq(s, i, "ps") && t->upper && s->tokens[i + 1].glued) {
		set_currency(a, CURRENCY_GBP, false); /* a pound sign lost on the way */
		return i + 1;
	}
	if (token_eq(s, i, "y") && token_mark(&s->tokens[i + 1], '=') && s->tokens[i + 1].glued) {
		set_currency(a, CURRENCY_JPY, false);
		return i + 2;
	}
	if (token_is(t, ROLE_CURRENCY) && token_in(s, i, "dollar ringgit")) {
		set_currency(a, token_value(t, ROLE_CURRENCY), token_eq(s, i, "dollar"));
		return i + 1;
	}
	return 0;
}

/* The currency in front of the digits at the index that is returned. */
size_t
money_prefix(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = sign_prefix(s, i, a);
	if (!k)
		k = word_prefix(s, i, a);
	if (!k)
		return 0;
	const struct token *t = &s->tokens[k];
	bool number = t->kind == TOKEN_NUMBER ||
	              (token_mark(t, '-') && s->tokens[k + 1].kind == TOKEN_NUMBER);
	if (number)
		return k;
	a->currency = CURRENCY_NONE;
	a->kind = QUANTITY_NUMBER;
	return 0;
}

static bool
is_mass(const struct quantity_scan *s, size_t i, const struct amount *a)
{
	if (token_in(s, i + 1, "sterling"))
		return false;
	return a->n.value < 1e6 || token_eq(s, i + 1, "of");
}

/* The currency behind the number: "euros", "US dollars", "GBP", "$" as in "10$". */
size_t
money_suffix(const struct quantity_scan *s, size_t i, struct amount *a)
{
	size_t k = i;
	const struct token *t = &s->tokens[i];
	if (token_mark(t, '-') && (t->glued || !s->tokens[i + 1].glued))
		k++;
	if (token_in(s, k, "new"))
		k++;
	if (token_in(s, k, "hong south united saudi sri north"))
		k += token_in(s, k + 1, "states") ? 2 : 1;
	t = &s->tokens[k];
	if (token_is(t, ROLE_NATION) || token_phrase(s, k, "u . s .")) {
		size_t name = token_phrase(s, k, "u . s .");
		int currency = name ? CURRENCY_USD : token_value(t, ROLE_NATION);
		name = name ? name : k + 1;
		if (token_is(&s->tokens[name], ROLE_CURRENCY) ||
		        token_in(s, name, "pound pounds mark marks dram sol leu real won colon")) {
			set_currency(a, currency, false);
			return name + 1;
		}
	}
	if (token_is(&s->tokens[k], ROLE_CURRENCY) &&
	        k == i + (k > i && token_mark(&s->tokens[i], '-'))) {
		int currency = token_value(t, ROLE_CURRENCY);
		set_currency(a, currency,
		        strcmp(currencies[currency].shortname, currencies[currency].name) != 0);
		return k + 1;
	}
	if (k > i)
		return 0;
	if (token_in(s, i, "pound pounds") && !is_mass(s, i, a)) {
		set_currency(a, CURRENCY_GBP, true);
		return token_eq(s, i + 1, "sterling") ? i + 2 : i + 1;
	}
	int code = code_at(s, i);
	if (code) {
		set_currency(a, code, false);
		if (token_is(&s->tokens[i + 1], ROLE_SCALE) && !a->n.scaled) {
			a->n.value *= pow(10, token_value(&s->tokens[i + 1], ROLE_SCALE));
			a->n.scaled = true;
			return i + 2;
		}
		return i + 1;
	}
	code = million_code(s, i);
	if (code) {
		a->n.value *= 1e6;
		set_currency(a, code, false);
		return i + 1;
	}
	if (token_is(t, ROLE_SIGN) &&
	        !(s->tokens[i + 1].kind == TOKEN_NUMBER && s->tokens[i + 1].glued)) {
		set_currency(a, token_value(t, ROLE_SIGN), token_mark(t, '$'));
		return i + 1;
	}
	if (token_in(s, i, "kn kr le rm") || (t->glued && token_in(s, i, "rs"))) {
		set_currency(a, token_value(t, ROLE_MONEYWORD), false);
		return i + 1;
	}
	return money_minor(s, i, a);
}

/* "cents", "pence", "10p", "43c". */
size_t
money_minor(const struct quantity_scan *s, size_t i, struct amount *a)
{
	const struct token *t = &s->tokens[i];
	bool word = token_is(t, ROLE_MINOR), sign = token_is(t, ROLE_MINORSIGN) && t->glued;
	if ((!word && !sign) ||
	        (sign && (s->tokens[i + 1].glued && s->tokens[i + 1].kind != TOKEN_MARK)))
		return 0;
	if (sign && token_mark(&s->tokens[i + 1], '.') && s->tokens[i + 2].glued)
		return 0;
	int currency = token_value(t, word ? ROLE_MINOR : ROLE_MINORSIGN);
	a->kind = QUANTITY_CURRENCY;
	a->currency = currency;
	a->short_currency = true;
	static const char *const names[CURRENCIES] = { [CURRENCY_USD] = "cent",
		[CURRENCY_GBP] = "penny",
		[CURRENCY_MYR] = "sen",
		[CURRENCY_INR] = "paisa",
		[CURRENCY_RUB] = "kopeck" };
	a->name = str_of(token_in(s, i, "pence") ? "pence" : names[currency]);
	return i + 1;
}

struct str
money_name(struct arena *arena, const struct amount *a)
{
	(void)arena;
	if (a->name.len)
		return a->name;
	const struct currency *c = &currencies[a->currency];
	return str_of(a->short_currency ? c->shortname : c->code);
}
