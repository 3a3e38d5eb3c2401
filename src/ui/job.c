/* SPDX-License-Identifier: ISC */
/*
 * job.c - children in the background: `dateline fetch`, whose progress comes as JSON lines on a
 * pipe, and other subcommands (add, import), whose last line of output becomes a message.  The
 * screen never waits for them.
 */
#include "feeds.h"
#include "undo.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dateline/progress.h>

#define ARGUMENTS_MAX 64
#define PROGRESS_FD 3
#define FOLLOWED_TOLD_MAX 99 /* articles of followed stories that are counted */
#define FETCH_NICE 10 /* keys are answered first */

static struct job *
free_job(struct app *app)
{
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (app->jobs[i].pid == 0)
			return &app->jobs[i];
	return NULL;
}

bool
job_fetching(const struct app *app)
{
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (app->jobs[i].pid != 0 && app->jobs[i].kind == JOB_FETCH)
			return true;
	return false;
}

/* In the child: its pipe, no terminal, a process group of its own so that ^C reaches only whom we
 * say. */
static void
become(const char *program, char *const *argv, int fd, enum job_kind kind)
{
	int null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	if (kind == JOB_FETCH && nice(FETCH_NICE) < 0) {
		/* then it runs as we do */
	}
	dup2(null, STDIN_FILENO);
	dup2(kind == JOB_FETCH ? null : fd, STDOUT_FILENO);
	dup2(kind == JOB_FETCH ? null : fd, STDERR_FILENO);
	if (kind == JOB_FETCH && fd != PROGRESS_FD)
		dup2(fd, PROGRESS_FD);
	else if (kind == JOB_FETCH)
		fcntl(fd, F_SETFD, 0);
	execvp(program, argv);
	_exit(127);
}

static bool
start(struct app *app, enum job_kind kind, const char *what, char *const *argv)
{
	struct job *j = free_job(app);
	struct err ignored;
	int ends[2];
	pid_t pid;

	if (j == NULL) {
		app_say(app, "too much is running already; ^C stops it");
		return false;
	}
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	pid = run_fork();
	if (pid == 0)
		become(app->o->program, argv, ends[1], kind);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		app_complain(app, "cannot start %s: %s", what, strerror(errno));
		return false;
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	*j = (struct job){ .pid = pid, .kind = kind, .fd = ends[0] };
	snprintf(j->what, sizeof(j->what), "%s", what);
	if (kind == JOB_FETCH && !store_last_article(app->o->store, &j->last, &ignored))
		j->last = 0;
	buf_init(&j->output, JOB_OUTPUT_MAX);
	return true;
}

static bool
can_start(struct app *app)
{
	if (app->o->store_path != NULL && app->o->program != NULL)
		return true;
	app_say(app, "nothing is fetched here: this edition is not kept");
	return false;
}

bool
job_fetch(struct app *app, const char *const *arguments)
{
	const char *argv[ARGUMENTS_MAX] = { app->o->program, "fetch", "--quiet", "--progress-fd",
		"3" };
	int n = 5;

	if (!can_start(app))
		return false;
	if (job_fetching(app)) {
		app_say(app, "feeds are being asked already; ^C stops it");
		return false;
	}
	for (; *arguments != NULL && n < ARGUMENTS_MAX - 1; arguments++)
		argv[n++] = *arguments;
	return start(app, JOB_FETCH, "asking feeds", (char *const *)argv);
}

bool
job_full_text(struct app *app, int64_t article)
{
	const char *arguments[] = { "--full-text",
		arena_printf(app->scratch, "%lld", (long long)article).p, NULL };

	if (!job_fetch(app, arguments))
		return false;
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (app->jobs[i].pid != 0 && app->jobs[i].kind == JOB_FETCH)
			app->jobs[i].article = article;
	return true;
}

/* The list of feeds as it was; the child may write it at once, but not before it has asked the
 * net. */
static void
keep_urls(struct app *app, struct job *j)
{
	struct err e;

	if (app->o->paths == NULL ||
	        !file_read(app->o->paths->urls_file, URLS_FILE_MAX, &j->urls, &e))
		buf_init(&j->urls, 1);
}

bool
job_command(struct app *app, const char *what, const char *const *arguments)
{
	const char *argv[ARGUMENTS_MAX] = { app->o->program };
	int n = 1;

	if (!can_start(app))
		return false;
	for (; *arguments != NULL && n < ARGUMENTS_MAX - 1; arguments++)
		argv[n++] = *arguments;
	if (!start(app, JOB_COMMAND, what, (char *const *)argv))
		return false;
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (app->jobs[i].pid != 0 && app->jobs[i].kind == JOB_COMMAND &&
		        app->jobs[i].urls.max == 0)
			keep_urls(app, &app->jobs[i]);
	return true;
}

