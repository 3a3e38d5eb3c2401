/* SPDX-License-Identifier: ISC */
/*
 * features.c - what clustering keeps of an article.  Terms are stems and pairs of stems in a row;
 * a term weighs 1 + ln of its count, more when it is met early (the headline is read as the first
 * words).  The signature is the smallest hashes of runs of four words (Broder 1997).
 * Packed: 'S', version, sketch count, 0, term count (2), sketch (4 each), terms (6 each), all
 * little-endian.
 */
#include "story_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT 1
#define HEADER 6
#define WORDS_MAX 20000  /* of an article; the rest tells nothing new about its subject */
#define LEAD_WEIGHT 0.75 /* what the very first word weighs more */
#define LEAD_WORDS 60.0  /* how fast that fades */
#define LEAD_END 400     /* where nothing of it is left */
#define PAIR_WEIGHT 0.3  /* of two words in a row against a single one */
#define WORTH_STEPS 1024 /* of a term's weight times its rarity, below 65536 */
#define SHINGLE 4        /* words in a row of the signature */

struct slot {
	uint32_t hash, count, first;
	uint8_t background;
	bool used;
};
struct counter {
	struct slot *slots;
	uint32_t *filled; /* slots in order of use */
	size_t mask, count;
};

static void
counter_add(struct counter *c, uint32_t hash, uint32_t position, uint8_t background)
{
	size_t at = (hash * 0x9E3779B1u >> 8) & c->mask;

	while (c->slots[at].used && c->slots[at].hash != hash)
		at = (at + 1) & c->mask;
	if (!c->slots[at].used) {
		c->slots[at] = (struct slot){ hash, 0, position, background, true };
		c->filled[c->count++] = (uint32_t)at;
	}
	c->slots[at].count++;
}

static uint32_t
mix(uint32_t a, uint32_t b)
{
	uint32_t h = a * 0x9E3779B1u ^ (b + 0x85EBCA6Bu);

	h ^= h >> 15;
	h *= 0x2C1B3C6Du;
	h ^= h >> 13;
	return h;
}

static void
count_terms(struct counter *c, const struct token *list, size_t count)
{
	const struct token *before = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct token *t = &list[i];

		if (!t->common)
			counter_add(c, t->hash, (uint32_t)i, t->background);
		if (before != NULL && !t->common && !before->common)
			counter_add(c, mix(before->hash, t->hash), (uint32_t)i, BACKGROUND_PAIR);
		before = t;
	}
}

static double
term_weight(const struct slot *s)
{
	double w = s->count == 1 ? 1.0 : 1.0 + log((double)s->count);

	if (s->background == BACKGROUND_PAIR)
		return PAIR_WEIGHT * w;
	if (s->first > LEAD_END)
		return w;
	return w * (1.0 + LEAD_WEIGHT * exp(-(double)s->first / LEAD_WORDS));
}

static uint32_t
worth_of(const struct term *t)
{
	return (uint32_t)t->tf * t->background;
}

