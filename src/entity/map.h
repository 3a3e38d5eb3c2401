/* SPDX-License-Identifier: ISC */
/*
 * map.h - strings to small numbers, in an arena (private to entity).
 */
#ifndef ENTITY_MAP_H
#define ENTITY_MAP_H

#include <dateline/base.h>

struct map_slot {
	struct str key;
	uint64_t hash;
	uint32_t value; /* as put; 0 is a value like others */
	bool used;
};
struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t count, size; /* size is a power of two, or 0 */
};
/* Value of key, or NULL. */
uint32_t *map_get(const struct map *m, struct str key);
/* Value of key, made 0 when new; *fresh says so (may be NULL).  The key is copied when new. */
uint32_t *map_put(struct map *m, struct str key, bool *fresh);

#endif
