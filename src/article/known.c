/* SPDX-License-Identifier: ISC */
/*
 * known.c - paragraphs that are known from other pages of the same site: who they are (a hash that
 * spacing, case and marks do not change) and the article without them.
 */
#include <dateline/article.h>

#include <stdlib.h>
#include <string.h>

#include <dateline/text.h>

#include "trim.h"

#define HASHED_LEAST 20 /* bytes; a shorter text may be said in two articles */
#define LEAD_LEAST 80   /* bytes of the first paragraph, which is never dropped */

static bool
has_hash(const struct block *k)
{
	return k->end - k->start >= HASHED_LEAST && k->kind != BLOCK_FIGURE &&
	       k->kind != BLOCK_TABLE && k->kind != BLOCK_EMBED && k->kind != BLOCK_PRE;
}

static uint64_t
hash_of(struct arena *a, struct str text)
{
	struct str key = article_key(a, text);

	return key.len == 0 ? 0 : hash_str(key);
}

uint64_t *
article_hashes(struct arena *a, const struct article *art)
{
	uint64_t *hashes = arena_array(a, art->blocks_count, sizeof(*hashes));

	for (size_t i = 0; i < art->blocks_count; i++) {
		const struct block *k = &art->blocks[i];

		if (has_hash(k))
			hashes[i] = hash_of(a, str_sub(art->text, k->start, k->end));
	}
	return hashes;
}

static int
compare(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

/* The first running paragraph: it and what stands before it stay. */
static size_t
find_lead(const struct article *art)
{
	size_t i = 0;

	while (i < art->blocks_count &&
	        (art->blocks[i].kind == BLOCK_HEADING ||
	                art->blocks[i].end - art->blocks[i].start < LEAD_LEAST))
		i++;
	return i;
}

size_t
article_drop_known(struct arena *a, struct article *art, const uint64_t *known, size_t count)
{
	const uint64_t *hashes;
	uint64_t *sorted;
	size_t n = 0, bytes = 0;
	bool *drop;

	if (count == 0)
		return 0;
	hashes = article_hashes(a, art);
	drop = arena_array(a, art->blocks_count, sizeof(*drop));
	sorted = memcpy(arena_array(a, count, sizeof(*sorted)), known, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare);
	for (size_t i = find_lead(art) + 1; i < art->blocks_count; i++) {
		drop[i] = hashes[i] != 0 &&
		          bsearch(&hashes[i], sorted, count, sizeof(*sorted), compare) != NULL;
		n += drop[i];
		bytes += drop[i] ? art->blocks[i].end - art->blocks[i].start : 0;
	}
	if (n == 0 || bytes * 2 > art->text.len) /* the same article under another address */
		return 0;
	article_drop(a, art, drop);
	return n;
}
