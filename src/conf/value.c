/* SPDX-License-Identifier: ISC */
/*
 * value.c - reading single values: durations, and the guess at what a misspelt word was meant to be
 * (optimal string alignment distance: one slip for short words, two for longer ones).
 */
#include "conf_private.h"

#include <string.h>

#define WORD_MAX 48

static const struct {
	char unit;
	int64_t seconds;
} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 }, { 'w', 7 * 86400 } };

bool
conf_duration(struct str text, int64_t *seconds)
{
	int64_t factor = 1, number;
	struct str digits = text;

	for (size_t i = 0; text.len > 0 && i < COUNT(units); i++)
		if (text.p[text.len - 1] == units[i].unit) {
			factor = units[i].seconds;
			digits = str_trim(str_sub(text, 0, text.len - 1));
		}
	return str_to_i64(digits, &number) && number >= 0 &&
	       !__builtin_mul_overflow(number, factor, seconds);
}

static int
smallest(int a, int b, int c)
{
	int least = a < b ? a : b;

	return least < c ? least : c;
}

static int
distance(struct str a, struct str b)
{
	int d[WORD_MAX + 1][WORD_MAX + 1];

	for (size_t i = 0; i <= a.len; i++)
		d[i][0] = (int)i;
	for (size_t j = 0; j <= b.len; j++)
		d[0][j] = (int)j;
	for (size_t i = 1; i <= a.len; i++)
		for (size_t j = 1; j <= b.len; j++) {
			int cost = a.p[i - 1] != b.p[j - 1];
			d[i][j] =
			        smallest(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			        a.p[i - 2] == b.p[j - 1] && d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	return d[a.len][b.len];
}

const char *
conf_nearest(struct str word, const char *(*candidate)(size_t i))
{
	const char *name, *best = NULL;
	int best_distance = word.len < 5 ? 2 : 3;

	if (word.len == 0 || word.len > WORD_MAX)
		return NULL;
	for (size_t i = 0; (name = candidate(i)) != NULL; i++) {
		int d;
		if (strlen(name) > WORD_MAX)
			continue;
		d = distance(word, str_of(name));
		if (d < best_distance) {
			best_distance = d;
			best = name;
		}
	}
	return best;
}
