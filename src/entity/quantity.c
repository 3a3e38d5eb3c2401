/* SPDX-License-Identifier: ISC */
/*
 * quantity.c - finds all numbers, amounts and dates of a text: walks the tokens of each line, and
 * only where one can begin a quantity asks the rules, dates first.
 */
#include "date_private.h"

#include <dateline/text.h>

static const char *const kind_names[QUANTITY_KINDS] = { "number", "count", "percent", "currency",
	"measure", "temperature", "age", "duration", "ordinal", "range", "score", "date",
	"daterange", "datetime", "datetimerange", "time", "timerange" };
static const char *const qual_names[QUAL_KINDS] = { "", "approx", "almost", "atleast", "over",
	"atmost", "under", "vague", "between" };

const char *
quantity_kind_name(enum quantity_kind k)
{
	return kind_names[k];
}

const char *
quantity_qual_name(enum quantity_qual q)
{
	return qual_names[q];
}

bool
quantity_is_date(const struct quantity *q)
{
	return q->kind >= QUANTITY_DATE;
}

#define BIT(role) ((uint64_t)1 << (role))
static const uint64_t wake_amount =
        BIT(ROLE_CARDINAL) | BIT(ROLE_TENS) | BIT(ROLE_SCALES) | BIT(ROLE_DOZEN) |
        BIT(ROLE_DOZENS) | BIT(ROLE_TENSOF) | BIT(ROLE_HALF) | BIT(ROLE_QUARTER) |
        BIT(ROLE_FRACTIONSIGN) | BIT(ROLE_SIGN) | BIT(ROLE_CODE) | BIT(ROLE_MONEYWORD) |
        BIT(ROLE_DOLLARPREFIX) | BIT(ROLE_QUALIFIER) | BIT(ROLE_MINUS) | BIT(ROLE_POINT) |
        BIT(ROLE_ARTICLE) | BIT(ROLE_NATION) | BIT(ROLE_CURRENCY) | BIT(ROLE_UNIT) | BIT(ROLE_FEW);
static const uint64_t wake_ordinal = BIT(ROLE_ORDINAL) | BIT(ROLE_ORDSCALE) | BIT(ROLE_CARDINAL) |
                                     BIT(ROLE_TENS) | BIT(ROLE_ARTICLE);
static const uint64_t wake_date = BIT(ROLE_MONTH) | BIT(ROLE_WEEKDAY) | BIT(ROLE_SEASON) |
                                  BIT(ROLE_DAYPART) | BIT(ROLE_DAYWORD) | BIT(ROLE_RELATIVE) |
                                  BIT(ROLE_PHASE) | BIT(ROLE_HOLIDAY) | BIT(ROLE_CARDINAL) |
                                  BIT(ROLE_TENS) | BIT(ROLE_ORDINAL) | BIT(ROLE_ARTICLE) |
                                  BIT(ROLE_QUALIFIER) | BIT(ROLE_DATEWORD) | BIT(ROLE_WEEKDAYS) |
                                  BIT(ROLE_HALF) | BIT(ROLE_UNIT) | BIT(ROLE_FEW);

static bool
is_ascii(const struct quantity_scan *s, size_t at)
{
	return at >= s->text.len || (unsigned char)s->text.p[at] < 0x80;
}

/* Whether byte `at` is a border of grapheme clusters.  Between two ASCII bytes it always is (a CR
 * LF is never touched by a span); else the clusters are walked from the last border known. */
static bool
is_border(struct quantity_scan *s, size_t at)
{
	if (at == 0 || at >= s->text.len || (is_ascii(s, at) && is_ascii(s, at - 1)))
		return true;
	size_t from = at;
	while (from > s->border && !(is_ascii(s, from) && is_ascii(s, from - 1)))
		from--;
	if (from < s->border)
		from = s->border;
	while (from < at) {
		int width;
		size_t len = text_cluster_next(s->text, from, &width);
		if (from + len > at)
			break;
		from += len;
	}
	s->border = from;
	return from == at;
}

static void
push(struct quantity_scan *s, const struct quantity *q)
{
	if (!is_border(s, q->start) || !is_border(s, q->end)) {
		if (s->weekdays_count && s->weekdays[s->weekdays_count - 1].index == s->list_count)
			s->weekdays_count--;
		return;
	}
	s->list = arena_grow(s->arena, s->list, s->list_count, &s->list_cap, sizeof(*s->list));
	s->list[s->list_count++] = *q;
	quantity_show(s->arena, &s->list[s->list_count - 1]);
}

