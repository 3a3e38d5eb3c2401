/* SPDX-License-Identifier: ISC */
/*
 * test_charref.c - character references in each mode, and escaping.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <dateline/text.h>

static const struct {
	enum charref_mode mode;
	const char *in, *out;
} rows[] = {
	{ CHARREF_TEXT, "", "" },
	{ CHARREF_TEXT, "plain", "plain" },
	{ CHARREF_TEXT, "&", "&" },
	{ CHARREF_TEXT, "&&amp;&", "&&&" },
	{ CHARREF_TEXT, "a &amp; b &lt;c&gt;", "a & b <c>" },
	{ CHARREF_TEXT, "&amp;lt;", "&lt;" }, /* once, not twice */
	{ CHARREF_TEXT, "&eacute;&Eacute;", "\u00e9\u00c9" },
	{ CHARREF_TEXT, "&CounterClockwiseContourIntegral;", "\u2233" },
	{ CHARREF_TEXT, "&nGt;&nGt;&nGt;&nGt;&nGt;",
	        "\u226b\u20d2\u226b\u20d2\u226b\u20d2\u226b\u20d2\u226b\u20d2" },
	{ CHARREF_TEXT, "&zwnj;&zwj;", "\u200c\u200d" },
	{ CHARREF_TEXT, "&notit; &notin;", "\u00acit; \u2209" },
	{ CHARREF_TEXT, "&copy 2024", "\u00a9 2024" },
	{ CHARREF_TEXT, "&hellip no", "&hellip no" },
	{ CHARREF_TEXT, "&nosuchname; &;", "&nosuchname; &;" },
	{ CHARREF_TEXT, "&#65;&#x42;&#X43;&#68", "ABCD" },
	{ CHARREF_TEXT, "&#128;&#x92;&#150;", "\u20ac\u2019\u2013" },
	{ CHARREF_TEXT, "&#0;&#xd800;&#x110000;&#99999999999999999999;",
	        "\ufffd\ufffd\ufffd\ufffd" },
	{ CHARREF_TEXT, "&#;&#x;&#xg;", "&#;&#x;&#xg;" },
	{ CHARREF_TEXT, "&#x1F600;", "\U0001F600" },
	{ CHARREF_ATTRIBUTE, "/?a=1&copy=2&amp;b=3&lt", "/?a=1&copy=2&b=3<" },
	{ CHARREF_ATTRIBUTE, "/?a=1&copyright=2", "/?a=1&copyright=2" },
	{ CHARREF_ATTRIBUTE, "&copy;&copy", "\u00a9\u00a9" },
	{ CHARREF_XML, "&copy 1 &amp b &nbsp;&copy;", "&copy 1 &amp b \u00a0\u00a9" },
	{ CHARREF_XML, "?x=1&lang=de&section=2", "?x=1&lang=de&section=2" },
};

static void
test_unescape(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str out = text_unescape_as(a, str_of(rows[i].in), rows[i].mode);
		if (!str_eq(out, str_of(rows[i].out)))
			fail_msg("%s: got " STR_FMT ", want %s", rows[i].in, STR_ARG(out),
			        rows[i].out);
	}
	arena_destroy(a);
}

/* A reference cut off anywhere reads nothing behind the end. */
static void
test_cut_off(void **state)
{
	const char *whole = "&CounterClockwiseContourIntegral;";

	(void)state;
	for (size_t len = 1; len < strlen(whole); len++) {
		char out[CHARREF_TEXT_MAX];
		size_t used;
		struct str s = { memcpy(test_malloc(len), whole, len), len };
		assert_int_equal(charref_decode(s, CHARREF_TEXT, out, &used), 0);
		test_free((void *)s.p);
	}
}

static void
test_escape(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	text_escape(&b, STR("a<b> & \"c\" 'd'"));
	assert_string_equal(b.p, "a&lt;b&gt; &amp; &quot;c&quot; 'd'");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unescape),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_escape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
