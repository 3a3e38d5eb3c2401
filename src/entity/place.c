/* SPDX-License-Identifier: ISC */
/*
 * place.c - capitals that stand for governments ("Washington had vetoed"), told from the city.
 */
#include "entity_private.h"

static bool
is_speaking(const struct doc *d, size_t i)
{
	return i < d->tokens_count && !(d->tokens[i].flags & TOKEN_SENTENCE) &&
	       d->tokens[i].kind == TOKEN_WORD && (doc_word(d, i)->class & WORD_ACTS);
}

bool
place_is_metonym(const struct doc *d, struct span s)
{
	char room[64];
	struct place_hit hit;
	struct str key = doc_phrase(d, s.first, s.last, room, sizeof(room));
	size_t next = s.last + 1;

	if (key.p == NULL || !place_find(d->model, key, &hit) || !(hit.bits & LIST_CAPITAL))
		return false;
	if (s.first > 0 && !(d->tokens[s.first].flags & TOKEN_SENTENCE)) {
		const struct word *before = doc_word(d, s.first - 1);

		/* "in Washington", "the mayor of Paris", "from London" */
		if (before->class & WORD_PREP || str_eq(before->lower, STR("of")) ||
		        str_eq(before->lower, STR("the")) ||
		        (before->shape == SHAPE_CAPITAL && !(before->class & WORD_STOP)))
			return false;
	}
	return is_speaking(d, next);
}
