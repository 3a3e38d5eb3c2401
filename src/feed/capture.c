/* SPDX-License-Identifier: ISC */
/*
 * capture.c - the text inside of an element, with the elements in it written out as HTML again.
 */
#include "feed_private.h"

void
feed_capture_start(struct parser *p, size_t depth, enum markup markup)
{
	buf_reset(&p->capture);
	p->capture_depth = depth;
	p->capture_base = p->base;
	p->markup = markup;
	p->xml.sink = &p->capture;
	p->xml.sink_escapes = markup == MARKUP_INLINE;
}

static bool
is_reference(struct str name)
{
	return str_eq_nocase(name, STR("href")) || str_eq_nocase(name, STR("src")) ||
	       str_eq_nocase(name, STR("cite"));
}

static void
write_attr(struct parser *p, const struct xml_attr *attr)
{
	if (str_starts(attr->name, STR("xmlns")) || str_starts(attr->name, STR("xml:")))
		return;
	buf_add_char(&p->capture, ' ');
	buf_add_str(&p->capture, attr->name);
	buf_add_cstr(&p->capture, "=\"");
	if (is_reference(attr->name) && p->base.p != p->capture_base.p) {
		/* An xml:base between here and the captured element. */
		struct str value = xml_attr(&p->xml, p->scratch, attr->name);
		struct str whole = url_resolve(p->scratch, p->base, value);
		text_escape(&p->capture, whole.p != NULL ? whole : value);
	} else {
		xml_decode(&p->xml, attr->raw, true, &p->capture);
	}
	buf_add_char(&p->capture, '"');
}

/* Inline text is written escaped; an element in what was to be text is left out. */
void
feed_capture_open_tag(struct parser *p)
{
	if (p->markup == MARKUP_NONE || p->markup == MARKUP_BASE64)
		return;
	buf_add_char(&p->capture, '<');
	buf_add_str(&p->capture, p->xml.local);
	for (size_t i = 0; i < p->xml.attrs_count; i++)
		write_attr(p, &p->xml.attrs[i]);
	buf_add_char(&p->capture, '>');
}

void
feed_capture_close_tag(struct parser *p)
{
	if (p->markup == MARKUP_NONE || p->markup == MARKUP_BASE64)
		return;
	buf_add_cstr(&p->capture, "</");
	buf_add_str(&p->capture, p->xml.local);
	buf_add_char(&p->capture, '>');
}

struct str
feed_capture_end(struct parser *p)
{
	p->xml.sink = NULL;
	p->xml.sink_escapes = false;
	p->capture_depth = 0;
	return buf_str(&p->capture);
}
