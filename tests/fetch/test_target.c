/* SPDX-License-Identifier: ISC */
/*
 * test_target.c - addresses as they are asked, origins, private networks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include <dateline/url.h>

#include "../../src/fetch/http.h"

static void
assert_text(struct str s, const char *expected)
{
	assert_int_equal(s.len, strlen(expected));
	assert_memory_equal(s.p, expected, s.len);
}

static void
addresses_are_cleaned(void **state)
{
	static const struct {
		const char *from, *url, *user, *password;
	} cases[] = {
		{ "http://Example.ORG", "http://example.org/", "", "" },
		{ "HTTPS://example.org:8443/a?b#c", "https://example.org:8443/a?b", "", "" },
		{ "http://me:p%40ss:x@h/", "http://h/", "me", "p@ss:x" },
		{ "http://me@h/", "http://h/", "me", "" },
		{ "http://h/caf\xc3\xa9?q=\xc3\xa9", "http://h/caf%C3%A9?q=%C3%A9", "", "" },
		{ "http://[::1]:80/x", "http://[::1]:80/x", "", "" },
		{ "http://h/100%/%zz", "http://h/100%/%zz", "", "" },
	};
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_target t;

		assert_true(http_target(a, str_of(cases[i].from), &t));
		assert_text(t.url, cases[i].url);
		assert_text(t.user.p != NULL ? t.user : STR(""), cases[i].user);
		assert_text(t.password.p != NULL ? t.password : STR(""), cases[i].password);
	}
	arena_destroy(a);
}

static void
other_schemes_are_refused(void **state)
{
	static const char *const cases[] = { "file:///etc/passwd", "gopher://h/", "exec:id",
		"//h/x", "http:///x", "", "javascript:1", "http://h/\x1b" };
	struct arena *a = arena_create();
	struct http_target t;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_false(http_target(a, str_of(cases[i]), &t));
	assert_false(http_target(a, STR_NONE, &t));
	arena_destroy(a);
}

/* A byte outside ASCII takes three when it is encoded: the cap is on what is asked. */
static void
length_is_capped_when_encoded(void **state)
{
	static char text[URL_MAX];
	struct str head = STR("http://h/");
	struct str url = { text, head.len + (URL_MAX - head.len) / 3 };
	struct arena *a = arena_create();
	struct http_target t;

	(void)state;
	memset(text, 0xe9, sizeof(text));
	memcpy(text, head.p, head.len);
	assert_true(http_target(a, url, &t));
	url.len++;
	assert_false(http_target(a, url, &t));
	arena_destroy(a);
}

static void
origins_are_compared(void **state)
{
	static const struct {
		const char *first, *second;
		bool same;
	} cases[] = {
		{ "http://h/a", "http://H:80/b", true },
		{ "https://h/a", "https://h:443/b", true },
		{ "http://h/a", "https://h/b", true }, /* upgraded */
		{ "https://h/a", "http://h/b", false },
		{ "http://h:8080/a", "https://h/b", false },
		{ "http://h/a", "http://h:81/b", false },
		{ "http://h/a", "http://h.evil/b", false },
		{ "http://h/a", "http://h@evil/b", false },
	};
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct http_target first, second;

		assert_true(http_target(a, str_of(cases[i].first), &first));
		assert_true(http_target(a, str_of(cases[i].second), &second));
		assert_int_equal(http_same_origin(&first, &second), cases[i].same);
	}
	arena_destroy(a);
}

static bool
is_private(const char *address)
{
	struct sockaddr_in six_or_four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, address, &six_or_four.sin_addr) == 1)
		return http_address_is_private((struct sockaddr *)(void *)&six_or_four);
	assert_int_equal(inet_pton(AF_INET6, address, &six.sin6_addr), 1);
	return http_address_is_private((struct sockaddr *)(void *)&six);
}

static void
private_networks_are_known(void **state)
{
	static const char *const private[] = { "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1",
		"172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
		"224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "fc00::1",
		"ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
		"2002:7f00:1::1" };
	static const char *const public[] = { "93.184.216.34", "172.15.0.1", "172.32.0.1",
		"100.128.0.1", "9.255.255.255", "11.0.0.0", "2606:2800:220:1::1",
		"::ffff:93.184.216.34", "64:ff9b::5db8:d822" };

	(void)state;
	for (size_t i = 0; i < COUNT(private); i++)
		assert_true(is_private(private[i]));
	for (size_t i = 0; i < COUNT(public); i++)
		assert_false(is_private(public[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_cleaned),
		cmocka_unit_test(other_schemes_are_refused),
		cmocka_unit_test(length_is_capped_when_encoded),
		cmocka_unit_test(origins_are_compared),
		cmocka_unit_test(private_networks_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
