/* SPDX-License-Identifier: ISC */
/*
 * story_tell.c - what the views of a story show of it: loaded from the store, and put in words.
 */
#include "story.h"

bool
story_tell(struct app *app, struct arena *a, int64_t id, struct story_told *t, struct err *e)
{
	*t = (struct story_told){ 0 };
	if (!store_story_get(app->o->store, a, id, &t->story, e))
		return false;
	if (t->story.articles > STORY_TOLD_MAX)
		return true;
	if (!store_story_docs(app->o->store, a, id, &t->docs, &t->docs_count, e))
		return false;
	t->brief_count = story_brief(a, t->docs, t->docs_count, BRIEF_MAX, &t->brief);
	t->series_count = story_figures(a, t->docs, t->docs_count, &t->series);
	return true;
}

/* "4 -> 11 -> 23": values as written, what is said twice once. */
struct str
story_series_line(struct canvas *c, struct arena *a, const struct figure_series *s)
{
	struct str out, before = STR_NONE;
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < s->points_count; i++) {
		if (s->points[i].state == FIGURE_SAME || str_eq(s->points[i].text, before))
			continue;
		if (before.p != NULL)
			buf_add_cstr(&b, c->ascii ? " -> " : " \u2192 ");
		buf_add_str(&b, s->points[i].text);
		before = s->points[i].text;
	}
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}

struct str
story_series_name(struct arena *a, const struct figure_series *s)
{
	if (s->what.len > 0)
		return s->what;
	return s->unit.len > 0 ? s->unit : arena_printf(a, "%s", quantity_kind_name(s->kind));
}

struct str
story_source(struct str feed_title, struct str *others)
{
	ptrdiff_t at = str_find(feed_title, STR(", "));

	*others = at < 0 ? STR("") : str_sub(feed_title, (size_t)at + 2, feed_title.len);
	return at < 0 ? feed_title : str_sub(feed_title, 0, (size_t)at);
}

struct str
story_name_about(struct arena *a, const struct story_name *n)
{
	struct str detail = n->entity->detail, others, source = story_source(n->source, &others);

	return arena_printf(a, STR_FMT "%s%u %s, first " STR_FMT " in " STR_FMT, STR_ARG(detail),
	        detail.len > 0 ? ", " : "", n->articles, n->articles == 1 ? "article" : "articles",
	        STR_ARG(date_day(a, n->date)), STR_ARG(source));
}
