/* SPDX-License-Identifier: ISC */
/*
 * prune.c - what does not belong inside the chosen container.
 */
#include "build_private.h"
#include "page.h"

#define VETO_BITS                                                                                  \
	(HINT_COMMENT | HINT_RELATED | HINT_SHARE | HINT_NAV | HINT_AD | HINT_SIGNUP |             \
	        HINT_AUTHOR | HINT_META | HINT_EDGE | HINT_SIDE | HINT_CONSENT | HINT_TOOL |       \
	        HINT_TEASER | HINT_WIDGET | HINT_QUOTE | HINT_MEDIA)

#define MEDIA_LETTERS 120 /* a box for a player with more text holds a post */
#define CAPTION_LETTERS 500

/* A veto by name holds only for parts with little running text. */
static bool
is_vetoed(const struct page *p, uint32_t i, const struct measure *whole)
{
	const struct measure *m = &p->m[i];
	uint32_t bits = p->bits[i] & VETO_BITS;

	if (bits == 0 || p->bits[i] & HINT_BODY)
		return false;
	if (bits == HINT_MEDIA && m->letters > MEDIA_LETTERS)
		return false;
	return m->paragraphs < 2 && m->letters < 600 && m->letters * 3 < whole->letters;
}

/* Lists and boxes of links; a paragraph only when it is nothing but a link.  An item is judged with
 * its list, and a heading may be a link. */
static bool
is_link_list(const struct page *p, uint32_t i)
{
	const struct measure *m = &p->m[i];
	enum tag t = p->dom.nodes[i].tag;

	return t != TAG_LI && !(tag_flags(t) & TF_HEADING) && m->letters > 0 &&
	       link_density(m) > (t == TAG_P ? 0.95f : 0.6f) && m->paragraphs == 0;
}

/* Cells of a table of data are judged together. */
static bool
is_data(const struct page *p, uint32_t i)
{
	struct block_input in = { &p->dom, p->cut, p->base, false };

	return p->dom.nodes[i].tag == TAG_TABLE && table_is_data(&in, i);
}

/* A picture with its caption, in markup that does not say figure. */
static bool
is_picture_box(const struct page *p, uint32_t i)
{
	const struct dom *d = &p->dom;

	if (p->bits[i] & HINT_CAPTION)
		return p->m[i].letters < CAPTION_LETTERS;
	if (!(p->bits[i] & HINT_PICTURE) || p->bits[i] & (HINT_BODY | HINT_CONTENT) ||
	        p->m[i].letters >= CAPTION_LETTERS)
		return false;
	for (uint32_t k = i + 1; k < d->nodes[i].end; k++)
		if (d->nodes[k].tag == TAG_IMG || d->nodes[k].tag == TAG_PICTURE)
			return true;
	return false;
}

void
page_prune(struct page *p, uint32_t node)
{
	const struct dom *d = &p->dom;
	const struct measure *whole = &p->m[node];

	for (uint32_t i = node + 1; i < d->nodes[node].end; i++) {
		enum tag t = d->nodes[i].tag;

		if (p->cut[i] & CUT_DROP) {
			i = d->nodes[i].end - 1;
			continue;
		}
		if (p->m[i].letters > 0 && t != TAG_TEXT && t != TAG_FIGURE && is_picture_box(p, i))
			p->cut[i] |= CUT_CAPTION;
		if (!(tag_flags(t) & TF_BLOCK))
			continue;
		if (is_vetoed(p, i, whole) || is_link_list(p, i))
			p->cut[i] |= CUT_DROP;
		else if (is_data(p, i))
			i = d->nodes[i].end - 1;
	}
}
