/* SPDX-License-Identifier: ISC */
/*
 * build_private.h - shared by the walk (block.c) and its specialists: figures and embeds
 * (figure.c), tables (table.c).
 */
#ifndef ARTICLE_BUILD_PRIVATE_H
#define ARTICLE_BUILD_PRIVATE_H

#include "build.h"

#define LIST_DEPTH_MAX 32

struct figure {
	struct str url, alt;
	size_t blocks_before; /* blocks there were when it began */
	bool shown;           /* a caption of it is a block by now */
};

struct table {
	struct cell *cells;
	size_t count, cap;
	uint16_t row, col, rows;       /* row: of the open one, from 1 */
	uint16_t busy[TABLE_COLS_MAX]; /* rows that a cell above still covers */
	bool in_cell, in_row;
};

/* What holds for text at one place of the tree. */
struct place {
	struct block as;
	int list_depth;
	struct figure *figure;
	struct table *table; /* a table of data around it */
};

struct item_state {
	bool ordered, begun;
	int number, next;
};

struct frame {
	uint32_t end;
	enum tag tag;
	struct place outer;
	struct table *table; /* begun by this element */
	bool block, link;
	int spans;
	struct str closing; /* text behind its content */
};

/* figure.c: a figure that holds a picture and little else. */
bool figure_is_one(const struct dom *d, uint32_t node);
void figure_find(struct arena *a, const struct block_input *in, uint32_t node, struct figure *f);
void figure_of_image(
        struct arena *a, const struct block_input *in, uint32_t node, struct figure *f);
/* An emoji or the like that was drawn as a picture. */
bool figure_is_symbol(const struct dom *d, uint32_t node, struct str alt);
/* A player or post of a known host, or the page's own video; with a line to show for it. */
bool embed_find(struct arena *a, const struct block_input *in, uint32_t node, struct str *url,
        struct str *label);

/* table.c: a table of data becomes one block, its cells kept apart; others only lay out a page. */
bool table_is_data(const struct block_input *in, uint32_t node);
struct table *table_open(
        struct builder *b, const struct dom *d, uint32_t node, const struct block *as);
/* A block element inside; false when its subtree is to be left out. */
bool table_enter(struct builder *b, struct table *t, const struct dom *d, uint32_t node);
void table_leave(struct builder *b, struct table *t, enum tag tag);
void table_close(struct builder *b, struct table *t);

#endif
