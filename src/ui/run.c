/* SPDX-License-Identifier: ISC */
/*
 * run.c - other programs.  A template ("xdg-open %u") is cut into words here and run without a
 * shell, so that nothing in an address or a title can be more than one argument.
 */
#include "app.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dateline/url.h>

#define WORDS_MAX 64

/* A title that begins with '-' must not be taken for an option. */
static struct str
as_argument(struct arena *a, struct str text)
{
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);

	return safe.len > 0 && safe.p[0] == '-' ? arena_printf(a, " " STR_FMT, STR_ARG(safe))
	                                        : safe;
}

static void
add_word(struct buf *b, struct arena *a, struct str word, const struct run_words *w)
{
	for (size_t i = 0; i < word.len; i++) {
		char next = i + 1 < word.len ? word.p[i + 1] : '\0';
		if (word.p[i] != '%' || strchr("utd%", next) == NULL || next == '\0') {
			buf_add_char(b, word.p[i]);
			continue;
		}
		i++;
		if (next == '%')
			buf_add_char(b, '%');
		else
			buf_add_str(b, as_argument(a, next == 'u'   ? w->url
			                              : next == 't' ? w->title
			                                            : w->feed));
	}
}

/* Cuts the template at blanks; quotes keep blanks in a word.  Gives the count of words. */
static int
split(struct arena *a, const char *template, const struct run_words *w, char **argv)
{
	int count = 0;

	while (*template != '\0' && count < WORDS_MAX - 1) {
		struct buf b;
		const char *start;
		char quote;
		while (*template == ' ')
			template ++;
		if (*template == '\0')
			break;
		quote = *template == '"' || *template == '\'' ? *template ++ : ' ';
		start = template;
		while (*template != '\0' && *template != quote)
			template ++;
		buf_init(&b, 64 * 1024);
		add_word(&b, a, (struct str){ start, (size_t)(template - start) }, w);
		argv[count++] = arena_cstr(a, buf_str(&b));
		buf_free(&b);
		if (quote != ' ' && *template != '\0')
			template ++;
	}
	argv[count] = NULL;
	return count;
}

pid_t
run_fork(void)
{
	static const int numbers[] = { SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD, SIGTSTP,
		SIGWINCH, SIGCONT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	sigset_t all, before;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0)
		for (size_t i = 0; i < COUNT(numbers); i++)
			signal(numbers[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

static void
exec_detached(char **argv)
{
	int null = open("/dev/null", O_RDWR);

	setsid();
	if (fork() != 0) /* the middle one ends at once: init takes the program */
		_exit(0);
	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	execvp(argv[0], argv);
	_exit(127);
}

static bool
wait_for(pid_t pid, const char *name, struct err *e)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return err_set(e, ERR_FAIL, "cannot run %s", name);
	return true;
}

static bool
run_in_front(struct app *app, char **argv, struct err *e)
{
	pid_t pid;
	bool ok;

	if (app->screen != NULL)
		screen_leave(app->screen);
	pid = run_fork();
	if (pid == 0) {
		execvp(argv[0], argv);
		_exit(127);
	}
	ok = pid > 0 ? wait_for(pid, argv[0], e) : err_errno(e, "cannot start %s", argv[0]);
	if (app->screen != NULL)
		screen_enter(app->screen);
	return ok;
}

static bool
is_in_path(const char *name)
{
	const char *path = getenv("PATH");
	struct str rest = str_of(path != NULL ? path : "/usr/bin:/bin");
	char file[4096];

	if (strchr(name, '/') != NULL)
		return access(name, X_OK) == 0;
	while (rest.p != NULL) {
		struct str dir = str_split(&rest, ':');
		snprintf(file, sizeof(file), STR_FMT "/%s", STR_ARG(dir), name);
		if (access(file, X_OK) == 0)
			return true;
	}
	return false;
}

bool
run_template(struct app *app, const char *template, const struct run_words *w, bool in_front,
        struct err *e)
{
	char *argv[WORDS_MAX];
	pid_t pid;

	if (split(app->scratch, template, w, argv) == 0)
		return err_set(e, ERR_FAIL, "no command is set for this");
	if (!is_in_path(argv[0]))
		return err_set(e, ERR_FAIL, "cannot find the program '%s'", argv[0]);
	if (in_front)
		return run_in_front(app, argv, e);
	pid = run_fork();
	if (pid == 0)
		exec_detached(argv);
	return pid > 0 ? wait_for(pid, argv[0], e) : err_errno(e, "cannot start %s", argv[0]);
}

bool
run_self(struct app *app, const char *const *arguments, struct err *e)
{
	const char *argv[WORDS_MAX] = { app->o->program };

	for (int n = 1; *arguments != NULL && n < WORDS_MAX - 1; n++)
		argv[n] = *arguments++;
	return run_in_front(app, (char **)argv, e);
}

static void
feed_pipe(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.p, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break; /* the command has read enough */
		bytes = str_sub(bytes, (size_t)n, bytes.len);
	}
	close(fd);
}

static void
wait_for_enter(void)
{
	char c;

	fputs("\n[Enter goes back to dateline] ", stdout);
	fflush(stdout);
	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
	}
}

/* The user typed this command: here a shell is what is meant. */
bool
run_pipe(struct app *app, const char *command, struct str bytes, struct err *e)
{
	int ends[2];
	pid_t pid;
	bool ok;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_errno(e, "cannot make a pipe");
	if (app->screen != NULL)
		screen_leave(app->screen);
	pid = run_fork();
	if (pid == 0) {
		dup2(ends[0], STDIN_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	feed_pipe(ends[1], bytes);
	ok = pid > 0 ? wait_for(pid, command, e) : err_errno(e, "cannot start a shell");
	if (app->screen != NULL) {
		wait_for_enter();
		screen_enter(app->screen);
	}
	return ok;
}