static int
by_worth(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	if (worth_of(x) != worth_of(y))
		return worth_of(x) > worth_of(y) ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* Leaves the worthiest terms at the front; of equals those of smaller hash. */
static size_t
keep_worthiest(struct term *list, size_t count)
{
	uint16_t of_worth[WORTH_STEPS] = { 0 };
	size_t step = WORTH_STEPS, above = 0, kept = 0, edge = 0;

	if (count <= FEATURE_TERMS_MAX)
		return count;
	for (size_t i = 0; i < count; i++)
		of_worth[worth_of(&list[i]) * WORTH_STEPS >> 16]++;
	while (above + of_worth[step - 1] <= FEATURE_TERMS_MAX)
		above += of_worth[--step];
	for (size_t i = 0; i < count;
	        i++) { /* those of the step at the edge go behind the others */
		struct term t = list[i];
		size_t at = worth_of(&t) * WORTH_STEPS >> 16;

		if (at + 1 < step)
			continue;
		list[i] = list[kept + edge];
		if (at + 1 == step) {
			list[kept + edge++] = t;
		} else {
			list[kept + edge] = list[kept];
			list[kept++] = t;
		}
	}
	qsort(list + kept, edge, sizeof(*list), by_worth);
	return FEATURE_TERMS_MAX;
}

static int
by_hash(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void
fill_terms(struct arena *a, const struct counter *c, struct features *f)
{
	struct term *list = arena_array(a, c->count + 1, sizeof(*list));
	size_t keep;

	for (size_t i = 0; i < c->count; i++) {
		const struct slot *s = &c->slots[c->filled[i]];
		double tf = term_weight(s) * FEATURE_TF_STEP;

		list[i].hash = s->hash;
		list[i].tf = tf > 255 ? 255 : (uint8_t)(tf + 0.5);
		list[i].background = s->background;
	}
	keep = keep_worthiest(list, c->count);
	qsort(list, keep, sizeof(*list), by_hash);
	memcpy(f->terms, list, keep * sizeof(*list));
	f->terms_count = (uint16_t)keep;
}

/* Keeps h among the smallest distinct ones. */
static void
sketch_add(struct features *f, uint32_t h)
{
	size_t at = f->sketch_count;

	if (at == FEATURE_SKETCH && h >= f->sketch[at - 1])
		return;
	while (at > 0 && f->sketch[at - 1] > h)
		at--;
	if (at > 0 && f->sketch[at - 1] == h)
		return;
	if (f->sketch_count < FEATURE_SKETCH)
		f->sketch_count++;
	memmove(f->sketch + at + 1, f->sketch + at,
	        (f->sketch_count - 1 - at) * sizeof(*f->sketch));
	f->sketch[at] = h;
}

static void
fill_sketch(const struct token *list, size_t count, struct features *f)
{
	for (size_t i = 0; i + SHINGLE <= count; i++) {
		uint32_t h = 1;

		for (size_t k = 0; k < SHINGLE; k++)
			h = mix(h, list[i + k].hash);
		sketch_add(f, h);
	}
}

static struct str
pack(struct arena *a, const struct features *f)
{
	size_t len = HEADER + 4u * f->sketch_count + 6u * f->terms_count;
	unsigned char *p = arena_alloc(a, len), *at = p + HEADER;

	p[0] = 'S';
	p[1] = FORMAT;
	p[2] = (unsigned char)f->sketch_count;
	p[4] = (unsigned char)(f->terms_count & 255);
	p[5] = (unsigned char)(f->terms_count >> 8);
	for (size_t i = 0; i < f->sketch_count; i++)
		for (int b = 0; b < 4; b++)
			*at++ = (unsigned char)(f->sketch[i] >> 8 * b);
	for (size_t i = 0; i < f->terms_count; i++) {
		for (int b = 0; b < 4; b++)
			*at++ = (unsigned char)(f->terms[i].hash >> 8 * b);
		*at++ = f->terms[i].tf;
		*at++ = f->terms[i].background;
	}
	return (struct str){ (const char *)p, len };
}

static uint32_t
read_u32(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

bool
features_unpack(struct str packed, struct features *out)
{
	const unsigned char *p = (const unsigned char *)packed.p;
	size_t terms, sketch;

	memset(out, 0, sizeof(*out));
	if (packed.len < HEADER || p[0] != 'S' || p[1] != FORMAT)
		return false;
	sketch = p[2];
	terms = p[4] | (size_t)p[5] << 8;
	if (sketch > FEATURE_SKETCH || terms > FEATURE_TERMS_MAX ||
	        packed.len != HEADER + 4 * sketch + 6 * terms)
		return false;
	p += HEADER;
	for (size_t i = 0; i < sketch; i++, p += 4)
		out->sketch[i] = read_u32(p);
	for (size_t i = 0; i < terms; i++, p += 6) {
		out->terms[i] =
		        (struct term){ .hash = read_u32(p), .tf = p[4], .background = p[5] };
		if (i > 0 && out->terms[i].hash <= out->terms[i - 1].hash)
			return false;
	}
	out->sketch_count = (uint16_t)sketch;
	out->terms_count = (uint16_t)terms;
	return true;
}

double
sketch_similarity(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	size_t i = 0, j = 0, seen = 0, same = 0;

	while (seen < FEATURE_SKETCH && (i < a_count || j < b_count)) {
		if (i < a_count && j < b_count && a[i] == b[j]) {
			same++;
			i++;
			j++;
		} else if (j >= b_count || (i < a_count && a[i] < b[j])) {
			i++;
		} else {
			j++;
		}
		seen++;
	}
	return seen == 0 ? 0.0 : (double)same / (double)seen;
}

double
story_likeness(struct str features, struct str other)
{
	struct features x, y;
	double dot = 0, xx = 0, yy = 0;

	if (!features_unpack(features, &x) || !features_unpack(other, &y))
		return 0;
	for (size_t i = 0; i < x.terms_count; i++)
		xx += (double)worth_of(&x.terms[i]) * worth_of(&x.terms[i]);
	for (size_t i = 0; i < y.terms_count; i++)
		yy += (double)worth_of(&y.terms[i]) * worth_of(&y.terms[i]);
	for (size_t i = 0, j = 0; i < x.terms_count && j < y.terms_count;) {
		if (x.terms[i].hash == y.terms[j].hash)
			dot += (double)worth_of(&x.terms[i++]) * worth_of(&y.terms[j++]);
		else if (x.terms[i].hash < y.terms[j].hash)
			i++;
		else
			j++;
	}
	return xx > 0 && yy > 0 ? dot / sqrt(xx * yy) : 0;
}

/* The headline, unless the text says it first, and the text. */
static struct str
whole_text(struct arena *a, const struct story_doc *doc)
{
	struct str title = str_trim(doc->title), text = str_trim(doc->text);

	if (title.len == 0 || str_starts(text, title))
		return text;
	return arena_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(title), STR_ARG(text));
}

struct str
story_features(struct arena *a, const struct story_doc *doc)
{
	struct arena *work = arena_create();
	struct features f = { 0 };
	struct counter c = { 0 };
	struct token *list;
	size_t count = token_list(work, whole_text(work, doc), &list), slots = 64;
	struct str packed;

	if (count > WORDS_MAX)
		count = WORDS_MAX;
	while (slots < 4 * count)
		slots *= 2;
	c.mask = slots - 1;
	c.slots = arena_array(work, slots, sizeof(*c.slots));
	c.filled = arena_array(work, 2 * count + 1, sizeof(*c.filled));
	count_terms(&c, list, count);
	fill_terms(work, &c, &f);
	fill_sketch(list, count, &f);
	packed = pack(a, &f);
	arena_destroy(work);
	return packed;
}
