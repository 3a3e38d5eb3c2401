/* SPDX-License-Identifier: ISC */
/*
 * cmd_story.c - `dateline stories` and `dateline story ID`: what is going on, and one of it: its
 * articles by date, a brief in sentences of theirs, and its figures over time.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <dateline/story.h>

#include <math.h>
#include <stdio.h>

#define STORIES_MAX 200
#define BRIEF_SENTENCES 6
#define SERIES_PRINTED 12

static void
story_print(const struct store_story *s)
{
	char when[32];

	date_text(s->newest, when, sizeof(when));
	printf("%8lld %3lld articles %3lld new  %-16s  %s", (long long)s->id,
	        (long long)s->articles, (long long)s->unread, when, s->followed ? "F " : "");
	print_safe(s->title);
	putchar('\n');
}

static json_t *
story_json(const struct store_story *s)
{
	return json_pack("{s:I,s:o,s:I,s:I,s:I,s:o,s:o,s:b}", "id", (json_int_t)s->id, "title",
	        json_of(s->title), "articles", (json_int_t)s->articles, "unread",
	        (json_int_t)s->unread, "sources", (json_int_t)s->sources, "oldest",
	        json_of_date(s->oldest), "newest", json_of_date(s->newest), "followed",
	        s->followed);
}

static bool
list_stories(struct context *c, bool json, struct err *e)
{
	struct store_story *list;
	size_t count;

	if (!store_stories(c->store, c->arena, STORIES_MAX, &list, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (json)
			print_json_line(story_json(&list[i]));
		else
			story_print(&list[i]);
	}
	if (count == 0 && !json)
		puts("no stories yet: they form as articles are fetched and analysed");
	return true;
}

int
cmd_stories(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = { { "json", &json, NULL } };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (!context_open(&c, CONTEXT_READ, &e) || !list_stories(&c, json, &e))
		status = cli_fail("stories", &e);
	context_close(&c);
	return status;
}

/* All that is shown of one story. */
struct told {
	struct store_story story;
	struct story_doc *docs;
	size_t docs_count;
	struct figure_series *series;
	size_t series_count;
	struct brief_sentence *brief;
	size_t brief_count;
};

static bool
tell(struct context *c, int64_t id, struct told *t, struct err *e)
{
	if (!store_story_get(c->store, c->arena, id, &t->story, e) ||
	        !store_story_docs(c->store, c->arena, id, &t->docs, &t->docs_count, e))
		return false;
	t->series_count = story_figures(c->arena, t->docs, t->docs_count, &t->series);
	t->brief_count = story_brief(c->arena, t->docs, t->docs_count, BRIEF_SENTENCES, &t->brief);
	return true;
}

static json_t *
point_json(const struct figure_point *p)
{
	return json_pack("{s:I,s:o,s:o,s:o,s:f,s:f,s:f,s:s}", "article", (json_int_t)p->article,
	        "date", json_of_date(p->date), "source", json_of(p->source), "text",
	        json_of(p->text), "value", p->value, "low", isfinite(p->low) ? p->low : p->value,
	        "high", isfinite(p->high) ? p->high : p->value, "state",
	        figure_state_text(p->state));
}

static json_t *
series_json(const struct figure_series *s)
{
	json_t *points = json_array();

	for (size_t i = 0; i < s->points_count; i++)
		json_array_append_new(points, point_json(&s->points[i]));
	return json_pack("{s:o,s:o,s:s,s:o}", "what", json_of(s->what), "unit", json_of(s->unit),
	        "kind", quantity_kind_name(s->kind), "points", points);
}

/* People, places and organisations of the whole story, those in most articles first. */
static json_t *
names_json(struct arena *a, const struct told *t)
{
	json_t *out = json_array();

	for (int kind = 0; kind < ENTITY_DEMONYM; kind++) {
		struct story_name *list;
		size_t count =
		        story_names(a, t->docs, t->docs_count, (enum entity_kind)kind, &list);

		for (size_t i = 0; i < count; i++)
			json_array_append_new(out, json_pack("{s:s,s:o,s:o,s:I,s:I,s:o,s:I}",
			                                   "kind", entity_kinds[kind].name, "name",
			                                   json_of(list[i].entity->name), "detail",
			                                   json_of(list[i].entity->detail),
			                                   "articles", (json_int_t)list[i].articles,
			                                   "mentions", (json_int_t)list[i].mentions,
			                                   "first", json_of_date(list[i].date),
			                                   "article", (json_int_t)list[i].article));
	}
	return out;
}

static void
told_json(struct arena *a, const struct told *t)
{
	json_t *out = story_json(&t->story), *docs = json_array(), *series = json_array(),
	       *brief = json_array();

	for (size_t i = 0; i < t->docs_count; i++)
		json_array_append_new(docs,
		        json_pack("{s:I,s:o,s:o,s:o,s:o}", "id", (json_int_t)t->docs[i].id, "date",
		                json_of_date(t->docs[i].date), "source", json_of(t->docs[i].source),
		                "title", json_of(t->docs[i].title), "lead",
		                json_of(story_lead(a, &t->docs[i]))));
	for (size_t i = 0; i < t->series_count; i++)
		json_array_append_new(series, series_json(&t->series[i]));
	for (size_t i = 0; i < t->brief_count; i++)
		json_array_append_new(brief,
		        json_pack("{s:I,s:o,s:o,s:o}", "article", (json_int_t)t->brief[i].article,
		                "date", json_of_date(t->brief[i].date), "source",
		                json_of(t->brief[i].source), "text", json_of(t->brief[i].text)));
	json_object_set_new(out, "timeline", docs);
	json_object_set_new(out, "brief", brief);
	json_object_set_new(out, "figures", series);
	json_object_set_new(out, "names", names_json(a, t));
	print_json_line(out);
}

