/* SPDX-License-Identifier: ISC */
/*
 * format.c - the formats of feeds: one row each.
 */
#include "feed_private.h"

const struct format feed_formats[] = {
	{ FEED_RSS, "rss", rules_rss, &rules_rss_count },
	{ FEED_RDF, "rdf", rules_rss, &rules_rss_count },
	{ FEED_ATOM, "feed", rules_atom, &rules_atom_count },
	{ FEED_ATOM, "entry", rules_atom, &rules_atom_count },
	{ FEED_CDF, "channel", rules_cdf, &rules_cdf_count },
	{ FEED_JSON, "{", NULL, NULL },
	{ FEED_UNKNOWN, NULL, NULL, NULL },
};
