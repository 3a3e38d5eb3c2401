/* SPDX-License-Identifier: ISC */
/*
 * test_plot.c - a figure over time on a canvas: axes in round steps, points where they belong,
 * ASCII where there is nothing else, and areas too small for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../src/ui/plot.h"

#define DAY 86400

static const struct plot_point points[] = {
	{ .x = 0, .y = 0, .look = { .role = ROLE_NUMBER } },
	{ .x = DAY, .y = 50, .look = { .role = ROLE_NUMBER } },
	{ .x = 2 * DAY, .y = 100, .look = { .role = ROLE_NUMBER } },
};

static char *
drawn(struct canvas *c, int rows, int cols, bool ascii, const struct plot *p, bool *told)
{
	static struct buf b;

	canvas_resize(c, rows, cols);
	c->ascii = ascii;
	*told = plot_draw(c, canvas_area(c), p);
	buf_free(&b);
	buf_init(&b, 65536);
	canvas_write(&b, c);
	return b.p;
}

static void
ascii_golden(void **state)
{
	const struct plot p = { points, COUNT(points), 2 };
	struct canvas c;
	bool told;

	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	canvas_init(&c);
	assert_string_equal(drawn(&c, 6, 40, true, &p, &told),
	        "     100|                        .....@\n"
	        "        |                   ......\n"
	        "      50|            ...o...\n"
	        "        |      .......\n"
	        "       0|o.....\n"
	        "          1 Jan 00:00       3 Jan 00:00\n");
	assert_true(told);
	canvas_free(&c);
}

static void
marks_stand_in_dots(void **state)
{
	const struct plot p = { points, COUNT(points), 1 };
	struct canvas c;
	bool told;
	char *text;

	(void)state;
	canvas_init(&c);
	text = drawn(&c, 12, 60, false, &p, &told);
	assert_true(told);
	assert_non_null(strstr(text, "◆"));
	assert_non_null(strstr(text, "●"));
	assert_null(strstr(text, "@"));
	canvas_free(&c);
}

static void
small_areas_and_flat_lines(void **state)
{
	static const struct plot_point flat[] = { { .x = 5, .y = 7 }, { .x = 5, .y = 7 } };
	const struct plot p = { points, COUNT(points), 0 }, level = { flat, COUNT(flat), 1 },
	                  none = { points, 0, 0 };
	struct canvas c;
	bool told;

	(void)state;
	canvas_init(&c);
	drawn(&c, PLOT_ROWS_MIN - 1, 60, false, &p, &told);
	assert_false(told);
	drawn(&c, 10, PLOT_COLS_MIN - 1, false, &p, &told);
	assert_false(told);
	drawn(&c, 10, 60, false, &none, &told);
	assert_false(told);
	drawn(&c, PLOT_ROWS_MIN, PLOT_COLS_MIN, false, &level, &told);
	assert_true(told);
	canvas_free(&c);
}

static void
numbers_are_short(void **state)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = { { 0, "0" }, { 31, "31" }, { 0.5, "0.5" }, { 9590, "9,590" },
		{ 31870, "31,870" }, { 2400000, "2.4m" }, { 75e6, "75m" }, { 1.5e9, "1.5bn" },
		{ -12000, "-12,000" } };
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(plot_number(a, cases[i].value).p, cases[i].text);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_golden),
		cmocka_unit_test(marks_stand_in_dots),
		cmocka_unit_test(small_areas_and_flat_lines),
		cmocka_unit_test(numbers_are_short),
	};

	return cmocka_run_group_tests_name("plot", tests, NULL, NULL);
}
