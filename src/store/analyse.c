/* SPDX-License-Identifier: ISC */
/*
 * analyse.c - what follows after an article was taken in: its text is parsed, names and figures are
 * found and entered, its story is found, its text is indexed; all in one transaction, so that a
 * kill leaves it either waiting or done.
 */
#include "store_private.h"

#define EXCERPT_MAX 160

struct work {
	struct store *s;
	struct arena *a;
	const struct entity_model *model;
	int64_t id, date;
	struct store_article stored;
	struct article parsed;
	struct entities found;
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

static bool
analyse(struct work *w, struct err *e)
{
	int64_t unused;

	if (!store_article(w->s, w->a, w->id, &w->stored, e) ||
	        !db_one(w->s->db, e, &unused, &w->again, "select 1 from analyses where article = ?",
	                DB_INT(w->id)))
		return false;
	parse(w);
	find(w);
	return keep(w, e) && assign(w, e) &&
	       search_put(w->s, w->a, w->id, w->stored.item.title, w->stored.item.author,
	               markup_text(w->a, w->stored.html), e) &&
	       update_row(w, e);
}

bool
store_analyse(
        struct store *s, const struct entity_model *model, int64_t id, int64_t now, struct err *e)
{
	struct work w = { .s = s, .model = model, .id = id };
	bool ok;

	(void)now;
	if (!db_begin(s->db, e))
		return false;
	w.a = arena_create();
	ok = db_finish(s->db, analyse(&w, e), e);
	arena_destroy(w.a);
	s->changes++;
	if (!ok)
		cluster_forget(s);
	return ok || err_context(e, "cannot analyse article %lld", (long long)id);
}
