/* SPDX-License-Identifier: ISC */
/*
 * layout_line.c - lines of a layout while they are filled: pieces of text and literals at columns.
 */
#include "layout_private.h"

#include <string.h>

#include <dateline/text.h>

static void
add_run(struct setter *s, struct composed *c, struct run r)
{
	if (r.len == 0)
		return;
	c->runs = arena_grow(s->a, c->runs, c->count, &c->cap, sizeof(*c->runs));
	c->runs[c->count++] = r;
}

void
layout_compose_bare(struct setter *s, uint32_t start, uint32_t end, struct composed *c)
{
	memset(c, 0, sizeof(*c));
	c->text = str_sub(s->art->text, start, end);
	add_run(s, c, (struct run){ 0, end - start, start, false });
}

/* 10 to the power of 6 is not 106, nor footnote 1 behind 1924 the year 19241: a raised figure or
 * sign gets a mark where it touches what is before it. */
static bool
is_raised(const struct article *art, const struct style_span *y)
{
	char c = art->text.p[y->start];

	return y->style == STYLE_SUP && y->start > 0 && art->text.p[y->start - 1] > ' ' &&
	       ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '(');
}

/* Moves to the first link and raised figure that are not behind, and looks whether they are in
 * [start, end). */
static bool
has_marks(struct setter *s, uint32_t start, uint32_t end, bool *link, bool *raised)
{
	const struct article *art = s->art;

	while (s->link < art->links_count && art->links[s->link].end <= start)
		s->link++;
	while (s->style < art->styles_count &&
	        (art->styles[s->style].start < start || !is_raised(art, &art->styles[s->style])))
		s->style++;
	*link = s->o->link_numbers && s->link < art->links_count && art->links[s->link].end <= end;
	*raised = s->style < art->styles_count && art->styles[s->style].start < end;
	return *link || *raised;
}

/* Adds text up to a mark, then the mark. */
static void
add_mark(struct setter *s, struct composed *c, struct buf *b, uint32_t from, uint32_t to, bool link)
{
	struct run mark = { .start = to, .literal = true };

	add_run(s, c, (struct run){ (uint32_t)b->len, to - from, from, false });
	buf_add_str(b, str_sub(s->art->text, from, to));
	mark.at = (uint32_t)b->len;
	if (link)
		buf_printf(b, "[%zu]", s->link + 1);
	else
		buf_add_char(b, '^');
	mark.len = (uint32_t)b->len - mark.at;
	add_run(s, c, mark);
}

void
layout_compose(struct setter *s, uint32_t start, uint32_t end, struct composed *c)
{
	const struct article *art = s->art;
	uint32_t from = start;
	bool link, raised;
	struct buf b;

	if (!has_marks(s, start, end, &link, &raised)) {
		layout_compose_bare(s, start, end, c);
		return;
	}
	memset(c, 0, sizeof(*c));
	buf_init(&b, SIZE_MAX / 2);
	while (has_marks(s, from, end, &link, &raised)) {
		uint32_t to;

		link = link && (!raised || art->links[s->link].end <= art->styles[s->style].start);
		to = link ? art->links[s->link].end : art->styles[s->style].start;
		add_mark(s, c, &b, from, to, link);
		s->link += link;
		s->style += !link;
		from = to;
	}
	add_run(s, c, (struct run){ (uint32_t)b.len, end - from, from, false });
	buf_add_str(&b, str_sub(art->text, from, end));
	c->text = arena_str(s->a, buf_str(&b));
	buf_free(&b);
}

static void
add_piece(struct setter *s, struct layout_piece p)
{
	if (p.width <= 0)
		return;
	if (s->pieces_count == s->pieces_cap) {
		size_t cap = s->pieces_cap == 0 ? 16 : s->pieces_cap * 2;
		struct layout_piece *more = arena_array(s->a, cap, sizeof(*more));

		if (s->pieces_count > 0)
			memcpy(more, s->pieces, s->pieces_count * sizeof(*more));
		s->pieces = more;
		s->pieces_cap = cap;
	}
	s->pieces[s->pieces_count++] = p;
}

void
layout_add_literal(struct setter *s, int col, struct str text)
{
	add_piece(
	        s, (struct layout_piece){ .col = col, .width = text_width(text), .literal = text });
}

