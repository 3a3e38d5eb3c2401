/* SPDX-License-Identifier: ISC */
/*
 * plot.h - a figure over time in cells: eight dots a cell (Braille patterns), or one mark a cell
 * where the terminal has only ASCII.
 */
#ifndef UI_PLOT_H
#define UI_PLOT_H

#include "canvas.h"

#define PLOT_ROWS_MIN 5 /* a smaller area is left blank: it would tell nothing */
#define PLOT_COLS_MIN 24

struct plot_point {
	int64_t x;        /* Unix seconds; points are sorted by it */
	double y;         /* value that is drawn */
	double low, high; /* the interval that was stated; both y when exact */
	struct look look;
};
struct plot {
	const struct plot_point *points;
	size_t count;
	size_t chosen; /* drawn with its value */
};

/* Draws axes, ticks, the line and the points in the area.  False: it is too small. */
bool plot_draw(struct canvas *c, struct area a, const struct plot *p);
/* "31,870", "2.4m", "0.5": at most 7 cells. */
struct str plot_number(struct arena *a, double value);

#endif
