/* SPDX-License-Identifier: ISC */
/*
 * figure_private.h - a figure as one article states it: what mark.c reads and figures.c aligns.
 */
#ifndef FIGURE_PRIVATE_H
#define FIGURE_PRIVATE_H

#include "story_private.h"

enum figure_class {
	CLASS_NONE,
	CLASS_DEATHS,
	CLASS_INJURED,
	CLASS_MISSING,
	CLASS_DISPLACED,
	CLASS_DETAINED,
	CLASS_INFECTED,
	CLASS_HOSPITAL,
	CLASS_RESCUED,
	CLASS_TRAPPED,
	CLASSES
};
struct figure_class_info {
	const char *what; /* "people killed" */
	bool cumulative;  /* does not fall but by a correction */
	double weight;    /* in the order of series */
};
extern const struct figure_class_info figure_classes[CLASSES];

#define CONTEXT_MAX 24
struct mark {
	size_t doc;
	const struct quantity *q;
	double low, high;
	enum figure_class kind_of; /* of what is counted, when a word says so */
	uint32_t head;             /* hash of the noun that is counted, or 0 */
	uint32_t place;            /* number of its sentence */
	uint32_t from, to;         /* bytes of its sentence */
	bool people;               /* the noun is people of any kind, or left out */
	bool earlier;              /* a value that no longer holds: "from 23", "up from 14,000" */
	bool part;                 /* of a whole, or added to one: "including 3", "5 more" */
	bool corrected;            /* the sentence says a count was put right */
	bool disputed;             /* the sentence sets it against another */
	bool rejected;             /* it says that a count is not right, in so many words */
	struct {
		uint32_t hash;
		uint8_t weight;
		uint32_t start, end; /* of the word in the text */
	} context[CONTEXT_MAX];      /* words around it in its sentence, nearest first */
	size_t context_count;
};
/* Reads the figures of one article that may be part of a series. */
size_t mark_list(struct arena *a, const struct story_doc *doc, size_t doc_index, struct mark **out);
/* The values a quantity stands for, [*low, *high]. */
void mark_interval(const struct quantity *q, double *low, double *high);

#endif
