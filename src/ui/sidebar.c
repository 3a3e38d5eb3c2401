/* SPDX-License-Identifier: ISC */
/*
 * sidebar.c - the column beside the text.  Sections come from entity_kinds, so a new kind of entity
 * shows up by itself; numbers and dates follow, the most telling first.
 */
#include "sidebar.h"

#include <stdlib.h>

#define RIGHT_MIN 5
#define NUMBER_CELLS 9

static void
add_row(struct sidebar *s, struct arena *a, struct bar_row row)
{
	s->rows = arena_grow(a, s->rows, s->count, &s->cap, sizeof(*s->rows));
	s->rows[s->count++] = row;
}

static void
add_heading(struct sidebar *s, struct arena *a, int section, const char *title, size_t count)
{
	struct str right = s->folded[section] ? arena_printf(a, "%zu", count) : STR_NONE;

	add_row(s, a, (struct bar_row){ BAR_HEADING, section, 0, str_of(title), right });
}

static void
add_entities(struct sidebar *s, struct arena *a, int kind)
{
	const struct entities *es = s->entities;
	size_t count = 0;

	for (size_t i = 0; i < es->count; i++)
		count += (int)es->list[i].kind == kind;
	if (count == 0)
		return;
	add_heading(s, a, kind, entity_kinds[kind].title, count);
	for (size_t i = 0; i < es->count && !s->folded[kind]; i++) {
		const struct entity *e = &es->list[i];
		bool place = e->kind == ENTITY_PLACE && e->detail.len > 0;
		if ((int)e->kind != kind)
			continue;
		add_row(s, a,
		        (struct bar_row){ BAR_ENTITY, kind, (uint32_t)i,
		                place ? arena_printf(a, STR_FMT " (" STR_FMT ")", STR_ARG(e->name),
		                                STR_ARG(e->detail))
		                      : e->name,
		                arena_printf(a, "%u", e->count) });
		if (!place && e->detail.len > 0)
			add_row(s, a,
			        (struct bar_row){
			                BAR_DETAIL, kind, (uint32_t)i, e->detail, STR_NONE });
	}
}

/* The more telling first; what is alike keeps the order of the text. */
static int
compare_quantities(const void *a, const void *b)
{
	const struct quantity *qa = *(const struct quantity *const *)a;
	const struct quantity *qb = *(const struct quantity *const *)b;

	if (qa->weight != qb->weight)
		return qa->weight > qb->weight ? -1 : 1;
	return qa->start < qb->start ? -1 : qa->start > qb->start;
}

static bool
same_quantity(const struct quantity *a, const struct quantity *b)
{
	return str_eq(a->display, b->display) && str_eq(a->what, b->what) &&
	       quantity_is_date(a) == quantity_is_date(b);
}

static struct str
quantity_meaning(struct arena *a, const struct quantity *q)
{
	if (q->what.len > 0 && q->verb.len > 0)
		return arena_printf(a, STR_FMT " " STR_FMT, STR_ARG(q->what), STR_ARG(q->verb));
	return q->what.len > 0 ? q->what : q->verb;
}

static void
add_quantity(
        struct sidebar *s, struct arena *a, int section, const struct quantity *q, size_t first)
{
	for (size_t i = first; i < s->count; i++)
		if (s->rows[i].kind == BAR_QUANTITY &&
		        same_quantity(&s->entities->quantities[s->rows[i].index], q))
			return;
	add_row(s, a,
	        (struct bar_row){ BAR_QUANTITY, section, (uint32_t)(q - s->entities->quantities),
	                q->display, quantity_meaning(a, q) });
}

