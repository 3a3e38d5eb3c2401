/* SPDX-License-Identifier: ISC */
/*
 * brief.c - the headline that stands best for a story, and the fewest sentences that carry it.  A
 * stem weighs by how many of the articles have it and by its rarity in news; sentences are taken
 * one by one for the weight they add to what was taken, until little is added.  Nothing is
 * written that is not in an article.
 */
#include "story_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DOCS_MAX 200         /* newest articles that are read */
#define SENTENCES_PER_DOC 14 /* from its start */
#define WORDS_LEAST 7
#define WORDS_MOST 45
#define GAIN_LEAST 0.30    /* of the first sentence's gain: a sentence that adds less is left out */
#define POSITION_LOSS 0.06 /* of a sentence's worth, for each one before it */
#define LEAD_GAIN 1.15     /* of an article's first sentence */
#define STALE_LOSS 0.5     /* of a sentence with a figure that has changed since */
#define FRESH_GAIN 1.25    /* of one with the last value of a figure that changed */
#define LATER_GAIN 0.3     /* of the last headline against the first */
#define HEADLINE_LONG 110  /* bytes; a longer headline counts less */

struct fact {
	uint32_t hash, docs, last_doc;
	double weight;
	bool covered;
};
struct facts {
	struct fact *slots;
	size_t mask, count;
};
struct candidate {
	uint32_t doc;
	struct str text;
	uint32_t *facts; /* slots, each once */
	size_t facts_count;
	uint64_t key;  /* of its text */
	double factor; /* for its place, length and figures */
	bool taken;
};
struct pool {
	struct candidate *list;
	size_t count, cap;
};

static size_t
slot_of(const struct facts *f, uint32_t hash)
{
	size_t at = (hash * 0x9E3779B1u >> 7) & f->mask;

	while (f->slots[at].docs != 0 && f->slots[at].hash != hash)
		at = (at + 1) & f->mask;
	return at;
}

/* Counts a stem once an article. */
static void
count_fact(struct facts *f, uint32_t hash, uint32_t doc)
{
	size_t at = slot_of(f, hash);
	struct fact *x = &f->slots[at];

	if (x->docs == 0) {
		if (f->count * 4 > f->mask * 3)
			return;
		f->count++;
		x->hash = hash;
		x->last_doc = UINT32_MAX;
	}
	if (x->last_doc != doc)
		x->docs++;
	x->last_doc = doc;
}

static void
count_text(struct arena *a, struct facts *f, struct str text, uint32_t doc, size_t words)
{
	struct token_reader r = { .arena = a, .text = text };
	struct token t;

	while (words-- > 0 && token_next(&r, &t))
		if (!t.common)
			count_fact(f, t.hash, doc);
}

static void
weigh_facts(struct facts *f)
{
	for (size_t i = 0; i <= f->mask; i++) {
		struct fact *x = &f->slots[i];

		if (x->docs > 0)
			x->weight = log(1.0 + x->docs) * background_of(x->hash) / BACKGROUND_STEP;
	}
}

static struct facts
facts_of(struct arena *a, const struct story_doc *docs, size_t count, size_t words)
{
	struct facts f = { .mask = 1023 };

	while (f.mask < count * (words < 1000 ? words : 1000) * 2 && f.mask < (1u << 20) - 1)
		f.mask = f.mask * 2 + 1;
	f.slots = arena_array(a, f.mask + 1, sizeof(*f.slots));
	for (size_t i = 0; i < count; i++) {
		count_text(a, &f, docs[i].title, (uint32_t)i, words);
		count_text(a, &f, docs[i].text, (uint32_t)i, words);
	}
	weigh_facts(&f);
	return f;
}

size_t
story_central(const struct story_doc *docs, size_t count)
{
	struct arena *work;
	struct facts f;
	double most = -1;
	size_t best = 0, from = count > DOCS_MAX ? count - DOCS_MAX : 0;

	if (count < 2)
		return 0;
	work = arena_create();
	f = facts_of(work, docs + from, count - from, 80);
	for (size_t i = from; i < count; i++) {
		struct token_reader r = { .arena = work, .text = docs[i].title };
		struct token t;
		double sum = 0;
		size_t words = 0;

		while (token_next(&r, &t)) {
			const struct fact *x = &f.slots[slot_of(&f, t.hash)];

			words++;
			if (!t.common && x->docs > 1)
				sum += x->weight;
		}
		sum /= sqrt((double)words + 3.0);
		if (docs[i].title.len > HEADLINE_LONG)
			sum *= 0.7;
		/* Of two that stand as well for it the later one. */
		sum *= 1.0 + LATER_GAIN * (double)(i - from + 1) / (double)(count - from);
		if (sum > most) {
			most = sum;
			best = i;
		}
	}
	arena_destroy(work);
	return best;
}

