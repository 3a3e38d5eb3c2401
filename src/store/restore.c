/* SPDX-License-Identifier: ISC */
/*
 * restore.c - lines of a dump back into a store.  What is there already stays: marks of the dump
 * are added to it, a known article is not taken in twice.  The lines may come from anywhere, so
 * their HTML is cleaned again.
 */
#include "store_private.h"

#include <jansson.h>
#include <string.h>

#define LIST_MAX FEED_LIST_MAX

static struct str
text(const json_t *from, const char *name)
{
	const json_t *value = json_object_get(from, name);

	return json_is_string(value)
	               ? (struct str){ json_string_value(value), json_string_length(value) }
	               : STR_NONE;
}

static int64_t
number(const json_t *from, const char *name, int64_t fallback)
{
	const json_t *value = json_object_get(from, name);

	return json_is_integer(value) ? json_integer_value(value) : fallback;
}

static bool
is_set(const json_t *from, const char *name)
{
	return json_is_true(json_object_get(from, name));
}

static bool
restore_feed(struct store *s, const json_t *line, struct err *e)
{
	struct str url = text(line, "url");

	if (url.len == 0)
		return err_set(e, ERR_USAGE, "a feed without address");
	return db_run(s->db, e,
	        "insert into feeds(url, title, user_title, site_url, description, icon, lang,"
	        " folder, tags, query, etag, last_modified, hidden, subscribed, fetched, position)"
	        " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
	        " (select coalesce(max(position), 0) + 1 from feeds)) on conflict do nothing",
	        DB_TEXT(url), DB_TEXT(text(line, "title")), DB_TEXT(text(line, "user_title")),
	        DB_TEXT(text(line, "site_url")), DB_TEXT(text(line, "description")),
	        DB_TEXT(text(line, "icon")), DB_TEXT(text(line, "lang")),
	        DB_TEXT(text(line, "folder")), DB_TEXT(text(line, "tags")),
	        DB_TEXT(text(line, "query")), DB_TEXT(text(line, "etag")),
	        DB_TEXT(text(line, "last_modified")), DB_INT(is_set(line, "hidden")),
	        DB_INT(!is_set(line, "unsubscribed")),
	        DB_DATE(number(line, "fetched", STORE_NO_DATE)));
}

static void
read_enclosures(struct arena *a, const json_t *line, struct feed_entry *out)
{
	json_t *list = json_object_get(line, "enclosures"), *one;
	size_t i, count = json_array_size(list);

	out->enclosures =
	        arena_array(a, count > LIST_MAX ? LIST_MAX : count, sizeof(*out->enclosures));
	json_array_foreach(list, i, one)
	{
		if (i == LIST_MAX)
			break;
		out->enclosures[out->enclosures_count++] = (struct feed_enclosure){
			.url = text(one, "url"),
			.type = text(one, "type"),
			.title = text(one, "title"),
			.length = number(one, "length", -1),
			.duration_s = number(one, "duration", -1),
		};
	}
}

static bool
restore_versions(struct store *s, struct arena *a, const json_t *line, int64_t id, struct err *e)
{
	json_t *list = json_object_get(line, "versions"), *one;
	struct str packed;
	size_t i;

	json_array_foreach(list, i, one)
	{
		struct str html = feed_sanitise(a, text(one, "html"), text(line, "link"));
		if (!body_pack(s, a, BODY_TEXT, html, &packed, e) ||
		        !db_run(s->db, e,
		                "insert into versions(article, date, title, html) values(?, ?, ?, "
		                "?)",
		                DB_INT(id), DB_DATE(number(one, "date", STORE_NO_DATE)),
		                DB_TEXT(text(one, "title")), DB_BLOB(packed)))
			return false;
	}
	return i == 0 || db_run(s->db, e, "update articles set versions = ? where id = ?",
	                         DB_INT((int64_t)i), DB_INT(id));
}

static bool
restore_tags(struct store *s, const json_t *line, int64_t id, struct err *e)
{
	json_t *list = json_object_get(line, "tags"), *one;
	size_t i;

	json_array_foreach(list, i,
	        one) if (json_is_string(one) &&
	                 !db_run(s->db, e, "insert or ignore into tags(tag, article) values(?, ?)",
	                         DB_TEXT(str_of(json_string_value(one))), DB_INT(id))) return false;
	return true;
}

static struct str
letters(struct arena *a, struct str flags)
{
	char *out = arena_alloc(a, 27);
	size_t len = 0;

	for (char c = 'a'; c <= 'z'; c++)
		if (str_chr(flags, c) >= 0)
			out[len++] = c;
	return (struct str){ out, len };
}

