/* SPDX-License-Identifier: ISC */
/*
 * meta.h - what a page says about itself: title, byline, dates and the like, from many places. Each
 * place has a rank; the best-ranked value of a field wins.
 */
#ifndef ARTICLE_META_H
#define ARTICLE_META_H

#include "html.h"

enum meta_field {
	META_TITLE,
	META_BYLINE,
	META_SITE,
	META_EXCERPT,
	META_PUBLISHED,
	META_UPDATED,
	META_LANG,
	META_CANONICAL,
	META_IMAGE,
	META_NEXT,
	META_FIELDS
};

struct meta {
	struct arena *a;
	struct str value[META_FIELDS];
	int rank[META_FIELDS];     /* of the value; smaller is better, 0 = no value */
	struct str published_text; /* the date as metadata declares it */
	struct str body;           /* JSON-LD articleBody */
	bool free_known, is_free;  /* JSON-LD isAccessibleForFree */
	bool is_live;              /* a live blog */
};

#define META_VALUE_MAX 2000 /* bytes */

/* Keeps value for the field when its rank is better than what is there; references are decoded and
 * white space collapsed. */
void meta_offer(struct meta *m, enum meta_field f, int rank, struct str value);
/* "A B" and "C D" to "A B, C D"; a name that is there already is not added again. */
struct str meta_join_names(struct arena *a, struct str all, struct str one);
/* Ranks, best first. */
enum { RANK_LD = 1, RANK_META = 4, RANK_PAGE = 50, RANK_GUESS = 60 };

void meta_find(struct meta *m, struct arena *a, const struct dom *d, struct str base);
/* meta_ld.c: the application/ld+json scripts. */
void meta_ld(struct meta *m, const struct dom *d, struct str doc_title);
/* meta_next.c: whether href is the page behind base of the same article. */
bool meta_is_next_page(struct str base, struct str href);
/* meta_title.c: <title> without the site's name. */
struct str meta_document_title(struct arena *a, const struct dom *d);
/* How many bytes of y's words are words of x too, in percent. */
int meta_shared_words(struct arena *a, struct str x, struct str y);
/* meta_date.c: Unix seconds of a date as pages write it, or ARTICLE_NO_DATE; without a zone UTC. */
int64_t meta_date(struct str text);

#endif