void
layout_add_text(struct setter *s, int col, uint32_t start, uint32_t end)
{
	add_piece(s, (struct layout_piece){ .col = col,
	                     .width = text_width(str_sub(s->art->text, start, end)),
	                     .start = start,
	                     .end = end });
}

/* The run that holds byte `at` of a composed text. */
static size_t
run_at(const struct composed *c, uint32_t at)
{
	size_t low = 0, high = c->count;

	while (low + 1 < high) {
		size_t mid = (low + high) / 2;

		if (c->runs[mid].at <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

void
layout_add_composed(struct setter *s, int col, const struct composed *c, uint32_t from, uint32_t to)
{
	for (size_t i = run_at(c, from); i < c->count && from < to; i++) {
		const struct run *r = &c->runs[i];
		uint32_t end = r->at + r->len < to ? r->at + r->len : to, into = from - r->at;

		if (r->literal)
			layout_add_literal(s, col, str_sub(c->text, from, end));
		else
			layout_add_text(s, col, r->start + into, r->start + into + (end - from));
		col += text_width(str_sub(c->text, from, end));
		from = end;
	}
}

static struct str
piece_text(const struct setter *s, const struct layout_piece *p)
{
	return p->literal.p != NULL ? p->literal : str_sub(s->art->text, p->start, p->end);
}

static void
set_piece(const struct setter *s, struct layout_piece *p, struct str text)
{
	if (p->literal.p != NULL) {
		p->literal = text;
	} else {
		p->start = (uint32_t)(text.p - s->art->text.p);
		p->end = p->start + (uint32_t)text.len;
	}
	p->width = text_width(text);
}

/* Cuts a piece to columns [0, width); false when nothing is left. */
static bool
clip_piece(const struct setter *s, struct layout_piece *p, int width)
{
	struct str text = piece_text(s, p);
	int used = 0;

	if (p->col >= width || p->col + p->width <= 0)
		return false;
	if (p->col < 0) {
		size_t cut = text_fit(text, -p->col, &used);

		/* A wide character on the edge goes as a whole. */
		while (used < -p->col && cut < text.len) {
			uint32_t cp;

			cut += utf8_next(text, cut, &cp);
			used = text_width(str_sub(text, 0, cut));
		}
		text = str_sub(text, cut, text.len);
		p->col += used;
		set_piece(s, p, text);
	}
	if (p->col + p->width > width)
		set_piece(s, p, str_sub(text, 0, text_fit(text, width - p->col, &used)));
	return p->width > 0;
}

void
layout_clip(struct setter *s, int scroll)
{
	struct layout_piece *old;
	uint32_t count;
	bool left = false, right = false;
	int from, to;

	for (uint32_t i = 0; i < s->pieces_count; i++) {
		s->pieces[i].col -= scroll;
		left |= s->pieces[i].col < 0;
		right |= s->pieces[i].col + s->pieces[i].width > s->width;
	}
	if (!left && !right)
		return;
	from = left && s->width > 2 ? 1 : 0;
	to = right && s->width > 2 ? s->width - 1 : s->width;
	old = s->pieces;
	count = s->pieces_count;
	s->pieces = NULL; /* filled anew, in order of columns */
	s->pieces_cap = s->pieces_count = 0;
	if (left)
		layout_add_literal(s, 0, s->signs->cut_left);
	for (uint32_t i = 0; i < count; i++) {
		struct layout_piece p = old[i];

		p.col -= from;
		if (!clip_piece(s, &p, to - from))
			continue;
		p.col += from;
		add_piece(s, p);
	}
	if (right)
		layout_add_literal(s, s->width - 1, s->signs->cut_right);
}

void
layout_end_line(struct setter *s, uint32_t start, uint32_t end, bool blank)
{
	struct layout *l = s->out;
	struct layout_line *line;

	l->lines = arena_grow(s->a, l->lines, l->lines_count, &s->lines_cap, sizeof(*l->lines));
	line = &l->lines[l->lines_count++];
	*line = (struct layout_line){ .block = s->block,
		.start = start,
		.end = end,
		.blank = blank,
		.pieces_count = s->pieces_count };
	if (s->pieces_count > 0) {
		line->pieces = arena_array(s->a, s->pieces_count, sizeof(*line->pieces));
		memcpy(line->pieces, s->pieces, s->pieces_count * sizeof(*line->pieces));
	}
	s->pieces_count = 0;
}
