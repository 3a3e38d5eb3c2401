/* SPDX-License-Identifier: ISC */
/*
 * paint.c - the difference of two frames as bytes for a terminal.  Cells that look the same are
 * left alone, tails of blanks are erased, the cursor goes the shortest way known, and attributes
 * change only where they must.  Sequences are those of ECMA-48, which every terminal curses
 * supports today speaks.
 */
#include "screen_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_MAX (16u * 1024 * 1024) /* bytes of one frame */
#define SYNC_MIN 1400 /* bytes: smaller frames go in one packet and need no synchronised update */
#define ERASE_MIN 9   /* blanks that are erased rather than written */
#define ANEW_MIN 24   /* bytes of a row, from which drawing it anew is tried */
#define ERASE_LAST 5  /* ... with nothing to draw behind them */

static const struct paint plain = { COLOR_DEFAULT, COLOR_DEFAULT, 0 };
static const struct drawn erased = {
	.text = " ", .len = 1, .width = 1, .paint = { COLOR_DEFAULT, COLOR_DEFAULT, 0 }
};

void
painter_init(struct painter *p, const struct term_traits *traits)
{
	*p = (struct painter){ .traits = *traits, .cursor_shown = true };
	buf_init(&p->out, FRAME_MAX);
	buf_init(&p->spare, FRAME_MAX);
}

void
painter_free(struct painter *p)
{
	buf_free(&p->out);
	buf_free(&p->spare);
	free(p->old);
	free(p->new);
}

void
painter_forget(struct painter *p)
{
	p->known = false;
	p->pen.paint_known = false;
	p->cursor_shown = true;
	p->pen.link = 0;
}

static bool
is_blank(const struct drawn *d)
{
	return d->len == 1 && d->text[0] == ' ';
}

bool
drawn_eq(const struct drawn *a, const struct drawn *b)
{
	return a->len == b->len && a->width == b->width && a->link == b->link &&
	       a->paint.fg == b->paint.fg && a->paint.bg == b->paint.bg &&
	       a->paint.attrs == b->paint.attrs && memcmp(a->text, b->text, a->len) == 0;
}

/* A plain blank, as EL leaves it. */
static bool
is_erased(const struct drawn *d)
{
	return is_blank(d) && d->link == 0 && d->paint.bg == COLOR_DEFAULT && d->paint.attrs == 0;
}

static void
resolve(struct drawn *d, const struct canvas_cell *cell, const struct canvas *c,
        const struct theme *t, bool hyperlinks)
{
	memcpy(d->text, cell->text, CELL_BYTES);
	d->len = cell->len;
	d->width = cell->width;
	d->paint = t->paint[cell->look.role];
	d->paint.attrs |= cell->look.attrs;
	d->link = 0;
	if (hyperlinks && cell->look.link > 0)
		d->link = hash_str(c->links[cell->look.link - 1]);
	if (is_blank(d)) { /* only what a blank shows */
		d->paint.attrs &= ATTR_UNDERLINE | ATTR_REVERSE | ATTR_STRIKE;
		if ((d->paint.attrs & ATTR_REVERSE) == 0)
			d->paint.fg = COLOR_DEFAULT;
	}
}

bool
drawn_differs(const struct painter *p, int row, int col)
{
	size_t i = (size_t)row * (size_t)p->cols + (size_t)col;

	return !p->known || !drawn_eq(&p->old[i], &p->new[i]);
}

static void
set_link(struct painter *p, const struct canvas *c, int row, int col, uint64_t link)
{
	const struct canvas_cell *cell = &c->cells[row * c->cols + col];

	if (link == p->pen.link)
		return;
	buf_add_cstr(&p->out, "\033]8;;");
	if (link != 0)
		buf_add_str(&p->out, c->links[cell->look.link - 1]);
	buf_add_cstr(&p->out, "\033\\");
	p->pen.link = link;
}

/* ---- cells ---- */
/* One code point that is no emoji. */
bool
drawn_moves_surely(const struct drawn *d)
{
	struct str s = { d->text, d->len };
	uint32_t cp;

	return utf8_next(s, 0, &cp) == d->len && cp < 0x1F000;
}

