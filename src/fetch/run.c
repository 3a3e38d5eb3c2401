/* SPDX-License-Identifier: ISC */
/*
 * run.c - one `dateline fetch`: opens store and network, asks the feeds that are due, then works
 * the queue off: pages, entities, stories.
 */
#include "run.h"

void
run_tell(struct run *run, struct fetch_progress *p)
{
	if (p->event == FETCH_FEED_DONE) {
		p->done = run->done;
		p->total = run->total;
		p->failed = run->sum.failed;
	}
	if (run->o->progress != NULL && !run->cancelled && !run->o->progress(run->o->user, p))
		run->cancelled = true;
}

static bool
work(struct run *run, struct err *e)
{
	const struct fetch_options *o = run->o;
	bool only_pages = o->full_text_count > 0 && o->feeds_count == 0 && !o->force;

	if (!only_pages && !run_feeds(run, e))
		return false;
	if (run->cancelled || !(o->pages || o->analyse || o->full_text_count > 0))
		return true;
	return run_queue(run, e);
}

bool
fetch_run(const struct fetch_options *o, struct fetch_summary *out, struct err *e)
{
	struct run run = { .o = o, .now = clock_now_s() };
	const struct http_limits limits = { .per_host = (int)conf_int(o->conf, CONF_PER_HOST),
		.total = (int)conf_int(o->conf, CONF_CONNECTIONS) };
	struct fetch_progress end = { .event = FETCH_FINISHED };
	bool ok = false;

	*out = run.sum;
	if (!store_open(&run.store, o->store_path, STORE_WRITE, e))
		return false;
	if (http_open(&run.http, &limits, e)) {
		run.arena = arena_create();
		ok = work(&run, e);
		http_close(run.http);
		arena_destroy(run.arena);
	}
	store_close(run.store);
	end.total = run.total;
	end.done = run.done;
	end.failed = run.sum.failed;
	end.added = run.sum.added;
	end.changed = run.sum.changed;
	end.bytes = run.sum.bytes;
	run_tell(&run, &end);
	*out = run.sum;
	return ok;
}
