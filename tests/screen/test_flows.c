/* SPDX-License-Identifier: ISC */
/*
 * test_flows.c - what a user does with the net, against a server on loopback that lives in a child
 * of the test: subscribing by a site's address, refreshing, stopping a refresh that hangs, reading
 * on without the server.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "spawn.h"

static const char page[] =
        "<html><head><title>Town</title><link rel=alternate "
        "type=application/rss+xml title=News href=/feed></head><body>hello</body></html>";
static const char two[] =
        "<html><head><title>Two</title><link rel=alternate type=application/rss+xml title=Town "
        "href=/feed><link rel=alternate type=application/rss+xml title='Other town' "
        "href=/other></head><body>hello</body></html>";
static const char feed[] =
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Town News</title>"
        "<link>http://127.0.0.1/</link><description>d</description>"
        "<item><title>Bridge opens at noon</title><guid>1</guid><link>http://127.0.0.1/1</link>"
        "<description>The bridge opens. Nearly 400 people came, mayor Mara Quist "
        "said.</description>"
        "<pubDate>Fri, 22 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>";

static const struct {
	const char *path, *type, *body; /* body NULL: never answers */
} answers[] = { { "/ ", "text/html", page }, { "/feed ", "application/rss+xml", feed },
	{ "/two ", "text/html", two }, { "/other ", "application/rss+xml", feed },
	{ "/hang ", "", NULL } };

static void
answer(int fd)
{
	char request[4096];
	ssize_t n = read(fd, request, sizeof(request) - 1);

	request[n > 0 ? n : 0] = '\0';
	for (size_t i = 0; i < COUNT(answers); i++) {
		if (strncmp(request + 4, answers[i].path, strlen(answers[i].path)) != 0)
			continue;
		if (answers[i].body == NULL)
			return; /* stays open */
		dprintf(fd,
		        "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
		        "Connection: close\r\n\r\n%s",
		        answers[i].type, strlen(answers[i].body), answers[i].body);
		close(fd);
		return;
	}
	dprintf(fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	close(fd);
}

/* Starts the server; gives its port. */
static int
serve(pid_t *pid)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(listener, (struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(listener, 16), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &len), 0);
	*pid = fork();
	if (*pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			answer(accept(listener, NULL, NULL));
	}
	close(listener);
	return ntohs(address.sin_port);
}

static struct term t;

static void
type_address(int port, const char *path)
{
	char text[64];

	snprintf(text, sizeof(text), "http://127.0.0.1:%d%s\r", port, path);
	term_send(&t, text);
}

static void
a_site_is_subscribed_to_and_read(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 100 };
	pid_t server;
	int port = serve(&server);

	(void)state;
	term_open(&t, &o);
	term_send(&t, "a");
	term_expect(&t, "address of a site or feed:");
	type_address(port, "/");
	term_expect(&t, "Bridge opens at noon");
	term_expect(&t, "1 unread");
	term_send(&t, "a");
	type_address(port, "/none");
	term_expect(&t, "404");
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	term_send(&t, "\r");
	term_expect(&t, "Nearly 400 people came");
	term_expect(&t, "Mara Quist");
	term_send(&t, "qR");
	term_expect(&t, "1 of 1 feeds failed");
	term_send(&t, "gl");
	term_expect(&t, "127.0.0.1");
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static void
a_site_with_two_feeds_asks(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 100 };
	pid_t server;
	int port = serve(&server);

	(void)state;
	term_open(&t, &o);
	term_send(&t, "a");
	term_expect(&t, "address of a site or feed:");
	type_address(port, "/two");
	term_expect(&t, "offers 2 feeds: which one?");
	term_send(&t, "j\r");
	term_expect(&t, "1 unread");
	term_send(&t, "gf");
	term_expect(&t, "Feeds (1)");
	term_send(&t, "jjc");
	term_expect(&t, "/other");
	term_send(&t, "qU");
	term_expect(&t, "undone: the subscription");
	term_expect(&t, "No feeds yet");
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
}

static int hanging_port;

static void
with_hanging_feed(const char *store, const char *urls)
{
	char line[64];
	struct err e;

	(void)store;
	snprintf(line, sizeof(line), "http://127.0.0.1:%d/hang\n", hanging_port);
	assert_true(file_write_atomic(urls, str_of(line), 0600, &e));
}

static void
a_hanging_refresh_is_stopped(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_hanging_feed };
	pid_t server;

	(void)state;
	hanging_port = serve(&server);
	term_open(&t, &o);
	term_expect(&t, "Nothing unread");
	term_send(&t, "R");
	term_expect(&t, "^C stops");
	term_send(&t, "gf"); /* the screen is not blocked */
	term_expect(&t, "Feeds (1)");
	term_send(&t, "\x03");
	term_expect(&t, "stopped");
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_close(&t);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_site_is_subscribed_to_and_read),
		cmocka_unit_test(a_site_with_two_feeds_asks),
		cmocka_unit_test(a_hanging_refresh_is_stopped),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
