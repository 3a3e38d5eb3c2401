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

/* Keys of the config that run an action with words, and macros. */
static void
add_own(struct app *app, struct page *p)
{
	struct textlines *l = p->state;
	const struct conf_line *lines;
	size_t macros = conf_section(app->o->conf, "macro", &lines), shown = 0;

	for (size_t i = 0; i < app->keymap.count + macros; i++) {
		const struct binding *b = i < app->keymap.count ? &app->keymap.list[i] : NULL;
		struct str key, text;
		struct buf keys;
		if (b != NULL && (b->action == NULL || b->argument.len == 0))
			continue;
		buf_init(&keys, 256);
		if (b != NULL)
			keys_write(&keys, b->keys, b->count);
		else
			buf_printf(&keys, "," STR_FMT, STR_ARG(lines[i - app->keymap.count].name));
		key = arena_str(p->arena, buf_str(&keys));
		buf_free(&keys);
		text = b != NULL ? arena_printf(p->arena, "%s " STR_FMT, b->action->name,
		                           STR_ARG(b->argument))
		                 : lines[i - app->keymap.count].value;
		if (shown++ == 0) {
			textlines_add(l, p->arena, STR_NONE, STR(""), LOOK(ROLE_TEXT));
			textlines_add(l, p->arena, STR_NONE, STR("MORE KEYS"), LOOK(ROLE_HEADING));
		}
		textlines_add(l, p->arena, key, text, LOOK(ROLE_TEXT));
	}
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct textlines *l = p->state;

	(void)e;
	textlines_reset(l);
	textlines_add(l, p->arena, STR_NONE,
	        STR("A number before a key is a count. In brackets stands the name for the command "
	            "line and for [keys] of the config."),
	        LOOK(ROLE_DIM));
	add_group(app, p, (unsigned)p->id, true);
	add_own(app, p);
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
	return arena_printf(a, "Help %s keys here (%s)", canvas_glyph(&app->canvas, GLYPH_DOT).p,
	        p->below != NULL ? p->below->view->name : "all");
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
	.hints = "search page-down back",
	.find = find,
};
