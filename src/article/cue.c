/* SPDX-License-Identifier: ISC */
/*
 * cue.c - what a line is by its words: tables of whole lines, of beginnings and of headings,
 * compared without ASCII case and without what stands around words; and whether it has a date.
 */
#include "cue.h"

#include "cue_words.h"

#include <string.h>

/* True when a word ends before byte `at`: none goes on there. */
static bool
ends_word(struct str line, size_t at)
{
	unsigned char c;

	if (at >= line.len)
		return true;
	c = (unsigned char)line.p[at];
	return !(c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	         (c >= '0' && c <= '9'));
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The line is, or begins with, one of the table's; ASCII case aside. */
static bool
is_in(struct str line, const struct cue_table *table, bool whole)
{
	char first = line.len > 0 ? lower(line.p[0]) : '\0';

	for (size_t i = 0; i < table->count; i++) {
		struct str cue;

		if (table->words[i][0] != first) /* most are not even looked at */
			continue;
		cue = str_of(table->words[i]);
		if (!str_starts_nocase(line, cue) || (whole && cue.len != line.len))
			continue;
		if (ends_word(line, cue.len) || ends_word(line, cue.len - 1))
			return true;
	}
	return false;
}

static struct str
without_frame(struct str line)
{
	while (line.len > 0 && strchr(" .:!-|\u2022>", line.p[line.len - 1]) != NULL)
		line.len--;
	while (line.len > 0 && strchr(" -|>[(*", line.p[0]) != NULL)
		line = str_sub(line, 1, line.len);
	return line;
}

/* "Facebook Twitter Google+": at least two buttons and nothing else. */
static bool
is_buttons(struct str line)
{
	int count = 0;

	while (line.p != NULL) {
		struct str word = without_frame(str_split(&line, ' '));
		bool known = word.len == 0;

		for (size_t i = 0; i < cue_buttons.count && !known; i++)
			known = str_eq_nocase(word, str_of(cue_buttons.words[i]));
		if (!known)
			return false;
		count += word.len > 0;
	}
	return count >= 2;
}

#define LINE_BYTES 60
#define BUTTONS_BYTES 120
#define TAIL_BYTES 80
#define TAIL_LINE_BYTES 40 /* of one that is no heading */

enum cue
cue_of(struct str line, bool is_heading)
{
	struct str bare = without_frame(line);

	if (bare.len <= LINE_BYTES && is_in(bare, &cue_lines, true))
		return CUE_LINE;
	if (bare.len <= BUTTONS_BYTES && is_buttons(bare))
		return CUE_LINE;
	if (is_in(bare, &cue_starts, false))
		return bare.len <= TAIL_BYTES && is_in(bare, &cue_tails, true) ? CUE_TAIL
		                                                               : CUE_START;
	if (bare.len <= (is_heading ? TAIL_BYTES : TAIL_LINE_BYTES) &&
	        is_in(bare, &cue_tails, false))
		return CUE_TAIL;
	if (is_in(bare, &cue_dates, false))
		return CUE_DATE;
	return CUE_NONE;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2019-11-20", "20.11.2019", "11/20/19", "17:27" */
static bool
is_figure_date(struct str s, size_t at)
{
	size_t i = at;
	int marks = 0;
	char mark = '\0';

	while (i < s.len && (is_digit(s.p[i]) || (i > at && strchr("-./:", s.p[i]) != NULL))) {
		if (!is_digit(s.p[i])) {
			if (mark != '\0' && s.p[i] != mark)
				break;
			mark = s.p[i];
			marks++;
		}
		i++;
	}
	return (marks == 2 && mark != ':' && i - at >= 6) || (mark == ':' && i - at >= 4);
}

static const char months[][4] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
	"oct", "nov", "dec" };

static bool
is_month(struct str s, size_t at)
{
	for (size_t i = 0; i < COUNT(months); i++)
		if (str_starts_nocase(str_sub(s, at, s.len), str_of(months[i])))
			return true;
	return false;
}

static bool
has_year(struct str s)
{
	for (size_t i = 0; i + 4 <= s.len; i++)
		if ((s.p[i] == '1' || s.p[i] == '2') && is_digit(s.p[i + 1]) &&
		        is_digit(s.p[i + 2]) && is_digit(s.p[i + 3]) &&
		        (i == 0 || !is_digit(s.p[i - 1])) &&
		        (i + 4 == s.len || !is_digit(s.p[i + 4])))
			return true;
	return false;
}

bool
cue_has_date(struct str line)
{
	bool month = false;

	for (size_t i = 0; i < line.len; i++) {
		bool first = i == 0 || ends_word(line, i - 1);

		if (first && is_digit(line.p[i]) && is_figure_date(line, i))
			return true;
		month |= first && is_month(line, i);
	}
	return month && has_year(line);
}

static bool
has_one_of(struct str s, const struct cue_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		if (str_find_nocase(s, str_of(table->words[i])) >= 0)
			return true;
	return false;
}

bool
cue_asks_to_join(struct str text, struct str url)
{
	return has_one_of(url, &cue_ask_urls) && has_one_of(text, &cue_asks);
}
