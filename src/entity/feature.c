/* SPDX-License-Identifier: ISC */
/*
 * feature.c - features of words and places for the tagger.  After Ratinov and Roth, "Design
 * challenges and misconceptions in named entity recognition" (2009): words, shapes, affixes, word
 * clusters, lists, and what the other mentions of a word in the document show.
 */
#include "feature.h"

#include <string.h>

enum { AT = 1 << REACH, NEAR = 7 << (REACH - 1), ALL = (1 << OFFSETS) - 1 };
enum { /* document bits */
	DOC_TITLED = 1,
	DOC_SPEAKS = 2,
	DOC_IN = 4,
	DOC_THE = 8,
	DOC_OWNS = 16,
	DOC_SURNAME = 32,
	DOC_NEXT_CAPITAL = 64,
	DOC_BEFORE_CAPITAL = 128,
	DOC_LOWER = 256,
	DOC_OFTEN = 512,
	DOC_NEXT_ORG = 1024,
	DOC_COMMA_PLACE = 2048,
	DOC_OF = 4096,
	DOC_ONLY_FIRST = 8192,
	DOC_BRACKETS = 16384
};

static uint64_t
templ(enum feature_template t, uint64_t value)
{
	return hash_mix(0x51ed270b0a1f39c1u * (uint64_t)t, value);
}

/* "Xx", "X.X.", "d,d", "x-x": runs of one kind of character are one. */
static uint64_t
shape_hash(struct str s)
{
	uint64_t h = 17;
	int before = -1;
	size_t len;

	for (size_t at = 0; at < s.len; at += len) {
		uint32_t cp = char_next(s, at, &len);
		enum char_class c = char_class(cp);
		int kind = c == CHAR_PUNCT ? 100 + (cp < 128 ? (int)cp : 128) : (int)c;

		if (kind != before)
			h = hash_mix(h, (uint64_t)kind);
		before = kind;
	}
	return h;
}

static bool
is_capital(const struct word *w)
{
	return w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER || w->shape == SHAPE_MIXED;
}

static bool
is_text(const struct word *w, const char *text)
{
	return str_eq(w->lower, str_of(text));
}

/* What one occurrence shows: looked at with its neighbours in the sentence. */
static unsigned
occurrence_bits(const struct doc *d, size_t i)
{
	unsigned bits = 0;

	if (i > 0 && !(d->tokens[i].flags & TOKEN_SENTENCE)) {
		const struct word *b = doc_word(d, i - 1);

		bits |= b->class & WORD_TITLE && b->shape != SHAPE_LOWER ? DOC_TITLED : 0;
		bits |= b->class & WORD_PREP ? DOC_IN : 0;
		bits |= is_text(b, "the") ? DOC_THE : 0;
		bits |= is_text(b, "of") ? DOC_OF : 0;
		bits |= is_text(b, "(") ? DOC_BRACKETS : 0;
		bits |= is_capital(b) && !(b->class & WORD_STOP) ? DOC_BEFORE_CAPITAL : 0;
		bits |= is_capital(b) && b->list & LIST_FIRST ? DOC_SURNAME : 0;
	}
	if (i + 1 < d->tokens_count && !(d->tokens[i + 1].flags & TOKEN_SENTENCE)) {
		const struct word *n = doc_word(d, i + 1);

		bits |= n->class & WORD_SPEECH && n->shape == SHAPE_LOWER ? DOC_SPEAKS : 0;
		bits |= is_text(n, "'s") ? DOC_OWNS : 0;
		bits |= is_capital(n) ? DOC_NEXT_CAPITAL : 0;
		bits |= is_capital(n) && n->class & WORD_ORG ? DOC_NEXT_ORG : 0;
		if (is_text(n, ",") && i + 2 < d->tokens_count &&
		        doc_word(d, i + 2)->list & (LIST_COUNTRY | LIST_REGION))
			bits |= DOC_COMMA_PLACE;
	}
	return bits;
}

static void
gather_document(struct view *v)
{
	const struct doc *d = v->doc;
	struct word_view *w = v->words;

	for (size_t i = 0; i < d->tokens_count; i++)
		if (is_capital(doc_word(d, i)) && !(d->tokens[i].flags & TOKEN_SHOUT))
			w[d->words[d->tokens[i].word].lower_id].doc |=
			        (uint16_t)occurrence_bits(d, i);
	for (size_t i = 0; i < d->words_count; i++) {
		const struct word *base = &d->words[d->words[i].lower_id];
		unsigned bits = w[d->words[i].lower_id].doc;

		if (!is_capital(&d->words[i]))
			bits = 0;
		else {
			bits |= base->seen_lower > 0 ? DOC_LOWER : 0;
			bits |= base->seen_inside > 2 ? DOC_OFTEN : 0;
			bits |= base->seen_inside == 0 ? DOC_ONLY_FIRST : 0;
		}
		if (d->words[i].lower_id != i)
			w[i].doc = (uint16_t)bits;
	}
	for (size_t i = 0; i < d->words_count; i++)
		if (d->words[i].lower_id == i) {
			const struct word *base = &d->words[i];

			if (!is_capital(base)) {
				w[i].doc = 0;
				continue;
			}
			w[i].doc |= base->seen_lower > 0 ? DOC_LOWER : 0;
			w[i].doc |= base->seen_inside > 2 ? DOC_OFTEN : 0;
			w[i].doc |= base->seen_inside == 0 ? DOC_ONLY_FIRST : 0;
		}
}

