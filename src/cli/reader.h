/* SPDX-License-Identifier: ISC */
/*
 * reader.h - opening the screen, or its plain-text stand-in when there is no terminal.
 */
#ifndef CLI_READER_H
#define CLI_READER_H

#include "context.h"

#include <dateline/ui.h>

/* Runs the screen on c's store; gives the exit status. */
int reader_run(struct context *c, struct ui_options *o, const char *command);
/* Prints every article of c's store as plain text, newest first. */
bool reader_print(struct context *c, struct err *e);
/* Analyses all that waits, for stores that no fetch works on. */
bool reader_analyse(struct context *c, struct err *e);

#endif
