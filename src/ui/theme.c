/* SPDX-License-Identifier: ISC */
/*
 * theme.c - three built-in themes and those of the config.  Text stays in the terminal's own
 * colours; only what leads the eye is coloured, and every highlight is told by more than colour.
 */
#include "theme.h"

#include <string.h>

#define D COLOR_DEFAULT

static const char *const role_names[ROLES] = {
	[ROLE_TEXT] = "text",
	[ROLE_DIM] = "dim",
	[ROLE_TITLE] = "title",
	[ROLE_HEADING] = "heading",
	[ROLE_UNREAD] = "unread",
	[ROLE_READ] = "read",
	[ROLE_SELECTED] = "selected",
	[ROLE_STATUS] = "status",
	[ROLE_LINE] = "line",
	[ROLE_PERSON] = "person",
	[ROLE_PLACE] = "place",
	[ROLE_ORGANISATION] = "organisation",
	[ROLE_DEMONYM] = "demonym",
	[ROLE_NUMBER] = "number",
	[ROLE_DATE] = "date",
	[ROLE_MENTION] = "mention",
	[ROLE_CURRENT] = "current",
	[ROLE_MATCH] = "match",
	[ROLE_LINK] = "link",
	[ROLE_QUOTE] = "quote",
	[ROLE_CODE] = "code",
	[ROLE_GOOD] = "good",
	[ROLE_BAD] = "bad",
	[ROLE_STAR] = "star",
	[ROLE_KEY] = "key",
	[ROLE_PROMPT] = "prompt",
	[ROLE_NEW] = "new",
	[ROLE_GONE] = "gone",
};

/* Each colour in 256 and in 8 colours. */
struct shade {
	int fg, bg, fg8, bg8;
	uint8_t attrs;
};

/* Sixteen-colour codes where they do: they follow the user's palette, and are six bytes shorter. */
static const struct shade dark[ROLES] = {
	[ROLE_TEXT] = { D, D, D, D, 0 },
	[ROLE_DIM] = { D, D, D, D, ATTR_DIM },
	[ROLE_TITLE] = { D, D, D, D, ATTR_BOLD },
	[ROLE_HEADING] = { 3, D, 3, D, ATTR_BOLD },
	[ROLE_UNREAD] = { D, D, D, D, 0 },
	[ROLE_READ] = { D, D, D, D, ATTR_DIM },
	[ROLE_SELECTED] = { D, 24, D, D, 0 },
	[ROLE_STATUS] = { D, D, D, D, 0 },
	[ROLE_LINE] = { D, D, D, D, 0 },
	[ROLE_PERSON] = { 6, D, 6, D, 0 },
	[ROLE_PLACE] = { 2, D, 2, D, 0 },
	[ROLE_ORGANISATION] = { 5, D, 5, D, 0 },
	[ROLE_DEMONYM] = { 6, D, 6, D, 0 },
	[ROLE_NUMBER] = { 3, D, 3, D, 0 },
	[ROLE_DATE] = { 3, D, 3, D, 0 },
	[ROLE_MENTION] = { 16, 222, 0, 3, 0 },
	[ROLE_CURRENT] = { 16, 215, 0, 3, ATTR_BOLD | ATTR_UNDERLINE },
	[ROLE_MATCH] = { 16, 150, 0, 2, 0 },
	[ROLE_LINK] = { D, D, D, D, ATTR_UNDERLINE },
	[ROLE_QUOTE] = { D, D, D, D, 0 },
	[ROLE_CODE] = { 6, D, 6, D, 0 },
	[ROLE_GOOD] = { 2, D, 2, D, 0 },
	[ROLE_BAD] = { 1, D, 1, D, 0 },
	[ROLE_STAR] = { 3, D, 3, D, 0 },
	[ROLE_KEY] = { 3, D, 3, D, 0 },
	[ROLE_PROMPT] = { D, D, D, D, ATTR_BOLD },
	[ROLE_NEW] = { 2, D, 2, D, 0 },
	[ROLE_GONE] = { 1, D, 1, D, ATTR_STRIKE },
};

