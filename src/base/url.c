/* SPDX-License-Identifier: ISC */
/*
 * url.c - web addresses.  Splitting after RFC 3986 appendix B, joining after its section 5.2 with
 * remove_dot_segments of 5.2.4; blanks and controls repaired or dropped as the WHATWG URL standard
 * does, since feeds are full of both.
 */
#include <dateline/url.h>

#include <stdlib.h>
#include <string.h>

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_scheme(struct str s)
{
	if (s.len == 0 || !is_alpha(s.p[0]))
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (!is_alpha(s.p[i]) && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '+' &&
		        s.p[i] != '-' && s.p[i] != '.')
			return false;
	return true;
}

/* First offset of any byte of set at or after from; s.len when there is none. */
static size_t
find_any(struct str s, size_t from, const char *set)
{
	size_t end = s.len;

	for (; *set != '\0' && from < end; set++) {
		const char *hit = memchr(s.p + from, *set, end - from);
		if (hit != NULL)
			end = (size_t)(hit - s.p);
	}
	return from < end ? end : from;
}

static void
parse_authority(struct str authority, struct url *out)
{
	ptrdiff_t at = -1, colon = -1;

	for (size_t i = 0; i < authority.len; i++)
		if (authority.p[i] == '@')
			at = (ptrdiff_t)i;
	if (at >= 0) {
		out->user = str_sub(authority, 0, (size_t)at);
		authority = str_sub(authority, (size_t)at + 1, authority.len);
	}
	for (size_t i = 0; i < authority.len; i++) {
		if (authority.p[i] == ':')
			colon = (ptrdiff_t)i;
		if (authority.p[i] == ']')
			colon = -1;
	}
	if (colon >= 0) {
		out->port = str_sub(authority, (size_t)colon + 1, authority.len);
		authority.len = (size_t)colon;
	}
	out->host = authority;
}

bool
url_parse(struct str text, struct url *out)
{
	size_t at = 0, end;

	*out = (struct url){ 0 };
	if (text.len > URL_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f)
			return false;
	end = find_any(text, 0, ":/?#");
	if (end < text.len && text.p[end] == ':' && is_scheme(str_sub(text, 0, end))) {
		out->scheme = str_sub(text, 0, end);
		at = end + 1;
	}
	if (at + 1 < text.len && text.p[at] == '/' && text.p[at + 1] == '/') {
		end = find_any(text, at + 2, "/?#");
		out->has_authority = true;
		parse_authority(str_sub(text, at + 2, end), out);
		at = end;
	}
	end = find_any(text, at, "?#");
	out->path = str_sub(text, at, end);
	if (end < text.len && text.p[end] == '?') {
		at = end + 1;
		end = find_any(text, at, "#");
		out->has_query = true;
		out->query = str_sub(text, at, end);
	}
	if (end < text.len) {
		out->has_fragment = true;
		out->fragment = str_sub(text, end + 1, text.len);
	}
	return true;
}

/* Drops tabs, newlines and other controls, trims blanks, and turns inner blanks to %20. */
static struct str
repair(struct arena *a, struct str ref)
{
	struct str from = str_trim(ref);
	char *out = arena_alloc(a, from.len * 3 + 1);
	size_t len = 0;

	for (size_t i = 0; i < from.len; i++) {
		unsigned char c = (unsigned char)from.p[i];
		if (c == ' ' || c == '"' || c == '<' || c == '>') {
			static const char hex[] = "0123456789ABCDEF";
			out[len++] = '%';
			out[len++] = hex[c >> 4];
			out[len++] = hex[c & 15];
		} else if (c >= ' ' && c != 0x7f) {
			out[len++] = (char)c;
		}
	}
	return (struct str){ out, len };
}

static struct str
without_last_segment(struct str path)
{
	while (path.len > 0 && path.p[path.len - 1] != '/')
		path.len--;
	return path;
}

