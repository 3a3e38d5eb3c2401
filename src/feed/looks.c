/* SPDX-License-Identifier: ISC */
/*
 * looks.c - what a document is when it is no feed, in words for the reader.
 */
#include "feed_private.h"

#include <string.h>

#define NAME_CHARS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:"

struct str
feed_looks_like(struct str bytes)
{
	static const struct {
		struct str start;
		const char *what;
	} rows[] = {
		{ { "%PDF-", 5 }, "a PDF" },
		{ { "\x89PNG", 4 }, "an image" },
		{ { "PNG\r\n", 5 }, "an image" },
		{ { "GIF8", 4 }, "an image" },
		{ { "\xff\xd8\xff", 3 }, "an image" },
		{ { "RIFF", 4 }, "a sound, picture or film" },
		{ { "ID3", 3 }, "a sound" },
		{ { "OggS", 4 }, "a sound" },
		{ { "PK\x03\x04", 4 }, "a ZIP archive" },
		{ { "\x1f\x8b", 2 }, "compressed data" },
		{ { "\x7f"
		    "ELF",
		          4 },
		        "a program" },
		{ { "#EXTM3U", 7 }, "a playlist" },
	};

	if (str_trim(bytes).len == 0)
		return STR("empty");
	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_starts(bytes, rows[i].start))
			return str_of(rows[i].what);
	return STR_NONE;
}

struct str
feed_looks_like_root(struct arena *a, struct str root)
{
	static const struct {
		const char *root, *what;
	} rows[] = {
		{ "html", "a web page" },
		{ "head", "a web page" },
		{ "body", "a web page" },
		{ "opml", "an OPML list of feeds" },
		{ "urlset", "a sitemap" },
		{ "sitemapindex", "a sitemap" },
		{ "svg", "an image" },
	};
	static const char *const fragments[] = { "br", "b", "p", "div", "i", "a", "font", "table",
		"center", "script", "h1" };

	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_eq_nocase(root, str_of(rows[i].root)))
			return str_of(rows[i].what);
	for (size_t i = 0; i < COUNT(fragments); i++)
		if (str_eq_nocase(root, str_of(fragments[i])))
			return STR_NONE; /* may be a warning before the feed */
	return arena_printf(
	        a, "XML of another kind (%.*s)", str_precision(utf8_prefix(root, 40)), root.p);
}
