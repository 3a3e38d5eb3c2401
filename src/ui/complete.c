/* SPDX-License-Identifier: ISC */
/*
 * complete.c - what Tab offers in the prompts: actions, settings and their values on the command
 * line; fields, states and values of the query language with names from the store; tags, folders.
 */
#include <dateline/text.h>

#include "app.h"

#define NAMES_MAX 60 /* of the store, offered at once */

/* ---- words of the store ---- */
typedef void feed_words_fn(struct completions *c, const struct store_feed *feed, struct str start);

static void
feed_title(struct completions *c, const struct store_feed *feed, struct str start)
{
	struct text_span m;

	if (start.len == 0 || text_find_fold(feed->title, start, 0, &m))
		complete_add(c, feed->title);
}

static void
feed_tags(struct completions *c, const struct store_feed *feed, struct str start)
{
	for (size_t i = 0; i < feed->tags_count; i++)
		if (str_starts_nocase(feed->tags[i], start) &&
		        !str_starts(feed->tags[i], STR("folder/")))
			complete_add(c, feed->tags[i]);
}

static void
feed_folder(struct completions *c, const struct store_feed *feed, struct str start)
{
	if (feed->folder.len > 0 && str_starts_nocase(feed->folder, start))
		complete_add(c, feed->folder);
}

static void
of_feeds(struct app *app, struct completions *c, struct str start, feed_words_fn *words)
{
	struct store_feed *feeds;
	size_t count;
	struct err e;

	if (!store_feeds(app->o->store, app->scratch, &feeds, &count, &e))
		return;
	for (size_t i = 0; i < count; i++)
		words(c, &feeds[i], start);
}

static void
all_tags(struct app *app, struct completions *c, struct str start)
{
	struct str *tags;
	size_t count;
	struct err e;

	of_feeds(app, c, start, feed_tags);
	if (!store_tags(app->o->store, app->scratch, &tags, &count, &e))
		return;
	for (size_t i = 0; i < count; i++)
		if (str_starts_nocase(tags[i], start))
			complete_add(c, tags[i]);
}

void
complete_tag(struct app *app, struct completions *c, struct str line)
{
	size_t start = line.len;

	while (start > 0 && line.p[start - 1] != ' ' && line.p[start - 1] != '-')
		start--;
	c->start = start;
	all_tags(app, c, str_sub(line, start, line.len));
}

void
complete_folder(struct app *app, struct completions *c, struct str line)
{
	c->start = 0;
	of_feeds(app, c, line, feed_folder);
}

/* ---- queries ---- */
static void
names_of(struct app *app, struct completions *c, struct str start, enum entity_kind kind)
{
	struct store_name *names;
	size_t count;
	struct err e;

	if (!store_names_find(
	            app->o->store, app->scratch, kind, start, NAMES_MAX, &names, &count, &e))
		return;
	for (size_t i = 0; i < count; i++)
		complete_add(c, names[i].name);
}

static void
complete_person(struct app *app, struct completions *c, struct str start)
{
	names_of(app, c, start, ENTITY_PERSON);
}

static void
complete_place(struct app *app, struct completions *c, struct str start)
{
	names_of(app, c, start, ENTITY_PLACE);
}

static void
complete_organisation(struct app *app, struct completions *c, struct str start)
{
	names_of(app, c, start, ENTITY_ORGANISATION);
}

static void
complete_demonym(struct app *app, struct completions *c, struct str start)
{
	names_of(app, c, start, ENTITY_DEMONYM);
}

static void
complete_feed(struct app *app, struct completions *c, struct str start)
{
	of_feeds(app, c, start, feed_title);
}

static const struct {
	const char *field;
	const char *words; /* with blanks between, or ... */
	void (*values)(struct app *app, struct completions *c, struct str start);
} fields[] = {
	{ "is:",
	        "unread read starred new noted flagged tagged full changed story followed deleted "
	        "hidden",
	        NULL },
	{ "title:", "", NULL },
	{ "author:", "", NULL },
	{ "feed:", NULL, complete_feed },
	{ "tag:", NULL, all_tags },
	{ "person:", NULL, complete_person },
	{ "place:", NULL, complete_place },
	{ "org:", NULL, complete_organisation },
	{ "demonym:", NULL, complete_demonym },
	{ "link:", "", NULL },
	{ "site:", "", NULL },
	{ "flag:", "", NULL },
	{ "since:", "today yesterday", NULL },
	{ "before:", "today yesterday", NULL },
	{ "age:", "1d 2d 7d 30d", NULL },
	{ "number:", "", NULL },
};

