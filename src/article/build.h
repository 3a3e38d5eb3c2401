/* SPDX-License-Identifier: ISC */
/*
 * build.h - chosen nodes to blocks: the walk (block.c) tells the writer (inline.c) where blocks and
 * spans begin and end; the writer keeps the one string of text and collapses white space.
 */
#ifndef ARTICLE_BUILD_H
#define ARTICLE_BUILD_H

#include "html.h"

#define INLINE_MAX 64     /* open links and styles at one place; deeper ones are not marked */
#define TABLE_COLS_MAX 64 /* columns of a table; further cells join the last */
#define TABLE_CELLS_MAX 20000
#define FIGURES_MAX 16 /* pictures held back until the paragraph around them ends */

struct inline_span {
	uint32_t start; /* UINT32_MAX: no text yet */
	bool is_link;
	enum style style;
	struct str url;
};

struct builder {
	struct arena *a;
	struct buf text;
	struct article *out;
	struct buf blocks; /* out->blocks while they grow; moved into the arena at the end */
	size_t links_cap, styles_cap, cells_cap;
	struct block cur;
	bool open;  /* cur has begun */
	bool space; /* a blank is due before the next text */
	bool preformatted;
	int breaks;     /* <br> since the last text */
	uint32_t fresh; /* no blank is due here: start of the block or cell */
	struct inline_span spans[INLINE_MAX];
	int spans_count;
	size_t links_before, styles_before; /* the open block */
};

void builder_init(struct builder *b, struct arena *a, struct article *out);
/* The kind and place of text that follows, if it is not in an open block. */
void builder_begin(struct builder *b, const struct block *as);
/* Adds text; white space collapses unless preformatted. */
void builder_text(struct builder *b, struct str s);
void builder_break(struct builder *b); /* <br> */
/* Ends the open block; one without text is dropped. True when it was kept. */
bool builder_end(struct builder *b);
/* Adds a block with no inline content. */
void builder_whole(struct builder *b, const struct block *as, struct str text);
void builder_span_open(struct builder *b, bool is_link, enum style style, struct str url);
void builder_span_close(struct builder *b);
uint32_t builder_at(const struct builder *b); /* where the next text would stand */
/* Gives the article its text and sorted spans. */
void builder_finish(struct builder *b);

/* Blocks of nodes[first, end) into the builder; cut[i] leaves out the subtree at i; caption[i]
 * makes its text a caption.  Either may be NULL. */
struct block_input {
	const struct dom *dom;
	const uint8_t *cut;
	struct str base; /* for links */
	bool fragment;
};
#define CUT_DROP 1
#define CUT_CAPTION 2
#define CUT_STAMP 4 /* the time of a post, which becomes a heading */
void blocks_build(struct builder *b, const struct block_input *in, uint32_t first);

#endif
