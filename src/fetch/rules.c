/* SPDX-License-Identifier: ISC */
/*
 * rules.c - [rule NAME] sections of the config as rules of the store, and when they run: on titles
 * as soon as a refresh has stored its articles, on texts when these are analysed.
 */
#include "run.h"

struct section {
	struct str name, query, action;
	int line;
};

/* Finds the section of the line among those before it, or begins one. */
static struct section *
section_of(struct section *list, size_t *count, const struct conf_line *line)
{
	for (size_t i = 0; i < *count; i++)
		if (str_eq(list[i].name, line->section))
			return &list[i];
	list[*count] = (struct section){ .name = line->section, .line = line->line };
	return &list[(*count)++];
}

void
fetch_rules(struct arena *a, const struct conf *c, struct notes *notes, struct store_rule **out,
        size_t *count)
{
	const struct conf_line *lines;
	size_t lines_count = conf_sections(c, "rule", &lines), sections = 0;
	struct section *list = arena_array(a, lines_count, sizeof(*list));
	struct err e;

	for (size_t i = 0; i < lines_count; i++) {
		struct section *s = section_of(list, &sections, &lines[i]);
		if (str_eq(lines[i].name, STR("query")))
			s->query = lines[i].value;
		else if (str_eq(lines[i].name, STR("action")))
			s->action = lines[i].value;
		else
			notes_add(notes, NOTE_WARNING, 0,
			        "config, line %d: a rule has a query and an action, no \"" STR_FMT
			        "\"",
			        lines[i].line, STR_ARG(lines[i].name));
	}
	*out = arena_array(a, sections, sizeof(**out));
	*count = 0;
	for (size_t i = 0; i < sections; i++) {
		if (store_rule_parse(list[i].action, list[i].query, &(*out)[*count], &e))
			++*count;
		else
			notes_add(notes, NOTE_WARNING, 0, "config, line %d: " STR_FMT ": %s",
			        list[i].line, STR_ARG(list[i].name), e.text);
	}
}

bool
run_rules(struct run *run, enum store_arrival arrival, struct err *e)
{
	struct store_rule *rules;
	int64_t changed;
	size_t count;

	fetch_rules(run->arena, run->o->conf, NULL, &rules, &count);
	return store_rules_arrive(run->store, rules, count, arrival, run->now, &changed, e);
}
