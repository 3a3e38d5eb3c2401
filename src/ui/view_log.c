/* SPDX-License-Identifier: ISC */
/*
 * view_log.c - what went wrong: lines of this session, and the feeds that fail with the reason.
 */
#include "items.h"
#include "textlines.h"

static bool
add_feeds(struct app *app, struct page *p, struct err *e)
{
	struct store_feed *feeds;
	size_t count, failing = 0;

	if (!store_feeds(app->o->store, p->arena, &feeds, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct store_feed *f = &feeds[i];
		if (f->error.len == 0)
			continue;
		if (failing++ == 0)
			textlines_add(p->state, p->arena, STR_NONE, STR("Feeds that fail"),
			        LOOK(ROLE_HEADING));
		textlines_add(p->state, p->arena, STR_NONE, f->title.len > 0 ? f->title : f->url,
		        LOOK(ROLE_TEXT));
		textlines_add(p->state, p->arena, STR_NONE,
		        arena_printf(p->arena, "  " STR_FMT, STR_ARG(f->error)), LOOK(ROLE_BAD));
		if (f->fetched != STORE_NO_DATE && f->fetched > 0)
			textlines_add(p->state, p->arena, STR_NONE,
			        arena_printf(p->arena, "  last good: %.*s",
			                STR_ARG(date_long(p->arena, f->fetched))),
			        LOOK(ROLE_DIM));
	}
	return true;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct textlines *l = p->state;

	textlines_reset(l);
	if (app->notes.count > 0)
		textlines_add(l, p->arena, STR_NONE, STR("This session"), LOOK(ROLE_HEADING));
	for (size_t i = 0; i < app->notes.count; i++)
		textlines_add(l, p->arena, STR_NONE, app->notes.list[i].text,
		        LOOK(app->notes.list[i].severity == NOTE_INFO ? ROLE_TEXT : ROLE_BAD));
	if (app->notes.dropped > 0)
		textlines_add(l, p->arena, STR_NONE,
		        arena_printf(p->arena, "... and %zu more", app->notes.dropped),
		        LOOK(ROLE_DIM));
	if (!add_feeds(app, p, e))
		return false;
	if (l->count == 0)
		textlines_add(l, p->arena, STR_NONE, STR("Nothing went wrong."), LOOK(ROLE_TEXT));
	p->list.count = l->count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	(void)app;
	textlines_draw(p->state, p, c, a, 0);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)app;
	(void)p;
	(void)a;
	return STR("Messages and errors");
}

static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	return textlines_find(app, p, p->state, words, direction);
}

const struct view view_log = {
	.name = "log",
	.bit = VIEW_LOG,
	.state_size = sizeof(struct textlines),
	.scrolls = true,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "back search help",
	.find = find,
};
