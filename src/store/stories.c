/* SPDX-License-Identifier: ISC */
/*
 * stories.c - rows of stories.  A story has a row as soon as it has two articles; an article alone
 * has none.  Its counts are kept by triggers, its dates and sources by refresh_story.
 */
#include "store_private.h"

#define DOCS_MAX 200  /* newest articles of a story that are looked at as a whole */
#define TITLES_MAX 40 /* newest articles whose headlines may be the story's */
#define STORY_COLUMNS                                                                              \
	"id, newest, oldest, articles, unread, sources, title, followed, looked, looked_last"

static void
read_story(struct arena *a, struct db_stmt *st, struct store_story *out)
{
	*out = (struct store_story){
		.id = db_int(st, 0),
		.newest = db_date(st, 1),
		.oldest = db_date(st, 2),
		.articles = db_int(st, 3),
		.unread = db_int(st, 4),
		.sources = db_int(st, 5),
		.title = db_text(a, st, 6),
		.followed = db_int(st, 7) != 0,
		.looked = db_date(st, 8),
		.looked_last = db_int(st, 9),
	};
}

bool
store_stories(struct store *s, struct arena *a, size_t limit, struct store_story **out,
        size_t *count, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select " STORY_COLUMNS " from stories where articles > 1"
	        " order by newest desc limit ?",
	        DB_INT((int64_t)limit));
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*out = arena_grow(a, *out, *count, &cap, sizeof(**out));
		read_story(a, st, &(*out)[(*count)++]);
	}
	return db_end(st, e) || err_context(e, "cannot list the stories");
}

bool
store_story_get(
        struct store *s, struct arena *a, int64_t id, struct store_story *out, struct err *e)
{
	struct db_stmt *st = db_query(
	        s->db, e, "select " STORY_COLUMNS " from stories where id = ?", DB_INT(id));
	bool found;

	if (st == NULL)
		return false;
	found = db_row(st);
	if (found)
		read_story(a, st, out);
	if (!db_end(st, e))
		return err_context(e, "cannot read the story");
	return found || err_set(e, ERR_FAIL, "there is no story %lld", (long long)id);
}

/* Text and entities of one article of a story. */
static bool
read_doc(struct store *s, struct arena *a, int64_t id, struct story_doc *out, struct err *e)
{
	struct article_options o = { .fragment = true };
	struct entities *found = arena_alloc(a, sizeof(*found));
	struct store_article stored;
	struct article parsed;
	struct err ignored;

	if (!store_article(s, a, id, &stored, e) || !store_entities(s, a, id, found, e))
		return false;
	o.url = stored.item.url;
	if (!article_parse(a, stored.html, &o, &parsed, NULL, &ignored))
		parsed = (struct article){ .text = STR("") };
	*out = (struct story_doc){
		.id = id,
		.date = stored.item.date,
		.title = stored.item.title,
		.text = parsed.text,
		.source = stored.item.feed_title,
		.lang = parsed.lang.len > 0 ? parsed.lang : stored.lang,
		.entities = found,
	};
	return true;
}

bool
store_story_docs(struct store *s, struct arena *a, int64_t id, struct story_doc **out,
        size_t *count, struct err *e)
{
	struct store_query q = { .story = id, .order = STORE_NEWEST, .limit = DOCS_MAX };
	int64_t *ids;
	size_t ids_count;

	*out = NULL;
	*count = 0;
	if (!list_ids(s, a, &q, false, &ids, &ids_count, e))
		return err_context(e, "cannot read the story");
	*out = arena_array(a, ids_count, sizeof(**out));
	for (size_t i = ids_count; i-- > 0;) /* oldest first */
		if (!read_doc(s, a, ids[i], &(*out)[(*count)++], e))
			return err_context(e, "cannot read the story");
	return true;
}

bool
store_stories_followed(
        struct store *s, struct arena *a, int64_t **ids, size_t *count, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e,
	        "select id from stories where followed = 1 order by newest desc", NULL, 0);

	*count = 0;
	return sql_ids(st, a, ids, count, e) || err_context(e, "cannot list the stories");
}

bool
store_story_follow(struct store *s, int64_t id, bool on, struct err *e)
{
	return db_run(s->db, e, "update stories set followed = ? where id = ?", DB_INT(on),
	               DB_INT(id)) ||
	       err_context(e, "cannot follow the story");
}

bool
store_story_looked(struct store *s, int64_t id, int64_t now, struct err *e)
{
	return db_run(s->db, e,
	               "update stories set looked = ?1, looked_last = (select max(id) from "
	               "articles "
	               "where story = ?2) where id = ?2",
	               DB_INT(now), DB_INT(id)) ||
	       err_context(e, "cannot keep when the story was read");
}

/* The headline that stands best for the story, by those of its newest articles and what they begin
 * with. */
static bool
choose_title(struct store *s, struct arena *a, int64_t id, struct str *out, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select title, excerpt from articles where story = ? and gone = 0 and copy_of is "
	        "null order by date desc, id desc limit ?",
	        DB_INT(id), DB_INT(TITLES_MAX));
	struct story_doc docs[TITLES_MAX];
	size_t count = 0;

	if (st == NULL)
		return false;
	while (count < TITLES_MAX && db_row(st)) { /* the oldest comes to stand first */
		count++;
		docs[TITLES_MAX - count] =
		        (struct story_doc){ .title = db_text(a, st, 0), .text = db_text(a, st, 1) };
	}
	*out = count == 0
	               ? STR_NONE
	               : docs[TITLES_MAX - count + story_central(docs + TITLES_MAX - count, count)]
	                         .title;
	return db_end(st, e);
}

