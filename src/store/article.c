/* SPDX-License-Identifier: ISC */
/*
 * article.c - one article with all that the reader shows of it, its earlier versions, its note and
 * the place where it was left.
 */
#include "store_private.h"

#define NOTE_MAX (256 * 1024) /* bytes of a user's note */
#define ENCLOSURES_MAX FEED_LIST_MAX

static void
unpack_enclosures(struct arena *a, struct str packed, struct store_article *out)
{
	struct unpack u = { .left = packed };
	uint64_t count = packed.len == 0 ? 0 : unpack_u64(&u);

	if (count > ENCLOSURES_MAX)
		count = ENCLOSURES_MAX;
	out->enclosures = arena_array(a, (size_t)count, sizeof(*out->enclosures));
	for (uint64_t i = 0; i < count && !u.bad; i++) {
		struct feed_enclosure *x = &out->enclosures[out->enclosures_count++];
		x->url = arena_str(a, unpack_str(&u));
		x->type = arena_str(a, unpack_str(&u));
		x->title = arena_str(a, unpack_str(&u));
		x->length = unpack_i64(&u);
		x->duration_s = unpack_i64(&u);
	}
}

static bool
read_article(struct store *s, struct arena *a, struct db_stmt *st, struct store_article *out,
        struct err *e)
{
	int64_t page = db_int(st, 13);
	int c = ITEM_COLUMNS_COUNT;

	out->comments_url = db_text(a, st, c++);
	out->categories = db_text(a, st, c++);
	out->lang = db_text(a, st, c++);
	out->updated = db_date(st, c++);
	unpack_enclosures(a, db_view(st, c++), out);
	out->error = db_text(a, st, c++);
	out->note = db_text(a, st, c++);
	out->position = (uint32_t)db_int(st, c++);
	out->analysed = (db_int(st, c++) & TODO_ANALYSE) == 0;
	out->versions = (size_t)db_int(st, c++);
	out->state = page > 0 ? (enum article_state)(page - 1) : ARTICLE_FULL;
	return body_choose(
	        s, a, db_view(st, c), db_view(st, c + 1), &out->html, &out->html_is_page, e);
}

bool
store_article(
        struct store *s, struct arena *a, int64_t id, struct store_article *out, struct err *e)
{
	int64_t new_after;
	struct db_stmt *st;
	bool found, ok = true;

	*out = (struct store_article){ .updated = STORE_NO_DATE };
	if (!meta_get(s, "new_after", &new_after, e))
		return false;
	st = db_query(s->db, e,
	        "select " ITEM_COLUMNS ", x.comments, x.categories, coalesce(x.lang, f.lang),"
	        " x.updated, x.enclosures, x.page_error, n.text, a.position, a.todo, "
	        "a.versions, " HTML_OF(
	                "x") ", x.page from articles a left join feeds f on f.id = a.feed"
	                     " left join stories s on s.id = a.story left join bodies x on x.id = "
	                     "a.id"
	                     " left join notes n on n.article = a.id where a.id = ?",
	        DB_INT(id));
	if (st == NULL)
		return false;
	found = db_row(st);
	if (found) {
		list_read_item(a, st, new_after, &out->item);
		ok = read_article(s, a, st, out, e);
	}
	if (!db_end(st, e) || !ok)
		return err_context(e, "cannot read the article");
	return found || err_set(e, ERR_FAIL, "there is no article %lld", (long long)id);
}

bool
store_article_version(struct store *s, struct arena *a, int64_t id, size_t version,
        struct str *html, int64_t *date, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select html, date from versions where article = ?"
	        " order by id desc limit 1 offset ?",
	        DB_INT(id), DB_INT((int64_t)version));
	bool found, ok = true;

	if (st == NULL)
		return false;
	found = db_row(st);
	if (found) {
		ok = body_unpack(s, a, db_view(st, 0), html, e);
		*date = db_date(st, 1);
	}
	if (!db_end(st, e) || !ok)
		return err_context(e, "cannot read an earlier version");
	return found || err_set(e, ERR_FAIL, "there is no such version");
}

bool
store_set_position(struct store *s, int64_t id, uint32_t position, struct err *e)
{
	return db_run(s->db, e, "update articles set position = ? where id = ? and position <> ?",
	               DB_INT(position), DB_INT(id), DB_INT(position)) ||
	       err_context(e, "cannot keep the place in the article");
}

static bool
set_note(struct store *s, int64_t id, struct str note, struct err *e)
{
	bool ok = note.len == 0
	                  ? db_run(s->db, e, "delete from notes where article = ?", DB_INT(id))
	                  : db_run(s->db, e,
	                            "insert into notes values(?, ?) on conflict do update"
	                            " set text = excluded.text",
	                            DB_INT(id), DB_TEXT(note));

	return ok && db_run(s->db, e, "update articles set noted = ? where id = ?",
	                     DB_INT(note.len > 0), DB_INT(id));
}

bool
store_set_note(struct store *s, int64_t id, struct str note, struct err *e)
{
	if (note.len > NOTE_MAX)
		return err_set(e, ERR_USAGE, "the note is longer than %d bytes", NOTE_MAX);
	if (!db_begin(s->db, e))
		return false;
	return db_finish(s->db, set_note(s, id, note, e), e) ||
	       err_context(e, "cannot keep the note");
}
