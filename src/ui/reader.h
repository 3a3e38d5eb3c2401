/* SPDX-License-Identifier: ISC */
/*
 * reader.h - shared by the reader's files: reader.c (loading, keys), reader_draw.c (lines on the
 * canvas), and by the views that look at the open article (links).
 */
#ifndef UI_READER_H
#define UI_READER_H

#include <dateline/layout.h>

#include "items.h"
#include "sidebar.h"

#define SIDEBAR_COLS_MIN 80 /* narrower: the sidebar lies over the text */
#define READER_SEEN_MAX 12  /* newest read articles that an article is compared with */
#define STORY_TOLD_MAX 200  /* articles; larger stories have their timeline only */

struct reader_line { /* above and below the text */
	struct str text;
	struct look look;
};

struct reader {
	struct store_article stored;
	struct article article;
	struct entities entities;
	struct layout layout;
	int layout_width; /* 0: not laid out */
	int head_width;   /* cells that its lines may take */
	struct reader_line *head, *foot;
	size_t head_count, head_cap, foot_count, foot_cap;
	struct sidebar bar;
	bool bar_over; /* laid over the text */
	bool bar_focused;
	bool bar_drawn;
	struct area bar_area, text_area;
	uint32_t current; /* byte of the mention stepped to */
	bool has_current;
	struct text_span *matches; /* of the in-page search */
	size_t matches_count;
	size_t match; /* the current one */
	int table_scroll;
	int64_t seen[READER_SEEN_MAX]; /* read articles of its story, when it was unread */
	size_t seen_count;
	struct text_span *fresh; /* what the read articles of the story did not say */
	size_t fresh_count;
};

/* Notes what was read before; call it before the article is marked read. */
void reader_note_seen(struct app *app, struct page *p);
/* Finds what is new to the user; true: there is something to draw. */
bool reader_find_new(struct app *app, struct page *p);
bool reader_is_new(const struct reader *r, uint32_t start, uint32_t end);
struct reader *page_reader(struct page *p); /* NULL: no reader */
/* Lays the article out for the area, keeping the place. */
void reader_layout(struct app *app, struct page *p, struct area a);
void reader_draw(struct app *app, struct page *p, struct canvas *c, struct area a);
/* Scrolls so that byte `at` of the text is on the screen, if it is not yet. */
void reader_show_byte(struct page *p, uint32_t at);
uint32_t reader_top_byte(struct page *p); /* first byte of the text shown */
bool reader_step_mention(struct app *app, struct page *p, int direction);
/* The keys go to the sidebar, or back to the text; false: there is nothing in it. */
bool reader_focus_sidebar(struct app *app, struct page *p);
/* Opens another article in place of this one. */
void reader_go(struct app *app, struct page *p, int64_t id);
/* The address of link n (from 1) of the open article; STR_NONE: there is none. */
struct str reader_link(struct page *p, int n);

#endif
