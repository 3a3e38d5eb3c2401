/* SPDX-License-Identifier: ISC */
/*
 * body.c - long text as the store keeps it: a first byte that says how, then the bytes.
 */
#include "store_private.h"

#include <string.h>

enum { PACKED_RAW };

struct str
body_pack(struct store *s, struct arena *a, struct str text)
{
	char *p;

	(void)s;
	if (text.len == 0)
		return STR_NONE;
	p = arena_alloc(a, text.len + 1);
	p[0] = PACKED_RAW;
	memcpy(p + 1, text.p, text.len);
	return (struct str){ p, text.len + 1 };
}

bool
body_unpack(struct store *s, struct arena *a, struct str packed, struct str *out, struct err *e)
{
	(void)s;
	*out = STR_NONE;
	if (packed.len == 0)
		return true;
	if (packed.p[0] != PACKED_RAW)
		return err_set(e, ERR_FAIL, "a text of the store is kept in an unknown way");
	*out = arena_str(a, str_sub(packed, 1, packed.len));
	return true;
}

/* The page, unless the feed's own content says clearly more (a page cut short by a wall). */
bool
body_choose(struct store *s, struct arena *a, struct str feed_packed, struct str page_packed,
        struct str *out, bool *is_page, struct err *e)
{
	struct str feed, page;
	bool better;

	if (!body_unpack(s, a, feed_packed, &feed, e) || !body_unpack(s, a, page_packed, &page, e))
		return false;
	better = page.len > 0 && page.len + page.len / 3 >= feed.len;
	*out = better ? page : feed;
	if (is_page != NULL)
		*is_page = better;
	return true;
}
