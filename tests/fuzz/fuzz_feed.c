/* SPDX-License-Identifier: ISC */
/*
 * fuzz_feed.c - any bytes to a feed, whole and in pieces: the same entries, valid text, and content
 * that cleaning leaves as it is.
 */
#include <stdlib.h>
#include <string.h>

#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include "../../src/feed/feed_private.h"

#define LOOKED_AT 64 /* bytes that the kind of a document is told by */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct feed_options options = { .url = { "https://news.example/feeds/all", 30 } };

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void
check_text(struct str s)
{
	check(s.p != NULL || s.len == 0);
	check(utf8_valid(s));
}

static void
check_url(struct str s)
{
	check_text(s);
	check(s.len == 0 || url_is_safe_link(s));
}

static uint64_t
check_entry(struct arena *a, const struct feed_entry *e)
{
	check(e->id.len > 0);
	check_text(e->id);
	check_text(e->title);
	check_text(e->author);
	check_text(e->summary);
	check_text(e->source_title);
	check_text(e->content_html);
	check_url(e->link);
	check_url(e->image);
	check_url(e->comments_url);
	check_url(e->source_url);
	check(e->categories_count <= FEED_LIST_MAX && e->enclosures_count <= FEED_LIST_MAX);
	for (size_t i = 0; i < e->categories_count; i++)
		check_text(e->categories[i]);
	for (size_t i = 0; i < e->enclosures_count; i++)
		check_url(e->enclosures[i].url);
	check(str_eq(str_trim(feed_sanitise(a, e->content_html, options.url)), e->content_html));
	return hash_str(e->id) * 31 + hash_str(e->title) * 7 + hash_str(e->content_html) +
	       hash_str(e->lang) + hash_str(e->link) + (uint64_t)e->published;
}

struct stream {
	struct arena *arena;
	uint64_t sum;
};

static bool
each(void *user, const struct feed_entry *entry)
{
	struct stream *s = user;

	s->sum = s->sum * 3 + check_entry(s->arena, entry);
	return true;
}

/* The scanner itself in pieces: through the door, short documents come whole, since their charset
 * is chosen at the end. */
static uint64_t
scan_in_pieces(struct arena *a, struct str text, size_t first, size_t step)
{
	struct stream s = { .arena = a };
	struct parser *p = feed_core_open(&options, each, &s, NULL);
	size_t from = 0, to = utf8_prefix(text, first).len;
	struct feed feed;
	struct err e;

	for (;;) {
		bool last = to == text.len;

		from += feed_core_push(p, str_sub(text, from, to), last);
		if (last || p->stopped)
			break;
		do
			to = to + step < text.len ? to + step : text.len;
		while (to < text.len && ((unsigned char)text.p[to] & 0xc0) == 0x80);
	}
	feed_core_close(p, a, &feed, NULL, &e);
	return s.sum;
}

/* As the door tells it. */
static enum charset_kind
kind_of(struct str bytes)
{
	for (size_t i = 0; i < bytes.len && i < LOOKED_AT && bytes.p[i] != '<'; i++)
		if (bytes.p[i] == '{' || bytes.p[i] == '[')
			return CHARSET_JSON;
	return CHARSET_XML;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size }, text;
	const struct charset_hints hints = { .kind = kind_of(bytes) };
	struct arena *a = arena_create();
	struct stream s = { .arena = a };
	struct feed_parser *p;
	struct notes notes;
	struct feed feed, streamed;
	struct err e;
	uint64_t sum = 0;
	size_t step = size > 0 ? 1 + data[0] % 31 : 1;

	notes_init(&notes, a);
	feed_parse(a, bytes, &options, &feed, &notes, &e);
	check_text(feed.title);
	check_text(feed.description);
	check_url(feed.link);
	check_url(feed.icon);
	for (size_t i = 0; i < feed.entries_count; i++)
		sum = sum * 3 + check_entry(a, &feed.entries[i]);
	if (size > 60000) { /* there a stream chooses its charset without seeing the end */
		arena_destroy(a);
		return 0;
	}
	p = feed_parser_open(&options, each, &s);
	for (size_t at = 0; at < size; at += step)
		feed_parser_push(p, str_sub(bytes, at, at + step));
	feed_parser_close(p, a, &streamed, &notes, &e);
	check(s.sum == sum);
	check(str_eq(feed.title, streamed.title));
	text = text_decode(a, bytes, &hints, NULL);
	if (str_trim(str_sub(text, 0, LOOKED_AT)).len > 0)
		check(scan_in_pieces(a, text, LOOKED_AT, step) == sum);
	arena_destroy(a);
	return 0;
}
