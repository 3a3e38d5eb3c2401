/* SPDX-License-Identifier: ISC */
/*
 * view_brief.c - the state of a story (page->id) in one text: the fewest sentences that carry it,
 * each with its source and date; who and where, with their first appearance; its figures.
 */
#include "story.h"
#include "textlines.h"

#define SERIES_MAX 8
#define INDENT 2
#define WIDTH_MIN 18

struct brief {
	struct textlines lines;
	struct story_told told;
	int width; /* cells that the lines were wrapped for */
};

static void
add_wrapped(struct brief *b, struct arena *a, struct str text, struct look look, int indent)
{
	struct wrap_options o = { .width = b->width - indent > 10 ? b->width - indent : 10 };
	struct text_line *lines;
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);
	size_t count = text_wrap(a, safe, &o, &lines);

	for (size_t i = 0; i < count; i++)
		textlines_add(&b->lines, a, STR_NONE,
		        arena_printf(a, "%*s" STR_FMT, indent, "",
		                STR_ARG(str_sub(safe, lines[i].start, lines[i].end))),
		        look);
}

static void
add_heading(struct brief *b, struct arena *a, const char *text)
{
	if (b->lines.count > 0)
		textlines_add(&b->lines, a, STR_NONE, STR(""), LOOK(ROLE_TEXT));
	textlines_add(&b->lines, a, STR_NONE, str_of(text), LOOK(ROLE_HEADING));
}

static void
add_sentences(struct brief *b, struct arena *a)
{
	const struct brief_sentence *list = b->told.brief;
	struct str others;

	add_heading(b, a, "BRIEF");
	for (size_t i = 0; i < b->told.brief_count; i++) {
		add_wrapped(b, a, list[i].text, LOOK(ROLE_TEXT), INDENT);
		add_wrapped(b, a,
		        arena_printf(a, STR_FMT ", " STR_FMT,
		                STR_ARG(story_source(list[i].source, &others)),
		                STR_ARG(date_long(a, list[i].date))),
		        LOOK(ROLE_DIM), 2 * INDENT);
	}
}

static void
add_names(struct brief *b, struct arena *a)
{
	for (int kind = 0; kind < ENTITY_KINDS; kind++) {
		struct story_name *list;
		size_t found = story_names(
		        a, b->told.docs, b->told.docs_count, (enum entity_kind)kind, &list);

		if (found > 0)
			add_heading(b, a, entity_kinds[kind].title);
		for (size_t i = 0; i < found && i < STORY_NAMES_MAX; i++)
			add_wrapped(b, a,
			        arena_printf(a, STR_FMT ", " STR_FMT, STR_ARG(list[i].entity->name),
			                STR_ARG(story_name_about(a, &list[i]))),
			        LOOK((enum role)(ROLE_PERSON + kind)), INDENT);
	}
}

/* The course of each figure that moved, and who said so last. */
static void
add_figures(struct app *app, struct brief *b, struct arena *a)
{
	size_t shown = 0;

	for (size_t i = 0; i < b->told.series_count && shown < SERIES_MAX; i++) {
		const struct figure_series *s = &b->told.series[i];
		const struct figure_point *last = &s->points[s->points_count - 1];
		struct str others;
		bool moved = false;

		for (size_t k = 1; k < s->points_count; k++)
			moved |= s->points[k].state != FIGURE_SAME;
		if (!moved)
			continue;
		if (shown++ == 0)
			add_heading(b, a, "FIGURES");
		add_wrapped(b, a,
		        arena_printf(a, STR_FMT ": " STR_FMT " (" STR_FMT ", " STR_FMT ")",
		                STR_ARG(story_series_name(a, s)),
		                STR_ARG(story_series_line(&app->canvas, a, s)),
		                STR_ARG(story_source(last->source, &others)),
		                STR_ARG(date_day(a, last->date))),
		        LOOK(ROLE_NUMBER), INDENT);
	}
}

/* Cells of a line: the measure, or less in a narrow window. */
static int
width_wanted(const struct app *app)
{
	int measure = (int)conf_int(app->o->conf, CONF_MEASURE), cols = app->canvas.cols - 3;

	return cols < WIDTH_MIN ? WIDTH_MIN : cols < measure ? cols : measure;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct brief *b = p->state;

	textlines_reset(&b->lines);
	if (!story_tell(app, p->arena, p->id, &b->told, e))
		return false;
	b->width = width_wanted(app);
	add_sentences(b, p->arena);
	add_figures(app, b, p->arena);
	add_names(b, p->arena);
	p->list.count = b->lines.count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct brief *b = p->state;

	if (b->width != width_wanted(app))
		page_load(app, p);
	textlines_draw(&b->lines, p, c, a, 0);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct brief *b = p->state;

	(void)app;
	return arena_printf(a, "Brief: " STR_FMT, STR_ARG(b->told.story.title));
}

static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	struct brief *b = p->state;

	return textlines_find(app, p, &b->lines, words, direction);
}

static bool
select_story(struct app *app, struct page *p, struct selection *out)
{
	struct brief *b = p->state;

	(void)app;
	out->story = p->id;
	out->title = b->told.story.title;
	return true;
}

const struct view view_brief = {
	.name = "brief",
	.bit = VIEW_BRIEF,
	.state_size = sizeof(struct brief),
	.scrolls = true,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "figures back search help",
	.find = find,
	.select = select_story,
};