static void
add_quantities(struct sidebar *s, struct arena *a, int section, const char *title)
{
	const struct entities *es = s->entities;
	const struct quantity **sorted = arena_array(a, es->quantities_count, sizeof(*sorted));
	size_t count = 0, first;

	for (size_t i = 0; i < es->quantities_count; i++)
		if (quantity_is_date(&es->quantities[i]) == (section == SECTION_DATES) &&
		        es->quantities[i].display.len > 0)
			sorted[count++] = &es->quantities[i];
	if (count == 0)
		return;
	if (section == SECTION_NUMBERS) /* dates stay in the order of the text */
		qsort(sorted, count, sizeof(*sorted), compare_quantities);
	add_heading(s, a, section, title, count);
	first = s->count;
	for (size_t i = 0; i < count && !s->folded[section]; i++)
		add_quantity(s, a, section, sorted[i], first);
}

void
sidebar_make(struct sidebar *s, struct arena *a, const struct entities *entities)
{
	s->entities = entities;
	s->rows = NULL;
	s->count = s->cap = 0;
	for (int kind = 0; kind < ENTITY_KINDS; kind++)
		add_entities(s, a, kind);
	add_quantities(s, a, SECTION_NUMBERS, "NUMBERS");
	add_quantities(s, a, SECTION_DATES, "DATES");
	if (entities->note.len > 0)
		add_row(s, a, (struct bar_row){ BAR_NOTE, 0, 0, entities->note, STR_NONE });
	s->list.count = s->count;
}

/* ---- what is chosen ---- */
static bool
can_choose(const struct bar_row *r)
{
	return r->kind != BAR_DETAIL && r->kind != BAR_NOTE;
}

void
sidebar_choose(struct sidebar *s, size_t row)
{
	if (row >= s->count)
		return;
	if (s->rows[row].kind == BAR_DETAIL && row > 0)
		row--;
	s->list.cursor = row;
	s->chosen = (struct chosen){ s->rows[row].kind, s->rows[row].index };
}

bool
sidebar_move(struct sidebar *s, enum move m, long n)
{
	size_t before = s->list.cursor;
	int step = n < 0 ? -1 : 1;
	long at;

	if (s->count == 0)
		return false;
	if (m == MOVE_LINE) { /* rows that cannot be chosen are not counted */
		at = (long)before;
		for (long left = n < 0 ? -n : n; left > 0; left--) {
			long next = at + step;
			while (next >= 0 && next < (long)s->count && !can_choose(&s->rows[next]))
				next += step;
			if (next < 0 || next >= (long)s->count)
				break;
			at = next;
		}
		sidebar_choose(s, (size_t)at);
		return s->list.cursor != before;
	}
	list_move(&s->list, m, n);
	at = (long)s->list.cursor;
	while (at > 0 && !can_choose(&s->rows[at]))
		at--;
	sidebar_choose(s, (size_t)at);
	return s->list.cursor != before;
}

bool
sidebar_fold(struct sidebar *s)
{
	if (s->list.cursor >= s->count)
		return false;
	s->folded[s->rows[s->list.cursor].section] ^= true;
	return true;
}

const struct entity *
sidebar_entity(const struct sidebar *s)
{
	return s->chosen.kind == BAR_ENTITY ? &s->entities->list[s->chosen.index] : NULL;
}

struct str
sidebar_chosen_text(const struct sidebar *s, struct arena *a, struct str text)
{
	const struct entity *e = sidebar_entity(s);
	const struct quantity *q;

	if (e != NULL)
		return e->detail.len > 0 ? arena_printf(a, STR_FMT ", " STR_FMT, STR_ARG(e->name),
		                                   STR_ARG(e->detail))
		                         : e->name;
	if (s->chosen.kind != BAR_QUANTITY)
		return STR("");
	q = &s->entities->quantities[s->chosen.index];
	return arena_printf(a, STR_FMT "%s" STR_FMT "%s" STR_FMT "%s" STR_FMT,
	        STR_ARG(str_sub(text, q->start, q->end)), q->what.len > 0 ? " " : "",
	        STR_ARG(q->what), q->verb.len > 0 ? " " : "", STR_ARG(q->verb),
	        q->attribution.len > 0 ? ", " : "", STR_ARG(q->attribution));
}

