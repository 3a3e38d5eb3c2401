/* SPDX-License-Identifier: ISC */
/*
 * markup.c - stored HTML to bare text, quickly: for excerpts, snippets and regular expressions over
 * many articles.  The HTML is our own or was cleaned when it came in, so tags, comments and
 * character references are all there is to know; reading goes through article_parse.
 */
#include "store_private.h"

#include <dateline/text.h>

static const char *const inline_tags[] = { "a", "abbr", "b", "bdi", "cite", "code", "del", "dfn",
	"em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike",
	"strong", "sub", "sup", "time", "tt", "u", "var", "wbr" };

static bool
breaks_words(struct str tag)
{
	size_t start = tag.len > 0 && tag.p[0] == '/', end = start;

	while (end < tag.len && ((tag.p[end] | 0x20) >= 'a') && ((tag.p[end] | 0x20) <= 'z'))
		end++;
	for (size_t i = 0; i < COUNT(inline_tags); i++)
		if (str_eq_nocase(str_sub(tag, start, end), str_of(inline_tags[i])))
			return false;
	return true;
}

/* End of the tag that starts at `at`: behind its '>', which may stand inside quotes before. */
static size_t
tag_end(struct str html, size_t at)
{
	char quote = 0;

	if (str_starts(str_sub(html, at, html.len), STR("<!--"))) {
		ptrdiff_t end = str_find(str_sub(html, at + 4, html.len), STR("-->"));
		return end < 0 ? html.len : at + 4 + (size_t)end + 3;
	}
	for (at++; at < html.len; at++) {
		char c = html.p[at];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at + 1;
	}
	return html.len;
}

struct str
markup_text(struct arena *a, struct str html)
{
	char *p = arena_alloc(a, html.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < html.len;) {
		if (html.p[i] == '<') {
			size_t end = tag_end(html, i);
			if (len > 0 && p[len - 1] != ' ' && breaks_words(str_sub(html, i + 1, end)))
				p[len++] = ' ';
			i = end;
		} else {
			p[len++] = html.p[i++];
		}
	}
	return text_collapse(a, text_unescape(a, (struct str){ p, len }));
}
