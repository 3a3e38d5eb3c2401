/* SPDX-License-Identifier: ISC */
/*
 * query_eval.c - a tree of texts asked of one article's terms: for phrases, whose words alone the
 * index knows, and for articles that are not in it yet.
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

static bool
eval_near(const struct query_node *n, struct str title, struct str author, struct str text)
{
	const struct query_node *last = n->left->kind == QUERY_NEAR ? n->left->right : n->left;
	struct near_phrase x = { last->text, last->prefix },
	                   y = { n->right->text, n->right->prefix };
	size_t most = (size_t)n->number;

	if (n->left->kind == QUERY_NEAR && !eval_near(n->left, title, author, text))
		return false;
	if (n->field == FIELD_TITLE)
		return terms_near(title, &x, &y, most);
	if (n->field == FIELD_AUTHOR)
		return terms_near(author, &x, &y, most);
	return terms_near(title, &x, &y, most) || terms_near(author, &x, &y, most) ||
	       terms_near(text, &x, &y, most);
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
