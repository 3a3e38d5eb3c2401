/* SPDX-License-Identifier: ISC */
/*
 * cmd_parse.c - `dateline parse`: a feed to JSON, as the program itself reads it.  With --batch, a
 * list of documents on standard input, one JSON object a line, to one line of JSON each.
 */
#include "cli.h"
#include "options.h"
#include "output.h"

#include <dateline/feed.h>

#include <stdio.h>
#include <stdlib.h>

#define DOCUMENT_MAX (256u * 1024 * 1024)

/* What is there but empty is "", what is not there is null. */
static json_t *
json_of_text(struct str s)
{
	return s.p == NULL ? json_null() : json_stringn(s.p, s.len);
}

static json_t *
json_of_feed(const struct feed *f)
{
	static const char *const formats[] = { "unknown", "rss", "rdf", "atom", "json", "cdf" };
	json_t *o = json_object();

	json_object_set_new(o, "title", json_of_text(f->title));
	json_object_set_new(o, "link", json_of(f->link));
	json_object_set_new(o, "description", json_of_text(f->description));
	json_object_set_new(o, "language", json_of(f->language));
	json_object_set_new(o, "updated", json_of_date(f->updated));
	json_object_set_new(o, "icon", json_of(f->icon));
	json_object_set_new(o, "author", json_of(f->author));
	json_object_set_new(o, "format", json_string(formats[f->format]));
	return o;
}

static json_t *
json_of_enclosures(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->enclosures_count; i++) {
		const struct feed_enclosure *enclosure = &e->enclosures[i];
		json_t *o = json_object();

		json_object_set_new(o, "url", json_of(enclosure->url));
		json_object_set_new(o, "type", json_of(enclosure->type));
		json_object_set_new(o, "length",
		        enclosure->length < 0 ? json_null() : json_integer(enclosure->length));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *
json_of_categories(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->categories_count; i++)
		json_array_append_new(list, json_of(e->categories[i]));
	return list;
}

static json_t *
json_of_entry(const struct feed_entry *e)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", json_of(e->id));
	json_object_set_new(o, "title", json_of_text(e->title));
	json_object_set_new(o, "link", json_of(e->link));
	json_object_set_new(o, "author", json_of(e->author));
	json_object_set_new(o, "published", json_of_date(e->published));
	json_object_set_new(o, "updated", json_of_date(e->updated));
	json_object_set_new(o, "summary", json_of_text(e->summary));
	json_object_set_new(o, "content_html", json_of_text(e->content_html));
	json_object_set_new(o, "categories", json_of_categories(e));
	json_object_set_new(o, "enclosures", json_of_enclosures(e));
	return o;
}

static json_t *
json_of_notes(const struct notes *notes)
{
	static const char *const names[] = { "info", "warning", "error" };
	json_t *list = json_array();

	for (size_t i = 0; i < notes->count; i++) {
		json_t *o = json_object();

		json_object_set_new(o, "severity", json_string(names[notes->list[i].severity]));
		json_object_set_new(o, "offset", json_integer((json_int_t)notes->list[i].offset));
		json_object_set_new(o, "text", json_of(notes->list[i].text));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *
json_of_document(const struct feed *f, const struct notes *notes)
{
	json_t *o = json_object(), *entries = json_array();

	for (size_t i = 0; i < f->entries_count; i++)
		json_array_append_new(entries, json_of_entry(&f->entries[i]));
	json_object_set_new(o, "feed", json_of_feed(f));
	json_object_set_new(o, "entries", entries);
	json_object_set_new(o, "notes", json_of_notes(notes));
	return o;
}

/* Prints what was found even when it is no feed, so that there is one object for each document. */
static bool
parse_file(const char *file, const struct feed_options *options, struct err *e)
{
	struct arena *a;
	struct feed feed;
	struct notes notes;
	struct buf bytes;
	bool ok;

	if (!file_read(file, DOCUMENT_MAX, &bytes, e))
		return false;
	a = arena_create();
	notes_init(&notes, a);
	ok = feed_parse(a, buf_str(&bytes), options, &feed, &notes, e);
	print_json_line(json_of_document(&feed, &notes));
	arena_destroy(a);
	buf_free(&bytes);
	return ok;
}

static void
parse_listed(const char *line)
{
	json_t *o = json_loads(line, 0, NULL);
	const char *file = json_string_value(json_object_get(o, "file"));
	struct feed_options options = { .url = str_of(json_string_value(json_object_get(o, "url"))),
		.content_type = str_of(json_string_value(json_object_get(o, "content_type"))) };
	struct err e = { ERR_NONE, "" };

	if (file == NULL)
		err_set(&e, ERR_USAGE, "--batch wants {\"file\": NAME} a line");
	else
		parse_file(file, &options, &e);
	if (e.kind != ERR_NONE) {
		fflush(stdout);
		cli_fail("parse", &e);
	}
	json_decref(o);
}

static int
parse_batch(void)
{
	char *line = NULL;
	size_t cap = 0;

	while (getline(&line, &cap, stdin) > 0)
		parse_listed(line);
	free(line);
	return 0;
}

int
cmd_parse(int argc, char **argv)
{
	bool batch = false;
	const char *url = NULL, *type = NULL;
	const struct cli_option table[] = {
		{ "url", NULL, &url },
		{ "content-type", NULL, &type },
		{ "batch", &batch, NULL },
	};
	struct feed_options options;
	struct err e = { ERR_NONE, "" };
	int status;

	if (!cli_options(table, COUNT(table), &argc, &argv, &status))
		return status;
	if (argc > 1 || (batch && argc > 0))
		return cli_usage("parse", false);
	if (batch)
		return parse_batch();
	options = (struct feed_options){ .url = str_of(url), .content_type = str_of(type) };
	return parse_file(argc == 1 ? argv[0] : "-", &options, &e) ? 0 : cli_fail("parse", &e);
}
