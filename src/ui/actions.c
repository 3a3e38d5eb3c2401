/* SPDX-License-Identifier: ISC */
/*
 * actions.c - the table of actions: name, default keys, where it counts, what it does, in words and
 * in code. Dispatch, help, the manual's list of keys and the command line's completion come from
 * it; a new key is a row here.
 */
#include <stdlib.h>
#include <string.h>

#include "action.h"

#define ROWS (VIEW_ALL & ~(VIEW_TEXTS))
#define ITEMS (VIEW_LISTS | VIEW_READER)
#define SITES (VIEW_FEEDS | VIEW_FEED | VIEW_LOG)
#define FOLDS (VIEW_FRONT | VIEW_FEEDS | VIEW_READER)

const struct action actions[] = {
	{ "down", "j <Down> ^N", VIEW_ALL, 0, act_down, "one line or row down", "MOVING" },
	{ "up", "k <Up> ^P", VIEW_ALL, 0, act_up, "one line or row up", NULL },
	{ "page-down", "^F <PageDown>", VIEW_ALL, 0, act_page_down, "one page down", NULL },
	{ "page-up", "b ^B <PageUp>", VIEW_ALL, 0, act_page_up, "one page up", NULL },
	{ "half-down", "^D", VIEW_ALL, 0, act_half_down, "half a page down", NULL },
	{ "half-up", "^U", VIEW_ALL, 0, act_half_up, "half a page up", NULL },
	{ "top", "gg <Home>", VIEW_ALL, 0, act_top, "to the first one, or to that number", NULL },
	{ "bottom", "G <End>", VIEW_ALL, 0, act_bottom, "to the last one, or to that number",
	        NULL },
	{ "read-on", "Space", VIEW_ALL, 0, act_space,
	        "a page down; at the end the next unread article", NULL },
	{ "next-item", "J", ITEMS, 0, act_next_item, "the next article of the list", NULL },
	{ "previous-item", "K", ITEMS, 0, act_previous_item, "the article before", NULL },
	{ "next-unread", "n", VIEW_ALL, 0, act_next_unread,
	        "the next unread one; after / in a text: the next match", NULL },
	{ "previous-unread", "p", VIEW_ALL, 0, act_previous_unread,
	        "the unread one before; after / in a text: the match before", NULL },
	{ "next-mention", "]", ITEMS | VIEW_FIGURES, 0, act_next_mention,
	        "the next mention of what is chosen; in a list the next story", NULL },
	{ "previous-mention", "[", ITEMS | VIEW_FIGURES, 0, act_previous_mention,
	        "the mention before; in a list the story before", NULL },
	{ "random-unread", "", ITEMS, 0, act_random_unread, "any unread one", NULL },
	{ "next-feed", "}", VIEW_ARTICLES, 0, act_next_feed, "the articles of the next feed",
	        NULL },
	{ "previous-feed", "{", VIEW_ARTICLES, 0, act_previous_feed,
	        "the articles of the feed before", NULL },
	{ "next-unread-feed", ")", VIEW_ARTICLES, 0, act_next_unread_feed,
	        "the next feed with unread articles", NULL },
	{ "previous-unread-feed", "(", VIEW_ARTICLES, 0, act_previous_unread_feed,
	        "the feed before with unread articles", NULL },
	{ "search", "/", VIEW_ALL, ACTION_TEXT, act_search,
	        "search: in a list all articles, in a text its words", NULL },
	{ "find", "'", VIEW_ALL, ACTION_TEXT, act_find,
	        "find a row of this list; n and p go to the others", NULL },

	{ "open", "l Enter <Right>", VIEW_ALL, 0, act_open, "open what is chosen", "LOOKING" },
	{ "back", "h q <Left>", VIEW_ALL, 0, act_back, "back; from the first view: leave", NULL },
	{ "escape", "Esc", VIEW_ALL, 0, act_escape, "end the search, leave the sidebar", NULL },
	{ "quit", "Q", VIEW_ALL, 0, act_quit, "leave dateline", NULL },
	{ "pane", "Tab", VIEW_ALL, 0, act_pane,
	        "the other pane: text and sidebar, articles and feeds", NULL },
	{ "sidebar", "i", VIEW_READER, 0, act_sidebar, "show or hide people, places and numbers",
	        NULL },
	{ "right", "> <S-Right>", VIEW_READER, 0, act_right, "wide tables and code to the right",
	        NULL },
	{ "left", "< <S-Left>", VIEW_READER, 0, act_left, "wide tables and code to the left",
	        NULL },
	{ "fold", "za +", FOLDS, 0, act_fold, "fold the story, folder or section, or unfold it",
	        NULL },
	{ "fold-open", "zo", FOLDS, 0, act_fold_open, "unfold it", NULL },
	{ "fold-close", "zc", FOLDS, 0, act_fold_close, "fold it", NULL },
	{ "fold-all", "zM", VIEW_FRONT | VIEW_FEEDS, 0, act_fold_all, "fold everything", NULL },
	{ "unfold-all", "zR", VIEW_FRONT | VIEW_FEEDS, 0, act_unfold_all, "unfold everything",
	        NULL },
	{ "order", "go", VIEW_FRONT | VIEW_ARTICLES, 0, act_order,
	        "another order: by time, stories by size or followed ones, titles, feeds", NULL },
	{ "text-only", "Z", VIEW_READER | VIEW_LISTS, 0, act_text_only,
	        "nothing but the text, or the list", NULL },
	{ "story", "S", ITEMS | VIEW_STORIES, 0, act_story, "the story this article is part of",
	        NULL },
	{ "figures", "v gp", ITEMS | VIEW_STORIES | VIEW_BRIEF, 0, act_figures,
	        "the story's figures over time", NULL },
	{ "brief", "V", ITEMS | VIEW_STORIES | VIEW_FIGURES, 0, act_brief,
	        "the state of the story in one text: who, where, how many", NULL },
	{ "follow", "F", VIEW_STORY | VIEW_STORIES | VIEW_READER | VIEW_BRIEF | VIEW_FIGURES, 0,
	        act_follow, "follow the story, or no longer", NULL },
	{ "split-off", "X", ITEMS, 0, act_split_off, "this article is no part of the story", NULL },
	{ "move-story", "M", ITEMS, 0, act_move_story, "move the article to another story", NULL },
	{ "stories", "gs", VIEW_ALL, 0, act_stories, "all stories", NULL },
	{ "changes", "gd", ITEMS, 0, act_changes, "what changed in an edited article", NULL },
	{ "links", "u", ITEMS, 0, act_links, "the links of the article", NULL },
	{ "front", "gh", VIEW_ALL, 0, act_front, "the front page", NULL },
	{ "feeds", "gf", VIEW_ALL, 0, act_feeds, "the feeds", NULL },
	{ "show-read", "L", VIEW_FRONT | VIEW_ARTICLES | VIEW_FEEDS, 0, act_show_read,
	        "show or hide what was read", NULL },
	{ "filter", "f", VIEW_LISTS | VIEW_FEEDS, 0, act_filter, "pick a tag to show", NULL },
	{ "type-filter", "F", (VIEW_LISTS & ~VIEW_STORY) | VIEW_FEEDS, ACTION_TEXT, act_type_filter,
	        "show only what a query gives; empty: everything", NULL },
	{ "clear-filter", "", VIEW_LISTS & ~VIEW_STORY, 0, act_clear_filter,
	        "show everything again", NULL },
	{ "help", "? <F1>", VIEW_ALL, 0, act_help, "the keys of this view", NULL },
	{ "log", "gl", VIEW_ALL, 0, act_log, "messages, and the feeds that fail", NULL },
	{ "settings", "gc", VIEW_ALL, 0, act_settings, "all settings", NULL },
	{ "set", "", VIEW_ALL, ACTION_TEXT, act_set, "change a setting: set NAME VALUE", NULL },

	{ "toggle-read", "N", ITEMS, 0, act_toggle_read, "mark read or unread", "MARKING" },
	{ "read-feed", "A", VIEW_LISTS | VIEW_FEEDS, 0, act_read_feed, "mark the feed or list read",
	        NULL },
	{ "read-all", "C", VIEW_FRONT | VIEW_FEEDS | VIEW_ARTICLES, 0, act_read_all,
	        "mark everything read", NULL },
	{ "read-above", "", VIEW_LISTS, 0, act_read_above, "mark this one and all above it read",
	        NULL },
	{ "undo", "U", VIEW_ALL, 0, act_undo, "take the last mark back", NULL },
	{ "star", "*", ITEMS, 0, act_star, "star: keep and find again", NULL },
	{ "flag", "m", ITEMS, ACTION_CHAR, act_flag, "set or clear the flag of a letter, a to z",
	        NULL },
	{ "tag", "t", ITEMS, ACTION_TEXT, act_tag, "tag the article; -NAME takes a tag off", NULL },
	{ "note", "gn", ITEMS, 0, act_note, "write a note to the article", NULL },
	{ "delete", "D", ITEMS | VIEW_FEEDS | VIEW_LOG | VIEW_FORMS, 0, act_delete,
	        "delete the article; a feed: unsubscribe; a setting: its default", NULL },

	{ "delete-all", "", VIEW_LISTS, 0, act_delete_all, "delete all articles of the list",
	        NULL },

	{ "reload", "r", VIEW_ALL, 0, act_reload, "ask this feed for news", "FETCHING" },
	{ "reload-all", "R", VIEW_ALL, 0, act_reload_all, "ask all feeds for news", NULL },
	{ "full-text", "x", ITEMS, 0, act_full_text, "fetch the article's page", NULL },
	{ "add", "a", VIEW_ALL, ACTION_TEXT, act_add, "subscribe to a site or feed", NULL },
	{ "import", "I", VIEW_FRONT | VIEW_FEEDS, ACTION_TEXT, act_import,
	        "import OPML, or newsboat's urls or cache.db", NULL },
	{ "demo", "d", VIEW_FRONT, 0, act_demo, "look at the made-up edition", NULL },
	{ "feed", "c", ITEMS | VIEW_FEEDS | VIEW_LOG, 0, act_feed,
	        "change the feed: title, address, tags, folder, settings", NULL },
	{ "folder", "M", VIEW_FEEDS, ACTION_TEXT, act_folder, "put the feed in a folder", NULL },
	{ "move-up", "<", VIEW_FEEDS, 0, act_move_up, "move the feed or folder up", NULL },
	{ "move-down", ">", VIEW_FEEDS, 0, act_move_down, "move the feed or folder down", NULL },
	{ "edit-urls", "E", VIEW_ALL, 0, act_edit_urls, "edit the list of feeds", NULL },
	{ "reload-urls", "", VIEW_ALL, 0, act_reload_urls, "read the list of feeds again", NULL },
	{ "cancel", "^C", VIEW_ALL, 0, act_cancel, "stop what runs in the background", NULL },

	{ "browser", "o", ITEMS | VIEW_LINKS | SITES, 0, act_browser,
	        "open in the browser; 3o opens link 3", "USING" },
	{ "browser-all", "O", ITEMS | VIEW_LINKS, 0, act_browser_all,
	        "open in the browser and mark read; in links: all of them", NULL },
	{ "copy", "y", ITEMS | VIEW_LINKS | SITES, 0, act_copy,
	        "copy the address; 3y copies that of link 3", NULL },
	{ "copy-title", "Y", ITEMS | VIEW_LINKS | SITES, 0, act_copy_title,
	        "copy title and address", NULL },
	{ "save", "s", ITEMS, ACTION_TEXT, act_save,
	        "save as text, or by the name's end .md or .html", NULL },
	{ "pipe", "|", ITEMS, ACTION_TEXT, act_pipe, "give the article's text to a command", NULL },
	{ "enqueue", "e", ITEMS, 0, act_enqueue, "play the enclosure", NULL },
	{ "bookmark", "B", ITEMS, 0, act_bookmark, "run the bookmark command", NULL },

	{ "command", ":", VIEW_ALL, 0, act_command, "type an action by its name", "AND" },
	{ "macro", ",", VIEW_ALL, ACTION_CHAR, act_macro, "run a macro of the config by its letter",
	        NULL },
	{ "redraw", "^L", VIEW_ALL, 0, act_redraw, "draw the screen again", NULL },
	{ "suspend", "^Z", VIEW_ALL, 0, act_suspend, "stop, until fg", NULL },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL },
};

