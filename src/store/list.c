/* SPDX-License-Identifier: ISC */
/*
 * list.c - windows of lists.  First the ids of the window, from an index that holds just the rows
 * of the list in its order; then the rows themselves.  Never more than a window is in memory.
 */
#include "query.h"

#include <string.h>

#define MATCHES_MAX 20000 /* newest matches of a common word that are put in order */

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

/* A query, taken apart for the database. */
struct plan {
	const struct store_query *query;
	struct query_node *match; /* what the index of words answers; NULL = nothing */
	struct query_node
	        *verify;         /* phrases that must be looked for in what it gives; NULL = none */
	struct query_node *rest; /* what is no text; NULL = nothing */
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

/* Sorts the parts that all must hold into words, phrases and others. */
static void
take_apart(struct arena *a, struct query_node *n, struct plan *p)
{
	bool exact, whole = query_match(a, n, &exact).len > 0;

	if (whole) {
		p->match = both(a, p->match, n);
		if (!exact)
			p->verify = both(a, p->verify, n);
	} else if (n->kind == QUERY_AND) {
		take_apart(a, n->left, p);
		take_apart(a, n->right, p);
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
add_conditions(struct store *s, struct sql *q, const struct plan *p, bool capped, struct err *e)
{
	sql_add(q, p->with_deleted ? " where a.gone & ~1 = 0" : " where a.gone = 0");
	add_members(q, p->query);
	if (p->match != NULL) {
		sql_add(q, " and a.id in (");
		if (!query_add_ids(s, q, p->match, capped ? MATCHES_MAX : 0, e))
			return false;
		sql_add(q, ")");
	}
	if (p->rest == NULL)
		return true;
	sql_add(q, " and ");
	return query_compile(s, q, p->rest, e);
}

static void
add_source(struct sql *q, const struct store_query *query)
{
	if (query->entity_key.len == 0) {
		sql_add(q, " from articles a");
		return;
	}
	sql_add(q, " from mentions m cross join articles a on a.id = m.article and m.name = "
	           "(select id from"
	           " names where key = ");
	sql_value(q, DB_TEXT(query->entity_key));
	sql_add(q, ")");
}

/* Articles whose title or author has the words come first. */
static void
add_rank(struct sql *q, const struct plan *p)
{
	struct store_query by_date = { .order = STORE_NEWEST };
	bool exact;

	sql_add(q, " order by a.id in (" SEARCH_IDS("titles") " where titles match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match, &exact)));
	sql_add(q, ") desc,");
	sql_add(q, order_by[by_date.order] + strlen(" order by"));
}

static bool
add_select(struct store *s, struct sql *q, const struct plan *p, bool all, struct err *e)
{
	sql_add(q, "select a.id");
	add_source(q, p->query);
	if (!add_conditions(s, q, p, !all && is_plain_search(p), e))
		return false;
	if (p->match != NULL && p->query->order == STORE_RELEVANCE)
		add_rank(q, p);
	else if (p->query->entity_key.len > 0 && p->query->order == STORE_NEWEST)
		sql_add(q, " order by m.date desc, m.article desc");
	else
		sql_add(q, order_by[p->query->order]);
	return true;
}

static void
add_window(struct sql *q, size_t limit, size_t offset)
{
	sql_add(q, " limit ");
	sql_value(q, DB_INT((int64_t)limit));
	sql_add(q, " offset ");
	sql_value(q, DB_INT((int64_t)offset));
}

/* Rows in order until the window is full; phrases are looked for row by row, so that only as many
 * texts are read as are needed. */
struct window {
	size_t skip, limit;
	const struct query_node *verify;
};

static bool
read_ids(struct store *s, struct arena *a, struct db_stmt *st, struct window w, int64_t **ids,
        size_t *count, struct err *e)
{
	size_t cap = 0;
	bool ok = true, holds = true;

	while (*count < w.limit && db_row(st)) {
		int64_t id = db_int(st, 0);
		if (w.verify != NULL && !(ok = search_verify(s, id, w.verify, &holds, e)))
			break;
		if (!holds || (w.skip > 0 && w.skip--))
			continue;
		*ids = arena_grow(a, *ids, *count, &cap, sizeof(**ids));
		(*ids)[(*count)++] = id;
	}
	return db_end(st, e) && ok;
}

bool
list_ids(struct store *s, struct arena *a, const struct store_query *query, bool all, int64_t **ids,
        size_t *count, struct err *e)
{
	size_t limit =
	        query->limit == 0 || query->limit > STORE_LIST_MAX ? STORE_LIST_MAX : query->limit;
	struct window w = { .limit = all ? SIZE_MAX : limit };
	struct db_stmt *st;
	struct plan p;
	struct sql q;

	*ids = NULL;
	*count = 0;
	if (!make_plan(s, a, query, &p, e))
		return false;
	sql_init(&q, a);
	if (!add_select(s, &q, &p, all, e)) {
		buf_free(&q.text);
		return false;
	}
	w.verify = p.verify;
	if (!all && p.verify != NULL)
		w.skip = query->offset;
	else if (!all)
		add_window(&q, limit, query->offset);
	st = sql_query(s->db, &q, e);
	return st != NULL && read_ids(s, a, st, w, ids, count, e);
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

/* With phrases the articles must be looked at, else the database counts. */
static bool
counted(struct store *s, struct arena *a, const struct store_query *query, int64_t *count,
        struct err *e)
{
	int64_t *ids;
	size_t ids_count;
	struct db_stmt *st;
	struct plan p;
	struct sql q;

	if (!make_plan(s, a, query, &p, e))
		return false;
	if (p.verify != NULL) {
		if (!list_ids(s, a, query, true, &ids, &ids_count, e))
			return false;
		*count = (int64_t)ids_count;
		return true;
	}
	sql_init(&q, a);
	sql_add(&q, "select count(*)");
	add_source(&q, query);
	if (!add_conditions(s, &q, &p, false, e)) {
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
