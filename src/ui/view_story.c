/* SPDX-License-Identifier: ISC */
/*
 * view_story.c - the articles of one story (page->id), oldest first.
 */
#include "items.h"

struct story {
	struct items items;
	struct store_story story;
};

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct story *s = p->state;

	s->items.query.story = p->id;
	s->items.query.order = STORE_OLDEST;
	return store_story_get(app->o->store, p->arena, p->id, &s->story, e) &&
	       items_load(app, p, e);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct story *s = p->state;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	return arena_printf(a, "Story: " STR_FMT " %s %lld articles of %lld sources",
	        STR_ARG(s->story.title), dot, (long long)s->story.articles,
	        (long long)s->story.sources);
}

const struct view view_story = {
	.name = "story",
	.bit = VIEW_STORY,
	.state_size = sizeof(struct story),
	.load = load,
	.draw = items_draw,
	.title = title,
	.hints = "open next-unread:unread back help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.select = items_select,
};
