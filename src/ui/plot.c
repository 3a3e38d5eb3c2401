/* SPDX-License-Identifier: ISC */
/*
 * plot.c - a figure over time.  The value axis begins at nought unless the figures are all far from
 * it, so that a small change does not look like a large one.  Lines are Bresenham's, in dots of
 * which a cell has two across and four down (Unicode chapter 21.1, Braille patterns).
 */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define LABEL_CELLS 8
#define DOTS_X 2
#define DOTS_Y 4
#define TICK_ROWS 4 /* rows between two labels of the value axis, at least */

struct frame {
	struct canvas *c;
	struct area body; /* cells of the plot proper */
	int dots_x, dots_y;
	unsigned char *cells; /* Braille bits, body.rows * body.cols */
	int64_t x0, x1;
	double y0, y1, step; /* multiples of step */
};

struct str
plot_number(struct arena *a, double value)
{
	static const struct {
		double from;
		const char *unit;
	} scales[] = { { 1e12, "tn" }, { 1e9, "bn" }, { 1e6, "m" } };
	double size = fabs(value);

	for (size_t i = 0; i < COUNT(scales); i++)
		if (size >= scales[i].from)
			return arena_printf(a, "%.3g%s", value / scales[i].from, scales[i].unit);
	if (size >= 1000)
		return arena_printf(a, "%.0f,%03.0f", trunc(value / 1000), fmod(trunc(size), 1000));
	if (size == trunc(size) || size >= 100)
		return arena_printf(a, "%.0f", value);
	return arena_printf(a, "%.3g", value);
}

/* The next number of the series 1, 2, 5, 10 at or above value: a step that the eye can count by. */
static double
round_step(double value)
{
	double power = pow(10, floor(log10(value))), part = value / power;

	return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

static void
find_bounds(const struct plot *p, struct frame *f)
{
	double low = INFINITY, high = -INFINITY, step;

	for (size_t i = 0; i < p->count; i++) {
		low = fmin(low, p->points[i].y);
		high = fmax(high, p->points[i].y);
	}
	if (low >= 0 && (high - low) * 2 >= high)
		low = 0;
	step = high > low ? round_step((high - low) / (f->body.rows / TICK_ROWS + 1)) : 1;
	f->y0 = floor(low / step) * step;
	f->y1 = ceil(high / step) * step;
	if (f->y1 <= f->y0)
		f->y1 = f->y0 + step;
	f->step = step;
	f->x0 = p->points[0].x;
	f->x1 = p->points[p->count - 1].x;
	if (f->x1 <= f->x0)
		f->x1 = f->x0 + 1;
}

static int
dot_x(const struct frame *f, int64_t x)
{
	return (int)lround((double)(x - f->x0) / (double)(f->x1 - f->x0) * (f->dots_x - 1));
}

/* From the top. */
static int
dot_y(const struct frame *f, double y)
{
	return (int)lround((f->y1 - y) / (f->y1 - f->y0) * (f->dots_y - 1));
}

static void
set_dot(struct frame *f, int x, int y)
{
	static const unsigned char bits[DOTS_X][DOTS_Y] = { { 0x01, 0x02, 0x04, 0x40 },
		{ 0x08, 0x10, 0x20, 0x80 } };

	if (x < 0 || y < 0 || x >= f->dots_x || y >= f->dots_y)
		return;
	f->cells[(y / DOTS_Y) * f->body.cols + x / DOTS_X] |= bits[x % DOTS_X][y % DOTS_Y];
}

static void
set_line(struct frame *f, int x0, int y0, int x1, int y1)
{
	int dx = abs(x1 - x0), dy = -abs(y1 - y0), sx = x0 < x1 ? 1 : -1, sy = y0 < y1 ? 1 : -1,
	    slip = dx + dy;

	for (;;) {
		int twice = 2 * slip;
		set_dot(f, x0, y0);
		if (x0 == x1 && y0 == y1)
			return;
		if (twice >= dy) {
			slip += dy;
			x0 += sx;
		}
		if (twice <= dx) {
			slip += dx;
			y0 += sy;
		}
	}
}

static void
draw_lines(struct frame *f, const struct plot *p)
{
	for (size_t i = 1; i < p->count; i++)
		set_line(f, dot_x(f, p->points[i - 1].x), dot_y(f, p->points[i - 1].y),
		        dot_x(f, p->points[i].x), dot_y(f, p->points[i].y));
	for (int row = 0; row < f->body.rows; row++)
		for (int col = 0; col < f->body.cols; col++) {
			unsigned char dots = f->cells[row * f->body.cols + col];
			char text[4];
			if (dots == 0)
				continue;
			canvas_put(f->c, f->body.row + row, f->body.col + col, 1,
			        f->c->ascii ? STR(".")
			                    : (struct str){ text, utf8_put(0x2800u + dots, text) },
			        LOOK(ROLE_LINE));
		}
}

static void
draw_points(struct frame *f, const struct plot *p)
{
	for (size_t i = 0; i <= p->count; i++) {
		/* The chosen one comes last, over its neighbours. */
		size_t at = i < p->count ? i : p->chosen;
		const struct plot_point *point = &p->points[at];
		bool chosen = at == p->chosen;
		int row = dot_y(f, point->y) / DOTS_Y, col = dot_x(f, point->x) / DOTS_X;

		canvas_put(f->c, f->body.row + row, f->body.col + col, 1,
		        f->c->ascii ? (chosen ? STR("@") : STR("o"))
		                    : (chosen ? STR("◆") : STR("●")),
		        chosen ? LOOK(ROLE_CURRENT) : point->look);
	}
}

static void
draw_axes(struct frame *f)
{
	int ticks = (int)lround((f->y1 - f->y0) / f->step);
	char first[32] = "", last[32] = "";
	time_t from = (time_t)f->x0, to = (time_t)f->x1;
	struct tm tm;

	for (int i = 0; i <= ticks; i++) {
		double value = f->y0 + i * f->step;
		canvas_put_right(f->c, f->body.row + dot_y(f, value) / DOTS_Y,
		        f->body.col - LABEL_CELLS - 1, LABEL_CELLS, plot_number(f->c->arena, value),
		        LOOK(ROLE_DIM));
	}
	canvas_vline(f->c, f->body.row, f->body.col - 1, f->body.rows, LOOK(ROLE_LINE));
	if (localtime_r(&from, &tm) != NULL)
		strftime(first, sizeof(first), "%e %b %H:%M", &tm);
	if (localtime_r(&to, &tm) != NULL)
		strftime(last, sizeof(last), "%e %b %H:%M", &tm);
	canvas_put(f->c, f->body.row + f->body.rows, f->body.col, f->body.cols, str_of(first),
	        LOOK(ROLE_DIM));
	canvas_put_right(f->c, f->body.row + f->body.rows, f->body.col, f->body.cols, str_of(last),
	        LOOK(ROLE_DIM));
}

bool
plot_draw(struct canvas *c, struct area a, const struct plot *p)
{
	struct frame f = { .c = c };

	if (a.rows < PLOT_ROWS_MIN || a.cols < PLOT_COLS_MIN || p->count == 0)
		return false;
	f.body = (struct area){ a.row, a.col + LABEL_CELLS + 1, a.rows - 1,
		a.cols - LABEL_CELLS - 2 };
	f.dots_x = f.body.cols * DOTS_X;
	f.dots_y = f.body.rows * DOTS_Y;
	f.cells = arena_array(c->arena, (size_t)f.body.rows * (size_t)f.body.cols, 1);
	find_bounds(p, &f);
	draw_axes(&f);
	draw_lines(&f, p);
	draw_points(&f, p);
	return true;
}
