/* SPDX-License-Identifier: ISC */
/*
 * test_sanitise.c - what is left of HTML: clean HTML, and plain text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <dateline/feed.h>

static const struct {
	const char *in, *clean, *plain;
} rows[] = {
	{ "", "", "" },
	{ "plain & simple", "plain &amp; simple", "plain & simple" },
	{ "1 < 2 > 0", "1 &lt; 2 &gt; 0", "1 < 2 > 0" },
	{ "<p>A <b>bold</b> word</p>", "<p>A <b>bold</b> word</p>", "A bold word" },
	{ "<P CLASS=x onclick=evil()>A</P>", "<p>A</p>", "A" },
	{ "<p>one<p>two", "<p>one<p>two</p></p>", "one two" },
	{ "one<br>two<br/>three", "one<br>two<br>three", "one two three" },
	{ "<b><i>x</b>y</i>", "<b><i>x</i></b>y", "xy" },
	{ "</b>x</p>", "x", "x" },
	{ "a<script>alert('<p>')</script>b", "ab", "ab" },
	{ "a<SCRIPT src=x>b", "a", "a" },
	{ "a<script>b</scripty>c</script >d", "ad", "ad" },
	{ "a<style>p{}</style>b", "ab", "ab" },
	{ "a<iframe src=//x.example/ title='A &lt; B'>b</iframe>c",
	        "a<video src=\"https://x.example/\" title=\"A &lt; B\"></video>bc", "a b c" },
	{ "a<iframe src=javascript:alert(1)></iframe>", "a", "a" },
	{ "a<iframe srcdoc='<script>x</script>'></iframe>", "a", "a" },
	{ "<object data=/v><embed src=/v></object>",
	        "<video src=\"https://news.example/v\"></video>", "" },
	{ "<embed src='data:text/html,x'>", "", "" },
	{ "a<template>b<template>c</template>d</template>e", "ae", "ae" },
	{ "a<!-- b -->c<!-->d<!--->e<!-- --!> f", "acde", "acde" },
	{ "a<?php echo 1 ?>b", "ab", "ab" },
	{ "<a href='javascript:alert(1)'>x</a>", "<a>x</a>", "x" },
	{ "<a href=' JaVa&#115;cript:alert(1)'>x</a>", "<a>x</a>", "x" },
	{ "<a href='java\nscript:alert(1)'>x</a>", "<a>x</a>", "x" },
	{ "<a href='data:text/html,x'>x</a>", "<a>x</a>", "x" },
	{ "<a href='vbscript:x'>x</a>", "<a>x</a>", "x" },
	{ "<a href=/p?a=1&copy=2>x</a>", "<a href=\"https://news.example/p?a=1&amp;copy=2\">x</a>",
	        "x" },
	{ "<a href='../q' title='\"x\"'>x</a>",
	        "<a href=\"https://news.example/q\" title=\"&quot;x&quot;\">x</a>", "x" },
	{ "<img src='a.png' alt='A > B' onerror=x>",
	        "<img src=\"https://news.example/d/a.png\" alt=\"A &gt; B\">", "" },
	{ "<a href=\"https://a.example/b\">x</a>", "<a href=\"https://a.example/b\">x</a>", "x" },
	{ "<a href=\"https://a.example/b/../c\">x</a>", "<a href=\"https://a.example/c\">x</a>",
	        "x" },
	{ "<a href=\"#note\">x</a>", "<a href=\"#note\">x</a>", "x" },
	{ "<p style=\"background:url(javascript:x)\">x</p>", "<p>x</p>", "x" },
	{ "<form><input name=a>x<button>y</button></form>", "xy", "xy" },
	{ "<x-widget>inside</x-widget>", "inside", "inside" },
	{ "<svg><circle/><script>x</script><text>t</text></svg>", "t", "t" },
	{ "<a title=\"<script>\">x</a>", "<a title=\"&lt;script&gt;\">x</a>", "x" },
	{ "<b", "", "" },
	{ "x<b title=\"never closed", "x", "x" },
	{ "x<b title=\"a>y", "x<b title=\"a\">y</b>", "xy" },
	{ "&lt;script&gt;", "&lt;script&gt;", "<script>" },
	{ "&amp;lt;", "&amp;lt;", "&lt;" },
	{ "a\x01\x1b[31mb\x7f", "a[31mb", "a[31mb" },
	{ "&#27;[31m", "[31m", "[31m" },
	{ "<ul><li>one<li>two</ul>", "<ul><li>one<li>two</li></li></ul>", "one two" },
	{ "<td>a</td><td>b</td>", "<td>a</td><td>b</td>", "a b" },
	{ "  many \n\t blanks\u00a0here ", "  many \n\t blanks\u00a0here ",
	        "many blanks\u00a0here" },
};

static void
test_rows(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str clean =
		        feed_sanitise(a, str_of(rows[i].in), STR("https://news.example/d/e"));
		struct str plain = feed_html_text(a, str_of(rows[i].in));

		if (!str_eq(clean, str_of(rows[i].clean)))
			fail_msg("%s: got %s, want %s", rows[i].in, clean.p, rows[i].clean);
		if (!str_eq(plain, str_of(rows[i].plain)))
			fail_msg("%s: got %s, want %s", rows[i].in, plain.p, rows[i].plain);
	}
	arena_destroy(a);
}

/* Clean HTML is its own clean form. */
static void
test_twice(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str once = feed_sanitise(a, str_of(rows[i].in), STR_NONE);
		assert_true(str_eq(once, feed_sanitise(a, once, STR_NONE)));
	}
	arena_destroy(a);
}

/* Nesting beyond the cap loses tags, not text; everything is closed. */
static void
test_depth(void **state)
{
	struct arena *a = arena_create();
	struct buf b;
	struct str clean;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 10000; i++)
		buf_add_cstr(&b, "<div>");
	buf_add_cstr(&b, "deep");
	clean = feed_sanitise(a, buf_str(&b), STR_NONE);
	assert_int_equal(clean.len, 256 * (strlen("<div>") + strlen("</div>")) + 4);
	assert_true(str_find(clean, STR("deep")) > 0);
	buf_free(&b);
	arena_destroy(a);
}

/* Text beyond the cap is cut; the rest is balanced. */
static void
test_cap(void **state)
{
	struct arena *a = arena_create();
	struct buf b;
	struct str clean;

	(void)state;
	buf_init(&b, FEED_TEXT_MAX * 2);
	buf_add_cstr(&b, "<p>");
	while (b.len < FEED_TEXT_MAX + 1000)
		buf_add_cstr(&b, "word <b>bold</b> ");
	clean = feed_sanitise(a, buf_str(&b), STR_NONE);
	assert_true(clean.len <= FEED_TEXT_MAX + 100);
	assert_true(str_ends(clean, STR("</p>")));
	buf_free(&b);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
