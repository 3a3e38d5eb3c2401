/* SPDX-License-Identifier: ISC */
/*
 * test_input.c - bytes of terminals as events, whole and in pieces.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "../../src/ui/input.h"

static const struct input_sequence terminfo[] = { { "\033OA", KEY_ARROW_UP },
	{ "\033[[A", KEY_F + 1 } };

static const struct {
	const char *bytes;
	uint32_t keys[4];
} rows[] = {
	{ "j", { 'j' } },
	{ "\r\n", { KEY_ENTER, KEY_ENTER } },
	{ "\x06\x7F\x08", { KEY_CTRL('f'), KEY_BACKSPACE, KEY_BACKSPACE } },
	{ "\033OA\033[A", { KEY_ARROW_UP, KEY_ARROW_UP } },
	{ "\033[[A", { KEY_F + 1 } },
	{ "\033[5~\033[6~", { KEY_PAGE_UP, KEY_PAGE_DOWN } },
	{ "\033[1;5C", { KEY_ARROW_RIGHT | KEY_WITH_CTRL } },
	{ "\033[3;2~", { KEY_DELETE | KEY_WITH_SHIFT } },
	{ "\033x", { 'x' | KEY_WITH_ALT } },
	{ "\u00E9\u65E5", { 0xE9, 0x65E5 } },
	{ "\033", { KEY_ESCAPE } },
	{ "\033\033", { KEY_ESCAPE, KEY_ESCAPE } },
	{ "\033[?62;1;4c", { 0 } },
	{ "\033[999x", { 0 } },
	{ "\xFF", { 0xFFFD } },
	{ "\033]11;rgb:ffff/ffff/ffff\033\\j", { 'j' } },
	{ "\033]4;1;rgb:ff/0/0\ak", { 'k' } },
	{ "\033]x", { ']' | KEY_WITH_ALT, 'x' } },
};

static void
check(const char *bytes, const uint32_t *keys, bool bytewise)
{
	struct input in;
	struct event ev;
	size_t len = strlen(bytes), n = 0;

	input_init(&in, terminfo, COUNT(terminfo));
	in.asked = true;
	for (size_t at = 0; at < len; at += bytewise ? 1 : len) {
		input_feed(&in, (struct str){ bytes + at, bytewise ? 1 : len });
		while (input_next(&in, false, &ev))
			if (ev.kind == EVENT_KEY)
				assert_int_equal(ev.key, keys[n++]);
	}
	while (input_next(&in, true, &ev))
		assert_int_equal(ev.key, keys[n++]);
	assert_int_equal(keys[n], 0);
	input_free(&in);
}

static void
keys_are_read_whole_and_bytewise(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		check(rows[i].bytes, rows[i].keys, false);
		check(rows[i].bytes, rows[i].keys, true);
	}
}

static void
pasted_bytes_are_one_event(void **state)
{
	struct input in;
	struct event ev;

	(void)state;
	input_init(&in, NULL, 0);
	input_feed(&in, STR("\033[200~two\nlines \033[A\033[20"));
	assert_false(input_next(&in, false, &ev));
	input_feed(&in, STR("1~q"));
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.kind, EVENT_PASTE);
	assert_true(str_eq(ev.paste, STR("two\nlines \033[A")));
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.key, 'q');
	input_free(&in);
}

static void
a_paste_has_a_cap(void **state)
{
	struct input in;
	struct event ev;
	char block[1024];

	(void)state;
	memset(block, 'x', sizeof(block));
	input_init(&in, NULL, 0);
	input_feed(&in, STR("\033[200~"));
	for (int i = 0; i < 100; i++) {
		input_feed(&in, (struct str){ block, sizeof(block) });
		assert_false(input_next(&in, false, &ev));
	}
	input_feed(&in, STR("\033[201~"));
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.paste.len, INPUT_PASTE_MAX);
	input_free(&in);
}

static void
mouse_and_focus(void **state)
{
	struct input in;
	struct event ev;

	(void)state;
	input_init(&in, NULL, 0);
	input_feed(&in, STR("\033[<0;5;3M\033[<0;5;3m\033[<64;1;1M\033[<65;1;1M\033[I\033[O"));
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.mouse, MOUSE_PRESS);
	assert_int_equal(ev.row, 2);
	assert_int_equal(ev.col, 4);
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.mouse, MOUSE_RELEASE);
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.mouse, MOUSE_WHEEL_UP);
	assert_true(input_next(&in, false, &ev));
	assert_int_equal(ev.mouse, MOUSE_WHEEL_DOWN);
	assert_true(input_next(&in, false, &ev));
	assert_true(ev.kind == EVENT_FOCUS && ev.focused);
	assert_true(input_next(&in, false, &ev));
	assert_true(ev.kind == EVENT_FOCUS && !ev.focused);
	input_free(&in);
}

static const struct {
	const char *answer;
	int light; /* -1: it says nothing */
} grounds[] = {
	{ "11;rgb:ffff/ffff/ffff", 1 },
	{ "11;rgb:FD/F6/E3", 1 },
	{ "11;rgb:0/0/0", 0 },
	{ "11;rgb:0000/2b2b/3636", 0 },
	{ "11;rgb:0000/ffff/0000", 1 },
	{ "11;rgb:ffff/ffff", -1 },
	{ "11;rgb:fffff/0/0", -1 },
	{ "10;rgb:ffff/ffff/ffff", -1 },
	{ "4;11;rgb:f/f/f", -1 },
};

static void
the_background_is_light_or_dark(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(grounds); i++) {
		struct input in;
		struct event ev;
		bool came;
		input_init(&in, NULL, 0);
		in.asked = true;
		input_feed(&in, STR("\033]"));
		input_feed(&in, str_of(grounds[i].answer));
		assert_false(input_next(&in, true, &ev)); /* it is still on its way */
		input_feed(&in, STR("\033\\"));
		came = input_next(&in, false, &ev);
		assert_int_equal(came, grounds[i].light >= 0);
		assert_true(!came || (ev.kind == EVENT_GROUND && ev.light == grounds[i].light));
		assert_false(input_pending(&in));
		input_free(&in);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_read_whole_and_bytewise),
		cmocka_unit_test(pasted_bytes_are_one_event),
		cmocka_unit_test(a_paste_has_a_cap),
		cmocka_unit_test(mouse_and_focus),
		cmocka_unit_test(the_background_is_light_or_dark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
