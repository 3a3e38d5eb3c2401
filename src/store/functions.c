/* SPDX-License-Identifier: ISC */
/*
 * functions.c - what SQL can ask of C: text of a body, regular expressions, comparing without case
 * and accents, sites, enclosures.
 */
#include "query.h"

#include <dateline/text.h>
#include <dateline/url.h>

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#define PATTERNS_MAX 8 /* compiled at a time */

struct pattern {
	char *text;
	regex_t regex;
};
struct patterns {
	struct pattern list[PATTERNS_MAX];
	size_t next;
};

bool
query_regex_check(struct str pattern, struct err *e)
{
	struct arena *a = arena_create();
	char words[200];
	regex_t regex;
	int rc = regcomp(&regex, arena_cstr(a, pattern), REG_EXTENDED | REG_ICASE | REG_NOSUB);

	if (rc == 0) {
		regfree(&regex);
	} else {
		regerror(rc, &regex, words, sizeof(words));
		err_set(e, ERR_USAGE, "wrong regular expression (%s)", words);
	}
	arena_destroy(a);
	return rc == 0;
}

static void
pattern_reset(struct pattern *p)
{
	if (p->text == NULL)
		return;
	regfree(&p->regex);
	free(p->text);
	p->text = NULL;
}

/* The compiled pattern, kept for the next row; NULL when it is none. */
static regex_t *
pattern_find(struct store *s, struct str text)
{
	struct pattern *p;

	if (s->patterns == NULL && (s->patterns = calloc(1, sizeof(*s->patterns))) == NULL)
		out_of_memory();
	for (size_t i = 0; i < PATTERNS_MAX; i++) {
		p = &s->patterns->list[i];
		if (p->text != NULL && str_eq(str_of(p->text), text))
			return &p->regex;
	}
	p = &s->patterns->list[s->patterns->next++ % PATTERNS_MAX];
	pattern_reset(p);
	p->text = strndup(text.len > 0 ? text.p : "", text.len);
	if (p->text == NULL)
		out_of_memory();
	if (regcomp(&p->regex, p->text, REG_EXTENDED | REG_ICASE | REG_NOSUB | REG_NEWLINE) == 0)
		return &p->regex;
	free(p->text);
	p->text = NULL;
	return NULL;
}

void
functions_free(struct store *s)
{
	for (size_t i = 0; s->patterns != NULL && i < PATTERNS_MAX; i++)
		pattern_reset(&s->patterns->list[i]);
	free(s->patterns);
	s->patterns = NULL;
}

static bool
regex_matches(struct store *s, struct str pattern, struct str text)
{
	regex_t *regex = pattern_find(s, pattern);
	struct arena *a;
	bool found;

	if (regex == NULL)
		return false;
	a = arena_create();
	found = regexec(regex, arena_cstr(a, text), 0, NULL, 0) == 0;
	arena_destroy(a);
	return found;
}

/* store_regex(pattern, text) */
static void
call_regex(struct store *s, struct db_call *c)
{
	db_return_int(c, regex_matches(s, db_arg(c, 0), db_arg(c, 1)));
}

/* store_regex_of(text, pattern): the order of newsboat's =~ */
static void
call_regex_of(struct store *s, struct db_call *c)
{
	db_return_int(c, regex_matches(s, db_arg(c, 1), db_arg(c, 0)));
}

/* store_has(text, part): part is in text, case and accents aside */
static void
call_has(struct store *s, struct db_call *c)
{
	struct text_span found;

	(void)s;
	db_return_int(c, text_find_fold(db_arg(c, 0), db_arg(c, 1), 0, &found));
}

/* store_site(url, site): the host is the site or below it */
static void
call_site(struct store *s, struct db_call *c)
{
	struct str host = url_host(db_arg(c, 0)), site = db_arg(c, 1);
	struct str tail = str_sub(host, host.len < site.len ? 0 : host.len - site.len, host.len);

	(void)s;
	db_return_int(c, site.len > 0 && str_eq_nocase(tail, site) &&
	                         (host.len == site.len || host.p[host.len - site.len - 1] == '.'));
}

/* store_text(html, page): the bare text of what is read */
static void
call_text(struct store *s, struct db_call *c)
{
	struct arena *a = arena_create();
	struct str html;
	struct err ignored;

	if (body_choose(s, a, db_arg(c, 0), db_arg(c, 1), &html, NULL, &ignored))
		db_return_text(c, markup_text(a, html));
	arena_destroy(a);
}

/* store_enclosures(packed, which): addresses (0) or types (1), one a line */
static void
call_enclosures(struct store *s, struct db_call *c)
{
	struct unpack u = { .left = db_arg(c, 0) };
	uint64_t count = u.left.len == 0 ? 0 : unpack_u64(&u);
	bool types = str_eq(db_arg(c, 1), STR("1"));
	struct buf b;

	(void)s;
	buf_init(&b, BODY_MAX);
	for (uint64_t i = 0; i < count && !u.bad; i++) {
		struct str url = unpack_str(&u), type = unpack_str(&u);
		unpack_str(&u);
		unpack_i64(&u);
		unpack_i64(&u);
		if (i > 0)
			buf_add_char(&b, '\n');
		buf_add_str(&b, types ? type : url);
	}
	db_return_text(c, buf_str(&b));
	buf_free(&b);
}

/* store_verify(node, title, author, html, page): a tree of texts holds for an article */
static void
call_verify(struct store *s, struct db_call *c)
{
	const struct query_node *n = (const struct query_node *)(intptr_t)db_arg_int(c, 0);
	struct arena *a = arena_create();
	struct str html;
	struct err ignored;

	if (body_choose(s, a, db_arg(c, 3), db_arg(c, 4), &html, NULL, &ignored))
		db_return_int(
		        c, query_eval_text(n, terms_of(a, db_arg(c, 1)), terms_of(a, db_arg(c, 2)),
		                   terms_of(a, markup_text(a, html))));
	arena_destroy(a);
}

static const struct {
	const char *name;
	int args;
	db_call_fn *run;
} functions[] = {
	{ "store_regex", 2, call_regex },
	{ "store_regex_of", 2, call_regex_of },
	{ "store_has", 2, call_has },
	{ "store_site", 2, call_site },
	{ "store_text", 2, call_text },
	{ "store_enclosures", 2, call_enclosures },
	{ "store_verify", 5, call_verify },
};

bool
functions_register(struct store *s, struct err *e)
{
	for (size_t i = 0; i < COUNT(functions); i++)
		if (!db_function(
		            s->db, functions[i].name, functions[i].args, functions[i].run, s, e))
			return false;
	return true;
}
