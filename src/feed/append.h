/* SPDX-License-Identifier: ISC */
/*
 * append.h - buf_add for the places that add a few bytes at a time: nearly always there is room
 * (part of feed).
 */
#ifndef FEED_APPEND_H
#define FEED_APPEND_H

#include <dateline/base.h>

#include <string.h>

static inline void
append(struct buf *b, const char *p, size_t len)
{
	if (len < b->cap - b->len && len <= b->max - b->len) {
		memcpy(b->p + b->len, p, len);
		b->len += len;
		b->p[b->len] = '\0';
	} else {
		buf_add(b, p, len);
	}
}

static inline void
append_str(struct buf *b, struct str s)
{
	append(b, s.p, s.len);
}

#endif
