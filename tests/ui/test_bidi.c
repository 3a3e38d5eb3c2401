/* SPDX-License-Identifier: ISC */
/*
 * test_bidi.c - right-to-left text on the canvas: order, brackets, joined letters, and what goes
 * along with it: looks, links, the cursor, the side a paragraph stands at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/ui/bidi.h"
#include "fixture.h"

static const struct {
	const char *logical, *visual;
} orders[] = {
	{ "abc", "abc" },
	/* a word, two words, numbers and Latin keep their own order */
	{ "\u05D0\u05D1\u05D2", "\u05D2\u05D1\u05D0" },
	{ "\u05D0\u05D1 \u05D2\u05D3", "\u05D3\u05D2 \u05D1\u05D0" },
	{ "\u05D0\u05D1 12", "12 \u05D1\u05D0" },
	{ "\u05D0\u05D1 ab", "ab \u05D1\u05D0" },
	{ "say \u05D0\u05D1 now", "say \u05D1\u05D0 now" },
	/* brackets turn */
	{ "\u05D0 (\u05D1)", "(\u05D1) \u05D0" },
	/* a vowel sign stays on its letter */
	{ "\u05D0\u05B7\u05D1", "\u05D1\u05D0\u05B7" },
	/* seen lam alef meem: initial, medial, final; meem stands alone behind alef */
	/* a joiner is dropped from a letter that took a form */
	{ "\u06A9\u200D", "\uFB8E" },
	{ "\u0633\u0644\u0627\u0645", "\uFEE1\uFE8E\uFEE0\uFEB3" },
};

static void
write_row(const struct canvas *c, char *out)
{
	size_t len = 0;

	for (int col = 0; col < c->cols; col++) {
		memcpy(out + len, c->cells[col].text, c->cells[col].len);
		len += c->cells[col].len;
	}
	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
}

static void
text_is_put_in_order(void **state)
{
	struct canvas c;
	char row[1024];

	(void)state;
	canvas_init(&c);
	canvas_resize(&c, 1, 30);
	for (size_t i = 0; i < COUNT(orders); i++) {
		canvas_clear(&c);
		c.bidi = true;
		canvas_put(&c, 0, 0, 30, str_of(orders[i].logical), LOOK(ROLE_TEXT));
		bidi_reorder(&c);
		write_row(&c, row);
		assert_string_equal(row, orders[i].visual);
	}
	canvas_free(&c);
}

static void
looks_links_and_cursor_go_along(void **state)
{
	struct canvas c;
	struct look link = LOOK(ROLE_LINK);

	(void)state;
	canvas_init(&c);
	canvas_resize(&c, 1, 10);
	c.bidi = true;
	canvas_put(&c, 0, 2, 8, STR("\u05D0\u05D1\u05D2\u05D3"), LOOK(ROLE_TEXT));
	canvas_relook(&c, 0, 2, 1, LOOK(ROLE_MATCH)); /* the first letter */
	link.link = canvas_link(&c, STR("https://a.example/"));
	canvas_relook(&c, 0, 4, 2, link);
	canvas_cursor(&c, 0, 3, true);
	bidi_reorder(&c);
	assert_int_equal(c.cells[5].look.role, ROLE_MATCH);
	assert_int_equal(c.cells[2].look.link, link.link);
	assert_int_equal(c.cells[3].look.link, link.link);
	assert_int_equal(c.cells[4].look.link, 0);
	assert_int_equal(c.cursor_col, 4);
	canvas_free(&c);
}

/* What is laid over a run later is not part of it. */
static void
what_covers_a_run_keeps_its_place(void **state)
{
	struct canvas c;
	char row[256];

	(void)state;
	canvas_init(&c);
	canvas_resize(&c, 1, 12);
	c.bidi = true;
	canvas_put(&c, 0, 0, 12, STR("\u05D0\u05D1\u05D2\u05D3"), LOOK(ROLE_TEXT));
	canvas_put(&c, 0, 2, 5, STR("| ab"), LOOK(ROLE_TEXT));
	bidi_reorder(&c);
	write_row(&c, row);
	assert_string_equal(row, "\u05D1\u05D0| ab");
	canvas_free(&c);
}

static void
a_paragraph_stands_at_its_side(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_RTL, 24, 60, "bidi = on\nlink-numbers = yes\n");
	fixture_shown(&f);
	assert_shown(&f, "\u05E8\u05D5\u05D2\u05E1 \u05E8\u05E9\u05D2\u05D4");
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "      [1]\u05EA\u05D5\u05E9\u05D3\u05D7 \u05E8\u05D5\u05D2\u05E1 (1962) "
	                 "\u05E8\u05E9\u05D2\u05D4\n");
	assert_shown(&f, "\n  Left to right.\n");
	fixture_close(&f);
}

static void
off_leaves_it_to_the_terminal(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_RTL, 24, 60, "bidi = off\n");
	fixture_shown(&f);
	assert_shown(&f, "\u05D4\u05D2\u05E9\u05E8 \u05E1\u05D2\u05D5\u05E8");
	fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(off_leaves_it_to_the_terminal),
#ifdef HAVE_FRIBIDI
		cmocka_unit_test(text_is_put_in_order),
		cmocka_unit_test(looks_links_and_cursor_go_along),
		cmocka_unit_test(what_covers_a_run_keeps_its_place),
		cmocka_unit_test(a_paragraph_stands_at_its_side),
#endif
	};

	(void)text_is_put_in_order;
	(void)looks_links_and_cursor_go_along;
	(void)what_covers_a_run_keeps_its_place;
	(void)a_paragraph_stands_at_its_side;
	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
