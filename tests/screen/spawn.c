/* SPDX-License-Identifier: ISC */
/*
 * spawn.c - starting, feeding and reading the program.  The slave side stays open here too, so that
 * the terminal's settings can be looked at after the program has gone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dateline/text.h>

#include "spawn.h"

#define LOG_MAX (64u * 1024 * 1024)
#define IDLE_FD 9

static void
make_folders(struct term *t, const struct term_options *o, char *store, size_t store_size)
{
	static const char *const folders[] = { "c", "c/dateline", "d", "d/dateline", "s",
		"s/dateline", "k" };
	char path[256];

	snprintf(t->home, sizeof(t->home), "/tmp/dateline-screen-XXXXXX");
	assert_non_null(mkdtemp(t->home));
	for (size_t i = 0; i < COUNT(folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", t->home, folders[i]);
		mkdir(path, 0700);
	}
	snprintf(store, store_size, "%s/d/dateline/dateline.db", t->home);
	snprintf(path, sizeof(path), "%s/c/dateline/urls", t->home);
	if (o->prepare != NULL)
		o->prepare(store, path);
	if (o->config != NULL) {
		struct err e;
		snprintf(path, sizeof(path), "%s/c/dateline/config", t->home);
		assert_true(file_write_atomic(path, str_of(o->config), 0600, &e));
	}
}

static void
set_environment(const struct term *t, const struct term_options *o)
{
	static const char *const variables[][2] = { { "XDG_CONFIG_HOME", "c" },
		{ "XDG_DATA_HOME", "d" }, { "XDG_STATE_HOME", "s" }, { "XDG_CACHE_HOME", "k" } };
	char path[256];

	for (size_t i = 0; i < COUNT(variables); i++) {
		snprintf(path, sizeof(path), "%s/%s", t->home, variables[i][1]);
		setenv(variables[i][0], path, 1);
	}
	setenv("HOME", t->home, 1);
	setenv("TERM", o->term != NULL ? o->term : "xterm-256color", 1);
	setenv("LC_ALL", o->locale != NULL ? o->locale : "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	setenv("DATELINE_IDLE_FD", "9", 1);
	unsetenv("COLORTERM");
	unsetenv("NO_COLOR");
	unsetenv("VTE_VERSION");
	unsetenv("DISPLAY");
}

static void
become(struct term *t, const struct term_options *o, int idle)
{
	const char *build = getenv("builddir"), *argv[16] = { "dateline" };
	char program[512];

	snprintf(program, sizeof(program), "%s/dateline", build != NULL ? build : ".");
	for (int i = 0; o->argv != NULL && o->argv[i] != NULL && i < 14; i++)
		argv[i + 1] = o->argv[i];
	setsid();
	ioctl(t->slave, TIOCSCTTY, 0);
	dup2(t->slave, 0);
	dup2(t->slave, 1);
	dup2(t->slave, 2);
	dup2(idle, IDLE_FD);
	fcntl(IDLE_FD, F_SETFD, 0);
	set_environment(t, o);
	execv(program, (char *const *)argv);
	perror(program);
	_exit(126);
}

void
term_open(struct term *t, const struct term_options *o)
{
	struct winsize size = { .ws_row = (unsigned short)o->rows,
		.ws_col = (unsigned short)o->cols };
	char store[256];
	int ends[2];

	memset(t, 0, sizeof(*t));
	t->rows = o->rows;
	t->cols = o->cols;
	buf_init(&t->log, LOG_MAX);
	make_folders(t, o, store, sizeof(store));
	assert_int_equal(openpty(&t->master, &t->slave, NULL, NULL, &size), 0);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	tcgetattr(t->slave, &t->before);
	t->vt = vterm_new(o->rows, o->cols);
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	t->pid = fork();
	if (t->pid == 0)
		become(t, o, ends[1]);
	close(ends[1]);
	t->idle = ends[0];
	fcntl(t->idle, F_SETFL, O_NONBLOCK);
	term_idle(t);
}

void
term_close(struct term *t)
{
	char command[128];

	if (!t->ended) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, &t->status, 0);
	}
	close(t->master);
	close(t->slave);
	close(t->idle);
	vterm_free(t->vt);
	buf_free(&t->log);
	snprintf(command, sizeof(command), "rm -rf '%s'", t->home);
	if (system(command) != 0)
		fail_msg("cannot remove %s", t->home);
}

static void
drain(struct term *t)
{
	char bytes[8192];
	ssize_t n;

	while ((n = read(t->master, bytes, sizeof(bytes))) > 0) {
		buf_add(&t->log, bytes, (size_t)n);
		vterm_input_write(t->vt, bytes, (size_t)n);
	}
}

static void
update_text(struct term *t)
{
	size_t len = 0;

	for (int row = 0; row < t->rows && len + 4096 < sizeof(t->text); row++) {
		VTermRect rect = { row, row + 1, 0, t->cols };
		len += vterm_screen_get_text(t->screen, t->text + len, 4095, rect);
		while (len > 0 && t->text[len - 1] == ' ')
			len--;
		t->text[len++] = '\n';
	}
	t->text[len] = '\0';
}

static void
check_ended(struct term *t)
{
	if (!t->ended && waitpid(t->pid, &t->status, WNOHANG) == t->pid)
		t->ended = true;
}

/* One byte of idleness; false when the program has ended or the deadline is over. */
static bool
wait_idle(struct term *t, int64_t deadline)
{
	char bytes[64];

	while (clock_mono_ms() < deadline) {
		struct pollfd fds[2] = { { .fd = t->master, .events = POLLIN },
			{ .fd = t->idle, .events = POLLIN } };
		poll(fds, 2, 100);
		drain(t);
		if (read(t->idle, bytes, sizeof(bytes)) > 0) {
			drain(t);
			update_text(t);
			return true;
		}
		check_ended(t);
		if (t->ended)
			break;
	}
	drain(t);
	update_text(t);
	return false;
}