/* A field of RFC 4180: quotes doubled; a leading sign of a formula is kept from spreadsheets. */
static void
csv_field(struct str s, const char *end)
{
	putchar('"');
	if (s.len > 0 && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@'))
		putchar('\'');
	while (s.p != NULL) {
		print_safe(str_split(&s, '"'));
		if (s.p != NULL)
			fputs("\"\"", stdout);
	}
	printf("\"%s", end);
}

static void
told_csv(const struct told *t)
{
	puts("what,unit,date,value,text,source,state,article");
	for (size_t i = 0; i < t->series_count; i++)
		for (size_t k = 0; k < t->series[i].points_count; k++) {
			const struct figure_point *p = &t->series[i].points[k];
			char when[32];
			date_text(p->date, when, sizeof(when));
			csv_field(t->series[i].what, ",");
			csv_field(t->series[i].unit, ",");
			printf("%s,%.10g,", when, p->value);
			csv_field(p->text, ",");
			csv_field(p->source, ",");
			printf("%s,%lld\n", figure_state_text(p->state), (long long)p->article);
		}
}

static void
print_dated(int64_t date, struct str text, struct str source)
{
	char when[32];

	date_text(date, when, sizeof(when));
	printf("  %-16s  ", when);
	print_safe(text);
	fputs("  [", stdout);
	print_safe(source);
	fputs("]\n", stdout);
}

static void
print_series(const struct figure_series *s)
{
	fputs("  ", stdout);
	print_safe(s->what);
	putchar('\n');
	for (size_t i = 0; i < s->points_count; i++) {
		const struct figure_point *p = &s->points[i];
		char when[32];
		date_text(p->date, when, sizeof(when));
		printf("    %-16s  %-10s ", when, figure_state_text(p->state));
		print_safe(p->text);
		fputs("  [", stdout);
		print_safe(p->source);
		fputs("]\n", stdout);
	}
}

static void
told_text(const struct told *t)
{
	print_safe(t->story.title);
	printf("\n%lld articles, %lld sources\n\nBRIEF\n", (long long)t->story.articles,
	        (long long)t->story.sources);
	for (size_t i = 0; i < t->brief_count; i++)
		print_dated(t->brief[i].date, t->brief[i].text, t->brief[i].source);
	puts("\nTIMELINE");
	for (size_t i = 0; i < t->docs_count; i++)
		print_dated(t->docs[i].date, t->docs[i].title, t->docs[i].source);
	if (t->series_count > 0)
		puts("\nFIGURES");
	for (size_t i = 0; i < t->series_count && i < SERIES_PRINTED; i++)
		print_series(&t->series[i]);
}

/* ---- changing one ---- */

/* What is asked to be changed, each NULL or false when not. */
struct change {
	const char *move, *split;
	bool follow, unfollow;
};

static bool
change_place(struct context *c, int64_t story, const struct change *x, struct err *e)
{
	const char *which = x->move != NULL ? x->move : x->split;
	struct store_place *places;
	int64_t article;
	size_t count;

	if (!str_to_i64(str_of(which), &article))
		return err_set(e, ERR_USAGE, "an article is a number, not '%s'", which);
	if (!store_story_places(c->store, c->arena, article, &places, &count, e))
		return false;
	if (x->split != NULL && places[0].story != story)
		return err_set(e, ERR_FAIL, "article %lld is not in story %lld", (long long)article,
		        (long long)story);
	return store_story_move(c->store, article, x->move != NULL ? story : STORY_NONE, e);
}

static bool
change_story(struct context *c, int64_t id, const struct change *x, struct err *e)
{
	struct store_story story;

	if (x->move == NULL && !store_story_get(c->store, c->arena, id, &story, e))
		return false;
	if ((x->move != NULL || x->split != NULL) && !change_place(c, id, x, e))
		return false;
	return (!x->follow && !x->unfollow) || store_story_follow(c->store, id, x->follow, e);
}

int
cmd_story(int argc, char **argv)
{
	bool json = false, csv = false, changes;
	struct change x = { 0 };
	const struct cli_option options[] = { { "json", &json, NULL }, { "csv", &csv, NULL },
		{ "move", NULL, &x.move }, { "split", NULL, &x.split },
		{ "follow", &x.follow, NULL }, { "unfollow", &x.unfollow, NULL } };
	struct context c;
	struct told t = { 0 };
	struct err e;
	int64_t id;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	changes = x.move != NULL || x.split != NULL || x.follow || x.unfollow;
	if (argc != 1 || !str_to_i64(str_of(argv[0]), &id) || json + csv + changes > 1 ||
	        (x.move != NULL && x.split != NULL) || (x.follow && x.unfollow))
		return cli_usage("story", false);
	if (!context_open(&c, CONTEXT_READ, &e))
		status = cli_fail("story", &e);
	else if (!(changes ? change_story(&c, id, &x, &e) : tell(&c, id, &t, &e)))
		status = cli_fail("story", &e);
	else if (json)
		told_json(c.arena, &t);
	else if (csv)
		told_csv(&t);
	else if (!changes)
		told_text(&t);
	context_close(&c);
	return status;
}
