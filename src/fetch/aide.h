/* SPDX-License-Identifier: ISC */
/*
 * aide.h - the process beside the sandbox (module-private).  Fetching gives up its rights before it
 * reads what strangers send; the few things that need them are asked of this one, which was forked
 * before: passwords by command, exec: and filter: feeds, a moved feed in the urls file.  It trusts
 * the asker with nothing: commands come from the user's own files, which it reads itself.
 */
#ifndef FETCH_AIDE_H
#define FETCH_AIDE_H

#include <dateline/conf.h>

#define AIDE_BYTES_MAX (48u * 1024 * 1024) /* of one question or reply */

struct aide;
bool aide_start(struct aide **out, const struct conf *c, const char *urls_path, struct err *e);
void aide_stop(struct aide *a); /* NULL is allowed */
/* The password that the feed's password-command prints (its first line). */
bool aide_password(struct aide *a, struct str feed, struct buf *out, struct err *e);
/* What the command of an exec: or filter: feed prints; input is what a filter filters. */
bool aide_command(
        struct aide *a, struct str feed, struct str input, struct buf *out, struct err *e);
/* Writes a feed's new address into the urls file. */
bool aide_move(struct aide *a, struct str from, struct str to, struct err *e);

/* Splits "filter:COMMAND:URL" and "exec:COMMAND"; false when it is neither. */
bool aide_split(struct str feed, struct str *command, struct str *url);

#endif
