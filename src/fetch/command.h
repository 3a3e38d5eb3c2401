/* SPDX-License-Identifier: ISC */
/*
 * command.h - running the user's own commands: password-command, exec: and filter: feeds
 * (module-private).
 */
#ifndef FETCH_COMMAND_H
#define FETCH_COMMAND_H

#include <dateline/base.h>

#define COMMAND_WAIT_MS 60000 /* then it is ended */

/* Gives line to the shell with input as its standard input, and takes what it prints into out, up
 * to out's cap.  False when it cannot be run, takes too long, prints too much or ends badly. */
bool command_run(const char *line, struct str input, struct buf *out, struct err *e);

#endif
