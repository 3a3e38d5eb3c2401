/* SPDX-License-Identifier: ISC */
/*
 * bench_feed.c - feeds parsed to entries, cleaned content and all, against the same bytes through
 * libxml2's bare SAX parser in the same run.  Documents are made here; arguments name others.
 */
#include <dateline/feed.h>

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define ROUNDS 15
#define BYTES_MAX (64u << 20)
#define PIECE 65536

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
make_rss(struct buf *b, bool escaped)
{
	buf_add_cstr(b,
	        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
	        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
	        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Bench</title>\n");
	for (int i = 0; b->len < 8u << 20; i++) {
		buf_printf(b,
		        "<item><title>Item %d &amp; more \u2013 a headline of usual "
		        "length</title>\n"
		        "<link>https://bench.example/2024/03/%d/a-headline</link>\n<guid "
		        "isPermaLink=\"false\">tag:bench.example,2024:%d</guid>\n<pubDate>Fri, 22 "
		        "Mar "
		        "2024 14:02:03 +0100</pubDate>\n<dc:creator>Ada Brook</dc:creator>\n"
		        "<category>News</category><category>Roads</category>\n<description>",
		        i, i, i);
		buf_add_cstr(b,
		        "The council met on Friday to talk about the bridge, and \u201cdid not "
		        "agree\u201d on much else.</description>\n<content:encoded>");
		if (!escaped)
			buf_add_cstr(b, "<![CDATA[");
		for (int k = 0; k < 6; k++)
			buf_add_cstr(b,
			        escaped ? "&lt;p class=&quot;x&quot;&gt;A paragraph of some &lt;a "
			                  "href=&quot;https://bench.example/"
			                  "a?b=1&amp;amp;c=2&quot;&gt;forty "
			                  "words&lt;/a&gt; that goes on about the bridge, its "
			                  "price, and who "
			                  "pays for it; the mayor said that the county would, the "
			                  "county said "
			                  "that the mayor should ask again.&lt;/p&gt;\n"
			                : "<p class=\"x\">A paragraph of some <a "
			                  "href=\"https://bench.example/a?b=1&amp;c=2\">forty "
			                  "words</a> that "
			                  "goes on about the bridge, its price, and who pays for "
			                  "it; the mayor "
			                  "said that the county would, the county said that the "
			                  "mayor should "
			                  "ask again.</p>\n");
		buf_add_cstr(b, escaped ? "" : "]]>");
		buf_add_cstr(b, "</content:encoded></item>\n");
	}
	buf_add_cstr(b, "</channel></rss>\n");
}

static void
make_short(struct buf *b)
{
	buf_add_cstr(b, "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Short</title>\n");
	for (int i = 0; b->len < 8u << 20; i++)
		buf_printf(b,
		        "<entry><title>Entry %d</title><link rel=\"alternate\" "
		        "href=\"https://bench.example/%d\"/><id>urn:bench:%d</id>"
		        "<updated>2024-03-22T14:02:03Z</updated><author><name>Ada</name></author>"
		        "<summary>One line of text.</summary></entry>\n",
		        i, i, i);
	buf_add_cstr(b, "</feed>\n");
}

static void
on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int ns_count,
        const xmlChar **ns, int attrs_count, int defaulted, const xmlChar **attrs)
{
	(void)local;
	(void)prefix;
	(void)uri;
	(void)ns_count;
	(void)ns;
	(void)attrs_count;
	(void)defaulted;
	(void)attrs;
	++*(size_t *)ctx;
}

static void
on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	(void)local;
	(void)prefix;
	(void)uri;
	++*(size_t *)ctx;
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	(void)text;
	*(size_t *)ctx += (size_t)len;
}

static const xmlSAXHandler handlers = { .initialized = XML_SAX2_MAGIC,
	.startElementNs = on_start,
	.endElementNs = on_end,
	.characters = on_text,
	.cdataBlock = on_text };

/* In the same pieces that the feed's parser gets. */
static double
time_push(struct str bytes)
{
	xmlSAXHandler sax = handlers;
	size_t seen = 0;
	double start = seconds();
	xmlParserCtxtPtr ctx = xmlCreatePushParserCtxt(&sax, &seen, NULL, 0, NULL);

	for (size_t at = 0; at < bytes.len; at += PIECE) {
		struct str piece = str_sub(bytes, at, at + PIECE);
		xmlParseChunk(ctx, piece.p, (int)piece.len, at + PIECE >= bytes.len);
	}
	xmlFreeParserCtxt(ctx);
	return seconds() - start;
}

static double
time_sax(struct str bytes)
{
	xmlSAXHandler sax = handlers;
	size_t seen = 0;
	double start = seconds(), took;
	int status = xmlSAXUserParseMemory(&sax, &seen, bytes.p, (int)bytes.len);

	took = seconds() - start;
	if (status != 0)
		fprintf(stderr, "bench_feed: the bare parser stopped: %d after %zu\n", status,
		        seen);
	return took;
}

static bool
on_entry(void *user, const struct feed_entry *entry)
{
	*(size_t *)user += entry->content_html.len;
	return true;
}

static double
time_feed(struct str bytes)
{
	struct feed_options o = { .url = STR("https://bench.example/feed") };
	struct arena *a = arena_create();
	size_t seen = 0;
	double start = seconds(), took;
	struct feed_parser *p = feed_parser_open(&o, on_entry, &seen);
	struct feed feed;
	struct err e;

	for (size_t at = 0; at < bytes.len; at += PIECE)
		feed_parser_push(p, str_sub(bytes, at, at + PIECE));
	feed_parser_close(p, a, &feed, NULL, &e);
	took = seconds() - start;
	arena_destroy(a);
	return took;
}

/* Seconds of all documents together. */
struct total {
	double sax, push, feed;
};

static void
measure(const char *name, struct str bytes, struct total *total)
{
	double sax = 1e9, push = 1e9, feed = 1e9;
	double size_mb = (double)bytes.len / 1e6;

	/* In turn, so that other work on the machine meets all three; the best of each counts. */
	for (int i = 0; i < ROUNDS; i++) {
		double took = time_sax(bytes);
		sax = took < sax ? took : sax;
		took = time_push(bytes);
		push = took < push ? took : push;
		took = time_feed(bytes);
		feed = took < feed ? took : feed;
	}

	printf("feed_%s_sax MB/s %.0f\n", name, size_mb / sax);
	printf("feed_%s_sax_push MB/s %.0f\n", name, size_mb / push);
	printf("feed_%s_parse MB/s %.0f\n", name, size_mb / feed);
	printf("feed_%s_ratio x %.2f\n", name, sax / feed);
	printf("feed_%s_ratio_push x %.2f\n", name, push / feed);
	total->sax += sax;
	total->push += push;
	total->feed += feed;
}

int
main(int argc, char **argv)
{
	struct total total = { 0 };
	struct buf b;
	struct err e;

	if (argc > 1)
		for (int i = 1; i < argc; i++) {
			if (!file_read(argv[i], BYTES_MAX, &b, &e))
				return 1;
			measure(argv[i], buf_str(&b), &total);
			buf_free(&b);
		}
	else
		for (int i = 0; i < 3; i++) {
			static const char *const names[] = { "cdata", "escaped", "short" };
			buf_init(&b, BYTES_MAX);
			if (i < 2)
				make_rss(&b, i == 1);
			else
				make_short(&b);
			measure(names[i], buf_str(&b), &total);
			buf_free(&b);
		}
	printf("feed_all_ratio x %.2f\n", total.sax / total.feed);
	printf("feed_all_ratio_push x %.2f\n", total.push / total.feed);
	return 0;
}
