/* SPDX-License-Identifier: ISC */
/*
 * cue.h - words by which short lines around an article's text tell what they are, in the languages
 * that feeds are mostly read in.
 */
#ifndef ARTICLE_CUE_H
#define ARTICLE_CUE_H

#include "name.h"

enum cue {
	CUE_NONE,
	CUE_LINE,  /* the whole line is a label of the page: "Advertisement" */
	CUE_START, /* a short block that begins so leads elsewhere: "Read also: ..." */
	CUE_TAIL,  /* a heading behind which the article is over: "Related articles" */
	CUE_DATE,  /* begins a line about the time of publishing: "Updated" */
};

/* What a line is by its words alone; line is collapsed text. */
enum cue cue_of(struct str line, bool is_heading);
/* True when the line has a date or a time of day in figures or with a month's name. */
bool cue_has_date(struct str line);
/* A text that asks for a subscription, and its link leads to one. */
bool cue_asks_to_join(struct str text, struct str url);

#endif
