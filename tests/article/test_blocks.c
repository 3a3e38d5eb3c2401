/* SPDX-License-Identifier: ISC */
/*
 * test_blocks.c - fragments to blocks, through the clean HTML that they are written as; and that
 * this HTML gives the same blocks again.
 */
#include <stdlib.h>

#include "article_test.h"

static const struct {
	const char *name, *html, *want;
} cases[] = {
	{ "white space collapses", " <p>one \n\t two</p>three <b> four</b> ",
	        "<p>one two</p>\n<p>three <strong>four</strong></p>\n" },
	{ "implied ends", "<p>one<p>two<ul><li>a<li>b</ul>three",
	        "<p>one</p>\n<p>two</p>\n<ul>\n<li>a</li>\n<li>b</li></ul>\n<p>three</p>\n" },
	{ "line breaks", "<p>one<br>two<br><br>three<br></p>",
	        "<p>one<br>two</p>\n<p>three</p>\n" },
	{ "nested lists", "<ol start=3><li>a<ul><li>b<p>c</ul>d<li>e</ol>",
	        "<ol>\n<li value=\"3\">a<ul>\n<li>b<p>c</p></li></ul>\n<p>d</p></li>\n"
	        "<li value=\"4\">e</li></ol>\n" },
	{ "quotes", "<blockquote>one<blockquote><p>two</blockquote></blockquote><p>three",
	        "<blockquote>\n<p>one</p>\n<blockquote>\n<p>two</p>\n</blockquote>\n"
	        "</blockquote>\n<p>three</p>\n" },
	{ "preformatted", "<pre>\n  a\n\tb &lt;\n\n</pre>", "<pre>  a\n        b &lt;</pre>\n" },
	{ "headings", "<h2>One</h3>text<h7>no</h7>", "<h2>One</h2>\n<p>textno</p>\n" },
	{ "links",
	        "<a href='/x?a=1&amp;b=2'>one</a> <a href=javascript:x>two</a> "
	        "<a href=http://a.example/><p>three</p></a>",
	        "<p><a href=\"https://news.example/x?a=1&amp;b=2\">one</a> two</p>\n"
	        "<p><a href=\"http://a.example/\">three</a></p>\n" },
	{ "styles cross", "<b>a<i>b</b>c</i> <b>d</b><b>e</b>",
	        "<p><strong>a<em>b</em></strong>c <strong>de</strong></p>\n" },
	{ "figure",
	        "<figure><img src=p.jpg alt=x><figcaption>The <i>port</i></figcaption></figure>",
	        "<figure><img src=\"https://news.example/a/p.jpg\" alt=\"\"><figcaption>The "
	        "<em>port</em></figcaption></figure>\n" },
	{ "figure without caption", "<figure><img src=p.jpg alt='A port'></figure>",
	        "<figure><img src=\"https://news.example/a/p.jpg\" alt=\"\">"
	        "<figcaption>A port</figcaption></figure>\n" },
	{ "embed", "<p>a<iframe src=https://v.example/1 title='A film'></iframe>b",
	        "<p>a</p>\n<iframe src=\"https://v.example/1\" title=\"A film\"></iframe>\n"
	        "<p>b</p>\n" },
	{ "table", "<table><tr><th>a<th>b<tr><td rowspan=2>1 <td>2 %<tr><td>x<br>y</table>",
	        "<table role=\"table\">\n<tr><th>a</th><th>b</th></tr>\n"
	        "<tr><td rowspan=\"2\">1</td><td>2 %</td></tr>\n<tr><td>x "
	        "y</td></tr>\n</table>\n" },
	{ "table of layout", "<table><tr><td><h2>a</h2><p>b</table>", "<h2>a</h2>\n<p>b</p>\n" },
	{ "definitions", "<dl><dt>a<dd>b<dd>c<dt>d</dl>",
	        "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>c</dd>\n<dt>d</dt>\n</dl>\n" },
	{ "rule", "<hr>a<hr><hr>b", "<p>a</p>\n<hr>\n<p>b</p>\n" },
	{ "ruby and quotes", "<p><ruby>\u6f22<rp>(</rp><rt>kan</rt></ruby> <q>so</q> x<sub>2</sub>",
	        "<p>\u6f22(kan) \u201cso\u201d x<sub>2</sub></p>\n" },
	{ "scripts go", "<script>if (a<b) '</p>'</script><style>p</style><p>a<!-- b --><!c>d",
	        "<p>ad</p>\n" },
	{ "lone marks are text", "<p>a < b & c &amp; d <3 e</ p>",
	        "<p>a &lt; b &amp; c &amp; d &lt;3 e</p>\n" },
	{ "controls go", "<p>a\x1b[31mb\u202ec", "<p>a[31mbc</p>\n" },
};

static void
blocks_are_made(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_create();
		struct article one, two;

		print_message("%s\n", cases[i].name);
		parse(a, str_of(cases[i].html), true, &one);
		assert_str(html_of(a, &one), cases[i].want);
		parse(a, html_of(a, &one), true, &two);
		assert_str(html_of(a, &two), cases[i].want);
		assert_true(str_eq(one.text, two.text));
		assert_int_equal(one.blocks_count, two.blocks_count);
		for (size_t k = 0; k < one.blocks_count; k++) {
			assert_int_equal(one.blocks[k].kind, two.blocks[k].kind);
			assert_int_equal(one.blocks[k].start, two.blocks[k].start);
			assert_int_equal(one.blocks[k].level, two.blocks[k].level);
			assert_int_equal(one.blocks[k].continued, two.blocks[k].continued);
		}
		arena_destroy(a);
	}
}

static void
plain_text_is_cut(void **state)
{
	struct arena *a = arena_create();
	struct article art;
	struct err e;

	(void)state;
	assert_true(article_from_text(a, STR("one\ntwo\n\nthree\n"), &art, &e));
	assert_str(text_of(a, &art), "one two\nthree\n");
	assert_true(article_from_text(a, STR("one\ntwo\n"), &art, &e));
	assert_str(text_of(a, &art), "one\ntwo\n");
	assert_int_equal(article_minutes(&art), 1);
	assert_false(article_from_text(a, STR("GIF\0\0\0"), &art, &e));
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_made),
		cmocka_unit_test(plain_text_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
