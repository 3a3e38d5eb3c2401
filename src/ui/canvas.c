/* SPDX-License-Identifier: ISC */
/*
 * canvas.c - the grid of cells.  A wide cluster owns two cells, the right one empty; overwriting
 * one half blanks the other, so that the grid is always what a terminal can show.
 */
#include "canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dateline/url.h>

static const struct {
	const char *drawn, *ascii;
} glyphs[GLYPHS] = {
	[GLYPH_POINTER] = { "\u25B8", ">" },
	[GLYPH_VLINE] = { "\u2502", "|" },
	[GLYPH_HLINE] = { "\u2500", "-" },
	[GLYPH_TEE_UP] = { "\u2534", "+" },
	[GLYPH_TEE_DOWN] = { "\u252C", "+" },
	[GLYPH_DOT] = { "\u00B7", "-" },
	[GLYPH_STAR] = { "\u2605", "*" },
	[GLYPH_UNREAD] = { "\u2022", "*" },
	[GLYPH_ELLIPSIS] = { "\u2026", "~" },
	[GLYPH_FOLDED] = { "\u25B8", "+" },
	[GLYPH_OPEN] = { "\u25BE", "-" },
	[GLYPH_TIMES] = { "\u00D7", "x" },
	[GLYPH_BAR] = { "\u2588", "#" },
	[GLYPH_NEW] = { "\u258e", "+" },
};

static const struct canvas_cell blank = { .text = " ", .len = 1, .width = 1 };

void
canvas_init(struct canvas *c)
{
	*c = (struct canvas){ .arena = arena_create() };
	canvas_resize(c, 1, 1);
}

void
canvas_free(struct canvas *c)
{
	free(c->cells);
	arena_destroy(c->arena);
	c->cells = NULL;
	c->arena = NULL;
}

static int
clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

void
canvas_resize(struct canvas *c, int rows, int cols)
{
	rows = clamp(rows, 1, CANVAS_ROWS_MAX);
	cols = clamp(cols, 1, CANVAS_COLS_MAX);
	if (rows != c->rows || cols != c->cols) {
		free(c->cells);
		c->cells = calloc((size_t)rows * (size_t)cols, sizeof(*c->cells));
		if (c->cells == NULL)
			out_of_memory();
		c->rows = rows;
		c->cols = cols;
	}
	canvas_clear(c);
}

void
canvas_clear(struct canvas *c)
{
	for (int i = 0; i < c->rows * c->cols; i++)
		c->cells[i] = blank;
	c->links_count = 0;
	c->runs_count = 0;
	c->run = 0;
	c->cursor_shown = false;
	arena_reset(c->arena);
}

struct area
canvas_area(const struct canvas *c)
{
	return (struct area){ 0, 0, c->rows, c->cols };
}

static struct canvas_cell *
cell_at(struct canvas *c, int row, int col)
{
	return &c->cells[row * c->cols + col];
}

/* Before a cell is overwritten: the other half of a wide one becomes blank. */
static void
break_wide(struct canvas *c, int row, int col)
{
	struct canvas_cell *cell = cell_at(c, row, col);
	struct look look = cell->look;

	if (cell->width == 2 && col + 1 < c->cols) {
		*cell_at(c, row, col + 1) = blank;
		cell_at(c, row, col + 1)->look = look;
	}
	if (cell->width == 0 && col > 0) {
		*cell_at(c, row, col - 1) = blank;
		cell_at(c, row, col - 1)->look = look;
	}
}

/* As much of a cluster as a cell holds, in whole code points. */
static void
cell_set(struct canvas_cell *cell, struct str cluster, int width, struct look look)
{
	size_t len = 0;

	memset(cell, 0, sizeof(*cell));
	while (len < cluster.len) {
		uint32_t cp;
		size_t n = utf8_next(cluster, len, &cp);
		if (len + n > CELL_BYTES)
			break;
		len += n;
	}
	memcpy(cell->text, cluster.p, len);
	cell->len = (uint8_t)len;
	cell->width = (uint8_t)width;
	cell->look = look;
}

static void
put_cluster(struct canvas *c, int row, int col, struct str cluster, int width, struct look look)
{
	break_wide(c, row, col);
	if (width == 2)
		break_wide(c, row, col + 1);
	cell_set(cell_at(c, row, col), cluster, width, look);
	cell_at(c, row, col)->run = c->run;
	if (width == 2) {
		struct canvas_cell *right = cell_at(c, row, col + 1);
		memset(right, 0, sizeof(*right));
		right->look = look;
		right->run = c->run;
	}
}

/* ---- runs ---- */
/* By the first bytes of the blocks that UAX #9 gives to right-to-left scripts: U+0590 to U+08FF,
 * U+FB1D to U+FEFF, U+10800 to U+10FFF, U+1E800 to U+1EFFF. */
bool
canvas_has_rtl(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char b = (unsigned char)text.p[i],
		              next = i + 1 < text.len ? (unsigned char)text.p[i + 1] : 0;
		if ((b >= 0xD6 && b <= 0xDF) || (b == 0xE0 && next >= 0xA0 && next <= 0xA3) ||
		        (b == 0xEF && next >= 0xAC && next <= 0xBB) ||
		        (b == 0xF0 && (next == 0x90 || next == 0x9E)))
			return true;
	}
	return false;
}

void
canvas_run_begin(struct canvas *c, bool rtl)
{
	if (!c->bidi || c->runs_count == CANVAS_RUNS_MAX)
		return;
	c->runs_rtl[c->runs_count++] = rtl;
	c->run = (uint16_t)c->runs_count;
}

void
canvas_run_end(struct canvas *c)
{
	c->run = 0;
}

