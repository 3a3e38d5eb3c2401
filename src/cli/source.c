/* SPDX-License-Identifier: ISC */
/*
 * source.c - finds out what a SOURCE is by trying: a file of that name, else an address; a feed if
 * the feed parser says so, else markup or plain text.
 */
#include "source.h"

#include <dateline/fetch.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SNIFF 1024
#define HTML_OUT_MAX (64u * 1024 * 1024)

struct bytes {
	struct str content_type, bytes;
};

static bool
is_address(const char *name)
{
	struct stat st;

	if (url_is_http(str_of(name)) || strncmp(name, "feed:", 5) == 0)
		return true;
	/* "example.org/x" is an address unless there is such a file. */
	return strcmp(name, "-") != 0 && strchr(name, '.') != NULL && name[0] != '.' &&
	       name[0] != '/' && stat(name, &st) != 0 && strchr(name, ' ') == NULL;
}

static struct str
full_address(struct arena *a, const char *name)
{
	struct str rest = str_of(name);

	if (str_starts(rest, STR("feed:")))
		rest = str_sub(rest, 5, rest.len);
	if (str_starts(rest, STR("//")))
		rest = str_sub(rest, 2, rest.len);
	if (url_is_http(rest))
		return rest;
	return arena_printf(a, "https://" STR_FMT, STR_ARG(rest));
}

static bool
get_web(struct context *c, struct source *s, struct bytes *out, struct err *e)
{
	struct fetch_page page;

	if (!fetch_get(c->arena, c->conf, full_address(c->arena, s->name), &page, e))
		return false;
	s->from_web = true;
	s->url = page.url;
	*out = (struct bytes){ page.content_type, page.bytes };
	return true;
}

static bool
get_file(struct context *c, struct source *s, struct bytes *out, struct err *e)
{
	char real[PATH_MAX];
	struct buf b;

	if (!file_read(s->name, ARTICLE_HTML_MAX, &b, e))
		return false;
	*out = (struct bytes){ .bytes = arena_str(c->arena, buf_str(&b)) };
	buf_free(&b);
	if (realpath(s->name, real) != NULL)
		s->url = arena_printf(c->arena, "file://%s", real);
	else
		s->url = STR("stdin:");
	return true;
}

/* Markup begins with a tag; text files rarely do. */
static bool
is_markup(const struct bytes *b)
{
	struct str start = str_trim(str_sub(b->bytes, 0, SNIFF));

	if (str_find_nocase(b->content_type, STR("html")) >= 0)
		return true;
	if (str_starts_nocase(b->content_type, STR("text/plain")))
		return false;
	if (str_starts(start, STR("\xef\xbb\xbf")))
		start = str_trim(str_sub(start, 3, start.len));
	return str_starts(start, STR("<")) || str_find_nocase(start, STR("<html")) >= 0;
}

static const char *
base_name(const char *name)
{
	const char *slash = strrchr(name, '/');

	if (strcmp(name, "-") == 0)
		return "standard input";
	return slash != NULL && slash[1] != '\0' ? slash + 1 : name;
}

static bool
parse_text(struct context *c, const struct bytes *b, struct source *s, struct err *e)
{
	const struct charset_hints hints = { b->content_type, CHARSET_TEXT };
	struct str text = text_decode(c->arena, b->bytes, &hints, &c->notes);

	if (!article_from_text(c->arena, text, &s->article, e))
		return false;
	if (s->article.title.len == 0)
		s->article.title = str_of(base_name(s->name));
	return true;
}

static bool
parse_page(struct context *c, const struct bytes *b, struct source *s, struct err *e)
{
	const struct article_options o = { .url = s->from_web ? s->url : STR_NONE,
		.content_type = b->content_type };

	s->kind = SOURCE_PAGE;
	if (!is_markup(b))
		return parse_text(c, b, s, e);
	if (!article_parse(c->arena, b->bytes, &o, &s->article, &c->notes, e))
		return false;
	if (s->article.title.len == 0)
		s->article.title = str_of(base_name(s->name));
	return true;
}

static bool
parse_feed(struct context *c, const struct bytes *b, struct source *s)
{
	const struct feed_options o = { .url = s->from_web ? s->url : STR_NONE,
		.content_type = b->content_type };
	struct err ignored;

	if (!feed_parse(c->arena, b->bytes, &o, &s->feed, NULL, &ignored))
		return false;
	s->kind = SOURCE_FEED;
	return true;
}

/* The front page of a site is no article: its feed is what there is to read. */
static bool
is_front_page(struct str url)
{
	struct url u;

	return url_parse(url, &u) && (u.path.len == 0 || str_eq(u.path, STR("/"))) && !u.has_query;
}

static bool
load_offered_feed(struct context *c, const struct bytes *page, struct source *s)
{
	struct feed_link *links;
	struct source inner = { .name = s->name };
	struct bytes b;
	struct err ignored;

	if (!s->from_web || !is_front_page(s->url) ||
	        feed_discover(c->arena, page->bytes, s->url, &links) == 0)
		return false;
	inner.name = links[0].url.p;
	if (!get_web(c, &inner, &b, &ignored) || !parse_feed(c, &b, &inner))
		return false;
	inner.name = s->name;
	*s = inner;
	return true;
}

bool
source_load(struct context *c, const char *name, struct source *out, struct err *e)
{
	struct bytes b;

	*out = (struct source){ .name = name };
	if (!(is_address(name) ? get_web : get_file)(c, out, &b, e))
		return false;
	if (str_find_nocase(str_sub(b.bytes, 0, SNIFF), STR("<opml")) >= 0)
		return err_set(
		        e, ERR_FAIL, "%s is a list of feeds: dateline import %s", name, name);
	if (parse_feed(c, &b, out) || load_offered_feed(c, &b, out))
		return true;
	if (!parse_page(c, &b, out, e))
		return err_context(e, "%s", name);
	return true;
}

static bool
store_page(struct context *c, const struct source *s, int64_t *article, struct err *e)
{
	const struct article *art = &s->article;
	struct feed_entry entry = { .id = s->url,
		.title = art->title,
		.author = art->byline,
		.summary = art->excerpt,
		.lang = art->lang,
		.source_title = art->site,
		.link = s->from_web ? s->url : STR_NONE,
		.published = art->published,
		.updated = art->updated };
	struct buf html;
	bool ok;

	buf_init(&html, HTML_OUT_MAX);
	article_write_html(&html, art);
	entry.content_html = buf_str(&html);
	ok = store_put_page(c->store, &entry, clock_now_s(), article, e);
	buf_free(&html);
	return ok;
}

static bool
store_feed(struct context *c, const struct source *s, int64_t *feed, struct err *e)
{
	struct store_feed f = { .url = s->url };
	struct store_answer answer = { .now = clock_now_s(),
		.meta = &s->feed,
		.entries = s->feed.entries,
		.entries_count = s->feed.entries_count,
		.state = FEED_OK };
	struct store_result result;

	if (!store_feed_put(c->store, &f, feed, e))
		return false;
	answer.feed = *feed;
	return store_put_answer(c->store, &answer, &result, e);
}

bool
source_store(
        struct context *c, const struct source *s, int64_t *article, int64_t *feed, struct err *e)
{
	*article = *feed = 0;
	return s->kind == SOURCE_FEED ? store_feed(c, s, feed, e) : store_page(c, s, article, e);
}
