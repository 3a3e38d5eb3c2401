/* SPDX-License-Identifier: ISC */
/*
 * log.c - one line per event, with its time in UTC, in a file of the state folder; on request on
 * stderr too.  The file is opened at the first line and rotated once when it is full.  Lines are
 * written with one write(2), so that two processes do not mix theirs.
 */
#include <dateline/base.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LINE_MAX_BYTES 2048

static struct {
	char path[4096];
	int fd;
	bool opened, to_stderr;
	enum log_level stderr_max;
} log_state = { .fd = -1 };

static const char *const level_names[] = { "error", "warning", "info", "debug" };

void
log_to_file(const char *path)
{
	if (log_state.fd >= 0)
		close(log_state.fd);
	log_state.fd = -1;
	log_state.opened = false;
	if (path == NULL || strlen(path) >= sizeof(log_state.path))
		path = "";
	strcpy(log_state.path, path);
}

void
log_to_stderr(bool on, enum log_level max)
{
	log_state.to_stderr = on;
	log_state.stderr_max = max;
}

static void
rotate_when_full(void)
{
	char old[sizeof(log_state.path) + 2];
	struct stat st;

	if (stat(log_state.path, &st) != 0 || st.st_size < LOG_FILE_MAX)
		return;
	snprintf(old, sizeof(old), "%s.1", log_state.path);
	rename(log_state.path, old);
}

static int
log_fd(void)
{
	if (log_state.opened || log_state.path[0] == '\0')
		return log_state.fd;
	log_state.opened = true;
	rotate_when_full();
	log_state.fd = open(log_state.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	return log_state.fd;
}

/* Bytes of a multi-byte sequence pass; C0 and DEL do not, nor a C1 control (0xc2 0x80..0x9f). */
static void
clean(char *line)
{
	for (unsigned char *p = (unsigned char *)line; *p != '\0'; p++) {
		if (*p < ' ' || *p == 0x7f)
			*p = ' ';
		else if (p[0] == 0xc2 && p[1] >= 0x80 && p[1] <= 0x9f)
			p[0] = p[1] = ' ';
	}
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	char message[LINE_MAX_BYTES - 64], line[LINE_MAX_BYTES], when[32];
	time_t now = (time_t)clock_now_s();
	struct tm utc;
	va_list args;
	int len;

	va_start(args, fmt);
	vsnprintf(message, sizeof(message), fmt, args);
	va_end(args);
	clean(message);
	if (log_state.to_stderr && level <= log_state.stderr_max)
		fprintf(stderr, "dateline: %s\n", message);
	if (level == LOG_DEBUG || log_fd() < 0)
		return;
	gmtime_r(&now, &utc);
	strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &utc);
	len = snprintf(line, sizeof(line), "%s %s %s\n", when, level_names[level], message);
	if (len > 0 && write(log_state.fd, line, (size_t)len) < 0)
		log_state.fd = -1; /* A full disk must not be retried at every line. */
}
