/* SPDX-License-Identifier: ISC */
/*
 * marks.c - spans are not nested in general; a writer needs them nested.  At each place where a
 * span begins or ends, all open ones that would cross are closed and opened again.
 */
#include "marks.h"

#define OPEN_MAX 16

struct mark {
	uint32_t end;
	const struct link *link; /* or NULL */
	enum style style;
};

struct state {
	struct buf *b;
	const struct article *art;
	const struct mark_writer *w;
	struct mark open[OPEN_MAX];
	int count;
};

/* Closes all marks that end at or before `at`, and opens those again that stood inside them. */
static void
close_ended(struct state *s, uint32_t at)
{
	int first = 0, kept;

	while (first < s->count && s->open[first].end > at)
		first++;
	for (int i = s->count - 1; i >= first; i--)
		s->w->close(s->b, s->open[i].link, s->open[i].style);
	kept = first;
	for (int i = first; i < s->count; i++)
		if (s->open[i].end > at) {
			s->open[kept] = s->open[i];
			s->w->open(s->b, s->open[kept].link, s->open[kept].style);
			kept++;
		}
	s->count = kept;
}

static void
open_mark(struct state *s, struct mark m)
{
	if (s->count == OPEN_MAX)
		return;
	s->open[s->count++] = m;
	s->w->open(s->b, m.link, m.style);
}

static uint32_t
next_edge(const struct state *s, const struct mark_cursor *at, uint32_t end)
{
	const struct article *art = s->art;

	if (at->link < art->links_count && art->links[at->link].start < end)
		end = art->links[at->link].start;
	if (at->style < art->styles_count && art->styles[at->style].start < end)
		end = art->styles[at->style].start;
	for (int i = 0; i < s->count; i++)
		if (s->open[i].end < end)
			end = s->open[i].end;
	return end;
}

static void
open_here(struct state *s, struct mark_cursor *at, uint32_t pos, uint32_t end)
{
	const struct article *art = s->art;

	for (; at->link < art->links_count && art->links[at->link].start <= pos; at->link++) {
		const struct link *l = &art->links[at->link];
		uint32_t to = l->end < end ? l->end : end;

		if (to > pos)
			open_mark(s, (struct mark){ to, l, STYLE_EMPHASIS });
	}
	for (; at->style < art->styles_count && art->styles[at->style].start <= pos; at->style++) {
		const struct style_span *y = &art->styles[at->style];
		uint32_t to = y->end < end ? y->end : end;

		if (to > pos)
			open_mark(s, (struct mark){ to, NULL, y->style });
	}
}

void
marks_write(struct buf *b, const struct article *art, struct mark_cursor *at, uint32_t start,
        uint32_t end, const struct mark_writer *w)
{
	struct state s = { .b = b, .art = art, .w = w };
	uint32_t pos = start;

	while (pos < end) {
		uint32_t edge;

		close_ended(&s, pos);
		open_here(&s, at, pos, end);
		edge = next_edge(&s, at, end);
		w->text(b, str_sub(art->text, pos, edge));
		pos = edge;
	}
	close_ended(&s, end);
}
