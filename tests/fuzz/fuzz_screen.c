/* SPDX-License-Identifier: ISC */
/*
 * fuzz_screen.c - any bytes from a terminal are events, and any text drawn on the canvas leaves
 * only safe cells, put in order or not.
 */
#include <stdlib.h>

#include "../../src/ui/bidi.h"
#include "../../src/ui/canvas.h"
#include "../../src/ui/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_events(struct str bytes)
{
	struct input in;
	struct event ev;

	input_init(&in, NULL, 0);
	in.asked = bytes.len % 2 == 0;
	for (size_t at = 0; at < bytes.len; at += 7) {
		input_feed(&in, str_sub(bytes, at, at + 7));
		while (input_next(&in, false, &ev))
			if (ev.kind == EVENT_KEY && ev.key == 0xFFFFFFFF)
				abort();
	}
	while (input_next(&in, true, &ev)) {
	}
	input_free(&in);
}

static void
draw(struct str text)
{
	struct canvas c;

	canvas_init(&c);
	canvas_resize(&c, 3, 40);
	c.bidi = text.len % 2 == 0;
	canvas_put(&c, 0, 3, 30, text, LOOK(ROLE_TEXT));
	canvas_put_cut(&c, 1, 0, 17, text, LOOK(ROLE_TEXT));
	canvas_put_right(&c, 2, 5, 20, text, LOOK(ROLE_TEXT));
	canvas_cursor(&c, 1, 5, true);
	bidi_reorder(&c);
	for (int i = 0; i < 120; i++) {
		struct str cell = { c.cells[i].text, c.cells[i].len };
		if (!utf8_valid(cell) || !text_is_safe(cell, TEXT_SAFE_LINE))
			abort();
	}
	canvas_free(&c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };

	read_events(bytes);
	draw(bytes);
	return 0;
}
