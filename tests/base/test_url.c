/* SPDX-License-Identifier: ISC */
/*
 * test_url.c - splitting, joining and comparing addresses; the joining cases are those of RFC 3986
 * sections 5.4.1 and 5.4.2, the rest are repairs that feeds need.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/url.h>

static const struct {
	const char *ref, *want;
} joins[] = {
	{ "g:h", "g:h" },
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g/" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ "g?y#s", "http://a/b/c/g?y#s" },
	{ ";x", "http://a/b/c/;x" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g?y/../x", "http://a/b/c/g?y/../x" },
	{ " /x y ", "http://a/x%20y" },
	{ "/a\nb", "http://a/ab" },
	{ "HTTP://EXAMPLE.org", "http://example.org/" },
	{ "http:///x.org/a", "http://x.org/a" },
	{ "https:\\\\x.org/a", "https://x.org/a" },
};

static void
references_join(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(joins); i++) {
		struct str got = url_resolve(a, STR("http://a/b/c/d;p?q"), str_of(joins[i].ref));
		assert_string_equal(got.p, joins[i].want);
	}
	assert_null(url_resolve(a, STR_NONE, STR("g")).p);
	assert_null(url_resolve(a, STR("x"), STR("/g")).p);
	arena_destroy(a);
}

static void
addresses_split(void **state)
{
	struct url u;

	(void)state;
	assert_true(url_parse(STR("https://u:p@[::1]:80/a?b#c"), &u));
	assert_true(str_eq(u.user, STR("u:p")));
	assert_true(str_eq(u.host, STR("[::1]")));
	assert_true(str_eq(u.port, STR("80")));
	assert_true(str_eq(u.path, STR("/a")));
	assert_true(str_eq(u.query, STR("b")));
	assert_true(str_eq(u.fragment, STR("c")));
	assert_false(url_parse(STR("http://a/\x01"), &u));
	assert_true(url_is_http(STR("HTTPS://x")));
	assert_true(url_is_http(STR("http://[::1]:8080/feed")));
	assert_true(url_is_http(STR("http://m\xc3\xbcnchen.example/")));
	assert_false(url_is_http(STR("http:///")));
	assert_false(url_is_http(STR("http://[]/")));
	assert_false(url_is_http(STR("http://:80/")));
	assert_false(url_is_http(STR("https://:p[w::/")));
	assert_false(url_is_http(STR("https://a:b:80/")));
	assert_false(url_is_http(STR("https://a:80x/")));
	assert_false(url_is_http(STR("file:///etc/passwd")));
	assert_false(url_is_safe_link(STR("javascript:alert(1)")));
	assert_true(url_is_safe_link(STR("mailto:a@b.c")));
	assert_true(url_is_safe_link(STR("https://x/")));
	assert_false(url_is_safe_link(STR("https://x:::::/")));
}

static void
length_is_capped(void **state)
{
	static char text[URL_MAX + 1];
	struct url u;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = 'a';
	assert_true(url_parse((struct str){ text, URL_MAX }, &u));
	assert_false(url_parse((struct str){ text, URL_MAX + 1 }, &u));
}

static void
canonical_forms_meet(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	assert_string_equal(
	        url_canonical(a, STR("HTTP://Example.org:80/a?utm_source=x&b=1&fbclid=y#z")).p,
	        "http://example.org/a?b=1");
	assert_string_equal(url_canonical(a, STR("https://example.org?utm_medium=rss")).p,
	        "https://example.org/");
	assert_string_equal(url_display(a, STR("https://www.x.org/a/b/")).p, "x.org/a/b");
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_join),
		cmocka_unit_test(addresses_split),
		cmocka_unit_test(length_is_capped),
		cmocka_unit_test(canonical_forms_meet),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