/* Marks the tokens of the longest list entries: kind of entry and part of it. */
static void
gather_lists(struct view *v)
{
	const struct doc *d = v->doc;
	char room[96];

	for (size_t i = 0; i < d->tokens_count;) {
		const struct word *w = doc_word(d, i);
		size_t n = 5;
		struct place_hit hit = { 0 };
		unsigned kind = 0;

		if (w->shape == SHAPE_LOWER || d->tokens[i].kind != TOKEN_WORD) {
			i++;
			continue;
		}
		for (; n > 0; n--) {
			struct str key;
			size_t end = i + n - 1;
			bool inside = end < d->tokens_count &&
			              doc_word(d, end)->shape != SHAPE_LOWER &&
			              d->tokens[end].kind == TOKEN_WORD;

			for (size_t k = i + 1; inside && k <= end; k++)
				inside = !(d->tokens[k].flags & TOKEN_SENTENCE);
			if (!inside)
				continue;
			if (n == 1) {
				kind = w->list & (LIST_PLACE | LIST_DEMONYM | LIST_BIG);
				if (w->class & WORD_STOP)
					kind = str_eq(w->text, STR("US")) ? LIST_COUNTRY : 0;
				else if (kind == 0 && w->shape == SHAPE_UPPER &&
				         org_name(w->lower) != NULL)
					kind = LISTED_ORG;
				break;
			}
			key = doc_phrase(d, i, end, room, sizeof(room));
			if (key.p == NULL)
				continue;
			if (place_find(v->model, key, &hit) &&
			        hit.bits & (LIST_PLACE | LIST_DEMONYM))
				kind = hit.bits & (LIST_PLACE | LIST_DEMONYM | LIST_BIG);
			else if (org_name(key) != NULL)
				kind = LISTED_ORG;
			if (kind != 0)
				break;
		}
		n = n == 0 ? 1 : n;
		for (size_t k = 0; kind != 0 && k < n; k++)
			v->listed[i + k] =
			        (uint16_t)(kind << 3 | (1 + (n == 1              ? PART_SINGLE
			                                            : k == 0     ? PART_BEGIN
			                                            : k + 1 == n ? PART_LAST
			                                                         : PART_INSIDE)));
		i += n;
	}
}

void
view_make(struct view *v, const struct doc *d, const struct entity_model *m)
{
	v->doc = d;
	v->model = m;
	v->words = arena_array(d->arena, d->words_count + 1, sizeof(*v->words));
	v->listed = arena_array(d->arena, d->tokens_count + 1, sizeof(*v->listed));
	for (size_t i = 0; i < d->words_count; i++) {
		struct word_view *w = &v->words[i];

		w->row = model_find(&m->words, hash_key(d->words[i].hash));
		if (w->row != UINT32_MAX) {
			w->fine = m->cluster_fine[w->row];
			w->coarse = m->cluster_coarse[w->row];
		}
		w->shape = shape_hash(d->words[i].text);
	}
	gather_document(v);
	gather_lists(v);
}

struct sink {
	uint32_t without;
	struct word_feature *out;
	size_t count;
};

static void
put(struct sink *s, enum feature_template t, uint64_t value, unsigned offsets)
{
	if (s->count < WORD_FEATURES_MAX && !(s->without >> t & 1))
		s->out[s->count++] = (struct word_feature){ templ(t, value), (uint8_t)offsets };
}

static void
put_bits(struct sink *s, enum feature_template t, unsigned bits, unsigned offsets)
{
	for (unsigned k = 0; bits >> k != 0; k++)
		if (bits >> k & 1)
			put(s, t, k + 1, offsets);
}

static void
put_affixes(struct sink *s, const struct word *w)
{
	struct str l = w->lower;
	size_t dash = l.len;

	for (size_t n = 1; n <= 4 && n < l.len; n++) {
		uint64_t cased = w->shape * 8u + n;

		put(s, T_PREFIX, hash_mix(cased, hash64(l.p, n)), AT);
		put(s, T_SUFFIX, hash_mix(cased, hash64(l.p + l.len - n, n)), n == 3 ? NEAR : AT);
	}
	while (dash > 0 && l.p[dash - 1] != '-')
		dash--;
	if (dash > 0 && dash < l.len)
		put(s, T_TAIL, hash64(l.p + dash, l.len - dash), AT);
}

