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
