/* SPDX-License-Identifier: ISC */
/*
 * dump.c - the whole store as lines of JSON: first the feeds, then the articles with their texts,
 * marks, notes and earlier versions, then what the user did to stories, and what was purged. Names,
 * other stories and the text index are not in it: they are found again.
 */
#include "store_private.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *
text_json(struct str s)
{
	json_t *text = s.len == 0 ? NULL : json_stringn(s.p, s.len);

	return text; /* NULL for what is no UTF-8 too: such a value is left out */
}

/* Sets a member unless it is empty. */
static void
set_text(json_t *to, const char *name, struct str s)
{
	json_t *text = text_json(s);

	if (text != NULL)
		json_object_set_new(to, name, text);
}

static void
set_int(json_t *to, const char *name, int64_t v)
{
	if (v != 0 && v != STORE_NO_DATE)
		json_object_set_new(to, name, json_integer(v));
}

static void
set_bool(json_t *to, const char *name, bool on)
{
	if (on)
		json_object_set_new(to, name, json_true());
}

/* Gives one object out and frees it. */
static bool
give(json_t *line, store_dump_fn *each, void *user, struct err *e)
{
	char *text = json_dumps(line, JSON_COMPACT);
	bool ok;

	json_decref(line);
	if (text == NULL)
		return err_set(e, ERR_FAIL, "cannot write JSON");
	ok = each(user, str_of(text));
	free(text);
	return ok || err_set(e, ERR_FAIL, "stopped");
}

/* ---- feeds ---- */

static json_t *
feed_json(struct db_stmt *st)
{
	static const char *const texts[] = { "url", "title", "user_title", "site_url",
		"description", "icon", "lang", "folder", "tags", "query", "etag", "last_modified" };
	json_t *line = json_pack("{s:s}", "type", "feed");
	int c = 0;

	for (size_t i = 0; i < COUNT(texts); i++)
		set_text(line, texts[i], db_view(st, c++));
	set_bool(line, "hidden", db_int(st, c++) != 0);
	set_bool(line, "unsubscribed", db_int(st, c++) == 0);
	set_int(line, "fetched", db_date(st, c));
	return line;
}

static bool
dump_feeds(struct store *s, store_dump_fn *each, void *user, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e,
	        "select url, title, user_title, site_url, description, icon,"
	        " lang, folder, tags, query, etag, last_modified, hidden, subscribed, fetched from "
	        "feeds"
	        " order by position is null, position, id",
	        NULL, 0);
	bool ok = true;

	if (st == NULL)
		return false;
	while (ok && db_row(st))
		ok = give(feed_json(st), each, user, e);
	return db_end(st, e) && ok;
}

/* ---- articles ---- */

static json_t *
enclosures_json(const struct store_article *art)
{
	json_t *list = json_array();

	for (size_t i = 0; i < art->enclosures_count; i++) {
		const struct feed_enclosure *x = &art->enclosures[i];
		json_t *one = json_object();
		set_text(one, "url", x->url);
		set_text(one, "type", x->type);
		set_text(one, "title", x->title);
		json_object_set_new(one, "length", json_integer(x->length));
		json_object_set_new(one, "duration", json_integer(x->duration_s));
		json_array_append_new(list, one);
	}
	return list;
}

static bool
versions_json(struct store *s, struct arena *a, int64_t id, json_t *list, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select date, title, html from versions where article = ?"
	        " order by id",
	        DB_INT(id));
	struct str html;
	bool ok = true;

	if (st == NULL)
		return false;
	while (ok && db_row(st)) {
		json_t *one = json_object();
		ok = body_unpack(s, a, db_view(st, 2), &html, e);
		set_int(one, "date", db_date(st, 0));
		set_text(one, "title", db_view(st, 1));
		set_text(one, "html", html);
		json_array_append_new(list, one);
	}
	return db_end(st, e) && ok;
}