/* "aged 34", "age 7", ", 34," behind a name: years of somebody. */
static bool
is_age(const struct quantity_scan *s, const struct amount *a)
{
	if (!a->n.plain || a->n.value < 1 || a->n.value > 115 || a->unit != UNIT_NONE)
		return false;
	const struct token *before = &s->tokens[a->start - 1], *after = &s->tokens[a->end];
	if (token_is(before, ROLE_AGEWORD))
		return true;
	if (a->n.words || !token_mark(before, ',') || a->start < 3 || a->qual != QUAL_NONE)
		return false;
	const struct token *name = &s->tokens[a->start - 2];
	return name->kind == TOKEN_WORD && name->capital && !token_is(name, ROLE_MONTH) &&
	       !token_is(name, ROLE_WEEKDAY) && a->n.value > 3 && a->n.digits <= 2 &&
	       (token_mark(after, ',') || after->kind == TOKEN_END ||
	               (token_mark(after, '.') && !after->glued));
}

/* Nights, weekends and fortnights are shown as such, and kept in days and weeks. */
static void
base_duration(const struct quantity_scan *s, const struct amount *a, struct quantity *q)
{
	static const struct {
		int unit, base;
		double factor;
	} bases[] = { { UNIT_NIGHT, UNIT_DAY, 1 }, { UNIT_WEEKEND, UNIT_DAY, 2 },
		{ UNIT_FORTNIGHT, UNIT_WEEK, 2 }, { UNIT_SEMESTER, UNIT_MONTH, 6 },
		{ UNIT_MILLENNIUM, UNIT_CENTURY, 10 }, { UNIT_MILLISECOND, UNIT_SECOND, 0.001 } };
	if (q->kind != QUANTITY_DURATION)
		return;
	for (size_t k = 0; k < COUNT(bases); k++) {
		if (a->unit != bases[k].unit)
			continue;
		quantity_show(s->arena, q);
		q->unit = str_of(units[bases[k].base].name);
		q->value *= bases[k].factor;
		q->value2 *= bases[k].factor;
	}
}

static void
from_amount(const struct quantity_scan *s, const struct amount *a, struct quantity *q)
{
	*q = (struct quantity){
		.kind = a->kind, .qual = a->qual, .value = a->value, .value2 = a->value2
	};
	if (q->kind == QUANTITY_CURRENCY)
		q->unit = money_name(s->arena, a);
	else
		q->unit = a->name;
	if (is_age(s, a)) {
		q->kind = QUANTITY_AGE;
		q->unit = STR("year");
	}
	base_duration(s, a, q);
	q->start = s->tokens[a->start].start;
	q->end = s->tokens[a->end - 1].end;
	if (q->kind != QUANTITY_AGE)
		amount_noun(s, a, q);
}

/* "in her 40s": somebody's age, by the decade. */
static size_t
try_decade_of_age(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	const struct token *t = &s->tokens[i];
	size_t end = token_mark(&s->tokens[i + 1], '\'') ? i + 2 : i + 1;
	if (t->kind != TOKEN_NUMBER || t->digits != 2 || t->decimals || t->value < 20 ||
	        fmod(t->value, 10) != 0 || !token_eq(s, end, "s") || !s->tokens[end].glued)
		return 0;
	size_t k = token_is(&s->tokens[i - 1], ROLE_PHASE) || token_mark(&s->tokens[i - 1], '-')
	                   ? i - 1
	                   : i;
	k = token_is(&s->tokens[k - (k > 1)], ROLE_PHASE) ? k - 1 : k;
	if (k < 2 || !token_in(s, k - 1, "his her their my your our"))
		return 0;
	*q = (struct quantity){ .kind = QUANTITY_AGE,
		.qual = QUAL_BETWEEN,
		.unit = STR("year"),
		.value = t->value,
		.value2 = t->value + 9 };
	q->start = t->start;
	q->end = s->tokens[end].end;
	return end + 1;
}

static size_t
try_ordinal(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	struct number n;
	size_t end = number_ordinal(s, i, &n);
	if (!end || !isfinite(n.value))
		return 0;
	if (end == i + 1 && token_eq(s, i, "second") &&
	        token_in(s, i - 1, "a per each every split"))
		return 0;
	if (token_in(s, end, "street st avenue ave road rd floor precinct"))
		return 0; /* a place */
	*q = (struct quantity){ .kind = QUANTITY_ORDINAL, .value = n.value, .value2 = NAN };
	q->start = s->tokens[i].start;
	q->end = s->tokens[end - 1].end;
	return end;
}

/* "once", "twice", "three times" stand alone. */
static size_t
try_multiple(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	if (!token_is(&s->tokens[i], ROLE_MULTIPLE) || token_eq(s, i, "once") ||
	        token_eq(s, i + 1, "as"))
		return 0;
	*q = (struct quantity){ .kind = QUANTITY_COUNT, .value2 = NAN, .unit = STR("time") };
	q->value = token_value(&s->tokens[i], ROLE_MULTIPLE);
	q->start = s->tokens[i].start;
	q->end = s->tokens[i].end;
	return i + 1;
}

