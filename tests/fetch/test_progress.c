/* SPDX-License-Identifier: ISC */
/*
 * test_progress.c - events survive the way through a JSON line; what is none is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/progress.h>

static void
events_survive(void **state)
{
	const struct fetch_progress p = { .event = FETCH_FEED_DONE,
		.feed = 7,
		.url = STR("http://x.example/\"q\""),
		.error = STR("HTTP 403 from x.example \xe2\x80\x94 really"),
		.note = STR("has moved for good to https://y.example/"),
		.status = 403,
		.added = INT64_MAX,
		.changed = 2,
		.bytes = 3,
		.milliseconds = 4,
		.done = 5,
		.total = 6,
		.failed = 1 };
	struct arena *a = arena_create();
	struct fetch_progress back;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	fetch_progress_json(&b, &p);
	assert_int_equal(b.p[b.len - 1], '\n');
	assert_int_equal(str_chr(buf_str(&b), '\n'), (ptrdiff_t)b.len - 1);
	assert_true(fetch_progress_parse(a, buf_str(&b), &back));
	assert_int_equal(back.event, FETCH_FEED_DONE);
	assert_true(str_eq(back.url, p.url) && str_eq(back.error, p.error) &&
	            str_eq(back.note, p.note));
	assert_int_equal(back.status, 403);
	assert_int_equal(back.feed, 7);
	assert_true(back.added == INT64_MAX && back.changed == 2 && back.bytes == 3);
	assert_true(
	        back.milliseconds == 4 && back.done == 5 && back.total == 6 && back.failed == 1);
	buf_free(&b);
	arena_destroy(a);
}

static void
other_lines_are_refused(void **state)
{
	static const char *const lines[] = { "", "{", "[]", "null", "{\"event\":\"unheard\"}",
		"{\"event\":3}", "{\"url\":\"x\"}" };
	struct arena *a = arena_create();
	struct fetch_progress p;

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_false(fetch_progress_parse(a, str_of(lines[i]), &p));
	assert_true(fetch_progress_parse(a, STR("{\"event\":\"started\",\"done\":\"x\"}"), &p));
	assert_int_equal(p.done, 0);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_survive),
		cmocka_unit_test(other_lines_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
