/* SPDX-License-Identifier: ISC */
/*
 * meta_ld.c - JSON-LD (schema.org) of a page: the first object that is an article, in whatever
 * shape it stands: alone, in an array, in @graph, or inside another object.
 */
#include "meta.h"

#include <jansson.h>
#include <string.h>

#include <dateline/text.h>

#define LD_SCRIPTS_MAX 32
#define LD_BYTES_MAX (2u * 1024 * 1024)
#define LD_DEPTH_MAX 6
#define TITLE_SHARE 75 /* percent of words in common that make two titles the same */

static const char *const article_types[] = {
	"Article",
	"AdvertiserContentArticle",
	"NewsArticle",
	"AnalysisNewsArticle",
	"AskPublicNewsArticle",
	"BackgroundNewsArticle",
	"OpinionNewsArticle",
	"ReportageNewsArticle",
	"ReviewNewsArticle",
	"Report",
	"SatiricalArticle",
	"ScholarlyArticle",
	"MedicalScholarlyArticle",
	"SocialMediaPosting",
	"BlogPosting",
	"LiveBlogPosting",
	"DiscussionForumPosting",
	"TechArticle",
	"APIReference",
};

static bool
is_article_type(const char *type)
{
	const char *slash;

	if (type == NULL)
		return false;
	slash = strrchr(type, '/');
	if (slash != NULL)
		type = slash + 1;
	for (size_t i = 0; i < COUNT(article_types); i++)
		if (strcmp(type, article_types[i]) == 0)
			return true;
	return false;
}

static bool
is_article(json_t *o)
{
	json_t *type = json_object_get(o, "@type"), *t;
	size_t i;

	if (json_is_string(type))
		return is_article_type(json_string_value(type));
	json_array_foreach(type, i, t) if (is_article_type(json_string_value(t))) return true;
	return false;
}

static json_t *
find_article(json_t *j, int depth)
{
	json_t *found = NULL, *child;
	const char *key;
	size_t i;

	if (depth > LD_DEPTH_MAX)
		return NULL;
	if (json_is_array(j)) {
		json_array_foreach(j, i,
		        child) if ((found = find_article(child, depth + 1)) != NULL) return found;
	} else if (json_is_object(j)) {
		if (is_article(j))
			return j;
		json_object_foreach(j, key,
		        child) if ((json_is_object(child) || json_is_array(child)) &&
		                   (found = find_article(child, depth + 1)) != NULL) return found;
	}
	return NULL;
}

static struct str
text_of(json_t *j)
{
	return json_is_string(j) ? (struct str){ json_string_value(j), json_string_length(j) }
	                         : STR_NONE;
}

/* A name: the value itself, or its "name". */
static struct str
name_of(json_t *j)
{
	if (json_is_array(j))
		j = json_array_get(j, 0);
	return json_is_object(j) ? text_of(json_object_get(j, "name")) : text_of(j);
}

/* The object of a graph that is meant by {"@id": "..."}. */
static json_t *
find_id(json_t *j, const char *id, int depth)
{
	json_t *found = NULL, *child;
	const char *key, *own;
	size_t i;

	if (depth > LD_DEPTH_MAX)
		return NULL;
	json_array_foreach(j, i, child)
	{
		if ((found = find_id(child, id, depth + 1)) != NULL)
			return found;
	}
	own = json_string_value(json_object_get(j, "@id"));
	if (own != NULL && strcmp(own, id) == 0 && json_object_get(j, "name") != NULL)
		return j;
	json_object_foreach(j, key, child)
	{
		if ((found = find_id(child, id, depth + 1)) != NULL)
			return found;
	}
	return NULL;
}

static struct str
author_name(json_t *root, json_t *author)
{
	const char *id = json_string_value(json_object_get(author, "@id"));

	if (json_is_object(author) && json_object_get(author, "name") == NULL && id != NULL)
		author = find_id(root, id, 0);
	return name_of(author);
}

static void
see_authors(struct meta *m, json_t *root, json_t *o)
{
	json_t *author = json_object_get(o, "author"), *one;
	int rank = author != NULL ? RANK_LD : RANK_GUESS; /* a creator is often an account */
	struct str names = STR_NONE, name;
	size_t i;

	if (author == NULL)
		author = json_object_get(o, "creator");
	for (i = 0; i < (json_is_array(author) ? json_array_size(author) : 1); i++) {
		one = json_is_array(author) ? json_array_get(author, i) : author;
		name = author_name(root, one);
		if (!str_starts_nocase(name, STR("http")))
			names = meta_join_names(m->a, names, name);
	}
	meta_offer(m, META_BYLINE, rank, names);
}

