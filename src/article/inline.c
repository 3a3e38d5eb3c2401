/* SPDX-License-Identifier: ISC */
/*
 * inline.c - the writer of an article's text: collapses white space, holds the open links and
 * styles, closes them at the edge of a block and opens them again in the next.
 */
#include "build.h"

#include <stdlib.h>
#include <string.h>

#include <dateline/text.h>

#define NO_START UINT32_MAX

void
builder_init(struct builder *b, struct arena *a, struct article *out)
{
	memset(b, 0, sizeof(*b));
	b->a = a;
	b->out = out;
	buf_init(&b->text, ARTICLE_TEXT_MAX);
	buf_init(&b->blocks, ARTICLE_BLOCKS_MAX * sizeof(struct block));
}

uint32_t
builder_at(const struct builder *b)
{
	return (uint32_t)b->text.len;
}

void
builder_begin(struct builder *b, const struct block *as)
{
	if (b->open || b->out->blocks_count >= ARTICLE_BLOCKS_MAX)
		return;
	if (b->out->blocks_count > 0)
		buf_add_char(&b->text, '\n');
	b->cur = *as;
	b->cur.start = b->cur.end = b->fresh = builder_at(b);
	b->links_before = b->out->links_count;
	b->styles_before = b->out->styles_count;
	b->open = true;
	b->space = false;
	b->breaks = 0;
	b->preformatted = as->kind == BLOCK_PRE;
}

static void
start_spans(struct builder *b)
{
	int n = b->spans_count < INLINE_MAX ? b->spans_count : INLINE_MAX;

	for (int i = n - 1; i >= 0 && b->spans[i].start == NO_START; i--)
		b->spans[i].start = builder_at(b);
}

/* What stands between the last text and the next: a blank, a line break, or nothing at the start.
 */
static void
add_gap(struct builder *b)
{
	if (builder_at(b) > b->fresh) {
		if (b->breaks > 0)
			buf_add_char(&b->text, '\n');
		else if (b->space)
			buf_add_char(&b->text, ' ');
	}
	b->space = false;
	b->breaks = 0;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* Bytes of a no-break or ideographic space that would only indent the block, or of a mark that
 * stood on one and has no base without it; 0 when it is none of these. */
static size_t
leading_blank(const struct builder *b, struct str s, size_t i)
{
	uint32_t cp;
	size_t n;

	if (builder_at(b) != b->fresh || (unsigned char)s.p[i] < 0x80)
		return 0;
	s = str_sub(s, i, s.len);
	n = utf8_next(s, 0, &cp);
	return cp == 0xA0 || cp == 0x3000 || !text_is_safe(str_sub(s, 0, n), TEXT_SAFE_BLOCK) ? n
	                                                                                      : 0;
}

static void
add_collapsed(struct builder *b, struct str s)
{
	size_t i = 0;

	while (i < s.len) {
		size_t start;

		size_t blank = is_space(s.p[i]) ? 1 : leading_blank(b, s, i);

		if (blank > 0) {
			i += blank;
			b->space = true;
			continue;
		}
		start = i;
		while (i < s.len && !is_space(s.p[i]))
			i++;
		/* Single blanks between words go with them in one piece. */
		while (i + 1 < s.len && s.p[i] == ' ' && !is_space(s.p[i + 1])) {
			i++;
			while (i < s.len && !is_space(s.p[i]))
				i++;
		}
		add_gap(b);
		start_spans(b);
		buf_add_str(&b->text, str_sub(s, start, i));
	}
}

static void
add_preformatted(struct builder *b, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		size_t start = i;

		if (s.p[i] == '\n' && builder_at(b) == b->cur.start) {
			i++; /* blank lines before the text */
			continue;
		}
		while (i < s.len && s.p[i] != '\r' && s.p[i] != '\t')
			i++;
		if (i > start) {
			start_spans(b);
			buf_add_str(&b->text, str_sub(s, start, i));
		}
		if (i < s.len && s.p[i] == '\t')
			buf_add_cstr(&b->text, "        ");
		if (i < s.len && s.p[i] == '\r' && (i + 1 == s.len || s.p[i + 1] != '\n'))
			buf_add_char(&b->text, '\n');
		i++;
	}
}

/* Bytes that the cap leaves. */
static size_t
room(const struct builder *b)
{
	return ARTICLE_TEXT_MAX - 64 > b->text.len ? ARTICLE_TEXT_MAX - 64 - b->text.len : 0;
}

void
builder_text(struct builder *b, struct str s)
{
	if (!b->open)
		return;
	if (!text_is_safe(s, TEXT_SAFE_BLOCK))
		s = text_safe(b->a, s, TEXT_SAFE_BLOCK);
	s = utf8_prefix(s, room(b));
	if (b->preformatted)
		add_preformatted(b, s);
	else
		add_collapsed(b, s);
}

void
builder_break(struct builder *b)
{
	if (!b->open)
		return;
	if (!b->preformatted)
		b->breaks++;
	else if (builder_at(b) > b->cur.start)
		buf_add_char(&b->text, '\n');
}