size_t
chosen_next(const struct sidebar *s, size_t from, struct text_span *out)
{
	const struct entities *es = s->entities;

	if (es == NULL || (s->chosen.kind != BAR_ENTITY && s->chosen.kind != BAR_QUANTITY))
		return 0;
	if (s->chosen.kind == BAR_ENTITY) {
		for (size_t i = from; i < es->mentions_count; i++)
			if (es->mentions[i].entity == s->chosen.index) {
				*out = (struct text_span){ es->mentions[i].start,
					es->mentions[i].end };
				return i + 1;
			}
		return 0;
	}
	for (size_t i = from; i < es->quantities_count; i++)
		if (same_quantity(&es->quantities[i], &es->quantities[s->chosen.index])) {
			*out = (struct text_span){ es->quantities[i].start, es->quantities[i].end };
			return i + 1;
		}
	return 0;
}

bool
chosen_find(const struct sidebar *s, uint32_t from, int direction, struct text_span *out)
{
	struct text_span span;
	bool found = false;
	size_t at = 0;

	while ((at = chosen_next(s, at, &span)) > 0) {
		if (direction > 0 && span.start >= from) {
			*out = span;
			return true;
		}
		if (direction < 0 && span.start < from) {
			*out = span;
			found = true;
		}
	}
	return found;
}

/* ---- drawing ---- */
static enum role
role_of(const struct bar_row *r)
{
	if (r->kind == BAR_QUANTITY)
		return r->section == SECTION_DATES ? ROLE_DATE : ROLE_NUMBER;
	return (enum role)(ROLE_PERSON + r->section);
}

static void
draw_row(struct sidebar *s, struct canvas *c, struct area a, size_t index, bool focused)
{
	const struct bar_row *r = &s->rows[index];
	bool chosen = index == s->list.cursor && can_choose(r) &&
	              (focused || s->chosen.kind != BAR_HEADING);
	struct look look = LOOK(chosen && focused ? ROLE_SELECTED : role_of(r));
	int right = text_width(r->right), col = a.col + 2, end = a.col + a.cols;

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	switch (r->kind) {
	case BAR_HEADING:
		canvas_put_cut(c, a.row, a.col + (chosen ? 2 : 1), end - a.col - 2, r->left,
		        LOOK(chosen && focused ? ROLE_SELECTED : ROLE_HEADING));
		canvas_put_right(c, a.row, col, end - col, r->right, LOOK(ROLE_DIM));
		break;
	case BAR_ENTITY:
		canvas_put_right(c, a.row, col, end - col, r->right, LOOK(ROLE_DIM));
		canvas_put_cut(c, a.row, col, end - col - right - 1, r->left, look);
		break;
	case BAR_DETAIL:
		canvas_put_cut(c, a.row, col + 2, end - col - 2, r->left, LOOK(ROLE_DIM));
		break;
	case BAR_QUANTITY:
		col += canvas_put_cut(c, a.row, col, end - col, r->left, look);
		if (col < a.col + 2 + NUMBER_CELLS)
			col = a.col + 2 + NUMBER_CELLS;
		canvas_put_cut(c, a.row, col + 1, end - col - 1, r->right, LOOK(ROLE_TEXT));
		break;
	case BAR_NOTE:
		canvas_put_cut(c, a.row, a.col + 1, end - a.col - 1, r->left, LOOK(ROLE_DIM));
		break;
	}
	if (chosen && focused)
		canvas_cursor(c, a.row, a.col + 2, false);
}

void
sidebar_draw(struct sidebar *s, struct canvas *c, struct area a, bool focused)
{
	list_show(&s->list, (size_t)a.rows);
	/* The heading of the first rows stays in sight when going back up. */
	if (s->list.top == 1 && s->list.cursor <= (size_t)a.rows - 1)
		s->list.top = 0;
	if (s->count == 0)
		canvas_put_cut(c, a.row, a.col + 1, a.cols - 1, STR("No names or numbers."),
		        LOOK(ROLE_DIM));
	for (int row = 0; row < a.rows && s->list.top + (size_t)row < s->count; row++)
		draw_row(s, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        s->list.top + (size_t)row, focused);
}
