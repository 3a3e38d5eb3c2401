/* SPDX-License-Identifier: ISC */
/*
 * html.c - the tree builder: where start and end tags put their nodes.  It follows WHATWG HTML
 * section 13.2.6 in what shapes text (implied ends, scopes, foreign content), and leaves out what
 * would move nodes about (foster parents, the adoption agency), so that document order is kept.
 * An end tag of an inline element that stands inside a later block takes effect when the block
 * ends.
 */
#include "html_private.h"

#include <string.h>

#include <dateline/text.h>

static uint32_t
top(const struct html_parser *p)
{
	return p->stack[p->depth - 1];
}

static enum tag
tag_at(const struct html_parser *p, int level)
{
	return p->d->nodes[p->stack[level]].tag;
}

static uint32_t
add_node(struct html_parser *p, enum tag tag)
{
	struct dom *d = p->d;
	struct node *n;

	if (d->count >= HTML_NODES_MAX) {
		p->full = true;
		return 0;
	}
	d->nodes = arena_grow(p->a, d->nodes, d->count, &p->nodes_cap, sizeof(*d->nodes));
	n = &d->nodes[d->count];
	memset(n, 0, sizeof(*n));
	n->tag = (uint8_t)tag;
	n->parent = p->depth > 0 ? top(p) : 0;
	n->depth = (uint16_t)p->depth;
	n->end = d->count + 1;
	return d->count++;
}

static void
set_text(struct html_parser *p, uint32_t node, struct str s)
{
	p->d->nodes[node].text = s.p;
	p->d->nodes[node].text_len = (uint32_t)s.len;
}

static void
push(struct html_parser *p, uint32_t node)
{
	if (p->depth == ARTICLE_DEPTH_MAX) {
		p->overflow++;
		return;
	}
	p->pending[p->depth] = false;
	p->stack[p->depth++] = node;
	p->open[p->d->nodes[node].tag]++;
}

static void
pop_one(struct html_parser *p)
{
	struct node *n = &p->d->nodes[p->stack[--p->depth]];

	n->end = p->d->count;
	p->open[n->tag]--;
}

/* Pops down to and with the given level, then those whose end tag came earlier. */
static void
pop_to(struct html_parser *p, int level)
{
	p->overflow = 0;
	while (p->depth > level)
		pop_one(p);
	while (p->depth > 1 && p->pending[p->depth - 1])
		pop_one(p);
}

/* The level of the innermost open element of this kind, or 0; scopes stop the search. */
static int
find_open(const struct html_parser *p, enum tag tag)
{
	uint32_t stop = tag_flags(tag) & TF_TABLE ? 0 : TF_SCOPE;

	if (p->open[tag] == 0)
		return 0;
	for (int i = p->depth - 1; i > 0; i--) {
		enum tag t = tag_at(p, i);

		if (t == tag)
			return i;
		if (tag_flags(t) & stop || t == TAG_TABLE)
			return 0;
	}
	return 0;
}

static void
close_open(struct html_parser *p, enum tag tag)
{
	int level = find_open(p, tag);

	if (level > 0)
		pop_to(p, level);
}

/* li, dt and dd end an earlier one, but not across a list or section (13.2.6.4.7). */
static void
close_item(struct html_parser *p, enum tag one, enum tag other)
{
	if (p->open[one] == 0 && p->open[other] == 0)
		return;
	for (int i = p->depth - 1; i > 0; i--) {
		enum tag t = tag_at(p, i);

		if (t == one || t == other) {
			pop_to(p, i);
			return;
		}
		if (t == TAG_DIV || t == TAG_P || t == TAG_ADDRESS)
			continue;
		if (tag_flags(t) & (TF_BLOCK | TF_SCOPE))
			return;
	}
}

static void
close_cells(struct html_parser *p, enum tag tag)
{
	close_open(p, TAG_CAPTION);
	if (tag == TAG_TABLE)
		return;
	close_open(p, TAG_TD);
	close_open(p, TAG_TH);
	if (tag == TAG_TD || tag == TAG_TH)
		return;
	close_open(p, TAG_TR);
	if (tag == TAG_TR)
		return;
	close_open(p, TAG_TBODY);
	close_open(p, TAG_THEAD);
	close_open(p, TAG_TFOOT);
}

