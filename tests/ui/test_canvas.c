/* SPDX-License-Identifier: ISC */
/*
 * test_canvas.c - text on the grid: clipping, wide cells, cutting, hostile text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "../../src/ui/canvas.h"

static struct canvas canvas;

static const char *
shown(void)
{
	static char text[8192];
	struct buf b;

	buf_init(&b, sizeof(text) - 1);
	canvas_write(&b, &canvas);
	memcpy(text, b.p, b.len);
	text[b.len] = '\0';
	buf_free(&b);
	return text;
}

static void
text_is_clipped_in_whole_clusters(void **state)
{
	(void)state;
	canvas_resize(&canvas, 2, 6);
	assert_int_equal(canvas_put(&canvas, 0, 0, 9, STR("abcdefgh"), LOOK(ROLE_TEXT)), 6);
	assert_int_equal(canvas_put(&canvas, 1, 3, 9, STR("\u65E5\u672C"), LOOK(ROLE_TEXT)), 2);
	assert_string_equal(shown(), "abcdef\n   \u65E5\n");
	assert_int_equal(canvas_put(&canvas, 5, 0, 9, STR("x"), LOOK(ROLE_TEXT)), 0);
	assert_int_equal(canvas_put(&canvas, -1, 0, 9, STR("x"), LOOK(ROLE_TEXT)), 0);
}

static void
half_of_a_wide_cell_takes_the_other_along(void **state)
{
	(void)state;
	canvas_resize(&canvas, 1, 6);
	canvas_put(&canvas, 0, 0, 6, STR("\u65E5\u672C\u8A9E"), LOOK(ROLE_TEXT));
	canvas_put(&canvas, 0, 1, 1, STR("x"), LOOK(ROLE_TEXT));
	canvas_put(&canvas, 0, 4, 1, STR("y"), LOOK(ROLE_TEXT));
	assert_string_equal(shown(), " x\u672Cy\n");
}

static void
cut_text_ends_in_an_ellipsis(void **state)
{
	(void)state;
	canvas_resize(&canvas, 1, 8);
	assert_int_equal(canvas_put_cut(&canvas, 0, 0, 8, STR("headlines"), LOOK(ROLE_TEXT)), 8);
	assert_string_equal(shown(), "headlin\u2026\n");
	canvas.ascii = true;
	canvas_clear(&canvas);
	canvas_put_cut(&canvas, 0, 0, 8, STR("headlines"), LOOK(ROLE_TEXT));
	assert_string_equal(shown(), "headlin~\n");
	canvas.ascii = false;
	canvas_clear(&canvas);
	canvas_put_right(&canvas, 0, 2, 6, STR("9"), LOOK(ROLE_TEXT));
	assert_string_equal(shown(), "       9\n");
}

static void
nothing_but_safe_text_reaches_a_cell(void **state)
{
	(void)state;
	canvas_resize(&canvas, 1, 40);
	canvas_put(&canvas, 0, 0, 40,
	        STR("a\033[31mb\u202Ec\a\xC2\x9B"
	            "d\u200Be"),
	        LOOK(ROLE_TEXT));
	assert_string_equal(shown(), "a[31mbcde\n");
	for (int i = 0; i < 40; i++) {
		struct str s = { canvas.cells[i].text, canvas.cells[i].len };
		assert_true(text_is_safe(s, TEXT_SAFE_LINE));
	}
}

static void
links_are_plain_addresses_only(void **state)
{
	(void)state;
	canvas_resize(&canvas, 1, 4);
	assert_int_equal(canvas_link(&canvas, STR("https://a.example/")), 1);
	assert_int_equal(canvas_link(&canvas, STR("https://b.example/")), 2);
	assert_int_equal(canvas_link(&canvas, STR("https://a.example/")), 1);
	assert_int_equal(canvas_link(&canvas, STR("javascript:alert(1)")), 0);
	assert_int_equal(canvas_link(&canvas, STR("https://a.example/\033\\x")), 0);
	assert_int_equal(canvas_link(&canvas, STR("https://a.example/\u00E9")), 0);
}

static int
setup(void **state)
{
	(void)state;
	canvas_init(&canvas);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	canvas_free(&canvas);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_clipped_in_whole_clusters),
		cmocka_unit_test(half_of_a_wide_cell_takes_the_other_along),
		cmocka_unit_test(cut_text_ends_in_an_ellipsis),
		cmocka_unit_test(nothing_but_safe_text_reaches_a_cell),
		cmocka_unit_test(links_are_plain_addresses_only),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, setup, teardown);
}
