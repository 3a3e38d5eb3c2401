/* SPDX-License-Identifier: ISC */
/*
 * quantity.h - numbers, amounts, ages, durations and dates in text (part of entity).  Rules, no
 * model.  Spans are byte ranges of the text, on grapheme cluster borders.
 */
#ifndef DATELINE_QUANTITY_H
#define DATELINE_QUANTITY_H

#include <dateline/base.h>

enum quantity_kind {
	QUANTITY_NUMBER, QUANTITY_COUNT, QUANTITY_PERCENT, QUANTITY_CURRENCY, QUANTITY_MEASURE,
	QUANTITY_TEMPERATURE, QUANTITY_AGE, QUANTITY_DURATION, QUANTITY_ORDINAL, QUANTITY_RANGE,
	QUANTITY_SCORE, QUANTITY_DATE, QUANTITY_DATERANGE, QUANTITY_DATETIME, QUANTITY_DATETIMERANGE,
	QUANTITY_TIME, QUANTITY_TIMERANGE, QUANTITY_KINDS
};
enum quantity_qual {
	QUAL_NONE, QUAL_APPROX, QUAL_ALMOST, QUAL_ATLEAST, QUAL_OVER, QUAL_ATMOST, QUAL_UNDER,
	QUAL_VAGUE, QUAL_BETWEEN, QUAL_KINDS
};
const char *quantity_kind_name(enum quantity_kind k); /* as in the JSON: "number", "count", ... */
const char *quantity_qual_name(enum quantity_qual q); /* "", "approx", "almost", ... */

struct quantity {
	uint32_t start, end; /* bytes */
	enum quantity_kind kind;
	enum quantity_qual qual;
	double value, value2;   /* value2 of ranges and scores; NAN when there is none */
	struct str unit;        /* canonical singular name or ISO 4217 code; none when bare */
	struct str what;        /* the noun phrase that is counted: "people", "affirmative votes" */
	struct str verb;        /* what is said of it, if plain: "killed", "displaced" */
	struct str attribution; /* "according to ..." phrase, or none */
	struct str iso;         /* dates, ISO 8601: see below; none when not resolved */
	struct str display;     /* short form for a narrow column: "~32,000", "$2.4bn", "22 Mar" */
	double weight;          /* how much it tells, 0 to 1, for the order in a sidebar */
};
/* iso: "2024-03-13", "2024-03", "2024", "2024-03-13T14:00:00", "14:00:00"; "a/b" from a until before b for
 * periods ("this week"), b itself for "from A to B"; "a/.." and "../b" are open; "XXXX-03-22" where
 * neither text nor article says the year. */
bool quantity_is_date(const struct quantity *q); /* any of the date and time kinds */

struct quantity_options {
	int64_t date; /* of publication, Unix seconds, for "last week"; INT64_MIN = unknown */
	struct str lang; /* BCP 47; none = English */
};
/* Finds all quantities, in order, not overlapping; the array lives in the arena. */
size_t quantity_find(struct arena *a, struct str text, const struct quantity_options *o,
	struct quantity **out);

#endif
