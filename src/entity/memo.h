/* SPDX-License-Identifier: ISC */
/*
 * memo.h - what the model says of a word, kept from text to text (private to entity).  It depends
 * on the spelling and on what its document shows of it, which are the key, so that the common words
 * of a language are worked out once for thousands of articles.
 */
#ifndef ENTITY_MEMO_H
#define ENTITY_MEMO_H

#include "feature.h"
#include "kernel.h"

/* What a word adds to the tokens around it. */
struct memo {
	float label[OFFSETS][ROW];
	float hidden[WINDOW][HIDDEN];
};
struct memo_entry {
	uint64_t key;  /* 0 = empty */
	uint32_t used; /* the last sentence it was asked for in */
	uint8_t hits;  /* texts that asked for it, less those that would have had its place */
	struct memo memo;
};

#define MEMO_SETS 512 /* of MEMO_WAYS entries each: 4.7 MB, touched only as far as they are used   \
	               */
#define MEMO_WAYS 4
struct memo_cache {
	uint32_t sentence;
	struct memo_entry entries[MEMO_SETS][MEMO_WAYS];
};
struct memo_cache *memo_cache_create(void);
void memo_cache_destroy(struct memo_cache *c);
/* Entry of the key, to be filled when its key is another one; NULL when those that it might take
 * are asked for more often, or in use in this sentence. */
struct memo_entry *memo_cache_find(struct memo_cache *c, uint64_t key);

#endif