/* For terminals that speak another charset: the character there, or something of its width. */
static void
add_converted(struct painter *p, const struct drawn *d)
{
	char in[CELL_BYTES], out[64], *from = in, *to = out;
	size_t in_left = d->len, out_left = sizeof(out);

	memcpy(in, d->text, d->len);
	iconv(p->traits.charset, NULL, NULL, NULL, NULL);
	if (iconv(p->traits.charset, &from, &in_left, &to, &out_left) == (size_t)-1 || to == out) {
		buf_add_str(&p->out, d->width == 2 ? STR("??") : STR("?"));
		return;
	}
	/* "//TRANSLIT" may give more letters than there are cells. */
	if (to - out > d->width)
		to = out + d->width;
	buf_add(&p->out, out, (size_t)(to - out));
	for (ptrdiff_t i = to - out; i < d->width; i++)
		buf_add_char(&p->out, ' ');
}

static void
draw_cell(struct painter *p, const struct canvas *c, int row, int col)
{
	const struct drawn *d = &p->new[row * p->cols + col];

	if (d->width == 0)
		return;
	painter_move(p, row, col);
	if (!drawn_blank_fits(p, d))
		painter_set_paint(p, d->paint);
	set_link(p, c, row, col, d->link);
	if (p->traits.charset != (iconv_t)-1 && ((unsigned char)d->text[0] >= 0x80 || d->len > 1))
		add_converted(p, d);
	else
		buf_add(&p->out, d->text, d->len);
	p->pen.col += d->width;
	if (!drawn_moves_surely(d) || p->pen.col >= p->cols)
		p->pen.col = -1;
}

/* The first column from which the new row is plain blanks to its end. */
static int
blank_tail(const struct painter *p, int row)
{
	int col = p->cols;

	while (col > 0 && is_erased(&p->new[row * p->cols + col - 1]))
		col--;
	return col;
}

/* How many plain blanks begin at col. */
static int
blanks_from(const struct painter *p, int row, int col, int end)
{
	int at = col;

	while (at < end && is_erased(&p->new[row * p->cols + at]))
		at++;
	return at - col;
}

/* Draws a run of blanks; gives the columns it took, 0 when they are better written. */
static int
erase_cells(struct painter *p, const struct canvas *c, int row, int col, int last)
{
	int blanks = blanks_from(p, row, col, last);

	if (!p->traits.erases_cells || blanks < (col + blanks == last ? ERASE_LAST : ERASE_MIN))
		return 0;
	painter_move(p, row, col);
	set_link(p, c, row, col, 0);
	painter_prepare_erase(p);
	buf_printf(&p->out, "\033[%dX", blanks);
	return blanks;
}

static void
erase_tail(struct painter *p, const struct canvas *c, int row, int col)
{
	painter_move(p, row, col);
	set_link(p, c, row, 0, 0);
	painter_prepare_erase(p);
	buf_add_cstr(&p->out, "\033[K");
}

/* A column behind the last one in [from, to) that differs. */
static int
last_changed(const struct painter *p, int row, int from, int to)
{
	while (to > from && !drawn_differs(p, row, to - 1))
		to--;
	return to;
}

/* Draws what differs in the row. */
static void
draw_difference(struct painter *p, const struct canvas *c, int row)
{
	int tail = p->traits.erases ? blank_tail(p, row) : p->cols;
	int last = last_changed(p, row, 0, p->cols);
	bool erases = last - tail > 3; /* EL has three bytes */
	int end = erases ? last_changed(p, row, 0, tail) : last;

	/* The corner of a terminal that wraps at once would scroll everything. */
	if (row == p->rows - 1 && end == p->cols && !p->traits.wraps_late)
		end--;
	for (int col = 0; col < end;) {
		int erased_cells = 0;
		if (drawn_differs(p, row, col)) {
			erased_cells = erase_cells(p, c, row, col, end);
			if (erased_cells == 0)
				draw_cell(p, c, row, col);
		}
		col += erased_cells > 0 ? erased_cells : 1;
	}
	if (erases)
		erase_tail(p, c, row, tail);
}

