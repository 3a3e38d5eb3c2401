/* SPDX-License-Identifier: ISC */
/*
 * block.c - the walk over chosen nodes that makes blocks of them.  What an element does stands in a
 * table of roles; what holds for all text inside it is its place, kept per open element.
 */
#include "build.h"
#include "build_private.h"
#include "tag.h"

#include <string.h>

#include <dateline/text.h>
#include <dateline/url.h>

enum role {
	ROLE_NONE,
	ROLE_SKIP,
	ROLE_STYLE, /* inline with a style: value */
	ROLE_HEADING,
	ROLE_LIST,
	ROLE_ITEM,
	ROLE_QUOTE,
	ROLE_PRE,
	ROLE_TABLE,
	ROLE_FIGURE,
	ROLE_CAPTION,
	ROLE_TERM,
	ROLE_DEFINITION,
	ROLE_RULE,
	ROLE_BREAK,
	ROLE_IMAGE,
	ROLE_EMBED,
	ROLE_LINK,
	ROLE_INLINE_QUOTE,
	ROLE_RUBY_TEXT,
	ROLE_SUMMARY,
};

struct role_row {
	uint8_t role, value;
};

static const struct role_row roles[TAGS] = {
	[TAG_EM] = { ROLE_STYLE, STYLE_EMPHASIS },
	[TAG_I] = { ROLE_STYLE, STYLE_EMPHASIS },
	[TAG_CITE] = { ROLE_STYLE, STYLE_EMPHASIS },
	[TAG_VAR] = { ROLE_STYLE, STYLE_EMPHASIS },
	[TAG_STRONG] = { ROLE_STYLE, STYLE_STRONG },
	[TAG_B] = { ROLE_STYLE, STYLE_STRONG },
	[TAG_CODE] = { ROLE_STYLE, STYLE_CODE },
	[TAG_KBD] = { ROLE_STYLE, STYLE_CODE },
	[TAG_SAMP] = { ROLE_STYLE, STYLE_CODE },
	[TAG_TT] = { ROLE_STYLE, STYLE_CODE },
	[TAG_SUB] = { ROLE_STYLE, STYLE_SUB },
	[TAG_SUP] = { ROLE_STYLE, STYLE_SUP },
	[TAG_S] = { ROLE_STYLE, STYLE_STRIKE },
	[TAG_STRIKE] = { ROLE_STYLE, STYLE_STRIKE },
	[TAG_DEL] = { ROLE_STYLE, STYLE_STRIKE },
	[TAG_H1] = { ROLE_HEADING, 1 },
	[TAG_H2] = { ROLE_HEADING, 2 },
	[TAG_H3] = { ROLE_HEADING, 3 },
	[TAG_H4] = { ROLE_HEADING, 4 },
	[TAG_H5] = { ROLE_HEADING, 5 },
	[TAG_H6] = { ROLE_HEADING, 6 },
	[TAG_UL] = { ROLE_LIST, 0 },
	[TAG_MENU] = { ROLE_LIST, 0 },
	[TAG_DIR] = { ROLE_LIST, 0 },
	[TAG_OL] = { ROLE_LIST, 1 },
	[TAG_LI] = { ROLE_ITEM, 0 },
	[TAG_BLOCKQUOTE] = { ROLE_QUOTE, 0 },
	[TAG_PRE] = { ROLE_PRE, 0 },
	[TAG_XMP] = { ROLE_PRE, 0 },
	[TAG_PLAINTEXT] = { ROLE_PRE, 0 },
	[TAG_LISTING] = { ROLE_PRE, 0 },
	[TAG_TABLE] = { ROLE_TABLE, 0 },
	[TAG_FIGURE] = { ROLE_FIGURE, 0 },
	[TAG_FIGCAPTION] = { ROLE_CAPTION, 0 },
	[TAG_DT] = { ROLE_TERM, 0 },
	[TAG_DD] = { ROLE_DEFINITION, 0 },
	[TAG_HR] = { ROLE_RULE, 0 },
	[TAG_BR] = { ROLE_BREAK, 0 },
	[TAG_IMG] = { ROLE_IMAGE, 0 },
	[TAG_IFRAME] = { ROLE_EMBED, 0 },
	[TAG_VIDEO] = { ROLE_EMBED, 0 },
	[TAG_AUDIO] = { ROLE_EMBED, 0 },
	[TAG_EMBED] = { ROLE_EMBED, 0 },
	[TAG_A] = { ROLE_LINK, 0 },
	[TAG_Q] = { ROLE_INLINE_QUOTE, 0 },
	[TAG_RT] = { ROLE_RUBY_TEXT, 0 },
	[TAG_SUMMARY] = { ROLE_SUMMARY, STYLE_STRONG },
};

