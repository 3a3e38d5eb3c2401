/* SPDX-License-Identifier: ISC */
/*
 * list.c - windows of lists.  First the ids of the window, from an index that holds just the rows
 * of the list in its order; then the rows themselves.  Never more than a window is in memory.
 */
#include "query.h"

#define FAR 2000 /* rows from which on it pays to know how many there are */

/* Rows in order until the window is full; phrases are looked for row by row, so that only as many
 * texts are read as are needed. */
struct window {
	size_t skip, limit;
	const struct query_node *verify;
};
struct found {
	int64_t id, date;
};
struct ids {
	struct arena *a;
	struct found *list;
	size_t count, cap;
};

static void
add_id(struct ids *out, struct found one)
{
	out->list = arena_grow(out->a, out->list, out->count, &out->cap, sizeof(*out->list));
	out->list[out->count++] = one;
}

static bool
read_ids(struct store *s, struct db_stmt *st, struct window *w, struct ids *out, struct err *e)
{
	bool ok = true, holds = true;

	while (out->count < w->limit && db_row(st)) {
		struct found one = { db_int(st, 0), db_int(st, 1) };
		if (w->verify != NULL && !(ok = search_verify(s, one.id, w->verify, &holds, e)))
			break;
		if (!holds || (w->skip > 0 && w->skip--))
			continue;
		out->list =
		        arena_grow(out->a, out->list, out->count, &out->cap, sizeof(*out->list));
		out->list[out->count++] = one;
	}
	return db_end(st, e) && ok;
}

/* Without phrases the database itself skips to the window. */
static void
add_window(struct sql *q, struct window *w)
{
	if (w->verify != NULL || w->limit == SIZE_MAX)
		return;
	sql_add(q, " limit ");
	sql_value(q, DB_INT((int64_t)w->limit));
	sql_add(q, " offset ");
	sql_value(q, DB_INT((int64_t)w->skip));
	w->skip = 0;
}

static bool
run_plan(struct store *s, const struct plan *p, struct window *w, struct ids *out, struct err *e)
{
	struct window rest = *w;
	struct db_stmt *st;
	struct sql q;

	sql_init(&q, out->a);
	if (!plan_add_select(s, &q, p, e)) {
		buf_free(&q.text);
		return false;
	}
	rest.limit = w->limit == SIZE_MAX ? SIZE_MAX : w->limit;
	add_window(&q, &rest);
	st = sql_query(s->db, &q, e);
	if (st == NULL || !read_ids(s, st, &rest, out, e))
		return false;
	w->skip = rest.skip;
	return true;
}

/* Two lists in order of date as one. */
static void
merge(const struct ids *x, const struct ids *y, bool oldest_first, struct window *w,
        struct ids *out)
{
	size_t i = 0, j = 0;

	while ((i < x->count || j < y->count) && out->count < w->limit) {
		bool first = j == y->count ||
		             (i < x->count && (oldest_first ? x->list[i].date <= y->list[j].date
		                                            : x->list[i].date >= y->list[j].date));
		struct found one = first ? x->list[i++] : y->list[j++];
		if (w->skip > 0)
			w->skip--;
		else
			add_id(out, one);
	}
}

/* The text index, and what waits for it, each in its order. */
static bool
run_words(struct store *s, struct plan *p, struct window *w, struct ids *out, struct err *e)
{
	struct ids words = { .a = out->a }, waiting = { .a = out->a };
	struct window part = { .limit = w->limit == SIZE_MAX ? SIZE_MAX : w->skip + w->limit,
		.verify = w->verify };
	struct window same = part;

	p->source = FROM_WORDS;
	if (p->waiting.len == 0)
		return run_plan(s, p, w, out, e);
	if (!run_plan(s, p, &part, &words, e))
		return false;
	p->source = FROM_WAITING;
	if (!run_plan(s, p, &same, &waiting, e))
		return false;
	merge(&words, &waiting, p->query->order == STORE_OLDEST, w, out);
	return true;
}

static bool
run_any(struct store *s, struct plan *p, struct window *w, struct ids *out, struct err *e)
{
	return plan_walks_words(p) ? run_words(s, p, w, out, e) : run_plan(s, p, w, out, e);
}

/* Best match first: articles with the words in title or author, then those with them in the text.
 */
