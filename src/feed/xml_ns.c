/* SPDX-License-Identifier: ISC */
/*
 * xml_ns.c - the namespaces that feeds use, by address and by customary prefix.  The addresses
 * appear in many spellings; what differs only in case, scheme or a final mark is the same.
 */
#include "xml.h"

static const struct {
	const char *uri; /* lower case, without scheme and final '/' or '#' */
	enum xml_ns ns;
} uris[] = {
	{ "www.w3.org/xml/1998/namespace", NS_XML },
	{ "www.w3.org/2005/atom", NS_ATOM },
	{ "purl.org/atom/ns", NS_ATOM },
	{ "purl.org/atom/app", NS_OTHER },
	{ "purl.org/rss/1.0", NS_RSS },
	{ "my.netscape.com/rdf/simple/0.9", NS_RSS },
	{ "channel.netscape.com/rdf/simple/0.9", NS_RSS },
	{ "backend.userland.com/rss", NS_RSS },
	{ "backend.userland.com/rss2", NS_RSS },
	{ "blogs.law.harvard.edu/tech/rss", NS_RSS },
	{ "cyber.law.harvard.edu/rss", NS_RSS },
	{ "cyber.law.harvard.edu/rss/rss.html", NS_RSS },
	{ "www.rssboard.org/rss-specification", NS_RSS },
	{ "www.w3.org/1999/02/22-rdf-syntax-ns", NS_RDF },
	{ "www.w3.org/1999/xhtml", NS_XHTML },
	{ "purl.org/dc/elements/1.1", NS_DC },
	{ "purl.org/dc/elements/1.0", NS_DC },
	{ "purl.org/dc/terms", NS_DCTERMS },
	{ "purl.org/rss/1.0/modules/dcterms", NS_DCTERMS },
	{ "purl.org/rss/1.0/modules/content", NS_CONTENT },
	{ "search.yahoo.com/mrss", NS_MEDIA },
	{ "tools.search.yahoo.com/mrss", NS_MEDIA },
	{ "video.search.yahoo.com/mrss", NS_MEDIA },
	{ "www.rssboard.org/media-rss", NS_MEDIA },
	{ "www.itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES },
	{ "www.itunes.com/dtds/podcast-1.0", NS_ITUNES },
	{ "example.com/dtds/podcast-1.0.dtd", NS_ITUNES },
	{ "podcastindex.org/namespace/1.0", NS_PODCAST },
	{ "purl.org/rss/1.0/modules/syndication", NS_SYNDICATION },
	{ "purl.org/rss/1.0/modules/slash", NS_SLASH },
	{ "wellformedweb.org/commentapi", NS_WFW },
	{ "rssnamespace.org/feedburner/ext/1.0", NS_FEEDBURNER },
	{ "purl.org/syndication/thread/1.0", NS_THREAD },
	{ "www.google.com/schemas/play-podcasts/1.0", NS_GOOGLEPLAY },
	{ "webns.net/mvcb", NS_ADMIN },
	{ "web.resource.org/cc", NS_CC },
	{ "www.w3.org/2000/svg", NS_SVG },
	{ "www.w3.org/1998/math/mathml", NS_MATH },
	{ "prismstandard.org/namespaces/basic/2.0", NS_PRISM },
	{ "prismstandard.org/namespaces/1.2/basic", NS_PRISM },
};

static const struct {
	const char *prefix;
	enum xml_ns ns;
} prefixes[] = {
	{ "xml", NS_XML },
	{ "atom", NS_ATOM },
	{ "atom10", NS_ATOM },
	{ "a10", NS_ATOM },
	{ "rdf", NS_RDF },
	{ "xhtml", NS_XHTML },
	{ "dc", NS_DC },
	{ "dcterms", NS_DCTERMS },
	{ "content", NS_CONTENT },
	{ "media", NS_MEDIA },
	{ "itunes", NS_ITUNES },
	{ "podcast", NS_PODCAST },
	{ "sy", NS_SYNDICATION },
	{ "slash", NS_SLASH },
	{ "wfw", NS_WFW },
	{ "feedburner", NS_FEEDBURNER },
	{ "thr", NS_THREAD },
	{ "googleplay", NS_GOOGLEPLAY },
	{ "admin", NS_ADMIN },
	{ "cc", NS_CC },
	{ "svg", NS_SVG },
	{ "prism", NS_PRISM },
};

static struct str
bare(struct str uri)
{
	static const struct str schemes[] = { { "http://", 7 }, { "https://", 8 } };

	uri = str_trim(uri);
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_starts_nocase(uri, schemes[i]))
			uri = str_sub(uri, schemes[i].len, uri.len);
	while (uri.len > 0 && (uri.p[uri.len - 1] == '/' || uri.p[uri.len - 1] == '#'))
		uri.len--;
	return uri;
}

enum xml_ns
xml_ns_of_uri(struct str uri)
{
	uri = bare(uri);
	if (uri.len == 0)
		return NS_NONE;
	for (size_t i = 0; i < COUNT(uris); i++)
		if (str_eq_nocase(uri, str_of(uris[i].uri)))
			return uris[i].ns;
	return NS_OTHER;
}

enum xml_ns
xml_ns_of_prefix(struct str prefix)
{
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (str_eq_nocase(prefix, str_of(prefixes[i].prefix)))
			return prefixes[i].ns;
	return NS_OTHER;
}
