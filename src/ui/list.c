/* SPDX-License-Identifier: ISC */
/*
 * list.c - moving in rows and lines.
 */
#include "list.h"

static size_t
last_top(const struct list *l)
{
	size_t shown = l->shown > 0 ? l->shown : 1;

	return l->count > shown ? l->count - shown : 0;
}

static long
steps_of(const struct list *l, enum move m, long n)
{
	long shown = l->shown > 0 ? (long)l->shown : 1;

	switch (m) {
	case MOVE_LINE: return n;
	case MOVE_HALF: return n * (shown > 1 ? shown / 2 : 1);
	case MOVE_PAGE: return n * (l->scrolls && shown > 2 ? shown - 1 : shown);
	case MOVE_END: return n < 0 ? -(long)l->count : (long)l->count;
	}
	return 0;
}

static size_t
moved(size_t at, long by, size_t last)
{
	if (by < 0)
		return (size_t)-by > at ? 0 : at - (size_t)-by;
	return (size_t)by > last - at ? last : at + (size_t)by;
}

static bool
scroll(struct list *l, long by)
{
	size_t last = last_top(l), top = moved(l->top < last ? l->top : last, by, last);
	bool changed = top != l->top;

	l->top = top;
	return changed;
}

bool
list_move(struct list *l, enum move m, long n)
{
	long by = steps_of(l, m, n);
	size_t to;

	if (l->count == 0)
		return false;
	if (l->scrolls)
		return scroll(l, by);
	to = moved(l->cursor, by, l->count - 1);
	if (to == l->cursor)
		return false;
	if (m == MOVE_PAGE || m == MOVE_HALF) /* the window goes along */
		scroll(l, by);
	l->cursor = to;
	return true;
}

void
list_go(struct list *l, size_t row)
{
	size_t last = l->scrolls ? last_top(l) : l->count > 0 ? l->count - 1 : 0;

	if (row > last)
		row = last;
	*(l->scrolls ? &l->top : &l->cursor) = row;
}

void
list_show(struct list *l, size_t rows)
{
	l->shown = rows > 0 ? rows : 1;
	if (l->count > 0 && l->cursor >= l->count)
		l->cursor = l->count - 1;
	if (l->top > last_top(l))
		l->top = last_top(l);
	if (l->scrolls || l->count == 0)
		return;
	if (l->cursor < l->top)
		l->top = l->cursor;
	if (l->cursor >= l->top + l->shown)
		l->top = l->cursor - l->shown + 1;
}

int
list_percent(const struct list *l)
{
	size_t end = l->top + l->shown;

	if (l->count == 0 || end >= l->count)
		return 100;
	return (int)(end * 100 / l->count);
}
