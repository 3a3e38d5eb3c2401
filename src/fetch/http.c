/* SPDX-License-Identifier: ISC */
/*
 * http.c - the only file that knows libcurl: one multi handle, one poll loop, a pool of easy
 * handles.  Each transfer is one request with all its hops.  curl follows no redirects itself: a
 * hop goes back into the line of its host and through all checks again. Sources: RFC 9110
 * (semantics), RFC 9112 section 6.3 (lengths); libcurl's manual of its options.
 */
#include "http.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <dateline/fetch.h>

#include "lines.h"

#define RECEIVE_BYTES                                                                              \
	(32L * 1024) /* curl's buffer of a transfer; what one can bring in one turn                \
	              */

struct transfer {
	struct waiter waiter; /* first: lines.h gives it back */
	struct http *http;
	struct http_request request;
	struct arena *arena;
	struct line *line;
	CURL *easy;
	struct curl_slist *lines; /* own header lines of this hop */
	struct http_chain chain;
	struct http_answer answer;
	struct transfer *before, *after; /* those under way, oldest first */
	char curl_error[CURL_ERROR_SIZE];
	size_t header_bytes, hop_bytes;
	int64_t started_ms;
	bool enough; /* an error's body: no more of it is wanted */
	bool refused_private, digest, fresh, paused;
};

struct http {
	CURLM *multi;
	struct lines *lines;
	CURL **pool;
	size_t pool_count, pool_cap;
	struct transfer *oldest, *newest;
	bool hold;
};

/* ---- words ---- */

static const struct {
	CURLcode code;
	enum http_fault fault;
	const char *words; /* %s: the host; then curl's own words, where they add something */
	bool details;
} curl_words[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_UNREACHED, "cannot find the host %s", false },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_UNREACHED, "cannot find the proxy on the way to %s",
	        false },
	{ CURLE_COULDNT_CONNECT, HTTP_UNREACHED, "cannot connect to %s", true },
	{ CURLE_PARTIAL_FILE, HTTP_BROKEN, "the answer from %s broke off", false },
	{ CURLE_GOT_NOTHING, HTTP_BROKEN, "%s closed the connection without an answer", false },
	{ CURLE_SEND_ERROR, HTTP_BROKEN, "%s broke the connection", false },
	{ CURLE_RECV_ERROR, HTTP_BROKEN, "%s broke the connection", false },
	{ CURLE_HTTP2, HTTP_BROKEN, "%s broke the connection", true },
	{ CURLE_HTTP2_STREAM, HTTP_BROKEN, "%s broke the connection", true },
	{ CURLE_WEIRD_SERVER_REPLY, HTTP_BROKEN, "%s does not speak HTTP", false },
	{ CURLE_UNSUPPORTED_PROTOCOL, HTTP_BROKEN, "%s does not speak HTTP", false },
	{ CURLE_BAD_CONTENT_ENCODING, HTTP_BROKEN, "the answer from %s is packed wrongly", false },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_REFUSED, "the certificate of %s is not valid",
	        true },
	{ CURLE_SSL_CONNECT_ERROR, HTTP_BROKEN, "no secure connection to %s", true },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_REFUSED, "the ca-file for %s cannot be read", false },
	{ CURLE_TOO_MANY_REDIRECTS, HTTP_REFUSED, "%s redirects too often", false },
	{ CURLE_FILESIZE_EXCEEDED, HTTP_REFUSED, "the answer from %s is too large", false },
	/* curl 7.88 calls a header line over 100 kB so */
	{ CURLE_OUT_OF_MEMORY, HTTP_REFUSED, "the headers from %s are too large", false },
	{ CURLE_URL_MALFORMAT, HTTP_REFUSED, "the address at %s is not valid", false },
};

static void
fail(struct transfer *t, enum http_fault fault, struct str words)
{
	if (t->answer.fault != HTTP_FINE)
		return;
	t->answer.fault = fault;
	t->answer.error = words;
}

static void
fail_curl(struct transfer *t, CURLcode code)
{
	const char *details = t->curl_error[0] != '\0' ? t->curl_error : curl_easy_strerror(code);
	struct str host = t->chain.target.host;

	if (code == CURLE_OPERATION_TIMEDOUT) {
		fail(t, HTTP_TIMEOUT,
		        http_timeout_words(
		                t->arena, &t->request, host, clock_mono_ms() - t->started_ms));
		return;
	}
	for (size_t i = 0; i < COUNT(curl_words); i++)
		if (curl_words[i].code == code) {
			struct str words = arena_printf(
			        t->arena, curl_words[i].words, arena_cstr(t->arena, host));
			if (curl_words[i].details)
				words = arena_printf(
				        t->arena, STR_FMT ": %s", STR_ARG(words), details);
			fail(t, curl_words[i].fault, words);
			return;
		}
	fail(t, HTTP_BROKEN, arena_printf(t->arena, STR_FMT ": %s", STR_ARG(host), details));
}