/* ---- what they say ---- */
static void
take_progress(struct app *app, struct job *j, struct str line)
{
	struct fetch_progress p;

	if (!fetch_progress_parse(app->scratch, line, &p))
		return;
	if (p.event == FETCH_FEED_DONE || p.event == FETCH_STARTED) {
		j->done = p.done;
		j->total = p.total;
	}
	if (p.event == FETCH_FEED_DONE) {
		j->added += p.added;
		j->bytes += p.bytes;
		j->failed += p.error.len > 0;
		if (p.note.len > 0)
			notes_add(&app->notes, NOTE_INFO, 0, STR_FMT ": " STR_FMT, STR_ARG(p.url),
			        STR_ARG(p.note));
		if (p.error.len > 0)
			notes_add(&app->notes, NOTE_WARNING, 0, STR_FMT ": " STR_FMT,
			        STR_ARG(p.url), STR_ARG(p.error));
	}
	if (p.event == FETCH_JOB_DONE)
		j->pages = p.done;
	if (p.event == FETCH_FEED_DONE || p.event == FETCH_JOB_DONE || p.event == FETCH_FINISHED)
		app->store_dirty = true;
}

static void
take_lines(struct app *app, struct job *j)
{
	struct str rest = buf_str(&j->output);
	size_t used = 0;

	if (j->kind != JOB_FETCH)
		return;
	for (;;) {
		ptrdiff_t end = str_chr(str_sub(rest, used, rest.len), '\n');
		if (end < 0)
			break;
		take_progress(app, j, str_sub(rest, used, used + (size_t)end));
		used += (size_t)end + 1;
	}
	memmove(j->output.p, j->output.p + used, rest.len - used);
	j->output.len -= used;
	if (j->output.full) /* a line longer than any of ours: not one of ours */
		buf_reset(&j->output);
}

static struct str
last_line(struct str text)
{
	struct str last = STR("");

	while (text.p != NULL) {
		struct str line = str_trim(str_split(&text, '\n'));
		if (line.len > 0)
			last = line;
	}
	return last;
}

/* How many articles the job brought to stories that are followed, with the newest one's title. */
static int64_t
followed_news(struct app *app, const struct job *j, struct str *title)
{
	struct store_query q = { .text = STR("is:followed"),
		.unread_only = true,
		.after = j->last,
		.order = STORE_NEWEST,
		.limit = FOLLOWED_TOLD_MAX };
	struct store_item *items;
	size_t count;
	struct err e;

	if (j->last == 0 || j->added == 0 ||
	        !store_list(app->o->store, app->scratch, &q, &items, &count, &e))
		return 0;
	*title = count > 0 ? items[0].title : STR("");
	return (int64_t)count;
}

/* "2 in stories you follow: Dam reopens; 14 new articles" */
static struct str
news_text(struct app *app, const struct job *j)
{
	struct str title,
	        all = arena_printf(app->scratch, "%lld new articles", (long long)j->added);
	int64_t followed = followed_news(app, j, &title);

	if (followed == 0)
		return strcmp(conf_str(app->o->conf, CONF_NOTIFY_OF), "followed") == 0 ? STR("")
		                                                                       : all;
	return arena_printf(app->scratch, "%lld in stories you follow: " STR_FMT "; " STR_FMT,
	        (long long)followed, STR_ARG(title), STR_ARG(all));
}

/* The setting: nothing, a bell, the terminal's own notification, or a command. */
static void
notify(struct app *app, const struct job *j)
{
	const char *how = conf_str(app->o->conf, CONF_NOTIFY);
	struct str text;
	struct run_words w = { 0 };
	struct err e;

	if (how[0] == '\0' || j->added == 0 || app->screen == NULL)
		return;
	text = w.title = news_text(app, j);
	if (text.len == 0)
		return;
	if (strcmp(how, "bell") == 0)
		screen_bell(app->screen);
	else if (strcmp(how, "osc") == 0)
		screen_notify(app->screen, text);
	else if (!run_template(app, how, &w, false, &e))
		app_fail(app, &e);
}

/* How it went with the page that was asked for. */
static void
tell_page(struct app *app, int64_t article)
{
	struct store_article art;
	struct err e;

	store_changed(app->o->store);
	if (!store_article(app->o->store, app->scratch, article, &art, &e))
		app_fail(app, &e);
	else if (art.error.len > 0)
		app_complain(app, "no full text: " STR_FMT, STR_ARG(art.error));
	else
		app_say(app, art.html_is_page ? "the full text is here"
		                              : "the page has no more than the feed");
}