/* Of name and headline the one that the document's title agrees with. */
static struct str
title_of(struct meta *m, json_t *o, struct str doc_title)
{
	struct str name = text_of(json_object_get(o, "name"));
	struct str headline = text_of(json_object_get(o, "headline"));

	if (name.len == 0)
		return headline;
	if (headline.len == 0 || str_eq(name, headline))
		return name;
	return meta_shared_words(m->a, headline, doc_title) >= TITLE_SHARE &&
	                       meta_shared_words(m->a, name, doc_title) < TITLE_SHARE
	               ? headline
	               : name;
}

static struct str
image_of(json_t *image)
{
	if (json_is_array(image))
		image = json_array_get(image, 0);
	return json_is_object(image) ? text_of(json_object_get(image, "url")) : text_of(image);
}

static bool
says_no(json_t *j)
{
	return json_is_false(j) || str_eq_nocase(text_of(j), STR("false"));
}

static void
see_article(struct meta *m, json_t *root, json_t *o, struct str doc_title)
{
	json_t *free_access = json_object_get(o, "isAccessibleForFree");
	struct str body = text_of(json_object_get(o, "articleBody"));
	json_t *type = json_object_get(o, "@type");

	meta_offer(m, META_TITLE, RANK_LD, title_of(m, o, doc_title));
	see_authors(m, root, o);
	meta_offer(m, META_EXCERPT, RANK_LD, text_of(json_object_get(o, "description")));
	meta_offer(m, META_SITE, RANK_LD, name_of(json_object_get(o, "publisher")));
	meta_offer(m, META_PUBLISHED, RANK_LD, text_of(json_object_get(o, "datePublished")));
	meta_offer(m, META_UPDATED, RANK_LD, text_of(json_object_get(o, "dateModified")));
	meta_offer(m, META_IMAGE, RANK_LD + 10, image_of(json_object_get(o, "image")));
	meta_offer(m, META_LANG, RANK_PAGE, text_of(json_object_get(o, "inLanguage")));
	if (body.len > m->body.len)
		m->body = text_safe(
		        m->a, text_unescape(m->a, arena_str(m->a, body)), TEXT_SAFE_BLOCK);
	if (free_access != NULL) {
		m->free_known = true;
		m->is_free = !says_no(free_access);
	}
	m->is_live = str_eq(text_of(type), STR("LiveBlogPosting"));
}

/* Raw line breaks inside strings are an error in JSON, but common; a blank says the same. */
static struct str
mended(struct arena *a, struct str s)
{
	struct str copy = arena_str(a, s);
	char *p = (char *)copy.p;

	for (size_t i = 0; i < copy.len; i++)
		if ((unsigned char)p[i] < ' ')
			p[i] = ' ';
	copy = str_trim(copy);
	if (str_starts(copy, STR("<!--")))
		copy = str_sub(copy, 4, copy.len);
	if (str_starts(copy, STR("//<![CDATA[")))
		copy = str_sub(copy, 11, copy.len);
	if (str_starts(copy, STR("<![CDATA[")))
		copy = str_sub(copy, 9, copy.len);
	return copy;
}

static void
see_script(struct meta *m, struct str text, struct str doc_title)
{
	struct str s = mended(m->a, text);
	json_error_t error;
	json_t *root = json_loadb(s.p, s.len, JSON_DISABLE_EOF_CHECK, &error), *o;

	if (root == NULL)
		return;
	o = find_article(root, 0);
	if (o != NULL)
		see_article(m, root, o, doc_title);
	json_decref(root);
}

void
meta_ld(struct meta *m, const struct dom *d, struct str doc_title)
{
	int seen = 0;

	for (uint32_t i = 1; i + 1 < d->count && seen < LD_SCRIPTS_MAX; i++) {
		if (d->nodes[i].tag != TAG_SCRIPT || d->nodes[i + 1].tag != TAG_TEXT ||
		        str_find_nocase(html_attr(d, i, ATTR_TYPE), STR("ld+json")) < 0 ||
		        d->nodes[i + 1].text_len > LD_BYTES_MAX)
			continue;
		see_script(m, html_node_text(d, i + 1), doc_title);
		seen++;
	}
}
