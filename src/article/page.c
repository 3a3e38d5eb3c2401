/* SPDX-License-Identifier: ISC */
/*
 * page.c - a page made ready: its tree, its hints, and sums of text per node.
 */
#include "page.h"

#include <string.h>

#include <dateline/url.h>

void
page_init(struct page *p, struct arena *a, struct str html, struct str url, struct notes *notes)
{
	struct dom *d = &p->dom;

	p->a = a;
	html_parse(a, html, d, notes);
	hints_init(&p->hints);
	p->bits = arena_array(a, d->count, sizeof(*p->bits));
	p->m = arena_array(a, d->count, sizeof(*p->m));
	p->blocks = arena_array(a, d->count, sizeof(*p->blocks));
	p->cut = arena_array(a, d->count, sizeof(*p->cut));
	for (uint32_t i = 1; i < d->count; i++)
		if (d->nodes[i].attrs_count > 0)
			p->bits[i] = hints_of_node(&p->hints, d, i);
	p->base = d->base.len > 0 ? url_resolve(a, url, d->base) : url;
	if (p->base.p == NULL)
		p->base = url;
}

/* Letters and commas of a text; bytes of one character beyond ASCII count half. */
static void
count_text(struct str s, uint32_t *letters, uint32_t *commas)
{
	uint32_t n = 0, wide = 0, comma = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		n += c > ' ';
		wide += c >= 0x80;
		comma += c == ',';
	}
	if (wide > 0)
		for (size_t i = 0; i + 2 < s.len;
		        i++) /* ideographic, fullwidth and Arabic commas */
			comma += memcmp(s.p + i, "\u3001", 3) == 0 ||
			         memcmp(s.p + i, "\uff0c", 3) == 0 ||
			         memcmp(s.p + i, "\u060c", 2) == 0;
	*letters = n - wide / 2;
	*commas = comma;
}

static void
add_text(struct page *p, uint32_t node, uint32_t block, bool in_link)
{
	uint32_t letters, commas;
	struct measure *m = &p->m[node], *own = &p->m[block];

	count_text(html_node_text(&p->dom, node), &letters, &commas);
	m->letters = letters;
	m->link_letters = in_link ? letters : 0;
	own->own_letters += letters;
	own->own_link_letters += m->link_letters;
	own->own_commas =
	        (uint16_t)(own->own_commas + commas > UINT16_MAX ? UINT16_MAX
	                                                         : own->own_commas + commas);
}

/* A link to another page; places in this one and scripts are not. */
static bool
leads_away(struct str href)
{
	return href.len > 0 && href.p[0] != '#' && !str_starts_nocase(href, STR("javascript:"));
}

#define PARAGRAPH_LETTERS 80

void
page_measure(struct page *p)
{
	struct dom *d = &p->dom;
	uint32_t *blocks = p->blocks, link_end = 0;

	memset(p->m, 0, d->count * sizeof(*p->m));
	for (uint32_t i = 1; i < d->count; i++) {
		const struct node *n = &d->nodes[i];

		if (p->cut[i] & CUT_DROP) {
			i = n->end - 1;
			continue;
		}
		if (n->tag == TAG_TEXT) {
			add_text(p, i, blocks[n->parent], i < link_end);
			continue;
		}
		if (n->tag == TAG_A && n->end > link_end && leads_away(html_attr(d, i, ATTR_HREF)))
			link_end = n->end;
		blocks[i] = tag_flags(n->tag) & TF_BLOCK || n->tag == TAG_UNKNOWN
		                    ? i
		                    : blocks[n->parent];
	}
	for (uint32_t i = d->count - 1; i > 0; i--) {
		struct measure *m = &p->m[i], *up = &p->m[d->nodes[i].parent];

		if (m->own_letters >= PARAGRAPH_LETTERS &&
		        m->own_link_letters * 2 < m->own_letters && m->paragraphs < UINT16_MAX) {
			m->paragraphs++;
			m->running += m->own_letters;
		}
		up->letters += m->letters;
		up->link_letters += m->link_letters;
		up->running += m->running;
		up->paragraphs = (uint16_t)(up->paragraphs + m->paragraphs);
	}
}