/* ---- callbacks of curl ---- */

static size_t
on_header(char *p, size_t size, size_t count, void *user)
{
	struct transfer *t = user;
	struct str line = { p, size * count };

	t->header_bytes += line.len;
	if (t->header_bytes > FETCH_HEADERS_MAX) {
		fail(t, HTTP_REFUSED,
		        arena_printf(t->arena, "the headers from " STR_FMT " are larger than %u kB",
		                STR_ARG(t->chain.target.host), FETCH_HEADERS_MAX / 1024));
		return 0;
	}
	if (str_starts(line, STR("HTTP/"))) { /* of an interim answer, the proxy's, or the last */
		t->answer.headers = (struct http_headers){ 0 };
		return line.len;
	}
	if (!http_header_keep(t->arena, &t->answer.headers, line)) {
		fail(t, HTTP_BROKEN,
		        arena_printf(t->arena, STR_FMT " gives two lengths of one answer",
		                STR_ARG(t->chain.target.host)));
		return 0;
	}
	return line.len;
}

static bool
too_large(struct transfer *t)
{
	fail(t, HTTP_REFUSED,
	        arena_printf(t->arena, "the answer from " STR_FMT " is larger than %lld MiB",
	                STR_ARG(t->chain.target.host), (long long)(t->request.max_bytes >> 20)));
	return false;
}

static bool
take_body(struct transfer *t, struct str bytes)
{
	if (t->hop_bytes == 0) {
		long status = 0;
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
		t->answer.status = (int)status;
		t->answer.url = t->chain.target.url;
	}
	t->hop_bytes += bytes.len;
	if (t->answer.status != 200 && t->answer.status != 203) {
		t->enough = t->hop_bytes > HTTP_ERROR_BODY_MAX;
		return !t->enough;
	}
	t->answer.bytes += (int64_t)bytes.len;
	if (t->request.max_bytes > 0 && t->answer.bytes > t->request.max_bytes)
		return too_large(t);
	t->answer.stopped = !t->request.body(t->request.data, bytes, &t->answer);
	return !t->answer.stopped;
}

static size_t
on_body(char *p, size_t size, size_t count, void *user)
{
	struct str bytes = { p, size * count };

	return take_body(user, bytes) ? bytes.len : 0;
}

/* Connections go through here, after the name was looked up: no name can lead to an address of a
 * private network when that is not wanted, however it was resolved.  A proxy's own address is known
 * by its port and not judged. */
static curl_socket_t
on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = user;
	struct str proxy = http_proxy_of(t->request.proxy, t->chain.target.https);
	const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)&address->addr;

	(void)purpose; /* the port is at the same place in IPv6 */
	if ((proxy.len == 0 || ntohs(four->sin_port) != http_proxy_port(proxy)) &&
	        http_address_is_private(&address->addr)) {
		line_set_private(t->line);
		if (t->request.public_only) {
			t->refused_private = true;
			return CURL_SOCKET_BAD;
		}
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- one hop ---- */

static void
set_lines(struct transfer *t)
{
	char **list = http_request_lines(t->arena, &t->request, &t->chain);

	for (size_t i = 0; list[i] != NULL; i++) {
		struct curl_slist *longer = curl_slist_append(t->lines, list[i]);

		if (longer != NULL)
			t->lines = longer;
	}
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->lines);
}

/* Over https the password is sent at once in the plain form; else, or when the server wants it,
 * curl first asks which form is understood, so that digest is used where it can be. */
static void
set_user(struct transfer *t)
{
	const char *user, *password;

	if (!http_request_user(t->arena, &t->request, &t->chain, &user, &password))
		return;
	curl_easy_setopt(t->easy, CURLOPT_USERNAME, user);
	curl_easy_setopt(t->easy, CURLOPT_PASSWORD, password);
	curl_easy_setopt(t->easy, CURLOPT_HTTPAUTH,
	        t->chain.target.https && !t->digest ? CURLAUTH_BASIC
	                                            : CURLAUTH_BASIC | CURLAUTH_DIGEST);
}

static void
set_rules(struct transfer *t)
{
	CURL *c = t->easy;

#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(c, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(c, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(c, CURLOPT_FRESH_CONNECT, t->fresh ? 1L : 0L);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (t->request.ca_file != NULL)
		curl_easy_setopt(c, CURLOPT_CAINFO, t->request.ca_file);
	if (t->request.insecure) {
		curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (t->request.proxy != NULL && t->request.proxy[0] != '\0')
		curl_easy_setopt(c, CURLOPT_PROXY,
		        strcmp(t->request.proxy, "none") == 0 ? "" : t->request.proxy);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, t);
}

