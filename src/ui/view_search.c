/* SPDX-License-Identifier: ISC */
/*
 * view_search.c - what a full-text search or a query found, best first; page->text is what was
 * typed.
 */
#include "items.h"

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct items *it = p->state;

	it->query.text = p->text;
	it->query.order = STORE_RELEVANCE;
	return items_load(app, p, e);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct items *it = p->state;

	if (it->count > 0)
		items_draw(app, p, c, a);
	else
		canvas_put_cut(c, a.row + 1, a.col + 1, a.cols - 1,
		        STR("Nothing found. Words are joined by and; \"...\" is a phrase."),
		        LOOK(ROLE_TEXT));
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	const struct items *it = p->state;

	return arena_printf(a, "Search: " STR_FMT " %s %zu%s articles", STR_ARG(p->text),
	        canvas_glyph(&app->canvas, GLYPH_DOT).p, it->count,
	        it->whole ? "" : "+");
}

const struct view view_search = {
	.name = "search",
	.bit = VIEW_SEARCH,
	.state_size = sizeof(struct items),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open search back help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.select = items_select,
	.row_text = items_row_text,
};
