/* SPDX-License-Identifier: ISC */
/*
 * list.c - windows of lists.  First the ids of the window, from an index that holds just the rows
 * of the list in its order; then the rows themselves.  Never more than a window is in memory.
 */
#include "query.h"

#include <string.h>

#define MATCHES_MAX 20000 /* newest matches of a common word that are put in order */
#define RANKED_MAX 5000   /* newest matches that are ranked */

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
	else
		sql_add(q, " and b.copy_of is null");
	sql_add(q, " and (b.date, b.id) > (a.date, a.id)))");
}

/* A query, taken apart for the database: what the text index answers, and the rest. */
struct plan {
	const struct store_query *query;
	struct query_node *match, *rest; /* NULL = nothing */
	bool with_deleted;
};

static struct query_node *
both(struct arena *a, struct query_node *left, struct query_node *right)
{
	struct query_node *n;

	if (left == NULL || right == NULL)
		return left == NULL ? right : left;
	n = arena_alloc(a, sizeof(*n));
	n->kind = QUERY_AND;
	n->left = left;
	n->right = right;
	return n;
}

/* Sorts the parts that all must hold into texts and others. */
static void
take_apart(struct arena *a, struct query_node *n, struct plan *p)
{
	if (n->kind == QUERY_AND && query_match(a, n).len == 0) {
		take_apart(a, n->left, p);
		take_apart(a, n->right, p);
	} else if (query_match(a, n).len > 0) {
		p->match = both(a, p->match, n);
	} else if (n->kind != QUERY_ALL) {
		p->rest = both(a, p->rest, n);
	}
}

static bool
names_deleted(const struct query_node *n)
{
	if (n == NULL)
		return false;
	if (n->kind == QUERY_IS && strcmp(query_states[n->number].name, "deleted") == 0)
		return true;
	return names_deleted(n->left) || names_deleted(n->right);
}

static bool
make_plan(struct store *s, struct arena *a, const struct store_query *query, struct plan *p,
        struct err *e)
{
	struct query_node *root;
	int64_t now = query->now;

	*p = (struct plan){ .query = query };
	if (query->text.len == 0)
		return true;
	if (now == 0 && !meta_get(s, "put_at", &now, e))
		return false;
	if (!query_parse(a, query->text, now, &root, e))
		return false;
	take_apart(a, root, p);
	p->with_deleted = names_deleted(p->rest);
	return true;
}

/* A plain search for a common word looks at its newest matches only: all of them would take long
 * and nobody reads that far. */
static bool
is_plain_search(const struct plan *p)
{
	const struct store_query *q = p->query;

	return p->match != NULL && p->rest == NULL && q->feed == 0 && q->story == 0 &&
	       q->tag.len == 0 && q->entity_key.len == 0 && !q->starred_only &&
	       q->offset < MATCHES_MAX / 4 &&
	       (q->order == STORE_NEWEST || q->order == STORE_RELEVANCE);
}

