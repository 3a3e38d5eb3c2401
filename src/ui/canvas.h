/* SPDX-License-Identifier: ISC */
/*
 * canvas.h - a grid of cells that views draw on and the screen flushes.  Text comes in through
 * canvas_put alone, which passes it through text_safe; so nothing else can reach a cell.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <dateline/text.h>

#define CELL_BYTES 28 /* of one cluster; longer ones lose their last joined parts */
#define CANVAS_ROWS_MAX 500
#define CANVAS_COLS_MAX 1000
#define CANVAS_LINKS_MAX 1024
#define CANVAS_RUNS_MAX 2048

/* What a cell is for; the theme says how that looks. */
enum role {
	ROLE_TEXT,
	ROLE_DIM,
	ROLE_TITLE,
	ROLE_HEADING,
	ROLE_UNREAD,
	ROLE_READ,
	ROLE_SELECTED,
	ROLE_STATUS,
	ROLE_LINE,
	ROLE_PERSON,
	ROLE_PLACE,
	ROLE_ORGANISATION,
	ROLE_DEMONYM,
	ROLE_NUMBER,
	ROLE_DATE,
	ROLE_MENTION,
	ROLE_CURRENT,
	ROLE_MATCH,
	ROLE_LINK,
	ROLE_QUOTE,
	ROLE_CODE,
	ROLE_GOOD,
	ROLE_BAD,
	ROLE_STAR,
	ROLE_KEY,
	ROLE_PROMPT,
	ROLE_NEW,
	ROLE_GONE,
	ROLES
};
enum attr {
	ATTR_BOLD = 1,
	ATTR_ITALIC = 2,
	ATTR_UNDERLINE = 4,
	ATTR_REVERSE = 8,
	ATTR_DIM = 16,
	ATTR_STRIKE = 32
};

struct look {
	uint8_t role, attrs; /* attrs are added to the theme's */
	uint16_t link;       /* 1 + index into links, 0 = none */
};
#define LOOK(r) ((struct look){ .role = (r) })

struct canvas_cell {
	char text[CELL_BYTES];
	uint8_t len;   /* 0: the right half of a wide cell */
	uint8_t width; /* 1 or 2; 0 for a right half */
	uint16_t run;  /* text that is read as one line, for right-to-left; 0 = none */
	struct look look;
};

struct canvas {
	int rows, cols;
	struct canvas_cell *cells; /* rows * cols */
	struct arena *arena;       /* of what is drawn now */
	struct str links[CANVAS_LINKS_MAX];
	size_t links_count;
	int cursor_row, cursor_col;
	bool cursor_shown;
	bool ascii; /* no box drawing, no glyphs beyond ASCII */
	bool bidi;  /* right-to-left text will be reordered: runs are noted */
	uint16_t run; /* that is open; 0 = none */
	size_t runs_count;
	bool runs_rtl[CANVAS_RUNS_MAX];
};

struct area {
	int row, col, rows, cols;
};

enum glyph {
	GLYPH_POINTER,
	GLYPH_VLINE,
	GLYPH_HLINE,
	GLYPH_TEE_UP,
	GLYPH_TEE_DOWN,
	GLYPH_DOT,
	GLYPH_STAR,
	GLYPH_UNREAD,
	GLYPH_ELLIPSIS,
	GLYPH_FOLDED,
	GLYPH_OPEN,
	GLYPH_TIMES,
	GLYPH_BAR,
	GLYPH_NEW,
	GLYPHS
};

void canvas_init(struct canvas *c);
void canvas_free(struct canvas *c);
/* Sets the size (clamped to 1 .. the caps) and blanks everything. */
void canvas_resize(struct canvas *c, int rows, int cols);
void canvas_clear(struct canvas *c);
struct area canvas_area(const struct canvas *c); /* all of it */
/* Draws text on one row, at most `cells` wide, whole clusters; returns the cells used. */
int canvas_put(struct canvas *c, int row, int col, int cells, struct str text, struct look look);
/* The same, with an ellipsis when it does not fit. */
int canvas_put_cut(
        struct canvas *c, int row, int col, int cells, struct str text, struct look look);
/* The same, set against the right edge of col + cells. */
int canvas_put_right(
        struct canvas *c, int row, int col, int cells, struct str text, struct look look);
int canvas_printf(struct canvas *c, int row, int col, struct look look, const char *fmt, ...)
        PRINTF_LIKE(5, 6);
int canvas_put_glyph(struct canvas *c, int row, int col, enum glyph g, struct look look);
struct str canvas_glyph(const struct canvas *c, enum glyph g);
void canvas_fill(struct canvas *c, struct area a, struct look look); /* with blanks */
void canvas_hline(struct canvas *c, int row, int col, int cells, struct look look);
void canvas_vline(struct canvas *c, int row, int col, int rows, struct look look);
/* Changes the look of cells that stand there already. */
void canvas_relook(struct canvas *c, int row, int col, int cells, struct look look);
uint16_t canvas_link(struct canvas *c, struct str url); /* for look.link; 0 when it cannot be one */
/* What is drawn between these is one run, whose direction is given. */
void canvas_run_begin(struct canvas *c, bool rtl);
void canvas_run_end(struct canvas *c);
bool canvas_has_rtl(struct str text); /* perhaps: it has letters of such a block */
void canvas_cursor(struct canvas *c, int row, int col, bool shown);
/* The grid as text, a row a line, blanks at line ends left off. */
void canvas_write(struct buf *b, const struct canvas *c);

#endif
