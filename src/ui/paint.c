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
#define SYNC_MIN 512                  /* smaller frames need no synchronised update */
#define GAP_MAX 4                     /* unchanged cells drawn again rather than jumped over */

static const struct paint plain = { COLOR_DEFAULT, COLOR_DEFAULT, 0 };

void
painter_init(struct painter *p, const struct term_traits *traits)
{
	*p = (struct painter){ .traits = *traits, .cursor_shown = true };
	buf_init(&p->out, FRAME_MAX);
}

void
painter_free(struct painter *p)
{
	buf_free(&p->out);
	free(p->old);
	free(p->new);
}

void
painter_forget(struct painter *p)
{
	p->known = false;
	p->paint_known = false;
	p->cursor_shown = true;
	p->link = 0;
}

static bool
paint_eq(struct paint a, struct paint b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

static bool
is_blank(const struct drawn *d)
{
	return d->len == 1 && d->text[0] == ' ';
}

static bool
drawn_eq(const struct drawn *a, const struct drawn *b)
{
	return a->len == b->len && a->width == b->width && a->link == b->link &&
	       paint_eq(a->paint, b->paint) && memcmp(a->text, b->text, a->len) == 0;
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
		if (d->link == 0)
			d->paint.attrs &= (uint8_t)~ATTR_UNDERLINE;
	}
}

/* ---- colours and attributes ---- */
static const struct {
	uint8_t attr;
	const char *code;
} attr_codes[] = {
	{ ATTR_BOLD, ";1" },
	{ ATTR_DIM, ";2" },
	{ ATTR_ITALIC, ";3" },
	{ ATTR_UNDERLINE, ";4" },
	{ ATTR_REVERSE, ";7" },
	{ ATTR_STRIKE, ";9" },
};

/* The nearest of the 6x6x6 cube, for terminals without true colour. */
static int
cube_of(int rgb)
{
	int r = (rgb >> 16 & 255) * 5 / 255, g = (rgb >> 8 & 255) * 5 / 255,
	    b = (rgb & 255) * 5 / 255;

	return 16 + 36 * r + 6 * g + b;
}

static void
add_color(struct buf *codes, int colors, int color, int base)
{
	if (color == COLOR_DEFAULT || colors < 8)
		return;
	if (color >= COLOR_RGB && colors > 256) {
		buf_printf(codes, ";%d;2;%d;%d;%d", base + 8, color >> 16 & 255, color >> 8 & 255,
		        color & 255);
		return;
	}
	if (color >= COLOR_RGB)
		color = cube_of(color);
	if (color < 8)
		buf_printf(codes, ";%d", base + color);
	else if (colors < 256)
		buf_printf(codes, ";%d", base + (color & 7));
	else
		buf_printf(codes, ";%d;5;%d", base + 8, color);
}

/* Whether `to` is `from` and more, so that nothing need be taken back. */
static bool
only_adds(struct paint from, struct paint to)
{
	if ((from.attrs & ~to.attrs) != 0)
		return false;
	if (to.fg == COLOR_DEFAULT && from.fg != COLOR_DEFAULT)
		return false;
	return to.bg != COLOR_DEFAULT || from.bg == COLOR_DEFAULT;
}

/* Codes begin with ';': behind an empty first parameter, which resets, or left off. */
static void
set_paint(struct painter *p, struct paint to)
{
	bool reset = !p->paint_known || !only_adds(p->paint, to);
	struct paint from = reset ? plain : p->paint;
	size_t start = p->out.len;

	if (p->paint_known && paint_eq(p->paint, to))
		return;
	buf_add_cstr(&p->out, "\033[");
	for (size_t i = 0; i < COUNT(attr_codes); i++)
		if ((to.attrs & attr_codes[i].attr) != 0 && (from.attrs & attr_codes[i].attr) == 0)
			buf_add_cstr(&p->out, attr_codes[i].code);
	if (to.fg != from.fg)
		add_color(&p->out, p->traits.colors, to.fg, 30);
	if (to.bg != from.bg)
		add_color(&p->out, p->traits.colors, to.bg, 40);
	if (!reset && p->out.len > start + 2) {
		memmove(p->out.p + start + 2, p->out.p + start + 3, p->out.len - start - 3);
		p->out.len--;
	}
	if (reset || p->out.len > start + 2)
		buf_add_char(&p->out, 'm');
	else
		p->out.len = start; /* a colour that the terminal has not */
	p->paint = to;
	p->paint_known = true;
}

static void
set_link(struct painter *p, const struct canvas *c, int row, int col, uint64_t link)
{
	const struct canvas_cell *cell = &c->cells[row * c->cols + col];

	if (link == p->link)
		return;
	buf_add_cstr(&p->out, "\033]8;;");
	if (link != 0)
		buf_add_str(&p->out, c->links[cell->look.link - 1]);
	buf_add_cstr(&p->out, "\033\\");
	p->link = link;
}