/* newsboat 2.21's keys, as its help lists them, where they differ from ours; its dialogs are our
 * log, front page and feeds.  vim's where a user of it would miss them. */
const struct keymap_row keymap_rows[] = {
	{ "newsboat", "l", "show-read", VIEW_FRONT | VIEW_FEEDS | VIEW_ARTICLES },
	{ "newsboat", "^K", "random-unread", 0 },
	{ "newsboat", "J", "down", VIEW_FEEDS | VIEW_LINKS },
	{ "newsboat", "K", "up", VIEW_FEEDS | VIEW_LINKS },
	{ "newsboat", "^T", "clear-filter", 0 },
	{ "newsboat", "t", "filter", VIEW_FEEDS },
	{ "newsboat", "^R", "reload-urls", 0 },
	{ "newsboat", "f", "filter", 0 },
	{ "newsboat", "F", "type-filter", 0 },
	{ "newsboat", "^F", "clear-filter", 0 },
	{ "newsboat", "v", "log", 0 },
	{ "newsboat", "^V", "front", 0 },
	{ "newsboat", "^G", "feeds", 0 },
	{ "newsboat", "g G", "order", 0 },
	{ "newsboat", "^B", "bookmark", 0 },
	{ "newsboat", "^E", "flag", 0 },
	{ "newsboat", "j", "next-feed", 0 },
	{ "newsboat", "k", "previous-feed", 0 },
	{ "newsboat", "^N", "next-unread-feed", 0 },
	{ "newsboat", "^P", "previous-unread-feed", 0 },
	{ "newsboat", "^D", "delete-all", VIEW_ARTICLES | VIEW_FRONT | VIEW_SEARCH },
	{ "newsboat", "^U", "pipe html:${PAGER:-less}", VIEW_READER },
	{ "newsboat", "#", "links", VIEW_READER },
	{ "newsboat", "1", "browser 1", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "2", "browser 2", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "3", "browser 3", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "4", "browser 4", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "5", "browser 5", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "6", "browser 6", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "7", "browser 7", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "8", "browser 8", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "9", "browser 9", VIEW_READER | VIEW_LINKS },
	{ "newsboat", "0", "browser 10", VIEW_READER | VIEW_LINKS },
	{ "vim", "gt gT", "pane", 0 },
	{ "vim", "ZZ ZQ", "quit", 0 },
	{ "vim", "^E", "down", 0 },
	{ "vim", "^Y", "up", 0 },
	{ "vim", "^O", "back", 0 },
	{ "vim", "*", "next-mention", 0 },
	{ "vim", "#", "previous-mention", 0 },
	{ "vim", "N", "previous-unread", 0 },
	{ "vim", "gr", "toggle-read", 0 },
	{ "vim", "ms", "star", 0 },
	{ "vim", "u", "undo", 0 },
	{ "vim", "gu", "links", 0 },
	{ "vim", "dd", "delete", 0 },
	{ "vim", "gx", "browser", 0 },
	{ "vim", "yy", "copy", 0 },
	{ "vim", "yt", "copy-title", 0 },
	{ NULL, NULL, NULL, 0 },
};

