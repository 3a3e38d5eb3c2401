/* SPDX-License-Identifier: ISC */
/*
 * xml.c - the forgiving XML scanner of feeds.  Well-formed documents come out as XML 1.0 says.  In
 * others: '<' before what is no name is text, an unknown reference stays as written (all of HTML's
 * are known), an end tag closes what is still open inside its element or is ignored, a missing end
 * closes everything.  Every byte is looked at a bounded number of times.
 */
#include "xml.h"

#include "append.h"

#include <dateline/text.h>

#include <string.h>

#define NAMES_MAX (1024 * 1024)
#define LOOKAHEAD 9 /* bytes of "<![CDATA[" and "<!DOCTYPE" */
#define INCOMPLETE SIZE_MAX
#define NO_TAG (SIZE_MAX - 1)

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
starts_name(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

/* Bytes that end a name, bytes that mean something within a tag, bytes that end an attribute name.
 */
enum { ENDS_NAME = 1, IN_TAG = 2, ENDS_ATTR = 4, ENDS_PREFIX = 8 };
static const unsigned char classes[256] = { [' '] = ENDS_NAME | ENDS_ATTR,
	['\t'] = ENDS_NAME | ENDS_ATTR,
	['\n'] = ENDS_NAME | ENDS_ATTR,
	['\v'] = ENDS_NAME | ENDS_ATTR,
	['\f'] = ENDS_NAME | ENDS_ATTR,
	['\r'] = ENDS_NAME | ENDS_ATTR,
	['/'] = ENDS_NAME | ENDS_ATTR,
	['='] = ENDS_ATTR,
	[':'] = ENDS_PREFIX,
	['<'] = ENDS_NAME | IN_TAG,
	['>'] = ENDS_NAME | IN_TAG,
	['"'] = IN_TAG,
	['\''] = IN_TAG };

/* The first byte of a class at or behind `at`, or the end. */
static inline size_t
skip_to(struct str s, size_t at, unsigned char class)
{
	while (at < s.len && (classes[(unsigned char)s.p[at]] & class) == 0)
		at++;
	return at;
}

void
xml_init(struct xml *x, xml_tag_fn *start, xml_tag_fn *end, void *user)
{
	memset(x, 0, sizeof(*x));
	x->start = start;
	x->end = end;
	x->user = user;
	buf_init(&x->names, NAMES_MAX);
	buf_init(&x->prefixes, NAMES_MAX);
	buf_init(&x->entity_text, XML_ENTITIES_MAX * (XML_ENTITY_MAX + 64));
}

void
xml_free(struct xml *x)
{
	buf_free(&x->names);
	buf_free(&x->prefixes);
	buf_free(&x->entity_text);
}

void
xml_stop(struct xml *x)
{
	x->stopped = true;
}

/* ---- text ---- */

static void
give_text(struct xml *x, struct str s)
{
	if (x->sink != NULL && s.len > 0)
		xml_decode(x, s, x->sink_escapes, x->sink);
}

static void
give_cdata(struct xml *x, struct str s)
{
	if (x->sink == NULL)
		return;
	if (x->sink_escapes)
		text_escape(x->sink, s);
	else
		append_str(x->sink, s);
}

/* ---- attributes and namespaces ---- */

static void
parse_attrs(struct xml *x, struct str s)
{
	size_t at = 0;

	x->attrs_count = 0;
	x->attrs_prefixed = false;
	for (;;) {
		struct xml_attr attr = { 0 };
		size_t from;

		while (at < s.len && (is_space(s.p[at]) || s.p[at] == '/'))
			at++;
		if (at == s.len)
			return;
		from = at; /* a stray '=' is a name, so that there is progress */
		at = skip_to(s, at + 1, ENDS_ATTR | ENDS_PREFIX);
		if (at < s.len && s.p[at] == ':') {
			x->attrs_prefixed = true;
			at = skip_to(s, at, ENDS_ATTR);
		}
		attr.name = (struct str){ s.p + from, at - from };
		while (at < s.len && is_space(s.p[at]))
			at++;
		attr.raw = (struct str){ "", 0 };
		if (at < s.len && s.p[at] == '=') {
			at++;
			while (at < s.len && is_space(s.p[at]))
				at++;
			from = at;
			if (at < s.len && (s.p[at] == '"' || s.p[at] == '\'')) {
				const char *end = memchr(s.p + at + 1, s.p[at], s.len - at - 1);
				from = at + 1;
				at = end == NULL ? s.len : (size_t)(end - s.p);
				attr.raw = (struct str){ s.p + from, at - from };
				at += end != NULL;
			} else {
				while (at < s.len && !is_space(s.p[at]))
					at++;
				attr.raw = (struct str){ s.p + from, at - from };
			}
		}
		if (x->attrs_count < XML_ATTRS_MAX)
			x->attrs[x->attrs_count++] = attr;
		else
			x->dropped_attrs++;
	}
}

static void
bind(struct xml *x, struct str prefix, struct str raw_uri)
{
	struct xml_binding *b;

	if (x->bindings_count == XML_BINDINGS_MAX)
		return;
	b = &x->bindings[x->bindings_count];
	b->prefix_at = (uint32_t)x->prefixes.len;
	b->prefix_len = (uint32_t)prefix.len;
	b->ns = xml_ns_of_uri(raw_uri);
	if (!buf_add_str(&x->prefixes, prefix))
		return;
	x->bindings_count++;
	if (prefix.len == 0)
		x->default_ns = b->ns;
}

static void
bind_attrs(struct xml *x)
{
	for (size_t i = 0; i < x->attrs_count; i++) {
		struct str name = x->attrs[i].name;

		if (name.p[0] != 'x' || !str_starts(name, STR("xmlns")))
			continue;
		if (name.len == 5)
			bind(x, STR_NONE, x->attrs[i].raw);
		else if (name.p[5] == ':' && name.len > 6)
			bind(x, str_sub(name, 6, name.len), x->attrs[i].raw);
	}
}

static struct xml_binding *
find_binding(struct xml *x, struct str prefix)
{
	for (size_t i = x->bindings_count; i > 0; i--) {
		struct xml_binding *b = &x->bindings[i - 1];
		if (b->prefix_len == prefix.len &&
		        (prefix.len == 0 ||
		                memcmp(x->prefixes.p + b->prefix_at, prefix.p, prefix.len) == 0))
			return b;
	}
	return NULL;
}

/* Ends the namespaces that an element declared. */
static void
unbind(struct xml *x, size_t count)
{
	const struct xml_binding *b;

	x->bindings_count = count;
	b = count == 0 ? NULL : &x->bindings[count - 1];
	x->prefixes.len = b == NULL ? 0 : b->prefix_at + b->prefix_len;
	b = find_binding(x, STR_NONE);
	x->default_ns = b == NULL ? NS_NONE : b->ns;
}

static void
split_name(struct xml *x, struct str name, size_t prefix_len)
{
	size_t skip = prefix_len > 0 ? prefix_len + 1 : 0;

	/* Field by field: wide loads of what was just stored in halves stall. */
	x->name.p = name.p;
	x->name.len = name.len;
	x->prefix.p = prefix_len > 0 ? name.p : NULL;
	x->prefix.len = prefix_len;
	x->local.p = name.p + skip;
	x->local.len = name.len - skip;
}

static inline void
resolve(struct xml *x)
{
	const struct xml_binding *b;

	if (x->prefix.len == 0) {
		x->ns = x->default_ns;
		return;
	}
	b = find_binding(x, x->prefix);
	x->ns = b != NULL ? b->ns : xml_ns_of_prefix(x->prefix);
}

void
xml_make_core(struct xml *x)
{
	struct xml_binding *b = find_binding(x, x->prefix);

	if (b != NULL)
		b->ns = NS_CORE;
	if (b != NULL && x->prefix.len == 0)
		x->default_ns = NS_CORE;
	x->ns = NS_CORE;
}

/* ---- elements ---- */

/* So that an end tag of what is not open is seen at once. */
static unsigned
kind_of_name(struct str name)
{
	unsigned first = (unsigned char)name.p[0] | 0x20;
	unsigned last = (unsigned char)name.p[name.len - 1] | 0x20;

	return (unsigned)(name.len * 7 + first * 5 + last) & 63;
}

static void
close_top(struct xml *x)
{
	const struct xml_frame *f = &x->frames[x->depth];

	split_name(x, (struct str){ x->names.p + f->name_at, f->name_len }, f->prefix_len);
	x->attrs_count = 0;
	if (!x->stopped)
		x->end(x->user, x);
	x->open_kinds[f->kind]--;
	x->names.len = f->name_at;
	if (x->bindings_count > f->bindings)
		unbind(x, f->bindings);
	x->depth--;
}

static void
open_element(struct xml *x, struct str name, size_t prefix_len, struct str rest, bool empty)
{
	struct xml_frame *f;

	if (x->depth == XML_DEPTH_MAX) {
		x->over += !empty;
		return;
	}
	f = &x->frames[x->depth + 1];
	if (x->names.len + name.len > NAMES_MAX)
		return;
	f->name_at = (uint32_t)x->names.len;
	f->name_len = (uint32_t)name.len;
	f->prefix_len = (uint32_t)prefix_len;
	f->bindings = (uint16_t)x->bindings_count;
	f->kind = (uint16_t)kind_of_name(name);
	append_str(&x->names, name);
	x->depth++;
	x->open_kinds[f->kind]++;
	x->attrs_count = 0;
	if (rest.len > 0) {
		parse_attrs(x, rest);
		bind_attrs(x);
	}
	split_name(x, name, prefix_len);
	resolve(x);
	x->start(x->user, x);
	if (empty)
		close_top(x);
}

static bool
frame_is(const struct xml *x, size_t depth, struct str name, bool nocase)
{
	const struct xml_frame *f = &x->frames[depth];
	struct str own = { x->names.p + f->name_at, f->name_len };

	if (own.len != name.len)
		return false;
	return nocase ? str_eq_nocase(own, name) : memcmp(own.p, name.p, name.len) == 0;
}

static void
end_element(struct xml *x, struct str name)
{
	size_t depth = x->depth;

	if (x->over > 0) {
		x->over--;
		return;
	}
	if (depth > 0 && frame_is(x, depth, name, false)) {
		close_top(x);
		return;
	}
	if (x->open_kinds[kind_of_name(name)] == 0)
		depth = 0;
	while (depth > 0 && !frame_is(x, depth, name, true))
		depth--;
	if (depth == 0) {
		x->unopened++;
		return;
	}
	while (x->depth > depth) {
		x->unclosed++;
		close_top(x);
	}
	close_top(x);
}

/* ---- the scanner ---- */

/* The '>' that ends the tag at p; quotes count only as values.  A '<' outside of quotes means that
 * the first was no tag. */
static size_t
find_tag_end(struct xml *x, struct str s, bool last)
{
	size_t at = x->resume > 0 ? x->resume : 1;
	char quote = x->quote;

	for (;; at++) {
		char c;

		if (quote == '\0')
			at = skip_to(s, at, IN_TAG);
		if (at >= s.len)
			break;
		c = s.p[at];
		if (quote != '\0') {
			const char *end = memchr(s.p + at, quote, s.len - at);
			if (end == NULL) {
				at = s.len;
				break;
			}
			at = (size_t)(end - s.p);
			quote = '\0';
		} else if (c == '>') {
			return at;
		} else if (c == '<') {
			return NO_TAG;
		} else if (c == '"' || c == '\'') {
			size_t before = at - 1;
			while (is_space(s.p[before]))
				before--;
			if (s.p[before] == '=')
				quote = c;
		}
	}
	if (!last && s.len < XML_TAG_MAX) {
		x->resume = at;
		x->quote = quote;
		return INCOMPLETE;
	}
	/* A quote that was never closed: the tag ends at the first '>' all the same. */
	for (at = 1; at < s.len && at < XML_TAG_MAX; at++)
		if (s.p[at] == '>')
			return at;
	return NO_TAG;
}

/* The end tag of the innermost element, as nearly all are written: its length, or 0. */
static inline size_t
scan_plain_end(struct xml *x, struct str s)
{
	const struct xml_frame *f;
	size_t len;

	if (s.len < 4 || s.p[1] != '/' || x->depth == 0 || x->over > 0)
		return 0;
	f = &x->frames[x->depth];
	len = f->name_len + 3;
	if (s.len < len || s.p[len - 1] != '>' ||
	        memcmp(s.p + 2, x->names.p + f->name_at, f->name_len) != 0)
		return 0;
	x->resume = 0; /* it may have been looked at when it was not whole yet */
	x->quote = '\0';
	close_top(x);
	return len;
}

/* Scans the tag at the start of s; the bytes it took, or INCOMPLETE, or NO_TAG. */
static size_t
scan_tag(struct xml *x, struct str s, bool last)
{
	bool closing = s.p[1] == '/', empty;
	size_t first = closing ? 2 : 1, colon = skip_to(s, first + 1, ENDS_NAME | ENDS_PREFIX);
	size_t name_end = skip_to(s, colon, ENDS_NAME), prefix_len, end;

	if (name_end < s.len && s.p[name_end] == '>')
		end = name_end;
	else
		end = find_tag_end(x, s, last);
	if (end == INCOMPLETE)
		return INCOMPLETE;
	x->resume = 0;
	x->quote = '\0';
	if (end == NO_TAG)
		return NO_TAG;
	if (closing) {
		end_element(x, str_sub(s, first, name_end));
		return end + 1;
	}
	empty = s.p[end - 1] == '/';
	prefix_len = colon + 1 < name_end ? colon - first : 0;
	open_element(x, (struct str){ s.p + first, name_end - first }, prefix_len,
	        str_sub(s, name_end, end - empty), empty);
	return end + 1;
}

/* The end of a document type declaration: the first '>' outside of brackets and quotes. */
static size_t
scan_doctype(struct xml *x, struct str s, bool last)
{
	int brackets = 0;
	char quote = '\0';

	for (size_t at = LOOKAHEAD; at < s.len; at++) {
		char c = s.p[at];
		if (quote != '\0') {
			if (c == quote)
				quote = '\0';
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '[') {
			brackets++;
		} else if (c == ']') {
			brackets--;
		} else if (c == '>' && brackets <= 0) {
			xml_read_doctype(x, str_sub(s, 0, at));
			return at + 1;
		}
	}
	if (!last && s.len < XML_DOCTYPE_MAX)
		return INCOMPLETE;
	x->state = XML_BOGUS;
	return LOOKAHEAD;
}

/* At '<': the bytes taken, INCOMPLETE when more must be seen, NO_TAG when it is text. */
static size_t
scan_markup(struct xml *x, struct str s, bool last)
{
	static const struct {
		struct str mark;
		enum xml_state state;
	} rows[] = {
		{ { "<!--", 4 }, XML_COMMENT },
		{ { "<![CDATA[", 9 }, XML_CDATA },
		{ { "<?", 2 }, XML_PI },
	};

	if (s.len > 1 &&
	        (starts_name(s.p[1]) || (s.p[1] == '/' && s.len > 2 && starts_name(s.p[2]))))
		return scan_tag(x, s, last);
	if (s.len < LOOKAHEAD && !last)
		return INCOMPLETE;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_starts(s, rows[i].mark)) {
			x->state = rows[i].state;
			return rows[i].mark.len;
		}
	if (str_starts_nocase(s, STR("<!DOCTYPE")))
		return scan_doctype(x, s, last);
	if (s.len > 2 && s.p[1] == '!' && starts_name(s.p[2])) {
		x->state = XML_BOGUS;
		return 2;
	}
	return NO_TAG;
}

