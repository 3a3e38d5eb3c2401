/* SPDX-License-Identifier: ISC */
/*
 * test_page.c - whole pages: what is text and what is not, states, rules, caps.
 */
#include <stdlib.h>
#include <time.h>

#include "article_test.h"

/* Three paragraphs of an article, as pages have them. */
#define P1                                                                                         \
	"<p>The council of Port Ansel voted on Tuesday to rebuild the north quay, which was "      \
	"closed after the storm of last October, and to publish the plans within a month.</p>"
#define P2                                                                                         \
	"<p>No ship of more than forty metres has berthed there since the autumn, and the "        \
	"fishermen, the pilots and the ferry company have waited for a word from the town.</p>"
#define P3                                                                                         \
	"<p>The work is to cost four million, most of it paid by the region, and should be "       \
	"done before the winter storms, said the harbour master after the meeting.</p>"
#define T1 "The council of Port Ansel voted"
#define T2 "No ship of more than forty metres"
#define T3 "The work is to cost four million"

static const struct {
	const char *name, *html, *with[4], *without[4];
} cases[] = {
	{ "frames and menus go",
	        "<title>Quay | Post</title><header>The Harbour Post</header><nav><a "
	        "href=/a>News</a></nav><div class=story>" P1 P2 P3 "</div><footer>All rights"
	        "</footer>",
	        { T1, T2, T3 }, { "Harbour Post", "News", "All rights" } },
	{ "named parts go",
	        "<div class=entry-content>" P1 "<div class=social-share>Share me now</div>" P2
	        "<div class='newsletter-box'><p>Get our letter</p></div>" P3
	        "<div class=related-posts><a href=/x>Another story of the port</a></div></div>",
	        { T1, T2, T3 }, { "Share me", "our letter", "Another story" } },
	{ "the title, the date and the name are not said again",
	        "<title>Quay to be rebuilt | Post</title><meta name=author content='Mara "
	        "Quist'><article><h1>Quay to be rebuilt</h1><p>By Mara Quist</p><p>22 March 2024, "
	        "14:02</p>" P1 P2 P3 "</article>",
	        { T1, T3 }, { "Quay to be", "Mara", "2024" } },
	{ "labels go, wherever they stand",
	        "<article>" P1 "<p>Advertisement</p>" P2 "<p><a href=/y>Read more: the storm of "
	        "October</a></p>" P3 "<p>Share this article</p></article>",
	        { T1, T2, T3 }, { "Advertisement", "Read more", "Share this" } },
	{ "what follows the end goes",
	        "<article>" P1 P2 P3
	        "<h3>Related articles</h3><p>Some other story that happened in "
	        "another town on another day and that nobody asked for here.</p></article>",
	        { T1, T3 }, { "Related", "Some other story" } },
	{ "a comment is no article",
	        "<div class=content>" P1 P2 P3
	        "</div><div id=comments><p>I think, and I have always "
	        "thought, that the quay, the old one, was good enough, but nobody asks me, "
	        "ever.</p>"
	        "</div>",
	        { T1, T2, T3 }, { "I think" } },
	{ "deep wrappers count as one level",
	        "<div id=x><div><div><div><div><div><div>" P1 "</div></div></div></div></div></div>"
	        "<div><div><div><div><div><div>" P2 "</div></div></div></div></div></div>"
	        "<div><div><div><div><div><div>" P3 "</div></div></div></div></div></div></div>",
	        { T1, T2, T3 }, { NULL } },
	{ "teasers are other articles",
	        "<title>Quay to be rebuilt</title><div><article><h1>Quay to be rebuilt</h1>" P1 P2
	        "</article><article><h2><a href=/z>Storm over the coast</a></h2><p>The storm of "
	        "October, the worst in years, has taken roofs, boats, trees and a lighthouse.</p>"
	        "</article></div>",
	        { T1, T2 }, { "Storm over", "The storm of" } },
	{ "sections are one article",
	        "<title>Quay to be rebuilt</title><div class=content><article><h1>Quay to be "
	        "rebuilt</h1><p>In short.</p></article><article><h2>Vote</h2>" P1 P2
	        "</article><article><h2>Cost</h2>" P3 "</article></div>",
	        { T1, T2, T3 }, { NULL } },
	{ "the standfirst comes along, once",
	        "<meta name=description content='After a year of waiting, the town lets the "
	        "builders in.'><header><h1>Quay</h1><p>After a year of waiting, the town lets the "
	        "builders in.</p></header><div class=article-body>" P1 P2 P3 "</div>",
	        { "After a year", T1, T3 }, { NULL } },
	{ "a sentence that begins like a label stays",
	        "<article>" P1
	        "<p>Tags on the mooring lines, which the pilots had asked for since the "
	        "spring, will be renewed as well, the council said, and painted in the colours of "
	        "the town.</p>" P2 "</article>",
	        { T1, "Tags on", T2 }, { NULL } },
	{ "captions are no prose",
	        "<article>" P1
	        "<div class=photo><img src=a.jpg><p>The quay in the storm, seen from "
	        "the light</p></div>" P2 P3 "</article>",
	        { T1, T2 }, { "seen from" } },
	{ "cells and items that are links stay with their table and list",
	        "<article>" P1 "<table><tr><th>Ship</th><th>Berth</th></tr><tr><td><a "
	        "href=/1>Aurora</a></td><td>4</td></tr><tr><td><a href=/2>Bittern</a></td><td>7"
	        "</td></tr></table>" P2 "<ul><li>The pilots wait at the light</li><li><a "
	        "href=/3>The ferry</a></li></ul>" P3 "<h2><a href=/4>What is to come</a></h2>" P2
	        "</article>",
	        { "Aurora", "Bittern", "The ferry", "What is to come" }, { NULL } },
	{ "buttons are no text, whatever their box is called",
	        "<article>" P1 P2 "<div>Facebook Twitter WhatsApp E-Mail</div>" P3 "</article>",
	        { T1, T3 }, { "Facebook" } },
	{ "requests to subscribe go where their link leads to a form",
	        "<article>" P1 P2 P3 "<p>Do you like what you read here? Then <a "
	        "href=/newsletter/join>subscribe to our letter</a>!</p></article>",
	        { T1, T3 }, { "Do you like" } },
	{ "a word about subscribers stays",
	        "<article>" P1 P2 P3 "<p>The town has <a href=/numbers>four thousand subscribers"
	        "</a> to its letter on the harbour, the clerk said.</p></article>",
	        { T1, "four thousand" }, { NULL } },
	{ "a pick with none of the running text was wrong",
	        "<div><ul><li>Tide, wind, sea and sky today</li><li>Ships, boats, nets and "
	        "lines</li><li>Moors, buoys, lights and horns</li><li>Fish, crabs, oysters, "
	        "weed</li></ul></div><table><tr><td>" P1 "<br></td></tr></table>",
	        { T1 }, { NULL } },
	{ "a pick that is too wide is made tighter",
	        "<title>Quay</title><article class=post-content><h1>Quay</h1><div class=facts>"
	        "<p>Length: 200 m</p><p>Depth: nine metres</p><p>Built in the year of 1924</p>"
	        "<p>Ships berthed: 40</p><p>Cranes: four, all of them out of use</p></div>"
	        "<div class=words>" P1 P2 P3 "</div></article>",
	        { T1, T3 }, { "Depth" } },
	{ "a small page is all text",
	        "<title>Tides</title><p>The week at the quay:</p><table><tr><th>Day</th><th>High"
	        "</th></tr><tr><td>Monday</td><td>04:12</td></tr></table><p>Wind in points of the "
	        "scale, which the light gives.</p>",
	        { "The week", "Monday", "Wind in points" }, { NULL } },
	{ "a template is text when there is no other",
	        "<body><div class=post><script type=text/template>" P1 P2 P3
	        "</script></div></body>",
	        { T1, T3 }, { NULL } },
	{ "a body in metadata is text when there is no other",
	        "<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"" T1
	        " on Tuesday to rebuild the north quay, which was closed after the storm of last "
	        "October, and to publish the plans within a month. The council of the town has "
	        "been "
	        "asked for it since the autumn, and by many. No ship has berthed there since then, "
	        "and the fishermen have waited for a word from the town. The work is to cost four "
	        "million, most of it paid by the region, and should be done before the winter "
	        "storms, "
	        "said the harbour master after the meeting of the "
	        "council.\"}</script><p>Loading</p>",
	        { T1 }, { "Loading" } },
};