const struct action *
action_find(struct str name)
{
	for (const struct action *a = actions; a->name != NULL; a++)
		if (str_eq(name, str_of(a->name)))
			return a;
	return NULL;
}

static const struct {
	const char *typed, *name;
} short_names[] = { { "q", "quit" }, { "qa", "quit" }, { "q!", "quit" }, { "wq", "quit" },
	{ "x", "quit" }, { "h", "help" }, { "e", "edit-urls" }, { "u", "undo" } };

const struct action *
action_meant(struct str name)
{
	const struct action *found = action_find(name);
	int count = 0;

	for (size_t i = 0; found == NULL && i < COUNT(short_names); i++)
		if (str_eq(name, str_of(short_names[i].typed)))
			found = action_find(str_of(short_names[i].name));
	if (found != NULL || name.len == 0)
		return found;
	for (const struct action *a = actions; a->name != NULL; a++)
		if (str_starts(str_of(a->name), name)) {
			found = a;
			count++;
		}
	return count == 1 ? found : NULL;
}

/* How many letters stand in one and not the other, roughly: enough to guess a misspelt name. */
static int
distance(const char *a, struct str b)
{
	size_t len = strlen(a), i = 0, k = 0;
	int off = 0;

	while (i < len && k < b.len) {
		if (a[i] == b.p[k]) {
			i++;
			k++;
			continue;
		}
		off++;
		if (i + 1 < len && a[i + 1] == b.p[k])
			i++;
		else if (k + 1 < b.len && a[i] == b.p[k + 1])
			k++;
		else {
			i++;
			k++;
		}
	}
	return off + (int)(len - i) + (int)(b.len - k);
}

const char *
action_nearest(struct str name)
{
	const char *best = NULL;
	int least = 4;

	for (const struct action *a = actions; a->name != NULL; a++) {
		int off = distance(a->name, name);
		if (name.len >= 3 && str_starts(str_of(a->name), name))
			off = 1;
		if (off < least && off < (int)strlen(a->name)) {
			least = off;
			best = a->name;
		}
	}
	return best;
}
