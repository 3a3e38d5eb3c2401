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

/* Copies the file with the lines of old_url left out or, with a line, written anew. */
static bool
edit(const char *path, struct str old_url, const struct urls_line *line, struct err *e)
{
	struct arena *a = arena_create();
	struct buf in, out;
	struct urls_line found;
	size_t hits = 0;
	bool ok;

	if (!read_urls(path, &in, e)) {
		arena_destroy(a);
		return false;
	}
	buf_init(&out, URLS_FILE_MAX);
	for (struct str rest = buf_str(&in); rest.p != NULL && rest.len > 0;) {
		struct str text = str_split(&rest, '\n');
		if (!line_is(a, text, old_url, &found)) {
			buf_add_str(&out, text);
			buf_add_cstr(&out, rest.p != NULL ? "\n" : "");
			continue;
		}
		hits++;
		if (line != NULL)
			urls_write_line(&out, line);
	}
	if (hits == 0)
		ok = err_set(e, ERR_FAIL, STR_FMT " is not in %s", STR_ARG(old_url), path);
	else if (out.full)
		ok = err_set(e, ERR_FAIL, "%s is too large", path);
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
	return edit(path, url, NULL, e);
}

bool
urls_set(const char *path, struct str old_url, const struct urls_line *line, struct err *e)
{
	return edit(path, old_url, line, e);
}

bool
urls_find(struct arena *a, const char *path, struct str url, struct urls_line *out, struct err *e)
{
	struct buf in;
	struct urls_line *list;
	size_t count;

	if (!read_urls(path, &in, e))
		return false;
	count = urls_parse(a, arena_str(a, buf_str(&in)), &list, NULL);
	buf_free(&in);
	for (size_t i = 0; i < count; i++)
		if (str_eq(list[i].url, url)) {
			*out = list[i];
			return true;
		}
	return err_set(e, ERR_FAIL, STR_FMT " is not in %s", STR_ARG(url), path);
}

bool
urls_replace(const char *path, struct str old_url, struct str new_url, struct err *e)
{
	struct arena *a = arena_create();
	struct urls_line line;
	bool ok = urls_find(a, path, old_url, &line, e);

	line.url = new_url;
	ok = ok && edit(path, old_url, &line, e);
	arena_destroy(a);
	return ok;
}

/* ---- order ---- */
struct order {
	struct str *lines; /* of the file, without their newlines */
	struct str *urls;  /* of each; STR_NONE: a comment, an empty line */
	size_t count;
};

static void
read_lines(struct arena *a, struct str text, struct order *o)
{
	size_t lines_cap = 0, urls_cap = 0;

	*o = (struct order){ 0 };
	while (text.p != NULL && text.len > 0) {
		struct str line = str_split(&text, '\n');
		struct urls_line *one;
		bool has = urls_parse(a, line, &one, NULL) > 0;
		o->lines = arena_grow(a, o->lines, o->count, &lines_cap, sizeof(*o->lines));
		o->urls = arena_grow(a, o->urls, o->count, &urls_cap, sizeof(*o->urls));
		o->lines[o->count] = line;
		o->urls[o->count++] = has ? one[0].url : STR_NONE;
	}
}

static bool
is_among(struct str url, const struct str *urls, size_t count)
{
	for (size_t i = 0; url.p != NULL && i < count; i++)
		if (str_eq(url, urls[i]))
			return true;
	return false;
}

static void
add_line(struct buf *b, struct str line)
{
	buf_add_str(b, line);
	buf_add_char(b, '\n');
}

static void
add_moved(struct buf *b, const struct order *o, const struct str *urls, size_t count)
{
	for (size_t i = 0; i < o->count; i++)
		if (is_among(o->urls[i], urls, count))
			add_line(b, o->lines[i]);
}

bool
urls_move(const char *path, const struct str *urls, size_t count, struct str before, struct err *e)
{
	struct arena *a = arena_create();
	bool placed = false, ok = false;
	struct buf in, out;
	struct order o;

	buf_init(&out, URLS_FILE_MAX);
	if (read_urls(path, &in, e)) {
		read_lines(a, buf_str(&in), &o);
		for (size_t i = 0; i < o.count; i++) {
			if (!placed && before.p != NULL && str_eq(o.urls[i], before)) {
				add_moved(&out, &o, urls, count);
				placed = true;
			}
			if (!is_among(o.urls[i], urls, count))
				add_line(&out, o.lines[i]);
		}
		if (!placed)
			add_moved(&out, &o, urls, count);
		ok = out.full ? err_set(e, ERR_FAIL, "%s is too large", path)
		              : file_write_atomic(path, buf_str(&out), mode_of(path), e);
		buf_free(&in);
	}
	buf_free(&out);
	arena_destroy(a);
	return ok;
}
