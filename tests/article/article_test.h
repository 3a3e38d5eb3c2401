/* SPDX-License-Identifier: ISC */
/*
 * article_test.h - what the tests of articles share.
 */
#ifndef ARTICLE_TEST_H
#define ARTICLE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include <dateline/article.h>

static inline void
parse(struct arena *a, struct str html, bool fragment, struct article *out)
{
	struct article_options o = { .url = STR("https://news.example/a/b.html"),
		.content_type = STR("text/html; charset=utf-8"),
		.fragment = fragment };
	struct err e;

	assert_true(article_parse(a, html, &o, out, NULL, &e));
}

static inline struct str
html_of(struct arena *a, const struct article *art)
{
	struct buf b;
	struct str s;

	buf_init(&b, 1 << 24);
	article_write_html(&b, art);
	s = arena_str(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static inline struct str
text_of(struct arena *a, const struct article *art)
{
	struct buf b;
	struct str s;

	buf_init(&b, 1 << 24);
	article_write_text(&b, art);
	s = arena_str(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static inline void
assert_str(struct str got, const char *want)
{
	char *p = strndup(got.p != NULL ? got.p : "", got.len);

	assert_string_equal(p, want);
	free(p);
}

#endif
