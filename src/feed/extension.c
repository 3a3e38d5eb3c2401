/* SPDX-License-Identifier: ISC */
/*
 * extension.c - the modules that every format of XML may use: Dublin Core, content, media RSS,
 * podcasts, syndication, Atom within RSS.  Their ranks lie below those of a format's own elements.
 */
#include "feed_private.h"

#define BOTH (IN_FEED | IN_ENTRY)
#define HTML MARKUP_HTML

const struct rule rules_common[] = {
	{ NS_CONTENT, "encoded", IN_ENTRY, &act_text, SLOT_CONTENT, 9, HTML, 0 },
	{ NS_CONTENT, "items", BOTH, &act_none, 0, 0, 0, IN_NOTHING },

	{ NS_ATOM, "link", BOTH, &act_atom_link, SLOT_LINK, 5, 0, 0 },
	{ NS_ATOM, "title", BOTH, &act_typed, SLOT_TITLE, 5, 0, 0 },
	{ NS_ATOM, "id", IN_ENTRY, &act_text, SLOT_ID, 7, 0, 0 },
	{ NS_ATOM, "updated", BOTH, &act_date, SLOT_UPDATED, 7, 0, 0 },
	{ NS_ATOM, "published", IN_ENTRY, &act_date, SLOT_PUBLISHED, 7, 0, 0 },
	{ NS_ATOM, "content", IN_ENTRY, &act_typed, SLOT_CONTENT, 5, 0, 0 },
	{ NS_ATOM, "summary", IN_ENTRY, &act_typed, SLOT_SUMMARY, 5, 0, 0 },
	{ NS_ATOM, "subtitle", IN_FEED, &act_typed, SLOT_DESCRIPTION, 5, 0, 0 },
	{ NS_ATOM, "author", BOTH, &act_person, SLOT_AUTHOR, 5, 0, IN_PERSON },
	{ NS_ATOM, "name", IN_PERSON, &act_text, SLOT_NAME, 9, 0, 0 },
	{ NS_ATOM, "email", IN_PERSON, &act_text, SLOT_MAIL, 9, 0, 0 },
	{ NS_ATOM, "uri", IN_PERSON, &act_text, SLOT_HOME, 9, 0, 0 },
	{ NS_ATOM, "icon", IN_FEED, &act_url, SLOT_IMAGE, 4, 0, 0 },
	{ NS_ATOM, "logo", IN_FEED, &act_url, SLOT_IMAGE, 4, 0, 0 },
	{ NS_ATOM, "category", IN_ENTRY, &act_category, 0, 0, 0, 0 },

	{ NS_DC, "title", BOTH, &act_text, SLOT_TITLE, 6, HTML, 0 },
	{ NS_DC, "creator", BOTH, &act_author, 0, 7, HTML, 0 },
	{ NS_DC, "author", BOTH, &act_author, 0, 6, HTML, 0 },
	{ NS_DC, "contributor", IN_ENTRY, &act_author, 0, 2, HTML, 0 },
	{ NS_DC, "publisher", IN_FEED, &act_author, 0, 2, HTML, 0 },
	{ NS_DC, "description", BOTH, &act_text, SLOT_DESCRIPTION, 5, HTML, 0 },
	{ NS_DC, "subject", IN_ENTRY, &act_category, 0, 0, HTML, 0 },
	{ NS_DC, "identifier", IN_ENTRY, &act_text, SLOT_ID, 2, 0, 0 },
	{ NS_DC, "language", BOTH, &act_text, SLOT_LANG, 7, 0, 0 },
	{ NS_DC, "rights", IN_FEED, &act_text, SLOT_COPYRIGHT, 5, HTML, 0 },
	{ NS_DC, "date", IN_ENTRY, &act_date, SLOT_PUBLISHED, 6, 0, 0 },
	{ NS_DC, "date", IN_FEED, &act_date, SLOT_UPDATED, 5, 0, 0 },
	{ NS_DCTERMS, "created", IN_ENTRY, &act_date, SLOT_PUBLISHED, 5, 0, 0 },
	{ NS_DCTERMS, "issued", IN_ENTRY, &act_date, SLOT_PUBLISHED, 6, 0, 0 },
	{ NS_DCTERMS, "modified", BOTH, &act_date, SLOT_UPDATED, 6, 0, 0 },
	{ NS_DCTERMS, "abstract", IN_ENTRY, &act_text, SLOT_SUMMARY, 4, HTML, 0 },
	{ NS_DCTERMS, "alternative", IN_ENTRY, &act_text, SLOT_TITLE, 2, HTML, 0 },

	{ NS_MEDIA, "group", IN_ENTRY, &act_scope, 0, 0, 0, IN_ENTRY },
	{ NS_MEDIA, "content", IN_ENTRY, &act_media, 0, 0, 0, IN_ENTRY },
	{ NS_MEDIA, "title", IN_ENTRY, &act_text, SLOT_TITLE, 3, HTML, 0 },
	{ NS_MEDIA, "description", IN_ENTRY, &act_text, SLOT_DESCRIPTION, 2, HTML, 0 },
	{ NS_MEDIA, "thumbnail", BOTH, &act_attr_href, SLOT_IMAGE, 5, 0, 0 },
	{ NS_MEDIA, "category", IN_ENTRY, &act_category, 0, 0, HTML, 0 },
	{ NS_MEDIA, "keywords", IN_ENTRY, &act_categories, 0, 0, HTML, 0 },
	{ NS_MEDIA, "credit", IN_ENTRY, &act_author, 0, 1, HTML, 0 },

	{ NS_ITUNES, "title", IN_ENTRY, &act_text, SLOT_TITLE, 2, HTML, 0 },
	{ NS_ITUNES, "author", BOTH, &act_author, 0, 5, HTML, 0 },
	{ NS_ITUNES, "subtitle", IN_FEED, &act_text, SLOT_DESCRIPTION, 3, HTML, 0 },
	{ NS_ITUNES, "subtitle", IN_ENTRY, &act_text, SLOT_DESCRIPTION, 2, HTML, 0 },
	{ NS_ITUNES, "summary", BOTH, &act_text, SLOT_DESCRIPTION, 4, HTML, 0 },
	{ NS_ITUNES, "image", BOTH, &act_attr_href, SLOT_IMAGE, 7, 0, 0 },
	{ NS_ITUNES, "link", IN_FEED, &act_atom_link, SLOT_LINK, 1, 0, 0 },
	{ NS_ITUNES, "category", IN_ENTRY, &act_category_attr, 0, 0, 0, IN_ENTRY },
	{ NS_ITUNES, "keywords", IN_ENTRY, &act_categories, 0, 0, HTML, 0 },
	{ NS_ITUNES, "duration", IN_ENTRY, &act_duration, 0, 0, 0, 0 },
	{ NS_ITUNES, "owner", IN_FEED, &act_person, SLOT_AUTHOR, 3, 0, IN_PERSON },
	{ NS_ITUNES, "name", IN_PERSON, &act_text, SLOT_NAME, 9, 0, 0 },
	{ NS_ITUNES, "email", IN_PERSON, &act_text, SLOT_MAIL, 9, 0, 0 },
	{ NS_GOOGLEPLAY, "author", BOTH, &act_author, 0, 3, HTML, 0 },
	{ NS_GOOGLEPLAY, "description", BOTH, &act_text, SLOT_DESCRIPTION, 1, HTML, 0 },
	{ NS_GOOGLEPLAY, "image", BOTH, &act_attr_href, SLOT_IMAGE, 3, 0, 0 },

	{ NS_SYNDICATION, "updateperiod", IN_FEED, &act_period, 0, 0, 0, 0 },
	{ NS_SYNDICATION, "updatefrequency", IN_FEED, &act_frequency, 0, 0, 0, 0 },
	{ NS_FEEDBURNER, "origlink", IN_ENTRY, &act_url, SLOT_LINK, 2, 0, 0 },
	{ NS_XHTML, "body", IN_ENTRY, &act_text, SLOT_CONTENT, 4, MARKUP_INLINE, 0 },
	{ NS_PRISM, "publicationdate", IN_ENTRY, &act_date, SLOT_PUBLISHED, 4, 0, 0 },
};
const size_t rules_common_count = COUNT(rules_common);
