/* SPDX-License-Identifier: ISC */
/*
 * aide.c - the process beside the sandbox: a forked copy of this program that answers questions on
 * a socket, one at a time, until the asker is gone.
 */
#include "aide.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dateline/url.h>

#include "command.h"

#define FILES_CLOSED 1024 /* descriptors below are closed in the other process */

enum question { ASK_PASSWORD, ASK_COMMAND, ASK_MOVE };

struct head {
	uint32_t kind;          /* question; in a reply: an err_kind */
	uint32_t first, second; /* bytes that follow */
};

struct aide {
	pid_t pid;
	int fd;
	/* in the other process: */
	const struct conf *conf;
	const char *urls_path;
};

bool
aide_split(struct str feed, struct str *command, struct str *url)
{
	struct str rest = feed, kind = str_split(&rest, ':');

	*command = *url = STR_NONE;
	if (str_eq(kind, STR("exec"))) {
		*command = rest;
		return rest.len > 0;
	}
	if (!str_eq(kind, STR("filter")))
		return false;
	*command = str_split(&rest, ':');
	*url = rest;
	return command->len > 0 && url_is_http(rest);
}

/* ---- the line between the two ---- */

static bool
send_all(int fd, const void *bytes, size_t len)
{
	const char *p = bytes;

	while (len > 0) {
		ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
recv_all(int fd, void *bytes, size_t len)
{
	char *p = bytes;

	while (len > 0) {
		ssize_t n = recv(fd, p, len, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
send_message(int fd, uint32_t kind, struct str first, struct str second)
{
	struct head h = { kind, (uint32_t)first.len, (uint32_t)second.len };

	if (first.len > AIDE_BYTES_MAX || second.len > AIDE_BYTES_MAX)
		return false;
	return send_all(fd, &h, sizeof(h)) && send_all(fd, first.p, first.len) &&
	       send_all(fd, second.p, second.len);
}

static bool
recv_part(int fd, struct buf *b, size_t len)
{
	char chunk[16384];

	while (len > 0) {
		size_t n = len < sizeof(chunk) ? len : sizeof(chunk);

		if (!recv_all(fd, chunk, n))
			return false;
		buf_add(b, chunk, n);
		len -= n;
	}
	return true;
}

static bool
recv_message(int fd, uint32_t *kind, struct buf *first, struct buf *second)
{
	struct head h;

	if (!recv_all(fd, &h, sizeof(h)) || h.first > AIDE_BYTES_MAX || h.second > AIDE_BYTES_MAX)
		return false;
	*kind = h.kind;
	return recv_part(fd, first, h.first) && recv_part(fd, second, h.second);
}

/* ---- the other process ---- */

static bool
answer_password(const struct aide *a, struct str feed, struct buf *out, struct err *e)
{
	const char *line = conf_feed_key(a->conf, feed, "password-command");

	if (line == NULL)
		return err_set(e, ERR_AUTH, "there is no password-command");
	return command_run(line, STR_NONE, out, e);
}

/* Only what stands in the urls file is run. */
static bool
is_in_urls(const struct aide *a, struct str feed)
{
	struct arena *scratch = arena_create();
	struct urls_line *lines;
	struct buf text;
	struct err e;
	size_t count = 0;
	bool found = false;

	if (a->urls_path != NULL && file_read(a->urls_path, URLS_FILE_MAX, &text, &e)) {
		count = urls_parse(scratch, buf_str(&text), &lines, NULL);
		for (size_t i = 0; i < count && !found; i++)
			found = str_eq(lines[i].url, feed);
		buf_free(&text);
	}
	arena_destroy(scratch);
	return found;
}

static bool
answer_command(
        const struct aide *a, struct str feed, struct str input, struct buf *out, struct err *e)
{
	struct arena *scratch;
	struct str command, url;
	bool ok;

	if (!is_in_urls(a, feed) || !aide_split(feed, &command, &url))
		return err_set(e, ERR_FAIL, "this command is not in the urls file");
	scratch = arena_create();
	ok = command_run(arena_cstr(scratch, command), input, out, e);
	arena_destroy(scratch);
	return ok;
}

static bool
answer_move(const struct aide *a, struct str from, struct str to, struct err *e)
{
	if (a->urls_path == NULL)
		return true;
	if (!url_is_http(from) || !url_is_http(to) || to.len > URL_MAX)
		return err_set(e, ERR_FAIL, "this is no web address");
	return urls_replace(a->urls_path, from, to, e);
}

static bool
answer_one(const struct aide *a)
{
	struct buf first, second, out;
	struct err e = { .kind = ERR_NONE };
	uint32_t kind;
	bool ok = false, heard;

	buf_init(&first, AIDE_BYTES_MAX);
	buf_init(&second, AIDE_BYTES_MAX);
	buf_init(&out, AIDE_BYTES_MAX);
	heard = recv_message(a->fd, &kind, &first, &second);
	if (heard && kind == ASK_PASSWORD)
		ok = answer_password(a, buf_str(&first), &out, &e);
	else if (heard && kind == ASK_COMMAND)
		ok = answer_command(a, buf_str(&first), buf_str(&second), &out, &e);
	else if (heard)
		ok = answer_move(a, buf_str(&first), buf_str(&second), &e);
	heard = heard && send_message(a->fd, ok ? ERR_NONE : e.kind,
	                         ok ? buf_str(&out) : str_of(e.text), STR_NONE);
	buf_free(&first);
	buf_free(&second);
	buf_free(&out);
	return heard;
}

/* ---- this process ---- */

/* Leaves the other process nothing of this one's but the socket and standard error, or whoever
 * reads our output would wait for its end too. */
static void
close_all_but(int kept)
{
	int null = open("/dev/null", O_RDWR);

	for (int fd = STDERR_FILENO + 1; fd < FILES_CLOSED; fd++)
		if (fd != kept && fd != null)
			close(fd);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	close(null);
}

bool
aide_start(struct aide **out, const struct conf *c, const char *urls_path, struct err *e)
{
	struct aide *a = calloc(1, sizeof(*a));
	int fds[2];

	if (a == NULL)
		out_of_memory();
	a->conf = c;
	a->urls_path = urls_path;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0 || (a->pid = fork()) < 0) {
		free(a);
		return err_errno(e, "cannot start a process beside this one");
	}
	a->fd = fds[a->pid == 0];
	close(fds[a->pid != 0]);
	if (a->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		log_to_file(NULL);
		close_all_but(a->fd);
		while (answer_one(a))
			;
		_exit(0);
	}
	*out = a;
	return true;
}

void
aide_stop(struct aide *a)
{
	if (a == NULL)
		return;
	close(a->fd);
	while (waitpid(a->pid, NULL, 0) < 0 && errno == EINTR)
		;
	free(a);
}

static bool
ask(struct aide *a, enum question kind, const struct str parts[2], struct buf *out, struct err *e)
{
	uint32_t reply = ERR_FAIL;
	struct buf none;
	bool heard;

	buf_init(&none, 0);
	heard = send_message(a->fd, (uint32_t)kind, parts[0], parts[1]) &&
	        recv_message(a->fd, &reply, out, &none);
	buf_free(&none);
	if (!heard)
		return err_set(e, ERR_FAIL, "the process that runs commands is gone");
	if (reply == ERR_NONE)
		return true;
	return err_set(e, reply <= ERR_AUTH ? (enum err_kind)reply : ERR_FAIL, STR_FMT,
	        STR_ARG(buf_str(out)));
}

bool
aide_password(struct aide *a, struct str feed, struct buf *out, struct err *e)
{
	const struct str parts[2] = { feed, STR_NONE };

	return ask(a, ASK_PASSWORD, parts, out, e);
}

bool
aide_command(struct aide *a, struct str feed, struct str input, struct buf *out, struct err *e)
{
	const struct str parts[2] = { feed, input };

	return ask(a, ASK_COMMAND, parts, out, e);
}

bool
aide_move(struct aide *a, struct str from, struct str to, struct err *e)
{
	const struct str parts[2] = { from, to };
	struct buf none;
	bool ok;

	buf_init(&none, 1024);
	ok = ask(a, ASK_MOVE, parts, &none, e);
	buf_free(&none);
	return ok;
}
