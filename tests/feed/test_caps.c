/* SPDX-License-Identifier: ISC */
/*
 * test_caps.c - every named cap of feed: a document at the cap, and one above it.  What is over is
 * left out and the rest is read; texts that are cut stay valid UTF-8.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dateline/feed.h>
#include <dateline/text.h>

#include "../../src/feed/feed_private.h"

#define PAGE_LINKS_MAX 64     /* discover.c */
#define OPML_FEEDS_MAX 100000 /* opml.c */
#define OPML_TAGS_MAX 64      /* opml.c */
#define OPML_FOLDERS_MAX 32   /* opml.c */
#define OPML_TEXT_MAX 4096    /* opml.c */
#define DATE_BYTES_MAX 128    /* date.h */
#define CLEAN_DEPTH_MAX 256   /* sanitise.c */
#define DOCUMENT_MAX (64u << 20)

/* A document of RSS with one item, made by fill for a number. */
typedef void fill_fn(struct buf *b, size_t n);

static struct arena *a;
static struct notes notes;

static int
set_up(void **state)
{
	(void)state;
	a = arena_create();
	notes_init(&notes, a);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(a);
	return 0;
}

static void
repeat(struct buf *b, const char *text, size_t times)
{
	while (times-- > 0)
		buf_add_cstr(b, text);
}

static struct feed
parse(fill_fn *fill, size_t n)
{
	const struct feed_options o = { .url = STR("http://x.example/") };
	struct feed feed;
	struct buf b;
	struct err e;

	buf_init(&b, DOCUMENT_MAX);
	fill(&b, n);
	assert_false(b.full);
	if (!feed_parse(a, buf_str(&b), &o, &feed, &notes, &e))
		fail_msg("%zu: %s", n, e.text);
	buf_free(&b);
	return feed;
}

static struct feed_entry
only_entry(fill_fn *fill, size_t n)
{
	struct feed feed = parse(fill, n);

	assert_int_equal(feed.entries_count, 1);
	return feed.entries[0];
}

#define OPEN "<rss version='2.0'><channel><title>Feed</title>"
#define CLOSE "</channel></rss>"

/* ---- lists ---- */

static void
fill_entries(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN);
	repeat(b, "<item><guid>i</guid></item>", n);
	buf_add_cstr(b, CLOSE);
}

static void
entries(void **state)
{
	(void)state;
	assert_int_equal(parse(fill_entries, FEED_ENTRIES_MAX).entries_count, FEED_ENTRIES_MAX);
	assert_int_equal(parse(fill_entries, FEED_ENTRIES_MAX + 1).entries_count, FEED_ENTRIES_MAX);
}

static void
fill_json_entries(struct buf *b, size_t n)
{
	buf_add_cstr(
	        b, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"0\"}");
	repeat(b, ",{\"id\":\"i\"}", n - 1);
	buf_add_cstr(b, "]}");
}

static void
entries_of_json(void **state)
{
	(void)state;
	assert_int_equal(
	        parse(fill_json_entries, FEED_ENTRIES_MAX).entries_count, FEED_ENTRIES_MAX);
	assert_int_equal(
	        parse(fill_json_entries, FEED_ENTRIES_MAX + 1).entries_count, FEED_ENTRIES_MAX);
}

static void
fill_lists(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN "<item>");
	for (size_t i = 0; i < n; i++)
		buf_printf(
		        b, "<category>%zu</category><enclosure url='http://e.example/%zu'/>", i, i);
	buf_add_cstr(b, "</item>" CLOSE);
}

static void
lists(void **state)
{
	(void)state;
	for (size_t over = 0; over < 2; over++) {
		struct feed_entry e = only_entry(fill_lists, FEED_LIST_MAX + over);
		assert_int_equal(e.categories_count, FEED_LIST_MAX);
		assert_int_equal(e.enclosures_count, FEED_LIST_MAX);
	}
}

/* ---- texts ---- */

static void
fill_content(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN "<item><guid>1</guid><description><![CDATA[");
	while (n-- > 0)
		buf_add_char(b, 'a');
	buf_add_cstr(b, "]]></description></item>" CLOSE);
}

static void
texts(void **state)
{
	(void)state;
	assert_int_equal(only_entry(fill_content, FEED_TEXT_MAX).content_html.len, FEED_TEXT_MAX);
	assert_true(only_entry(fill_content, FEED_TEXT_MAX + 1).content_html.len <= FEED_TEXT_MAX);
}

/* The same in pieces that end within a character, as a stream brings them. */
static struct str streamed;

static bool
keep_content(void *user, const struct feed_entry *entry)
{
	streamed = arena_str(user, entry->content_html);
	return true;
}

