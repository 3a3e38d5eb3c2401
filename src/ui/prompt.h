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
/* Adds to the line what completes it; may list choices.  *text is the line up to the cursor. */
typedef struct str prompt_complete_fn(struct app *app, struct arena *a, struct str text, int round);

/* ---- complete.c ---- */
prompt_complete_fn complete_command, complete_query, complete_tag, complete_folder;

struct history {
	char *lines[HISTORY_MAX]; /* oldest first */
	size_t count;
};
struct prompt {
	enum prompt_kind kind;
	char label[256];
	char text[PROMPT_MAX];
	size_t len, cursor;
	prompt_done_fn *done;
	prompt_complete_fn *complete;
	size_t back;            /* steps into history; 0 = the line being typed */
	char typed[PROMPT_MAX]; /* that line while history is shown */
	size_t complete_start;  /* length of what is completed, while Tab is pressed again */
	int complete_round;
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

#endif
