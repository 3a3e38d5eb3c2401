/* SPDX-License-Identifier: ISC */
/*
 * app.h - the running reader: the stack of pages, the keymap, the prompt, messages and jobs.  It
 * needs no terminal (screen is NULL in tests): keys come in by app_key, and app_draw draws on the
 * canvas.
 */
#ifndef UI_APP_H
#define UI_APP_H

#include <sys/types.h>

#include "action.h"
#include "keys.h"
#include "late.h"
#include "prompt.h"
#include "screen.h"
#include "theme.h"
#include "view.h"

#define JOB_OUTPUT_MAX (64 * 1024)
#define JOBS_MAX 4

enum job_kind { JOB_FETCH, JOB_COMMAND };
struct job {
	pid_t pid; /* 0: free */
	enum job_kind kind;
	int fd; /* its pipe; -1 when closed */
	struct buf output;
	char what[64];                      /* "add", for messages */
	int64_t done, total, added, failed; /* feeds, articles */
	int64_t bytes, pages;
	struct buf urls; /* a command's: the urls file before it, for undo */
	int64_t article; /* the one whose page is fetched; 0: none */
	int64_t last; /* article in the store when it began */
	bool cancelled;
};

struct app {
	const struct ui_options *o;
	struct screen *screen; /* NULL: no terminal */
	struct arena *arena;   /* of the program's run */
	struct arena *scratch; /* until the next key */
	struct canvas canvas;
	struct theme theme;
	struct keymap keymap;
	struct prompt prompt;
	struct page *top;
	struct page *aside; /* the feeds beside a list, while they are in no stack; may be NULL */
	uint32_t pending[KEYS_SEQUENCE_MAX];
	int pending_count, number;    /* typed so far */
	const struct action *waiting; /* for its character */
	struct call waiting_call;
	char message[512];
	bool message_bad;
	struct job jobs[JOBS_MAX];
	struct str search;  /* words of the last in-page search, malloc'd */
	bool search_active; /* n and p go to matches */
	bool text_only, sidebar_off;
	bool quit, store_dirty;
	struct notes notes; /* for the log view */
	int macro_depth;
	struct undo_entry *undo;         /* newest first */
	struct str moved_from, moved_to; /* addresses of a feed in an edited urls file, malloc'd */
	struct late late;                /* writes that wait for the store */
};

/* ---- app.c ---- */
void app_init(struct app *app, const struct ui_options *o);
void app_free(struct app *app);
void app_start(struct app *app); /* opens the first pages */
void app_key(struct app *app, uint32_t key);
void app_paste(struct app *app, struct str text);
void app_mouse(struct app *app, enum mouse_action what, int row, int col);
void app_draw(struct app *app);   /* loads what is stale, draws all on app->canvas */
void app_settle(struct app *app); /* what can wait until the screen is drawn: read marks */
void app_run(struct app *app, const struct action *action, const struct call *call);
void app_command_line(struct app *app, struct str line); /* "set measure 60", "quit" */
void app_settings_changed(struct app *app);              /* theme, keys, layout anew */
const char *app_config_path(const struct app *app);      /* NULL: settings are not kept */
/* Changes a setting for good (section "feed URL": of a feed; value NULL: back to the default) and
 * says so; undoable. */
bool app_change_setting(struct app *app, struct str section, struct str name, const char *value);
void app_changed(struct app *app); /* the store has changed: all pages load again */

/* ---- messages.c ---- */
void app_say(struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);
void app_fail(struct app *app, const struct err *e);
/* A query that cannot be read: typed in a prompt, it comes back with the cursor at the mistake. */
void app_query_wrong(struct app *app, struct str text, const struct err *e);
void app_complain(struct app *app, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- pages.c ---- */
struct page *page_open(struct app *app, const struct view *v, int64_t id, struct str text);
struct page *page_make(const struct view *v, int64_t id, struct str text); /* not opened */
void page_free(struct page *p);
void page_draw(struct app *app, struct page *p, struct area a); /* loads it when it is stale */
void page_close(struct app *app);      /* the top one; the last one ends the program */
void page_drop_below(struct app *app); /* the one under the top: the top takes its place */
bool page_load(struct app *app, struct page *p);
/* The nearest page below (or p itself) with rows of articles; NULL: none. */
struct page *page_items(struct page *p);
bool app_selection(struct app *app, struct selection *out); /* of the top page */

/* ---- panes.c ---- */
struct panes {
	struct page *left, *right; /* one of them is on top */
};
bool panes_wanted(const struct app *app);
bool panes_find(struct app *app, struct panes *out); /* false: there is one pane */
void panes_draw(struct app *app, struct area a);
bool panes_switch(struct app *app);
bool panes_press(struct app *app, int row, int col); /* true: it was in the other pane */

/* ---- status.c ---- */
void status_draw(struct app *app, int row);
void title_draw(struct app *app, struct page *p, struct area a); /* on the area's first row */

/* ---- job.c ---- */
bool job_full_text(struct app *app, int64_t article);
bool job_fetch(struct app *app, const char *const *arguments); /* argv behind "fetch", NULL-ended */
bool job_command(struct app *app, const char *what, const char *const *arguments);
void job_read(struct app *app, struct job *j); /* its pipe has something */
void job_cancel_all(struct app *app);
bool job_fetching(const struct app *app);
void job_stop_all(struct app *app); /* at the end: kills and reaps */

/* ---- run.c: other programs, without a shell ---- */
/* As fork; the child has default signal handlers, and never for a moment ours, whose word would
 * reach our own loop. */
pid_t run_fork(void);
struct run_words {
	struct str url, title, feed;
};
/* Runs a command template ("xdg-open %u") detached, or in front of the screen given back. */
bool run_template(struct app *app, const char *template, const struct run_words *w, bool in_front,
        struct err *e);
/* Feeds bytes to a command's standard input, in front of the screen given back. */
bool run_pipe(struct app *app, const char *command, struct str bytes, struct err *e);
bool run_self(struct app *app, const char *const *arguments, struct err *e); /* in front */

#endif
