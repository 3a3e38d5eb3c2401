/* SPDX-License-Identifier: ISC */
/*
 * settings.c - the user's settings for one address, as a request.  A password may come from a
 * command (password-command = pass show feeds/x): it is the user's own line and is given to the
 * shell; its first line of output is the password.
 */
#include "settings.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dateline/fetch.h>

#define PROJECT_ADDRESS "https://dateline.invalid/"

static pid_t
start_command(const char *command, int *out)
{
	int pipe_fds[2];
	pid_t pid;

	if (pipe2(pipe_fds, O_CLOEXEC) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		dup2(pipe_fds[1], STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(pipe_fds[1]);
	*out = pipe_fds[0];
	if (pid < 0)
		close(pipe_fds[0]);
	return pid;
}

/* Reads until the end, the cap or the deadline; false at the deadline. */
static bool
read_output(int fd, struct buf *b)
{
	int64_t deadline = clock_mono_ms() + PASSWORD_WAIT_MS;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char chunk[512];

	for (;;) {
		int64_t left = deadline - clock_mono_ms();
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(fd, chunk, sizeof(chunk));
		if (n <= 0)
			return true;
		buf_add(b, chunk, (size_t)n);
	}
}

static bool
run_password_command(struct arena *a, const char *command, const char **password, struct err *e)
{
	struct buf b;
	struct str line, rest;
	int fd, status = 0;
	bool in_time;
	pid_t pid = start_command(command, &fd);

	if (pid < 0)
		return err_errno(e, "cannot run the password command");
	buf_init(&b, PASSWORD_MAX);
	in_time = read_output(fd, &b);
	close(fd);
	if (!in_time)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	rest = buf_str(&b);
	line = str_split(&rest, '\n');
	*password = arena_cstr(a, line);
	buf_free(&b);
	if (!in_time || !WIFEXITED(status) || WEXITSTATUS(status) != 0 || line.len == 0)
		return err_set(e, ERR_AUTH, "the password command gave no password");
	return true;
}

static bool
set_user(struct arena *a, const struct conf *c, struct str feed, struct http_request *r,
        struct err *e)
{
	const char *command = conf_feed_key(c, feed, "password-command");

	r->user = conf_feed_key(c, feed, "user");
	r->password = conf_feed_key(c, feed, "password");
	if (r->user != NULL && command != NULL && command[0] != '\0')
		return run_password_command(a, command, &r->password, e);
	return true;
}

/* header = Name: value; several are separated by '|'. */
static void
set_headers(struct arena *a, const struct conf *c, struct str feed, struct http_request *r)
{
	struct str rest = str_of(conf_feed_key(c, feed, "header"));
	const char **list = NULL;
	size_t count = 0, cap = 0;

	while (rest.p != NULL) {
		struct str line = str_trim(str_split(&rest, '|'));

		if (str_chr(line, ':') <= 0)
			continue;
		list = arena_grow(a, list, count + 1, &cap, sizeof(*list));
		list[count++] = arena_cstr(a, line);
	}
	if (list != NULL)
		list[count] = NULL;
	r->headers = list;
}

static const char *
default_user_agent(struct arena *a)
{
	return arena_cstr(a, arena_printf(a, "%s/%s (+%s)", PACKAGE_NAME, PACKAGE_VERSION,
	                             PACKAGE_URL[0] != '\0' ? PACKAGE_URL : PROJECT_ADDRESS));
}

bool
settings_request(struct arena *a, const struct conf *c, struct str feed, struct str url,
        struct http_request *out, struct err *e)
{
	const char *insecure = conf_feed_key(c, feed, "insecure");
	const char *user_agent = conf_feed_str(c, feed, CONF_USER_AGENT);
	int64_t max_bytes = conf_feed_int(c, feed, CONF_MAX_SIZE) << 20;

	*out = (struct http_request){ .url = url };
	out->accept = SETTINGS_ACCEPT_FEED;
	out->user_agent = user_agent[0] != '\0' ? user_agent : default_user_agent(a);
	out->proxy = conf_feed_str(c, feed, CONF_PROXY);
	out->ca_file = conf_feed_key(c, feed, "ca-file");
	out->insecure = insecure != NULL && strcmp(insecure, "yes") == 0;
	out->max_bytes = max_bytes < (int64_t)FETCH_BODY_MAX ? max_bytes : (int64_t)FETCH_BODY_MAX;
	out->connect_ms = conf_feed_int(c, feed, CONF_CONNECT_TIMEOUT) * 1000;
	out->total_ms = conf_feed_int(c, feed, CONF_TIMEOUT) * 1000;
	set_headers(a, c, feed, out);
	return set_user(a, c, feed, out, e);
}
