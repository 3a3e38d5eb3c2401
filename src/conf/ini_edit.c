/* SPDX-License-Identifier: ISC */
/*
 * ini_edit.c - changes one line of the config and leaves every other byte as the user wrote it:
 * comments, order, blank lines.  The file is replaced as a whole or not at all.
 */
#include "conf_private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* A line with those it joins by a backslash at its end. */
struct span {
	size_t start, end; /* bytes of the text, with the newline */
	int first, count;  /* lines, from 1 */
};
struct places {
	struct span found; /* the last line of the name in the section */
	bool has, has_section;
	size_t end; /* where a new line of the section goes */
};

static bool
is_joined(struct str line)
{
	line = str_trim(line);
	return line.len > 0 && line.p[line.len - 1] == '\\';
}

static bool
next_span(struct str text, struct span *s)
{
	struct str line;

	s->first += s->count;
	s->start = s->end;
	s->count = 0;
	do {
		ptrdiff_t end = str_chr(str_sub(text, s->end, text.len), '\n');
		size_t stop = end < 0 ? text.len : s->end + (size_t)end;
		line = str_sub(text, s->end, stop);
		s->end = end < 0 ? text.len : stop + 1;
		s->count++;
	} while (is_joined(line) && s->end < text.len);
	return s->end > s->start;
}

static struct str
section_of(struct str line)
{
	size_t end = line.p[line.len - 1] == ']' ? line.len - 1 : line.len;

	return str_trim(str_sub(line, 1, end));
}

static void
look(struct str text, const struct ini_edit *edit, struct places *out)
{
	struct span s = { .first = 1 };
	bool inside = edit->section.len == 0;

	*out = (struct places){ .has_section = inside };
	while (next_span(text, &s)) {
		struct str line = str_trim(str_sub(text, s.start, s.end));
		if (line.len == 0 || line.p[0] == '#' || line.p[0] == ';') {
			if (line.len > 0 && inside && edit->section.len == 0 && out->end == s.start)
				out->end = s.end; /* the head comment stays the head */
			continue;
		}
		if (ini_is_section(line)) {
			inside = edit->section.len > 0 && str_eq(section_of(line), edit->section);
			out->has_section |= inside;
		} else if (inside &&
		           str_eq(str_trim(str_sub(line, 0, ini_name_length(line))), edit->name)) {
			out->found = s;
			out->has = true;
		}
		if (inside)
			out->end = s.end;
	}
}

static void
write_line(struct buf *b, const struct ini_edit *edit)
{
	struct str v = edit->value;
	bool quote = v.len > 0 && (str_trim(v).len < v.len || v.p[0] == '"' || v.p[0] == '\'' ||
	                                  v.p[v.len - 1] == '\\');
	const char *mark = !quote ? "" : str_chr(v, '"') >= 0 ? "'" : "\"";

	buf_printf(b, STR_FMT " = %s" STR_FMT "%s\n", STR_ARG(edit->name), mark, STR_ARG(v), mark);
}

/* Ends the last line of what is there, if it does not end yet. */
static void
end_line(struct buf *b)
{
	if (b->len > 0 && b->p[b->len - 1] != '\n')
		buf_add_char(b, '\n');
}

static int
count_lines(struct str text)
{
	int count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.p[i] == '\n';
	return count;
}

static void
put_new(struct buf *out, struct str text, const struct places *at, struct ini_edit *edit)
{
	size_t end = at->has_section ? at->end : text.len;

	buf_add_str(out, str_sub(text, 0, end));
	end_line(out);
	edit->shift_from = count_lines(buf_str(out)) + 1;
	if (!at->has_section)
		buf_printf(
		        out, "%s[" STR_FMT "]\n", out->len > 0 ? "\n" : "", STR_ARG(edit->section));
	edit->line = count_lines(buf_str(out)) + 1;
	write_line(out, edit);
	edit->shift_by = edit->line + 1 - edit->shift_from;
	buf_add_str(out, str_sub(text, end, text.len));
}

static void
put_changed(struct buf *out, struct str text, const struct places *at, struct ini_edit *edit)
{
	buf_add_str(out, str_sub(text, 0, at->found.start));
	if (edit->value.p != NULL) {
		edit->line = at->found.first;
		write_line(out, edit);
	}
	edit->shift_from = at->found.first + at->found.count;
	edit->shift_by = (edit->value.p != NULL) - at->found.count;
	buf_add_str(out, str_sub(text, at->found.end, text.len));
}

static bool
save(const char *path, struct buf *out, struct err *e)
{
	struct stat st;
	unsigned mode = stat(path, &st) == 0 ? st.st_mode & 0777 : 0600;

	return out->full ? err_set(e, ERR_FAIL, "%s is too large", path)
	                 : file_write_atomic(path, buf_str(out), mode, e);
}

static bool
edit_once(const char *path, struct ini_edit *edit, bool *again, struct err *e)
{
	struct buf in, out;
	struct places at;
	struct stat st;
	bool ok = true;

	buf_init(&in, CONF_FILE_MAX);
	buf_init(&out, CONF_FILE_MAX);
	if ((stat(path, &st) == 0 || errno != ENOENT) && !file_read(path, CONF_FILE_MAX, &in, e))
		return false;
	look(buf_str(&in), edit, &at);
	*again = false;
	if (at.has)
		put_changed(&out, buf_str(&in), &at, edit);
	else if (edit->value.p != NULL)
		put_new(&out, buf_str(&in), &at, edit);
	if (at.has || edit->value.p != NULL) {
		ok = save(path, &out, e);
		*again = edit->value.p == NULL; /* an earlier line of it would count now */
	}
	buf_free(&in);
	buf_free(&out);
	return ok;
}

bool
ini_edit(const char *path, struct ini_edit *edit, struct err *e)
{
	bool again;

	do {
		if (!edit_once(path, edit, &again, e))
			return false;
	} while (again);
	return true;
}

bool
ini_rename(const char *path, struct str section, struct str to, struct err *e)
{
	struct span s = { .first = 1 };
	struct buf in, out;
	bool ok;

	if (!file_read(path, CONF_FILE_MAX, &in, e))
		return false;
	buf_init(&out, CONF_FILE_MAX);
	while (next_span(buf_str(&in), &s)) {
		struct str text = str_sub(buf_str(&in), s.start, s.end), line = str_trim(text);
		if (line.len > 0 && line.p[0] != '#' && line.p[0] != ';' && ini_is_section(line) &&
		        str_eq(section_of(line), section))
			buf_printf(&out, "[" STR_FMT "]\n", STR_ARG(to));
		else
			buf_add_str(&out, text);
	}
	ok = save(path, &out, e);
	buf_free(&in);
	buf_free(&out);
	return ok;
}
