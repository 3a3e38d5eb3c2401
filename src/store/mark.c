/* SPDX-License-Identifier: ISC */
/*
 * mark.c - marks on articles: read, star, deleted, flags a to z, tags.  Each kind is a row of one
 * table: how to set it and how to take it off, only where it is not so already.  What was changed
 * is remembered for undo.
 */
#include "store_private.h"

#include <stdlib.h>
#include <string.h>

#define COPIES_MAX 100 /* of one article that are marked with it */

/* Two statements each, with the parameters (id) or (value, id): value is the flag or the tag. */
static const struct {
	const char *on, *off;
	bool has_value;
	const char *said_on, *said_off;
} kinds[] = {
	[MARK_READ] = { "update articles set unread = 0 where id = ? and unread = 1",
	        "update articles set unread = 1 where id = ? and unread = 0", false, "marked read",
	        "marked unread" },
	[MARK_STAR] = { "update articles set starred = 1 where id = ? and starred = 0",
	        "update articles set starred = 0 where id = ? and starred = 1", false, "starred",
	        "no longer starred" },
	[MARK_DELETED] = { "update articles set gone = gone | 1 where id = ? and gone & 1 = 0",
	        "update articles set gone = gone & ~1 where id = ? and gone & 1", false, "deleted",
	        "no longer deleted" },
	[MARK_TAG] = { "insert or ignore into tags(tag, article) values(?, ?)",
	        "delete from tags where tag = ? and article = ?", true, "tagged",
	        "no longer tagged" },
	[MARK_HIDDEN] = { "update articles set gone = gone | 2 where id = ? and gone & 2 = 0",
	        "update articles set gone = gone & ~2 where id = ? and gone & 2", false, "hidden",
	        "no longer hidden" },
	[MARK_FLAG] = { NULL, NULL, true, "flagged", "no longer flagged" },
};

const char *
mark_said(enum store_mark mark, bool on)
{
	return on ? kinds[mark].said_on : kinds[mark].said_off;
}

/* Flags are one sorted text of letters. */
static bool
set_flag(struct store *s, int64_t id, char flag, bool on, bool *changed, struct err *e)
{
	bool set[26] = { false };
	struct db_stmt *st =
	        db_query(s->db, e, "select flags from articles where id = ?", DB_INT(id));
	struct str old;
	char text[26];
	size_t len = 0;

	if (st == NULL)
		return false;
	old = db_row(st) ? db_view(st, 0) : STR_NONE;
	for (size_t i = 0; i < old.len; i++)
		if (old.p[i] >= 'a' && old.p[i] <= 'z')
			set[old.p[i] - 'a'] = true;
	if (!db_end(st, e))
		return false;
	*changed = set[flag - 'a'] != on;
	set[flag - 'a'] = on;
	for (int i = 0; i < 26; i++)
		if (set[i])
			text[len++] = (char)('a' + i);
	return !*changed || db_run(s->db, e, "update articles set flags = ? where id = ?",
	                            DB_TEXT(((struct str){ text, len })), DB_INT(id));
}

static bool
mark_one(struct store *s, const struct store_marking *m, int64_t id, bool *changed, struct err *e)
{
	const char *sql = m->on ? kinds[m->mark].on : kinds[m->mark].off;
	bool ok;

	if (m->mark == MARK_FLAG)
		return set_flag(s, id, m->flag, m->on, changed, e);
	if (kinds[m->mark].has_value)
		ok = db_run(s->db, e, sql, DB_TEXT(m->tag), DB_INT(id));
	else
		ok = db_run(s->db, e, sql, DB_INT(id));
	*changed = ok && db_changes(s->db) > 0;
	return ok;
}

/* Read or deleted in one feed is so in all that carry the same article. */
static bool
mark_copies(struct store *s, const struct store_marking *m, int64_t id, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select id from articles where copy_of is not null and copy_of ="
	        " (select coalesce(copy_of, id) from articles where id = ?1) and id <> ?1"
	        " union all select copy_of from articles where id = ?1 and copy_of is not null",
	        DB_INT(id));
	int64_t ids[COPIES_MAX];
	size_t count = 0;
	bool unused;

	if (st == NULL)
		return false;
	while (count < COPIES_MAX && db_row(st))
		ids[count++] = db_int(st, 0);
	if (!db_end(st, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!mark_one(s, m, ids[i], &unused, e))
			return false;
	return true;
}

bool
mark_with_copies(
        struct store *s, const struct store_marking *m, int64_t id, bool *changed, struct err *e)
{
	if (!mark_one(s, m, id, changed, e))
		return false;
	return !*changed ||
	       (m->mark != MARK_READ && m->mark != MARK_DELETED && m->mark != MARK_HIDDEN) ||
	       mark_copies(s, m, id, e);
}

static bool
mark_all(struct store *s, const struct store_marking *m, int64_t *changed_ids, int64_t *changed,
        struct err *e)
{
	for (size_t i = 0; i < m->ids_count; i++) {
		bool was_other;
		if (!mark_with_copies(s, m, m->ids[i], &was_other, e))
			return false;
		if (was_other)
			changed_ids[(*changed)++] = m->ids[i];
	}
	return true;
}

static bool
check(const struct store_marking *m, struct err *e)
{
	if (m->mark == MARK_FLAG && (m->flag < 'a' || m->flag > 'z'))
		return err_set(e, ERR_USAGE, "a flag is a letter from a to z");
	if (m->mark == MARK_TAG && m->tag.len == 0)
		return err_set(e, ERR_USAGE, "a tag needs a name");
	return true;
}

/* In one transaction; the ids of a query are found inside it, so nothing comes in between. */
static bool
mark_in_transaction(struct store *s, struct arena *a, struct store_marking *m,
        int64_t **changed_ids, int64_t *changed, struct err *e)
{
	int64_t *found;

	if (m->ids == NULL && m->query != NULL) {
		if (!list_ids(s, a, m->query, true, &found, &m->ids_count, e))
			return false;
		m->ids = found;
	}
	*changed_ids = calloc(m->ids_count + 1, sizeof(**changed_ids));
	if (*changed_ids == NULL)
		out_of_memory();
	return mark_all(s, m, *changed_ids, changed, e);
}

bool
store_mark(struct store *s, const struct store_marking *m, int64_t *changed, struct err *e)
{
	struct store_marking all = *m;
	struct arena *a;
	int64_t *changed_ids = NULL;
	bool ok;

	*changed = 0;
	if (!check(m, e) || !db_begin(s->db, e))
		return false;
	a = arena_create();
	ok = mark_in_transaction(s, a, &all, &changed_ids, changed, e);
	ok = db_finish(s->db, ok, e);
	arena_destroy(a);
	s->changes++;
	if (ok && *changed > 0)
		undo_push(s, m, changed_ids, (size_t)*changed);
	else
		free(changed_ids);
	if (!ok)
		*changed = 0;
	return ok || err_context(e, "cannot mark articles");
}

bool
store_tags(struct store *s, struct arena *a, struct str **out, size_t *count, struct err *e)
{
	struct db_stmt *st =
	        db_query_v(s->db, e, "select distinct tag from tags order by tag", NULL, 0);
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*out = arena_grow(a, *out, *count, &cap, sizeof(**out));
		(*out)[(*count)++] = db_text(a, st, 0);
	}
	return db_end(st, e) || err_context(e, "cannot list the tags");
}
