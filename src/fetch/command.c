/* SPDX-License-Identifier: ISC */
/*
 * command.c - one command of the user's: a shell in a process group of its own, fed and read in one
 * poll loop, so that neither side can block the other, and ended with all its children at a
 * deadline.
 */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	pid_t pid;
	int in, out; /* our ends of its input and output; -1 once closed */
};

static void
close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static bool
start(struct child *c, const char *line)
{
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) != 0)
		return false;
	if (pipe2(out, O_CLOEXEC) != 0) {
		close(in[0]);
		close(in[1]);
		return false;
	}
	c->pid = fork();
	if (c->pid == 0) {
		setpgid(0, 0);
		signal(SIGPIPE, SIG_DFL);
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	c->in = in[1];
	c->out = out[0];
	fcntl(c->in, F_SETFL, O_NONBLOCK);
	return c->pid > 0;
}

static void
feed_some(struct child *c, struct str *input)
{
	ssize_t n = write(c->in, input->p, input->len);

	if (n > 0)
		*input = str_sub(*input, (size_t)n, input->len);
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		close_end(&c->in); /* it wants no more */
}

static bool
read_some(struct child *c, struct buf *out)
{
	char chunk[16384];
	ssize_t n = read(c->out, chunk, sizeof(chunk));

	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0)
		close_end(&c->out);
	return n <= 0 || buf_add(out, chunk, (size_t)n);
}

/* Until its output ends; NULL or words why not. */
static const char *
serve(struct child *c, struct str input, struct buf *out)
{
	int64_t deadline = clock_mono_ms() + COMMAND_WAIT_MS;

	while (c->out >= 0) {
		int64_t left = deadline - clock_mono_ms();
		struct pollfd fds[2];

		if (input.len == 0)
			close_end(&c->in);
		fds[0] = (struct pollfd){ .fd = c->out, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = c->in, .events = POLLOUT };
		if (left <= 0)
			return "takes too long";
		if (poll(fds, 2, (int)left) <= 0)
			continue;
		if (fds[1].revents != 0)
			feed_some(c, &input);
		if (fds[0].revents != 0 && !read_some(c, out))
			return "prints too much";
	}
	return NULL;
}

bool
command_run(const char *line, struct str input, struct buf *out, struct err *e)
{
	struct child c = { .in = -1, .out = -1 };
	const char *wrong;
	int status = 0;

	if (!start(&c, line))
		return err_errno(e, "cannot run a command");
	wrong = serve(&c, input, out);
	close_end(&c.in);
	close_end(&c.out);
	if (wrong != NULL)
		kill(-c.pid, SIGKILL);
	while (waitpid(c.pid, &status, 0) < 0 && errno == EINTR)
		;
	if (wrong != NULL)
		return err_set(e, ERR_FAIL, "the command %s", wrong);
	if (WIFSIGNALED(status))
		return err_set(e, ERR_FAIL, "the command was ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return err_set(
		        e, ERR_FAIL, "the command ended with status %d", WEXITSTATUS(status));
	return true;
}