/* The first column that differs, where a cluster begins both before and now; -1: none. */
static int
first_changed(const struct painter *p, int row)
{
	const struct drawn *old = &p->old[row * p->cols], *new = &p->new[row * p->cols];
	int col = 0;

	while (col < p->cols && !drawn_differs(p, row, col))
		col++;
	if (col == p->cols)
		return -1;
	while (col > 0 && (old[col].width == 0 || new[col].width == 0))
		col--;
	return col;
}

/* Erases the row from col, then draws what stands there now. */
static void
draw_anew(struct painter *p, const struct canvas *c, int row, int col)
{
	erase_tail(p, c, row, col);
	for (int i = col; i < p->cols; i++)
		p->old[row * p->cols + i] = erased;
	draw_difference(p, c, row);
}

/* The shorter of two ways: the difference alone, or the rest of the row from nothing. */
static void
draw_row(struct painter *p, const struct canvas *c, int row)
{
	int first = first_changed(p, row);
	struct pen before = p->pen, after;
	size_t start = p->out.len, len;

	if (first < 0)
		return;
	draw_difference(p, c, row);
	len = p->out.len - start;
	if (!p->traits.erases || len < ANEW_MIN)
		return;
	buf_reset(&p->spare);
	buf_add(&p->spare, p->out.p + start, len);
	after = p->pen;
	p->pen = before;
	p->out.len = start;
	draw_anew(p, c, row, first);
	if (p->out.len - start < len)
		return;
	p->pen = after;
	p->out.len = start;
	buf_add_str(&p->out, buf_str(&p->spare));
}

static void
resize(struct painter *p, int rows, int cols)
{
	size_t count = (size_t)rows * (size_t)cols;

	if (rows == p->rows && cols == p->cols)
		return;
	free(p->old);
	free(p->new);
	p->old = calloc(count, sizeof(*p->old));
	p->new = calloc(count, sizeof(*p->new));
	if (p->old == NULL || p->new == NULL)
		out_of_memory();
	p->rows = rows;
	p->cols = cols;
	painter_forget(p);
}

static void
draw_cursor(struct painter *p, const struct canvas *c)
{
	if (c->cursor_shown)
		painter_move(p, c->cursor_row, c->cursor_col);
	if (c->cursor_shown == p->cursor_shown)
		return;
	buf_add_cstr(&p->out, !p->traits.xterm ? "" : c->cursor_shown ? "\033[?25h" : "\033[?25l");
	p->cursor_shown = c->cursor_shown;
}

/* Everything from nothing: the screen is cleared, and blank cells need no drawing. */
static void
begin_afresh(struct painter *p)
{
	p->pen.paint_known = false;
	painter_set_paint(p, plain);
	buf_add_cstr(&p->out, "\033[H\033[J");
	for (int i = 0; i < p->rows * p->cols; i++)
		p->old[i] = erased;
	p->pen.row = p->pen.col = 0;
	p->known = true;
}

void
painter_draw(struct painter *p, const struct canvas *c, const struct theme *t)
{
	struct drawn *swap;
	size_t start;

	resize(p, c->rows, c->cols);
	for (int i = 0; i < p->rows * p->cols; i++)
		resolve(&p->new[i], &c->cells[i], c, t, p->traits.hyperlinks);
	start = p->out.len;
	if (p->traits.sync)
		buf_add_cstr(&p->out, "\033[?2026h");
	if (!p->known)
		begin_afresh(p);
	else
		painter_scroll(p);
	for (int row = 0; row < p->rows; row++)
		draw_row(p, c, row);
	if (p->pen.link != 0)
		set_link(p, c, 0, 0, 0);
	draw_cursor(p, c);
	if (p->traits.sync && p->out.len - start < SYNC_MIN) {
		memmove(p->out.p + start, p->out.p + start + 8, p->out.len - start - 8);
		p->out.len -= 8;
	} else if (p->traits.sync) {
		buf_add_cstr(&p->out, "\033[?2026l");
	}
	swap = p->old;
	p->old = p->new;
	p->new = swap;
}
