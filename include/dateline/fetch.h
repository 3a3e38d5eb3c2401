/* SPDX-License-Identifier: ISC */
/*
 * fetch.h - the only owner of libcurl: asks feeds and pages, politely and safely, and puts what they
 * answer into the store.  Runs in a child process of the reader (`dateline fetch`), or in cron.
 */
#ifndef DATELINE_FETCH_H
#define DATELINE_FETCH_H

#include <dateline/base.h>
#include <dateline/conf.h>
#include <dateline/progress.h>
#include <dateline/store.h>

#define FETCH_BODY_MAX (32u * 1024 * 1024)  /* decoded bytes of one answer; setting max-size lowers it */
#define FETCH_HEADERS_MAX (256u * 1024)     /* bytes of all headers of one answer */
#define FETCH_REDIRECTS_MAX 10
#define FETCH_PER_HOST 2
#define FETCH_TOTAL 64

/* ---- one address ---- */
struct fetch_page {
	int status;             /* HTTP; 0 = no answer */
	struct str url;         /* after redirects */
	struct str content_type, bytes;
};
/* Gets one page; false with words for people: "HTTP 403 from x.org: it refuses", "x.org timed out
 * after 30 s". */
bool fetch_get(struct arena *a, const struct conf *c, struct str url, struct fetch_page *out, struct err *e);

/* ---- rules ---- */
/* The [rule NAME] sections of the config that are right; what is wrong with the others becomes
 * notes (NULL: is not said).  The strings live as long as c. */
void fetch_rules(struct arena *a, const struct conf *c, struct notes *notes,
	struct store_rule **out, size_t *count);

/* ---- all feeds ---- */
/* Called as things happen; false cancels. */
typedef bool fetch_progress_fn(void *user, const struct fetch_progress *p);

struct fetch_options {
	const char *store_path;
	const char *urls_path;  /* where a confirmed permanent move is written too; may be NULL */
	const struct conf *conf;
	const struct entity_model *model; /* may be NULL */
	const int64_t *feeds;   /* NULL: all that are due */
	size_t feeds_count;
	const int64_t *full_text; /* articles whose pages are wanted now (key x) */
	size_t full_text_count;
	bool force;             /* ask also what is not due (r, R); a Retry-After still counts */
	bool analyse, pages;    /* work the queue off afterwards; fetch full text ahead */
	int64_t page_pause_ms;  /* between two pages of one host; 0: a second, negative: none */
	bool sandbox;           /* give up every right that is not needed, for good */
	fetch_progress_fn *progress;
	void *user;
};
struct fetch_summary {
	int64_t feeds, failed, unchanged, added, changed, bytes, auth;
};
/* False only when nothing could be done (store busy, no memory for curl).  Failed feeds are in the
 * summary. */
bool fetch_run(const struct fetch_options *o, struct fetch_summary *out, struct err *e);

/* Resolves what a user typed (feed, site, host without scheme) to a feed: one that is a feed
 * itself gives one link with *is_feed true; a web page gives the feeds it offers. */
bool fetch_find_feeds(struct arena *a, const struct conf *c, struct str address, struct feed_link **out,
	size_t *count, bool *is_feed, struct err *e);

#endif
