/* SPDX-License-Identifier: ISC */
/*
 * paint_scroll.c - a list or text that moved by a few rows: the rows that are the same but for
 * their place are scrolled in a region (DECSTBM) when that spares more cells than it costs.
 */
#include "screen_private.h"

#include <stdlib.h>
#include <string.h>

#define SAME_ROWS_MIN 4 /* fewer are not worth a region */
#define SAVED_MIN 40    /* bytes, about: what the region itself costs, and more */
#define ROW_COST 6      /* bytes that go to a row */

struct shift {
	int by;          /* rows that the text goes up; negative: down */
	int top, bottom; /* of the region, both in it */
};

static const struct drawn erased = {
	.text = " ", .len = 1, .width = 1, .paint = { COLOR_DEFAULT, COLOR_DEFAULT, 0 }
};

static const struct drawn *
row_of(const struct painter *p, const struct drawn *cells, int row)
{
	return &cells[row * p->cols];
}

/* About the bytes it takes to draw the row. */
static int
cost_of(const struct painter *p, const struct drawn *old, const struct drawn *new)
{
	int changed = 0;

	for (int col = 0; col < p->cols; col++)
		changed += !drawn_eq(&old[col], &new[col]);
	return changed > 0 ? changed + ROW_COST : 0;
}

static bool
is_same(const struct painter *p, const struct drawn *old, const struct drawn *new)
{
	for (int col = 0; col < p->cols; col++)
		if (!drawn_eq(&old[col], &new[col]))
			return false;
	return true;
}

static int
cost_from_nothing(const struct painter *p, const struct drawn *new)
{
	int drawn = 0;

	for (int col = 0; col < p->cols; col++)
		drawn += !drawn_eq(&erased, &new[col]);
	return drawn > 0 ? drawn + ROW_COST : 0;
}

/* Old row that stands at row after the shift; -1: a new one comes in. */
static int
row_before(const struct shift *s, int row)
{
	int before = row + s->by;

	return before < s->top || before > s->bottom ? -1 : before;
}

/* Sets the region to all rows between the first and the last that the shift brings to their place.
 */
static bool
find_region(const struct painter *p, struct shift *s)
{
	int same = 0, first = -1, last = -1;

	for (int row = 0; row < p->rows; row++) {
		int before = row + s->by;
		if (before < 0 || before >= p->rows ||
		        !is_same(p, row_of(p, p->old, before), row_of(p, p->new, row)) ||
		        is_same(p, row_of(p, p->old, row), row_of(p, p->new, row)))
			continue;
		first = first < 0 ? row : first;
		last = row;
		same++;
	}
	if (same < SAME_ROWS_MIN)
		return false;
	s->top = s->by > 0 ? first : first + s->by;
	s->bottom = s->by > 0 ? last + s->by : last;
	return true;
}

/* Bytes, about, that need not be sent when the rows are shifted. */
static int
saved_by(const struct painter *p, const struct shift *s)
{
	int saved = 0;

	for (int row = s->top; row <= s->bottom; row++) {
		const struct drawn *new = row_of(p, p->new, row);
		int before = row_before(s, row);
		saved += cost_of(p, row_of(p, p->old, row), new);
		saved -= before < 0 ? cost_from_nothing(p, new)
		                    : cost_of(p, row_of(p, p->old, before), new);
	}
	return saved;
}

static void
send(struct painter *p, const struct shift *s)
{
	painter_prepare_erase(p);
	buf_printf(&p->out, "\033[%d;%dr", s->top + 1, s->bottom + 1);
	buf_printf(&p->out, "\033[%dH", (s->by > 0 ? s->bottom : s->top) + 1);
	for (int i = 0; i < abs(s->by); i++)
		buf_add_cstr(&p->out, s->by > 0 ? "\n" : "\033M");
	buf_add_cstr(&p->out, "\033[r");
	p->pen.row = p->pen.col = 0; /* where the end of a region leaves the cursor */
}

static void
shift_old(struct painter *p, const struct shift *s)
{
	size_t row_bytes = (size_t)p->cols * sizeof(*p->old);
	int first = s->by > 0 ? s->top : s->bottom, step = s->by > 0 ? 1 : -1;

	for (int row = first; row >= s->top && row <= s->bottom; row += step) {
		struct drawn *to = &p->old[row * p->cols];
		int before = row_before(s, row);
		if (before >= 0)
			memcpy(to, row_of(p, p->old, before), row_bytes);
		for (int col = 0; before < 0 && col < p->cols; col++)
			to[col] = erased;
	}
}

void
painter_scroll(struct painter *p)
{
	struct shift best = { 0 };
	int most = SAVED_MIN;

	if (!p->traits.scrolls || p->rows < SAME_ROWS_MIN)
		return;
	for (int by = SAME_ROWS_MIN - p->rows; by <= p->rows - SAME_ROWS_MIN; by++) {
		struct shift s = { .by = by };
		int saved = by != 0 && find_region(p, &s) ? saved_by(p, &s) : 0;
		if (saved > most) {
			most = saved;
			best = s;
		}
	}
	if (best.by == 0)
		return;
	send(p, &best);
	shift_old(p, &best);
}
