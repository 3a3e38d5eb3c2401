/* SPDX-License-Identifier: ISC */
/*
 * ui.h - the screen.  One poll loop over the terminal, the fetching child's pipe and signals; views
 * load from the store into an arena and draw on a canvas of cells; one file owns curses.
 */
#ifndef DATELINE_UI_H
#define DATELINE_UI_H

#include <dateline/base.h>
#include <dateline/conf.h>
#include <dateline/entity.h>
#include <dateline/store.h>

enum ui_start {
	UI_FRONT,   /* the front page (or the greeting when there are no feeds) */
	UI_ARTICLE, /* open start_article at once; q leaves the program */
	UI_FEED     /* the article list of start_feed */
};

struct ui_options {
	struct store *store;
	const char *store_path;     /* for the fetching child; NULL: nothing can be fetched */
	struct conf *conf;
	const struct entity_model *model; /* may be NULL */
	const struct paths *paths;
	const char *program;        /* argv[0]'s real path, to start `dateline fetch` */
	enum ui_start start;
	int64_t start_article, start_feed;
	bool temporary;             /* the store is in memory: demo, files, standard input */
	bool accessible;            /* hardware cursor on the selection, no box drawing */
	/* Reads the urls file into the store again (start, `E`); NULL when there is none. */
	bool (*reload_urls)(void *user, struct notes *notes, struct err *e);
	void *user;
	const struct notes *notes;  /* of the config, shown at the start; may be NULL */
};

/* Runs until the user quits.  False when the terminal cannot be used. */
bool ui_run(const struct ui_options *o, struct err *e);

/* The default keys as text, one action a line, from the action table (man page, --help). */
void ui_write_keys(struct buf *b);

#endif
