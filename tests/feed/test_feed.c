/* SPDX-License-Identifier: ISC */
/*
 * test_feed.c - documents of tests/feed/data against what was found in them (NAME.out, rewritten
 * with REGEN=1, for which `make regen` stands), whole and in pieces; and the caps.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <dateline/feed.h>

#define OUT_MAX (1 << 20)

static void
put(struct buf *b, const char *name, struct str value)
{
	if (value.p != NULL)
		buf_printf(b, "%s: " STR_FMT "\n", name, STR_ARG(value));
}

static void
put_date(struct buf *b, const char *name, int64_t date)
{
	char text[64];
	time_t seconds = (time_t)date;
	struct tm tm;

	if (date == FEED_NO_DATE)
		return;
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &tm));
	put(b, name, str_of(text));
}

static void
put_entry(struct buf *b, const struct feed_entry *e)
{
	buf_add_cstr(b, "\n");
	put(b, "id", e->id);
	put(b, "title", e->title);
	put(b, "link", e->link);
	put(b, "author", e->author);
	put_date(b, "published", e->published);
	put_date(b, "updated", e->updated);
	put(b, "lang", e->lang);
	put(b, "comments", e->comments_url);
	put(b, "image", e->image);
	put(b, "source", e->source_title);
	put(b, "source url", e->source_url);
	put(b, "summary", e->summary);
	put(b, "content", e->content_html);
	for (size_t i = 0; i < e->categories_count; i++)
		put(b, "category", e->categories[i]);
	for (size_t i = 0; i < e->enclosures_count; i++)
		buf_printf(b, "enclosure: " STR_FMT " " STR_FMT " %lld bytes %lld s\n",
		        STR_ARG(e->enclosures[i].url), STR_ARG(e->enclosures[i].type),
		        (long long)e->enclosures[i].length, (long long)e->enclosures[i].duration_s);
}

static void
put_feed(struct buf *b, const struct feed *f)
{
	static const char *const formats[] = { "unknown", "rss", "rdf", "atom", "json", "cdf" };

	put(b, "format", str_of(formats[f->format]));
	put(b, "title", f->title);
	put(b, "link", f->link);
	put(b, "description", f->description);
	put(b, "language", f->language);
	put(b, "icon", f->icon);
	put(b, "author", f->author);
	put(b, "self", f->self_url);
	put(b, "next", f->next_url);
	put(b, "hub", f->hub_url);
	put(b, "copyright", f->copyright);
	put_date(b, "updated", f->updated);
	if (f->interval_s > 0)
		buf_printf(b, "interval: %lld s\n", (long long)f->interval_s);
	if (f->skip_hours != 0)
		buf_printf(b, "skip hours: %06x\n", f->skip_hours);
	if (f->skip_days != 0)
		buf_printf(b, "skip days: %02x\n", f->skip_days);
}

static void
put_notes(struct buf *b, const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		put(b, "note", notes->list[i].text);
}

static const struct feed_options options = { .url = { "https://news.example/feeds/all", 30 } };

static void
dump_whole(struct buf *b, struct str bytes)
{
	struct arena *a = arena_create();
	struct feed feed;
	struct notes notes;
	struct err e;

	notes_init(&notes, a);
	if (!feed_parse(a, bytes, &options, &feed, &notes, &e))
		buf_printf(b, "error: %s\n", e.text);
	put_feed(b, &feed);
	put_notes(b, &notes);
	for (size_t i = 0; i < feed.entries_count; i++)
		put_entry(b, &feed.entries[i]);
	arena_destroy(a);
}

static bool
add_entry(void *user, const struct feed_entry *entry)
{
	put_entry(user, entry);
	return true;
}

static void
dump_pieces(struct buf *b, struct str bytes, size_t size)
{
	struct arena *a = arena_create();
	struct feed_parser *p;
	struct buf entries;
	struct feed feed;
	struct notes notes;
	struct err e;

	buf_init(&entries, OUT_MAX);
	notes_init(&notes, a);
	p = feed_parser_open(&options, add_entry, &entries);
	for (size_t at = 0; at < bytes.len; at += size)
		feed_parser_push(p, str_sub(bytes, at, at + size));
	if (!feed_parser_close(p, a, &feed, &notes, &e))
		buf_printf(b, "error: %s\n", e.text);
	put_feed(b, &feed);
	put_notes(b, &notes);
	buf_add_str(b, buf_str(&entries));
	buf_free(&entries);
	arena_destroy(a);
}

static void
check_golden(const char *path, struct str got)
{
	char out_path[1024];
	struct buf want;
	struct err e;

	snprintf(out_path, sizeof(out_path), "%.*s.out", (int)(strrchr(path, '.') - path), path);
	if (getenv("REGEN") != NULL) {
		assert_true(file_write_atomic(out_path, got, 0644, &e));
		return;
	}
	if (!file_read(out_path, OUT_MAX, &want, &e))
		fail_msg("%s", e.text);
	if (!str_eq(got, buf_str(&want)))
		fail_msg("%s: got\n" STR_FMT, path, STR_ARG(got));
	buf_free(&want);
}

static void
check_document(const char *path)
{
	static const size_t sizes[] = { 1, 7, 64, 4096 };
	struct buf bytes, whole, pieces;
	struct err e;

	if (!file_read(path, OUT_MAX, &bytes, &e))
		fail_msg("%s", e.text);
	buf_init(&whole, OUT_MAX);
	dump_whole(&whole, buf_str(&bytes));
	check_golden(path, buf_str(&whole));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		buf_init(&pieces, OUT_MAX);
		dump_pieces(&pieces, buf_str(&bytes), sizes[i]);
		if (!str_eq(buf_str(&pieces), buf_str(&whole)))
			fail_msg("%s in pieces of %zu: got\n%s", path, sizes[i], pieces.p);
		buf_free(&pieces);
	}
	buf_free(&whole);
	buf_free(&bytes);
}

static void
test_golden(void **state)
{
	char folder[512], path[1024];
	struct dirent *entry;
	DIR *dir;
	int count = 0;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/tests/feed/data", getenv("srcdir"));
	dir = opendir(folder);
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct str name = str_of(entry->d_name);
		if (entry->d_name[0] == '.' || str_ends(name, STR(".out")))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		check_document(path);
		count++;
	}
	closedir(dir);
	assert_true(count > 10);
}

static void
test_no_feed(void **state)
{
	static const struct {
		struct str in;
		const char *error;
	} rows[] = {
		{ { "", 0 }, "this is no feed but empty" },
		{ { " \n", 2 }, "this is no feed but empty" },
		{ { "hello", 5 }, "this is no feed but text" },
		{ { "%PDF-1.7", 8 }, "this is no feed but a PDF" },
		{ { "<!DOCTYPE html><html><feed>", 27 }, "this is no feed but a web page" },
		{ { "<opml/>", 7 }, "this is no feed but an OPML list of feeds" },
		{ { "<urlset>", 8 }, "this is no feed but a sitemap" },
		{ { "<recipe>", 8 }, "this is no feed but XML of another kind (recipe)" },
		{ { "{\"a\":1}", 7 }, "this is no feed but JSON of another kind" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *a = arena_create();
		struct feed_options none = { 0 };
		struct feed feed;
		struct err e;

		assert_false(feed_parse(a, rows[i].in, &none, &feed, NULL, &e));
		assert_string_equal(e.text, rows[i].error);
		assert_int_equal(feed.entries_count, 0);
		arena_destroy(a);
	}
}

static bool
count_entry(void *user, const struct feed_entry *entry)
{
	(void)entry;
	return ++*(size_t *)user < 150;
}

/* 200 entries against a maximum of 100, and against a callback that has enough. */
static void
test_stopping(void **state)
{
	for (size_t most = 0; most <= 100; most += 100) {
		struct feed_options o = { .entries_max = most };
		size_t count = 0;
		struct feed_parser *p = feed_parser_open(&o, count_entry, &count);
		struct arena *a = arena_create();
		bool more = true;
		struct feed feed;
		struct err e;

		(void)state;
		feed_parser_push(p, STR("<rss><channel>"));
		for (int i = 0; i < 200000 && more; i++)
			more = feed_parser_push(p, STR("<item><title>x</title></item>"));
		assert_false(more);
		assert_true(feed_parser_close(p, a, &feed, NULL, &e));
		assert_int_equal(count, most == 0 ? 150 : 100);
		arena_destroy(a);
	}
}

