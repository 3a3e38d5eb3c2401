/* SPDX-License-Identifier: ISC */
/*
 * count.c - how many articles a query gives.  Sums that are kept answer the lists of every day;
 * only what is asked in words is counted.
 */
#include "query.h"

bool
count_is_kept(const struct store_query *q)
{
	return q->text.len == 0 && q->story == 0 && q->tag.len == 0 && q->entity_key.len == 0 &&
	       q->after == 0 && !q->starred_only &&
	       (q->feed == 0 || (!q->fold_stories && !q->visible_only));
}

/* All articles that no list shows twice: without copies, and of a story one. */
static bool
count_everywhere(struct store *s, const struct store_query *q, int64_t *count, struct err *e)
{
	static const char *const sums[2][3] = {
		{ "select sum(total) from feeds",
		        "select count(*) from articles where copy_of is not null and gone = 0",
		        "select sum(articles - 1) from stories where articles > 1" },
		{ "select sum(unread) from feeds",
		        "select count(*) from articles where copy_of is not null and gone = 0 and "
		        "unread = 1",
		        "select sum(unread - 1) from stories where unread > 1" },
	};
	const char *const *sum = sums[q->unread_only];
	int64_t copies, folded = 0;

	if (!db_one_v(s->db, e, count, NULL, sum[0], NULL, 0) ||
	        !db_one_v(s->db, e, &copies, NULL, sum[1], NULL, 0) ||
	        (q->fold_stories && !db_one_v(s->db, e, &folded, NULL, sum[2], NULL, 0)))
		return false;
	*count -= copies + folded;
	return true;
}

/* What only hidden feeds carry, found from these feeds: they are few.  A story that has some of it
 * folds less. */
static bool
count_hidden(struct store *s, const struct store_query *q, int64_t *count, struct err *e)
{
	static const char *const alone[2] = {
		"select count(*) from feeds f cross join articles a on a.feed = f.id and a.gone = 0"
		" where f.hidden = 1 and a.copy_of is null",
		"select count(*) from feeds f cross join articles a on a.feed = f.id and a.gone = 0"
		" and a.unread = 1 where f.hidden = 1 and a.copy_of is null",
	};
	static const char *const folded[2] = {
		"select coalesce(sum(max(n - 1, 0) - max(n - h - 1, 0)), 0) from (select"
		" t.articles n, count(*) h from feeds f cross join articles a on a.feed = f.id"
		" and a.gone = 0 cross join stories t on t.id = a.story where f.hidden = 1"
		" and a.copy_of is null group by t.id)",
		"select coalesce(sum(max(n - 1, 0) - max(n - h - 1, 0)), 0) from (select"
		" t.unread n, count(*) h from feeds f cross join articles a on a.feed = f.id"
		" and a.gone = 0 and a.unread = 1 cross join stories t on t.id = a.story"
		" where f.hidden = 1 and a.copy_of is null group by t.id)",
	};
	int64_t less = 0;

	if (!db_one_v(s->db, e, count, NULL, alone[q->unread_only], NULL, 0) ||
	        (q->fold_stories &&
	                !db_one_v(s->db, e, &less, NULL, folded[q->unread_only], NULL, 0)))
		return false;
	*count -= less;
	return true;
}

static bool
count_simple(struct store *s, const struct store_query *q, int64_t *count, struct err *e)
{
	const char *sql = q->unread_only ? "select unread from feeds where id = ?"
	                                 : "select total from feeds where id = ?";
	int64_t hidden = 0;

	if (q->feed == 0) {
		if (!count_everywhere(s, q, count, e) ||
		        (q->visible_only && !count_hidden(s, q, &hidden, e)))
			return false;
		*count -= hidden;
		return true;
	}
	return db_one_v(s->db, e, count, NULL, sql, DB_LIST(DB_INT(q->feed)), 1);
}

static bool
count_plan(struct store *s, struct arena *a, const struct plan *p, int64_t *count, struct err *e)
{
	struct db_stmt *st;
	struct sql q;

	sql_init(&q, a);
	sql_add(&q, "select count(*)");
	if (!plan_add_body(s, &q, p, e)) {
		buf_free(&q.text);
		return false;
	}
	st = sql_query(s->db, &q, e);
	if (st == NULL)
		return false;
	*count = db_row(st) ? db_int(st, 0) : 0;
	return db_end(st, e);
}

/* With phrases the articles must be looked at, else the database counts. */
static bool
count_by_plan(struct store *s, struct arena *a, const struct store_query *query, int64_t *count,
        struct err *e)
{
	int64_t *ids, waiting = 0;
	size_t ids_count;
	struct plan p;

	if (!plan_make(s, a, query, &p, e))
		return false;
	if (p.verify != NULL) {
		if (!list_ids(s, a, query, true, &ids, &ids_count, e))
			return false;
		*count = (int64_t)ids_count;
		return true;
	}
	if (!plan_walks_words(&p))
		return count_plan(s, a, &p, count, e);
	p.source = FROM_WAITING;
	if (p.waiting.len > 0 && !count_plan(s, a, &p, &waiting, e))
		return false;
	p.source = FROM_WORDS;
	if (!count_plan(s, a, &p, count, e))
		return false;
	*count += waiting;
	return true;
}

bool
store_count(struct store *s, const struct store_query *query, int64_t *count, struct err *e)
{
	struct arena *a = arena_create();
	bool ok = count_is_kept(query) ? count_simple(s, query, count, e)
	                               : count_by_plan(s, a, query, count, e);

	arena_destroy(a);
	return ok || err_context(e, "cannot count articles");
}
