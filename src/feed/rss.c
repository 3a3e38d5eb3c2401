/* SPDX-License-Identifier: ISC */
/*
 * rss.c - RSS 0.90 to 2.0, with and without RDF: its elements as rules, and what only it does.
 * Sources: the RSS 2.0 specification, RSS 1.0, the RSS Advisory Board's profile, and feeds seen.
 */
#include "feed_private.h"

#include <string.h>

/* <link>address</link>, <link href="address"/>, <link><![CDATA[address]]></link> */
static void
start_link(struct parser *p, const struct rule *r)
{
	struct str href = xml_attr(&p->xml, p->scratch, STR("href"));
	struct str rel = xml_attr(&p->xml, p->scratch, STR("rel"));

	if (href.len > 0 && (rel.len == 0 || str_eq_nocase(rel, STR("alternate"))))
		feed_record_put_url(p, r->slot, (uint8_t)(r->rank - 1), href);
	feed_capture_start(p, p->xml.depth, MARKUP_NONE);
}

static void
end_link(struct parser *p, const struct rule *r, struct str text)
{
	feed_record_put_url(p, r->slot, r->rank, text);
}

/* A guid is an address too, unless it says that it is not one. */
static void
start_guid(struct parser *p, const struct rule *r)
{
	struct str permalink = xml_attr(&p->xml, p->scratch, STR("isPermaLink"));

	feed_capture_start(p, p->xml.depth, r->markup);
	p->guid_is_link = !str_eq_nocase(str_trim(permalink), STR("false"));
}

static void
end_guid(struct parser *p, const struct rule *r, struct str text)
{
	text = str_trim(text);
	if (text.len == 0)
		return;
	feed_record_put(p, SLOT_ID, r->rank, text, MARKUP_NONE);
	if (p->guid_is_link && url_is_http(text))
		feed_record_put_url(p, SLOT_LINK, 4, text);
}

/* <source url="address">Title</source> */
static void
start_source(struct parser *p, const struct rule *r)
{
	struct str url = xml_attr(&p->xml, p->scratch, STR("url"));

	p->record = &p->source_record;
	p->source_used = true;
	feed_record_put_url(p, SLOT_LINK, r->rank, url);
	feed_capture_start(p, p->xml.depth, MARKUP_HTML);
}

static void
end_source(struct parser *p, const struct rule *r, struct str text)
{
	feed_record_put(p, SLOT_TITLE, r->rank, text, p->markup);
	p->record = p->levels[p->xml.depth].record;
}

const struct action act_rss_link = { start_link, end_link, true };
const struct action act_guid = { start_guid, end_guid, true };
const struct action act_source = { start_source, end_source, true };

#define BOTH (IN_FEED | IN_ENTRY)
#define HTML MARKUP_HTML
#define INLINE MARKUP_INLINE

