/* SPDX-License-Identifier: ISC */
/*
 * fixture.h - a reader over a store in memory with a few made-up articles, and keys by name.
 */
#ifndef TESTS_UI_FIXTURE_H
#define TESTS_UI_FIXTURE_H

#include "../../src/ui/app.h"

struct fixture {
	struct store *store;
	struct conf *conf;
	struct ui_options options;
	struct app app;
	struct buf shown;
};

enum fixture_kind { FIXTURE_EMPTY, FIXTURE_ARTICLES, FIXTURE_HOSTILE, FIXTURE_STORY, FIXTURE_RTL };

/* Opens everything; the size is that of the canvas.  config: lines of a config file or NULL. */
void fixture_open(
        struct fixture *f, enum fixture_kind kind, int rows, int cols, const char *config);
void fixture_close(struct fixture *f);
void fixture_fill(struct store *store, enum fixture_kind kind);
/* Presses keys named as in the config: "jj", "<Down>", "gg"; gives what is on the canvas after
 * them. */
const char *fixture_keys(struct fixture *f, const char *keys);
const char *fixture_shown(struct fixture *f);
void fixture_size(struct fixture *f, int rows, int cols);
/* Fails the test when text is not (or is) on the canvas. */
void assert_shown(struct fixture *f, const char *text);
void assert_not_shown(struct fixture *f, const char *text);

#endif
