/* SPDX-License-Identifier: ISC */
/*
 * view_front.c - the front page: everything unread, newest first, a story folded into one row.
 * Without feeds it greets the user and says how to begin.
 */
#include "items.h"

struct front {
	struct items items;
	size_t feeds; /* subscriptions */
};

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct front *f = p->state;
	struct store_feed *feeds;

	f->items.query.fold_stories = true;
	if (!store_feeds(app->o->store, p->arena, &feeds, &f->feeds, e))
		return false;
	return items_load(app, p, e);
}

static const char *const greeting[] = {
	"Welcome to dateline.",
	"",
	"There are no feeds yet. Begin with one of these:",
	"",
	"  a   add a site or feed by its address",
	"  I   import a list: OPML, or newsboat's urls",
	"  d   look at a small made-up edition first",
	"",
	"  ?   all keys        q   quit",
};
static const char *const nothing_unread[] = {
	"Nothing unread.",
	"",
	"  R   ask all feeds for news",
	"  L   show what was read",
	"  F   list the feeds",
};

static void
draw_lines(struct canvas *c, struct area a, const char *const *lines, size_t count)
{
	int col = a.col + (a.cols >= 60 ? 4 : 1);

	for (size_t i = 0; i < count && (int)i + 1 < a.rows; i++)
		canvas_put_cut(c, a.row + 1 + (int)i, col, a.cols - col, str_of(lines[i]),
		        LOOK(i == 0 ? ROLE_TITLE : ROLE_TEXT));
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct front *f = p->state;

	if (f->items.count > 0)
		items_draw(app, p, c, a);
	else if (f->feeds == 0 && f->items.filter.len == 0)
		draw_lines(c, a, greeting, COUNT(greeting));
	else
		draw_lines(c, a, nothing_unread, COUNT(nothing_unread));
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct front *f = p->state;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	if (f->items.filter.len > 0)
		return arena_printf(a, "dateline %s " STR_FMT " %s %lld unread", dot,
		        STR_ARG(f->items.filter), dot, (long long)f->items.unread);
	if (f->items.count == 0 && f->feeds == 0)
		return STR("dateline");
	return arena_printf(a, "dateline %s %lld unread", dot, (long long)f->items.unread);
}

const struct view view_front = {
	.name = "front page",
	.bit = VIEW_FRONT,
	.state_size = sizeof(struct front),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open next-unread:unread feeds search reload-all:reload help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.select = items_select,
};
