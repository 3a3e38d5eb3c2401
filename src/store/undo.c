/* SPDX-License-Identifier: ISC */
/*
 * undo.c - the markings of this session that can be taken back, newest first.
 */
#include "store_private.h"

#include <stdlib.h>
#include <string.h>

#define UNDO_MAX 100 /* markings remembered */

struct undo {
	struct undo *next;
	struct store_marking marking; /* without ids */
	char *tag;
	int64_t *ids;
	size_t count;
};

static void
undo_destroy(struct undo *u)
{
	free(u->ids);
	free(u->tag);
	free(u);
}

static void
forget_oldest(struct store *s)
{
	struct undo **at = &s->undo;

	for (size_t i = 0; i < UNDO_MAX && *at != NULL; i++)
		at = &(*at)->next;
	while (*at != NULL) {
		struct undo *old = *at;
		*at = old->next;
		undo_destroy(old);
	}
}

void
undo_push(struct store *s, const struct store_marking *m, int64_t *ids, size_t count)
{
	struct undo *u = calloc(1, sizeof(*u));

	if (u == NULL)
		out_of_memory();
	u->marking = *m;
	u->marking.ids = NULL;
	u->marking.query = NULL;
	u->tag = m->tag.len == 0 ? NULL : strndup(m->tag.p, m->tag.len);
	u->marking.tag = str_of(u->tag);
	u->ids = ids;
	u->count = count;
	u->next = s->undo;
	s->undo = u;
	forget_oldest(s);
}

void
undo_free(struct store *s)
{
	while (s->undo != NULL) {
		struct undo *u = s->undo;
		s->undo = u->next;
		undo_destroy(u);
	}
}

static bool
take_back(struct store *s, const struct undo *u, struct err *e)
{
	struct store_marking m = u->marking;
	bool ok = true, changed;

	m.on = !m.on;
	if (!db_begin(s->db, e))
		return false;
	for (size_t i = 0; ok && i < u->count; i++)
		ok = mark_with_copies(s, &m, u->ids[i], &changed, e);
	s->changes++;
	return db_finish(s->db, ok, e);
}

bool
store_undo(struct store *s, struct arena *a, struct str *out, struct err *e)
{
	struct undo *u = s->undo;

	*out = STR_NONE;
	if (u == NULL)
		return true;
	if (!take_back(s, u, e))
		return err_context(e, "cannot undo");
	*out = arena_printf(a, "%zu %s", u->count, mark_said(u->marking.mark, u->marking.on));
	s->undo = u->next;
	undo_destroy(u);
	return true;
}
