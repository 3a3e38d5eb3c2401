/* SPDX-License-Identifier: ISC */
/*
 * vacuum.c - what `dateline vacuum` does: articles that no list shows any more go, texts that were
 * packed without a dictionary are packed again, the text index is joined to one piece (or made anew
 * when much of it is of no use), the file is written anew without gaps.
 */
#include "store_private.h"

#define SLICE 500           /* articles of one transaction */
#define SHRINK_PAGES "1000" /* given back in one transaction */
#define SPARE_PAGES 200     /* of 8 kB, that may stay unused ... */
#define SPARE_PART 64       /* ... or one page of so many */

/* ---- articles that are gone ---- */

static bool
remove_slice(struct store *s, struct arena *a, size_t *count, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select id from articles where gone & 5 and starred = 0 and"
	        " noted = 0 limit ?",
	        DB_INT(SLICE));
	int64_t *ids = arena_array(a, SLICE, sizeof(*ids));

	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st))
		ids[(*count)++] = db_int(st, 0);
	if (!db_end(st, e))
		return false;
	/* Its feed may carry it still: it is not to come back. */
	for (size_t i = 0; i < *count; i++)
		if (!db_run(s->db, e,
		            "insert or replace into tombs select feed, guid, date from articles"
		            " where id = ? and gone & 1",
		            DB_INT(ids[i])) ||
		        !care_remove(s, ids[i], e))
			return false;
	return true;
}

static bool
remove_gone(struct store *s, struct err *e)
{
	size_t count = SLICE;

	while (count == SLICE) {
		struct arena *a = arena_create();
		bool ok = db_begin(s->db, e) && db_finish(s->db, remove_slice(s, a, &count, e), e);
		arena_destroy(a);
		if (!ok)
			return false;
	}
	return db_run_v(s->db, e,
	        "delete from feeds where subscribed = 0 and url <> 'dateline:later' and not"
	        " exists (select 1 from articles where feed = feeds.id)",
	        NULL, 0);
}

/* ---- texts ---- */

/* Packed anew, into the table of texts. */
static bool
repack(struct store *s, struct arena *a, int64_t id, struct err *e)
{
	struct db_stmt *st = db_query(
	        s->db, e, "select " HTML_OF("b") " from bodies b where id = ?", DB_INT(id));
	struct str html = STR_NONE, packed;
	bool ok = true;

	if (st == NULL)
		return false;
	if (db_row(st))
		ok = body_unpack(s, a, db_view(st, 0), &html, e);
	if (!db_end(st, e) || !ok || !body_pack(s, a, BODY_TEXT, html, &packed, e))
		return false;
	return (html.len == 0 || db_run(s->db, e, "insert or replace into texts values(?, ?)",
	                                 DB_INT(id), DB_BLOB(packed))) &&
	       db_run(s->db, e, "update bodies set html = null where id = ? and html is not null",
	               DB_INT(id));
}

/* Where texts may be that could be smaller: those of version 1 of the store, and those packed
 * without a dictionary (a first byte of 1 says so). */
static const char *const loose[] = {
	"select id from bodies where id > ? and html is not null order by id limit ?",
	"select id from texts where id > ? and substr(html, 1, 1) = x'01' order by id limit ?",
};

static bool
repack_slice(struct store *s, const char *sql, int64_t *after, bool *more, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e, sql, DB_LIST(DB_INT(*after), DB_INT(SLICE)), 2);
	struct arena *a = arena_create();
	int64_t *ids;
	size_t count = 0;
	bool ok = st != NULL && sql_ids(st, a, &ids, &count, e);

	*more = count == SLICE;
	for (size_t i = 0; ok && i < count; i++) {
		*after = ids[i];
		ok = repack(s, a, ids[i], e);
	}
	arena_destroy(a);
	return ok;
}

static bool
repack_all(struct store *s, struct err *e)
{
	if (!fresh_pack_all(s, e))
		return false;
	for (size_t i = 0; i < COUNT(loose); i++) {
		int64_t after = 0;
		bool more = true;
		while (more)
			if (!db_begin(s->db, e) ||
			        !db_finish(s->db, repack_slice(s, loose[i], &after, &more, e), e))
				return false;
	}
	return true;
}

/* Unused pages and all pages of the file. */
static bool
count_pages(struct store *s, int64_t *unused, int64_t *all, struct err *e)
{
	return db_one_v(s->db, e, unused, NULL, "pragma freelist_count", NULL, 0) &&
	       db_one_v(s->db, e, all, NULL, "pragma page_count", NULL, 0);
}

/* A file that was made before the store could do this keeps its size, until `dateline vacuum`. */
bool
store_shrink(struct store *s, bool *more, struct err *e)
{
	int64_t unused, left, all;

	*more = false;
	if (!count_pages(s, &unused, &all, e))
		return false;
	if (unused < SPARE_PAGES || unused < all / SPARE_PART)
		return true;
	if (!db_run_v(s->db, e, "pragma incremental_vacuum(" SHRINK_PAGES ")", NULL, 0) ||
	        !count_pages(s, &left, &all, e))
		return err_context(e, "cannot shrink the store");
	*more = left < unused;
	return true;
}

bool
store_vacuum(struct store *s, struct err *e)
{
	s->changes++;
	return (remove_gone(s, e) && repack_all(s, e) &&
	               db_script(s->db,
	                       "insert into search(search) values('optimize');"
	                       "insert into titles(titles) values('optimize');"
	                       "insert into names_search(names_search) values('optimize'); vacuum;",
	                       e)) ||
	       err_context(e, "cannot vacuum the store");
}