/* Dates, sources and title of a story after its articles changed; a story of one article is none,
 * unless it is followed. */
bool
stories_refresh(struct store *s, int64_t id, struct err *e)
{
	struct arena *a;
	struct str title;
	int64_t articles, followed;
	bool ok;

	if (!db_one(s->db, e, &articles, NULL, "select count(*) from articles where story = ?",
	            DB_INT(id)) ||
	        !db_one(s->db, e, &followed, NULL, "select followed from stories where id = ?",
	                DB_INT(id)))
		return false;
	if (articles < 2 && (articles == 0 || followed == 0))
		return db_run(s->db, e, "update articles set story = null where story = ?",
		               DB_INT(id)) &&
		       db_run(s->db, e, "delete from stories where id = ?", DB_INT(id));
	a = arena_create();
	ok = choose_title(s, a, id, &title, e) &&
	     db_run(s->db, e,
	             "update stories set"
	             " newest = (select max(date) from articles where story = stories.id),"
	             " oldest = (select min(date) from articles where story = stories.id),"
	             " sources = (select count(distinct feed) from articles where story = "
	             "stories.id),"
	             " title = ?2 where id = ?1",
	             DB_INT(id), DB_TEXT(title));
	arena_destroy(a);
	return ok;
}

/* The article that gave a story its id was alone in it until now. */
static bool
bring_founder(struct store *s, int64_t article, int64_t story, struct err *e)
{
	int64_t founder = story & ~STORY_SPLIT;

	return founder == article ||
	       db_run(s->db, e,
	               "update articles set story = ?1 where id = ?2 and story is null"
	               " and pinned = (?1 <> ?2)",
	               DB_INT(story), DB_INT(founder));
}

bool
stories_set(struct store *s, int64_t article, int64_t story, bool pinned, struct err *e)
{
	struct db_value to =
	        story == STORY_NONE ? (struct db_value){ .type = DB_NULL } : DB_INT(story);

	if (story != STORY_NONE &&
	        (!db_run(s->db, e, "insert or ignore into stories(id) values(?)", DB_INT(story)) ||
	                !bring_founder(s, article, story, e)))
		return false;
	return db_run(s->db, e,
	        "update articles set story = ?1, pinned = pinned or ?2 where id = ?3 and (?2 or "
	        "pinned = 0)",
	        to, DB_INT(pinned), DB_INT(article));
}

bool
stories_put(struct store *s, int64_t article, int64_t story, bool pinned, struct err *e)
{
	int64_t before;

	return db_one(s->db, e, &before, NULL, "select story from articles where id = ?",
	               DB_INT(article)) &&
	       stories_set(s, article, story, pinned, e) &&
	       (before == STORY_NONE || before == story || stories_refresh(s, before, e)) &&
	       (story == STORY_NONE || stories_refresh(s, story, e));
}

/* A new number of its features tells the index of this process and of others. */
static bool
put(struct store *s, const struct store_place *p, struct err *e)
{
	return stories_set(s, p->article, p->story, true, e) &&
	       db_run(s->db, e, "update articles set pinned = ? where id = ?", DB_INT(p->pinned),
	               DB_INT(p->article)) &&
	       db_run(s->db, e,
	               "update features set n = (select max(n) + 1 from features) where article = "
	               "?",
	               DB_INT(p->article));
}

static bool
put_all(struct store *s, const struct store_place *list, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		int64_t before;

		if (!db_one(s->db, e, &before, NULL, "select story from articles where id = ?",
		            DB_INT(list[i].article)) ||
		        !put(s, &list[i], e) ||
		        (before != STORY_NONE && before != list[i].story &&
		                !stories_refresh(s, before, e)))
			return false;
	}
	for (size_t i = 0; i < count; i++)
		if (list[i].story != STORY_NONE && !stories_refresh(s, list[i].story, e))
			return false;
	return true;
}

bool
store_story_put(struct store *s, const struct store_place *list, size_t count, struct err *e)
{
	if (!db_begin(s->db, e))
		return false;
	s->changes++;
	return db_finish(s->db, put_all(s, list, count, e), e) ||
	       err_context(e, "cannot move the article to the story");
}

bool
store_story_move(struct store *s, int64_t article, int64_t story, struct err *e)
{
	return store_story_put(s, &(struct store_place){ article, story, true }, 1, e);
}

bool
store_story_places(struct store *s, struct arena *a, int64_t article, struct store_place **out,
        size_t *count, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select id, story, pinned from articles where id = ?1 or (story = (select story "
	        "from"
	        " articles where id = ?1) and (select count(*) from articles b where b.story ="
	        " articles.story) = 2) order by id <> ?1",
	        DB_INT(article));
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*out = arena_grow(a, *out, *count, &cap, sizeof(**out));
		(*out)[(*count)++] = (struct store_place){ db_int(st, 0),
			db_is_null(st, 1) ? STORY_NONE : db_int(st, 1), db_int(st, 2) != 0 };
	}
	if (!db_end(st, e))
		return err_context(e, "cannot read the article");
	return *count > 0 || err_set(e, ERR_FAIL, "there is no article %lld", (long long)article);
}
