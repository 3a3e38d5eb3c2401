/* SPDX-License-Identifier: ISC */
/*
 * hash.c - FNV-1a (Fowler, Noll, Vo; 64 bit) with the finaliser of MurmurHash3 behind it, so that
 * the low bits can index a table.  Stable across machines and versions: the store keeps some.
 */
#include <dateline/base.h>

uint64_t
hash64(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ p[i]) * 0x100000001b3u;
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ (h >> 33);
}

uint64_t
hash_str(struct str s)
{
	return hash64(s.p, s.len);
}
