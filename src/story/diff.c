/* SPDX-License-Identifier: ISC */
/*
 * diff.c - what an editor changed, word by word.  Both texts are cut into words, blanks and signs;
 * what is the same at both ends is set aside, and the shortest edit of the rest found (Myers 1986).
 * A text that was written anew is shown as gone and new, not as a patchwork.
 */
#include "story_private.h"

#include <stdlib.h>
#include <string.h>

#define EDITS_MAX 1500    /* words changed that are told apart */
#define PIECES_MAX 400000 /* of one text; longer ones are compared whole */

struct piece {
	uint32_t start, end;
	uint64_t hash;
	bool word;
};
struct side {
	struct piece *list;
	size_t count;
	bool *changed;
};

static bool
is_wordy(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool
is_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t
piece_end(struct str s, size_t at)
{
	unsigned char c = (unsigned char)s.p[at++];

	if (is_space(c) && c != '\n') {
		while (at < s.len && is_space((unsigned char)s.p[at]) && s.p[at] != '\n')
			at++;
	} else if (is_wordy(c)) {
		while (at < s.len &&
		        (is_wordy((unsigned char)s.p[at]) ||
		                ((s.p[at] == ',' || s.p[at] == '.' || s.p[at] == '\'') &&
		                        at + 1 < s.len && is_wordy((unsigned char)s.p[at + 1]))))
			at++;
	}
	return at;
}

static void
cut(struct arena *a, struct str s, struct side *out)
{
	size_t cap = 0;

	for (size_t at = 0; at < s.len;) {
		size_t end = out->count + 1 < PIECES_MAX ? piece_end(s, at) : s.len;

		out->list = arena_grow(a, out->list, out->count, &cap, sizeof(*out->list));
		out->list[out->count++] = (struct piece){ (uint32_t)at, (uint32_t)end,
			hash_str(str_sub(s, at, end)), is_wordy((unsigned char)s.p[at]) };
		at = end;
	}
	out->changed = arena_array(a, out->count + 1, sizeof(*out->changed));
}

static void
mark_all(struct side *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		s->changed[i] = true;
}

/* The furthest points of each round of the search, round d having 2 d + 1 of them. */
struct search {
	const struct piece *a, *b;
	size_t n, m;
	uint32_t *rounds[EDITS_MAX + 1];
	size_t last;
};

static bool
find_edits(struct arena *arena, struct search *s)
{
	for (size_t d = 0; d <= EDITS_MAX && d <= s->n + s->m; d++) {
		uint32_t *now = arena_array(arena, 2 * d + 1, sizeof(*now));
		const uint32_t *was = d > 0 ? s->rounds[d - 1] : NULL;

		s->rounds[d] = now;
		s->last = d;
		for (size_t i = 0; i <= 2 * d; i += 2) { /* diagonal k = i - d */
			size_t x = 0, y;

			if (d > 0) {
				/* was[j] is diagonal j - (d - 1): k - 1 is j = i - 2, k + 1 is j =
				 * i */
				bool down = i == 0 || (i < 2 * d && was[i - 2] < was[i]);

				x = down ? was[i] : was[i - 2] + 1u;
			}
			y = x + d - i;
			if (x > s->n || y > s->m) {
				now[i] = (uint32_t)x;
				continue;
			}
			while (x < s->n && y < s->m && s->a[x].hash == s->b[y].hash) {
				x++;
				y++;
			}
			now[i] = (uint32_t)x;
			if (x >= s->n && y >= s->m)
				return true;
		}
	}
	return false;
}

/* Walks the rounds back from the end and marks what was taken out and put in. */
static void
mark_edits(const struct search *s, size_t offset, struct side *old_side, struct side *new_side)
{
	size_t x = s->n, y = s->m;

	for (size_t d = s->last; d > 0; d--) {
		const uint32_t *was = s->rounds[d - 1];
		size_t i = x + d - y; /* k + d */
		bool down = i == 0 || (i < 2 * d && was[i - 2] < was[i]);
		size_t from = down ? was[i] : was[i - 2];

		if (down) { /* from diagonal k + 1: y went up by one */
			y = from + d - 1 - i;
			x = from;
			new_side->changed[offset + y] = true;
		} else {
			x = from;
			y = from + d - 1 - (i - 2);
			old_side->changed[offset + x] = true;
		}
	}
}

static void
compare(struct arena *work, struct side *x, struct side *y)
{
	size_t head = 0, tail = 0;
	struct search *s = arena_alloc(work, sizeof(*s));

	while (head < x->count && head < y->count && x->list[head].hash == y->list[head].hash)
		head++;
	while (tail < x->count - head && tail < y->count - head &&
	        x->list[x->count - 1 - tail].hash == y->list[y->count - 1 - tail].hash)
		tail++;
	s->n = x->count - head - tail;
	s->m = y->count - head - tail;
	if (s->n > 0 && s->m > 0) {
		s->a = x->list + head;
		s->b = y->list + head;
	}
	if (s->n == 0 || s->m == 0 || !find_edits(work, s)) {
		mark_all(x, head, x->count - tail);
		mark_all(y, head, y->count - tail);
		return;
	}
	mark_edits(s, head, x, y);
}

/* A blank or sign left standing between changes reads worse than one longer change. */
static void
close_gaps(struct side *x, struct side *y)
{
	for (size_t i = 0, j = 0; i < x->count && j < y->count;) {
		if (x->changed[i]) {
			i++;
		} else if (y->changed[j]) {
			j++;
		} else {
			bool before = (i > 0 && x->changed[i - 1]) || (j > 0 && y->changed[j - 1]);
			bool after = x->changed[i + 1] || y->changed[j + 1];

			if (before && after && !x->list[i].word)
				x->changed[i] = y->changed[j] = true;
			i++;
			j++;
		}
	}
}

/* One more part, or the last one longer. */
static void
add_piece(struct arena *a, struct diff_part **list, size_t *count, size_t *cap, struct diff_part p)
{
	if (*count > 0 && (*list)[*count - 1].kind == p.kind &&
	        (*list)[*count - 1].end == p.start) {
		(*list)[*count - 1].end = p.end;
		return;
	}
	*list = arena_grow(a, *list, *count, cap, sizeof(**list));
	(*list)[(*count)++] = p;
}

size_t
story_diff(struct arena *a, struct str old_text, struct str new_text, struct diff_part **out)
{
	struct arena *work = arena_create();
	struct side x = { 0 }, y = { 0 };
	size_t i = 0, j = 0, count = 0, cap = 0;

	*out = NULL;
	cut(work, old_text, &x);
	cut(work, new_text, &y);
	compare(work, &x, &y);
	close_gaps(&x, &y);
	while (i < x.count || j < y.count) {
		const struct piece *p;
		enum diff_kind kind = DIFF_SAME;

		if (i < x.count && x.changed[i]) {
			kind = DIFF_GONE;
			p = &x.list[i++];
		} else {
			if (y.changed[j])
				kind = DIFF_NEW;
			else
				i++;
			p = &y.list[j++];
		}
		add_piece(a, out, &count, &cap, (struct diff_part){ kind, p->start, p->end });
	}
	arena_destroy(work);
	return count;
}
