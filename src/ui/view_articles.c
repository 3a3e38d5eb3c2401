/* SPDX-License-Identifier: ISC */
/*
 * view_articles.c - the articles of a feed (page->id), of a tag ("tag:NAME" in page->text), the
 * starred ones
 * ("starred"), or all ("").
 */
#include "items.h"

#include <string.h>

struct articles {
	struct items items;
	struct str heading, error; /* of the feed, in the page's arena */
};

static bool
load_feed(struct app *app, struct page *p, struct err *e)
{
	struct articles *s = p->state;
	struct store_feed f;

	if (!store_feed_get(app->o->store, p->arena, p->id, &f, e))
		return false;
	s->heading = f.title.len > 0 ? f.title : f.url;
	s->error = f.error;
	if (f.query.len > 0)
		s->items.query.text = arena_str(p->keep, f.query);
	else
		s->items.query.feed = p->id;
	s->items.one_feed = f.query.len == 0;
	return true;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	static const struct {
		const char *name;
		enum store_order order;
	} orders[] = { { "newest", STORE_NEWEST }, { "oldest", STORE_OLDEST },
		{ "title", STORE_TITLE }, { "feed", STORE_FEED } };
	struct articles *s = p->state;

	for (size_t i = 0; i < COUNT(orders); i++)
		if (strcmp(conf_str(app->o->conf, CONF_ARTICLE_ORDER), orders[i].name) == 0)
			s->items.query.order = orders[i].order;
	s->error = STR_NONE;
	if (p->id != 0) {
		if (!load_feed(app, p, e))
			return false;
	} else if (str_starts(p->text, STR("tag:"))) {
		s->items.query.tag = str_sub(p->text, 4, p->text.len);
		s->heading = p->text;
	} else if (str_eq(p->text, STR("starred"))) {
		s->items.query.starred_only = true;
		s->heading = STR("Starred");
	} else {
		s->heading = STR("All articles");
	}
	return items_load(app, p, e);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct articles *s = p->state;

	if (s->error.len > 0 && a.rows > 2) {
		canvas_put_cut(c, a.row, a.col, a.cols, s->error, LOOK(ROLE_BAD));
		a.row++;
		a.rows--;
		p->area = a;
	}
	if (s->items.count > 0)
		items_draw(app, p, c, a);
	else
		canvas_put_cut(c, a.row + 1, a.col + 1, a.cols - 1,
		        conf_bool(app->o->conf, CONF_SHOW_READ)
		                ? STR("No articles. r asks the feed for news.")
		                : STR("Nothing unread. L shows what was read, r asks for news."),
		        LOOK(ROLE_TEXT));
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct articles *s = p->state;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	return arena_printf(a, STR_FMT "%s" STR_FMT " %s %lld unread", STR_ARG(s->heading),
	        s->items.filter.len > 0 ? " | " : "", STR_ARG(s->items.filter), dot,
	        (long long)s->items.unread);
}

const struct view view_articles = {
	.name = "articles",
	.bit = VIEW_ARTICLES,
	.state_size = sizeof(struct articles),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open next-unread:unread toggle-read:read star search reload help",
	.empty_hints = "show-read:read reload back help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.select = items_select,
	.row_text = items_row_text,
};