/* Attributes, depth, entities, lists: at and beyond their caps, in little time. */
static void
test_caps(void **state)
{
	struct arena *a = arena_create();
	struct feed_options none = { 0 };
	struct feed feed;
	struct buf b;
	struct err e;

	(void)state;
	buf_init(&b, 64 << 20);
	buf_add_cstr(&b, "<!DOCTYPE rss [<!ENTITY a \"1234567890\"><!ENTITY b "
	                 "\"&a;&a;&a;\">]><rss><channel ");
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "a%d='x' ", i);
	buf_add_cstr(&b, "><title>&a;&b;</title>");
	for (int i = 0; i < 100000; i++)
		buf_add_cstr(&b, "<x>");
	for (int i = 0; i < 100000; i++)
		buf_add_cstr(&b, "</x>");
	buf_add_cstr(&b, "<item>");
	for (size_t i = 0; i < FEED_LIST_MAX + 1; i++)
		buf_printf(&b, "<category>c%zu</category><enclosure url='http://e.example/%zu'/>",
		        i, i);
	buf_add_cstr(&b, "</item></channel></rss>");
	assert_true(feed_parse(a, buf_str(&b), &none, &feed, NULL, &e));
	assert_string_equal(feed.title.p, "1234567890&a;&a;&a;");
	assert_int_equal(feed.entries_count, 1);
	assert_int_equal(feed.entries[0].categories_count, FEED_LIST_MAX);
	assert_int_equal(feed.entries[0].enclosures_count, FEED_LIST_MAX);
	buf_free(&b);
	arena_destroy(a);
}

