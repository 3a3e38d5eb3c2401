/* SPDX-License-Identifier: ISC */
/*
 * paint_move.c - the cursor goes where it must by the fewest bytes: each way there is written into
 * a route, and the shortest is taken.  A column can be reached by writing again what stands there,
 * by tabs, by CUF and CHA (ECMA-48 sections 8.3.20 and 8.3.9); a row by line feeds or CUP.
 */
#include "screen_private.h"

#include <string.h>

#define ROUTE_BYTES 24 /* longer ones are never the shortest: CUP has at most 10 */
#define TAB_CELLS 8
#define LINE_FEEDS_MAX 6

struct route {
	char bytes[ROUTE_BYTES];
	size_t len; /* ROUTE_BYTES: there is no such way */
};

static const struct route no_route = { .len = ROUTE_BYTES };

static void
add_bytes(struct route *r, const char *bytes, size_t len)
{
	if (r->len + len >= ROUTE_BYTES) {
		r->len = ROUTE_BYTES;
		return;
	}
	memcpy(r->bytes + r->len, bytes, len);
	r->len += len;
}

static void
add_times(struct route *r, char c, int count)
{
	for (int i = 0; i < count && r->len < ROUTE_BYTES; i++)
		add_bytes(r, &c, 1);
}

static void
add_number(struct route *r, int n)
{
	char digits[12];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	add_bytes(r, digits + at, sizeof(digits) - at);
}

static void
add_csi(struct route *r, int n, char final)
{
	add_bytes(r, "\033[", 2);
	if (n != 1)
		add_number(r, n);
	add_bytes(r, &final, 1);
}

static void
take_shorter(struct route *best, const struct route *other)
{
	if (other->len < best->len)
		*best = *other;
}

/* ---- in a row ---- */
/* Writes cells [from, to) of the row again, as they stand there. */
static void
add_cells(const struct painter *p, struct route *r, int row, int from, int to)
{
	for (int i = from; i < to && r->len < ROUTE_BYTES; i++) {
		const struct drawn *d = &p->new[row * p->cols + i];
		bool plain = d->len == 1 || (p->traits.charset == (iconv_t)-1 && d->width == 1 &&
		                                    drawn_moves_surely(d));
		if (!plain || drawn_differs(p, row, i) || d->link != p->pen.link ||
		        (!drawn_blank_fits(p, d) && !painter_paint_is(p, d->paint)))
			*r = no_route;
		else
			add_bytes(r, d->text, d->len);
	}
}

static void
add_right(const struct painter *p, struct route *r, int row, int from, int to)
{
	struct route again = *r, jump = *r;

	if (from == to)
		return;
	add_cells(p, &again, row, from, to);
	add_csi(&jump, to - from, 'C');
	*r = again.len <= jump.len ? again : jump;
}

/* From a column that is known to one at its right: perhaps by tabs first. */
static struct route
route_right(const struct painter *p, const struct route *start, int row, int from, int to)
{
	struct route direct = *start, tabbed = *start;
	int stop = to / TAB_CELLS * TAB_CELLS;

	add_right(p, &direct, row, from, to);
	if (!p->traits.tabs || stop <= from)
		return direct;
	add_times(&tabbed, '\t', stop / TAB_CELLS - from / TAB_CELLS);
	add_right(p, &tabbed, row, stop, to);
	take_shorter(&direct, &tabbed);
	return direct;
}

/* Behind what start has done; from is -1 when the column is not known. */
static struct route
route_in_row(const struct painter *p, const struct route *start, int row, int from, int to)
{
	struct route best = no_route, back = *start, home = { .len = 0 }, there = *start;

	if (from >= 0 && from <= to)
		best = route_right(p, start, row, from, to);
	if (from > to) {
		add_times(&back, '\b', from - to);
		take_shorter(&best, &back);
	}
	add_times(&home, '\r', 1);
	add_bytes(&home, start->bytes, start->len);
	home = route_right(p, &home, row, 0, to);
	take_shorter(&best, &home);
	if (p->traits.to_column && from >= 0) {
		add_csi(&there, to + 1, 'G');
		take_shorter(&best, &there);
	}
	return best;
}

static struct route
route_absolute(int row, int col)
{
	struct route r = { .len = 0 };

	add_bytes(&r, "\033[", 2);
	if (row > 0 || col > 0)
		add_number(&r, row + 1);
	if (col > 0) {
		add_bytes(&r, ";", 1);
		add_number(&r, col + 1);
	}
	add_bytes(&r, "H", 1);
	return r;
}

void
painter_move(struct painter *p, int row, int col)
{
	struct route best = route_absolute(row, col), start = { .len = 0 }, other;

	if (p->pen.row == row && p->pen.col == col)
		return;
	if (p->pen.row >= 0 && row >= p->pen.row && row - p->pen.row <= LINE_FEEDS_MAX) {
		add_times(&start, '\n', row - p->pen.row);
		other = route_in_row(p, &start, row, p->pen.col, col);
		take_shorter(&best, &other);
	}
	buf_add(&p->out, best.bytes, best.len);
	p->pen.row = row;
	p->pen.col = col;
}
