/* SPDX-License-Identifier: ISC */
/*
 * cluster.c - the index of stories in memory, kept in step with the rows.  It is filled from stored
 * features when the first article is analysed; what another process analysed meanwhile is taken in
 * by its number.
 */
#include "store_private.h"

#define CLEAN_EVERY 256     /* articles added between two cleanings */
#define ARTICLES_KEPT 12000 /* newest articles of which stories are made */

static bool
restore(struct store *s, int64_t since, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select f.n, a.id, " STORY_OF ", a.date, a.pinned, f.bytes from features f"
	        " cross join articles a on a.id = f.article where f.n > ? and a.date >= ? order by "
	        "f.n",
	        DB_INT(s->clustered), DB_INT(since));
	struct arena *a = arena_create();

	if (st == NULL) {
		arena_destroy(a);
		return false;
	}
	while (db_row(st)) {
		struct str packed = db_view(st, 5), features;
		struct err ignored;
		arena_reset(a);
		s->clustered = db_int(st, 0);
		s->clustered_count++;
		if (body_unpack(s, a, packed, &features, &ignored))
			story_index_restore(s->stories, db_int(st, 1), db_int(st, 2), db_int(st, 3),
			        db_int(st, 4) != 0, features);
	}
	arena_destroy(a);
	return db_end(st, e);
}

/* No article older than this takes part: those beyond the window, or beyond the newest
 * ARTICLES_KEPT, for the index has some kB for each. */
static bool
horizon(struct store *s, int64_t *since, struct err *e)
{
	int64_t newest, last;

	if (!db_one_v(s->db, e, &newest, NULL,
	            "select max(date) from articles where gone = 0 and copy_of is null", NULL, 0) ||
	        !db_one(s->db, e, &last, NULL,
	                "select date from features order by date desc limit 1 offset ?",
	                DB_INT(ARTICLES_KEPT)))
		return false;
	*since = newest - STORY_WINDOW_S > last ? newest - STORY_WINDOW_S : last;
	return true;
}

/* The index as far as the store is. */
static bool
catch_up(struct store *s, struct err *e)
{
	int64_t since = INT64_MIN;

	if (s->stories == NULL) {
		s->stories = story_index_create();
		s->clustered = 0;
		s->clustered_count = 0;
	}
	if (s->clustered == 0 && !horizon(s, &since, e))
		return false;
	return restore(s, since, e);
}

/* Moves as the index decided them, without those that the user put somewhere.  A moved article gets
 * a new number, by which other processes see that it moved. */
static bool
move(struct store *s, const struct story_move *m, struct err *e)
{
	return stories_set(s, m->article, m->to, false, e) &&
	       db_run(s->db, e,
	               "update features set n = (select max(n) + 1 from features) where article = "
	               "?",
	               DB_INT(m->article));
}

/* Whoever follows a story that is no more, merged away or come apart, follows the one that its
 * articles went to. */
static bool
inherit(struct store *s, const struct story_move *m, struct err *e)
{
	return m->from == m->to ||
	       db_run(s->db, e,
	               "update stories set followed = max(stories.followed, f.followed), looked = "
	               "coalesce(stories.looked, f.looked), looked_last = "
	               "max(coalesce(stories.looked_last, 0), coalesce(f.looked_last, 0))"
	               " from (select followed, looked, looked_last from stories where id = ?1) f"
	               " where stories.id = ?2 and not exists (select 1 from articles where story "
	               "= "
	               "?1)",
	               DB_INT(m->from), DB_INT(m->to));
}

static bool
apply_moves(struct store *s, struct err *e)
{
	const struct story_move *moves;
	size_t count = story_index_moves(s->stories, &moves);

	for (size_t i = 0; i < count; i++)
		if (!move(s, &moves[i], e))
			return false;
	for (size_t i = 0; i < count; i++)
		if (!inherit(s, &moves[i], e))
			return false;
	for (size_t i = 0; i < count; i++)
		if (!stories_refresh(s, moves[i].from, e) || !stories_refresh(s, moves[i].to, e))
			return false;
	return count == 0 ||
	       db_one_v(s->db, e, &s->clustered, NULL, "select max(n) from features", NULL, 0);
}