static bool
see_torn(void *user, const struct feed_entry *entry)
{
	assert_string_equal(entry->id.p, "G");
	assert_string_equal(entry->title.p, "T");
	assert_int_equal(entry->enclosures_count, 1);
	assert_string_equal(entry->enclosures[0].url.p, "http://e.example/1%3E2");
	assert_string_equal(entry->enclosures[0].type.p, "a/b");
	++*(size_t *)user;
	return true;
}

/* Tags torn at every byte: what was seen of an end tag must not be skipped in the next tag. */
static void
test_torn_tags(void **state)
{
	const struct feed_options none = { 0 };
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_add_cstr(&b, "<rss><channel><!-- ");
	while (b.len < 65536) /* the charset is chosen before the items come */
		buf_add_cstr(&b, "          ");
	buf_add_cstr(&b, "-->");
	for (int i = 0; i < 50; i++)
		buf_add_cstr(&b, "<item><description>D</description><guid a=\">\">G</guid>"
		                 "<title>T</title><enclosure url=\"http://e.example/1>2\" "
		                 "type='a/b'/></item>");
	buf_add_cstr(&b, "</channel></rss>");
	for (size_t step = 1; step < 40; step++) {
		struct arena *a = arena_create();
		size_t count = 0;
		struct feed_parser *p = feed_parser_open(&none, see_torn, &count);
		struct str head = str_sub(buf_str(&b), 0, 65536);
		struct feed feed;
		struct err e;

		feed_parser_push(p, head);
		for (size_t at = head.len; at < b.len; at += step)
			feed_parser_push(p, str_sub(buf_str(&b), at, at + step));
		assert_true(feed_parser_close(p, a, &feed, NULL, &e));
		assert_int_equal(count, 50);
		arena_destroy(a);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_no_feed),
		cmocka_unit_test(test_stopping),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_torn_tags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
