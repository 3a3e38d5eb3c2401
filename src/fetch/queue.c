/* SPDX-License-Identifier: ISC */
/*
 * queue.c - what is done after the feeds: pages come over the net, and while they are awaited, new
 * texts are packed, the articles that were not analysed yet are, newest first, and room is given
 * back.  All of it is a queue in the store: ended at any moment, the next run goes on where this
 * one was.
 */
#include "pages.h"

#define SLICE_MS 50 /* of analysis between two looks at the network */
#define REFILL 256  /* articles taken from the queue at a time */
#define COMMIT 32   /* articles entered in one transaction: some 20 ms */
#define TELL_EVERY_MS 250
#define IDLE_MS 200

struct analysis {
	struct run *run;
	struct arena *arena;
	int64_t *ids;
	size_t count, at, failed;
	int64_t done, told_ms;
	bool finished, packed; /* nothing is left to analyse; to pack */
};

static void
tell(struct analysis *n, bool last)
{
	struct fetch_progress p = { .event = FETCH_JOB_DONE, .done = n->done };
	int64_t now_ms = clock_mono_ms();

	if (n->done == 0 || (!last && now_ms - n->told_ms < TELL_EVERY_MS))
		return;
	n->told_ms = now_ms;
	p.total = n->done + (int64_t)(n->count - n->at);
	run_tell(n->run, &p);
}

/* Takes more from the queue.  Articles that fail stay in it: when a whole helping failed, more of
 * them would only fail again. */
static void
refill(struct analysis *n)
{
	if (n->count > 0 && n->failed == n->count) {
		n->finished = true;
		return;
	}
	arena_reset(n->arena);
	n->at = n->failed = n->count = 0;
	if (!store_queue(n->run->store, n->arena, JOB_ANALYSE, REFILL, &n->ids, &n->count,
	            &n->run->error))
		n->run->broken = true;
	n->finished = n->count == 0;
}

/* Calls one of the store's chores for a while; false when all of it is done. */
static bool
chore_slice(struct analysis *n, bool (*chore)(struct store *, bool *, struct err *))
{
	int64_t until_ms = clock_mono_ms() + SLICE_MS;
	bool more = true;

	while (more && !n->run->broken && clock_mono_ms() < until_ms)
		n->run->broken = !chore(n->run->store, &more, &n->run->error);
	return more && !n->run->broken;
}

/* Enters what was found, when there is enough of it. */
static void
commit(struct analysis *n, bool all)
{
	size_t prepared = store_analyse_prepared(n->run->store), failed;
	struct err e;

	if (prepared == 0 || (!all && prepared < COMMIT))
		return;
	if (!store_analyse_commit(n->run->store, &failed, &e))
		log_line(LOG_WARNING, "%s", e.text);
	n->failed += failed;
	n->done += (int64_t)prepared;
}

/* Analyses for a while; false when the queue is empty. */
static bool
analyse_slice(struct analysis *n)
{
	int64_t until_ms = clock_mono_ms() + SLICE_MS;
	struct err e;

	if (!n->packed) {
		n->packed = !chore_slice(n, store_pack_texts);
		return !n->run->broken;
	}
	n->finished = false;
	do {
		if (n->at == n->count) {
			commit(n, true);
			refill(n);
		}
		if (n->finished || n->run->broken)
			return false;
		if (!store_analyse_prepare(n->run->store, n->run->o->model, n->ids[n->at++], &e)) {
			n->failed++;
			n->done++;
			log_line(LOG_WARNING, "%s", e.text);
		}
		commit(n, false);
	} while (clock_mono_ms() < until_ms);
	tell(n, false);
	return true;
}

bool
run_queue(struct run *run, struct err *e)
{
	const struct fetch_options *o = run->o;
	struct analysis n = { .run = run, .arena = arena_create() };
	bool pages_left = o->pages || o->full_text_count > 0, articles_left = false,
	     followed = !o->pages || !o->analyse;
	struct pages *pages = NULL;

	if (pages_left && !pages_open(&pages, run, e)) {
		pages_close(pages);
		arena_destroy(n.arena);
		return false;
	}
	do {
		pages_left = pages_left && http_turn(run->http, articles_left ? 0 : IDLE_MS);
		http_hold(run->http, pages_held(pages) > RUN_HELD_MAX);
		articles_left = o->analyse && !run->broken && analyse_slice(&n);
		if (!articles_left && !followed && !run->broken) {
			followed = pages_left = true;
			run->broken = !pages_add_followed(pages, &run->error);
		}
	} while ((pages_left || articles_left) && !run->broken && !run->cancelled);
	commit(&n, true);
	tell(&n, true);
	if (o->analyse && n.finished && !run->broken)
		run->broken = !run_rules(run, STORE_ANALYSED, &run->error);
	while (o->analyse && !run->cancelled && chore_slice(&n, store_shrink))
		;
	pages_close(pages);
	arena_destroy(n.arena);
	if (run->broken)
		*e = run->error;
	return !run->broken;
}
