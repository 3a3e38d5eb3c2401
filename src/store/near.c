/* SPDX-License-Identifier: ISC */
/*
 * near.c - stories that an article may belong to, for the user who moves it: all of the days around
 * it, by how alike the most alike of their articles is.
 */
#include "store_private.h"

#include <stdlib.h>

#define NEAR_ARTICLES 4000 /* nearest in time that are compared */

struct near {
	int64_t story, article; /* article: the most alike, whose headline a single one goes by */
	double likeness;
};
struct nearby {
	struct near *list;
	size_t count, cap;
};

static bool
read_features(struct store *s, struct arena *a, int64_t article, struct str *out, int64_t *date,
        struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select a.date, f.bytes from articles a left join features f on f.article = a.id"
	        " where a.id = ?",
	        DB_INT(article));
	struct err ignored;
	bool found;

	*out = STR_NONE;
	*date = 0;
	if (st == NULL)
		return false;
	found = db_row(st);
	if (found)
		*date = db_int(st, 0);
	if (found && !db_is_null(st, 1) && !body_unpack(s, a, db_view(st, 1), out, &ignored))
		*out = STR_NONE;
	if (!db_end(st, e))
		return false;
	return found || err_set(e, ERR_FAIL, "there is no article %lld", (long long)article);
}

static int
by_story(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	return x->likeness < y->likeness ? 1 : x->likeness > y->likeness ? -1 : 0;
}

static int
by_likeness(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	return x->story < y->story ? -1 : x->story > y->story;
}

/* Of each story the best, best first. */
static void
best_first(struct nearby *n)
{
	size_t kept = 0;

	if (n->count == 0)
		return;
	qsort(n->list, n->count, sizeof(*n->list), by_story);
	for (size_t i = 0; i < n->count; i++)
		if (kept == 0 || n->list[kept - 1].story != n->list[i].story)
			n->list[kept++] = n->list[i];
	n->count = kept;
	qsort(n->list, n->count, sizeof(*n->list), by_likeness);
}

static bool
compare_all(struct store *s, struct arena *a, int64_t article, struct nearby *n, struct err *e)
{
	struct arena *each = arena_create();
	struct str own, other;
	struct db_stmt *st;
	struct err ignored;
	int64_t date;

	if (!read_features(s, a, article, &own, &date, e)) {
		arena_destroy(each);
		return false;
	}
	st = db_query(s->db, e,
	        "select " STORY_OF ", a.id, f.bytes from features f cross join articles a on a.id ="
	        " f.article where f.date between ?1 - ?2 and ?1 + ?2 and a.gone = 0 and a.copy_of "
	        "is"
	        " null and " STORY_OF " <> (select " STORY_OF " from articles a where a.id = ?3)"
	        " limit ?4",
	        DB_INT(date), DB_INT(STORY_WINDOW_S), DB_INT(article), DB_INT(NEAR_ARTICLES));
	while (st != NULL && db_row(st)) {
		arena_reset(each);
		if (!body_unpack(s, each, db_view(st, 2), &other, &ignored))
			continue;
		n->list = arena_grow(a, n->list, n->count, &n->cap, sizeof(*n->list));
		n->list[n->count++] =
		        (struct near){ db_int(st, 0), db_int(st, 1), story_likeness(own, other) };
	}
	arena_destroy(each);
	best_first(n);
	return st != NULL && db_end(st, e);
}

/* A single article as a story of one. */
static bool
read_single(struct store *s, struct arena *a, const struct near *n, struct store_story *out,
        struct err *e)
{
	struct store_article sa;

	if (!store_article(s, a, n->article, &sa, e))
		return false;
	*out = (struct store_story){ .id = n->story,
		.newest = sa.item.date,
		.oldest = sa.item.date,
		.articles = 1,
		.unread = sa.item.unread,
		.sources = 1,
		.title = sa.item.title,
		.looked = STORE_NO_DATE };
	return true;
}

bool
store_stories_near(struct store *s, struct arena *a, int64_t article, size_t limit,
        struct store_story **out, size_t *count, struct err *e)
{
	struct nearby n = { 0 };
	struct err ignored;

	*count = 0;
	if (!compare_all(s, a, article, &n, e))
		return err_context(e, "cannot find stories near the article");
	if (n.count > limit)
		n.count = limit;
	*out = arena_array(a, n.count + 1, sizeof(**out));
	for (size_t i = 0; i < n.count; i++) {
		bool story = store_story_get(s, a, n.list[i].story, &(*out)[*count], &ignored);

		if (!story && !read_single(s, a, &n.list[i], &(*out)[*count], e))
			return err_context(e, "cannot find stories near the article");
		++*count;
	}
	return true;
}
