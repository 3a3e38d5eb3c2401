/* SPDX-License-Identifier: ISC */
/*
 * figures.c - figures over time.
 */
#include "story_private.h"

const char *
figure_state_text(enum figure_state s)
{
	static const char *const texts[] = { "first", "same", "rose to", "fell to", "disputed by",
		"corrected to" };

	return (size_t)s < COUNT(texts) ? texts[s] : "";
}

size_t
story_figures(
        struct arena *a, const struct story_doc *docs, size_t count, struct figure_series **out)
{
	(void)a;
	(void)docs;
	(void)count;
	*out = NULL;
	return 0;
}
