/* SPDX-License-Identifier: ISC */
/*
 * test_repeated.c - paragraphs of a site are counted once an article, within a bound.
 */
#include "store_test.h"

#define HOST STR("news.example")

static void
count(struct fixture *f, int64_t article, const uint64_t *hashes, size_t n)
{
	OK(store_count_paragraphs(f->s, HOST, article, hashes, n, &f->e));
}

static size_t
repeated(struct fixture *f, struct str host, int64_t pages, uint64_t *first)
{
	uint64_t *list;
	size_t n;

	OK(store_repeated(f->s, f->a, host, pages, &list, &n, &f->e));
	*first = n > 0 ? list[0] : 0;
	return n;
}

static void
counts_articles_not_visits(void **state)
{
	struct fixture *f = *state;
	const uint64_t boiler = UINT64_MAX - 4, one[] = { 11, boiler, 0 }, two[] = { 22, boiler },
	               three[] = { boiler, 33, boiler };
	uint64_t hash;

	assert_int_equal(repeated(f, HOST, 1, &hash), 0);
	count(f, 1, one, 3);
	count(f, 1, one, 3);
	count(f, 1, one, 3);
	assert_int_equal(repeated(f, HOST, 1, &hash), 2);
	assert_int_equal(repeated(f, HOST, 2, &hash), 0);
	count(f, 2, two, 2);
	assert_int_equal(repeated(f, HOST, 3, &hash), 0);
	count(f, 3, three, 3);
	assert_int_equal(repeated(f, HOST, 3, &hash), 1);
	assert_true(hash == boiler);
	assert_int_equal(repeated(f, STR("other.example"), 1, &hash), 0);
	OK(store_count_paragraphs(f->s, STR_NONE, 4, one, 3, &f->e));
}

static void
rows_of_a_host_are_bounded(void **state)
{
	struct fixture *f = *state;
	const uint64_t boiler = 7;
	uint64_t list[STORE_REPEATED_PAGE_MAX + 10], hash;

	for (int64_t article = 1; article <= 20; article++) {
		list[0] = boiler;
		for (size_t i = 1; i < COUNT(list); i++)
			list[i] = (uint64_t)article * 1000 + i;
		count(f, article, list, COUNT(list));
		assert_true(repeated(f, HOST, 1, &hash) <= STORE_REPEATED_MAX);
	}
	assert_int_equal(repeated(f, HOST, 20, &hash), 1);
	assert_true(hash == boiler);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(counts_articles_not_visits, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(rows_of_a_host_are_bounded, setup_memory, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
