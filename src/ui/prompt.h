/* SPDX-License-Identifier: ISC */
/*
 * prompt.h - one line of input at the bottom of the screen: editing keys as in a shell, history,
 * completion; also questions that one key answers.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "canvas.h"

#define PROMPT_MAX 4096 /* bytes of a line */
#define HISTORY_MAX 200 /* lines of each kind */

struct app;

enum prompt_kind {
	PROMPT_NONE,
	PROMPT_COMMAND,
	PROMPT_SEARCH,
	PROMPT_FILTER,
	PROMPT_WORDS,
	PROMPT_ASK,
	PROMPT_KINDS
};

/* Called with the line (or "y" of a question) when it is entered. */
typedef void prompt_done_fn(struct app *app, struct str text);
/* What can stand from byte `start` of the line on, to the cursor. */
struct completions {
	struct arena *a;
	struct str *list;
	size_t count, cap;
	size_t start;
};
void complete_add(struct completions *c, struct str text); /* each once */
/* Fills c for the line up to the cursor. */
typedef void prompt_complete_fn(struct app *app, struct completions *c, struct str line);

/* ---- complete.c ---- */
prompt_complete_fn complete_command, complete_query, complete_tag, complete_folder;

struct history {
	char *lines[HISTORY_MAX]; /* oldest first */
	size_t count;
};
struct prompt {
	enum prompt_kind kind, last_kind;
	char label[256];
	char text[PROMPT_MAX];
	size_t len, cursor;
	bool finishing; /* the line is entered: what is wrong with it can be mended */
	prompt_done_fn *done;
	prompt_done_fn *refused; /* of a question: the answer no; NULL: nothing is done then */
	prompt_complete_fn *complete;
	size_t back;            /* steps into history; 0 = the line being typed */
	char typed[PROMPT_MAX]; /* that line while history is shown */
	struct completions found;
	size_t chosen;           /* of them, from 1; 0: none are shown */
	char killed[PROMPT_MAX]; /* by ^W ^U ^K, for ^Y */
	char note[512];          /* what is wrong with the line, above it until a key */
	struct history history[PROMPT_KINDS];
};

void prompt_free(struct prompt *p);
void prompt_open(struct prompt *p, enum prompt_kind kind, const char *label, struct str text,
        prompt_done_fn *done);
void prompt_close(struct prompt *p);
/* True: taken (always, while open). */
bool prompt_key(struct app *app, struct prompt *p, uint32_t key);
void prompt_paste(struct prompt *p, struct str text);
void prompt_draw(const struct prompt *p, struct canvas *c, int row);
/* Opens it again with a line that was wrong at a byte, and says what is wrong. */
void prompt_again(struct prompt *p, struct str text, size_t at, const char *note);
/* Lines of earlier sessions; kept in a file of the state folder. */
void prompt_load_history(struct prompt *p, const char *path);
void prompt_save_history(const struct prompt *p, const char *path);

#endif
