/* SPDX-License-Identifier: ISC */
/*
 * plain.c - plain text to an article: paragraphs are separated by blank lines or, when there is no
 * blank line, stand one a line.
 */
#include <dateline/article.h>

#include <string.h>

#include <dateline/text.h>

#include "build.h"

static bool
is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

static bool
has_blank_line(struct str text)
{
	struct str rest = str_trim(text);

	while (rest.p != NULL)
		if (is_blank(str_split(&rest, '\n')))
			return true;
	return false;
}

bool
article_from_text(struct arena *a, struct str text, struct article *out, struct err *e)
{
	struct builder *b = arena_alloc(a, sizeof(*b));
	struct block as = { .kind = BLOCK_PARAGRAPH };
	bool blank_ends;

	memset(out, 0, sizeof(*out));
	out->published = out->updated = ARTICLE_NO_DATE;
	if (text.len > 0 && memchr(text.p, '\0', text.len < 512 ? text.len : 512) != NULL)
		return err_set(e, ERR_FAIL, "this is not text");
	text = utf8_repair(a, str_sub(text, 0, ARTICLE_HTML_MAX));
	blank_ends = has_blank_line(text);
	builder_init(b, a, out);
	while (text.p != NULL) {
		struct str line = str_split(&text, '\n');

		if (is_blank(line)) {
			builder_end(b);
			continue;
		}
		builder_begin(b, &as);
		builder_text(b, line);
		builder_text(b, STR(" "));
		if (!blank_ends)
			builder_end(b);
	}
	builder_finish(b);
	if (out->blocks_count == 0)
		out->state = ARTICLE_EMPTY;
	return true;
}