/* RFC 3986 section 5.2.4, on a copy in the arena. */
static struct str
remove_dots(struct arena *a, struct str path)
{
	char *out = arena_alloc(a, path.len + 2);
	size_t len = 0, at = 0;

	while (at < path.len) {
		size_t start = path.p[at] == '/' ? at + 1 : at;
		size_t end = find_any(path, start, "/");
		struct str segment = str_sub(path, start, end);
		bool last = end == path.len;

		if (str_eq_nocase(segment, STR("..")) || str_eq_nocase(segment, STR("%2e%2e"))) {
			while (len > 0 && out[--len] != '/')
				;
			if (last)
				out[len++] = '/';
		} else if (str_eq(segment, STR(".")) || str_eq_nocase(segment, STR("%2e"))) {
			if (last)
				out[len++] = '/';
		} else {
			memcpy(out + len, path.p + at, end - at);
			len += end - at;
		}
		at = end;
	}
	return (struct str){ out, len };
}

static struct str
join_path(struct arena *a, const struct url *base, struct str ref_path)
{
	struct str folder;

	if (ref_path.len > 0 && ref_path.p[0] == '/')
		return remove_dots(a, ref_path);
	folder = without_last_segment(base->path);
	if (folder.len == 0 && base->has_authority)
		folder = STR("/");
	return remove_dots(a, arena_printf(a, STR_FMT STR_FMT, STR_ARG(folder), STR_ARG(ref_path)));
}

