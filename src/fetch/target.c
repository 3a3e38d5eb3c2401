/* SPDX-License-Identifier: ISC */
/*
 * target.c - an address as it is asked: user information taken out of it, bytes outside ASCII
 * percent-encoded, its origin for the rules of redirects, and which network addresses are private.
 * Sources: RFC 3986; RFC 6454 (origin); RFC 6890, RFC 6598, RFC 4193, RFC 6052 (special addresses).
 */
#include "http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <dateline/url.h>

static struct str
lower(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
	return (struct str){ p, s.len };
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str
percent_decode(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high = i + 2 < s.len && s.p[i] == '%' ? hex_value(s.p[i + 1]) : -1;
		int low = high >= 0 ? hex_value(s.p[i + 2]) : -1;

		p[len++] = low >= 0 ? (char)(high * 16 + low) : s.p[i];
		i += low >= 0 ? 2 : 0;
	}
	return (struct str){ p, len };
}

/* Bytes that no request line may carry as they are. */
static void
add_encoded(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>')
			buf_printf(b, "%%%02X", c);
		else
			buf_add_char(b, (char)c);
	}
}

static void
split_user(struct arena *a, struct str user, struct http_target *out)
{
	ptrdiff_t colon = str_chr(user, ':');

	if (user.p == NULL)
		return;
	out->user = percent_decode(a, colon < 0 ? user : str_sub(user, 0, (size_t)colon));
	if (colon >= 0)
		out->password = percent_decode(a, str_sub(user, (size_t)colon + 1, user.len));
}

bool
http_target(struct arena *a, struct str url, struct http_target *out)
{
	struct str scheme, port;
	struct url parts;
	struct buf b;

	*out = (struct http_target){ 0 };
	if (!url_is_http(url) || !url_parse(url, &parts))
		return false;
	scheme = lower(a, parts.scheme);
	out->host = lower(a, parts.host);
	out->https = str_eq(scheme, STR("https"));
	port = parts.port.len > 0 ? parts.port : out->https ? STR("443") : STR("80");
	out->origin = arena_printf(a, STR_FMT "://" STR_FMT ":" STR_FMT, STR_ARG(scheme),
	        STR_ARG(out->host), STR_ARG(port));
	split_user(a, parts.user, out);
	buf_init(&b, URL_MAX * 4);
	buf_printf(&b, STR_FMT "://" STR_FMT "%s" STR_FMT, STR_ARG(scheme), STR_ARG(out->host),
	        parts.port.len > 0 ? ":" : "", STR_ARG(parts.port));
	if (parts.path.len == 0)
		buf_add_char(&b, '/');
	add_encoded(&b, parts.path);
	if (parts.has_query) {
		buf_add_char(&b, '?');
		add_encoded(&b, parts.query);
	}
	out->url = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out->url.len <= URL_MAX;
}

/* The same origin, or the same host gone from http to https on the usual ports. */
bool
http_same_origin(const struct http_target *first, const struct http_target *second)
{
	if (str_eq(first->origin, second->origin))
		return true;
	return !first->https && second->https && str_eq(first->host, second->host) &&
	       str_ends(first->origin, STR(":80")) && str_ends(second->origin, STR(":443"));
}

static bool
is_private_4(uint32_t address)
{
	static const struct {
		uint32_t net;
		int bits;
	} nets[] = {
		{ 0x00000000, 8 },  /* this network */
		{ 0x0a000000, 8 },  /* private */
		{ 0x64400000, 10 }, /* shared by carriers */
		{ 0x7f000000, 8 },  /* loopback */
		{ 0xa9fe0000, 16 }, /* link-local, cloud metadata */
		{ 0xac100000, 12 }, /* private */
		{ 0xc0000000, 24 }, /* IETF protocols */
		{ 0xc0a80000, 16 }, /* private */
		{ 0xe0000000, 3 },  /* multicast, reserved, broadcast */
	};

	for (size_t i = 0; i < COUNT(nets); i++)
		if ((address ^ nets[i].net) >> (32 - nets[i].bits) == 0)
			return true;
	return false;
}

static uint32_t
read_4(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool
is_private_6(const uint8_t *p)
{
	static const uint8_t zeros[16] = { 0 }, mapped[12] = { [10] = 0xff, [11] = 0xff },
	                     nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

	if (memcmp(p, mapped, 12) == 0 || memcmp(p, nat64, 12) == 0 || memcmp(p, zeros, 12) == 0)
		return is_private_4(read_4(p + 12));
	return (p[0] & 0xfe) == 0xfc || (p[0] == 0xfe && p[1] >= 0x80) || p[0] == 0xff ||
	       (p[0] == 0x20 && p[1] == 0x02 && is_private_4(read_4(p + 2)));
}

bool
http_address_is_private(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return is_private_4(ntohl(
		        ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
	if (address->sa_family == AF_INET6)
		return is_private_6(
		        ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
	return true;
}

static bool
read_literal(struct str host, struct sockaddr_storage *out)
{
	struct sockaddr_in *four = (struct sockaddr_in *)(void *)out;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)out;
	char text[INET6_ADDRSTRLEN + 1];

	if (str_starts(host, STR("[")))
		host = str_sub(host, 1, host.len - 1);
	if (host.len >= sizeof(text))
		return false;
	memcpy(text, host.p, host.len);
	text[host.len] = '\0';
	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, text, &four->sin_addr) == 1)
		out->ss_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1)
		out->ss_family = AF_INET6;
	return out->ss_family != 0;
}

bool
http_host_is_private(struct str host)
{
	struct sockaddr_storage address;

	if (str_eq(host, STR("localhost")) || str_ends(host, STR(".localhost")))
		return true;
	return host.len > 0 && read_literal(host, &address) &&
	       http_address_is_private((struct sockaddr *)(void *)&address);
}

struct str
http_proxy_of(const char *setting, bool https)
{
	static const char *const names[2][4] = { { "http_proxy", "all_proxy", "ALL_PROXY", NULL },
		{ "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" } };

	if (setting != NULL && strcmp(setting, "none") == 0)
		return STR_NONE;
	if (setting != NULL && setting[0] != '\0')
		return str_of(setting);
	for (size_t i = 0; i < COUNT(names[0]) && names[https][i] != NULL; i++) {
		const char *value = getenv(names[https][i]);

		if (value != NULL && value[0] != '\0')
			return str_of(value);
	}
	return STR_NONE;
}

int
http_proxy_port(struct str proxy)
{
	ptrdiff_t scheme = str_find(proxy, STR("://"));
	struct str rest = scheme < 0 ? proxy : str_sub(proxy, (size_t)scheme + 3, proxy.len);
	int64_t port;

	rest = str_split(&rest, '/');
	for (size_t i = rest.len; i > 0 && rest.p[i - 1] != ']'; i--)
		if (rest.p[i - 1] == ':')
			return str_to_i64(str_sub(rest, i, rest.len), &port) ? (int)port : 0;
	return str_starts_nocase(proxy, STR("https:")) ? 443 : 1080;
}
