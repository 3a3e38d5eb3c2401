/* SPDX-License-Identifier: ISC */
/*
 * textlines.h - a page of plain lines that scrolls and can be searched: help, log, what changed.
 */
#ifndef UI_TEXTLINES_H
#define UI_TEXTLINES_H

#include "app.h"

struct textlines_line {
	struct str key; /* drawn in the key column, or none */
	struct str text;
	struct look look;
};
struct textlines_row { /* of the screen */
	size_t line;
	uint32_t start, end; /* of its text */
	bool has_key, has_text;
};
struct textlines {
	struct textlines_line *list;
	size_t count, cap;
	struct textlines_row *rows; /* in page->wrap */
	size_t rows_count, rows_cap;
	int width, key_cells; /* they were set for */
	struct str words;     /* of the search */
	size_t match;         /* line + 1, 0 = none */
};

void textlines_reset(struct textlines *l);
void textlines_add(
        struct textlines *l, struct arena *a, struct str key, struct str text, struct look look);
void textlines_draw(
        struct textlines *l, struct page *p, struct canvas *c, struct area a, int key_cells);
/* The line that a row of the list shows. */
size_t textlines_line_of(const struct textlines *l, size_t row);
bool textlines_find(
        struct app *app, struct page *p, struct textlines *l, struct str words, int direction);

#endif
