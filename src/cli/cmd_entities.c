/* SPDX-License-Identifier: ISC */
/*
 * cmd_entities.c - `dateline entities`: a text's people, places, organisations, numbers and dates.
 * JSON by default; --jsonl reads one JSON object a line ({"id", "text", "date"}) and answers each
 * at once; --text prints lists to read.  Offsets are code points, the end exclusive.
 */
#include "cli.h"
#include "options.h"
#include "output.h"

#include <dateline/entity.h>
#include <dateline/text.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LINE_MAX_BYTES (64u * 1024 * 1024) /* of one line of JSONL */

struct entities_job {
	bool jsonl, text;
	int64_t date; /* INT64_MIN = none */
	const char *file;
	struct entity_model *model;
	struct arena *arena;
};

/* ---- offsets: bytes to code points, asked for in rising order mostly ---- */
struct points {
	struct str text;
	size_t byte, point;
};

static json_int_t
points_at(struct points *p, size_t byte)
{
	if (byte < p->byte)
		*p = (struct points){ p->text, 0, 0 };
	p->point += utf8_count(str_sub(p->text, p->byte, p->text.len), byte - p->byte);
	p->byte = byte;
	return (json_int_t)p->point;
}

static json_t *
json_text(struct str s)
{
	json_t *j = json_stringn(s.p != NULL ? s.p : "", s.len);

	return j != NULL ? j : json_string("");
}

