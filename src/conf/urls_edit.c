/* SPDX-License-Identifier: ISC */
/*
 * urls_edit.c - changes one subscription in the urls file and leaves every other byte as the user
 * wrote it: comments, order, blank lines.  The file is replaced as a whole or not at all.
 */
#include "conf_private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* A missing file is an empty one. */
static bool
read_urls(const char *path, struct buf *b, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0 && errno == ENOENT) {
		buf_init(b, URLS_FILE_MAX);
		return true;
	}
	return file_read(path, URLS_FILE_MAX, b, e);
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_mode & 0777 : 0600;
}

static bool
line_is(struct arena *a, struct str text, struct str url, struct urls_line *out)
{
	struct urls_line *list;

	if (urls_parse(a, text, &list, NULL) == 0 || !str_eq(list[0].url, url))
		return false;
	*out = list[0];
	return true;
}

bool
urls_add(const char *path, const struct urls_line *lines, size_t count, struct err *e)
{
	struct buf b;
	bool ok;

	if (!read_urls(path, &b, e))
		return false;
	if (b.len > 0 && b.p[b.len - 1] != '\n')
		buf_add_char(&b, '\n');
	for (size_t i = 0; i < count; i++)
		urls_write_line(&b, &lines[i]);
	ok = b.full ? err_set(e, ERR_FAIL, "%s is too large", path)
	            : file_write_atomic(path, buf_str(&b), mode_of(path), e);
	buf_free(&b);
	return ok;
}

/* Copies the file with the lines of old_url left out or, with new_url, changed. */
static bool
edit(const char *path, struct str old_url, struct str new_url, struct err *e)
{
	struct arena *a = arena_create();
	struct buf in, out;
	struct urls_line found;
	struct str rest;
	size_t hits = 0;
	bool ok;

	if (!read_urls(path, &in, e)) {
		arena_destroy(a);
		return false;
	}
	buf_init(&out, URLS_FILE_MAX);
	for (rest = buf_str(&in); rest.p != NULL && rest.len > 0;) {
		struct str line = str_split(&rest, '\n');
		if (!line_is(a, line, old_url, &found)) {
			buf_add_str(&out, line);
			buf_add_cstr(&out, rest.p != NULL ? "\n" : "");
			continue;
		}
		hits++;
		found.url = new_url;
		if (new_url.p != NULL)
			urls_write_line(&out, &found);
	}
	if (hits == 0)
		ok = err_set(e, ERR_FAIL, STR_FMT " is not in %s", STR_ARG(old_url), path);
	else
		ok = file_write_atomic(path, buf_str(&out), mode_of(path), e);
	buf_free(&in);
	buf_free(&out);
	arena_destroy(a);
	return ok;
}

bool
urls_remove(const char *path, struct str url, struct err *e)
{
	return edit(path, url, STR_NONE, e);
}

bool
urls_replace(const char *path, struct str old_url, struct str new_url, struct err *e)
{
	return edit(path, old_url, new_url, e);
}