#define STAMP_LEVEL 3

struct walk {
	struct builder *b;
	const struct block_input *in;
	struct place place;
	struct frame frames[ARTICLE_DEPTH_MAX + 2];
	int depth;
	struct item_state items[LIST_DEPTH_MAX + 1];
	bool in_link;
};

static void
end_block(struct walk *w)
{
	struct place *p = &w->place;

	if (builder_end(w->b) && p->as.kind == BLOCK_ITEM)
		w->items[p->as.level].begun = true;
	if (w->place.figure != NULL && w->b->out->blocks_count > w->place.figure->blocks_before)
		w->place.figure->shown = true;
}

/* The block that text here belongs to. */
static void
begin_block(struct walk *w)
{
	struct block as = w->place.as;

	if (w->b->open)
		return;
	if (as.kind == BLOCK_PARAGRAPH && as.quote > 0) {
		as.kind = BLOCK_QUOTE;
		as.level = as.quote;
	}
	if (as.kind == BLOCK_ITEM) {
		as.continued = w->items[as.level].begun;
		as.number = w->items[as.level].number;
	}
	if (as.kind == BLOCK_FIGURE && w->place.figure != NULL && !w->place.figure->shown)
		as.url = w->place.figure->url;
	builder_begin(w->b, &as);
}

static bool
is_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] > ' ')
			return false;
	return true;
}

static void
add_text(struct walk *w, struct str s)
{
	if (w->place.table != NULL && !w->place.table->in_cell)
		return;
	if (!w->b->open) {
		if (is_blank(s))
			return;
		begin_block(w);
	}
	/* Two line breaks and more are how old pages write paragraphs. */
	if (w->b->breaks >= 2 && !w->b->preformatted && w->place.table == NULL && !is_blank(s)) {
		end_block(w);
		begin_block(w);
	}
	builder_text(w->b, s);
}

static void
open_link(struct walk *w, struct frame *f, uint32_t node)
{
	struct str href = str_trim(html_attr(w->in->dom, node, ATTR_HREF)), url;

	if (w->in_link || href.len == 0 || href.p[0] == '#')
		return;
	url = url_resolve(w->b->a, w->in->base, href);
	if (url.p == NULL || !url_is_safe_link(url))
		return;
	builder_span_open(w->b, true, STYLE_EMPHASIS, url);
	w->in_link = f->link = true;
	f->spans++;
}

static void
open_style(struct walk *w, struct frame *f, enum style style)
{
	builder_span_open(w->b, false, style, STR_NONE);
	f->spans++;
}

static int
number_at(const struct dom *d, uint32_t node, enum attr_name name, int otherwise)
{
	int64_t n;

	if (!str_to_i64(str_trim(html_attr(d, node, name)), &n) || n < -99999 || n > 99999)
		return otherwise;
	return (int)n;
}

static void
enter_list(struct walk *w, uint32_t node, bool ordered)
{
	struct place *p = &w->place;
	struct item_state *s;

	if (p->list_depth < LIST_DEPTH_MAX)
		p->list_depth++;
	s = &w->items[p->list_depth];
	s->ordered = ordered;
	s->next = ordered ? number_at(w->in->dom, node, ATTR_START, 1) : 0;
}

