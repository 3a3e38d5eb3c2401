/* SPDX-License-Identifier: ISC */
/*
 * print.h - an article on paper: plain text for pipes and files, no escape codes.
 */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include <dateline/article.h>
#include <dateline/entity.h>
#include <dateline/store.h>

/* Head line, text set at 72 cells, links and, with ents, the names and numbers in it. */
/* Why there is no full text, in words; empty when there is. */
struct str print_shortfall(const struct store_article *sa);
void print_article(const struct store_article *sa, const struct article *art,
	const struct entities *ents);

#endif
