/* SPDX-License-Identifier: ISC */
/*
 * job.c - one feed: request, bytes into the streaming parser as they arrive, entries kept until the
 * document is whole, verdict, batch.  An exec: or filter: feed gets its bytes from a command
 * instead, when the net is done.
 */
#include "job.h"

#include <dateline/text.h>

#include "polite.h"

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
	size_t used = entries_bytes(&job->entries);

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
	job->overflow = job->feeds->held > RUN_HELD_HARD;
	return more && !job->overflow;
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
	s->error = text_safe(job->arena, s->error, TEXT_SAFE_LINE);
}

static bool
has_warning(const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		if (notes->list[i].severity != NOTE_INFO)
			return true;
	return false;
}

/* Ends the document; true when it is a feed.  One that is broken and has no entry is none: an empty
 * feed is well possible, but it would be whole. */
static bool
close_parser(struct job *job, const struct http_answer *answer)
{
	struct notes notes;
	bool is_feed;

	if (job->parser == NULL && answer->fault == HTTP_FINE &&
	        (answer->status == 200 || answer->status == 203))
		open_parser(job, answer);
	if (job->parser == NULL)
		return false;
	notes_init(&notes, job->arena);
	is_feed = feed_parser_close(job->parser, job->arena, &job->meta, &notes, &job->error);
	job->parser = NULL;
	if (is_feed && job->entries.count == 0 && has_warning(&notes))
		is_feed = err_set(&job->error, ERR_FAIL, "a broken document");
	return is_feed && answer->fault == HTTP_FINE;
}

void
job_reset(struct job *job)
{
	struct arena *ignored = arena_create();
	struct err e;

	if (job->parser != NULL)
		feed_parser_close(job->parser, ignored, &job->meta, NULL, &e);
	arena_destroy(ignored);
	job->feeds->held -= job->held;
	job->held = 0;
	entries_free(&job->entries);
	arena_destroy(job->arena);
	job->parser = NULL;
	job->arena = job->entries.arena = NULL;
	job->overflow = false;
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
	bool is_feed;
	struct http_answer judged = *answer;
	struct polite_case c = { .now = f->run->now,
		.interval_s = conf_feed_int(f->run->o->conf, job->feed->url, CONF_INTERVAL),
		.url = job->feed->url,
		.before = &job->before,
		.answer = &judged,
		.conditional = job->conditional };

	if (job->overflow) {
		judged.fault = HTTP_REFUSED;
		judged.error = STR("it has more entries than can be held in memory");
	}
	is_feed = close_parser(job, &judged);
	if (job->arena == NULL)
		job->arena = arena_create();
	job->entries.arena = job->arena;
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

/* There was no memory for it beside the others: it is asked again when they are done. */
static void
put_off(struct job *job)
{
	struct feeds *f = job->feeds;

	job_reset(job);
	job->late = true;
	job->next = f->late;
	f->late = job;
}

static void
on_done(void *user, const struct http_answer *answer)
{
	struct job *job = user;

	if (job->overflow && !job->late) {
		put_off(job);
		return;
	}
	if (!job->command || answer->fault != HTTP_FINE || answer->status != 200) {
		finish(job, answer);
		return;
	}
	save_answer(job, answer);
	job->next = job->feeds->commands;
	job->feeds->commands = job;
}

void
job_run_command(struct job *job)
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

/* ---- asking ---- */

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

void
job_add(struct feeds *f, struct store_feed *feed, const struct store_http *http)
{
	struct run *run = f->run;
	struct job *job = arena_alloc(run->arena, sizeof(*job));

	job->feeds = f;
	job->feed = feed;
	job->before = *http;
	job->conditional = http->etag.len > 0 || http->last_modified.len > 0;
	run->total++;
	if (!set_up_request(job, http, &job->request))
		return;
	if (job->request.url.len > 0) {
		http_add(run->http, &job->request);
		return;
	}
	job->next = f->commands;
	f->commands = job;
}
