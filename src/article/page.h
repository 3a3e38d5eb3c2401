/* SPDX-License-Identifier: ISC */
/*
 * page.h - a parsed page while its article is looked for.  Steps, each in its file and each
 * testable: page_measure (sums per node), page_strip (what is never article), page_pick (the
 * container), page_prune (what does not belong inside it), blocks_build, then rules on blocks.
 */
#ifndef ARTICLE_PAGE_H
#define ARTICLE_PAGE_H

#include "build.h"
#include "hint.h"

struct measure {
	uint32_t letters, link_letters;         /* of the subtree; white space does not count */
	uint32_t own_letters, own_link_letters; /* of inline text straight in this block */
	uint32_t running;                       /* letters of the subtree's paragraphs */
	uint16_t own_commas, paragraphs;        /* paragraphs: of the subtree, 80 letters and up */
	float score;
};

struct page {
	struct arena *a;
	struct dom dom;
	struct hints hints;
	uint32_t *bits; /* hints per node */
	struct measure *m;
	uint32_t *blocks; /* for page_measure: the block around each node */
	uint8_t *cut;     /* CUT_ flags per node */
	struct str base;
	struct str title, excerpt, feed_title; /* as metadata and the feed say; anchors */
};

enum strictness { STRICT_ALL, STRICT_NO_STRIP, STRICT_NONE };

void page_init(
        struct page *p, struct arena *a, struct str html, struct str url, struct notes *notes);
void page_strip(struct page *p, enum strictness s); /* resets and sets cut */
void page_measure(struct page *p);                  /* fills m, without what is cut */
uint32_t page_pick(struct page *p);                 /* the node of the text; never fails */
/* opinion.c: another node where a pick has next to none of the running text; an inner one that has
 * nearly all of it and fewer odd lines; else the pick itself. */
uint32_t page_widen(const struct page *p, uint32_t node, uint32_t all);
uint32_t page_tighten(const struct page *p, uint32_t node);
void page_prune(struct page *p, uint32_t node); /* sets cut inside node */
/* live.c: marks the times of a live blog's posts inside node as headings; false when it is none.
 * Call it after page_prune. */
bool page_live(struct page *p, uint32_t node);
/* The standfirst: a short text ahead of the article's own that metadata quotes; 0 when it stands in
 * the node already or there is none.  Call it before page_prune. */
uint32_t page_lede(const struct page *p, uint32_t node);
/* Blocks of the subtree at node, without what is cut. */
void page_build(struct page *p, uint32_t node, bool fragment, struct article *out);
/* The same with the subtree at lede (0 = none) before it. */
void page_build_led(struct page *p, uint32_t lede, uint32_t node, struct article *out);
struct meta;
void page_extract(struct page *p, const struct meta *m, struct article *out); /* all steps */
static inline float
link_density(const struct measure *m)
{
	return m->letters == 0 ? 0 : (float)m->link_letters / (float)m->letters;
}

#endif