static void
pages_give_their_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_create();
		struct article art;
		struct str text;

		print_message("%s\n", cases[i].name);
		parse(a, str_of(cases[i].html), false, &art);
		text = text_of(a, &art);
		for (int k = 0; k < 4 && cases[i].with[k] != NULL; k++)
			assert_true(str_find(text, str_of(cases[i].with[k])) >= 0);
		for (int k = 0; k < 4 && cases[i].without[k] != NULL; k++)
			assert_true(str_find(text, str_of(cases[i].without[k])) < 0);
		assert_int_equal(art.state, ARTICLE_FULL);
		arena_destroy(a);
	}
}

static const struct {
	const char *html;
	enum article_state want;
} states[] = {
	{ "<body>" P1 "</body>", ARTICLE_FULL },
	{ "<body></body>", ARTICLE_EMPTY },
	{ "<body><div id=root></div><noscript>You need to enable JavaScript to run this app."
	  "</noscript></body>",
	        ARTICLE_SCRIPT },
	{ "<body><div id=app></div><script>a()</script><script>b()</script></body>",
	        ARTICLE_SCRIPT },
	{ "<body><h1>Before you continue</h1><button>Accept</button></body>", ARTICLE_CONSENT },
	{ "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":"
	  "\"False\"}</script>" P1,
	        ARTICLE_PAYWALL },
	{ P1 "<div class=paywall><p>Subscribe to continue reading.</p></div>", ARTICLE_PAYWALL },
};

