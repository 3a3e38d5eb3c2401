/* SPDX-License-Identifier: ISC */
/*
 * pages.c - full text of articles whose feed gives only a part: ahead of being read, newest first,
 * within a budget, one page a second of a host; or at once, when the user asks for an article's.
 * What is fetched ahead never goes into a private network, since a feed may link to anything,
 * unless the user set full-text = always for that feed.
 */
#include "pages.h"

#include <string.h>

#include <dateline/article.h>
#include <dateline/url.h>

#define WALL_BYTES 400   /* of words about subscribing that a page behind a wall has */
#define REPEATED_PAGES 3 /* so many pages have a paragraph before it is the site's */
#define HOSTS 256        /* counters of pages per host, shared by those whose hash is the same */

struct page {
	struct pages *pages;
	int64_t id;
	struct str url, title, excerpt;
	size_t feed_bytes; /* of what the feed gave */
	struct buf body;
	size_t held; /* bytes counted in pages->held */
	struct page *next;
};

struct pages {
	struct run *run;
	struct arena *arena;
	struct page *list;
	size_t held;
	uint16_t per_host[HOSTS];
	uint8_t closed[HOSTS]; /* it said 429 or 503: nothing more in this run */
};

static size_t
host_slot(struct str url)
{
	return hash_str(url_host(url)) % HOSTS;
}

/* ---- when a page is there ---- */

static void
read_rule(const struct conf *c, struct arena *a, struct str url, struct article_rule *rule)
{
	struct str host = url_host(url);
	const struct conf_line *lines;
	size_t count;

	if (str_starts(host, STR("www.")))
		host = str_sub(host, 4, host.len);
	count = conf_section(
	        c, arena_cstr(a, arena_printf(a, "site " STR_FMT, STR_ARG(host))), &lines);
	for (size_t i = 0; i < count; i++) {
		if (str_eq(lines[i].name, STR("body")))
			rule->body = lines[i].value;
		else if (str_eq(lines[i].name, STR("title")))
			rule->title = lines[i].value;
		else if (str_eq(lines[i].name, STR("strip")))
			rule->strip = lines[i].value;
	}
}

static void
put(struct page *page, struct str html, enum article_state state, struct str error)
{
	struct run *run = page->pages->run;
	struct err e;

	if (!store_put_full_text(run->store, page->id, html, state, error, &e)) {
		run->broken = true;
		run->error = e;
	}
}

/* What a page says about itself instead is no text to read: the feed's is.  Of a page behind a wall
 * the part before it may still be more than the feed gave. */
static bool
is_worth_reading(const struct page *page, const struct article *art)
{
	if (art->state == ARTICLE_PAYWALL)
		return art->text.len > page->feed_bytes + WALL_BYTES;
	return art->state == ARTICLE_FULL && art->blocks_count > 0;
}

/* Paragraphs that the site has on its other pages too are none of this article's. */
static void
drop_repeated(struct page *page, struct arena *a, struct str url, struct article *art)
{
	struct store *s = page->pages->run->store;
	struct str host = url_host(url);
	uint64_t *hashes = article_hashes(a, art), *known;
	size_t hashes_count = art->blocks_count, count;
	struct err e;

	if (!store_repeated(s, a, host, REPEATED_PAGES, &known, &count, &e) ||
	        !store_count_paragraphs(s, host, page->id, hashes, hashes_count, &e)) {
		log_line(LOG_WARNING, "%s", e.text);
		return;
	}
	count = article_drop_known(a, art, known, count);
	if (count > 0)
		log_line(LOG_DEBUG, STR_FMT ": %zu paragraphs of the site left out", STR_ARG(url),
		        count);
}

