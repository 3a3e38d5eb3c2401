/* SPDX-License-Identifier: ISC */
/*
 * view_figures.c - the state of a story (page->id) on one screen: its brief with sources, and its
 * figures over time as bars, each with date, source, words and what became of it.
 */
#include <math.h>
#include <string.h>

#include "story.h"
#include "textlines.h"

#define KEY_CELLS 14
#define BAR_CELLS 24
#define WRAP_CELLS 62

struct figures {
	struct textlines lines;
	struct str title;
};

static void
add(struct figures *f, struct arena *a, struct str key, struct str text, enum role role)
{
	textlines_add(&f->lines, a, key, text, LOOK(role));
}

static void
add_brief(struct figures *f, struct arena *a, const struct story_told *t)
{
	struct wrap_options o = { .width = WRAP_CELLS };

	if (t->brief_count > 0)
		add(f, a, STR_NONE, STR("In short"), ROLE_HEADING);
	for (size_t i = 0; i < t->brief_count; i++) {
		const struct brief_sentence *s = &t->brief[i];
		struct text_line *lines;
		size_t count = text_wrap(a, s->text, &o, &lines);
		for (size_t k = 0; k < count; k++)
			add(f, a, k == 0 ? date_day(a, s->date) : STR(""),
			        str_sub(s->text, lines[k].start, lines[k].end), ROLE_TEXT);
		add(f, a, STR(""), s->source, ROLE_DIM);
	}
}

/* A bar of the value against the largest of its series; nothing for what has no size. */
static struct str
bar_of(struct canvas *c, struct arena *a, double value, double largest)
{
	int cells = largest > 0 && value > 0 ? (int)lround(value / largest * BAR_CELLS) : 0;
	struct buf b;
	struct str out;

	buf_init(&b, 256);
	for (int i = 0; i < (cells < 1 ? 1 : cells); i++)
		buf_add_str(&b, canvas_glyph(c, GLYPH_BAR));
	for (int i = cells < 1 ? 1 : cells; i <= BAR_CELLS; i++)
		buf_add_char(&b, ' ');
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
add_series(struct app *app, struct figures *f, struct arena *a, const struct figure_series *s)
{
	double largest = 0;

	for (size_t i = 0; i < s->points_count; i++)
		largest = fmax(largest, s->points[i].value);
	add(f, a, STR_NONE, STR(""), ROLE_TEXT);
	add(f, a, STR_NONE,
	        s->unit.len > 0 ? arena_printf(a, STR_FMT " (" STR_FMT ")", STR_ARG(s->what),
	                                  STR_ARG(s->unit))
	                        : s->what,
	        ROLE_HEADING);
	for (size_t i = 0; i < s->points_count; i++) {
		const struct figure_point *p = &s->points[i];
		const char *state = figure_state_text(p->state);
		add(f, a, date_day(a, p->date),
		        arena_printf(a, STR_FMT STR_FMT "  %s%s" STR_FMT,
		                STR_ARG(bar_of(&app->canvas, a, p->value, largest)),
		                STR_ARG(p->text), i > 0 ? state : "",
		                i > 0 && state[0] != '\0' ? ", " : "", STR_ARG(p->source)),
		        p->state == FIGURE_DISPUTED || p->state == FIGURE_CORRECTED ? ROLE_BAD
		                                                                    : ROLE_NUMBER);
	}
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct figures *f = p->state;
	struct story_told t;

	textlines_reset(&f->lines);
	if (!story_tell(app, p->arena, p->id, &t, e))
		return false;
	f->title = t.story.title;
	add_brief(f, p->arena, &t);
	for (size_t i = 0; i < t.series_count; i++)
		add_series(app, f, p->arena, &t.series[i]);
	if (t.series_count == 0)
		add(f, p->arena, STR_NONE, STR("No figures that several articles give."),
		        ROLE_TEXT);
	p->list.count = f->lines.count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct figures *f = p->state;

	(void)app;
	textlines_draw(&f->lines, p, c, a, a.cols >= 50 ? KEY_CELLS : 7);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct figures *f = p->state;

	(void)app;
	return arena_printf(a, "Figures: " STR_FMT, STR_ARG(f->title));
}

static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	struct figures *f = p->state;

	return textlines_find(app, p, &f->lines, words, direction);
}

const struct view view_figures = {
	.name = "figures",
	.bit = VIEW_FIGURES,
	.state_size = sizeof(struct figures),
	.scrolls = true,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "back search help",
	.find = find,
};
