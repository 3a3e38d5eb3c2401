/* SPDX-License-Identifier: ISC */
/*
 * rule.c - from an element to its rule, through a hash of namespace and lower-case name.
 */
#include "feed_private.h"

#include <string.h>

/* Of the name in any case: its length and three letters tell nearly all apart. */
static inline uint32_t
hash(enum xml_ns ns, struct str local)
{
	uint32_t h = (uint32_t)ns * 97 + (uint32_t)local.len * 31;

	if (local.len > 0) {
		h += ((unsigned char)local.p[0] | 0x20u) * 7;
		h += ((unsigned char)local.p[local.len / 2] | 0x20u) * 13;
		h += ((unsigned char)local.p[local.len - 1] | 0x20u) * 53;
	}
	return h;
}

/* Most names are written as the rules have them. */
static bool
is_name(struct str local, struct str name)
{
	return local.len == name.len &&
	       (memcmp(local.p, name.p, name.len) == 0 || str_eq_nocase(local, name));
}

void
feed_rule_index_add(struct rule_index *ix, const struct rule *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t h = hash(rules[i].ns, str_of(rules[i].name)), at = h % INDEX_SIZE;
		while (ix->slots[at].rule != NULL)
			at = (at + 1) % INDEX_SIZE;
		ix->slots[at].rule = &rules[i];
		ix->slots[at].hash = h;
		ix->slots[at].name = str_of(rules[i].name);
	}
}

const struct rule *
feed_rule_find(const struct rule_index *ix, enum xml_ns ns, struct str local, enum scope scope)
{
	uint32_t h = hash(ns, local), at = h % INDEX_SIZE;

	for (; ix->slots[at].rule != NULL; at = (at + 1) % INDEX_SIZE) {
		const struct rule *r = ix->slots[at].rule;
		if (ix->slots[at].hash == h && r->ns == ns && (r->in & scope) != 0 &&
		        is_name(local, ix->slots[at].name))
			return r;
	}
	return NULL;
}