static void
enter_item(struct walk *w, uint32_t node)
{
	struct place *p = &w->place;
	struct item_state *s;

	if (p->list_depth == 0) { /* an item without its list */
		p->list_depth = 1;
		w->items[1].ordered = false;
	}
	s = &w->items[p->list_depth];
	if (s->ordered) {
		s->number = number_at(w->in->dom, node, ATTR_VALUE, s->next);
		s->number = s->number < 1 ? 1 : s->number;
		s->next = s->number + 1;
	} else {
		s->number = 0;
	}
	s->begun = w->in->fragment &&
	           str_eq(html_attr(w->in->dom, node, ATTR_CLASS), STR("continued"));
	p->as.kind = BLOCK_ITEM;
	p->as.level = p->list_depth;
}

static void
set_kind(struct walk *w, enum block_kind kind, int level)
{
	w->place.as.kind = kind;
	w->place.as.level = level;
}

static void
enter_figure(struct walk *w, uint32_t node)
{
	struct figure *f;

	if (!figure_is_one(w->in->dom, node))
		return;
	f = arena_alloc(w->b->a, sizeof(*f));
	figure_find(w->b->a, w->in, node, f);
	f->blocks_before = w->b->out->blocks_count;
	w->place.figure = f;
	set_kind(w, BLOCK_FIGURE, 0);
}

/* A figure without a caption is told by its alternative text, or stands there as a picture. */
static void
leave_figure(struct walk *w, const struct figure *f)
{
	struct block as = { .kind = BLOCK_FIGURE, .quote = w->place.as.quote, .url = f->url };

	if (!f->shown && (f->url.len > 0 || f->alt.len > 0))
		builder_whole(w->b, &as, f->alt);
}

static void
add_image(struct walk *w, uint32_t node)
{
	struct figure f = { .url = STR_NONE };
	struct block as = { .kind = BLOCK_FIGURE, .quote = w->place.as.quote };

	if (w->place.figure != NULL)
		return;
	figure_of_image(w->b->a, w->in, node, &f);
	if (figure_is_symbol(w->in->dom, node, f.alt)) {
		add_text(w, f.alt);
		return;
	}
	if (f.alt.len == 0 || f.url.len == 0 || w->b->open || w->place.table != NULL)
		return;
	as.url = f.url;
	builder_whole(w->b, &as, f.alt);
}

static void
add_embed(struct walk *w, uint32_t node)
{
	struct block as = { .kind = BLOCK_EMBED, .quote = w->place.as.quote };
	struct str label;

	if (w->place.table != NULL || !embed_find(w->b->a, w->in, node, &as.url, &label))
		return;
	end_block(w);
	builder_whole(w->b, &as, label);
}

static void
add_rule(struct walk *w)
{
	const struct article *out = w->b->out;
	struct block as = { .kind = BLOCK_RULE, .quote = w->place.as.quote };

	end_block(w);
	if (out->blocks_count > 0 && out->blocks[out->blocks_count - 1].kind != BLOCK_RULE)
		builder_whole(w->b, &as, STR(""));
}

static void
open_table(struct walk *w, struct frame *f, uint32_t node)
{
	struct place *p = &w->place;

	p->table = f->table = table_open(w->b, w->in->dom, node, &p->as);
}

/* True when the whole subtree has been dealt with. */
static bool
enter_block(struct walk *w, uint32_t node, const struct role_row *r, struct frame *f)
{
	struct place *p = &w->place;

	switch (r->role) {
	case ROLE_HEADING: set_kind(w, BLOCK_HEADING, r->value); break;
	case ROLE_LIST: enter_list(w, node, r->value == 1); break;
	case ROLE_ITEM: enter_item(w, node); break;
	case ROLE_QUOTE:
		p->as.quote++;
		set_kind(w, BLOCK_PARAGRAPH, 0);
		break;
	case ROLE_PRE: set_kind(w, BLOCK_PRE, 0); break;
	case ROLE_FIGURE: enter_figure(w, node); break;
	case ROLE_CAPTION: set_kind(w, BLOCK_FIGURE, 0); break;
	case ROLE_TERM: set_kind(w, BLOCK_TERM, 0); break;
	case ROLE_DEFINITION: set_kind(w, BLOCK_DEFINITION, 0); break;
	case ROLE_RULE: add_rule(w); break;
	case ROLE_EMBED: add_embed(w, node); return true;
	case ROLE_SUMMARY: open_style(w, f, STYLE_STRONG); break;
	case ROLE_TABLE:
		if (table_is_data(w->in, node))
			open_table(w, f, node);
		break;
	default: break;
	}
	return false;
}

