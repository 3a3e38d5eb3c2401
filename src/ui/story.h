/* SPDX-License-Identifier: ISC */
/*
 * story.h - what the views of a story share: its brief and its figures.
 */
#ifndef UI_STORY_H
#define UI_STORY_H

#include "reader.h"

#define BRIEF_MAX 8        /* sentences */

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

#endif
