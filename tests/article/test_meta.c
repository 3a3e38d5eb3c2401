/* SPDX-License-Identifier: ISC */
/*
 * test_meta.c - metadata from all places it is written in, and dates.
 */
#include <stdlib.h>

#include "../../src/article/meta.h"
#include "article_test.h"

#define HEAD(x) "<html><head>" x "</head><body><p>Some text of the page.</p></body></html>"

static const struct {
	const char *html, *title, *byline, *site, *published;
} cases[] = {
	{ HEAD("<title>Quay to open in May | The Harbour Post</title>"), "Quay to open in May", "",
	        "", "" },
	{ HEAD("<title>A | B</title>"), "A | B", "", "", "" },
	{ HEAD("<title>x</title><meta property=og:title content='Quay &amp; port'>"
	       "<meta name=author content='Mara Quist'><meta property=og:site_name content=Post>"
	       "<meta property=article:published_time content=2024-03-22T14:02:00Z>"),
	        "Quay & port", "Mara Quist", "Post", "2024-03-22T14:02:00Z" },
	{ HEAD("<meta name=dc.title content=second><meta property='x:y dc:title' content=first>"),
	        "first", "", "", "" },
	{ HEAD("<meta name=author content=https://a.example/me>"), "", "", "", "" },
	{ HEAD("<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":"
	       "[{\"@type\":\"WebPage\",\"name\":\"no\"},{\"@type\":[\"NewsArticle\"],\"headline\":"
	       "\"T\n1\","
	       "\"author\":[{\"name\":\"A B\"},{\"name\":\"C D\"}],\"publisher\":{\"name\":\"P\"},"
	       "\"datePublished\":\"2024-03-22\"}]}</script>"),
	        "T 1", "A B, C D", "P", "2024-03-22" },
	{ HEAD("<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":</script>"),
	        "", "", "", "" },
	{ "<body><h1>T</h1><aside><p class=byline>No One</p></aside><p class=byline>By A B</p>"
	  "<p>text</p>",
	        "", "By A B", "", "" },
	{ "<body><p class=byline>Sunday, Feb 1, 2015 11:57 AM UTC</p><p class=byline>A B</p>", "",
	        "A B", "", "" },
	{ "<body><div class='author-box'><a class='author-link' href=/ab>A B</a> and <a "
	  "class='author-link' href=/cd>C D</a><span>Games editors</span></div>",
	        "", "A B, C D", "", "" },
	{ "<body><div class=byline><span class='vcard fn'>A B</span> \u2022 8h</div>", "", "A B",
	        "", "" },
	{ HEAD("<meta name=author content='A B'><meta name=author content='C D'><meta name=author "
	       "content='a b'>"),
	        "", "A B, C D", "", "" },
	{ HEAD("<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\","
	       "\"headline\":\"T\",\"author\":[{\"@id\":\"#p1\"},{\"@id\":\"#no\"},\"C D\"]},"
	       "{\"@type\":\"Person\",\"@id\":\"#p1\",\"name\":\"A B\"}]}</script>"),
	        "T", "A B, C D", "", "" },
	{ HEAD("<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"T\","
	       "\"creator\":\"A B\"}</script>"),
	        "T", "A B", "", "" },
};

static void
metadata_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_create();
		struct article art;

		parse(a, str_of(cases[i].html), false, &art);
		assert_str(art.title, cases[i].title);
		assert_str(art.byline, cases[i].byline);
		assert_str(art.site, cases[i].site);
		assert_str(art.published_text, cases[i].published);
		arena_destroy(a);
	}
}

static const struct {
	const char *text;
	int64_t want;
} dates[] = {
	{ "2024-03-22T14:02:00Z", 1711116120 },
	{ "2024-03-22T15:02:00+01:00", 1711116120 },
	{ "2024-03-22T15:02:00.123+0100", 1711116120 },
	{ "2024-03-22 14:02:00", 1711116120 },
	{ "20240322", 1711065600 },
	{ "2024-03", 1709251200 },
	{ "Fri, 22 Mar 2024 14:02:00 GMT", 1711116120 },
	{ "March 22, 2024", 1711065600 },
	{ "22 March 2024", 1711065600 },
	{ "Mar. 22, 2024 2:02 p.m.", 1711116120 },
	{ "1969-12-31T23:59:59Z", -1 },
	{ "yesterday", ARTICLE_NO_DATE },
	{ "", ARTICLE_NO_DATE },
	{ "2024-13-45", ARTICLE_NO_DATE },
	{ "99999999999999", ARTICLE_NO_DATE },
};

static void
dates_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(dates); i++) {
		print_message("%s\n", dates[i].text);
		assert_true(meta_date(str_of(dates[i].text)) == dates[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(metadata_is_found),
		cmocka_unit_test(dates_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
