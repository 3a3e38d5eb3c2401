/* SPDX-License-Identifier: ISC */
/*
 * keys.c - names of keys and the keymap.  Defaults come from the action table, over them a whole
 * keymap (newsboat, vim), over that the lines of [keys] in the config: "KEY = ACTION [ARGUMENT]" or
 * "KEY = none".
 */
#include "keys.h"

#include <string.h>

#include <dateline/text.h>

#include "action.h"

/* Several names for one key: the first is the one that is written. */
static const struct {
	const char *name;
	uint32_t key;
} names[] = {
	{ "Space", ' ' },
	{ "Enter", KEY_ENTER },
	{ "Tab", KEY_TAB },
	{ "Esc", KEY_ESCAPE },
	{ "Backspace", KEY_BACKSPACE },
	{ "Up", KEY_ARROW_UP },
	{ "Down", KEY_ARROW_DOWN },
	{ "Left", KEY_ARROW_LEFT },
	{ "Right", KEY_ARROW_RIGHT },
	{ "Home", KEY_TO_HOME },
	{ "End", KEY_TO_END },
	{ "PageUp", KEY_PAGE_UP },
	{ "PageDown", KEY_PAGE_DOWN },
	{ "Insert", KEY_INSERT },
	{ "Delete", KEY_DELETE },
	{ "S-Tab", KEY_BACKTAB },
	{ "Return", KEY_ENTER },
	{ "CR", KEY_ENTER },
	{ "Escape", KEY_ESCAPE },
	{ "BS", KEY_BACKSPACE },
	{ "PgUp", KEY_PAGE_UP },
	{ "PgDn", KEY_PAGE_DOWN },
	{ "Del", KEY_DELETE },
	{ "lt", '<' },
};

static bool
name_find(struct str name, uint32_t *key)
{
	int64_t number;

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_nocase(name, str_of(names[i].name))) {
			*key = names[i].key;
			return true;
		}
	if (name.len >= 2 && (name.p[0] | 0x20) == 'f' &&
	        str_to_i64(str_sub(name, 1, name.len), &number) && number >= 1 && number <= 20) {
		*key = KEY_F + (uint32_t)number;
		return true;
	}
	return false;
}

static uint32_t
with_ctrl(uint32_t key)
{
	if ((key >= '@' && key <= '_') || (key >= 'a' && key <= 'z'))
		return KEY_CTRL(key);
	return key == ' ' ? 0 : key | KEY_WITH_CTRL;
}

/* The inside of <...>: modifiers "C-", "A-", "M-", "S-", then a name or a character. */
static bool
angle_parse(struct str inside, uint32_t *key)
{
	uint32_t cp, with = 0;

	while (inside.len > 2 && inside.p[1] == '-' && strchr("CAMScams", inside.p[0]) != NULL) {
		char c = (char)(inside.p[0] | 0x20);
		if (name_find(inside, key)) /* S-Tab */
			break;
		with |= c == 'c' ? KEY_WITH_CTRL : c == 's' ? KEY_WITH_SHIFT : KEY_WITH_ALT;
		inside = str_sub(inside, 2, inside.len);
	}
	if (!name_find(inside, key)) {
		if (inside.len == 0 || utf8_next(inside, 0, &cp) != inside.len)
			return false;
		*key = cp;
	}
	if ((with & KEY_WITH_CTRL) != 0 && *key < KEY_SPECIAL)
		*key = with_ctrl(*key);
	else
		*key |= with & KEY_WITH_CTRL;
	*key |= with & (KEY_WITH_ALT | KEY_WITH_SHIFT);
	return true;
}

/* One key at the start of *text, which is moved on. */
static bool
key_parse(struct str *text, uint32_t *key)
{
	ptrdiff_t end = text->p[0] == '<' ? str_chr(*text, '>') : -1;
	uint32_t cp;
	size_t n;

	if (end > 1 && angle_parse(str_sub(*text, 1, (size_t)end), key)) {
		*text = str_sub(*text, (size_t)end + 1, text->len);
		return true;
	}
	if (text->p[0] == '^' && text->len > 1) {
		*key = with_ctrl((unsigned char)text->p[1]);
		*text = str_sub(*text, 2, text->len);
		return true;
	}
	n = utf8_next(*text, 0, &cp);
	*key = cp;
	*text = str_sub(*text, n, text->len);
	return true;
}

int
keys_parse(struct str text, uint32_t keys[KEYS_SEQUENCE_MAX])
{
	int count = 0;

	if (text.len > 1 && name_find(text, &keys[0])) /* "Space" without brackets */
		return 1;
	while (text.len > 0) {
		if (count == KEYS_SEQUENCE_MAX || !key_parse(&text, &keys[count]))
			return 0;
		count++;
	}
	return count;
}

static const char *
name_of(uint32_t key, char space[8])
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].key == key)
			return names[i].name;
	if (key > KEY_F && key <= KEY_F_LAST) {
		space[0] = 'F';
		space[1] = (char)(key - KEY_F >= 10 ? '0' + (key - KEY_F) / 10 : '0' + key - KEY_F);
		space[2] = key - KEY_F >= 10 ? (char)('0' + (key - KEY_F) % 10) : '\0';
		space[3] = '\0';
		return space;
	}
	return NULL;
}

