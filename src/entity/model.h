/* SPDX-License-Identifier: ISC */
/*
 * model.h - the model file as it lies in memory: lists, words with clusters and vectors, weights of
 * features, transitions and a small network (private to entity).  All numbers little-endian.
 */
#ifndef ENTITY_MODEL_H
#define ENTITY_MODEL_H

#include "entity_private.h"

#define MODEL_MAGIC "DLNAMES"
#define MODEL_VERSION 2
#define MODEL_SIZE_MAX (16u * 1024 * 1024) /* bytes of a file that is opened */

/* Labels: O, then for each type begin, inside, last, single. */
enum { TYPE_PER, TYPE_LOC, TYPE_ORG, TYPE_MISC, TYPES };
#define LABELS (1 + 4 * TYPES)
enum { PART_BEGIN, PART_INSIDE, PART_LAST, PART_SINGLE };
#define LABEL(type, part) (1 + 4 * (type) + (part))
#define LABEL_TYPE(y) (((y)-1) / 4)
#define LABEL_PART(y) (((y)-1) % 4)
bool label_follows(int before, int after); /* may after stand behind before (-1: at an end)? */

/* The network: window of WINDOW tokens, each of INPUTS numbers, to HIDDEN rectified units. */
#define WINDOW_SIDE 3
#define WINDOW (2 * WINDOW_SIDE + 1)
#define HIDDEN 64
#define VECTOR_MAX 64
#define MODEL_EXTRA 45 /* inputs beside the vector: INPUT_EXTRA of feature.h */
#define MODEL_FLAGS 8  /* flags of a token: INPUT_FLAGS of feature.h */
/* Layout of the network's numbers: [WINDOW][HIDDEN][inputs], then for positions beyond the sentence
 * [WINDOW][HIDDEN], bias [HIDDEN], flags [MODEL_FLAGS][HIDDEN], out [HIDDEN][LABELS]. */
#define NET_FLOATS(inputs)                                                                         \
	((uint64_t)WINDOW * HIDDEN * (inputs) + WINDOW * HIDDEN + HIDDEN + MODEL_FLAGS * HIDDEN +  \
	        HIDDEN * LABELS)

struct model_index { /* sorted keys with where each bucket of their high bits starts */
	const uint32_t *keys;
	const uint32_t *starts; /* (1 << bits) + 1 */
	uint32_t count, bits;
};
/* Position of key, or UINT32_MAX. */
uint32_t model_find(const struct model_index *x, uint32_t key);

struct list_info {
	uint8_t bits;
	char country[2];
	uint8_t unused;
};
struct entity_model {
	void *map; /* of the file; NULL when built in memory by the trainer */
	size_t size;
	struct model_index lists;
	const struct list_info *list_info;
	struct model_index words;
	const uint16_t *cluster_fine; /* of each word; 0 = none */
	const uint8_t *cluster_coarse;
	const uint8_t *vectors; /* two numbers a byte, each 0 to 15 for -7.5 to 7.5 steps */
	uint32_t vector_size;
	float vector_scale;
	struct model_index features;
	const uint8_t *feature_scale;
	float steps[256];              /* what one unit of a weight of each scale is worth */
	const int8_t *feature_weights; /* LABELS each */
	const float *transitions;      /* LABELS x LABELS, then LABELS at the start */
	const float *net;              /* see net.c; NULL when there is none */
	/* What is kept from text to text; NULL in the trainer.  It changes under a const model, so
	 * one thread at a time may read with it. */
	struct memo_cache *memo;
	struct arena *arena; /* holds classes */
	const struct class_table *classes;
};

uint32_t hash_key(uint64_t h);
uint64_t hash_mix(uint64_t a, uint64_t b);

/* Fills vector_size numbers. */
void model_vector(const struct entity_model *m, uint32_t row, float *out);
bool model_list_find(const struct entity_model *m, struct str lower, struct place_hit *out);
/* Checks and points into `size` bytes; false with *e. */
bool model_attach(struct entity_model *m, const uint8_t *bytes, size_t size, struct err *e);

/* How the file is laid out: written by the trainer, read by model_attach. */
enum model_section {
	SECTION_LIST_KEYS,
	SECTION_LIST_STARTS,
	SECTION_LIST_INFO,
	SECTION_WORD_KEYS,
	SECTION_WORD_STARTS,
	SECTION_WORD_FINE,
	SECTION_WORD_COARSE,
	SECTION_WORD_VECTORS,
	SECTION_FEATURE_KEYS,
	SECTION_FEATURE_STARTS,
	SECTION_FEATURE_SCALE,
	SECTION_FEATURE_WEIGHTS,
	SECTION_TRANSITIONS,
	SECTION_NET,
	SECTIONS
};
struct model_header {
	char magic[8];
	uint32_t version, size;
	uint64_t check; /* of all bytes behind the header */
	uint32_t lists, words, features, vector_size;
	uint32_t list_bits, word_bits, feature_bits;
	float vector_scale;
	struct {
		uint32_t start, size;
	} sections[SECTIONS];
};
uint64_t model_check(const uint8_t *bytes, size_t size);
float feature_step(uint8_t scale); /* what one unit of a weight with this scale is worth */

#endif
