/* SPDX-License-Identifier: ISC */
/*
 * feed.h - feeds: bytes of RSS, Atom, JSON Feed, CDF or OPML to entries.  No I/O, no clock, no
 * globals.  Bad input is no error: the best partial result and notes.  Strings are valid UTF-8;
 * titles, summaries and authors are plain text decoded once; content_html is cleaned to an
 * allow-list and safe to parse again; addresses are absolute where a base was known.
 */
#ifndef DATELINE_FEED_H
#define DATELINE_FEED_H

#include <dateline/base.h>

#define FEED_NO_DATE INT64_MIN
#define FEED_TEXT_MAX (4u * 1024 * 1024) /* bytes of one text of an entry */
#define FEED_ENTRIES_MAX 200000          /* entries of one document */
#define FEED_LIST_MAX 256                /* categories, enclosures of one entry */

enum feed_format { FEED_UNKNOWN, FEED_RSS, FEED_RDF, FEED_ATOM, FEED_JSON, FEED_CDF };

struct feed_enclosure {
	struct str url, type, title;
	int64_t length; /* bytes, or -1 */
	int64_t duration_s; /* or -1 */
};

struct feed_entry {
	struct str id; /* as given; else a stable one made from link or title and date */
	struct str title, link, author, summary, content_html, lang, comments_url;
	struct str source_title, source_url; /* of a re-published entry */
	struct str image;
	int64_t published, updated; /* Unix seconds or FEED_NO_DATE */
	struct str *categories;
	size_t categories_count;
	struct feed_enclosure *enclosures;
	size_t enclosures_count;
};

struct feed {
	enum feed_format format;
	struct str title, link, description, language, icon, author, self_url, next_url, hub_url, copyright;
	int64_t updated;      /* or FEED_NO_DATE */
	int64_t interval_s;   /* from ttl or sy:*, 0 when not said */
	uint32_t skip_hours;  /* bit h (0 to 23, GMT): do not ask in that hour */
	uint8_t skip_days;    /* bit d (0 = Monday) */
	struct feed_entry *entries; /* feed_parse only */
	size_t entries_count;
};

struct feed_options {
	struct str url;          /* where it came from: base of relative addresses */
	struct str content_type; /* HTTP header, or none */
	size_t entries_max;      /* 0 = FEED_ENTRIES_MAX */
};

/* Parses a whole document.  Results live in the arena.  False only when it is no feed at all; the
 * error says what it looks like instead ("a web page", "empty", "a PDF"). */
bool feed_parse(struct arena *a, struct str bytes, const struct feed_options *o, struct feed *out,
	struct notes *notes, struct err *e);

/* The same as a stream, in bounded memory: bytes are pushed as they arrive and each entry is given
 * out once, in document order; it lives until the callback returns.  The callback returns false
 * to stop. */
struct feed_parser;
typedef bool feed_entry_fn(void *user, const struct feed_entry *entry);
struct feed_parser *feed_parser_open(const struct feed_options *o, feed_entry_fn *each, void *user);
bool feed_parser_push(struct feed_parser *p, struct str bytes); /* false: stopped, push no more */
/* Ends the document; *out (without entries) and notes are copied into the arena. */
bool feed_parser_close(struct feed_parser *p, struct arena *a, struct feed *out,
	struct notes *notes, struct err *e);

/* Date in any form met in feeds (RFC 822 and its errors, W3CDTF, ISO week and ordinal dates,
 * localised months).  Unix seconds; false when it is none. */
bool feed_date(struct str text, int64_t *out);

/* HTML cleaned to the allow-list of elements and attributes, addresses made absolute. */
struct str feed_sanitise(struct arena *a, struct str html, struct str base_url);
/* Markup to plain text: tags off, references decoded, white space folded. */
struct str feed_html_text(struct arena *a, struct str html);

/* Feeds that a web page offers: link rel=alternate first, then likely anchors. */
struct feed_link {
	struct str url, title, type;
};
size_t feed_discover(struct arena *a, struct str html, struct str base_url, struct feed_link **out);

/* OPML 1.0 and 2.0.  folder is the path of outer outlines, joined with '/'. */
struct opml_outline {
	struct str title, xml_url, html_url, folder;
	struct str *tags; /* category attribute */
	size_t tags_count;
};
bool opml_parse(struct arena *a, struct str bytes, struct opml_outline **out, size_t *count,
	struct notes *notes, struct err *e);
void opml_write(struct buf *b, struct str title, const struct opml_outline *list, size_t count);

#endif
