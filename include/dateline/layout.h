/* SPDX-License-Identifier: ISC */
/*
 * layout.h - an article set into lines of cells at a width (part of article).  A line is a list of
 * pieces, each a byte range of article.text or a literal (bullet, bar, rule), at a column.
 */
#ifndef DATELINE_LAYOUT_H
#define DATELINE_LAYOUT_H

#include <dateline/article.h>

struct layout_piece {
	int col;             /* cells from the left edge of the text column */
	int width;           /* cells */
	uint32_t start, end; /* bytes of article.text; equal for a literal */
	struct str literal;
};

struct layout_line {
	uint32_t block; /* index; of the block above for a blank line between blocks */
	uint32_t start, end; /* bytes of article.text on it; equal for blank lines */
	bool blank;
	struct layout_piece *pieces;
	uint32_t pieces_count;
};

struct layout {
	int width; /* cells it was made for */
	struct layout_line *lines;
	size_t lines_count;
};

struct layout_options {
	int width;        /* cells available */
	int measure;      /* most cells of a text line; 0 = 72; tables and code may use the width */
	bool ascii;       /* no box drawing, no bullets beyond ASCII */
	bool link_numbers; /* "[3]" behind each link */
	int table_scroll; /* cells that wide tables and code are moved left */
};

/* Sets the article; the layout lives in the arena and refers to art. */
void layout_make(struct arena *a, const struct article *art, const struct layout_options *o,
	struct layout *out);
/* The first line that shows byte `at` or what follows it (the last line past the end). */
size_t layout_line_at(const struct layout *l, uint32_t at);
/* Plain text of the layout, as it stands on the screen. */
void layout_write(struct buf *b, const struct article *art, const struct layout *l);

#endif
