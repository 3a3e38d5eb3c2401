/* SPDX-License-Identifier: ISC */
/*
 * vacuum.c - what `dateline vacuum` does: articles that no list shows any more go, texts that were
 * packed without a dictionary are packed again, the text index is joined to one piece (or made anew
 * when much of it is of no use), the file is written anew without gaps.
 */
#include "store_private.h"

#define SLICE 500         /* articles of one transaction */
#define SAMPLES 40        /* texts of a dictionary */
#define SAMPLE_BYTES 2650 /* of each */

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

/* Pieces of texts from all over the store, when it has no dictionary yet. */
static bool
make_dictionary(struct store *s, struct err *e)
{
	struct arena *a = arena_create();
	struct db_stmt *st;
	struct str html;
	struct buf b;
	int64_t dicts, step;
	bool ok;

	buf_init(&b, SAMPLES * SAMPLE_BYTES);
	ok = db_one(s->db, e, &dicts, NULL, "select count(*) from dicts where kind = ?",
	             DB_INT(BODY_TEXT)) &&
	     db_one_v(s->db, e, &step, NULL, "select count(*) from bodies", NULL, 0);
	step /= SAMPLES;
	st = ok && dicts == 0 && step > 0
	             ? db_query(s->db, e,
	                       "select html from bodies where html is not null and id % ? = 0",
	                       DB_INT(step))
	             : NULL;
	while (st != NULL && !b.full && db_row(st)) {
		ok = ok && body_unpack(s, a, db_view(st, 0), &html, e);
		if (ok)
			buf_add_str(&b, str_sub(html, 0, SAMPLE_BYTES));
	}
	if (st != NULL)
		ok = db_end(st, e) && ok;
	if (ok && b.len > SAMPLE_BYTES)
		ok = body_add_dict(s, BODY_TEXT, buf_str(&b), e);
	buf_free(&b);
	arena_destroy(a);
	return ok;
}

static bool
repack(struct store *s, struct arena *a, int64_t id, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e, "select html from bodies where id = ?", DB_INT(id));
	struct str html = STR_NONE, packed;
	bool ok = true;

	if (st == NULL)
		return false;
	if (db_row(st))
		ok = body_unpack(s, a, db_view(st, 0), &html, e);
	if (!db_end(st, e) || !ok)
		return false;
	return html.len == 0 || (body_pack(s, a, BODY_TEXT, html, &packed, e) &&
	                                db_run(s->db, e, "update bodies set html = ? where id = ?",
	                                        DB_BLOB(packed), DB_INT(id)));
}

static bool
repack_slice(struct store *s, struct arena *a, int64_t *after, bool *more, struct err *e)
{
	/* A first byte of 1 says: packed, without a dictionary. */
	struct db_stmt *st = db_query(s->db, e,
	        "select id from bodies where id > ? and"
	        " substr(html, 1, 1) = x'01' order by id limit ?",
	        DB_INT(*after), DB_INT(SLICE));
	int64_t *ids = arena_array(a, SLICE, sizeof(*ids));
	size_t count = 0;

	if (st == NULL)
		return false;
	while (db_row(st))
		ids[count++] = db_int(st, 0);
	if (!db_end(st, e))
		return false;
	*more = count == SLICE;
	for (size_t i = 0; i < count; i++) {
		*after = ids[i];
		if (!repack(s, a, ids[i], e))
			return false;
	}
	return true;
}

static bool
repack_all(struct store *s, struct err *e)
{
	int64_t after = 0, dicts;
	bool more = true;

	if (!make_dictionary(s, e) ||
	        !db_one(s->db, e, &dicts, NULL, "select count(*) from dicts where kind = ?",
	                DB_INT(BODY_TEXT)))
		return false;
	while (dicts > 0 && more) {
		struct arena *a = arena_create();
		bool ok = db_begin(s->db, e) &&
		          db_finish(s->db, repack_slice(s, a, &after, &more, e), e);
		arena_destroy(a);
		if (!ok)
			return false;
	}
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
