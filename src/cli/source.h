/* SPDX-License-Identifier: ISC */
/*
 * source.h - what `dateline SOURCE` may name: a feed, a page or a site on the web, a file of HTML,
 * XML, JSON or text, or standard input.
 */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "context.h"

#include <dateline/article.h>
#include <dateline/feed.h>

enum source_kind { SOURCE_PAGE, SOURCE_FEED };
struct source {
	const char *name;    /* as given */
	bool from_web;
	struct str url;      /* of the web, after redirects; or file://... */
	enum source_kind kind;
	struct article article; /* SOURCE_PAGE */
	struct feed feed;       /* SOURCE_FEED */
};

/* Gets and parses it; results live in c->arena.  A site's front page that offers a feed gives that
 * feed. */
bool source_load(struct context *c, const char *name, struct source *out, struct err *e);
/* Puts it into c->store; *article is the page, or *feed the feed. */
bool source_store(struct context *c, const struct source *s, int64_t *article, int64_t *feed,
	struct err *e);

#endif