static const struct shade light[ROLES] = {
	[ROLE_TEXT] = { D, D, D, D, 0 },
	[ROLE_DIM] = { D, D, D, D, ATTR_DIM },
	[ROLE_TITLE] = { D, D, D, D, ATTR_BOLD },
	[ROLE_HEADING] = { 5, D, 5, D, ATTR_BOLD },
	[ROLE_UNREAD] = { D, D, D, D, 0 },
	[ROLE_READ] = { D, D, D, D, ATTR_DIM },
	[ROLE_SELECTED] = { D, 153, D, D, 0 },
	[ROLE_STATUS] = { D, D, D, D, 0 },
	[ROLE_LINE] = { D, D, D, D, 0 },
	[ROLE_PERSON] = { 4, D, 4, D, 0 },
	[ROLE_PLACE] = { 2, D, 2, D, 0 },
	[ROLE_ORGANISATION] = { 5, D, 5, D, 0 },
	[ROLE_DEMONYM] = { 4, D, 4, D, 0 },
	[ROLE_NUMBER] = { 130, D, 1, D, 0 },
	[ROLE_DATE] = { 130, D, 1, D, 0 },
	[ROLE_MENTION] = { 16, 223, 0, 3, 0 },
	[ROLE_CURRENT] = { 16, 215, 0, 3, ATTR_BOLD | ATTR_UNDERLINE },
	[ROLE_MATCH] = { 16, 157, 0, 2, 0 },
	[ROLE_LINK] = { D, D, D, D, ATTR_UNDERLINE },
	[ROLE_QUOTE] = { D, D, D, D, 0 },
	[ROLE_CODE] = { 4, D, 4, D, 0 },
	[ROLE_GOOD] = { 2, D, 2, D, 0 },
	[ROLE_BAD] = { 1, D, 1, D, 0 },
	[ROLE_STAR] = { 130, D, 1, D, 0 },
	[ROLE_KEY] = { 130, D, 1, D, 0 },
	[ROLE_PROMPT] = { D, D, D, D, ATTR_BOLD },
	[ROLE_NEW] = { 2, D, 2, D, 0 },
	[ROLE_GONE] = { 1, D, 1, D, ATTR_STRIKE },
};

/* What carries the meaning when there are no colours. */
static const uint8_t mono[ROLES] = {
	[ROLE_TITLE] = ATTR_BOLD,
	[ROLE_HEADING] = ATTR_BOLD,
	[ROLE_UNREAD] = ATTR_BOLD,
	[ROLE_SELECTED] = ATTR_REVERSE,
	[ROLE_MENTION] = ATTR_REVERSE,
	[ROLE_CURRENT] = ATTR_REVERSE | ATTR_BOLD,
	[ROLE_MATCH] = ATTR_REVERSE,
	[ROLE_LINK] = ATTR_UNDERLINE,
	[ROLE_BAD] = ATTR_BOLD,
	[ROLE_KEY] = ATTR_BOLD,
	[ROLE_PROMPT] = ATTR_BOLD,
	[ROLE_NEW] = ATTR_UNDERLINE,
	[ROLE_GONE] = ATTR_STRIKE,
};

const char *
theme_role_name(enum role r)
{
	return role_names[r];
}

static void
theme_fill(struct theme *t, const struct shade *shades, int colors)
{
	for (int r = 0; r < ROLES; r++) {
		const struct shade *s = &shades[r];
		t->paint[r] = colors >= 256 ? (struct paint){ s->fg, s->bg, s->attrs }
		              : colors >= 8 ? (struct paint){ s->fg8, s->bg8, s->attrs }
		                            : (struct paint){ D, D, mono[r] };
	}
	if (colors >= 256)
		return;
	t->paint[ROLE_DIM].attrs = t->paint[ROLE_READ].attrs = 0; /* old terminals have no dim */
	t->paint[ROLE_UNREAD].attrs |= ATTR_BOLD;
	/* Two tones are too close there: the line is turned around. */
	t->paint[ROLE_SELECTED] = (struct paint){ D, D, ATTR_REVERSE };
}

