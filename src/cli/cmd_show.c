/* SPDX-License-Identifier: ISC */
/*
 * cmd_show.c - `dateline show ID`: one stored article as text, HTML, Markdown or JSON.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"
#include "print.h"

#include <dateline/article.h>

#include <stdio.h>

#define OUTPUT_MAX (64u * 1024 * 1024)

struct show_options {
	bool json, html, markdown;
};

static json_t *
article_json(const struct store_article *sa, const struct article *art)
{
	struct buf text, html;
	json_t *out;

	buf_init(&text, OUTPUT_MAX);
	buf_init(&html, OUTPUT_MAX);
	article_write_text(&text, art);
	article_write_html(&html, art);
	out = json_pack("{s:I,s:o,s:o,s:o,s:o,s:o,s:b,s:b,s:I,s:o,s:o,s:o,s:o}", "id",
	        (json_int_t)sa->item.id, "title", json_of(sa->item.title), "feed_title",
	        json_of(sa->item.feed_title), "author", json_of(sa->item.author), "url",
	        json_of(sa->item.url), "date", json_of_date(sa->item.date), "unread",
	        sa->item.unread, "starred", sa->item.starred, "story", (json_int_t)sa->item.story,
	        "note", json_of(sa->note), "state", json_of(print_shortfall(sa)), "text",
	        json_of(buf_str(&text)), "html", json_of(buf_str(&html)));
	buf_free(&text);
	buf_free(&html);
	return out;
}

static void
print_written(void (*write)(struct buf *, const struct article *), const struct article *art)
{
	struct buf b;

	buf_init(&b, OUTPUT_MAX);
	write(&b, art);
	print_safe_block(buf_str(&b));
	buf_free(&b);
}

static bool
show(struct context *c, const struct show_options *o, int64_t id, struct err *e)
{
	struct store_article sa;
	struct article art;
	struct entities ents;
	struct article_options options = { .fragment = true };

	if (!store_article(c->store, c->arena, id, &sa, e))
		return false;
	options.url = sa.item.url;
	if (!article_parse(c->arena, sa.html, &options, &art, NULL, e))
		return false;
	if (o->json)
		print_json_line(article_json(&sa, &art));
	else if (o->html)
		print_written(article_write_html, &art);
	else if (o->markdown)
		print_written(article_write_markdown, &art);
	else
		print_article(
		        &sa, &art, store_entities(c->store, c->arena, id, &ents, e) ? &ents : NULL);
	return true;
}

int
cmd_show(int argc, char **argv)
{
	struct show_options o = { 0 };
	const struct cli_option options[] = { { "json", &o.json, NULL }, { "html", &o.html, NULL },
		{ "markdown", &o.markdown, NULL } };
	struct context c;
	struct err e;
	int64_t id;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (argc != 1 || !str_to_i64(str_of(argv[0]), &id))
		return cli_usage("show", false);
	if (!context_open(&c, CONTEXT_READ, &e) || !show(&c, &o, id, &e))
		status = cli_fail("show", &e);
	context_close(&c);
	return status;
}
