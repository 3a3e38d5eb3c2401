/* SPDX-License-Identifier: ISC */
/*
 * test_base.c - string views, arena, buffer, errors and notes through their public header.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include <dateline/base.h>

static void
strings_compare_and_cut(void **state)
{
	struct str rest = STR("a,b,"), part;
	int64_t n;

	(void)state;
	assert_true(str_eq(str_trim(STR(" \tx y\r\n")), STR("x y")));
	assert_true(str_starts_nocase(STR("HTTP/1.1"), STR("http")));
	assert_false(str_starts(STR("ab"), STR("abc")));
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find_nocase(STR("xYz"), STR("yZ")), 1);
	assert_int_equal(str_find_nocase(STR("x"), STR("xy")), -1);
	assert_true(str_cmp(STR("ab"), STR("abc")) < 0);
	part = str_split(&rest, ',');
	assert_true(str_eq(part, STR("a")));
	part = str_split(&rest, ',');
	assert_true(str_eq(part, STR("b")));
	part = str_split(&rest, ',');
	assert_int_equal(part.len, 0);
	assert_null(rest.p);
	assert_true(str_to_i64(STR("-9223372036854775808"), &n) && n == INT64_MIN);
	assert_false(str_to_i64(STR("9223372036854775808"), &n));
	assert_false(str_to_i64(STR("12x"), &n));
	assert_false(str_to_i64(STR("-"), &n));
	assert_int_equal(str_sub(STR("abc"), 5, 9).len, 0);
}

static void
arena_keeps_what_it_gave(void **state)
{
	struct arena *a = arena_create();
	char *small[500];
	size_t cap = 0, count = 0;
	int *list = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(small); i++) {
		small[i] = arena_alloc(a, i * 37);
		assert_int_equal((uintptr_t)small[i] % sizeof(void *), 0);
		memset(small[i], (int)(i & 0x7f), i * 37);
	}
	for (size_t i = 1; i < COUNT(small); i++)
		assert_int_equal(small[i][i * 37 - 1], i & 0x7f);
	for (int i = 0; i < 1000; i++) {
		list = arena_grow(a, list, count, &cap, sizeof(*list));
		list[count++] = i;
	}
	assert_int_equal(list[999], 999);
	assert_string_equal(arena_printf(a, "%d-%s", 7, "x").p, "7-x");
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	arena_destroy(a);
}

static void
buf_stops_at_its_cap(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_true(buf_add_cstr(&b, "12345"));
	assert_true(buf_printf(&b, "%s", "67890")); /* at the cap */
	assert_false(b.full);
	assert_false(buf_add_char(&b, 'x')); /* one above */
	assert_true(b.full);
	assert_true(str_eq(buf_str(&b), STR("1234567890")));
	buf_reset(&b);
	assert_false(b.full);
	assert_false(buf_printf(&b, "%s", "12345678901"));
	assert_int_equal(b.len, 0);
	buf_free(&b);
}

static void
errors_are_one_clean_line(void **state)
{
	struct err e = { 0 };
	char long_text[3000];

	(void)state;
	assert_false(err_set(&e, ERR_AUTH, "bad\n\x1b[31m %s", "name"));
	assert_string_equal(e.text, "bad  [31m name");
	assert_false(err_context(&e, "cannot read %s", "x"));
	assert_string_equal(e.text, "cannot read x: bad  [31m name");
	assert_int_equal(e.kind, ERR_AUTH);
	errno = ENOENT;
	err_errno(&e, "cannot open %s", "f");
	assert_string_equal(e.text, "cannot open f: No such file or directory");
	for (size_t i = 0; i + 1 < sizeof(long_text); i += 2)
		memcpy(long_text + i, "\xc3\xa9", 2);
	long_text[sizeof(long_text) - 2] = '\0';
	err_set(&e, ERR_FAIL, "x%s", long_text);
	assert_int_equal((unsigned char)e.text[strlen(e.text) - 1], 0xa9);
	err_set(&e, ERR_FAIL, "%s", long_text);
	assert_int_equal((unsigned char)e.text[strlen(e.text) - 1], 0xa9);
}

static void
notes_are_counted_past_their_cap(void **state)
{
	struct arena *a = arena_create();
	struct notes n;

	(void)state;
	notes_init(&n, a);
	for (int i = 0; i < NOTES_MAX + 1; i++)
		notes_add(&n, NOTE_WARNING, (size_t)i, "note %d", i);
	notes_add(NULL, NOTE_ERROR, 0, "dropped");
	assert_int_equal(n.count, NOTES_MAX);
	assert_int_equal(n.dropped, 1);
	assert_true(str_eq(n.list[NOTES_MAX - 1].text, STR("note 63")));
	arena_destroy(a);
}

/* Long texts: the length counts, each bit counts, and the value never changes. */
static void
texts_have_their_own_hash(void **state)
{
	char text[200] = { 0 };
	uint64_t seen[200 * 9];
	size_t count = 0;

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++)
		seen[count++] = hash_text((struct str){ text, len });
	for (size_t bit = 0; bit < sizeof(text) * 8; bit++) {
		text[bit / 8] ^= (char)(1 << bit % 8);
		seen[count++] = hash_text((struct str){ text, sizeof(text) });
		text[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++)
			assert_true(seen[i] != seen[k]);
	assert_true(hash_text(STR("The harbour is closed until Monday.")) == 0x1958777bb2f4b25au);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_compare_and_cut),
		cmocka_unit_test(arena_keeps_what_it_gave),
		cmocka_unit_test(buf_stops_at_its_cap),
		cmocka_unit_test(errors_are_one_clean_line),
		cmocka_unit_test(notes_are_counted_past_their_cap),
		cmocka_unit_test(texts_have_their_own_hash),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
