/* SPDX-License-Identifier: ISC */
/*
 * polite.c - when a feed is asked again.  From an answer come the validators to echo, the earliest
 * next time (the user's interval, raised by Retry-After, Cache-Control, Expires, ttl, sy:*,
 * skipHours and skipDays, and by back-off after failures), and whether the feed is gone or has
 * moved. Sources: RFC 9110 (Retry-After, 410, 301, 308, validators), RFC 9111 (freshness), RSS 2.0
 * (ttl, skipHours, skipDays).
 */
#include "polite.h"

#include <dateline/url.h>

#define HOUR 3600
#define DAY (24 * HOUR)

/* A decimal number at the start of s; one that is too large is INT64_MAX, -1 is none. */
static int64_t
read_seconds(struct str s)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		        __builtin_add_overflow(n, s.p[i] - '0', &n))
			return INT64_MAX;
	return i == 0 ? -1 : n;
}

static int64_t
clamp(int64_t n, int64_t least, int64_t most)
{
	return n < least ? least : n > most ? most : n;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t
polite_retry_after(struct str value, int64_t now)
{
	int64_t seconds = read_seconds(str_trim(value)), date;

	if (seconds < 0)
		seconds =
		        value.len > 0 && value.p[0] != '-' && feed_date(value, &date) && date > now
		                ? date - now
		                : 0;
	return clamp(seconds, 0, POLITE_RETRY_AFTER_MAX);
}

/* The value of a directive such as max-age in Cache-Control; -1: not there. */
static int64_t
directive(struct str header, struct str name)
{
	while (header.p != NULL) {
		struct str part = str_trim(str_split(&header, ','));
		struct str value;

		if (!str_starts_nocase(part, name))
			continue;
		value = str_trim(str_sub(part, name.len, part.len));
		if (value.len > 0 && value.p[0] == '=') {
			value = str_trim(str_sub(value, 1, value.len));
			if (value.len > 0 && value.p[0] == '"')
				value = str_sub(value, 1, value.len);
			return read_seconds(value);
		}
	}
	return -1;
}

int64_t
polite_freshness(const struct http_headers *h, int64_t now)
{
	int64_t max_age = directive(h->cache_control, STR("max-age")), expires, date;

	if (max_age >= 0)
		return clamp(max_age - larger(0, read_seconds(h->age)), 0, POLITE_INTERVAL_MAX);
	if (h->cache_control.len > 0 && str_find_nocase(h->cache_control, STR("no-")) >= 0)
		return 0;
	if (h->expires.len == 0 || !feed_date(h->expires, &expires))
		return 0;
	if (h->date.len == 0 || !feed_date(h->date, &date))
		date = now;
	return expires <= date ? 0 : clamp(expires - date, 0, POLITE_INTERVAL_MAX);
}

int64_t
polite_skip(int64_t t, uint32_t skip_hours, uint8_t skip_days)
{
	const uint32_t all_hours = 0xffffff;
	const uint8_t all_days = 0x7f;
	int64_t at = t;

	if ((skip_hours & all_hours) == all_hours)
		skip_hours = 0;
	if ((skip_days & all_days) == all_days)
		skip_days = 0;
	for (int i = 0; i < 8 * 24 && at >= 0; i++) {
		int hour = (int)(at / HOUR % 24), day = (int)((at / DAY + 3) % 7);

		if ((skip_hours >> hour & 1) == 0 && (skip_days >> day & 1) == 0)
			return at;
		at = (at / HOUR + 1) * HOUR;
	}
	return t;
}

/* A number in [0, below) that differs from feed to feed and from failure to failure. */
static int64_t
jitter(const struct polite_case *c, int64_t below)
{
	uint64_t seed = hash_str(c->url) ^ ((uint64_t)c->now * 0x9e3779b97f4a7c15u) ^
	                (uint64_t)c->before->failures;

	return below <= 0 ? 0 : (int64_t)(hash64(&seed, sizeof(seed)) % (uint64_t)below);
}

/* The interval doubled with each failure in a row, up to a cap, and up to a quarter more, so that
 * many readers do not come back in the same second. */
static int64_t
backoff(const struct polite_case *c, int failures, int64_t cap)
{
	int64_t delay = c->interval_s;

	for (int i = 1; i < failures && delay < cap; i++)
		delay *= 2;
	delay = larger(delay < cap ? delay : cap, c->interval_s);
	return delay + jitter(c, delay / 4);
}

static bool
is_success(const struct polite_case *c)
{
	const struct http_answer *r = c->answer;

	return r->fault == HTTP_FINE &&
	       (c->meta != NULL || r->status == 204 || (r->status == 304 && c->conditional));
}

/* ---- permanent moves ---- */

/* A move is believed when it was seen at POLITE_MOVE_COUNT refreshes, the same each time, and what
 * is there now is a feed; never one from https down to http. */
static bool
judge_move(const struct polite_case *c, struct store_http *http)
{
	struct str to = c->answer->moved;
	struct url url;
	bool has_user = url_parse(c->url, &url) && url.user.len > 0; /* it would be lost */
	bool down = str_starts_nocase(c->url, STR("https:")) && str_starts_nocase(to, STR("http:"));

	if (to.len == 0 || down || has_user || str_eq(to, c->url)) {
		http->moved_to = STR_NONE;
		http->moved_count = 0;
		return false;
	}
	http->moved_count = str_eq(to, c->before->moved_to) ? c->before->moved_count + 1 : 1;
	http->moved_to = to;
	if (http->moved_count < POLITE_MOVE_COUNT)
		return false;
	http->moved_count = 0;
	return true;
}

/* ---- answers ---- */

static bool
judge_success(const struct polite_case *c, struct store_answer *out)
{
	const struct http_headers *h = &c->answer->headers;
	struct store_http *http = &out->http;
	int64_t wait;

	http->failures = 0;
	http->retry_after = 0;
	out->state = FEED_OK;
	if (c->answer->status == 200 || c->answer->status == 203 || h->etag.len > 0)
		http->etag = h->etag;
	if (c->answer->status == 200 || c->answer->status == 203 || h->last_modified.len > 0)
		http->last_modified = h->last_modified;
	if (c->meta != NULL)
		http->interval_s = clamp(c->meta->interval_s, 0, POLITE_INTERVAL_MAX);
	wait = larger(http->interval_s, polite_freshness(h, c->now));
	wait = larger(wait, polite_retry_after(h->retry_after, c->now));
	/* The user's own interval is taken a little shorter, so that a job run every so often by
	 * cron finds the feed due each time. */
	wait = larger(wait, c->interval_s - clamp(c->interval_s / 20, 0, 60));
	out->next_fetch = c->now + wait;
	if (c->meta != NULL)
		out->next_fetch =
		        polite_skip(out->next_fetch, c->meta->skip_hours, c->meta->skip_days);
	return judge_move(c, http);
}

/* "x.org gives a web page, not a feed" */
static struct str
no_feed_words(struct arena *a, const struct polite_case *c)
{
	static const struct str prefix = { "this is no feed but ", 20 };
	struct str what = c->parse_error;

	if (str_starts(what, prefix))
		what = str_sub(what, prefix.len, what.len);
	if (str_find_nocase(c->answer->headers.content_type, STR("html")) >= 0)
		what = STR("a web page");
	if (what.len == 0)
		what = STR("something else");
	if (str_eq(what, STR("empty")))
		what = STR("an empty answer");
	return arena_printf(a, STR_FMT " gives " STR_FMT ", not a feed",
	        STR_ARG(url_host(c->answer->url)), STR_ARG(what));
}

static void
judge_error(struct arena *a, const struct polite_case *c, struct store_answer *out)
{
	const struct http_answer *r = c->answer;
	int64_t wait, asked = polite_retry_after(r->headers.retry_after, c->now);

	out->http.failures = c->before->failures + 1;
	wait = backoff(c, out->http.failures,
	        r->fault == HTTP_UNREACHED ? POLITE_UNREACHED_MAX : POLITE_BACKOFF_MAX);
	out->http.retry_after = r->fault == HTTP_FINE && asked > 0 ? c->now + asked : 0;
	out->next_fetch = c->now + larger(wait, asked);
	out->state = r->status == 410                       ? FEED_GONE
	             : r->status == 401 || r->status == 407 ? FEED_AUTH
	                                                    : FEED_FAILING;
	if (r->fault != HTTP_FINE) {
		out->state = FEED_FAILING;
		out->error = r->error;
	} else if (r->status == 200 || r->status == 203) {
		out->error = no_feed_words(a, c);
	} else if (r->status == 410) {
		out->error = arena_printf(a,
		        STR_FMT ": the feed is gone for good and will not be asked again",
		        STR_ARG(http_status_words(a, r->status, r->url)));
	} else {
		out->error = http_status_words(a, r->status, r->url);
	}
}

bool
polite_judge(struct arena *a, const struct polite_case *c, struct store_answer *out)
{
	out->now = c->now;
	out->http = *c->before;
	out->http.status = c->answer->status;
	out->error = STR("");
	if (is_success(c))
		return judge_success(c, out);
	judge_error(a, c, out);
	return false;
}

bool
polite_may_ask(const struct store_feed *feed, const struct store_http *http, int64_t now,
        bool force, bool named)
{
	if (feed->query.len > 0 || http->retry_after > now)
		return false;
	if (feed->state == FEED_GONE && !(force && named))
		return false;
	return force || feed->next_fetch <= now;
}
