/* SPDX-License-Identifier: ISC */
/*
 * html_token.c - HTML text to start tags, end tags and text (WHATWG HTML section 13.2.5).  Pieces
 * are views of the input; only text and values with references are copied.
 */
#include "html_private.h"

#include <string.h>

#include <dateline/text.h>

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct str
rest(const struct html_parser *p)
{
	return str_sub(p->in, p->at, p->in.len);
}

static void
skip_space(struct html_parser *p)
{
	while (p->at < p->in.len && is_space(p->in.p[p->at]))
		p->at++;
}

/* Moves behind a mark that ends in '>', or to the end. */
static void
skip_past(struct html_parser *p, struct str mark)
{
	size_t start = p->at, end;

	for (; p->at < p->in.len; p->at++) {
		const char *gt = memchr(p->in.p + p->at, '>', p->in.len - p->at);

		if (gt == NULL)
			break;
		p->at = (size_t)(gt - p->in.p);
		end = p->at + 1;
		if (end - start >= mark.len && str_ends(str_sub(p->in, start, end), mark)) {
			p->at = end;
			return;
		}
	}
	p->at = p->in.len;
}

/* Reads a tag's name; gives its hash. */
static uint32_t
read_name(struct html_parser *p, struct str *name)
{
	uint32_t hash = NAME_HASH_START;
	size_t start = p->at;

	for (; p->at < p->in.len; p->at++) {
		char c = p->in.p[p->at];

		if (is_space(c) || c == '>' || c == '/')
			break;
		hash = name_hash_step(hash, (unsigned char)c);
	}
	*name = str_sub(p->in, start, p->at);
	return hash;
}

static enum tag
tag_of(const struct html_parser *p, struct str name, uint32_t hash)
{
	uint32_t value = names_find_hashed(&p->tags, name, hash);

	return value == 0 ? TAG_UNKNOWN : (enum tag)(value & 0xff);
}

static struct str
read_quoted(struct html_parser *p, char quote)
{
	size_t start = ++p->at;
	const char *end = memchr(p->in.p + start, quote, p->in.len - start);

	p->at = end == NULL ? p->in.len : (size_t)(end - p->in.p) + 1;
	return str_sub(p->in, start, end == NULL ? p->in.len : p->at - 1);
}

static struct str
read_value(struct html_parser *p)
{
	size_t start;

	skip_space(p);
	if (p->at == p->in.len || p->in.p[p->at] != '=')
		return STR("");
	p->at++;
	skip_space(p);
	if (p->at < p->in.len && (p->in.p[p->at] == '"' || p->in.p[p->at] == '\''))
		return read_quoted(p, p->in.p[p->at]);
	start = p->at;
	while (p->at < p->in.len && !is_space(p->in.p[p->at]) && p->in.p[p->at] != '>')
		p->at++;
	return str_sub(p->in, start, p->at);
}

static void
keep_attr(struct html_parser *p, struct html_token *t, enum attr_name name, struct str value)
{
	struct dom *d = p->d;

	if (memchr(value.p, '&', value.len) != NULL)
		value = text_unescape(p->a, value);
	d->attrs = arena_grow(p->a, d->attrs, p->attrs_count, &p->attrs_cap, sizeof(*d->attrs));
	d->attrs[p->attrs_count++] = (struct attr){ name, value };
	t->attrs_count++;
}

/* Reads one attribute; false at the end of the tag. */
static bool
read_attr(struct html_parser *p, struct html_token *t)
{
	uint32_t hash = NAME_HASH_START, name;
	size_t start;
	struct str value;

	while (p->at < p->in.len && (is_space(p->in.p[p->at]) || p->in.p[p->at] == '/')) {
		t->self_closing = p->in.p[p->at] == '/';
		p->at++;
	}
	if (p->at == p->in.len || p->in.p[p->at] == '>')
		return false;
	t->self_closing = false;
	start = p->at;
	do
		hash = name_hash_step(hash, (unsigned char)p->in.p[p->at++]);
	while (p->at < p->in.len && !is_space(p->in.p[p->at]) &&
	        strchr("=>/", p->in.p[p->at]) == NULL);
	name = names_find_hashed(&p->attrs, str_sub(p->in, start, p->at), hash);
	value = read_value(p);
	if (name != 0 && t->attrs_count < HTML_ATTRS_MAX)
		keep_attr(p, t, (enum attr_name)name, value);
	return true;
}

