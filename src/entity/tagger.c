/* SPDX-License-Identifier: ISC */
/*
 * tagger.c - labels tokens with the model: scores of a word (sparse features and the network's
 * first layer) are worked out once per distinct word, kept from text to text, and added up over the
 * window, then the best chain of labels is found (Viterbi).  Memory for words is bounded.
 */
#include "memo.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(INPUT_EXTRA == MODEL_EXTRA && INPUT_FLAGS == MODEL_FLAGS, "the model's layout");

#define SENTENCE_MAX 512

#define SPARE_WORDS 2048 /* then they are forgotten */

struct known_word {
	uint64_t key;
	struct memo_entry *entry; /* is the word's while it has its key */
	uint32_t age;             /* of a spare one: when it was made; 0 = in the cache */
};
struct tagger {
	struct view view;
	struct memo_cache *cache;
	struct known_word *words;
	struct arena *spare; /* memos that found no room in the cache */
	uint32_t spare_count, spare_age;
	struct kernel kernel;
	struct layer layer;
	float trans[LABELS + 1][LABELS];
	const struct memo *at[SENTENCE_MAX];              /* of the tokens of a sentence */
	uint32_t place[SENTENCE_MAX][PLACE_FEATURES_MAX]; /* rows of the features of their places */
	uint8_t place_count[SENTENCE_MAX];
	float score[SENTENCE_MAX][ROW];
	uint8_t back[SENTENCE_MAX][LABELS];
};

/* Sixteen labels at a step, and the last by itself. */
typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1)));
typedef float floats8 __attribute__((vector_size(32), aligned(4)));
typedef float floats16 __attribute__((vector_size(64), aligned(4)));
_Static_assert(LABELS == 17, "the weights of a feature are added sixteen and one");

static void
add_row(const struct entity_model *m, uint32_t at, float *to)
{
	float step = m->steps[m->feature_scale[at]];
	const int8_t *w = m->feature_weights + (size_t)at * LABELS;

	*(floats16 *)to += __builtin_convertvector(*(const bytes16 *)w, floats16) * step;
	to[16] += step * w[16];
}

/* Features of a word that are looked up, with what they count for. */
struct wanted {
	uint32_t key[WORD_FEATURES_MAX * OFFSETS];
	uint8_t offset[WORD_FEATURES_MAX * OFFSETS];
	size_t count;
};

/* All keys before the first lookup, so that the memory of one is fetched while others are sought.
 */
static void
want_features(const struct tagger *t, uint32_t word, struct wanted *out)
{
	const struct model_index *x = &t->view.model->features;
	struct word_feature features[WORD_FEATURES_MAX];
	size_t n = view_word_features(&t->view, word, features);

	out->count = 0;
	for (size_t k = 0; k < n; k++)
		for (int o = 0; o < OFFSETS; o++) {
			uint32_t key;

			if (!(features[k].offsets >> o & 1))
				continue;
			key = hash_key(word_feature_hash(features[k], o - REACH));
			__builtin_prefetch(&x->starts[key >> (32 - x->bits)]);
			out->key[out->count] = key;
			out->offset[out->count++] = (uint8_t)o;
		}
	for (size_t k = 0; k < out->count; k++)
		__builtin_prefetch(&x->keys[x->starts[out->key[k] >> (32 - x->bits)]]);
}

static void
fill_memo(struct tagger *t, uint32_t word, struct memo *out)
{
	const struct entity_model *m = t->view.model;
	float in[VECTOR_MAX + INPUT_EXTRA];
	struct wanted wanted;
	size_t found = 0;

	want_features(t, word, &wanted);
	memset(out->label, 0, sizeof(out->label));
	for (size_t k = 0; k < wanted.count; k++) {
		uint32_t at = model_find(&m->features, wanted.key[k]);

		if (at == UINT32_MAX)
			continue;
		__builtin_prefetch(m->feature_weights + (size_t)at * LABELS);
		__builtin_prefetch(m->feature_scale + at);
		wanted.key[found] = at;
		wanted.offset[found++] = wanted.offset[k];
	}
	if (m->net != NULL) { /* meanwhile the weights come */
		view_inputs(&t->view, word, in);
		t->kernel.word(&t->layer, in, &out->hidden[0][0]);
	}
	for (size_t k = 0; k < found; k++)
		add_row(m, wanted.key[k], out->label[wanted.offset[k]]);
}

/* The same spelling, of which its document shows the same, says the same. */
static uint64_t
memo_key(const struct tagger *t, uint32_t word)
{
	uint64_t key = hash_mix(hash_str(t->view.doc->words[word].text), t->view.words[word].doc);

	return key != 0 ? key : 1;
}

