/* SPDX-License-Identifier: ISC */
/*
 * care.c - backup, and what is thrown away when.
 */
#include "store_private.h"

#define TOMB_S                                                                                     \
	(180 * 86400) /* a purged entry that its feed has not shown for so long is forgotten */

/* Everything that hangs on an article. */
static const char *const remove_article[] = {
	"delete from bodies where id = ?",
	"delete from fresh where id = ?",
	"delete from texts where id = ?",
	"delete from versions where article = ?",
	"delete from notes where article = ?",
	"delete from tags where article = ?",
	"delete from analyses where article = ?",
	"delete from features where article = ?",
	"delete from articles where id = ?",
};

bool
care_promote(struct store *s, int64_t id, struct err *e)
{
	int64_t first;
	bool found;

	if (!db_one(s->db, e, &first, &found,
	            "select id from articles where copy_of = ? order by id limit 1", DB_INT(id)))
		return false;
	return !found ||
	       (db_run(s->db, e, "update articles set copy_of = ? where copy_of = ? and id <> ?",
	                DB_INT(first), DB_INT(id), DB_INT(first)) &&
	               db_run(s->db, e, "update articles set copy_of = null where id = ?",
	                       DB_INT(first)));
}

bool
care_remove(struct store *s, int64_t id, struct err *e)
{
	struct arena *a = arena_create();
	bool ok = names_take_out(s, a, id, e) && care_promote(s, id, e);

	arena_destroy(a);
	for (size_t i = 0; ok && i < COUNT(remove_article); i++)
		ok = db_run_v(s->db, e, remove_article[i], DB_LIST(DB_INT(id)), 1);
	return ok;
}

bool
store_backup(struct store *s, const char *path, struct err *e)
{
	return db_copy_to(s->db, path, e) || err_context(e, "cannot back up the store");
}

/* Ids of a feed's articles that its retention no longer keeps, oldest last. */
static struct db_stmt *
select_old(struct store *s, int64_t feed, const struct store_retention *r, struct err *e)
{
	int64_t before = r->keep_days > 0 ? r->now - r->keep_days * 86400 : INT64_MIN;
	int64_t keep = r->keep_count > 0 ? r->keep_count : INT64_MAX;

	return db_query(s->db, e,
	        "select id from (select id, date, unread, starred, noted, flags, row_number() over"
	        " (order by date desc, id desc) as n from articles where feed = ? and gone = 0)"
	        " where (date < ? or n > ?) and starred = 0 and noted = 0 and flags is null"
	        " and (unread = 0 or ?)",
	        DB_INT(feed), DB_INT(before), DB_INT(keep), DB_INT(r->unread_too));
}

static bool
purge(struct store *s, struct arena *a, int64_t feed, const struct store_retention *r,
        int64_t *removed, struct err *e)
{
	struct db_stmt *st = select_old(s, feed, r, e);
	int64_t *ids;
	size_t count;

	if (!sql_ids(st, a, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!db_run(s->db, e,
		            "insert or replace into tombs select feed, guid, ? from articles"
		            " where id = ?",
		            DB_INT(r->now), DB_INT(ids[i])) ||
		        !care_remove(s, ids[i], e))
			return false;
	*removed = (int64_t)count;
	return db_run(s->db, e, "delete from tombs where feed = ? and seen < ?", DB_INT(feed),
	        DB_INT(r->now - TOMB_S));
}

bool
store_purge(struct store *s, int64_t feed, const struct store_retention *r, int64_t *removed,
        struct err *e)
{
	struct arena *a;
	bool ok;

	*removed = 0;
	if (!db_begin(s->db, e))
		return false;
	a = arena_create();
	ok = purge(s, a, feed, r, removed, e);
	arena_destroy(a);
	s->changes++;
	return db_finish(s->db, ok, e) || err_context(e, "cannot remove old articles");
}
