/* SPDX-License-Identifier: ISC */
/*
 * marks.h - the text of a range with its links and styles opened and closed in order, for writers.
 */
#ifndef ARTICLE_MARKS_H
#define ARTICLE_MARKS_H

#include <dateline/article.h>

struct mark_writer {
	/* link is NULL for a style */
	void (*open)(struct buf *b, const struct link *link, enum style style);
	void (*close)(struct buf *b, const struct link *link, enum style style);
	void (*text)(struct buf *b, struct str text);
};

/* Where in the article's lists of spans a writer stands; ranges must come in order. */
struct mark_cursor {
	size_t link, style;
};

void marks_write(struct buf *b, const struct article *art, struct mark_cursor *at, uint32_t start,
        uint32_t end, const struct mark_writer *w);

#endif
