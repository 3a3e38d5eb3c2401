/* SPDX-License-Identifier: ISC */
/*
 * view_stories.c - stories, newest first.
 */
#include "items.h"

#define STORIES_MAX 500

struct stories {
	struct store_story *list;
	size_t count;
};

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct stories *s = p->state;

	if (!store_stories(app->o->store, p->arena, STORIES_MAX, &s->list, &s->count, e))
		return false;
	p->list.count = s->count;
	return true;
}

static void
draw_story(struct app *app, struct page *p, struct canvas *c, struct area a, size_t index)
{
	struct stories *s = p->state;
	const struct store_story *story = &s->list[index];
	bool chosen = index == p->list.cursor;
	struct look look = LOOK(chosen              ? ROLE_SELECTED
	                        : story->unread > 0 ? ROLE_UNREAD
	                                            : ROLE_READ);
	struct str right = arena_printf(c->arena, "%lld articles, %lld sources",
	        (long long)story->articles, (long long)story->sources);
	int end = a.cols - (a.cols >= 60 ? text_width(right) + 2 : 0);

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	if (story->unread > 0)
		canvas_put_glyph(c, a.row, a.col + 1, GLYPH_UNREAD, LOOK(ROLE_NEW));
	if (story->followed)
		canvas_put_glyph(c, a.row, a.col + 2, GLYPH_STAR, LOOK(ROLE_STAR));
	canvas_put_right(c, a.row, a.col + 4, 6,
	        date_short(c->arena, app->o->conf, story->newest, clock_now_s()), LOOK(ROLE_DIM));
	canvas_put_cut(c, a.row, a.col + 12, end - 12, story->title, look);
	if (a.cols >= 60)
		canvas_put_right(c, a.row, a.col, a.cols, right, LOOK(ROLE_DIM));
	if (chosen)
		canvas_cursor(c, a.row, a.col + 12, app->o->accessible);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct stories *s = p->state;

	list_show(&p->list, (size_t)a.rows);
	if (s->count == 0)
		canvas_put_cut(c, a.row + 1, a.col + 1, a.cols - 1, STR("No stories yet."),
		        LOOK(ROLE_TEXT));
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < s->count; row++)
		draw_story(app, p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)app;
	(void)p;
	(void)a;
	return STR("Stories");
}

static void
open_story(struct app *app, struct page *p)
{
	struct stories *s = p->state;

	if (p->list.cursor < s->count)
		page_open(app, &view_story, s->list[p->list.cursor].id, STR_NONE);
}

static bool
select_story(struct app *app, struct page *p, struct selection *out)
{
	struct stories *s = p->state;

	(void)app;
	if (p->list.cursor >= s->count)
		return false;
	out->story = s->list[p->list.cursor].id;
	out->title = s->list[p->list.cursor].title;
	return true;
}

const struct view view_stories = {
	.name = "stories",
	.bit = VIEW_STORIES,
	.state_size = sizeof(struct stories),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open back help",
	.open = open_story,
	.select = select_story,
};
