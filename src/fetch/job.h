/* SPDX-License-Identifier: ISC */
/*
 * job.h - one feed being asked, and the batch of those whose answers wait to be stored
 * (module-private).
 */
#ifndef FETCH_JOB_H
#define FETCH_JOB_H

#include "run.h"

struct job {
	struct feeds *feeds;
	struct store_feed *feed;
	struct store_http before;
	struct http_request request;
	bool overflow;             /* stopped: no memory for it beside the others */
	bool late;                 /* put off to the end for want of memory */
	bool conditional, command; /* command: an exec: or filter: feed */
	/* from the first byte of the answer on: */
	struct arena *arena;
	struct feed_parser *parser;
	struct entries entries;
	size_t held; /* bytes of the arena that are counted in feeds->held */
	/* from its end on: */
	struct store_answer answer;
	struct store_result result;
	struct feed meta;
	struct http_answer saved; /* of a filter: feed, while its bytes wait */
	struct buf raw;
	bool moved, stored;
	struct str note; /* for the user, beside success */
	int64_t bytes, milliseconds;
	struct err error;
	struct job *next; /* in the batch */
};

struct feeds {
	struct run *run;
	size_t held;
	struct job *first, **last; /* the batch */
	struct job *late;          /* asked again, one at a time, when the others are done */
	struct job *commands;      /* whose command is run when the net is done */
	size_t batch_count;
	int64_t batch_since_ms;
};

/* Puts the question of one feed into its line, or its command into the list of those run later. One
 * whose settings are wrong is in the batch at once, as failed. */
void job_add(struct feeds *f, struct store_feed *feed, const struct store_http *http);
/* Forgets what an answer brought, and frees it. */
void job_reset(struct job *job);
/* Runs the command of an exec: or filter: feed and parses what it prints. */
void job_run_command(struct job *job);

#endif
