/* SPDX-License-Identifier: ISC */
/*
 * quantity_private.h - what the number and date rules share.  The text is cut into tokens chunk by
 * chunk (a line, or a part of a very long one); each token carries the set of roles its word can
 * play (number_table.c); the rules are small parsers that look at tokens from an index on and say
 * where they stopped.  Every parser returns the index of the token after what it read, or 0 when
 * it read nothing (index 0 is a guard token, never part of anything).
 */
#ifndef DATELINE_QUANTITY_PRIVATE_H
#define DATELINE_QUANTITY_PRIVATE_H

#include <dateline/quantity.h>

#include <math.h>
#include <string.h>

#include "number_ids.h"

#define QUANTITY_CHUNK_MAX 16384 /* bytes looked at together */
#define QUANTITY_WORD_MAX 24     /* longer words mean nothing to the rules */

enum date_part {
	PART_MORNING,
	PART_AFTERNOON,
	PART_EVENING,
	PART_NIGHT,
	PART_TONIGHT,
	PART_LUNCH,
	PART_DAYTIME
};
enum date_phase {
	PHASE_NONE,
	PHASE_EARLY,
	PHASE_MID,
	PHASE_LATE,
	PHASE_EARLIER,
	PHASE_LATER,
	PHASE_REST
};

struct number_word {
	const char *text;
	uint16_t role;
	int32_t value;
};
extern const struct number_word number_words[];
extern const size_t number_words_count;
#define NUMBER_PAIRS (26 * 28 + 1) /* first two letters (or one), and an end */
void number_words_index(uint16_t first[NUMBER_PAIRS]);
extern const char *const number_participles[];
extern const size_t number_participles_count;
/* The rows of a lower-case word: the first one's index + 1 (0 = unknown), their count in *rows. */
uint16_t number_words_find(const uint16_t *first, struct str word, uint8_t *rows);

struct unit {
	const char *name, *symbols;
	int dimension;
	double factor;
};
extern const struct unit units[UNITS];
struct currency {
	const char *code, *name, *shortname, *sign;
};
extern const struct currency currencies[CURRENCIES];

/* ---- tokens ---- */
enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK, TOKEN_JUNK };
struct token {
	uint32_t start, end; /* bytes of the text */
	uint8_t kind;
	char mark;  /* of a TOKEN_MARK: ASCII, dashes as '-', quotes as '"' or '\'', else 0 */
	bool glued; /* nothing between it and the token before */
	bool capital, upper; /* first letter; all letters (two or more) */
	bool grouped;        /* number: has thousands separators */
	char head;    /* lower-case first byte of a word, what a mark stands for; 0 for numbers */
	uint8_t len;  /* bytes of a word, 1 for a mark */
	uint8_t near; /* tokens to the next one that carries a number or date, at most 255 */
	uint8_t digits, decimals;
	uint8_t rows;
	uint16_t word;  /* index + 1 in number_words */
	uint64_t roles; /* 1 << enum number_role */
	double value;   /* of a number in digits */
};

struct date_anchor {
	int64_t day;    /* days since 1970-01-01 */
	int32_t second; /* of that day */
	bool known;
};
struct quantity_scan {
	struct arena *arena;
	uint16_t first[NUMBER_PAIRS]; /* in number_words: where the words of two first letters begin
	                               */
	struct str text;
	bool english;       /* words are read; else only digits, signs, codes and symbols */
	bool comma_decimal; /* "1.200,5": where the language writes so */
	struct date_anchor today;
	struct date_anchor anchor; /* a day that the text names with its weekday */
	int anchor_weekday;
	struct weekday_found {
		size_t index; /* in list */
		struct when *when;
	} * weekdays; /* dates said by their weekday alone */
	size_t weekdays_count, weekdays_cap;
	size_t border;        /* a byte known to be a border of clusters */
	int last_year;        /* the last year that the text named, or 0 */
	struct token *tokens; /* [0] and [count] are TOKEN_END guards, with more guards behind */
	size_t count, cap;
	struct quantity *list;
	size_t list_count, list_cap;
};

#define TOKEN_GUARDS 8
size_t number_tokens(struct quantity_scan *s, size_t from, size_t to);
static inline bool
token_is(const struct token *t, enum number_role role)
{
	return t->roles >> role & 1;
}
static inline bool
token_mark(const struct token *t, char mark)
{
	return t->kind == TOKEN_MARK && t->mark == mark;
}
int32_t token_value(const struct token *t, enum number_role role); /* of the first row with it */
struct str token_text(const struct quantity_scan *s, size_t i);
bool token_eq(const struct quantity_scan *s, size_t i, const char *lower); /* ignoring case */
bool token_in(const struct quantity_scan *s, size_t i, const char *words); /* one of "a b c" */
/* Matches "at least" or "as many as" word by word from i on; the index after it, or 0. */
size_t token_phrase_rest(const struct quantity_scan *s, size_t i, const char *phrase);
static inline size_t
token_phrase(const struct quantity_scan *s, size_t i, const char *phrase)
{
	return s->tokens[i].head == phrase[0] ? token_phrase_rest(s, i, phrase) : 0;
}

