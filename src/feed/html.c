/* SPDX-License-Identifier: ISC */
/*
 * html.c - the tokenizer of HTML (the HTML standard, section 13.2.5, without its tree): text, tags,
 * comments, and the elements whose content is text whatever it looks like.
 */
#include "html.h"

#include <dateline/text.h>

#include <string.h>

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_alpha(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

void
feed_html_open(struct html_reader *r, struct str html)
{
	*r = (struct html_reader){ .rest = html };
}

/* Elements whose content is not markup.  An iframe's is read as markup, since feeds put a
 * description there and the cleaner removes the frame itself. */
static bool
is_raw(struct str name, bool *references)
{
	static const struct str raw[] = { { "script", 6 }, { "style", 5 }, { "xmp", 3 },
		{ "noembed", 7 }, { "noframes", 8 }, { "textarea", 8 } };
	char first = name.len > 0 ? (char)(name.p[0] | 0x20) : '\0';

	*references = first == 't';
	if (first != 's' && first != 'x' && first != 'n' && first != 't')
		return false;
	for (size_t i = 0; i < COUNT(raw); i++)
		if (str_eq_nocase(name, raw[i]))
			return true;
	return false;
}

static inline struct str
take(struct html_reader *r, size_t len)
{
	struct str s = str_sub(r->rest, 0, len);

	r->rest = str_sub(r->rest, len, r->rest.len);
	return s;
}

/* Offset of "</name" in the rest, or its end. */
static size_t
find_raw_end(const struct html_reader *r)
{
	struct str s = r->rest, name = r->raw_element;

	for (size_t at = 0; at < s.len; at++) {
		const char *lt = memchr(s.p + at, '<', s.len - at);
		size_t behind;

		if (lt == NULL)
			break;
		at = (size_t)(lt - s.p);
		behind = at + 2 + name.len;
		if (at + 1 < s.len && s.p[at + 1] == '/' &&
		        str_eq_nocase(str_sub(s, at + 2, behind), name) &&
		        (behind == s.len || is_space(s.p[behind]) ||
		                strchr("/>", s.p[behind]) != NULL))
			return at;
	}
	return s.len;
}

/* The '>' behind the attributes that start at `at`; s.len when there is none. */
static size_t
find_tag_end(struct str s, size_t at)
{
	while (at < s.len && s.p[at] != '>') {
		if (s.p[at] != '=') {
			at++;
			continue;
		}
		at++;
		while (at < s.len && is_space(s.p[at]))
			at++;
		if (at < s.len && (s.p[at] == '"' || s.p[at] == '\'')) {
			const char *end = memchr(s.p + at + 1, s.p[at], s.len - at - 1);
			if (end == NULL)
				return s.len;
			at = (size_t)(end - s.p) + 1;
		} else {
			while (at < s.len && !is_space(s.p[at]) && s.p[at] != '>')
				at++;
		}
	}
	return at;
}

/* Whether the tag s[0, end) ends in a '/' that is no part of an unquoted value. */
static bool
is_empty_tag(struct str s, size_t end)
{
	size_t at = end - 1;

	if (s.p[at] != '/')
		return false;
	while (at > 1 && !is_space(s.p[at - 1]) && strchr("\"'=", s.p[at - 1]) == NULL)
		at--;
	return s.p[at - 1] != '=';
}

static bool
next_tag(struct html_reader *r, struct html_token *t)
{
	struct str s = r->rest;
	size_t first = s.p[1] == '/' ? 2 : 1, name_end = first, end;
	bool references;

	while (name_end < s.len && !is_space(s.p[name_end]) && s.p[name_end] != '>' &&
	        s.p[name_end] != '/')
		name_end++;
	end = find_tag_end(s, name_end);
	if (end == s.len) { /* a quote that never ends, or a tag that does not */
		const char *gt = memchr(s.p, '>', s.len);
		if (gt == NULL) {
			r->rest = STR_NONE;
			return false;
		}
		end = (size_t)(gt - s.p);
		name_end = name_end > end ? end : name_end;
	}
	t->kind = first == 2 ? HTML_END : HTML_START;
	t->name = str_sub(s, first, name_end);
	t->empty = is_empty_tag(s, end);
	t->attrs = str_sub(s, name_end, end - t->empty);
	take(r, end + 1);
	if (t->kind == HTML_START && !t->empty && is_raw(t->name, &references)) {
		r->raw_element = t->name;
		r->raw_references = references;
	}
	return true;
}

/* Comments, declarations, processing instructions, "</" before no name. */
static bool
next_comment(struct html_reader *r, struct html_token *t)
{
	struct str s = r->rest;
	ptrdiff_t end;

	t->kind = HTML_COMMENT;
	if (str_starts(s, STR("<!--"))) {
		end = str_find(str_sub(s, 4, s.len), STR("-->"));
		if (str_starts(s, STR("<!-->")) || str_starts(s, STR("<!--->")))
			take(r, (size_t)str_chr(s, '>') + 1);
		else
			take(r, end < 0 ? s.len : (size_t)end + 7);
		return true;
	}
	end = str_chr(s, '>');
	take(r, end < 0 ? s.len : (size_t)end + 1);
	return true;
}

/* Looked for once in a document that has none, not at every "<!". */
static bool
has_gt(struct html_reader *r, struct str s)
{
	if (!r->no_gt && memchr(s.p, '>', s.len) == NULL)
		r->no_gt = true;
	return !r->no_gt;
}

static bool
starts_markup(struct html_reader *r, struct str s)
{
	if (s.len < 2 || s.p[0] != '<')
		return false;
	if (is_alpha(s.p[1]) || s.p[1] == '?')
		return true;
	if (s.p[1] == '!') /* one that never ends is more likely text */
		return str_starts(s, STR("<!--")) || has_gt(r, s);
	return s.p[1] == '/' && s.len > 2;
}

/* The text at the start of the rest, up to the next markup. */
static size_t
text_length(struct html_reader *r)
{
	struct str s = r->rest;
	size_t len = 0;

	for (;;) {
		const char *lt = memchr(s.p + len + 1, '<', s.len - len - 1);

		if (lt == NULL)
			return s.len;
		len = (size_t)(lt - s.p);
		if ((len + 1 < s.len && is_alpha(lt[1])) ||
		        starts_markup(r, (struct str){ lt, s.len - len }))
			return len;
	}
}

bool
feed_html_next(struct html_reader *r, struct html_token *t)
{
	size_t len;

	*t = (struct html_token){ .kind = HTML_TEXT };
	if (r->rest.len == 0)
		return false;
	if (r->raw_element.len > 0) {
		len = find_raw_end(r);
		r->raw_element = STR_NONE;
		t->raw = !r->raw_references;
		if (len > 0) {
			t->text = take(r, len);
			return true;
		}
	}
	if (r->rest.p[0] == '<' && starts_markup(r, r->rest)) {
		if (is_alpha(r->rest.p[1]) || (r->rest.p[1] == '/' && is_alpha(r->rest.p[2])))
			return next_tag(r, t);
		return next_comment(r, t);
	}
	t->text = take(r, text_length(r));
	return true;
}

bool
feed_html_attr_next(struct str *attrs, struct str *name, struct str *value)
{
	struct str s = *attrs;
	size_t at = 0, from;

	while (at < s.len && (is_space(s.p[at]) || s.p[at] == '/'))
		at++;
	if (at >= s.len) {
		*attrs = STR_NONE;
		return false;
	}
	from = at++;
	while (at < s.len && !is_space(s.p[at]) && s.p[at] != '=' && s.p[at] != '/')
		at++;
	*name = str_sub(s, from, at);
	*value = STR("");
	while (at < s.len && is_space(s.p[at]))
		at++;
	if (at < s.len && s.p[at] == '=') {
		at++;
		while (at < s.len && is_space(s.p[at]))
			at++;
		from = at;
		if (at < s.len && (s.p[at] == '"' || s.p[at] == '\'')) {
			const char *end = memchr(s.p + at + 1, s.p[at], s.len - at - 1);
			from = at + 1;
			at = end == NULL ? s.len : (size_t)(end - s.p);
			*value = str_sub(s, from, at);
			at += end != NULL;
		} else {
			while (at < s.len && !is_space(s.p[at]))
				at++;
			*value = str_sub(s, from, at);
		}
	}
	*attrs = str_sub(s, at, s.len);
	return true;
}

struct str
feed_html_attr(struct arena *a, struct str attrs, const char *name)
{
	struct str found, value, want = str_of(name);

	while (feed_html_attr_next(&attrs, &found, &value))
		if (str_eq_nocase(found, want))
			return text_unescape_as(a, value, CHARREF_ATTRIBUTE);
	return STR_NONE;
}
