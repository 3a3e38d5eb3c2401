/* SPDX-License-Identifier: ISC */
/*
 * layout_table.c - tables set into columns.  Each column gets what its cells want when that fits,
 * else at least its longest word and a share of the rest (CSS 2.1 section 17.5.2.2); when even that
 * does not fit, the table keeps its width and is scrolled.
 */
#include "layout_private.h"

#include <string.h>

#include <dateline/text.h>

#define GAP 3        /* cells between columns: blank, line, blank */
#define WORD_MAX 24  /* a longer word may be cut when room is short */
#define CELL_LONG 60 /* no column wants more */
#define NO_CELL (-1)

struct set_cell {
	struct composed text;
	struct text_line *lines;
	int lines_count;
	int longest, want; /* cells */
};

struct grid {
	struct setter *s;
	const struct block *k;
	int rows, cols;
	int *at; /* rows x cols: the cell's index or NO_CELL */
	struct set_cell *cells;
	int *width, *x; /* per column */
	int *height;    /* per row */
	bool ruled;     /* lines between all rows */
	bool *head;     /* per row: all cells are headers */
	int indent;
};

static int
cell_of(const struct grid *g, int row, int col)
{
	return row < 0 || col < 0 || row >= g->rows || col >= g->cols ? NO_CELL
	                                                              : g->at[row * g->cols + col];
}

static void
place_cells(struct grid *g)
{
	const struct block *k = g->k;

	for (size_t i = 0; i < k->cells_count; i++) {
		const struct cell *c = &k->cells[i];

		g->rows = c->row + c->row_span > g->rows ? c->row + c->row_span : g->rows;
		g->cols = c->col + c->col_span > g->cols ? c->col + c->col_span : g->cols;
	}
	g->at = arena_array(g->s->a, (size_t)g->rows * (size_t)g->cols, sizeof(*g->at));
	for (int i = 0; i < g->rows * g->cols; i++)
		g->at[i] = NO_CELL;
	for (size_t i = 0; i < k->cells_count; i++) {
		const struct cell *c = &k->cells[i];

		for (int r = c->row; r < c->row + c->row_span; r++)
			for (int col = c->col; col < c->col + c->col_span; col++)
				if (cell_of(g, r, col) == NO_CELL)
					g->at[r * g->cols + col] = (int)i;
	}
}

static void
measure_cell(struct grid *g, size_t i)
{
	struct set_cell *c = &g->cells[i];
	struct str rest;

	layout_compose(g->s, g->k->cells[i].start, g->k->cells[i].end, &c->text);
	c->want = text_width(c->text.text);
	for (rest = c->text.text; rest.p != NULL;) {
		int w = text_width(str_split(&rest, ' '));

		c->longest = w > c->longest ? w : c->longest;
	}
	c->longest = c->longest > WORD_MAX ? WORD_MAX : c->longest;
	c->want = c->want > CELL_LONG ? CELL_LONG : c->want;
}

/* Raises the columns that a cell spans until it fits in them. */
static void
spread(int *widths, const struct cell *c, int need)
{
	int have = GAP * (c->col_span - 1);

	for (int i = 0; i < c->col_span; i++)
		have += widths[c->col + i];
	for (int i = 0; have < need; i = (i + 1) % c->col_span) {
		widths[c->col + i]++;
		have++;
	}
}

static int
sum(const int *widths, int count)
{
	int total = GAP * (count - 1);

	for (int i = 0; i < count; i++)
		total += widths[i];
	return total;
}

/* Room beyond the least widths goes to the columns in proportion to what they still want. */
static void
share_room(int *width, const int *want, int count, int room)
{
	int lacking = 0, given = 0;

	for (int i = 0; i < count; i++)
		lacking += want[i] - width[i];
	if (lacking <= 0 || room <= 0)
		return;
	for (int i = 0; i < count; i++) {
		int share = (int)((int64_t)(want[i] - width[i]) * room / lacking);

		width[i] += share;
		given += share;
	}
	for (int i = 0; i < count && given < room; i++)
		if (width[i] < want[i]) {
			width[i]++;
			given++;
		}
}

