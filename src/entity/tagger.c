/* SPDX-License-Identifier: ISC */
/*
 * tagger.c - labels tokens with the model: scores of a word (sparse features and the network's
 * first layer) are worked out once per distinct word and added up over the window, then the best
 * chain of labels is found (Viterbi).  Memory for words is bounded whatever the text.
 */
#include "feature.h"
#include "kernel.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(INPUT_EXTRA == MODEL_EXTRA && INPUT_FLAGS == MODEL_FLAGS, "the model's layout");

#define SENTENCE_MAX 512
#define MEMO_WORDS 4096 /* distinct words whose scores are kept at a time */

/* What a word adds to the tokens around it. */
struct memo {
	float label[OFFSETS][ROW];
	float hidden[WINDOW][HIDDEN];
};
struct tagger {
	struct view view;
	struct memo *memo;
	uint32_t memo_count;
	uint32_t *slot;  /* of each word: slot + 1, or 0 */
	uint32_t *users; /* of each slot: its word */
	struct kernel kernel;
	struct layer layer;
	float trans[LABELS + 1][LABELS];
	const struct memo *at[SENTENCE_MAX]; /* of the tokens of a sentence */
	float score[SENTENCE_MAX][ROW];
	uint8_t back[SENTENCE_MAX][LABELS];
};

/* Sixteen labels at a step, and the last by itself. */
typedef int8_t bytes16 __attribute__((vector_size(16), aligned(1)));
typedef float floats8 __attribute__((vector_size(32), aligned(4)));
typedef float floats16 __attribute__((vector_size(64), aligned(4)));
_Static_assert(LABELS == 17, "the weights of a feature are added sixteen and one");

static void
add_weights(const struct entity_model *m, uint64_t hash, float *to)
{
	uint32_t at = model_find(&m->features, hash_key(hash));
	const int8_t *w;
	float step;

	if (at == UINT32_MAX)
		return;
	step = m->steps[m->feature_scale[at]];
	w = m->feature_weights + (size_t)at * LABELS;
	*(floats16 *)to += __builtin_convertvector(*(const bytes16 *)w, floats16) * step;
	to[16] += step * w[16];
}

static void
fill_memo(struct tagger *t, uint32_t word, struct memo *out)
{
	const struct entity_model *m = t->view.model;
	struct word_feature features[WORD_FEATURES_MAX];
	float in[VECTOR_MAX + INPUT_EXTRA];
	size_t n = view_word_features(&t->view, word, features);

	memset(out->label, 0, sizeof(out->label));
	for (size_t k = 0; k < n; k++)
		for (int o = 0; o < OFFSETS; o++)
			if (features[k].offsets >> o & 1)
				add_weights(m, word_feature_hash(features[k], o - REACH),
				        out->label[o]);
	if (m->net == NULL)
		return;
	view_inputs(&t->view, word, in);
	t->kernel.word(&t->layer, in, &out->hidden[0][0]);
}

static const struct memo *
memo_of(struct tagger *t, uint32_t word)
{
	uint32_t slot = t->slot[word];

	if (slot != 0)
		return &t->memo[slot - 1];
	slot = t->memo_count++;
	t->users[slot] = word;
	t->slot[word] = slot + 1;
	fill_memo(t, word, &t->memo[slot]);
	return &t->memo[slot];
}

/* Room for all words of a sentence; else all are forgotten. */
static void
make_room(struct tagger *t)
{
	if (t->memo_count + SENTENCE_MAX <= MEMO_WORDS)
		return;
	for (uint32_t i = 0; i < t->memo_count; i++)
		t->slot[t->users[i]] = 0;
	t->memo_count = 0;
}

static void
score_token(struct tagger *t, size_t i, size_t from, size_t n)
{
	const float *parts[WINDOW];
	float *score = t->score[i];
	uint64_t place[PLACE_FEATURES_MAX];
	size_t count;

	memset(score, 0, sizeof(t->score[0]));
	for (size_t o = 0; o < OFFSETS; o++) {
		size_t at = i + REACH - o; /* wraps before the sentence, and is then past its end */

		if (at >= n)
			continue;
		for (int y = 0; y < ROW; y += 8)
			*(floats8 *)(score + y) += *(const floats8 *)(t->at[at]->label[o] + y);
	}
	count = view_place_features(&t->view, from + i, from, from + n, place);
	for (size_t k = 0; k < count; k++)
		add_weights(t->view.model, place[k], score);
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
	size_t words = d->words_count < MEMO_WORDS ? d->words_count : MEMO_WORDS;

	view_make(&t->view, d, d->model);
	t->memo = arena_array(scratch, words + 1, sizeof(*t->memo));
	t->users = arena_array(scratch, words + 1, sizeof(*t->users));
	t->slot = arena_array(scratch, d->words_count + 1, sizeof(*t->slot));
	memcpy(t->trans, d->model->transitions, sizeof(t->trans));
	if (d->model->net != NULL)
		attach_net(t, d->model);
	for (size_t from = 0, to; from < d->tokens_count; from = to) {
		to = view_sentence_end(d, from);
		make_room(t);
		for (size_t i = from; i < to; i++)
			t->at[i - from] = memo_of(t, d->tokens[i].word);
		for (size_t i = from; i < to; i++)
			score_token(t, i - from, from, to - from);
		find_chain(t, to - from, labels);
		add_names(d, from, to - from, labels);
	}
	arena_destroy(scratch);
}
