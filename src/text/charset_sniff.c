/* SPDX-License-Identifier: ISC */
/*
 * charset_sniff.c - what a document says about its own encoding: byte-order mark, pattern of NULs,
 * header parameter, XML declaration, meta elements.  Sources: RFC 7303 section 3, XML 1.0 appendix
 * F, the HTML standard section 13.2.3.2 (prescan).
 */
#include "charset_private.h"

#include <string.h>

#define PRESCAN_BYTES                                                                              \
	4096 /* the standard looks at 1024; real pages put scripts before the meta                 \
	      */

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

const struct charset *
charset_of_bom(struct str bytes, size_t *skip)
{
	static const struct {
		struct str mark;
		const struct charset *charset;
	} rows[] = {
		{ { "\xff\xfe\0\0", 4 }, &charset_utf32le },
		{ { "\0\0\xfe\xff", 4 }, &charset_utf32be },
		{ { "\xef\xbb\xbf", 3 }, &charset_utf8 },
		{ { "\xff\xfe", 2 }, &charset_utf16le },
		{ { "\xfe\xff", 2 }, &charset_utf16be },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_starts(bytes, rows[i].mark)) {
			*skip = rows[i].mark.len;
			return rows[i].charset;
		}
	return NULL;
}

const struct charset *
charset_of_nuls(struct str bytes)
{
	unsigned pattern = 0;

	if (bytes.len < 4)
		return NULL;
	for (int i = 0; i < 4; i++)
		pattern = pattern << 1 | (bytes.p[i] != '\0');
	switch (pattern) {
	case 1 /* 0001 */: return &charset_utf32be;
	case 8 /* 1000 */: return &charset_utf32le;
	case 5 /* 0101 */: return &charset_utf16be;
	case 10 /* 1010 */: return &charset_utf16le;
	default: return NULL;
	}
}

/* The value behind "name =" at or after the start of s, quoted or up to a delimiter. */
static struct str
value_of(struct str s, struct str name)
{
	while (s.len > 0) {
		ptrdiff_t at = str_find_nocase(s, name);
		size_t end = 0;
		char quote;

		if (at < 0)
			return STR_NONE;
		s = str_sub(s, (size_t)at + name.len, s.len);
		while (s.len > 0 && is_space(s.p[0]))
			s = str_sub(s, 1, s.len);
		if (s.len == 0 || s.p[0] != '=')
			continue;
		s = str_sub(s, 1, s.len);
		while (s.len > 0 && is_space(s.p[0]))
			s = str_sub(s, 1, s.len);
		quote = s.len > 0 && (s.p[0] == '"' || s.p[0] == '\'') ? s.p[0] : '\0';
		if (quote != '\0')
			s = str_sub(s, 1, s.len);
		while (end < s.len &&
		        (quote != '\0' ? s.p[end] != quote
		                       : !is_space(s.p[end]) &&
		                                 strchr(";,\"'/>?", s.p[end]) == NULL))
			end++;
		return str_sub(s, 0, end);
	}
	return STR_NONE;
}

struct str
charset_of_header(struct str content_type)
{
	ptrdiff_t semicolon = str_chr(content_type, ';');

	if (semicolon < 0)
		return STR_NONE;
	return value_of(str_sub(content_type, (size_t)semicolon, content_type.len), STR("charset"));
}

static struct str
of_xml_declaration(struct str bytes)
{
	ptrdiff_t start = str_find(bytes, STR("<?xml")), end;

	if (start < 0)
		return STR_NONE;
	bytes = str_sub(bytes, (size_t)start, bytes.len);
	end = str_chr(bytes, '>');
	return end < 0 ? STR_NONE : value_of(str_sub(bytes, 0, (size_t)end), STR("encoding"));
}

/* Both <meta charset=x> and <meta http-equiv=content-type content="...; charset=x">. */
static struct str
of_meta(struct str bytes)
{
	while (bytes.len > 0) {
		ptrdiff_t lt = str_chr(bytes, '<'), end;

		if (lt < 0)
			break;
		bytes = str_sub(bytes, (size_t)lt, bytes.len);
		if (str_starts(bytes, STR("<!--"))) {
			end = str_find(bytes, STR("-->"));
		} else {
			end = str_chr(bytes, '>');
			if (str_starts_nocase(bytes, STR("<meta")) && bytes.len > 5 &&
			        (is_space(bytes.p[5]) || bytes.p[5] == '/')) {
				struct str tag = end < 0 ? bytes : str_sub(bytes, 0, (size_t)end);
				struct str label = value_of(tag, STR("charset"));
				if (label.len > 0 && charset_find(label) != NULL)
					return label;
			}
		}
		bytes = end < 0 ? STR_NONE : str_sub(bytes, (size_t)end, bytes.len);
	}
	return STR_NONE;
}

struct str
charset_of_declaration(struct str bytes, enum charset_kind kind)
{
	struct str label = STR_NONE;

	bytes = str_sub(bytes, 0, PRESCAN_BYTES);
	if (kind == CHARSET_XML || kind == CHARSET_HTML)
		label = of_xml_declaration(bytes);
	if (kind == CHARSET_HTML && label.len == 0)
		label = of_meta(bytes);
	return label;
}
