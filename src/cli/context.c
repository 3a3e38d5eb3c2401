/* SPDX-License-Identifier: ISC */
/*
 * context.c - opens and closes what subcommands need, in one order: folders, log, config, store,
 * subscriptions, model.
 */
#include "context.h"

#include <stdio.h>
#include <sys/stat.h>

/* The installed model; a missing one leaves the rules, and says so. */
static void
open_model(struct context *c)
{
	struct err e;
	const char *path = arena_printf(c->arena, "%s/names.model", c->paths.pkgdata_dir).p;

	if (entity_model_open(&c->model, path, &e))
		return;
	c->model = NULL;
	log_line(LOG_WARNING, "names are found by rules only: %s", e.text);
	notes_add(&c->notes, NOTE_WARNING, 0, "names are found by rules only: %s", e.text);
}

static bool
open_store(struct context *c, unsigned parts, struct err *e)
{
	if (parts & CONTEXT_TEMPORARY)
		return store_open(&c->store, NULL, STORE_MEMORY, e);
	if (!store_open(&c->store, c->paths.store_file, STORE_WRITE, e))
		return false;
	return !(parts & CONTEXT_STORE) || subs_sync(&c->paths, c->store, &c->notes, e);
}

bool
context_open(struct context *c, unsigned parts, struct err *e)
{
	*c = (struct context){ .arena = arena_create() };
	notes_init(&c->notes, c->arena);
	if (!paths_find(&c->paths, c->arena, e))
		return false;
	if ((parts & (CONTEXT_STORE | CONTEXT_READ | CONTEXT_FOLDERS)) && !paths_make(&c->paths, e))
		return false;
	log_to_file(c->paths.log_file);
	if (!conf_load(&c->conf, c->paths.config_file, &c->notes, e))
		return false;
	if ((parts & (CONTEXT_STORE | CONTEXT_READ | CONTEXT_TEMPORARY)) &&
	        !open_store(c, parts, e))
		return false;
	if (parts & CONTEXT_MODEL)
		open_model(c);
	return true;
}

void
context_close(struct context *c)
{
	entity_model_close(c->model);
	store_close(c->store);
	conf_close(c->conf);
	arena_destroy(c->arena);
	*c = (struct context){ 0 };
}

void
context_warn(const struct context *c)
{
	for (size_t i = 0; i < c->notes.count; i++)
		fprintf(stderr, "dateline: " STR_FMT "\n", STR_ARG(c->notes.list[i].text));
}
