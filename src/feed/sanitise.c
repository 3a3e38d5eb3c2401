/* SPDX-License-Identifier: ISC */
/*
 * sanitise.c - HTML to HTML that is safe by construction: only elements and attributes of the table
 * in html_elements.c are written, tags are balanced, text and values are escaped again, addresses
 * have a harmless scheme.
 */
#include "html.h"

#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include <string.h>

#define DEPTH_MAX 256

struct cleaner {
	struct buf *out;
	struct arena *scratch;
	struct str base;
	const struct html_element *open[DEPTH_MAX];
	size_t depth;
	const struct html_element *hidden; /* all is dropped until its end */
	size_t hidden_depth;               /* of elements of the same name within it */
};

static bool
is_address(struct str name)
{
	static const char *const names[] = { "href", "src", "cite", "poster", "longdesc" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq(name, str_of(names[i])))
			return true;
	return false;
}

/* True when the address can be written as it stands: absolute http(s) in plain characters. */
static bool
is_plain_address(struct str s)
{
	size_t at = 4;

	if (s.len > URL_MAX || !str_starts(s, STR("http")))
		return false;
	at += at < s.len && s.p[at] == 's';
	if (!str_starts(str_sub(s, at, s.len), STR("://")))
		return false;
	for (at += 3; at < s.len && s.p[at] != '/' && s.p[at] != '?' && s.p[at] != '#'; at++)
		if (s.p[at] >= 'A' && s.p[at] <= 'Z')
			return false;
	for (; at < s.len; at++)
		if ((unsigned char)s.p[at] <= ' ' || s.p[at] == '\\' || s.p[at] == '"' ||
		        s.p[at] == '<' || s.p[at] == '>' || s.p[at] == 0x7f ||
		        (s.p[at] == '/' && at + 1 < s.len && s.p[at + 1] == '.'))
			return false;
	return at > 8;
}

static struct str
clean_address(struct cleaner *c, struct str value)
{
	struct str whole;

	if (is_plain_address(value))
		return value;
	value = str_trim(value);
	if (value.len > 0 && value.p[0] == '#')
		return value;
	whole = url_resolve(c->scratch, c->base, value);
	if (whole.p != NULL)
		return url_is_safe_link(whole) ? whole : STR_NONE;
	/* Relative, and no base is known: harmless when it has no scheme. */
	struct url u;
	return url_parse(value, &u) && u.scheme.len == 0 ? value : STR_NONE;
}

static bool
in_list(const char *list, struct str name)
{
	struct str rest = str_of(list);

	while (rest.p != NULL)
		if (str_eq(str_split(&rest, ' '), name))
			return true;
	return false;
}

static struct str
lower(struct arena *a, struct str s)
{
	char *copy = arena_cstr(a, s);

	for (size_t i = 0; i < s.len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] |= 0x20;
	return (struct str){ copy, s.len };
}

static void
write_attrs(struct cleaner *c, const struct html_element *e, struct str attrs)
{
	struct str name, value;

	while (feed_html_attr_next(&attrs, &name, &value)) {
		if (name.len > 16)
			continue;
		name = lower(c->scratch, name);
		if (!in_list(e->attrs, name) && !in_list("title lang dir", name))
			continue;
		value = text_unescape_as(c->scratch, value, CHARREF_ATTRIBUTE);
		if (is_address(name))
			value = clean_address(c, value);
		if (value.p == NULL)
			continue;
		buf_add_char(c->out, ' ');
		buf_add_str(c->out, name);
		buf_add_cstr(c->out, "=\"");
		text_escape(c->out, value);
		buf_add_char(c->out, '"');
	}
}

static void
write_end(struct cleaner *c)
{
	buf_add_cstr(c->out, "</");
	buf_add_cstr(c->out, c->open[--c->depth]->name);
	buf_add_char(c->out, '>');
}

static void
start_tag(struct cleaner *c, const struct html_token *t)
{
	const struct html_element *e = feed_html_element_find(t->name);

	if (c->hidden != NULL) {
		c->hidden_depth += e == c->hidden;
		return;
	}
	if (e == NULL || e->keep == KEEP_CONTENT)
		return;
	if (e->keep == KEEP_NOTHING) {
		if (!e->is_void && !t->empty)
			c->hidden = e;
		return;
	}
	if (!e->is_void && c->depth == DEPTH_MAX)
		return;
	buf_add_char(c->out, '<');
	buf_add_cstr(c->out, e->name);
	write_attrs(c, e, t->attrs);
	buf_add_char(c->out, '>');
	if (!e->is_void)
		c->open[c->depth++] = e;
}

static void
end_tag(struct cleaner *c, const struct html_token *t)
{
	const struct html_element *e = feed_html_element_find(t->name);
	size_t depth = c->depth;

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

static bool
is_dropped(unsigned char ch)
{
	return (ch < ' ' && ch != '\n' && ch != '\t') || ch == 0x7f;
}

/* Escapes text that has no references left, without controls. */
static void
write_text(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char ch = (unsigned char)s.p[i];
		const char *as = ch == '&' ? "&amp;" : ch == '<' ? "&lt;" : ch == '>' ? "&gt;" : "";

		if (as[0] == '\0' && !is_dropped(ch))
			continue;
		buf_add(out, s.p + from, i - from);
		buf_add_cstr(out, as);
		from = i + 1;
	}
	buf_add(out, s.p + from, s.len - from);
}

void
feed_html_sanitise(struct buf *out, struct arena *scratch, struct str html, struct str base)
{
	struct cleaner c = { .out = out, .scratch = scratch, .base = base };
	size_t max = out->max;
	struct html_reader r;
	struct html_token t;

	feed_html_open(&r, html);
	while (!out->full && feed_html_next(&r, &t)) {
		switch (t.kind) {
		case HTML_TEXT:
			if (c.hidden == NULL)
				write_text(out, t.raw ? t.text : text_unescape(scratch, t.text));
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
