/* SPDX-License-Identifier: ISC */
/*
 * name.h - a constant table of names made searchable: open addressing over lower-case ASCII.  Built
 * per document (a few microseconds), so that nothing global is written to.
 */
#ifndef ARTICLE_NAME_H
#define ARTICLE_NAME_H

#include <dateline/base.h>

#define NAME_SLOTS 2048 /* a power of two, at least twice the largest table */
#define NAME_LONGEST 40 /* bytes; a longer word is in no table */

struct name_row {
	const char *name;
	uint32_t value; /* never 0 */
};

struct names {
	const struct name_row *rows;
	uint16_t slots[NAME_SLOTS]; /* index + 1 */
	uint32_t hashes[NAME_SLOTS];
};

#define NAME_HASH_START 2166136261u
/* One more byte of a name (FNV-1a); ASCII letters count as lower case. */
static inline uint32_t
name_hash_step(uint32_t h, unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		c |= 0x20;
	return (h ^ c) * 16777619u;
}
uint32_t name_hash(struct str s);

void names_init(struct names *n, const struct name_row *rows, size_t count);
/* The row's value, or 0 when there is none; ASCII case is ignored. */
uint32_t names_find(const struct names *n, struct str name);
/* The same when the hash is known already. */
uint32_t names_find_hashed(const struct names *n, struct str name, uint32_t hash);

#endif