static void
set_limits(struct transfer *t)
{
	const struct http_request *r = &t->request;
	int64_t left = r->total_ms - (clock_mono_ms() - t->started_ms);

	curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(t->easy, CURLOPT_BUFFERSIZE, RECEIVE_BYTES);
	if (r->max_bytes > 0)
		curl_easy_setopt(t->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)r->max_bytes);
	if (r->connect_ms > 0)
		curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)r->connect_ms);
	if (r->total_ms > 0)
		curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)(left > 0 ? left : 1));
	curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, (long)HTTP_LOW_SPEED_BYTES);
	curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, (long)HTTP_LOW_SPEED_MS / 1000);
}

static void
set_callbacks(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->curl_error);
	curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
}

static CURL *
easy_get(struct http *h)
{
	CURL *c = h->pool_count > 0 ? h->pool[--h->pool_count] : curl_easy_init();

	if (c != NULL)
		curl_easy_reset(c);
	return c;
}

static void
easy_put(struct http *h, CURL *c)
{
	if (h->pool_count == h->pool_cap)
		curl_easy_cleanup(c);
	else
		h->pool[h->pool_count++] = c;
}

static void
link_newest(struct http *h, struct transfer *t)
{
	t->after = NULL;
	t->before = h->newest;
	*(h->newest != NULL ? &h->newest->after : &h->oldest) = t;
	h->newest = t;
}

static void
unlink_transfer(struct http *h, struct transfer *t)
{
	*(t->before != NULL ? &t->before->after : &h->oldest) = t->after;
	*(t->after != NULL ? &t->after->before : &h->newest) = t->before;
}

static void
start_hop(struct http *h, struct transfer *t)
{
	if (t->started_ms == 0)
		t->started_ms = clock_mono_ms();
	t->header_bytes = t->hop_bytes = 0;
	t->enough = t->refused_private = t->paused = false;
	t->curl_error[0] = '\0';
	t->answer.headers = (struct http_headers){ 0 };
	t->easy = easy_get(h);
	if (t->easy == NULL)
		out_of_memory();
	curl_easy_setopt(t->easy, CURLOPT_URL, arena_cstr(t->arena, t->chain.target.url));
	curl_easy_setopt(t->easy, CURLOPT_USERAGENT, t->request.user_agent);
	curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
	set_callbacks(t);
	set_rules(t);
	set_limits(t);
	set_lines(t);
	set_user(t);
	link_newest(h, t);
	curl_multi_add_handle(h->multi, t->easy);
}

/* ---- the end of a hop ---- */

static void
finish(struct transfer *t)
{
	t->answer.url = t->chain.target.url;
	t->answer.moved = t->chain.moved;
	t->answer.milliseconds = t->started_ms > 0 ? clock_mono_ms() - t->started_ms : 0;
	t->request.done(t->request.data, &t->answer);
	arena_destroy(t->arena);
}

/* Goes where a redirect leads; false: it leads nowhere. */
static bool
redirect(struct transfer *t)
{
	struct str words = http_chain_follow(
	        t->arena, &t->chain, t->answer.status, t->answer.headers.location);

	if (words.len > 0) {
		fail(t, HTTP_REFUSED, words);
		return false;
	}
	if (!t->answer.private_net) /* the net may not lead into the own network */
		t->request.public_only = true;
	return true;
}

static void
queue_hop(struct http *h, struct transfer *t, bool first)
{
	t->line = lines_of(h->lines, t->chain.target.host);
	t->waiter.pause_ms = t->request.pause_ms;
	t->waiter.public_only = t->request.public_only;
	if (http_host_is_private(t->chain.target.host))
		line_set_private(t->line);
	lines_add(h->lines, t->line, &t->waiter, first);
}

/* The server may have ended a kept connection, or sent more on it than its last answer: then the
 * question is asked once more, on a connection of its own. */
static bool
deserves_a_fresh_connection(const struct transfer *t, CURLcode code)
{
	long connects = 0;

	if (t->fresh || t->hop_bytes > 0 ||
	        (code != CURLE_WEIRD_SERVER_REPLY && code != CURLE_UNSUPPORTED_PROTOCOL &&
	                code != CURLE_RECV_ERROR && code != CURLE_SEND_ERROR &&
	                code != CURLE_GOT_NOTHING))
		return false;
	return curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connects) == CURLE_OK &&
	       connects == 0;
}

static bool
wants_digest(const struct transfer *t)
{
	return t->answer.status == 401 && !t->digest && t->chain.target.https &&
	       (t->request.user != NULL || t->chain.first.user.len > 0) &&
	       str_find_nocase(t->answer.headers.authenticate, STR("digest")) >= 0;
}

static void
fail_private(struct transfer *t)
{
	fail(t, HTTP_REFUSED,
	        arena_printf(t->arena, STR_FMT " is in a private network and was not asked",
	                STR_ARG(t->chain.target.host)));
}

