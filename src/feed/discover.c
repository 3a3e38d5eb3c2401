/* SPDX-License-Identifier: ISC */
/*
 * discover.c - the feeds that a web page offers.  First what it declares (link rel=alternate, the
 * HTML standard section 4.6.6.1), then links that look like feeds; those of comments come last.
 */
#include "html.h"

#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include <string.h>

#define FOUND_MAX 64
#define PAGE_MAX (4u * 1024 * 1024) /* bytes of a page that are searched */

enum certainty { DECLARED, DECLARED_LOOSELY, LINKED, OF_COMMENTS, CERTAINTIES };

struct search {
	struct arena *arena;
	struct str base;
	struct feed_link found[FOUND_MAX];
	enum certainty how[FOUND_MAX];
	size_t count;
	struct feed_link anchor; /* an open <a> that may be one */
	struct buf anchor_text;
	bool anchor_is_open;
};

static bool
has_word(struct str list, const char *word)
{
	struct str rest = list;

	while (rest.p != NULL)
		if (str_eq_nocase(str_trim(str_split(&rest, ' ')), str_of(word)))
			return true;
	return false;
}

static bool
is_feed_type(struct str type)
{
	static const char *const types[] = { "application/rss+xml", "application/atom+xml",
		"application/rdf+xml", "application/feed+json", "application/x.atom+xml",
		"application/x-atom+xml", "text/rss+xml", "text/rss" };
	ptrdiff_t semicolon = str_chr(type, ';');

	type = str_trim(semicolon < 0 ? type : str_sub(type, 0, (size_t)semicolon));
	for (size_t i = 0; i < COUNT(types); i++)
		if (str_eq_nocase(type, str_of(types[i])))
			return true;
	return false;
}

/* Types that feeds have too, but not only they. */
static bool
is_loose_type(struct str type)
{
	return type.len == 0 || str_eq_nocase(type, STR("application/xml")) ||
	       str_eq_nocase(type, STR("text/xml")) || str_eq_nocase(type, STR("application/json"));
}

/* The last part of a path, or what a query asks for, as feeds have it. */
static bool
looks_like_feed(struct str url)
{
	static const char *const names[] = { "feed", "feeds", "rss", "atom", "rdf", "rss2", "feed1",
		"rss.php", "feed.php", "rss.aspx" };
	static const char *const ends[] = { ".rss", ".rdf", ".atom", "rss.xml", "feed.xml",
		"atom.xml", "index.xml", "feed.json", "rss2.xml", "feeds.xml" };
	struct url u;
	struct str last;

	if (!url_parse(url, &u))
		return false;
	if (str_starts_nocase(u.host, STR("feeds.")) || str_starts_nocase(u.host, STR("rss.")))
		return true;
	if (str_find_nocase(u.query, STR("feed=rss")) >= 0 ||
	        str_find_nocase(u.query, STR("feed=atom")) >= 0 ||
	        str_find_nocase(u.query, STR("format=rss")) >= 0 ||
	        str_find_nocase(u.query, STR("type=rss")) >= 0)
		return true;
	last = u.path;
	while (last.len > 0 && last.p[last.len - 1] == '/')
		last.len--;
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct str end = str_of(ends[i]);
		if (last.len >= end.len &&
		        str_eq_nocase(str_sub(last, last.len - end.len, last.len), end))
			return true;
	}
	for (ptrdiff_t slash; (slash = str_chr(last, '/')) >= 0;)
		last = str_sub(last, (size_t)slash + 1, last.len);
	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_nocase(last, str_of(names[i])))
			return true;
	return false;
}

static struct str
address(struct search *s, struct str ref)
{
	struct str url = str_trim(ref);

	if (str_starts_nocase(url, STR("feed:"))) {
		url = str_sub(url, 5, url.len);
		if (str_starts(url, STR("//")))
			url = arena_printf(s->arena, "http:" STR_FMT, STR_ARG(url));
	}
	url = url_resolve(s->arena, s->base, url);
	return url.p != NULL && url_is_http(url) ? url : STR_NONE;
}

