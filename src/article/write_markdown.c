/* SPDX-License-Identifier: ISC */
/*
 * write_markdown.c - an article as Markdown (CommonMark with pipe tables).
 */
#include <dateline/article.h>

#include <string.h>

#include "marks.h"

static const char *const style_marks[] = {
	[STYLE_EMPHASIS] = "*",
	[STYLE_STRONG] = "**",
	[STYLE_CODE] = "`",
	[STYLE_SUB] = "",
	[STYLE_SUP] = "",
	[STYLE_STRIKE] = "~~",
};

static void
open_mark(struct buf *b, const struct link *link, enum style style)
{
	buf_add_cstr(b, link != NULL ? "[" : style_marks[style]);
}

static void
close_mark(struct buf *b, const struct link *link, enum style style)
{
	if (link == NULL) {
		buf_add_cstr(b, style_marks[style]);
		return;
	}
	buf_add_cstr(b, "](<");
	buf_add_str(b, link->url);
	buf_add_cstr(b, ">)");
}

static void
add_text(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '\n') {
			buf_add_cstr(b, "\\\n");
			continue;
		}
		if (memchr("\\`*_[]<>|", s.p[i], 9) != NULL)
			buf_add_char(b, '\\');
		buf_add_char(b, s.p[i]);
	}
}

static void
add_verbatim(struct buf *b, struct str s)
{
	buf_add_str(b, s);
}

static void
no_mark(struct buf *b, const struct link *link, enum style style)
{
	(void)b;
	(void)link;
	(void)style;
}

static const struct mark_writer flowing = { open_mark, close_mark, add_text };
static const struct mark_writer verbatim = { no_mark, no_mark, add_verbatim };

struct writer {
	struct buf *b;
	const struct article *art;
	struct mark_cursor at;
};

static void
add_prefix(struct buf *b, const struct block *k)
{
	for (int i = 0; i < k->quote; i++)
		buf_add_cstr(b, "> ");
	if (k->kind == BLOCK_ITEM)
		for (int i = 1; i < k->level + (k->continued ? 1 : 0); i++)
			buf_add_cstr(b, "    ");
}

static void
write_pre(struct writer *w, const struct block *k)
{
	buf_add_cstr(w->b, "```\n");
	marks_write(w->b, w->art, &w->at, k->start, k->end, &verbatim);
	buf_add_cstr(w->b, "\n```\n");
}

static void
write_table(struct writer *w, const struct block *k)
{
	int row = -1, cols = 0;

	for (size_t i = 0; i < k->cells_count; i++) {
		const struct cell *c = &k->cells[i];

		if (c->row != row) {
			if (row == 0) {
				buf_add_cstr(w->b, "\n|");
				for (int n = 0; n < cols; n++)
					buf_add_cstr(w->b, " --- |");
			}
			buf_add_cstr(w->b, row < 0 ? "|" : "\n|");
			row = c->row;
		}
		if (row == 0)
			cols += c->col_span;
		buf_add_char(w->b, ' ');
		marks_write(w->b, w->art, &w->at, c->start, c->end, &flowing);
		for (int n = 0; n < c->col_span; n++)
			buf_add_cstr(w->b, " |");
	}
	buf_add_char(w->b, '\n');
}

static void
write_text(struct writer *w, const struct block *k)
{
	if (k->kind == BLOCK_ITEM && !k->continued) {
		if (k->number > 0)
			buf_printf(w->b, "%d. ", k->number);
		else
			buf_add_cstr(w->b, "- ");
	}
	if (k->kind == BLOCK_HEADING) {
		for (int i = 0; i < k->level; i++)
			buf_add_char(w->b, '#');
		buf_add_char(w->b, ' ');
	}
	if (k->kind == BLOCK_DEFINITION)
		buf_add_cstr(w->b, ": ");
	marks_write(w->b, w->art, &w->at, k->start, k->end, &flowing);
	buf_add_char(w->b, '\n');
}

static void
write_link(struct writer *w, const struct block *k)
{
	if (k->url.len > 0)
		buf_add_cstr(w->b, k->kind == BLOCK_FIGURE ? "![" : "[");
	marks_write(w->b, w->art, &w->at, k->start, k->end,
	        k->url.len > 0 ? &(const struct mark_writer){ no_mark, no_mark, add_text }
	                       : &flowing);
	if (k->url.len > 0) {
		buf_add_cstr(w->b, "](<");
		buf_add_str(w->b, k->url);
		buf_add_cstr(w->b, ">)");
	}
	buf_add_char(w->b, '\n');
}

void
article_write_markdown(struct buf *b, const struct article *art)
{
	struct writer w = { .b = b, .art = art };

	for (size_t i = 0; i < art->blocks_count; i++) {
		const struct block *k = &art->blocks[i];

		if (i > 0)
			buf_add_char(b, '\n');
		add_prefix(b, k);
		switch (k->kind) {
		case BLOCK_PRE: write_pre(&w, k); break;
		case BLOCK_TABLE: write_table(&w, k); break;
		case BLOCK_FIGURE:
		case BLOCK_EMBED: write_link(&w, k); break;
		case BLOCK_RULE: buf_add_cstr(b, "---\n"); break;
		default: write_text(&w, k); break;
		}
	}
}
