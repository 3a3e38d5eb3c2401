/* SPDX-License-Identifier: ISC */
/*
 * rule.h - per-site rules: XPath 1.0 for the body, the title and what to strip.
 */
#ifndef ARTICLE_RULE_H
#define ARTICLE_RULE_H

#include <dateline/article.h>

struct rule_result {
	struct str
	        body; /* HTML of the nodes that rule.body selects; none when it selects nothing */
	struct str page;  /* the whole page without what is stripped, when there is no rule.body */
	struct str title; /* text */
};

/* html is valid UTF-8.  What is wrong with a rule is noted; nothing is found then. */
void rule_apply(struct arena *a, struct str html, const struct article_rule *rule,
        struct rule_result *out, struct notes *notes);

#endif
