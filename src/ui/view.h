/* SPDX-License-Identifier: ISC */
/*
 * view.h - the door of a view.  A view is one file ending in its `struct view`; a page is a view
 * that is open, with its place in the stack.  A view loads from the store into page->arena and
 * draws on a canvas; it never sees the terminal.  A new view: the file, a bit here, a row in the
 * table in views.c, tests.
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include <dateline/ui.h>

#include "canvas.h"
#include "list.h"

enum view_bit {
	VIEW_FRONT = 1,
	VIEW_FEEDS = 2,
	VIEW_ARTICLES = 4,
	VIEW_READER = 8,
	VIEW_SEARCH = 16,
	VIEW_LINKS = 32,
	VIEW_HELP = 64,
	VIEW_LOG = 128,
	VIEW_STORY = 256,
	VIEW_NAME = 512,
	VIEW_SETTINGS = 1024,
	VIEW_STORIES = 2048,
	VIEW_CHANGES = 4096,
	VIEW_FIGURES = 8192,
	VIEW_BRIEF = 16384,
	VIEW_FEED = 32768,
	VIEW_OFFER = 65536,
	VIEW_MOVE = 131072,
	VIEW_FORMS = VIEW_SETTINGS | VIEW_FEED,
	VIEW_LISTS = VIEW_FRONT | VIEW_ARTICLES | VIEW_SEARCH | VIEW_STORY | VIEW_NAME,
	VIEW_TEXTS = VIEW_READER | VIEW_HELP | VIEW_LOG | VIEW_CHANGES | VIEW_BRIEF,
	VIEW_ALL = 0xFFFFFF
};

struct app;
struct page;

enum fold { FOLD_TURN, FOLD_OPEN, FOLD_CLOSE };

/* What the actions of a view act on: 0 and STR_NONE where there is none.  Strings live until the
 * next load. */
struct selection {
	int64_t article, feed, story;
	struct str url, title, feed_title, key;
	bool unread, starred;
};

struct view {
	const char *name; /* "articles": in the help and the log */
	unsigned bit;
	size_t state_size; /* bytes of page->state, zeroed when the page opens, kept over loads */
	bool scrolls;      /* a text without cursor */
	/* Before the page's arena is emptied for loading; NULL: nothing to keep. */
	void (*remember)(struct page *p);
	/* Fills page->list.count and what draw needs; page->arena is fresh.  Called at opening,
	 * after changes in the store, never because of a key that only moves. */
	bool (*load)(struct app *app, struct page *p, struct err *e);
	/* Draws in the area; calls list_show with the rows it has. */
	void (*draw)(struct app *app, struct page *p, struct canvas *c, struct area a);
	/* Left end of the top line; NULL: the view has none and draws there itself. */
	struct str (*title)(struct app *app, struct page *p, struct arena *a);
	/* Left end of the bottom line; NULL: the place in the list. */
	struct str (*place)(struct app *app, struct page *p, struct arena *a);
	const char *hints; /* names of actions for the hint line, by usefulness; help is the last */
	const char *empty_hints; /* ... while the list is empty; NULL: the same */
	void (*open)(struct app *app, struct page *p);  /* Enter; NULL: nothing */
	void (*clear)(struct app *app, struct page *p); /* D, where nothing is deleted; or NULL */
	/* Folds or unfolds what is under the cursor, or (all) everything; false: nothing to fold.
	 */
	bool (*fold)(struct app *app, struct page *p, enum fold how, bool all);
	bool (*select)(struct app *app, struct page *p, struct selection *out);
	/* Instead of moving page->list; false: it is at the end. */
	bool (*move)(struct app *app, struct page *p, enum move m, long n);
	/* ] and [: the next part of what is chosen; NULL: mentions and stories.  False: no more. */
	bool (*step)(struct app *app, struct page *p, int direction);
	/* A press of the mouse on a cell of the area drawn last; true: taken. */
	bool (*press)(struct app *app, struct page *p, int row, int col);
	/* Goes to the next match of an in-page search from here; NULL: there is none. */
	bool (*find)(struct app *app, struct page *p, struct str words, int direction);
	/* The text of a row, for finding it in the list; STR_NONE: the list is not looked through. */
	struct str (*row_text)(struct page *p, size_t row);
	/* What can wait until the page is on the screen; true: draw again. */
	bool (*later)(struct app *app, struct page *p);
	void (*leave)(
	        struct app *app, struct page *p); /* before the page closes or another opens */
};

struct page {
	const struct view *view;
	struct page *below;
	struct arena *arena; /* of the last load */
	struct arena *wrap;  /* of the last layout, for views that set text */
	struct arena *keep;  /* of the page */
	void *state;
	struct list list;
	struct area area; /* where it was drawn last */
	int64_t id;       /* what it was opened with: article, feed, story ... */
	struct str text;  /* ... words of a search, key of a name; in keep */
	bool stale;       /* load before drawing */
	bool drawn;       /* since it was loaded */
};

extern const struct view view_front, view_feeds, view_articles, view_reader, view_search,
        view_links, view_help, view_log, view_story, view_name, view_settings, view_stories,
        view_changes, view_figures, view_brief, view_feed, view_offer, view_move;

#endif
