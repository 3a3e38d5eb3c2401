/* SPDX-License-Identifier: ISC */
/*
 * newsboat.c - newsboat's cache.db into the store: its items with their read state and flags, for
 * the feeds that are subscribed here and, so that nothing is lost, for those that are not.
 */
#include "store_private.h"

#include <dateline/text.h>

struct importer {
	struct store *s;
	struct arena *a;
	int64_t now;
	struct store_result *out;
};

/* A feed that is not subscribed keeps its articles without being asked again. */
static bool
feed_id(struct importer *im, struct str url, struct str title, int64_t *id, struct err *e)
{
	struct db *db = im->s->db;
	bool found;

	if (!db_one(db, e, id, &found, "select id from feeds where url = ?", DB_TEXT(url)))
		return false;
	if (found)
		return true;
	if (!db_run(db, e, "insert into feeds(url, title, subscribed) values(?, ?, 0)",
	            DB_TEXT(url), DB_TEXT(title)))
		return false;
	*id = db_insert_id(db);
	return true;
}

static bool
keep_marks(
        struct importer *im, int64_t id, bool read, bool deleted, struct str flags, struct err *e)
{
	struct store_marking m = { .mark = MARK_FLAG, .on = true };
	bool changed;

	if (!db_run(im->s->db, e,
	            "update articles set unread = unread and not ?, gone = gone | ? where id = ?",
	            DB_INT(read), DB_INT(deleted ? GONE_DELETED : 0), DB_INT(id)))
		return false;
	for (size_t i = 0; i < flags.len; i++) {
		m.flag = (char)(flags.p[i] | 0x20);
		if (m.flag >= 'a' && m.flag <= 'z' && !mark_with_copies(im->s, &m, id, &changed, e))
			return false;
	}
	return true;
}

static struct str
clean(struct importer *im, struct str s)
{
	return text_safe(im->a, utf8_repair(im->a, s), TEXT_SAFE_LINE);
}

static bool
import_item(struct importer *im, struct db_stmt *st, struct err *e)
{
	struct feed_enclosure enclosure = { .url = clean(im, db_view(st, 7)),
		.type = clean(im, db_view(st, 8)),
		.length = -1,
		.duration_s = -1 };
	struct feed_entry entry = {
		.id = clean(im, db_view(st, 0)),
		.title = clean(im, db_view(st, 1)),
		.author = clean(im, db_view(st, 2)),
		.link = clean(im, db_view(st, 3)),
		.published = db_int(st, 5) > 0 ? db_int(st, 5) : FEED_NO_DATE,
		.updated = FEED_NO_DATE,
		.enclosures = &enclosure,
		.enclosures_count = enclosure.url.len > 0,
	};
	int64_t feed, id;
	bool added;

	entry.content_html = feed_sanitise(im->a, utf8_repair(im->a, db_view(st, 6)), entry.link);
	if (entry.id.len == 0 && entry.link.len == 0)
		return true;
	if (!feed_id(im, clean(im, db_view(st, 4)), clean(im, db_view(st, 12)), &feed, e) ||
	        !intake_add(im->s, feed, &entry, im->now, &id, &added, e))
		return false;
	im->out->added += added;
	im->out->changed += !added;
	return keep_marks(im, id, db_int(st, 9) == 0, db_int(st, 11) != 0, db_view(st, 10), e);
}

static bool
import_items(struct importer *im, struct db *cache, struct err *e)
{
	struct db_stmt *st = db_query_v(cache, e,
	        "select i.guid, i.title, i.author, i.url, i.feedurl,"
	        " i.pubDate, i.content, i.enclosure_url, i.enclosure_type, i.unread, i.flags, "
	        "i.deleted,"
	        " f.title from rss_item i left join rss_feed f on f.rssurl = i.feedurl order by "
	        "i.id",
	        NULL, 0);
	bool ok = true;

	if (st == NULL)
		return false;
	while (ok && db_row(st)) {
		arena_reset(im->a);
		arena_reset(im->s->scratch);
		ok = import_item(im, st, e);
	}
	return db_end(st, e) && ok;
}

bool
store_import_newsboat(
        struct store *s, const char *path, int64_t now, struct store_result *out, struct err *e)
{
	struct importer im = { .s = s, .now = now, .out = out };
	struct db *cache;
	bool ok;

	*out = (struct store_result){ 0 };
	if (!db_open(&cache, path, STORE_READ_ONLY, e))
		return err_context(e, "cannot read %s", path);
	if (!db_begin(s->db, e)) {
		db_close(cache);
		return false;
	}
	im.a = arena_create();
	ok = db_finish(s->db, import_items(&im, cache, e), e);
	arena_destroy(im.a);
	db_close(cache);
	s->changes++;
	return ok || err_context(e, "cannot import %s", path);
}
