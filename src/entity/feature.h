/* SPDX-License-Identifier: ISC */
/*
 * feature.h - what the tagger sees of a token (private to entity; the trainer uses it too).  Most
 * features belong to a word and are asked for once per distinct word and offset; a few belong to a
 * place in the text.
 */
#ifndef ENTITY_FEATURE_H
#define ENTITY_FEATURE_H

#include "model.h"

#define REACH 2 /* word features count for tokens up to so far away */
#define OFFSETS (2 * REACH + 1)
#define WORD_FEATURES_MAX 64
#define PLACE_FEATURES_MAX 16

enum feature_template {
	T_WORD = 1,
	T_SURFACE,
	T_FINE,
	T_COARSE,
	T_SHAPE,
	T_CLASS,
	T_LIST,
	T_PREFIX,
	T_SUFFIX,
	T_DOC,
	T_TAIL,
	T_PAIR_LEFT,
	T_PAIR_RIGHT,
	T_COARSE_LEFT,
	T_COARSE_RIGHT,
	T_SHAPES,
	T_MATCH,
	T_FLAGS,
	T_MATCH_NEXT
};

struct word_feature {
	uint64_t base;
	uint8_t offsets; /* bit o + REACH: counts for the token o places away from the word's */
};

/* Numbers of a word for the network: vector, shape, classes, lists, document bits. */
#define INPUT_SHAPES 7
#define INPUT_CLASSES 13
#define INPUT_LISTS 8
#define INPUT_DOC 16
#define INPUT_EXTRA (1 + INPUT_SHAPES + INPUT_CLASSES + INPUT_LISTS + INPUT_DOC)
#define INPUT_FLAGS 8  /* of the token: sentence, shouting, line, titled line, what list it is in  \
	                */
#define LISTED_ORG 512 /* beside the LIST_ bits of view.listed */

struct word_view {    /* what the model knows of a distinct word */
	uint32_t row; /* in model.words, or UINT32_MAX */
	uint16_t fine;
	uint8_t coarse;
	uint16_t doc;   /* bits of what the whole document shows of it */
	uint64_t shape; /* hash of its collapsed shape */
};

struct view {
	const struct doc *doc;
	const struct entity_model *model;
	struct word_view *words; /* like doc.words */
	uint32_t without;        /* bits of templates left out (the trainer, to measure them) */
	uint16_t *listed;        /* of each token: list match and its part, 0 = none */
};
void view_make(struct view *v, const struct doc *d, const struct entity_model *m);
size_t view_word_features(const struct view *v, uint32_t word, struct word_feature *out);
/* Features of token i of the sentence [from, to). */
size_t view_place_features(const struct view *v, size_t i, size_t from, size_t to, uint64_t *out);
static inline uint64_t
word_feature_hash(struct word_feature f, int offset)
{
	return hash_mix(f.base, (uint64_t)(offset + 16));
}
/* Fills vector_size + INPUT_EXTRA numbers. */
void view_inputs(const struct view *v, uint32_t word, float *out);
unsigned view_flags(const struct view *v, size_t i); /* INPUT_FLAGS bits */
size_t view_sentence_end(const struct doc *d, size_t from);

#endif