static bool
run_ranked(struct store *s, struct plan *p, struct window *w, struct ids *out, struct err *e)
{
	struct ids titles = { .a = out->a }, texts = { .a = out->a };
	struct window part = { .limit = SIZE_MAX, .verify = w->verify };

	p->titles = TITLES_ONLY;
	if (!run_any(s, p, &part, &titles, e))
		return false;
	p->titles = TITLES_NOT;
	part.skip = w->skip > titles.count ? w->skip - titles.count : 0;
	part.limit = w->limit;
	if (w->skip + w->limit > titles.count && !run_any(s, p, &part, &texts, e))
		return false;
	for (size_t i = w->skip; i < titles.count && out->count < w->limit; i++)
		add_id(out, titles.list[i]);
	for (size_t i = 0; i < texts.count && out->count < w->limit; i++)
		add_id(out, texts.list[i]);
	return true;
}

/* A plain list from its far end: the same window, walked the other way round. */
static bool
turn_round(struct store *s, const struct store_query *q, struct store_query *turned, bool *done,
        struct err *e)
{
	size_t limit = q->limit == 0 || q->limit > STORE_LIST_MAX ? STORE_LIST_MAX : q->limit;
	int64_t total;

	*turned = *q;
	*done = count_is_kept(q) && q->offset > FAR &&
	        (q->order == STORE_NEWEST || q->order == STORE_OLDEST);
	if (!*done)
		return true;
	if (!store_count(s, q, &total, e))
		return false;
	*done = q->offset > (size_t)total / 2 && q->offset < (size_t)total;
	if (!*done)
		return true;
	turned->order = q->order == STORE_NEWEST ? STORE_OLDEST : STORE_NEWEST;
	turned->limit = limit < (size_t)total - q->offset ? limit : (size_t)total - q->offset;
	turned->offset = (size_t)total - q->offset - turned->limit;
	return true;
}

static bool
walk(struct store *s, struct arena *a, const struct store_query *query, bool all, struct ids *out,
        struct err *e)
{
	size_t limit =
	        query->limit == 0 || query->limit > STORE_LIST_MAX ? STORE_LIST_MAX : query->limit;
	struct window w = { .skip = all ? 0 : query->offset, .limit = all ? SIZE_MAX : limit };
	struct plan p;

	if (!plan_make(s, a, query, &p, e))
		return false;
	p.all = all;
	w.verify = p.verify;
	if (p.match != NULL && query->order == STORE_RELEVANCE && !all)
		return run_ranked(s, &p, &w, out, e);
	return run_any(s, &p, &w, out, e);
}

bool
list_ids(struct store *s, struct arena *a, const struct store_query *query, bool all, int64_t **ids,
        size_t *count, struct err *e)
{
	struct ids out = { .a = a };
	struct store_query turned = *query;
	bool back = false;

	*ids = NULL;
	*count = 0;
	if (!all && !turn_round(s, query, &turned, &back, e))
		return false;
	if (!walk(s, a, &turned, all, &out, e))
		return false;
	*ids = arena_array(a, out.count, sizeof(**ids));
	for (size_t i = 0; i < out.count; i++)
		(*ids)[i] = out.list[back ? out.count - 1 - i : i].id;
	*count = out.count;
	return true;
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

static bool
read_list(struct store *s, struct arena *a, const struct store_query *q, struct store_item **out,
        size_t *count, struct err *e)
{
	int64_t *ids, new_after;
	size_t ids_count;

	if (!list_ids(s, a, q, false, &ids, &ids_count, e) ||
	        !meta_get(s, "new_after", &new_after, e))
		return false;
	*out = arena_array(a, ids_count, sizeof(**out));
	for (size_t i = 0; i < ids_count; i++) {
		struct db_stmt *st =
		        db_query(s->db, e, "select " ITEM_COLUMNS ITEM_FROM, DB_INT(ids[i]));
		if (st == NULL)
			return false;
		if (db_row(st))
			list_read_item(a, st, new_after, &(*out)[(*count)++]);
		if (!db_end(st, e))
			return false;
	}
	return q->no_snippets || snippet_fill(s, a, q, *out, *count, e);
}

bool
store_list(struct store *s, struct arena *a, const struct store_query *q, struct store_item **out,
        size_t *count, struct err *e)
{
	bool began = db_snapshot(s->db), ok;

	*out = NULL;
	*count = 0;
	ok = read_list(s, a, q, out, count, e);
	db_snapshot_end(s->db, began);
	return ok || err_context(e, "cannot list articles");
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
