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
#define REWRITE_MAX 4                 /* unchanged cells written again rather than jumped over */
#define ERASE_MIN 9                   /* blanks that are erased rather than written */

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
	}
}

static bool
cell_differs(const struct painter *p, int row, int col)
{
	size_t i = (size_t)row * (size_t)p->cols + (size_t)col;

	return !p->known || !drawn_eq(&p->old[i], &p->new[i]);
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
/* Whether a blank looks the same in the paint that is set: colour and weight of letters do not
 * show. */
static bool
blank_fits(const struct painter *p, const struct drawn *d)
{
	const uint8_t seen = ATTR_UNDERLINE | ATTR_REVERSE | ATTR_STRIKE;

	if (!is_blank(d) || !p->paint_known || d->paint.bg != p->paint.bg ||
	        ((d->paint.attrs ^ p->paint.attrs) & seen) != 0)
		return false;
	return (p->paint.attrs & seen) == 0;
}

/* Cells [from, to) of the row, as they will be, could be written again at a byte each. */
static bool
can_rewrite(const struct painter *p, int row, int from, int to)
{
	for (int i = from; i < to; i++) {
		const struct drawn *d = &p->new[row * p->cols + i];
		if (cell_differs(p, row, i) || d->len != 1 || d->link != p->link ||
		        (!blank_fits(p, d) && !(p->paint_known && paint_eq(d->paint, p->paint))))
			return false;
	}
	return true;
}

/* To the right in a row: over few plain cells by writing them again. */
static void
go_right(struct painter *p, int row, int from, int to)
{
	if (to - from <= REWRITE_MAX && can_rewrite(p, row, from, to)) {
		for (int i = from; i < to; i++)
			buf_add_char(&p->out, p->new[row * p->cols + i].text[0]);
	} else if (to - from == 1) {
		buf_add_cstr(&p->out, "\033[C");
	} else if (to > from) {
		buf_printf(&p->out, "\033[%dC", to - from);
	}
}

static void
move_in_row(struct painter *p, int row, int col)
{
	if (p->col >= 0 && col >= p->col) {
		go_right(p, row, p->col, col);
	} else if (p->col >= 0 && p->col - col <= 3) {
		for (int i = col; i < p->col; i++)
			buf_add_char(&p->out, '\b');
	} else {
		buf_add_char(&p->out, '\r');
		go_right(p, row, 0, col);
	}
}

static void
move_to(struct painter *p, int row, int col)
{
	if (p->row == row && p->col == col)
		return;
	if (p->row == row) {
		move_in_row(p, row, col);
	} else if (p->row >= 0 && row == p->row + 1 && col == p->col) {
		buf_add_char(&p->out, '\n');
	} else if (p->row >= 0 && row == p->row + 1 && (col < 10 || row > 8)) {
		buf_add_cstr(&p->out, "\r\n");
		go_right(p, row, 0, col);
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
	if (!blank_fits(p, d))
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

/* How many plain blanks begin at col. */
static int
blanks_from(const struct painter *p, int row, int col, int end)
{
	int at = col;

	while (at < end && is_erased(&p->new[row * p->cols + at]))
		at++;
	return at - col;
}

static void
draw_row(struct painter *p, const struct canvas *c, int row)
{
	int tail = p->traits.erases ? blank_tail(p, row) : p->cols, changed_tail = 0;
	int end = tail, blanks;

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
		if (p->traits.erases_cells &&
		        (blanks = blanks_from(p, row, col, end)) >= ERASE_MIN) {
			move_to(p, row, col);
			set_link(p, c, row, col, 0);
			set_paint(p, plain);
			buf_printf(&p->out, "\033[%dX", blanks);
			col += blanks - 1;
			continue;
		}
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
		out_of_memory();
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
