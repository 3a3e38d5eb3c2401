/* SPDX-License-Identifier: ISC */
/*
 * feeds.c - the rows of subscriptions.  A feed that is no longer subscribed keeps its row while
 * articles of it stay; its other articles leave the lists at once and the file with the next
 * vacuum, so that a line taken out of the urls file by mistake costs nothing.
 */
#include "store_private.h"

#define TAGS_MAX 256 /* of one feed */

#define FEED_COLUMNS                                                                               \
	"id, url, coalesce(user_title, title, url), user_title, site_url, description, icon, "     \
	"lang,"                                                                                    \
	" folder, tags, hidden, query, unread, total, state, error, fetched, next_fetch"

/* Tags are kept as one text, each between newlines, so that one can be looked for. */
static struct str
join_tags(struct arena *a, const struct str *tags, size_t count)
{
	struct buf b;
	struct str joined;

	if (count == 0)
		return STR_NONE;
	buf_init(&b, 64 * 1024);
	buf_add_char(&b, '\n');
	for (size_t i = 0; i < count && i < TAGS_MAX; i++) {
		buf_add_str(&b, tags[i]);
		buf_add_char(&b, '\n');
	}
	joined = arena_str(a, buf_str(&b));
	buf_free(&b);
	return joined;
}

static void
split_tags(struct arena *a, struct str joined, struct store_feed *out)
{
	size_t cap = 0;

	while (joined.p != NULL) {
		struct str tag = str_split(&joined, '\n');
		if (tag.len == 0)
			continue;
		out->tags = arena_grow(a, out->tags, out->tags_count, &cap, sizeof(*out->tags));
		out->tags[out->tags_count++] = tag;
	}
}

static void
read_feed(struct arena *a, struct db_stmt *st, struct store_feed *out)
{
	*out = (struct store_feed){
		.id = db_int(st, 0),
		.url = db_text(a, st, 1),
		.title = db_text(a, st, 2),
		.user_title = db_text(a, st, 3),
		.site_url = db_text(a, st, 4),
		.description = db_text(a, st, 5),
		.icon = db_text(a, st, 6),
		.lang = db_text(a, st, 7),
		.folder = db_text(a, st, 8),
		.hidden = db_int(st, 10) != 0,
		.query = db_text(a, st, 11),
		.unread = db_int(st, 12),
		.total = db_int(st, 13),
		.state = (enum feed_state)db_int(st, 14),
		.error = db_text(a, st, 15),
		.fetched = db_date(st, 16),
		.next_fetch = db_date(st, 17),
	};
	split_tags(a, db_text(a, st, 9), out);
}

/* A query feed has the counts of its query. */
static bool
count_query(struct store *s, struct store_feed *f, struct err *e)
{
	struct store_query q = { .text = f->query };
	struct err ignored;

	(void)e;
	if (f->query.len == 0)
		return true;
	if (!store_count(s, &q, &f->total, &ignored))
		return true; /* a query that does not parse has no articles */
	q.unread_only = true;
	store_count(s, &q, &f->unread, &ignored);
	return true;
}

bool
store_feeds(struct store *s, struct arena *a, struct store_feed **out, size_t *count, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e,
	        "select " FEED_COLUMNS " from feeds where subscribed = 1 order by position, id",
	        NULL, 0);
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*out = arena_grow(a, *out, *count, &cap, sizeof(**out));
		read_feed(a, st, &(*out)[(*count)++]);
	}
	if (!db_end(st, e))
		return err_context(e, "cannot read the feeds");
	for (size_t i = 0; i < *count; i++)
		count_query(s, &(*out)[i], e);
	return true;
}

bool
store_feed_get(struct store *s, struct arena *a, int64_t id, struct store_feed *out, struct err *e)
{
	struct db_stmt *st =
	        db_query(s->db, e, "select " FEED_COLUMNS " from feeds where id = ?", DB_INT(id));
	bool found;

	if (st == NULL)
		return false;
	found = db_row(st);
	if (found)
		read_feed(a, st, out);
	if (!db_end(st, e))
		return err_context(e, "cannot read a feed");
	if (!found)
		return err_set(e, ERR_FAIL, "there is no feed %lld", (long long)id);
	return count_query(s, out, e);
}

bool
store_feed_find(struct store *s, struct str url, int64_t *id, struct err *e)
{
	return db_one(s->db, e, id, NULL, "select id from feeds where url = ? and subscribed = 1",
	        DB_TEXT(url));
}

/* Other feeds' copies of articles that went with their feed. */
static bool
promote_copies(struct store *s, int64_t feed, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select distinct c.copy_of from articles c cross join"
	        " articles r on r.id = c.copy_of where c.copy_of is not null and r.feed = ? and "
	        "r.gone & 4",
	        DB_INT(feed));
	int64_t *ids;
	size_t count;

	if (!sql_ids(st, s->scratch, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!care_promote(s, ids[i], e))
			return false;
	return true;
}

static bool
subscribe(struct store *s, int64_t id, struct err *e)
{
	/* Articles that left the lists with their feed come back. */
	return db_run(s->db, e, "update articles set gone = gone & ~4 where feed = ? and gone & 4",
	        DB_INT(id));
}

static bool
unsubscribe(struct store *s, int64_t id, struct err *e)
{
	return db_run(s->db, e,
	               "update articles set gone = gone | 4"
	               " where feed = ? and starred = 0 and noted = 0 and flags is null",
	               DB_INT(id)) &&
	       db_run(s->db, e, "update feeds set subscribed = 0, position = null where id = ?",
	               DB_INT(id)) &&
	       promote_copies(s, id, e);
}

