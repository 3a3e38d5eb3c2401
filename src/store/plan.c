/* SPDX-License-Identifier: ISC */
/*
 * plan.c - a query of a list to one SQL statement.  Words that few articles have are asked of the
 * text index first and their articles put in order; of common words the list is walked in its order
 * and each article asked, for the window is full long before the end.
 */
#include "query.h"

#include <math.h>
#include <string.h>

#define MATCH_COST 500 /* articles asked one by one cost as much as so many put in order */

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

/* With n of all articles matching, putting them in order costs n, walking to a full window of 50
 * costs about 50 * MATCH_COST / 50 of all / n: equal where n is the root of all * MATCH_COST. */
static bool
find_common(struct store *s, struct arena *a, struct plan *p, struct err *e)
{
	int64_t all, most, count;
	bool exact;

	if (!db_one_v(s->db, e, &all, NULL, "select max(id) from articles", NULL, 0))
		return false;
	most = (int64_t)sqrt((double)all * MATCH_COST) + 1;
	if (!db_one(s->db, e, &count, NULL,
	            "select count(*) from (select rowid from search where search"
	            " match ? limit ?)",
	            DB_TEXT(query_match(a, p->match, &exact)), DB_INT(most)))
		return false;
	p->common =
	        count == most && p->query->order != STORE_TITLE && p->query->order != STORE_FEED;
	return true;
}

bool
plan_make(struct store *s, struct arena *a, const struct store_query *query, struct plan *p,
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
	return p->match == NULL || find_common(s, a, p, e);
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

/* An article's words asked of the index by its number, or it waits for the index and is known. */
static bool
add_probe(struct store *s, struct sql *q, const struct plan *p, struct err *e)
{
	struct str waiting;
	bool exact;

	if (!search_waiting(s, q->arena, p->match, &waiting, e))
		return false;
	sql_add(q, " and (exists (select 1 from search where search match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match, &exact)));
	sql_add(q, " and rowid = a.doc)");
	if (waiting.len > 0) {
		sql_add(q, " or a.id in (select value from json_each(");
		sql_value(q, DB_TEXT(waiting));
		sql_add(q, "))");
	}
	sql_add(q, ")");
	return true;
}

static bool
add_match(struct store *s, struct sql *q, const struct plan *p, struct err *e)
{
	if (p->common && !p->all)
		return add_probe(s, q, p, e);
	sql_add(q, " and a.id in (");
	if (!query_add_ids(s, q, p->match, e))
		return false;
	sql_add(q, ")");
	return true;
}

/* Articles whose title or author has the words, or those where only the text has them. */
static void
add_titles(struct sql *q, const struct plan *p)
{
	bool exact;

	sql_add(q, p->titles == TITLES_ONLY ? " and a.id in (" : " and a.id not in (");
	sql_add(q, SEARCH_IDS("titles") " where titles match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match, &exact)));
	sql_add(q, ")");
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

bool
plan_add_body(struct store *s, struct sql *q, const struct plan *p, struct err *e)
{
	add_source(q, p->query);
	sql_add(q, p->with_deleted ? " where a.gone & ~1 = 0" : " where a.gone = 0");
	add_members(q, p->query);
	if (p->match != NULL && !add_match(s, q, p, e))
		return false;
	if (p->titles != TITLES_ANY)
		add_titles(q, p);
	if (p->rest == NULL)
		return true;
	sql_add(q, " and ");
	return query_compile(s, q, p->rest, e);
}

bool
plan_add_select(struct store *s, struct sql *q, const struct plan *p, struct err *e)
{
	bool by_name = p->query->entity_key.len > 0 && p->query->order == STORE_NEWEST;

	sql_add(q, "select a.id");
	if (!plan_add_body(s, q, p, e))
		return false;
	sql_add(q, by_name ? " order by m.date desc, m.article desc" : order_by[p->query->order]);
	return true;
}
