/* SPDX-License-Identifier: ISC */
/*
 * test_fold.c - folded text, searching in it, collapsing of blanks, counting of words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/text.h>

static const struct {
	const char *text, *want;
} folds[] = {
	{ "Plain", "plain" },
	{ "CAF\u00C9", "cafe" },
	{ "cafe\u0301", "cafe" },
	{ "Stra\u00DFe", "strasse" },
	{ "\u0141\u00F3d\u017A", "lodz" },
	{ "S\u00F8ren \u00C6r\u00F8", "soren aero" },
	{ "\uFF34\uFF4F\uFF4B\uFF59\uFF4F", "tokyo" },
	{ "\uFB01ne", "fine" },
	{ "\u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
	        "\u03C3\u03B9\u03C3\u03C5\u03C6\u03BF\u03C3" },
	{ "don\u2019t", "don't" },
	{ "1990\u201395", "1990-95" },
	{ "\u0130stanbul", "istanbul" },
	{ "\u041C\u043E\u0441\u043A\u0432\u0430", "\u043C\u043E\u0441\u043A\u0432\u0430" },
	{ "\u5317\u4EAC", "\u5317\u4EAC" },
};

static void
folding_drops_case_and_marks(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(folds); i++) {
		struct str got = text_fold(a, str_of(folds[i].text));
		if (!str_eq(got, str_of(folds[i].want)))
			fail_msg("row %zu: " STR_FMT, i, STR_ARG(got));
		assert_true(text_eq_fold(str_of(folds[i].text), got));
	}
	assert_false(text_eq_fold(STR("abc"), STR("abcd")));
	assert_false(text_eq_fold(STR("abc"), STR("ab")));
	assert_true(text_eq_fold(STR(""), STR("\u0301")));
	arena_destroy(a);
}

static const struct {
	const char *text, *needle;
	size_t from;
	int start, end; /* start -1: no match */
} finds[] = {
	{ "The Caf\u00E9 is open", "cafe", 0, 4, 9 },
	{ "The Cafe\u0301 is open", "CAFE", 0, 4, 10 },
	{ "one two one", "one", 1, 8, 11 },
	{ "one", "one", 1, -1, 0 },
	{ "one", "", 0, -1, 0 },
	{ "", "x", 0, -1, 0 },
	{ "Stra\u00DFe", "s", 1, -1, 0 },
	{ "Stra\u00DFe", "SSE", 0, 4, 7 },
	{ "it\u2019s", "it's", 0, 0, 6 },
	{ "aaab", "aab", 0, 1, 4 },
};

static void
finding_gives_the_bytes_of_the_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(finds); i++) {
		struct text_span m = { 0, 0 };
		bool found = text_find_fold(
		        str_of(finds[i].text), str_of(finds[i].needle), finds[i].from, &m);
		assert_int_equal(found, finds[i].start >= 0);
		if (found && ((int)m.start != finds[i].start || (int)m.end != finds[i].end))
			fail_msg("row %zu: %u to %u", i, m.start, m.end);
	}
}

static void
blanks_collapse(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	assert_true(str_eq(text_collapse(a, STR("  a \n\t b\u00A0\u3000c  ")), STR("a b c")));
	assert_int_equal(text_collapse(a, STR(" \n ")).len, 0);
	arena_destroy(a);
}

static void
words_are_counted(void **state)
{
	(void)state;
	assert_int_equal(text_count_words(STR("It's a well-known fact - 32,000 people.")), 6);
	assert_int_equal(text_count_words(STR("\u5317\u4EAC and \u00E9t\u00E9")), 4);
	assert_int_equal(text_count_words(STR(" -- ... ")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding_drops_case_and_marks),
		cmocka_unit_test(finding_gives_the_bytes_of_the_text),
		cmocka_unit_test(blanks_collapse),
		cmocka_unit_test(words_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