static bool
add_match(struct store *s, struct sql *q, const struct plan *p, bool capped, struct err *e)
{
	struct str waiting;

	if (!search_waiting(s, q->arena, p->match, &waiting, e))
		return false;
	sql_add(q, " and a.id in (");
	if (capped)
		sql_add(q, "select * from (");
	sql_add(q, SEARCH_IDS " where search match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match)));
	if (capped) {
		sql_add(q, " order by search.rowid desc limit ");
		sql_value(q, DB_INT(MATCHES_MAX));
		sql_add(q, ")");
	}
	if (waiting.len > 0) {
		sql_add(q, " union all select value from json_each(");
		sql_value(q, DB_TEXT(waiting));
		sql_add(q, ")");
	}
	sql_add(q, ")");
	return true;
}

/* The simple members of a query that are no text. */
static void
add_members(struct sql *q, const struct store_query *query)
{
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
	if (query->fold_stories && query->story == 0 && query->text.len == 0)
		add_fold(q, query);
}

static bool
add_conditions(struct store *s, struct sql *q, const struct plan *p, bool capped, bool ranked,
        struct err *e)
{
	sql_add(q, p->with_deleted ? " where a.gone & ~1 = 0" : " where a.gone = 0");
	add_members(q, p->query);
	if (p->match != NULL && !ranked && !add_match(s, q, p, capped, e))
		return false;
	if (p->rest == NULL)
		return true;
	sql_add(q, " and ");
	return query_compile(s, q, p->rest, e);
}

/* The newest matches with their rank (less is better); those outside the index come last. */
static bool
add_ranked(struct store *s, struct sql *q, const struct plan *p, int64_t most, struct err *e)
{
	struct str waiting;

	if (!search_waiting(s, q->arena, p->match, &waiting, e))
		return false;
	sql_add(q, " from (select * from (select " SEARCH_ID
	           " as article, bm25(search, 6.0, 3.0, 1.0) as"
	           " r from search where search match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match)));
	sql_add(q, " order by search.rowid desc limit ");
	sql_value(q, DB_INT(most));
	sql_add(q, ")");
	if (waiting.len > 0) {
		sql_add(q, " union all select value, 0 from json_each(");
		sql_value(q, DB_TEXT(waiting));
		sql_add(q, ")");
	}
	sql_add(q, ") m cross join articles a on a.id = m.article");
	return true;
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

/* Everything behind "select ...", without window. */
static bool
add_body(struct store *s, struct sql *q, const struct plan *p, bool capped, struct err *e)
{
	bool ranked = p->match != NULL && p->query->order == STORE_RELEVANCE;

	if (ranked && !add_ranked(s, q, p, capped ? RANKED_MAX : -1, e))
		return false;
	if (!ranked)
		add_source(q, p->query);
	return add_conditions(s, q, p, capped, ranked, e);
}

static bool
add_select(struct store *s, struct sql *q, const struct plan *p, bool all, struct err *e)
{
	bool capped = !all && is_plain_search(p);

	sql_add(q, "select a.id");
	if (!add_body(s, q, p, capped, e))
		return false;
	if (p->match != NULL && p->query->order == STORE_RELEVANCE)
		sql_add(q, " order by m.r, a.date desc, a.id desc");
	else
		sql_add(q, order_by[p->query->order]);
	return true;
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
	struct plan p;
	struct sql q;
	size_t cap = 0;

	*ids = NULL;
	*count = 0;
	if (!make_plan(s, a, query, &p, e))
		return false;
	sql_init(&q, a);
	if (!add_select(s, &q, &p, all, e)) {
		buf_free(&q.text);
		return false;
	}
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

static bool
counted(struct store *s, struct arena *a, const struct store_query *query, int64_t *count,
        struct err *e)
{
	struct db_stmt *st;
	struct plan p;
	struct sql q;

	if (!make_plan(s, a, query, &p, e))
		return false;
	sql_init(&q, a);
	sql_add(&q, "select count(*)");
	if (!add_body(s, &q, &p, false, e)) {
		buf_free(&q.text);
		return false;
	}
	st = sql_query(s->db, &q, e);
	if (st == NULL)
		return false;
	*count = db_row(st) ? db_int(st, 0) : 0;
	return db_end(st, e);
}

bool
store_count(struct store *s, const struct store_query *query, int64_t *count, struct err *e)
{
	struct arena *a = arena_create();
	bool done, ok = kept_count(s, query, count, &done, e);

	if (ok && !done)
		ok = counted(s, a, query, count, e);
	arena_destroy(a);
	return ok || err_context(e, "cannot count articles");
}

bool
store_query_check(struct str text, struct err *e)
{
	struct arena *a = arena_create();
	struct query_node *root;
	bool ok = query_parse(a, text, 0, &root, e);

	arena_destroy(a);
	return ok;
}