static json_t *
mentions_json(struct str text, const struct entities *e)
{
	json_t *list = json_array();
	struct points p = { text, 0, 0 };

	for (size_t i = 0; i < e->mentions_count; i++) {
		const struct mention *m = &e->mentions[i];
		json_t *o = json_object();

		json_object_set_new(o, "kind", json_string(entity_kinds[m->kind].name));
		json_object_set_new(o, "start", json_integer(points_at(&p, m->start)));
		json_object_set_new(o, "end", json_integer(points_at(&p, m->end)));
		json_object_set_new(o, "text", json_text(str_sub(text, m->start, m->end)));
		json_object_set_new(o, "name", json_text(e->list[m->entity].name));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *
list_json(const struct entities *e, enum entity_kind kind)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->count; i++) {
		const struct entity *x = &e->list[i];
		json_t *o;

		if (x->kind != kind)
			continue;
		o = json_object();
		json_object_set_new(o, "name", json_text(x->name));
		if (kind == ENTITY_PERSON)
			json_object_set_new(o, "role", json_text(x->detail));
		if (kind == ENTITY_PLACE || kind == ENTITY_DEMONYM)
			json_object_set_new(o, "country", json_text(x->country));
		json_object_set_new(o, "count", json_integer((json_int_t)x->count));
		if (x->metonym)
			json_object_set_new(o, "metonym", json_true());
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *
number_json(double v)
{
	if (isnan(v) || isinf(v))
		return json_null();
	return v == floor(v) && fabs(v) < 9e15 ? json_integer((json_int_t)v) : json_real(v);
}

static json_t *
quantities_json(struct str text, const struct entities *e)
{
	json_t *list = json_array();
	struct points p = { text, 0, 0 };

	for (size_t i = 0; i < e->quantities_count; i++) {
		const struct quantity *q = &e->quantities[i];
		json_t *o = json_object();

		json_object_set_new(o, "start", json_integer(points_at(&p, q->start)));
		json_object_set_new(o, "end", json_integer(points_at(&p, q->end)));
		json_object_set_new(o, "kind", json_string(quantity_kind_name(q->kind)));
		json_object_set_new(o, "value", number_json(q->value));
		json_object_set_new(o, "value2", number_json(q->value2));
		json_object_set_new(o, "unit", json_text(q->unit));
		json_object_set_new(o, "qual", json_string(quantity_qual_name(q->qual)));
		json_object_set_new(o, "what", json_text(q->what));
		json_object_set_new(o, "verb", json_text(q->verb));
		json_object_set_new(o, "attribution", json_text(q->attribution));
		json_object_set_new(o, "iso", json_text(q->iso));
		json_object_set_new(o, "display", json_text(q->display));
		json_object_set_new(o, "text", json_text(str_sub(text, q->start, q->end)));
		json_array_append_new(list, o);
	}
	return list;
}

static void
print_json(struct str text, const struct entities *e, json_t *id, size_t flags)
{
	json_t *o = json_object();

	if (id != NULL)
		json_object_set(o, "id", id);
	json_object_set_new(o, "mentions", mentions_json(text, e));
	for (int k = 0; k < ENTITY_KINDS; k++)
		json_object_set_new(o, entity_kinds[k].list, list_json(e, (enum entity_kind)k));
	json_object_set_new(o, "quantities", quantities_json(text, e));
	if (e->note.len > 0)
		json_object_set_new(o, "note", json_text(e->note));
	json_dumpf(o, stdout, flags | JSON_REAL_PRECISION(15));
	putchar('\n');
	json_decref(o);
}

static void
print_text(const struct entities *e)
{
	for (int k = 0; k < ENTITY_KINDS; k++) {
		bool headed = false;

		for (size_t i = 0; i < e->count; i++) {
			const struct entity *x = &e->list[i];

			if (x->kind != (enum entity_kind)k)
				continue;
			if (!headed)
				puts(entity_kinds[k].title);
			headed = true;
			printf("%5u  ", x->count);
			print_safe(x->name);
			if (x->detail.len > 0) {
				fputs(k == ENTITY_PERSON ? ", " : " (", stdout);
				print_safe(x->detail);
				fputs(k == ENTITY_PERSON ? "" : ")", stdout);
			}
			putchar('\n');
		}
	}
	if (e->quantities_count > 0)
		puts("NUMBERS");
	for (size_t i = 0; i < e->quantities_count; i++) {
		fputs("  ", stdout);
		print_safe(e->quantities[i].display);
		fputs("  ", stdout);
		print_safe(e->quantities[i].what);
		putchar('\n');
	}
	if (e->note.len > 0)
		printf("(" STR_FMT ")\n", STR_ARG(e->note));
}

/* "2024-03-22" with anything behind it; INT64_MIN when it is no date. */
static int64_t
read_date(const char *text)
{
	struct tm tm = { 0 };
	int year, month, day;

	if (text == NULL || sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 ||
	        month > 12 || day < 1 || day > 31)
		return INT64_MIN;
	tm.tm_year = year - 1900;
	tm.tm_mon = month - 1;
	tm.tm_mday = day;
	return (int64_t)timegm(&tm);
}

static void
answer(struct entities_job *job, struct str text, int64_t date, json_t *id)
{
	struct entity_options o = { .date = date };
	struct entities e;
	struct str clean = utf8_repair(job->arena, text);

	entity_find(job->arena, job->model, clean, &o, &e);
	if (job->text)
		print_text(&e);
	else
		print_json(clean, &e, id, job->jsonl ? JSON_COMPACT : JSON_INDENT(1));
}

static int
run_line(struct entities_job *job, const char *line, size_t len, size_t number)
{
	json_error_t why;
	json_t *o = json_loadb(line, len, JSON_REJECT_DUPLICATES, &why);
	json_t *text = json_object_get(o, "text");
	const char *date = json_string_value(json_object_get(o, "date"));
	struct err e;

	if (!json_is_string(text)) {
		err_set(&e, ERR_FAIL, "line %zu: %s", number,
		        o == NULL ? why.text : "no \"text\" in it");
		json_decref(o);
		return cli_fail("entities", &e);
	}
	answer(job, (struct str){ json_string_value(text), json_string_length(text) },
	        date != NULL ? read_date(date) : job->date, json_object_get(o, "id"));
	fflush(stdout);
	json_decref(o);
	arena_reset(job->arena);
	return 0;
}

static int
run_jsonl(struct entities_job *job)
{
	FILE *in = job->file == NULL || strcmp(job->file, "-") == 0 ? stdin : fopen(job->file, "r");
	char *line = NULL;
	size_t size = 0, number = 0;
	ssize_t len;
	int status = 0;
	struct err e;

	if (in == NULL) {
		err_errno(&e, "cannot read %s", job->file);
		return cli_fail("entities", &e);
	}
	while ((len = getline(&line, &size, in)) > 0) {
		number++;
		if (strspn(line, " \t\r\n") == (size_t)len)
			continue;
		if (len > (ssize_t)LINE_MAX_BYTES || run_line(job, line, (size_t)len, number) != 0)
			status = ERR_FAIL;
	}
	free(line);
	if (in != stdin)
		fclose(in);
	return status;
}

static int
run_file(struct entities_job *job)
{
	struct buf b;
	struct err e;

	if (!file_read(job->file != NULL ? job->file : "-", ENTITY_TEXT_MAX, &b, &e)) {
		buf_free(&b);
		return cli_fail("entities", &e);
	}
	answer(job, buf_str(&b), job->date, NULL);
	buf_free(&b);
	return 0;
}

/* The model is wished for, not needed: without it a note says so. */
static void
open_model(struct entities_job *job)
{
	struct paths paths;
	struct err e;
	struct str path;

	if (!paths_find(&paths, job->arena, &e))
		return;
	path = arena_printf(job->arena, "%s/names.model", paths.pkgdata_dir);
	if (!entity_model_open(&job->model, path.p, &e))
		log_line(LOG_WARNING, "%s", e.text);
}

static bool
read_options(struct entities_job *job, int argc, char **argv, const char *date)
{
	if (argc > 1 || (job->jsonl && job->text))
		return false;
	job->file = argc == 1 ? argv[0] : NULL;
	job->date = read_date(date);
	return date == NULL || job->date != INT64_MIN;
}

int
cmd_entities(int argc, char **argv)
{
	struct entities_job job = { .date = INT64_MIN };
	const char *date = NULL;
	bool json = false;
	const struct cli_option options[] = { { "json", &json, NULL },
		{ "jsonl", &job.jsonl, NULL }, { "text", &job.text, NULL },
		{ "date", NULL, &date } };
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (!read_options(&job, argc, argv, date))
		return cli_usage("entities", false);
	job.arena = arena_create();
	open_model(&job);
	arena_reset(job.arena);
	status = job.jsonl ? run_jsonl(&job) : run_file(&job);
	entity_model_close(job.model);
	arena_destroy(job.arena);
	return status;
}