static void
states_are_recognised(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(states); i++) {
		struct arena *a = arena_create();
		struct article art;

		parse(a, str_of(states[i].html), false, &art);
		print_message("%zu\n", i);
		assert_int_equal(art.state, states[i].want);
		arena_destroy(a);
	}
}

static void
rules_choose(void **state)
{
	struct arena *a = arena_create();
	struct article_rule rule = { .body = STR("//div[@id='b']"),
		.title = STR("//h4"),
		.strip = STR("//p[@class='x'] | //p[@class='x']/i") };
	struct article_options o = { .url = STR("https://n.example/"), .rule = &rule };
	struct str html = STR("<h4>My \u00e4 title</h4><div id=a>" P1 P2
	                      "</div><div id=b><p>Short.<p class=x>no <i>no</i><p>Text \u00e4 &lt;"
	                      "</div>");
	struct article art;
	struct notes notes;
	struct err e;

	(void)state;
	notes_init(&notes, a);
	assert_true(article_parse(a, html, &o, &art, &notes, &e));
	assert_str(art.title, "My \u00e4 title");
	assert_str(text_of(a, &art), "Short.\nText \u00e4 <\n");
	rule = (struct article_rule){ .strip = STR("//div[@id='b']") };
	assert_true(article_parse(a, html, &o, &art, &notes, &e));
	assert_true(str_find(art.text, STR(T2)) >= 0 && str_find(art.text, STR("Short")) < 0);
	assert_int_equal(notes.count, 0);
	rule = (struct article_rule){ .body = STR("//div[") };
	assert_true(article_parse(a, html, &o, &art, &notes, &e));
	assert_true(notes.count > 0 && str_find(art.text, STR(T2)) >= 0);
	arena_destroy(a);
}