static void
key_write(struct buf *b, uint32_t key, bool alone)
{
	uint32_t with = key & (KEY_WITH_CTRL | KEY_WITH_ALT | KEY_WITH_SHIFT), bare = key & ~with;
	char space[8];
	const char *name = name_of(bare, space);
	bool brackets;

	if (alone && bare == '<' && with == 0)
		name = NULL;
	brackets = with != 0 || (name != NULL && !alone);

	if (bare < 0x20 && name == NULL) {
		buf_printf(b, "%s^%c", (with & KEY_WITH_ALT) != 0 ? "Esc " : "", (int)bare + '@');
		return;
	}
	buf_printf(b, "%s%s%s%s", brackets ? "<" : "", (with & KEY_WITH_CTRL) != 0 ? "C-" : "",
	        (with & KEY_WITH_ALT) != 0 ? "A-" : "", (with & KEY_WITH_SHIFT) != 0 ? "S-" : "");
	if (name != NULL) {
		buf_add_cstr(b, name);
	} else {
		char bytes[4];
		buf_add(b, bytes, utf8_put(bare, bytes));
	}
	buf_add_cstr(b, brackets ? ">" : "");
}

void
keys_write(struct buf *b, const uint32_t *keys, int count)
{
	for (int i = 0; i < count; i++)
		key_write(b, keys[i], count == 1);
}

/* ---- the map ---- */
static void
bind(struct keymap *k, struct str keys, const struct action *action, struct str argument,
        unsigned views, struct notes *notes)
{
	struct binding b = { .action = action, .argument = argument, .views = views };

	b.count = keys_parse(keys, b.keys);
	if (b.count == 0) {
		notes_add(notes, NOTE_WARNING, 0, "there is no key '" STR_FMT "'", STR_ARG(keys));
		return;
	}
	k->list = arena_grow(k->arena, k->list, k->count, &k->cap, sizeof(*k->list));
	k->list[k->count++] = b;
}

static void
bind_all(struct keymap *k, struct str keys, const struct action *action, struct str argument,
        unsigned views, struct notes *notes)
{
	while (keys.p != NULL) {
		struct str one = str_split(&keys, ' ');
		if (one.len > 0)
			bind(k, one, action, argument, action->views & views, notes);
	}
}

static void
bind_row(struct keymap *k, const struct keymap_row *row, struct notes *notes)
{
	struct str argument = str_of(row->action), name = str_split(&argument, ' ');
	const struct action *action = action_find(name);

	if (action != NULL)
		bind_all(k, str_of(row->keys), action, argument,
		        row->views != 0 ? row->views : VIEW_ALL, notes);
}

static void
bind_line(struct keymap *k, const struct conf_line *line, struct notes *notes)
{
	struct str argument = line->value, name = str_split(&argument, ' ');
	const struct action *action = action_find(name);
	const char *nearest;

	if (action != NULL || str_eq(name, STR("none"))) {
		bind(k, line->name, action, argument, action != NULL ? action->views : VIEW_ALL,
		        notes);
		return;
	}
	nearest = action_nearest(name);
	notes_add(notes, NOTE_WARNING, 0, "config:%d: there is no action '" STR_FMT "'%s%s%s",
	        line->line, STR_ARG(name), nearest != NULL ? "; did you mean '" : "",
	        nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

void
keymap_load(struct keymap *k, struct arena *a, const struct conf *c, struct notes *notes)
{
	const char *which = conf_str(c, CONF_KEYMAP);
	const struct conf_line *lines;
	size_t count = conf_section(c, "keys", &lines);

	*k = (struct keymap){ .arena = a };
	for (const struct action *action = actions; action->name != NULL; action++)
		bind_all(k, str_of(action->keys), action, STR_NONE, VIEW_ALL, notes);
	for (const struct keymap_row *row = keymap_rows; row->map != NULL; row++)
		if (strcmp(row->map, which) == 0)
			bind_row(k, row, notes);
	for (size_t i = 0; i < count; i++)
		bind_line(k, &lines[i], notes);
}

enum keymap_match
keymap_find(const struct keymap *k, unsigned view, const uint32_t *keys, int count,
        const struct binding **out)
{
	enum keymap_match match = KEYMAP_NONE;

	for (size_t i = k->count; i-- > 0;) {
		const struct binding *b = &k->list[i];
		if ((b->views & view) == 0 || b->count < count ||
		        memcmp(b->keys, keys, (size_t)count * sizeof(*keys)) != 0)
			continue;
		if (b->count > count) {
			if (b->action != NULL && match == KEYMAP_NONE)
				match = KEYMAP_MORE;
		} else if (match != KEYMAP_FOUND) {
			if (b->action == NULL)
				return match;
			*out = b;
			if (match == KEYMAP_NONE)
				match = KEYMAP_FOUND;
		}
	}
	return match;
}

/* Whether the keys before the last one do something already: then the sequence is never typed. */
static bool
is_shadowed(const struct keymap *k, unsigned view, const struct binding *b)
{
	const struct binding *found;

	for (int count = 1; count < b->count; count++)
		if (keymap_find(k, view, b->keys, count, &found) == KEYMAP_FOUND)
			return true;
	return false;
}

struct str
keymap_keys_of(const struct keymap *k, struct arena *a, const struct action *action, unsigned view,
        bool all)
{
	struct buf b;
	struct str out;

	buf_init(&b, 4096);
	for (size_t i = 0; i < k->count; i++) {
		const struct binding *own = &k->list[i], *found = NULL;
		if (own->action != action || (own->views & view) == 0 || own->argument.len > 0)
			continue;
		if (keymap_find(k, view & own->views, own->keys, own->count, &found) !=
		                KEYMAP_FOUND ||
		        found->action != action || is_shadowed(k, view & own->views, own))
			continue;
		if (b.len > 0)
			buf_add_char(&b, ' ');
		keys_write(&b, own->keys, own->count);
		if (!all)
			break;
	}
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}
