/* SPDX-License-Identifier: ISC */
/*
 * bench_store.c - the store at several sizes: taking in, analysing, starting, lists, searches,
 * marks, disk.  Articles are made up here: words of Zipf frequencies in markup of feeds, every feed
 * 50 entries.  Prints "name value unit" lines.  Arguments: numbers of articles (default 1000
 * 10000).
 */
#include <dateline/store.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NOW 1711116000
#define PER_FEED 50
#define VOCABULARY 20000
#define BATCH_FEEDS 20
#define BATCH_ARTICLES 32
#define BODY_BYTES 3000
#define REPEAT 5

struct maker {
	char words[VOCABULARY][16];
	double sums[VOCABULARY];
	uint64_t seed;
};

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Of this process alone: what a busy machine does not change. */
static double
cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
say(const char *what, size_t size, double value, const char *unit)
{
	printf("%s_%zu %.3f %s\n", what, size, value, unit);
	fflush(stdout);
}

static void
check(bool ok, const struct err *e)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", e->text);
	exit(1);
}

/* splitmix64 */
static uint64_t
next(struct maker *m)
{
	uint64_t z = (m->seed += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static double
unit(struct maker *m)
{
	return (double)(next(m) >> 11) / 9007199254740992.0;
}

static struct maker *
maker_create(void)
{
	static const char *const syllables[] = { "ba", "con", "den", "er", "fer", "gan", "ing",
		"ka", "len", "lo", "men", "mor", "na", "ner", "ra", "ren", "sen", "sta", "ter",
		"ti", "tor", "va", "wen" };
	struct maker *m = calloc(1, sizeof(*m));
	double sum = 0;

	m->seed = 7;
	for (size_t i = 0; i < VOCABULARY; i++) {
		size_t parts = 2 + next(m) % 3;
		for (size_t p = 0; p < parts; p++)
			strcat(m->words[i], syllables[next(m) % COUNT(syllables)]);
		sum += 1.0 / ((double)i + 2.7);
		m->sums[i] = sum;
	}
	return m;
}

static const char *
word(struct maker *m)
{
	double at = unit(m) * m->sums[VOCABULARY - 1];
	size_t low = 0, high = VOCABULARY - 1;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (m->sums[mid] < at)
			low = mid + 1;
		else
			high = mid;
	}
	return m->words[low];
}

static void
sentence(struct maker *m, struct buf *b)
{
	static const char *const names[] = { "Mara Quist", "Tomas Eld", "Olena Brandt",
		"Ivo Lund" };
	static const char *const places[] = { "Geneva", "Nairobi", "Oslo", "Lima", "Kyiv",
		"Seoul" };
	size_t words = 8 + next(m) % 18, k = next(m) % 100;

	for (size_t i = 0; i < words; i++)
		buf_printf(b, "%s%s", i > 0 ? " " : "", word(m));
	if (k < 22)
		buf_printf(b, " %s", names[next(m) % COUNT(names)]);
	else if (k < 40)
		buf_printf(b, " in %s", places[next(m) % COUNT(places)]);
	else if (k < 55)
		buf_printf(b, " %d,%03d people", (int)(next(m) % 99), (int)(next(m) % 1000));
	buf_add_cstr(b, ".");
}

static void
body(struct maker *m, struct buf *b, size_t feed)
{
	size_t want = BODY_BYTES / 2 + next(m) % BODY_BYTES;

	while (b->len < want) {
		if (next(m) % 2 == 0)
			buf_printf(b,
			        "<p><a "
			        "href=\"https://news%05zu.example/ref/%d?utm_source=rss\">%s</a> ",
			        feed, (int)(next(m) % 9999), word(m));
		else
			buf_add_cstr(b, "<p>");
		for (size_t i = 2 + next(m) % 4; i > 0; i--) {
			sentence(m, b);
			buf_add_char(b, ' ');
		}
		buf_add_cstr(b, "</p>\n");
	}
}

static struct feed_entry
make(struct maker *m, struct arena *a, size_t feed, size_t at)
{
	struct feed_entry x = { .published = NOW - (int64_t)((PER_FEED - at) * 37 + feed % 31) * 60,
		.updated = FEED_NO_DATE };
	struct buf b;

	buf_init(&b, 1 << 20);
	sentence(m, &b);
	x.title = arena_str(a, buf_str(&b));
	buf_reset(&b);
	body(m, &b, feed);
	if (at == 9 && feed % 200 == 11)
		buf_add_cstr(&b, "<p>quorvex</p>");
	if (at == 7)
		buf_add_cstr(&b, "<p>zyzzogeton</p>");
	x.content_html = arena_str(a, buf_str(&b));
	x.link = x.id = arena_printf(a, "https://news%05zu.example/2024/story-%zu", feed, at);
	x.author = STR("Maria Okafor");
	buf_free(&b);
	return x;
}

static double
put_feed(struct store *s, struct maker *m, struct arena *a, size_t feed)
{
	struct store_feed f = { .url = arena_printf(a, "https://news%05zu.example/feed", feed) };
	struct feed meta = { .title = arena_printf(a, "News %zu", feed) };
	struct store_answer x = { .now = NOW,
		.meta = &meta,
		.entries_count = PER_FEED,
		.state = FEED_OK,
		.http = { .retry_after = STORE_NO_DATE },
		.next_fetch = NOW + 1800 };
	struct feed_entry *entries = arena_array(a, PER_FEED, sizeof(*entries));
	struct store_result r;
	struct err e;
	double start;

	for (size_t i = 0; i < PER_FEED; i++)
		entries[i] = make(m, a, feed, i);
	x.entries = entries;
	start = cpu_ms();
	check(store_feed_put(s, &f, &x.feed, &e) && store_put_answer(s, &x, &r, &e), &e);
	return cpu_ms() - start;
}

static void
fill(struct store *s, struct maker *m, size_t size)
{
	struct arena *a = arena_create();
	double spent = 0, start;
	struct err e;

	for (size_t feed = 0; feed < size / PER_FEED; feed++) {
		arena_reset(a);
		start = cpu_ms();
		if (feed % BATCH_FEEDS == 0)
			check(store_batch_begin(s, &e), &e);
		spent += cpu_ms() - start + put_feed(s, m, a, feed);
		start = cpu_ms();
		if (feed % BATCH_FEEDS == BATCH_FEEDS - 1 || feed + 1 == size / PER_FEED)
			check(store_batch_end(s, &e), &e);
		spent += cpu_ms() - start;
	}
	arena_destroy(a);
	say("insert", size, spent * 1000 / (double)size, "us of CPU/article");
}

static void
analyse(struct store *s, size_t size)
{
	struct arena *a = arena_create();
	double start = cpu_ms();
	bool more = true;
	int64_t *ids;
	size_t count, failed;
	struct err e;

	while (more)
		check(store_pack_texts(s, &more, &e), &e);
	for (;;) {
		arena_reset(a);
		check(store_queue(s, a, JOB_ANALYSE, 256, &ids, &count, &e), &e);
		if (count == 0)
			break;
		for (size_t i = 0; i < count; i++) {
			check(store_analyse_prepare(s, NULL, ids[i], &e), &e);
			if (i % BATCH_ARTICLES == BATCH_ARTICLES - 1 || i + 1 == count)
				check(store_analyse_commit(s, &failed, &e), &e);
		}
	}
	arena_destroy(a);
	say("analyse", size, (double)size / (cpu_ms() - start) * 1000, "articles/s of CPU");
	for (more = true; more;)
		check(store_shrink(s, &more, &e), &e);
}

static void
list(struct store *s, size_t size, const char *name, const struct store_query *q)
{
	struct arena *a = arena_create();
	double best = 1e9;
	struct store_item *items;
	size_t count = 0;
	struct err e;

	for (int i = 0; i < REPEAT; i++) {
		double start = now_ms();
		arena_reset(a);
		check(store_list(s, a, q, &items, &count, &e), &e);
		if (now_ms() - start < best)
			best = now_ms() - start;
	}
	arena_destroy(a);
	say(name, size, best, count > 0 ? "ms" : "ms (no rows)");
}

static void
lists(struct store *s, size_t size)
{
	const struct {
		const char *name;
		struct store_query q;
	} all[] = {
		{ "list_front", { .unread_only = true, .fold_stories = true, .limit = 50 } },
		{ "list_all", { .limit = 50 } },
		{ "list_feed", { .feed = 3, .limit = 50 } },
		{ "list_feed_unread", { .feed = 3, .unread_only = true, .limit = 50 } },
		{ "list_starred", { .starred_only = true, .limit = 50 } },
		{ "list_oldest", { .order = STORE_OLDEST, .limit = 50 } },
		{ "list_end", { .offset = size - 50, .limit = 50 } },
		{ "list_middle", { .offset = size / 2, .limit = 50 } },
		{ "list_name", { .entity_key = STR("geneva"), .limit = 50 } },
		{ "search_rare", { .text = STR("quorvex"), .limit = 50 } },
		{ "search_feed", { .text = STR("zyzzogeton"), .limit = 50 } },
		{ "search_common", { .text = STR("people"), .limit = 50 } },
		{ "search_two", { .text = STR("people geneva"), .limit = 50 } },
		{ "search_phrase", { .text = STR("\"mara quist\""), .limit = 50 } },
		{ "search_prefix", { .text = STR("gen*"), .limit = 50 } },
		{ "search_ranked",
		        { .text = STR("people geneva"), .order = STORE_RELEVANCE, .limit = 50 } },
		{ "search_in_feed", { .text = STR("people"), .feed = 3, .limit = 50 } },
		{ "search_unread", { .text = STR("people is:unread"), .limit = 50 } },
		{ "query_starred", { .text = STR("is:starred"), .limit = 50 } },
		{ "query_age", { .text = STR("age:3d"), .now = NOW, .limit = 50 } },
		{ "query_person", { .text = STR("person:quist"), .limit = 50 } },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		list(s, size, all[i].name, &all[i].q);
}

static void
counts(struct store *s, size_t size)
{
	const struct {
		const char *name;
		struct store_query q;
	} all[] = {
		{ "count_front", { .unread_only = true, .fold_stories = true } },
		{ "count_all", { .feed = 0 } },
		{ "count_feed", { .feed = 3 } },
		{ "count_search", { .text = STR("people") } },
	};
	struct err e;
	int64_t n;

	for (size_t i = 0; i < COUNT(all); i++) {
		double start = now_ms();
		check(store_count(s, &all[i].q, &n, &e), &e);
		say(all[i].name, size, now_ms() - start, "ms");
	}
}

static void
keys(struct store *s, size_t size)
{
	struct arena *a = arena_create();
	struct store_article art;
	struct store_feed *feeds;
	int64_t id = (int64_t)size / 2, changed;
	struct store_marking m = { .mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1 };
	double start = now_ms();
	size_t count;
	struct err e;

	check(store_article(s, a, id, &art, &e), &e);
	say("open_article", size, now_ms() - start, "ms");
	start = now_ms();
	check(store_mark(s, &m, &changed, &e), &e);
	say("mark_read", size, now_ms() - start, "ms");
	start = now_ms();
	check(store_set_position(s, id, 100, &e), &e);
	say("set_position", size, now_ms() - start, "ms");
	start = now_ms();
	check(store_feeds(s, a, &feeds, &count, &e), &e);
	say("feeds", size, now_ms() - start, "ms");
	arena_destroy(a);
}

static void
start_up(const char *path, size_t size)
{
	struct store_query q = { .unread_only = true, .fold_stories = true, .limit = 50 };
	struct arena *a = arena_create();
	double start = now_ms();
	struct store_item *items;
	struct store_feed *feeds;
	struct store *s;
	size_t count;
	struct err e;

	check(store_open(&s, path, STORE_WRITE, &e), &e);
	check(store_feeds(s, a, &feeds, &count, &e) && store_list(s, a, &q, &items, &count, &e),
	        &e);
	say("start", size, now_ms() - start, "ms");
	store_close(s);
	arena_destroy(a);
}

static void
run(struct maker *m, const char *dir, size_t size)
{
	char path[256];
	struct stat st;
	struct store *s;
	struct err e;

	snprintf(path, sizeof(path), "%s/%zu.db", dir, size);
	check(store_open(&s, path, STORE_WRITE, &e), &e);
	fill(s, m, size);
	store_close(s);
	stat(path, &st);
	say("disk_unindexed", size, (double)st.st_size / (double)size, "bytes/article");
	check(store_open(&s, path, STORE_WRITE, &e), &e);
	list(s, size, "search_waiting",
	        &(struct store_query){ .text = STR("people"), .limit = 50 });
	analyse(s, size);
	store_close(s);
	stat(path, &st);
	say("disk", size, (double)st.st_size / (double)size, "bytes/article");
	start_up(path, size);
	check(store_open(&s, path, STORE_WRITE, &e), &e);
	lists(s, size);
	counts(s, size);
	keys(s, size);
	store_close(s);
}

int
main(int argc, char **argv)
{
	const char *keep = getenv("BENCH_DIR");
	char dir[] = "/tmp/dateline-bench-XXXXXX", command[64];
	struct maker *m = maker_create();
	struct rusage usage;

	if (keep == NULL && mkdtemp(dir) == NULL)
		return 1;
	for (int i = 1; i < argc; i++)
		run(m, keep != NULL ? keep : dir, (size_t)atol(argv[i]));
	if (argc == 1) {
		run(m, keep != NULL ? keep : dir, 1000);
		run(m, keep != NULL ? keep : dir, 10000);
	}
	getrusage(RUSAGE_SELF, &usage);
	printf("memory %ld kB\n", usage.ru_maxrss);
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	free(m);
	return keep == NULL ? system(command) : 0;
}
