/* SPDX-License-Identifier: ISC */
/*
 * cue_words.h - words that tell what a line around the text is; see enum cue.
 */
#ifndef ARTICLE_CUE_WORDS_H
#define ARTICLE_CUE_WORDS_H

#include <dateline/base.h>

struct cue_table {
	const char *const *words;
	size_t count;
};
extern const struct cue_table cue_lines, cue_starts, cue_tails, cue_dates, cue_buttons, cue_asks,
        cue_ask_urls;

#endif
