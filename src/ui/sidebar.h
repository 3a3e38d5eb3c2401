/* SPDX-License-Identifier: ISC */
/*
 * sidebar.h - the people, places, organisations, numbers and dates of an article as rows that can
 * be folded and chosen.
 */
#ifndef UI_SIDEBAR_H
#define UI_SIDEBAR_H

#include "app.h"

enum { SECTION_NUMBERS = ENTITY_KINDS, SECTION_DATES, SECTIONS };

enum bar_kind { BAR_HEADING, BAR_ENTITY, BAR_DETAIL, BAR_QUANTITY, BAR_NOTE };
struct bar_row {
	enum bar_kind kind;
	int section;
	uint32_t index; /* into entities.list or .quantities */
	struct str left, right;
};

/* What is lit up in the text. */
struct chosen {
	enum bar_kind kind; /* BAR_HEADING: nothing */
	uint32_t index;
};

struct sidebar {
	const struct entities *entities;
	struct bar_row *rows;
	size_t count, cap;
	struct list list;
	bool folded[SECTIONS];
	struct chosen chosen;
};

/* Makes the rows; they live in a. */
void sidebar_make(struct sidebar *s, struct arena *a, const struct entities *entities);
void sidebar_draw(struct sidebar *s, struct canvas *c, struct area a, bool focused);
/* Moves to the next row that can be chosen, and chooses it. */
bool sidebar_move(struct sidebar *s, enum move m, long n);
void sidebar_choose(struct sidebar *s, size_t row);
bool sidebar_fold(struct sidebar *s); /* the section of the cursor; the rows must be made again */
/* Mentions of what is chosen, in order of the text. */
size_t chosen_next(
        const struct sidebar *s, size_t from, struct text_span *out); /* index + 1, 0: none */
/* The first mention at or behind byte `from` (before it for direction < 0). */
bool chosen_find(const struct sidebar *s, uint32_t from, int direction, struct text_span *out);
/* What is chosen in full words, which the column may have no room for; text: the article's. */
struct str sidebar_chosen_text(const struct sidebar *s, struct arena *a, struct str text);
const struct entity *sidebar_entity(const struct sidebar *s); /* chosen; NULL: none */

#endif
