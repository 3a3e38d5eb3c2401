/* SPDX-License-Identifier: ISC */
/*
 * story_private.h - what the files of story share: words of a text with their stems, how common a
 * word is in news, sentences, and the unpacked features of an article.
 */
#ifndef STORY_PRIVATE_H
#define STORY_PRIVATE_H

#include <dateline/story.h>

/* ---- words ---- */
#define TOKEN_MAX 64 /* bytes of a stem that count */

struct token {
	uint32_t start, end; /* bytes of the text */
	uint32_t hash;       /* of the stem */
	uint8_t background;  /* how rare it is, see below */
	bool ideograph;      /* one character of a script without spaces */
	bool number;         /* starts with a digit */
	bool common;         /* says nothing on its own: "the", "of", "said" */
};
struct token_reader {
	struct arena *arena; /* for words that are not ASCII */
	struct str text;
	size_t at;
};
/* The next word; false at the end.  Words are runs of letters and digits ("1,000" is one); a
 * possessive 's and single letters are left out. */
bool token_next(struct token_reader *r, struct token *t);
uint32_t token_hash(const char *stem, size_t len);
/* All words of a text; the count. */
size_t token_list(struct arena *a, struct str text, struct token **out);

/* ---- how common a stem is: -20 ln of the chance that an article has it ---- */
#define BACKGROUND_STEP 20.0
#define BACKGROUND_UNSEEN 160 /* of a stem that is not in the table */
#define BACKGROUND_PAIR 176   /* of two words in a row */
#define BACKGROUND_COMMON 27  /* up to here a stem says nothing */
uint8_t background_of(uint32_t hash);

/* ---- sentences ---- */
/* Spans of the sentences, without the white space around them; a line end ends one too. */
size_t sentence_list(struct arena *a, struct str text, struct text_span **out);

/* A sentence past "VARDA (Norland Wire) - ". */
struct str sentence_body(struct str s);

/* ---- features ---- */
#define FEATURE_TERMS_MAX 160
#define FEATURE_SKETCH 32    /* hashes of the near-duplicate signature */
#define FEATURE_TF_STEP 32.0 /* a term's own weight is kept in these parts */

struct term {
	uint32_t hash;
	uint8_t tf; /* weight in the article, FEATURE_TF_STEP parts */
	uint8_t background;
	uint16_t weight; /* share of the article's vector of length 65535; filled by the index */
};
struct features {
	uint32_t sketch[FEATURE_SKETCH]; /* smallest shingle hashes, rising */
	uint16_t sketch_count, terms_count;
	struct term terms[FEATURE_TERMS_MAX]; /* by hash */
};
/* False when the bytes are not features of this version. */
bool features_unpack(struct str packed, struct features *out);
/* Share of shingles two articles have in common, 0 to 1. */
double sketch_similarity(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count);

#endif
