/* SPDX-License-Identifier: ISC */
/*
 * textlines.c - lines of text set in the width of the window, with keys in a column before them;
 * drawing and searching.
 */
#include "textlines.h"

void
textlines_reset(struct textlines *l)
{
	l->list = NULL;
	l->count = l->cap = 0;
	l->width = 0;
}

void
textlines_add(
        struct textlines *l, struct arena *a, struct str key, struct str text, struct look look)
{
	l->list = arena_grow(a, l->list, l->count, &l->cap, sizeof(*l->list));
	l->list[l->count++] = (struct textlines_line){ key, text, look };
}

/* ---- setting ---- */
static void
add_row(struct textlines *l, struct arena *a, struct textlines_row row)
{
	l->rows = arena_grow(a, l->rows, l->rows_count, &l->rows_cap, sizeof(*l->rows));
	l->rows[l->rows_count++] = row;
}

/* A key too wide for its column stands on a row by itself. */
static void
set_line(struct textlines *l, struct arena *a, size_t index)
{
	struct textlines_line *line = &l->list[index];
	int indent = line->key.p != NULL ? l->key_cells : 0;
	struct wrap_options o = { .width = l->width - indent > 8 ? l->width - indent : 8 };
	bool wide = line->key.p != NULL && text_width(line->key) >= l->key_cells;
	struct text_line *lines;
	size_t count;

	line->text = text_safe(a, line->text, TEXT_SAFE_LINE);
	count = text_wrap(a, line->text, &o, &lines);
	if (wide)
		add_row(l, a, (struct textlines_row){ .line = index, .has_key = true });
	for (size_t i = 0; i < count; i++)
		add_row(l, a,
		        (struct textlines_row){ index, lines[i].start, lines[i].end,
		                line->key.p != NULL && i == 0 && !wide, true });
}

size_t
textlines_line_of(const struct textlines *l, size_t row)
{
	return row < l->rows_count ? l->rows[row].line : l->count;
}

static size_t
row_of(const struct textlines *l, size_t line)
{
	size_t row = 0;

	while (row + 1 < l->rows_count && l->rows[row].line < line)
		row++;
	return row;
}

/* For another width the same line stays on top, or under the cursor. */
static void
set_all(struct textlines *l, struct page *p)
{
	bool again = l->rows_count > 0;
	size_t top = textlines_line_of(l, p->list.top);
	size_t cursor = textlines_line_of(l, p->list.cursor);

	arena_reset(p->wrap);
	l->rows = NULL;
	l->rows_count = l->rows_cap = 0;
	for (size_t i = 0; i < l->count; i++)
		set_line(l, p->wrap, i);
	p->list.count = l->rows_count;
	if (!again)
		return;
	p->list.top = row_of(l, top);
	if (!p->list.scrolls && textlines_line_of(l, p->list.cursor) != cursor)
		p->list.cursor = row_of(l, cursor);
}

/* ---- drawing ---- */
static void
draw_row(struct textlines *l, struct canvas *c, struct area a, const struct textlines_row *row)
{
	const struct textlines_line *line = &l->list[row->line];
	struct str text = str_sub(line->text, row->start, row->end);
	int col = a.col + 1;
	struct text_span m;

	if (row->has_key)
		canvas_put_cut(c, a.row, col, a.cols - 1, line->key, LOOK(ROLE_KEY));
	if (!row->has_text)
		return;
	col += line->key.p != NULL ? l->key_cells : 0;
	canvas_put_cut(c, a.row, col, a.col + a.cols - col, text, line->look);
	for (size_t at = 0; l->words.len > 0 && text_find_fold(text, l->words, at, &m); at = m.end)
		canvas_relook(c, a.row, col + text_width(str_sub(text, 0, m.start)),
		        text_width(str_sub(text, m.start, m.end)),
		        LOOK(row->line + 1 == l->match ? ROLE_CURRENT : ROLE_MATCH));
}

void
textlines_draw(struct textlines *l, struct page *p, struct canvas *c, struct area a, int key_cells)
{
	if (l->width != a.cols - 1 || l->key_cells != key_cells) {
		l->width = a.cols - 1;
		l->key_cells = key_cells;
		set_all(l, p);
	}
	p->list.count = l->rows_count;
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < l->rows_count; row++)
		draw_row(l, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        &l->rows[p->list.top + (size_t)row]);
}

/* ---- searching ---- */
static bool
has_words(const struct textlines_line *line, struct str words)
{
	struct text_span m;

	return text_find_fold(line->text, words, 0, &m) || text_find_fold(line->key, words, 0, &m);
}

static void
go_to(struct page *p, size_t row)
{
	if (!p->list.scrolls)
		list_go(&p->list, row);
	else if (row < p->list.top || row >= p->list.top + p->list.shown)
		list_go(&p->list, row > 2 ? row - 2 : 0);
}

bool
textlines_find(
        struct app *app, struct page *p, struct textlines *l, struct str words, int direction)
{
	size_t from;

	(void)app;
	if (words.len > 0) {
		l->words = arena_str(p->keep, words);
		l->match = 0;
	}
	if (l->words.len == 0 || l->count == 0)
		return false;
	from = l->match > 0 ? l->match - 1 : direction > 0 ? l->count - 1 : 0;
	for (size_t i = 1; i <= l->count; i++) {
		size_t at = (from + l->count + (direction > 0 ? i : l->count - i)) % l->count;
		if (!has_words(&l->list[at], l->words))
			continue;
		l->match = at + 1;
		go_to(p, row_of(l, at));
		return true;
	}
	return false;
}