/* The one that was published first is shown, unless the user has marked the other. */
static bool
earliest_shown(struct store *s, int64_t id, struct err *e)
{
	int64_t shown;
	bool later;

	if (!db_one(s->db, e, &shown, &later,
	            "select o.id from articles c join articles o on o.id = c.copy_of"
	            " where c.id = ? and o.date > c.date and o.starred = 0 and o.noted = 0"
	            " and o.flags is null and not exists (select 1 from tags where article = o.id)",
	            DB_INT(id)))
		return false;
	return !later ||
	       (db_run(s->db, e,
	                "update articles set copy_of = null, unread = (select unread from articles "
	                "where id = ?1) where id = ?2",
	                DB_INT(shown), DB_INT(id)) &&
	               db_run(s->db, e,
	                       "update articles set copy_of = ?2 where copy_of = ?1 or id = ?1",
	                       DB_INT(shown), DB_INT(id)));
}

/* The same text in another feed is shown once; it stays in the story all the same. */
static bool
keep_copy(struct store *s, int64_t id, int64_t original, struct err *e)
{
	return original == STORY_NONE ||
	       (db_run(s->db, e,
	                "update articles set copy_of = (select"
	                " coalesce(o.copy_of, o.id) from articles o where "
	                "o.id = ?1 and o.feed <> articles.feed"
	                " and o.gone = 0) where id = ?2 and copy_of is "
	                "null and coalesce((select o.copy_of from"
	                " articles o where o.id = ?1), 0) <> ?2 and not "
	                "exists (select 1 from articles c"
	                " where c.copy_of = ?2)",
	                DB_INT(original), DB_INT(id)) &&
	               earliest_shown(s, id, e));
}

static bool
keep_assignment(struct store *s, int64_t id, const struct story_assignment *x, struct err *e)
{
	return (x->story == id || stories_put(s, id, x->story, false, e)) && apply_moves(s, e) &&
	       keep_copy(s, id, x->copy_of, e);
}

/* Now and then features that can matter no more are dropped, and stories without news. */
static bool
clean(struct store *s, struct err *e)
{
	int64_t since;

	if (++s->since_expiry < CLEAN_EVERY)
		return true;
	s->since_expiry = 0;
	if (!horizon(s, &since, e) ||
	        !db_run(s->db, e, "delete from features where date < ?", DB_INT(since)))
		return false;
	if (s->clustered_count > ARTICLES_KEPT + ARTICLES_KEPT / 2)
		cluster_forget(s); /* and loaded again by the next article */
	else
		story_index_expire(s->stories, since + STORY_WINDOW_S);
	return true;
}

/* Was it put into a story before it was analysed, by an import or by the user?  It stays there. */
static bool
is_placed(
        struct store *s, const struct story_doc *doc, struct str features, bool *out, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select " STORY_OF ", a.pinned from articles a"
	        " where a.id = ? and (a.story is not null or a.pinned <> 0)",
	        DB_INT(doc->id));

	if (st == NULL)
		return false;
	*out = db_row(st);
	if (*out)
		story_index_restore(s->stories, doc->id, db_int(st, 0), doc->date,
		        db_int(st, 1) != 0, features);
	return db_end(st, e);
}

bool
cluster_add(struct store *s, struct arena *a, const struct story_doc *doc, struct err *e)
{
	struct story_assignment x = { 0 };
	struct str features, packed;
	bool placed;

	if (!catch_up(s, e))
		return false;
	features = story_features(a, doc);
	if (!body_pack(s, a, BODY_FEATURES, features, &packed, e) ||
	        !db_run(s->db, e,
	                "insert or replace into features(article, date, bytes) values(?, ?, ?)",
	                DB_INT(doc->id), DB_INT(doc->date), DB_BLOB(packed)))
		return false;
	s->clustered = db_insert_id(s->db);
	s->clustered_count++;
	if (!is_placed(s, doc, features, &placed, e))
		return false;
	if (placed)
		return clean(s, e);
	if (!story_index_add(s->stories, doc->id, doc->date, doc->source, features, &x))
		return true;
	return keep_assignment(s, doc->id, &x, e) && clean(s, e);
}

/* After a transaction was taken back the index knows more than the store: it is loaded again. */
void
cluster_forget(struct store *s)
{
	if (s->stories != NULL)
		story_index_destroy(s->stories);
	s->stories = NULL;
	s->clustered = 0;
}
