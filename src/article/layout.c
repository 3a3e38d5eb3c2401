/* SPDX-License-Identifier: ISC */
/*
 * layout.c - an article's blocks set into lines: what stands before and around each kind of block,
 * and where its lines break.
 */
#include "layout_private.h"

#include <string.h>

#include <dateline/text.h>

#define LEVELS_MAX 8     /* list levels that are indented */
#define NUMBERS_MAX 7    /* cells of an item's number and its dot */
#define TEXT_WIDTH_MIN 8 /* cells that indents leave for text, as far as the width allows */
#define DEFINITION_INDENT 4
#define PRE_INDENT 2

const struct layout_signs layout_signs_unicode = {
	.bar = { "\u2502", 3 },
	.bullets = { { "\u2022", 3 }, { "\u25e6", 3 }, { "\u25aa", 3 } },
	.rule = { "\u2500", 3 },
	.cross = { "\u253c", 3 },
	.tee_up = { "\u2534", 3 },
	.tee_down = { "\u252c", 3 },
	.tee_left = { "\u2524", 3 },
	.tee_right = { "\u251c", 3 },
	.vertical = { "\u2502", 3 },
	.cut_left = { "\u2039", 3 },
	.cut_right = { "\u203a", 3 },
};
const struct layout_signs layout_signs_ascii = {
	.bar = { ">", 1 },
	.bullets = { { "*", 1 }, { "-", 1 }, { "+", 1 } },
	.rule = { "-", 1 },
	.cross = { "+", 1 },
	.tee_up = { "+", 1 },
	.tee_down = { "+", 1 },
	.tee_left = { "+", 1 },
	.tee_right = { "+", 1 },
	.vertical = { "|", 1 },
	.cut_left = { "<", 1 },
	.cut_right = { ">", 1 },
};

/* How wide the markers of the open lists are, by level. */
struct lists {
	int marker[LEVELS_MAX + 1];
};

static const struct block *
block_at(const struct setter *s, size_t i)
{
	return i < s->art->blocks_count ? &s->art->blocks[i] : NULL;
}

static int
level_of(const struct block *k)
{
	return k->level < 1 ? 1 : k->level > LEVELS_MAX ? LEVELS_MAX : k->level;
}

static int
marker_width(int number)
{
	int cells = 3;

	for (; number >= 10; number /= 10)
		cells++;
	return cells > NUMBERS_MAX ? NUMBERS_MAX : cells;
}

/* The widest marker of the list that begins at block i. */
static int
list_marker(const struct setter *s, size_t i)
{
	const struct block *first = &s->art->blocks[i], *k;
	int level = level_of(first), widest = 2;

	for (; (k = block_at(s, i)) != NULL && k->kind == BLOCK_ITEM && level_of(k) >= level; i++) {
		if (level_of(k) > level || k->continued)
			continue;
		if ((k->number > 0) != (first->number > 0))
			break;
		if (k->number > 0 && marker_width(k->number) > widest)
			widest = marker_width(k->number);
	}
	return widest;
}

/* An item begins a list unless one of its level and kind stands before it, sublists aside. */
static bool
begins_list(const struct setter *s, size_t i)
{
	const struct block *k = &s->art->blocks[i], *above;

	while (i > 0) {
		above = &s->art->blocks[--i];
		if (above->kind != BLOCK_ITEM || level_of(above) < level_of(k))
			return true;
		if (level_of(above) == level_of(k) && !above->continued)
			return (above->number > 0) != (k->number > 0) && !k->continued;
	}
	return true;
}

static void
add_quote_bars(struct setter *s, int quote)
{
	for (int i = 0; i < quote; i++)
		layout_add_literal(s, i * 2, s->signs->bar);
}

static int
quote_depth(const struct setter *s, const struct block *k)
{
	int most = (s->width - TEXT_WIDTH_MIN) / 2;

	return k->quote < most ? k->quote : most > 0 ? most : 0;
}

/* Text lines: their place, and what stands before the first of them. */
struct setting {
	int quote, indent; /* indent: with the quote's bars */
	struct str marker; /* at marker_col, on the first line */
	int marker_col;
	bool rtl;
};

/* The bytes that the open line's pieces from `first` on show; *start is where the line before
 * ended. */