/* Marks are only ever added: what was read or starred on either side is so afterwards. */
static bool
restore_marks(struct store *s, struct arena *a, const json_t *line, int64_t id, struct err *e)
{
	struct str note = text(line, "note"), before = STR_NONE, flags;
	struct db_stmt *st =
	        db_query(s->db, e, "select flags from articles where id = ?", DB_INT(id));

	if (st == NULL)
		return false;
	if (db_row(st))
		before = db_text(a, st, 0);
	if (!db_end(st, e))
		return false;
	flags = arena_printf(a, STR_FMT STR_FMT, STR_ARG(before), STR_ARG(text(line, "flags")));
	return db_run(s->db, e,
	               "update articles set unread = unread and not ?, starred = starred or ?,"
	               " gone = gone | ?, pinned = pinned or (? and story is null), position = "
	               "max(position, ?), flags = nullif(?, '') "
	               "where id = ?",
	               DB_INT(is_set(line, "read")), DB_INT(is_set(line, "starred")),
	               DB_INT((is_set(line, "deleted") ? GONE_DELETED : 0) |
	                       (is_set(line, "hidden") ? GONE_HIDDEN : 0)),
	               DB_INT(is_set(line, "apart")), DB_INT(number(line, "position", 0)),
	               DB_TEXT(letters(a, flags)), DB_INT(id)) &&
	       restore_tags(s, line, id, e) && (note.len == 0 || store_set_note(s, id, note, e));
}

static bool
restore_page(struct store *s, struct arena *a, const json_t *line, int64_t id, struct err *e)
{
	struct str page = feed_sanitise(a, text(line, "page"), text(line, "link")), packed;
	int64_t state = number(line, "page_state", 0);

	if (state < 0 || state > 1 + ARTICLE_EMPTY)
		state = 0;
	return body_pack(s, a, BODY_TEXT, page, &packed, e) &&
	       db_run(s->db, e,
	               "update bodies set page = coalesce(page, ?), page_error = ? where id = ?",
	               packed.len == 0 ? (struct db_value){ .type = DB_NULL } : DB_BLOB(packed),
	               DB_TEXT(text(line, "page_error")), DB_INT(id)) &&
	       db_run(s->db, e, "update articles set page = ?, todo = (todo & ~1) | ? where id = ?",
	               DB_INT(state), DB_INT(is_set(line, "page_wanted")), DB_INT(id));
}

/* The feed that a line or a member names; *found false when the store has none. */
static bool
feed_of(struct store *s, const json_t *from, int64_t *feed, bool *found, struct err *e)
{
	return db_one(s->db, e, feed, found, "select id from feeds where url = ?",
	        DB_TEXT(text(from, "feed")));
}

static bool
restore_article(struct store *s, struct arena *a, const json_t *line, struct err *e)
{
	struct feed_entry entry = {
		.id = text(line, "id").len > 0 ? text(line, "id") : text(line, "link"),
		.title = text(line, "title"),
		.link = text(line, "link"),
		.author = text(line, "author"),
		.summary = text(line, "summary"),
		.lang = text(line, "lang"),
		.comments_url = text(line, "comments"),
		.image = text(line, "image"),
		.published = number(line, "date", FEED_NO_DATE),
		.updated = number(line, "updated", FEED_NO_DATE),
	};
	struct str categories = text(line, "categories");
	int64_t feed, id, now = entry.published == FEED_NO_DATE ? 0 : entry.published;
	bool found, added;

	entry.content_html = feed_sanitise(a, text(line, "html"), entry.link);
	entry.categories = &categories;
	entry.categories_count = categories.len > 0;
	read_enclosures(a, line, &entry);
	if (entry.id.len == 0)
		return err_set(e, ERR_USAGE, "an article without id or link");
	if (!feed_of(s, line, &feed, &found, e))
		return false;
	if (!found)
		return err_set(e, ERR_USAGE, "an article of an unknown feed");
	if (!intake_add(s, feed, &entry, now, &id, &added, e))
		return false;
	return (!added ||
	               (restore_versions(s, a, line, id, e) && restore_page(s, a, line, id, e))) &&
	       restore_marks(s, a, line, id, e);
}

/* ---- stories ---- */

struct members {
	int64_t *ids, *pinned;
	size_t count, pinned_count;
	int64_t story; /* that one of them is in already; STORY_NONE */
	int64_t last;  /* of those that were there when the story was looked at; 0 */
};

static bool
take_member(struct store *s, const json_t *one, struct members *m, struct err *e)
{
	struct feed_entry entry = { .id = text(one, "id") };
	int64_t feed, id, story;
	bool found;

	if (!feed_of(s, one, &feed, &found, e))
		return false;
	if (!found)
		return true;
	if (!db_one(s->db, e, &id, &found, "select id from articles where feed = ? and guid = ?",
	            DB_INT(feed), DB_INT(intake_guid(&entry))))
		return false;
	if (!found)
		return true;
	if (!db_one(s->db, e, &story, NULL, "select coalesce(story, 0) from articles where id = ?",
	            DB_INT(id)))
		return false;
	if (m->story == STORY_NONE)
		m->story = story;
	if (is_set(one, "seen") && id > m->last)
		m->last = id;
	if (is_set(one, "pinned"))
		m->pinned[m->pinned_count++] = id;
	m->ids[m->count++] = id;
	return true;
}