/* The start of the word at the end of the line: behind a blank or a bracket that no quote holds. */
static size_t
word_start(struct str line)
{
	size_t start = 0;
	bool quoted = false;

	for (size_t i = 0; i < line.len; i++) {
		quoted ^= line.p[i] == '"';
		if (!quoted && (line.p[i] == ' ' || line.p[i] == '('))
			start = i + 1;
	}
	if (start < line.len && line.p[start] == '-')
		start++;
	return start;
}

/* A value with blanks or signs stands in quotes. */
static void
quote_all(struct completions *c)
{
	for (size_t i = 0; i < c->count; i++) {
		bool plain = c->list[i].len > 0;
		for (size_t k = 0; k < c->list[i].len; k++)
			plain &= (unsigned char)c->list[i].p[k] > 0x7F || c->list[i].p[k] == '-' ||
			         c->list[i].p[k] == '_' ||
			         (c->list[i].p[k] >= '0' && c->list[i].p[k] <= '9') ||
			         ((c->list[i].p[k] | 0x20) >= 'a' &&
			                 (c->list[i].p[k] | 0x20) <= 'z');
		if (!plain && str_chr(c->list[i], '"') < 0)
			c->list[i] = arena_printf(c->a, "\"" STR_FMT "\"", STR_ARG(c->list[i]));
	}
}

static void
add_words(struct completions *c, const char *words, struct str start)
{
	for (struct str rest = str_of(words); rest.p != NULL;) {
		struct str word = str_split(&rest, ' ');
		if (word.len > 0 && str_starts_nocase(word, start))
			complete_add(c, word);
	}
}

void
complete_query(struct app *app, struct completions *c, struct str line)
{
	size_t at = word_start(line);
	struct str word = str_sub(line, at, line.len);

	for (size_t i = 0; i < COUNT(fields); i++) {
		struct str field = str_of(fields[i].field), value;
		if (!str_starts_nocase(word, field))
			continue;
		c->start = at + field.len;
		value = str_sub(word, field.len, word.len);
		if (value.len > 0 && value.p[0] == '"')
			value = str_sub(value, 1, value.len);
		if (fields[i].values != NULL)
			fields[i].values(app, c, value);
		else
			add_words(c, fields[i].words, value);
		quote_all(c);
		return;
	}
	c->start = at;
	for (size_t i = 0; i < COUNT(fields); i++)
		if (str_starts_nocase(str_of(fields[i].field), word))
			complete_add(c, str_of(fields[i].field));
}

/* ---- the command line ---- */
static void
complete_setting(struct app *app, struct completions *c, struct str text, size_t at)
{
	struct str value = text, name = str_split(&value, ' ');
	enum conf_id id;

	if (value.p == NULL) {
		c->start = at;
		for (size_t i = 0; i < CONF_IDS; i++)
			if (str_starts(str_of(conf_table[i].name), name))
				complete_add(c, arena_printf(c->a, "%s ", conf_table[i].name));
		return;
	}
	c->start = at + (size_t)(value.p - text.p);
	if (!conf_find(name, &id))
		return;
	for (int round = 0; conf_value(id, value, round).p != NULL; round++)
		complete_add(c, conf_value(id, value, round));
	if (c->count == 0 && value.len == 0) /* what it is now, to be edited */
		complete_add(c, str_of(conf_str(app->o->conf, id)));
}

/* What stands behind the name of an action. */
static const struct {
	const char *action;
	prompt_complete_fn *complete;
} arguments[] = { { "search ", complete_query }, { "type-filter ", complete_query },
	{ "tag ", complete_tag }, { "folder ", complete_folder } };

void
complete_command(struct app *app, struct completions *c, struct str line)
{
	size_t at = 0;
	struct str text;

	for (size_t i = 0; i < line.len; i++) /* the last of several */
		if (line.p[i] == ';' || (line.p[i] == ' ' && i == at))
			at = i + 1;
	text = str_sub(line, at, line.len);
	if (str_starts(text, STR("set "))) {
		complete_setting(app, c, str_sub(text, 4, text.len), at + 4);
		return;
	}
	for (size_t i = 0; i < COUNT(arguments); i++) {
		struct str name = str_of(arguments[i].action);
		if (!str_starts(text, name))
			continue;
		arguments[i].complete(app, c, str_sub(text, name.len, text.len));
		c->start += at + name.len;
		return;
	}
	c->start = at;
	for (const struct action *action = actions; action->name != NULL; action++)
		if (str_starts(str_of(action->name), text))
			complete_add(c, arena_printf(c->a, "%s%s", action->name,
			                        (action->flags & ACTION_TEXT) != 0 ? " " : ""));
}
