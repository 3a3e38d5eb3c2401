/* SPDX-License-Identifier: ISC */
/*
 * index_ops.h - how articles and stories of an index change hands; used by index.c and assign.c.
 */
#ifndef INDEX_OPS_H
#define INDEX_OPS_H

#include "index_private.h"

/* A live article without a story; its slot. */
uint32_t article_put(struct story_index *ix, int64_t id, int64_t date, const struct features *f);
/* The max terms of the greatest weight; how many there were. */
size_t article_heaviest(const struct live_article *a, struct term *out, size_t max);
/* Room for a number per story slot in ix->partial, 0 at first. */
void scratch_room(struct story_index *ix);
uint32_t story_put(struct story_index *ix, int64_t id);
void story_drop(struct story_index *ix, uint32_t slot);
/* Adds an article that is in no story. */
void story_take(struct story_index *ix, uint32_t slot, uint32_t article);
/* Makes these the story's only members. */
void story_refill(struct story_index *ix, uint32_t slot, const uint32_t *members, size_t count);

#endif
