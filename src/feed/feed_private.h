/* SPDX-License-Identifier: ISC */
/*
 * feed_private.h - what the feed files share.  A format of XML is a table of rules: which element
 * means what, where, and how much it is to be believed against others that say the same.  The
 * parser walks over the document, and rules fill the slots of the feed, the entry or its source.
 *
 * To add a format of XML: a table of rules in one file, a row in format.c.  To add an element: a
 * row.
 */
#ifndef FEED_PRIVATE_H
#define FEED_PRIVATE_H

#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include "xml.h"

#define SUMMARY_MAX 1024 /* bytes of a summary that is only the start of the content */
#define AUTHORS_MAX 1024 /* bytes of names joined, after which no more are added */
#define FIELD_MAX 65536  /* bytes of a title, name, address or category */

/* Where in the document an element stands. */
enum scope {
	IN_FEED = 1,
	IN_ENTRY = 2,
	IN_SOURCE = 4, /* of a re-published entry */
	IN_IMAGE = 8,  /* the feed's picture */
	IN_PERSON = 16,
	IN_HOURS = 32, /* skipHours, skipDays */
	IN_NOTHING = 64,
	IN_ANY = IN_FEED | IN_ENTRY | IN_SOURCE
};

/* What is known of a feed, an entry, or a source. */
enum slot {
	SLOT_TITLE,
	SLOT_LINK,
	SLOT_ID,
	SLOT_AUTHOR,
	SLOT_PUBLISHED,
	SLOT_UPDATED,
	SLOT_CONTENT,     /* the whole text */
	SLOT_DESCRIPTION, /* the whole text or the start of it: RSS leaves that open */
	SLOT_SUMMARY,     /* a part of the text */
	SLOT_COMMENTS,
	SLOT_IMAGE,
	SLOT_LANG,
	SLOT_COPYRIGHT,
	SLOT_SELF,
	SLOT_NEXT,
	SLOT_HUB,
	SLOT_NAME, /* of a person */
	SLOT_MAIL,
	SLOT_HOME,
	SLOTS
};

/* What the characters of a value are. */
enum markup {
	MARKUP_NONE,   /* plain text */
	MARKUP_HTML,   /* HTML, once the XML is decoded */
	MARKUP_INLINE, /* elements of the document itself */
	MARKUP_BASE64  /* HTML or text under it; what is neither is not kept */
};

struct value {
	struct str text, base;
	enum markup markup;
	int64_t date;
	uint8_t rank; /* 0: nothing there */
};

struct record {
	struct value slots[SLOTS];
};

struct parser;
struct rule;

/* What is done with an element.  captures: end gets the text inside, start may change p->markup. */
struct action {
	void (*start)(struct parser *p, const struct rule *r);
	void (*end)(struct parser *p, const struct rule *r, struct str text);
	bool captures;
};

struct rule {
	enum xml_ns ns;
	const char *name; /* lower case */
	unsigned in;      /* scopes, or-ed */
	const struct action *action;
	enum slot slot;
	uint8_t rank; /* the higher is believed; 0 for actions that fill no slot */
	enum markup markup;
	enum scope inner; /* of its children, where they have another */
};

extern const struct action act_none, act_scope, act_entry, act_text, act_typed, act_url, act_date,
        act_person, act_author, act_attr_href, act_attr_about;
extern const struct action act_atom_link, act_guid, act_rss_link, act_source;
extern const struct action act_category, act_category_attr, act_categories, act_enclosure,
        act_media, act_thumbnail, act_picture, act_duration;
extern const struct action act_ttl, act_period, act_frequency, act_hour, act_day;
extern const struct action act_cdf;

struct format {
	enum feed_format format;
	const char *root; /* local name of the root element, lower case; "{" for JSON */
	const struct rule *rules;
	const size_t *count;
};
extern const struct format feed_formats[]; /* ends with a NULL root */
extern const struct rule rules_rss[], rules_atom[], rules_cdf[], rules_common[];
extern const size_t rules_rss_count, rules_atom_count, rules_cdf_count, rules_common_count;