static size_t
scan_text(struct xml *x, struct str s, bool last)
{
	const char *lt = s.p[0] == '<' ? s.p : memchr(s.p, '<', s.len);
	size_t len = lt == NULL ? s.len : (size_t)(lt - s.p), took;

	if (lt == NULL && !last)
		len = xml_whole_references(s);
	give_text(x, (struct str){ s.p, len });
	if (lt == NULL)
		return len > 0 ? len : INCOMPLETE;
	took = scan_plain_end(x, (struct str){ lt, s.len - len });
	if (took > 0 || len > 0)
		return len + took;
	took = scan_markup(x, s, last);
	if (took != NO_TAG)
		return took;
	if (x->sink != NULL)
		buf_add_cstr(x->sink, x->sink_escapes ? "&lt;" : "<");
	return 1;
}

/* Skips or gives out what a state holds, up to its end mark. */
static size_t
scan_until(struct xml *x, struct str s, struct str mark, bool last)
{
	ptrdiff_t end = xml_find_mark(s, mark);
	size_t len, took;

	if (end >= 0) {
		len = (size_t)end;
		took = len + mark.len;
	} else {
		len = last ? s.len : s.len < mark.len ? 0 : s.len - (mark.len - 1);
		if (!last) /* a cap may take one piece and not the next */
			len = utf8_prefix(s, len).len;
		took = len;
	}
	if (x->state == XML_CDATA)
		give_cdata(x, str_sub(s, 0, len));
	if (end >= 0)
		x->state = XML_TEXT;
	return took > 0 ? took : INCOMPLETE;
}

static size_t
scan(struct xml *x, struct str s, bool last)
{
	switch (x->state) {
	case XML_TEXT: return scan_text(x, s, last);
	case XML_CDATA: return scan_until(x, s, STR("]]>"), last);
	case XML_COMMENT: return scan_until(x, s, STR("-->"), last);
	case XML_PI:
	case XML_BOGUS: return scan_until(x, s, STR(">"), last);
	}
	return s.len;
}

size_t
xml_push(struct xml *x, struct str s, bool last)
{
	size_t at = 0;

	while (at < s.len && !x->stopped) {
		size_t took = scan(x, (struct str){ s.p + at, s.len - at }, last);
		if (took == INCOMPLETE)
			break;
		at += took;
	}
	x->offset += at;
	if (last)
		while (x->depth > 0)
			close_top(x);
	return last ? s.len : at;
}
