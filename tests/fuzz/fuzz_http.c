/* SPDX-License-Identifier: ISC */
/*
 * fuzz_http.c - any bytes as the header lines of an answer: kept headers are within their caps and
 * hold no control byte, redirects lead to http and https only and not without end, and the time to
 * ask again lies within its bounds.
 */
#include <stdlib.h>
#include <string.h>

#include <dateline/fetch.h>
#include <dateline/url.h>

#include "../../src/fetch/polite.h"

#define NOW 1711116000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool truth)
{
	if (!truth)
		abort();
}

static void
check_headers(const struct http_headers *h)
{
	check(h->etag.len <= HTTP_VALIDATOR_MAX && !http_has_control(h->etag));
	check(h->last_modified.len <= HTTP_VALIDATOR_MAX && !http_has_control(h->last_modified));
	check(h->location.len <= HTTP_VALUE_MAX && !http_has_control(h->location));
}

static void
check_chain(struct arena *a, const struct http_headers *h)
{
	struct http_chain chain;
	int hops = 0;

	check(http_chain_start(a, STR("https://one.example/feed"), &chain));
	while (hops < 100 &&
	        http_chain_follow(a, &chain, hops % 3 == 0 ? 301 : 302, h->location).len == 0) {
		check(url_is_http(chain.target.url) && !http_has_control(chain.target.url));
		check(chain.target.user.len == 0 || http_same_origin(&chain.target, &chain.target));
		hops++;
	}
	check(hops <= FETCH_REDIRECTS_MAX);
}

static void
check_verdict(struct arena *a, const struct http_headers *h, int status, bool is_feed)
{
	static const struct store_http before = { .failures = 40 };
	struct feed meta = { 0 };
	struct http_answer answer = {
		.status = status, .url = STR("https://x.example/"), .headers = *h
	};
	struct polite_case c = { .now = NOW,
		.interval_s = 1800,
		.url = STR("https://x.example/"),
		.before = &before,
		.answer = &answer,
		.conditional = true,
		.meta = is_feed ? &meta : NULL };
	struct store_answer out = { 0 };

	polite_judge(a, &c, &out);
	check(out.next_fetch >= NOW + 1740);
	check(out.next_fetch <= NOW + POLITE_RETRY_AFTER_MAX);
	check(out.http.retry_after <= NOW + POLITE_RETRY_AFTER_MAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size };
	struct arena *a = arena_create();
	struct http_headers h = { 0 };

	while (rest.p != NULL)
		http_header_keep(a, &h, str_split(&rest, '\n'));
	check_headers(&h);
	check_chain(a, &h);
	check_verdict(a, &h, 200, true);
	check_verdict(a, &h, 304, false);
	check_verdict(a, &h, 429, false);
	arena_destroy(a);
	return 0;
}
