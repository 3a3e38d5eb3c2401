/* SPDX-License-Identifier: ISC */
/*
 * lede.c - the standfirst of an article, which many pages set between the title and the text,
 * outside the text's container.  Metadata quotes it as the description, so that it can be told from
 * a teaser.
 */
#include "page.h"

#include <string.h>

#include <dateline/text.h>

#define LEDE_LEAST 50   /* letters; less is a label */
#define LEDE_MOST 600   /* more is a paragraph of the text */
#define QUOTED_BYTES 32 /* of the description that must begin the lede */

/* Where the text begins: the first real paragraph that is kept. */
static uint32_t
first_paragraph(const struct page *p, uint32_t node)
{
	for (uint32_t i = node; i < p->dom.nodes[node].end; i++) {
		const struct measure *m = &p->m[i];

		if (p->cut[i] & CUT_DROP)
			i = p->dom.nodes[i].end - 1;
		else if (m->own_letters >= LEDE_LEAST && m->own_link_letters * 2 < m->own_letters)
			return i;
	}
	return node;
}

static bool
is_quoted(const struct page *p, uint32_t i)
{
	struct str quoted = str_sub(p->excerpt, 0, QUOTED_BYTES);
	struct str text = html_text(p->a, &p->dom, i, LEDE_MOST * 4);

	return str_starts(text_fold(p->a, text), text_fold(p->a, utf8_repair(p->a, quoted)));
}

/* Letters of a node's inline text, counted anew: page_measure leaves out what is stripped. */
static bool
has_lede_length(const struct page *p, uint32_t i)
{
	size_t bytes = 0;

	for (uint32_t k = i + 1; k < p->dom.nodes[i].end && bytes <= LEDE_MOST * 2; k++) {
		if (p->dom.nodes[k].tag == TAG_TEXT)
			bytes += p->dom.nodes[k].text_len;
		else if (tag_flags(p->dom.nodes[k].tag) & TF_BLOCK)
			return false;
	}
	return bytes >= LEDE_LEAST && bytes <= LEDE_MOST * 2;
}

static bool
is_shown(const struct page *p, uint32_t i)
{
	for (; i != 0; i = p->dom.nodes[i].parent)
		if (p->bits[i] & HINT_HIDDEN || p->dom.nodes[i].tag == TAG_NOSCRIPT ||
		        p->dom.nodes[i].tag == TAG_ASIDE || p->dom.nodes[i].tag == TAG_NAV ||
		        tag_flags(p->dom.nodes[i].tag) & TF_DROP || p->bits[i] & HINT_RELATED)
			return false;
	return true;
}

uint32_t
page_lede(const struct page *p, uint32_t node)
{
	uint32_t end = first_paragraph(p, node);

	if (p->excerpt.len < QUOTED_BYTES)
		return 0;
	for (uint32_t i = 1; i < end; i++) {
		enum tag t = p->dom.nodes[i].tag;

		if (t == TAG_HEAD)
			i = p->dom.nodes[i].end - 1;
		else if (tag_flags(t) & TF_BLOCK && has_lede_length(p, i) && is_quoted(p, i) &&
		         is_shown(p, i))
			return i;
	}
	return 0;
}
