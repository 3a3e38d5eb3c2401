/* SPDX-License-Identifier: ISC */
/*
 * test_wrap.c - lines of paragraphs: a table (lines joined with '|'), spans that stay whole, and a
 * paragraph of five megabytes in linear time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include <dateline/text.h>

static const struct {
	const char *text;
	int width, first;
	const char *want;
} rows[] = {
	{ "", 10, 0, "" },
	{ "one two three", 7, 0, "one two|three" },
	{ "one two three", 3, 0, "one|two|thr|ee" },
	{ "one two", 10, 3, "one|two" },
	{ "fine  blanks   here", 6, 0, "fine|blanks|here" },
	{ "coun \u0820 t", 4, 0, "coun| \u0820 t" },
	{ "a\nb\n\nc", 10, 0, "a|b||c" },
	{ "end\n", 10, 0, "end" },
	{ "crlf\r\nline", 10, 0, "crlf|line" },
	{ "unbreakable", 4, 0, "unbr|eaka|ble" },
	{ "x", 0, 0, "x" },
	{ "\u65E5\u672C\u8A9E\u306E", 5, 0, "\u65E5\u672C|\u8A9E\u306E" },
	{ "\u65E5\u672C", 1, 0, "\u65E5|\u672C" },
	{ "see https://a.org/b/c-d now", 20, 0, "see|https://a.org/b/c-d|now" },
	{ "see https://a.org/b/c-d now", 19, 0, "see|https://a.org/b/c-d|now" },
	{ "go to www.long-name.org/x", 20, 0, "go to|www.long-name.org/x" },
	{ "https://aa.org/b", 8, 0, "https://|aa.org/b" },
	{ "well-known fact", 8, 0, "well-|known|fact" },
	{ "no\u00A0break here", 8, 0, "no\u00A0break|here" },
	{ "e\u0301e\u0301e\u0301", 2, 0, "e\u0301e\u0301|e\u0301" },
	{ "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 3, 0,
	        "\U0001F1E9\U0001F1EA|\U0001F1EB\U0001F1F7" },
	{ "\u201CQuoted,\u201D she said", 9, 0, "\u201CQuoted,\u201D|she said" },
};

static struct str
joined(struct arena *a, struct str s, const struct wrap_options *o)
{
	struct text_line *lines;
	size_t count = text_wrap(a, s, o, &lines);
	struct str out = STR("");

	assert_true(count >= 1);
	for (size_t i = 0; i < count; i++) {
		struct str line = str_sub(s, lines[i].start, lines[i].end);
		assert_int_equal(text_width(line), lines[i].width);
		out = arena_printf(
		        a, STR_FMT "%s" STR_FMT, STR_ARG(out), i > 0 ? "|" : "", STR_ARG(line));
	}
	return out;
}

static void
lines_end_where_they_may(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct wrap_options o = { .width = rows[i].width, .first_width = rows[i].first };
		struct str got = joined(a, str_of(rows[i].text), &o);
		if (!str_eq(got, str_of(rows[i].want)))
			fail_msg("row %zu: " STR_FMT, i, STR_ARG(got));
	}
	arena_destroy(a);
}

static void
spans_stay_whole_while_they_fit(void **state)
{
	struct arena *a = arena_create();
	const struct text_span spans[] = { { 4, 11 }, { 12, 20 } };
	struct wrap_options o = { .width = 9, .nobreak = spans, .nobreak_count = 2 };

	(void)state;
	assert_true(str_eq(
	        joined(a, STR("say New York San Jose too"), &o), STR("say|New York|San Jose|too")));
	o.width = 5;
	assert_true(str_eq(
	        joined(a, STR("say New York San Jose too"), &o), STR("say|New|York|San|Jose|too")));
	arena_destroy(a);
}

static void
preformatted_text_keeps_its_blanks(void **state)
{
	struct arena *a = arena_create();
	struct wrap_options o = { .width = 6, .keep_blanks = true };

	(void)state;
	assert_true(str_eq(joined(a, STR("  if x\n    y z  q"), &o), STR("  if x|    y |z  q")));
	arena_destroy(a);
}

#define LARGE (5u * 1024 * 1024)

/* The worst cases for going back: one endless word, marks without end, blanks without end. */
static void
large_paragraphs_take_linear_time(void **state)
{
	static const char *const units[] = { "word ", "x", "\u0301", " ", "a\u200B", "\u65E5",
		"https://x.org/", "a\u2060" };
	struct wrap_options o = { .width = 72 };
	char *text = arena_alloc(*state, LARGE);

	for (size_t i = 0; i < COUNT(units); i++) {
		struct arena *a = arena_create();
		struct text_line *lines;
		size_t n = strlen(units[i]), count;
		int64_t start = clock_mono_ms();
		for (size_t at = 0; at + n <= LARGE; at += n)
			memcpy(text + at, units[i], n);
		count = text_wrap(a, (struct str){ text, LARGE / n * n }, &o, &lines);
		assert_true(count >= 1);
		assert_true(clock_mono_ms() - start < 20000);
		arena_destroy(a);
	}
}

static int
setup(void **state)
{
	*state = arena_create();
	return 0;
}

static int
teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_where_they_may),
		cmocka_unit_test(spans_stay_whole_while_they_fit),
		cmocka_unit_test(preformatted_text_keeps_its_blanks),
		cmocka_unit_test(large_paragraphs_take_linear_time),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, setup, teardown);
}
