/* SPDX-License-Identifier: ISC */
/*
 * polite.h - when a feed is asked again, and what is remembered of an answer (module-private).
 * Pure: no clock, no I/O; the promises of dateline(1), POLITENESS, are kept and tested here.
 */
#ifndef FETCH_POLITE_H
#define FETCH_POLITE_H

#include <dateline/store.h>

#include "http.h"

#define POLITE_INTERVAL_MAX (24 * 3600) /* s; no server or feed can make us wait longer ... */
#define POLITE_RETRY_AFTER_MAX (7 * 24 * 3600) /* s; ... but with Retry-After */
#define POLITE_BACKOFF_MAX (24 * 3600)         /* s; after failures told by the server */
#define POLITE_UNREACHED_MAX (2 * 3600)        /* s; after failures that may be our own network's */
#define POLITE_MOVE_COUNT 2  /* times a permanent move is seen before it is believed */

/* How one request of a feed ended. */
struct polite_case {
	int64_t now;
	int64_t interval_s;              /* the user's setting */
	struct str url;                  /* the feed's */
	const struct store_http *before; /* what was known */
	const struct http_answer *answer;
	bool conditional;        /* validators were sent */
	const struct feed *meta; /* the parsed feed of a 200; NULL: none, or no feed */
	struct str parse_error;  /* why a 200 gave no feed: "a web page" */
};

/* Fills http, state, error and next_fetch of out (whose other fields it leaves alone).  Strings
 * live in the arena or in the case.  Returns true when the feed is known to have moved for good:
 * then out->http.moved_to is where to, and out->http.moved_count 0. */
bool polite_judge(struct arena *a, const struct polite_case *c, struct store_answer *out);

/* May a feed be asked now?  force: the user wants all of them now, which overrides all but
 * Retry-After and "gone"; named: he named this one, so that even one that is gone is asked. */
bool polite_may_ask(const struct store_feed *feed, const struct store_http *http, int64_t now,
        bool force, bool named);

/* ---- values of headers ---- */
/* Seconds from now that Retry-After asks for, in either form, within [0, POLITE_RETRY_AFTER_MAX];
 * 0: none, past or not understood. */
int64_t polite_retry_after(struct str value, int64_t now);
/* Seconds an answer stays fresh by Cache-Control max-age less Age, or by Expires less Date; within
 * [0, POLITE_INTERVAL_MAX]. */
int64_t polite_freshness(const struct http_headers *h, int64_t now);
/* The first moment from t on in an hour and on a day that the feed does not skip; t itself when it
 * skips everything. */
int64_t polite_skip(int64_t t, uint32_t skip_hours, uint8_t skip_days);

#endif
