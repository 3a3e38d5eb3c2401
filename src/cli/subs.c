/* SPDX-License-Identifier: ISC */
/*
 * subs.c - the urls file is what the user is subscribed to; the store follows it.  The file is read
 * whole each time (a thousand lines take under a millisecond), so there is no stale copy.
 */
#include "context.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Tags whose name is "folder/..." place the feed in a folder of the list. */
static const struct str folder_tag = { "folder/", 7 };

static struct store_feed
feed_of(const struct urls_line *line)
{
	struct store_feed f = {
		.url = line->url, .user_title = line->title, .hidden = line->hidden
	};

	if (line->kind == URLS_QUERY) {
		struct str rest = line->url;
		str_split(&rest, ':');
		str_split(&rest, ':');
		f.query = rest.p != NULL ? rest : STR("");
	}
	f.tags = line->tags;
	f.tags_count = line->tags_count;
	for (size_t i = 0; i < line->tags_count; i++)
		if (str_starts(line->tags[i], folder_tag))
			f.folder = str_sub(line->tags[i], folder_tag.len, line->tags[i].len);
	return f;
}

bool
subs_sync(const struct paths *paths, struct store *store, struct notes *notes, struct err *e)
{
	struct arena *a = arena_create();
	struct urls_line *lines = NULL;
	struct store_feed *feeds;
	struct buf text;
	struct stat st;
	size_t count = 0;
	bool ok;

	buf_init(&text, URLS_FILE_MAX);
	/* A file that is missing or cannot be read unsubscribes nobody. */
	if (stat(paths->urls_file, &st) != 0 && errno == ENOENT) {
		arena_destroy(a);
		return true;
	}
	if (!file_read(paths->urls_file, URLS_FILE_MAX, &text, e)) {
		arena_destroy(a);
		return false;
	}
	count = urls_parse(a, buf_str(&text), &lines, notes);
	feeds = arena_array(a, count, sizeof(*feeds));
	for (size_t i = 0; i < count; i++)
		feeds[i] = feed_of(&lines[i]);
	ok = store_feeds_set(store, feeds, count, e);
	buf_free(&text);
	arena_destroy(a);
	return ok;
}
