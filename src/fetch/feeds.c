/* SPDX-License-Identifier: ISC */
/*
 * feeds.c - asks the feeds that are due.  Each is a job: request, bytes into the streaming parser
 * as they arrive, entries kept until the document is whole, verdict, store.  Answers are stored in
 * batches, one short transaction each, so that a reader beside us is never kept waiting; an event
 * is told only after its answer is durable.
 */
#include "run.h"

#include <dateline/url.h>

#include "polite.h"

struct job {
	struct feeds *feeds;
	struct store_feed *feed;
	struct store_http before;
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
	int64_t bytes, milliseconds;
	struct err error;
	struct job *next; /* in the batch */
};

struct feeds {
	struct run *run;
	size_t held;
	struct job *first, **last; /* the batch */
	struct job *commands;      /* whose command is run when the net is done */
	size_t batch_count;
	int64_t batch_since_ms;
};

/* ---- while an answer arrives ---- */

static bool
on_entry(void *user, const struct feed_entry *entry)
{
	struct job *job = user;

	entries_add(&job->entries, entry);
	return true;
}

static void
open_parser(struct job *job, const struct http_answer *answer)
{
	struct feed_options options = { 0 };

	job->arena = arena_create();
	job->entries.arena = job->arena;
	options.url = arena_str(job->arena, answer->url);
	options.content_type = arena_str(job->arena, answer->headers.content_type);
	job->parser = feed_parser_open(&options, on_entry, job);
}

static void
count_held(struct job *job)
{
	size_t used = arena_used(job->arena);

	job->feeds->held += used - job->held;
	job->held = used;
}

static bool
on_body(void *user, struct str bytes, const struct http_answer *so_far)
{
	struct job *job = user;
	bool more;

	if (job->command)
		return buf_add_str(&job->raw, bytes);
	if (job->parser == NULL)
		open_parser(job, so_far);
	more = feed_parser_push(job->parser, bytes);
	count_held(job);
	return more && job->feeds->held <= RUN_HELD_HARD;
}

/* ---- when it is there ---- */

/* What the answer keeps must outlive the transfer. */
static void
keep_strings(struct job *job)
{
	struct store_answer *s = &job->answer;
	struct str *const texts[] = { &s->http.etag, &s->http.last_modified, &s->http.moved_to,
		&s->error };

	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i] = arena_str(job->arena, *texts[i]);
}

/* Ends the document; true when it is a feed. */
static bool
close_parser(struct job *job, const struct http_answer *answer)
{
	bool is_feed;

	if (job->parser == NULL && answer->fault == HTTP_FINE &&
	        (answer->status == 200 || answer->status == 203))
		open_parser(job, answer);
	if (job->parser == NULL)
		return false;
	is_feed = feed_parser_close(job->parser, job->arena, &job->meta, NULL, &job->error);
	job->parser = NULL;
	return is_feed && answer->fault == HTTP_FINE;
}

static void
add_to_batch(struct job *job)
{
	struct feeds *f = job->feeds;

	if (f->batch_count++ == 0)
		f->batch_since_ms = clock_mono_ms();
	job->next = NULL;
	*f->last = job;
	f->last = &job->next;
}

static void
finish(struct job *job, const struct http_answer *answer)
{
	struct feeds *f = job->feeds;
	bool is_feed, overflow = answer->stopped && f->held > RUN_HELD_HARD;
	struct http_answer judged = *answer;
	struct polite_case c = { .now = f->run->now,
		.interval_s = conf_feed_int(f->run->o->conf, job->feed->url, CONF_INTERVAL),
		.url = job->feed->url,
		.before = &job->before,
		.answer = &judged,
		.conditional = job->conditional };

	if (overflow) {
		judged.fault = HTTP_REFUSED;
		judged.error = STR("too many large feeds at once; it will be asked again later");
	}
	is_feed = close_parser(job, &judged);
	if (job->arena == NULL)
		job->arena = arena_create();
	c.meta = is_feed ? &job->meta : NULL;
	c.parse_error = str_of(job->error.text);
	job->moved = polite_judge(job->arena, &c, &job->answer);
	job->answer.feed = job->feed->id;
	job->answer.meta = c.meta;
	job->answer.entries = is_feed ? job->entries.list : NULL;
	job->answer.entries_count = is_feed ? job->entries.count : 0;
	job->bytes = answer->bytes;
	job->milliseconds = answer->milliseconds;
	keep_strings(job);
	count_held(job);
	add_to_batch(job);
}

/* Keeps a copy of an answer beyond its transfer. */
static void
save_answer(struct job *job, const struct http_answer *answer)
{
	struct http_answer *s = &job->saved;
	struct arena *a = job->feeds->run->arena;

	*s = *answer;
	struct str *const texts[] = { &s->url, &s->moved, &s->headers.content_type,
		&s->headers.etag, &s->headers.last_modified, &s->headers.retry_after,
		&s->headers.cache_control, &s->headers.expires, &s->headers.date, &s->headers.age };
	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i] = arena_str(a, *texts[i]);
}