static void
choose_widths(struct grid *g)
{
	int *want = arena_array(g->s->a, (size_t)g->cols, sizeof(*want));
	int room = g->s->width - g->indent;

	g->width = arena_array(g->s->a, (size_t)g->cols, sizeof(*g->width));
	g->x = arena_array(g->s->a, (size_t)g->cols, sizeof(*g->x));
	for (int spanning = 0; spanning < 2; spanning++)
		for (size_t i = 0; i < g->k->cells_count; i++) {
			const struct cell *c = &g->k->cells[i];

			if ((c->col_span > 1) != spanning)
				continue;
			spread(want, c, g->cells[i].want);
			spread(g->width, c, g->cells[i].longest);
		}
	for (int i = 0; i < g->cols; i++) {
		g->width[i] = g->width[i] < 1 ? 1 : g->width[i];
		want[i] = want[i] < g->width[i] ? g->width[i] : want[i];
	}
	if (sum(want, g->cols) <= room)
		memcpy(g->width, want, (size_t)g->cols * sizeof(*want));
	else
		share_room(g->width, want, g->cols, room - sum(g->width, g->cols));
	for (int i = 0, x = g->indent; i < g->cols; i++) {
		g->x[i] = x;
		x += g->width[i] + GAP;
	}
}

static int
cell_width(const struct grid *g, const struct cell *c)
{
	return sum(g->width + c->col, c->col_span);
}

static void
wrap_cell(struct grid *g, size_t i)
{
	struct set_cell *c = &g->cells[i];
	struct wrap_options o = { .width = cell_width(g, &g->k->cells[i]) };

	if (c->text.text.len > 0)
		c->lines_count = (int)text_wrap(g->s->a, c->text.text, &o, &c->lines);
	if (c->lines_count > 1)
		g->ruled = true;
}

static bool
is_rule_below(const struct grid *g, int row)
{
	return row + 1 < g->rows && (g->ruled || (g->head[row] && !g->head[row + 1]));
}

/* Lines from the top of one row to the end of another, rules between included. */
static int
lines_between(const struct grid *g, int first, int last)
{
	int total = 0;

	for (int r = first; r <= last; r++)
		total += g->height[r] + (r < last && is_rule_below(g, r));
	return total;
}

static void
choose_heights(struct grid *g)
{
	g->height = arena_array(g->s->a, (size_t)g->rows, sizeof(*g->height));
	g->head = arena_array(g->s->a, (size_t)g->rows, sizeof(*g->head));
	for (int r = 0; r < g->rows; r++)
		g->head[r] = true;
	for (size_t i = 0; i < g->k->cells_count; i++) {
		const struct cell *c = &g->k->cells[i];

		if (!c->header && c->end > c->start)
			g->head[c->row] = false;
		if (c->row_span == 1 && g->cells[i].lines_count > g->height[c->row])
			g->height[c->row] = g->cells[i].lines_count;
	}
	for (int r = 0; r < g->rows; r++)
		g->height[r] = g->height[r] < 1 ? 1 : g->height[r];
	for (size_t i = 0; i < g->k->cells_count; i++) {
		const struct cell *c = &g->k->cells[i];
		int last = c->row + c->row_span - 1, lack;

		lack = g->cells[i].lines_count - lines_between(g, c->row, last);
		if (c->row_span > 1 && lack > 0)
			g->height[last] += lack;
	}
}

/* Line `line` of a cell, counted from its top. */
static void
draw_cell(struct grid *g, int index, int line)
{
	const struct set_cell *c = &g->cells[index];
	const struct cell *at = &g->k->cells[index];
	const struct text_line *t;
	int x = g->x[at->col];

	if (line >= c->lines_count)
		return;
	t = &c->lines[line];
	if (at->numeric)
		x += cell_width(g, at) - t->width;
	layout_add_composed(g->s, x, &c->text, t->start, t->end);
}

static void
end_row_line(struct grid *g, int row, bool rule)
{
	uint32_t start = g->k->end, end = g->k->start;

	for (int col = 0; col < g->cols; col++) {
		int i = cell_of(g, row, col);

		if (i == NO_CELL || g->k->cells[i].row != row)
			continue;
		start = g->k->cells[i].start < start ? g->k->cells[i].start : start;
		end = g->k->cells[i].end > end ? g->k->cells[i].end : end;
	}
	if (start > end)
		start = end =
		        row == 0 ? g->k->start : g->s->out->lines[g->s->out->lines_count - 1].end;
	layout_clip(g->s, g->s->o->table_scroll);
	layout_end_line(g->s, rule ? end : start, end, false);
}

