/* SPDX-License-Identifier: ISC */
/*
 * textlines.c - drawing and searching plain lines.
 */
#include "textlines.h"

void
textlines_reset(struct textlines *l)
{
	l->list = NULL;
	l->count = l->cap = 0;
}

void
textlines_add(
        struct textlines *l, struct arena *a, struct str key, struct str text, struct look look)
{
	l->list = arena_grow(a, l->list, l->count, &l->cap, sizeof(*l->list));
	l->list[l->count++] = (struct textlines_line){ key, text, look };
}

static void
draw_line(struct textlines *l, struct canvas *c, struct area a, size_t index, int key_cells)
{
	const struct textlines_line *line = &l->list[index];
	struct str safe = text_safe(c->arena, line->text, TEXT_SAFE_LINE);
	struct text_span m;
	int col = a.col + 1;

	if (line->key.p != NULL) {
		int used = canvas_put(c, a.row, col, a.cols - 2, line->key, LOOK(ROLE_KEY));
		col += used < key_cells ? key_cells : used + 1;
	}
	canvas_put_cut(c, a.row, col, a.col + a.cols - col, safe, line->look);
	for (size_t at = 0; l->words.len > 0 && text_find_fold(safe, l->words, at, &m); at = m.end)
		canvas_relook(c, a.row, col + text_width(str_sub(safe, 0, m.start)),
		        text_width(str_sub(safe, m.start, m.end)),
		        LOOK(index + 1 == l->match ? ROLE_CURRENT : ROLE_MATCH));
}

void
textlines_draw(struct textlines *l, struct page *p, struct canvas *c, struct area a, int key_cells)
{
	p->list.count = l->count;
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < l->count; row++)
		draw_line(l, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row, key_cells);
}

static bool
has_words(const struct textlines_line *line, struct str words)
{
	struct text_span m;

	return text_find_fold(line->text, words, 0, &m) || text_find_fold(line->key, words, 0, &m);
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
		if (at < p->list.top || at >= p->list.top + p->list.shown)
			list_go(&p->list, at > 2 ? at - 2 : 0);
		return true;
	}
	return false;
}
