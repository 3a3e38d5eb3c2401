/* SPDX-License-Identifier: ISC */
/*
 * view_settings.c - every setting with its value, where it was set and what it means.  Enter
 * changes one, D takes it back to its default; the config file is changed in that line alone.
 */
#include <string.h>

#include "form.h"

static struct str
source_of(struct app *app, struct arena *a, enum conf_id id)
{
	int line = conf_line_of(app->o->conf, id);

	return line > 0                  ? arena_printf(a, "config:%d", line)
	       : line == CONF_BY_SESSION ? STR("this session")
	                                 : STR("");
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct form *f = p->state;

	(void)e;
	f->rows = NULL;
	f->count = f->cap = 0;
	for (size_t i = 0; i < CONF_IDS; i++) {
		const struct conf_option *o = &conf_table[i];
		const char *value = conf_str(app->o->conf, (enum conf_id)i);
		form_add(f, p->arena,
		        (struct form_row){ .name = str_of(o->name),
		                .value = str_of(value),
		                .source = source_of(app, p->arena, (enum conf_id)i),
		                .set = conf_line_of(app->o->conf, (enum conf_id)i) != 0,
		                .help = arena_printf(p->arena, STR_FMT ". " STR_FMT ".%s",
		                        STR_ARG(form_help(p->arena, o)),
		                        STR_ARG(form_bounds(p->arena, o)),
		                        o->per_feed ? " Feeds can have their own." : "") });
	}
	p->list.count = f->count;
	return true;
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	const char *path = app_config_path(app);

	(void)p;
	return arena_printf(a, "Settings %s %s", canvas_glyph(&app->canvas, GLYPH_DOT).p,
	        path != NULL ? path : "not kept in this edition");
}

static void
changed(struct app *app, struct str text)
{
	struct page *p = app->top;

	if (p->view == &view_settings)
		app_change_setting(app, STR(""), str_of(conf_table[p->list.cursor].name),
		        arena_cstr(app->scratch, text));
}

/* A yes or no turns around, a choice goes on to its next; anything else is typed. */
static void
open_setting(struct app *app, struct page *p)
{
	enum conf_id id = (enum conf_id)p->list.cursor;
	struct str now = str_of(conf_str(app->o->conf, id)), next;

	if (conf_table[id].type == CONF_BOOL)
		now = conf_bool(app->o->conf, id) ? STR("yes") : STR("no");
	next = form_next_value(id, now);
	if (next.p != NULL)
		changed(app, next);
	else
		prompt_open(&app->prompt, PROMPT_WORDS,
		        arena_printf(app->scratch, "%s: ", conf_table[id].name).p, now, changed);
}

static void
clear_setting(struct app *app, struct page *p)
{
	enum conf_id id = (enum conf_id)p->list.cursor;

	if (conf_line_of(app->o->conf, id) == CONF_BY_DEFAULT)
		app_say(app, "%s is as by default", conf_table[id].name);
	else
		app_change_setting(app, STR(""), str_of(conf_table[id].name), NULL);
}

const struct view view_settings = {
	.name = "settings",
	.bit = VIEW_SETTINGS,
	.state_size = sizeof(struct form),
	.load = load,
	.draw = form_draw,
	.title = title,
	.hints = "open:change delete:default search undo back help",
	.open = open_setting,
	.clear = clear_setting,
	.find = form_find,
};
