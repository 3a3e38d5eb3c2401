/* SPDX-License-Identifier: ISC */
/*
 * list.c - windows of lists.  First the ids of the window, from an index that holds just the rows
 * of the list in its order; then the rows themselves.  Never more than a window is in memory.
 */
#include "store_private.h"

static const char *const order_by[] = {
	[STORE_NEWEST] = " order by a.date desc, a.id desc",
	[STORE_OLDEST] = " order by a.date, a.id",
	[STORE_TITLE] = " order by a.title collate nocase, a.date desc, a.id desc",
	[STORE_FEED] =
	        " order by (select coalesce(user_title, title, url) from feeds where id = a.feed)"
	        " collate nocase, a.date desc, a.id desc",
	[STORE_RELEVANCE] = " order by a.date desc, a.id desc",
};

static void
add_tag(struct sql *q, struct str tag)
{
	sql_add(q, " and (a.feed in (select id from feeds where instr(tags, char(10) || ");
	sql_value(q, DB_TEXT(tag));
	sql_add(q, " || char(10))) or a.id in (select article from tags where tag = ");
	sql_value(q, DB_TEXT(tag));
	sql_add(q, "))");
}

/* Of a story only the newest article that the list would show. */
static void
add_fold(struct sql *q, const struct store_query *query)
{
	sql_add(q, " and (a.story is null or not exists (select 1 from articles b where b.story = "
	           "a.story"
	           " and b.gone = 0");
	if (query->unread_only)
		sql_add(q, " and b.unread = 1");
	if (query->starred_only)
		sql_add(q, " and b.starred = 1");
	if (query->feed != 0)
		sql_add(q, " and b.feed = a.feed");
	sql_add(q, " and (b.date, b.id) > (a.date, a.id)))");
}

static void
add_conditions(struct sql *q, const struct store_query *query)
{
	sql_add(q, " where a.gone = 0");
	if (query->feed != 0) {
		sql_add(q, " and a.feed = ");
		sql_value(q, DB_INT(query->feed));
	} else if (query->story == 0) {
		sql_add(q, " and a.copy_of is null");
	}
	if (query->story != 0) {
		sql_add(q, " and a.story = ");
		sql_value(q, DB_INT(query->story));
	}
	if (query->unread_only)
		sql_add(q, " and a.unread = 1");
	if (query->starred_only)
		sql_add(q, " and a.starred = 1");
	if (query->tag.len > 0)
		add_tag(q, query->tag);
	if (query->text.len > 0) {
		sql_add(q, " and instr(lower(a.title), lower(");
		sql_value(q, DB_TEXT(query->text));
		sql_add(q, ")) > 0");
	}
	if (query->fold_stories && query->story == 0 && query->text.len == 0)
		add_fold(q, query);
}

static void
add_source(struct sql *q, const struct store_query *query)
{
	if (query->entity_key.len == 0) {
		sql_add(q, " from articles a");
		return;
	}
	sql_add(q, " from (select article, date from mentions where name = (select id from names"
	           " where key = ");
	sql_value(q, DB_TEXT(query->entity_key));
	sql_add(q, ")) m cross join articles a on a.id = m.article");
}

static void
list_select(const struct store_query *query, struct sql *q)
{
	sql_add(q, "select a.id");
	add_source(q, query);
	add_conditions(q, query);
	sql_add(q, order_by[query->order]);
}

static void
add_window(struct sql *q, const struct store_query *query)
{
	size_t limit =
	        query->limit == 0 || query->limit > STORE_LIST_MAX ? STORE_LIST_MAX : query->limit;

	sql_add(q, " limit ");
	sql_value(q, DB_INT((int64_t)limit));
	sql_add(q, " offset ");
	sql_value(q, DB_INT((int64_t)query->offset));
}

