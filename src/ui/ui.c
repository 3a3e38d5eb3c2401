/* SPDX-License-Identifier: ISC */
/*
 * ui.c - the one loop: it waits for the terminal, the children's pipes, signals and timers, and
 * draws what changed. With DATELINE_IDLE_FD=N in the environment it writes a byte to N whenever all
 * that came in is handled and drawn, so that tests need not sleep.
 */
#include <dateline/ui.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "bidi.h"

#define RELOAD_MS 250         /* at most so often while a child fetches */
#define FOREIGN_CHECK_MS 2000 /* other processes' commits are looked for */
#define SYNC_MS 500           /* without a key, and what was marked goes to the disk */

/* The handler's way to the loop; like the screen's restore, it must be global. */
static int signal_pipe = -1;

static void
on_signal(int number)
{
	int saved = errno;
	char byte = (char)number;

	if (write(signal_pipe, &byte, 1) < 0) {
		/* full: the loop will wake anyway */
	}
	errno = saved;
}

struct loop {
	struct app app;
	struct input input;
	int signals; /* read end */
	int idle_fd;
	int64_t reloaded, checked, refreshed;
	bool suspended;
};

static const int numbers[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT };

static bool
catch_signals(struct loop *l, struct err *e)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return err_errno(e, "cannot make a pipe");
	l->signals = ends[0];
	signal_pipe = ends[1];
	for (size_t i = 0; i < COUNT(numbers); i++) {
		struct sigaction sa = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
		sigemptyset(&sa.sa_mask);
		sigaction(numbers[i], &sa, NULL);
	}
	return true;
}

static void
release_signals(struct loop *l)
{
	for (size_t i = 0; i < COUNT(numbers); i++)
		signal(numbers[i], SIG_DFL);
	close(l->signals);
	close(signal_pipe);
	signal_pipe = -1;
}

static void
resize(struct loop *l)
{
	int rows, cols;

	screen_size(l->app.screen, &rows, &cols);
	canvas_resize(&l->app.canvas, rows, cols);
}

static void
take_signals(struct loop *l)
{
	char bytes[64];
	ssize_t n = read(l->signals, bytes, sizeof(bytes));

	for (ssize_t i = 0; i < n; i++) {
		struct call none = { 0 };
		switch (bytes[i]) {
		case SIGWINCH: resize(l); break;
		case SIGINT: act_cancel(&l->app, &none); break;
		case SIGTSTP: act_suspend(&l->app, &none); break;
		case SIGCONT: screen_forget(l->app.screen); break;
		default: act_quit(&l->app, &none); break; /* TERM, HUP */
		}
	}
}

/* The theme "auto" follows the background, once the terminal has told it. */
static void
take_ground(struct loop *l, bool light)
{
	struct app *app = &l->app;

	screen_set_light(app->screen, light);
	theme_load(&app->theme, app->o->conf, screen_colors(app->screen), light, NULL);
}

static void
take_events(struct loop *l, bool waited)
{
	struct event ev;

	while (!l->app.quit && input_next(&l->input, waited, &ev))
		switch (ev.kind) {
		case EVENT_KEY: app_key(&l->app, ev.key); break;
		case EVENT_PASTE: app_paste(&l->app, ev.paste); break;
		case EVENT_MOUSE: app_mouse(&l->app, ev.mouse, ev.row, ev.col); break;
		case EVENT_FOCUS: l->checked = 0; break;
		case EVENT_GROUND: take_ground(l, ev.light); break;
		case EVENT_NONE: break;
		}
}

/* ---- timers ---- */
/* What was committed by a child or by others is shown, but not more often than the eye can follow.
 */
static bool
reload_changed(struct loop *l, int64_t now)
{
	struct app *app = &l->app;
	bool changed = false;

	if (app->store_dirty) {
		if (now - l->reloaded < RELOAD_MS)
			return false;
		l->reloaded = now;
		app->store_dirty = false;
		store_changed(app->o->store);
		changed = true;
	} else if (now - l->checked >= FOREIGN_CHECK_MS) {
		l->checked = now;
		changed = !app->o->temporary && store_changed(app->o->store);
	}
	if (changed)
		app_changed(app);
	return changed;
}

static void
refresh_by_itself(struct loop *l, int64_t now)
{
	int64_t every = conf_int(l->app.o->conf, CONF_REFRESH) * 1000;
	const char *due_only[] = { NULL };

	if (every == 0 || now - l->refreshed < every || l->app.o->store_path == NULL)
		return;
	l->refreshed = now;
	if (!job_fetching(&l->app))
		job_fetch(&l->app, due_only);
}

static int
timeout_of(const struct loop *l, int64_t now)
{
	int64_t wait = -1;

	if (input_pending(&l->input))
		return INPUT_ESCAPE_MS;
	if (l->app.late.count > 0)
		wait = LATE_RETRY_MS;
	else if (l->app.store_dirty)
		wait = RELOAD_MS - (now - l->reloaded);
	else if (!store_is_synced(l->app.o->store))
		wait = SYNC_MS;
	else if (!l->app.o->temporary)
		wait = FOREIGN_CHECK_MS;
	return wait < 0 && l->app.store_dirty ? 0 : (int)wait;
}

/* Nobody types: what was shown as done is made to outlive a loss of power. */
static bool
rest(struct loop *l)
{
	struct err e;

	app_settle(&l->app);
	if (l->app.late.count > 0 || store_sync(l->app.o->store, &e))
		return true;
	app_fail(&l->app, &e);
	return false;
}

/* ---- the loop ---- */
static void
say_idle(const struct loop *l)
{
	if (l->idle_fd >= 0 && !input_pending(&l->input) && write(l->idle_fd, ".", 1) < 0) {
		/* the test has gone */
	}
}