static void
draw_row(struct grid *g, int row)
{
	for (int line = 0; line < g->height[row]; line++) {
		for (int i = 0; i * 2 < g->indent; i++)
			layout_add_literal(g->s, i * 2, g->s->signs->bar);
		for (int col = 0; col < g->cols; col++) {
			int i = cell_of(g, row, col);

			if (i != NO_CELL && cell_of(g, row, col - 1) != i)
				draw_cell(g, i,
				        line + (g->k->cells[i].row == row
				                               ? 0
				                               : lines_between(g,
				                                         g->k->cells[i].row,
				                                         row - 1) +
				                                         is_rule_below(
				                                                 g, row - 1)));
			if (col + 1 < g->cols && (i == NO_CELL || cell_of(g, row, col + 1) != i))
				layout_add_literal(
				        g->s, g->x[col] + g->width[col] + 1, g->s->signs->vertical);
		}
		end_row_line(g, row, false);
	}
}

static bool
is_wall(const struct grid *g, int row, int col)
{
	int left = cell_of(g, row, col), right = cell_of(g, row, col + 1);

	return left == NO_CELL || left != right;
}

static bool
is_line(const struct grid *g, int row, int col)
{
	int above = cell_of(g, row, col), below = cell_of(g, row + 1, col);

	return above == NO_CELL || above != below;
}

/* The sign where the gap right of a column meets the rule below a row. */
static struct str
crossing(const struct grid *g, int row, int col)
{
	const struct layout_signs *signs = g->s->signs;
	bool up = is_wall(g, row, col), down = is_wall(g, row + 1, col);
	bool left = is_line(g, row, col), right = is_line(g, row, col + 1);

	if (!left && !right)
		return up || down ? signs->vertical : STR(" ");
	if (!left)
		return signs->tee_right;
	if (!right)
		return signs->tee_left;
	return up && down ? signs->cross
	       : up       ? signs->tee_up
	       : down     ? signs->tee_down
	                  : signs->rule;
}

static struct str
repeat(struct arena *a, struct str sign, int count)
{
	struct buf b;
	struct str line;

	buf_init(&b, (size_t)count * sign.len + 1);
	for (int i = 0; i < count; i++)
		buf_add_str(&b, sign);
	line = arena_str(a, buf_str(&b));
	buf_free(&b);
	return line;
}

static void
draw_rule(struct grid *g, int row)
{
	struct setter *s = g->s;

	for (int i = 0; i * 2 < g->indent; i++)
		layout_add_literal(s, i * 2, s->signs->bar);
	for (int col = 0; col < g->cols; col++) {
		int x = g->x[col], i = cell_of(g, row, col);
		bool line = is_line(g, row, col), more = col + 1 < g->cols;

		if (line)
			layout_add_literal(s, x, repeat(s->a, s->signs->rule, g->width[col]));
		else if (g->k->cells[i].col == col)
			draw_cell(g, i, lines_between(g, g->k->cells[i].row, row));
		if (more && line)
			layout_add_literal(s, x + g->width[col], s->signs->rule);
		if (more)
			layout_add_literal(s, x + g->width[col] + 1, crossing(g, row, col));
		if (more && is_line(g, row, col + 1))
			layout_add_literal(s, x + g->width[col] + 2, s->signs->rule);
	}
	end_row_line(g, row, true);
}

void
layout_table(struct setter *s, const struct block *k, int indent)
{
	struct grid g = { .s = s, .k = k, .indent = indent };

	if (k->cells_count == 0)
		return;
	place_cells(&g);
	g.cells = arena_array(s->a, k->cells_count, sizeof(*g.cells));
	for (size_t i = 0; i < k->cells_count; i++)
		measure_cell(&g, i);
	choose_widths(&g);
	for (size_t i = 0; i < k->cells_count; i++)
		wrap_cell(&g, i);
	choose_heights(&g);
	for (int row = 0; row < g.rows; row++) {
		draw_row(&g, row);
		if (is_rule_below(&g, row))
			draw_rule(&g, row);
	}
}
