/* SPDX-License-Identifier: ISC */
/*
 * hint.h - what an element's class, id and role say about it: a set of bits, from one hash of known
 * words and pairs of words (no regular expressions).
 */
#ifndef ARTICLE_HINT_H
#define ARTICLE_HINT_H

#include "html.h"

enum hint {
	HINT_BODY = 1 << 0,     /* names the text of an article: "article-body", articleBody */
	HINT_CONTENT = 1 << 1,  /* names content in general: "content", "story" */
	HINT_COMMENT = 1 << 2,  /* readers' comments */
	HINT_RELATED = 1 << 3,  /* other stories */
	HINT_SHARE = 1 << 4,    /* share bars, social buttons */
	HINT_NAV = 1 << 5,      /* menus, breadcrumbs, pagination */
	HINT_AD = 1 << 6,       /* advertisements */
	HINT_SIGNUP = 1 << 7,   /* newsletter and subscription boxes */
	HINT_AUTHOR = 1 << 8,   /* byline, biography */
	HINT_META = 1 << 9,     /* dates, tags, categories, counts */
	HINT_CAPTION = 1 << 10, /* of a picture */
	HINT_EDGE = 1 << 11,    /* page header and footer */
	HINT_SIDE = 1 << 12,    /* sidebars */
	HINT_HIDDEN = 1 << 13,  /* not shown */
	HINT_WALL = 1 << 14,    /* paywall */
	HINT_CONSENT = 1 << 15, /* cookie notices */
	HINT_TEASER = 1 << 16,  /* cards that lead elsewhere */
	HINT_MEDIA = 1 << 17,   /* players, galleries */
	HINT_WIDGET = 1 << 18,
	HINT_QUOTE = 1 << 19,   /* pull quotes: text said twice */
	HINT_TITLE = 1 << 20,   /* headline */
	HINT_TOOL = 1 << 21,    /* print, edit, popups, dialogs */
	HINT_PICTURE = 1 << 22, /* box around a picture */
	HINT_NAME = 1 << 23,    /* a person's name, inside a byline */
};

struct hints {
	struct names words;
	struct {
		uint64_t key;
		uint32_t value;
	} cache[256]; /* pages use the same classes over and over */
};

void hints_init(struct hints *h);
/* Bits of one class, id or similar value. */
uint32_t hints_of_value(struct hints *h, struct str value);
/* Bits of an element: its class, id, role, itemprop and what is hidden about it. */
uint32_t hints_of_node(struct hints *h, const struct dom *d, uint32_t node);

#endif