static void
put_page(struct page *page, const struct http_answer *answer)
{
	struct article_rule rule = { 0 };
	struct article_options o = { .url = answer->url,
		.content_type = answer->headers.content_type,
		.feed_title = page->title,
		.feed_summary = page->excerpt,
		.rule = &rule };
	struct arena *a = arena_create();
	struct article art;
	struct buf html;
	struct err e;

	read_rule(page->pages->run->o->conf, a, answer->url, &rule);
	buf_init(&html, PAGE_BYTES_MAX);
	if (!article_parse(a, buf_str(&page->body), &o, &art, NULL, &e)) {
		put(page, STR_NONE, ARTICLE_EMPTY, str_of(e.text));
	} else {
		drop_repeated(page, a, answer->url, &art);
		if (is_worth_reading(page, &art))
			article_write_html(&html, &art);
		put(page, buf_str(&html), art.state, str_of(article_state_text(art.state)));
	}
	buf_free(&html);
	arena_destroy(a);
}

static bool
on_body(void *user, struct str bytes, const struct http_answer *so_far)
{
	struct page *page = user;

	(void)so_far;
	page->held += bytes.len;
	page->pages->held += bytes.len;
	return page->pages->held <= RUN_HELD_HARD && buf_add_str(&page->body, bytes);
}

static void
on_done(void *user, const struct http_answer *answer)
{
	struct page *page = user;
	struct pages *p = page->pages;
	struct str words;

	if (answer->stopped) { /* no memory for it beside the others: another time */
		log_line(LOG_INFO, STR_FMT " waits", STR_ARG(page->url));
	} else if (answer->fault == HTTP_FINE && (answer->status == 200 || answer->status == 203)) {
		put_page(page, answer);
	} else if (answer->status == 429 || answer->status == 503) {
		p->closed[host_slot(page->url)] = 1; /* stays in the queue for another run */
	} else if (answer->fault != HTTP_UNREACHED) {
		words = answer->fault != HTTP_FINE
		                ? answer->error
		                : http_status_words(p->arena, answer->status, answer->url);
		put(page, STR_NONE, ARTICLE_EMPTY, words);
	}
	p->run->sum.bytes += answer->bytes;
	p->held -= page->held;
	buf_free(&page->body);
}

/* ---- which pages ---- */

static const struct store_feed *
feed_of(const struct pages *p, int64_t id)
{
	for (size_t i = 0; i < p->run->feeds_count; i++)
		if (p->run->feeds[i].id == id)
			return &p->run->feeds[i];
	return NULL;
}

static bool
is_always(const struct conf *c, struct str feed_url)
{
	return strcmp(conf_feed_str(c, feed_url, CONF_FULL_TEXT), "always") == 0;
}

static bool
is_never(const struct conf *c, struct str feed_url)
{
	return strcmp(conf_feed_str(c, feed_url, CONF_FULL_TEXT), "never") == 0;
}

static bool
is_listed(const struct pages *p, int64_t id)
{
	for (const struct page *page = p->list; page != NULL; page = page->next)
		if (page->id == id)
			return true;
	return false;
}

static int64_t
pause_of(const struct fetch_options *o)
{
	return o->page_pause_ms == 0 ? PAGES_PAUSE_MS : o->page_pause_ms < 0 ? 0 : o->page_pause_ms;
}

static void
add(struct pages *p, const struct store_article *sa, struct str feed_url, bool asked)
{
	const struct conf *c = p->run->o->conf;
	struct page *page = arena_alloc(p->arena, sizeof(*page));
	struct http_request r;
	struct err e;

	page->pages = p;
	page->id = sa->item.id;
	page->url = sa->item.url;
	page->title = sa->item.title;
	page->excerpt = sa->item.excerpt;
	page->feed_bytes = sa->html.len;
	buf_init(&page->body, PAGE_BYTES_MAX);
	page->next = p->list;
	p->list = page;
	settings_request(p->arena, c, feed_url, page->url, &r);
	r.accept = SETTINGS_ACCEPT_PAGE;
	if (!str_eq(url_host(feed_url), url_host(page->url))) {
		r.user = r.password = NULL; /* the feed's, not the page's */
		r.headers = NULL;
	} else if (!settings_password(p->arena, c, feed_url, p->run->aide, &r, &e)) {
		return;
	}
	if (r.max_bytes > (int64_t)PAGE_BYTES_MAX)
		r.max_bytes = PAGE_BYTES_MAX;
	r.public_only = !asked && !is_always(c, feed_url);
	if (!asked)
		r.pause_ms = pause_of(p->run->o);
	r.body = on_body;
	r.done = on_done;
	r.data = page;
	http_add(p->run->http, &r);
}

