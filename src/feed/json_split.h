/* SPDX-License-Identifier: ISC */
/*
 * json_split.h - cuts a JSON object into its members and one array of it into its elements, as the
 * bytes arrive, so that no more than one of them is in memory (part of feed).
 */
#ifndef FEED_JSON_SPLIT_H
#define FEED_JSON_SPLIT_H

#include <dateline/base.h>

#define JSON_VALUE_MAX (16u * 1024 * 1024) /* bytes of one member or element */

struct json_split {
	struct str array; /* name of the member whose elements are given out one by one */
	/* member: text is "name":value; else an element.  False to stop. */
	bool (*give)(void *user, bool member, struct str text);
	void *user;

	struct buf piece;
	int depth;
	bool in_string, escaped, in_array, done;
};

void json_split_init(struct json_split *s, struct str array,
        bool (*give)(void *user, bool member, struct str text), void *user);
void json_split_push(struct json_split *s, struct str text, bool last);
void json_split_free(struct json_split *s);

#endif