static bool
tags_json(struct store *s, int64_t id, json_t *list, struct err *e)
{
	struct db_stmt *st =
	        db_query(s->db, e, "select tag from tags where article = ?", DB_INT(id));

	if (st == NULL)
		return false;
	while (db_row(st)) {
		json_t *tag = text_json(db_view(st, 0));
		if (tag != NULL)
			json_array_append_new(list, tag);
	}
	return db_end(st, e);
}

/* What store_article does not say: both texts apart, the id in the feed, the feed's address. */
static bool
raw_json(struct store *s, struct arena *a, int64_t id, json_t *line, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select f.url, b.guid, " HTML_OF(
	                "b") ", b.page, a.page, b.image,"
	                     " a.todo & 1, a.gone, a.pinned <> 0 and"
	                     " a.story is null from articles a join bodies b "
	                     "on b.id = a.id join feeds f on f.id = "
	                     "a.feed"
	                     " where a.id = ?",
	        DB_INT(id));
	struct str html, page;
	bool ok = true;

	if (st == NULL)
		return false;
	if (db_row(st)) {
		ok = body_unpack(s, a, db_view(st, 2), &html, e) &&
		     body_unpack(s, a, db_view(st, 3), &page, e);
		set_text(line, "feed", db_view(st, 0));
		set_text(line, "id", db_view(st, 1));
		set_text(line, "html", ok ? html : STR_NONE);
		set_text(line, "page", ok ? page : STR_NONE);
		set_int(line, "page_state", db_int(st, 4));
		set_text(line, "image", db_view(st, 5));
		set_bool(line, "page_wanted", db_int(st, 6) != 0);
		set_bool(line, "hidden", (db_int(st, 7) & GONE_HIDDEN) != 0);
		set_bool(line, "apart", db_int(st, 8) != 0);
	}
	return db_end(st, e) && ok;
}

static json_t *
article_json(const struct store_article *art)
{
	const struct store_item *it = &art->item;
	json_t *line = json_pack("{s:s}", "type", "article");

	set_text(line, "title", it->title);
	set_text(line, "author", it->author);
	set_text(line, "link", it->url);
	set_text(line, "summary", it->excerpt);
	set_text(line, "flags", it->flags);
	set_text(line, "comments", art->comments_url);
	set_text(line, "categories", art->categories);
	set_text(line, "lang", art->lang);
	set_text(line, "note", art->note);
	set_text(line, "page_error", art->error);
	set_int(line, "date", it->date);
	set_int(line, "updated", art->updated);
	set_int(line, "position", art->position);
	set_bool(line, "read", !it->unread);
	set_bool(line, "starred", it->starred);
	set_bool(line, "deleted", it->deleted);
	return line;
}

/* A list as a member unless it is empty. */
static void
set_list(json_t *line, const char *name, json_t *list)
{
	if (json_array_size(list) > 0)
		json_object_set(line, name, list);
	json_decref(list);
}

static bool
dump_article(struct store *s, struct arena *a, int64_t id, store_dump_fn *each, void *user,
        struct err *e)
{
	struct store_article art;
	json_t *line, *versions = json_array(), *tags = json_array();
	bool ok = store_article(s, a, id, &art, e) && versions_json(s, a, id, versions, e) &&
	          tags_json(s, id, tags, e);

	if (!ok) {
		json_decref(versions);
		json_decref(tags);
		return false;
	}
	line = article_json(&art);
	set_list(line, "enclosures", enclosures_json(&art));
	set_list(line, "versions", versions);
	set_list(line, "tags", tags);
	if (!raw_json(s, a, id, line, e)) {
		json_decref(line);
		return false;
	}
	return give(line, each, user, e);
}

/* Row after row by id, with no statement open between, so that memory stays small. */
static bool
dump_articles(struct store *s, store_dump_fn *each, void *user, struct err *e)
{
	struct arena *a = arena_create();
	int64_t id = 0;
	bool found = true, ok = true;

	while (ok) {
		arena_reset(a);
		ok = db_one(s->db, e, &id, &found,
		        "select id from articles where id > ? order by id limit 1", DB_INT(id));
		if (!ok || !found)
			break;
		ok = dump_article(s, a, id, each, user, e);
	}
	arena_destroy(a);
	return ok;
}

