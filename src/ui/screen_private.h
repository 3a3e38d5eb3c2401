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
	iconv_t charset;   /* from UTF-8, or (iconv_t)-1 when it is UTF-8 */
};

/* A cell as it stands on the terminal. */
struct drawn {
	char text[CELL_BYTES];
	uint8_t len, width;
	struct paint paint;
	uint64_t link; /* hash of the address, 0 = none */
};

struct painter {
	struct term_traits traits;
	struct buf out;
	struct drawn *old, *new; /* rows * cols each */
	int rows, cols;
	bool known;   /* old is what the terminal shows */
	int row, col; /* of the cursor; col -1: not known */
	struct paint paint;
	uint64_t link;
	bool paint_known, cursor_shown;
};

void painter_init(struct painter *p, const struct term_traits *traits);
void painter_free(struct painter *p);
/* Adds to p->out the bytes that make the terminal show c. */
void painter_draw(struct painter *p, const struct canvas *c, const struct theme *t);
void painter_forget(struct painter *p);

#endif