static void
texts_of_a_stream(void **state)
{
	struct feed_parser *p = feed_parser_open(&(struct feed_options){ 0 }, keep_content, a);
	struct feed feed;
	struct buf b;
	struct err e;

	(void)state;
	buf_init(&b, DOCUMENT_MAX);
	buf_add_cstr(&b, OPEN "<item><guid>1</guid><description><![CDATA[x");
	repeat(&b, "\u20ac", FEED_TEXT_MAX / 3 + 1000);
	buf_add_cstr(&b, "]]></description></item>" CLOSE);
	for (size_t at = 0; at < b.len; at += 4097)
		feed_parser_push(p, str_sub(buf_str(&b), at, at + 4097));
	assert_true(feed_parser_close(p, a, &feed, NULL, &e));
	assert_true(streamed.len <= FEED_TEXT_MAX && streamed.len > FEED_TEXT_MAX - 70000);
	assert_true(utf8_valid(streamed));
	buf_free(&b);
}

static void
fill_fields(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN "<item><title>");
	repeat(b, "a", n);
	buf_add_cstr(b, "</title><category>");
	repeat(b, "a", n);
	buf_add_cstr(b, "</category></item>" CLOSE);
}

/* An odd byte first, so that no cap falls between two characters. */
static void
fill_wide_fields(struct buf *b, size_t n)
{
	static const char *const names[] = { "title", "category", "author", "link", "guid",
		"comments", "language" };

	buf_add_cstr(b, OPEN "<item xml:lang='");
	repeat(b, "\u20ac", 30);
	buf_add_cstr(b, "'>");
	for (size_t i = 0; i < COUNT(names); i++) {
		buf_printf(b, "<%s>%s", names[i], i == 3 ? "http://x.example/a" : "a");
		repeat(b, "\u20ac", n / 3 + 1);
		buf_printf(b, "</%s>", names[i]);
	}
	buf_add_cstr(b, "<description>x");
	repeat(b, "&lt;i>\u20ac", n);
	buf_add_cstr(b, "</description></item>" CLOSE);
}

static void
fields(void **state)
{
	struct feed_entry e = only_entry(fill_fields, FIELD_MAX);

	(void)state;
	assert_int_equal(e.title.len, FIELD_MAX);
	assert_int_equal(e.categories[0].len, FIELD_MAX);
	e = only_entry(fill_fields, FIELD_MAX + 1);
	assert_int_equal(e.title.len, FIELD_MAX);
	assert_int_equal(e.categories[0].len, FIELD_MAX);
	for (size_t n = SUMMARY_MAX; n <= FIELD_MAX * 2; n *= 8) {
		e = only_entry(fill_wide_fields, n);
		const struct str all[] = { e.id, e.title, e.link, e.author, e.summary,
			e.content_html, e.lang, e.comments_url, e.categories[0] };
		for (size_t i = 0; i < COUNT(all); i++)
			if (!utf8_valid(all[i]))
				fail_msg("%zu bytes: field %zu is cut within a character", n, i);
	}
}

static void
fill_long_description(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN "<item><description>");
	repeat(b, "a", n);
	buf_add_cstr(b, "</description></item>" CLOSE);
}

static void
summaries(void **state)
{
	(void)state;
	assert_int_equal(only_entry(fill_long_description, SUMMARY_MAX).summary.len, SUMMARY_MAX);
	assert_int_equal(
	        only_entry(fill_long_description, SUMMARY_MAX + 1).summary.len, SUMMARY_MAX);
}

static void
fill_authors(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN "<item>");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "<author>Name %06zu</author>", i);
	buf_add_cstr(b, "</item>" CLOSE);
}

static void
authors(void **state)
{
	size_t few = AUTHORS_MAX / 13, len = only_entry(fill_authors, few).author.len;

	(void)state;
	assert_int_equal(len, few * 13 - 2);
	len = only_entry(fill_authors, few * 10).author.len;
	assert_true(len >= AUTHORS_MAX && len < AUTHORS_MAX + 20);
}

/* ---- XML ---- */

static void
fill_depth(struct buf *b, size_t n) /* the title's own depth */
{
	buf_add_cstr(b, "<rss><channel><item><title>A");
	repeat(b, "<b>", n - 4);
	buf_add_cstr(b, "B");
	repeat(b, "</b>", n - 4);
	buf_add_cstr(b, "C</title><guid>1</guid></item>" CLOSE);
}

static void
depth(void **state)
{
	struct feed_entry e;

	(void)state;
	for (size_t n = XML_DEPTH_MAX; n <= XML_DEPTH_MAX + 2; n++) {
		e = only_entry(fill_depth, n);
		assert_string_equal(e.title.p, "ABC");
		assert_string_equal(e.id.p, "1");
	}
}

static void
fill_attrs(struct buf *b, size_t n)
{
	buf_add_cstr(b, OPEN "<item><enclosure");
	for (size_t i = 1; i < n; i++)
		buf_printf(b, " a%zu='x'", i);
	buf_add_cstr(b, " url='http://e.example/'/></item>" CLOSE);
}

