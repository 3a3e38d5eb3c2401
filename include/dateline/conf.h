/* SPDX-License-Identifier: ISC */
/*
 * conf.h - settings, keys and subscriptions as the user writes them.  Settings are one table: name,
 * type, default, help; config file, `:set`, help and manual come from it.  The config is an INI
 * file: global settings first, then [keys], [feed URL], [site HOST], [theme NAME], [macro].
 * The urls file has newsboat's grammar.
 */
#ifndef DATELINE_CONF_H
#define DATELINE_CONF_H

#include <dateline/base.h>

#define CONF_FILE_MAX (1024 * 1024) /* bytes of the config */
#define URLS_FILE_MAX (16 * 1024 * 1024)

enum conf_type { CONF_BOOL, CONF_INT, CONF_STRING, CONF_CHOICE, CONF_DURATION };

/* Settings that the program reads; conf_table has a row for each, in this order. */
enum conf_id {
	CONF_MEASURE, CONF_THEME, CONF_KEYMAP, CONF_HINTS, CONF_MOUSE, CONF_SIDEBAR, CONF_SIDEBAR_WIDTH, CONF_PANES,
	CONF_LINK_NUMBERS, CONF_HYPERLINKS, CONF_BIDI, CONF_DATE_FORMAT, CONF_SHOW_READ, CONF_FRONT_ORDER, CONF_ARTICLE_ORDER, CONF_CONFIRM,
	CONF_BROWSER, CONF_PIPE, CONF_PLAYER, CONF_BOOKMARK, CONF_EDITOR, CONF_NOTIFY, CONF_NOTIFY_OF, CONF_TITLE,
	CONF_REFRESH, CONF_ON_START, CONF_INTERVAL, CONF_FULL_TEXT, CONF_CONNECT_TIMEOUT, CONF_TIMEOUT,
	CONF_MAX_SIZE, CONF_USER_AGENT, CONF_USER_AGENT_URL, CONF_PROXY, CONF_PER_HOST, CONF_CONNECTIONS, CONF_KEEP_DAYS,
	CONF_KEEP_COUNT, CONF_SAVE_DIR, CONF_IDS
};

struct conf_option {
	const char *name;      /* "measure" */
	enum conf_type type;
	const char *fallback;  /* default as the user would write it */
	int64_t min, max;      /* of numbers and durations (seconds) */
	const char *choices;   /* "auto always never", CONF_CHOICE only */
	const char *help;      /* one line */
	bool per_feed;         /* may stand in [feed URL] too */
};
extern const struct conf_option conf_table[CONF_IDS];

struct conf;
/* Reads the file (a missing one is an empty one).  What is wrong in it becomes notes naming file,
 * line, key and the nearest valid key; the rest counts.  False only when it cannot be read. */
bool conf_load(struct conf **out, const char *path, struct notes *notes, struct err *e);
bool conf_parse(struct conf **out, struct str text, const char *name, struct notes *notes,
	struct err *e);
void conf_close(struct conf *c);

bool conf_bool(const struct conf *c, enum conf_id id);
int64_t conf_int(const struct conf *c, enum conf_id id); /* also seconds of a duration */
const char *conf_str(const struct conf *c, enum conf_id id);
/* The same with the feed's own section first. */
int64_t conf_feed_int(const struct conf *c, struct str url, enum conf_id id);
const char *conf_feed_str(const struct conf *c, struct str url, enum conf_id id);
/* Changes a value while the program runs (`:set name value`); checked as in the file. */
bool conf_set(struct conf *c, const char *name, const char *value, struct err *e);
/* Changes a setting for good: of all (section none) or of a feed (the section "feed URL", which also
 * has keys of its own); value NULL: back to the default.  It counts at once and is written to the
 * config file at path, every other line of which stays as it is; path NULL: nothing is written. */
bool conf_change(struct conf *c, const char *path, struct str section, const char *name,
	const char *value, struct err *e);
/* The [feed URL] section goes with a feed to its new address, in the file too. */
bool conf_feed_moved(struct conf *c, const char *path, struct str old_url, struct str new_url,
	struct err *e);
/* Where the value in force was set: a line of the config (from 1), or one of these. */
enum conf_source { CONF_BY_DEFAULT = 0, CONF_BY_SESSION = -1 };
int conf_line_of(const struct conf *c, enum conf_id id);
/* The round-th value (from 0) of a yes or no or of a choice that begins with start; STR_NONE = no
 * more. */
struct str conf_value(enum conf_id id, struct str start, int round);
bool conf_find(struct str name, enum conf_id *id);
/* All lines of a section whose meaning belongs to another module ("keys", "macro", "theme NAME",
 * "site HOST"), in order.  Strings live as long as c. */
struct conf_line {
	struct str section, name, value;
	int line; /* in the file, from 1 */
};
size_t conf_section(const struct conf *c, const char *section, const struct conf_line **out);
/* The same of all sections "KIND NAME", whatever the names. */
size_t conf_sections(const struct conf *c, const char *kind, const struct conf_line **out);
/* A free key of a [feed URL] section such as "user", "password-command", "header"; NULL = none. */
const char *conf_feed_key(const struct conf *c, struct str url, const char *key);

/* ---- the urls file ---- */
enum urls_kind { URLS_FEED, URLS_QUERY, URLS_EXEC, URLS_FILTER };
struct urls_line {
	enum urls_kind kind;
	struct str url;     /* as written: "https://...", "query:name:expression", "exec:...", ... */
	struct str title;   /* of "~title", or none */
	struct str *tags;   /* without "~title" and "!" */
	size_t tags_count;
	bool hidden;        /* "!" */
	int line;
};
/* newsboat's grammar: words with quotes and backslashes, '#' comments, the first word the URL. */
size_t urls_parse(struct arena *a, struct str text, struct urls_line **out, struct notes *notes);
void urls_write_line(struct buf *b, const struct urls_line *line);
/* Edit the file in place, keeping comments and order, whole or not at all. */
bool urls_add(const char *path, const struct urls_line *lines, size_t count, struct err *e);
bool urls_remove(const char *path, struct str url, struct err *e);
bool urls_replace(const char *path, struct str old_url, struct str new_url, struct err *e);
/* Writes line in the place of the line of old_url. */
bool urls_set(const char *path, struct str old_url, const struct urls_line *line, struct err *e);
/* The line of url as it is in the file; false also when there is none. */
bool urls_find(struct arena *a, const char *path, struct str url, struct urls_line *out,
	struct err *e);
/* Takes the lines of these urls, in their order, before the line of `before` (none: to the end). */
bool urls_move(const char *path, const struct str *urls, size_t count, struct str before,
	struct err *e);

#endif