static const struct {
	const char *name;
	int color;
} colors_by_name[] = {
	{ "default", D },
	{ "black", 0 },
	{ "red", 1 },
	{ "green", 2 },
	{ "yellow", 3 },
	{ "blue", 4 },
	{ "magenta", 5 },
	{ "cyan", 6 },
	{ "white", 7 },
	{ "grey", 8 },
	{ "gray", 8 },
};
static const struct {
	const char *name;
	uint8_t attr;
} attrs_by_name[] = {
	{ "bold", ATTR_BOLD },
	{ "italic", ATTR_ITALIC },
	{ "underline", ATTR_UNDERLINE },
	{ "reverse", ATTR_REVERSE },
	{ "dim", ATTR_DIM },
	{ "strike", ATTR_STRIKE },
};

static bool
hex_color(struct str word, int *out)
{
	int value = 0;

	if (word.len != 7 || word.p[0] != '#')
		return false;
	for (size_t i = 1; i < 7; i++) {
		const char *digits = "0123456789abcdef", *at;
		char c =
		        word.p[i] >= 'A' && word.p[i] <= 'F' ? (char)(word.p[i] | 0x20) : word.p[i];
		at = c == '\0' ? NULL : strchr(digits, c);
		if (at == NULL)
			return false;
		value = value * 16 + (int)(at - digits);
	}
	*out = COLOR_RGB | value;
	return true;
}

static bool
color_of(struct str word, int *out)
{
	int64_t n;

	for (size_t i = 0; i < COUNT(colors_by_name); i++)
		if (str_eq(word, str_of(colors_by_name[i].name))) {
			*out = colors_by_name[i].color;
			return true;
		}
	if (str_to_i64(word, &n) && n >= 0 && n <= 255) {
		*out = (int)n;
		return true;
	}
	return hex_color(word, out);
}

/* "colour [on colour] [attribute...]" */
static bool
paint_parse(struct str text, struct paint *out)
{
	struct paint p = { D, D, 0 };
	bool background = false;

	while (text.p != NULL) {
		struct str word = str_split(&text, ' ');
		size_t i = 0;
		int color;
		if (word.len == 0)
			continue;
		if (str_eq(word, STR("on"))) {
			background = true;
			continue;
		}
		while (i < COUNT(attrs_by_name) && !str_eq(word, str_of(attrs_by_name[i].name)))
			i++;
		if (i < COUNT(attrs_by_name)) {
			p.attrs |= attrs_by_name[i].attr;
			continue;
		}
		if (!color_of(word, &color))
			return false;
		*(background ? &p.bg : &p.fg) = color;
	}
	*out = p;
	return true;
}

static void
theme_line(struct theme *t, const struct conf_line *line, bool colored, struct notes *notes)
{
	struct paint p;

	for (int r = 0; r < ROLES; r++) {
		if (!str_eq(line->name, str_of(role_names[r])))
			continue;
		if (!paint_parse(line->value, &p))
			notes_add(notes, NOTE_WARNING, 0,
			        "line %d: no colour or attribute: " STR_FMT, line->line,
			        STR_ARG(line->value));
		else if (colored)
			t->paint[r] = p;
		else
			t->paint[r].attrs = p.attrs;
		return;
	}
	notes_add(notes, NOTE_WARNING, 0, "line %d: a theme has no '" STR_FMT "'", line->line,
	        STR_ARG(line->name));
}

void
theme_load(
        struct theme *t, const struct conf *c, int colors, bool light_ground, struct notes *notes)
{
	struct str name = str_of(conf_str(c, CONF_THEME));
	const struct conf_line *lines;
	char section[128];
	size_t count;

	if (str_eq(name, STR("light")))
		light_ground = true;
	if (str_eq(name, STR("dark")))
		light_ground = false;
	if (str_eq(name, STR("mono")))
		colors = 0;
	theme_fill(t, light_ground ? light : dark, colors);
	if (name.len > 100)
		return;
	memcpy(section, "theme ", 6);
	memcpy(section + 6, name.p, name.len);
	section[6 + name.len] = '\0';
	count = conf_section(c, section, &lines);
	for (size_t i = 0; i < count; i++)
		theme_line(t, &lines[i], colors >= 8, notes);
}
