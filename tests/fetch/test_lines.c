/* SPDX-License-Identifier: ISC */
/*
 * test_lines.c - whose turn it is: limits per host and in all, pauses, fairness.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/fetch/lines.h"

static void
a_host_gets_no_more_than_its_share(void **state)
{
	struct lines *l = lines_open(2, 10);
	struct line *one = lines_of(l, STR("one")), *two = lines_of(l, STR("two"));
	struct waiter w[5] = { 0 };
	int64_t wait = 100;

	(void)state;
	assert_ptr_equal(lines_of(l, STR("one")), one);
	for (int i = 0; i < 4; i++)
		lines_add(l, one, &w[i], false);
	lines_add(l, two, &w[4], false);
	assert_int_equal(lines_waiting(l), 5);
	assert_ptr_equal(lines_take(l, 1, &wait), &w[0]);
	assert_ptr_equal(lines_take(l, 1, &wait), &w[4]); /* the other host is not held up */
	assert_ptr_equal(lines_take(l, 1, &wait), &w[1]);
	assert_null(lines_take(l, 1, &wait));
	assert_int_equal(wait, 100);
	lines_leave(l, one);
	assert_ptr_equal(lines_take(l, 1, &wait), &w[2]);
	assert_null(lines_take(l, 1, &wait));
	assert_ptr_equal(lines_drop(l), &w[3]);
	assert_null(lines_drop(l));
	lines_close(l);
}

static void
the_total_is_kept(void **state)
{
	struct lines *l = lines_open(2, 3);
	struct waiter w[4] = { 0 };
	const struct str hosts[] = { STR("a"), STR("b"), STR("c"), STR("d") };
	int64_t wait = 100;

	(void)state;
	for (int i = 0; i < 4; i++)
		lines_add(l, lines_of(l, hosts[i]), &w[i], false);
	for (int i = 0; i < 3; i++)
		assert_non_null(lines_take(l, 1, &wait));
	assert_null(lines_take(l, 1, &wait));
	lines_leave(l, lines_of(l, hosts[0]));
	assert_non_null(lines_take(l, 1, &wait));
	lines_close(l);
}

static void
a_pause_is_kept_and_told(void **state)
{
	struct lines *l = lines_open(2, 10);
	struct line *line = lines_of(l, STR("slow"));
	struct waiter w[2] = { { .pause_ms = 1000 }, { .pause_ms = 1000 } };
	int64_t wait = 5000;

	(void)state;
	lines_add(l, line, &w[0], false);
	lines_add(l, line, &w[1], false);
	assert_ptr_equal(lines_take(l, 10, &wait), &w[0]);
	assert_null(lines_take(l, 400, &wait));
	assert_int_equal(wait, 610);
	assert_ptr_equal(lines_take(l, 1010, &wait), &w[1]);
	lines_close(l);
}

static void
a_hop_goes_first(void **state)
{
	struct lines *l = lines_open(1, 10);
	struct line *line = lines_of(l, STR("h"));
	struct waiter w[3] = { 0 };
	int64_t wait = 0;

	(void)state;
	lines_add(l, line, &w[0], false);
	lines_add(l, line, &w[1], false);
	lines_add(l, line, &w[2], true);
	assert_ptr_equal(lines_take(l, 1, &wait), &w[2]);
	lines_leave(l, line);
	assert_ptr_equal(lines_take(l, 1, &wait), &w[0]);
	lines_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_host_gets_no_more_than_its_share),
		cmocka_unit_test(the_total_is_kept),
		cmocka_unit_test(a_pause_is_kept_and_told),
		cmocka_unit_test(a_hop_goes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
