/* SPDX-License-Identifier: ISC */
/*
 * lines.h - who may ask whom now (module-private): one line of waiting requests per host, at most
 * so many of a host and in all under way, and a pause between two starts where a request wants one.
 */
#ifndef FETCH_LINES_H
#define FETCH_LINES_H

#include <dateline/base.h>

/* What waits; the first member of whatever the caller queues. */
struct waiter {
	struct waiter *next;
	int64_t pause_ms;
	bool public_only; /* will be refused at a private host: no pause before that */
};

struct line; /* of one host */
struct lines;
/* A host at which a connection led into a private network once. */
void line_set_private(struct line *line);
bool line_is_private(const struct line *line);
struct lines *lines_open(int per_host, int total);
void lines_close(struct lines *l);
/* The line of a host; lives as long as l. */
struct line *lines_of(struct lines *l, struct str host);
void lines_add(struct lines *l, struct line *line, struct waiter *w, bool first);
/* Takes one that may start now and counts it as under way; NULL: none.  *wait_ms becomes the time
 * until a pause ends, when that is all that keeps one back. */
struct waiter *lines_take(struct lines *l, int64_t now_ms, int64_t *wait_ms);
void lines_leave(struct lines *l, struct line *line); /* one under way has ended */
size_t lines_waiting(const struct lines *l);
struct waiter *lines_drop(struct lines *l); /* takes any waiting one, rules aside; NULL: none */

#endif
