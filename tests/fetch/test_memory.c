/* SPDX-License-Identifier: ISC */
/*
 * test_memory.c - what happens when memory runs out, at any allocation.  The contract: base says
 * "out of memory" and aborts; what a library reports itself becomes an error in words; the store
 * stays whole and the next run goes on.  Each run is a child of its own whose n-th allocation fails
 * (once, or ever after), in this program and in every library.  Not every n is tried, unless
 * DATELINE_ALL_ALLOCATIONS is set: the steps grow.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dateline/article.h>
#include <dateline/feed.h>
#include <dateline/store.h>

#define NOW 1711116000
#define STEPS 24 /* the n-th is followed by the (n + n / STEPS + 1)-th */
#define SAID "dateline: out of memory\n"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define CAN_FAIL 1
#else
#define CAN_FAIL 0
#endif

/* ---- allocations that fail ---- */

static struct {
	bool on, ever_after, failed;
	long left;
} plan; /* of a child */

#if CAN_FAIL
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool
fails(void)
{
	if (!plan.on || (plan.failed && !plan.ever_after))
		return false;
	if (!plan.failed && --plan.left > 0)
		return false;
	plan.failed = true;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}
#endif

/* ---- what is done meanwhile ---- */

#define HTML                                                                                       \
	"<p class=x>The <b>harbour</b> council met &amp; spoke of <a href='/plan?a=1&amp;b=2'>"    \
	"the plan</a> for an hour.</p><ul><li>One<li>Two</ul><table><tr><td>7</table>"

static const char *const documents[] = {
	"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY me 'Mara'>]><rss version='2.0' "
	"xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Port &me;</title>"
	"<item><guid>1</guid><title>A &lt;b&gt; c</title><category>x</category><author>a@b.example "
	"(Ada)</author><enclosure url='/a.mp3' length='5' type='audio/mpeg'/><content:encoded>"
	"<![CDATA[" HTML "]]></content:encoded><pubDate>Fri, 22 Mar 2024 14:00:00 GMT</pubDate>"
	"</item><item><title>No id</title><description>Text</description></item></channel></rss>",
	"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
	"xmlns='http://purl.org/rss/1.0/'><channel><title>R</title></channel><item "
	"rdf:about='http://r.example/1'><title>One</title><link>http://r.example/1</link></item>"
	"</rdf:RDF>",
	"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/' "
	"xml:lang='en'><title>"
	"A</title><entry xml:base='x/'><id>i</id><link href='1'/><author><name>Ada</name></author>"
	"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>" HTML "</p></div>"
	"</content><updated>2024-03-22T14:00:00Z</updated></entry></feed>",
	"{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[{\"id\":1,"
	"\"content_html\":\""
	"<p>Text</p>"
	"\",\"tags\":[\"a\",\"b\"],\"date_published\":"
	"\"2024-03-22T14:00:00Z\",\"authors\":[{\"name\":\"Ada\"}]}]}",
	"<channel><title>C</title><item href='http://c.example/1'><title>One</title><abstract>Text"
	"</abstract></item></channel>",
	"<!doctype html><title>No feed</title><p>Text",
};

static bool
read_feeds(const char *dir, struct err *e)
{
	const struct feed_options o = { .url = STR("http://x.example/feed") };
	struct arena *a = arena_create();
	bool ok = true;

	(void)dir;
	for (size_t i = 0; i < COUNT(documents); i++) {
		struct feed feed;
		struct notes notes;

		notes_init(&notes, a);
		if (!feed_parse(a, str_of(documents[i]), &o, &feed, &notes, e))
			ok = ok && i + 1 == COUNT(documents);
		else
			ok = ok && feed.entries_count > 0;
	}
	arena_destroy(a);
	return ok;
}

static bool
count(void *user, const struct feed_entry *entry)
{
	*(size_t *)user += entry->title.len;
	return true;
}

static bool
read_stream(const char *dir, struct err *e)
{
	const struct feed_options o = { .url = STR("http://x.example/feed") };
	struct arena *a = arena_create();
	size_t seen = 0;
	struct feed_parser *p = feed_parser_open(&o, count, &seen);
	struct str rest = str_of(documents[0]);
	struct feed feed;
	bool ok;

	(void)dir;
	for (; rest.len > 0; rest = str_sub(rest, 100, rest.len))
		feed_parser_push(p, str_sub(rest, 0, 100));
	ok = feed_parser_close(p, a, &feed, NULL, e) && seen > 0;
	arena_destroy(a);
	return ok;
}

