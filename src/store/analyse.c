/* SPDX-License-Identifier: ISC */
/*
 * analyse.c - what follows after an article was taken in: its text is parsed, names and figures are
 * found and entered, its story is found, its text is indexed; all in one transaction, so that a
 * kill leaves it either waiting or done.  Parsing and finding, which take most of the time, come
 * before that transaction: whoever reads beside us does not wait for them.
 */
#include "store_private.h"

#include <stdlib.h>

#define EXCERPT_MAX 160

struct work {
	struct work *next;
	struct store *s;
	struct arena *a;
	const struct entity_model *model;
	int64_t id, date;
	struct store_article stored;
	struct article parsed;
	struct entities found;
	struct str terms[3]; /* of title, author, text */
	struct str stamp;    /* of what was read: entered only if it is so still */
	bool again; /* analysed before: an article whose text changed stays in the story it is in */
};

/* The same parse as the reader's, so that spans fit the text on the screen. */
static void
parse(struct work *w)
{
	struct article_options o = { .fragment = true, .url = w->stored.item.url };
	struct err ignored;

	if (!article_parse(w->a, w->stored.html, &o, &w->parsed, NULL, &ignored))
		w->parsed = (struct article){ .text = STR("") };
}

static struct str
language(const struct work *w)
{
	return w->parsed.lang.len > 0 ? w->parsed.lang : w->stored.lang;
}

static void
find(struct work *w)
{
	struct entity_options o = { .date = w->stored.item.date, .lang = language(w) };

	entity_find(w->a, w->model, w->parsed.text, &o, &w->found);
}

static bool
update_row(struct work *w, struct err *e)
{
	struct str excerpt = w->parsed.text;
	size_t len = excerpt.len > EXCERPT_MAX ? EXCERPT_MAX : excerpt.len;

	while (len > 0 && len < excerpt.len && ((unsigned char)excerpt.p[len] & 0xc0) == 0x80)
		len--;
	return db_run(w->s->db, e,
	        "update articles set todo = todo & ~6, minutes = ?,"
	        " excerpt = coalesce(excerpt, ?) where id = ?",
	        DB_INT(article_minutes(&w->parsed)), DB_TEXT(str_sub(excerpt, 0, len)),
	        DB_INT(w->id));
}

static bool
keep(struct work *w, struct err *e)
{
	struct str packed;

	return body_pack(w->s, w->a, BODY_ENTITIES, entities_pack(w->a, &w->found), &packed, e) &&
	       names_take_out(w->s, w->a, w->id, e) &&
	       names_enter(w->s, w->a, w->id, w->stored.item.date, &w->found, e) &&
	       db_run(w->s->db, e,
	               "insert into analyses(article, entities) values(?, ?)"
	               " on conflict(article) do update set entities = excluded.entities",
	               DB_INT(w->id), DB_BLOB(packed));
}

static bool
assign(struct work *w, struct err *e)
{
	struct story_doc doc = {
		.id = w->id,
		.date = w->stored.item.date,
		.title = w->stored.item.title,
		.text = w->parsed.text,
		.source = w->stored.item.feed_title,
		.lang = language(w),
		.entities = &w->found,
	};

	return w->again || cluster_add(w->s, w->a, &doc, e);
}

/* What changes when the texts of the article do; STR_NONE when it is gone. */
static bool
stamp_of(struct work *w, struct str *out, struct err *e)
{
	struct db_stmt *st = db_query(w->s->db, e,
	        "select a.content || ' ' || a.page || ' ' || coalesce(length(b.page), 0)"
	        " from articles a left join bodies b on b.id = a.id where a.id = ?",
	        DB_INT(w->id));

	*out = STR_NONE;
	if (st == NULL)
		return false;
	if (db_row(st))
		*out = db_text(w->a, st, 0);
	return db_end(st, e);
}

static bool
prepare(struct work *w, struct err *e)
{
	if (!stamp_of(w, &w->stamp, e) || !store_article(w->s, w->a, w->id, &w->stored, e))
		return false;
	parse(w);
	find(w);
	w->terms[0] = terms_of(w->a, w->stored.item.title);
	w->terms[1] = terms_of(w->a, w->stored.item.author);
	w->terms[2] = terms_of(w->a, markup_text(w->a, w->stored.html));
	return true;
}

static bool
enter(struct work *w, struct err *e)
{
	struct str stamp;
	int64_t unused;

	if (!stamp_of(w, &stamp, e))
		return false;
	if (!str_eq(stamp, w->stamp))
		return true; /* another process changed it: it waits still, or is gone */
	return db_one(w->s->db, e, &unused, &w->again, "select 1 from analyses where article = ?",
	               DB_INT(w->id)) &&
	       keep(w, e) && assign(w, e) && search_put(w->s, w->id, w->terms, e) &&
	       update_row(w, e);
}

static bool
enter_alone(struct work *w, struct err *e)
{
	bool ok = db_begin(w->s->db, e) && db_finish(w->s->db, enter(w, e), e);

	w->s->changes++;
	if (!ok)
		cluster_forget(w->s);
	return ok || err_context(e, "cannot analyse article %lld", (long long)w->id);
}

bool
store_analyse(
        struct store *s, const struct entity_model *model, int64_t id, int64_t now, struct err *e)
{
	struct work w = { .s = s, .model = model, .id = id, .a = arena_create() };
	bool ok;

	(void)now;
	ok = prepare(&w, e) ? enter_alone(&w, e)
	                    : err_context(e, "cannot analyse article %lld", (long long)id);
	arena_destroy(w.a);
	return ok;
}

/* ---- many at once ---- */

bool
store_analyse_prepare(struct store *s, const struct entity_model *model, int64_t id, struct err *e)
{
	struct arena *a = arena_create();
	struct work *w = arena_alloc(a, sizeof(*w)), **end = &s->works;

	*w = (struct work){ .s = s, .model = model, .id = id, .a = a };
	if (!prepare(w, e)) {
		arena_destroy(a);
		return err_context(e, "cannot analyse article %lld", (long long)id);
	}
	while (*end != NULL)
		end = &(*end)->next;
	*end = w;
	s->works_count++;
	return true;
}

size_t
store_analyse_prepared(const struct store *s)
{
	return s->works_count;
}

/* One that fails must not keep the others in the queue: then each is entered by itself. */
static size_t
enter_each(struct store *s, struct err *e)
{
	size_t failed = 0;

	cluster_forget(s);
	for (struct work *w = s->works; w != NULL; w = w->next)
		failed += !enter_alone(w, e);
	return failed;
}

static size_t
enter_all(struct store *s, struct err *e)
{
	struct err ignored;
	bool ok = true;

	if (!store_batch_begin(s, e))
		return s->works_count;
	for (struct work *w = s->works; ok && w != NULL; w = w->next)
		ok = enter(w, e);
	s->changes++;
	if (!ok)
		db_spoil(s->db);
	return store_batch_end(s, ok ? e : &ignored) ? 0 : enter_each(s, e);
}

void
analyse_free(struct store *s)
{
	while (s->works != NULL) {
		struct work *w = s->works;
		s->works = w->next;
		arena_destroy(w->a);
	}
	s->works_count = 0;
}

bool
store_analyse_commit(struct store *s, size_t *failed, struct err *e)
{
	*failed = s->works == NULL ? 0 : enter_all(s, e);
	analyse_free(s);
	return *failed == 0;
}
