/* SPDX-License-Identifier: ISC */
/*
 * page.c - one address at a time: a page or a file that the user named, and the search for the
 * feeds of a site.
 */
#include "run.h"

#include <dateline/url.h>

#include "polite.h"

/* When a page names no feed, these are asked, one after another. */
#define FIND_PATHS 8      /* usual paths of a site */
#define FIND_ENDS 4       /* usual ends of the page's own address */
#define FIND_PAUSE_MS 500 /* between two of them */

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

/* One question at a time, over connections that are kept. */
struct asker {
	struct arena *arena;
	const struct conf *conf;
	struct http *http;
	int64_t pause_ms; /* between two of one host */
};

static bool
asker_open(struct asker *k, struct arena *a, const struct conf *c, struct err *e)
{
	const struct http_limits limits = { .per_host = 1, .total = 1 };

	*k = (struct asker){ .arena = a, .conf = c };
	return http_open(&k->http, &limits, e);
}

static bool
get(struct asker *k, struct str url, const char *accept, struct fetch_page *out, struct err *e)
{
	struct one one = { .arena = k->arena, .out = out };
	struct http_request r;

	*out = (struct fetch_page){ 0 };
	settings_request(k->arena, k->conf, url, url, &r);
	if (!settings_password(k->arena, k->conf, url, NULL, &r, e))
		return false;
	buf_init(&one.body, (size_t)r.max_bytes);
	r.accept = accept;
	r.pause_ms = k->pause_ms;
	r.body = on_body;
	r.done = on_done;
	r.data = &one;
	http_add(k->http, &r);
	while (http_turn(k->http, 1000))
		;
	out->bytes = arena_str(k->arena, buf_str(&one.body));
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
	struct asker k;
	bool ok;

	*out = (struct fetch_page){ 0 };
	if (!asker_open(&k, a, c, e))
		return false;
	ok = get(&k, url, SETTINGS_ACCEPT_PAGE, out, e);
	http_close(k.http);
	return ok;
}

/* ---- the feeds of a site ---- */

/* Gets what the user typed: feed:..., a host without scheme (https first, then http). */
static bool
get_typed(struct asker *k, struct str typed, struct fetch_page *out, struct err *e)
{
	struct str rest = str_trim(typed), url;

	if (str_starts_nocase(rest, STR("feed:")))
		rest = str_sub(rest, 5, rest.len);
	if (str_starts(rest, STR("//")))
		rest = str_sub(rest, 2, rest.len);
	if (url_is_http(rest))
		return get(k, rest, SETTINGS_ACCEPT_FEED, out, e);
	if (rest.len == 0 || str_find(rest, STR("://")) >= 0)
		return err_set(e, ERR_USAGE, STR_FMT " is no web address", STR_ARG(rest));
	url = arena_printf(k->arena, "https://" STR_FMT, STR_ARG(rest));
	if (get(k, url, SETTINGS_ACCEPT_FEED, out, e))
		return true;
	if (out->status != 0) /* it does speak https */
		return false;
	url = arena_printf(k->arena, "http://" STR_FMT, STR_ARG(rest));
	return get(k, url, SETTINGS_ACCEPT_FEED, out, e);
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

/* The page's own address with another end, as many programs have it; STR_NONE for a site's first
 * page. */
static struct str
beside(struct arena *a, struct str page, const char *end)
{
	struct url u;

	if (!url_parse(page, &u))
		return STR_NONE;
	while (u.path.len > 0 && u.path.p[u.path.len - 1] == '/')
		u.path.len--;
	if (u.path.len == 0)
		return STR_NONE;
	return url_resolve(a, page, arena_printf(a, STR_FMT "%s", STR_ARG(u.path), end));
}

static size_t
list_usual_places(struct arena *a, struct str page, struct str *out)
{
	static const char *const ends[FIND_ENDS] = { "/feed", ".rss", ".atom", "/.rss" };
	static const char *const paths[FIND_PATHS] = { "/feed", "/rss", "/feed.xml", "/rss.xml",
		"/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default" };
	size_t count = 0;

	for (size_t i = 0; i < COUNT(ends); i++) {
		struct str url = beside(a, page, ends[i]);
		if (url.p != NULL)
			out[count++] = url;
	}
	for (size_t i = 0; i < COUNT(paths); i++)
		out[count++] = url_resolve(a, page, str_of(paths[i]));
	return count;
}

/* A page that names no feed may have one all the same at a usual place. */
static size_t
try_usual_places(struct asker *k, struct str site, struct feed_link *out)
{
	struct str places[FIND_ENDS + FIND_PATHS];
	size_t count = list_usual_places(k->arena, site, places);

	k->pause_ms = FIND_PAUSE_MS;
	for (size_t i = 0; i < count; i++) {
		struct fetch_page page;
		struct err ignored;

		if (get(k, places[i], SETTINGS_ACCEPT_FEED, &page, &ignored) &&
		        is_feed_page(k->arena, &page, out, &ignored))
			return 1;
		if (page.status == 0 || page.status == 429 || page.status == 503)
			break; /* it does not want more questions */
	}
	return 0;
}

static bool
find(struct asker *k, struct str address, struct feed_link **out, size_t *count, bool *is_feed,
        struct err *e)
{
	struct fetch_page page;
	struct err no_feed;

	if (!get_typed(k, address, &page, e))
		return false;
	*is_feed = is_feed_page(k->arena, &page, *out, &no_feed);
	if (*is_feed) {
		*count = 1;
		return true;
	}
	struct feed_link *one = *out;
	*count = feed_discover(k->arena, page.bytes, page.url, out);
	if (*count == 0) {
		*out = one;
		*count = try_usual_places(k, page.url, one);
	}
	return true;
}

bool
fetch_find_feeds(struct arena *a, const struct conf *c, struct str address, struct feed_link **out,
        size_t *count, bool *is_feed, struct err *e)
{
	struct asker k;
	bool ok;

	*out = arena_alloc(a, sizeof(**out));
	*count = 0;
	*is_feed = false;
	if (!asker_open(&k, a, c, e))
		return false;
	ok = find(&k, address, out, count, is_feed, e);
	http_close(k.http);
	return ok;
}