static void
fetch_ended(struct app *app, const struct job *j)
{
	int64_t followed;
	struct str title;

	notify(app, j);
	followed = followed_news(app, j, &title);
	if (j->cancelled)
		app_say(app, "stopped after %lld of %lld feeds", (long long)j->done,
		        (long long)j->total);
	else if (j->failed > 0)
		app_say(app, "%lld new; %lld of %lld feeds failed - gl tells why",
		        (long long)j->added, (long long)j->failed, (long long)j->total);
	else if (j->article != 0)
		tell_page(app, j->article);
	else if (j->total == 0)
		app_say(app, "done");
	else if (followed > 0)
		app_say(app, "%lld new, %lld in stories you follow: " STR_FMT, (long long)j->added,
		        (long long)followed, STR_ARG(title));
	else
		app_say(app, "%lld new from %lld feed%s", (long long)j->added, (long long)j->total,
		        j->total == 1 ? "" : "s");
}

/* A list of feeds that the command has changed can be taken back. */
static bool
note_undo(struct app *app, const struct job *j)
{
	struct undo_step step = {
		.kind = UNDO_URLS, .value = buf_str(&j->urls), .name = STR("the subscription")
	};
	struct buf now;
	struct err e;
	bool changed;

	if (app->o->paths == NULL || app->o->reload_urls == NULL ||
	        !file_read(app->o->paths->urls_file, URLS_FILE_MAX, &now, &e))
		return false;
	changed = !str_eq(buf_str(&now), buf_str(&j->urls));
	step.number = (int64_t)hash_str(buf_str(&now));
	if (step.value.p == NULL)
		step.value = STR("");
	if (changed)
		undo_note(app, &step);
	buf_free(&now);
	return changed;
}

static void
command_ended(struct app *app, const struct job *j, int status)
{
	struct str all = buf_str(&j->output), line = last_line(all);
	const char *fetch_new[] = { NULL };

	if (status != 0 && offer_read(app, all))
		return;

	for (struct str rest = all; rest.p != NULL && status != 0;) {
		struct str one = str_split(&rest, '\n');
		if (one.len > 0 && one.p != all.p) /* the first is complained of below */
			notes_add(&app->notes, NOTE_WARNING, 0, STR_FMT, STR_ARG(one));
	}
	if (status != 0) {
		struct str first = all;
		first = str_split(&first, '\n');
		app_complain(app, STR_FMT "%s", STR_ARG(first.len > 0 ? first : STR("it failed")),
		        str_chr(all, '\n') + 1 < (ptrdiff_t)all.len ? " - gl tells more" : "");
		return;
	}
	app_say(app, STR_FMT "%s", STR_ARG(line), note_undo(app, j) ? " - U undoes" : "");
	if (app->o->reload_urls != NULL) {
		struct err e;
		if (!app->o->reload_urls(app->o->user, &app->notes, &e))
			app_fail(app, &e);
	}
	if (!job_fetching(app))
		job_fetch(app, fetch_new);
}

static void
end(struct app *app, struct job *j)
{
	int status = 0;
	struct job ended;

	close(j->fd);
	waitpid(j->pid, &status, 0);
	ended = *j;
	*j = (struct job){ .fd = -1 };
	app->store_dirty = true;
	if (ended.kind == JOB_FETCH)
		fetch_ended(app, &ended);
	else
		command_ended(app, &ended, WIFEXITED(status) ? WEXITSTATUS(status) : 1);
	buf_free(&ended.output);
	buf_free(&ended.urls);
}

void
job_read(struct app *app, struct job *j)
{
	char bytes[8192];
	ssize_t n;

	while ((n = read(j->fd, bytes, sizeof(bytes))) > 0) {
		buf_add(&j->output, bytes, (size_t)n);
		take_lines(app, j);
	}
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		end(app, j);
}

void
job_cancel_all(struct app *app)
{
	bool any = false;

	for (size_t i = 0; i < JOBS_MAX; i++)
		if (app->jobs[i].pid != 0) {
			app->jobs[i].cancelled = any = true;
			kill(-app->jobs[i].pid, SIGTERM);
			kill(app->jobs[i].pid, SIGTERM);
		}
	if (!any)
		app_say(app, "nothing is running - Q leaves");
}

void
job_stop_all(struct app *app)
{
	for (size_t i = 0; i < JOBS_MAX; i++) {
		struct job *j = &app->jobs[i];
		if (j->pid == 0)
			continue;
		kill(-j->pid, SIGTERM);
		kill(j->pid, SIGTERM);
		close(j->fd);
		waitpid(j->pid, NULL, 0);
		buf_free(&j->output);
		buf_free(&j->urls);
		*j = (struct job){ .fd = -1 };
	}
}
