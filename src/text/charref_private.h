/* SPDX-License-Identifier: ISC */
/*
 * charref_private.h - the table behind charref.c.
 */
#ifndef CHARREF_PRIVATE_H
#define CHARREF_PRIVATE_H

#include <stdint.h>

#define CHARREF_ROWS 2125 /* 2231 names; the 106 that need no ';' serve both spellings */
#define CHARREF_NAME_MAX 31

struct charref_row {
	uint16_t at;        /* of the name in charref_names */
	uint8_t len;        /* of the name */
	uint8_t needs_semi; /* not valid without ';' */
	uint8_t text_len;
	char text[6]; /* UTF-8 */
};

extern const char charref_names[];
extern const struct charref_row charref_rows[CHARREF_ROWS];

#endif
