/* SPDX-License-Identifier: ISC */
/*
 * plain.c - HTML to plain text on one line, for titles, summaries and names.
 */
#include "append.h"
#include "html.h"

#include <dateline/feed.h>
#include <dateline/text.h>

#include <string.h>

static bool
is_fold_space(unsigned char c)
{
	return c <= ' ' || c == 0x7f;
}

/* Skips blocks that can be taken over as they stand; the byte behind each is looked at too. */
static size_t
plain_blocks(struct str s, size_t at)
{
	enum { BLOCK = 16 };

	while (s.len - at > BLOCK) {
		const unsigned char *p = (const unsigned char *)s.p + at;
		unsigned char found = 0;

		for (size_t i = 0; i < BLOCK; i++)
			found |= (unsigned char)((p[i] < ' ') | (p[i] == 0x7f) |
			                         ((p[i] == ' ') & (p[i + 1] <= ' ')));
		if (found)
			break;
		at += BLOCK;
	}
	return at;
}

/* The end of what can be taken over as it stands: words with one blank between them. */
static size_t
plain_run(struct str s, size_t at)
{
	for (at = plain_blocks(s, at); at < s.len; at++) {
		unsigned char c = (unsigned char)s.p[at];

		if (c > ' ' && c != 0x7f)
			continue;
		if (c != ' ' || at + 1 == s.len || is_fold_space((unsigned char)s.p[at + 1]))
			break;
	}
	return at;
}

/* Adds bytes, each run of blanks and controls as one blank, none at the start. */
static void
add_folded(struct buf *out, struct str s, bool *blank)
{
	size_t at = 0;

	while (at < s.len) {
		size_t from = at;

		if (!is_fold_space((unsigned char)s.p[at])) {
			at = plain_run(s, at);
			if (*blank && out->len > 0)
				append(out, " ", 1);
			*blank = false;
			append(out, s.p + from, at - from);
		}
		/* A blank separates; another control is nothing. */
		while (at < s.len && is_fold_space((unsigned char)s.p[at])) {
			char c = s.p[at++];
			*blank |= c == ' ' || (c >= '\t' && c <= '\r');
		}
	}
}

void
feed_plain_fold(struct buf *out, struct str text)
{
	bool blank = false;

	add_folded(out, text, &blank);
}

bool
feed_is_folded(struct str text)
{
	return text.len > 0 && !is_fold_space((unsigned char)text.p[0]) &&
	       plain_run(text, 0) == text.len;
}

static void
add_text(struct buf *out, struct str s, bool *blank)
{
	size_t at = 0;

	while (at < s.len) {
		const char *amp = memchr(s.p + at, '&', s.len - at);
		size_t plain = amp == NULL ? s.len - at : (size_t)(amp - (s.p + at)), used = 1, len;
		char text[CHARREF_TEXT_MAX];

		add_folded(out, str_sub(s, at, at + plain), blank);
		at += plain;
		if (at == s.len)
			break;
		len = charref_decode(str_sub(s, at, s.len), CHARREF_TEXT, text, &used);
		add_folded(out, len > 0 ? (struct str){ text, len } : STR("&"), blank);
		at += used;
	}
}

/* A tag as it was written, for a name that is none of HTML's. */
static struct str
as_written(const struct html_token *t, const struct html_reader *r)
{
	const char *start = t->name.p - (t->kind == HTML_END ? 2 : 1);
	const char *end = r->rest.p != NULL && r->rest.len > 0
	                          ? r->rest.p
	                          : t->attrs.p + t->attrs.len + t->empty + 1;

	return (struct str){ start, (size_t)(end - start) };
}

void
feed_html_plain(struct buf *out, struct str html, bool strict)
{
	const struct html_element *hidden = NULL;
	size_t hidden_depth = 0;
	struct html_reader r;
	struct html_token t;
	bool blank = false;

	feed_html_open(&r, html);
	while (!out->full && feed_html_next(&r, &t)) {
		const struct html_element *e = t.kind == HTML_START || t.kind == HTML_END
		                                       ? feed_html_element_of(&r, &t)
		                                       : NULL;

		if (hidden != NULL) {
			hidden_depth += t.kind == HTML_START && e == hidden;
			if (t.kind == HTML_END && e == hidden && hidden_depth-- == 0) {
				hidden = NULL;
				hidden_depth = 0;
			}
		} else if (t.kind == HTML_TEXT) {
			if (t.raw)
				add_folded(out, t.text, &blank);
			else
				add_text(out, t.text, &blank);
		} else if (t.kind == HTML_COMMENT) {
			continue;
		} else if (e == NULL) {
			if (strict)
				add_text(out, as_written(&t, &r), &blank);
		} else if (e->keep == KEEP_NOTHING && t.kind == HTML_START && !e->is_void &&
		           !t.empty) {
			hidden = e;
		} else {
			blank |= e->is_block;
		}
	}
}

struct str
feed_html_text(struct arena *a, struct str html)
{
	struct buf out;
	struct str text;

	buf_init(&out, FEED_TEXT_MAX);
	feed_html_plain(&out, html, false);
	text = arena_str(a, buf_str(&out));
	buf_free(&out);
	return text;
}
