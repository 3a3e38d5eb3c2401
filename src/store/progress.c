/* SPDX-License-Identifier: ISC */
/*
 * progress.c - events of a fetching child as JSON lines: the form of `dateline fetch --json` and
 * --progress-fd, which dateline(1) documents.
 */
#include <dateline/progress.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const event_names[] = { [FETCH_STARTED] = "started",
	[FETCH_FEED_DONE] = "feed",
	[FETCH_JOB_DONE] = "article",
	[FETCH_FINISHED] = "finished" };

/* The numbers of an event, in the order in which they are written. */
static const struct {
	const char *name;
	size_t offset;
} numbers[] = {
#define NUMBER(name)                                                                               \
	{                                                                                          \
#name, offsetof(struct fetch_progress, name)                                       \
	}
	NUMBER(feed),
	NUMBER(added),
	NUMBER(changed),
	NUMBER(bytes),
	NUMBER(milliseconds),
	NUMBER(done),
	NUMBER(total),
	NUMBER(failed),
#undef NUMBER
};

static json_t *
text_of(struct str s)
{
	json_t *text = json_stringn(s.p != NULL ? s.p : "", s.len);

	return text != NULL ? text : json_string("");
}

void
fetch_progress_json(struct buf *b, const struct fetch_progress *p)
{
	json_t *o = json_object();
	char *line;

	json_object_set_new(o, "event", json_string(event_names[p->event]));
	json_object_set_new(o, "url", text_of(p->url));
	json_object_set_new(o, "status", json_integer(p->status));
	json_object_set_new(o, "error", text_of(p->error));
	json_object_set_new(o, "note", text_of(p->note));
	for (size_t i = 0; i < COUNT(numbers); i++) {
		int64_t n;

		memcpy(&n, (const char *)p + numbers[i].offset, sizeof(n));
		json_object_set_new(o, numbers[i].name, json_integer((json_int_t)n));
	}
	line = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	if (line == NULL)
		return;
	buf_printf(b, "%s\n", line);
	free(line);
}

static struct str
read_text(struct arena *a, const json_t *o, const char *name)
{
	const json_t *text = json_object_get(o, name);

	return arena_str(a, (struct str){ json_string_value(text), json_string_length(text) });
}

static bool
read_event(const json_t *o, enum fetch_event *out)
{
	const char *name = json_string_value(json_object_get(o, "event"));

	for (size_t i = 0; name != NULL && i < COUNT(event_names); i++)
		if (strcmp(name, event_names[i]) == 0) {
			*out = (enum fetch_event)i;
			return true;
		}
	return false;
}

bool
fetch_progress_parse(struct arena *a, struct str line, struct fetch_progress *out)
{
	json_t *o = json_loadb(line.p != NULL ? line.p : "", line.len, 0, NULL);
	bool ok;

	*out = (struct fetch_progress){ 0 };
	ok = json_is_object(o) && read_event(o, &out->event);
	if (ok) {
		out->url = read_text(a, o, "url");
		out->error = read_text(a, o, "error");
		out->note = read_text(a, o, "note");
		out->status = (int)json_integer_value(json_object_get(o, "status"));
	}
	for (size_t i = 0; ok && i < COUNT(numbers); i++) {
		int64_t n = json_integer_value(json_object_get(o, numbers[i].name));

		memcpy((char *)out + numbers[i].offset, &n, sizeof(n));
	}
	json_decref(o);
	return ok;
}