static void
the_feed_helps(void **state)
{
	struct arena *a = arena_create();
	struct article_options o = { .url = STR("https://n.example/"),
		.feed_title = STR("Quay to be rebuilt"),
		.feed_summary = STR("After a year of waiting, the town lets the builders in.") };
	struct article art;
	struct err e;

	(void)state;
	assert_true(article_parse(a,
	        STR("<body><header><p>After a year of waiting, the town lets the builders "
	            "in.</p></header><div class=article-body>" P1 P2 P3 "</div>"),
	        &o, &art, NULL, &e));
	assert_str(art.title, "Quay to be rebuilt");
	assert_true(str_starts(art.text, STR("After a year")));
	arena_destroy(a);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

#ifdef WITH_SANITIZERS
#define SLOW 10
#else
#define SLOW 1
#endif

static void
fill(struct buf *b, const char *unit, size_t times, const char *end)
{
	buf_init(b, 64u * 1024 * 1024);
	for (size_t i = 0; i < times; i++)
		buf_add_cstr(b, unit);
	buf_add_cstr(b, end);
}

static void
huge_pages_stay_within_caps(void **state)
{
	static const struct {
		const char *unit, *end;
		size_t times;
	} pages[] = {
		{ "<div>", "text", 100000 },
		{ "<div><p>", "text", 100000 },
		{ "<b>", "text</b>", 100000 },
		{ "<blockquote><ul><li>", "text", 40000 },
		{ "<table><tr><td>", "text", 40000 },
		{ "</p></div></b></i></a>", "text", 400000 },
		{ "<p class=x>words of a page, and more words</p>\n", "", 420000 }, /* 20 MB */
		{ "word and word ", "", 360000 },                                   /* 5 MB */
		{ "<a href=b>", "", 200000 },
		{ "<a b c d e f g h", "", 200000 },
		{ "<td rowspan=64 colspan=64>", "", 30000 },
		{ "&amp;&#x41;&", "", 500000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++)
		for (int fragment = 0; fragment < 2; fragment++) {
			struct arena *a = arena_create();
			struct article art;
			struct buf b;
			double t = seconds();

			fill(&b, pages[i].unit, pages[i].times, pages[i].end);
			parse(a, buf_str(&b), fragment == 1, &art);
			t = seconds() - t;
			print_message("%s: %zu bytes, %.2f s, %zu MB\n", pages[i].unit, b.len, t,
			        arena_used(a) >> 20);
			assert_true(art.text.len <= ARTICLE_TEXT_MAX);
			assert_true(art.blocks_count <= ARTICLE_BLOCKS_MAX);
			assert_true(t < 3.0 * SLOW);
			buf_free(&b);
			arena_destroy(a);
		}
}

/* Memory against the page's size: the limit for pages as they are written, and one for those that
 * are nothing but tags without end tags. */
static void
memory_is_bounded(void **state)
{
	static const struct {
		const char *unit;
		size_t times, most;
	} pages[] = {
		{ "<p class=x>words of a page, and more words</p>\n", 20000, 20 },
		{ "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>", 5000, 20 },
		{ "<li>item</li>", 20000, 20 },
		{ "<p>x <b>y</b> <i>z</i></p>", 20000, 30 },
		{ "<td>1", 50000, 50 },
		{ "<li>x", 50000, 50 },
		{ "x<br>", 50000, 50 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct arena *a = arena_create();
		struct article art;
		struct buf b;

		fill(&b, pages[i].unit, pages[i].times, "");
		parse(a, buf_str(&b), false, &art);
		print_message("%s: %.1f times the page\n", pages[i].unit,
		        (double)arena_used(a) / (double)b.len);
		assert_true(arena_used(a) <= pages[i].most * b.len);
		arena_destroy(a);
		buf_free(&b);
	}
}

static void
binary_is_refused(void **state)
{
	struct arena *a = arena_create();
	struct article_options o = { .url = STR("https://n.example/") };
	struct article art;
	struct err e;

	(void)state;
	assert_false(article_parse(a, STR("\x89PNG\r\n\x1a\n"), &o, &art, NULL, &e));
	assert_false(article_parse(a, STR("%PDF-1.4"), &o, &art, NULL, &e));
	assert_true(article_parse(a, STR(""), &o, &art, NULL, &e));
	assert_int_equal(art.state, ARTICLE_EMPTY);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_give_their_text),
		cmocka_unit_test(states_are_recognised),
		cmocka_unit_test(rules_choose),
		cmocka_unit_test(the_feed_helps),
		cmocka_unit_test(huge_pages_stay_within_caps),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(binary_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
