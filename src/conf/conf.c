/* SPDX-License-Identifier: ISC */
/*
 * conf.c - the settings in force: the table's defaults, over them the config file, over them
 * `:set`. Values are checked when they come in, so that reading one cannot fail.
 */
#include "conf_private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct conf {
	struct arena *arena;
	struct str text[CONF_IDS]; /* as written */
	int64_t number[CONF_IDS];
	int line[CONF_IDS]; /* where it was set, or enum conf_source */
	struct conf_line *lines;
	size_t lines_count;
};

/* Keys of a [feed URL] section that are not settings of the table. */
static const char *const feed_keys[] = { "user", "password", "password-command", "header", "title",
	"ca-file", "insecure", NULL };

/* Sections that other modules read; the part before a blank. */
static const char *const sections[] = { "keys", "macro", "theme", "site", "feed", "rule", NULL };

static const char *
option_name(size_t i)
{
	return i < CONF_IDS ? conf_table[i].name : NULL;
}

static const char *
feed_key_name(size_t i)
{
	for (size_t id = 0; id < CONF_IDS; id++)
		if (conf_table[id].per_feed && i-- == 0)
			return conf_table[id].name;
	return i < COUNT(feed_keys) ? feed_keys[i] : NULL;
}

static const char *
section_name(size_t i)
{
	return sections[i];
}

bool
conf_find(struct str name, enum conf_id *id)
{
	for (size_t i = 0; i < CONF_IDS; i++)
		if (str_eq(name, str_of(conf_table[i].name))) {
			*id = (enum conf_id)i;
			return true;
		}
	return false;
}

static bool
read_bool(struct str value, int64_t *out)
{
	static const char *const words[2][4] = { { "no", "false", "off", "0" },
		{ "yes", "true", "on", "1" } };

	for (int truth = 0; truth < 2; truth++)
		for (size_t i = 0; i < COUNT(words[truth]); i++)
			if (str_eq_nocase(value, str_of(words[truth][i]))) {
				*out = truth;
				return true;
			}
	return false;
}

static bool
is_choice(const char *choices, struct str value)
{
	struct str rest = str_of(choices);

	while (rest.p != NULL)
		if (str_eq(str_split(&rest, ' '), value) && value.len > 0)
			return true;
	return false;
}

static bool
check_bounds(const struct conf_option *o, int64_t n, struct err *e)
{
	if (n >= o->min && n <= o->max)
		return true;
	return err_set(e, ERR_USAGE, "%s is from %lld to %lld", o->name, (long long)o->min,
	        (long long)o->max);
}

/* Checks a value against its option and reads its number. */
static bool
read_value(const struct conf_option *o, struct str value, int64_t *number, struct err *e)
{
	*number = 0;
	switch (o->type) {
	case CONF_BOOL:
		return read_bool(value, number) ||
		       err_set(e, ERR_USAGE, "%s is yes or no", o->name);
	case CONF_INT:
		if (!str_to_i64(value, number))
			return err_set(e, ERR_USAGE, "%s is a number", o->name);
		return check_bounds(o, *number, e);
	case CONF_DURATION:
		if (!conf_duration(value, number))
			return err_set(
			        e, ERR_USAGE, "%s is a time such as 30s, 15m, 2h or 1d", o->name);
		return check_bounds(o, *number, e);
	case CONF_CHOICE:
		return is_choice(o->choices, value) ||
		       err_set(e, ERR_USAGE, "%s is one of: %s", o->name, o->choices);
	case CONF_STRING: return true;
	}
	return false;
}

static bool
set_value(struct conf *c, enum conf_id id, struct str value, struct err *e)
{
	int64_t number;

	if (!read_value(&conf_table[id], value, &number, e))
		return false;
	c->text[id] = arena_str(c->arena, value);
	c->number[id] = number;
	return true;
}

