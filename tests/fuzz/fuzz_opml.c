/* SPDX-License-Identifier: ISC */
/*
 * fuzz_opml.c - any bytes to a list of feeds, written and read again: as many feeds, all of the
 * web. The same bytes are also searched as a page.
 */
#include <stdlib.h>

#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct arena *a = arena_create();
	struct opml_outline *list, *again;
	struct feed_link *links;
	size_t count, count_again;
	struct buf b;
	struct err e;

	opml_parse(a, bytes, &list, &count, NULL, &e);
	for (size_t i = 0; i < count; i++)
		check(url_is_http(list[i].xml_url) && utf8_valid(list[i].title));
	buf_init(&b, 64u << 20);
	opml_write(&b, STR("list"), list, count);
	check(opml_parse(a, buf_str(&b), &again, &count_again, NULL, &e));
	check(count == count_again);
	buf_free(&b);
	count = feed_discover(a, bytes, STR("https://news.example/"), &links);
	for (size_t i = 0; i < count; i++)
		check(url_is_http(links[i].url) && utf8_valid(links[i].title));
	arena_destroy(a);
	return 0;
}