static void html_end_format(struct html_parser *p, int level);

static void
close_link(struct html_parser *p)
{
	int level = find_open(p, TAG_A);

	if (level > 0)
		html_end_format(p, level);
}

/* Ends what this start tag ends without saying. */
static void
imply_ends(struct html_parser *p, enum tag tag, uint32_t flags)
{
	if (!(flags & TF_HEAD) && p->depth > 1 && tag_at(p, p->depth - 1) == TAG_HEAD)
		pop_to(p, p->depth - 1);
	if (flags & TF_CLOSES_P)
		close_open(p, TAG_P);
	if (flags & TF_HEADING && tag_flags(tag_at(p, p->depth - 1)) & TF_HEADING)
		pop_to(p, p->depth - 1);
	if (flags & TF_TABLE && tag != TAG_TABLE)
		close_cells(p, tag);
	switch (tag) {
	case TAG_LI: close_item(p, TAG_LI, TAG_LI); break;
	case TAG_DT:
	case TAG_DD: close_item(p, TAG_DT, TAG_DD); break;
	case TAG_A: close_link(p); break;
	case TAG_BUTTON: close_open(p, TAG_BUTTON); break;
	case TAG_OPTGROUP: close_open(p, TAG_OPTGROUP); /* fall through */
	case TAG_OPTION: close_open(p, TAG_OPTION); break;
	default: break;
	}
}

bool
html_foreign(const struct html_parser *p)
{
	return p->open[TAG_SVG] + p->open[TAG_MATH] > 0;
}

/* Elements that are there once: a second start tag adds nothing. */
static bool
is_repeated_frame(const struct html_parser *p, enum tag tag)
{
	return (tag == TAG_HTML || tag == TAG_BODY || tag == TAG_HEAD) && p->seen[tag];
}

void
html_start(struct html_parser *p, const struct html_token *t)
{
	uint32_t flags = tag_flags(t->tag), node;

	if (is_repeated_frame(p, t->tag))
		return;
	imply_ends(p, t->tag, flags);
	node = add_node(p, t->tag);
	if (p->full)
		return;
	p->seen[t->tag] = true;
	p->d->nodes[node].attrs = t->attrs;
	p->d->nodes[node].attrs_count = (uint8_t)t->attrs_count;
	if (t->tag == TAG_UNKNOWN)
		set_text(p, node, t->name);
	if (t->tag == TAG_BASE && p->d->base.p == NULL)
		p->d->base = html_attr(p->d, node, ATTR_HREF);
	if (!(flags & TF_VOID) && !(t->self_closing && html_foreign(p)))
		push(p, node);
	p->after_block = (flags & TF_BLOCK) != 0;
}

static bool
is_inline(const struct html_parser *p, int level)
{
	return (tag_flags(tag_at(p, level)) & TF_FORMAT) != 0;
}

static void
html_end_format(struct html_parser *p, int level)
{
	for (int i = p->depth - 1; i > level; i--)
		if (!is_inline(p, i)) {
			p->pending[level] = true;
			return;
		}
	pop_to(p, level);
}

static void
end_heading(struct html_parser *p)
{
	for (int i = p->depth - 1; i > 0; i--) {
		uint32_t flags = tag_flags(tag_at(p, i));

		if (flags & TF_HEADING) {
			pop_to(p, i);
			return;
		}
		if (flags & TF_SCOPE)
			return;
	}
}

static void
end_unknown(struct html_parser *p, struct str name)
{
	for (int i = p->depth - 1; i > 0; i--) {
		enum tag t = tag_at(p, i);

		if (t == TAG_UNKNOWN && str_eq_nocase(html_node_text(p->d, p->stack[i]), name)) {
			pop_to(p, i);
			return;
		}
		if (tag_flags(t) & TF_SCOPE)
			return;
	}
}

