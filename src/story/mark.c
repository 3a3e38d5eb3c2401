/* SPDX-License-Identifier: ISC */
/*
 * mark.c - the figures of one article with what is said about them: what is counted (by a small
 * list of words for tolls, else by its noun and the words around it), which values it allows, and
 * whether the sentence takes it back, sets it against another or only adds to it.
 */
#include "figure_private.h"

#include <math.h>
#include <string.h>

#define CUE_FAR 8 /* words between a figure and the word that says what is counted */
#define CUE_BACK                                                                                   \
	12 /* the same for a figure that stands behind its words: "killed ... rose to 14" */
#define ACCOUNT_FAR 5 /* words between "rejected" and what is rejected */
#define CUE_NEAR 3    /* the same when the noun is not simply "people" */
#define LANG_WORDS 300
#define LANG_WORDS_MIN 20
#define LANG_COMMON 0.15 /* share of function words, at least */
#define WINDOW 12        /* words on each side that are its context */
#define ROUND_MOST 0.15  /* of a value: more than that nobody rounds */
#define ROUND_SURE 1000  /* from here on zeros at the end may be rounding */

const struct figure_class_info figure_classes[CLASSES] = {
	[CLASS_NONE] = { "", false, 1.0 },
	[CLASS_DEATHS] = { "people killed", true, 4.0 },
	[CLASS_INJURED] = { "people injured", true, 2.5 },
	[CLASS_MISSING] = { "people missing", false, 3.0 },
	[CLASS_DISPLACED] = { "people displaced", false, 3.0 },
	[CLASS_DETAINED] = { "people detained", false, 2.0 },
	[CLASS_INFECTED] = { "infections", true, 2.5 },
	[CLASS_HOSPITAL] = { "people in hospital", false, 1.8 },
	[CLASS_RESCUED] = { "people rescued", true, 1.8 },
	[CLASS_TRAPPED] = { "people trapped", false, 2.0 },
};

/* A word that starts so says what is counted. */
static const struct {
	const char *start;
	enum figure_class kind_of;
} cues[] = {
	{ "kill", CLASS_DEATHS },
	{ "dead", CLASS_DEATHS },
	{ "death", CLASS_DEATHS },
	{ "died", CLASS_DEATHS },
	{ "dies", CLASS_DEATHS },
	{ "fatalit", CLASS_DEATHS },
	{ "toll", CLASS_DEATHS },
	{ "perish", CLASS_DEATHS },
	{ "injur", CLASS_INJURED },
	{ "wound", CLASS_INJURED },
	{ "hurt", CLASS_INJURED },
	{ "missing", CLASS_MISSING },
	{ "unaccounted", CLASS_MISSING },
	{ "displac", CLASS_DISPLACED },
	{ "homeless", CLASS_DISPLACED },
	{ "evacuat", CLASS_DISPLACED },
	{ "uproot", CLASS_DISPLACED },
	{ "fled", CLASS_DISPLACED },
	{ "arrest", CLASS_DETAINED },
	{ "detain", CLASS_DETAINED },
	{ "infect", CLASS_INFECTED },
	{ "hospital", CLASS_HOSPITAL },
	{ "rescued", CLASS_RESCUED },
	{ "trapped", CLASS_TRAPPED },
};

static const char people_words[][12] = { "people", "persons", "person", "residents", "inhabitants",
	"villagers", "civilians", "others", "lives", "deaths", "death", "dead", "fatalities",
	"injured", "wounded", "missing", "injuries", "infections", "arrests" };
static const char earlier_words[][12] = { "from", "than", "compared", "was", "were", "earlier",
	"previous" };
static const char corrected_words[][12] = { "correct", "lowered", "revised", "mistak", "error",
	"double-coun", "twice", "wrong", "overcount" };
static const char disputed_words[][12] = { "disput", "insist", "denie", "reject", "contradict",
	"contest", "rival", "however", "whereas" };