/* Recomposition, section 5.3, with scheme and host in lower case. */
static struct str
compose(struct arena *a, const struct url *u)
{
	struct buf b;
	struct str out;

	buf_init(&b, URL_MAX * 4);
	for (size_t i = 0; i < u->scheme.len; i++)
		buf_add_char(&b, (char)(u->scheme.p[i] | 0x20));
	buf_add_cstr(&b, ":");
	if (u->has_authority) {
		buf_add_cstr(&b, "//");
		if (u->user.p != NULL)
			buf_printf(&b, STR_FMT "@", STR_ARG(u->user));
		for (size_t i = 0; i < u->host.len; i++) {
			char c = u->host.p[i];
			buf_add_char(&b, c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
		}
		if (u->port.len > 0)
			buf_printf(&b, ":" STR_FMT, STR_ARG(u->port));
	}
	buf_add_str(&b, u->path);
	if (u->has_query)
		buf_printf(&b, "?" STR_FMT, STR_ARG(u->query));
	if (u->has_fragment)
		buf_printf(&b, "#" STR_FMT, STR_ARG(u->fragment));
	out = b.len > URL_MAX || b.full ? STR_NONE : arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static bool
is_web_scheme(struct str scheme)
{
	return str_eq_nocase(scheme, STR("http")) || str_eq_nocase(scheme, STR("https"));
}

/* "http:///x" and "http:\\x" are written for "http://x"; browsers read them so. */
static struct str
mend_slashes(struct arena *a, struct str ref)
{
	size_t colon = find_any(ref, 0, ":/?#"), after;
	char *out;

	if (colon >= ref.len || ref.p[colon] != ':' || !is_web_scheme(str_sub(ref, 0, colon)))
		return ref;
	after = colon + 1;
	while (after < ref.len && (ref.p[after] == '/' || ref.p[after] == '\\'))
		after++;
	if (after < colon + 3)
		return ref;
	out = arena_cstr(a, arena_printf(a, STR_FMT "://" STR_FMT, STR_ARG(str_sub(ref, 0, colon)),
	                            STR_ARG(str_sub(ref, after, ref.len))));
	return str_of(out);
}

struct str
url_resolve(struct arena *a, struct str base, struct str ref)
{
	struct url b, r, t = { 0 };
	struct str fixed;

	if (ref.len > URL_MAX)
		return STR_NONE;
	fixed = mend_slashes(a, repair(a, ref));
	if (!url_parse(fixed, &r))
		return STR_NONE;
	if (r.scheme.len > 0) {
		t = r;
		if (r.has_authority)
			t.path = remove_dots(a, r.path.len > 0 ? r.path : STR("/"));
		return compose(a, &t);
	}
	if (!url_parse(repair(a, base), &b) || b.scheme.len == 0)
		return STR_NONE;
	t = b;
	t.has_fragment = r.has_fragment;
	t.fragment = r.fragment;
	if (r.has_authority) {
		t = r;
		t.scheme = b.scheme;
		t.path = remove_dots(a, r.path.len > 0 ? r.path : STR("/"));
	} else if (r.path.len > 0) {
		t.path = join_path(a, &b, r.path);
		t.has_query = r.has_query;
		t.query = r.query;
	} else if (r.has_query) {
		t.has_query = true;
		t.query = r.query;
	}
	return compose(a, &t);
}

/* A name or an address of RFC 3986, section 3.2.2; bytes outside ASCII are left to the resolver. */
static bool
is_host(struct str host)
{
	if (host.len > 2 && host.p[0] == '[' && host.p[host.len - 1] == ']')
		host = str_sub(host, 1, host.len - 1);
	else if (find_any(host, 0, ":") < host.len)
		return false;
	return host.len > 0 && find_any(host, 0, "[]@<>\"\\^`{|} ") == host.len;
}

static bool
is_port(struct str port)
{
	for (size_t i = 0; i < port.len; i++)
		if (port.p[i] < '0' || port.p[i] > '9')
			return false;
	return port.len <= 5;
}

bool
url_is_http(struct str text)
{
	struct url u;

	return url_parse(text, &u) && is_web_scheme(u.scheme) && is_host(u.host) && is_port(u.port);
}

bool
url_is_safe_link(struct str text)
{
	static const char *const schemes[] = { "http", "https", "mailto", "gemini", "gopher", "ftp",
		"magnet", "tel", "xmpp", "irc", "news", "nntp", "sip", "geo" };
	struct url u;

	if (!url_parse(text, &u) || (is_web_scheme(u.scheme) && !url_is_http(text)))
		return false;
	for (size_t i = 0; i < COUNT(schemes); i++)
		if (str_eq_nocase(u.scheme, str_of(schemes[i])))
			return true;
	return false;
}

struct str
url_host(struct str text)
{
	struct url u;

	return url_parse(text, &u) && u.host.len > 0 ? u.host : STR_NONE;
}

static bool
is_tracking(struct str parameter)
{
	static const char *const names[] = { "fbclid", "gclid", "dclid", "gbraid", "wbraid",
		"msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "_ga", "_gl", "cmpid", "ocid",
		"smid", "ncid", "at_medium", "at_campaign", "ref_src", "spm", "mkt_tok", "xtor",
		"wt_mc" };
	ptrdiff_t eq = str_chr(parameter, '=');
	struct str name = eq < 0 ? parameter : str_sub(parameter, 0, (size_t)eq);

	if (str_starts_nocase(name, STR("utm_")))
		return true;
	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_nocase(name, str_of(names[i])))
			return true;
	return false;
}

static struct str
without_tracking(struct arena *a, struct str query)
{
	char *out = arena_alloc(a, query.len + 2);
	size_t len = 0;

	while (query.p != NULL) {
		struct str part = str_split(&query, '&');
		if (part.len == 0 || is_tracking(part))
			continue;
		if (len > 0)
			out[len++] = '&';
		memcpy(out + len, part.p, part.len);
		len += part.len;
	}
	return (struct str){ out, len };
}

struct str
url_canonical(struct arena *a, struct str text)
{
	struct str whole = url_resolve(a, STR_NONE, text);
	struct url u;

	if (whole.p == NULL || !url_parse(whole, &u))
		return arena_str(a, str_trim(text));
	if ((str_eq(u.scheme, STR("http")) && str_eq(u.port, STR("80"))) ||
	        (str_eq(u.scheme, STR("https")) && str_eq(u.port, STR("443"))))
		u.port = STR_NONE;
	u.has_fragment = false;
	u.query = without_tracking(a, u.query);
	u.has_query = u.query.len > 0;
	whole = compose(a, &u);
	return whole.p == NULL ? arena_str(a, str_trim(text)) : whole;
}

struct str
url_display(struct arena *a, struct str text)
{
	struct url u;
	struct str host, path;

	if (!url_parse(text, &u) || u.host.len == 0)
		return arena_str(a, text);
	host = str_starts_nocase(u.host, STR("www.")) ? str_sub(u.host, 4, u.host.len) : u.host;
	path = u.path;
	if (path.len > 0 && path.p[path.len - 1] == '/')
		path.len--;
	return arena_printf(a, STR_FMT "%s" STR_FMT STR_FMT "%s" STR_FMT, STR_ARG(host),
	        u.port.len > 0 ? ":" : "", STR_ARG(u.port), STR_ARG(path), u.has_query ? "?" : "",
	        STR_ARG(u.query));
}
