/* SPDX-License-Identifier: ISC */
/*
 * test_kinds.c - pages that are not one text in one box: live blogs, columns, articles over several
 * pages, walls, and frames for scripts.
 */
#include <stdlib.h>

#include "../../src/article/meta.h"
#include "article_test.h"

#define A                                                                                          \
	"The ferry has left the north quay with forty people on board, the harbour master says, "  \
	"and is expected at Varda within the hour."
#define B                                                                                          \
	"Fire crews from two towns have joined the search along the beach, where the first "       \
	"pieces of the roof were found in the morning."
#define C                                                                                          \
	"The bridge stays closed until noon at least, and drivers are asked to take the road "     \
	"through the hills, which has been open since six."
#define D                                                                                          \
	"A first count speaks of eleven houses without a roof and of none hurt; the school hall "  \
	"has been opened for those who cannot go home."

#define POST_1(time, text)                                                                         \
	"<article class=live-post><time datetime=2024-03-22T" time ":00Z>" time "</time><p>" text  \
	"</p><div class=share-buttons><a href=/share>Share</a></div></article>"
#define POST_2(time, text)                                                                         \
	"<div class=entry-item><div class=timestamp>" time " CET</div><div class=txt><p>" text     \
	"</p></div></div>"
#define POST_3(time, text)                                                                         \
	"<li><span class=when><time>" time "</time></span> <strong>News</strong><p>" text          \
	"</p></li>"
#define POST_4(time, text) "<h3>" time ": Update</h3><p>" text "</p>"
#define POSTS(post) post("14:02", A) post("13:40", B) post("12:15", C) post("09:30", D)

static const struct {
	const char *name, *html, *posts[4];
} live[] = {
	{ "declared, with elements for times",
	        "<title>Storm: live</title><script type='application/ld+json'>{\"@type\":"
	        "\"LiveBlogPosting\",\"headline\":\"Storm: live\"}</script><main><h1>Storm: live"
	        "</h1><section class=live-blog>" POSTS(POST_1) "</section></main>",
	        { "14:02", "13:40", "12:15", "09:30" } },
	{ "only called so by their classes",
	        "<title>Storm: live</title><div class=page><h1>Storm: live</h1><div "
	        "class=timeline>" POSTS(POST_2) "</div></div>",
	        { "14:02 CET", "13:40 CET", "12:15 CET", "09:30 CET" } },
	{ "a list",
	        "<title>Storm: live</title><div id=main><h1>Storm: live</h1><ul>" POSTS(
	                POST_3) "</ul></div>",
	        { "14:02", "13:40", "12:15", "09:30" } },
	{ "headings",
	        "<title>Storm: live</title><div id=main><h1>Storm: live</h1>" POSTS(
	                POST_4) "</div>",
	        { "14:02: Update", "13:40: Update", "12:15: Update", "09:30: Update" } },
};

static void
live_blogs_keep_their_posts_and_times(void **state)
{
	static const char *const texts[] = { A, B, C, D };

	(void)state;
	for (size_t i = 0; i < COUNT(live); i++) {
		struct arena *a = arena_create();
		struct article art;
		size_t at = 0;

		print_message("%s\n", live[i].name);
		parse(a, str_of(live[i].html), false, &art);
		for (size_t k = 0; k < 4; k++) {
			assert_true(at < art.blocks_count);
			assert_int_equal(art.blocks[at].kind, BLOCK_HEADING);
			assert_str(str_sub(art.text, art.blocks[at].start, art.blocks[at].end),
			        live[i].posts[k]);
			while (++at < art.blocks_count && art.blocks[at].kind != BLOCK_HEADING)
				;
			assert_true(str_ends(
			        str_sub(art.text, 0, art.blocks[at - 1].end), str_of(texts[k])));
		}
		assert_int_equal(at, art.blocks_count);
		arena_destroy(a);
	}
}

static void
one_time_is_no_live_blog(void **state)
{
	struct arena *a = arena_create();
	struct article art;

	(void)state;
	parse(a,
	        STR("<title>Storm</title><article><h1>Storm</h1><time>22 March 2024, "
	            "14:02</time><p>" A "</p><p>" B "</p><aside><time>13:40</time><p>" C
	            "</p></aside></article>"),
	        false, &art);
	assert_str(text_of(a, &art), A "\n" B "\n");
	arena_destroy(a);
}

static const char *const columns[] = {
	"<title>Quay plans</title><div id=wrap><h1>Quay plans</h1><div class=row><div class='col "
	"col-6'><p>" A "</p><p>" B "</p></div><div class='col col-6'><p>" C "</p><p>" D
	"</p></div></div></div><div class=sidebar><ul><li><a href=/a>One story</a></ul></div>",
	"<title>Quay plans</title><table width=100%><tr><td colspan=2><h1>Quay plans</h1></td></tr>"
	"<tr><td><a href=/>Home</a><br><a href=/n>News</a></td><td><table><tr><td><p>" A "</p><p>" B
	"</p></td><td><p>" C "</p><p>" D "</p></td></tr></table></td></tr></table>",
};

static void
columns_are_read_one_after_the_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(columns); i++) {
		struct arena *a = arena_create();
		struct article art;

		parse(a, str_of(columns[i]), false, &art);
		assert_str(text_of(a, &art), A "\n" B "\n" C "\n" D "\n");
		arena_destroy(a);
	}
}

