/* SPDX-License-Identifier: ISC */
/*
 * pack.c - several values in one blob: LEB128 numbers and counted strings.  Reading never runs over
 * the end: a cut blob gives zeros and says that it is bad.
 */
#include "store_private.h"

#include <string.h>

void
pack_u64(struct buf *b, uint64_t v)
{
	char bytes[10];
	size_t len = 0;

	while (v >= 0x80) {
		bytes[len++] = (char)(v | 0x80);
		v >>= 7;
	}
	bytes[len++] = (char)v;
	buf_add(b, bytes, len);
}

void
pack_i64(struct buf *b, int64_t v)
{
	pack_u64(b, ((uint64_t)v << 1) ^ (uint64_t)(v >> 63));
}

void
pack_f64(struct buf *b, double v)
{
	buf_add(b, &v, sizeof(v));
}

void
pack_str(struct buf *b, struct str s)
{
	pack_u64(b, s.len);
	buf_add_str(b, s);
}

static struct str
take(struct unpack *u, size_t len)
{
	struct str got = { u->left.p, len };

	if (u->bad || len > u->left.len) {
		u->bad = true;
		return STR_NONE;
	}
	u->left.p += len;
	u->left.len -= len;
	return got;
}

uint64_t
unpack_u64(struct unpack *u)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		struct str byte = take(u, 1);
		if (byte.p == NULL)
			return 0;
		v |= (uint64_t)((unsigned char)*byte.p & 0x7f) << shift;
		if (((unsigned char)*byte.p & 0x80) == 0)
			return v;
	}
	u->bad = true;
	return 0;
}

int64_t
unpack_i64(struct unpack *u)
{
	uint64_t v = unpack_u64(u);

	return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

double
unpack_f64(struct unpack *u)
{
	struct str bytes = take(u, sizeof(double));
	double v = 0;

	if (bytes.p != NULL)
		memcpy(&v, bytes.p, sizeof(v));
	return v;
}

struct str
unpack_str(struct unpack *u)
{
	uint64_t len = unpack_u64(u);

	return len == 0 ? STR_NONE : take(u, len > SIZE_MAX ? SIZE_MAX : (size_t)len);
}