static void
find_range(const struct setter *s, uint32_t first, uint32_t *start, uint32_t *end)
{
	*end = *start;
	for (uint32_t i = s->pieces_count; i > first; i--) {
		const struct layout_piece *p = &s->pieces[i - 1];

		if (p->literal.p != NULL)
			continue;
		*start = p->start;
		*end = p->end > *end ? p->end : *end;
	}
}

static void
set_lines(struct setter *s, const struct setting *g, const struct composed *c, uint32_t start)
{
	struct wrap_options o = { .width = s->measure - g->indent };
	struct text_line *lines;
	size_t count = text_wrap(s->a, c->text, &o, &lines);

	for (size_t i = 0; i < count; i++) {
		uint32_t first, end;

		add_quote_bars(s, g->quote);
		if (i == 0 && g->marker.len > 0)
			layout_add_literal(s, g->marker_col, g->marker);
		first = s->pieces_count;
		layout_add_composed(s, g->rtl ? s->measure - lines[i].width : g->indent, c,
		        lines[i].start, lines[i].end);
		find_range(s, first, &start, &end);
		layout_end_line(s, start, end, false);
		start = end;
	}
}

/* Where there is no room for indents the text keeps what there is. */
static void
squeeze(const struct setter *s, struct setting *g)
{
	g->indent = s->measure > TEXT_WIDTH_MIN ? s->measure - TEXT_WIDTH_MIN : 0;
	g->quote = g->quote * 2 > g->indent ? g->indent / 2 : g->quote;
	if (g->marker_col + text_width(g->marker) > g->indent)
		g->marker = STR_NONE;
}

static void
set_text(struct setter *s, const struct block *k, struct setting *g)
{
	struct composed c;

	if (s->measure - g->indent < TEXT_WIDTH_MIN)
		squeeze(s, g);
	g->rtl = k->rtl;
	layout_compose(s, k->start, k->end, &c);
	set_lines(s, g, &c, k->start);
}

static void
set_plain(struct setter *s, const struct block *k, int indent)
{
	struct setting g = { .quote = quote_depth(s, k) };

	g.indent = g.quote * 2 + indent;
	set_text(s, k, &g);
}

static void
set_item(struct setter *s, const struct block *k, const struct lists *lists)
{
	struct setting g = { .quote = quote_depth(s, k) };
	int level = level_of(k);

	g.indent = g.quote * 2;
	for (int i = 1; i <= level; i++) {
		g.marker_col = g.indent;
		g.indent += lists->marker[i] > 0 ? lists->marker[i] : 2;
	}
	if (!k->continued && k->number > 0) {
		g.marker = arena_printf(s->a, "%d.", k->number);
		g.marker_col += g.indent - g.marker_col - 1 - (int)g.marker.len;
	} else if (!k->continued) {
		g.marker = s->signs->bullets[(level - 1) % 3];
	}
	set_text(s, k, &g);
}

static void
set_labelled(struct setter *s, const struct block *k, struct str label)
{
	struct setting g = { .quote = quote_depth(s, k), .marker = label };

	g.marker_col = g.quote * 2;
	g.indent = g.marker_col + (int)label.len + 1;
	if (s->measure - g.indent < TEXT_WIDTH_MIN * 2)
		g.indent = g.marker_col + 2;
	if (k->start == k->end || g.indent <= g.marker_col + 2) {
		add_quote_bars(s, g.quote);
		layout_add_literal(s, g.marker_col, label);
		layout_clip(s, 0);
		layout_end_line(s, k->start, k->start, false);
		g.marker = STR_NONE;
	}
	if (k->end > k->start)
		set_text(s, k, &g);
}

static void
set_pre(struct setter *s, const struct block *k)
{
	struct str rest = str_sub(s->art->text, k->start, k->end);
	int quote = quote_depth(s, k), col = quote * 2 + PRE_INDENT;

	while (rest.p != NULL) {
		struct str line = str_split(&rest, '\n');
		uint32_t start = (uint32_t)(line.p - s->art->text.p);
		uint32_t end = start + (uint32_t)line.len;

		add_quote_bars(s, quote);
		layout_add_text(s, col, start, end);
		layout_clip(s, s->o->table_scroll);
		layout_end_line(s, start, end, false);
	}
}

static void
set_rule(struct setter *s, const struct block *k)
{
	int quote = quote_depth(s, k), col = (s->measure - 5) / 2;

	add_quote_bars(s, quote);
	layout_add_literal(s, col < quote * 2 ? quote * 2 : col, STR("* * *"));
	layout_clip(s, 0);
	layout_end_line(s, k->start, k->start, false);
}

