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
#define CELL "colspan rowspan headers scope abbr"

/* name, what to keep, block, void, attributes */
static const struct html_element elements[] = {
	{ "a", K, false, false, "href hreflang rel" },
	{ "abbr", K, false, false, "" },
	{ "acronym", K, false, false, "" },
	{ "address", K, true, false, "" },
	{ "applet", C, true, false, "" },
	{ "area", C, false, true, "" },
	{ "article", K, true, false, "" },
	{ "aside", K, true, false, "" },
	{ "audio", K, false, false, "src" },
	{ "b", K, false, false, "" },
	{ "base", N, false, true, "" },
	{ "basefont", C, false, true, "" },
	{ "bdi", K, false, false, "" },
	{ "bdo", K, false, false, "" },
	{ "bgsound", N, false, true, "" },
	{ "big", K, false, false, "" },
	{ "blink", C, false, false, "" },
	{ "blockquote", K, true, false, "cite" },
	{ "body", C, true, false, "" },
	{ "br", K, true, true, "" },
	{ "button", C, false, false, "" },
	{ "canvas", C, false, false, "" },
	{ "caption", K, true, false, "" },
	{ "center", K, true, false, "" },
	{ "cite", K, false, false, "" },
	{ "code", K, false, false, "" },
	{ "col", K, false, true, "span" },
	{ "colgroup", K, false, false, "span" },
	{ "data", C, false, false, "" },
	{ "datalist", C, false, false, "" },
	{ "dd", K, true, false, "" },
	{ "del", K, false, false, "cite datetime" },
	{ "details", K, true, false, "" },
	{ "dfn", K, false, false, "" },
	{ "dialog", C, true, false, "" },
	{ "dir", K, true, false, "" },
	{ "div", K, true, false, "" },
	{ "dl", K, true, false, "" },
	{ "dt", K, true, false, "" },
	{ "em", K, false, false, "" },
	{ "embed", N, true, true, "" },
	{ "fieldset", C, true, false, "" },
	{ "figcaption", K, true, false, "" },
	{ "figure", K, true, false, "" },
	{ "font", C, false, false, "" },
	{ "footer", K, true, false, "" },
	{ "form", C, true, false, "" },
	{ "frame", N, true, true, "" },
	{ "frameset", C, true, false, "" },
	{ "h1", K, true, false, "" },
	{ "h2", K, true, false, "" },
	{ "h3", K, true, false, "" },
	{ "h4", K, true, false, "" },
	{ "h5", K, true, false, "" },
	{ "h6", K, true, false, "" },
	{ "head", C, true, false, "" },
	{ "header", K, true, false, "" },
	{ "hgroup", K, true, false, "" },
	{ "hr", K, true, true, "" },
	{ "html", C, true, false, "" },
	{ "i", K, false, false, "" },
	{ "iframe", C, true, false, "" },
	{ "image", C, false, true, "" },
	{ "img", K, false, true, "src alt width height longdesc" },
	{ "input", C, false, true, "" },
	{ "ins", K, false, false, "cite datetime" },
	{ "isindex", N, true, true, "" },
	{ "kbd", K, false, false, "" },
	{ "label", C, false, false, "" },
	{ "legend", C, true, false, "" },
	{ "li", K, true, false, "value" },
	{ "link", N, false, true, "" },
	{ "main", K, true, false, "" },
	{ "map", C, false, false, "" },
	{ "mark", K, false, false, "" },
	{ "marquee", C, true, false, "" },
	{ "menu", K, true, false, "" },
	{ "meta", N, false, true, "" },
	{ "meter", C, false, false, "" },
	{ "nav", K, true, false, "" },
	{ "nobr", C, false, false, "" },
	{ "noembed", N, true, false, "" },
	{ "noframes", N, true, false, "" },
	{ "noscript", C, true, false, "" },
	{ "object", C, true, false, "" },
	{ "ol", K, true, false, "start reversed type" },
	{ "optgroup", C, true, false, "" },
	{ "option", C, true, false, "" },
	{ "output", C, false, false, "" },
	{ "p", K, true, false, "" },
	{ "param", N, false, true, "" },
	{ "picture", K, false, false, "" },
	{ "plaintext", C, true, false, "" },
	{ "pre", K, true, false, "" },
	{ "progress", C, false, false, "" },
	{ "q", K, false, false, "cite" },
	{ "rp", K, false, false, "" },
	{ "rt", K, false, false, "" },
	{ "ruby", K, false, false, "" },
	{ "s", K, false, false, "" },
	{ "samp", K, false, false, "" },
	{ "script", N, false, false, "" },
	{ "section", K, true, false, "" },
	{ "select", C, true, false, "" },
	{ "small", K, false, false, "" },
	{ "source", K, false, true, "src type" },
	{ "span", K, false, false, "" },
	{ "strike", K, false, false, "" },
	{ "strong", K, false, false, "" },
	{ "style", N, false, false, "" },
	{ "sub", K, false, false, "" },
	{ "summary", K, true, false, "" },
	{ "sup", K, false, false, "" },
	{ "table", K, true, false, "summary" },
	{ "tbody", K, true, false, "" },
	{ "td", K, true, false, CELL },
	{ "template", N, false, false, "" },
	{ "textarea", C, true, false, "" },
	{ "tfoot", K, true, false, "" },
	{ "th", K, true, false, CELL },
	{ "thead", K, true, false, "" },
	{ "time", K, false, false, "datetime" },
	{ "title", C, true, false, "" },
	{ "tr", K, true, false, "" },
	{ "track", N, false, true, "" },
	{ "tt", K, false, false, "" },
	{ "u", K, false, false, "" },
	{ "ul", K, true, false, "type" },
	{ "var", K, false, false, "" },
	{ "video", K, false, false, "src poster" },
	{ "wbr", K, false, true, "" },
	{ "xmp", C, true, false, "" },
};

static int
compare(struct str name, const char *row)
{
	size_t at = 0;

	for (; at < name.len && row[at] != '\0'; at++) {
		char c = name.p[at] >= 'A' && name.p[at] <= 'Z' ? (char)(name.p[at] | 0x20)
		                                                : name.p[at];
		if (c != row[at])
			return (unsigned char)c - (unsigned char)row[at];
	}
	return at < name.len ? 1 : row[at] != '\0' ? -1 : 0;
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
