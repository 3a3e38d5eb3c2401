/* SPDX-License-Identifier: ISC */
/*
 * write_html.c - an article as clean HTML, from which article_parse makes the same blocks again.
 */
#include <dateline/article.h>

#include <string.h>

#include <dateline/text.h>

#include "build_private.h"
#include "marks.h"

static const char *const style_tags[] = {
	[STYLE_EMPHASIS] = "em",
	[STYLE_STRONG] = "strong",
	[STYLE_CODE] = "code",
	[STYLE_SUB] = "sub",
	[STYLE_SUP] = "sup",
	[STYLE_STRIKE] = "s",
};

struct writer {
	struct buf *b;
	const struct article *art;
	struct mark_cursor at;
	bool ordered[LIST_DEPTH_MAX + 1]; /* per open list */
	bool begun[LIST_DEPTH_MAX + 1];   /* its open item has text of its own */
	int lists, quotes;
	bool in_terms;
};

static void
add_attr(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, " %s=\"", name);
	text_escape(b, value);
	buf_add_char(b, '"');
}

static void
open_mark(struct buf *b, const struct link *link, enum style style)
{
	if (link == NULL) {
		buf_printf(b, "<%s>", style_tags[style]);
		return;
	}
	buf_add_cstr(b, "<a");
	add_attr(b, "href", link->url);
	buf_add_char(b, '>');
}

static void
close_mark(struct buf *b, const struct link *link, enum style style)
{
	buf_printf(b, "</%s>", link == NULL ? style_tags[style] : "a");
}

static void
add_text(struct buf *b, struct str s)
{
	while (s.p != NULL) {
		text_escape(b, str_split(&s, '\n'));
		if (s.p != NULL)
			buf_add_cstr(b, "<br>");
	}
}

static void
add_verbatim(struct buf *b, struct str s)
{
	text_escape(b, s);
}

static const struct mark_writer flowing = { open_mark, close_mark, add_text };
static const struct mark_writer verbatim = { open_mark, close_mark, add_verbatim };

static void
add_inline(struct writer *w, const struct block *k)
{
	marks_write(w->b, w->art, &w->at, k->start, k->end,
	        k->kind == BLOCK_PRE ? &verbatim : &flowing);
}

static void
close_lists(struct writer *w, int down_to)
{
	while (w->lists > down_to)
		buf_printf(w->b, "</li></%s>\n", w->ordered[w->lists--] ? "ol" : "ul");
	if (w->in_terms && down_to == 0) {
		buf_add_cstr(w->b, "</dl>\n");
		w->in_terms = false;
	}
}

static void
set_quotes(struct writer *w, int quotes)
{
	if (w->quotes == quotes)
		return;
	close_lists(w, 0);
	for (; w->quotes > quotes; w->quotes--)
		buf_add_cstr(w->b, "</blockquote>\n");
	for (; w->quotes < quotes; w->quotes++)
		buf_add_cstr(w->b, "<blockquote>\n");
}

/* A paragraph that continues an item which is not open any more says so by its class. */
static void
open_item(struct writer *w, const struct block *k)
{
	buf_add_cstr(w->b, "<li");
	if (k->continued)
		buf_add_cstr(w->b, " class=\"continued\"");
	if (k->number > 0)
		buf_printf(w->b, " value=\"%d\"", k->number);
	buf_add_char(w->b, '>');
	w->begun[w->lists] = true;
}

static void
open_lists(struct writer *w, int level, bool ordered)
{
	while (w->lists < level) {
		bool this_one = w->lists + 1 == level && ordered;

		w->ordered[++w->lists] = this_one;
		w->begun[w->lists] = false;
		buf_add_cstr(w->b, this_one ? "<ol>\n" : "<ul>\n");
		if (w->lists < level)
			buf_add_cstr(w->b, "<li>");
	}
}

static void
write_item(struct writer *w, const struct block *k)
{
	int level = k->level < 1 ? 1 : k->level > LIST_DEPTH_MAX ? LIST_DEPTH_MAX : k->level;
	bool ordered = k->number > 0;

	close_lists(w, level);
	if (w->lists == level && w->ordered[level] != ordered)
		close_lists(w, level - 1);
	if (k->continued && w->lists == level && w->begun[level]) {
		buf_add_cstr(w->b, "<p>");
		add_inline(w, k);
		buf_add_cstr(w->b, "</p>");
		return;
	}
	if (w->lists == level)
		buf_add_cstr(w->b, "</li>\n");
	open_lists(w, level, ordered);
	open_item(w, k);
	add_inline(w, k);
}

