/* SPDX-License-Identifier: ISC */
/*
 * memo.c - a small cache of words' scores: each key may lie in one of two places, the one that was
 * asked for longer ago makes room.  What the present sentence holds stays where it is.
 */
#include "memo.h"

#include <stdlib.h>

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
	struct memo_entry *set = c->entries[key % MEMO_SETS], *oldest = &set[0];

	for (int i = 0; i < MEMO_WAYS; i++) {
		if (set[i].key == key) {
			set[i].used = c->sentence;
			return &set[i];
		}
		if (c->sentence - set[i].used > c->sentence - oldest->used)
			oldest = &set[i];
	}
	if (oldest->key != 0 && oldest->used == c->sentence)
		return NULL;
	oldest->used = c->sentence;
	return oldest;
}
