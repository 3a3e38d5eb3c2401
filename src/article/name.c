/* SPDX-License-Identifier: ISC */
/*
 * name.c - hashed look-up of constant names.
 */
#include "name.h"

#include <assert.h>
#include <string.h>

uint32_t
name_hash(struct str s)
{
	uint32_t h = NAME_HASH_START;

	for (size_t i = 0; i < s.len; i++)
		h = name_hash_step(h, (unsigned char)s.p[i]);
	return h;
}

static uint32_t
slot_of(uint32_t hash)
{
	return (hash ^ hash >> 15) & (NAME_SLOTS - 1);
}

void
names_init(struct names *n, const struct name_row *rows, size_t count)
{
	assert(count * 2 <= NAME_SLOTS);
	memset(n->slots, 0, sizeof(n->slots));
	n->rows = rows;
	for (size_t i = 0; i < count; i++) {
		uint32_t hash = name_hash(str_of(rows[i].name)), at = slot_of(hash);

		while (n->slots[at] != 0)
			at = (at + 1) & (NAME_SLOTS - 1);
		n->slots[at] = (uint16_t)(i + 1);
		n->hashes[at] = hash;
	}
}

uint32_t
names_find_hashed(const struct names *n, struct str name, uint32_t hash)
{
	if (name.len > NAME_LONGEST)
		return 0;
	for (uint32_t at = slot_of(hash); n->slots[at] != 0; at = (at + 1) & (NAME_SLOTS - 1)) {
		const struct name_row *r = &n->rows[n->slots[at] - 1];

		if (n->hashes[at] == hash && str_eq_nocase(str_of(r->name), name))
			return r->value;
	}
	return 0;
}

uint32_t
names_find(const struct names *n, struct str name)
{
	return name.len > NAME_LONGEST ? 0 : names_find_hashed(n, name, name_hash(name));
}
