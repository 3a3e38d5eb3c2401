/* SPDX-License-Identifier: ISC */
/*
 * quantity_foreign.c - dates and large numbers in German, French, Spanish, Italian, Portuguese and
 * Dutch: a day with its month, a number with its scale, per cent, the common currencies.  Words are
 * compared without case; what is not sure is left to the rules for digits and signs.
 */
#include "date_private.h"

#include <math.h>

struct term {
	const char *words; /* blank-separated, in lower case */
	double value;
};
static const struct term months[] = {
	{ "januar jänner janvier enero gennaio janeiro januari", 1 },
	{ "februar février fevrier febrero febbraio fevereiro februari", 2 },
	{ "märz mars marzo março maart", 3 },
	{ "april avril abril aprile", 4 },
	{ "mai mayo maggio maio mei", 5 },
	{ "juni juin junio giugno junho", 6 },
	{ "juli juillet julio luglio julho", 7 },
	{ "august août aout agosto augustus", 8 },
	{ "september septembre septiembre setiembre settembre setembro", 9 },
	{ "oktober octobre octubre ottobre outubro", 10 },
	{ "november novembre noviembre novembro", 11 },
	{ "dezember décembre decembre diciembre dicembre dezembro december", 12 },
};
static const struct term scales[] = {
	{ "tausend mille mil mila duizend", 1e3 },
	{ "million millionen mio million millions millón millon millones milione milioni milhão "
	  "milhões miljoen",
	        1e6 },
	{ "milliarde milliarden mrd milliard milliards miliardo miliardi miljard", 1e9 },
	{ "billion billionen billón billones bilione bilioni biljoen", 1e12 },
};
static const struct term percents[] = { { "prozent procent percento", 1 } };
static const struct term currencies_named[] = {
	{ "euro euros", 0 },
	{ "dollar dollars dollari dólar dólares dolar dolares", 1 },
	{ "pfund livres libras sterline pond", 2 },
	{ "franken", 3 },
	{ "yen yenes ienes", 4 },
};
static const char *const currency_codes[] = { "EUR", "USD", "GBP", "CHF", "JPY" };

/* Position of the term that token i is, or count. */
static size_t
term_at(const struct quantity_scan *s, size_t i, const struct term *terms, size_t count)
{
	struct str word = i < s->count ? token_text(s, i) : STR_NONE;

	if (word.len == 0 || s->tokens[i].kind != TOKEN_WORD)
		return count;
	for (size_t k = 0; k < count; k++)
		for (struct str rest = str_of(terms[k].words); rest.p != NULL;)
			if (str_eq_nocase(str_split(&rest, ' '), word))
				return k;
	return count;
}

static bool
is_small_day(const struct token *t)
{
	return t->kind == TOKEN_NUMBER && !t->decimals && !t->grouped && t->digits <= 2 &&
	       t->value >= 1 && t->value <= 31;
}

static size_t
skip_of(const struct quantity_scan *s, size_t i)
{
	return token_in(s, i, "de del di do") ? i + 1 : i;
}

/* "12. März 2024", "12 de marzo de 2024", "12 mars". */
static size_t
find_day(const struct quantity_scan *s, size_t i, struct when *w)
{
	size_t at = i + 1, month, end, year;
	const struct token *t = &s->tokens[i];
	int day;

	if (!is_small_day(t))
		return 0;
	day = (int)t->value;
	if (token_mark(&s->tokens[at], '.') && s->tokens[at].glued)
		at++;
	at = skip_of(s, at);
	month = term_at(s, at, months, COUNT(months)) + 1;
	if (month > COUNT(months))
		return 0;
	end = at + 1;
	year = skip_of(s, end);
	t = &s->tokens[year];
	when_init(w);
	if (t->kind == TOKEN_NUMBER && t->digits == 4 && !t->decimals && !t->grouped &&
	        civil_valid((int)t->value, (int)month, day)) {
		when_day(w, civil_days((int)t->value, (int)month, day));
		return year + 1;
	}
	if (!civil_valid(2000, (int)month, day))
		return 0;
	w->no_year = !s->today.known;
	when_day(w, w->no_year ? civil_days(2000, (int)month, day)
	                       : date_nearest_year(s, i, (int)month, day, 0));
	return end;
}

/* Digits, with blanks between groups of three ("1 200 000"). */
static size_t
find_digits(const struct quantity_scan *s, size_t i, double *value)
{
	const struct token *t = &s->tokens[i];
	size_t end = i + 1;

	*value = t->value;
	while (!t->decimals && !t->grouped && t->digits <= 3 &&
	        s->tokens[end].kind == TOKEN_NUMBER && s->tokens[end].digits == 3 &&
	        !s->tokens[end].grouped && !s->tokens[end].decimals &&
	        s->tokens[end].start == s->tokens[end - 1].end + 1)
		*value = *value * 1000 + s->tokens[end++].value;
	return end;
}

static size_t
find_percent(const struct quantity_scan *s, size_t i)
{
	if (term_at(s, i, percents, COUNT(percents)) == 0)
		return i + 1;
	return token_in(s, i, "por per pour") && token_in(s, i + 1, "ciento cento cent") ? i + 2
	                                                                                 : 0;
}

static size_t
find_amount(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	size_t end = find_digits(s, i, &q->value), at, k, first = end;

	/* "2,4 mil milhões": one scale upon another */
	while ((k = term_at(s, end, scales, COUNT(scales))) < COUNT(scales)) {
		q->value *= scales[k].value;
		end++;
	}
	at = find_percent(s, end);
	if (at > 0 && end == first) {
		q->kind = QUANTITY_PERCENT;
		q->unit = STR("percent");
		return at;
	}
	at = end > first && token_in(s, end, "de di d") ? end + 1 : end;
	at += at > end && token_mark(&s->tokens[at], '\'');
	k = term_at(s, at, currencies_named, COUNT(currencies_named));
	if (k < COUNT(currencies_named)) {
		q->kind = QUANTITY_CURRENCY;
		q->unit = str_of(currency_codes[k]);
		return at + 1;
	}
	/* What carries a sign or a unit is read by the rules for those. */
	return end > first || (end > i + 1 && s->tokens[end].roles == 0) ? end : 0;
}

size_t
quantity_foreign(const struct quantity_scan *s, size_t i, struct quantity *q, struct when *w)
{
	size_t end = 0;

	when_init(w);
	if (s->tokens[i].kind != TOKEN_NUMBER)
		return 0;
	*q = (struct quantity){ .kind = QUANTITY_NUMBER, .value2 = NAN };
	end = find_day(s, i, w);
	if (end > 0) {
		q->kind = when_kind(w);
		q->value = NAN;
	} else {
		end = find_amount(s, i, q);
	}
	if (end == 0)
		return 0;
	q->start = s->tokens[i].start;
	q->end = s->tokens[end - 1].end;
	return end;
}
