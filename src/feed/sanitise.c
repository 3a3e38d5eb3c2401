/* SPDX-License-Identifier: ISC */
/*
 * sanitise.c - HTML to HTML that is safe by construction: only elements and attributes of the table
 * in html_elements.c are written, tags are balanced, text and values are escaped again, addresses
 * have a harmless scheme.
 */
#include "append.h"
#include "html.h"

#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include <string.h>

#define DEPTH_MAX 256

struct cleaner {
	struct html_reader reader;
	struct buf *out;
	struct arena *scratch;
	struct str base;
	const struct html_element *open[DEPTH_MAX];
	size_t depth;
	const struct html_element *hidden; /* all is dropped until its end */
	size_t hidden_depth;               /* of elements of the same name within it */
};

static struct str
clean_address(struct cleaner *c, struct str value)
{
	struct str trimmed = str_trim(value);

	if (trimmed.len > 0 && trimmed.p[0] == '#')
		return trimmed;
	return feed_address(c->scratch, c->base, value);
}

/* The word of a blank separated list that name is but for case; none when it is not there. */
static struct str
find_word(const char *list, struct str name)
{
	while (*list != '\0') {
		size_t len = 1;

		while ((unsigned char)list[len] > ' ')
			len++;
		if (len == name.len && (list[0] ^ (name.p[0] | 0x20)) == 0 &&
		        str_eq_nocase((struct str){ list, len }, name))
			return (struct str){ list, len };
		list += len + (list[len] == ' ');
	}
	return STR_NONE;
}

static bool
is_address(struct str name)
{
	static const struct str names[] = { { "href", 4 }, { "src", 3 }, { "cite", 4 },
		{ "poster", 6 }, { "longdesc", 8 } };

	for (size_t i = 0; i < COUNT(names); i++)
		if (name.len == names[i].len && memcmp(name.p, names[i].p, name.len) == 0)
			return true;
	return false;
}

static void
write_attrs(struct cleaner *c, const struct html_element *e, struct str attrs)
{
	struct str name, value;

	while (feed_html_attr_next(&attrs, &name, &value)) {
		struct str known = find_word(e->attrs, name);

		if (known.p == NULL)
			known = find_word("title lang dir", name);
		if (known.p == NULL)
			continue;
		value = text_unescape_as(c->scratch, value, CHARREF_ATTRIBUTE);
		if (is_address(known))
			value = clean_address(c, value);
		if (value.p == NULL)
			continue;
		append(c->out, " ", 1);
		append_str(c->out, known);
		append(c->out, "=\"", 2);
		text_escape(c->out, value);
		append(c->out, "\"", 1);
	}
}

static void
write_end(struct cleaner *c)
{
	append_str(c->out, c->open[--c->depth]->end);
}

/* A frame or a plug-in runs what it shows; its address alone does no harm, and a reader can list it
 * as what the text is about. */
static void
write_embed(struct cleaner *c, struct str attrs)
{
	struct str src = feed_html_attr(c->scratch, attrs, "src"),
	           title = feed_html_attr(c->scratch, attrs, "title"), url = clean_address(c, src);

	if (!url_is_http(url))
		return;
	append_str(c->out, STR("<video src=\""));
	text_escape(c->out, url);
	if (title.len > 0) {
		append_str(c->out, STR("\" title=\""));
		text_escape(c->out, title);
	}
	append_str(c->out, STR("\"></video>"));
}

static void
start_tag(struct cleaner *c, const struct html_token *t)
{
	const struct html_element *e = feed_html_element_of(&c->reader, t);

	if (c->hidden != NULL) {
		c->hidden_depth += e == c->hidden;
		return;
	}
	if (e == NULL || e->keep == KEEP_CONTENT)
		return;
	if (e->keep == KEEP_EMBED) {
		write_embed(c, t->attrs);
		return;
	}
	if (e->keep == KEEP_NOTHING) {
		if (!e->is_void && !t->empty)
			c->hidden = e;
		return;
	}
	if (!e->is_void && c->depth == DEPTH_MAX)
		return;
	append_str(c->out, e->start);
	if (t->attrs.len > 0)
		write_attrs(c, e, t->attrs);
	append(c->out, ">", 1);
	if (!e->is_void)
		c->open[c->depth++] = e;
}