/* Words at the start of a sentence that lean on the one before. */
static bool
leans_back(struct str s)
{
	static const char words[][8] = { "He", "She", "It", "They", "That", "This", "These",
		"Those", "But", "And", "His", "Her", "Their", "Its", "So", "There", "Then",
		"Neither", "Both", "Such", "I", "We", "You", "Or", "Yet", "Here", "Still" };
	struct str first = str_split(&s, ' ');

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(first, str_of(words[i])))
			return true;
	return first.len > 0 &&
	       !((first.p[0] >= 'A' && first.p[0] <= 'Z') || (unsigned char)first.p[0] >= 0x80 ||
	               (first.p[0] >= '0' && first.p[0] <= '9'));
}

/* A quotation says little without who speaks and why. */
static bool
opens_quote(struct str s)
{
	static const char marks[][4] = { "\"", "'", "``", "\u201C", "\u2018", "\u201E", "\u00AB" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_starts(s, str_of(marks[i])))
			return true;
	return false;
}

static size_t
count_of(struct str s, const char *mark)
{
	size_t count = 0;

	for (ptrdiff_t at; (at = str_find(s, str_of(mark))) >= 0; count++)
		s = str_sub(s, (size_t)at + strlen(mark), s.len);
	return count;
}

/* Does it end as a sentence, without a quotation or bracket left open? */
static bool
is_whole(struct str s)
{
	size_t quotes = 0, open = 0, closed = 0;
	char last = s.len > 0 ? s.p[s.len - 1] : 'x';

	for (size_t i = 0; i < s.len; i++) {
		quotes += s.p[i] == '"';
		open += s.p[i] == '(';
		closed += s.p[i] == ')';
	}
	if (quotes % 2 != 0 || open != closed ||
	        (count_of(s, "\u201E") == 0 && count_of(s, "\u201C") != count_of(s, "\u201D")) ||
	        str_find(s, STR("?")) >= 0 || str_find(s, STR("\t")) >= 0)
		return false;
	return last == '.' || last == '"' || last == '!' || (unsigned char)last >= 0x80;
}

static void
add_candidate(struct arena *a, struct pool *pool, const struct facts *f, struct str text,
        uint32_t doc, size_t place)
{
	struct candidate c = { .doc = doc, .text = text };
	struct token_reader r = { .arena = a, .text = text };
	struct token t;
	size_t words = 0;

	c.facts = arena_array(a, WORDS_MOST + 1, sizeof(*c.facts));
	while (token_next(&r, &t) && ++words <= WORDS_MOST) {
		uint32_t slot = (uint32_t)slot_of(f, t.hash);
		bool had = t.common || f->slots[slot].docs == 0;

		for (size_t i = 0; i < c.facts_count && !had; i++)
			had = c.facts[i] == slot;
		if (!had)
			c.facts[c.facts_count++] = slot;
	}
	c.key = hash_str(text);
	for (size_t i = 0; i < pool->count; i++)
		if (pool->list[i].key == c.key)
			return; /* a copy's */
	if (words < WORDS_LEAST || words > WORDS_MOST)
		return;
	c.factor = (1.0 - POSITION_LOSS * (double)place) / sqrt((double)words + 6.0);
	if (opens_quote(text))
		c.factor *= 0.4;
	if (place == 0)
		c.factor *= LEAD_GAIN;
	pool->list = arena_grow(a, pool->list, pool->count, &pool->cap, sizeof(*pool->list));
	pool->list[pool->count++] = c;
}

static void
fill_pool(struct arena *a, struct pool *pool, const struct facts *f, const struct story_doc *docs,
        size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct text_span *list;
		size_t n = sentence_list(a, docs[i].text, &list);

		for (size_t k = 0; k < n && k < SENTENCES_PER_DOC; k++) {
			struct str s = str_sub(docs[i].text, list[k].start, list[k].end);

			if (k == 0)
				s = sentence_body(s);
			if (s.len > 0 && is_whole(s) && !leans_back(s))
				add_candidate(a, pool, f, s, (uint32_t)i, k);
		}
	}
}

