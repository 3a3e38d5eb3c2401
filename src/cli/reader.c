/* SPDX-License-Identifier: ISC */
/*
 * reader.c - what the commands that open the screen share.
 */
#include "reader.h"

#include "cli.h"
#include "print.h"

#include <dateline/article.h>

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

static bool
reload_urls(void *user, struct notes *notes, struct err *e)
{
	struct context *c = user;

	return subs_sync(&c->paths, c->store, notes, e);
}

/* The program's own file, to start `dateline fetch` even when it is not in PATH. */
static const char *
own_program(struct arena *a)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));

	if (len <= 0 || (size_t)len >= sizeof(path))
		return "dateline";
	return arena_cstr(a, (struct str){ path, (size_t)len });
}

int
reader_run(struct context *c, struct ui_options *o, const char *command)
{
	struct err e;

	o->store = c->store;
	o->store_path = o->temporary ? NULL : c->paths.store_file;
	o->conf = c->conf;
	o->model = c->model;
	o->paths = &c->paths;
	o->program = own_program(c->arena);
	o->reload_urls = o->temporary ? NULL : reload_urls;
	o->user = c;
	o->notes = &c->notes;
	return ui_run(o, &e) ? 0 : cli_fail(command, &e);
}

bool
reader_analyse(struct context *c, struct err *e)
{
	int64_t *ids, now = clock_now_s();
	size_t count;

	do {
		if (!store_queue(c->store, c->arena, JOB_ANALYSE, STORE_LIST_MAX, &ids, &count, e))
			return false;
		for (size_t i = 0; i < count; i++)
			if (!store_analyse(c->store, c->model, ids[i], now, e))
				return false;
	} while (count > 0);
	return true;
}

static bool
print_one(struct context *c, struct arena *a, int64_t id, struct err *e)
{
	struct article_options o = { .fragment = true };
	struct store_article sa;
	struct article art;
	struct entities ents;

	if (!store_article(c->store, a, id, &sa, e))
		return false;
	o.url = sa.item.url;
	if (!article_parse(a, sa.html, &o, &art, NULL, e) ||
	        !store_entities(c->store, a, id, &ents, e))
		return false;
	print_article(&sa, &art, &ents);
	return true;
}

bool
reader_print(struct context *c, struct err *e)
{
	struct store_query q = { .order = STORE_NEWEST };
	struct arena *a = arena_create(), *each = arena_create();
	struct store_item *items;
	size_t count = 0;
	bool ok;

	ok = reader_analyse(c, e) && store_list(c->store, a, &q, &items, &count, e);
	for (size_t i = 0; ok && i < count; i++) {
		arena_reset(each);
		if (i > 0)
			puts("\n----\n");
		ok = print_one(c, each, items[i].id, e);
	}
	arena_destroy(each);
	arena_destroy(a);
	return ok;
}
