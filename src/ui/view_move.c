/* SPDX-License-Identifier: ISC */
/*
 * view_move.c - where an article (page->id, its title page->text) belongs, when the sorting was
 * wrong: on its own, or in one of the stories of its days, the most alike first.
 */
#include "items.h"

#define NEAR_MAX 60
#define TITLE_COL 20

struct moving {
	struct store_story *list;
	size_t count;
	int64_t story; /* it is in now */
};

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct moving *m = p->state;
	struct store_place *places;
	size_t count;

	if (!store_story_places(app->o->store, p->arena, p->id, &places, &count, e) ||
	        !store_stories_near(
	                app->o->store, p->arena, p->id, NEAR_MAX, &m->list, &m->count, e))
		return false;
	m->story = places[0].story;
	p->list.count = m->count + 1;
	return true;
}

static void
draw_row(struct app *app, struct page *p, struct canvas *c, struct area a, size_t index)
{
	const struct moving *m = p->state;
	const struct store_story *s = index > 0 ? &m->list[index - 1] : NULL;
	bool chosen = index == p->list.cursor;
	int col = a.col + (a.cols >= 60 ? TITLE_COL : 2);
	struct look look = LOOK(chosen ? ROLE_SELECTED : ROLE_TEXT);

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	if (chosen)
		canvas_cursor(c, a.row, s == NULL ? a.col + 2 : col, app->o->accessible);
	if (s == NULL) {
		canvas_put_cut(c, a.row, a.col + 2, a.cols - 2,
		        m->story == STORY_NONE ? STR("on its own (it is)") : STR("on its own"),
		        look);
		return;
	}
	if (a.cols >= 60) {
		canvas_put(c, a.row, a.col + 2, 12, date_day(c->arena, s->newest), LOOK(ROLE_DIM));
		if (s->articles > 1)
			canvas_printf(c, a.row, a.col + 15, LOOK(ROLE_DIM), STR_FMT "%lld",
			        STR_ARG(canvas_glyph(c, GLYPH_TIMES)), (long long)s->articles);
	}
	canvas_put_cut(c, a.row, col, a.col + a.cols - col, s->title, look);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < p->list.count; row++)
		draw_row(app, p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)app;
	return arena_printf(a, "Move to: (" STR_FMT ")", STR_ARG(p->text));
}

static void
open_row(struct app *app, struct page *p)
{
	const struct moving *m = p->state;
	size_t row = p->list.cursor;
	int64_t story = row == 0 ? STORY_NONE : m->list[row - 1].id;
	struct str name = row == 0 ? STR("") : arena_str(app->scratch, m->list[row - 1].title);

	if (row == 0 && m->story == STORY_NONE) {
		page_close(app);
		return;
	}
	if (!act_put_into_story(app, p->id, story))
		return;
	if (story == STORY_NONE)
		app_say(app, "taken out of the story - U undoes");
	else
		app_say(app, "moved - U undoes - " STR_FMT, STR_ARG(name));
}

const struct view view_move = {
	.name = "move",
	.bit = VIEW_MOVE,
	.state_size = sizeof(struct moving),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open back help",
	.open = open_row,
};