/* Takes an article out of the queue when its feed wants no pages; true when it is to be fetched. */
static bool
is_wanted(struct pages *p, const struct store_article *sa, struct str feed_url)
{
	size_t slot = host_slot(sa->item.url);

	if (!url_is_http(sa->item.url) || is_never(p->run->o->conf, feed_url)) {
		struct err e;
		store_put_full_text(
		        p->run->store, sa->item.id, STR_NONE, ARTICLE_FULL, STR(""), &e);
		return false;
	}
	return !p->closed[slot] && p->per_host[slot]++ < PAGES_PER_HOST_MAX;
}

static bool
add_all(struct pages *p, const int64_t *ids, size_t count, bool asked, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		const struct store_feed *feed;
		struct store_article sa;
		struct str feed_url;

		if (!store_article(p->run->store, p->arena, ids[i], &sa, e)) {
			if (asked)
				return false;
			continue;
		}
		feed = feed_of(p, sa.item.feed);
		feed_url = feed != NULL ? feed->url : sa.item.url;
		if (asked || is_wanted(p, &sa, feed_url))
			add(p, &sa, feed_url, asked);
	}
	return true;
}

size_t
pages_held(const struct pages *p)
{
	return p == NULL ? 0 : p->held;
}

/* Those of a query that have no page yet and did not fail, whether or not their feed gives them
 * whole. */
static bool
add_lacking(struct pages *p, const struct store_query *q, struct err *e)
{
	struct store_item *items;
	size_t count;

	if (!store_list(p->run->store, p->arena, q, &items, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct store_feed *feed = feed_of(p, items[i].feed);
		struct store_article sa;

		if (feed == NULL || items[i].full_text || is_listed(p, items[i].id) ||
		        is_never(p->run->o->conf, feed->url) ||
		        !store_article(p->run->store, p->arena, items[i].id, &sa, e))
			continue;
		if (sa.error.len == 0 && is_wanted(p, &sa, feed->url))
			add(p, &sa, feed->url, false);
	}
	return true;
}

/* full-text = always: also of what the feed gives whole, where nobody has read it yet. */
static bool
add_always(struct pages *p, const struct store_feed *feed, struct err *e)
{
	const struct store_query q = { .feed = feed->id,
		.unread_only = true,
		.order = STORE_NEWEST,
		.limit = PAGES_PER_HOST_MAX };

	return add_lacking(p, &q, e);
}

bool
pages_add_followed(struct pages *p, struct err *e)
{
	int64_t *ids;
	size_t count;

	if (!store_stories_followed(p->run->store, p->arena, &ids, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct store_query q = { .story = ids[i],
			.unread_only = true,
			.order = STORE_NEWEST,
			.limit = PAGES_PER_HOST_MAX };

		if (!add_lacking(p, &q, e))
			return false;
	}
	return true;
}

static bool
add_ahead(struct pages *p, struct err *e)
{
	struct run *run = p->run;
	int64_t *ids;
	size_t count;

	if (!store_queue(run->store, p->arena, JOB_FULL_TEXT, PAGES_MAX, &ids, &count, e) ||
	        !add_all(p, ids, count, false, e))
		return false;
	for (size_t i = 0; i < p->run->feeds_count; i++)
		if (is_always(run->o->conf, p->run->feeds[i].url) &&
		        !add_always(p, &p->run->feeds[i], e))
			return false;
	return true;
}

bool
pages_open(struct pages **out, struct run *run, struct err *e)
{
	const struct fetch_options *o = run->o;
	struct arena *a = arena_create();
	struct pages *p = arena_alloc(a, sizeof(*p));

	p->arena = a;
	p->run = run;
	*out = p;
	return (o->full_text_count == 0 || add_all(p, o->full_text, o->full_text_count, true, e)) &&
	       (!o->pages || add_ahead(p, e));
}

void
pages_close(struct pages *p)
{
	if (p == NULL)
		return;
	for (struct page *page = p->list; page != NULL; page = page->next)
		buf_free(&page->body);
	arena_destroy(p->arena);
}
