/* SPDX-License-Identifier: ISC */
/*
 * cmd_fetch.c - `dateline fetch [URL...]`: refreshes the feeds, fetches full text, analyses.  The
 * reader starts this as its child; cron and tests run the same.  One line per feed that failed.
 */
#include "cli.h"
#include "context.h"
#include "options.h"

#include <dateline/fetch.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES_MAX (64 * 1024) /* of one event as JSON */

struct fetch_flags {
	bool quiet, json, verbose, force, no_analyse, no_full_text, no_sandbox;
	const char *progress_fd, *full_text, *page_pause;
};

struct listener {
	const struct fetch_flags *flags;
	int fd; /* of --progress-fd, or -1 */
};

static bool
write_all(int fd, struct str s)
{
	while (s.len > 0) {
		ssize_t n = write(fd, s.p, s.len);

		if (n < 0)
			return false;
		s = str_sub(s, (size_t)n, s.len);
	}
	return true;
}

/* A line for people: what failed, or what else they should know. */
static void
print_line(const struct fetch_progress *p, struct str words)
{
	struct arena *a = arena_create();
	struct url parts;
	/* A password in an address is not for the screen. */
	bool has_user = url_parse(p->url, &parts) && parts.user.len > 0;
	struct str url = has_user ? url_display(a, p->url) : p->url;

	fprintf(stderr, STR_FMT ": " STR_FMT "\n", STR_ARG(text_safe(a, url, TEXT_SAFE_LINE)),
	        STR_ARG(text_safe(a, words, TEXT_SAFE_LINE)));
	arena_destroy(a);
}

static bool
on_progress(void *user, const struct fetch_progress *p)
{
	struct listener *l = user;
	bool ok = true;
	struct buf b;

	buf_init(&b, LINE_BYTES_MAX);
	fetch_progress_json(&b, p);
	if (l->flags->json) {
		fwrite(b.p, 1, b.len, stdout);
		fflush(stdout);
	}
	if (l->fd >= 0)
		ok = write_all(l->fd, buf_str(&b));
	buf_free(&b);
	if (p->error.len > 0 && !l->flags->quiet)
		print_line(p, p->error);
	if (p->note.len > 0 && !l->flags->quiet)
		print_line(p, p->note);
	return ok;
}

/* The feeds named on the command line. */
static bool
find_feeds(struct context *c, int argc, char **argv, struct fetch_options *o, struct err *e)
{
	int64_t *ids = arena_array(c->arena, (size_t)argc + 1, sizeof(*ids));

	for (int i = 0; i < argc; i++) {
		if (!store_feed_find(c->store, str_of(argv[i]), &ids[i], e))
			return false;
		if (ids[i] == 0)
			return err_set(e, ERR_USAGE, "you are not subscribed to %s", argv[i]);
	}
	o->feeds = argc > 0 ? ids : NULL;
	o->feeds_count = (size_t)argc;
	return true;
}

/* --full-text ID[,ID...] */
static bool
read_full_text(struct context *c, const char *text, struct fetch_options *o, struct err *e)
{
	struct str rest = str_of(text);
	int64_t *ids = arena_array(c->arena, rest.len + 1, sizeof(*ids));

	while (rest.p != NULL) {
		struct str word = str_split(&rest, ',');

		if (!str_to_i64(word, &ids[o->full_text_count]))
			return err_set(e, ERR_USAGE, "--full-text takes numbers of articles");
		o->full_text_count++;
	}
	o->full_text = ids;
	return true;
}

static bool
set_up(struct context *c, const struct fetch_flags *flags, int argc, char **argv,
        struct fetch_options *o, struct listener *l, struct err *e)
{
	int64_t fd = -1, pause_ms = 0;

	if (flags->progress_fd != NULL &&
	        (!str_to_i64(str_of(flags->progress_fd), &fd) || fd < 0 || fd > 1023))
		return err_set(e, ERR_USAGE, "--progress-fd takes the number of an open file");
	if (flags->page_pause != NULL &&
	        (!str_to_i64(str_of(flags->page_pause), &pause_ms) || pause_ms < 0))
		return err_set(e, ERR_USAGE, "--page-pause takes milliseconds");
	*l = (struct listener){ .flags = flags, .fd = (int)fd };
	*o = (struct fetch_options){ .store_path = c->paths.store_file,
		.urls_path = c->paths.urls_file,
		.conf = c->conf,
		.model = c->model,
		.force = flags->force || argc > 0,
		.analyse = !flags->no_analyse,
		.pages = !flags->no_full_text && flags->full_text == NULL,
		.page_pause_ms = flags->page_pause != NULL && pause_ms == 0 ? -1 : pause_ms,
		.sandbox = !flags->no_sandbox,
		.progress = on_progress,
		.user = l };
	if (!read_full_text(c, flags->full_text, o, e) || !find_feeds(c, argc, argv, o, e))
		return false;
	store_close(c->store); /* fetch_run opens its own */
	c->store = NULL;
	return true;
}

static int
exit_status(const struct fetch_summary *sum)
{
	if (sum->failed == 0)
		return 0;
	return sum->auth == sum->failed ? ERR_AUTH : ERR_FEEDS;
}

static void
print_summary(const struct fetch_flags *flags, const struct fetch_summary *sum)
{
	if (!flags->quiet && !flags->json)
		printf("%lld feed%s asked, %lld failed, %lld new article%s, %lld changed\n",
		        (long long)sum->feeds, sum->feeds == 1 ? "" : "s", (long long)sum->failed,
		        (long long)sum->added, sum->added == 1 ? "" : "s", (long long)sum->changed);
}

int
cmd_fetch(int argc, char **argv)
{
	struct fetch_flags flags = { 0 };
	const struct cli_option options[] = { { "quiet", &flags.quiet, NULL },
		{ "json", &flags.json, NULL }, { "verbose", &flags.verbose, NULL },
		{ "force", &flags.force, NULL }, { "no-analyse", &flags.no_analyse, NULL },
		{ "no-full-text", &flags.no_full_text, NULL },
		{ "no-sandbox", &flags.no_sandbox, NULL },
		{ "progress-fd", NULL, &flags.progress_fd },
		{ "full-text", NULL, &flags.full_text },
		{ "page-pause", NULL, &flags.page_pause } };
	struct context c;
	struct fetch_options o;
	struct fetch_summary sum;
	struct listener listener;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	log_to_stderr(flags.verbose, LOG_DEBUG);
	if (!context_open(&c, CONTEXT_FOLDERS | CONTEXT_STORE | CONTEXT_MODEL, &e) ||
	        !set_up(&c, &flags, argc, argv, &o, &listener, &e) || !fetch_run(&o, &sum, &e)) {
		status = cli_fail("fetch", &e);
	} else {
		struct store_rule *rules;
		size_t rules_count;

		fetch_rules(c.arena, c.conf, &c.notes, &rules, &rules_count);
		context_warn(&c);
		print_summary(&flags, &sum);
		status = exit_status(&sum);
	}
	context_close(&c);
	return status;
}