static void
add(struct search *s, struct feed_link link, enum certainty how)
{
	if (link.url.p == NULL || s->count == FOUND_MAX)
		return;
	if (str_find_nocase(link.url, STR("comments")) >= 0 ||
	        str_find_nocase(link.title, STR("comments")) >= 0)
		how = OF_COMMENTS;
	for (size_t i = 0; i < s->count; i++)
		if (str_eq(s->found[i].url, link.url)) {
			if (how < s->how[i])
				s->how[i] = how;
			return;
		}
	s->found[s->count] = link;
	s->how[s->count++] = how;
}

static void
see_link(struct search *s, struct str attrs)
{
	struct str rel = feed_html_attr(s->arena, attrs, "rel"),
	           type = feed_html_attr(s->arena, attrs, "type");
	struct feed_link link = { .type = type };
	bool alternate = has_word(rel, "alternate") && !has_word(rel, "stylesheet");

	if (!alternate && !has_word(rel, "feed"))
		return;
	link.url = address(s, feed_html_attr(s->arena, attrs, "href"));
	link.title = text_collapse(s->arena, feed_html_attr(s->arena, attrs, "title"));
	if (is_feed_type(type) || has_word(rel, "feed"))
		add(s, link, DECLARED);
	else if (is_loose_type(type) && looks_like_feed(link.url))
		add(s, link, DECLARED_LOOSELY);
}

static void
see_anchor(struct search *s, struct str attrs)
{
	struct str href = feed_html_attr(s->arena, attrs, "href"),
	           type = feed_html_attr(s->arena, attrs, "type");

	s->anchor = (struct feed_link){ .type = type, .url = address(s, href) };
	s->anchor_is_open =
	        s->anchor.url.p != NULL &&
	        (is_feed_type(type) || str_starts_nocase(str_trim(href), STR("feed:")) ||
	                looks_like_feed(s->anchor.url));
	buf_reset(&s->anchor_text);
}

static void
end_anchor(struct search *s)
{
	if (!s->anchor_is_open)
		return;
	s->anchor_is_open = false;
	s->anchor.title = feed_html_text(s->arena, buf_str(&s->anchor_text));
	add(s, s->anchor, LINKED);
}

static void
see(struct search *s, const struct html_token *t)
{
	bool is_anchor = str_eq_nocase(t->name, STR("a"));

	if (t->kind == HTML_TEXT && s->anchor_is_open && !t->raw) {
		buf_add_str(&s->anchor_text, t->text);
	} else if (t->kind == HTML_START && str_eq_nocase(t->name, STR("link"))) {
		see_link(s, t->attrs);
	} else if (t->kind == HTML_START && str_eq_nocase(t->name, STR("base"))) {
		struct str href = feed_html_attr(s->arena, t->attrs, "href");
		struct str whole = url_resolve(s->arena, s->base, href);
		if (href.len > 0 && whole.p != NULL)
			s->base = whole;
	} else if (is_anchor && t->kind != HTML_TEXT) {
		end_anchor(s);
		if (t->kind == HTML_START)
			see_anchor(s, t->attrs);
	}
}

size_t
feed_discover(struct arena *a, struct str html, struct str base_url, struct feed_link **out)
{
	struct charset_hints h = { .kind = CHARSET_HTML };
	struct search *s = arena_alloc(a, sizeof(*s));
	struct html_reader r;
	struct html_token t;
	size_t count = 0;

	s->arena = a;
	s->base = base_url;
	buf_init(&s->anchor_text, 4096);
	feed_html_open(&r, text_decode(a, str_sub(html, 0, PAGE_MAX), &h, NULL));
	while (feed_html_next(&r, &t))
		see(s, &t);
	end_anchor(s);
	buf_free(&s->anchor_text);
	*out = arena_array(a, s->count, sizeof(**out));
	for (int how = 0; how < CERTAINTIES; how++)
		for (size_t i = 0; i < s->count; i++)
			if ((int)s->how[i] == how)
				(*out)[count++] = s->found[i];
	return count;
}
