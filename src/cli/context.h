/* SPDX-License-Identifier: ISC */
/*
 * context.h - what most subcommands open: folders, config, store, subscriptions, the model.
 */
#ifndef CLI_CONTEXT_H
#define CLI_CONTEXT_H

#include "subs.h"

#include <dateline/base.h>
#include <dateline/conf.h>
#include <dateline/entity.h>
#include <dateline/store.h>

enum context_part {
	CONTEXT_STORE = 1,     /* the user's store, for writing; its subscriptions as in urls */
	CONTEXT_READ = 2,      /* the store without touching the subscriptions */
	CONTEXT_MODEL = 4,     /* the tagger's model; its absence is logged, not an error */
	CONTEXT_TEMPORARY = 8, /* a store in memory */
	CONTEXT_FOLDERS = 16,  /* make the folders that are missing */
};

struct context {
	struct arena *arena;
	struct paths paths;
	struct conf *conf;
	struct notes notes; /* of config and urls */
	struct store *store;
	struct entity_model *model; /* NULL when it could not be opened */
};

/* Opens the parts; whatever happens, context_close frees what was opened. */
bool context_open(struct context *c, unsigned parts, struct err *e);
void context_close(struct context *c);
/* Warnings of config and urls on stderr, one a line. */
void context_warn(const struct context *c);

#endif
