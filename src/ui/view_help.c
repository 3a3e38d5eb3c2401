/* SPDX-License-Identifier: ISC */
/*
 * view_help.c - the keys of the view below (page->id is its bit), then all others, and the
 * settings; all from the tables.
 */
#include "textlines.h"

#define KEY_CELLS 16

static void
add_group(struct app *app, struct page *p, unsigned view, bool here)
{
	struct textlines *l = p->state;
	const char *group = NULL, *shown = NULL;

	for (const struct action *a = actions; a->name != NULL; a++) {
		struct str keys;
		bool counts = (a->views & view) != 0;
		group = a->group != NULL ? a->group : group;
		if (counts != here)
			continue;
		keys = keymap_keys_of(&app->keymap, p->arena, a, here ? view : a->views, true);
		if (keys.len == 0)
			keys = arena_printf(p->arena, ":%s", a->name);
		if (shown != group) {
			textlines_add(l, p->arena, STR_NONE, STR(""), LOOK(ROLE_TEXT));
			textlines_add(l, p->arena, STR_NONE, str_of(group), LOOK(ROLE_HEADING));
		}
		shown = group;
		textlines_add(l, p->arena, keys,
		        arena_printf(p->arena, "%s  (%s)", a->help, a->name), LOOK(ROLE_TEXT));
	}
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct textlines *l = p->state;

	(void)e;
	textlines_reset(l);
	textlines_add(l, p->arena, STR_NONE,
	        STR("Keys of this view. / searches, q goes back. A number before a key is a "
	            "count."),
	        LOOK(ROLE_DIM));
	add_group(app, p, (unsigned)p->id, true);
	textlines_add(l, p->arena, STR_NONE, STR(""), LOOK(ROLE_TEXT));
	textlines_add(l, p->arena, STR_NONE, STR("IN OTHER VIEWS"), LOOK(ROLE_TITLE));
	add_group(app, p, (unsigned)p->id, false);
	p->list.count = l->count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	(void)app;
	textlines_draw(p->state, p, c, a, a.cols >= 50 ? KEY_CELLS : 9);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)app;
	(void)a;
	(void)p;
	return STR("Help");
}

static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	return textlines_find(app, p, p->state, words, direction);
}

const struct view view_help = {
	.name = "help",
	.bit = VIEW_HELP,
	.state_size = sizeof(struct textlines),
	.scrolls = true,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "back search page-down",
	.find = find,
};
