/* SPDX-License-Identifier: ISC */
/*
 * test_cluster.c - borders and cells of clusters: tables by hand, and random strings against
 * libunistring's own borders of the whole string.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>

#include <dateline/text.h>

static const struct {
	const char *text;
	size_t clusters;
	int width;
} rows[] = {
	{ "", 0, 0 },
	{ "plain ascii", 11, 11 },
	{ "e\u0301", 1, 1 },
	{ "caf\u00E9", 4, 4 },
	{ "\u65E5\u672C", 2, 4 },
	{ "\uFF21", 1, 2 },
	{ "\uD55C\uAE00", 2, 4 },
	{ "\u1112\u1161\u11AB", 1, 2 },
	{ "\U0001F600", 1, 2 },
	{ "\U0001F469\u200D\U0001F469\u200D\U0001F467", 1, 2 },
	{ "\U0001F44D\U0001F3FD", 1, 2 },
	{ "\U0001F1E9\U0001F1EA", 1, 2 },
	{ "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 2, 4 },
	{ "\u2764\uFE0F", 1, 2 },
	{ "\u2764", 1, 1 },
	{ "1\uFE0F\u20E3", 1, 2 },
	{ "\U0001F3F3\uFE0F\u200D\U0001F308", 1, 2 },
	{ "\u0928\u093F", 1, 2 },
	{ "\u0E01\u0E33", 1, 2 },
	{ "\u05E9\u05C1\u05DC", 2, 2 },
	{ "a\u0300\u0301\u0302\u0303\u0304", 1, 1 },
	{ "\r\n", 1, 0 },
	{ "a\tb\x1B", 4, 2 },
	{ "soft\u00ADhyphen", 11, 10 },
	{ "\u201Cquoted\u201D \u2014 dash\u2026", 16, 16 },
	{ "\xFF\xFE", 2, 2 },
};

static void
clusters_have_known_counts_and_cells(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str s = str_of(rows[i].text);
		struct cluster *list;
		size_t count = text_clusters(a, s, &list), at = 0;
		int width = 0;
		for (size_t k = 0; k < count; k++) {
			assert_int_equal(list[k].start, at);
			at += list[k].len;
			width += list[k].width;
			assert_in_range(list[k].width, 0, 2);
		}
		assert_int_equal(at, s.len);
		if (count != rows[i].clusters || width != rows[i].width || text_width(s) != width)
			fail_msg("row %zu: %zu clusters, %d cells", i, count, width);
	}
	arena_destroy(a);
}

static const uint32_t parts[] = { 'a', ' ', '\r', '\n', 0x301, 0x200D, 0x1F469, 0x1F3FD, 0x1F1E9,
	0x1F1EA, 0xFE0F, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x0928, 0x093F, 0x0E33, 0x0600,
	0x65E5, 0x2764, 0xE9, 0x200B, 0x20E3 };

static void
borders_agree_with_the_library(void **state)
{
	(void)state;
	srandom(7);
	for (int round = 0; round < 20000; round++) {
		char bytes[64], want[64], got[64] = { 0 };
		struct str s = { bytes, 0 };
		int count = (int)(random() % 12), width;
		for (int i = 0; i < count; i++)
			s.len += utf8_put(parts[(size_t)random() % COUNT(parts)], bytes + s.len);
		u8_grapheme_breaks((const uint8_t *)bytes, s.len, want);
		for (size_t at = 0; at < s.len; at += text_cluster_next(s, at, &width))
			got[at] = 1;
		if (memcmp(want, got, s.len) != 0)
			fail_msg("round %d: " STR_FMT, round, STR_ARG(s));
	}
}

static void
fitting_keeps_clusters_whole(void **state)
{
	struct arena *a = arena_create();
	int used;

	(void)state;
	assert_int_equal(text_fit(STR("\u65E5\u672C\u8A9E"), 3, &used), 3);
	assert_int_equal(used, 2);
	assert_int_equal(text_fit(STR("ab\u0301c"), 2, &used), 4);
	assert_int_equal(text_fit(STR("abc"), 10, NULL), 3);
	assert_int_equal(text_fit(STR("abc"), 0, &used), 0);
	assert_true(str_eq(text_ellipsis(a, STR("a long headline"), 7), STR("a long\u2026")));
	assert_true(str_eq(text_ellipsis(a, STR("short"), 5), STR("short")));
	assert_true(str_eq(text_ellipsis(a, STR("\u65E5\u672C\u8A9E"), 4), STR("\u65E5\u2026")));
	assert_int_equal(text_ellipsis(a, STR("short"), 0).len, 0);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters_have_known_counts_and_cells),
		cmocka_unit_test(borders_agree_with_the_library),
		cmocka_unit_test(fitting_keeps_clusters_whole),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