static void
write_simple(struct writer *w, const struct block *k, const char *tag)
{
	buf_printf(w->b, "<%s>", tag);
	add_inline(w, k);
	buf_printf(w->b, "</%s>\n", tag);
}

static void
write_heading(struct writer *w, const struct block *k)
{
	char tag[3] = { 'h', (char)('0' + (k->level < 1 ? 1 : k->level > 6 ? 6 : k->level)), '\0' };

	write_simple(w, k, tag);
}

static void
write_term(struct writer *w, const struct block *k)
{
	if (!w->in_terms)
		buf_add_cstr(w->b, "<dl>\n");
	w->in_terms = true;
	write_simple(w, k, k->kind == BLOCK_TERM ? "dt" : "dd");
}

static void
write_figure(struct writer *w, const struct block *k)
{
	buf_add_cstr(w->b, "<figure>");
	if (k->url.len > 0) {
		buf_add_cstr(w->b, "<img");
		add_attr(w->b, "src", k->url);
		buf_add_cstr(w->b, " alt=\"\">");
	}
	if (k->end > k->start) {
		buf_add_cstr(w->b, "<figcaption>");
		add_inline(w, k);
		buf_add_cstr(w->b, "</figcaption>");
	}
	buf_add_cstr(w->b, "</figure>\n");
}

static void
write_embed(struct writer *w, const struct block *k)
{
	buf_add_cstr(w->b, "<iframe");
	add_attr(w->b, "src", k->url);
	add_attr(w->b, "title", str_sub(w->art->text, k->start, k->end));
	buf_add_cstr(w->b, "></iframe>\n");
}

static void
write_cell(struct writer *w, const struct cell *c)
{
	const char *tag = c->header ? "th" : "td";

	buf_printf(w->b, "<%s", tag);
	if (c->col_span > 1)
		buf_printf(w->b, " colspan=\"%d\"", c->col_span);
	if (c->row_span > 1)
		buf_printf(w->b, " rowspan=\"%d\"", c->row_span);
	buf_add_char(w->b, '>');
	marks_write(w->b, w->art, &w->at, c->start, c->end, &flowing);
	buf_printf(w->b, "</%s>", tag);
}

static void
write_table(struct writer *w, const struct block *k)
{
	int row = 0;

	buf_add_cstr(w->b, "<table role=\"table\">\n<tr>");
	for (size_t i = 0; i < k->cells_count; i++) {
		for (; row < k->cells[i].row; row++)
			buf_add_cstr(w->b, "</tr>\n<tr>");
		write_cell(w, &k->cells[i]);
	}
	buf_add_cstr(w->b, "</tr>\n</table>\n");
}

static void
write_block(struct writer *w, const struct block *k)
{
	set_quotes(w, k->quote);
	if (k->kind != BLOCK_ITEM &&
	        !(w->in_terms && (k->kind == BLOCK_TERM || k->kind == BLOCK_DEFINITION)))
		close_lists(w, 0);
	if (k->kind == BLOCK_ITEM && w->in_terms)
		close_lists(w, 0);
	switch (k->kind) {
	case BLOCK_HEADING: write_heading(w, k); break;
	case BLOCK_ITEM: write_item(w, k); break;
	case BLOCK_PRE: write_simple(w, k, "pre"); break;
	case BLOCK_TABLE: write_table(w, k); break;
	case BLOCK_FIGURE: write_figure(w, k); break;
	case BLOCK_EMBED: write_embed(w, k); break;
	case BLOCK_TERM:
	case BLOCK_DEFINITION: write_term(w, k); break;
	case BLOCK_RULE: buf_add_cstr(w->b, "<hr>\n"); break;
	default: write_simple(w, k, "p"); break;
	}
}

void
article_write_html(struct buf *b, const struct article *art)
{
	struct writer w = { .b = b, .art = art };

	for (size_t i = 0; i < art->blocks_count; i++)
		write_block(&w, &art->blocks[i]);
	set_quotes(&w, 0);
	close_lists(&w, 0);
}
