/* SPDX-License-Identifier: ISC */
/*
 * table.c - tables of data to one block: rows separated by newlines, cells by tabs, each cell with
 * its place in the grid (HTML section 4.9.12, spans clamped to the columns kept).
 */
#include "build_private.h"

#include <string.h>

#include <dateline/text.h>

#define LONG_CELL_WORDS 100 /* a cell that holds more is a column of a page */
#define MEAN_CELL_WORDS 16

struct shape {
	uint32_t rows, cells, cols_max, cols, words, cell_words, longest;
	bool heads, nested, has_blocks;
};

static void
see_cell(struct shape *s)
{
	s->longest = s->cell_words > s->longest ? s->cell_words : s->longest;
	s->cell_words = 0;
	s->cols++;
	s->cols_max = s->cols > s->cols_max ? s->cols : s->cols_max;
	s->cells++;
}

static void
see_node(struct shape *s, const struct node *n)
{
	switch (n->tag) {
	case TAG_TR:
		s->rows++;
		s->cols = 0;
		break;
	case TAG_TH:
	case TAG_CAPTION:
	case TAG_THEAD: s->heads = true; /* fall through */
	case TAG_TD:
		if (n->tag == TAG_TD || n->tag == TAG_TH)
			see_cell(s);
		break;
	case TAG_TABLE: s->nested = true; break;
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_BLOCKQUOTE:
	case TAG_PRE:
	case TAG_FORM:
	case TAG_ARTICLE: s->has_blocks = true; break;
	case TAG_TEXT:
		s->cell_words += (uint32_t)(n->text_len / 6);
		s->words += (uint32_t)(n->text_len / 6);
		break;
	default: break;
	}
}

bool
table_is_data(const struct block_input *in, uint32_t node)
{
	const struct dom *d = in->dom;
	struct str role = html_attr(d, node, ATTR_ROLE);
	struct shape s = { 0 };

	if (str_eq_nocase(role, STR("presentation")) || str_eq_nocase(role, STR("none")))
		return false;
	for (uint32_t i = node + 1; i < d->nodes[node].end; i++)
		see_node(&s, &d->nodes[i]);
	see_cell(&s);
	if (s.nested || s.has_blocks)
		return false;
	if (str_eq_nocase(role, STR("table")) || str_eq_nocase(role, STR("grid")))
		return true;
	if (s.longest > LONG_CELL_WORDS || s.rows < 1 || s.cols_max < 2)
		return false;
	return s.heads || (s.rows >= 2 && s.words <= s.cells * MEAN_CELL_WORDS);
}

static void
add_caption(struct builder *b, const struct dom *d, uint32_t node, const struct block *as)
{
	struct block caption = { .kind = as->quote > 0 ? BLOCK_QUOTE : BLOCK_PARAGRAPH,
		.level = as->quote,
		.quote = as->quote };

	for (uint32_t i = node + 1; i < d->nodes[node].end; i++) {
		if (d->nodes[i].tag == TAG_TR)
			break;
		if (d->nodes[i].tag == TAG_CAPTION) {
			builder_whole(b, &caption, html_text(b->a, d, i, 4096));
			break;
		}
	}
}

struct table *
table_open(struct builder *b, const struct dom *d, uint32_t node, const struct block *as)
{
	struct table *t = arena_alloc(b->a, sizeof(*t));
	struct block block = { .kind = BLOCK_TABLE, .quote = as->quote };

	add_caption(b, d, node, as);
	builder_begin(b, &block);
	return t;
}

static int
span_of(const struct dom *d, uint32_t node, enum attr_name name)
{
	int64_t n;

	if (!str_to_i64(str_trim(html_attr(d, node, name)), &n) || n < 1)
		return 1;
	return n > TABLE_COLS_MAX ? TABLE_COLS_MAX : (int)n;
}

static void
open_row(struct builder *b, struct table *t)
{
	if (t->row > 0)
		buf_add_char(&b->text, '\n');
	t->row++;
	t->col = 0;
	t->in_row = true;
	for (int i = 0; i < TABLE_COLS_MAX; i++)
		if (t->busy[i] > 0)
			t->busy[i]--;
}

