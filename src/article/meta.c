/* SPDX-License-Identifier: ISC */
/*
 * meta.c - metadata from <meta>, <link>, <time>, microdata and bylines in the page.  The names and
 * their order are those of reader views; Dublin Core, OpenGraph, Parse.ly and Twitter cards.
 */
#include "meta.h"

#include <string.h>

#include <dateline/text.h>
#include <dateline/url.h>

#include "cue.h"
#include "hint.h"

static const struct {
	const char *name;
	uint8_t field, rank;
} names[] = {
	{ "dc:title", META_TITLE, 2 },
	{ "dcterms:title", META_TITLE, 3 },
	{ "dcterm:title", META_TITLE, 3 },
	{ "og:title", META_TITLE, 4 },
	{ "weibo:article:title", META_TITLE, 5 },
	{ "title", META_TITLE, 6 },
	{ "twitter:title", META_TITLE, 7 },
	{ "parsely-title", META_TITLE, 8 },
	{ "dc:creator", META_BYLINE, 2 },
	{ "dcterms:creator", META_BYLINE, 3 },
	{ "dcterm:creator", META_BYLINE, 3 },
	{ "author", META_BYLINE, 4 },
	{ "parsely-author", META_BYLINE, 5 },
	{ "article:author", META_BYLINE, 6 },
	{ "sailthru:author", META_BYLINE, 7 },
	{ "dc:description", META_EXCERPT, 2 },
	{ "dcterms:description", META_EXCERPT, 3 },
	{ "dcterm:description", META_EXCERPT, 3 },
	{ "og:description", META_EXCERPT, 4 },
	{ "weibo:article:description", META_EXCERPT, 5 },
	{ "description", META_EXCERPT, 6 },
	{ "twitter:description", META_EXCERPT, 7 },
	{ "og:site_name", META_SITE, 2 },
	{ "application-name", META_SITE, 21 },
	{ "article:published_time", META_PUBLISHED, 2 },
	{ "parsely-pub-date", META_PUBLISHED, 3 },
	{ "og:article:published_time", META_PUBLISHED, 10 },
	{ "datepublished", META_PUBLISHED, 11 },
	{ "dc:date", META_PUBLISHED, 12 },
	{ "dc:date:issued", META_PUBLISHED, 12 },
	{ "dcterms:created", META_PUBLISHED, 12 },
	{ "pubdate", META_PUBLISHED, 13 },
	{ "publishdate", META_PUBLISHED, 13 },
	{ "publish_date", META_PUBLISHED, 13 },
	{ "publish-date", META_PUBLISHED, 13 },
	{ "sailthru:date", META_PUBLISHED, 14 },
	{ "cxenseparse:recs:publishtime", META_PUBLISHED, 15 },
	{ "ptime", META_PUBLISHED, 15 },
	{ "date", META_PUBLISHED, 16 },
	{ "article:modified_time", META_UPDATED, 2 },
	{ "og:updated_time", META_UPDATED, 3 },
	{ "datemodified", META_UPDATED, 4 },
	{ "lastmod", META_UPDATED, 5 },
	{ "og:url", META_CANONICAL, 3 },
	{ "og:image", META_IMAGE, 2 },
	{ "og:image:url", META_IMAGE, 3 },
	{ "twitter:image", META_IMAGE, 4 },
	{ "twitter:image:src", META_IMAGE, 5 },
	{ "og:locale", META_LANG, 5 },
};

void
meta_offer(struct meta *m, enum meta_field f, int rank, struct str value)
{
	if (m->rank[f] != 0 && m->rank[f] <= rank)
		return;
	value = text_collapse(m->a, text_unescape(m->a, str_sub(value, 0, META_VALUE_MAX)));
	value = text_safe(m->a, value, TEXT_SAFE_LINE);
	if (value.len == 0)
		return;
	m->value[f] = value;
	m->rank[f] = rank;
}

struct str
meta_join_names(struct arena *a, struct str all, struct str one)
{
	struct str rest = all;
	struct buf b;

	one = str_trim(one);
	while (rest.p != NULL)
		if (one.len == 0 || str_eq_nocase(str_trim(str_split(&rest, ',')), one))
			return all;
	buf_init(&b, META_VALUE_MAX);
	buf_add_str(&b, all);
	if (all.len > 0)
		buf_add_cstr(&b, ", ");
	buf_add_str(&b, one);
	all = b.full ? all : arena_str(a, buf_str(&b));
	buf_free(&b);
	return all;
}