void
term_idle(struct term *t)
{
	if (!wait_idle(t, clock_mono_ms() + TERM_DEADLINE_MS))
		fail_msg("the program %s:\n%s", t->ended ? "has ended" : "is not idle", t->text);
}

bool
term_shows(struct term *t, const char *text)
{
	update_text(t);
	return strstr(t->text, text) != NULL;
}

void
term_expect(struct term *t, const char *text)
{
	int64_t deadline = clock_mono_ms() + TERM_DEADLINE_MS;

	while (!term_shows(t, text))
		if (!wait_idle(t, deadline) && !term_shows(t, text))
			fail_msg("'%s' did not come:\n%s", text, t->text);
}

void
term_send(struct term *t, const char *bytes)
{
	char stale[256];

	while (read(t->idle, stale, sizeof(stale)) > 0) {
	}
	assert_int_equal(write(t->master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

void
term_resize(struct term *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	drain(t);
	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	ioctl(t->master, TIOCSWINSZ, &size);
}

void
term_wait(struct term *t)
{
	int64_t deadline = clock_mono_ms() + TERM_DEADLINE_MS;

	while (!t->ended && clock_mono_ms() < deadline) {
		struct pollfd fds = { .fd = t->idle, .events = POLLIN };
		poll(&fds, 1, 20);
		drain(t);
		check_ended(t);
	}
	drain(t);
	if (!t->ended)
		fail_msg("the program did not end");
}

/* The last of two sequences in the log decides. */
static bool
last_is(const struct term *t, const char *wanted, const char *other)
{
	struct str log = buf_str(&t->log);
	ptrdiff_t at = -1, before = -1;

	for (size_t i = 0; i < log.len; i++) {
		if (str_starts(str_sub(log, i, log.len), str_of(wanted)))
			at = (ptrdiff_t)i;
		if (str_starts(str_sub(log, i, log.len), str_of(other)))
			before = (ptrdiff_t)i;
	}
	return at >= before;
}

void
term_assert_restored(struct term *t)
{
	struct termios now;

	drain(t);
	assert_int_equal(tcgetattr(t->slave, &now), 0);
	assert_int_equal(now.c_lflag, t->before.c_lflag);
	assert_int_equal(now.c_iflag, t->before.c_iflag);
	assert_int_equal(now.c_oflag, t->before.c_oflag);
	assert_true(last_is(t, "\033[?1049l", "\033[?1049h"));
	assert_true(last_is(t, "\033[?25h", "\033[?25l"));
	assert_true(last_is(t, "\033[?2004l", "\033[?2004h"));
	assert_true(last_is(t, "\033[?1000l", "\033[?1000h"));
}

/* The length of a known control sequence at the start of s; 0: none. */
static size_t
sequence_length(struct str s)
{
	size_t i = 2;

	if (s.len < 2)
		return 0;
	if (strchr("=>78M", s.p[1]) != NULL)
		return 2;
	if (s.p[1] == '(' && s.len >= 3)
		return 3;
	if (s.p[1] == ']' || s.p[1] == '\\') {
		for (; s.p[1] == ']' && i < s.len; i++) {
			if (s.p[i] == 27)
				return i + 1 < s.len && s.p[i + 1] == '\\' ? i + 2 : 0;
			if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F)
				return 0;
		}
		return 0;
	}
	if (s.p[1] != '[')
		return 0;
	while (i < s.len && strchr("0123456789;?", s.p[i]) != NULL)
		i++;
	return i < s.len && strchr("HJKXmCDABGdhltr", s.p[i]) != NULL ? i + 1 : 0;
}

void
term_assert_clean(struct term *t)
{
	struct str log = buf_str(&t->log);

	for (size_t at = 0; at < log.len;) {
		size_t n;
		uint32_t cp;
		if (log.p[at] == 27) {
			n = sequence_length(str_sub(log, at, log.len));
			if (n == 0)
				fail_msg("an unknown sequence at byte %zu: ESC %.20s", at,
				        log.p + at + 1);
		} else if (strchr("\r\n\b\t", log.p[at]) != NULL && log.p[at] != '\0') {
			n = 1;
		} else {
			n = utf8_next(log, at, &cp);
			if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x200B ||
			        (cp >= 0x200E && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
			        (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || cp >= 0xE0000)
				fail_msg("U+%04X was written at byte %zu", cp, at);
		}
		at += n;
	}
}

bool
term_is_lit(struct term *t, const char *text)
{
	VTermColor ground;
	size_t len = strlen(text);

	vterm_state_get_default_colors(vterm_obtain_state(t->vt), &(VTermColor){ 0 }, &ground);
	for (int row = 0; row < t->rows; row++)
		for (int col = 0; col + (int)len <= t->cols; col++) {
			VTermScreenCell cell;
			size_t i = 0;
			for (; i < len; i++) {
				vterm_screen_get_cell(
				        t->screen, (VTermPos){ row, col + (int)i }, &cell);
				if (cell.chars[0] != (unsigned char)text[i])
					break;
			}
			if (i == len)
				return cell.attrs.reverse ||
				       !vterm_color_is_equal(&cell.bg, &ground);
		}
	return false;
}
