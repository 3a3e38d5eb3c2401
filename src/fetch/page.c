/* SPDX-License-Identifier: ISC */
/*
 * page.c - one address at a time: a page or a file that the user named, and the search for the
 * feeds of a site.
 */
#include "run.h"

#include <dateline/url.h>

#include "polite.h"

#define FIND_PATHS_MAX 8 /* usual paths asked, one after another, when a page names no feed */

struct one {
	struct arena *arena;
	struct buf body;
	struct fetch_page *out;
	enum http_fault fault;
	struct str error;
};

static bool
on_body(void *user, struct str bytes, const struct http_answer *so_far)
{
	struct one *one = user;

	(void)so_far;
	return buf_add_str(&one->body, bytes);
}

static void
on_done(void *user, const struct http_answer *answer)
{
	struct one *one = user;

	one->fault = answer->fault;
	one->out->status = answer->status;
	one->out->url = arena_str(one->arena, answer->url);
	one->out->content_type = arena_str(one->arena, answer->headers.content_type);
	if (answer->fault != HTTP_FINE)
		one->error = arena_str(one->arena, answer->error);
	else if (answer->status != 200 && answer->status != 203)
		one->error = http_status_words(one->arena, answer->status, answer->url);
}

static bool
get(struct arena *a, const struct conf *c, struct str url, const char *accept,
        struct fetch_page *out, struct err *e)
{
	const struct http_limits limits = { .per_host = 1, .total = 1 };
	struct one one = { .arena = a, .out = out };
	struct http_request r;
	struct http *http;

	*out = (struct fetch_page){ 0 };
	settings_request(a, c, url, url, &r);
	if (!settings_password(a, c, url, NULL, &r, e) || !http_open(&http, &limits, e))
		return false;
	buf_init(&one.body, (size_t)r.max_bytes);
	r.accept = accept;
	r.body = on_body;
	r.done = on_done;
	r.data = &one;
	http_add(http, &r);
	while (http_turn(http, 1000))
		;
	http_close(http);
	out->bytes = arena_str(a, buf_str(&one.body));
	buf_free(&one.body);
	if (one.error.len > 0)
		return err_set(e, out->status == 401 || out->status == 403 ? ERR_AUTH : ERR_FAIL,
		        STR_FMT, STR_ARG(one.error));
	return true;
}

bool
fetch_get(struct arena *a, const struct conf *c, struct str url, struct fetch_page *out,
        struct err *e)
{
	return get(a, c, url, SETTINGS_ACCEPT_PAGE, out, e);
}

/* ---- the feeds of a site ---- */

/* Gets what the user typed: feed:..., a host without scheme (https first, then http). */
static bool
get_typed(struct arena *a, const struct conf *c, struct str typed, struct fetch_page *out,
        struct err *e)
{
	struct str rest = str_trim(typed), https;

	if (str_starts_nocase(rest, STR("feed:")))
		rest = str_sub(rest, 5, rest.len);
	if (str_starts(rest, STR("//")))
		rest = str_sub(rest, 2, rest.len);
	if (url_is_http(rest))
		return get(a, c, rest, SETTINGS_ACCEPT_FEED, out, e);
	if (rest.len == 0 || str_find(rest, STR("://")) >= 0)
		return err_set(e, ERR_USAGE, STR_FMT " is no web address", STR_ARG(rest));
	https = arena_printf(a, "https://" STR_FMT, STR_ARG(rest));
	if (get(a, c, https, SETTINGS_ACCEPT_FEED, out, e))
		return true;
	if (out->status != 0) /* it does speak https */
		return false;
	return get(a, c, arena_printf(a, "http://" STR_FMT, STR_ARG(rest)), SETTINGS_ACCEPT_FEED,
	        out, e);
}

static bool
is_feed_page(struct arena *a, const struct fetch_page *page, struct feed_link *link, struct err *e)
{
	const struct feed_options o = { .url = page->url, .content_type = page->content_type };
	struct feed feed;

	if (!feed_parse(a, page->bytes, &o, &feed, NULL, e))
		return false;
	*link = (struct feed_link){ .url = page->url, .title = feed.title };
	return true;
}

/* A page that names no feed may have one all the same at a usual place. */
static size_t
try_usual_paths(struct arena *a, const struct conf *c, struct str site, struct feed_link *out)
{
	static const char *const paths[FIND_PATHS_MAX] = { "/feed", "/rss", "/feed.xml", "/rss.xml",
		"/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default" };

	for (size_t i = 0; i < COUNT(paths); i++) {
		struct str url = url_resolve(a, site, str_of(paths[i]));
		struct fetch_page page;
		struct err ignored;

		if (get(a, c, url, SETTINGS_ACCEPT_FEED, &page, &ignored) &&
		        is_feed_page(a, &page, out, &ignored))
			return 1;
		if (page.status == 0 || page.status == 429 || page.status == 503)
			break; /* it does not want more questions */
	}
	return 0;
}

bool
fetch_find_feeds(struct arena *a, const struct conf *c, struct str address, struct feed_link **out,
        size_t *count, bool *is_feed, struct err *e)
{
	struct feed_link *one = arena_alloc(a, sizeof(*one));
	struct fetch_page page;
	struct err no_feed;

	*out = one;
	*count = 0;
	*is_feed = false;
	if (!get_typed(a, c, address, &page, e))
		return false;
	if (is_feed_page(a, &page, one, &no_feed)) {
		*is_feed = true;
		*count = 1;
		return true;
	}
	*count = feed_discover(a, page.bytes, page.url, out);
	if (*count == 0) {
		*out = one;
		*count = try_usual_paths(a, c, page.url, one);
	}
	return true;
}
