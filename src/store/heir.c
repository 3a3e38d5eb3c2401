/* SPDX-License-Identifier: ISC */
/*
 * heir.c - a feed whose address the user changed: to the store, one is gone and another has come.
 * When the new one answers for the first time with articles that the old one had (the same ids and
 * titles), it is the same feed and takes the old one's articles over, read state and all.
 */
#include "store_private.h"

#define SAMPLE 20     /* entries that are looked up */
#define MATCHES_MIN 2 /* of them: one alone may be chance ("1", "Welcome") */

/* A feed that was answered before has its own history. */
static bool
is_first_answer(struct store *s, int64_t feed, bool *first, struct err *e)
{
	int64_t id;

	return db_one(s->db, e, &id, first, "select id from feeds where id = ? and fetched is null",
	        DB_INT(feed));
}

static bool
had(struct store *s, int64_t feed, const struct feed_entry *entry, bool *out, struct err *e)
{
	struct db_stmt *st =
	        db_query(s->db, e, "select title from articles where feed = ? and guid = ?",
	                DB_INT(feed), DB_INT(intake_guid(entry)));

	if (st == NULL)
		return false;
	*out = db_row(st) && str_eq(db_view(st, 0), intake_title(entry));
	return db_end(st, e);
}

static bool
is_the_same(struct store *s, int64_t old, const struct store_answer *x, bool *same, struct err *e)
{
	size_t asked = x->entries_count < SAMPLE ? x->entries_count : SAMPLE, matches = 0;

	for (size_t i = 0; i < asked; i++) {
		bool one;

		if (!had(s, old, &x->entries[i], &one, e))
			return false;
		matches += one;
	}
	*same = matches >= MATCHES_MIN && matches * 2 >= asked;
	return true;
}

static bool
take_over(struct store *s, int64_t feed, int64_t old, struct err *e)
{
	return db_run(s->db, e, "update or ignore tombs set feed = ? where feed = ?", DB_INT(feed),
	               DB_INT(old)) &&
	       db_run(s->db, e,
	               "update or ignore articles set feed = ?, gone = gone & ~4 where feed = ?",
	               DB_INT(feed), DB_INT(old));
}

bool
heir_take_over(struct store *s, const struct store_answer *x, struct err *e)
{
	bool first, same;
	int64_t *ids;
	size_t count;

	if (x->entries_count == 0)
		return true;
	if (!is_first_answer(s, x->feed, &first, e))
		return false;
	if (!first)
		return true;
	if (!sql_ids(db_query_v(s->db, e,
	                     "select id from feeds where subscribed = 0 and fetched is not null"
	                     " order by id desc",
	                     NULL, 0),
	            s->scratch, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!is_the_same(s, ids[i], x, &same, e))
			return false;
		if (same)
			return take_over(s, x->feed, ids[i], e);
	}
	return true;
}