/* Is any figure of series s after point i another than at i? */
static bool
changed_since(const struct figure_series *s, size_t i)
{
	for (size_t k = i + 1; k < s->points_count; k++)
		if (s->points[k].state != FIGURE_SAME && s->points[k].state != FIGURE_DISPUTED)
			return true;
	return false;
}

static void
weigh_figure(
        struct pool *pool, const struct story_doc *docs, const struct figure_series *s, size_t i)
{
	const struct figure_point *p = &s->points[i];
	bool stale = changed_since(s, i), ever = changed_since(s, 0);

	for (size_t k = 0; k < pool->count; k++) {
		struct candidate *c = &pool->list[k];
		const struct story_doc *d = &docs[c->doc];
		size_t start = (size_t)(c->text.p - d->text.p);

		if (d->id != p->article || p->start < start || p->end > start + c->text.len)
			continue;
		if (stale)
			c->factor *= STALE_LOSS;
		else if (ever)
			c->factor *= FRESH_GAIN;
	}
}

/* Sentences with figures that no longer hold step back. */
static void
weigh_figures(struct arena *a, struct pool *pool, const struct story_doc *docs, size_t count)
{
	struct figure_series *series;
	size_t n = story_figures(a, docs, count, &series);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < series[i].points_count; k++)
			weigh_figure(pool, docs, &series[i], k);
}

static double
gain_of(const struct candidate *c, const struct facts *f, size_t docs)
{
	double sum = 0;

	for (size_t i = 0; i < c->facts_count; i++) {
		const struct fact *x = &f->slots[c->facts[i]];

		if (!x->covered && (x->docs > 1 || docs < 3))
			sum += x->weight;
	}
	/* What was written later knows better. */
	return sum * c->factor * (0.85 + 0.15 * (c->doc + 1.0) / (double)docs);
}

static int
by_date(const void *a, const void *b)
{
	const struct candidate *x = *(const struct candidate *const *)a;
	const struct candidate *y = *(const struct candidate *const *)b;

	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	return x->text.p < y->text.p ? -1 : x->text.p > y->text.p;
}

static size_t
choose(struct pool *pool, const struct facts *f, size_t docs, size_t max,
        const struct candidate **chosen)
{
	double first = 0;
	size_t count = 0;

	while (count < max) {
		struct candidate *best = NULL;
		double most = 0;

		for (size_t i = 0; i < pool->count; i++) {
			double gain = pool->list[i].taken ? 0 : gain_of(&pool->list[i], f, docs);

			if (gain > most) {
				most = gain;
				best = &pool->list[i];
			}
		}
		if (best == NULL || most < GAIN_LEAST * first)
			break;
		first = count == 0 ? most : first;
		best->taken = true;
		for (size_t i = 0; i < best->facts_count; i++)
			f->slots[best->facts[i]].covered = true;
		chosen[count++] = best;
	}
	qsort(chosen, count, sizeof(*chosen), by_date);
	return count;
}

size_t
story_brief(struct arena *a, const struct story_doc *docs, size_t count, size_t sentences_max,
        struct brief_sentence **out)
{
	struct arena *work = arena_create();
	size_t from = count > DOCS_MAX ? count - DOCS_MAX : 0, chosen_count;
	struct facts f = facts_of(work, docs + from, count - from, 400);
	struct pool pool = { 0 };
	const struct candidate **chosen;

	fill_pool(work, &pool, &f, docs + from, count - from);
	weigh_figures(work, &pool, docs + from, count - from);
	if (sentences_max > pool.count)
		sentences_max = pool.count;
	chosen = arena_array(work, sentences_max + 1, sizeof(*chosen));
	chosen_count = choose(&pool, &f, count - from, sentences_max, chosen);
	*out = arena_array(a, chosen_count + 1, sizeof(**out));
	for (size_t i = 0; i < chosen_count; i++) {
		const struct story_doc *d = &docs[from + chosen[i]->doc];

		(*out)[i] = (struct brief_sentence){ d->id, d->date, d->source, chosen[i]->text };
	}
	arena_destroy(work);
	return chosen_count;
}