static void
attributes(void **state)
{
	(void)state;
	assert_int_equal(only_entry(fill_attrs, XML_ATTRS_MAX).enclosures_count, 1);
	assert_int_equal(only_entry(fill_attrs, XML_ATTRS_MAX + 1).enclosures_count, 0);
	assert_int_equal(notes.count, 1);
}

static bool
count_entry(void *user, const struct feed_entry *entry)
{
	*(size_t *)user += entry->enclosures_count;
	return true;
}

/* A tag that comes in pieces is waited for up to its cap, and is text beyond. */
static size_t
enclosures_behind_a_tag_of(size_t bytes)
{
	struct feed_parser *p;
	struct feed feed;
	struct buf b;
	struct err e;
	size_t count = 0;

	buf_init(&b, DOCUMENT_MAX);
	buf_add_cstr(&b, OPEN "<item>");
	repeat(&b, "<!-- -->", 65536 / 8); /* so that the charset is chosen before */
	buf_add_cstr(&b, "<enclosure url='http://e.example/' a='");
	repeat(&b, "x", bytes - strlen("<enclosure url='http://e.example/' a=''/>"));
	buf_add_cstr(&b, "'/></item>" CLOSE);
	p = feed_parser_open(&(struct feed_options){ 0 }, count_entry, &count);
	for (size_t at = 0; at < b.len; at += 1000)
		feed_parser_push(p, str_sub(buf_str(&b), at, at + 1000));
	assert_true(feed_parser_close(p, a, &feed, NULL, &e));
	buf_free(&b);
	return count;
}

static void
tags(void **state)
{
	(void)state;
	assert_int_equal(enclosures_behind_a_tag_of(XML_TAG_MAX), 1);
	assert_int_equal(enclosures_behind_a_tag_of(XML_TAG_MAX + 2000), 0);
}

static void
fill_entities(struct buf *b, size_t n)
{
	buf_add_cstr(b, "<!DOCTYPE rss [");
	for (size_t i = 1; i < n; i++)
		buf_printf(b, "<!ENTITY e%zu 'x'>", i);
	buf_add_cstr(b, "<!ENTITY last 'there'>]>" OPEN "<item><title>&last;</title></item>" CLOSE);
}

static void
fill_entity(struct buf *b, size_t n)
{
	buf_add_cstr(b, "<!DOCTYPE rss [<!ENTITY long '");
	repeat(b, "x", n);
	buf_add_cstr(b, "'>]>" OPEN "<item><title>&long;</title></item>" CLOSE);
}

static void
entities(void **state)
{
	(void)state;
	assert_string_equal(only_entry(fill_entities, XML_ENTITIES_MAX).title.p, "there");
	assert_string_equal(only_entry(fill_entities, XML_ENTITIES_MAX + 1).title.p, "&last;");
	assert_int_equal(only_entry(fill_entity, XML_ENTITY_MAX).title.len, XML_ENTITY_MAX);
	assert_string_equal(only_entry(fill_entity, XML_ENTITY_MAX + 1).title.p, "&long;");
}

/* A declaration that comes in pieces is read up to its cap, and skipped beyond. */
static struct str
title_behind_a_doctype_of(size_t bytes)
{
	struct feed_parser *p;
	struct feed feed;
	struct buf b;
	struct err e;

	buf_init(&b, DOCUMENT_MAX);
	repeat(&b, "<!-- -->", 65536 / 8);
	buf_add_cstr(&b, "<!DOCTYPE rss [<!ENTITY me 'Mara'>");
	repeat(&b, " ", bytes - strlen("<!DOCTYPE rss [<!ENTITY me 'Mara'>]>"));
	buf_add_cstr(&b, "]><rss><channel><title>&me;</title>" CLOSE);
	p = feed_parser_open(&(struct feed_options){ 0 }, count_entry, &(size_t){ 0 });
	for (size_t at = 0; at < b.len; at += 1000)
		feed_parser_push(p, str_sub(buf_str(&b), at, at + 1000));
	assert_true(feed_parser_close(p, a, &feed, NULL, &e));
	buf_free(&b);
	return feed.title;
}

static void
doctypes(void **state)
{
	(void)state;
	assert_string_equal(title_behind_a_doctype_of(XML_DOCTYPE_MAX).p, "Mara");
	assert_string_equal(title_behind_a_doctype_of(XML_DOCTYPE_MAX + 2000).p, "&me;");
}

