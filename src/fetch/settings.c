/* SPDX-License-Identifier: ISC */
/*
 * settings.c - the user's settings for one address, as a request.  A password may come from a
 * command (password-command = pass show feeds/x): it is the user's own line and is given to the
 * shell; its first line of output is the password.
 */
#include "settings.h"

#include <string.h>

#include <dateline/fetch.h>

#include "command.h"

bool
settings_password(struct arena *a, const struct conf *c, struct str feed, struct aide *aide,
        struct http_request *out, struct err *e)
{
	const char *command = conf_feed_key(c, feed, "password-command");
	struct str rest, line;
	struct buf b;
	bool ok;

	if (out->user == NULL || command == NULL || command[0] == '\0')
		return true;
	buf_init(&b, PASSWORD_MAX);
	ok = aide != NULL ? aide_password(aide, feed, &b, e)
	                  : command_run(command, STR_NONE, &b, e);
	rest = buf_str(&b);
	line = str_split(&rest, '\n');
	out->password = arena_cstr(a, line);
	if (ok && (b.full || line.len == 0))
		ok = err_set(e, ERR_AUTH, b.full ? "it printed too much" : "it printed nothing");
	buf_free(&b);
	return ok || err_context(e, "the password-command gave no password");
}

/* header = Name: value; several are separated by '|'. */
static void
set_headers(struct arena *a, const struct conf *c, struct str feed, struct http_request *r)
{
	struct str rest = str_of(conf_feed_key(c, feed, "header"));
	const char **list = NULL;
	size_t count = 0, cap = 0;

	while (rest.p != NULL) {
		struct str line = str_trim(str_split(&rest, '|'));

		list = arena_grow(a, list, count, &cap, sizeof(*list));
		if (str_chr(line, ':') > 0)
			list[count++] = arena_cstr(a, line);
	}
	if (list != NULL) /* the last place taken may have been the array's last */
		list = arena_grow(a, list, count, &cap, sizeof(*list));
	r->headers = list;
}

static const char *
default_user_agent(struct arena *a, const struct conf *c)
{
	const char *url = conf_str(c, CONF_USER_AGENT_URL);

	return arena_printf(
	        a, "%s/%s (+%s)", PACKAGE_NAME, PACKAGE_VERSION, url[0] != '\0' ? url : PACKAGE_URL)
	        .p;
}

void
settings_request(struct arena *a, const struct conf *c, struct str feed, struct str url,
        struct http_request *out)
{
	const char *insecure = conf_feed_key(c, feed, "insecure");
	const char *user_agent = conf_feed_str(c, feed, CONF_USER_AGENT);
	int64_t max_bytes = conf_feed_int(c, feed, CONF_MAX_SIZE) << 20;

	*out = (struct http_request){ .url = url };
	out->accept = SETTINGS_ACCEPT_FEED;
	out->user_agent = user_agent[0] != '\0' ? user_agent : default_user_agent(a, c);
	out->proxy = conf_feed_str(c, feed, CONF_PROXY);
	out->ca_file = conf_feed_key(c, feed, "ca-file");
	out->insecure = insecure != NULL && strcmp(insecure, "yes") == 0;
	out->max_bytes = max_bytes < (int64_t)FETCH_BODY_MAX ? max_bytes : (int64_t)FETCH_BODY_MAX;
	out->connect_ms = conf_feed_int(c, feed, CONF_CONNECT_TIMEOUT) * 1000;
	out->total_ms = conf_feed_int(c, feed, CONF_TIMEOUT) * 1000;
	set_headers(a, c, feed, out);
	out->user = conf_feed_key(c, feed, "user");
	out->password = conf_feed_key(c, feed, "password");
}
