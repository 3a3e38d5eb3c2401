/* SPDX-License-Identifier: ISC */
/*
 * fuzz_render.c - a fragment set at a width (from the first byte) and written in every form.  Lines
 * stay inside the width, and the clean HTML gives itself again.
 */
#include <stdlib.h>

#include <dateline/layout.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void
check_layout(struct arena *a, const struct article *art, uint8_t seed)
{
	struct layout_options o = { .width = seed % 128,
		.link_numbers = seed & 1,
		.ascii = seed & 2,
		.table_scroll = seed & 4 ? 10 : 0 };
	struct layout l;
	struct buf b;

	layout_make(a, art, &o, &l);
	for (size_t i = 0; i < l.lines_count; i++) {
		const struct layout_line *line = &l.lines[i];

		check(line->block < art->blocks_count && line->start <= line->end);
		check(line->end <= art->text.len);
		check(i == 0 || line->start >= l.lines[i - 1].start);
		for (uint32_t k = 0; k < line->pieces_count; k++)
			check(line->pieces[k].col >= 0 &&
			        line->pieces[k].col + line->pieces[k].width <= l.width);
	}
	for (uint32_t at = 0; at < art->text.len; at += 7)
		check(l.lines_count == 0 || layout_line_at(&l, at) < l.lines_count);
	buf_init(&b, 1 << 26);
	layout_write(&b, art, &l);
	article_write_text(&b, art);
	article_write_markdown(&b, art);
	buf_free(&b);
}

static struct str
clean_html(struct arena *a, struct str html, struct article *art)
{
	struct article_options o = { .url = STR("https://news.example/a/b"),
		.fragment = true,
		.content_type = STR("text/html; charset=utf-8") };
	struct str out = STR("");
	struct buf b;
	struct err e;

	buf_init(&b, 1 << 26);
	if (article_parse(a, html, &o, art, NULL, &e)) {
		article_write_html(&b, art);
		out = arena_str(a, buf_str(&b));
	}
	buf_free(&b);
	return out;
}

/* A mark without a base goes when it comes to stand first in a text, so the second time counts. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create();
	struct article art = { .title = STR_NONE };
	struct str once, twice;

	if (size > 1) {
		once = clean_html(a, (struct str){ (const char *)data + 1, size - 1 }, &art);
		check_layout(a, &art, data[0]);
		once = clean_html(a, once, &art);
		twice = clean_html(a, once, &art);
		check(str_eq(once, twice));
	}
	arena_destroy(a);
	return 0;
}
