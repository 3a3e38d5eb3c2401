/* SPDX-License-Identifier: ISC */
/*
 * lang.c - is this English?  The language that was given, else the share of English function words
 * among the words of the text, against those of its neighbours.
 */
#include "entity_private.h"

#define LANG_TOKENS 400 /* tokens looked at */

bool
lang_is_english(const struct doc *d)
{
	struct str lang = d->options->lang;
	size_t words = 0, english = 0,
	       n = d->tokens_count < LANG_TOKENS ? d->tokens_count : LANG_TOKENS;

	if (lang.len >= 2)
		return str_starts_nocase(lang, STR("en")) &&
		       (lang.len == 2 || lang.p[2] == '-' || lang.p[2] == '_');
	for (size_t i = 0; i < n; i++) {
		const struct word *w = doc_word(d, i);

		if (d->tokens[i].kind != TOKEN_WORD || w->shape == SHAPE_OTHER)
			continue;
		words++;
		english += (w->class & WORD_STOP) != 0;
	}
	/* Running English has 35 to 50 of a hundred; a headline may have none. */
	return words < 20 || english * 100 >= words * 18;
}
