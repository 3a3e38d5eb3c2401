/* SPDX-License-Identifier: ISC */
/*
 * test_polite.c - when a feed is asked again and what is remembered of its answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../../src/fetch/polite.h"

#define NOW 1711116000 /* Fri, 22 Mar 2024 14:00:00 GMT */
#define HOUR 3600

/* One answer and what was known before; what tests do not set is a plain 200 of a feed. */
struct setting {
	struct arena *arena;
	struct store_http before;
	struct http_answer answer;
	struct feed meta;
	struct polite_case c;
	struct store_answer out;
};

static void
set_up(struct setting *s)
{
	*s = (struct setting){ .arena = arena_create() };
	s->answer.status = 200;
	s->answer.url = STR("https://x.example/feed");
	s->c = (struct polite_case){ .now = NOW,
		.interval_s = HOUR,
		.url = STR("https://x.example/feed"),
		.before = &s->before,
		.answer = &s->answer,
		.meta = &s->meta };
}

static bool
judge(struct setting *s)
{
	s->out = (struct store_answer){ 0 };
	return polite_judge(s->arena, &s->c, &s->out);
}

static void
fails_with(struct setting *s, int status)
{
	s->c.meta = NULL;
	s->answer.status = status;
}

static bool
is(struct str s, const char *expected)
{
	return str_eq(s, str_of(expected)) || (s.len == 0 && expected[0] == '\0');
}

static void
validators_are_kept_as_they_came(void **state)
{
	struct setting s;

	(void)state;
	set_up(&s);
	s.answer.headers.etag = STR("W/\"odd one\"");
	s.answer.headers.last_modified = STR("Fri, 22-Mar-24 10:00:00 GMT+0");
	judge(&s);
	assert_true(is(s.out.http.etag, "W/\"odd one\""));
	assert_true(is(s.out.http.last_modified, "Fri, 22-Mar-24 10:00:00 GMT+0"));

	s.before = s.out.http; /* a 200 without them ends them */
	s.answer.headers = (struct http_headers){ 0 };
	judge(&s);
	assert_true(is(s.out.http.etag, ""));
	assert_true(is(s.out.http.last_modified, ""));
	arena_destroy(s.arena);
}

static void
a_304_replaces_only_what_it_names(void **state)
{
	struct setting s;

	(void)state;
	set_up(&s);
	s.before.etag = STR("\"old\"");
	s.before.last_modified = STR("yesterday");
	s.c.conditional = true;
	fails_with(&s, 304);
	s.answer.headers.etag = STR("\"new\"");
	judge(&s);
	assert_int_equal(s.out.state, FEED_OK);
	assert_true(is(s.out.http.etag, "\"new\""));
	assert_true(is(s.out.http.last_modified, "yesterday"));
	s.c.conditional = false; /* nobody asked for it */
	judge(&s);
	assert_int_equal(s.out.state, FEED_FAILING);
	arena_destroy(s.arena);
}

static void
errors_give_no_validators(void **state)
{
	static const int statuses[] = { 404, 500, 206, 200 /* of a web page */ };
	struct setting s;

	(void)state;
	set_up(&s);
	s.before.etag = STR("\"good\"");
	s.answer.headers.etag = STR("\"of the error\"");
	s.c.parse_error = STR("a web page");
	for (size_t i = 0; i < COUNT(statuses); i++) {
		fails_with(&s, statuses[i]);
		judge(&s);
		assert_int_equal(s.out.state, FEED_FAILING);
		assert_true(is(s.out.http.etag, "\"good\""));
	}
	assert_true(is(s.out.error, "x.example gives a web page, not a feed"));
	arena_destroy(s.arena);
}

