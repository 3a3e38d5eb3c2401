/* SPDX-License-Identifier: ISC */
/*
 * output.h - what subcommands print: text cleaned of controls, JSON one object a line, dates.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <dateline/base.h>

#include <jansson.h>

/* Text from outside, on one line, without controls and escapes. */
void print_safe(struct str s);
/* The same for paragraphs: newlines stay. */
void print_safe_block(struct str s);
/* Prints and frees one object; a NULL is a bug in a format. */
void print_json_line(json_t *object);
json_t *json_of(struct str s); /* null when absent or empty */
json_t *json_of_date(int64_t date_s); /* ISO 8601 UTC; null when unknown */
/* "2024-03-22 14:00" in local time into out (at least 20 bytes); "" when unknown. */
void date_text(int64_t date_s, char *out, size_t size);

#endif