static void
unknown(struct notes *notes, const char *file, const struct conf_line *line, const char *what,
        struct str word, const char *nearest)
{
	notes_add(notes, NOTE_WARNING, 0, "%s:%d: there is no %s '" STR_FMT "'%s%s%s", file,
	        line->line, what, STR_ARG(word), nearest != NULL ? "; did you mean '" : "",
	        nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

static void
apply_global(struct conf *c, const struct conf_line *line, const char *file, struct notes *notes)
{
	enum conf_id id;
	struct err e;

	if (!conf_find(line->name, &id))
		unknown(notes, file, line, "setting", line->name,
		        conf_nearest(line->name, option_name));
	else if (!set_value(c, id, line->value, &e))
		notes_add(notes, NOTE_WARNING, 0, "%s:%d: %s", file, line->line, e.text);
	else
		c->line[id] = line->line;
}

static void
check_feed_line(const struct conf_line *line, const char *file, struct notes *notes)
{
	enum conf_id id;
	int64_t number;
	struct err e;

	if (conf_find(line->name, &id) && conf_table[id].per_feed) {
		if (!read_value(&conf_table[id], line->value, &number, &e))
			notes_add(notes, NOTE_WARNING, 0, "%s:%d: %s", file, line->line, e.text);
		return;
	}
	for (size_t i = 0; feed_keys[i] != NULL; i++)
		if (str_eq(line->name, str_of(feed_keys[i])))
			return;
	unknown(notes, file, line, "setting of a feed", line->name,
	        conf_nearest(line->name, feed_key_name));
}

static void
apply_line(struct conf *c, const struct conf_line *line, const char *file, struct notes *notes)
{
	struct str rest = line->section, kind = str_split(&rest, ' ');

	if (line->section.len == 0) {
		apply_global(c, line, file, notes);
		return;
	}
	if (str_eq(kind, STR("feed"))) {
		check_feed_line(line, file, notes);
		return;
	}
	for (size_t i = 0; sections[i] != NULL; i++)
		if (str_eq(kind, str_of(sections[i])))
			return;
	unknown(notes, file, line, "section", kind, conf_nearest(kind, section_name));
}

bool
conf_parse(struct conf **out, struct str text, const char *name, struct notes *notes, struct err *e)
{
	struct conf *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return err_set(e, ERR_FAIL, "out of memory");
	c->arena = arena_create();
	for (size_t i = 0; i < CONF_IDS; i++)
		set_value(c, (enum conf_id)i, str_of(conf_table[i].fallback), e);
	c->lines_count = ini_lines(c->arena, text, name, &c->lines, notes);
	for (size_t i = 0; i < c->lines_count; i++)
		apply_line(c, &c->lines[i], name, notes);
	*out = c;
	return true;
}

bool
conf_load(struct conf **out, const char *path, struct notes *notes, struct err *e)
{
	struct buf b;
	struct stat st;
	bool ok;

	if (stat(path, &st) != 0)
		return conf_parse(out, STR(""), path, notes, e);
	if (!file_read(path, CONF_FILE_MAX, &b, e))
		return false;
	ok = conf_parse(out, buf_str(&b), path, notes, e);
	buf_free(&b);
	return ok;
}

void
conf_close(struct conf *c)
{
	if (c == NULL)
		return;
	arena_destroy(c->arena);
	free(c);
}

bool
conf_bool(const struct conf *c, enum conf_id id)
{
	return c->number[id] != 0;
}

int64_t
conf_int(const struct conf *c, enum conf_id id)
{
	return c->number[id];
}

const char *
conf_str(const struct conf *c, enum conf_id id)
{
	return c->text[id].p;
}

bool
conf_set(struct conf *c, const char *name, const char *value, struct err *e)
{
	enum conf_id id;
	const char *nearest;

	if (conf_find(str_of(name), &id)) {
		if (!set_value(c, id, str_of(value), e))
			return false;
		c->line[id] = CONF_BY_SESSION;
		return true;
	}
	nearest = conf_nearest(str_of(name), option_name);
	return err_set(e, ERR_USAGE, "there is no setting '%s'%s%s%s", name,
	        nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
	        nearest != NULL ? "'?" : "");
}

size_t
conf_section(const struct conf *c, const char *section, const struct conf_line **out)
{
	size_t count = 0;
	struct conf_line *list;

	for (size_t i = 0; i < c->lines_count; i++)
		count += str_eq(c->lines[i].section, str_of(section));
	list = arena_array(c->arena, count, sizeof(*list));
	count = 0;
	for (size_t i = 0; i < c->lines_count; i++)
		if (str_eq(c->lines[i].section, str_of(section)))
			list[count++] = c->lines[i];
	*out = list;
	return count;
}

size_t
conf_sections(const struct conf *c, const char *kind, const struct conf_line **out)
{
	struct conf_line *list = arena_array(c->arena, c->lines_count, sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < c->lines_count; i++) {
		struct str rest = c->lines[i].section;
		if (str_eq(str_split(&rest, ' '), str_of(kind)) && rest.len > 0)
			list[count++] = c->lines[i];
	}
	*out = list;
	return count;
}

int
conf_line_of(const struct conf *c, enum conf_id id)
{
	return c->line[id];
}

struct str
conf_value(enum conf_id id, struct str start, int round)
{
	const struct conf_option *o = &conf_table[id];
	struct str rest = o->type == CONF_BOOL     ? STR("yes no")
	                  : o->type == CONF_CHOICE ? str_of(o->choices)
	                                           : STR_NONE;

	while (rest.p != NULL) {
		struct str word = str_split(&rest, ' ');
		if (str_starts(word, start) && round-- == 0)
			return word;
	}
	return STR_NONE;
}

/* The last line of [feed URL] with this name: a later one counts, as for global settings. */
static const struct conf_line *
feed_line(const struct conf *c, struct str url, struct str name)
{
	for (size_t i = c->lines_count; i-- > 0;) {
		const struct conf_line *line = &c->lines[i];
		if (line->section.len == url.len + 5 && str_starts(line->section, STR("feed ")) &&
		        str_ends(line->section, url) && str_eq(line->name, name))
			return line;
	}
	return NULL;
}

int64_t
conf_feed_int(const struct conf *c, struct str url, enum conf_id id)
{
	const struct conf_line *line = feed_line(c, url, str_of(conf_table[id].name));
	int64_t number;
	struct err e;

	if (line != NULL && read_value(&conf_table[id], line->value, &number, &e))
		return number;
	return conf_int(c, id);
}

const char *
conf_feed_str(const struct conf *c, struct str url, enum conf_id id)
{
	const struct conf_line *line = feed_line(c, url, str_of(conf_table[id].name));
	int64_t number;
	struct err e;

	if (line != NULL && read_value(&conf_table[id], line->value, &number, &e))
		return line->value.p;
	return conf_str(c, id);
}

const char *
conf_feed_key(const struct conf *c, struct str url, const char *key)
{
	const struct conf_line *line = feed_line(c, url, str_of(key));

	return line != NULL ? line->value.p : NULL;
}

/* ---- changes that last ---- */
static bool
check_change(struct str section, const char *name, const char *value, struct err *e)
{
	enum conf_id id = CONF_IDS;
	bool known = conf_find(str_of(name), &id);
	int64_t number;

	if (section.len == 0 && !known)
		return err_set(e, ERR_USAGE, "there is no setting '%s'", name);
	if (value == NULL)
		return true;
	if (strpbrk(value, "\n\r") != NULL)
		return err_set(e, ERR_USAGE, "%s is one line", name);
	if (!known || (section.len > 0 && !conf_table[id].per_feed))
		return true;
	return read_value(&conf_table[id], str_of(value), &number, e);
}

/* What stands behind a line that came or went has another number now. */
static void
shift_lines(struct conf *c, int from, int by)
{
	for (size_t i = 0; i < c->lines_count; i++)
		if (c->lines[i].line >= from)
			c->lines[i].line += by;
	for (size_t i = 0; i < CONF_IDS; i++)
		if (c->line[i] >= from)
			c->line[i] += by;
}

static void
forget_lines(struct conf *c, struct str section, struct str name)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->lines_count; i++)
		if (!str_eq(c->lines[i].section, section) || !str_eq(c->lines[i].name, name))
			c->lines[kept++] = c->lines[i];
	c->lines_count = kept;
}

