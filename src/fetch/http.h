/* SPDX-License-Identifier: ISC */
/*
 * http.h - requests over HTTP, many at a time, in one poll loop (module-private).  Redirects are
 * followed here, hop by hop, so that every hop obeys the rules: http and https only, a limit of
 * connections per host, credentials and own headers never to another origin, no address of the own
 * network when that is not wanted, and all caps and times counted over the whole chain.
 */
#ifndef FETCH_HTTP_H
#define FETCH_HTTP_H

#include <dateline/base.h>

#define HTTP_VALUE_MAX 8192     /* bytes of one header's value that is kept; longer: dropped */
#define HTTP_VALIDATOR_MAX 1024 /* the same of ETag and Last-Modified */
#define HTTP_ERROR_BODY_MAX                                                                        \
	(64 * 1024)             /* bytes read of an answer that is an error or a redirect          \
	                         */
#define HTTP_LOW_SPEED_BYTES 10 /* bytes a second over ... */
#define HTTP_LOW_SPEED_MS 20000 /* ... this long is a stall */

/* What became of a request that brought no whole answer. */
enum http_fault {
	HTTP_FINE,
	HTTP_UNREACHED, /* no name, no connection: perhaps our own network is down */
	HTTP_TIMEOUT,
	HTTP_BROKEN,  /* the answer broke off or is no HTTP */
	HTTP_REFUSED, /* against our rules: too large, too many redirects, other schemes, bad TLS */
};

struct http_headers { /* of the last hop; STR_NONE when not given or over its cap */
	struct str content_type, etag, last_modified, location, retry_after, cache_control, expires,
	        date, age, authenticate, length;
};

struct http_answer {
	enum http_fault fault;
	int status;       /* of the last hop; 0 = none */
	struct str error; /* in words, when there is a fault */
	struct str url;   /* of the last hop */
	struct str moved; /* where the permanent redirects (301, 308) at the start lead; or none */
	struct http_headers headers;
	bool stopped;     /* the body callback wanted no more */
	bool private_net; /* the last connection went to an address of a private network */
	int64_t bytes, milliseconds; /* decoded bytes; whole time without waiting for a slot */
};

struct http_request {
	struct str url;
	const char *accept, *user_agent;
	const char *proxy; /* NULL or "": the environment's; "none": none */
	const char *user, *password, *ca_file;
	const char *const
	        *headers; /* own lines "Name: value", ends with NULL; only to the first origin */
	struct str etag, last_modified;          /* sent back byte for byte */
	bool insecure;                           /* the user asked not to check certificates */
	bool public_only;                        /* no address of a private network */
	int64_t max_bytes, connect_ms, total_ms; /* 0 = no limit */
	int64_t pause_ms;                        /* least time between two starts at one host */
	/* Decoded bytes of an answer 200 or 203 as they come; false: enough. */
	bool (*body)(void *user, struct str bytes, const struct http_answer *so_far);
	void (*done)(void *user, const struct http_answer *answer);
	void *data;
};

struct http_limits {
	int per_host, total;
};

struct http;
bool http_open(struct http **out, const struct http_limits *limits, struct err *e);
void http_close(struct http *h); /* drops what is under way; done is not called */
/* Puts a request at the end of its host's line.  Strings and data must live until done. */
void http_add(struct http *h, const struct http_request *r);
/* One turn of the loop: waits at most timeout_ms, calls body and done.  False when nothing is left.
 */
bool http_turn(struct http *h, int timeout_ms);
/* Holds back (or lets go) all transfers but the oldest, when memory is short. */
void http_hold(struct http *h, bool on);
size_t http_waiting(const struct http *h); /* requests not yet started */

/* ---- target.c: addresses as they are asked ---- */
struct http_target {
	struct str url; /* without user information and fragment, other bytes percent-encoded */
	struct str host, origin;   /* lower case; origin is scheme://host:port */
	struct str user, password; /* of the address, decoded; or none */
	bool https;
};
/* False when it is no http or https address, or longer than URL_MAX when encoded. */
bool http_target(struct arena *a, struct str url, struct http_target *out);
/* May credentials given for the first address go to the second? */
bool http_same_origin(const struct http_target *first, const struct http_target *second);

/* The address of a proxy setting or, for "", of the environment; STR_NONE: none. */
struct str http_proxy_of(const char *setting, bool https);
/* The port in a proxy's address as curl understands it. */
int http_proxy_port(struct str proxy);

struct sockaddr;
/* True for loopback, link-local, private, shared and reserved addresses, also mapped in IPv6. */
bool http_address_is_private(const struct sockaddr *address);
/* The same for a host as written: true for such a literal address and for localhost. */
bool http_host_is_private(struct str host);

/* ---- chain.c: redirects ---- */
struct http_chain {
	struct http_target first, target;
	struct str moved; /* where the permanent redirects at the start lead; or none */
	int hops;
	bool only_permanent;
};
/* False when url is no web address. */
bool http_chain_start(struct arena *a, struct str url, struct http_chain *out);
bool http_is_redirect(int status);
/* Makes the Location of a redirect the new target; else gives words why it is not followed. */
struct str http_chain_follow(
        struct arena *a, struct http_chain *c, int status, struct str location);

/* ---- request.c ---- */
/* The header lines of a hop, ending with NULL. */
char **http_request_lines(
        struct arena *a, const struct http_request *r, const struct http_chain *chain);
/* Who asks, if this hop may say so. */
bool http_request_user(struct arena *a, const struct http_request *r,
        const struct http_chain *chain, const char **user, const char **password);
/* "HTTP 403 from x.org: it refuses", "x.org timed out after 30 s" */
struct str http_status_words(struct arena *a, int status, struct str url);
struct str http_timeout_words(
        struct arena *a, const struct http_request *r, struct str host, int64_t after_ms);

/* ---- header.c ---- */
/* Keeps the line of a header if it is one of ours; false: it contradicts an earlier one (RFC 9112
 * section 6.3: two lengths). */
bool http_header_keep(struct arena *a, struct http_headers *h, struct str line);
bool http_has_control(struct str s);

#endif
