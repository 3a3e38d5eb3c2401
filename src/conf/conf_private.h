/* SPDX-License-Identifier: ISC */
/*
 * conf_private.h - what the files of src/conf share.
 */
#ifndef CONF_PRIVATE_H
#define CONF_PRIVATE_H

#include <dateline/conf.h>

/* Lines of an INI text in order: "[section]" opens one, "name = value" (or "name value") is a line
 * of it, '#' and ';' start comment lines, quotes around a whole value are taken off, "\" at the end
 * joins the next line.  What is none of these becomes a note. */
size_t ini_lines(struct arena *a, struct str text, const char *file, struct conf_line **out,
        struct notes *notes);

/* One line of an INI file changed in place; what is not it stays byte for byte.  value none: the
 * line goes.  A new line goes behind the last one of its section, a new section to the end. */
struct ini_edit {
	struct str section, name, value;
	int line;                 /* out: where it is written now, 0 = nowhere */
	int shift_from, shift_by; /* out: lines from here on moved by so many */
};
bool ini_edit(const char *path, struct ini_edit *edit, struct err *e);
/* Gives sections another name. */
bool ini_rename(const char *path, struct str section, struct str to, struct err *e);
/* What a line of an INI file is. */
bool ini_is_section(struct str line);
size_t ini_name_length(struct str line);

/* The candidate most like word, if it is close enough to be a slip of the hand; NULL if none is. */
const char *conf_nearest(struct str word, const char *(*candidate)(size_t i));

/* Reads "30", "30s", "5m", "2h", "1d", "1w" as seconds. */
bool conf_duration(struct str text, int64_t *seconds);

#endif