static struct memo_entry *
spare_entry(struct tagger *t, struct known_word *k)
{
	k->age = t->spare_age;
	t->spare_count++;
	return arena_alloc(t->spare, sizeof(struct memo_entry));
}

static const struct memo *
memo_of(struct tagger *t, uint32_t word)
{
	struct known_word *k = &t->words[word];

	if (k->age == t->spare_age ||
	        (k->entry != NULL && k->age == 0 && k->entry->key == k->key)) {
		k->entry->used = t->cache->sentence;
		return &k->entry->memo;
	}
	if (k->key == 0)
		k->key = memo_key(t, word);
	k->age = 0;
	k->entry = memo_cache_find(t->cache, k->key);
	if (k->entry == NULL)
		k->entry = spare_entry(t, k);
	if (k->entry->key != k->key)
		fill_memo(t, word, &k->entry->memo);
	k->entry->key = k->key;
	return &k->entry->memo;
}

/* Between sentences nothing is held: a long text may not keep all its words. */
static void
bound_spare(struct tagger *t)
{
	t->cache->sentence++;
	if (t->spare_count < SPARE_WORDS)
		return;
	arena_reset(t->spare);
	t->spare_count = 0;
	t->spare_age++;
}

/* Looks all places of a sentence up in three goes, each of which fetches memory for the next. */
static void
find_places(struct tagger *t, size_t from, size_t n)
{
	const struct entity_model *m = t->view.model;
	const struct model_index *x = &m->features;
	uint64_t hash[PLACE_FEATURES_MAX];

	for (size_t i = 0; i < n; i++) {
		size_t count = view_place_features(&t->view, from + i, from, from + n, hash);

		t->place_count[i] = (uint8_t)count;
		for (size_t k = 0; k < count; k++) {
			t->place[i][k] = hash_key(hash[k]);
			__builtin_prefetch(&x->starts[t->place[i][k] >> (32 - x->bits)]);
		}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < t->place_count[i]; k++)
			__builtin_prefetch(&x->keys[x->starts[t->place[i][k] >> (32 - x->bits)]]);
	for (size_t i = 0; i < n; i++) {
		uint8_t found = 0;

		for (size_t k = 0; k < t->place_count[i]; k++) {
			uint32_t at = model_find(x, t->place[i][k]);

			if (at == UINT32_MAX)
				continue;
			__builtin_prefetch(m->feature_weights + (size_t)at * LABELS);
			t->place[i][found++] = at;
		}
		t->place_count[i] = found;
	}
}

static void
score_token(struct tagger *t, size_t i, size_t from, size_t n)
{
	const float *parts[WINDOW];
	float *score = t->score[i];

	memset(score, 0, sizeof(t->score[0]));
	for (size_t o = 0; o < OFFSETS; o++) {
		size_t at = i + REACH - o; /* wraps before the sentence, and is then past its end */

		if (at >= n)
			continue;
		for (int y = 0; y < ROW; y += 8)
			*(floats8 *)(score + y) += *(const floats8 *)(t->at[at]->label[o] + y);
	}
	for (size_t k = 0; k < t->place_count[i]; k++)
		add_row(t->view.model, t->place[i][k], score);
	if (t->view.model->net == NULL)
		return;
	for (size_t o = 0; o < WINDOW; o++) {
		size_t at = i + o - WINDOW_SIDE;

		parts[o] = at < n ? t->at[at]->hidden[o] : t->layer.beyond + o * HIDDEN;
	}
	t->kernel.token(&t->layer, parts, view_flags(&t->view, from + i), score);
}

#define IMPOSSIBLE -1e30f

/* Labels after which no name is open: O, last, single. */
static const uint8_t closed[] = { 0, LABEL(0, 2), LABEL(0, 3), LABEL(1, 2), LABEL(1, 3),
	LABEL(2, 2), LABEL(2, 3), LABEL(3, 2), LABEL(3, 3) };

/* Best label before y among those it may follow. */
static float
best_before(const struct tagger *t, const float *best, int y, uint8_t *from)
{
	float most = IMPOSSIBLE;

	if (y > 0 && (LABEL_PART(y) == PART_INSIDE || LABEL_PART(y) == PART_LAST)) {
		for (int part = PART_BEGIN; part <= PART_INSIDE; part++) {
			int x = LABEL(LABEL_TYPE(y), part);

			if (best[x] + t->trans[x][y] > most) {
				most = best[x] + t->trans[x][y];
				*from = (uint8_t)x;
			}
		}
		return most;
	}
	for (size_t k = 0; k < COUNT(closed); k++) {
		int x = closed[k];

		if (best[x] + t->trans[x][y] > most) {
			most = best[x] + t->trans[x][y];
			*from = (uint8_t)x;
		}
	}
	return most;
}