static void
add_line(struct conf *c, struct str section, const char *name, const char *value, int line)
{
	struct conf_line *list = arena_array(c->arena, c->lines_count + 1, sizeof(*list));

	if (c->lines_count > 0)
		memcpy(list, c->lines, c->lines_count * sizeof(*list));
	list[c->lines_count++] = (struct conf_line){ .section = arena_str(c->arena, section),
		.name = arena_str(c->arena, str_of(name)),
		.value = arena_str(c->arena, str_of(value)),
		.line = line };
	c->lines = list;
}

bool
conf_change(struct conf *c, const char *path, struct str section, const char *name,
        const char *value, struct err *e)
{
	struct ini_edit edit = { .section = section, .name = str_of(name), .value = str_of(value) };
	enum conf_id id;

	if (!check_change(section, name, value, e))
		return false;
	if (path != NULL && !ini_edit(path, &edit, e))
		return false;
	if (edit.shift_by != 0)
		shift_lines(c, edit.shift_from, edit.shift_by);
	forget_lines(c, section, str_of(name));
	if (value != NULL)
		add_line(c, section, name, value, edit.line);
	if (section.len > 0 || !conf_find(str_of(name), &id))
		return true;
	c->line[id] = value == NULL ? CONF_BY_DEFAULT : edit.line > 0 ? edit.line : CONF_BY_SESSION;
	return set_value(c, id, str_of(value != NULL ? value : conf_table[id].fallback), e);
}

bool
conf_feed_moved(struct conf *c, const char *path, struct str old_url, struct str new_url,
        struct err *e)
{
	struct str from = arena_printf(c->arena, "feed " STR_FMT, STR_ARG(old_url));
	struct str to = arena_printf(c->arena, "feed " STR_FMT, STR_ARG(new_url));
	bool any = false;

	for (size_t i = 0; i < c->lines_count; i++)
		if (str_eq(c->lines[i].section, from)) {
			c->lines[i].section = to;
			any = true;
		}
	return !any || path == NULL || ini_rename(path, from, to, e);
}