/* "DC.title" and "dc:title" are the same name. */
static bool
is_name(struct str given, struct str name)
{
	if (given.len != name.len)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = given.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (c != name.p[i] && !(c == '.' && name.p[i] == ':'))
			return false;
	}
	return true;
}

/* A property says more than a name, so of one kind it comes first.
 * An author's profile page is no byline. */
static bool
fits(enum meta_field f, struct str value)
{
	return f != META_BYLINE ||
	       !(str_starts_nocase(value, STR("http")) || str_starts(value, STR("/")));
}

/* A page with several authors may say each in a <meta> of its own. */
static void
offer_one_more(struct meta *m, enum meta_field f, int rank, struct str value)
{
	if (f == META_BYLINE && m->rank[f] == rank)
		value = meta_join_names(m->a, m->value[f], value);
	if (f == META_BYLINE && m->rank[f] == rank)
		m->rank[f] = 0;
	meta_offer(m, f, rank, value);
}

static void
offer_name(struct meta *m, struct str name, struct str value, int behind)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (is_name(name, str_of(names[i].name)) && fits(names[i].field, value)) {
			offer_one_more(m, names[i].field, names[i].rank * 2 + behind, value);
			return;
		}
}

static void
see_meta(struct meta *m, const struct dom *d, uint32_t i)
{
	static const enum attr_name places[] = { ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP };
	struct str value = html_attr(d, i, ATTR_CONTENT);

	if (value.len == 0)
		return;
	for (size_t k = 0; k < COUNT(places); k++) {
		struct str list = html_attr(d, i, places[k]);

		while (list.p != NULL)
			offer_name(m, str_trim(str_split(&list, ' ')), value, k > 0);
	}
}

static void
see_link(struct meta *m, const struct dom *d, uint32_t i, struct str base)
{
	struct str rel = html_attr(d, i, ATTR_REL), href = html_attr(d, i, ATTR_HREF);

	if (href.len == 0 || !str_eq_nocase(rel, STR("canonical")))
		return;
	href = url_resolve(m->a, base, href);
	if (url_is_http(href))
		meta_offer(m, META_CANONICAL, 2, href);
}

/* A link to the next page of the article, declared or only shown. */
static void
see_next(struct meta *m, const struct dom *d, uint32_t i, struct str base)
{
	struct str href = html_attr(d, i, ATTR_HREF);

	if (m->rank[META_NEXT] != 0 || href.len == 0)
		return;
	href = url_resolve(m->a, base, href);
	if (url_is_http(href) && meta_is_next_page(base, href))
		meta_offer(m, META_NEXT, RANK_PAGE, href);
}

#define BYLINE_MAX 100 /* characters */
#define BYLINE_WORDS 12
#define AUTHOR_BYTES 400

static bool
is_marked_author(const struct dom *d, uint32_t i)
{
	return str_eq_nocase(html_attr(d, i, ATTR_REL), STR("author")) ||
	       str_find_nocase(html_attr(d, i, ATTR_ITEMPROP), STR("author")) >= 0;
}

static bool
names_an_author(struct hints *h, const struct dom *d, uint32_t i)
{
	if (is_marked_author(d, i))
		return true;
	return (hints_of_value(h, html_attr(d, i, ATTR_CLASS)) & HINT_AUTHOR) != 0 ||
	       (hints_of_value(h, html_attr(d, i, ATTR_ID)) & HINT_AUTHOR) != 0;
}

static bool
is_person(struct hints *h, const struct dom *d, uint32_t i)
{
	return str_eq_nocase(html_attr(d, i, ATTR_ITEMPROP), STR("name")) ||
	       (hints_of_value(h, html_attr(d, i, ATTR_CLASS)) & HINT_NAME) != 0;
}

/* The names inside an author element, when they are marked, else all its text. */
static struct str
author_text(struct meta *m, struct hints *h, const struct dom *d, uint32_t i)
{
	struct str all = STR_NONE, one;

	for (uint32_t k = i + 1; k < d->nodes[i].end; k++) {
		if (d->nodes[k].tag == TAG_TEXT || !is_person(h, d, k))
			continue;
		one = html_text(m->a, d, k, AUTHOR_BYTES);
		all = meta_join_names(m->a, all, one);
		k = d->nodes[k].end - 1;
	}
	return all.len > 0 ? all : html_text(m->a, d, i, AUTHOR_BYTES);
}