/* "release of 40 hostages and hundreds of prisoners": what is said of the first is said of both. */
static void
share_verb(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	if (q->verb.len || !q->what.len || !s->list_count || !token_eq(s, i - 1, "and") || i < 3)
		return;
	const struct quantity *last = &s->list[s->list_count - 1];
	const char *end = s->text.p + s->tokens[i - 2].end;
	if (last->verb.len && last->what.len && last->what.p + last->what.len == end)
		q->verb = last->verb;
}

static size_t
try_amount(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	struct amount a;
	size_t end = amount_range(s, i, &a);
	if (!end || !isfinite(a.value) || isinf(a.value2))
		return 0;
	if (amount_is_label(s, &a))
		return 0;
	from_amount(s, &a, q);
	share_verb(s, i, q);
	/* "two of which": of what was counted before */
	if (token_eq(s, end, "of") && token_in(s, end + 1, "which whom them these those") &&
	        s->list_count) {
		const struct quantity *last = &s->list[s->list_count - 1];
		if (last->what.len && s->tokens[end].start - last->end < 200) {
			q->what = last->what;
			q->kind = QUANTITY_COUNT;
		}
	}
	return end;
}

static void
render_when(const struct quantity_scan *s, struct quantity *q, const struct when *w)
{
	int year = s->today.known ? civil_of(s->today.day).year : 0;
	q->iso = when_iso(s->arena, w);
	q->display = when_show(s->arena, w, year);
	if (!q->display.len)
		q->display = str_sub(s->text, q->start, q->end);
	if (w->roughly)
		q->qual = QUAL_APPROX;
}

/* Renders the date, and remembers what later ones or the weekdays of the text may need. */
static void
set_when(struct quantity_scan *s, struct quantity *q, const struct when *w)
{
	render_when(s, q, w);
	if (w->grain >= GRAIN_DAY && !w->unresolved && !w->no_year && !w->weekday)
		s->last_year = civil_of(w->from).year;
	if (w->anchor && !s->anchor.known) {
		int64_t gap = w->from - s->today.day;
		s->anchor.known = !s->today.known || (gap >= -8 && gap <= 8);
		s->anchor.day = w->from;
		s->anchor_weekday = w->said_weekday;
	}
	if (!w->weekday)
		return;
	s->weekdays = arena_grow(
	        s->arena, s->weekdays, s->weekdays_count, &s->weekdays_cap, sizeof(*s->weekdays));
	s->weekdays[s->weekdays_count].index = s->list_count;
	s->weekdays[s->weekdays_count++].when = arena_alloc(s->arena, sizeof(*w));
	*s->weekdays[s->weekdays_count - 1].when = *w;
}

/* "Friday (22 March)" somewhere in the text fixes its other weekdays: each is the nearest to that
 * day. */
static void
anchor_weekdays(struct quantity_scan *s)
{
	if (!s->anchor.known)
		return;
	for (size_t k = 0; k < s->weekdays_count; k++) {
		struct when w = *s->weekdays[k].when;
		int off = (w.said_weekday - s->anchor_weekday + 10) % 7 - 3;
		w.from = s->anchor.day + off;
		w.to = w.from + 1;
		w.unresolved = false;
		w.no_year = !s->today.known;
		render_when(s, &s->list[s->weekdays[k].index], &w);
	}
}

static size_t
find_at(struct quantity_scan *s, size_t i, struct quantity *q)
{
	const struct token *t = &s->tokens[i];
	bool digits = t->kind == TOKEN_NUMBER, mark = t->kind == TOKEN_MARK;
	struct when w;
	when_init(&w);
	if (!s->english && digits) {
		size_t foreign = quantity_foreign(s, i, q, &w);
		if (foreign && quantity_is_date(q))
			set_when(s, q, &w);
		if (foreign)
			return foreign;
		when_init(&w);
	}
	size_t end = digits || t->roles & wake_date || (mark && t->mark && strchr("<>='", t->mark))
	                     ? date_find(s, i, q, &w)
	                     : 0;
	if (end)
		set_when(s, q, &w);
	if (!end && (digits || t->roles & wake_ordinal))
		end = try_ordinal(s, i, q);
	if (!end && digits)
		end = try_decade_of_age(s, i, q);
	if (!end && token_is(t, ROLE_MULTIPLE))
		end = try_multiple(s, i, q);
	if (!end &&
	        (digits || mark || t->roles & wake_amount || (t->upper && t->end - t->start == 4)))
		end = try_amount(s, i, q);
	return end;
}

