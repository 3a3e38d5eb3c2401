/* SPDX-License-Identifier: ISC */
/*
 * merge.h - the things of a text while they are being put together (private to entity).
 */
#ifndef ENTITY_MERGE_H
#define ENTITY_MERGE_H

#include "entity_private.h"
#include "map.h"

#define NAME_TOKENS 12 /* tokens of a name that are looked at */

struct merge {
	struct doc *doc;
	struct entity *list;
	uint32_t *words; /* of each entity: words of its fullest name */
	size_t count, cap, words_cap;
	struct map keys;   /* kind and key -> entity */
	struct map forms;  /* kind and short form -> entity that it stands for, plus 1 */
	uint32_t *seen;    /* of each person: mentions so far */
	uint32_t *of_span; /* entity of each span, UINT32_MAX = none */
	uint8_t countries[32 * 32 / 8]; /* a bit for each code: the text speaks of that country */
};
/* Gives the entity with this key, making it when new. */
uint32_t merge_entity(struct merge *m, enum entity_kind kind, struct str key, bool *fresh);
/* Key with the kind before it, for the maps. */
struct str merge_key(struct merge *m, enum entity_kind kind, struct str text);
/* Words of a span joined by single blanks where there was white space. */
struct str merge_name(struct merge *m, struct span s);
/* Keeps the fuller of the names of an entity. */
void merge_take_name(struct merge *m, uint32_t entity, struct span s);

void merge_people(struct merge *m);
void merge_places(struct merge *m);
void merge_organisations(struct merge *m);

#endif