bool
list_ids(struct store *s, struct arena *a, const struct store_query *query, bool all, int64_t **ids,
        size_t *count, struct err *e)
{
	struct db_stmt *st;
	struct sql q;
	size_t cap = 0;

	*ids = NULL;
	*count = 0;
	sql_init(&q, a);
	list_select(query, &q);
	if (!all)
		add_window(&q, query);
	st = sql_query(s->db, &q, e);
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*ids = arena_grow(a, *ids, *count, &cap, sizeof(**ids));
		(*ids)[(*count)++] = db_int(st, 0);
	}
	return db_end(st, e);
}

void
list_read_item(struct arena *a, struct db_stmt *st, int64_t new_after, struct store_item *out)
{
	*out = (struct store_item){
		.id = db_int(st, 0),
		.feed = db_int(st, 1),
		.story = db_int(st, 2),
		.date = db_date(st, 3),
		.title = db_text(a, st, 4),
		.feed_title = db_text(a, st, 5),
		.author = db_text(a, st, 6),
		.url = db_text(a, st, 7),
		.excerpt = db_text(a, st, 8),
		.flags = db_text(a, st, 9),
		.unread = db_int(st, 10) != 0,
		.starred = db_int(st, 11) != 0,
		.deleted = (db_int(st, 12) & GONE_DELETED) != 0,
		.full_text = db_int(st, 13) == 1 + ARTICLE_FULL,
		.has_note = db_int(st, 14) != 0,
		.minutes = (int)db_int(st, 15),
		.story_size = db_int(st, 16),
		.story_unread = db_int(st, 17),
	};
	out->is_new = out->unread && out->id > new_after;
}

bool
store_list(struct store *s, struct arena *a, const struct store_query *q, struct store_item **out,
        size_t *count, struct err *e)
{
	int64_t *ids, new_after;
	size_t ids_count;

	*out = NULL;
	*count = 0;
	if (!list_ids(s, a, q, false, &ids, &ids_count, e) ||
	        !meta_get(s, "new_after", &new_after, e))
		return err_context(e, "cannot list articles");
	*out = arena_array(a, ids_count, sizeof(**out));
	for (size_t i = 0; i < ids_count; i++) {
		struct db_stmt *st =
		        db_query(s->db, e, "select " ITEM_COLUMNS ITEM_FROM, DB_INT(ids[i]));
		if (st == NULL)
			return false;
		if (db_row(st))
			list_read_item(a, st, new_after, &(*out)[(*count)++]);
		if (!db_end(st, e))
			return err_context(e, "cannot list articles");
	}
	return true;
}

/* Sums that are kept answer the plain lists; everything else is counted. */
static bool
kept_count(struct store *s, const struct store_query *q, int64_t *count, bool *done, struct err *e)
{
	*done = q->feed != 0 && q->text.len == 0 && q->story == 0 && q->tag.len == 0 &&
	        q->entity_key.len == 0 && !q->starred_only && !q->fold_stories;
	if (!*done)
		return true;
	return db_one_v(s->db, e, count, NULL,
	        q->unread_only ? "select unread from feeds where id = ?"
	                       : "select total from feeds where id = ?",
	        DB_LIST(DB_INT(q->feed)), 1);
}

bool
store_count(struct store *s, const struct store_query *query, int64_t *count, struct err *e)
{
	struct arena *a = arena_create();
	struct db_stmt *st = NULL;
	struct sql q;
	bool done, ok = kept_count(s, query, count, &done, e);

	if (ok && !done) {
		sql_init(&q, a);
		sql_add(&q, "select count(*)");
		add_source(&q, query);
		add_conditions(&q, query);
		st = sql_query(s->db, &q, e);
		ok = st != NULL;
	}
	if (st != NULL) {
		*count = db_row(st) ? db_int(st, 0) : 0;
		ok = db_end(st, e);
	}
	arena_destroy(a);
	return ok || err_context(e, "cannot count articles");
}

bool
store_query_check(struct str text, struct err *e)
{
	(void)text;
	(void)e;
	return true;
}
