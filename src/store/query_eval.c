/* SPDX-License-Identifier: ISC */
/*
 * query_eval.c - a tree of texts asked of one article's terms: for articles that are not in the
 * text index yet.
 */
#include "query.h"

static bool
eval_text(const struct query_node *n, struct str title, struct str author, struct str text)
{
	if (n->field == FIELD_TITLE)
		return terms_contain(title, n->text, n->prefix);
	if (n->field == FIELD_AUTHOR)
		return terms_contain(author, n->text, n->prefix);
	return terms_contain(title, n->text, n->prefix) ||
	       terms_contain(author, n->text, n->prefix) || terms_contain(text, n->text, n->prefix);
}

/* NEAR of an article that is not indexed yet: both are there. */
static bool
eval_near(const struct query_node *n, struct str title, struct str author, struct str text)
{
	return query_eval_text(n->left, title, author, text) &&
	       query_eval_text(n->right, title, author, text);
}

bool
query_eval_text(const struct query_node *n, struct str title, struct str author, struct str text)
{
	switch (n->kind) {
	case QUERY_TEXT: return eval_text(n, title, author, text);
	case QUERY_NEAR: return eval_near(n, title, author, text);
	case QUERY_NOT: return !query_eval_text(n->left, title, author, text);
	case QUERY_AND:
		return query_eval_text(n->left, title, author, text) &&
		       query_eval_text(n->right, title, author, text);
	case QUERY_OR:
		return query_eval_text(n->left, title, author, text) ||
		       query_eval_text(n->right, title, author, text);
	default: return true;
	}
}