static void
draw(struct loop *l)
{
	struct app *app = &l->app;

	app_draw(app);
	if (app->top != NULL && conf_bool(app->o->conf, CONF_TITLE)) {
		struct selection s;
		struct str title = STR("dateline");
		if (app->top->view == &view_reader && app_selection(app, &s))
			title = arena_printf(
			        app->canvas.arena, STR_FMT " - dateline", STR_ARG(s.title));
		screen_title(app->screen, title);
	}
	screen_flush(app->screen, &app->canvas, &app->theme);
}

static size_t
fill_polls(const struct loop *l, struct pollfd *fds)
{
	fds[0] = (struct pollfd){ .fd = screen_fd(l->app.screen), .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = l->signals, .events = POLLIN };
	for (size_t i = 0; i < JOBS_MAX; i++)
		fds[2 + i] = (struct pollfd){ .fd = l->app.jobs[i].fd, .events = POLLIN };
	return 2 + JOBS_MAX;
}

static void
take_jobs(struct loop *l, const struct pollfd *fds)
{
	for (size_t i = 0; i < JOBS_MAX; i++)
		if (l->app.jobs[i].pid != 0 && l->app.jobs[i].fd == fds[2 + i].fd &&
		        fds[2 + i].revents != 0)
			job_read(&l->app, &l->app.jobs[i]);
}

static void
turn(struct loop *l)
{
	struct pollfd fds[2 + JOBS_MAX];
	size_t count = fill_polls(l, fds);
	int64_t now = clock_mono_ms();
	bool waited = input_pending(&l->input);
	int n = poll(fds, (nfds_t)count, timeout_of(l, now));

	if (n < 0 && errno != EINTR) {
		l->app.quit = true;
		return;
	}
	if (n > 0 && fds[1].revents != 0)
		take_signals(l);
	if (n > 0 && fds[0].revents != 0 && !screen_read(l->app.screen, &l->input))
		act_quit(&l->app, &(struct call){ 0 });
	take_events(l, n == 0);
	if (n > 0)
		take_jobs(l, fds);
	now = clock_mono_ms();
	refresh_by_itself(l, now);
	if (!reload_changed(l, now) && n == 0 && !waited && rest(l))
		return;
	if (l->app.quit)
		return;
	draw(l);
	app_settle(&l->app);
	if (!input_pending(&l->input) && l->app.top->view->later != NULL &&
	        l->app.top->view->later(&l->app, l->app.top))
		draw(l);
	say_idle(l);
}

static int
idle_fd_of_environment(void)
{
	const char *value = getenv("DATELINE_IDLE_FD");
	int64_t fd;

	if (value == NULL || !str_to_i64(str_of(value), &fd) || fd < 3 || fd > 1023)
		return -1;
	fcntl((int)fd, F_SETFD, FD_CLOEXEC);
	return (int)fd;
}

static void
start(struct loop *l, const struct ui_options *o)
{
	struct app *app = &l->app;
	const struct input_sequence *sequences;
	size_t count;

	sequences = screen_sequences(app->screen, &count);
	input_init(&l->input, sequences, count);
	l->input.asked = screen_asks_ground(app->screen);
	app->canvas.ascii |= !screen_is_utf8(app->screen);
	theme_load(&app->theme, o->conf, screen_colors(app->screen), screen_is_light(app->screen),
	        NULL);
	resize(l);
	app_start(app);
	l->checked = l->refreshed = clock_mono_ms();
	store_changed(o->store);
	if (conf_bool(o->conf, CONF_ON_START) && o->store_path != NULL) {
		const char *due_only[] = { NULL };
		job_fetch(app, due_only);
	}
}

bool
ui_run(const struct ui_options *o, struct err *e)
{
	const char *links = conf_str(o->conf, CONF_HYPERLINKS);
	struct screen_options so = {
		.mouse = conf_bool(o->conf, CONF_MOUSE),
		.hyperlinks_never = strcmp(links, "never") == 0,
		.hyperlinks_always = strcmp(links, "always") == 0,
		.title = conf_bool(o->conf, CONF_TITLE),
		.asks_ground = strcmp(conf_str(o->conf, CONF_THEME), "auto") == 0,
		.reordered = bidi_is_on(o->conf),
	};
	struct loop l = { .idle_fd = idle_fd_of_environment() };
	const char *history = NULL;

	*e = (struct err){ ERR_NONE, "" };
	app_init(&l.app, o);
	if (!screen_open(&l.app.screen, &so, e)) {
		app_free(&l.app);
		return false;
	}
	if (!catch_signals(&l, e)) {
		screen_close(l.app.screen);
		app_free(&l.app);
		return false;
	}
	if (o->paths != NULL && !o->temporary)
		history = arena_printf(l.app.arena, "%s/history", o->paths->state_dir).p;
	if (history != NULL)
		prompt_load_history(&l.app.prompt, history);
	start(&l, o);
	draw(&l);
	app_settle(&l.app);
	say_idle(&l);
	while (!l.app.quit)
		turn(&l);
	screen_close(l.app.screen);
	l.app.screen = NULL;
	if (history != NULL)
		prompt_save_history(&l.app.prompt, history);
	app_free(&l.app);
	input_free(&l.input);
	release_signals(&l);
	return store_sync(o->store, e);
}

void
ui_write_keys(struct buf *b)
{
	for (const struct action *a = actions; a->name != NULL; a++) {
		if (a->group != NULL)
			buf_printf(b, "%s%s\n", a == actions ? "" : "\n", a->group);
		buf_printf(b, "%-18s %-18s %s\n", a->keys, a->name, a->help);
	}
}
