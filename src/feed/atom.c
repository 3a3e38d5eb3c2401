/* SPDX-License-Identifier: ISC */
/*
 * atom.c - Atom 1.0 (RFC 4287) and 0.3: its elements as rules, its text constructs and its links.
 */
#include "feed_private.h"

#include <string.h>

#define IANA "http://www.iana.org/assignments/relation/"

static bool
is_xml_type(struct str type)
{
	return str_eq_nocase(type, STR("xhtml")) || str_ends(type, STR("+xml")) ||
	       str_ends(type, STR("/xml"));
}

/* What the type (RFC 4287 section 3.1.1 and 4.1.3.3) and, in Atom 0.3, the mode say; the rule's own
 * markup where nothing is said. */
static enum markup
markup_of(struct parser *p, enum markup otherwise)
{
	struct str type = str_trim(xml_attr(&p->xml, p->scratch, STR("type")));
	struct str mode = str_trim(xml_attr(&p->xml, p->scratch, STR("mode")));

	if (str_eq_nocase(mode, STR("base64")))
		return MARKUP_BASE64;
	if (str_eq_nocase(mode, STR("escaped")))
		return type.len == 0 || str_find_nocase(type, STR("html")) >= 0 ? MARKUP_HTML
		                                                                : MARKUP_NONE;
	if (type.len == 0)
		return str_eq_nocase(mode, STR("xml")) ? MARKUP_INLINE : otherwise;
	if (is_xml_type(type))
		return MARKUP_INLINE;
	if (str_eq_nocase(type, STR("html")) || str_find_nocase(type, STR("text/html")) == 0)
		return MARKUP_HTML;
	if (str_eq_nocase(type, STR("text")) || str_starts_nocase(type, STR("text/")) ||
	        str_eq_nocase(type, STR("plain")))
		return MARKUP_NONE;
	return str_chr(type, '/') > 0 ? MARKUP_BASE64 : otherwise;
}

static void
start_typed(struct parser *p, const struct rule *r)
{
	feed_capture_start(p, p->xml.depth, markup_of(p, r->markup));
}

static void
end_typed(struct parser *p, const struct rule *r, struct str text)
{
	if (str_trim(text).len == 0 && r->slot == SLOT_CONTENT)
		return; /* it may be elsewhere (content src) */
	feed_record_put(p, r->slot, r->rank, text, p->markup);
}

const struct action act_typed = { start_typed, end_typed, true };

/* How well a type suits a link that a person follows. */
static uint8_t
type_rank(struct str type)
{
	if (type.len == 0)
		return 7;
	return str_find_nocase(type, STR("html")) >= 0 ? 8 : 5;
}

static void
add_link_enclosure(struct parser *p, struct str href)
{
	struct feed_enclosure *e = feed_entry_add_enclosure(p, href);
	int64_t length;

	if (e == NULL)
		return;
	e->type = arena_str(p->entry_arena, xml_attr(&p->xml, p->scratch, STR("type")));
	e->title = arena_str(p->entry_arena, xml_attr(&p->xml, p->scratch, STR("title")));
	if (str_to_i64(str_trim(xml_attr(&p->xml, p->scratch, STR("length"))), &length) &&
	        length >= 0)
		e->length = length;
}

static void
start_atom_link(struct parser *p, const struct rule *r)
{
	static const struct {
		const char *rel;
		enum slot slot;
		uint8_t rank;
	} rows[] = {
		{ "self", SLOT_SELF, 9 },
		{ "next", SLOT_NEXT, 9 },
		{ "hub", SLOT_HUB, 9 },
		{ "replies", SLOT_COMMENTS, 5 },
		{ "icon", SLOT_IMAGE, 3 },
		{ "image", SLOT_IMAGE, 3 },
	};
	struct str href = xml_attr(&p->xml, p->scratch, STR("href"));
	struct str rel = str_trim(xml_attr(&p->xml, p->scratch, STR("rel")));

	if (str_starts(rel, STR(IANA)))
		rel = str_sub(rel, sizeof(IANA) - 1, rel.len);
	if (rel.len == 0 || str_eq_nocase(rel, STR("alternate"))) {
		uint8_t rank = type_rank(xml_attr(&p->xml, p->scratch, STR("type")));
		feed_record_put_url(p, SLOT_LINK, rank < r->rank ? rank : r->rank, href);
		return;
	}
	if (str_eq_nocase(rel, STR("enclosure"))) {
		if (p->record == &p->entry_record)
			add_link_enclosure(p, href);
		return;
	}
	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_eq_nocase(rel, str_of(rows[i].rel)))
			feed_record_put_url(p, rows[i].slot, rows[i].rank, href);
}