const struct rule rules_rss[] = {
	{ NS_CORE, "channel", IN_FEED, &act_attr_about, SLOT_LINK, 2, 0, 0 },
	{ NS_CORE, "item", BOTH, &act_entry, 0, 0, 0, IN_ENTRY },
	{ NS_CORE, "entry", BOTH, &act_entry, 0, 0, 0, IN_ENTRY },
	{ NS_CORE, "image", IN_FEED, &act_scope, 0, 0, 0, IN_IMAGE },
	{ NS_CORE, "url", IN_IMAGE, &act_url, SLOT_IMAGE, 8, 0, 0 },
	{ NS_CORE, "skiphours", IN_FEED, &act_scope, 0, 0, 0, IN_HOURS },
	{ NS_CORE, "skipdays", IN_FEED, &act_scope, 0, 0, 0, IN_HOURS },
	{ NS_CORE, "hour", IN_HOURS, &act_hour, 0, 0, 0, 0 },
	{ NS_CORE, "day", IN_HOURS, &act_day, 0, 0, 0, 0 },
	{ NS_CORE, "ttl", IN_FEED, &act_ttl, 0, 0, 0, 0 },

	{ NS_CORE, "title", BOTH, &act_text, SLOT_TITLE, 9, HTML, 0 },
	{ NS_CORE, "link", BOTH, &act_rss_link, SLOT_LINK, 9, 0, 0 },
	{ NS_CORE, "guid", IN_ENTRY, &act_guid, SLOT_ID, 9, 0, 0 },
	{ NS_CORE, "id", IN_ENTRY, &act_text, SLOT_ID, 6, 0, 0 },
	{ NS_CORE, "description", BOTH, &act_text, SLOT_DESCRIPTION, 9, HTML, 0 },
	{ NS_CORE, "tagline", IN_FEED, &act_text, SLOT_DESCRIPTION, 4, HTML, 0 },
	{ NS_CORE, "subtitle", IN_FEED, &act_text, SLOT_DESCRIPTION, 5, HTML, 0 },
	{ NS_CORE, "summary", IN_ENTRY, &act_text, SLOT_SUMMARY, 9, HTML, 0 },
	{ NS_CORE, "content", IN_ENTRY, &act_typed, SLOT_CONTENT, 7, HTML, 0 },
	{ NS_CORE, "body", IN_ENTRY, &act_text, SLOT_CONTENT, 8, HTML, 0 },
	{ NS_CORE, "fullitem", IN_ENTRY, &act_text, SLOT_CONTENT, 6, HTML, 0 },
	{ NS_XHTML, "body", IN_ENTRY, &act_text, SLOT_CONTENT, 8, INLINE, 0 },
	{ NS_XHTML, "div", IN_ENTRY, &act_text, SLOT_CONTENT, 7, INLINE, 0 },
	{ NS_CORE, "author", BOTH, &act_author, 0, 9, HTML, 0 },
	{ NS_CORE, "creator", BOTH, &act_author, 0, 6, HTML, 0 },
	{ NS_CORE, "managingeditor", IN_FEED, &act_author, 0, 8, HTML, 0 },
	{ NS_CORE, "webmaster", IN_FEED, &act_author, 0, 2, HTML, 0 },
	{ NS_CORE, "category", IN_ENTRY, &act_category, 0, 0, HTML, 0 },
	{ NS_CORE, "tags", IN_ENTRY, &act_categories, 0, 0, HTML, 0 },
	{ NS_CORE, "keywords", IN_ENTRY, &act_categories, 0, 0, HTML, 0 },
	{ NS_CORE, "enclosure", IN_ENTRY, &act_enclosure, 0, 0, 0, 0 },
	{ NS_CORE, "comments", IN_ENTRY, &act_url, SLOT_COMMENTS, 9, 0, 0 },
	{ NS_CORE, "source", IN_ENTRY, &act_source, 0, 9, 0, 0 },
	{ NS_CORE, "language", IN_FEED, &act_text, SLOT_LANG, 9, 0, 0 },
	{ NS_CORE, "copyright", IN_FEED, &act_text, SLOT_COPYRIGHT, 9, HTML, 0 },

	{ NS_CORE, "pubdate", IN_ENTRY, &act_date, SLOT_PUBLISHED, 9, 0, 0 },
	{ NS_CORE, "published", IN_ENTRY, &act_date, SLOT_PUBLISHED, 8, 0, 0 },
	{ NS_CORE, "date", IN_ENTRY, &act_date, SLOT_PUBLISHED, 5, 0, 0 },
	{ NS_CORE, "updated", BOTH, &act_date, SLOT_UPDATED, 8, 0, 0 },
	{ NS_CORE, "modified", BOTH, &act_date, SLOT_UPDATED, 7, 0, 0 },
	{ NS_CORE, "lastbuilddate", BOTH, &act_date, SLOT_UPDATED, 9, 0, 0 },
	{ NS_CORE, "pubdate", IN_FEED, &act_date, SLOT_UPDATED, 6, 0, 0 },
};
const size_t rules_rss_count = COUNT(rules_rss);
