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
		.to_column = true,
		.tabs = true,
		.takes_back = true,
		.scrolls = true,
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
check_color(const VTermColor *got, int want, bool is_default, int row, int col)
{
	if (want == COLOR_DEFAULT ? !is_default : is_default || got->indexed.idx != want)
		fail_msg("row %d col %d: colour %d is wrong", row, col, want);
}

/* What a blank does not show may be anything. */
static void
check_paint(const struct rig *r, const VTermScreenCell *got, const struct canvas_cell *cell,
        int row, int col)
{
	struct paint want = r->theme.paint[cell->look.role];
	bool blank = cell->len == 1 && cell->text[0] == ' ';

	want.attrs |= cell->look.attrs;
	if (got->attrs.underline != ((want.attrs & ATTR_UNDERLINE) != 0) ||
	        got->attrs.reverse != ((want.attrs & ATTR_REVERSE) != 0) ||
	        got->attrs.strike != ((want.attrs & ATTR_STRIKE) != 0))
		fail_msg("row %d col %d: a line or a reversal is wrong", row, col);
	check_color(&got->bg, want.bg, VTERM_COLOR_IS_DEFAULT_BG(&got->bg), row, col);
	if (blank)
		return;
	if (got->attrs.bold != ((want.attrs & ATTR_BOLD) != 0) ||
	        got->attrs.italic != ((want.attrs & ATTR_ITALIC) != 0))
		fail_msg("row %d col %d: bold or italic is wrong", row, col);
	check_color(&got->fg, want.fg, VTERM_COLOR_IS_DEFAULT_FG(&got->fg), row, col);
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
			check_paint(r, &got, cell, row, col);
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

/* Moves some rows up or down, as a list does; what comes in is blank. */
static void
shift(struct rig *r)
{
	int by = (int)(random() % 5) - 2, top = (int)(random() % 3),
	    rows = ROWS - top - (int)(random() % 3);
	size_t row_cells = COLS;
	struct canvas_cell *cells = r->canvas.cells + top * COLS;

	if (by < 0)
		memmove(cells, cells - by * COLS, (size_t)(rows + by) * row_cells * sizeof(*cells));
	else
		memmove(cells + by * COLS, cells, (size_t)(rows - by) * row_cells * sizeof(*cells));
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
		if (frame % 3 == 0)
			shift(&r);
		else
			scribble(&r);
		flush(&r);
		check(&r);
	}
	rig_close(&r);
}

/* Every row is full; a step down at the end of the window draws one of them. */
static void
a_list_that_moves_on_draws_one_row(void **state)
{
	struct rig r = { 0 };

	(void)state;
	rig_open(&r);
	for (int first = 0; first < 3; first++) {
		for (int row = 0; row < ROWS; row++) {
			int n = row == 0 ? 0 : row + first;
			canvas_printf(&r.canvas, row, 0, LOOK(ROLE_TEXT),
			        "%d the %d. headline of today's list", n * 37 % 10, n);
		}
		flush(&r);
		check(&r);
		assert_in_range(r.bytes, 1, first == 0 ? 1000 : 80);
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
		cmocka_unit_test(a_list_that_moves_on_draws_one_row),
		cmocka_unit_test(nothing_changed_costs_nothing),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
