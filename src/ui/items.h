/* SPDX-License-Identifier: ISC */
/*
 * items.h - rows of articles, shared by the front page, the articles of a feed, search, a story and
 * a name.  The state of each of these views begins with a struct items.
 */
#ifndef UI_ITEMS_H
#define UI_ITEMS_H

#include "app.h"

#define UNFOLDED_MAX 64 /* stories */

/* Beside a row: what the store does not know of it. */
struct item_extra {
	bool inside;     /* an article of the story unfolded above */
	bool unfolded;   /* a story whose articles follow */
	bool followed;   /* a story that is followed */
	int64_t sources; /* of a story; 0 until it is drawn */
};

/* Changes the first rows of the list before they are shown: others among them, another order. */
typedef bool items_arrange_fn(
        struct app *app, struct page *p, struct store_item **rows, size_t *count, struct err *e);

struct items {
	struct store_query query; /* what is shown; strings in page->keep */
	struct store_item *list;
	struct item_extra *extra; /* of each row */
	size_t count, cap, extra_cap;
	size_t loaded;                  /* rows of the query, without those unfolded */
	int64_t unfolded[UNFOLDED_MAX]; /* ids of stories */
	size_t unfolded_count;
	bool all_unfolded;
	int64_t *followed; /* ids of stories, on the front page */
	size_t followed_count;
	items_arrange_fn *arrange; /* NULL: as the store gives them */
	size_t first_rows;         /* that are loaded at first; 0: a window's worth */
	int64_t *pinned;           /* stories that arrange put among the first rows */
	size_t pinned_count;
	bool whole;        /* there are no more rows */
	int64_t total;     /* rows of the whole query */
	int64_t unread;    /* of the whole query, when loaded */
	struct str filter; /* typed or picked, in page->keep */
	bool one_feed;     /* no column for the feed */
	bool long_dates;   /* day and time */
	int64_t new_since; /* later articles are marked; 0 or STORE_NO_DATE: none */
	int64_t at_id;     /* article under the cursor before loading */
	bool at_inside;    /* ... as a row of an unfolded story */
};

/* Loads the rows of page's query and finds the row under the cursor again. */
bool items_load(struct app *app, struct page *p, struct err *e);
bool items_load_all(
        struct app *app, struct page *p, struct err *e); /* and the rows not yet there */
void items_remember(struct page *p);                     /* before the rows are loaded again */
void items_draw(struct app *app, struct page *p, struct canvas *c, struct area a);
bool items_select(struct app *app, struct page *p, struct selection *out);
bool items_move(struct app *app, struct page *p, enum move m, long n);
struct str items_place(struct app *app, struct page *p, struct arena *a);
void items_open(struct app *app, struct page *p);
struct store_item *items_current(struct page *p); /* NULL: no row */
struct str items_row_text(struct page *p, size_t row);
bool items_is_unread(struct page *p); /* the row under the cursor; a story: any of it */
/* Folds the story of the row under the cursor, or shows its articles in place. False: no story. */
bool items_fold(struct app *app, struct page *p, enum fold how, bool all);
/* Whether the row stands for a whole story. */
bool items_is_story(struct page *p, size_t row);
bool items_is_folded(struct page *p); /* the row under the cursor is such a story, folded */
/* The next row from the cursor on in a direction that is unread (or any); -1: none. */
long items_next(struct page *p, int direction, bool unread_only);
/* After a change of the read mark: the rows of all pages that show article id. */
void items_update(struct app *app, int64_t id, int64_t story, bool unread, bool starred);
/* All articles of a story; changed: how many were not so before. */
void items_update_story(struct app *app, int64_t story, bool unread, int64_t changed);
void items_star(struct app *app, int64_t id, bool starred);
/* "14:02", "Fri", "22 Mar", "Mar'23", or as the setting date-format says. */
struct str date_short(struct arena *a, const struct conf *c, int64_t date, int64_t now);
struct str date_day(struct arena *a, int64_t date);  /* "22 Mar 14:02" */
struct str date_long(struct arena *a, int64_t date); /* "Fri 22 Mar 2024 14:02" */
struct str date_heading(struct arena *a, int64_t date); /* "Fri 22 Mar 2024"; in words when none */
struct str date_time(struct arena *a, int64_t date); /* "14:02" */

#endif
