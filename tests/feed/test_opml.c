/* SPDX-License-Identifier: ISC */
/*
 * test_opml.c - lists of subscriptions, read and written, and the feeds that pages offer.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/feed.h>

static const char list_text[] =
        "<?xml version=\"1.0\"?>\n<opml version=\"1.1\"><head><title>x</title></head><body>\n"
        "<outline text=\"Top\" xmlUrl=\"https://top.example/feed?a=1&amp;b=2\" category=\"one, "
        "/two/three\"/>\n"
        "<outline text=\"News\"><outline title=\"Local\">\n"
        "<outline type=\"rss\" text=\"Valley\" title=\"The  Valley\" "
        "XMLURL=\"feed://valley.example/rss\""
        " htmlUrl=\"https://valley.example/\"/>\n"
        "</outline><outline text=\"Hill\" xmlUrl=\"http://hill.example/\"></outline></outline>\n"
        "<outline text=\"Bad\" xmlUrl=\"file:///etc/passwd\"/>\n"
        "<outline text=\"Worse\" xmlUrl=\"exec:rm\"/>\n"
        "<outline text=\"After\" xmlUrl=\"http://after.example/\"/>";

static void
test_parse(void **state)
{
	struct arena *a = arena_create();
	struct opml_outline *list;
	struct notes notes;
	struct err e;
	size_t count;

	(void)state;
	notes_init(&notes, a);
	assert_true(opml_parse(a, str_of(list_text), &list, &count, &notes, &e));
	assert_int_equal(count, 4);
	assert_true(str_eq(list[0].xml_url, STR("https://top.example/feed?a=1&b=2")));
	assert_int_equal(list[0].tags_count, 2);
	assert_true(str_eq(list[0].tags[1], STR("two/three")));
	assert_int_equal(list[0].folder.len, 0);
	assert_true(str_eq(list[1].title, STR("The Valley")));
	assert_true(str_eq(list[1].xml_url, STR("http://valley.example/rss")));
	assert_true(str_eq(list[1].html_url, STR("https://valley.example/")));
	assert_true(str_eq(list[1].folder, STR("News/Local")));
	assert_true(str_eq(list[2].folder, STR("News")));
	assert_int_equal(list[3].folder.len, 0);
	assert_int_equal(notes.count, 2);
	assert_string_equal(
	        notes.list[0].text.p, "not taken over, no web address: file:///etc/passwd");
	assert_false(opml_parse(a, STR("<rss/>"), &list, &count, &notes, &e));
	assert_string_equal(e.text, "this is no OPML list of feeds");
	arena_destroy(a);
}

static void
test_write(void **state)
{
	struct str tags[] = { { "a&b", 3 }, { "c", 1 } };
	const struct opml_outline list[] = {
		{ .title = STR("Two"),
		        .xml_url = STR("http://two.example/"),
		        .folder = STR("N/L") },
		{ .title = STR("One <1>"),
		        .xml_url = STR("http://one.example/?a&b"),
		        .tags = tags,
		        .tags_count = 2 },
		{ .title = STR("Four"),
		        .xml_url = STR("http://four.example/"),
		        .folder = STR("N L") },
		{ .xml_url = STR("http://three.example/"), .folder = STR("N") },
		{ .title = STR("Five"),
		        .xml_url = STR("http://five.example/"),
		        .folder = STR("N/L/M") },
	};
	struct arena *a = arena_create();
	struct opml_outline *back;
	struct buf b, again;
	struct err e;
	size_t count;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_init(&again, 1 << 20);
	opml_write(&b, STR("Mine & yours"), list, COUNT(list));
	assert_string_equal(b.p,
	        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	        "<opml version=\"2.0\">\n"
	        "  <head>\n"
	        "    <title>Mine &amp; yours</title>\n"
	        "  </head>\n"
	        "  <body>\n"
	        "    <outline type=\"rss\" text=\"One &lt;1&gt;\" title=\"One &lt;1&gt;\" "
	        "xmlUrl=\"http://one.example/?a&amp;b\" category=\"a&amp;b,c\"/>\n"
	        "    <outline text=\"N\">\n"
	        "      <outline type=\"rss\" text=\"http://three.example/\" "
	        "title=\"http://three.example/\" xmlUrl=\"http://three.example/\"/>\n"
	        "      <outline text=\"L\">\n"
	        "        <outline type=\"rss\" text=\"Two\" title=\"Two\" "
	        "xmlUrl=\"http://two.example/\"/>\n"
	        "        <outline text=\"M\">\n"
	        "          <outline type=\"rss\" text=\"Five\" title=\"Five\" "
	        "xmlUrl=\"http://five.example/\"/>\n"
	        "        </outline>\n"
	        "      </outline>\n"
	        "    </outline>\n"
	        "    <outline text=\"N L\">\n"
	        "      <outline type=\"rss\" text=\"Four\" title=\"Four\" "
	        "xmlUrl=\"http://four.example/\"/>\n"
	        "    </outline>\n"
	        "  </body>\n"
	        "</opml>\n");
	assert_true(opml_parse(a, buf_str(&b), &back, &count, NULL, &e));
	assert_int_equal(count, COUNT(list));
	opml_write(&again, STR("Mine & yours"), back, count);
	assert_string_equal(again.p, b.p);
	buf_free(&b);
	buf_free(&again);
	arena_destroy(a);
}

static const struct {
	const char *html, *want; /* addresses, blank separated, in order */
} pages[] = {
	{ "", "" },
	{ "<p>no feed</p><a href=/about>about</a>", "" },
	{ "<link rel=alternate type=application/rss+xml href=/f title=News>",
	        "https://s.example/f" },
	{ "<LINK HREF='f.atom' TYPE='application/atom+xml; charset=utf-8' REL='Alternate feed'>",
	        "https://s.example/d/f.atom" },
	{ "<link rel='alternate' hreflang=de href=/de>", "" },
	{ "<link rel='alternate stylesheet' type=application/rss+xml href=/de>", "" },
	{ "<link rel=alternate type=application/json href=/wp-json/1><link rel=alternate "
	  "type=application/json href=/feed.json>",
	        "https://s.example/feed.json" },
	{ "<base href='https://o.example/x/'><link rel=alternate type=text/rss href=f>",
	        "https://o.example/x/f" },
	{ "<a href=/rss.xml>RSS</a><link rel=alternate type=application/rss+xml "
	  "href=/comments/feed><link rel=alternate type=application/rss+xml href=/feed>",
	        "https://s.example/feed https://s.example/rss.xml "
	        "https://s.example/comments/feed" },
	{ "<a href='feed://f.example/x'>x</a><a href='feed:https://g.example/y'>y</a>",
	        "http://f.example/x https://g.example/y" },
	{ "<a href=/feed/>a</a><a href=/?feed=rss2>b</a><a href=/feeding>c</a><a href=/feed/>a</a>",
	        "https://s.example/feed/ https://s.example/?feed=rss2" },
	{ "<!-- <link rel=alternate type=application/rss+xml href=/f> --><script>'<a "
	  "href=/feed>'</script>",
	        "" },
	{ "<link rel=alternate type=application/rss+xml href='javascript:x'>", "" },
	{ "<link rel=alternate type=application/rss+xml href='?a=1&amp;b=2'>",
	        "https://s.example/d/e?a=1&b=2" },
};

static void
test_discover(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct arena *a = arena_create();
		struct feed_link *found;
		size_t count = feed_discover(
		        a, str_of(pages[i].html), STR("https://s.example/d/e"), &found);
		struct buf b;

		buf_init(&b, 1 << 16);
		for (size_t k = 0; k < count; k++)
			buf_printf(&b, "%s" STR_FMT, k > 0 ? " " : "", STR_ARG(found[k].url));
		if (!str_eq(buf_str(&b), str_of(pages[i].want)))
			fail_msg("%s: got %s, want %s", pages[i].html, b.p, pages[i].want);
		buf_free(&b);
		arena_destroy(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_discover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
