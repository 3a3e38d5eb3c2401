/* SPDX-License-Identifier: ISC */
/*
 * feeds.c - asks the feeds that are due and stores what they answer: in batches, one short
 * transaction each, so that a reader beside us is never kept waiting; an event is told only after
 * its answer is durable.
 */
#include "job.h"

#include <dateline/url.h>

#include "polite.h"

/* ---- storing ---- */

/* Why a feed that has moved for good is left where it is; NULL: nothing keeps it. */
static const char *
kept_by(struct run *run, const struct job *job, struct str to)
{
	struct str section = arena_printf(job->arena, "feed " STR_FMT, STR_ARG(job->feed->url));
	const struct conf_line *lines;
	int64_t other = 0;
	struct err e;

	if (conf_section(run->o->conf, section.p, &lines) > 0)
		return "it has settings of its own, so move it by hand";
	if (!store_feed_find(run->store, to, &other, &e) || other != 0)
		return "you are subscribed to that already";
	return NULL;
}

/* A feed that has moved for good keeps its history under the new address. */
static void
move_feed(struct run *run, struct job *job)
{
	struct str to = job->answer.http.moved_to;
	const char *kept = kept_by(run, job, to);
	struct err e;

	if (kept == NULL && (!store_feed_move(run->store, job->feed->id, to, &e) ||
	                            !aide_move(run->aide, job->feed->url, to, &e)))
		kept = arena_cstr(job->arena, str_of(e.text));
	job->note = arena_printf(job->arena, "has moved for good to " STR_FMT "%s%s", STR_ARG(to),
	        kept != NULL ? "; " : "", kept != NULL ? kept : "");
	log_line(LOG_INFO, STR_FMT " " STR_FMT, STR_ARG(url_display(job->arena, job->feed->url)),
	        STR_ARG(job->note));
}

static void
store_job(struct run *run, struct job *job)
{
	if (job->request.insecure)
		job->note = STR("was asked without checking its certificate (insecure = yes)");
	job->stored = store_put_answer(run->store, &job->answer, &job->result, &job->error);
	if (!job->stored)
		job->answer.error = str_of(job->error.text);
	else if (job->moved)
		move_feed(run, job);
}

static void
tell_job(struct run *run, const struct job *job)
{
	const struct store_answer *s = &job->answer;
	struct fetch_progress p = { .event = FETCH_FEED_DONE,
		.feed = job->feed->id,
		.url = job->feed->url,
		.error = s->error,
		.note = job->note,
		.status = s->http.status,
		.added = job->result.added,
		.changed = job->result.changed,
		.bytes = job->bytes,
		.milliseconds = job->milliseconds };
	bool failed = s->error.len > 0;

	run->done++;
	run->sum.failed += failed;
	run->sum.auth += s->state == FEED_AUTH;
	run->sum.unchanged += !failed && p.added + p.changed == 0;
	run->sum.added += p.added;
	run->sum.changed += p.changed;
	run->sum.bytes += p.bytes;
	if (failed)
		log_line(LOG_WARNING, STR_FMT ": " STR_FMT, STR_ARG(url_display(job->arena, p.url)),
		        STR_ARG(p.error));
	run_tell(run, &p);
}

/* Stores the batch in one transaction, then tells of it. */
static void
flush(struct feeds *f)
{
	struct run *run = f->run;
	struct job *next;
	bool ok = !run->broken && store_batch_begin(run->store, &run->error);

	for (struct job *job = f->first; ok && job != NULL; job = job->next)
		store_job(run, job);
	ok = ok && store_batch_end(run->store, &run->error);
	run->broken = !ok;
	for (struct job *job = f->first; job != NULL; job = next) {
		next = job->next;
		if (ok)
			tell_job(run, job);
		job_reset(job);
	}
	f->first = NULL;
	f->last = &f->first;
	f->batch_count = 0;
}

static bool
batch_is_ripe(const struct feeds *f)
{
	size_t bytes = 0;

	if (f->batch_count == 0)
		return false;
	for (const struct job *job = f->first; job != NULL; job = job->next)
		bytes += job->held;
	return f->batch_count >= RUN_BATCH_FEEDS || bytes >= RUN_BATCH_BYTES ||
	       clock_mono_ms() - f->batch_since_ms >= RUN_BATCH_MS;
}

/* ---- which feeds, and the loop ---- */

static bool
is_wanted(const struct fetch_options *o, int64_t feed)
{
	if (o->feeds == NULL)
		return true;
	for (size_t i = 0; i < o->feeds_count; i++)
		if (o->feeds[i] == feed)
			return true;
	return false;
}

static bool
is_askable(struct str url)
{
	struct str command, inner;

	return url_is_http(url) || aide_split(url, &command, &inner);
}

static bool
add_jobs(struct feeds *f, struct err *e)
{
	struct run *run = f->run;
	struct store_feed *list = run->feeds;

	for (size_t i = 0; i < run->feeds_count; i++) {
		bool named = run->o->feeds != NULL;
		struct store_http http;

		run_allow_reading(run, conf_feed_key(run->o->conf, list[i].url, "ca-file"));
		if (!is_wanted(run->o, list[i].id) || !is_askable(list[i].url))
			continue;
		if (!store_http_get(run->store, run->arena, list[i].id, &http, e))
			return false;
		if (polite_may_ask(&list[i], &http, run->now, run->o->force, named))
			job_add(f, &list[i], &http);
	}
	return true;
}

/* Turns the loop until all that was added is answered. */
static void
loop(struct feeds *f)
{
	struct run *run = f->run;
	bool more = true;

	while (more && !run->cancelled && !run->broken) {
		more = http_turn(run->http, RUN_BATCH_MS / 2);
		if (batch_is_ripe(f) || !more)
			flush(f);
		http_hold(run->http, f->held > RUN_HELD_MAX);
	}
}

static struct job *
take(struct job **list)
{
	struct job *job = *list;

	if (job != NULL)
		*list = job->next;
	return job;
}

bool
run_feeds(struct run *run, struct err *e)
{
	struct feeds f = { .run = run };
	struct fetch_progress start = { .event = FETCH_STARTED };
	struct job *job;

	f.last = &f.first;
	if (!add_jobs(&f, e))
		return false;
	run_sandbox(run);
	start.total = run->sum.feeds = run->total;
	run_tell(run, &start);
	loop(&f);
	while (!run->cancelled && !run->broken && (job = take(&f.late)) != NULL) {
		http_add(run->http, &job->request);
		loop(&f);
	}
	while (!run->cancelled && !run->broken && (job = take(&f.commands)) != NULL) {
		job_run_command(job);
		flush(&f);
	}
	if (f.batch_count > 0)
		flush(&f);
	if (run->broken)
		*e = run->error;
	return !run->broken;
}
