/* SPDX-License-Identifier: ISC */
/*
 * test_layout.c - fragments of tests/article/data set at three widths against golden files (written
 * anew when DATELINE_REGEN is set), and what must hold at every width.
 */
#include <stdio.h>
#include <stdlib.h>

#include "article_test.h"

#include <dateline/layout.h>
#include <dateline/text.h>

static const char *const names[] = { "prose", "lists", "tables", "code", "marks", "wide" };
static const int widths[] = { 40, 72, 100 };

static struct str
path_of(struct arena *a, const char *name, const char *end)
{
	const char *srcdir = getenv("srcdir");

	return arena_printf(
	        a, "%s/tests/article/data/%s%s", srcdir != NULL ? srcdir : ".", name, end);
}

static struct str
read_file(struct arena *a, struct str path)
{
	struct buf b;
	struct err e;
	struct str s = STR_NONE;

	if (file_read(path.p, 1 << 20, &b, &e))
		s = arena_str(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
load(struct arena *a, const char *name, struct article *art)
{
	struct str html = read_file(a, path_of(a, name, ".html"));

	assert_true(html.len > 0);
	parse(a, html, true, art);
}

static struct str
set(struct arena *a, const struct article *art, const struct layout_options *o, struct layout *l)
{
	struct buf b;
	struct str s;

	layout_make(a, art, o, l);
	buf_init(&b, 1 << 20);
	layout_write(&b, art, l);
	s = arena_str(a, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
golden_files_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t k = 0; k < COUNT(widths); k++) {
			struct layout_options o = {
				.width = widths[k], .link_numbers = true, .ascii = widths[k] == 100
			};
			struct arena *a = arena_create();
			struct str end = arena_printf(a, ".%d.txt", widths[k]), got, path;
			struct article art;
			struct layout l;
			struct err e;

			load(a, names[i], &art);
			got = set(a, &art, &o, &l);
			path = path_of(a, names[i], end.p);
			if (getenv("DATELINE_REGEN") != NULL)
				assert_true(file_write_atomic(path.p, got, 0644, &e));
			assert_str(got, read_file(a, path).p);
			arena_destroy(a);
		}
}

/* No line is wider than the width, pieces stand in order, and no byte that has width is lost. */
static void
check_lines(const struct article *art, const struct layout *l, bool may_cut)
{
	size_t shown = 0, all = 0;
	uint32_t last = 0;

	for (size_t i = 0; i < l->lines_count; i++) {
		const struct layout_line *line = &l->lines[i];

		assert_true(line->start >= last || line->blank);
		assert_true(line->start <= line->end && line->end <= art->text.len);
		last = line->start;
		for (uint32_t k = 0; k < line->pieces_count; k++) {
			const struct layout_piece *p = &line->pieces[k];

			assert_true(p->col >= 0 && p->col + p->width <= l->width);
			for (uint32_t at = p->start; at < p->end; at++)
				shown += (unsigned char)art->text.p[at] > ' ';
		}
	}
	for (size_t at = 0; at < art->text.len; at++)
		all += (unsigned char)art->text.p[at] > ' ';
	if (!may_cut)
		assert_int_equal(shown, all);
}

static void
every_width_holds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		for (int width = 1; width < 130; width++) {
			struct layout_options o = { .width = width, .link_numbers = width % 2 };
			struct arena *a = arena_create();
			struct article art;
			struct layout l;

			load(a, names[i], &art);
			layout_make(a, &art, &o, &l);
			check_lines(&art, &l, i >= 2 || width < 20);
			for (size_t k = 0; k < l.lines_count; k++)
				if (!l.lines[k].blank && l.lines[k].end > l.lines[k].start && i < 2)
					assert_int_equal(layout_line_at(&l, l.lines[k].start), k);
			assert_int_equal(layout_line_at(&l, UINT32_MAX), l.lines_count - 1);
			arena_destroy(a);
		}
}

static void
wide_things_scroll(void **state)
{
	struct arena *a = arena_create();
	struct layout_options o = { .width = 20 };
	struct article art;
	struct layout l;

	(void)state;
	parse(a, STR("<pre>0123456789abcdefghijklmnopqrstuvwxyz</pre>"), true, &art);
	assert_str(set(a, &art, &o, &l), "  0123456789abcdefg\u203a\n");
	o.table_scroll = 4;
	assert_str(set(a, &art, &o, &l), "\u20393456789abcdefghijk\u203a\n");
	o.table_scroll = 30;
	assert_str(set(a, &art, &o, &l), "\u2039tuvwxyz\n");
	arena_destroy(a);
}

static void
an_empty_article_has_no_lines(void **state)
{
	struct arena *a = arena_create();
	struct layout_options o = { .width = 20 };
	struct article art;
	struct layout l;

	(void)state;
	parse(a, STR(""), true, &art);
	layout_make(a, &art, &o, &l);
	assert_int_equal(l.lines_count, 0);
	assert_int_equal(layout_line_at(&l, 3), 0);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_files_agree),
		cmocka_unit_test(every_width_holds),
		cmocka_unit_test(wide_things_scroll),
		cmocka_unit_test(an_empty_article_has_no_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
