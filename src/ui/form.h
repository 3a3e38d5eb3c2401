/* SPDX-License-Identifier: ISC */
/*
 * form.h - rows of settings: name, value, where it was set; below them the help of the chosen one.
 */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "app.h"

struct form_row {
	struct str name, value, source, help;
	bool set; /* not as by default */
};
struct form {
	struct form_row *rows; /* in page->arena */
	size_t count, cap;
	struct str words; /* of the in-page search, in page->keep */
};

void form_add(struct form *f, struct arena *a, struct form_row row);
/* These serve as a view's draw and find, where a form is the first member of its state. */
void form_draw(struct app *app, struct page *p, struct canvas *c, struct area a);
/* The next row with words in its name, value or help (none: the words of last time). */
bool form_find(struct app *app, struct page *p, struct str words, int direction);
/* The setting's help as a sentence. */
struct str form_help(struct arena *a, const struct conf_option *o);
/* What a setting takes: "72 by default; 20 to 300". */
struct str form_bounds(struct arena *a, const struct conf_option *o);
/* The value that Enter puts in the place of this one: the other of yes and no, the next of a
 * choice; STR_NONE: it must be typed. */
struct str form_next_value(enum conf_id id, struct str now);

#endif
