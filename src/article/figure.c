/* SPDX-License-Identifier: ISC */
/*
 * figure.c - pictures with their captions, and players or posts of other sites, as single blocks.
 */
#include "build_private.h"

#include <string.h>

#include <dateline/text.h>
#include <dateline/url.h>

#define FIGURE_WORDS_MAX 120 /* more text than that is no caption */
#define ALT_MAX 1000

bool
figure_is_one(const struct dom *d, uint32_t node)
{
	size_t letters = 0;
	bool picture = false;

	for (uint32_t i = node + 1; i < d->nodes[node].end; i++) {
		switch (d->nodes[i].tag) {
		case TAG_IMG:
		case TAG_PICTURE:
		case TAG_FIGCAPTION:
		case TAG_VIDEO:
		case TAG_SVG: picture = true; break;
		case TAG_TABLE:
		case TAG_PRE:
		case TAG_BLOCKQUOTE: return false;
		case TAG_TEXT: letters += d->nodes[i].text_len; break;
		default: break;
		}
	}
	return picture && letters < FIGURE_WORDS_MAX * 6;
}

/* The last source of a srcset, which is the largest as sites write them. */
static struct str
last_source(struct str srcset)
{
	struct str url = STR_NONE;

	while (srcset.p != NULL) {
		struct str part = str_trim(str_split(&srcset, ','));
		struct str first = str_split(&part, ' ');

		if (first.len > 0)
			url = first;
	}
	return url;
}

static struct str
source_of(struct arena *a, const struct block_input *in, uint32_t node)
{
	static const enum attr_name places[] = { ATTR_DATA_SRC, ATTR_SRC, ATTR_SRCSET };

	for (size_t i = 0; i < COUNT(places); i++) {
		struct str url = str_trim(html_attr(in->dom, node, places[i]));

		if (places[i] == ATTR_SRCSET)
			url = last_source(url);
		if (url.len == 0 || str_starts_nocase(url, STR("data:")))
			continue;
		url = url_resolve(a, in->base, url);
		if (url_is_http(url))
			return url;
	}
	return STR_NONE;
}

void
figure_of_image(struct arena *a, const struct block_input *in, uint32_t node, struct figure *f)
{
	f->url = source_of(a, in, node);
	f->alt = str_sub(html_attr(in->dom, node, ATTR_ALT), 0, ALT_MAX);
	f->alt = text_collapse(a, text_safe(a, f->alt, TEXT_SAFE_LINE));
}

void
figure_find(struct arena *a, const struct block_input *in, uint32_t node, struct figure *f)
{
	const struct dom *d = in->dom;

	for (uint32_t i = node + 1; i < d->nodes[node].end && f->url.len == 0; i++) {
		if (d->nodes[i].tag == TAG_IMG)
			figure_of_image(a, in, i, f);
		else if (d->nodes[i].tag == TAG_SOURCE)
			f->url = source_of(a, in, i);
	}
}

bool
figure_is_symbol(const struct dom *d, uint32_t node, struct str alt)
{
	struct str class = html_attr(d, node, ATTR_CLASS);

	if (alt.len == 0 || alt.len > 32)
		return false;
	return str_find_nocase(class, STR("emoji")) >= 0 || utf8_count(alt, alt.len) <= 2;
}

static const char *const embed_hosts[] = {
	"youtube.com",
	"youtube-nocookie.com",
	"youtu.be",
	"vimeo.com",
	"dailymotion.com",
	"twitter.com",
	"x.com",
	"instagram.com",
	"facebook.com",
	"tiktok.com",
	"soundcloud.com",
	"spotify.com",
	"bandcamp.com",
	"twitch.tv",
	"datawrapper.de",
	"dwcdn.net",
	"flourish.studio",
	"documentcloud.org",
	"scribd.com",
	"archive.org",
	"brightcove.net",
	"jwplatform.com",
};

static bool
is_known_host(struct str url)
{
	struct str host = url_host(url);

	for (size_t i = 0; i < COUNT(embed_hosts); i++) {
		struct str known = str_of(embed_hosts[i]);

		if (str_ends(host, known) &&
		        (host.len == known.len || host.p[host.len - known.len - 1] == '.'))
			return true;
	}
	return false;
}

bool
embed_find(struct arena *a, const struct block_input *in, uint32_t node, struct str *url,
        struct str *label)
{
	const struct dom *d = in->dom;
	struct str title = text_collapse(a, str_sub(html_attr(d, node, ATTR_TITLE), 0, ALT_MAX));

	*url = source_of(a, in, node);
	for (uint32_t i = node + 1; i < d->nodes[node].end && url->len == 0; i++)
		if (d->nodes[i].tag == TAG_SOURCE)
			*url = source_of(a, in, i);
	if (url->len == 0)
		return false;
	if (d->nodes[node].tag == TAG_IFRAME && !in->fragment && !is_known_host(*url))
		return false;
	*label = title.len > 0 ? title : url_display(a, *url);
	*label = text_collapse(a, text_safe(a, *label, TEXT_SAFE_LINE));
	return true;
}
