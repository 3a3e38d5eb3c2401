/* SPDX-License-Identifier: ISC */
/*
 * list.h - a cursor in rows, or a place in lines: what all views move by the same keys.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <dateline/base.h>

struct list {
	size_t count;  /* rows or lines */
	size_t cursor; /* row; always < count when count > 0 */
	size_t top;    /* first one shown */
	size_t shown;  /* rows of the window when last drawn, at least 1 */
	bool scrolls;  /* no cursor: a text */
};

enum move { MOVE_LINE, MOVE_HALF, MOVE_PAGE, MOVE_END };

/* Moves by n steps (negative: up; MOVE_END: n < 0 top, n > 0 bottom).  False: it is at the end. */
bool list_move(struct list *l, enum move m, long n);
void list_go(struct list *l, size_t row);
/* Before drawing: sets the window's size and brings the cursor into it. */
void list_show(struct list *l, size_t rows);
/* Percentage read to the last line shown. */
int list_percent(const struct list *l);

#endif
