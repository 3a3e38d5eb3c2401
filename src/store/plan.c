/* SPDX-License-Identifier: ISC */
/*
 * plan.c - a query of a list to one SQL statement.  A list is walked in the order of an index; a
 * search over all walks the text index, whose entries are in order of date, so that a window of a
 * common word is full after few of them.
 */
#include "query.h"

#include <string.h>

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
	if (query->visible_only)
		sql_add(q, " and b.feed not in (select id from feeds where hidden = 1)");
	sql_add(q, " and (b.date, b.id) > (a.date, a.id)))");
}

/* Whether the kept flags say what add_fold asks: they know of no feed or star, and leave out what
 * hidden feeds have. */
static bool
find_led(struct store *s, struct plan *p, struct err *e)
{
	const struct store_query *q = p->query;
	int64_t hidden = 0;

	if (!q->fold_stories || q->story != 0 || q->feed != 0 || q->starred_only || q->text.len > 0)
		return true;
	if (!q->visible_only && !db_one_v(s->db, e, &hidden, NULL,
	                                "select id from feeds where hidden = 1 limit 1", NULL, 0))
		return false;
	p->led = hidden == 0;
	return true;
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

/* Deleted or hidden articles are listed when the query names them: the bits of `gone` it allows. */
static int
allowed(const struct query_node *n)
{
	const char *state;

	if (n == NULL)
		return 0;
	state = n->kind == QUERY_IS ? query_states[n->number].name : "";
	if (strcmp(state, "deleted") == 0)
		return GONE_DELETED;
	if (strcmp(state, "hidden") == 0)
		return GONE_HIDDEN;
	return allowed(n->left) | allowed(n->right);
}

bool
plan_make(struct store *s, struct arena *a, const struct store_query *query, struct plan *p,
        struct err *e)
{
	struct query_node *root;
	int64_t now = query->now;

	*p = (struct plan){ .query = query };
	if (query->text.len == 0)
		return find_led(s, p, e);
	if (now == 0 && !meta_get(s, "put_at", &now, e))
		return false;
	if (!query_parse(a, query->text, now, &root, e))
		return false;
	take_apart(a, root, p);
	p->allowed = allowed(p->rest);
	return p->match == NULL || search_waiting(s, a, p->match, &p->waiting, e);
}

/* The simple members of a query that are no text. */
static void
add_members(struct sql *q, const struct plan *p)
{
	const struct store_query *query = p->query;

	if (query->feed != 0) {
		sql_add(q, " and a.feed = ");
		sql_value(q, DB_INT(query->feed));
	} else {
		sql_add(q, " and a.copy_of is null");
	}
	if (query->story != 0) {
		sql_add(q, " and a.story = ");
		sql_value(q, DB_INT(query->story));
	}
	if (query->after != 0) {
		sql_add(q, " and a.id > ");
		sql_value(q, DB_INT(query->after));
	}
	if (query->unread_only)
		sql_add(q, " and a.unread = 1");
	if (query->starred_only)
		sql_add(q, " and a.starred = 1");
	if (query->visible_only)
		sql_add(q, " and a.feed not in (select id from feeds where hidden = 1)");
	if (query->tag.len > 0)
		add_tag(q, query->tag);
	if (p->led)
		sql_add(q, query->unread_only ? " and a.lead & 1" : " and a.lead & 2");
	else if (query->fold_stories && query->story == 0 && query->text.len == 0)
		add_fold(q, query);
}

/* Articles whose title or author has the words, or those where only the text has them. */
static void
add_titles(struct sql *q, const struct plan *p)
{
	bool exact;

	if (p->source == FROM_WAITING) {
		sql_add(q,
		        p->titles == TITLES_ONLY ? "" : " and 0"); /* known by their titles alone */
		return;
	}
	sql_add(q, p->titles == TITLES_ONLY ? " and a.doc in (" : " and a.doc not in (");
	sql_add(q, "select rowid from titles where titles match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match, &exact)));
	sql_add(q, ")");
}

/* Of the index: its newest entries first, each an article.  Of what waits: the ids found. */
static void
add_matches(struct sql *q, const struct plan *p)
{
	bool exact;

	if (p->source == FROM_WAITING) {
		sql_add(q, " from articles a where a.id in (select value from json_each(");
		sql_value(q, DB_TEXT(p->waiting));
		sql_add(q, "))");
		return;
	}
	sql_add(q,
	        " from search cross join articles a on a.doc = search.rowid where search match ");
	sql_value(q, DB_TEXT(query_match(q->arena, p->match, &exact)));
}

static void
add_source(struct sql *q, const struct plan *p)
{
	const struct store_query *query = p->query;

	if (query->entity_key.len == 0) {
		sql_add(q, " from articles a");
		if (p->led)
			sql_add(q, query->unread_only ? " indexed by articles_front"
			                              : " indexed by articles_front_all");
		return;
	}
	sql_add(q, " from mentions m cross join articles a on a.id = m.article and m.name = "
	           "(select id from"
	           " names where key = ");
	sql_value(q, DB_TEXT(query->entity_key));
	sql_add(q, ")");
}

/* Whether the text index can be walked in the order of the list: not when only few articles are in
 * question anyway. */
bool
plan_walks_words(const struct plan *p)
{
	const struct store_query *q = p->query;

	return p->match != NULL && q->feed == 0 && q->story == 0 && q->entity_key.len == 0 &&
	       !q->starred_only && q->order != STORE_TITLE && q->order != STORE_FEED;
}

bool
plan_add_body(struct store *s, struct sql *q, const struct plan *p, struct err *e)
{
	static const char *const gone[] = { " and a.gone = 0", " and a.gone & ~1 = 0",
		" and a.gone & ~2 = 0", " and a.gone & ~3 = 0" };

	if (p->source != FROM_LIST) {
		add_matches(q, p);
	} else {
		add_source(q, p);
		sql_add(q, " where 1");
	}
	sql_add(q, gone[p->allowed]);
	add_members(q, p);
	if (p->match != NULL && p->source == FROM_LIST) {
		sql_add(q, " and ");
		if (!query_add_words(s, q, p->match, e))
			return false;
	}
	if (p->titles != TITLES_ANY)
		add_titles(q, p);
	if (p->rest == NULL)
		return true;
	sql_add(q, " and (");
	if (!query_compile(s, q, p->rest, e))
		return false;
	sql_add(q, ")");
	return true;
}

bool
plan_add_select(struct store *s, struct sql *q, const struct plan *p, struct err *e)
{
	bool by_name = p->query->entity_key.len > 0 && p->query->order == STORE_NEWEST;

	sql_add(q, "select a.id, a.date");
	if (!plan_add_body(s, q, p, e))
		return false;
	if (p->source == FROM_WORDS)
		sql_add(q, p->query->order == STORE_OLDEST ? " order by search.rowid"
		                                           : " order by search.rowid desc");
	else
		sql_add(q, by_name ? " order by m.date desc, m.article desc"
		                   : order_by[p->query->order]);
	return true;
}