static const struct {
	const char *own, *href;
	bool want;
} next[] = {
	{ "https://n.example/quay", "https://n.example/quay?page=2", true },
	{ "https://n.example/quay", "https://n.example/quay/2", true },
	{ "https://n.example/quay/", "https://n.example/quay/page/2", true },
	{ "https://n.example/quay/", "https://n.example/quay/page/2/", true },
	{ "https://n.example/quay.html", "https://n.example/quay-2.html", true },
	{ "https://n.example/quay?p=9", "https://n.example/quay?p=10", true },
	{ "https://n.example/quay-2.html", "https://n.example/quay-3.html", true },
	{ "https://n.example/a?id=4711", "https://n.example/a?id=4711&seite=2#top", true },
	{ "https://n.example/quay?p=10", "https://n.example/quay?p=11", true },
	{ "https://n.example/quay", "https://n.example/quay?page=3", false },
	{ "https://n.example/quay?page=2", "https://n.example/quay?page=1", false },
	{ "https://n.example/quay", "https://n.example/storm", false },
	{ "https://n.example/2024/quay", "https://n.example/2025/quay", false },
	{ "https://n.example/a?id=4711", "https://n.example/a?id=4712", false },
	{ "https://n.example/quay", "https://other.example/quay?page=2", false },
	{ "https://n.example/quay", "https://n.example/quay", false },
	{ "https://n.example/quay", "https://n.example/quay#comments-2", false },
	{ "", "", false },
};

static void
the_next_page_is_told_from_the_next_article(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(next); i++) {
		print_message("%s -> %s\n", next[i].own, next[i].href);
		assert_int_equal(
		        meta_is_next_page(str_of(next[i].own), str_of(next[i].href)), next[i].want);
	}
}

static void
a_next_page_is_noted(void **state)
{
	struct arena *a = arena_create();
	struct article_options o = { .url = STR("https://n.example/quay") };
	struct article art;
	struct notes notes;
	struct err e;

	(void)state;
	notes_init(&notes, a);
	assert_true(article_parse(a,
	        STR("<title>Quay</title><article><p>" A "</p><p>" B "</p><p>" C "</p><div "
	            "class=pagination><a href=/quay>1</a> <a href=?page=2>2</a> <a href=?page=3>3"
	            "</a> <a rel=next href=?page=2>Next page</a></div></article>"),
	        &o, &art, &notes, &e));
	assert_str(art.next_url, "https://n.example/quay?page=2");
	assert_str(text_of(a, &art), A "\n" B "\n" C "\n");
	assert_int_equal(notes.count, 1);
	assert_str(notes.list[0].text, "the article goes on at https://n.example/quay?page=2");
	arena_destroy(a);
}

#define FRAME(x)                                                                                   \
	"<html><head><title>Quay | Post</title></head><body><header><nav><a href=/>Home</a> <a "   \
	"href=/news>News</a></nav></header>" x                                                     \
	"<footer><p>The Harbour Post, Port Ansel. All rights reserved.</p></footer></body></html>"

static const struct {
	const char *name, *html;
	enum article_state want;
} states[] = {
	{ "a first paragraph and a wall",
	        FRAME("<article><h1>Quay</h1><p>" A "</p><div class=paywall><h2>Read on with a "
	              "subscription</h2><p>Already a subscriber? Log in.</p></div></article>"),
	        ARTICLE_PAYWALL },
	{ "the wall is said in metadata alone",
	        FRAME("<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
	              "\"isAccessibleForFree\":false}</script><article><p>" A "</p></article>"),
	        ARTICLE_PAYWALL },
	{ "a whole text with an offer below",
	        FRAME("<article><h1>Quay</h1><p>" A "</p><p>" B "</p><p>" C "</p><p>" D "</p><p>" A
	              "</p><p>" B "</p><p>" C "</p><p>" D "</p></article><div class=offer>Already "
	              "a subscriber? Thank you.</div>"),
	        ARTICLE_FULL },
	{ "consent first",
	        FRAME("<div id=cmp class=consent-banner><h1>We value your privacy</h1><p>We and "
	              "our "
	              "partners store cookies on your device.</p><button>Accept all cookies"
	              "</button><button>Settings</button></div>"),
	        ARTICLE_CONSENT },
	{ "a consent banner over a text",
	        FRAME("<div class=consent-banner><p>We value your privacy</p><button>Accept all "
	              "cookies</button></div><article><p>" A "</p><p>" B "</p><p>" C "</p><p>" D
	              "</p><p>" A "</p><p>" C "</p></article>"),
	        ARTICLE_FULL },
	{ "a frame for scripts",
	        FRAME("<div id=root><div class=spinner></div></div><noscript>Please enable "
	              "JavaScript to read this page.</noscript><script src=a.js></script>"),
	        ARTICLE_SCRIPT },
	{ "a word on scripts beside a text",
	        FRAME("<noscript>Please enable JavaScript for the full experience.</noscript>"
	              "<article><p>" A "</p><p>" B "</p><p>" C "</p><p>" D "</p></article>"),
	        ARTICLE_FULL },
};

static void
what_is_in_the_way_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(states); i++) {
		struct arena *a = arena_create();
		struct article art;

		print_message("%s\n", states[i].name);
		parse(a, str_of(states[i].html), false, &art);
		assert_int_equal(art.state, states[i].want);
		arena_destroy(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(live_blogs_keep_their_posts_and_times),
		cmocka_unit_test(one_time_is_no_live_blog),
		cmocka_unit_test(columns_are_read_one_after_the_other),
		cmocka_unit_test(the_next_page_is_told_from_the_next_article),
		cmocka_unit_test(a_next_page_is_noted),
		cmocka_unit_test(what_is_in_the_way_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
