/* SPDX-License-Identifier: ISC */
/*
 * view_settings.c - every setting with its value and meaning; Enter changes one for this session.
 */
#include <stdio.h>
#include <string.h>

#include "app.h"

static bool
load(struct app *app, struct page *p, struct err *e)
{
	(void)app;
	(void)e;
	p->list.count = CONF_IDS;
	return true;
}

static void
draw_setting(struct app *app, struct page *p, struct canvas *c, struct area a, size_t i)
{
	const char *value = conf_str(app->o->conf, (enum conf_id)i);
	bool chosen = i == p->list.cursor, changed = strcmp(value, conf_table[i].fallback) != 0;
	int col = a.col + 2;

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	canvas_put_cut(c, a.row, col, 18, str_of(conf_table[i].name),
	        LOOK(chosen ? ROLE_SELECTED : ROLE_TEXT));
	col += 18;
	canvas_put_cut(c, a.row, col, 14, value[0] == '\0' ? STR("-") : str_of(value),
	        LOOK(changed ? ROLE_NEW : ROLE_DIM));
	col += 15;
	canvas_put_cut(
	        c, a.row, col, a.col + a.cols - col, str_of(conf_table[i].help), LOOK(ROLE_DIM));
	if (chosen)
		canvas_cursor(c, a.row, a.col + 2, app->o->accessible);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < p->list.count; row++)
		draw_setting(app, p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)p;
	return arena_printf(a, "Settings %s %s", canvas_glyph(&app->canvas, GLYPH_DOT).p,
	        app->o->paths != NULL ? app->o->paths->config_file : "");
}

static void
changed(struct app *app, struct str text)
{
	struct call call = { .text = text };

	act_set(app, &call);
}

/* A yes or no turns around; anything else is typed. */
static void
open_setting(struct app *app, struct page *p)
{
	const struct conf_option *o = &conf_table[p->list.cursor];
	enum conf_id id = (enum conf_id)p->list.cursor;
	char line[PROMPT_MAX];

	snprintf(line, sizeof(line), "%s %s", o->name,
	        o->type == CONF_BOOL ? (conf_bool(app->o->conf, id) ? "no" : "yes")
	                             : conf_str(app->o->conf, id));
	if (o->type == CONF_BOOL)
		changed(app, str_of(line));
	else
		prompt_open(&app->prompt, PROMPT_WORDS, "set ", str_of(line), changed);
}

const struct view view_settings = {
	.name = "settings",
	.bit = VIEW_SETTINGS,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open:change back help",
	.open = open_setting,
};
