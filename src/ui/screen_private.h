/* SPDX-License-Identifier: ISC */
/*
 * screen_private.h - shared by screen.c (the terminal) and paint.c (which bytes draw a frame).
 * paint.c needs no terminal and no curses: it is given what the terminal can do.
 */
#ifndef UI_SCREEN_PRIVATE_H
#define UI_SCREEN_PRIVATE_H

#include <iconv.h>

#include "screen.h"

/* What a terminal can do, as terminfo says. */
struct term_traits {
	int colors;
	bool wraps_late; /* xenl: the last column does not wrap at once */
	bool xterm;      /* knows xterm's private modes and operating system commands */
	bool hyperlinks;
	bool sync;         /* mode 2026 may be sent */
	bool erases;       /* has EL */
	bool erases_cells; /* has ECH */
	bool to_column;    /* has CHA */
	bool tabs;         /* a tab goes to the next multiple of eight */
	bool takes_back;   /* single attributes can be turned off (SGR 22 to 49) */
	bool scrolls;      /* has scrolling regions */
	iconv_t charset;   /* from UTF-8, or (iconv_t)-1 when it is UTF-8 */
};

/* A cell as it stands on the terminal. */
struct drawn {
	char text[CELL_BYTES];
	uint8_t len, width;
	struct paint paint;
	uint64_t link; /* hash of the address, 0 = none */
};

/* Where the terminal's cursor is, and how it would write. */
struct pen {
	int row, col; /* col -1: not known */
	struct paint paint;
	uint64_t link;
	bool paint_known;
};

struct painter {
	struct term_traits traits;
	struct buf out, spare;
	struct drawn *old, *new; /* rows * cols each */
	int rows, cols;
	bool known; /* old is what the terminal shows */
	struct pen pen;
	bool cursor_shown;
};

void painter_init(struct painter *p, const struct term_traits *traits);
void painter_free(struct painter *p);
/* Adds to p->out the bytes that make the terminal show c. */
void painter_draw(struct painter *p, const struct canvas *c, const struct theme *t);
void painter_forget(struct painter *p);

/* ---- paint.c: cells ---- */
bool drawn_eq(const struct drawn *a, const struct drawn *b);
bool drawn_differs(const struct painter *p, int row, int col); /* from what stands there */
/* Whether a blank looks the same in the paint that is set: colour and weight do not show. */
bool drawn_blank_fits(const struct painter *p, const struct drawn *d);
/* Whether terminals agree on how far a cluster moves the cursor. */
bool drawn_moves_surely(const struct drawn *d);

/* ---- paint_sgr.c: colours and attributes ---- */
bool painter_paint_is(const struct painter *p, struct paint to);
void painter_set_paint(struct painter *p, struct paint to);
/* What is erased now becomes plain blanks. */
void painter_prepare_erase(struct painter *p);

/* ---- paint_move.c: the cursor ---- */
void painter_move(struct painter *p, int row, int col);

/* ---- paint_scroll.c ---- */
/* Moves rows that only changed their place, when that is cheaper than drawing them. */
void painter_scroll(struct painter *p);

#endif