size_t
view_word_features(const struct view *v, uint32_t word, struct word_feature *out)
{
	const struct word *w = &v->doc->words[word];
	const struct word_view *k = &v->words[word];
	struct sink s = { v->without, out, 0 };

	put(&s, T_WORD, w->hash, ALL);
	put(&s, T_SURFACE, hash_str(w->text), NEAR);
	put(&s, T_SHAPE, k->shape, ALL);
	if (k->fine != 0) {
		put(&s, T_FINE, hash_mix(k->fine, w->shape), ALL);
		put(&s, T_COARSE, hash_mix(k->coarse, w->shape), ALL);
	} else {
		put(&s, T_FINE, hash_mix(0, w->shape), ALL);
	}
	put_bits(&s, T_CLASS, w->class, ALL);
	if (w->list != 0) {
		put(&s, T_LIST, 1000u + w->list, NEAR);
		put_bits(&s, T_LIST, w->list, NEAR);
	}
	if (w->shape != SHAPE_OTHER)
		put_affixes(&s, w);
	put_bits(&s, T_DOC, k->doc, AT);
	return s.count;
}

static size_t
place_put(const struct view *v, uint64_t *out, enum feature_template t, uint64_t value)
{
	*out = templ(t, value);
	return !(v->without >> t & 1);
}

size_t
view_place_features(const struct view *v, size_t i, size_t from, size_t to, uint64_t *out)
{
	const struct doc *d = v->doc;
	const struct token *t = d->tokens;
	bool left = i > from, right = i + 1 < to;
	const struct word *w = doc_word(d, i);
	const struct word *l = left ? doc_word(d, i - 1) : NULL,
	                  *r = right ? doc_word(d, i + 1) : NULL;
	const struct word_view *kw = &v->words[t[i].word];
	const struct word_view *kl = left ? &v->words[t[i - 1].word] : NULL;
	const struct word_view *kr = right ? &v->words[t[i + 1].word] : NULL;
	size_t n = 0;

	n += place_put(v, out + n, T_FLAGS, view_flags(v, i) * 16u + w->shape);
	if (v->listed[i] != 0)
		n += place_put(v, out + n, T_MATCH, v->listed[i]);
	if (right && v->listed[i + 1] != 0)
		n += place_put(v, out + n, T_MATCH_NEXT, v->listed[i + 1]);
	if (w->shape == SHAPE_LOWER && !(left && is_capital(l)) && !(right && is_capital(r)))
		return n; /* far from every name: nothing to tell apart */
	n += place_put(v, out + n, T_PAIR_LEFT, hash_mix(w->hash, left ? l->hash : 1));
	n += place_put(v, out + n, T_PAIR_RIGHT, hash_mix(w->hash, right ? r->hash : 1));
	n += place_put(v, out + n, T_COARSE_LEFT,
	        (kw->coarse * 8u + w->shape) * 4096u + (left ? kl->coarse * 8u + l->shape : 4095));
	n += place_put(v, out + n, T_COARSE_RIGHT,
	        (kw->coarse * 8u + w->shape) * 4096u + (right ? kr->coarse * 8u + r->shape : 4095));
	n += place_put(v, out + n, T_SHAPES,
	        w->shape * 64u + (left ? l->shape : 7u) * 8u + (right ? r->shape : 7u));
	return n;
}

void
view_inputs(const struct view *v, uint32_t word, float *out)
{
	const struct entity_model *m = v->model;
	const struct word *w = &v->doc->words[word];
	const struct word_view *k = &v->words[word];
	float *extra = out + m->vector_size;

	memset(out, 0, (m->vector_size + INPUT_EXTRA) * sizeof(*out));
	if (k->row != UINT32_MAX)
		model_vector(m, k->row, out);
	else
		extra[0] = 1;
	extra++;
	extra[w->shape] = 1;
	extra += INPUT_SHAPES;
	for (int i = 0; i < INPUT_CLASSES; i++)
		extra[i] = (float)(w->class >> i & 1);
	extra += INPUT_CLASSES;
	for (int i = 0; i < INPUT_LISTS; i++)
		extra[i] = (float)(w->list >> i & 1);
	extra += INPUT_LISTS;
	for (int i = 0; i < INPUT_DOC; i++)
		extra[i] = (float)(k->doc >> i & 1);
}

unsigned
view_flags(const struct view *v, size_t i)
{
	const struct token *t = &v->doc->tokens[i];
	unsigned kind = v->listed[i] >> 3;

	return (t->flags & TOKEN_SENTENCE ? 1u : 0) | (t->flags & TOKEN_SHOUT ? 2u : 0) |
	       (t->flags & TOKEN_LINE ? 4u : 0) | (t->flags & TOKEN_TITLED ? 8u : 0) |
	       (kind & LIST_COUNTRY ? 16u : 0) | (kind & (LIST_CITY | LIST_REGION) ? 32u : 0) |
	       (kind & LIST_DEMONYM ? 64u : 0) | (kind & LISTED_ORG ? 128u : 0);
}

size_t
view_sentence_end(const struct doc *d, size_t from)
{
	size_t end = from + 1;

	while (end < d->tokens_count && !(d->tokens[end].flags & TOKEN_SENTENCE) &&
	        end - from < 512)
		end++;
	return end;
}
