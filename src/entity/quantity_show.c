/* SPDX-License-Identifier: ISC */
/*
 * quantity_show.c - a quantity in a few cells ("~32,000", "$2.4bn", "6 weeks", "22 Mar") and how
 * much it tells, for the order in a sidebar.
 */
#include "quantity_private.h"

static const struct {
	double at;
	const char *suffix;
} sizes[] = {
	{ 1e12, "tn" },
	{ 1e9, "bn" },
	{ 1e6, "m" },
};

/* 32000 as "32,000", 2.4e6 as "2.4m", at most two decimals. */
static struct str
figure(struct arena *a, double v)
{
	double size = fabs(v);
	for (size_t k = 0; k < COUNT(sizes); k++)
		if (size >= sizes[k].at)
			return arena_printf(a, "%.4g%s", v / sizes[k].at, sizes[k].suffix);
	if (size < 1000 || size != floor(size))
		return arena_printf(a, size < 1000 ? "%.4g" : "%.6g", v);
	return arena_printf(
	        a, "%s%d,%03d", v < 0 ? "-" : "", (int)(size / 1000), (int)fmod(size, 1000));
}

static const char *const signs[QUAL_KINDS] = { [QUAL_APPROX] = "~",
	[QUAL_ALMOST] = "~",
	[QUAL_ATLEAST] = "\xe2\x89\xa5",
	[QUAL_OVER] = ">",
	[QUAL_ATMOST] = "\xe2\x89\xa4",
	[QUAL_UNDER] = "<" };

static struct str
plural(struct arena *a, struct str unit, double v)
{
	static const struct {
		const char *one, *many;
	} irregular[] = { { "foot", "feet" }, { "inch", "inches" }, { "century", "centuries" },
		{ "penny", "pence" }, { "hertz", "hertz" },
		{ "celsius", "\xc2\xb0"
		             "C" },
		{ "fahrenheit", "\xc2\xb0"
		                "F" },
		{ "degree", "\xc2\xb0" } };
	if (fabs(v) == 1 || !unit.len)
		return unit;
	for (size_t k = 0; k < COUNT(irregular); k++)
		if (str_eq(unit, str_of(irregular[k].one)))
			return str_of(irregular[k].many);
	ptrdiff_t per = str_find(unit, STR(" per "));
	size_t head = per > 0 ? (size_t)per : unit.len;
	if (head > 5 && str_ends(str_sub(unit, 0, head), STR(" foot")))
		return arena_printf(a, STR_FMT "feet" STR_FMT, STR_ARG(str_sub(unit, 0, head - 4)),
		        STR_ARG(str_sub(unit, head, unit.len)));
	return arena_printf(a, STR_FMT "s" STR_FMT, STR_ARG(str_sub(unit, 0, head)),
	        STR_ARG(str_sub(unit, head, unit.len)));
}

static struct str
money(struct arena *a, const struct quantity *q, struct str n)
{
	struct str per = STR_NONE, unit = q->unit;
	ptrdiff_t at = str_find(unit, STR(" per "));
	if (at > 0) {
		per = arena_printf(
		        a, "/" STR_FMT, STR_ARG(str_sub(unit, (size_t)at + 5, unit.len)));
		unit = str_sub(unit, 0, (size_t)at);
	}
	for (size_t k = 1; k < CURRENCIES; k++) {
		const struct currency *c = &currencies[k];
		if (!c->sign[0] ||
		        (!str_eq(unit, str_of(c->code)) && !str_eq(unit, str_of(c->shortname))))
			continue;
		return arena_printf(a, "%s" STR_FMT STR_FMT, c->sign, STR_ARG(n), STR_ARG(per));
	}
	return arena_printf(a, STR_FMT " " STR_FMT STR_FMT, STR_ARG(n), STR_ARG(plural(a, unit, 2)),
	        STR_ARG(per));
}

static struct str
vague_words(struct arena *a, const struct quantity *q)
{
	static const struct {
		double low;
		const char *word;
	} words[] = { { 12, "dozens" }, { 100, "hundreds" }, { 1e3, "thousands" },
		{ 1e4, "tens of 1,000s" }, { 1e5, "100,000s" }, { 1e6, "millions" },
		{ 1e7, "tens of millions" }, { 1e8, "100s of millions" }, { 1e9, "billions" },
		{ 1e12, "trillions" } };
	for (size_t k = 0; k < COUNT(words); k++)
		if (q->value == words[k].low)
			return str_of(words[k].word);
	return arena_printf(a, STR_FMT "s", STR_ARG(figure(a, q->value)));
}

