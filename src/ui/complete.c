/* SPDX-License-Identifier: ISC */
/*
 * complete.c - what Tab offers in the prompts: actions and settings on the command line, fields and
 * states of the query language, tags.  Each gives the round-th completion of the text, or STR_NONE
 * when there are no more.
 */
#include "app.h"

static const char *const query_words[] = { "is:unread", "is:read", "is:starred", "is:new",
	"is:noted", "is:flagged", "is:tagged", "is:full", "is:changed", "is:story", "is:followed",
	"is:deleted", "title:", "author:", "feed:", "tag:", "person:", "place:", "org:", "demonym:",
	"link:", "site:", "flag:", "since:", "before:", "age:", "number:" };

/* The last word of a query. */
struct str
complete_query(struct app *app, struct arena *a, struct str text, int round)
{
	size_t start = text.len;
	struct str word;

	(void)app;
	while (start > 0 && text.p[start - 1] != ' ' && text.p[start - 1] != '(')
		start--;
	word = str_sub(text, start, text.len);
	for (size_t i = 0; i < COUNT(query_words); i++)
		if (str_starts_nocase(str_of(query_words[i]), word) && round-- == 0)
			return arena_printf(
			        a, STR_FMT "%s", STR_ARG(str_sub(text, 0, start)), query_words[i]);
	return STR_NONE;
}

struct str
complete_tag(struct app *app, struct arena *a, struct str text, int round)
{
	struct store_feed *feeds;
	size_t count;
	struct err e;

	if (!store_feeds(app->o->store, a, &feeds, &count, &e))
		return STR_NONE;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < feeds[i].tags_count; k++)
			if (str_starts_nocase(feeds[i].tags[k], text) && round-- == 0)
				return feeds[i].tags[k];
	return STR_NONE;
}

/* Names of folders, each once. */
struct str
complete_folder(struct app *app, struct arena *a, struct str text, int round)
{
	struct store_feed *feeds;
	size_t count;
	struct err e;

	if (!store_feeds(app->o->store, a, &feeds, &count, &e))
		return STR_NONE;
	for (size_t i = 0; i < count; i++) {
		bool seen = feeds[i].folder.len == 0;
		for (size_t k = 0; k < i && !seen; k++)
			seen = str_eq(feeds[i].folder, feeds[k].folder);
		if (!seen && str_starts_nocase(feeds[i].folder, text) && round-- == 0)
			return feeds[i].folder;
	}
	return STR_NONE;
}

static struct str
complete_setting(struct arena *a, struct str text, int round)
{
	for (size_t i = 0; i < CONF_IDS; i++)
		if (str_starts(str_of(conf_table[i].name), text) && round-- == 0)
			return arena_printf(a, "set %s ", conf_table[i].name);
	return STR_NONE;
}

struct str
complete_command(struct app *app, struct arena *a, struct str text, int round)
{
	(void)app;
	if (str_starts(text, STR("set ")))
		return complete_setting(a, str_sub(text, 4, text.len), round);
	for (const struct action *action = actions; action->name != NULL; action++)
		if (str_starts(str_of(action->name), text) && round-- == 0)
			return arena_printf(a, "%s%s", action->name,
			        (action->flags & ACTION_TEXT) != 0 ? " " : "");
	return STR_NONE;
}