const struct action act_atom_link = { start_atom_link, NULL, false };

#define BOTH (IN_FEED | IN_ENTRY)
#define ALL (IN_FEED | IN_ENTRY | IN_SOURCE)
#define HTML MARKUP_HTML

const struct rule rules_atom[] = {
	{ NS_CORE, "entry", BOTH, &act_entry, 0, 0, 0, IN_ENTRY },
	{ NS_CORE, "source", IN_ENTRY, &act_scope, 0, 0, 0, IN_SOURCE },
	{ NS_CORE, "title", ALL, &act_typed, SLOT_TITLE, 9, 0, 0 },
	{ NS_CORE, "id", ALL, &act_text, SLOT_ID, 9, 0, 0 },
	{ NS_CORE, "link", ALL, &act_atom_link, SLOT_LINK, 9, 0, 0 },
	{ NS_CORE, "subtitle", IN_FEED, &act_typed, SLOT_DESCRIPTION, 9, 0, 0 },
	{ NS_CORE, "tagline", IN_FEED, &act_typed, SLOT_DESCRIPTION, 8, 0, 0 },
	{ NS_CORE, "info", IN_FEED, &act_typed, SLOT_DESCRIPTION, 3, 0, 0 },
	{ NS_CORE, "description", IN_FEED, &act_typed, SLOT_DESCRIPTION, 2, HTML, 0 },
	{ NS_CORE, "summary", IN_ENTRY, &act_typed, SLOT_SUMMARY, 9, 0, 0 },
	{ NS_CORE, "content", IN_ENTRY, &act_typed, SLOT_CONTENT, 9, 0, 0 },
	{ NS_CORE, "author", ALL, &act_person, SLOT_AUTHOR, 9, 0, IN_PERSON },
	{ NS_CORE, "name", IN_PERSON, &act_text, SLOT_NAME, 9, 0, 0 },
	{ NS_CORE, "email", IN_PERSON, &act_text, SLOT_MAIL, 9, 0, 0 },
	{ NS_CORE, "uri", IN_PERSON, &act_text, SLOT_HOME, 9, 0, 0 },
	{ NS_CORE, "url", IN_PERSON, &act_text, SLOT_HOME, 8, 0, 0 },
	{ NS_CORE, "category", IN_ENTRY, &act_category, 0, 0, 0, 0 },
	{ NS_CORE, "rights", IN_FEED, &act_typed, SLOT_COPYRIGHT, 9, 0, 0 },
	{ NS_CORE, "copyright", IN_FEED, &act_typed, SLOT_COPYRIGHT, 8, 0, 0 },
	{ NS_CORE, "logo", IN_FEED, &act_url, SLOT_IMAGE, 6, 0, 0 },
	{ NS_CORE, "icon", IN_FEED, &act_url, SLOT_IMAGE, 7, 0, 0 },

	{ NS_CORE, "published", IN_ENTRY, &act_date, SLOT_PUBLISHED, 9, 0, 0 },
	{ NS_CORE, "issued", IN_ENTRY, &act_date, SLOT_PUBLISHED, 8, 0, 0 },
	{ NS_CORE, "created", IN_ENTRY, &act_date, SLOT_PUBLISHED, 7, 0, 0 },
	{ NS_CORE, "updated", BOTH, &act_date, SLOT_UPDATED, 9, 0, 0 },
	{ NS_CORE, "modified", BOTH, &act_date, SLOT_UPDATED, 8, 0, 0 },
};
const size_t rules_atom_count = COUNT(rules_atom);
