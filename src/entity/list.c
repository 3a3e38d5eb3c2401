/* SPDX-License-Identifier: ISC */
/*
 * list.c - looks names and words up in the built-in tables (by bisection) and in the model's list.
 */
#include "entity_private.h"
#include "model.h"

#include <string.h>

static int
compare(struct str key, const char *name)
{
	size_t n = strlen(name);
	int c = memcmp(key.p, name, key.len < n ? key.len : n);

	return c != 0 ? c : (key.len > n) - (key.len < n);
}

static const void *
bisect(struct str key, const void *rows, size_t count, size_t size)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		const char *row = (const char *)rows + mid * size;
		int c = compare(key, *(const char *const *)row);

		if (c == 0)
			return row;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

bool
place_find(const struct entity_model *m, struct str lower, struct place_hit *out)
{
	const struct place_row *row;

	*out = (struct place_hit){ 0 };
	if (m != NULL) /* its list has all of the built-in table */
		return model_list_find(m, lower, out);
	row = bisect(lower, place_rows, place_rows_count, sizeof(*place_rows));
	if (row == NULL)
		return false;
	out->bits = row->bits;
	memcpy(out->country, row->country, 2);
	return true;
}

const char *
org_name(struct str lower)
{
	const struct org_row *row = bisect(lower, org_rows, org_rows_count, sizeof(*org_rows));

	return row != NULL ? row->name : NULL;
}

const char *
country_name(const char code[2])
{
	char key[3] = { code[0], code[1], '\0' };
	const struct country_row *row =
	        bisect(str_of(key), country_rows, country_rows_count, sizeof(*country_rows));

	return row != NULL ? row->name : NULL;
}

#define CLASS_SLOTS 4096 /* more than twice the words of all rows */

struct class_slot {
	const char *p;
	uint32_t len;
	unsigned class;
};
struct class_table {
	struct class_slot slots[CLASS_SLOTS];
};

static struct class_slot *
class_slot(const struct class_table *t, struct str word)
{
	size_t at = hash_str(word) % CLASS_SLOTS;

	while (t->slots[at].p != NULL) {
		const struct class_slot *s = &t->slots[at];

		if (s->len == word.len && memcmp(s->p, word.p, word.len) == 0)
			break;
		at = (at + 1) % CLASS_SLOTS;
	}
	return (struct class_slot *)&t->slots[at];
}

/* A model keeps one; without it, it is made anew for each text: there are no globals. */
struct class_table *
class_table_make(struct arena *a)
{
	struct class_table *t = arena_alloc(a, sizeof(*t));

	for (size_t i = 0; i < word_rows_count; i++) {
		struct str rest = str_of(word_rows[i].words);

		while (rest.p != NULL) {
			struct str word = str_split(&rest, ' ');
			struct class_slot *s;

			if (word.len == 0)
				continue;
			s = class_slot(t, word);
			s->p = word.p;
			s->len = (uint32_t)word.len;
			s->class |= word_rows[i].class;
		}
	}
	return t;
}

unsigned
word_class(const struct class_table *t, struct str lower)
{
	return lower.len > 0 ? class_slot(t, lower)->class : 0;
}
