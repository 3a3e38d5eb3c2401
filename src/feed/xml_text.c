/* SPDX-License-Identifier: ISC */
/*
 * xml_text.c - text of XML with its references decoded: into a buffer, and of attributes.  All of
 * HTML's names are known, and what the document declares; what is neither stays as it is written.
 */
#include "xml.h"

#include "append.h"

#include <dateline/text.h>

#include <string.h>

#define REFERENCE_MAX 40 /* bytes of the longest reference that is waited for */

/* The text that a reference stands for; STR_NONE when it is none that is known. */
static struct str
reference_text(const struct xml *x, struct str s, char text[CHARREF_TEXT_MAX], size_t *used)
{
	size_t len = charref_decode(s, CHARREF_XML, text, used);
	struct str value;
	ptrdiff_t end;

	if (len > 0)
		return (struct str){ text, len };
	end = x != NULL && x->entities_count > 0 ? str_chr(str_sub(s, 0, 66), ';') : -1;
	if (end < 0)
		return STR_NONE;
	value = xml_entity_value(x, str_sub(s, 1, (size_t)end));
	*used = value.p != NULL ? (size_t)end + 1 : 1;
	return value;
}

static size_t
decode_reference(const struct xml *x, struct str s, bool escape, struct buf *out)
{
	char text[CHARREF_TEXT_MAX];
	size_t used = 0;
	struct str value = reference_text(x, s, text, &used);

	if (value.p == NULL) {
		buf_add_cstr(out, escape ? "&amp;" : "&");
		return 1;
	}
	if (escape)
		text_escape(out, value);
	else
		buf_add_str(out, value);
	return used;
}

/* The character of one of XML's own references at the start of s, which nearly all are; NUL for
 * others. */
static inline char
own_reference(struct str s, size_t *used)
{
	const char *p = s.p;

	if (s.len > 3 && p[2] == 't' && p[3] == ';' && (p[1] == 'l' || p[1] == 'g')) {
		*used = 4;
		return p[1] == 'l' ? '<' : '>';
	}
	if (s.len > 5 && p[1] == 'q' && p[2] == 'u' && p[3] == 'o' && p[4] == 't' && p[5] == ';') {
		*used = 6;
		return '"';
	}
	if (s.len > 4 && p[1] == 'a' && p[2] == 'm' && p[3] == 'p' && p[4] == ';') {
		*used = 5;
		return '&';
	}
	return '\0';
}

/* As xml_decode without escaping, straight into room that is made at once; the bytes of s that were
 * taken, fewer than all when that room ends. */
static size_t
decode_fast(const struct xml *x, struct str s, struct buf *out)
{
	const char *amp = memchr(s.p, '&', s.len);
	size_t at = 0, to = out->len, end;

	if (amp == NULL) {
		append_str(out, s);
		return s.len;
	}
	if (!buf_add_str(out, s))
		return 0;
	end = out->cap < out->max ? out->cap : out->max;
	while (amp != NULL) {
		size_t plain = (size_t)(amp - (s.p + at)), used = 1;
		struct str rest = { amp, s.len - at - plain };
		char text[CHARREF_TEXT_MAX], own = own_reference(rest, &used);
		struct str value = { "&", 1 };

		if (own == '\0')
			value = reference_text(x, rest, text, &used);
		if (value.p == NULL)
			value = STR("&");
		if (to + plain + value.len + 1 > end)
			break;
		memcpy(out->p + to, s.p + at, plain);
		to += plain;
		if (own != '\0')
			out->p[to] = own;
		else
			memcpy(out->p + to, value.p, value.len);
		to += value.len;
		at += plain + used;
		amp = memchr(s.p + at, '&', s.len - at);
	}
	if (amp == NULL && to + (s.len - at) + 1 <= end) {
		memcpy(out->p + to, s.p + at, s.len - at);
		to += s.len - at;
		at = s.len;
	}
	out->len = to;
	out->p[to] = '\0';
	return at;
}

void
xml_decode(const struct xml *x, struct str s, bool escape, struct buf *out)
{
	size_t at = escape || s.len == 0 ? 0 : decode_fast(x, s, out);

	while (at < s.len) {
		const char *amp = memchr(s.p + at, '&', s.len - at);
		size_t plain = amp == NULL ? s.len - at : (size_t)(amp - (s.p + at));

		if (escape)
			text_escape(out, (struct str){ s.p + at, plain });
		else
			buf_add(out, s.p + at, plain);
		at += plain;
		if (at < s.len)
			at += decode_reference(x, str_sub(s, at, s.len), escape, out);
	}
}

size_t
xml_whole_references(struct str s)
{
	size_t from = s.len > REFERENCE_MAX ? s.len - REFERENCE_MAX : 0;

	for (size_t at = s.len; at > from; at--) {
		if (s.p[at - 1] == ';')
			return s.len;
		if (s.p[at - 1] == '&')
			return at - 1;
	}
	return s.len;
}

ptrdiff_t
xml_find_mark(struct str s, struct str mark)
{
	for (size_t at = 0; at + mark.len <= s.len; at++) {
		const char *first = memchr(s.p + at, mark.p[0], s.len - at - (mark.len - 1));

		if (first == NULL)
			return -1;
		if (memcmp(first, mark.p, mark.len) == 0)
			return first - s.p;
		at = (size_t)(first - s.p);
	}
	return -1;
}

static inline bool
is_name(struct str name, struct str want)
{
	return name.len == want.len && ((name.p[0] ^ want.p[0]) & ~0x20) == 0 &&
	       (memcmp(name.p, want.p, want.len) == 0 || str_eq_nocase(name, want));
}

struct str
xml_attr_raw(const struct xml *x, struct str want)
{
	for (size_t i = 0; i < x->attrs_count; i++)
		if (is_name(x->attrs[i].name, want))
			return x->attrs[i].raw;
	for (size_t i = 0; i < x->attrs_count && x->attrs_prefixed; i++) {
		struct str full = x->attrs[i].name;

		if (full.len > want.len && full.p[full.len - want.len - 1] == ':' &&
		        str_eq_nocase(str_sub(full, full.len - want.len, full.len), want) &&
		        !str_starts(full, STR("xml")))
			return x->attrs[i].raw;
	}
	return STR_NONE;
}

struct str
xml_attr(const struct xml *x, struct arena *a, struct str name)
{
	struct str raw, out;
	struct buf b;

	if (x->attrs_count == 0)
		return STR_NONE;
	raw = xml_attr_raw(x, name);
	if (raw.p == NULL || str_chr(raw, '&') < 0)
		return raw;
	buf_init(&b, XML_TAG_MAX * 4);
	xml_decode(x, raw, false, &b);
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}