static bool
read_opml(const char *dir, struct err *e)
{
	const struct str text =
	        STR("<opml version='2.0'><body><outline text='N'><outline text='One' "
	            "xmlUrl='http://o.example/1' category='a,b'/></outline></body></opml>");
	struct arena *a = arena_create();
	struct opml_outline *list;
	struct notes notes;
	struct buf out;
	size_t n = 0;
	bool ok;

	(void)dir;
	notes_init(&notes, a);
	buf_init(&out, 65536);
	ok = opml_parse(a, text, &list, &n, &notes, e) && n == 1;
	if (ok)
		opml_write(&out, STR("Mine"), list, n);
	buf_free(&out);
	arena_destroy(a);
	return ok;
}

static bool
read_page(const char *dir, struct err *e)
{
	const struct str text = STR(
	        "<html><head><title>A harbour wall for Port Ansel</title><meta name=author "
	        "content=Ada></head><body><div class=nav><a href=/>Home</a></div><article><h1>A "
	        "harbour wall</h1>" HTML "<p>Work on the wall starts in May, the council said on "
	        "Friday, and it will take two years, if the weather allows for it.</p></article>"
	        "</body></html>");
	const struct article_rule rule = { .body = STR("//article"), .strip = STR("//table") };
	struct article_options o = { .url = STR("http://p.example/1") };
	struct arena *a = arena_create();
	struct feed_link *links;
	struct article art;
	struct buf out;
	bool ok = true;

	(void)dir;
	for (int i = 0; i < 2; i++) {
		o.rule = i == 1 ? &rule : NULL;
		buf_init(&out, 65536);
		ok = article_parse(a, text, &o, &art, NULL, e) && art.blocks_count > 0 && ok;
		if (ok)
			article_write_html(&out, &art);
		buf_free(&out);
	}
	feed_discover(a, text, o.url, &links);
	arena_destroy(a);
	return ok;
}

static const char *
path_in(struct arena *a, const char *dir)
{
	return arena_printf(a, "%s/store", dir).p;
}

/* A feed, taken in twice, changed; read, listed, searched, analysed. */
static bool
use_store(const char *dir, struct err *e)
{
	struct arena *a = arena_create();
	const struct store_feed sub = { .url = STR("http://x.example/feed") };
	struct store_answer x = { .now = NOW, .next_fetch = NOW, .http = { .status = 200 } };
	const struct store_query q = { .text = STR("harbour") };
	struct store *s = NULL;
	struct store_result r;
	struct store_item *items;
	struct store_article one;
	struct feed feed;
	size_t n = 0;
	bool ok =
	        feed_parse(a, str_of(documents[0]), &(struct feed_options){ 0 }, &feed, NULL, e) &&
	        store_open(&s, path_in(a, dir), STORE_WRITE, e) &&
	        store_feed_put(s, &sub, &x.feed, e);

	for (int i = 0; ok && i < 2; i++) {
		x.meta = &feed;
		x.entries = feed.entries;
		x.entries_count = feed.entries_count;
		ok = store_put_answer(s, &x, &r, e);
		feed.entries[0].title = STR("Changed");
		x.now++;
	}
	ok = ok && store_list(s, a, &(struct store_query){ 0 }, &items, &n, e);
	for (size_t i = 0; ok && i < n; i++)
		ok = store_article(s, a, items[i].id, &one, e) &&
		     store_analyse(s, NULL, items[i].id, NOW, e);
	ok = ok && store_list(s, a, &q, &items, &n, e);
	if (ok && n == 0)
		ok = err_set(e, ERR_FAIL, "nothing is found");
	store_close(s);
	arena_destroy(a);
	return ok;
}

/* ---- runs ---- */

typedef bool work_fn(const char *dir, struct err *e);
enum { DONE = 0, TOLD = 1, UNTOLD = 2, WRONG = 3 };