static void
set_block(struct setter *s, const struct block *k, const struct lists *lists)
{
	switch (k->kind) {
	case BLOCK_ITEM: set_item(s, k, lists); break;
	case BLOCK_PRE: set_pre(s, k); break;
	case BLOCK_TABLE: layout_table(s, k, quote_depth(s, k) * 2); break;
	case BLOCK_FIGURE: set_labelled(s, k, STR("[picture]")); break;
	case BLOCK_EMBED: set_labelled(s, k, STR("[embed]")); break;
	case BLOCK_DEFINITION: set_plain(s, k, DEFINITION_INDENT); break;
	case BLOCK_RULE: set_rule(s, k); break;
	default: set_plain(s, k, 0); break;
	}
}

/* Items and definitions stand close. */
static bool
wants_blank(const struct block *above, const struct block *k)
{
	if (k->quote != above->quote)
		return true;
	if (k->kind == BLOCK_ITEM)
		return above->kind != BLOCK_ITEM || k->continued;
	return k->kind != BLOCK_DEFINITION ||
	       (above->kind != BLOCK_TERM && above->kind != BLOCK_DEFINITION);
}

static void
set_blank(struct setter *s, const struct block *above, const struct block *k)
{
	int quote = above->quote < k->quote ? quote_depth(s, above) : quote_depth(s, k);

	add_quote_bars(s, quote);
	layout_end_line(s, above->end, above->end, true);
}

static int
clamp_width(int width)
{
	return width < LAYOUT_WIDTH_MIN   ? LAYOUT_WIDTH_MIN
	       : width > LAYOUT_WIDTH_MAX ? LAYOUT_WIDTH_MAX
	                                  : width;
}

void
layout_make(struct arena *a, const struct article *art, const struct layout_options *o,
        struct layout *out)
{
	struct lists lists = { { 0 } };
	struct setter s = { .a = a, .art = art, .o = o, .out = out };

	memset(out, 0, sizeof(*out));
	out->width = s.width = clamp_width(o->width);
	s.measure = o->measure > 0 ? clamp_width(o->measure) : LAYOUT_MEASURE;
	s.measure = s.measure < s.width ? s.measure : s.width;
	s.signs = o->ascii ? &layout_signs_ascii : &layout_signs_unicode;
	for (size_t i = 0; i < art->blocks_count; i++) {
		const struct block *k = &art->blocks[i];

		if (i > 0 && wants_blank(k - 1, k))
			set_blank(&s, k - 1, k);
		s.block = (uint32_t)i;
		if (k->kind == BLOCK_ITEM && begins_list(&s, i))
			lists.marker[level_of(k)] = list_marker(&s, i);
		set_block(&s, k, &lists);
	}
}

static bool
shows(const struct layout_line *l, uint32_t at)
{
	for (uint32_t i = 0; i < l->pieces_count; i++)
		if (l->pieces[i].start <= at && at < l->pieces[i].end)
			return true;
	return false;
}

size_t
layout_line_at(const struct layout *l, uint32_t at)
{
	size_t low = 0, high = l->lines_count;

	if (l->lines_count == 0)
		return 0;
	while (low < high) { /* the first line that ends behind at */
		size_t mid = (low + high) / 2;

		if (l->lines[mid].end > at)
			high = mid;
		else
			low = mid + 1;
	}
	if (low == l->lines_count)
		return low - 1;
	/* The lines of a table row share their range: the one that shows the byte is meant. */
	for (size_t i = low; i < l->lines_count && l->lines[i].start <= at; i++)
		if (shows(&l->lines[i], at))
			return i;
	return low;
}

void
layout_write(struct buf *b, const struct article *art, const struct layout *l)
{
	for (size_t i = 0; i < l->lines_count; i++) {
		const struct layout_line *line = &l->lines[i];
		int col = 0;

		for (uint32_t k = 0; k < line->pieces_count; k++) {
			const struct layout_piece *p = &line->pieces[k];

			for (; col < p->col; col++)
				buf_add_char(b, ' ');
			buf_add_str(b, p->literal.p != NULL ? p->literal
			                                    : str_sub(art->text, p->start, p->end));
			col = p->col + p->width;
		}
		buf_add_char(b, '\n');
	}
}
