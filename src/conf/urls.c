/* SPDX-License-Identifier: ISC */
/*
 * urls.c - the list of subscriptions in newsboat's grammar: a line is words, the first the address,
 * the others tags; "~title" names the feed, "!" hides it; double quotes and backslashes keep blanks
 * in a word; '#' starts a comment line.  "query:NAME:EXPRESSION", "exec:COMMAND" and
 * "filter:COMMAND:URL" stand in the place of an address.
 */
#include "conf_private.h"

#include <string.h>

#define WORDS_MAX 256

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static char
escaped(char c)
{
	return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
}

/* One word from *line, its quotes and backslashes resolved; STR_NONE at the end or at a comment. */
static struct str
next_word(struct arena *a, struct str *line)
{
	struct str in = *line;
	size_t at = 0, len = 0;
	bool quoted = false;
	char *out;

	while (at < in.len && is_blank(in.p[at]))
		at++;
	*line = STR_NONE;
	if (at == in.len || in.p[at] == '#')
		return STR_NONE;
	out = arena_alloc(a, in.len - at + 1);
	for (; at < in.len && (quoted || !is_blank(in.p[at])); at++) {
		if (in.p[at] == '"')
			quoted = !quoted;
		else if (quoted && in.p[at] == '\\' && at + 1 < in.len)
			out[len++] = escaped(in.p[++at]);
		else
			out[len++] = in.p[at];
	}
	*line = str_sub(in, at, in.len);
	return (struct str){ out, len };
}

static const struct {
	const char *prefix;
	enum urls_kind kind;
} prefixes[] = { { "query:", URLS_QUERY }, { "exec:", URLS_EXEC }, { "filter:", URLS_FILTER } };

static enum urls_kind
kind_of(struct str url)
{
	for (size_t i = 0; i < COUNT(prefixes); i++)
		if (str_starts(url, str_of(prefixes[i].prefix)))
			return prefixes[i].kind;
	return URLS_FEED;
}

static void
add_tag(struct arena *a, struct urls_line *line, struct str word, size_t *cap)
{
	if (word.len > 0 && word.p[0] == '~') {
		line->title = str_sub(word, 1, word.len);
		return;
	}
	if (str_eq(word, STR("!"))) {
		line->hidden = true;
		return;
	}
	if (word.len == 0 || line->tags_count == WORDS_MAX)
		return;
	line->tags = arena_grow(a, line->tags, line->tags_count, cap, sizeof(*line->tags));
	line->tags[line->tags_count++] = word;
}

static bool
parse_line(struct arena *a, struct str text, struct urls_line *out)
{
	struct str word = next_word(a, &text);
	size_t cap = 0;

	*out = (struct urls_line){ .url = word };
	if (word.len == 0)
		return false;
	out->kind = kind_of(word);
	/* newsboat hides a feed by "!" before its address, too. */
	if (word.p[0] == '!' && word.len > 1) {
		out->hidden = true;
		out->url = str_sub(word, 1, word.len);
		out->kind = kind_of(out->url);
	}
	while ((word = next_word(a, &text)).p != NULL)
		add_tag(a, out, word, &cap);
	if (out->kind == URLS_QUERY && out->title.p == NULL) {
		struct str rest = str_sub(out->url, strlen("query:"), out->url.len);
		out->title = str_split(&rest, ':');
	}
	return true;
}

static void
check_line(const struct urls_line *line, struct notes *notes)
{
	struct str rest = line->url;

	str_split(&rest, ':');
	if (line->kind == URLS_QUERY && str_chr(rest, ':') < 0)
		notes_add(notes, NOTE_WARNING, 0, "urls:%d: a query is query:NAME:EXPRESSION",
		        line->line);
	if (line->kind == URLS_FILTER && str_chr(rest, ':') < 0)
		notes_add(notes, NOTE_WARNING, 0, "urls:%d: a filter is filter:COMMAND:URL",
		        line->line);
	if (line->kind == URLS_FEED && rest.p == NULL)
		notes_add(notes, NOTE_WARNING, 0, "urls:%d: '" STR_FMT "' is no address",
		        line->line, STR_ARG(line->url));
}

size_t
urls_parse(struct arena *a, struct str text, struct urls_line **out, struct notes *notes)
{
	size_t count = 0, cap = 0;
	struct urls_line line, *list = NULL;

	for (int number = 1; text.p != NULL; number++) {
		if (!parse_line(a, str_split(&text, '\n'), &line))
			continue;
		line.line = number;
		check_line(&line, notes);
		list = arena_grow(a, list, count, &cap, sizeof(*list));
		list[count++] = line;
	}
	*out = list;
	return count;
}

static void
write_word(struct buf *b, const char *mark, struct str word)
{
	bool quote = word.len == 0;

	for (size_t i = 0; i < word.len; i++)
		quote |= is_blank(word.p[i]) || strchr("\"\\#\n", word.p[i]) != NULL;
	buf_add_cstr(b, quote ? "\"" : "");
	buf_add_cstr(b, mark);
	for (size_t i = 0; i < word.len; i++) {
		if (quote && (word.p[i] == '"' || word.p[i] == '\\'))
			buf_add_char(b, '\\');
		if (word.p[i] == '\n')
			buf_add_cstr(b, "\\n");
		else
			buf_add_char(b, word.p[i]);
	}
	buf_add_cstr(b, quote ? "\"" : "");
}

void
urls_write_line(struct buf *b, const struct urls_line *line)
{
	write_word(b, "", line->url);
	if (line->title.p != NULL && line->kind != URLS_QUERY) {
		buf_add_char(b, ' ');
		write_word(b, "~", line->title);
	}
	if (line->hidden)
		buf_add_cstr(b, " !");
	for (size_t i = 0; i < line->tags_count; i++) {
		buf_add_char(b, ' ');
		write_word(b, "", line->tags[i]);
	}
	buf_add_char(b, '\n');
}
