/* SPDX-License-Identifier: ISC */
/*
 * cmd_extract.c - `dateline extract`: a page to its article, as text (one paragraph a line), JSON,
 * HTML or Markdown.
 */
#include "cli.h"
#include "options.h"
#include "output.h"

#include <dateline/article.h>
#include <dateline/text.h>

#include <stdio.h>

#define OUTPUT_MAX (64u * 1024 * 1024)

struct extract_options {
	const char *url, *content_type;
	bool json, html, markdown;
};

/* Offsets of the JSON are code points of the block's text. */
static json_t *
json_of_links(const struct article *art, const struct block *k, size_t *at)
{
	json_t *list = json_array();
	struct str text = str_sub(art->text, k->start, k->end);

	for (; *at < art->links_count && art->links[*at].start < k->end; (*at)++) {
		const struct link *l = &art->links[*at];

		if (l->start < k->start)
			continue;
		json_array_append_new(
		        list, json_pack("{s:I,s:I,s:o}", "start",
		                      (json_int_t)utf8_count(text, l->start - k->start), "end",
		                      (json_int_t)utf8_count(text, l->end - k->start), "url",
		                      json_of(l->url)));
	}
	return list;
}

static json_t *
json_of_block(const struct article *art, const struct block *k, size_t *at)
{
	struct str text = str_sub(art->text, k->start, k->end);
	json_t *o = json_pack("{s:s,s:i,s:s%,s:o}", "kind", block_kind_name(k->kind), "level",
	        k->level, "text", text.len > 0 ? text.p : "", text.len, "links",
	        json_of_links(art, k, at));

	if (k->number > 0)
		json_object_set_new(o, "number", json_integer(k->number));
	if (k->url.len > 0)
		json_object_set_new(o, "url", json_of(k->url));
	return o;
}

static json_t *
json_of_blocks(const struct article *art)
{
	json_t *list = json_array();
	size_t at = 0;

	for (size_t i = 0; i < art->blocks_count; i++)
		json_array_append_new(list, json_of_block(art, &art->blocks[i], &at));
	return list;
}

static json_t *
json_of_notes(const struct notes *notes)
{
	static const char *const names[] = { "info", "warning", "error" };
	json_t *list = json_array();

	for (size_t i = 0; i < notes->count; i++)
		json_array_append_new(
		        list, json_pack("{s:s,s:I,s:o}", "severity", names[notes->list[i].severity],
		                      "offset", (json_int_t)notes->list[i].offset, "text",
		                      json_of(notes->list[i].text)));
	return list;
}

/* siteName and publishedTime are the names that other extractors use; publishedTime is as written.
 */
static json_t *
json_of_article(const struct article *art, const struct notes *notes)
{
	json_t *o = json_object();

	json_object_set_new(o, "title", json_of(art->title));
	json_object_set_new(o, "byline", json_of(art->byline));
	json_object_set_new(o, "site", json_of(art->site));
	json_object_set_new(o, "siteName", json_of(art->site));
	json_object_set_new(o, "published", json_of_date(art->published));
	json_object_set_new(o, "publishedTime", json_of(art->published_text));
	json_object_set_new(o, "updated", json_of_date(art->updated));
	json_object_set_new(o, "excerpt", json_of(art->excerpt));
	json_object_set_new(o, "lang", json_of(art->lang));
	json_object_set_new(o, "canonical_url", json_of(art->canonical_url));
	json_object_set_new(o, "image", json_of(art->image));
	json_object_set_new(o, "next_url", json_of(art->next_url));
	json_object_set_new(o, "state", json_of(str_of(article_state_text(art->state))));
	json_object_set_new(o, "blocks", json_of_blocks(art));
	json_object_set_new(o, "notes", json_of_notes(notes));
	return o;
}

static void
print_article(const struct extract_options *o, const struct article *art, const struct notes *notes)
{
	struct buf b;

	if (o->json) {
		print_json_line(json_of_article(art, notes));
		return;
	}
	buf_init(&b, OUTPUT_MAX);
	if (o->html)
		article_write_html(&b, art);
	else if (o->markdown)
		article_write_markdown(&b, art);
	else
		article_write_text(&b, art);
	fwrite(b.p, 1, b.len, stdout);
	buf_free(&b);
}

static bool
extract(const struct extract_options *o, const char *file, struct arena *a, struct err *e)
{
	struct article_options options = { .url = str_of(o->url),
		.content_type = str_of(o->content_type) };
	struct article art;
	struct notes notes;
	struct buf html;
	bool ok;

	notes_init(&notes, a);
	if (!file_read(file, ARTICLE_HTML_MAX + 1, &html, e))
		return false;
	ok = article_parse(a, buf_str(&html), &options, &art, &notes, e);
	if (ok)
		print_article(o, &art, &notes);
	if (ok && art.state != ARTICLE_FULL && !o->json)
		fprintf(stderr, "dateline extract: %s\n", article_state_text(art.state));
	buf_free(&html);
	return ok;
}

int
cmd_extract(int argc, char **argv)
{
	struct extract_options o = { 0 };
	const struct cli_option table[] = {
		{ "url", NULL, &o.url },
		{ "content-type", NULL, &o.content_type },
		{ "json", &o.json, NULL },
		{ "html", &o.html, NULL },
		{ "markdown", &o.markdown, NULL },
	};
	struct err e = { ERR_NONE, "" };
	struct arena *a;
	int status;
	bool ok;

	if (!cli_options(table, COUNT(table), &argc, &argv, &status))
		return status;
	if (argc > 1)
		return cli_usage("extract", false);
	a = arena_create();
	ok = extract(&o, argc == 1 ? argv[0] : "-", a, &e);
	arena_destroy(a);
	return ok ? 0 : cli_fail("extract", &e);
}
