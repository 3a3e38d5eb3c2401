/* SPDX-License-Identifier: ISC */
/*
 * rule.c - from an element to its rule, through a hash of namespace and lower-case name.
 */
#include "feed_private.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static uint32_t
hash(enum xml_ns ns, struct str local)
{
	uint32_t h = 2166136261u ^ (uint32_t)ns;

	for (size_t i = 0; i < local.len; i++)
		h = (h ^ (unsigned char)lower(local.p[i])) * 16777619u;
	return h ^ h >> 15;
}

void
feed_rule_index_add(struct rule_index *ix, const struct rule *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t at = hash(rules[i].ns, str_of(rules[i].name)) % INDEX_SIZE;
		while (ix->slots[at] != NULL)
			at = (at + 1) % INDEX_SIZE;
		ix->slots[at] = &rules[i];
	}
}

const struct rule *
feed_rule_find(const struct rule_index *ix, enum xml_ns ns, struct str local, enum scope scope)
{
	uint32_t at = hash(ns, local) % INDEX_SIZE;

	for (; ix->slots[at] != NULL; at = (at + 1) % INDEX_SIZE) {
		const struct rule *r = ix->slots[at];
		if (r->ns == ns && (r->in & scope) != 0 && str_eq_nocase(local, str_of(r->name)))
			return r;
	}
	return NULL;
}
