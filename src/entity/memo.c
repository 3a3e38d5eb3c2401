/* SPDX-License-Identifier: ISC */
/*
 * memo.c - a small cache of words' scores: each key may lie in one of a few places.  The least
 * asked for makes room, but only after as many others as texts had asked for it: else the many
 * words that are seen once would drive out the common ones.  What the present sentence holds stays.
 */
#include "memo.h"

#include <stdlib.h>

#define HITS_MAX 32

struct memo_cache *
memo_cache_create(void)
{
	struct memo_cache *c = calloc(1, sizeof(*c));

	if (c == NULL)
		abort();
	return c;
}

void
memo_cache_destroy(struct memo_cache *c)
{
	free(c);
}

struct memo_entry *
memo_cache_find(struct memo_cache *c, uint64_t key)
{
	struct memo_entry *set = c->entries[key % MEMO_SETS], *least = &set[0];

	for (int i = 0; i < MEMO_WAYS; i++) {
		if (set[i].key == key) {
			set[i].used = c->sentence;
			set[i].hits += set[i].hits < HITS_MAX;
			return &set[i];
		}
		if (set[i].hits < least->hits)
			least = &set[i];
	}
	if (least->hits > 0)
		least->hits--;
	if (least->key != 0 && (least->hits > 0 || least->used == c->sentence))
		return NULL;
	least->used = c->sentence;
	return least;
}
