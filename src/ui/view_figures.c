/* SPDX-License-Identifier: ISC */
/*
 * view_figures.c - the figures of a story (page->id) over time: a row for each series, the chosen
 * one as a plot, and what each source said of it.  j and k choose the series, ] and [ the point,
 * Enter opens the article that said so.
 */
#include "plot.h"
#include "story.h"

#define SERIES_ROWS_MAX 8
#define TIGHT_ROWS 15 /* smaller windows have no blank lines */

struct figures {
	struct story_told told;
	size_t point; /* chosen one of the chosen series */
	size_t of;    /* series that point belongs to */
};

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct figures *f = p->state;

	if (!story_tell(app, p->arena, p->id, &f->told, e))
		return false;
	p->list.count = f->told.series_count;
	return true;
}

/* The chosen series, with its newest point chosen when it was not looked at before. */
static const struct figure_series *
chosen(struct page *p)
{
	struct figures *f = p->state;
	const struct figure_series *s;

	if (p->list.cursor >= f->told.series_count)
		return NULL;
	s = &f->told.series[p->list.cursor];
	if (f->of != p->list.cursor + 1 || f->point >= s->points_count) {
		f->of = p->list.cursor + 1;
		f->point = s->points_count - 1;
	}
	return s;
}

static struct look
state_look(enum figure_state s)
{
	static const uint8_t roles[] = { [FIGURE_FIRST] = ROLE_NUMBER,
		[FIGURE_SAME] = ROLE_NUMBER,
		[FIGURE_ROSE] = ROLE_NUMBER,
		[FIGURE_FELL] = ROLE_NUMBER,
		[FIGURE_DISPUTED] = ROLE_BAD,
		[FIGURE_CORRECTED] = ROLE_NEW };

	return LOOK(roles[s]);
}

/* "11 → 23 → 31", the newest values that fit. */
static struct str
course(struct canvas *c, const struct figure_series *s, int cells)
{
	struct str arrow = c->ascii ? STR(" > ") : STR(" → "), out = STR("");
	bool moved = false;

	for (size_t i = 1; i < s->points_count; i++)
		moved |= s->points[i].state != FIGURE_SAME;
	if (!moved)
		return arena_printf(c->arena, STR_FMT ", told %zu times",
		        STR_ARG(plot_number(c->arena, s->points[0].value)), s->points_count);

	for (size_t i = s->points_count; i-- > 0;) {
		struct str value = plot_number(c->arena, s->points[i].value);
		struct str longer = out.len == 0
		                            ? value
		                            : arena_printf(c->arena, STR_FMT STR_FMT STR_FMT,
		                                      STR_ARG(value), STR_ARG(arrow), STR_ARG(out));
		if (s->points[i].state == FIGURE_SAME)
			continue;
		if (text_width(longer) > cells)
			break;
		out = longer;
	}
	return out;
}

static void
draw_series(struct page *p, struct canvas *c, struct area a, size_t index)
{
	struct figures *f = p->state;
	const struct figure_series *s = &f->told.series[index];
	bool here = index == p->list.cursor;
	int name_cells = a.cols * 2 / 5;

	if (here)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	canvas_put_cut(c, a.row, a.col + 2, name_cells - 2, story_series_name(c->arena, s),
	        LOOK(here ? ROLE_SELECTED : ROLE_TEXT));
	canvas_put_cut(c, a.row, a.col + name_cells + 1, a.cols - name_cells - 1,
	        course(c, s, a.cols - name_cells - 1), LOOK(ROLE_NUMBER));
	if (here)
		canvas_cursor(c, a.row, a.col + 2, false);
}

/* What the chosen point is: when, what was said, by whom. */
static void
draw_point(struct canvas *c, struct area a, const struct figure_point *point, size_t n, size_t of)
{
	struct str when =
	        a.cols >= 60 ? date_long(c->arena, point->date) : date_day(c->arena, point->date);
	struct str line = arena_printf(c->arena, "%zu/%zu  " STR_FMT "  %s  " STR_FMT, n + 1, of,
	        STR_ARG(when), figure_state_text(point->state), STR_ARG(point->text));

	canvas_put_cut(c, a.row, a.col + 2, a.cols - 2, line, state_look(point->state));
	if (a.rows > 1)
		canvas_put_cut(c, a.row + 1, a.col + 2, a.cols - 2, point->source, LOOK(ROLE_DIM));
}

static void
draw_plot(struct canvas *c, struct area a, const struct figure_series *s, size_t at)
{
	struct plot_point *points = arena_array(c->arena, s->points_count, sizeof(*points));
	struct plot plot = { points, s->points_count, at };

	for (size_t i = 0; i < s->points_count; i++)
		points[i] = (struct plot_point){ .x = s->points[i].date,
			.y = s->points[i].value,
			.low = s->points[i].low,
			.high = s->points[i].high,
			.look = state_look(s->points[i].state) };
	plot_draw(c, a, &plot);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct figures *f = p->state;
	const struct figure_series *s = chosen(p);
	int rows = a.rows / 3 < SERIES_ROWS_MAX ? a.rows / 3 : SERIES_ROWS_MAX, gap = 1, said = 2;

	(void)app;
	if (s == NULL) {
		canvas_put_cut(c, a.row + 1, a.col + 1, a.cols - 1,
		        STR("No figure is told by two articles of this story yet."),
		        LOOK(ROLE_TEXT));
		list_show(&p->list, (size_t)a.rows);
		return;
	}
	if (a.rows < TIGHT_ROWS) { /* the plot comes first */
		gap = 0;
		said = 1;
		rows = a.rows / 5;
	}
	if (rows < 1)
		rows = 1;
	list_show(&p->list, (size_t)rows);
	for (int row = 0; row < rows && p->list.top + (size_t)row < f->told.series_count; row++)
		draw_series(p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row);
	rows += gap;
	if (a.rows > rows)
		draw_point(c, (struct area){ a.row + rows, a.col, said, a.cols },
		        &s->points[f->point], f->point, s->points_count);
	rows += said + gap;
	if (s->points_count > 1)
		draw_plot(c, (struct area){ a.row + rows, a.col, a.rows - rows, a.cols }, s,
		        f->point);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct figures *f = p->state;

	(void)app;
	return arena_printf(a, "Figures: " STR_FMT, STR_ARG(f->told.story.title));
}

static void
open_article(struct app *app, struct page *p)
{
	struct figures *f = p->state;
	const struct figure_series *s = chosen(p);

	if (s != NULL)
		page_open(app, &view_reader, s->points[f->point].article, STR_NONE);
}

static bool
step(struct app *app, struct page *p, int direction)
{
	struct figures *f = p->state;
	const struct figure_series *s = chosen(p);

	(void)app;
	if (s == NULL || (direction < 0 && f->point == 0) ||
	        (direction > 0 && f->point + 1 >= s->points_count))
		return false;
	f->point = direction > 0 ? f->point + 1 : f->point - 1;
	return true;
}

static bool
select_point(struct app *app, struct page *p, struct selection *out)
{
	struct figures *f = p->state;
	const struct figure_series *s = chosen(p);

	(void)app;
	out->story = p->id;
	out->title = f->told.story.title;
	if (s != NULL)
		out->article = s->points[f->point].article;
	return true;
}

const struct view view_figures = {
	.name = "figures",
	.bit = VIEW_FIGURES,
	.state_size = sizeof(struct figures),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "next-mention:point open brief back help",
	.open = open_article,
	.select = select_point,
	.step = step,
};