static void
keep_span(struct builder *b, struct inline_span *s)
{
	struct article *out = b->out;
	uint32_t end = builder_at(b), start = s->start;

	s->start = NO_START;
	if (start == NO_START || start >= end)
		return;
	if (s->is_link) {
		out->links = arena_grow(
		        b->a, out->links, out->links_count, &b->links_cap, sizeof(*out->links));
		out->links[out->links_count++] = (struct link){ start, end, s->url };
		return;
	}
	out->styles = arena_grow(
	        b->a, out->styles, out->styles_count, &b->styles_cap, sizeof(*out->styles));
	out->styles[out->styles_count++] = (struct style_span){ start, end, s->style };
}

void
builder_span_open(struct builder *b, bool is_link, enum style style, struct str url)
{
	if (b->spans_count < INLINE_MAX)
		b->spans[b->spans_count] = (struct inline_span){ NO_START, is_link, style, url };
	b->spans_count++;
}

void
builder_span_close(struct builder *b)
{
	b->spans_count--;
	if (b->spans_count < INLINE_MAX)
		keep_span(b, &b->spans[b->spans_count]);
}

static void
cut_spans(struct builder *b)
{
	int n = b->spans_count < INLINE_MAX ? b->spans_count : INLINE_MAX;

	for (int i = n - 1; i >= 0; i--)
		keep_span(b, &b->spans[i]);
}

/* Blank lines around preformatted text, and no-break spaces around other text, are left off. */
static void
trim_block(struct builder *b)
{
	struct buf *t = &b->text;
	size_t start = b->cur.start;

	for (;;) {
		if (t->len > start && is_space(t->p[t->len - 1]))
			t->len--;
		else if (t->len >= start + 2 && memcmp(t->p + t->len - 2, "\xc2\xa0", 2) == 0)
			t->len -= 2;
		else
			break;
	}
}

/* Spans may not end behind the text that trim_block left. */
static void
clamp_spans(struct builder *b, size_t links, size_t styles)
{
	struct article *out = b->out;
	uint32_t end = builder_at(b);

	for (size_t i = links; i < out->links_count; i++)
		if (out->links[i].end > end)
			out->links[i].end = end;
	while (out->links_count > links &&
	        out->links[out->links_count - 1].start >= out->links[out->links_count - 1].end)
		out->links_count--;
	for (size_t i = styles; i < out->styles_count; i++)
		if (out->styles[i].end > end)
			out->styles[i].end = end;
}

bool
builder_end(struct builder *b)
{
	struct article *out = b->out;

	if (!b->open)
		return false;
	cut_spans(b);
	trim_block(b);
	clamp_spans(b, b->links_before, b->styles_before);
	b->cur.end = builder_at(b);
	b->open = b->preformatted = b->space = false;
	b->breaks = 0;
	if (b->cur.end == b->cur.start && b->cur.url.len == 0 && b->cur.kind != BLOCK_RULE) {
		if (out->blocks_count > 0)
			b->text.len--; /* the separator */
		return false;
	}
	b->cur.rtl = text_is_rtl(str_sub(buf_str(&b->text), b->cur.start, b->cur.end));
	buf_add(&b->blocks, &b->cur, sizeof(b->cur));
	out->blocks = (struct block *)(void *)b->blocks.p;
	out->blocks_count = b->blocks.len / sizeof(b->cur);
	return true;
}

void
builder_whole(struct builder *b, const struct block *as, struct str text)
{
	int spans = b->spans_count;

	builder_end(b);
	b->spans_count = 0;
	builder_begin(b, as);
	builder_text(b, text);
	builder_end(b);
	b->spans_count = spans;
}

static int
compare_styles(const void *x, const void *y)
{
	const struct style_span *a = x, *b = y;

	if (a->style != b->style)
		return a->style < b->style ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

static int
compare_places(const void *x, const void *y)
{
	const struct style_span *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return (int)a->style - (int)b->style;
}

/* A link that ends at that byte. */
static bool
ends_link(const struct article *out, uint32_t at)
{
	size_t low = 0, high = out->links_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (out->links[mid].end < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < out->links_count && out->links[low].end == at;
}

/* Whether a span goes on in another: where a link ended in it, the writer had to begin it anew, and
 * the blank behind the link was lost to it. */
static bool
goes_on(const struct article *out, const struct style_span *last, const struct style_span *s)
{
	return s->start <= last->end ||
	       (s->start == last->end + 1 && out->text.p[last->end] == ' ' &&
	               ends_link(out, last->end));
}

/* One style at one place is one span, however it was nested or split. */
static void
merge_styles(struct article *out)
{
	size_t n = 0;

	qsort(out->styles, out->styles_count, sizeof(*out->styles), compare_styles);
	for (size_t i = 0; i < out->styles_count; i++) {
		struct style_span s = out->styles[i], *last = n > 0 ? &out->styles[n - 1] : NULL;

		if (s.start >= s.end)
			continue;
		if (last != NULL && last->style == s.style && goes_on(out, last, &s))
			last->end = s.end > last->end ? s.end : last->end;
		else
			out->styles[n++] = s;
	}
	out->styles_count = n;
	qsort(out->styles, n, sizeof(*out->styles), compare_places);
}

void
builder_finish(struct builder *b)
{
	builder_end(b);
	b->out->text = arena_str(b->a, buf_str(&b->text));
	b->out->blocks = arena_array(b->a, b->out->blocks_count, sizeof(b->cur));
	if (b->blocks.len > 0)
		memcpy(b->out->blocks, b->blocks.p, b->blocks.len);
	buf_free(&b->blocks);
	if (b->out->styles_count > 0)
		merge_styles(b->out);
	buf_free(&b->text);
}
