/* SPDX-License-Identifier: ISC */
/*
 * cmd_cluster.c - `dateline cluster --jsonl FILE`: articles in, one a line ({"id", "date", "title",
 * "text", "source"}; ids are strings, the date may be absent), their stories out ({"id",
 * "cluster"}; the cluster is the id of one of its articles).  Articles are taken in the order of
 * the file; the answer is the state after the last one.
 */
#include "cli.h"
#include "options.h"
#include "output.h"

#include <dateline/story.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INPUT_MAX (1024u * 1024 * 1024)

struct cluster_job {
	struct arena *arena, *scratch;
	struct story_index *index;
	struct str *ids; /* of article number + 1 */
	size_t count, cap, bad;
};

static struct str
member(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return (struct str){ json_string_value(v), json_string_length(v) };
}

/* Seconds of an ISO 8601 date or time; days and hours are enough for stories, so no zone is read.
 */
static int64_t
read_date(struct str s)
{
	char text[32] = "";
	struct tm t = { 0 };

	if (s.len < 10)
		return INT64_MIN;
	memcpy(text, s.p, s.len < sizeof(text) ? s.len : sizeof(text) - 1);
	if (strptime(text, "%Y-%m-%dT%H:%M", &t) == NULL) {
		t = (struct tm){ 0 };
		if (strptime(text, "%Y-%m-%d", &t) == NULL)
			return INT64_MIN;
	}
	return (int64_t)timegm(&t);
}

static void
add_article(struct cluster_job *job, const json_t *o)
{
	struct story_doc doc = { .date = read_date(member(o, "date")),
		.title = member(o, "title"),
		.text = member(o, "text"),
		.source = member(o, "source"),
		.lang = member(o, "lang") };
	const json_t *id = json_object_get(o, "id"), *date = json_object_get(o, "date");
	struct story_assignment out;

	if (json_is_integer(date))
		doc.date = json_integer_value(date);
	job->ids = arena_grow(job->arena, job->ids, job->count, &job->cap, sizeof(*job->ids));
	if (json_is_integer(id))
		job->ids[job->count++] =
		        arena_printf(job->arena, "%lld", (long long)json_integer_value(id));
	else
		job->ids[job->count++] = arena_str(job->arena, member(o, "id"));
	doc.id = (int64_t)job->count;
	story_index_add(
	        job->index, doc.id, doc.date, doc.source, story_features(job->scratch, &doc), &out);
	arena_reset(job->scratch);
}

static void
read_articles(struct cluster_job *job, struct str input)
{
	while (input.p != NULL) {
		struct str line = str_trim(str_split(&input, '\n'));
		json_t *o;

		if (line.len == 0)
			continue;
		o = json_loadb(line.p, line.len, 0, NULL);
		if (json_is_object(o) && json_object_get(o, "id") != NULL)
			add_article(job, o);
		else
			job->bad++;
		json_decref(o);
	}
}

static void
print_clusters(const struct cluster_job *job)
{
	for (size_t i = 0; i < job->count; i++) {
		int64_t story = story_index_story(job->index, (int64_t)i + 1);
		json_t *o = json_object();

		story = story < 1 ? (int64_t)i + 1 : story;
		json_object_set_new(o, "id", json_of(job->ids[i]));
		if ((uint64_t)story <= job->count)
			json_object_set_new(o, "cluster", json_of(job->ids[story - 1]));
		else
			json_object_set_new(o, "cluster", json_integer(story));
		print_json_line(o);
	}
}

static int
run(const char *path)
{
	struct cluster_job job = { 0 };
	struct buf input;
	struct err e = { 0 };

	if (!file_read(path, INPUT_MAX, &input, &e))
		return cli_fail("cluster", &e);
	job.arena = arena_create();
	job.scratch = arena_create();
	job.index = story_index_create();
	read_articles(&job, buf_str(&input));
	print_clusters(&job);
	if (job.bad > 0)
		err_set(&e, ERR_FAIL, "%zu lines are no articles", job.bad);
	story_index_destroy(job.index);
	arena_destroy(job.scratch);
	arena_destroy(job.arena);
	buf_free(&input);
	return job.bad > 0 ? cli_fail("cluster", &e) : 0;
}

int
cmd_cluster(int argc, char **argv)
{
	bool jsonl = false;
	const struct cli_option options[] = { { "jsonl", &jsonl, NULL } };
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (argc > 1)
		return cli_usage("cluster", false);
	return run(argc == 1 ? argv[0] : "-");
}
