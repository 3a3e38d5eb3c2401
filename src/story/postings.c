/* SPDX-License-Identifier: ISC */
/*
 * postings.c - the inverted index from terms to live stories, and the map of 64-bit keys that it
 * and the index stand on (open addressing, rebuilt when two thirds full).
 */
#include "index_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
grow_array(void *list, size_t need, size_t *cap, size_t size)
{
	size_t room = *cap < 8 ? 8 : *cap;

	if (need <= *cap)
		return list;
	if (need > SIZE_MAX / 2 / size)
		out_of_memory();
	if (*cap == 0 && need > room)
		room = need;
	while (room < need)
		room *= 2;
	list = realloc(list, room * size);
	if (list == NULL) {
		fputs("dateline: out of memory\n", stderr);
		out_of_memory();
	}
	*cap = room;
	return list;
}

static size_t
place_of(const struct idmap *m, uint64_t key)
{
	uint64_t h = key * 0x9E3779B97F4A7C15u;
	size_t at = (size_t)(h >> 32) & (m->cap - 1);

	while (m->entries[at].key != 0 && m->entries[at].key != key)
		at = (at + 1) & (m->cap - 1);
	return at;
}

uint32_t
idmap_get(const struct idmap *m, uint64_t key)
{
	size_t at;

	if (m->cap == 0)
		return SLOT_NONE;
	at = place_of(m, key);
	return m->entries[at].key == key ? m->entries[at].slot : SLOT_NONE;
}

static void
idmap_rebuild(struct idmap *m)
{
	struct idmap next = { 0 };
	size_t live = 0, cap = 64;

	for (size_t i = 0; i < m->cap; i++)
		live += m->entries[i].key != 0 && m->entries[i].slot != SLOT_NONE;
	while (cap < live * 3)
		cap *= 2;
	next.entries = grow_array(NULL, cap, &next.cap, sizeof(*next.entries));
	next.cap = cap;
	memset(next.entries, 0, cap * sizeof(*next.entries));
	for (size_t i = 0; i < m->cap; i++)
		if (m->entries[i].key != 0 && m->entries[i].slot != SLOT_NONE) {
			next.entries[place_of(&next, m->entries[i].key)] = m->entries[i];
			next.used++;
		}
	free(m->entries);
	*m = next;
}

void
idmap_put(struct idmap *m, uint64_t key, uint32_t slot)
{
	size_t at;

	if ((m->used + 1) * 3 > m->cap * 2)
		idmap_rebuild(m);
	at = place_of(m, key);
	if (m->entries[at].key == 0)
		m->used++;
	m->entries[at] = (struct idmap_entry){ key, slot };
}

void
idmap_remove(struct idmap *m, uint64_t key)
{
	size_t at;

	if (m->cap == 0)
		return;
	at = place_of(m, key);
	if (m->entries[at].key == key)
		m->entries[at].slot = SLOT_NONE; /* dropped at the next rebuild */
}

void
idmap_free(struct idmap *m)
{
	free(m->entries);
	*m = (struct idmap){ 0 };
}

static uint32_t
new_list(struct postings *p)
{
	uint32_t at = p->free_first;

	if (at != 0) {
		p->free_first = p->lists[--at].count;
	} else {
		p->lists =
		        grow_array(p->lists, p->lists_count + 1, &p->lists_cap, sizeof(*p->lists));
		at = (uint32_t)p->lists_count++;
	}
	p->lists[at] = (struct posting_list){ 0 };
	return at;
}

/* What goes is mostly old, at the front of its lists, or quite new. */
static size_t
find_posting(const struct posting_list *l, uint32_t story)
{
	for (size_t i = 0; 2 * i < l->count; i++) {
		if (l->list[i].story == story)
			return i;
		if (l->list[l->count - 1 - i].story == story)
			return l->count - 1 - i;
	}
	return l->count;
}

void
postings_remove(struct postings *p, uint32_t term, uint32_t story)
{
	uint32_t at = idmap_get(&p->lists_of, (uint64_t)term + 1);
	struct posting_list *l = at == SLOT_NONE ? NULL : &p->lists[at];
	size_t i = l == NULL ? 0 : find_posting(l, story);

	if (l == NULL || i == l->count)
		return;
	memmove(l->list + i, l->list + i + 1, (l->count - 1 - i) * sizeof(*l->list));
	if (--l->count > 0)
		return;
	free(l->list);
	*l = (struct posting_list){ .count = p->free_first };
	p->free_first = at + 1;
	idmap_remove(&p->lists_of, (uint64_t)term + 1);
}

void
postings_add(struct postings *p, uint32_t term, uint32_t story, float weight)
{
	uint32_t at = idmap_get(&p->lists_of, (uint64_t)term + 1);
	struct posting_list *l;
	size_t cap;

	if (at == SLOT_NONE) {
		at = new_list(p);
		idmap_put(&p->lists_of, (uint64_t)term + 1, at);
	}
	l = &p->lists[at];
	if (l->count == l->cap) { /* most terms are those of one story: start with room for two */
		cap = l->cap == 0 ? 2 : l->cap;
		if (l->cap == 0)
			l->list = grow_array(NULL, cap, &(size_t){ 0 }, sizeof(*l->list));
		else
			l->list = grow_array(l->list, 2 * cap, &cap, sizeof(*l->list));
		l->cap = (uint32_t)cap;
	}
	l->list[l->count++] = (struct posting){ story, weight };
}

const struct posting_list *
postings_get(const struct postings *p, uint32_t term)
{
	uint32_t at = idmap_get(&p->lists_of, (uint64_t)term + 1);

	return at == SLOT_NONE ? NULL : &p->lists[at];
}

void
postings_free(struct postings *p)
{
	for (size_t i = 0; i < p->lists_count; i++)
		free(p->lists[i].list);
	free(p->lists);
	idmap_free(&p->lists_of);
	*p = (struct postings){ 0 };
}
