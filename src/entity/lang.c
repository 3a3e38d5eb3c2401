/* SPDX-License-Identifier: ISC */
/*
 * lang.c - is this English?  The language that was given, else function words: English ones against
 * those of its neighbours.  Only words in lower case tell: a table of results has hardly any, and
 * is English for all that it shows.
 */
#include "entity_private.h"

#define LANG_TOKENS 400 /* tokens looked at */

/* Common words of other languages that are none in English. */
static const char *const foreign[] = {
	"der und das ist nicht den dem mit von für auf im zu sich ein eine auch nach bei wird dass "
	"sind "
	"wurde werden hatte haben oder aber wie als vor durch über einem einen einer zum zur",
	"le la les des et est dans une pour sur qui que du au avec ont été par il elle sont ce",
	"el los las del y una por para con se su como más fue al lo sus sin entre pero",
	"il che di della nel gli sono è alla dei delle anche più nella dal ha",
	"o os em um uma não com ao na dos das mais foi pela seu",
	"het een van en op te zijn voor aan niet dat ook bij naar wordt werd",
	"och att det som på är av för med har inte den til ikke og jeg fra",
	"nie się w z na że jest oraz przez jak ve bir bu için ile da de och",
	"yang dan untuk dengan dari pada ini itu și în cu pe care az és hogy egy ja ei että",
};

/* Words of English that others have too: they prove nothing. */
static const char shared[] = "in a an am was die on so no me do as is at per one";

enum { OTHER = 1, SHARED = 2 };
#define SLOTS 512 /* of the open table: more than twice the words above */
struct set {
	struct {
		struct str word;
		int kind;
	} slots[SLOTS];
};

static size_t
slot(const struct set *s, struct str word)
{
	size_t at = hash_str(word) % SLOTS;

	while (s->slots[at].kind != 0 && !str_eq(s->slots[at].word, word))
		at = (at + 1) % SLOTS;
	return at;
}

static void
add_words(struct set *s, const char *words, int kind)
{
	for (struct str rest = str_of(words); rest.p != NULL;) {
		struct str word = str_split(&rest, ' ');
		size_t at = slot(s, word);

		s->slots[at].word = word;
		s->slots[at].kind = kind;
	}
}

/* Neither Latin nor punctuation: its first byte is past the Latin blocks (but U+1E00, U+2000). */
static bool
is_strange(struct str word)
{
	unsigned char first = word.len > 0 ? (unsigned char)word.p[0] : 0;

	return first >= 0xcd && first != 0xe1 && first != 0xe2;
}

bool
lang_is_english(const struct doc *d)
{
	struct str lang = d->options->lang;
	size_t all = 0, words = 0, english = 0, other = 0, strange = 0,
	       n = d->tokens_count < LANG_TOKENS ? d->tokens_count : LANG_TOKENS;
	struct set set = { 0 };

	if (lang.len >= 2)
		return str_starts_nocase(lang, STR("en")) &&
		       (lang.len == 2 || lang.p[2] == '-' || lang.p[2] == '_');
	for (size_t i = 0; i < COUNT(foreign); i++)
		add_words(&set, foreign[i], OTHER);
	add_words(&set, shared, SHARED);
	for (size_t i = 0; i < n; i++) {
		const struct word *w = doc_word(d, i);
		int kind;

		if (d->tokens[i].kind != TOKEN_WORD || w->shape == SHAPE_OTHER)
			continue;
		all++;
		strange += is_strange(w->text);
		if (w->shape != SHAPE_LOWER)
			continue;
		words++;
		kind = set.slots[slot(&set, w->lower)].kind;
		english += (w->class & WORD_STOP) != 0 && kind != SHARED;
		other += kind == OTHER;
	}
	if (strange * 2 > all)
		return false;
	if (other > english)
		return other < 3;
	/* Of running English every third word in lower case is one of these. */
	return words < 30 || english * 100 >= words * 10;
}
