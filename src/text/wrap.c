/* SPDX-License-Identifier: ISC */
/*
 * wrap.c - paragraphs into lines.  Where a line may end comes from libunistring (UAX #14);
 * addresses and the caller's spans are closed to it while they fit on a line.  Each byte is looked
 * at twice at most, so a paragraph of megabytes takes linear time.
 */
#include <dateline/text.h>

#include <string.h>
#include <unilbrk.h>

#include "text_private.h"

#define BREAKS_ON_STACK 4096

struct wrapper {
	struct str s;
	const struct wrap_options *o;
	const char *breaks; /* of libunistring, one for each byte */
	struct arena *arena;
	struct text_line *lines;
	size_t count, cap;
	size_t start;         /* of the line that is filled */
	size_t span;          /* first of o->nobreak that may matter */
	struct text_span url; /* the address at or before the place */
};

static int
line_width(const struct wrapper *w)
{
	int width = w->count == 0 && w->o->first_width > 0 ? w->o->first_width : w->o->width;

	return width < 1 ? 1 : width;
}

static void
emit(struct wrapper *w, size_t end)
{
	struct str line = str_sub(w->s, w->start, end);

	if (!w->o->keep_blanks)
		while (line.len > 0 && line.p[line.len - 1] == ' ')
			line.len--;
	w->lines = arena_grow(w->arena, w->lines, w->count, &w->cap, sizeof(*w->lines));
	w->lines[w->count++] = (struct text_line){ (uint32_t)w->start,
		(uint32_t)(w->start + line.len), text_width(line) };
	w->start = end;
}

/* An address goes on to the next blank; what usually ends a sentence or a bracket is not its. */
static size_t
url_end(struct str s, size_t at)
{
	while (at < s.len && (unsigned char)s.p[at] > ' ' && strchr("<>\"", s.p[at]) == NULL)
		at++;
	return at;
}

static bool
url_begins(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, s.len);

	return str_starts(rest, STR("://")) || str_starts(rest, STR("www."));
}

/* True when a border at byte `at` is inside an address or a span of the caller. */
static bool
is_closed(struct wrapper *w, size_t at)
{
	const struct text_span *spans = w->o->nobreak;

	if (at > w->url.start && at < w->url.end)
		return true;
	while (w->span < w->o->nobreak_count && spans[w->span].end <= at)
		w->span++;
	return w->span < w->o->nobreak_count && at > spans[w->span].start;
}

static void
note_url(struct wrapper *w, size_t at)
{
	char c = w->s.p[at];

	if (at >= w->url.end && (c == ':' || c == 'w') && url_begins(w->s, at))
		w->url = (struct text_span){ (uint32_t)at, (uint32_t)url_end(w->s, at) };
}

/* The next line begins before where this one was read to: spans are looked up again from there. */
static void
step_back(struct wrapper *w)
{
	while (w->span > 0 && w->o->nobreak[w->span - 1].end > w->start)
		w->span--;
}

/* Where the line that is filled may end; 0 when nowhere. */
struct ends {
	size_t open, closed; /* closed: inside an address or a span, for over-long ones */
};

static void
note_end(struct wrapper *w, struct ends *ends, size_t at)
{
	note_url(w, at);
	if (at == w->start || w->breaks == NULL || w->breaks[at] != UC_BREAK_POSSIBLE)
		return;
	if (is_closed(w, at))
		ends->closed = at;
	else
		ends->open = at;
}

/* Fills one line from w->start and moves it on. */
static void
fill_line(struct wrapper *w)
{
	struct ends ends = { 0, 0 };
	size_t at = w->start;
	int used = 0, limit = line_width(w);

	while (at < w->s.len) {
		int width;
		size_t n = text_cluster_next(w->s, at, &width);
		char c = w->s.p[at];
		bool hangs = c == ' ' && n == 1 && !w->o->keep_blanks; /* a mark makes it ink */
		if (c == '\n' || (c == '\r' && n == 2)) {
			emit(w, at);
			w->start = at + n;
			return;
		}
		note_end(w, &ends, at);
		if (used + width > limit && at > w->start && !hangs) {
			emit(w, ends.open > 0 ? ends.open : ends.closed > 0 ? ends.closed : at);
			step_back(w);
			return;
		}
		used += width;
		at += n;
	}
	emit(w, at);
}

size_t
text_wrap(struct arena *a, struct str s, const struct wrap_options *o, struct text_line **out)
{
	char few[BREAKS_ON_STACK];
	struct arena *scratch = s.len > sizeof(few) && !o->keep_blanks ? arena_create() : NULL;
	char *breaks = scratch == NULL ? few : arena_alloc(scratch, s.len);
	struct wrapper w = { .s = s, .o = o, .arena = a };

	if (!o->keep_blanks && s.len > 0) {
		u8_possible_linebreaks((const uint8_t *)s.p, s.len, "UTF-8", breaks);
		w.breaks = breaks;
	}
	do
		fill_line(&w);
	while (w.start < s.len);
	arena_destroy(scratch);
	*out = w.lines;
	return w.count;
}
