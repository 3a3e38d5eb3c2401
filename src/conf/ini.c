/* SPDX-License-Identifier: ISC */
/*
 * ini.c - the lines of an INI file.  libinih was measured first: it cuts section names at 49 bytes,
 * which an address of a feed passes easily, and gives no line numbers for messages.
 */
#include "conf_private.h"

struct reader {
	struct arena *arena;
	struct str rest, section;
	const char *file;
	int line; /* of the last one read */
	struct conf_line *list;
	size_t count, cap;
	struct notes *notes;
};

/* The next line with those it joins by a backslash at its end. */
static struct str
next_line(struct reader *r)
{
	struct str line = str_trim(str_split(&r->rest, '\n'));

	r->line++;
	while (line.len > 0 && line.p[line.len - 1] == '\\' && r->rest.p != NULL) {
		struct str more = str_trim(str_split(&r->rest, '\n'));
		r->line++;
		line.len--;
		line = arena_printf(
		        r->arena, STR_FMT " " STR_FMT, STR_ARG(str_trim(line)), STR_ARG(more));
	}
	return line;
}

static struct str
unquote(struct str value)
{
	if (value.len >= 2 && (value.p[0] == '"' || value.p[0] == '\'') &&
	        value.p[value.len - 1] == value.p[0])
		return str_sub(value, 1, value.len - 1);
	return value;
}

/* Where the name ends: at the first '=', or else at the first blank. */
size_t
ini_name_length(struct str line)
{
	ptrdiff_t eq = str_chr(line, '=');
	size_t blank = 0;

	while (blank < line.len && line.p[blank] != ' ' && line.p[blank] != '\t')
		blank++;
	/* A key can be "=" itself: "= something" in [keys]. */
	if (eq > 0 && str_trim(str_sub(line, blank, (size_t)eq)).len == 0)
		return (size_t)eq;
	return blank;
}

static void
add_line(struct reader *r, struct str line)
{
	size_t end = ini_name_length(line);
	struct str value = str_trim(str_sub(line, end, line.len));

	if (value.len > 0 && value.p[0] == '=')
		value = str_trim(str_sub(value, 1, value.len));
	r->list = arena_grow(r->arena, r->list, r->count, &r->cap, sizeof(*r->list));
	r->list[r->count++] = (struct conf_line){
		.section = r->section,
		.name = arena_str(r->arena, str_trim(str_sub(line, 0, end))),
		.value = arena_str(r->arena, unquote(value)),
		.line = r->line,
	};
}

static void
open_section(struct reader *r, struct str line)
{
	if (line.p[line.len - 1] != ']') {
		notes_add(r->notes, NOTE_WARNING, 0, "%s:%d: a section ends with ']'", r->file,
		        r->line);
		line.len++;
	}
	r->section = arena_str(r->arena, str_trim(str_sub(line, 1, line.len - 1)));
}

/* "[" can be a key too: "[ = previous-mention". */
bool
ini_is_section(struct str line)
{
	if (line.p[0] != '[' || line.len < 2 || line.p[1] == ' ' || line.p[1] == '=')
		return false;
	return line.p[line.len - 1] == ']' || str_chr(line, '=') < 0;
}

size_t
ini_lines(struct arena *a, struct str text, const char *file, struct conf_line **out,
        struct notes *notes)
{
	struct reader r = {
		.arena = a, .rest = text, .section = STR(""), .file = file, .notes = notes
	};

	if (str_starts(text, STR("\xef\xbb\xbf")))
		r.rest = str_sub(text, 3, text.len);
	while (r.rest.p != NULL) {
		struct str line = next_line(&r);
		if (line.len == 0 || line.p[0] == '#' || line.p[0] == ';')
			continue;
		if (ini_is_section(line))
			open_section(&r, line);
		else
			add_line(&r, line);
	}
	*out = r.list;
	return r.count;
}