/* ---- stories ---- */

/* Articles are named as in their own lines; "seen": they were there when it was looked at. */
static bool
members_json(struct store *s, int64_t story, json_t *list, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select f.url, coalesce(b.guid, a.url), a.pinned, a.id <= coalesce(s.looked_last, "
	        "0) from articles a"
	        " join bodies b on b.id = a.id join feeds f on f.id = a.feed"
	        " join stories s on s.id = a.story where a.story = ? order by a.id",
	        DB_INT(story));

	if (st == NULL)
		return false;
	while (db_row(st)) {
		json_t *one = json_object();
		set_text(one, "feed", db_view(st, 0));
		set_text(one, "id", db_view(st, 1));
		set_bool(one, "pinned", db_int(st, 2) != 0);
		set_bool(one, "seen", db_int(st, 3) != 0);
		json_array_append_new(list, one);
	}
	return db_end(st, e);
}

static bool
dump_story(struct store *s, int64_t id, store_dump_fn *each, void *user, struct err *e)
{
	json_t *line = json_pack("{s:s}", "type", "story"), *members = json_array();
	int64_t followed, looked;
	bool ok = db_one(s->db, e, &followed, NULL, "select followed from stories where id = ?",
	                  DB_INT(id)) &&
	          db_one(s->db, e, &looked, NULL,
	                  "select coalesce(looked, 0) from stories where id = ?", DB_INT(id)) &&
	          members_json(s, id, members, e);

	if (!ok) {
		json_decref(members);
		json_decref(line);
		return false;
	}
	set_bool(line, "followed", followed != 0);
	set_int(line, "looked", looked);
	set_list(line, "articles", members);
	return give(line, each, user, e);
}

/* Those that the user follows, has looked at or has put an article into. */
static bool
dump_stories(struct store *s, store_dump_fn *each, void *user, struct err *e)
{
	struct arena *a = arena_create();
	struct db_stmt *st = db_query_v(s->db, e,
	        "select id from stories where followed = 1 or looked is not null or exists (select "
	        "1"
	        " from articles where story = stories.id and pinned <> 0)"
	        " order by (select min(id) from articles where story = stories.id), id",
	        NULL, 0);
	int64_t *ids;
	size_t count;
	bool ok = sql_ids(st, a, &ids, &count, e);

	for (size_t i = 0; ok && i < count; i++)
		ok = dump_story(s, ids[i], each, user, e);
	arena_destroy(a);
	return ok;
}

/* Purged articles, that their feeds do not bring them back: by the hash of their id. */
static bool
dump_purged(struct store *s, store_dump_fn *each, void *user, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e,
	        "select f.url, t.guid, t.seen from tombs t join feeds f on f.id = t.feed"
	        " order by f.url, t.guid",
	        NULL, 0);
	bool ok = true;

	if (st == NULL)
		return false;
	while (ok && db_row(st)) {
		json_t *line = json_pack("{s:s}", "type", "purged");
		set_text(line, "feed", db_view(st, 0));
		json_object_set_new(line, "hash", json_integer(db_int(st, 1)));
		set_int(line, "seen", db_date(st, 2));
		ok = give(line, each, user, e);
	}
	return db_end(st, e) && ok;
}

bool
store_dump(struct store *s, store_dump_fn *each, void *user, struct err *e)
{
	json_t *head = json_pack("{s:s,s:i}", "type", "dateline", "version", STORE_DUMP_VERSION);

	return (give(head, each, user, e) && dump_feeds(s, each, user, e) &&
	               dump_articles(s, each, user, e) && dump_stories(s, each, user, e) &&
	               dump_purged(s, each, user, e)) ||
	       err_context(e, "cannot export the store");
}