/* ---- numbers ---- */
struct number {
	double value;
	double value2; /* vague ones: the upper end; else NAN */
	bool words;    /* not in digits */
	bool plain;    /* digits only, no separator, decimals, scale or fraction */
	bool scaled, ordinal, fraction, vague, article;
	bool suffix_m; /* a glued small m was taken as million: may be metres */
	bool minus;
	uint8_t digits;
	double mantissa; /* value before the scale */
	size_t and_at;   /* token of the last "and" inside; 0 none */
	double scale;
};
size_t number_parse(const struct quantity_scan *s, size_t i, struct number *n);
size_t number_cardinal(const struct quantity_scan *s, size_t i, struct number *n);
size_t number_ordinal(const struct quantity_scan *s, size_t i, struct number *n);
/* The running sum of a cardinal in words. */
struct number_sum {
	double total, current; /* finished groups; the group below the next scale */
	double smallest;       /* scale of the last finished group */
	bool any, digits;      /* current came as digits: only a scale may follow */
};
bool number_sum_word(struct number_sum *m, const struct token *t); /* false: does not fit there */
size_t number_skip_joint(const struct quantity_scan *s, size_t i, const struct number_sum *m);
static inline bool
number_is_small(const struct token *t)
{
	return token_is(t, ROLE_CARDINAL) || token_is(t, ROLE_TENS);
}
static inline bool
number_is_scale(const struct token *t)
{
	return token_is(t, ROLE_SCALE) || token_is(t, ROLE_SCALES);
}
static inline double
number_scale_of(const struct token *t, enum number_role role)
{
	return pow(10, token_value(t, role));
}
/* Parts of number_parse: each takes what was read so far in n and the index behind it. */
size_t number_fraction_after(const struct quantity_scan *s, size_t i, struct number *n);
size_t number_fraction_added(const struct quantity_scan *s, size_t i, struct number *n);
size_t number_fraction_of_last(
        const struct quantity_scan *s, size_t from, size_t end, struct number *n);
size_t number_fraction_alone(const struct quantity_scan *s, size_t i, double *v);
size_t number_fraction_sign(const struct quantity_scan *s, size_t i, double *v);
size_t number_power(const struct quantity_scan *s, size_t i, struct number *n);
size_t number_ratio(const struct quantity_scan *s, size_t i, struct number *n);
/* A year in digits or words ("2016", "nineteen eighty six", "two thousand and five"). */
size_t number_year(const struct quantity_scan *s, size_t i, int *year);

/* ---- amounts: a number with what it is measured in ---- */
struct amount {
	struct number n;
	enum quantity_kind kind;
	enum quantity_qual qual;
	int unit;            /* enum unit_id, or UNIT_NONE */
	int currency;        /* enum currency_id, or CURRENCY_NONE */
	bool short_currency; /* only "dollar", "pound", "$": no country said */
	struct str name;     /* canonical name of the unit, "dollar per barrel" */
	double value, value2;
	size_t start, end; /* tokens */
	size_t what_from;  /* token where the counted noun may begin; 0 = end */
};
size_t unit_parse(
        const struct quantity_scan *s, size_t i, const struct number *n, struct amount *a);
size_t unit_per(const struct quantity_scan *s, size_t i, struct amount *a);
size_t money_prefix(const struct quantity_scan *s, size_t i, struct amount *a);
size_t money_suffix(const struct quantity_scan *s, size_t i, struct amount *a);
size_t money_minor(const struct quantity_scan *s, size_t i, struct amount *a);
struct str money_name(struct arena *arena, const struct amount *a);
size_t amount_parse(const struct quantity_scan *s, size_t i, struct amount *a);
size_t amount_qualifier(const struct quantity_scan *s, size_t i, enum quantity_qual *q);
size_t amount_range(const struct quantity_scan *s, size_t i, struct amount *a);
bool amount_is_label(const struct quantity_scan *s, const struct amount *a);
void amount_noun(const struct quantity_scan *s, const struct amount *a, struct quantity *q);

/* ---- dates ---- */
struct when;
size_t date_find(const struct quantity_scan *s, size_t i, struct quantity *q, struct when *w);
/* What the rules for other languages read at digits. */
size_t quantity_foreign(const struct quantity_scan *s, size_t i, struct quantity *q, struct when *w);

/* ---- what is shown ---- */
void quantity_show(struct arena *a, struct quantity *q);

#endif
