/* SPDX-License-Identifier: ISC */
/*
 * layout_private.h - what the parts of layout share: lines being filled (layout_line.c), blocks
 * (layout.c) and tables (layout_table.c).
 */
#ifndef ARTICLE_LAYOUT_PRIVATE_H
#define ARTICLE_LAYOUT_PRIVATE_H

#include <dateline/layout.h>

#define LAYOUT_MEASURE 72 /* cells of a text line when no measure is given */
#define LAYOUT_WIDTH_MIN 4
#define LAYOUT_WIDTH_MAX 1000

/* Characters that are drawn, with and without box drawing. */
struct layout_signs {
	struct str bar, bullets[3], rule, cross, tee_up, tee_down, tee_left, tee_right, vertical;
	struct str cut_left, cut_right;
};
extern const struct layout_signs layout_signs_unicode, layout_signs_ascii;

struct setter {
	struct arena *a;
	const struct article *art;
	const struct layout_options *o;
	const struct layout_signs *signs;
	struct layout *out;
	size_t lines_cap, pieces_cap;
	struct layout_piece *pieces; /* of the open line */
	uint32_t pieces_count;
	int width, measure;
	size_t link, style; /* first link and raised figure that are not behind */
	uint32_t block;
};

/* Text as it is set: of the article, with link numbers between. */
struct run {
	uint32_t at, len, start; /* at, len: in the set text; start: in article.text */
	bool literal;
};
struct composed {
	struct str text;
	struct run *runs;
	size_t count, cap;
};
/* Bytes [start, end) of the article with the numbers of links that end there and marks before
 * raised figures. */
void layout_compose(struct setter *s, uint32_t start, uint32_t end, struct composed *c);
/* The same without numbers. */
void layout_compose_bare(struct setter *s, uint32_t start, uint32_t end, struct composed *c);

/* Adds pieces to the open line. */
void layout_add_literal(struct setter *s, int col, struct str text);
void layout_add_text(struct setter *s, int col, uint32_t start, uint32_t end);
/* Bytes [from, to) of a composed text. */
void layout_add_composed(
        struct setter *s, int col, const struct composed *c, uint32_t from, uint32_t to);
/* Moves the open line's pieces left by scroll cells and cuts what is outside the width. */
void layout_clip(struct setter *s, int scroll);
/* Ends the open line; it shows bytes [start, end). */
void layout_end_line(struct setter *s, uint32_t start, uint32_t end, bool blank);

/* layout_table.c */
void layout_table(struct setter *s, const struct block *k, int indent);

#endif
