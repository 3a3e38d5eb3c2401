/* SPDX-License-Identifier: ISC */
/*
 * view_name.c - a person, place or organisation (page->text is its key): who it is, whom it is
 * named with, and every article that speaks of it.
 */
#include "items.h"

#define NEAR_MAX 8

struct name {
	struct items items;
	struct store_name name;
	struct store_name *near;
	size_t near_count;
};

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct name *n = p->state;

	n->items.query.entity_key = p->text;
	if (!store_name_get(app->o->store, p->arena, p->text, &n->name, e))
		return false;
	if (!store_names_near(
	            app->o->store, p->arena, p->text, NEAR_MAX, &n->near, &n->near_count, e))
		return false;
	return items_load(app, p, e);
}

static int
draw_near(const struct name *n, struct canvas *c, struct area a)
{
	int col = a.col + 1, end = a.col + a.cols;

	if (n->near_count == 0 || a.rows < 8)
		return 0;
	col += canvas_put(c, a.row, col, end - col, STR("with "), LOOK(ROLE_DIM));
	for (size_t i = 0; i < n->near_count; i++) {
		int width = text_width(n->near[i].name);
		if (col + width + 2 > end)
			break;
		col += canvas_put(c, a.row, col, end - col, n->near[i].name,
		        LOOK((enum role)(ROLE_PERSON + (int)n->near[i].kind)));
		col += canvas_put(c, a.row, col, end - col,
		        i + 1 < n->near_count ? STR(", ") : STR(""), LOOK(ROLE_DIM));
	}
	return 1;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct name *n = p->state;
	int used = draw_near(n, c, a);

	a.row += used;
	a.rows -= used;
	p->area = a;
	items_draw(app, p, c, a);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct name *n = p->state;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;
	struct str detail = n->name.detail;

	return arena_printf(a, STR_FMT "%s" STR_FMT " %s %lld articles, %lld mentions",
	        STR_ARG(n->name.name), detail.len > 0 ? ", " : "", STR_ARG(detail), dot,
	        (long long)n->name.articles, (long long)n->name.mentions);
}

const struct view view_name = {
	.name = "name",
	.bit = VIEW_NAME,
	.state_size = sizeof(struct name),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open next-unread:unread back help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.select = items_select,
	.row_text = items_row_text,
};
