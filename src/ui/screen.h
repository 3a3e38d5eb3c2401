/* SPDX-License-Identifier: ISC */
/*
 * screen.h - the terminal: set up and restored here, and nowhere else; a canvas is flushed to it
 * with as few bytes as it takes, in one write.
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "canvas.h"
#include "input.h"
#include "theme.h"

struct screen_options {
	bool mouse, hyperlinks_never, hyperlinks_always, title;
	bool asks_ground; /* whether the background is light, where terminals answer that */
	bool reordered; /* text comes in visual order */
};
struct screen;
bool screen_open(struct screen **out, const struct screen_options *o, struct err *e);
void screen_close(struct screen *s); /* restores the terminal */
int screen_fd(const struct screen *s);
int screen_colors(const struct screen *s);   /* 0 monochrome, 8, 16, 256 or 1 << 24 */
bool screen_is_utf8(const struct screen *s); /* else draw ASCII where it can be */
bool screen_is_light(const struct screen *s);
bool screen_asks_ground(const struct screen *s); /* an answer may come */
void screen_set_light(struct screen *s, bool light);
void screen_size(const struct screen *s, int *rows, int *cols);
/* Makes the terminal show the canvas. */
void screen_flush(struct screen *s, const struct canvas *c, const struct theme *t);
void screen_forget(struct screen *s); /* the next flush draws everything */
/* Reads what the terminal has sent into in; false at its end (hang-up). */
bool screen_read(struct screen *s, struct input *in);
const struct input_sequence *screen_sequences(const struct screen *s, size_t *count);
void screen_leave(struct screen *s); /* gives the terminal back, for another program or to stop */
void screen_enter(struct screen *s); /* takes it again */
/* These go out with the next flush. */
void screen_title(struct screen *s, struct str title);
void screen_clipboard(struct screen *s, struct str text); /* OSC 52 */
void screen_bell(struct screen *s);
void screen_notify(struct screen *s, struct str text); /* OSC 9 and 777 */

#endif
