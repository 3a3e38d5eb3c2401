/* SPDX-License-Identifier: ISC */
/*
 * token.c - a text's words with their stems hashed: for vectors, for comparing sentences and for
 * the difference of two versions.  Offsets are those of the text as it is; only words that are not
 * ASCII are folded through text.  The stemming is light: plurals and a few verb endings.
 */
#include "story_private.h"

#include <string.h>

#include "background_table.h"

static bool
is_ideograph(uint32_t cp)
{
	return (cp >= 0x3041 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x9FFF) ||
	       (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF) ||
	       (cp >= 0x0E01 && cp <= 0x0E4E); /* Thai has no spaces either */
}

/* Letters outside ASCII: all but the blocks of punctuation and symbols. */
static bool
is_letter_beyond(uint32_t cp)
{
	if (cp < 0xC0)
		return cp == 0xAA || cp == 0xB5 || cp == 0xBA || cp == 0xAD;
	return cp != 0xD7 && cp != 0xF7 && !(cp >= 0x2000 && cp <= 0x2BFF) &&
	       !(cp >= 0x3000 && cp <= 0x3040) && !(cp >= 0xFE10 && cp <= 0xFE6F) &&
	       !(cp >= 0xFF00 && cp <= 0xFF0F) && !(cp >= 0xFF1A && cp <= 0xFF20) && cp != 0xFFFD;
}

static bool
is_alnum_ascii(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Bytes of the letter or digit at `at`, or 0. */
static size_t
letter_at(struct str s, size_t at, bool *ascii, bool *ideograph)
{
	unsigned char c = (unsigned char)s.p[at];
	uint32_t cp;
	size_t len;

	if (c < 0x80)
		return is_alnum_ascii(c) ? 1 : 0;
	len = utf8_next(s, at, &cp);
	if (!is_letter_beyond(cp))
		return 0;
	*ascii = false;
	*ideograph = is_ideograph(cp);
	return len;
}

static bool
is_digit_at(struct str s, size_t at)
{
	return at < s.len && s.p[at] >= '0' && s.p[at] <= '9';
}

/* End of the word that starts at start. */
static size_t
word_end(struct str s, size_t start, bool *ascii, bool *ideograph)
{
	size_t at = start + letter_at(s, start, ascii, ideograph);

	if (*ideograph)
		return at;
	while (at < s.len) {
		bool next_ideograph = false;
		size_t len;

		while (at < s.len && is_alnum_ascii((unsigned char)s.p[at]))
			at++;
		if (at == s.len || s.p[at] == ' ')
			break;
		len = letter_at(s, at, ascii, &next_ideograph);

		if (next_ideograph)
			break;
		if (len == 0) {
			if ((s.p[at] != ',' && s.p[at] != '.') || !is_digit_at(s, at - 1) ||
			        !is_digit_at(s, at + 1))
				break;
			len = 1;
		}
		at += len;
	}
	return at;
}

/* Plural endings off; returns the new length.  Short words keep theirs ("gas", "news" not). */
static size_t
stem_plural(char *w, size_t n)
{
	if (n < 4 || w[n - 1] != 's' || strchr("sui", w[n - 2]) != NULL)
		return n;
	if (n > 4 && memcmp(w + n - 3, "ies", 3) == 0) {
		w[n - 3] = 'y';
		return n - 2;
	}
	if (n > 4 && (memcmp(w + n - 4, "sses", 4) == 0 || memcmp(w + n - 4, "ches", 4) == 0 ||
	                     memcmp(w + n - 4, "shes", 4) == 0 || memcmp(w + n - 3, "xes", 3) == 0))
		return n - 2;
	return n - 1;
}

static size_t
stem_word(char *w, size_t n)
{
	static const struct {
		char text[4];
		size_t len;
	} endings[] = { { "ing", 3 }, { "ed", 2 }, { "er", 2 }, { "ly", 2 }, { "ion", 3 } };

	n = stem_plural(w, n);
	for (size_t i = 0; i < COUNT(endings); i++) {
		size_t len = endings[i].len;

		if (n >= len + 4 && w[n - 1] == endings[i].text[len - 1] &&
		        memcmp(w + n - len, endings[i].text, len) == 0)
			return n - len;
	}
	return n > 5 && w[n - 1] == 'e' ? n - 1 : n;
}

/* FNV-1a of 32 bits with a final mix, as in background.py. */
uint32_t
token_hash(const char *stem, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)stem[i]) * 16777619u;
	h ^= h >> 15;
	h *= 0x2C1B3C6Du;
	return h ^ h >> 12;
}

static void
hash_word(struct token_reader *r, struct token *t, bool ascii)
{
	char stem[TOKEN_MAX];
	struct str word = str_sub(r->text, t->start, t->end);
	size_t n = 0;

	if (!ascii && r->arena != NULL)
		word = text_fold(r->arena, word);
	for (size_t i = 0; i < word.len && n < sizeof(stem); i++) {
		char c = word.p[i];

		if (c == ',' && t->number)
			continue;
		stem[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	if (ascii && !t->number)
		n = stem_word(stem, n);
	t->hash = token_hash(stem, n);
}

static bool
is_possessive(struct str s, size_t start, size_t end)
{
	if (end - start != 1 || start == 0)
		return false;
	return !is_digit_at(s, start);
}

bool
token_next(struct token_reader *r, struct token *t)
{
	while (r->at < r->text.len) {
		bool ascii = true, ideograph = false;
		size_t start = r->at, end;

		if (letter_at(r->text, start, &ascii, &ideograph) == 0) {
			uint32_t cp;

			r->at += (unsigned char)r->text.p[start] < 0x80
			                 ? 1
			                 : utf8_next(r->text, start, &cp);
			continue;
		}
		end = word_end(r->text, start, &ascii, &ideograph);
		r->at = end;
		if (is_possessive(r->text, start, end))
			continue;
		*t = (struct token){ .start = (uint32_t)start,
			.end = (uint32_t)end,
			.ideograph = ideograph,
			.number = is_digit_at(r->text, start) };
		hash_word(r, t, ascii);
		t->background = background_of(t->hash);
		t->common = t->background <= BACKGROUND_COMMON;
		return true;
	}
	return false;
}

size_t
token_list(struct arena *a, struct str text, struct token **out)
{
	struct token_reader r = { .arena = a, .text = text };
	struct token t, *list = NULL;
	size_t count = 0, cap = 0;

	while (token_next(&r, &t)) {
		list = arena_grow(a, list, count, &cap, sizeof(*list));
		list[count++] = t;
	}
	*out = list;
	return count;
}

uint8_t
background_of(uint32_t hash)
{
	size_t low = background_start[hash >> 24], high = background_start[(hash >> 24) + 1];

	while (low < high) {
		size_t mid = (low + high) / 2;
		uint32_t key = background_table[mid] >> 8;

		if (key == hash >> 8)
			return (uint8_t)background_table[mid];
		if (key < hash >> 8)
			low = mid + 1;
		else
			high = mid;
	}
	return BACKGROUND_UNSEEN;
}
