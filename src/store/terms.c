/* SPDX-License-Identifier: ISC */
/*
 * terms.c - text to the terms that are indexed and looked for: folded words between blanks, so that
 * the index's own tokenizer has only blanks to look at.  Scripts that are written without blanks
 * (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give one term per character, and a word of theirs
 * is looked for as a phrase.
 */
#include "store_private.h"

#include <dateline/text.h>

struct range {
	uint32_t first, last;
};

/* Beyond ASCII everything is a letter but these (folded text has no wide or accented forms). */
static const struct range punctuation[] = {
	{ 0x80, 0xa9 },
	{ 0xab, 0xb1 },
	{ 0xb4, 0xb4 },
	{ 0xb6, 0xb8 },
	{ 0xbb, 0xbb },
	{ 0xbf, 0xbf },
	{ 0xd7, 0xd7 },
	{ 0xf7, 0xf7 },
	{ 0x2c2, 0x2c5 },
	{ 0x37e, 0x37e },
	{ 0x387, 0x387 },
	{ 0x55a, 0x55f },
	{ 0x589, 0x58a },
	{ 0x5be, 0x5be },
	{ 0x5f3, 0x5f4 },
	{ 0x60c, 0x60d },
	{ 0x61b, 0x61f },
	{ 0x66a, 0x66d },
	{ 0x6d4, 0x6d4 },
	{ 0x964, 0x965 },
	{ 0x104a, 0x104f },
	{ 0x1360, 0x1368 },
	{ 0x17d4, 0x17da },
	{ 0x2000, 0x206f },
	{ 0x20a0, 0x20cf },
	{ 0x2190, 0x245f },
	{ 0x2500, 0x2bff },
	{ 0x2e00, 0x2e7f },
	{ 0x3000, 0x3004 },
	{ 0x3008, 0x3020 },
	{ 0x3030, 0x3030 },
	{ 0x303d, 0x303f },
	{ 0x30a0, 0x30a0 },
	{ 0x30fb, 0x30fb },
	{ 0xfe10, 0xfe19 },
	{ 0xfe30, 0xfe6f },
	{ 0xfff0, 0xffff },
};
static const struct range unspaced[] = {
	{ 0xe00, 0xeff },
	{ 0x1000, 0x109f },
	{ 0x1780, 0x17ff },
	{ 0x2e80, 0x2fdf },
	{ 0x3005, 0x3007 },
	{ 0x3040, 0x30ff },
	{ 0x3100, 0x312f },
	{ 0x3400, 0x4dbf },
	{ 0x4e00, 0x9fff },
	{ 0xf900, 0xfaff },
	{ 0x20000, 0x3ffff },
};

static bool
in_ranges(uint32_t cp, const struct range *ranges, size_t count)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > ranges[mid].last)
			low = mid + 1;
		else if (cp < ranges[mid].first)
			high = mid;
		else
			return true;
	}
	return false;
}