/* ---- the cursor ---- */
static void
move_in_row(struct painter *p, int col)
{
	if (col == 0)
		buf_add_char(&p->out, '\r');
	else if (p->col < 0)
		buf_printf(&p->out, "\r\033[%dC", col);
	else if (col > p->col && col - p->col == 1)
		buf_add_cstr(&p->out, "\033[C");
	else if (col > p->col)
		buf_printf(&p->out, "\033[%dC", col - p->col);
	else if (p->col - col <= 3)
		for (int i = col; i < p->col; i++)
			buf_add_char(&p->out, '\b');
	else
		buf_printf(&p->out, "\r\033[%dC", col);
}

static void
move_to(struct painter *p, int row, int col)
{
	if (p->known && p->row == row && p->col == col)
		return;
	if (p->known && p->row == row) {
		move_in_row(p, col);
	} else if (p->known && p->row >= 0 && row == p->row + 1 && col < 10) {
		buf_add_cstr(&p->out, "\r\n");
		if (col > 0)
			buf_printf(&p->out, "\033[%dC", col);
	} else if (p->known && p->row >= 0 && row == p->row + 1 && col == p->col) {
		buf_add_char(&p->out, '\n');
	} else if (col == 0) {
		buf_printf(&p->out, "\033[%dH", row + 1);
	} else {
		buf_printf(&p->out, "\033[%d;%dH", row + 1, col + 1);
	}
	p->row = row;
	p->col = col;
}

/* ---- cells ---- */
/* Whether terminals agree on how far a cluster moves the cursor: one code point that is no emoji.
 */
static bool
moves_surely(const struct drawn *d)
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
	move_to(p, row, col);
	set_paint(p, d->paint);
	set_link(p, c, row, col, d->link);
	if (p->traits.charset != (iconv_t)-1 && ((unsigned char)d->text[0] >= 0x80 || d->len > 1))
		add_converted(p, d);
	else
		buf_add(&p->out, d->text, d->len);
	p->col += d->width;
	if (!moves_surely(d) || p->col >= p->cols)
		p->col = -1;
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

static bool
cell_differs(const struct painter *p, int row, int col)
{
	size_t i = (size_t)row * (size_t)p->cols + (size_t)col;

	return !p->known || !drawn_eq(&p->old[i], &p->new[i]);
}

/* Whether a short gap of unchanged cells before col is drawn again: same paint, plain text. */
static bool
gap_is_drawn(const struct painter *p, int row, int col)
{
	int gap = col - p->col;

	if (!p->known || p->row != row || p->col < 0 || gap < 1 || gap > GAP_MAX)
		return false;
	for (int i = p->col; i < col; i++) {
		const struct drawn *d = &p->new[row * p->cols + i];
		if (d->len != 1 || !paint_eq(d->paint, p->paint) || d->link != p->link)
			return false;
	}
	return true;
}

static void
draw_row(struct painter *p, const struct canvas *c, int row)
{
	int tail = p->traits.erases ? blank_tail(p, row) : p->cols, changed_tail = 0;
	int end = tail;

	for (int col = tail; col < p->cols; col++)
		changed_tail += cell_differs(p, row, col);
	if (changed_tail <= 3 && p->known) {
		end = p->cols;
		changed_tail = 0;
	}
	/* The corner of a terminal that wraps at once would scroll everything. */
	if (row == p->rows - 1 && end == p->cols && !p->traits.wraps_late)
		end--;
	for (int col = 0; col < end; col++) {
		if (!cell_differs(p, row, col))
			continue;
		if (gap_is_drawn(p, row, col))
			for (int i = p->col; i < col; i++)
				draw_cell(p, c, row, i);
		draw_cell(p, c, row, col);
	}
	if (changed_tail > 0) {
		move_to(p, row, tail);
		set_link(p, c, row, 0, 0);
		set_paint(p, plain);
		buf_add_cstr(&p->out, "\033[K");
	}
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
		abort();
	p->rows = rows;
	p->cols = cols;
	painter_forget(p);
}

static void
draw_cursor(struct painter *p, const struct canvas *c)
{
	if (c->cursor_shown)
		move_to(p, c->cursor_row, c->cursor_col);
	if (c->cursor_shown == p->cursor_shown)
		return;
	buf_add_cstr(&p->out, !p->traits.xterm ? "" : c->cursor_shown ? "\033[?25h" : "\033[?25l");
	p->cursor_shown = c->cursor_shown;
}

/* Everything from nothing: the screen is cleared, and blank cells need no drawing. */
static void
begin_afresh(struct painter *p)
{
	static const struct drawn erased = {
		.text = " ", .len = 1, .width = 1, .paint = { COLOR_DEFAULT, COLOR_DEFAULT, 0 }
	};

	p->paint_known = false;
	set_paint(p, plain);
	buf_add_cstr(&p->out, "\033[H\033[J");
	for (int i = 0; i < p->rows * p->cols; i++)
		p->old[i] = erased;
	p->row = p->col = 0;
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
	for (int row = 0; row < p->rows; row++)
		draw_row(p, c, row);
	if (p->link != 0)
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