static const uint64_t carries =
        BIT(ROLE_CARDINAL) | BIT(ROLE_TENS) | BIT(ROLE_SCALES) | BIT(ROLE_SCALE) | BIT(ROLE_DOZEN) |
        BIT(ROLE_DOZENS) | BIT(ROLE_TENSOF) | BIT(ROLE_HALF) | BIT(ROLE_QUARTER) |
        BIT(ROLE_FRACTIONSIGN) | BIT(ROLE_MONTH) | BIT(ROLE_WEEKDAY) | BIT(ROLE_SEASON) |
        BIT(ROLE_DAYPART) | BIT(ROLE_DAYWORD) | BIT(ROLE_UNIT) | BIT(ROLE_HOLIDAY) |
        BIT(ROLE_ORDINAL) | BIT(ROLE_ORDSCALE) | BIT(ROLE_CURRENCY) | BIT(ROLE_MINOR) |
        BIT(ROLE_MULTIPLE) | BIT(ROLE_FRACTION) | BIT(ROLE_COUPLE) | BIT(ROLE_PERIODWORD) |
        BIT(ROLE_PHASE);
#define NEAR_MAX                                                                                   \
	6 /* "greater than or equal to the N": how far before its number a quantity begins */

static uint8_t
near_max(const struct token *t)
{
	if (t->roles & (BIT(ROLE_QUALIFIER) | BIT(ROLE_SIGN) | BIT(ROLE_CODE)))
		return NEAR_MAX;
	return t->roles & (BIT(ROLE_DATEWORD) | BIT(ROLE_PHASE) | BIT(ROLE_RELATIVE)) ? 3 : 2;
}

/* For each token how far the next one is that can carry a quantity: small words far from any are
 * passed over. */
static void
measure_near(struct quantity_scan *s)
{
	uint8_t near = 255;
	for (size_t i = s->count; i-- > 1;) {
		struct token *t = &s->tokens[i];
		if (t->kind == TOKEN_NUMBER || t->roles & carries)
			near = 0;
		else if (near < 255)
			near++;
		t->near = near;
	}
}

static void
find_in_chunk(struct quantity_scan *s, size_t from, size_t to)
{
	number_tokens(s, from, to);
	measure_near(s);
	for (size_t i = 1; i < s->count;) {
		struct quantity q;
		size_t end = s->tokens[i].kind == TOKEN_JUNK ||
		                             s->tokens[i].near > near_max(&s->tokens[i])
		                     ? 0
		                     : find_at(s, i, &q);
		if (end > i && end <= s->count) {
			push(s, &q);
			i = end;
		} else if (s->tokens[i].kind == TOKEN_NUMBER) {
			/* what follows glued to a rejected number is not one either */
			for (i++; s->tokens[i].glued && s->tokens[i].kind == TOKEN_NUMBER; i++)
				;
		} else {
			i++;
		}
	}
}

/* The end of the chunk that begins at from: a line, or as many whole words as fit. */
static size_t
chunk_end(struct str text, size_t from)
{
	size_t max = text.len - from > QUANTITY_CHUNK_MAX ? from + QUANTITY_CHUNK_MAX : text.len;
	const char *line = memchr(text.p + from, '\n', max - from);
	if (line)
		return (size_t)(line - text.p);
	if (max == text.len)
		return max;
	size_t end = max;
	while (end > from && text.p[end] != ' ')
		end--;
	if (end > from)
		return end;
	while (max > from + 1 && ((unsigned char)text.p[max] & 0xc0) == 0x80)
		max--;
	return max;
}

/* Languages that write the decimal point as in English; all others here write a comma. */
static void
set_language(struct quantity_scan *s, struct str lang)
{
	static const char *const points[] = { "en", "ja", "zh", "ko", "th", "he", "hi", "ur", "bn",
		"ta", "ms", "sw", "ga", "mt" };
	struct str primary = str_split(&lang, '-');
	s->english = !primary.len || str_eq_nocase(primary, STR("en"));
	s->comma_decimal = !s->english;
	for (size_t k = 0; k < COUNT(points); k++)
		if (str_eq_nocase(primary, str_of(points[k])))
			s->comma_decimal = false;
}

size_t
quantity_find(
        struct arena *a, struct str text, const struct quantity_options *o, struct quantity **out)
{
	struct quantity_scan s = { .arena = a, .text = text };
	if (o && o->date != INT64_MIN) {
		int64_t day = o->date / 86400;
		s.today.day = o->date % 86400 < 0 ? day - 1 : day;
		s.today.second = (int32_t)(o->date - s.today.day * 86400);
		s.today.known = s.today.day > -1000000 && s.today.day < 1000000;
	}
	set_language(&s, o ? o->lang : STR_NONE);
	number_words_index(s.first);
	for (size_t from = 0; from < text.len;) {
		size_t to = chunk_end(text, from);
		if (to > from)
			find_in_chunk(&s, from, to);
		from = to < text.len && (text.p[to] == '\n' || text.p[to] == ' ') ? to + 1 : to;
	}
	anchor_weekdays(&s);
	*out = s.list;
	return s.list_count;
}
