/* SPDX-License-Identifier: ISC */
/*
 * run.h - what one `dateline fetch` shares between its parts: feeds, then pages, then analysis
 * (module-private).
 */
#ifndef FETCH_RUN_H
#define FETCH_RUN_H

#include <dateline/fetch.h>

#include "aide.h"
#include "http.h"
#include "settings.h"

#define RUN_HELD_MAX                                                                               \
	(48u * 1024 * 1024) /* bytes of parsed entries in memory; then all but one wait */
#define RUN_HELD_HARD (96u * 1024 * 1024)  /* then no transfer may add to it */
#define RUN_BATCH_FEEDS 64                 /* answers stored in one transaction at most ... */
#define RUN_BATCH_BYTES (8u * 1024 * 1024) /* ... or as many as hold this ... */
#define RUN_BATCH_MS 250                   /* ... or that came in this time */

struct run {
	const struct fetch_options *o;
	struct arena *arena; /* feeds, requests: lives as long as the run */
	struct store *store;
	struct http *http;
	struct aide *aide;
	int64_t now;
	struct store_feed *feeds; /* all, as they were at the start */
	size_t feeds_count;
	struct fetch_summary sum;
	int64_t done, total;
	const char **readable; /* files that may be read in the sandbox too; ends with NULL */
	size_t readable_count, readable_cap;
	bool cancelled, sandboxed;
	bool broken;      /* the store takes no more: error */
	struct err error; /* why */
};

/* Tells of an event; notes when the listener wants no more. */
void run_tell(struct run *run, struct fetch_progress *p);
/* Lets a file be read in the sandbox too; NULL is allowed. */
void run_allow_reading(struct run *run, const char *path);
/* Gives up what fetching does not need; once, before the first answer is read. */
void run_sandbox(struct run *run);
/* Asks the feeds that are due and stores what they answer. */
bool run_feeds(struct run *run, struct err *e);
/* Gets pages of articles (the ones wanted now, or what the queue has, within a budget) and works
 * off the queue of analysis, newest first. */
bool run_queue(struct run *run, struct err *e);

/* ---- rules.c ---- */
bool run_rules(struct run *run, enum store_arrival arrival, struct err *e);

/* ---- entries.c ---- */
struct entries {             /* of one document, copied from the parser's callback */
	struct arena *arena; /* of their texts */
	struct feed_entry *list;
	size_t count, cap;
};
void entries_add(struct entries *list, const struct feed_entry *entry);
void entries_free(struct entries *list);          /* not the texts */
size_t entries_bytes(const struct entries *list); /* memory held, texts too */

#endif
