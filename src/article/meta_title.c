/* SPDX-License-Identifier: ISC */
/*
 * meta_title.c - the document's <title>, without the name of the site that most pages add to it
 * behind a separator.
 */
#include "meta.h"

#include <string.h>

#include <dateline/text.h>

static const char *const separators[] = { " | ", " - ", " \u2013 ", " \u2014 ", " \\ ", " / ",
	" > ", " \u00bb " };
#define SEPARATORS_PATH 4 /* from here on they write a path */

static int
count_words(struct str s)
{
	int n = 0;
	bool in = false;

	for (size_t i = 0; i < s.len; i++) {
		bool space = (unsigned char)s.p[i] <= ' ';

		n += !space && !in;
		in = !space;
	}
	return n;
}

struct place_of {
	size_t start, end;
	bool found, is_path;
};

static void
find_separators(struct str s, struct place_of *first, struct place_of *last)
{
	memset(first, 0, sizeof(*first));
	memset(last, 0, sizeof(*last));
	for (size_t i = 0; i < s.len; i++)
		for (size_t k = 0; k < COUNT(separators) && s.p[i] == ' '; k++) {
			struct str sep = str_of(separators[k]);
			struct place_of at = { i, i + sep.len, true, k >= SEPARATORS_PATH };

			if (!str_starts(str_sub(s, i, s.len), sep))
				continue;
			if (!first->found)
				*first = at;
			*last = at;
			first->is_path |= at.is_path;
		}
}

static struct str
only_heading(struct arena *a, const struct dom *d)
{
	uint32_t found = 0;

	for (uint32_t i = 1; i < d->count; i++)
		if (d->nodes[i].tag == TAG_H1) {
			if (found != 0)
				return STR_NONE;
			found = i;
		}
	return found == 0 ? STR_NONE : html_text(a, d, found, META_VALUE_MAX);
}

static bool
is_a_heading(struct arena *a, const struct dom *d, struct str title)
{
	for (uint32_t i = 1; i < d->count; i++)
		if ((d->nodes[i].tag == TAG_H1 || d->nodes[i].tag == TAG_H2) &&
		        str_eq(html_text(a, d, i, META_VALUE_MAX), title))
			return true;
	return false;
}

static struct str
without_site(struct str title, const struct place_of *first, const struct place_of *last)
{
	struct str cut = str_sub(title, 0, last->start);

	if (count_words(cut) < 3)
		cut = str_sub(title, first->end, title.len);
	return cut;
}

/* "Site: the title" and "The title: more" look alike; the shorter part is the site. */
static struct str
after_colon(struct arena *a, const struct dom *d, struct str title)
{
	ptrdiff_t first = str_chr(title, ':');
	size_t last = title.len;
	struct str cut;

	if (is_a_heading(a, d, title))
		return title;
	while (last > 0 && title.p[last - 1] != ':')
		last--;
	cut = str_sub(title, last, title.len);
	if (count_words(cut) < 3)
		return str_sub(title, (size_t)first + 1, title.len);
	return count_words(str_sub(title, 0, (size_t)first)) > 5 ? title : cut;
}

static struct str
raw_title(struct arena *a, const struct dom *d)
{
	for (uint32_t i = 1; i < d->count; i++)
		if (d->nodes[i].tag == TAG_TITLE)
			return html_text(a, d, i, META_VALUE_MAX);
	return STR_NONE;
}

struct str
meta_document_title(struct arena *a, const struct dom *d)
{
	struct str whole = raw_title(a, d), title = whole;
	struct place_of first, last;
	int words;

	find_separators(whole, &first, &last);
	if (first.found)
		title = without_site(whole, &first, &last);
	else if (str_find(whole, STR(": ")) >= 0)
		title = after_colon(a, d, whole);
	else if (utf8_count(whole, whole.len) > 150 || utf8_count(whole, whole.len) < 15)
		title = only_heading(a, d);
	title = str_trim(title.len > 0 ? title : whole);
	words = count_words(title);
	if (words <= 4 && (!first.is_path || words != count_words(whole) - 2))
		title = whole;
	return title;
}

int
meta_shared_words(struct arena *a, struct str x, struct str y)
{
	struct str all = text_fold(a, x), rest = text_fold(a, y);
	size_t total = 0, shared = 0;

	while (rest.p != NULL) {
		struct str word = str_split(&rest, ' ');

		if (word.len < 2)
			continue;
		total += word.len;
		shared += str_find(all, word) >= 0 ? word.len : 0;
	}
	return total == 0 ? 0 : (int)(shared * 100 / total);
}
