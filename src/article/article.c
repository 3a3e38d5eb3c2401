/* SPDX-License-Identifier: ISC */
/*
 * article.c - the door: bytes of a page or fragment to an article.
 */
#include <dateline/article.h>

#include <string.h>

#include <dateline/text.h>

#include "meta.h"
#include "page.h"
#include "rule.h"
#include "state.h"

static const char *const kind_names[BLOCK_KINDS] = {
	[BLOCK_PARAGRAPH] = "paragraph",
	[BLOCK_HEADING] = "heading",
	[BLOCK_ITEM] = "item",
	[BLOCK_QUOTE] = "quote",
	[BLOCK_PRE] = "pre",
	[BLOCK_TABLE] = "table",
	[BLOCK_FIGURE] = "figure",
	[BLOCK_EMBED] = "embed",
	[BLOCK_TERM] = "term",
	[BLOCK_DEFINITION] = "definition",
	[BLOCK_RULE] = "rule",
};

const char *
block_kind_name(enum block_kind kind)
{
	return kind < BLOCK_KINDS ? kind_names[kind] : "";
}

static const char *const state_texts[] = {
	[ARTICLE_FULL] = "",
	[ARTICLE_PAYWALL] = "behind a paywall",
	[ARTICLE_SCRIPT] = "the page needs JavaScript",
	[ARTICLE_CONSENT] = "the page asks for consent first",
	[ARTICLE_EMPTY] = "no text was found",
};

const char *
article_state_text(enum article_state s)
{
	return s < COUNT(state_texts) ? state_texts[s] : "";
}

int
article_minutes(const struct article *art)
{
	size_t words = text_count_words(art->text);
	int minutes = (int)((words + 115) / 230);

	return minutes < 1 ? 1 : minutes;
}

/* Text has no NUL bytes to speak of; pictures and archives do. */
static bool
is_binary(struct str s)
{
	size_t nuls = 0, len = s.len < 4096 ? s.len : 4096;

	for (size_t i = 0; i < len; i++)
		nuls += s.p[i] == '\0';
	return nuls > len / 3 * 2 || str_starts(s, STR("%PDF-")) || str_starts(s, STR("\x89PNG")) ||
	       str_starts(s, STR("\xff\xd8\xff")) || str_starts(s, STR("PK\x03\x04")) ||
	       str_starts(s, STR("\x1f\x8b"));
}

static void
take_meta(const struct meta *m, struct article *out)
{
	out->title = m->value[META_TITLE];
	out->byline = m->value[META_BYLINE];
	out->site = m->value[META_SITE];
	out->excerpt = m->value[META_EXCERPT];
	out->lang = m->value[META_LANG];
	out->canonical_url = m->value[META_CANONICAL];
	out->image = m->value[META_IMAGE];
	out->next_url = m->value[META_NEXT];
	out->published = meta_date(m->value[META_PUBLISHED]);
	out->updated = meta_date(m->value[META_UPDATED]);
	out->published_text = m->published_text;
}

#define EXCERPT_MAX 2000 /* bytes */

static struct str
first_paragraph(struct arena *a, const struct article *art)
{
	for (size_t i = 0; i < art->blocks_count; i++) {
		const struct block *k = &art->blocks[i];
		uint32_t end = k->end - k->start > EXCERPT_MAX ? k->start + EXCERPT_MAX : k->end;

		if (k->kind == BLOCK_PARAGRAPH)
			return text_collapse(a, utf8_repair(a, str_sub(art->text, k->start, end)));
	}
	return STR_NONE;
}

/* A fragment is content as it stands. */
static void
parse_fragment(struct arena *a, struct str html, const struct article_options *o,
        struct article *out, struct notes *notes)
{
	struct page *p = arena_alloc(a, sizeof(*p));

	page_init(p, a, html, o->url, notes);
	page_strip(p, STRICT_NONE);
	page_build(p, 0, true, out);
}

/* What the feed said finds the title and the standfirst as well as metadata, and where there is
 * none. */
static void
set_anchors(struct page *p, const struct article_options *o, struct article *out)
{
	if (out->title.len == 0)
		out->title = text_collapse(p->a, text_safe(p->a, o->feed_title, TEXT_SAFE_LINE));
	p->title = out->title;
	p->feed_title = o->feed_title;
	p->excerpt = out->excerpt;
	if (p->excerpt.len == 0 && str_chr(o->feed_summary, '<') < 0)
		p->excerpt = text_collapse(p->a, o->feed_summary);
}

static void
parse_page(struct arena *a, struct str html, const struct article_options *o, struct article *out,
        struct notes *notes)
{
	struct page *p = arena_alloc(a, sizeof(*p));
	struct meta *m = arena_alloc(a, sizeof(*m));
	struct rule_result rule = { .body = STR_NONE };

	if (o->rule != NULL)
		rule_apply(a, html, o->rule, &rule, notes);
	if (rule.page.len > 0)
		html = rule.page;
	page_init(p, a, html, o->url, notes);
	meta_find(m, a, &p->dom, p->base);
	take_meta(m, out);
	if (rule.title.len > 0)
		out->title = rule.title;
	set_anchors(p, o, out);
	if (rule.body.len > 0)
		parse_fragment(a, rule.body, o, out, notes);
	else
		page_extract(p, m, out);
	if (out->excerpt.len == 0)
		out->excerpt = first_paragraph(a, out);
	out->state = state_of(p, m, out);
	if (out->next_url.len > 0)
		notes_add(notes, NOTE_INFO, 0, "the article goes on at " STR_FMT,
		        STR_ARG(out->next_url));
}

bool
article_parse(struct arena *a, struct str html, const struct article_options *o,
        struct article *out, struct notes *notes, struct err *e)
{
	struct charset_hints hints = { o->content_type, CHARSET_HTML };

	memset(out, 0, sizeof(*out));
	out->published = out->updated = ARTICLE_NO_DATE;
	if (is_binary(html))
		return err_set(e, ERR_FAIL, "this is not text");
	if (html.len > ARTICLE_HTML_MAX) {
		notes_add(notes, NOTE_WARNING, ARTICLE_HTML_MAX, "only the first %u MB are read",
		        ARTICLE_HTML_MAX / (1024 * 1024));
		html = str_sub(html, 0, ARTICLE_HTML_MAX);
	}
	html = text_decode(a, html, &hints, notes);
	if (o->fragment)
		parse_fragment(a, html, o, out, notes);
	else
		parse_page(a, html, o, out, notes);
	return true;
}