static void
enter_inline(struct walk *w, uint32_t node, const struct role_row *r, struct frame *f)
{
	switch (r->role) {
	case ROLE_STYLE: open_style(w, f, (enum style)r->value); break;
	case ROLE_LINK: open_link(w, f, node); break;
	case ROLE_BREAK:
		if (w->place.table != NULL)
			builder_text(w->b, STR(" "));
		else
			builder_break(w->b);
		break;
	case ROLE_IMAGE: add_image(w, node); break;
	case ROLE_INLINE_QUOTE:
		add_text(w, STR("\u201c"));
		f->closing = STR("\u201d");
		break;
	case ROLE_RUBY_TEXT:
		add_text(w, STR("("));
		f->closing = STR(")");
		break;
	default: break;
	}
}

static void
leave(struct walk *w)
{
	struct frame *f = &w->frames[--w->depth];

	if (f->closing.len > 0)
		add_text(w, f->closing);
	if (f->table != NULL)
		table_close(w->b, f->table);
	else if (w->place.table != NULL && f->block)
		table_leave(w->b, w->place.table, f->tag);
	else if (f->block)
		end_block(w);
	for (; f->spans > 0; f->spans--)
		builder_span_close(w->b);
	if (f->link)
		w->in_link = false;
	if (w->place.figure != f->outer.figure)
		leave_figure(w, w->place.figure);
	w->place = f->outer;
}

static bool
is_left_out(const struct walk *w, uint32_t node, enum tag tag)
{
	if (w->in->cut != NULL && w->in->cut[node] & CUT_DROP)
		return true;
	return tag_flags(tag) & TF_DROP && roles[tag].role != ROLE_EMBED;
}

/* Opens an element; gives the node to go on with. */
static uint32_t
enter(struct walk *w, uint32_t node)
{
	const struct node *n = &w->in->dom->nodes[node];
	const struct role_row *r = &roles[n->tag];
	struct frame *f = &w->frames[w->depth];

	if (is_left_out(w, node, n->tag))
		return n->end;
	memset(f, 0, sizeof(*f));
	f->end = n->end;
	f->tag = n->tag;
	f->outer = w->place;
	f->block = (tag_flags(n->tag) & TF_BLOCK) != 0 || r->role == ROLE_EMBED ||
	           (w->in->cut != NULL && w->in->cut[node] & (CUT_CAPTION | CUT_STAMP));
	w->depth++;
	if (f->block && w->place.table != NULL) {
		if (!table_enter(w->b, w->place.table, w->in->dom, node)) {
			f->end = node;
			return n->end;
		}
	} else if (f->block) {
		end_block(w);
		if (w->in->cut != NULL && w->in->cut[node] & CUT_CAPTION)
			set_kind(w, BLOCK_FIGURE, 0);
		else if (w->in->cut != NULL && w->in->cut[node] & CUT_STAMP)
			set_kind(w, BLOCK_HEADING, STAMP_LEVEL);
		if (enter_block(w, node, r, f)) {
			f->end = node; /* left at once */
			return n->end;
		}
	} else {
		enter_inline(w, node, r, f);
	}
	return node + 1;
}

void
blocks_build(struct builder *b, const struct block_input *in, uint32_t first)
{
	struct walk *w = arena_alloc(b->a, sizeof(*w));
	uint32_t i = first, end = in->dom->nodes[first].end;

	w->b = b;
	w->in = in;
	while (i < end && b->out->blocks_count < ARTICLE_BLOCKS_MAX) {
		while (w->depth > 0 && w->frames[w->depth - 1].end <= i)
			leave(w);
		if (in->dom->nodes[i].tag == TAG_TEXT) {
			if (in->cut == NULL || !(in->cut[i] & CUT_DROP))
				add_text(w, html_node_text(in->dom, i));
			i++;
		} else {
			i = enter(w, i);
		}
	}
	while (w->depth > 0)
		leave(w);
	end_block(w);
}
