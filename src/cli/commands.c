/* SPDX-License-Identifier: ISC */
/*
 * commands.c - the table of subcommands, and what they all say alike: usage and failure.  A new
 * subcommand is one file with its cmd_ function and one row here.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

const struct command commands[] = {
	{ "demo", cmd_demo, "[--accessible]", "a small made-up edition: see what dateline is" },
	{ "add", cmd_add, "[--title NAME] [--hidden] [--offline] [--json] URL [TAG...]",
	        "subscribe to a feed, or to the feed of a site" },
	{ "remove", cmd_remove, "URL...", "unsubscribe; starred and noted articles stay" },
	{ "feeds", cmd_feeds, "[--json]", "the subscriptions, their counts and errors" },
	{ "import", cmd_import, "FILE", "take over OPML, newsboat's urls or cache.db, an export" },
	{ "export", cmd_export, "[--opml|--urls|--all]",
	        "subscriptions, or everything as JSON lines" },
	{ "fetch", cmd_fetch, "[--quiet|--json|--verbose] [--force] [URL...]", "refresh feeds" },
	{ "list", cmd_list, "[--json] [--unread] [--all] [--limit N] [--feed URL] [QUERY]",
	        "articles, newest first" },
	{ "search", cmd_search, "[--json] [--unread] [--all] [--limit N] [--feed URL] WORDS",
	        "articles, best match first" },
	{ "show", cmd_show, "[--json|--html|--markdown] ID", "one article" },
	{ "stories", cmd_stories, "[--json]", "what is going on, newest first" },
	{ "story", cmd_story,
	        "[--json|--csv|--move ARTICLE|--split ARTICLE|--follow|--unfollow] ID",
	        "one story: brief, timeline, figures; or a change of it" },
	{ "extract", cmd_extract, "[--url U] [--content-type C] [--json|--html|--markdown] [FILE]",
	        "web page to article" },
	{ "parse", cmd_parse, "[--url U] [--content-type C] [--batch] [FILE]", "feed to JSON" },
	{ "entities", cmd_entities, "[--jsonl|--text] [--date YYYY-MM-DD] [FILE]",
	        "people, places, organisations, numbers and dates in a text" },
	{ "cluster", cmd_cluster, "[--jsonl] [FILE]",
	        "articles, one JSON object a line, to stories" },
	{ "rules", cmd_rules, "[--apply]", "the rules of the config; do them to all articles" },
	{ "backup", cmd_backup, "FILE", "copy the store while it is in use" },
	{ "check", cmd_check, "", "is the store whole?" },
	{ "vacuum", cmd_vacuum, "", "give the store's unused space back" },
	{ "help", cmd_help, "[COMMAND|settings|keys]",
	        "this list, how a command is used, settings, keys" },
	{ NULL, NULL, NULL, NULL },
};

int
cli_fail(const char *command, const struct err *e)
{
	fprintf(stderr, "dateline%s%s: %s\n", command[0] == '\0' ? "" : " ", command, e->text);
	return e->kind == ERR_NONE ? ERR_FAIL : (int)e->kind;
}

int
cli_usage(const char *command, bool asked)
{
	FILE *out = asked ? stdout : stderr;

	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, command) == 0)
			fprintf(out, "usage: dateline %s %s\n       %s\n", c->name, c->usage,
			        c->help);
	if (!asked)
		fputs("See dateline(1).\n", out);
	return asked ? 0 : ERR_USAGE;
}
