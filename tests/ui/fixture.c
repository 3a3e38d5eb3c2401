/* SPDX-License-Identifier: ISC */
/*
 * fixture.c - the made-up articles and the helpers of the canvas tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#define NOW 1711116000 /* Fri 22 Mar 2024 14:00 UTC */
#define HOUR 3600

struct made_up {
	const char *title, *author, *url, *html;
	int hours; /* before NOW */
};

static const struct made_up valley[] = {
	{ "Council to vote on bridge repair", "Ana Brook", "https://valley.example/bridge",
	        "<p>The council will vote on Monday on a plan to repair the old bridge, mayor Mara "
	        "Quist "
	        "said on Friday in Port Ansel. Nearly 32,000 people cross it every day.</p>"
	        "<h2>What it costs</h2><p>The work would cost $2.4 million, according to the <a "
	        "href=\"https://valley.example/budget\">budget</a>. Mara Quist called it <em>long "
	        "overdue</em>.</p><ul><li>New piers</li><li>A lane for bicycles</li></ul>"
	        "<blockquote><p>It will be a good bridge.</p></blockquote>"
	        "<pre>load = 40 t\n  limit = 60 t</pre>"
	        "<p>Work begins on 3 April and ends in the autumn, Quist said.</p>",
	        1 },
	{ "Ferry to Varda runs twice a day again", "", "https://valley.example/ferry",
	        "<p>The ferry runs again after two weeks.</p>", 5 },
	{ "Rain expected all week in the north of the valley and in the hills behind it", "",
	        "https://valley.example/rain", "<p>Take an umbrella.</p>", 30 },
};
static const struct made_up herald[] = {
	{ "\u6A4B\u306E\u4FEE\u7406\u3092\u6295\u7968\u3067\u6C7A\u3081\u308B", "",
	        "https://herald.example/jp", "<p>\u6A4B\u306F\u53E4\u3044\u3002</p>", 50 },
	{ "Budget of the county: what is in it", "", "https://herald.example/budget",
	        "<p>Roads, schools, a bridge.</p>", 200 },
};
static const struct made_up hostile[] = {
	{ "Esc \033[31mred\033]0;owned\007 \302\233"
	  "31m and \342\200\256reversed\342\200\254",
	        "\033[2J", "https://bad.example/1", "<p>body \033[5;5H \302\235 text</p>", 1 },
	{ "zero\342\200\213width\357\273\277 \342\200\217\342\200\216 and tags \363\240\201\247",
	        "", "", "", 2 },
	{ "e\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314"
	  "\201 zalgo",
	        "", "javascript:alert(1)", "<p><a href=\"javascript:x\">x</a></p>", 3 },
};

/* One event in two feeds on two days, and an article by itself. */
static const struct made_up ship[] = {
	{ "Grain ship Astrid runs aground off Port Ansel", "", "https://valley.example/ship1",
	        "<p>The grain ship Astrid ran aground off Port Ansel on Thursday night with eleven "
	        "sailors on board, the coast guard said. Captain Ole Brandt asked the harbour for "
	        "tugs soon after eight.</p>",
	        20 },
	{ "Tugs free grain ship Astrid off Port Ansel", "", "https://valley.example/ship2",
	        "<p>Two tugs have freed the grain ship Astrid from the sand bank off Port Ansel. "
	        "The ship floats again since Friday noon and goes on to Varda with its load of "
	        "wheat, captain Ole Brandt told the coast guard.</p>",
	        2 },
	{ "Choir sings in the old mill", "", "https://valley.example/choir",
	        "<p>Forty voices filled the mill on the hill with songs of the harvest.</p>", 3 },
};
static const struct made_up ship_abroad[] = {
	{ "Ship Astrid aground off Port Ansel, eleven sailors safe", "",
	        "https://herald.example/ship",
	        "<p>All eleven sailors of the grain ship Astrid are safe, the owner said after a "
	        "night on a sand bank off Port Ansel. Divers of the coast guard look for holes "
	        "below the water line before tugs pull the ship.</p>",
	        10 },
};

/* Hebrew: "the bridge is closed", "the bridge over the river (1962) is closed today", "news". */
static const struct made_up rtl[] = {
	{ "\u05D4\u05D2\u05E9\u05E8 \u05E1\u05D2\u05D5\u05E8", "", "https://rtl.example/1",
	        "<p>\u05D4\u05D2\u05E9\u05E8 (1962) \u05E1\u05D2\u05D5\u05E8 "
	        "<a href=\"https://rtl.example/n\">\u05D7\u05D3\u05E9\u05D5\u05EA</a></p>"
	        "<p>Left to right.</p>",
	        1 },
};

static struct feed_entry
entry_of(const struct made_up *m)
{
	return (struct feed_entry){ .id = str_of(m->url[0] != '\0' ? m->url : m->title),
		.title = str_of(m->title),
		.link = str_of(m->url),
		.author = str_of(m->author),
		.content_html = str_of(m->html),
		.published = NOW - m->hours * HOUR,
		.updated = FEED_NO_DATE };
}

