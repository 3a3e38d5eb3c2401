/* SPDX-License-Identifier: ISC */
/*
 * view_story.c - one story (page->id): what it is about in few sentences, how its figures moved,
 * and its articles in the order of time.  What came since it was last looked at is marked.
 */
#include <stdio.h>

#include "story.h"

#define BRIEF_SHOWN 3 /* sentences above the timeline */
#define SERIES_SHOWN 4
#define HEAD_ROWS_MIN 14 /* smaller windows show the timeline only */

struct story_page {
	struct items items;
	struct story_told told;
	struct reader_line *head;
	size_t head_count, head_cap;
	int head_width;
	int64_t looked; /* before this visit */
	bool visited;
};

/* ---- what both views of a story show ---- */
bool
story_tell(struct app *app, struct arena *a, int64_t id, struct story_told *t, struct err *e)
{
	*t = (struct story_told){ 0 };
	if (!store_story_get(app->o->store, a, id, &t->story, e))
		return false;
	if (t->story.articles > STORY_TOLD_MAX)
		return true;
	if (!store_story_docs(app->o->store, a, id, &t->docs, &t->docs_count, e))
		return false;
	t->brief_count = story_brief(a, t->docs, t->docs_count, BRIEF_MAX, &t->brief);
	t->series_count = story_figures(a, t->docs, t->docs_count, &t->series);
	return true;
}

/* "4 -> 11 -> 23": values as written, what is said twice once. */
struct str
story_series_line(struct canvas *c, struct arena *a, const struct figure_series *s)
{
	struct str out, before = STR_NONE;
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < s->points_count; i++) {
		if (str_eq(s->points[i].text, before))
			continue;
		if (before.p != NULL)
			buf_add_cstr(&b, c->ascii ? " -> " : " \u2192 ");
		buf_add_str(&b, s->points[i].text);
		before = s->points[i].text;
	}
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* ---- the page ---- */
static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct story_page *s = p->state;
	struct err ignored;

	s->items.query.story = p->id;
	s->items.query.order = STORE_OLDEST;
	s->items.long_dates = true;
	s->head_width = 0;
	if (!story_tell(app, p->arena, p->id, &s->told, e))
		return false;
	if (!s->visited) {
		s->looked = s->told.story.looked;
		s->visited = true;
		if (!store_story_looked(app->o->store, p->id, clock_now_s(), &ignored))
			log_line(LOG_WARNING, "%s", ignored.text);
	}
	s->items.new_since = s->looked;
	return items_load(app, p, e);
}

static void
add_line(struct story_page *s, struct arena *a, struct str text, struct look look)
{
	s->head = arena_grow(a, s->head, s->head_count, &s->head_cap, sizeof(*s->head));
	s->head[s->head_count++] = (struct reader_line){ text, look };
}

static void
add_wrapped(struct story_page *s, struct arena *a, struct str text, int width, struct look look)
{
	struct wrap_options o = { .width = width };
	struct text_line *lines;
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);
	size_t count = text_wrap(a, safe, &o, &lines);

	for (size_t i = 0; i < count; i++)
		add_line(s, a,
		        arena_printf(a, "%s" STR_FMT, i == 0 ? "- " : "  ",
		                STR_ARG(str_sub(safe, lines[i].start, lines[i].end))),
		        look);
}

static void
add_news(struct app *app, struct story_page *s, struct arena *a)
{
	size_t count = 0;

	for (size_t i = 0; i < s->items.count; i++)
		count += s->looked != STORE_NO_DATE && s->items.list[i].date > s->looked;
	(void)app;
	if (count > 0)
		add_line(s, a,
		        arena_printf(a, "%zu new since you looked, " STR_FMT, count,
		                STR_ARG(date_long(a, s->looked))),
		        LOOK(ROLE_NEW));
}

static void
make_head(struct app *app, struct page *p, struct area area)
{
	struct story_page *s = p->state;
	struct arena *a = p->wrap;
	int width = area.cols - 4 < 76 ? area.cols - 4 : 76;

	arena_reset(a);
	s->head = NULL;
	s->head_count = s->head_cap = 0;
	s->head_width = area.cols;
	add_news(app, s, a);
	for (size_t i = 0; i < s->told.brief_count && i < BRIEF_SHOWN; i++)
		add_wrapped(s, a, s->told.brief[i].text, width, LOOK(ROLE_TEXT));
	for (size_t i = 0; i < s->told.series_count && i < SERIES_SHOWN; i++) {
		const struct figure_series *f = &s->told.series[i];
		if (f->points_count > 1)
			add_line(s, a,
			        arena_printf(a, STR_FMT ": " STR_FMT, STR_ARG(f->what),
			                STR_ARG(story_series_line(&app->canvas, a, f))),
			        LOOK(ROLE_NUMBER));
	}
}

static int
draw_head(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct story_page *s = p->state;
	int rows = 0;

	if (a.rows < HEAD_ROWS_MIN)
		return 0;
	if (s->head_width != a.cols)
		make_head(app, p, a);
	for (; rows < a.rows / 2 && (size_t)rows < s->head_count; rows++)
		canvas_put_cut(c, a.row + rows, a.col + 1, a.cols - 1, s->head[rows].text,
		        s->head[rows].look);
	if (rows > 0)
		canvas_hline(c, a.row + rows++, a.col, a.cols, LOOK(ROLE_LINE));
	return rows;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	int head = draw_head(app, p, c, a);

	a.row += head;
	a.rows -= head;
	p->area = a;
	items_draw(app, p, c, a);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	const struct store_story *s = &((struct story_page *)p->state)->told.story;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	return arena_printf(a, "%s" STR_FMT " %s %lld articles, %lld sources",
	        s->followed ? "Followed: " : "Story: ", STR_ARG(s->title), dot,
	        (long long)s->articles, (long long)s->sources);
}

const struct view view_story = {
	.name = "story",
	.bit = VIEW_STORY,
	.state_size = sizeof(struct story_page),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open next-unread:unread figures follow back help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.select = items_select,
};
