/* SPDX-License-Identifier: ISC */
/*
 * entity_private.h - what the files of entity share: tokens, distinct words, spans of a kind, the
 * built-in tables, and the document that is being read.
 */
#ifndef ENTITY_PRIVATE_H
#define ENTITY_PRIVATE_H

#include <dateline/entity.h>

/* ---- characters (chars.c) ---- */
enum char_class {
	CHAR_SPACE,
	CHAR_NEWLINE,
	CHAR_UPPER,
	CHAR_LOWER,
	CHAR_LETTER,
	CHAR_DIGIT,
	CHAR_MARK,
	CHAR_PUNCT
};
enum char_class char_class(uint32_t cp);
/* Decodes at byte `at` of valid UTF-8; ill-formed bytes count as one U+FFFD each. */
uint32_t char_next(struct str s, size_t at, size_t *len);
/* Lower case with straight apostrophes and plain hyphens, for lookups; NUL-terminated. */
struct str char_lower(struct arena *a, struct str s);
/* True where a cluster begins (UAX #29), looking only at what is near `at`. */
bool char_on_border(struct str s, size_t at);

/* ---- tokens (token.c) ---- */
enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCT, TOKEN_LINK };
enum {
	TOKEN_SENTENCE = 1, /* first of its sentence */
	TOKEN_LINE = 2,     /* first of its line */
	TOKEN_GLUED = 4,    /* no blank before it */
	TOKEN_SHOUT = 8,    /* its line is set in capitals */
	TOKEN_TITLED = 16,  /* its line is a title: most words of it have a capital */
};
struct token {
	uint32_t start, end; /* bytes */
	uint32_t word;       /* index into doc.words */
	uint8_t kind, flags;
};
size_t token_split(struct arena *a, struct str text, struct token **out);

/* ---- lists (list.c, place_data.c, word_data.c) ---- */
enum {
	LIST_COUNTRY = 1,
	LIST_DEMONYM = 2,
	LIST_CITY = 4,
	LIST_REGION = 8,
	LIST_CAPITAL = 16,
	LIST_FIRST = 32,
	LIST_LAST = 64,
	LIST_BIG = 128,
	LIST_PLACE = LIST_COUNTRY | LIST_CITY | LIST_REGION
};
struct place_row {
	const char *name, *country; /* country "--": none in particular */
	uint8_t bits;
};
extern const struct place_row place_rows[];
extern const size_t place_rows_count;
struct country_row {
	const char *code, *name;
};
extern const struct country_row country_rows[];
extern const size_t country_rows_count;
const char *country_name(const char code[2]); /* NULL when there is none */

struct org_row {
	const char *alias, *name; /* alias in lower case; all other spellings lead to one name */
};
extern const struct org_row org_rows[];
extern const size_t org_rows_count;
const char *org_name(struct str lower); /* full name of a well-known organisation, or NULL */

enum { /* classes of English words that the rules ask for */
	WORD_STOP = 1,
	WORD_TITLE = 2,
	WORD_ROLE = 4,
	WORD_ROLE_ADJ = 8,
	WORD_ORG = 16,
	WORD_SITE = 32,
	WORD_SPEECH = 64,
	WORD_PREP = 128,
	WORD_CALENDAR = 256,
	WORD_PARTICLE = 512,
	WORD_ORG_HEAD = 1024,
	WORD_ACTS = 2048,
	WORD_SUFFIX = 4096
};
struct word_row {
	const char *words; /* blank-separated, in lower case */
	unsigned class;
};
extern const struct word_row word_rows[];
extern const size_t word_rows_count;

/* ---- words: distinct spellings of a document (word.c) ---- */
enum {
	SHAPE_LOWER,
	SHAPE_CAPITAL,
	SHAPE_UPPER,
	SHAPE_MIXED,
	SHAPE_INITIAL,
	SHAPE_NUMBER,
	SHAPE_OTHER
};
struct word {
	struct str text, lower;
	uint64_t hash;     /* of lower */
	uint32_t lower_id; /* first word with the same lower case */
	uint32_t seen_lower,
	        seen_inside; /* times in lower case; with a capital inside a sentence */
	uint16_t class;
	uint8_t shape, list;
	char country[2];
};

struct span { /* a name: tokens [first, last] */
	uint32_t first, last;
	enum entity_kind kind;
};

struct class_table;
struct doc {
	struct arena *arena;
	const struct entity_model *model;
	struct str text;
	const struct entity_options *options;
	const struct class_table *classes;
	struct token *tokens;
	size_t tokens_count;
	struct word *words;
	size_t words_count, words_cap;
	struct span *spans; /* in order, not overlapping */
	size_t spans_count, spans_cap;
	bool english;
	bool nouns; /* capitals prove no names: the language writes all nouns so */
};
void word_index(struct doc *d);
static inline const struct word *
doc_word(const struct doc *d, size_t i)
{
	return &d->words[d->tokens[i].word];
}
/* A word that is not written small: "Mara", "UN", "J.", "McRae". */
bool doc_is_capital(const struct doc *d, size_t i);
struct str doc_span_text(const struct doc *d, struct span s);
struct str doc_phrase(const struct doc *d, size_t first, size_t last, char *room, size_t size);
void doc_add_span(struct doc *d, size_t first, size_t last, enum entity_kind kind);

struct place_hit {
	uint8_t bits;
	char country[2];
};
bool place_find(const struct entity_model *m, struct str lower, struct place_hit *out);
struct class_table *class_table_make(struct arena *a);
unsigned word_class(const struct class_table *t, struct str lower);

/* ---- passes, in order (entity.c runs them) ---- */
bool lang_is_english(const struct doc *d);
void rules_tag(struct doc *d);  /* spans by rules and lists */
void tagger_tag(struct doc *d); /* spans by the model */
void headline_names(struct doc *d);
void refine_spans(struct doc *d);                       /* what document and lists know better */
void origin_spans(struct doc *d);                       /* the line that says where it is from */
void entity_merge(struct doc *d, struct entities *out); /* spans to mentions and entities */
struct str role_before(const struct doc *d, size_t first);
struct str role_after(const struct doc *d, size_t last);
bool place_is_metonym(const struct doc *d, struct span s);

#endif