/* Those of them that need no second figure beside them, with what they must be about. */
static const char rejected_words[][12] = { "disput", "denie", "reject", "contradict", "contest" };
static const char account_words[][12] = { "figure", "number", "count", "account", "toll",
	"estimate", "claim", "version", "report", "death", "casualt", "statement" };
static const char part_before[][12] = { "including", "among", "another", "further", "additional",
	"alone" };
static const char part_after[][12] = { "more" };

struct reader {
	struct arena *arena;
	const struct story_doc *doc;
	struct token *tokens;
	struct text_span *sentences;
	size_t tokens_count, sentences_count;
	bool correction; /* the article says somewhere that it corrects an earlier one */
	bool *in_figure; /* per token: part of a quantity */
};

static struct str
word_at(const struct reader *r, size_t i)
{
	return str_sub(r->doc->text, r->tokens[i].start, r->tokens[i].end);
}

static bool
starts_any(struct str word, const char (*list)[12], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts_nocase(word, str_of(list[i])))
			return true;
	return false;
}

static bool
is_any(struct str word, const char (*list)[12], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(word, str_of(list[i])))
			return true;
	return false;
}

static enum figure_class
cue_of(struct str word)
{
	for (size_t i = 0; i < COUNT(cues); i++)
		if (str_starts_nocase(word, str_of(cues[i].start)))
			return cues[i].kind_of;
	return CLASS_NONE;
}

/* ---- intervals ---- */

/* The place of the last digit that is not zero: 1000 for 32,000, 0.1 for 2.4. */
static double
round_unit(double v)
{
	double unit = 1;

	v = fabs(v);
	if (v == 0 || !isfinite(v))
		return 1;
	while (fabs(v / unit - round(v / unit)) > 1e-6 && unit > 1e-4)
		unit /= 10;
	while (unit < v && fabs(v / (unit * 10) - round(v / (unit * 10))) < 1e-9)
		unit *= 10;
	return unit;
}

void
mark_interval(const struct quantity *q, double *low, double *high)
{
	double v = q->value, unit = round_unit(v), size = fabs(v);
	double half = fmin(unit / 2, size * ROUND_MOST), step = fmin(unit, size * 0.25);

	*low = *high = v;
	switch (q->qual) {
	case QUAL_APPROX:
		*low = v - fmax(half, size * 0.05);
		*high = v + fmax(half, size * 0.05);
		break;
	case QUAL_ALMOST: *low = v - fmax(half, size * 0.03); break;
	case QUAL_OVER: *high = v + step; break;
	case QUAL_ATLEAST:
		if (size >= ROUND_SURE && unit > 1)
			*high = v + step;
		break;
	case QUAL_UNDER:
	case QUAL_ATMOST: *low = v - step; break;
	default:
		if (!isnan(q->value2) && q->value2 >= v) {
			*high = q->value2;
		} else if (size >= ROUND_SURE && unit >= 100) {
			*low = v - unit / 2;
			*high = v + unit / 2;
		} else if (size >= 1e6 || unit < 1) {
			*low = v - unit * 0.49;
			*high = v + unit * 0.49;
		}
	}
}

/* ---- what is counted ---- */

static size_t
sentence_of(const struct reader *r, uint32_t at)
{
	for (size_t i = 0; i < r->sentences_count; i++)
		if (at < r->sentences[i].end)
			return i;
	return r->sentences_count > 0 ? r->sentences_count - 1 : 0;
}

