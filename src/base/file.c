/* SPDX-License-Identifier: ISC */
/*
 * file.c - whole files: read under a cap, written so that a crash or a full disk leaves either the
 * old file or the new one (temporary beside it, fsync, rename).
 */
#include <dateline/base.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP 65536

static bool
read_all(int fd, const char *name, struct buf *b, struct err *e)
{
	char step[READ_STEP];
	ssize_t got;

	while ((got = read(fd, step, sizeof(step))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_errno(e, "cannot read %s", name);
		if (!buf_add(b, step, (size_t)got))
			return err_set(e, ERR_FAIL, "%s is larger than %zu bytes", name, b->max);
	}
	return true;
}

bool
file_read(const char *path, size_t max_bytes, struct buf *b, struct err *e)
{
	bool standard_input = strcmp(path, "-") == 0, ok;
	struct stat st;
	int fd;

	buf_init(b, max_bytes);
	fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(e, "cannot open %s", path);
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		ok = err_set(e, ERR_FAIL, "%s is a folder", path);
	else
		ok = read_all(fd, standard_input ? "standard input" : path, b, e);
	if (!standard_input)
		close(fd);
	if (!ok)
		buf_free(b);
	return ok;
}

static bool
write_all(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t put = write(fd, bytes.p, bytes.len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes = str_sub(bytes, (size_t)put, bytes.len);
	}
	return true;
}

/* A link is followed, so that a config kept elsewhere and linked to stays linked. */
static char *
real_target(const char *path)
{
	char *real = realpath(path, NULL);

	return real != NULL ? real : strdup(path);
}

bool
file_write_atomic(const char *path, struct str bytes, unsigned mode, struct err *e)
{
	char *target = real_target(path), temporary[4200];
	bool ok;
	int fd;

	if (target == NULL || strlen(target) > 4096) {
		free(target);
		return err_set(e, ERR_FAIL, "file name too long: %s", path);
	}
	snprintf(temporary, sizeof(temporary), "%s.XXXXXX", target);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		free(target);
		return err_errno(e, "cannot write beside %s", path);
	}
	ok = write_all(fd, bytes) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	ok = ok && rename(temporary, target) == 0;
	if (!ok) {
		err_errno(e, "cannot write %s", path);
		unlink(temporary);
	}
	free(target);
	return ok;
}