/* What is in a story already stays there, and what the user put apart. */
static bool
place_members(struct store *s, const struct members *m, int64_t story, struct err *e)
{
	for (size_t i = 0; i < m->count; i++) {
		bool is_free;
		int64_t id;

		if (!db_one(s->db, e, &id, &is_free,
		            "select id from articles where id = ? and story is null and pinned = 0",
		            DB_INT(m->ids[i])) ||
		        (is_free && !stories_set(s, id, story, false, e)))
			return false;
	}
	for (size_t i = 0; i < m->pinned_count; i++)
		if (!db_run(s->db, e, "update articles set pinned = 1 where id = ? and story = ?",
		            DB_INT(m->pinned[i]), DB_INT(story)))
			return false;
	return true;
}

/* A story goes by the number of an article; where that is taken, with the bit of a split one. */
static bool
new_story(struct store *s, int64_t article, int64_t *story, struct err *e)
{
	int64_t known;
	bool found;

	if (!db_one(s->db, e, &known, &found, "select id from stories where id = ?",
	            DB_INT(article)))
		return false;
	*story = found ? article | STORY_SPLIT : article;
	return true;
}

static bool
restore_story(struct store *s, struct arena *a, const json_t *line, struct err *e)
{
	json_t *list = json_object_get(line, "articles"), *one;
	size_t i, most = json_array_size(list) + 1;
	struct members m = { arena_array(a, most, sizeof(int64_t)),
		arena_array(a, most, sizeof(int64_t)), 0, 0, STORY_NONE, 0 };
	int64_t looked = number(line, "looked", 0), story;

	json_array_foreach(list, i, one)
	{
		if (!take_member(s, one, &m, e))
			return false;
	}
	if (m.count == 0)
		return true;
	if (m.story == STORY_NONE && !new_story(s, m.ids[0], &m.story, e))
		return false;
	story = m.story;
	return place_members(s, &m, story, e) &&
	       db_run(s->db, e,
	               "update stories set followed = followed or ?, looked ="
	               " nullif(max(coalesce(looked, 0), ?), 0), looked_last ="
	               " nullif(max(coalesce(looked_last, 0), ?), 0) where id = ?",
	               DB_INT(is_set(line, "followed")), DB_INT(looked), DB_INT(m.last),
	               DB_INT(story)) &&
	       stories_refresh(s, story, e);
}

static bool
restore_purged(struct store *s, const json_t *line, struct err *e)
{
	int64_t feed;
	bool found;

	if (!feed_of(s, line, &feed, &found, e))
		return false;
	return !found ||
	       db_run(s->db, e, "insert or ignore into tombs(feed, guid, seen) values(?, ?, ?)",
	               DB_INT(feed), DB_INT(number(line, "hash", 0)),
	               DB_DATE(number(line, "seen", STORE_NO_DATE)));
}

static bool
restore_head(const json_t *line, struct err *e)
{
	return number(line, "version", 0) <= STORE_DUMP_VERSION ||
	       err_set(e, ERR_FAIL, "the export was made by a newer dateline");
}

static bool
restore(struct store *s, struct arena *a, const json_t *line, struct err *e)
{
	struct str type = text(line, "type");

	if (str_eq(type, STR("dateline")))
		return restore_head(line, e);
	if (str_eq(type, STR("feed")))
		return restore_feed(s, line, e);
	if (str_eq(type, STR("article")))
		return restore_article(s, a, line, e);
	if (str_eq(type, STR("story")))
		return restore_story(s, a, line, e);
	if (str_eq(type, STR("purged")))
		return restore_purged(s, line, e);
	return err_set(e, ERR_USAGE, "no line of an export of dateline");
}

bool
store_restore_line(struct store *s, struct str json_line, struct err *e)
{
	json_error_t where;
	json_t *line = json_loadb(json_line.p, json_line.len, 0, &where);
	struct arena *a;
	bool ok;

	if (line == NULL)
		return err_set(
		        e, ERR_USAGE, "no JSON: %s at character %d", where.text, where.position);
	if (!db_begin(s->db, e)) {
		json_decref(line);
		return false;
	}
	a = arena_create();
	ok = db_finish(s->db, restore(s, a, line, e), e);
	arena_destroy(a);
	json_decref(line);
	s->changes++;
	return ok;
}
