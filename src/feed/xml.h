/* SPDX-License-Identifier: ISC */
/*
 * xml.h - a forgiving XML scanner that is fed bytes as they arrive (part of feed).  It gives start
 * and end tags in balance whatever the document does, writes decoded text to where the handler
 * points it, and keeps nothing but the open elements.  It reads no external
 * entity, opens no file, and expands an internal entity once, never within another.
 */
#ifndef FEED_XML_H
#define FEED_XML_H

#include <dateline/base.h>

#define XML_DEPTH_MAX 256           /* open elements; deeper ones are not reported */
#define XML_ATTRS_MAX 128           /* attributes of one element; further ones are not seen */
#define XML_TAG_MAX (256 * 1024)    /* bytes of one tag; a longer one is text */
#define XML_DOCTYPE_MAX (64 * 1024) /* bytes of a document type declaration that are read */
#define XML_ENTITIES_MAX 256        /* entities a document may declare */
#define XML_ENTITY_MAX 256          /* bytes that one may stand for */
#define XML_BINDINGS_MAX 128        /* namespace prefixes in scope */

enum xml_ns {
	NS_NONE,  /* no namespace at all */
	NS_CORE,  /* the document's own vocabulary, whatever its address */
	NS_OTHER, /* one that is not known here */
	NS_XML,
	NS_RSS, /* 0.90 to 2.0 under its many addresses */
	NS_ATOM,
	NS_RDF,
	NS_XHTML,
	NS_DC,
	NS_DCTERMS,
	NS_CONTENT,
	NS_MEDIA,
	NS_ITUNES,
	NS_PODCAST,
	NS_SYNDICATION,
	NS_SLASH,
	NS_WFW,
	NS_FEEDBURNER,
	NS_THREAD,
	NS_GOOGLEPLAY,
	NS_ADMIN,
	NS_CC,
	NS_SVG,
	NS_MATH,
	NS_PRISM
};

/* By the address, ignoring case, http or https, and a final '/' or '#'. */
enum xml_ns xml_ns_of_uri(struct str uri);
/* By the prefix that everyone uses for it, for documents that forget to declare it. */
enum xml_ns xml_ns_of_prefix(struct str prefix);

struct xml_attr {
	struct str name, raw; /* raw: as written, references and all */
};

struct xml_frame {
	uint32_t name_at, name_len; /* in xml.names */
	uint32_t prefix_len;
	uint16_t bindings; /* in scope outside this element */
	uint16_t kind;     /* hash of the name */
};

struct xml_binding {
	uint32_t prefix_at, prefix_len; /* in xml.prefixes */
	enum xml_ns ns;
};

struct xml_entity {
	uint32_t name_at, name_len, value_at, value_len; /* in xml.entity_text */
};

enum xml_state {
	XML_TEXT,
	XML_CDATA,
	XML_COMMENT,
	XML_PI,
	XML_BOGUS /* a declaration that means nothing here */
};

struct xml;
typedef void xml_tag_fn(void *user, struct xml *x);

struct xml {
	xml_tag_fn *start, *end;
	void *user;

	/* For the handler, during start and end: */
	struct str name, prefix, local; /* views into the input */
	enum xml_ns ns;
	struct xml_attr attrs[XML_ATTRS_MAX];
	size_t attrs_count;
	bool attrs_prefixed; /* one of them has a colon in its name */
	size_t depth;        /* of the element: 1 for the root */

	/* Set by the handler: where text goes, or NULL, and whether & < > in it are escaped. */
	struct buf *sink;
	bool sink_escapes;

	/* The scanner's own. */
	enum xml_state state;
	size_t resume; /* how much of an unfinished token was looked at in vain */
	char quote;    /* that was open there */
	bool stopped;
	size_t over; /* open elements beyond the cap */
	struct xml_frame frames[XML_DEPTH_MAX + 1];
	struct buf names, prefixes;
	uint16_t open_kinds[64]; /* open elements by a hash of their names */
	struct xml_binding bindings[XML_BINDINGS_MAX];
	size_t bindings_count;
	enum xml_ns default_ns; /* of names without a prefix */
	struct xml_entity entities[XML_ENTITIES_MAX];
	size_t entities_count;
	struct buf entity_text;
	size_t offset;                                       /* bytes consumed, for notes */
	size_t unclosed, unopened, dropped_attrs, undefined; /* for notes */
};

void xml_init(struct xml *x, xml_tag_fn *start, xml_tag_fn *end, void *user);
void xml_free(struct xml *x);
/* Scans valid UTF-8; gives the bytes it took: the others are to stand before those of the next
 * push. With last set, all is taken and all open elements are ended. */
size_t xml_push(struct xml *x, struct str bytes, bool last);
void xml_stop(struct xml *x); /* from a handler: nothing more is reported */

/* The raw value of the attribute with this qualified or, failing that, local name, ignoring case;
 * STR_NONE when there is none. */
struct str xml_attr_raw(const struct xml *x, struct str name);
/* Decoded: a view that lasts while the handler runs, or in the arena. */
struct str xml_attr(const struct xml *x, struct arena *a, struct str name);
/* Makes the namespace of the current element's prefix the document's own. */
void xml_make_core(struct xml *x);
/* Adds s with its references decoded; escaped again where asked. */
void xml_decode(const struct xml *x, struct str s, bool escape, struct buf *out);

/* How much of s, in which no '<' is, may be given out: not a reference cut off at its end. */
size_t xml_whole_references(struct str s);
/* The first mark, or -1; its first character is rarer in text than memmem() is slow. */
ptrdiff_t xml_find_mark(struct str s, struct str mark);

/* xml_doctype.c: reads the entity declarations of an internal subset. */
void xml_read_doctype(struct xml *x, struct str declaration);
struct str xml_entity_value(const struct xml *x, struct str name);

#endif