/* "Sunday, Feb 1, 2015 11:57 AM" beside the name is often marked like one. */
static bool
is_only_date(struct str text)
{
	return cue_has_date(text) && meta_date(text) != ARTICLE_NO_DATE;
}

static void
see_author(struct meta *m, struct hints *h, const struct dom *d, uint32_t i)
{
	struct str text;

	if ((m->rank[META_BYLINE] != 0 && m->rank[META_BYLINE] <= RANK_PAGE) ||
	        d->nodes[i].attrs_count == 0 || d->nodes[i].end - i > 400 ||
	        tag_flags(d->nodes[i].tag) & TF_DROP || !names_an_author(h, d, i))
		return;
	text = author_text(m, h, d, i);
	if (text.len > 0 && utf8_count(text, text.len) < BYLINE_MAX &&
	        text_count_words(text) <= BYLINE_WORDS && !is_only_date(text))
		meta_offer(m, META_BYLINE, RANK_PAGE, text);
}

static void
see_time(struct meta *m, const struct dom *d, uint32_t i)
{
	struct str value = html_attr(d, i, ATTR_DATETIME), prop = html_attr(d, i, ATTR_ITEMPROP);
	int rank = RANK_GUESS;

	if (value.len == 0)
		value = html_attr(d, i, ATTR_CONTENT);
	if (value.len == 0 && d->nodes[i].tag == TAG_TIME)
		value = html_text(m->a, d, i, 100);
	if (meta_date(value) == ARTICLE_NO_DATE)
		return;
	if (str_eq_nocase(prop, STR("dateModified"))) {
		meta_offer(m, META_UPDATED, RANK_PAGE, value);
		return;
	}
	if (str_eq_nocase(prop, STR("datePublished")))
		rank = RANK_PAGE;
	meta_offer(m, META_PUBLISHED, rank, value);
}

static void
see_element(struct meta *m, struct hints *h, const struct dom *d, uint32_t i, struct str base,
        bool elsewhere)
{
	switch (d->nodes[i].tag) {
	case TAG_TEXT: return;
	case TAG_META: see_meta(m, d, i); return;
	case TAG_LINK:
		see_link(m, d, i, base);
		if (str_eq_nocase(html_attr(d, i, ATTR_REL), STR("next")))
			see_next(m, d, i, base);
		return;
	case TAG_A: see_next(m, d, i, base); break;
	case TAG_HTML: meta_offer(m, META_LANG, 2, html_attr(d, i, ATTR_LANG)); return;
	case TAG_TIME:
		if (!elsewhere)
			see_time(m, d, i);
		break;
	default: break;
	}
	if (!elsewhere)
		see_author(m, h, d, i);
}

/* Parts of a page that speak of other articles, or of readers. */
static bool
is_elsewhere(struct hints *h, const struct dom *d, uint32_t i)
{
	enum tag t = d->nodes[i].tag;

	if (t == TAG_ASIDE || t == TAG_NAV || t == TAG_FOOTER)
		return true;
	return tag_flags(t) & TF_BLOCK && t != TAG_BODY && t != TAG_HTML && t != TAG_ARTICLE &&
	       (hints_of_node(h, d, i) & (HINT_COMMENT | HINT_RELATED | HINT_SIDE | HINT_NAV)) !=
	               0 &&
	       !(hints_of_node(h, d, i) & (HINT_CONTENT | HINT_BODY));
}

void
meta_find(struct meta *m, struct arena *a, const struct dom *d, struct str base)
{
	struct hints *h = arena_alloc(a, sizeof(*h));
	struct str title;

	memset(m, 0, sizeof(*m));
	m->a = a;
	hints_init(h);
	title = meta_document_title(a, d);
	meta_ld(m, d, title);
	for (uint32_t i = 1; i < d->count; i++)
		if (d->nodes[i].tag == TAG_META)
			see_meta(m, d, i);
	for (uint32_t i = 1, elsewhere = 0; i < d->count; i++) {
		if (i >= elsewhere && d->nodes[i].tag != TAG_TEXT && is_elsewhere(h, d, i))
			elsewhere = d->nodes[i].end;
		see_element(m, h, d, i, base, i < elsewhere);
	}
	if (m->rank[META_PUBLISHED] > 0 && m->rank[META_PUBLISHED] < 10)
		m->published_text = m->value[META_PUBLISHED];
	meta_offer(m, META_TITLE, RANK_PAGE, title);
}