static void
read_attrs(struct html_parser *p, struct html_token *t)
{
	t->attrs = (uint32_t)p->attrs_count;
	while (read_attr(p, t))
		;
	if (p->at < p->in.len)
		p->at++; /* '>' */
}

/* Text of script, style, title and the like: all up to the element's own end tag. */
static void
read_raw(struct html_parser *p, const struct html_token *t)
{
	size_t start = p->at, end = p->in.len;

	while (p->at < p->in.len) {
		const char *lt = memchr(p->in.p + p->at, '<', p->in.len - p->at);
		struct str s;

		if (lt == NULL)
			break;
		p->at = (size_t)(lt - p->in.p) + 1;
		s = rest(p);
		if (s.len > t->name.len && s.p[0] == '/' &&
		        str_eq_nocase(str_sub(s, 1, 1 + t->name.len), t->name) &&
		        (s.len == 1 + t->name.len || !is_letter(s.p[1 + t->name.len]))) {
			end = p->at - 1;
			break;
		}
	}
	if (end == p->in.len) {
		p->at = end;
	} else {
		p->at = end + 2 + t->name.len;
		skip_past(p, STR(">"));
	}
	if (end > start)
		html_add_text(p, str_sub(p->in, start, end), (tag_flags(t->tag) & TF_RCDATA) != 0);
	html_end(p, t->tag, t->name);
}

static void
start_tag(struct html_parser *p)
{
	struct html_token t = { .tag = TAG_UNKNOWN };
	uint32_t hash = read_name(p, &t.name);

	t.tag = tag_of(p, t.name, hash);
	read_attrs(p, &t);
	html_start(p, &t);
	if (tag_flags(t.tag) & (TF_RAW | TF_RCDATA) && !html_foreign(p) && !p->full)
		read_raw(p, &t);
}

static void
end_tag(struct html_parser *p)
{
	struct html_token t = { .tag = TAG_UNKNOWN };
	uint32_t hash;

	p->at++;
	hash = read_name(p, &t.name);
	t.tag = tag_of(p, t.name, hash);
	skip_past(p, STR(">"));
	if (t.tag == TAG_BR)
		html_start(p, &t);
	else
		html_end(p, t.tag, t.name);
}

static void
comment(struct html_parser *p)
{
	struct str s = rest(p);

	if (str_starts(s, STR("!-->")) || str_starts(s, STR("!--->")))
		skip_past(p, STR(">"));
	else if (str_starts(s, STR("!--"))) {
		p->at += 3;
		skip_past(p, STR("-->"));
	} else if (str_starts(s, STR("![CDATA[")) && html_foreign(p))
		skip_past(p, STR("]]>"));
	else
		skip_past(p, STR(">"));
}

/* What follows a '<': p->at is behind it.  False when the '<' is text. */
static bool
markup(struct html_parser *p)
{
	char c = p->at < p->in.len ? p->in.p[p->at] : '\0';
	char next = p->at + 1 < p->in.len ? p->in.p[p->at + 1] : '\0';

	if (is_letter(c))
		start_tag(p);
	else if (c == '/' && is_letter(next))
		end_tag(p);
	else if (c == '!' || c == '?' || (c == '/' && next != '\0'))
		comment(p);
	else
		return false;
	return true;
}

void
html_tokens(struct html_parser *p)
{
	size_t text = 0;

	while (p->at < p->in.len && !p->full) {
		const char *lt = memchr(p->in.p + p->at, '<', p->in.len - p->at);
		size_t end = lt == NULL ? p->in.len : (size_t)(lt - p->in.p);
		char c = end + 1 < p->in.len ? p->in.p[end + 1] : '\0';

		p->at = end;
		if (lt != NULL && !is_letter(c) && c != '/' && c != '!' && c != '?') {
			p->at++; /* a lone '<' is text */
			continue;
		}
		html_add_text(p, str_sub(p->in, text, end), true);
		text = end;
		if (lt == NULL)
			break;
		p->at++;
		if (markup(p))
			text = p->at;
	}
	if (text < p->at && p->at == p->in.len && text != p->in.len)
		html_add_text(p, str_sub(p->in, text, p->in.len), true);
}