void
html_end(struct html_parser *p, enum tag tag, struct str name)
{
	uint32_t flags = tag_flags(tag);
	int level;

	p->after_block = (flags & TF_BLOCK) != 0;
	if (tag == TAG_BODY || tag == TAG_HTML || (p->open[tag] == 0 && !(flags & TF_HEADING)))
		return;
	if (p->overflow > 0) {
		p->overflow--;
		return;
	}
	if (tag == TAG_UNKNOWN) {
		end_unknown(p, name);
		return;
	}
	if (flags & TF_HEADING) {
		end_heading(p);
		return;
	}
	level = find_open(p, tag);
	if (level == 0)
		return;
	if (flags & TF_FORMAT)
		html_end_format(p, level);
	else
		pop_to(p, level);
}

static bool
is_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] != ' ' && s.p[i] != '\n' && s.p[i] != '\t' && s.p[i] != '\r' &&
		        s.p[i] != '\f')
			return false;
	return true;
}

/* White space between blocks means nothing and is not kept. */
void
html_add_text(struct html_parser *p, struct str s, bool references)
{
	uint32_t node;

	if (s.len == 0)
		return;
	if (is_blank(s) && p->open[TAG_PRE] == 0) {
		if (p->after_block || p->open[TAG_HEAD] > 0)
			return;
	} else if (tag_at(p, p->depth - 1) == TAG_HEAD) {
		pop_to(p, p->depth - 1);
	}
	node = add_node(p, TAG_TEXT);
	if (p->full)
		return;
	if (references && memchr(s.p, '&', s.len) != NULL)
		s = text_unescape(p->a, s);
	set_text(p, node, s);
	p->after_block = false;
}

/* About how many nodes a page will have, so that their array need not be moved: a '<' begins an
 * element or ends one, and text ends at one. */
static size_t
guess_nodes(struct str s)
{
	size_t n = 3;

	for (size_t i = 0, before; i < s.len; i++) {
		const char *lt = memchr(s.p + i, '<', s.len - i);

		if (lt == NULL)
			break;
		i = before = (size_t)(lt - s.p);
		while (before > 0 && (unsigned char)s.p[before - 1] <= ' ')
			before--;
		/* Blanks alone are text between inline elements; lines between blocks are not. */
		n += before > 0 && (s.p[before - 1] != '>' || (before < i && s.p[before] == ' '));
		n += i + 1 < s.len && s.p[i + 1] != '/' && s.p[i + 1] != '!';
	}
	return n < HTML_NODES_MAX ? n : HTML_NODES_MAX;
}

void
html_parse(struct arena *a, struct str html, struct dom *out, struct notes *notes)
{
	struct html_parser *p = arena_alloc(a, sizeof(*p));

	memset(out, 0, sizeof(*out));
	p->a = a;
	p->d = out;
	p->in = html;
	p->after_block = true;
	p->nodes_cap = guess_nodes(html);
	out->nodes = arena_array(a, p->nodes_cap, sizeof(*out->nodes));
	names_init(&p->tags, tag_rows, tag_rows_count);
	names_init(&p->attrs, attr_rows, attr_rows_count);
	push(p, add_node(p, TAG_NONE));
	html_tokens(p);
	while (p->depth > 0)
		pop_one(p);
	if (p->full)
		notes_add(notes, NOTE_WARNING, p->at, "more than %u elements: the rest is left out",
		        HTML_NODES_MAX);
}

struct str
html_attr(const struct dom *d, uint32_t node, enum attr_name name)
{
	const struct node *n = &d->nodes[node];

	for (uint32_t i = 0; i < n->attrs_count; i++)
		if (d->attrs[n->attrs + i].name == name)
			return d->attrs[n->attrs + i].value;
	return STR_NONE;
}

struct str
html_text(struct arena *a, const struct dom *d, uint32_t node, size_t max)
{
	struct buf b;
	struct str text;

	buf_init(&b, max);
	for (uint32_t i = node; i < d->nodes[node].end && !b.full; i++) {
		const struct node *n = &d->nodes[i];

		if (n->tag == TAG_TEXT)
			buf_add_str(&b, str_sub(html_node_text(d, i), 0, max - b.len));
		else if (tag_flags(n->tag) & TF_DROP && i != node)
			i = n->end - 1;
		else if (tag_flags(n->tag) & TF_BLOCK || n->tag == TAG_BR)
			buf_add_char(&b, ' ');
	}
	text = text_collapse(a, buf_str(&b));
	if (text.p == b.p)
		text = arena_str(a, text);
	buf_free(&b);
	return text;
}
