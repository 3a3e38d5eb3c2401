/* SPDX-License-Identifier: ISC */
/*
 * keys.h - names of keys and the map from sequences of keys to actions.  Names: the character
 * itself, "^F", "Space", "Enter", "Tab", "Esc", "<Up>", "<A-x>", "<C-Left>"; a sequence is names
 * side by side: "gg", "^Wo".
 */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include <dateline/conf.h>

#include "input.h"

#define KEYS_SEQUENCE_MAX 6

struct action;

struct binding {
	uint32_t keys[KEYS_SEQUENCE_MAX];
	int count;
	unsigned views;              /* where it counts */
	const struct action *action; /* NULL: unbound */
	struct str argument;         /* what stands behind the action's name in the config */
};
struct keymap {
	struct arena *arena;
	struct binding *list; /* later ones win */
	size_t count, cap;
};

/* Reads the sequence in `text`; its length, or 0 when a name is not known. */
int keys_parse(struct str text, uint32_t keys[KEYS_SEQUENCE_MAX]);
void keys_write(struct buf *b, const uint32_t *keys, int count);

/* Fills the map: the default keys of the action table, those of the chosen keymap, those of [keys].
 */
void keymap_load(struct keymap *k, struct arena *a, const struct conf *c, struct notes *notes);
enum keymap_match { KEYMAP_NONE, KEYMAP_MORE, KEYMAP_FOUND };
enum keymap_match keymap_find(const struct keymap *k, unsigned view, const uint32_t *keys,
        int count, const struct binding **out);
/* The first sequence bound to the action in this view, as text; "" when there is none. */
struct str keymap_keys_of(const struct keymap *k, struct arena *a, const struct action *action,
        unsigned view, bool all);

#endif
