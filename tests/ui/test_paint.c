/* SPDX-License-Identifier: ISC */
/*
 * test_paint.c - frames as bytes, read back by libvterm: after any series of frames the terminal
 * shows the canvas, and a small change costs few bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "../../src/ui/screen_private.h"

#define ROWS 12
#define COLS 40

struct rig {
	struct canvas canvas;
	struct theme theme;
	struct painter painter;
	VTerm *vt;
	VTermScreen *screen;
	size_t bytes; /* of the last frame */
};

static void
rig_open(struct rig *r)
{
	struct term_traits traits = { .colors = 256,
		.wraps_late = true,
		.xterm = true,
		.sync = true,
		.hyperlinks = true,
		.erases = true,
		.erases_cells = true,
		.charset = (iconv_t)-1 };
	struct conf *c;
	struct err e;

	canvas_init(&r->canvas);
	canvas_resize(&r->canvas, ROWS, COLS);
	assert_true(conf_parse(&c, STR("theme = dark"), "c", NULL, &e));
	theme_load(&r->theme, c, 256, false, NULL);
	conf_close(c);
	painter_init(&r->painter, &traits);
	r->vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(r->vt, 1);
	r->screen = vterm_obtain_screen(r->vt);
	vterm_screen_reset(r->screen, 1);
}

static void
rig_close(struct rig *r)
{
	vterm_free(r->vt);
	painter_free(&r->painter);
	canvas_free(&r->canvas);
}

static void
flush(struct rig *r)
{
	painter_draw(&r->painter, &r->canvas, &r->theme);
	r->bytes = r->painter.out.len;
	vterm_input_write(r->vt, r->painter.out.p, r->painter.out.len);
	buf_reset(&r->painter.out);
}

static void
check(struct rig *r)
{
	for (int row = 0; row < ROWS; row++)
		for (int col = 0; col < COLS; col++) {
			const struct canvas_cell *cell = &r->canvas.cells[row * COLS + col];
			VTermScreenCell got;
			uint32_t cp = ' ';
			if (cell->width == 0)
				continue;
			utf8_next((struct str){ cell->text, cell->len }, 0, &cp);
			vterm_screen_get_cell(r->screen, (VTermPos){ row, col }, &got);
			if (got.chars[0] != cp && !(got.chars[0] == 0 && cp == ' '))
				fail_msg("row %d col %d: U+%04X, not U+%04X", row, col,
				        got.chars[0], cp);
			if (got.attrs.bold !=
			                ((r->theme.paint[cell->look.role].attrs & ATTR_BOLD) != 0 &&
			                        cp != ' ') &&
			        cp != ' ')
				fail_msg("row %d col %d: bold is wrong", row, col);
		}
}

static const char *const words[] = { "plain", "a much longer headline", "\u65E5\u672C\u8A9E",
	"caf\u00E9", "", "x", "          ", "\u2502 bar" };

static void
scribble(struct rig *r)
{
	for (int i = 0; i < 8; i++) {
		int row = (int)(random() % ROWS), col = (int)(random() % COLS);
		struct look look = LOOK((enum role)(random() % ROLES));
		if (random() % 4 == 0)
			canvas_fill(&r->canvas, (struct area){ row, col, 2, 20 }, LOOK(ROLE_TEXT));
		else
			canvas_put(&r->canvas, row, col, COLS,
			        str_of(words[random() % (long)COUNT(words)]), look);
	}
}

static void
any_series_of_frames_ends_on_the_terminal(void **state)
{
	struct rig r = { 0 };

	(void)state;
	srandom(3);
	rig_open(&r);
	for (int frame = 0; frame < 400; frame++) {
		if (frame % 50 == 0)
			canvas_clear(&r.canvas);
		if (frame % 70 == 0)
			painter_forget(&r.painter);
		scribble(&r);
		flush(&r);
		check(&r);
	}
	rig_close(&r);
}

static void
nothing_changed_costs_nothing(void **state)
{
	struct rig r = { 0 };

	(void)state;
	rig_open(&r);
	canvas_put(&r.canvas, 3, 3, COLS, STR("headline"), LOOK(ROLE_TITLE));
	flush(&r);
	flush(&r);
	assert_int_equal(r.bytes, 0);
	canvas_put(&r.canvas, 3, 3, COLS, STR("headlime"), LOOK(ROLE_TITLE));
	flush(&r);
	assert_in_range(r.bytes, 1, 16);
	check(&r);
	rig_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_series_of_frames_ends_on_the_terminal),
		cmocka_unit_test(nothing_changed_costs_nothing),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