static void
end_tag(struct cleaner *c, const struct html_token *t)
{
	const struct html_element *e;
	size_t depth = c->depth;

	if (c->hidden == NULL && depth > 0 && t->name.len == c->open[depth - 1]->name.len &&
	        str_eq_nocase(t->name, c->open[depth - 1]->name)) {
		write_end(c);
		return;
	}
	e = feed_html_element_of(&c->reader, t);
	if (c->hidden != NULL) {
		if (e == c->hidden && c->hidden_depth-- == 0) {
			c->hidden = NULL;
			c->hidden_depth = 0;
		}
		return;
	}
	if (e == NULL || e->is_void)
		return;
	while (depth > 0 && c->open[depth - 1] != e)
		depth--;
	if (depth == 0)
		return;
	while (c->depth >= depth)
		write_end(c);
}

/* 1: escaped; 2: dropped */
static const unsigned char special[256] = { ['&'] = 1,
	['<'] = 1,
	['>'] = 1,
	[0x7f] = 2,
	[0] = 2,
	[1] = 2,
	[2] = 2,
	[3] = 2,
	[4] = 2,
	[5] = 2,
	[6] = 2,
	[7] = 2,
	[8] = 2,
	[11] = 2,
	[12] = 2,
	[13] = 2,
	[14] = 2,
	[15] = 2,
	[16] = 2,
	[17] = 2,
	[18] = 2,
	[19] = 2,
	[20] = 2,
	[21] = 2,
	[22] = 2,
	[23] = 2,
	[24] = 2,
	[25] = 2,
	[26] = 2,
	[27] = 2,
	[28] = 2,
	[29] = 2,
	[30] = 2,
	[31] = 2 };

/* The first special byte at or behind `at`, or the end; most blocks have none. */
static size_t
skip_ordinary(struct str s, size_t at)
{
	enum { BLOCK = 16 };

	while (s.len - at >= BLOCK) {
		const unsigned char *p = (const unsigned char *)s.p + at;
		unsigned char found = 0;

		for (size_t i = 0; i < BLOCK; i++)
			found |= (unsigned char)((p[i] < ' ') | (p[i] == '&') | (p[i] == 0x7f) |
			                         ((p[i] & 0xfd) == '<'));
		if (found)
			break;
		at += BLOCK;
	}
	while (at < s.len && special[(unsigned char)s.p[at]] == 0)
		at++;
	return at;
}

void
feed_html_write_text(struct buf *out, struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t from = at;

		at = skip_ordinary(s, at);
		append(out, s.p + from, at - from);
		if (at < s.len && special[(unsigned char)s.p[at]] == 1)
			buf_add_cstr(out, s.p[at] == '&'   ? "&amp;"
			                  : s.p[at] == '<' ? "&lt;"
			                                   : "&gt;");
		at++;
	}
}

void
feed_html_sanitise(struct buf *out, struct arena *scratch, struct str html, struct str base)
{
	struct cleaner c = { .out = out, .scratch = scratch, .base = base };
	size_t max = out->max;
	struct html_token t;

	feed_html_open(&c.reader, html);
	while (!out->full && feed_html_next(&c.reader, &t)) {
		switch (t.kind) {
		case HTML_TEXT:
			if (c.hidden == NULL)
				feed_html_write_text(
				        out, t.raw ? t.text : text_unescape(scratch, t.text));
			break;
		case HTML_START: start_tag(&c, &t); break;
		case HTML_END: end_tag(&c, &t); break;
		case HTML_COMMENT: break;
		}
	}
	out->max = SIZE_MAX / 4; /* the end tags must fit, whatever was cut */
	while (c.depth > 0)
		write_end(&c);
	out->max = max;
}

struct str
feed_sanitise(struct arena *a, struct str html, struct str base_url)
{
	struct arena *scratch = arena_create();
	struct buf out;
	struct str clean;

	buf_init(&out, FEED_TEXT_MAX);
	feed_html_sanitise(&out, scratch, html, base_url);
	clean = arena_str(a, buf_str(&out));
	buf_free(&out);
	arena_destroy(scratch);
	return clean;
}