static void
retry_after_is_read_in_both_forms(void **state)
{
	static const struct {
		const char *value;
		int64_t seconds;
	} cases[] = {
		{ "3600", 3600 },
		{ " 60 ", 60 },
		{ "Fri, 22 Mar 2024 16:00:00 GMT", 2 * HOUR },
		{ "Fri, 22 Mar 2024 12:00:00 GMT", 0 }, /* past */
		{ "99999999999999999999", POLITE_RETRY_AFTER_MAX },
		{ "Fri, 22 Mar 2044 12:00:00 GMT", POLITE_RETRY_AFTER_MAX },
		{ "-1", 0 },
		{ "soon", 0 },
		{ "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		        polite_retry_after(str_of(cases[i].value), NOW), cases[i].seconds);
}

static void
retry_after_holds_even_when_forced(void **state)
{
	struct store_feed feed = { 0 };
	struct setting s;

	(void)state;
	set_up(&s);
	fails_with(&s, 429);
	s.answer.headers.retry_after = STR("7200");
	judge(&s);
	assert_int_equal(s.out.http.retry_after, NOW + 7200);
	assert_true(s.out.next_fetch >= NOW + 7200);
	feed.next_fetch = s.out.next_fetch;
	assert_false(polite_may_ask(&feed, &s.out.http, NOW + 7199, true, true));
	assert_true(polite_may_ask(&feed, &s.out.http, NOW + 7200, true, false));
	arena_destroy(s.arena);
}

static void
failures_back_off_with_jitter(void **state)
{
	struct setting s;
	int64_t least = HOUR;
	int differing = 0;

	(void)state;
	set_up(&s);
	fails_with(&s, 500);
	for (int i = 1; i <= 12; i++) {
		judge(&s);
		assert_int_equal(s.out.http.failures, i);
		assert_true(s.out.next_fetch >= NOW + least);
		assert_true(s.out.next_fetch < NOW + least + least / 4 + 1);
		s.before = s.out.http;
		least = least * 2 > POLITE_BACKOFF_MAX ? POLITE_BACKOFF_MAX : least * 2;
	}
	for (int i = 0; i < 20; i++) { /* feeds that fail together do not come back together */
		int64_t first = s.out.next_fetch;

		s.c.url = arena_printf(s.arena, "https://x.example/%d", i);
		judge(&s);
		differing += s.out.next_fetch != first;
	}
	assert_true(differing > 15);
	s.answer.fault = HTTP_UNREACHED; /* perhaps it is our own network */
	judge(&s);
	assert_true(s.out.next_fetch <= NOW + POLITE_UNREACHED_MAX + POLITE_UNREACHED_MAX / 4);
	arena_destroy(s.arena);
}

static void
gone_is_gone(void **state)
{
	struct store_feed feed = { .state = FEED_GONE };
	struct setting s;

	(void)state;
	set_up(&s);
	fails_with(&s, 410);
	judge(&s);
	assert_int_equal(s.out.state, FEED_GONE);
	assert_true(str_find(s.out.error, STR("gone")) > 0);
	assert_false(polite_may_ask(&feed, &s.out.http, NOW + 365 * 24 * HOUR, false, false));
	assert_false(polite_may_ask(&feed, &s.out.http, NOW, true, false));
	assert_true(polite_may_ask(&feed, &s.out.http, NOW, true, true)); /* he insists */
	arena_destroy(s.arena);
}

static int64_t
waits(struct setting *s)
{
	judge(s);
	return s->out.next_fetch - NOW;
}

static void
the_interval_is_raised_within_bounds(void **state)
{
	struct setting s;
	const int64_t own = HOUR - 60;

	(void)state;
	set_up(&s);
	assert_int_equal(waits(&s), own);
	s.meta.interval_s = 12 * HOUR;
	assert_int_equal(waits(&s), 12 * HOUR);
	s.meta.interval_s = 60;
	assert_int_equal(waits(&s), own);
	s.meta.interval_s = INT64_MAX;
	assert_int_equal(waits(&s), POLITE_INTERVAL_MAX);
	s.meta.interval_s = -5;
	assert_int_equal(waits(&s), own);
	s.answer.headers.cache_control = STR("public, max-age=7200");
	assert_int_equal(waits(&s), 7200);
	s.answer.headers.age = STR("1200");
	assert_int_equal(waits(&s), 6000);
	s.answer.headers.cache_control = STR("max-age=99999999999999");
	s.answer.headers.age = STR_NONE;
	assert_int_equal(waits(&s), POLITE_INTERVAL_MAX);
	s.answer.headers.cache_control = STR("no-cache");
	s.answer.headers.expires = STR("Fri, 22 Mar 2024 18:00:00 GMT");
	assert_int_equal(waits(&s), own);
	s.answer.headers.cache_control = STR_NONE;
	assert_int_equal(waits(&s), 4 * HOUR);
	s.answer.headers.date = STR("Fri, 22 Mar 2024 16:00:00 GMT"); /* its clock is ahead */
	assert_int_equal(waits(&s), 2 * HOUR);
	s.answer.headers.expires = STR("0");
	assert_int_equal(waits(&s), own);
	arena_destroy(s.arena);
}

static void
a_304_remembers_the_ttl(void **state)
{
	struct setting s;

	(void)state;
	set_up(&s);
	s.meta.interval_s = 12 * HOUR;
	judge(&s);
	s.before = s.out.http;
	s.c.conditional = true;
	fails_with(&s, 304);
	assert_int_equal(waits(&s), 12 * HOUR);
	arena_destroy(s.arena);
}

static void
skipped_hours_and_days_are_skipped(void **state)
{
	(void)state;
	assert_int_equal(polite_skip(NOW, 0, 0), NOW);
	assert_int_equal(polite_skip(NOW + 60, 1u << 14 | 1u << 15, 0), NOW + 2 * HOUR);
	assert_int_equal(polite_skip(NOW, 0xffffff, 0), NOW);
	assert_int_equal(polite_skip(NOW, 0, 0x7f), NOW);
	assert_int_equal(polite_skip(NOW, 0, 1u << 4), NOW + 10 * HOUR); /* Friday */
	/* only Sunday at 3 is left */
	assert_int_equal(polite_skip(NOW, 0xffffff & ~(1u << 3), 0x3f), NOW + 37 * HOUR);
}

static void
moves_are_believed_when_seen_twice(void **state)
{
	struct setting s;

	(void)state;
	set_up(&s);
	s.answer.moved = STR("https://new.example/feed");
	assert_false(judge(&s));
	assert_int_equal(s.out.http.moved_count, 1);
	s.before = s.out.http;
	assert_true(judge(&s));
	assert_true(is(s.out.http.moved_to, "https://new.example/feed"));
	assert_int_equal(s.out.http.moved_count, 0);

	s.answer.moved = STR("https://other.example/feed"); /* another place starts anew */
	assert_false(judge(&s));
	s.before.moved_count = 1;
	s.answer.moved = STR_NONE; /* it is back */
	assert_false(judge(&s));
	assert_int_equal(s.out.http.moved_count, 0);
	assert_true(is(s.out.http.moved_to, ""));

	s.before.moved_to = s.answer.moved = STR("http://new.example/feed"); /* https to http: never */
	s.before.moved_count = 5;
	assert_false(judge(&s));
	s.before.moved_to = s.answer.moved = STR("https://new.example/feed");
	fails_with(&s, 200); /* what is there is no feed */
	assert_false(judge(&s));
	arena_destroy(s.arena);
}

static void
what_went_wrong_is_said(void **state)
{
	struct setting s;

	(void)state;
	set_up(&s);
	fails_with(&s, 403);
	judge(&s);
	assert_true(is(s.out.error, "HTTP 403 from x.example: it refuses"));
	fails_with(&s, 401);
	judge(&s);
	assert_int_equal(s.out.state, FEED_AUTH);
	s.answer.fault = HTTP_TIMEOUT;
	s.answer.error = STR("x.example timed out after 30 s");
	judge(&s);
	assert_int_equal(s.out.state, FEED_FAILING);
	assert_true(is(s.out.error, "x.example timed out after 30 s"));
	fails_with(&s, 204);
	s.answer.fault = HTTP_FINE;
	judge(&s);
	assert_int_equal(s.out.state, FEED_OK);
	arena_destroy(s.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validators_are_kept_as_they_came),
		cmocka_unit_test(a_304_replaces_only_what_it_names),
		cmocka_unit_test(errors_give_no_validators),
		cmocka_unit_test(retry_after_is_read_in_both_forms),
		cmocka_unit_test(retry_after_holds_even_when_forced),
		cmocka_unit_test(failures_back_off_with_jitter),
		cmocka_unit_test(gone_is_gone),
		cmocka_unit_test(the_interval_is_raised_within_bounds),
		cmocka_unit_test(a_304_remembers_the_ttl),
		cmocka_unit_test(skipped_hours_and_days_are_skipped),
		cmocka_unit_test(moves_are_believed_when_seen_twice),
		cmocka_unit_test(what_went_wrong_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
