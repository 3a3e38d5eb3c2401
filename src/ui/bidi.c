/* SPDX-License-Identifier: ISC */
/*
 * bidi.c - cells from logical to visual order.  Views draw in logical order, so that highlights and
 * links are found by counting cells; when all is drawn, each run (a line of text, see canvas.h) is
 * reordered as it stands.  Terminals seldom join Arabic letters in such text: they become
 * presentation forms here (Unicode 9.2).
 */
#include "bidi.h"

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_FRIBIDI
#include <fribidi.h>

#define ZWNJ 0x200C
#define ZWJ 0x200D

/* Terminals that reorder whatever they are sent. */
static bool
terminal_reorders(void)
{
	const char *term = getenv("TERM"), *program = getenv("TERM_PROGRAM");

	return getenv("KONSOLE_VERSION") != NULL || getenv("MLTERM") != NULL ||
	       (term != NULL && strncmp(term, "mlterm", 6) == 0) ||
	       (program != NULL && strcmp(program, "Apple_Terminal") == 0);
}

bool
bidi_is_on(const struct conf *c)
{
	const char *how = conf_str(c, CONF_BIDI);

	return strcmp(how, "on") == 0 || (strcmp(how, "auto") == 0 && !terminal_reorders());
}

struct run {
	struct canvas_cell *units; /* cells with a cluster, in logical order */
	int *cols;                 /* where they stood */
	FriBidiChar *chars;        /* first code point of each */
	FriBidiStrIndex *order;    /* visual to logical */
	int count;
};

static void
collect(struct canvas *c, struct run *r, const struct canvas_cell *cells, int from, int to)
{
	size_t room = (size_t)(to - from);

	r->units = arena_array(c->arena, room, sizeof(*r->units));
	r->cols = arena_array(c->arena, room, sizeof(*r->cols));
	r->chars = arena_array(c->arena, room, sizeof(*r->chars));
	r->order = arena_array(c->arena, room, sizeof(*r->order));
	for (int col = from; col < to; col++) {
		if (cells[col].width == 0)
			continue;
		utf8_next((struct str){ cells[col].text, cells[col].len }, 0, &r->chars[r->count]);
		r->units[r->count] = cells[col];
		r->cols[r->count] = col;
		r->order[r->count] = r->count;
		r->count++;
	}
}

/* Fills r->order, and changes r->chars where letters join or brackets turn. */
static bool
arrange(struct arena *a, struct run *r, bool rtl)
{
	size_t n = (size_t)r->count;
	FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	FriBidiCharType *types = arena_array(a, n, sizeof(*types));
	FriBidiBracketType *brackets = arena_array(a, n, sizeof(*brackets));
	FriBidiLevel *levels = arena_array(a, n, sizeof(*levels));
	FriBidiArabicProp *joins = arena_array(a, n, sizeof(*joins));

	fribidi_get_bidi_types(r->chars, r->count, types);
	fribidi_get_bracket_types(r->chars, r->count, types, brackets);
	if (fribidi_get_par_embedding_levels_ex(types, brackets, r->count, &base, levels) == 0)
		return false;
	fribidi_get_joining_types(r->chars, r->count, joins);
	fribidi_join_arabic(types, r->count, levels, joins);
	fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING | FRIBIDI_FLAG_SHAPE_ARAB_PRES, levels, r->count,
	        joins, r->chars);
	return fribidi_reorder_line(0, types, r->count, 0, base, levels, NULL, r->order) != 0;
}

/* Puts another first code point into the cell.  What is joined to it stays, but for joiners, which
 * have done their work. */
static void
change_char(struct canvas_cell *cell, uint32_t to)
{
	struct canvas_cell old = *cell;
	struct str text = { old.text, old.len };
	uint32_t cp;
	size_t at = utf8_next(text, 0, &cp), len;

	if (cp == to)
		return;
	len = utf8_put(to, cell->text);
	while (at < text.len) {
		size_t n = utf8_next(text, at, &cp);
		if (cp != ZWJ && cp != ZWNJ && len + n <= CELL_BYTES) {
			memcpy(cell->text + len, text.p + at, n);
			len += n;
		}
		at += n;
	}
	cell->len = (uint8_t)len;
}

static void
lay_out(struct canvas *c, struct run *r, int row, int col)
{
	struct canvas_cell *cells = &c->cells[row * c->cols];
	int cursor = c->cursor_row == row ? c->cursor_col : -1;

	for (int i = 0; i < r->count; i++) {
		int from = r->order[i];
		struct canvas_cell *unit = &r->units[from];
		if (r->cols[from] == cursor)
			c->cursor_col = col;
		change_char(unit, r->chars[from]);
		cells[col] = *unit;
		if (unit->width == 2) {
			memset(&cells[col + 1], 0, sizeof(cells[col + 1]));
			cells[col + 1].look = unit->look;
		}
		col += unit->width;
	}
}

static bool
needs_order(const struct canvas_cell *cells, int from, int to, bool rtl)
{
	for (int col = from; col < to; col++)
		if (rtl || canvas_has_rtl((struct str){ cells[col].text, cells[col].len }))
			return true;
	return false;
}

static void
reorder_row(struct canvas *c, int row)
{
	const struct canvas_cell *cells = &c->cells[row * c->cols];

	for (int from = 0, to; from < c->cols; from = to) {
		uint16_t run = cells[from].run;
		bool rtl = run > 0 && c->runs_rtl[run - 1];
		struct run r = { 0 };
		to = from + 1;
		while (to < c->cols && cells[to].run == run)
			to++;
		if (run == 0 || !needs_order(cells, from, to, rtl))
			continue;
		collect(c, &r, cells, from, to);
		if (arrange(c->arena, &r, rtl))
			lay_out(c, &r, row, from);
	}
}

void
bidi_reorder(struct canvas *c)
{
	if (c->runs_count == 0)
		return;
	for (int row = 0; row < c->rows; row++)
		reorder_row(c, row);
}

#else
bool
bidi_is_on(const struct conf *c)
{
	(void)c;
	return false;
}

void
bidi_reorder(struct canvas *c)
{
	(void)c;
}
#endif