static void
fill_bindings(struct buf *b, size_t n)
{
	buf_add_cstr(b, "<rss version='2.0'");
	for (size_t i = 1; i < n && i < 100; i++) /* fewer than an element has attributes */
		buf_printf(b, " xmlns:p%zu='http://p.example/%zu'", i, i);
	buf_add_cstr(b, "><channel");
	for (size_t i = 100; i < n; i++)
		buf_printf(b, " xmlns:p%zu='http://p.example/%zu'", i, i);
	buf_add_cstr(b,
	        " xmlns:z='http://purl.org/dc/elements/1.1/'><item><z:creator>Ada</z:creator>"
	        "</item>" CLOSE);
}

static void
bindings(void **state)
{
	(void)state;
	assert_string_equal(only_entry(fill_bindings, XML_BINDINGS_MAX).author.p, "Ada");
	assert_int_equal(only_entry(fill_bindings, XML_BINDINGS_MAX + 1).author.len, 0);
}

/* ---- HTML, dates ---- */

static void
clean_depth(void **state)
{
	(void)state;
	for (size_t n = CLEAN_DEPTH_MAX; n <= CLEAN_DEPTH_MAX + 1; n++) {
		struct str clean, rest;
		size_t opened = 0;
		struct buf b;

		buf_init(&b, DOCUMENT_MAX);
		repeat(&b, "<b>", n);
		buf_add_cstr(&b, "x");
		clean = feed_sanitise(a, buf_str(&b), STR_NONE);
		for (rest = clean; rest.p != NULL; opened++)
			str_split(&rest, 'b');
		assert_int_equal(opened - 1, 2 * CLEAN_DEPTH_MAX); /* each with its end */
		buf_free(&b);
	}
}

static void
page_links(void **state)
{
	(void)state;
	for (size_t n = PAGE_LINKS_MAX; n <= PAGE_LINKS_MAX + 1; n++) {
		struct feed_link *links;
		struct buf b;

		buf_init(&b, DOCUMENT_MAX);
		for (size_t i = 0; i < n; i++)
			buf_printf(
			        &b, "<link rel=alternate type=application/rss+xml href=/%zu>", i);
		assert_int_equal(feed_discover(a, buf_str(&b), STR("http://x.example/"), &links),
		        PAGE_LINKS_MAX);
		buf_free(&b);
	}
}

static void
dates(void **state)
{
	const char *date = "2024-03-22T14:02:03Z";

	(void)state;
	for (size_t n = DATE_BYTES_MAX; n <= DATE_BYTES_MAX + 1; n++) {
		char text[DATE_BYTES_MAX + 2];
		int64_t seconds;

		memset(text, '(', sizeof(text));
		memcpy(text, date, strlen(date));
		assert_int_equal(feed_date((struct str){ text, n }, &seconds), n == DATE_BYTES_MAX);
	}
}

/* ---- subscriptions ---- */

static size_t
opml(const struct buf *b, struct opml_outline **out)
{
	size_t count;
	struct err e;

	assert_false(b->full);
	assert_true(opml_parse(a, buf_str(b), out, &count, NULL, &e));
	return count;
}

static void
subscriptions(void **state)
{
	(void)state;
	for (size_t over = 0; over < 2; over++) {
		struct opml_outline *list;
		struct buf b;

		buf_init(&b, DOCUMENT_MAX);
		buf_add_cstr(&b, "<opml>");
		repeat(&b, "<outline xmlUrl='http://o.example/'/>", OPML_FEEDS_MAX + over);
		assert_int_equal(opml(&b, &list), OPML_FEEDS_MAX);
		buf_reset(&b);
		buf_add_cstr(&b, "<opml>");
		repeat(&b, "<outline text='f'>", OPML_FOLDERS_MAX + over);
		buf_add_cstr(&b, "<outline xmlUrl='http://o.example/' category='t");
		repeat(&b, ",t", OPML_TAGS_MAX - 1 + over);
		buf_add_cstr(&b, "' text='a");
		repeat(&b, "\u20ac", OPML_TEXT_MAX / 3 - 1 + over);
		buf_add_cstr(&b, "'/>");
		assert_int_equal(opml(&b, &list), 1);
		assert_int_equal(list[0].tags_count, OPML_TAGS_MAX);
		assert_int_equal(list[0].folder.len, 2 * OPML_FOLDERS_MAX - 1);
		assert_true(list[0].title.len > OPML_TEXT_MAX - 6 &&
		            list[0].title.len <= OPML_TEXT_MAX);
		assert_true(utf8_valid(list[0].title));
		buf_free(&b);
	}
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(entries),
		CASE(entries_of_json),
		CASE(lists),
		CASE(texts),
		CASE(texts_of_a_stream),
		CASE(fields),
		CASE(summaries),
		CASE(authors),
		CASE(depth),
		CASE(attributes),
		CASE(tags),
		CASE(entities),
		CASE(doctypes),
		CASE(bindings),
		CASE(clean_depth),
		CASE(page_links),
		CASE(dates),
		CASE(subscriptions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