/* Finds the rule for an element: a hash of all rules of a document's format. */
#define INDEX_SIZE 512
struct rule_index {
	struct {
		const struct rule *rule;
		struct str name;
		uint32_t hash;
	} slots[INDEX_SIZE];
};
void feed_rule_index_add(struct rule_index *ix, const struct rule *rules, size_t count);
const struct rule *feed_rule_find(
        const struct rule_index *ix, enum xml_ns ns, struct str local, enum scope scope);

/* What is remembered of an open element. */
struct level {
	const struct rule *rule;
	enum scope scope; /* outside of it */
	struct record *record;
	struct str base, lang;
};

struct json_reader;

struct parser {
	struct feed_options options;
	feed_entry_fn *each;
	void *user;
	struct arena *arena; /* of the feed */
	struct arena *entry_arena;
	bool keep_entries;     /* both are the caller's, and never reset */
	struct arena *scratch; /* until the next entry begins */
	struct arena *scoped;  /* xml:base and xml:lang of open elements */
	size_t scoped_depth;   /* of the outermost element that has one there; 0 = none */
	struct notes notes;
	bool stopped;

	/* reading */
	struct text_decoder *decoder;
	struct buf first, decoded; /* bytes before the charset is chosen; text not yet taken */
	bool started;
	const struct format *format;
	enum feed_format feed_format;
	struct str looks_like; /* what it is instead of a feed */
	struct xml xml;
	struct json_reader *json;
	struct rule_index index;
	enum xml_ns core;

	/* where it stands */
	enum scope scope;
	struct record *record;
	struct str base, lang;
	struct level levels[XML_DEPTH_MAX + 1];
	struct buf capture, out, rendered;
	size_t capture_depth; /* of the element that is captured; 0 = none */
	struct str capture_base;
	enum markup markup;
	bool guid_is_link;
	size_t entry_depth; /* of the open entry; 0 = none */
	bool source_used;   /* source_record is not empty */

	/* what was found */
	struct record feed_record, entry_record, source_record, person_record;
	struct feed feed;
	struct feed_entry entry;
	size_t categories_cap, enclosures_cap;
	int64_t duration_s;
	int64_t period_s, frequency, ttl_s;
	int64_t newest; /* date of an entry, or FEED_NO_DATE */
	size_t entries_count;
};

/* parser.c */
struct parser *feed_core_open(
        const struct feed_options *o, feed_entry_fn *each, void *user, struct arena *keep);
/* Reads UTF-8; gives the bytes it took: the others are to stand before those of the next push. */
size_t feed_core_push(struct parser *p, struct str text, bool last);
/* Ends the document and frees the parser. */
bool feed_core_close(
        struct parser *p, struct arena *a, struct feed *out, struct notes *notes, struct err *e);

/* capture.c */
void feed_capture_start(struct parser *p, size_t depth, enum markup markup);
void feed_capture_open_tag(struct parser *p);
void feed_capture_close_tag(struct parser *p);
struct str feed_capture_end(struct parser *p);

/* record.c */
struct arena *feed_record_arena(struct parser *p);
/* Fills a slot unless it holds something of the same or higher rank. */
void feed_record_put(
        struct parser *p, enum slot slot, uint8_t rank, struct str text, enum markup markup);
void feed_record_put_date(struct parser *p, enum slot slot, uint8_t rank, struct str text);
void feed_record_put_url(struct parser *p, enum slot slot, uint8_t rank, struct str ref);
/* Adds a name to the authors of the same rank. */
void feed_record_put_author(struct parser *p, uint8_t rank, struct str name);
/* A reference as an address: absolute where a base is known; STR_NONE when it is not safe. */
struct str feed_record_url(struct parser *p, struct str ref);

/* entry.c */
void feed_entry_begin(struct parser *p);
void feed_entry_finish(struct parser *p);
void feed_entry_add_category(struct parser *p, struct str text);
struct feed_enclosure *feed_entry_add_enclosure(struct parser *p, struct str url);
void feed_finish(struct parser *p, struct arena *a, struct feed *out);

/* jsonfeed.c */
struct json_reader *json_reader_open(struct parser *p);
void json_reader_push(struct json_reader *r, struct str text, bool last);
void json_reader_close(struct json_reader *r);

/* looks.c: names what the bytes are when they are no feed; none when they may be one. */
struct str feed_looks_like(struct str bytes);
struct str feed_looks_like_root(struct arena *a, struct str root); /* by the root element */

#endif