/* First token at or after a byte. */
static size_t
token_from(const struct reader *r, uint32_t at)
{
	size_t low = 0, high = r->tokens_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (r->tokens[mid].start < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct str
last_word(struct str s)
{
	size_t at;

	s = str_trim(s);
	at = s.len;
	while (at > 0 && s.p[at - 1] != ' ' && s.p[at - 1] != '-')
		at--;
	return str_sub(s, at, s.len);
}

/* The noun that is counted; its token, or SIZE_MAX. */
static size_t
read_head(struct reader *r, struct mark *m, size_t after, size_t end)
{
	struct str head = last_word(m->q->what);
	struct token_reader t = { .arena = r->arena, .text = head };
	struct token token;

	m->people = head.len == 0 || is_any(head, people_words, COUNT(people_words)) ||
	            (head.p[0] >= 'A' && head.p[0] <= 'Z');
	if (head.len == 0 || !token_next(&t, &token))
		return SIZE_MAX;
	m->head = token.hash;
	for (size_t i = after; i < end && i < after + 6; i++)
		if (r->tokens[i].hash == token.hash)
			return i;
	return SIZE_MAX;
}

/* "The number of whales ... rose to 26": the noun stands before a bare figure. */
static void
read_number_of(const struct reader *r, struct mark *m, size_t before)
{
	uint32_t start = r->sentences[m->place].start;

	for (size_t i = before; i-- > 1 && r->tokens[i].start >= start && !r->in_figure[i];) {
		if (!str_eq_nocase(word_at(r, i), STR("of")) ||
		        !(str_eq_nocase(word_at(r, i - 1), STR("number")) ||
		                str_eq_nocase(word_at(r, i - 1), STR("count"))))
			continue;
		m->head = r->tokens[i + 1].hash;
		m->people = is_any(word_at(r, i + 1), people_words, COUNT(people_words));
		m->kind_of = cue_of(word_at(r, i + 1));
		return;
	}
}

/* The tolls that are spoken of near a figure, the nearest word first, and not past another figure.
 */
static void
read_class(const struct reader *r, struct mark *m, size_t before, size_t after, size_t end,
        size_t noun)
{
	size_t far = m->people ? CUE_FAR : CUE_NEAR, best = SIZE_MAX;
	size_t from = noun != SIZE_MAX ? noun : after,
	       back = m->people && noun == SIZE_MAX ? CUE_BACK : far;

	if (noun != SIZE_MAX && cue_of(word_at(r, noun)) != CLASS_NONE) {
		m->kind_of = cue_of(word_at(r, noun));
		m->people = true;
		return;
	}
	for (size_t i = from; i < end && i <= from + far && !r->in_figure[i]; i++) {
		enum figure_class c = cue_of(word_at(r, i));

		if (str_eq_nocase(word_at(r, i), STR("homes")) && i > 0 &&
		        str_eq_nocase(word_at(r, i - 1), STR("their")))
			c = CLASS_DISPLACED;
		if (c == CLASS_NONE)
			continue;
		m->kind_of = c;
		best = i - from;
		break;
	}
	for (size_t i = before; i-- > 0 && before - i <= back;) {
		enum figure_class c;

		if (r->in_figure[i] || r->tokens[i].start < r->sentences[m->place].start)
			break;
		c = cue_of(word_at(r, i));
		if (c == CLASS_NONE)
			continue;
		if (before - i <= best)
			m->kind_of = c;
		break;
	}
}

static void
add_context(const struct reader *r, struct mark *m, size_t i)
{
	const struct token *t = &r->tokens[i];

	if (t->common || t->number || r->in_figure[i] || m->context_count == CONTEXT_MAX)
		return;
	for (size_t k = 0; k < m->context_count; k++)
		if (m->context[k].hash == t->hash)
			return;
	m->context[m->context_count].hash = t->hash;
	m->context[m->context_count].weight = t->background;
	m->context[m->context_count].start = t->start;
	m->context[m->context_count++].end = t->end;
}

static void
read_context(const struct reader *r, struct mark *m, size_t before, size_t after)
{
	const struct text_span *s = &r->sentences[m->place];

	for (size_t d = 0; d < WINDOW; d++) {
		if (after + d < r->tokens_count && r->tokens[after + d].start < s->end)
			add_context(r, m, after + d);
		if (before > d && r->tokens[before - 1 - d].start >= s->start)
			add_context(r, m, before - 1 - d);
	}
}

/* Words right before and behind that say the value is past, or a part. */
static void
read_neighbours(const struct reader *r, struct mark *m, size_t before, size_t after, size_t end)
{
	const struct text_span *s = &r->sentences[m->place];
	size_t seen = 0;

	for (size_t i = before; i-- > 0 && seen < 3 && r->tokens[i].start >= s->start; seen++) {
		struct str w = word_at(r, i);

		if (seen == 0 && is_any(w, earlier_words, 2))
			m->earlier = !str_eq_nocase(w, STR("than")) || m->q->qual == QUAL_NONE;
		if (seen < 2 && starts_any(w, earlier_words + 2, 1))
			m->earlier = true;
		if (starts_any(w, part_before, COUNT(part_before)))
			m->part = true;
		if (seen == 0 && str_eq_nocase(w, STR("of")) && i > 0 &&
		        starts_any(word_at(r, i - 1),
		                (const char[][12]){ "city", "town", "popul", "villag", "valley" },
		                5))
			m->part = true;
	}
	for (size_t i = after; i < end && i < after + 2; i++)
		if (is_any(word_at(r, i), part_after, COUNT(part_after)))
			m->part = true;
	if (after + 1 < end && str_eq_nocase(word_at(r, after), STR("of")) && m->q->what.len == 0 &&
	        is_any(word_at(r, after + 1), (const char[][12]){ "them", "those", "whom", "the" },
	                4))
		m->part = true;
}

/* "not in dispute" */
static bool
is_denied(const struct reader *r, size_t i)
{
	return i > 1 && str_eq_nocase(word_at(r, i - 1), STR("in")) &&
	       str_eq_nocase(word_at(r, i - 2), STR("not"));
}

/* "rejected the figure", "disputes that": not "rejected the bill". */
static bool
is_of_account(const struct reader *r, size_t i, const struct text_span *s)
{
	size_t from = i > ACCOUNT_FAR ? i - ACCOUNT_FAR : 0;

	if (i + 1 < r->tokens_count && (str_eq_nocase(word_at(r, i + 1), STR("that")) ||
	                                       str_eq_nocase(word_at(r, i + 1), STR("this"))))
		return true;
	for (size_t k = from; k < r->tokens_count && k <= i + ACCOUNT_FAR; k++)
		if (r->tokens[k].start >= s->start && r->tokens[k].start < s->end &&
		        starts_any(word_at(r, k), account_words, COUNT(account_words)))
			return true;
	return false;
}

static void
read_sentence(const struct reader *r, struct mark *m)
{
	const struct text_span *s = &r->sentences[m->place];

	m->corrected = r->correction;
	for (size_t i = token_from(r, s->start); i < r->tokens_count && r->tokens[i].start < s->end;
	        i++) {
		struct str w = word_at(r, i);

		m->corrected |= starts_any(w, corrected_words, COUNT(corrected_words));
		if (starts_any(w, disputed_words, COUNT(disputed_words)))
			m->disputed = !is_denied(r, i);
		if (starts_any(w, rejected_words, COUNT(rejected_words)) && !is_denied(r, i))
			m->rejected |= is_of_account(r, i, s);
	}
}

static bool
may_be_followed(const struct quantity *q)
{
	switch (q->kind) {
	case QUANTITY_COUNT:
	case QUANTITY_NUMBER:
	case QUANTITY_PERCENT:
	case QUANTITY_CURRENCY:
	case QUANTITY_MEASURE:
	case QUANTITY_TEMPERATURE:
	case QUANTITY_RANGE: break;
	default: return false;
	}
	if (!isfinite(q->value) || q->qual == QUAL_VAGUE || str_eq(q->unit, STR("time")))
		return false;
	return q->kind != QUANTITY_NUMBER || q->what.len > 0 || q->qual != QUAL_NONE ||
	       q->value < 1500 || q->value > 2100 || q->value != floor(q->value);
}

static void
mark_figures(struct reader *r)
{
	const struct entities *e = r->doc->entities;

	r->in_figure = arena_array(r->arena, r->tokens_count + 1, sizeof(*r->in_figure));
	for (size_t i = 0; i < e->quantities_count; i++) {
		const struct quantity *q = &e->quantities[i];

		if (quantity_is_date(q) || q->kind == QUANTITY_ORDINAL)
			continue;
		for (size_t k = token_from(r, q->start);
		        k < r->tokens_count && r->tokens[k].start < q->end; k++)
			r->in_figure[k] = true;
	}
}

/* The words that say what is counted are English, and so is the reading of figures: of other
 * languages it is better to say nothing.  Where no language is known, function words tell. */
static bool
is_english(const struct reader *r)
{
	struct str lang = r->doc->lang, primary;
	size_t common = 0, looked = r->tokens_count < LANG_WORDS ? r->tokens_count : LANG_WORDS;

	primary = str_split(&lang, '-');
	if (primary.len > 0)
		return str_eq_nocase(primary, STR("en"));
	for (size_t i = 0; i < looked; i++)
		common += r->tokens[i].common;
	return looked < LANG_WORDS_MIN || (double)common >= LANG_COMMON * (double)looked;
}

/* "Correction: an earlier version said..." */
static bool
says_correction(const struct reader *r)
{
	for (size_t i = 0; i < r->tokens_count; i++) {
		if (!str_starts_nocase(word_at(r, i), STR("correct")))
			continue;
		for (size_t k = i + 1; k < r->tokens_count && k < i + 8; k++)
			if (str_eq_nocase(word_at(r, k), STR("earlier")) ||
			        str_eq_nocase(word_at(r, k), STR("previous")))
				return true;
	}
	return false;
}

static void
read_mark(struct reader *r, struct mark *m)
{
	const struct quantity *q = m->q;
	size_t before = token_from(r, q->start), after = token_from(r, q->end), end, noun;

	m->place = (uint32_t)sentence_of(r, q->start);
	m->from = r->sentences[m->place].start;
	m->to = r->sentences[m->place].end;
	end = token_from(r, m->to);
	mark_interval(q, &m->low, &m->high);
	noun = read_head(r, m, after, end);
	if (q->kind == QUANTITY_COUNT || q->kind == QUANTITY_NUMBER || q->kind == QUANTITY_RANGE) {
		if (m->head == 0)
			read_number_of(r, m, before);
		if (m->kind_of == CLASS_NONE)
			read_class(r, m, before, after, end, noun);
		if (q->value < 1 || q->value != floor(q->value))
			m->kind_of = CLASS_NONE; /* a share, no count of people */
	}
	read_context(r, m, before, after);
	read_neighbours(r, m, before, after, end);
	read_sentence(r, m);
}

/* "34 people were missing.  The city insists that there are 58." */
static void
inherit_class(struct mark *m, const struct mark *before)
{
	bool bare = m->q->kind == QUANTITY_NUMBER && m->head == 0 && m->kind_of == CLASS_NONE;

	if (bare && m->disputed && before->kind_of != CLASS_NONE && m->place - before->place <= 1)
		m->kind_of = before->kind_of;
}

size_t
mark_list(struct arena *a, const struct story_doc *doc, size_t doc_index, struct mark **out)
{
	struct reader r = { .arena = a, .doc = doc };
	struct mark *list = NULL;
	size_t count = 0, cap = 0;

	*out = NULL;
	if (doc->entities == NULL || doc->entities->quantities_count == 0)
		return 0;
	r.tokens_count = token_list(a, doc->text, &r.tokens);
	r.sentences_count = sentence_list(a, doc->text, &r.sentences);
	if (r.sentences_count == 0 || !is_english(&r))
		return 0;
	mark_figures(&r);
	r.correction = says_correction(&r);
	for (size_t i = 0; i < doc->entities->quantities_count; i++) {
		const struct quantity *q = &doc->entities->quantities[i];

		if (!may_be_followed(q) || q->end > doc->text.len)
			continue;
		list = arena_grow(a, list, count, &cap, sizeof(*list));
		list[count] = (struct mark){ .doc = doc_index, .q = q };
		read_mark(&r, &list[count]);
		if (count > 0)
			inherit_class(&list[count], &list[count - 1]);
		count++;
	}
	*out = list;
	return count;
}
