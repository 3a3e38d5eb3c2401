/* SPDX-License-Identifier: ISC */
/*
 * entity.h - paragraphs to people, places, organisations, demonyms, numbers and dates, each with its
 * spans.  No I/O but mapping the model file, no clock, no globals.  Offsets are bytes of the text,
 * on grapheme cluster borders, so they are always inside it.
 */
#ifndef DATELINE_ENTITY_H
#define DATELINE_ENTITY_H

#include <dateline/base.h>
#include <dateline/quantity.h>

#define ENTITY_TEXT_MAX (8u * 1024 * 1024) /* bytes of one text; the rest is not looked at */

enum entity_kind { ENTITY_PERSON, ENTITY_PLACE, ENTITY_ORGANISATION, ENTITY_DEMONYM, ENTITY_KINDS };
struct entity_kind_info {
	const char *name;   /* "person", as in the JSON */
	const char *list;   /* "people" */
	const char *title;  /* "PEOPLE", heading in the sidebar */
	const char *prefix; /* "person:" in queries */
};
extern const struct entity_kind_info entity_kinds[ENTITY_KINDS];

struct mention {
	uint32_t start, end; /* bytes; a person's title ("Mr", a role) is outside */
	enum entity_kind kind;
	uint32_t entity; /* index into entities.list; a metonym ("Washington") points to what it means */
};

struct entity {
	enum entity_kind kind;
	struct str name;   /* fullest form: "Antony Blinken", "United States" */
	struct str key;    /* normalised: the same thing has the same key in every article */
	struct str detail; /* person: role or title; place: country when it is none; demonym: country */
	struct str country; /* ISO 3166-1 alpha-2 of a place or demonym, or none */
	uint32_t count;    /* mentions */
	uint32_t first;    /* byte of the first mention */
	bool metonym;      /* a capital that stands for a government somewhere in the text */
};

struct entities {
	struct entity *list; /* by kind, then by count, then by first mention */
	size_t count;
	struct mention *mentions; /* by start, not overlapping */
	size_t mentions_count;
	struct quantity *quantities; /* by start */
	size_t quantities_count;
	struct str note; /* what could not be done ("rules only: ..."), for the sidebar; or none */
};

/* The tagger's model with its name lists, mapped from a file.  NULL model is allowed everywhere:
 * then rules and built-in lists do what they can, and entities.note says so. */
struct entity_model;
bool entity_model_open(struct entity_model **out, const char *path, struct err *e);
void entity_model_close(struct entity_model *m);

struct entity_options {
	int64_t date;    /* of publication, Unix seconds; INT64_MIN = unknown */
	struct str lang; /* BCP 47 of the text; none = detect */
	uint32_t title_len; /* bytes of a headline at the start of the text; 0 = none */
};
/* Finds everything in text (valid UTF-8).  Results live in the arena. */
void entity_find(struct arena *a, const struct entity_model *m, struct str text,
	const struct entity_options *o, struct entities *out);

#endif