/* Opens a run for text that needs one, unless one is open; true: to be ended. */
static bool
run_for(struct canvas *c, struct str text)
{
	if (!c->bidi || c->run != 0 || !canvas_has_rtl(text))
		return false;
	canvas_run_begin(c, text_is_rtl(text));
	return true;
}

int
canvas_put(struct canvas *c, int row, int col, int cells, struct str text, struct look look)
{
	struct str safe = text_safe(c->arena, text, TEXT_SAFE_LINE);
	int used = 0;
	bool opened;

	if (row < 0 || row >= c->rows || col < 0)
		return 0;
	opened = run_for(c, safe);
	if (cells > c->cols - col)
		cells = c->cols - col;
	for (size_t at = 0; at < safe.len;) {
		int width;
		size_t n = text_cluster_next(safe, at, &width);
		if (used + width > cells)
			break;
		if (width > 0)
			put_cluster(c, row, col + used, str_sub(safe, at, at + n), width, look);
		used += width;
		at += n;
	}
	if (opened)
		canvas_run_end(c);
	return used;
}

int
canvas_put_cut(struct canvas *c, int row, int col, int cells, struct str text, struct look look)
{
	struct str safe = text_safe(c->arena, text, TEXT_SAFE_LINE);
	size_t fits = text_fit(safe, cells, NULL);
	int used;
	bool opened;

	if (fits == safe.len)
		return canvas_put(c, row, col, cells, safe, look);
	opened = run_for(c, safe);
	fits = text_fit(safe, cells - 1, NULL);
	while (fits > 0 && safe.p[fits - 1] == ' ')
		fits--;
	used = canvas_put(c, row, col, cells - 1, str_sub(safe, 0, fits), look);
	used += canvas_put(c, row, col + used, cells - used, canvas_glyph(c, GLYPH_ELLIPSIS), look);
	if (opened)
		canvas_run_end(c);
	return used;
}

int
canvas_put_right(struct canvas *c, int row, int col, int cells, struct str text, struct look look)
{
	struct str safe = text_safe(c->arena, text, TEXT_SAFE_LINE);
	int width = text_width(safe);

	if (width > cells)
		return canvas_put_cut(c, row, col, cells, safe, look);
	return canvas_put(c, row, col + cells - width, width, safe, look);
}

int
canvas_printf(struct canvas *c, int row, int col, struct look look, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return canvas_put(c, row, col, c->cols, str_of(text), look);
}

struct str
canvas_glyph(const struct canvas *c, enum glyph g)
{
	return str_of(c->ascii ? glyphs[g].ascii : glyphs[g].drawn);
}

int
canvas_put_glyph(struct canvas *c, int row, int col, enum glyph g, struct look look)
{
	return canvas_put(c, row, col, 2, canvas_glyph(c, g), look);
}

static struct area
clipped(const struct canvas *c, struct area a)
{
	int row_end = clamp(a.row + a.rows, 0, c->rows),
	    col_end = clamp(a.col + a.cols, 0, c->cols);

	a.row = clamp(a.row, 0, c->rows);
	a.col = clamp(a.col, 0, c->cols);
	return (struct area){ a.row, a.col, row_end - a.row, col_end - a.col };
}

void
canvas_fill(struct canvas *c, struct area a, struct look look)
{
	a = clipped(c, a);
	for (int row = a.row; row < a.row + a.rows; row++)
		for (int col = a.col; col < a.col + a.cols; col++)
			put_cluster(c, row, col, STR(" "), 1, look);
}

void
canvas_hline(struct canvas *c, int row, int col, int cells, struct look look)
{
	for (int i = 0; i < cells; i++)
		canvas_put_glyph(c, row, col + i, GLYPH_HLINE, look);
}

void
canvas_vline(struct canvas *c, int row, int col, int rows, struct look look)
{
	for (int i = 0; i < rows; i++)
		canvas_put_glyph(c, row + i, col, GLYPH_VLINE, look);
}

void
canvas_relook(struct canvas *c, int row, int col, int cells, struct look look)
{
	struct area a = clipped(c, (struct area){ row, col, 1, cells });

	if (a.rows != 1)
		return;
	for (int i = a.col; i < a.col + a.cols; i++) {
		struct look *l = &cell_at(c, a.row, i)->look;
		l->role = look.role;
		l->attrs |= look.attrs;
		if (look.link != 0)
			l->link = look.link;
	}
}

/* An address goes to the terminal inside a control string: only printable ASCII may be in it. */
uint16_t
canvas_link(struct canvas *c, struct str url)
{
	if (url.len == 0 || url.len > 2048 || c->links_count == CANVAS_LINKS_MAX)
		return 0;
	if (!url_is_safe_link(url))
		return 0;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.p[i] <= 0x20 || (unsigned char)url.p[i] >= 0x7F)
			return 0;
	for (size_t i = 0; i < c->links_count; i++)
		if (str_eq(c->links[i], url))
			return (uint16_t)(i + 1);
	c->links[c->links_count] = arena_str(c->arena, url);
	return (uint16_t)++c->links_count;
}

void
canvas_cursor(struct canvas *c, int row, int col, bool shown)
{
	c->cursor_row = clamp(row, 0, c->rows - 1);
	c->cursor_col = clamp(col, 0, c->cols - 1);
	c->cursor_shown = shown;
}

void
canvas_write(struct buf *b, const struct canvas *c)
{
	for (int row = 0; row < c->rows; row++) {
		size_t end = b->len;
		for (int col = 0; col < c->cols; col++) {
			const struct canvas_cell *cell = &c->cells[row * c->cols + col];
			buf_add(b, cell->text, cell->len);
			if (cell->len != 1 || cell->text[0] != ' ')
				end = cell->len > 0 ? b->len : end;
		}
		b->len = end;
		buf_add_char(b, '\n');
	}
}
