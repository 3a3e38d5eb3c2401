/* SPDX-License-Identifier: ISC */
/*
 * fresh.c - texts that came lately.  Taking in writes them as they are, for packing would take a
 * third of its time; here they are packed afterwards, in the order in which they came, so that
 * both tables change only at their ends.  The first texts of a store also make its dictionary.
 */
#include "store_private.h"

#define SLICE 256         /* texts of one transaction */
#define SAMPLES 40        /* texts of a dictionary */
#define SAMPLE_BYTES 2650 /* of each */
#define ENOUGH 400        /* texts of which a dictionary can be made at once */

/* Pieces of texts from all over what is there. */
static bool
take_samples(struct store *s, int64_t first, int64_t last, struct buf *b, struct err *e)
{
	struct arena *a = arena_create();
	bool ok = true;

	for (int64_t i = 0; ok && i < SAMPLES; i++) {
		struct db_stmt *st = db_query(s->db, e,
		        "select html from fresh where id >= ? order by id limit 1",
		        DB_INT(first + (last - first) / SAMPLES * i));
		struct str html = STR_NONE;
		ok = st != NULL;
		if (ok && db_row(st))
			ok = body_unpack(s, a, db_view(st, 0), &html, e);
		if (st != NULL)
			ok = db_end(st, e) && ok;
		buf_add_str(b, str_sub(html, 0, SAMPLE_BYTES));
	}
	arena_destroy(a);
	return ok;
}

/* A dictionary before the first text is packed, when there are texts enough; else body.c makes it
 * when it has seen enough of them. */
static bool
make_dictionary(struct store *s, struct err *e)
{
	int64_t dicts, first, last;
	struct buf b;
	bool ok;

	if (!db_one(s->db, e, &dicts, NULL, "select count(*) from dicts where kind = ?",
	            DB_INT(BODY_TEXT)) ||
	        !db_one_v(s->db, e, &first, NULL, "select min(id) from fresh", NULL, 0) ||
	        !db_one_v(s->db, e, &last, NULL, "select max(id) from fresh", NULL, 0))
		return false;
	if (dicts > 0 || last - first < ENOUGH)
		return true;
	buf_init(&b, SAMPLES * SAMPLE_BYTES);
	ok = take_samples(s, first, last, &b, e) &&
	     (b.len == 0 || body_add_dict(s, BODY_TEXT, buf_str(&b), e));
	buf_free(&b);
	return ok;
}

static bool
pack_one(struct store *s, int64_t id, struct str html, struct err *e)
{
	struct str text, packed;

	return body_unpack(s, s->scratch, html, &text, e) &&
	       body_pack(s, s->scratch, BODY_TEXT, text, &packed, e) &&
	       db_run(s->db, e, "insert or replace into texts(id, html) values(?, ?)", DB_INT(id),
	               DB_BLOB(packed));
}

static bool
pack_slice(struct store *s, size_t *count, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select f.id, f.html, a.feed from fresh f left join articles a on a.id = f.id"
	        " order by f.id limit ?",
	        DB_INT(SLICE));
	int64_t id = 0, feed = 0;
	bool ok = true;

	*count = 0;
	if (st == NULL)
		return false;
	while (ok && db_row(st)) {
		arena_reset(s->scratch);
		if (db_int(st, 2) != feed)
			body_new_source(s);
		feed = db_int(st, 2);
		id = db_int(st, 0);
		ok = pack_one(s, id, db_view(st, 1), e);
		++*count;
	}
	return db_end(st, e) && ok &&
	       (*count == 0 || db_run(s->db, e, "delete from fresh where id <= ?", DB_INT(id)));
}

bool
store_pack_texts(struct store *s, bool *more, struct err *e)
{
	size_t count = 0;
	int64_t any;
	bool ok;

	/* Mostly there are none, and then nobody else's writing is waited for. */
	if (!db_one_v(s->db, e, &any, more, "select id from fresh limit 1", NULL, 0))
		return false;
	if (!*more)
		return true;
	if (!db_begin(s->db, e))
		return false;
	ok = make_dictionary(s, e) && pack_slice(s, &count, e);
	*more = count == SLICE;
	return db_finish(s->db, ok, e) || err_context(e, "cannot pack texts");
}

bool
fresh_pack_all(struct store *s, struct err *e)
{
	bool more = true;

	while (more)
		if (!store_pack_texts(s, &more, e))
			return false;
	return true;
}