static bool
is_ascii_term(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

static void
add_blank(struct buf *b)
{
	if (b->len > 0 && b->p[b->len - 1] != ' ')
		buf_add_char(b, ' ');
}

/* A run of characters of an unspaced script: terms of two, and in a text the last one alone, so
 * that every character starts a term.  What is asked needs that one only when there is no pair. */
static void
add_run(struct buf *b, struct str run, bool asked)
{
	size_t at = 0, len = utf8_next(run, 0, &(uint32_t){ 0 });

	add_blank(b);
	for (size_t next = len; next < run.len; next += len) {
		len = utf8_next(run, next, &(uint32_t){ 0 });
		buf_add_str(b, str_sub(run, at, next + len));
		buf_add_char(b, ' ');
		at = next;
	}
	if (!asked || at == 0)
		buf_add_str(b, str_sub(run, at, run.len));
	add_blank(b);
}

static size_t
run_end(struct str folded, size_t at)
{
	uint32_t cp;

	while (at < folded.len) {
		size_t len = utf8_next(folded, at, &cp);
		if (!in_ranges(cp, unspaced, COUNT(unspaced)))
			break;
		at += len;
	}
	return at;
}

/* Adds what starts with a character beyond ASCII at `at`; gives where it ends. */
static size_t
add_wide(struct buf *b, struct str folded, size_t at, bool asked)
{
	uint32_t cp;
	size_t len = utf8_next(folded, at, &cp), end = run_end(folded, at);

	if (end > at) {
		add_run(b, str_sub(folded, at, end), asked);
		return end;
	}
	if (in_ranges(cp, punctuation, COUNT(punctuation)))
		add_blank(b);
	else
		buf_add_str(b, str_sub(folded, at, at + len));
	return at + len;
}

static struct str
terms(struct arena *a, struct str text, bool asked)
{
	struct str folded = text_fold(a, text), out;
	struct buf b;

	buf_init(&b, BODY_MAX);
	for (size_t i = 0; i < folded.len;) {
		size_t from = i;
		while (i < folded.len && is_ascii_term((unsigned char)folded.p[i]))
			i++;
		buf_add(&b, folded.p + from, i - from);
		if (i == folded.len)
			break;
		if ((unsigned char)folded.p[i] < 0x80) {
			add_blank(&b);
			i++;
		} else {
			i = add_wide(&b, folded, i, asked);
		}
	}
	while (b.len > 0 && b.p[b.len - 1] == ' ')
		b.len--;
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}

struct str
terms_of(struct arena *a, struct str text)
{
	return terms(a, text, false);
}

struct str
terms_asked(struct arena *a, struct str text, bool *prefix)
{
	struct str out = terms(a, text, true);
	size_t start = out.len;

	while (start > 0 && out.p[start - 1] != ' ')
		start--;
	/* A single character of an unspaced script starts the terms that are meant. */
	if (out.len > start && run_end(out, start) == out.len &&
	        start + utf8_next(out, start, &(uint32_t){ 0 }) == out.len)
		*prefix = true;
	return out;
}

/* First place at or after `from` where phrase stands on whole terms, or -1. */
static ptrdiff_t
find_phrase(struct str terms, struct str phrase, bool prefix, size_t from)
{
	while (phrase.len > 0 && from + phrase.len <= terms.len) {
		ptrdiff_t at = str_find(str_sub(terms, from, terms.len), phrase);
		size_t start = from + (size_t)at, end = start + phrase.len;
		if (at < 0)
			return -1;
		if ((start == 0 || terms.p[start - 1] == ' ') &&
		        (prefix || end == terms.len || terms.p[end] == ' '))
			return (ptrdiff_t)start;
		from = start + 1;
	}
	return -1;
}

bool
terms_contain(struct str terms, struct str phrase, bool prefix)
{
	return find_phrase(terms, phrase, prefix, 0) >= 0;
}

static size_t
count_blanks(struct str terms, size_t start, size_t end)
{
	size_t count = 0;

	for (size_t i = start; i < end; i++)
		count += terms.p[i] == ' ';
	return count;
}

/* Terms between the end of one phrase and the start of a later one. */
static size_t
terms_between(struct str terms, size_t end, size_t start)
{
	size_t blanks = count_blanks(terms, end, start);

	return blanks > 0 ? blanks - 1 : 0;
}

bool
terms_near(struct str terms, const struct near_phrase *x, const struct near_phrase *y, size_t most)
{
	for (ptrdiff_t i = -1;
	        (i = find_phrase(terms, x->text, x->prefix, (size_t)(i + 1))) >= 0;) {
		for (ptrdiff_t j = -1;
		        (j = find_phrase(terms, y->text, y->prefix, (size_t)(j + 1))) >= 0;) {
			size_t x_end = (size_t)i + x->text.len, y_end = (size_t)j + y->text.len;
			if ((size_t)j > x_end && terms_between(terms, x_end, (size_t)j) <= most)
				return true;
			if ((size_t)i > y_end && terms_between(terms, y_end, (size_t)i) <= most)
				return true;
		}
	}
	return false;
}
