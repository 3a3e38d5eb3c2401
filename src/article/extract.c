/* SPDX-License-Identifier: ISC */
/*
 * extract.c - a page's article, step by step: strip, measure, pick, prune, blocks, trim; again with
 * a milder hand when little came of it; and JSON-LD's articleBody as a witness and as the last
 * resort.
 */
#include <string.h>

#include <dateline/text.h>

#include "meta.h"
#include "page.h"
#include "trim.h"

#define ENOUGH_LETTERS 200 /* less than that is no good answer while a milder try is left */
#define NOTHING_BYTES 60   /* so little came through that pruning must have been wrong */
#define WITNESS_BYTES 400  /* an articleBody of so many bytes is one */

void
page_build_led(struct page *p, uint32_t lede, uint32_t node, struct article *out)
{
	struct block_input in = { &p->dom, p->cut, p->base, false };
	struct builder *b = arena_alloc(p->a, sizeof(*b));

	builder_init(b, p->a, out);
	if (lede != 0)
		blocks_build(b, &in, lede);
	blocks_build(b, &in, node);
	builder_finish(b);
}

void
page_build(struct page *p, uint32_t node, bool fragment, struct article *out)
{
	struct block_input in = { &p->dom, p->cut, p->base, fragment };
	struct builder *b = arena_alloc(p->a, sizeof(*b));

	builder_init(b, p->a, out);
	blocks_build(b, &in, node);
	builder_finish(b);
}

/* HTML kept as text, in metadata or in a script, as blocks. */
static void
parse_inner(struct page *p, struct str html, struct article *out)
{
	struct page *inner = arena_alloc(p->a, sizeof(*inner));

	memset(out, 0, sizeof(*out));
	page_init(inner, p->a, html, p->base, NULL);
	page_strip(inner, STRICT_NONE);
	page_build(inner, 0, true, out);
}

static void
find_witness(struct page *p, const struct meta *m, struct article *body)
{
	struct err e;

	memset(body, 0, sizeof(*body));
	if (m->body.len < WITNESS_BYTES)
		return;
	if (str_find(m->body, STR("</")) >= 0 || str_find_nocase(m->body, STR("<br")) >= 0)
		parse_inner(p, text_unescape(p->a, m->body), body);
	else if (!article_from_text(p->a, m->body, body, &e))
		memset(body, 0, sizeof(*body));
}

/* How much text is enough: half of what the page's own metadata says it has. */
static size_t
enough(const struct article *witness)
{
	return witness->text.len / 2 > ENOUGH_LETTERS ? witness->text.len / 2 : ENOUGH_LETTERS;
}

static enum strictness
choose_strictness(struct page *p, const struct article *witness)
{
	static const enum strictness tries[] = { STRICT_ALL, STRICT_NO_STRIP, STRICT_NONE };
	enum strictness best = STRICT_ALL;
	uint32_t most = 0;

	for (size_t i = 0; i < COUNT(tries) && most < enough(witness); i++) {
		uint32_t letters;

		page_strip(p, tries[i]);
		page_measure(p);
		letters = p->m[page_pick(p)].letters;
		if (letters > most) {
			best = tries[i];
			most = letters;
		}
	}
	return best;
}

static void
clear_blocks(struct article *out)
{
	out->text = STR_NONE;
	out->blocks = NULL;
	out->links = NULL;
	out->styles = NULL;
	out->blocks_count = out->links_count = out->styles_count = 0;
}

static bool
is_cut(const struct page *p, uint32_t node)
{
	for (; node != 0; node = p->dom.nodes[node].parent)
		if (p->cut[node] & CUT_DROP)
			return true;
	return false;
}

#define REPEAT_BLOCKS 8 /* behind the lede, in which it may be said again */

/* A lede that the text says again, whole or at more length, goes. */
static void
drop_said_again(struct page *p, struct article *out)
{
	struct str lede, key, text;
	bool *drop;

	if (out->blocks_count < 2)
		return;
	lede = str_sub(out->text, out->blocks[0].start, out->blocks[0].end);
	key = str_sub(lede, 0, lede.len * 2 / 3); /* it may end in an ellipsis */
	for (size_t i = 1; i < out->blocks_count && i <= REPEAT_BLOCKS; i++) {
		text = str_sub(out->text, out->blocks[i].start, out->blocks[i].end);
		if (!str_starts(text, key))
			continue;
		drop = arena_array(p->a, out->blocks_count, sizeof(*drop));
		drop[0] = true;
		article_drop(p->a, out, drop);
		return;
	}
}

static void
try_once(struct page *p, enum strictness s, bool prune, struct article *out)
{
	uint32_t node, lede;
	bool live;

	clear_blocks(out);
	page_strip(p, s);
	page_measure(p);
	node = page_pick(p);
	lede = page_lede(p, node);
	if (prune)
		page_prune(p, node);
	live = page_live(p, node);
	if (lede != 0) {
		p->cut[lede] = 0;
		if (html_inside(&p->dom, lede, node) && !is_cut(p, lede))
			lede = 0; /* it comes with the rest */
	}
	page_build_led(p, lede, node, out);
	if (lede != 0)
		drop_said_again(p, out);
	article_trim(p->a, out, live);
}

static void
take_blocks(struct article *out, const struct article *from)
{
	out->text = from->text;
	out->blocks = from->blocks;
	out->blocks_count = from->blocks_count;
	out->links = from->links;
	out->links_count = from->links_count;
	out->styles = from->styles;
	out->styles_count = from->styles_count;
}

/* Some sites send the text as a template that a script puts in place. */
static void
take_template(struct page *p, struct article *out)
{
	const struct dom *d = &p->dom;
	struct article inner;

	for (uint32_t i = 1; i + 1 < d->count; i++) {
		struct str type = html_attr(d, i, ATTR_TYPE), text = html_node_text(d, i + 1);

		if (d->nodes[i].tag != TAG_SCRIPT || d->nodes[i + 1].tag != TAG_TEXT ||
		        text.len < ENOUGH_LETTERS ||
		        (!str_eq_nocase(type, STR("text/template")) &&
		                !str_eq_nocase(type, STR("text/html"))))
			continue;
		parse_inner(p, text, &inner);
		if (inner.text.len >= ENOUGH_LETTERS && inner.text.len > out->text.len)
			take_blocks(out, &inner);
	}
}

void
page_extract(struct page *p, const struct meta *m, struct article *out)
{
	struct article witness;
	enum strictness s;

	find_witness(p, m, &witness);
	s = choose_strictness(p, &witness);
	try_once(p, s, s != STRICT_NONE, out);
	if (out->text.len < NOTHING_BYTES && s != STRICT_NONE)
		try_once(p, s, false, out);
	if (out->text.len < WITNESS_BYTES)
		take_template(p, out);
	if (out->text.len * 10 < witness.text.len * 4)
		take_blocks(out, &witness);
}