static void
run_child(work_fn *work, const char *dir, long n, bool ever_after)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	const struct rlimit none = { 0, 0 };
	struct err e = { .kind = ERR_NONE };
	bool ok;

	for (size_t i = 0; i < COUNT(signals); i++)
		signal(signals[i], SIG_DFL);
	setrlimit(RLIMIT_CORE, &none);
	alarm(60);
	plan.left = n;
	plan.ever_after = ever_after;
	plan.on = n > 0;
	ok = work(dir, &e);
	plan.on = false;
	if (ok)
		_exit(DONE + 10 * plan.failed);
	_exit(plan.failed ? (e.text[0] != '\0' ? TOLD : UNTOLD) + 10 : WRONG);
}

/* Runs it; its wait status, and what it wrote to standard error. */
static int
run(work_fn *work, const char *dir, long n, bool ever_after, char *said, size_t size)
{
	int fds[2], status = 0;
	size_t len = 0;
	ssize_t got;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(fds[1], STDERR_FILENO);
		close(fds[0]);
		run_child(work, dir, n, ever_after);
	}
	close(fds[1]);
	while (len + 1 < size && (got = read(fds[0], said + len, size - 1 - len)) > 0)
		len += (size_t)got;
	said[len] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
assert_store_is_whole(const char *dir, long n)
{
	struct arena *a = arena_create();
	struct notes notes;
	struct store *s;
	struct err e;

	if (access(path_in(a, dir), F_OK) == 0) {
		notes_init(&notes, a);
		if (!store_open(&s, path_in(a, dir), STORE_WRITE, &e))
			fail_msg("allocation %ld: the store does not open: %s", n, e.text);
		if (!store_check(s, &notes, &e))
			fail_msg("allocation %ld: %s", n, e.text);
		if (notes.count > 0)
			fail_msg("allocation %ld: the store: " STR_FMT, n,
			        STR_ARG(notes.list[0].text));
		store_close(s);
	}
	arena_destroy(a);
}

static void
empty(const char *dir)
{
	static const char *const names[] = { "store", "store-wal", "store-shm", "store-journal" };
	char path[96];

	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		unlink(path);
	}
}

/* All allocations fail, one after another, until there are no more; how many there were. */
static void
fail_each(work_fn *work, bool ever_after)
{
	bool all = getenv("DATELINE_ALL_ALLOCATIONS") != NULL;
	char dir[] = "/dev/shm/dateline-XXXXXX", said[4096]; /* spares the disk its syncs */

	if (!CAN_FAIL)
		skip();
	if (mkdtemp(dir) == NULL)
		assert_non_null(mkdtemp(strcpy(dir, "/tmp/dateline-XXXXXX")));
	assert_int_equal(run(work, dir, 0, false, said, sizeof(said)), 0);
	for (long n = 1;; n += all ? 1 : 1 + n / STEPS) {
		int status;

		empty(dir);
		status = run(work, dir, n, ever_after, said, sizeof(said));
		if (WIFEXITED(status) && WEXITSTATUS(status) == DONE)
			break;
		if (WIFSIGNALED(status) &&
		        (WTERMSIG(status) != SIGABRT || strstr(said, SAID) == NULL))
			fail_msg("allocation %ld: signal %d: %s", n, WTERMSIG(status), said);
		if (WIFEXITED(status) && WEXITSTATUS(status) != 10 + DONE &&
		        WEXITSTATUS(status) != 10 + TOLD)
			fail_msg("allocation %ld: failed without a word (%d): %s", n,
			        WEXITSTATUS(status), said);
		assert_store_is_whole(dir, n);
	}
	empty(dir);
	rmdir(dir);
}

#define CASE(name, work)                                                                           \
	static void name(void **state)                                                             \
	{                                                                                          \
		(void)state;                                                                       \
		fail_each(work, false);                                                            \
		fail_each(work, true);                                                             \
	}
CASE(feeds_of_every_format, read_feeds)
CASE(a_feed_in_pieces, read_stream)
CASE(subscriptions, read_opml)
CASE(a_page, read_page)
CASE(the_store, use_store)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(feeds_of_every_format),
		cmocka_unit_test(a_feed_in_pieces),
		cmocka_unit_test(subscriptions),
		cmocka_unit_test(a_page),
		cmocka_unit_test(the_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