static void
on_done(void *user, const struct http_answer *answer)
{
	struct job *job = user;

	if (!job->command || answer->fault != HTTP_FINE || answer->status != 200) {
		finish(job, answer);
		return;
	}
	save_answer(job, answer);
	job->next = job->feeds->commands;
	job->feeds->commands = job;
}

/* Runs the command of an exec: or filter: feed and parses what it prints. */
static void
run_command(struct job *job)
{
	struct buf out;

	buf_init(&out, AIDE_BYTES_MAX);
	if (aide_command(
	            job->feeds->run->aide, job->feed->url, buf_str(&job->raw), &out, &job->error)) {
		open_parser(job, &job->saved);
		feed_parser_push(job->parser, buf_str(&out));
		job->saved.status = 200;
		job->saved.bytes = (int64_t)out.len;
	} else {
		job->saved.fault = HTTP_BROKEN;
		job->saved.error = str_of(job->error.text);
	}
	finish(job, &job->saved);
	buf_free(&out);
	buf_free(&job->raw);
}

/* ---- storing ---- */

/* A feed that has moved for good keeps its history under the new address; one that is subscribed
 * there already is left alone. */
static void
move_feed(struct run *run, struct job *job)
{
	struct str to = job->answer.http.moved_to;
	int64_t other = 0;
	struct err e;

	if (!store_feed_find(run->store, to, &other, &e) || other != 0)
		return;
	if (!store_feed_move(run->store, job->feed->id, to, &e)) {
		log_line(LOG_WARNING, STR_FMT ": %s", STR_ARG(job->feed->url), e.text);
		return;
	}
	if (!aide_move(run->aide, job->feed->url, to, &e))
		log_line(LOG_WARNING, STR_FMT ": %s", STR_ARG(job->feed->url), e.text);
	log_line(LOG_INFO, STR_FMT " has moved for good to " STR_FMT, STR_ARG(job->feed->url),
	        STR_ARG(to));
}

static void
store_job(struct run *run, struct job *job)
{
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
		log_line(LOG_WARNING, STR_FMT ": " STR_FMT, STR_ARG(p.url), STR_ARG(p.error));
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
		f->held -= job->held;
		arena_destroy(job->arena);
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
fail_early(struct job *job)
{
	const struct http_answer none = { .fault = HTTP_REFUSED, .error = str_of(job->error.text) };

	finish(job, &none);
	return false;
}

/* A feed may be an address, a command, or a command that filters what an address gives. */
static bool
set_up_request(struct job *job, const struct store_http *http, struct http_request *r)
{
	struct run *run = job->feeds->run;
	struct str command, url = job->feed->url;

	job->command = aide_split(job->feed->url, &command, &url);
	if (!job->command)
		url = job->feed->url;
	settings_request(run->arena, run->o->conf, job->feed->url, url, r);
	if (!settings_password(run->arena, run->o->conf, job->feed->url, run->aide, r, &job->error))
		return fail_early(job);
	buf_init(&job->raw, (size_t)r->max_bytes);
	r->etag = http->etag;
	r->last_modified = http->last_modified;
	r->body = on_body;
	r->done = on_done;
	r->data = job;
	return true;
}

/* Puts the question of one feed into its line.  One whose settings are wrong fails here. */
static void
add_job(struct feeds *f, struct store_feed *feed, const struct store_http *http)
{
	struct run *run = f->run;
	struct job *job = arena_alloc(run->arena, sizeof(*job));
	struct http_request r;

	job->feeds = f;
	job->feed = feed;
	job->before = *http;
	job->conditional = http->etag.len > 0 || http->last_modified.len > 0;
	run->total++;
	if (!set_up_request(job, http, &r))
		return;
	if (r.url.len > 0) {
		http_add(run->http, &r);
		return;
	}
	job->next = f->commands;
	f->commands = job;
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
	struct store_feed *list;
	size_t count;

	if (!store_feeds(run->store, run->arena, &list, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		bool named = run->o->feeds != NULL;
		struct store_http http;

		if (!is_wanted(run->o, list[i].id) || !is_askable(list[i].url))
			continue;
		if (!store_http_get(run->store, run->arena, list[i].id, &http, e))
			return false;
		if (polite_may_ask(&list[i], &http, run->now, run->o->force, named))
			add_job(f, &list[i], &http);
	}
	return true;
}

bool
run_feeds(struct run *run, struct err *e)
{
	struct feeds f = { .run = run };
	struct fetch_progress start = { .event = FETCH_STARTED };
	bool more = true;

	f.last = &f.first;
	if (!add_jobs(&f, e))
		return false;
	run_sandbox(run);
	start.total = run->sum.feeds = run->total;
	run_tell(run, &start);
	while (more && !run->cancelled && !run->broken) {
		more = http_turn(run->http, RUN_BATCH_MS / 2);
		if (batch_is_ripe(&f) || !more)
			flush(&f);
		http_hold(run->http, f.held > RUN_HELD_MAX);
	}
	for (struct job *job = f.commands, *next; job != NULL; job = next) {
		next = job->next;
		if (run->cancelled || run->broken)
			break;
		run_command(job);
		flush(&f);
	}
	if (f.batch_count > 0)
		flush(&f);
	if (run->broken)
		*e = run->error;
	return !run->broken;
}
