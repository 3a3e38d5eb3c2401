/* SPDX-License-Identifier: ISC */
/*
 * progress.h - what a fetching child tells its reader: one JSON line per event on a pipe (part of
 * store: fetch writes it, ui reads it, and the two never include each other).
 */
#ifndef DATELINE_PROGRESS_H
#define DATELINE_PROGRESS_H

#include <dateline/base.h>

enum fetch_event { FETCH_STARTED, FETCH_FEED_DONE, FETCH_JOB_DONE, FETCH_FINISHED };
struct fetch_progress {
	enum fetch_event event;
	int64_t feed;
	struct str url, error;  /* error: in words, empty when ok */
	struct str note;        /* what else the user should know: "has moved for good to ..." */
	int status;
	int64_t added, changed, bytes, milliseconds;
	int64_t done, total;    /* feeds (or, for JOB_DONE, articles of the queue) */
	int64_t failed;
};
/* One JSON line per event, the form of --json and --progress-fd. */
void fetch_progress_json(struct buf *b, const struct fetch_progress *p);
bool fetch_progress_parse(struct arena *a, struct str line, struct fetch_progress *out);

#endif