static void
add_feed(struct store *store, const char *url, const char *title, const char *tag,
        const struct made_up *list, size_t count)
{
	struct str tags[] = { str_of(tag) };
	struct store_feed feed = {
		.url = str_of(url), .user_title = str_of(title), .tags = tags, .tags_count = 1
	};
	struct feed_entry entries[8];
	struct store_answer answer = { .now = NOW, .entries = entries, .entries_count = count };
	struct store_result result;
	struct err e = { ERR_NONE, "" };

	for (size_t i = 0; i < count; i++)
		entries[i] = entry_of(&list[i]);
	if (!store_feed_put(store, &feed, &answer.feed, &e) ||
	        !store_put_answer(store, &answer, &result, &e))
		fail_msg("%s", e.text);
}

static char *
long_title(void)
{
	char *text = malloc(70001);

	memset(text, 'A', 70000);
	text[70000] = '\0';
	return text;
}

static void
analyse_all(struct store *store)
{
	struct arena *a = arena_create();
	struct err e = { ERR_NONE, "" };
	int64_t *ids;
	size_t count;

	if (!store_queue(store, a, JOB_ANALYSE, 100, &ids, &count, &e))
		fail_msg("%s", e.text);
	for (size_t i = count; i-- > 0;)
		if (!store_analyse(store, NULL, ids[i], NOW, &e))
			fail_msg("%s", e.text);
	arena_destroy(a);
}

void
fixture_fill(struct store *store, enum fixture_kind kind)
{
	if (kind == FIXTURE_ARTICLES) {
		add_feed(store, "https://valley.example/feed", "Valley Herald", "local", valley,
		        COUNT(valley));
		add_feed(store, "https://herald.example/feed", "County Post", "news", herald,
		        COUNT(herald));
	}
	if (kind == FIXTURE_STORY) {
		add_feed(store, "https://valley.example/feed", "Valley Herald", "local", ship,
		        COUNT(ship));
		add_feed(store, "https://herald.example/feed", "County Post", "news", ship_abroad,
		        COUNT(ship_abroad));
		analyse_all(store);
	}
	if (kind == FIXTURE_RTL)
		add_feed(store, "https://rtl.example/feed", "Valley Herald", "x", rtl, COUNT(rtl));
	if (kind == FIXTURE_HOSTILE) {
		char *title = long_title();
		struct made_up endless = { title, title, "https://bad.example/long", title, 4 };
		add_feed(store, "https://bad.example/feed", "\033]2;bad\007 feed\033[1m",
		        "\033[7mtag", hostile, COUNT(hostile));
		add_feed(store, "https://bad.example/more", title, "x", &endless, 1);
		free(title);
	}
}

void
fixture_open(struct fixture *f, enum fixture_kind kind, int rows, int cols, const char *config)
{
	struct err e = { ERR_NONE, "" };

	memset(f, 0, sizeof(*f));
	if (!store_open(&f->store, NULL, STORE_MEMORY, &e) ||
	        !conf_parse(&f->conf, str_of(config != NULL ? config : ""), "config", NULL, &e))
		fail_msg("%s", e.text);
	fixture_fill(f->store, kind);
	f->options = (struct ui_options){ .store = f->store, .conf = f->conf, .temporary = true };
	buf_init(&f->shown, 4 * 1024 * 1024);
	app_init(&f->app, &f->options);
	canvas_resize(&f->app.canvas, rows, cols);
	app_start(&f->app);
}

void
fixture_close(struct fixture *f)
{
	app_free(&f->app);
	store_close(f->store);
	conf_close(f->conf);
	buf_free(&f->shown);
}

const char *
fixture_shown(struct fixture *f)
{
	app_draw(&f->app);
	buf_reset(&f->shown);
	canvas_write(&f->shown, &f->app.canvas);
	return f->shown.p;
}

const char *
fixture_keys(struct fixture *f, const char *keys)
{
	struct str rest = str_of(keys);

	fixture_shown(f); /* keys act on what was drawn */
	while (rest.len > 0) {
		uint32_t parsed[KEYS_SEQUENCE_MAX];
		ptrdiff_t end = rest.p[0] == '<' ? str_chr(rest, '>') : rest.p[0] == '^' ? 1 : 0;
		struct str one = str_sub(rest, 0, (size_t)(end < 0 ? 1 : end + 1));
		if (end == 0) {
			uint32_t cp;
			one = str_sub(rest, 0, utf8_next(rest, 0, &cp));
		}
		if (keys_parse(one, parsed) == 1)
			app_key(&f->app, parsed[0]);
		rest = str_sub(rest, one.len, rest.len);
		fixture_shown(f);
	}
	return f->shown.p;
}

void
fixture_size(struct fixture *f, int rows, int cols)
{
	canvas_resize(&f->app.canvas, rows, cols);
}

void
assert_shown(struct fixture *f, const char *text)
{
	if (strstr(f->shown.p, text) == NULL)
		fail_msg("'%s' is not on the screen:\n%s", text, f->shown.p);
}

void
assert_not_shown(struct fixture *f, const char *text)
{
	if (strstr(f->shown.p, text) != NULL)
		fail_msg("'%s' is on the screen:\n%s", text, f->shown.p);
}
