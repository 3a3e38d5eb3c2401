/* SPDX-License-Identifier: ISC */
/*
 * html_elements.c - the elements of HTML and what becomes of them in an entry's content.  Sorted by
 * name.  What is not here is unknown: its tag goes, its content stays.
 */
#include "html.h"

#include <string.h>

#define K KEEP_TAG
#define C KEEP_CONTENT
#define N KEEP_NOTHING
#define M KEEP_EMBED
#define E(name, keep, block, is_void, attrs)                                                       \
	{                                                                                          \
		{ name, sizeof(name) - 1 }, { "<" name, sizeof(name) },                            \
		        { "</" name ">", sizeof(name) + 2 }, keep, block, is_void, attrs           \
	}
#define CELL "colspan rowspan headers scope abbr"

/* name, what to keep, block, void, attributes */
static const struct html_element elements[] = {
	E("a", K, false, false, "href hreflang rel"),
	E("abbr", K, false, false, ""),
	E("acronym", K, false, false, ""),
	E("address", K, true, false, ""),
	E("applet", C, true, false, ""),
	E("area", C, false, true, ""),
	E("article", K, true, false, ""),
	E("aside", K, true, false, ""),
	E("audio", K, false, false, "src"),
	E("b", K, false, false, ""),
	E("base", N, false, true, ""),
	E("basefont", C, false, true, ""),
	E("bdi", K, false, false, ""),
	E("bdo", K, false, false, ""),
	E("bgsound", N, false, true, ""),
	E("big", K, false, false, ""),
	E("blink", C, false, false, ""),
	E("blockquote", K, true, false, "cite"),
	E("body", C, true, false, ""),
	E("br", K, true, true, ""),
	E("button", C, false, false, ""),
	E("canvas", C, false, false, ""),
	E("caption", K, true, false, ""),
	E("center", K, true, false, ""),
	E("cite", K, false, false, ""),
	E("code", K, false, false, ""),
	E("col", K, false, true, "span"),
	E("colgroup", K, false, false, "span"),
	E("data", C, false, false, ""),
	E("datalist", C, false, false, ""),
	E("dd", K, true, false, ""),
	E("del", K, false, false, "cite datetime"),
	E("details", K, true, false, ""),
	E("dfn", K, false, false, ""),
	E("dialog", C, true, false, ""),
	E("dir", K, true, false, ""),
	E("div", K, true, false, ""),
	E("dl", K, true, false, ""),
	E("dt", K, true, false, ""),
	E("em", K, false, false, ""),
	E("embed", M, true, true, ""),
	E("fieldset", C, true, false, ""),
	E("figcaption", K, true, false, ""),
	E("figure", K, true, false, ""),
	E("font", C, false, false, ""),
	E("footer", K, true, false, ""),
	E("form", C, true, false, ""),
	E("frame", N, true, true, ""),
	E("frameset", C, true, false, ""),
	E("h1", K, true, false, ""),
	E("h2", K, true, false, ""),
	E("h3", K, true, false, ""),
	E("h4", K, true, false, ""),
	E("h5", K, true, false, ""),
	E("h6", K, true, false, ""),
	E("head", C, true, false, ""),
	E("header", K, true, false, ""),
	E("hgroup", K, true, false, ""),
	E("hr", K, true, true, ""),
	E("html", C, true, false, ""),
	E("i", K, false, false, ""),
	E("iframe", M, true, false, ""),
	E("image", C, false, true, ""),
	E("img", K, false, true, "src alt width height longdesc"),
	E("input", C, false, true, ""),
	E("ins", K, false, false, "cite datetime"),
	E("isindex", N, true, true, ""),
	E("kbd", K, false, false, ""),
	E("label", C, false, false, ""),
	E("legend", C, true, false, ""),
	E("li", K, true, false, "value"),
	E("link", N, false, true, ""),
	E("main", K, true, false, ""),
	E("map", C, false, false, ""),
	E("mark", K, false, false, ""),
	E("marquee", C, true, false, ""),
	E("menu", K, true, false, ""),
	E("meta", N, false, true, ""),
	E("meter", C, false, false, ""),
	E("nav", K, true, false, ""),
	E("nobr", C, false, false, ""),
	E("noembed", N, true, false, ""),
	E("noframes", N, true, false, ""),
	E("noscript", C, true, false, ""),
	E("object", C, true, false, ""),
	E("ol", K, true, false, "start reversed type"),
	E("optgroup", C, true, false, ""),
	E("option", C, true, false, ""),
	E("output", C, false, false, ""),
	E("p", K, true, false, ""),
	E("param", N, false, true, ""),
	E("picture", K, false, false, ""),
	E("plaintext", C, true, false, ""),
	E("pre", K, true, false, ""),
	E("progress", C, false, false, ""),
	E("q", K, false, false, "cite"),
	E("rp", K, false, false, ""),
	E("rt", K, false, false, ""),
	E("ruby", K, false, false, ""),
	E("s", K, false, false, ""),
	E("samp", K, false, false, ""),
	E("script", N, false, false, ""),
	E("section", K, true, false, ""),
	E("select", C, true, false, ""),
	E("small", K, false, false, ""),
	E("source", K, false, true, "src type"),
	E("span", K, false, false, ""),
	E("strike", K, false, false, ""),
	E("strong", K, false, false, ""),
	E("style", N, false, false, ""),
	E("sub", K, false, false, ""),
	E("summary", K, true, false, ""),
	E("sup", K, false, false, ""),
	E("table", K, true, false, "summary"),
	E("tbody", K, true, false, ""),
	E("td", K, true, false, CELL),
	E("template", N, false, false, ""),
	E("textarea", C, true, false, ""),
	E("tfoot", K, true, false, ""),
	E("th", K, true, false, CELL),
	E("thead", K, true, false, ""),
	E("time", K, false, false, "datetime"),
	E("title", C, true, false, ""),
	E("tr", K, true, false, ""),
	E("track", N, false, true, ""),
	E("tt", K, false, false, ""),
	E("u", K, false, false, ""),
	E("ul", K, true, false, "type"),
	E("var", K, false, false, ""),
	E("video", K, false, false, "src poster"),
	E("wbr", K, false, true, ""),
	E("xmp", C, true, false, ""),
};

static int
compare(struct str name, struct str row)
{
	size_t shorter = name.len < row.len ? name.len : row.len;

	for (size_t at = 0; at < shorter; at++) {
		int c = (unsigned char)name.p[at], order;

		c = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
		order = c - (unsigned char)row.p[at];
		if (order != 0)
			return order;
	}
	return (name.len > row.len) - (name.len < row.len);
}

const struct html_element *
feed_html_element_find(struct str name)
{
	size_t low = 0, high = COUNT(elements);

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = compare(name, elements[mid].name);
		if (order == 0)
			return &elements[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const struct html_element *
feed_html_element_of(struct html_reader *r, const struct html_token *t)
{
	struct str name = t->name;
	const struct html_element **recent;

	if (name.len == 0)
		return NULL;
	recent = &r->recent[((unsigned char)name.p[0] + name.len * 5) % HTML_RECENT];
	if (*recent == NULL || (*recent)->name.len != name.len ||
	        memcmp((*recent)->name.p, name.p, name.len) != 0) {
		const struct html_element *e = feed_html_element_find(name);
		if (e == NULL)
			return NULL;
		*recent = e;
	}
	return *recent;
}