/* Judges how the hop ended; true when another hop follows. */
static bool
judge(struct transfer *t, CURLcode code)
{
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	t->answer.status = (int)status;
	t->answer.private_net = line_is_private(t->line);
	if (t->refused_private)
		fail_private(t);
	if (t->answer.fault != HTTP_FINE)
		return false;
	if (code == CURLE_FILESIZE_EXCEEDED)
		return too_large(t);
	if (code != CURLE_OK && !t->enough && !t->answer.stopped) {
		if (deserves_a_fresh_connection(t, code))
			return t->fresh = true;
		fail_curl(t, code);
		return false;
	}
	if (http_is_redirect(t->answer.status))
		return redirect(t);
	if (wants_digest(t))
		return t->digest = true;
	return false;
}

static void
end_hop(struct http *h, struct transfer *t, CURLcode code)
{
	bool again = judge(t, code);

	curl_multi_remove_handle(h->multi, t->easy);
	unlink_transfer(h, t);
	easy_put(h, t->easy);
	curl_slist_free_all(t->lines);
	t->lines = NULL;
	t->easy = NULL;
	lines_leave(h->lines, t->line);
	if (again)
		queue_hop(h, t, true);
	else
		finish(t);
}

/* ---- the engine ---- */

bool
http_open(struct http **out, const struct http_limits *limits, struct err *e)
{
	struct http *h;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(e, ERR_FAIL, "libcurl cannot start");
	h = calloc(1, sizeof(*h));
	if (h == NULL || (h->multi = curl_multi_init()) == NULL)
		out_of_memory();
	h->lines = lines_open(limits->per_host, limits->total);
	h->pool_cap = (size_t)limits->total;
	h->pool = calloc(h->pool_cap, sizeof(*h->pool));
	if (h->pool == NULL)
		out_of_memory();
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)limits->total);
	*out = h;
	return true;
}

void
http_close(struct http *h)
{
	struct waiter *w;

	while (h->oldest != NULL) {
		struct transfer *t = h->oldest;

		curl_multi_remove_handle(h->multi, t->easy);
		unlink_transfer(h, t);
		curl_easy_cleanup(t->easy);
		curl_slist_free_all(t->lines);
		arena_destroy(t->arena);
	}
	while ((w = lines_drop(h->lines)) != NULL)
		arena_destroy(((struct transfer *)(void *)w)->arena);
	while (h->pool_count > 0)
		curl_easy_cleanup(h->pool[--h->pool_count]);
	free(h->pool);
	curl_multi_cleanup(h->multi);
	lines_close(h->lines);
	free(h);
	curl_global_cleanup();
}

void
http_add(struct http *h, const struct http_request *r)
{
	struct arena *a = arena_create();
	struct transfer *t = arena_alloc(a, sizeof(*t));

	t->http = h;
	t->arena = a;
	t->request = *r;
	if (!http_chain_start(a, r->url, &t->chain)) /* told in the loop, never from here */
		fail(t, HTTP_REFUSED, STR("this is no web address"));
	queue_hop(h, t, false);
}

static int64_t
start_waiting(struct http *h, int64_t wait_ms)
{
	struct waiter *w;

	while (!h->hold && (w = lines_take(h->lines, clock_mono_ms(), &wait_ms)) != NULL) {
		struct transfer *t = (struct transfer *)(void *)w;

		if (t->request.public_only && line_is_private(t->line))
			fail_private(t);
		if (t->answer.fault == HTTP_FINE) {
			start_hop(h, t);
			continue;
		}
		lines_leave(h->lines, t->line);
		finish(t);
	}
	return wait_ms;
}

static void
pause_all_but_oldest(struct http *h)
{
	for (struct transfer *t = h->oldest; t != NULL; t = t->after) {
		bool pause = h->hold && t != h->oldest;

		if (pause != t->paused)
			curl_easy_pause(t->easy, pause ? CURLPAUSE_RECV : CURLPAUSE_CONT);
		t->paused = pause;
	}
}

void
http_hold(struct http *h, bool on)
{
	h->hold = on && h->oldest != NULL;
	pause_all_but_oldest(h);
}

size_t
http_waiting(const struct http *h)
{
	return lines_waiting(h->lines);
}

bool
http_turn(struct http *h, int timeout_ms)
{
	int64_t wait_ms = start_waiting(h, timeout_ms);
	CURLMsg *message;
	int running, left;

	curl_multi_perform(h->multi, &running);
	while ((message = curl_multi_info_read(h->multi, &left)) != NULL) {
		struct transfer *t = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
		end_hop(h, t, message->data.result);
		wait_ms = 0;
	}
	if (h->oldest == NULL && lines_waiting(h->lines) == 0)
		return false;
	if (wait_ms > 0)
		curl_multi_poll(h->multi, NULL, 0, (int)wait_ms, NULL);
	return true;
}