static bool
add_feed(struct store *s, const struct store_feed *f, struct str tags, int64_t position,
        int64_t *id, struct err *e)
{
	bool ok = db_run(s->db, e,
	        "insert into feeds(url, title, user_title, folder, tags, query, hidden,"
	        " position) values(?, ?, ?, ?, ?, ?, ?, ?)",
	        DB_TEXT(f->url), DB_TEXT(f->title), DB_TEXT(f->user_title), DB_TEXT(f->folder),
	        DB_TEXT(tags), DB_TEXT(f->query), DB_INT(f->hidden), DB_INT(position));

	*id = db_insert_id(s->db);
	return ok;
}

static bool
update_feed(struct store *s, const struct store_feed *f, struct str tags, int64_t position,
        int64_t id, bool was_on, struct err *e)
{
	return db_run(s->db, e,
	               "update feeds set user_title = ?, folder = ?, tags = ?, query = ?,"
	               " hidden = ?, subscribed = 1, position = ?, title = coalesce(title, ?) "
	               "where id = ?",
	               DB_TEXT(f->user_title), DB_TEXT(f->folder), DB_TEXT(tags), DB_TEXT(f->query),
	               DB_INT(f->hidden), DB_INT(position), DB_TEXT(f->title), DB_INT(id)) &&
	       (was_on || subscribe(s, id, e));
}

/* position -1: keep the one it has, or the end. */
static bool
put_feed(struct store *s, const struct store_feed *f, int64_t position, int64_t *id, struct err *e)
{
	struct str tags = join_tags(s->scratch, f->tags, f->tags_count);
	struct db_stmt *st;
	bool found, on = false;
	int64_t had = -1, end;

	if (f->url.len == 0)
		return err_set(e, ERR_USAGE, "a feed needs an address");
	st = db_query(s->db, e, "select id, subscribed, position from feeds where url = ?",
	        DB_TEXT(f->url));
	if (st == NULL)
		return false;
	found = db_row(st);
	if (found) {
		*id = db_int(st, 0);
		on = db_int(st, 1) != 0;
		had = db_is_null(st, 2) ? -1 : db_int(st, 2);
	}
	if (!db_end(st, e))
		return false;
	if (position < 0 && had < 0 &&
	        !db_one_v(s->db, e, &end, NULL, "select max(position) + 1 from feeds", NULL, 0))
		return false;
	if (position < 0)
		position = had >= 0 ? had : end;
	return found ? update_feed(s, f, tags, position, *id, on, e)
	             : add_feed(s, f, tags, position, id, e);
}

bool
store_feed_put(struct store *s, const struct store_feed *f, int64_t *id, struct err *e)
{
	bool ok;

	arena_reset(s->scratch);
	if (!db_begin(s->db, e))
		return false;
	ok = put_feed(s, f, -1, id, e);
	return db_finish(s->db, ok, e) ||
	       err_context(e, "cannot store the feed " STR_FMT, STR_ARG(f->url));
}

/* Whoever has no position after the new list was put is not in it. */
static bool
drop_others(struct store *s, struct err *e)
{
	struct db_stmt *st = db_query_v(
	        s->db, e, "select id from feeds where subscribed = 1 and position < 0", NULL, 0);
	int64_t *ids;
	size_t count;

	if (!sql_ids(st, s->scratch, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!unsubscribe(s, ids[i], e))
			return false;
	return true;
}

bool
store_feeds_set(struct store *s, const struct store_feed *list, size_t count, struct err *e)
{
	int64_t id;
	bool ok;

	arena_reset(s->scratch);
	if (!db_begin(s->db, e))
		return false;
	ok = db_run_v(s->db, e, "update feeds set position = -1 where subscribed = 1", NULL, 0);
	for (size_t i = 0; ok && i < count; i++)
		ok = put_feed(s, &list[i], (int64_t)i, &id, e);
	ok = ok && drop_others(s, e);
	return db_finish(s->db, ok, e) || err_context(e, "cannot store the list of feeds");
}

bool
store_feed_remove(struct store *s, int64_t id, struct err *e)
{
	arena_reset(s->scratch);
	if (!db_begin(s->db, e))
		return false;
	return db_finish(s->db, unsubscribe(s, id, e), e) ||
	       err_context(e, "cannot remove the feed");
}

bool
store_feed_move(struct store *s, int64_t id, struct str new_url, struct err *e)
{
	int64_t other;
	bool found;

	if (!db_one(s->db, e, &other, &found, "select id from feeds where url = ? and id <> ?",
	            DB_TEXT(new_url), DB_INT(id)))
		return false;
	if (found)
		return err_set(e, ERR_FAIL, STR_FMT " is subscribed already", STR_ARG(new_url));
	return db_run(s->db, e,
	               "update feeds set url = ?, moved_to = null, moved_count = 0, etag = null,"
	               " last_modified = null where id = ?",
	               DB_TEXT(new_url), DB_INT(id)) ||
	       err_context(e, "cannot move the feed");
}

bool
store_http_get(
        struct store *s, struct arena *a, int64_t feed, struct store_http *out, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select etag, last_modified, moved_to, moved_count,"
	        " failures, retry_after, interval_s, status from feeds where id = ?",
	        DB_INT(feed));

	*out = (struct store_http){ .retry_after = STORE_NO_DATE };
	if (st == NULL)
		return false;
	if (db_row(st))
		*out = (struct store_http){
			.etag = db_text(a, st, 0),
			.last_modified = db_text(a, st, 1),
			.moved_to = db_text(a, st, 2),
			.moved_count = (int)db_int(st, 3),
			.failures = (int)db_int(st, 4),
			.retry_after = db_date(st, 5),
			.interval_s = db_int(st, 6),
			.status = (int)db_int(st, 7),
		};
	return db_end(st, e);
}
