/* SPDX-License-Identifier: ISC */
/*
 * rule.c - per-site rules, evaluated by libxml2 on its own tree of the page: only pages of sites
 * with a rule pay for a second tree.  What an expression may cost is bounded: a step may take
 * libxml2 as many comparisons as the page has nodes (when it joins sets of them), so the number of
 * steps falls as the page grows, and the largest pages are left to the general way.
 */
#include "rule.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/xmlmemory.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

#include <dateline/text.h>

#define XPATH_STEPS_MAX 2000000ul
#define XPATH_COST_MAX 30000000000ul /* steps times nodes */
#define RULE_PAGE_NODES_MAX 30000ul  /* elements and texts of a page that a rule is tried on */
#define RULE_BYTES_MAX 4096          /* of an expression */
#define RULE_NODES_MAX 4096          /* selected nodes that are used */

struct rule_tree {
	struct arena *a;
	struct notes *notes;
	htmlDocPtr doc;
	xmlXPathContextPtr context;
};

/* libxml2 2.9.14 never returns from a page in which an allocation failed: it must not see one. */
static void *
need_malloc(size_t size)
{
	void *p = malloc(size);

	if (p == NULL)
		out_of_memory();
	return p;
}

static void *
need_realloc(void *old, size_t size)
{
	void *p = realloc(old, size > 0 ? size : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

static char *
need_strdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(need_malloc(size), s, size);
}

static void
keep_quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static xmlNodePtr
next_node(xmlNodePtr n)
{
	if (n->children != NULL && n->type == XML_ELEMENT_NODE)
		return n->children;
	while (n != NULL && n->next == NULL)
		n = n->parent;
	return n == NULL ? NULL : n->next;
}

static unsigned long
count_tree(htmlDocPtr doc)
{
	unsigned long count = 0;

	for (xmlNodePtr n = xmlDocGetRootElement(doc); n != NULL; n = next_node(n))
		count++;
	return count;
}

static bool
open_tree(struct rule_tree *t, struct str html)
{
	unsigned long nodes;

	xmlMemSetup(free, need_malloc, need_realloc, need_strdup);
	t->doc = htmlReadMemory(html.p, (int)html.len, NULL, "UTF-8",
	        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	if (t->doc == NULL)
		return false;
	t->context = xmlXPathNewContext(t->doc);
	nodes = count_tree(t->doc);
	if (t->context == NULL)
		return false;
	if (nodes > RULE_PAGE_NODES_MAX) {
		notes_add(t->notes, NOTE_WARNING, 0, "the page is too large for the site's rule");
		return false;
	}
	t->context->error = keep_quiet;
	t->context->opLimit = XPATH_COST_MAX / (nodes + 1) < XPATH_STEPS_MAX
	                              ? XPATH_COST_MAX / (nodes + 1)
	                              : XPATH_STEPS_MAX;
	return true;
}

static void
close_tree(struct rule_tree *t)
{
	xmlXPathFreeContext(t->context);
	if (t->doc != NULL)
		xmlFreeDoc(t->doc);
}

static xmlXPathObjectPtr
evaluate(struct rule_tree *t, struct str path)
{
	xmlXPathCompExprPtr compiled;
	xmlXPathObjectPtr found;

	if (path.len == 0)
		return NULL;
	compiled = path.len > RULE_BYTES_MAX
	                   ? NULL
	                   : xmlXPathCtxtCompile(t->context, BAD_CAST arena_cstr(t->a, path));
	if (compiled == NULL) {
		notes_add(t->notes, NOTE_WARNING, 0, "the site's rule is no XPath: " STR_FMT,
		        STR_ARG(str_sub(path, 0, RULE_BYTES_MAX)));
		return NULL;
	}
	t->context->opCount = 0;
	found = xmlXPathCompiledEval(compiled, t->context);
	if (found == NULL)
		notes_add(t->notes, NOTE_WARNING, 0,
		        "the site's rule takes too many steps on this page: " STR_FMT,
		        STR_ARG(path));
	xmlXPathFreeCompExpr(compiled);
	return found;
}

static int
count_nodes(xmlXPathObjectPtr o)
{
	int n = o == NULL || o->type != XPATH_NODESET || o->nodesetval == NULL
	                ? 0
	                : o->nodesetval->nodeNr;

	return n > RULE_NODES_MAX ? RULE_NODES_MAX : n;
}

/* All are unlinked first, so that none is inside another when it is freed. */
static void
strip_nodes(struct rule_tree *t, struct str path)
{
	xmlXPathObjectPtr found = evaluate(t, path);
	int n = count_nodes(found);

	for (int i = 0; i < n; i++)
		if (found->nodesetval->nodeTab[i]->type == XML_ELEMENT_NODE)
			xmlUnlinkNode(found->nodesetval->nodeTab[i]);
	for (int i = 0; i < n; i++) {
		xmlNodePtr node = found->nodesetval->nodeTab[i];

		found->nodesetval->nodeTab[i] = NULL;
		if (node->type == XML_ELEMENT_NODE)
			xmlFreeNode(node);
	}
	if (found != NULL && found->nodesetval != NULL)
		found->nodesetval->nodeNr = 0;
	xmlXPathFreeObject(found);
}

static bool
is_inside_another(xmlNodeSetPtr set, int count, int i)
{
	for (xmlNodePtr up = set->nodeTab[i]->parent; up != NULL; up = up->parent)
		for (int k = 0; k < count && k < 64; k++)
			if (set->nodeTab[k] == up)
				return true;
	return false;
}

static struct str
html_of(struct rule_tree *t, xmlXPathObjectPtr found)
{
	xmlBufferPtr b = xmlBufferCreate();
	struct str html = STR_NONE;
	int n = count_nodes(found);

	for (int i = 0; i < n && b != NULL; i++) {
		xmlNodePtr node = found->nodesetval->nodeTab[i];

		if (node->type != XML_ELEMENT_NODE || is_inside_another(found->nodesetval, n, i))
			continue;
		htmlNodeDump(b, t->doc, node);
		xmlBufferCat(b, BAD_CAST "\n");
	}
	if (b != NULL && xmlBufferLength(b) > 0)
		html = arena_str(t->a, (struct str){ (const char *)xmlBufferContent(b),
		                               (size_t)xmlBufferLength(b) });
	xmlBufferFree(b);
	return html;
}

static struct str
page_of(struct rule_tree *t)
{
	xmlNodePtr root = xmlDocGetRootElement(t->doc);
	xmlBufferPtr b = xmlBufferCreate();
	struct str html = STR_NONE;

	if (b != NULL && root != NULL) {
		htmlNodeDump(b, t->doc, root);
		html = arena_str(t->a, (struct str){ (const char *)xmlBufferContent(b),
		                               (size_t)xmlBufferLength(b) });
	}
	xmlBufferFree(b);
	return html;
}

static struct str
text_of(struct rule_tree *t, xmlXPathObjectPtr found)
{
	xmlChar *s = found == NULL ? NULL : xmlXPathCastToString(found);
	struct str text = s == NULL ? STR_NONE
	                            : text_collapse(t->a, arena_str(t->a, str_of((const char *)s)));

	xmlFree(s);
	return text_safe(t->a, text, TEXT_SAFE_LINE);
}

void
rule_apply(struct arena *a, struct str html, const struct article_rule *rule,
        struct rule_result *out, struct notes *notes)
{
	struct rule_tree t = { .a = a, .notes = notes };
	xmlXPathObjectPtr found;

	memset(out, 0, sizeof(*out));
	if (open_tree(&t, html)) {
		found = evaluate(&t, rule->title);
		out->title = text_of(&t, found);
		xmlXPathFreeObject(found);
		strip_nodes(&t, rule->strip);
		if (rule->body.len == 0 && rule->strip.len > 0)
			out->page = page_of(&t);
		found = evaluate(&t, rule->body);
		out->body = found == NULL ? STR_NONE : html_of(&t, found);
		xmlXPathFreeObject(found);
		if (rule->body.len > 0 && out->body.len == 0)
			notes_add(notes, NOTE_WARNING, 0,
			        "the site's rule for the body finds nothing");
	}
	close_tree(&t);
}
