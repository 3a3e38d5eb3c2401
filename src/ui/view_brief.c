/* SPDX-License-Identifier: ISC */
/*
 * view_brief.c - the state of a story (page->id) in one text: the fewest sentences that carry it,
 * each with its source and date; who and where, with their first appearance; its figures.
 */
#include <stdlib.h>

#include "story.h"
#include "textlines.h"

#define NAMES_MAX 10 /* of a kind */
#define SERIES_MAX 12
#define INDENT 2
#define WIDTH_MIN 18

struct brief {
	struct textlines lines;
	struct story_told told;
	int width; /* cells that the lines were wrapped for */
};

/* A name over all articles of the story. */
struct who {
	const struct entity *entity;
	uint32_t count;
	int64_t first;
	struct str source;
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

	add_heading(b, a, "BRIEF");
	for (size_t i = 0; i < b->told.brief_count; i++) {
		add_wrapped(b, a, list[i].text, LOOK(ROLE_TEXT), INDENT);
		add_wrapped(b, a,
		        arena_printf(a, STR_FMT ", " STR_FMT, STR_ARG(list[i].source),
		                STR_ARG(date_long(a, list[i].date))),
		        LOOK(ROLE_DIM), 2 * INDENT);
	}
}

static struct who *
who_find(struct who *list, size_t count, const struct entity *en)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].entity->kind == en->kind && str_eq(list[i].entity->key, en->key))
			return &list[i];
	return NULL;
}

static int
by_count(const void *a, const void *b)
{
	const struct who *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->first < y->first ? -1 : x->first > y->first;
}

/* Names of one kind over all articles, most mentioned first. */
static size_t
collect(struct arena *a, const struct story_doc *docs, size_t count, enum entity_kind kind,
        struct who **out)
{
	struct who *list = NULL;
	size_t found = 0, cap = 0;

	for (size_t d = 0; d < count; d++)
		for (size_t i = 0; docs[d].entities != NULL && i < docs[d].entities->count; i++) {
			const struct entity *en = &docs[d].entities->list[i];
			struct who *w = en->kind == kind ? who_find(list, found, en) : NULL;
			if (en->kind != kind)
				continue;
			if (w != NULL) {
				w->count += en->count;
				continue;
			}
			list = arena_grow(a, list, found, &cap, sizeof(*list));
			list[found++] = (struct who){ en, en->count, docs[d].date, docs[d].source };
		}
	if (found > 0)
		qsort(list, found, sizeof(*list), by_count);
	*out = list;
	return found;
}

static void
add_names(struct brief *b, struct arena *a)
{
	for (int kind = 0; kind < ENTITY_KINDS; kind++) {
		struct who *list;
		size_t found =
		        collect(a, b->told.docs, b->told.docs_count, (enum entity_kind)kind, &list);
		if (found > 0)
			add_heading(b, a, entity_kinds[kind].title);
		for (size_t i = 0; i < found && i < NAMES_MAX; i++) {
			struct str detail = list[i].entity->detail;
			add_wrapped(b, a,
			        arena_printf(a,
			                STR_FMT "%s" STR_FMT ", %u times, first " STR_FMT
			                        " in " STR_FMT,
			                STR_ARG(list[i].entity->name), detail.len > 0 ? ", " : "",
			                STR_ARG(detail), list[i].count,
			                STR_ARG(date_long(a, list[i].first)),
			                STR_ARG(list[i].source)),
			        LOOK((enum role)(ROLE_PERSON + kind)), INDENT);
		}
	}
}

static void
add_figures(struct brief *b, struct arena *a)
{
	if (b->told.series_count > 0)
		add_heading(b, a, "FIGURES");
	for (size_t i = 0; i < b->told.series_count && i < SERIES_MAX; i++) {
		const struct figure_series *s = &b->told.series[i];
		add_wrapped(b, a, s->what.len > 0 ? s->what : s->unit, LOOK(ROLE_NUMBER), INDENT);
		for (size_t k = 0; k < s->points_count; k++)
			add_wrapped(b, a,
			        arena_printf(a, "%s " STR_FMT ", " STR_FMT ", " STR_FMT,
			                figure_state_text(s->points[k].state),
			                STR_ARG(s->points[k].text), STR_ARG(s->points[k].source),
			                STR_ARG(date_long(a, s->points[k].date))),
			        LOOK(ROLE_DIM), 2 * INDENT);
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
	add_figures(b, p->arena);
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
