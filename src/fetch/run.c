/* SPDX-License-Identifier: ISC */
/*
 * run.c - one `dateline fetch`: opens store and network, asks the feeds that are due, then works
 * the queue off: pages, entities, stories.
 */
#include "run.h"

#include "sandbox.h"

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

static const char *
folder_of(struct arena *a, const char *path)
{
	struct str folder = str_of(path);

	while (folder.len > 0 && folder.p[folder.len - 1] != '/')
		folder.len--;
	return folder.len == 0 ? "." : arena_cstr(a, folder);
}

void
run_allow_reading(struct run *run, const char *path)
{
	if (path == NULL)
		return;
	run->readable = arena_grow(run->arena, run->readable, run->readable_count,
	        &run->readable_cap, sizeof(*run->readable));
	run->readable[run->readable_count++] = path;
}

void
run_sandbox(struct run *run)
{
	const char *writable[] = { folder_of(run->arena, run->o->store_path), NULL };
	struct sandbox rules = { .writable = writable };

	if (run->sandboxed || !run->o->sandbox)
		return;
	run->sandboxed = true;
	run->readable = arena_grow(run->arena, run->readable, run->readable_count,
	        &run->readable_cap, sizeof(*run->readable));
	run->readable[run->readable_count] = NULL;
	rules.read_only = run->readable;
	log_line(LOG_INFO, "fetch: starts"); /* this also opens the log, for good */
	sandbox_enter(&rules);
}

/* What the user wants kept of each feed: read articles past that go. */
static bool
retain(struct run *run, struct err *e)
{
	for (size_t i = 0; i < run->feeds_count; i++) {
		struct store_retention r = { .now = run->now,
			.keep_days = conf_feed_int(run->o->conf, run->feeds[i].url, CONF_KEEP_DAYS),
			.keep_count =
			        conf_feed_int(run->o->conf, run->feeds[i].url, CONF_KEEP_COUNT) };
		int64_t removed;

		if ((r.keep_days > 0 || r.keep_count > 0) &&
		        !store_purge(run->store, run->feeds[i].id, &r, &removed, e))
			return false;
	}
	return true;
}

static bool
work(struct run *run, struct err *e)
{
	const struct fetch_options *o = run->o;
	bool only_pages = o->full_text_count > 0 && o->feeds_count == 0 && !o->force;

	if (!store_feeds(run->store, run->arena, &run->feeds, &run->feeds_count, e))
		return false;
	if (!run_rules(run, STORE_ARRIVING, e))
		return false;
	if (!only_pages &&
	        (!run_feeds(run, e) || !run_rules(run, STORE_ARRIVED, e) || !retain(run, e)))
		return false;
	if (run->cancelled || !(o->pages || o->analyse || o->full_text_count > 0))
		return true;
	run_sandbox(run);
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
	if (!aide_start(&run.aide, o->conf, o->urls_path, e))
		return false;
	if (!store_open(&run.store, o->store_path, STORE_WRITE, e)) {
		aide_stop(run.aide);
		return false;
	}
	if (http_open(&run.http, &limits, e)) {
		run.arena = arena_create();
		ok = work(&run, e);
		http_close(run.http);
		arena_destroy(run.arena);
	}
	store_close(run.store);
	aide_stop(run.aide);
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