static struct str
number(struct arena *a, const struct quantity *q)
{
	struct str n = figure(a, q->value);
	if (q->qual == QUAL_VAGUE && !isnan(q->value2))
		n = vague_words(a, q);
	else if (!isnan(q->value2))
		n = arena_printf(a, STR_FMT "\xe2\x80\x93" STR_FMT, STR_ARG(n),
		        STR_ARG(figure(a, q->value2)));
	else if (q->value == 0.5)
		n = STR("\xc2\xbd");
	if (q->kind == QUANTITY_CURRENCY && q->qual == QUAL_VAGUE)
		return arena_printf(
		        a, STR_FMT " of " STR_FMT, STR_ARG(n), STR_ARG(plural(a, q->unit, 2)));
	if (q->kind == QUANTITY_CURRENCY)
		return money(a, q, n);
	if (q->kind == QUANTITY_PERCENT && str_eq(q->unit, STR("percent")))
		return arena_printf(a, STR_FMT "%%", STR_ARG(n));
	if (q->kind == QUANTITY_AGE)
		return arena_printf(a, "%s" STR_FMT STR_FMT STR_FMT, "aged ", STR_ARG(n),
		        STR_ARG(str_eq(q->unit, STR("year")) ? STR_NONE : STR(" ")),
		        STR_ARG(str_eq(q->unit, STR("year")) ? STR_NONE
		                                             : plural(a, q->unit, q->value)));
	if (!q->unit.len)
		return n;
	struct str unit = plural(a, q->unit, q->value);
	return arena_printf(
	        a, STR_FMT "%s" STR_FMT, STR_ARG(n), unit.p[0] == '\xc2' ? "" : " ", STR_ARG(unit));
}

static struct str
ordinal(struct arena *a, double v)
{
	int n = v < 1e6 ? (int)v : 0;
	const char *end = n % 100 / 10 == 1 ? "th"
	                  : n % 10 == 1     ? "st"
	                  : n % 10 == 2     ? "nd"
	                  : n % 10 == 3     ? "rd"
	                                    : "th";
	return arena_printf(a, "%.0f%s", v, end);
}

static const double base_weight[QUANTITY_KINDS] = { [QUANTITY_NUMBER] = 0.15,
	[QUANTITY_COUNT] = 0.4,
	[QUANTITY_PERCENT] = 0.45,
	[QUANTITY_CURRENCY] = 0.5,
	[QUANTITY_MEASURE] = 0.35,
	[QUANTITY_TEMPERATURE] = 0.35,
	[QUANTITY_AGE] = 0.2,
	[QUANTITY_DURATION] = 0.25,
	[QUANTITY_ORDINAL] = 0.05,
	[QUANTITY_RANGE] = 0.35,
	[QUANTITY_SCORE] = 0.4,
	[QUANTITY_DATE] = 0.2,
	[QUANTITY_DATERANGE] = 0.15,
	[QUANTITY_DATETIME] = 0.2,
	[QUANTITY_DATETIMERANGE] = 0.15,
	[QUANTITY_TIME] = 0.1,
	[QUANTITY_TIMERANGE] = 0.1 };

/* What the kind says, more for size, for something counted, for death and for a source. */
static double
weight(const struct quantity *q)
{
	double w = base_weight[q->kind];
	static const char *const grave[] = { "killed", "died", "dead", "wounded", "injured",
		"displaced", "missing", "kidnapped" };
	if (quantity_is_date(q) || q->kind == QUANTITY_ORDINAL)
		return w;
	double size = fabs(q->value);
	if (size > 1 && (q->kind == QUANTITY_COUNT || q->kind == QUANTITY_CURRENCY))
		w += fmin(log10(size), 12) / (q->kind == QUANTITY_CURRENCY ? 40 : 25);
	if (q->kind == QUANTITY_COUNT && size <= 1)
		w = 0.1;
	for (size_t k = 0; k < COUNT(grave); k++)
		if (str_eq(q->verb, str_of(grave[k])) ||
		        str_find_nocase(q->what, str_of(grave[k])) >= 0)
			w += 0.25;
	if (q->attribution.len)
		w += 0.05;
	return fmin(w, 1);
}

void
quantity_show(struct arena *a, struct quantity *q)
{
	q->weight = weight(q);
	if (quantity_is_date(q) || q->display.len)
		return; /* done already */
	struct str text = q->kind == QUANTITY_ORDINAL ? ordinal(a, q->value) : number(a, q);
	if (q->kind == QUANTITY_SCORE)
		text = arena_printf(a, "%.0f\xe2\x80\x93%.0f", q->value, q->value2);
	const char *sign = signs[q->qual] ? signs[q->qual] : "";
	q->display = arena_printf(a, "%s" STR_FMT, sign, STR_ARG(text));
}
