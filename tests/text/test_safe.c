/* SPDX-License-Identifier: ISC */
/*
 * test_safe.c - what may reach the screen: hostile strings in both modes, and no code point that
 * slips through.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <dateline/text.h>

static const struct {
	const char *text, *line, *block;
} rows[] = {
	{ "plain", "plain", "plain" },
	{ "a\tb\nc\r\n", "a b c  ", "a\tb\nc\n" },
	{ "\x1B[31mred\x1B[0m", "[31mred[0m", "[31mred[0m" },
	{ "\x1B]0;title\x07", "]0;title", "]0;title" },
	{ "\xC2\x9B"
	  "31m",
	        "31m", "31m" },
	{ "\x9B"
	  "31m",
	        "\uFFFD31m", "\uFFFD31m" },
	{ "del\x7F", "del", "del" },
	{ "abc\u202Ecba\u202C", "abccba", "abccba" },
	{ "a\u2066b\u2069c\u200Fd", "abcd", "abcd" },
	{ "soft\u00ADly", "softly", "softly" },
	{ "\uFEFFstart", "start", "start" },
	{ "one\u2028two\u2029", "one two ", "one two " },
	{ "zero\u200Bwidth\u2060 \u200Djoin", "zerowidth join", "zerowidth join" },
	{ "\U0001F469\u200D\U0001F467", "\U0001F469\u200D\U0001F467",
	        "\U0001F469\u200D\U0001F467" },
	{ "\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E" },
	{ "\U0001F3F4\U000E0067\U000E007F", "\U0001F3F4", "\U0001F3F4" },
	{ "\u0301a", "a", "a" },
	{ "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301b",
	        "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301b",
	        "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301b" },
	{ "x\u3164\uFFA0\u115Fy", "xy", "xy" },
	{ "\xFF", "\uFFFD", "\uFFFD" },
	/* cut short: three bytes of four, as long as U+FFFD itself */
	{ "\xF0\x9F\x91 r", "\uFFFD r", "\uFFFD r" },
	{ "kept \uFFFD", "kept \uFFFD", "kept \uFFFD" },
};

static void
hostile_text_is_tamed(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str in = str_of(rows[i].text);
		struct str line = text_safe(a, in, TEXT_SAFE_LINE);
		struct str block = text_safe(a, in, TEXT_SAFE_BLOCK);
		if (!str_eq(line, str_of(rows[i].line)) || !str_eq(block, str_of(rows[i].block)))
			fail_msg("row %zu: " STR_FMT " / " STR_FMT, i, STR_ARG(line),
			        STR_ARG(block));
		assert_true(text_is_safe(line, TEXT_SAFE_LINE));
		assert_true(text_is_safe(block, TEXT_SAFE_BLOCK));
		assert_int_equal(text_is_safe(in, TEXT_SAFE_LINE), str_eq(in, line));
	}
	arena_destroy(a);
}

static bool
is_allowed(uint32_t cp)
{
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xAD || cp == 0xFEFF)
		return false;
	if ((cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E))
		return false;
	return !(cp >= 0x2060 && cp <= 0x206F) && !(cp >= 0xE0000 && cp <= 0xE007F) &&
	       (cp & 0xFFFE) != 0xFFFE && !(cp >= 0xFDD0 && cp <= 0xFDEF);
}

static void
no_code_point_slips_through(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		char bytes[6] = "x";
		struct str s = { bytes, 1 + utf8_put(cp, bytes + 1) }, got;
		got = text_safe(a, s, TEXT_SAFE_LINE);
		for (size_t at = 0; at < got.len;) {
			uint32_t out;
			at += utf8_next(got, at, &out);
			if (!is_allowed(out))
				fail_msg("U+%04X came through", out);
		}
		arena_reset(a);
	}
	arena_destroy(a);
}

static void
a_safe_text_is_not_copied(void **state)
{
	struct str s = STR("\u00C9t\u00E9 \u2014 fine");

	(void)state;
	assert_ptr_equal(text_safe(NULL, s, TEXT_SAFE_LINE).p, s.p);
}

static void
direction_is_that_of_the_first_strong(void **state)
{
	(void)state;
	assert_true(text_is_rtl(STR("12 \u05E9\u05DC\u05D5\u05DD abc")));
	assert_true(text_is_rtl(STR("\u0645\u0631")));
	assert_false(text_is_rtl(STR("abc \u05E9")));
	assert_false(text_is_rtl(STR("12")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_text_is_tamed),
		cmocka_unit_test(no_code_point_slips_through),
		cmocka_unit_test(a_safe_text_is_not_copied),
		cmocka_unit_test(direction_is_that_of_the_first_strong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