/* The first column that no cell of an earlier row reaches into. */
static int
free_column(const struct table *t)
{
	int col = t->col;

	while (col < TABLE_COLS_MAX && t->busy[col] > 0)
		col++;
	return col;
}

static bool
open_cell(struct builder *b, struct table *t, const struct dom *d, uint32_t node)
{
	int col, cols = span_of(d, node, ATTR_COLSPAN), rows = span_of(d, node, ATTR_ROWSPAN);
	struct cell *c;

	if (t->in_cell)
		table_leave(b, t, TAG_TD);
	if (!t->in_row)
		open_row(b, t);
	col = free_column(t);
	if (col >= TABLE_COLS_MAX || t->count >= TABLE_CELLS_MAX || t->row >= UINT16_MAX)
		return false;
	cols = col + cols > TABLE_COLS_MAX ? TABLE_COLS_MAX - col : cols;
	for (int i = col; i < col + cols; i++)
		t->busy[i] = (uint16_t)rows;
	if (t->count > 0 && t->cells[t->count - 1].row == t->row - 1)
		buf_add_char(&b->text, '\t');
	t->cells = arena_grow(b->a, t->cells, t->count, &t->cap, sizeof(*t->cells));
	c = &t->cells[t->count++];
	*c = (struct cell){ .start = builder_at(b),
		.row = (uint16_t)(t->row - 1),
		.col = (uint16_t)col,
		.row_span = (uint16_t)rows,
		.col_span = (uint16_t)cols,
		.header = d->nodes[node].tag == TAG_TH };
	t->col = (uint16_t)(col + cols);
	t->in_cell = true;
	b->fresh = builder_at(b);
	b->space = false;
	return true;
}

static bool
is_numeric(struct str s)
{
	bool digit = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			digit = true;
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':')
			return false;
	}
	return digit;
}

bool
table_enter(struct builder *b, struct table *t, const struct dom *d, uint32_t node)
{
	switch (d->nodes[node].tag) {
	case TAG_CAPTION: return false;
	case TAG_TR: open_row(b, t); return true;
	case TAG_TD:
	case TAG_TH: return open_cell(b, t, d, node);
	default: builder_text(b, STR(" ")); return true;
	}
}

void
table_leave(struct builder *b, struct table *t, enum tag tag)
{
	struct cell *c;

	if (tag == TAG_TR)
		t->in_row = false;
	if ((tag != TAG_TD && tag != TAG_TH) || !t->in_cell) {
		builder_text(b, STR(" "));
		return;
	}
	c = &t->cells[t->count - 1];
	c->end = builder_at(b);
	c->numeric = !c->header && is_numeric(str_sub(buf_str(&b->text), c->start, c->end));
	t->in_cell = false;
	b->space = false;
}

/* Rows that a span promised but that never came are taken back. */
static void
clamp_rows(struct table *t)
{
	int rows = t->count > 0 ? t->cells[t->count - 1].row + 1 : 0;

	for (size_t i = 0; i < t->count; i++) {
		struct cell *c = &t->cells[i];

		if (c->row + c->row_span > rows)
			c->row_span = (uint16_t)(rows - c->row);
	}
}

/* Empty cells at the end lost their separators with the block's trailing white space. */
static void
clamp_cells(struct table *t, uint32_t end)
{
	for (size_t i = t->count; i > 0 && t->cells[i - 1].end > end; i--) {
		t->cells[i - 1].end = end;
		t->cells[i - 1].start = t->cells[i - 1].start > end ? end : t->cells[i - 1].start;
	}
}

void
table_close(struct builder *b, struct table *t)
{
	if (t->in_cell)
		table_leave(b, t, TAG_TD);
	clamp_rows(t);
	b->cur.cells = t->cells;
	b->cur.cells_count = t->count;
	if (builder_end(b))
		clamp_cells(t, builder_at(b));
}
