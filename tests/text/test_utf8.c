/* SPDX-License-Identifier: ISC */
/*
 * test_utf8.c - decoding and repair against the tables of Unicode 15 section 3.9, and every code
 * point once around.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/text.h>

static const struct {
	const char *bytes, *want;
} repairs[] = {
	{ "plain", "plain" },
	{ "\xC3\xA9", "\xC3\xA9" },
	{ "a\xFF"
	  "b",
	        "a\xEF\xBF\xBD"
	        "b" },
	{ "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD" },
	{ "\xE0\x80\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	{ "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	{ "\xF4\x91\x92\x93", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
	{ "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
	  "A",
	        "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
	        "A" },
	{ "x\xE2\x82", "x\xEF\xBF\xBD" },
	{ "twelve bytes of ascii \xF0\x9F\x98", "twelve bytes of ascii \xEF\xBF\xBD" },
	{ "", "" },
};

static void
repair_gives_one_mark_per_maximal_subpart(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(repairs); i++) {
		struct str in = str_of(repairs[i].bytes), want = str_of(repairs[i].want);
		struct str got = utf8_repair(a, in);
		if (!str_eq(got, want))
			fail_msg("row %zu gave " STR_FMT, i, STR_ARG(got));
		assert_true(utf8_valid(got));
		assert_int_equal(utf8_valid(in), str_eq(in, want));
	}
	arena_destroy(a);
}

static void
every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		char out[4];
		uint32_t back;
		size_t n = utf8_put(cp, out);
		struct str s = { out, n };
		assert_int_equal(utf8_next(s, 0, &back), n);
		assert_int_equal(back, cp >= 0xD800 && cp <= 0xDFFF ? 0xFFFD : cp);
		assert_true(utf8_valid(s));
	}
}

static void
count_is_in_code_points(void **state)
{
	struct str s = STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");

	(void)state;
	assert_int_equal(utf8_count(s, s.len), 4);
	assert_int_equal(utf8_count(s, 3), 2);
	assert_int_equal(utf8_count(s, 1000), 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repair_gives_one_mark_per_maximal_subpart),
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(count_is_in_code_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
