/* SPDX-License-Identifier: ISC */
/*
 * input.h - bytes of a terminal to events: keys, pasted text, mouse, focus.  Knows xterm's
 * sequences and those of terminfo that it is given; needs no terminal itself.
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <dateline/base.h>

#define INPUT_PASTE_MAX (64 * 1024) /* bytes; the rest of a paste is dropped */
#define INPUT_ESCAPE_MS 25          /* how long a lone escape waits for more */

/* A key is a code point (control characters as they are), or one of these, with modifiers added. */
enum {
	KEY_SPECIAL = 0x110000,
	KEY_ARROW_UP,
	KEY_ARROW_DOWN,
	KEY_ARROW_LEFT,
	KEY_ARROW_RIGHT,
	KEY_TO_HOME,
	KEY_TO_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_BACKTAB,
	KEY_F, /* KEY_F + n is Fn, n from 1 to 20 */
	KEY_F_LAST = KEY_F + 20,
	KEY_ENTER = '\r',
	KEY_TAB = '\t',
	KEY_ESCAPE = 27,
	KEY_BACKSPACE = 127
};
#define KEY_WITH_CTRL 0x1000000u /* with special keys only */
#define KEY_WITH_ALT 0x2000000u
#define KEY_WITH_SHIFT 0x4000000u
#define KEY_CTRL(letter) ((letter)&0x1F)

enum event_kind { EVENT_NONE, EVENT_KEY, EVENT_PASTE, EVENT_MOUSE, EVENT_FOCUS, EVENT_GROUND };
enum mouse_action { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
struct event {
	enum event_kind kind;
	uint32_t key;
	struct str paste; /* until the next call; not yet safe */
	enum mouse_action mouse;
	int row, col; /* of the mouse, from 0 */
	bool focused;
	bool light; /* EVENT_GROUND: the background that was asked for */
};

struct input_sequence { /* of terminfo */
	const char *bytes;
	uint32_t key;
};
struct input {
	struct buf bytes, paste;
	size_t at;
	bool pasting;
	bool asked; /* for the background: the answer may come in pieces, however late */
	const struct input_sequence *sequences;
	size_t sequences_count;
};
void input_init(struct input *in, const struct input_sequence *sequences, size_t count);
void input_free(struct input *in);
void input_feed(struct input *in, struct str bytes);
/* The next event.  False: nothing, or the start of a sequence, which `waited` (INPUT_ESCAPE_MS have
 * passed) turns into the keys it is made of. */
bool input_next(struct input *in, bool waited, struct event *out);
bool input_pending(const struct input *in); /* bytes wait for more bytes */

#endif
