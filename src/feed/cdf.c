/* SPDX-License-Identifier: ISC */
/*
 * cdf.c - the Channel Definition Format of 1997: addresses and dates are attributes.
 */
#include "feed_private.h"

static void
start_cdf(struct parser *p, const struct rule *r)
{
	if (r->inner == IN_ENTRY)
		act_entry.start(p, r);
	feed_record_put_url(p, SLOT_LINK, 8, xml_attr(&p->xml, p->scratch, STR("href")));
	feed_record_put_date(p, SLOT_UPDATED, 8, xml_attr(&p->xml, p->scratch, STR("lastmod")));
}

const struct action act_cdf = { start_cdf, NULL, false };

#define BOTH (IN_FEED | IN_ENTRY)

const struct rule rules_cdf[] = {
	{ NS_CORE, "channel", IN_FEED, &act_cdf, 0, 0, 0, 0 },
	{ NS_CORE, "item", BOTH, &act_cdf, 0, 0, 0, IN_ENTRY },
	{ NS_CORE, "a", BOTH, &act_attr_href, SLOT_LINK, 7, 0, 0 },
	{ NS_CORE, "logo", IN_FEED, &act_attr_href, SLOT_IMAGE, 7, 0, 0 },
	{ NS_CORE, "title", BOTH, &act_text, SLOT_TITLE, 9, MARKUP_HTML, 0 },
	{ NS_CORE, "abstract", BOTH, &act_text, SLOT_DESCRIPTION, 9, MARKUP_HTML, 0 },
	{ NS_CORE, "link", BOTH, &act_rss_link, SLOT_LINK, 9, 0, 0 },
	{ NS_CORE, "description", BOTH, &act_text, SLOT_DESCRIPTION, 8, MARKUP_HTML, 0 },
};
const size_t rules_cdf_count = COUNT(rules_cdf);
