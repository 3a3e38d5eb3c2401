/* SPDX-License-Identifier: ISC */
/*
 * story.h - what the views of a story share: its brief, its figures, and the lines of its page.
 */
#ifndef UI_STORY_H
#define UI_STORY_H

#include "reader.h"

#define BRIEF_MAX 8        /* sentences */
#define STORY_NAMES_MAX 10 /* of a kind */

struct story_told {
	struct store_story story;
	struct story_doc *docs;
	size_t docs_count;
	struct brief_sentence *brief;
	size_t brief_count;
	struct figure_series *series;
	size_t series_count;
};
bool story_tell(struct app *app, struct arena *a, int64_t id, struct story_told *t, struct err *e);
struct str story_series_line(struct canvas *c, struct arena *a, const struct figure_series *s);
struct str story_series_name(struct arena *a, const struct figure_series *s);
/* "foreign minister, 6 articles, first 18 Mar 07:50 in Valley Herald" */
struct str story_name_about(struct arena *a, const struct story_name *n);
/* Feeds of an article: the first, and the others, which carry the same text. */
struct str story_source(struct str feed_title, struct str *others);

/* ---- the page of a story: lines, of which some belong to a row that can be chosen ---- */
enum story_line_kind {
	STORY_TEXT,
	STORY_DAY,
	STORY_ITEM, /* an article */
	STORY_LEAD, /* how it begins, or who else has it; goes with its article */
	STORY_HEADING,
	STORY_WHO /* a name */
};
#define STORY_NO_ROW SIZE_MAX
struct story_line {
	enum story_line_kind kind;
	size_t row; /* of the page's list, or STORY_NO_ROW */
	struct str text, right;
	struct look look;
};
struct story_page {
	struct items items; /* rows from 0 */
	struct story_told told;
	struct story_news news;
	bool has_news;
	struct story_name *names; /* rows after the articles */
	size_t names_count;
	struct story_line *lines; /* in page->wrap */
	size_t lines_count, lines_cap, top;
	int rows, cols;              /* that the lines were made for; 0: none */
	int64_t looked, looked_last; /* before this visit */
	bool visited;
	bool opened; /* and not drawn yet */
};
void story_lines(struct app *app, struct page *p, struct area a); /* makes them */
void story_draw_line(struct app *app, struct page *p, struct canvas *c, struct area a, size_t line);

#endif
