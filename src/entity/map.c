/* SPDX-License-Identifier: ISC */
/*
 * map.c - strings to small numbers: open addressing, at most half full.
 */
#include "map.h"

static struct map_slot *
slot_of(const struct map *m, struct str key, uint64_t hash)
{
	size_t at = hash & (m->size - 1);

	while (m->slots[at].used && !(m->slots[at].hash == hash && str_eq(m->slots[at].key, key)))
		at = (at + 1) & (m->size - 1);
	return &m->slots[at];
}

uint32_t *
map_get(const struct map *m, struct str key)
{
	struct map_slot *s = m->size > 0 ? slot_of(m, key, hash_str(key)) : NULL;

	return s != NULL && s->used ? &s->value : NULL;
}

static void
grow(struct map *m)
{
	struct map old = *m;

	m->size = old.size > 0 ? old.size * 2 : 32;
	m->slots = arena_array(m->arena, m->size, sizeof(*m->slots));
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].used)
			*slot_of(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

uint32_t *
map_put(struct map *m, struct str key, bool *fresh)
{
	uint64_t hash = hash_str(key);
	struct map_slot *s;

	if (m->count * 2 >= m->size)
		grow(m);
	s = slot_of(m, key, hash);
	if (fresh != NULL)
		*fresh = !s->used;
	if (!s->used) {
		*s = (struct map_slot){ arena_str(m->arena, key), hash, 0, true };
		m->count++;
	}
	return &s->value;
}