#define CLEAR_MARGIN                                                                               \
	12.0f /* a token so much more likely no name is none, whatever its neighbours */

static bool
is_clearly_none(const float *score)
{
	float most = score[1];

	for (int y = 2; y < LABELS; y++)
		most = score[y] > most ? score[y] : most;
	return score[0] > most + CLEAR_MARGIN;
}

/* One step of the chain; `alone`: behind a token that is clearly no name. */
static void
chain_step(const struct tagger *t, const float *score, bool none, bool alone, float *best,
        uint8_t *back)
{
	float next[LABELS];

	for (int y = 0; y < LABELS; y++)
		next[y] = IMPOSSIBLE;
	for (int y = 0; y < (none ? 1 : LABELS); y++) {
		if (!alone) {
			next[y] = best_before(t, best, y, &back[y]) + score[y];
		} else if (label_follows(0, y)) {
			back[y] = 0;
			next[y] = best[0] + t->trans[0][y] + score[y];
		}
	}
	memcpy(best, next, sizeof(next));
}

static void
find_chain(struct tagger *t, size_t n, uint8_t *labels)
{
	float best[LABELS];
	bool alone = false;
	int y = 0;

	for (int x = 0; x < LABELS; x++)
		best[x] = label_follows(-1, x) ? t->trans[LABELS][x] + t->score[0][x] : IMPOSSIBLE;
	for (size_t i = 1; i < n; i++) {
		bool none = is_clearly_none(t->score[i]);

		chain_step(t, t->score[i], none, alone, best, t->back[i]);
		alone = none;
	}
	for (size_t k = 1; k < COUNT(closed); k++)
		if (best[closed[k]] > best[y])
			y = closed[k];
	for (size_t i = n; i-- > 0;) {
		labels[i] = (uint8_t)y;
		y = t->back[i][y];
	}
}

static void
add_names(struct doc *d, size_t from, size_t n, const uint8_t *labels)
{
	static const enum entity_kind kinds[TYPES] = { ENTITY_PERSON, ENTITY_PLACE,
		ENTITY_ORGANISATION, ENTITY_KINDS };

	for (size_t i = 0; i < n; i++) {
		size_t first = i;

		if (labels[i] == 0)
			continue;
		while (i + 1 < n && (LABEL_PART(labels[i]) == PART_BEGIN ||
		                            LABEL_PART(labels[i]) == PART_INSIDE))
			i++;
		if (kinds[LABEL_TYPE(labels[i])] != ENTITY_KINDS)
			doc_add_span(d, from + first, from + i, kinds[LABEL_TYPE(labels[i])]);
	}
}

static void
attach_net(struct tagger *t, const struct entity_model *m)
{
	struct layer *l = &t->layer;
	const float *out;

	l->inputs = m->vector_size + MODEL_EXTRA;
	l->in = m->net;
	l->beyond = l->in + (size_t)WINDOW * HIDDEN * l->inputs;
	l->bias = l->beyond + WINDOW * HIDDEN;
	l->flags = l->bias + HIDDEN;
	out = l->flags + MODEL_FLAGS * HIDDEN;
	for (int j = 0; j < HIDDEN; j++)
		memcpy(l->out[j], out + j * LABELS, LABELS * sizeof(float));
	t->kernel = kernel_choose();
}

void
tagger_tag(struct doc *d)
{
	struct arena *scratch = arena_create();
	struct tagger *t = arena_alloc(scratch, sizeof(*t));
	uint8_t labels[SENTENCE_MAX];

	view_make(&t->view, d, d->model);
	t->cache = d->model->memo;
	t->words = arena_array(scratch, d->words_count + 1, sizeof(*t->words));
	t->spare = arena_create();
	t->spare_age = 1;
	memcpy(t->trans, d->model->transitions, sizeof(t->trans));
	if (d->model->net != NULL)
		attach_net(t, d->model);
	for (size_t from = 0, to; from < d->tokens_count; from = to) {
		to = view_sentence_end(d, from);
		bound_spare(t);
		for (size_t i = from; i < to; i++)
			t->at[i - from] = memo_of(t, d->tokens[i].word);
		find_places(t, from, to - from);
		for (size_t i = from; i < to; i++)
			score_token(t, i - from, from, to - from);
		find_chain(t, to - from, labels);
		add_names(d, from, to - from, labels);
	}
	arena_destroy(t->spare);
	arena_destroy(scratch);
}
