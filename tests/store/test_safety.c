/* SPDX-License-Identifier: ISC */
/*
 * test_safety.c - what was said to be done is done: a disk that is full or fails at every n-th
 * write, and a process killed at any moment.  KILLS in the environment sets how often (default 12).
 */
#include "store_test.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

/* ---- a file system that fails at the n-th write ---- */

struct fault {
	sqlite3_vfs vfs, *real;
	sqlite3_io_methods methods;
	int left; /* writes until it fails; -1 = never */
	int code; /* SQLITE_FULL or SQLITE_IOERR_WRITE */
	bool hit;
	int log_syncs; /* of the write-ahead log */
};
static struct fault fault;

struct faulty_file {
	sqlite3_file base;
	sqlite3_file *real;
	bool is_log;
};

static sqlite3_file *
real_of(sqlite3_file *file)
{
	return ((struct faulty_file *)file)->real;
}

/* Once full, a disk stays full. */
static bool
fails(void)
{
	if (fault.left < 0)
		return false;
	if (fault.left > 0) {
		fault.left--;
		return false;
	}
	fault.hit = true;
	return true;
}

static int
close_file(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}
static int
read_file(sqlite3_file *file, void *p, int len, sqlite3_int64 at)
{
	return real_of(file)->pMethods->xRead(real_of(file), p, len, at);
}
static int
write_file(sqlite3_file *file, const void *p, int len, sqlite3_int64 at)
{
	return fails() ? fault.code : real_of(file)->pMethods->xWrite(real_of(file), p, len, at);
}
static int
truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
static int
sync_file(sqlite3_file *file, int flags)
{
	fault.log_syncs += ((struct faulty_file *)file)->is_log;
	return fails() ? SQLITE_IOERR_FSYNC : real_of(file)->pMethods->xSync(real_of(file), flags);
}
static int
size_file(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
static int
lock_file(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}
static int
unlock_file(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
static int
reserved_file(sqlite3_file *file, int *out)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
static int
control_file(sqlite3_file *file, int op, void *arg)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}
static int
sector_file(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}
static int
device_file(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
static int
map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
static int
lock_shared(sqlite3_file *file, int offset, int n, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}
static void
barrier_shared(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}
static int
unmap_shared(sqlite3_file *file, int delete)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static int
open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct faulty_file *f = (struct faulty_file *)file;
	int rc;

	(void)vfs;
	f->real = (sqlite3_file *)(f + 1);
	f->is_log = (flags & SQLITE_OPEN_WAL) != 0;
	rc = fault.real->xOpen(fault.real, name, f->real, flags, out);
	f->base.pMethods = f->real->pMethods == NULL ? NULL : &fault.methods;
	return rc;
}

static void
install_fault(void)
{
	fault.real = sqlite3_vfs_find(NULL);
	fault.vfs = *fault.real;
	fault.vfs.zName = "faulty";
	fault.vfs.szOsFile = (int)sizeof(struct faulty_file) + fault.real->szOsFile;
	fault.vfs.xOpen = open_file;
	fault.methods = (sqlite3_io_methods){ 2, close_file, read_file, write_file, truncate_file,
		sync_file, size_file, lock_file, unlock_file, reserved_file, control_file,
		sector_file, device_file, map_shared, lock_shared, barrier_shared, unmap_shared,
		NULL, NULL };
	fault.left = -1;
	sqlite3_vfs_register(&fault.vfs, 1);
}

/* ---- what a session does, and what it was told ---- */

#define STEPS 24

struct told {
	int entries; /* put_answer said yes to so many */
	bool read[STEPS], starred[STEPS], noted[STEPS];
};

static bool
put_one(struct store *s, int64_t feed, int number, struct err *e)
{
	char id[32], html[600];
	struct feed_entry one;
	struct store_answer x = { .feed = feed,
		.now = NOW + number,
		.entries = &one,
		.entries_count = 1,
		.state = FEED_OK,
		.http = { .retry_after = STORE_NO_DATE },
		.next_fetch = NOW };
	struct store_result r;

	snprintf(id, sizeof(id), "entry-%03d", number);
	memset(html, 'a' + number % 26, sizeof(html) - 1);
	html[sizeof(html) - 1] = '\0';
	one = entry(id, id, html, NOW + number);
	return store_put_answer(s, &x, &r, e);
}

static bool
mark(struct store *s, enum store_mark kind, int64_t id, struct err *e)
{
	int64_t changed;

	return store_mark(s,
	        &(struct store_marking){ .mark = kind, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, e);
}

/* What fetch does after the feeds. */
static void
work_off(struct store *s, int64_t id)
{
	size_t failed;
	bool more;
	struct err e;

	store_pack_texts(s, &more, &e);
	if (id % 3 == 0) {
		store_analyse(s, NULL, id, NOW, &e);
		return;
	}
	store_analyse_prepare(s, NULL, id, &e);
	if (id % 3 == 2)
		store_analyse_commit(s, &failed, &e);
	store_shrink(s, &more, &e);
}

static void
session(const char *path, int64_t feed, struct told *told, void (*after)(void *), void *user)
{
	struct store *s;
	struct err e;

	if (!store_open(&s, path, STORE_WRITE, &e))
		return;
	for (int i = 0; i < STEPS; i++) {
		int64_t id = i + 1;
		if (told->entries == i && put_one(s, feed, i, &e))
			told->entries++;
		if (after != NULL)
			after(user);
		if (told->entries <= i)
			continue;
		told->read[i] = mark(s, MARK_READ, id, &e) || told->read[i];
		told->starred[i] = mark(s, MARK_STAR, id, &e) || told->starred[i];
		told->noted[i] = store_set_note(s, id, STR("a note"), &e) || told->noted[i];
		work_off(s, id);
		if (after != NULL)
			after(user);
		if (i == STEPS / 2)
			store_vacuum(s, &e);
	}
	store_close(s);
}

static void
all_is_there(struct fixture *f, const struct told *told)
{
	struct notes notes;
	struct store_article art;
	struct store *s;

	notes_init(&notes, f->a);
	OK(store_open(&s, f->path, STORE_WRITE, &f->e));
	OK(store_check(s, &notes, &f->e));
	if (notes.count > 0)
		fail_msg(STR_FMT, STR_ARG(notes.list[0].text));
	for (int i = 0; i < told->entries; i++) {
		OK(store_article(s, f->a, i + 1, &art, &f->e));
		assert_true(!told->read[i] || !art.item.unread);
		assert_true(!told->starred[i] || art.item.starred);
		assert_true(!told->noted[i] || art.item.has_note);
	}
	store_close(s);
}

static void
remove_store(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char name[256];

	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
}

static int64_t
new_store(struct fixture *f)
{
	int64_t feed;

	remove_store(f->path);
	OK(store_open(&f->s, f->path, STORE_WRITE, &f->e));
	feed = add_feed(f, "https://one.example/feed", "One");
	store_close(f->s);
	f->s = NULL;
	return feed;
}

static void
fail_at_every_write(struct fixture *f, int code)
{
	int step = 1;

	fault.code = code;
	for (int n = 0;; n += step) {
		struct told told = { 0 };
		int64_t feed = new_store(f);
		fault.left = n;
		fault.hit = false;
		session(f->path, feed, &told, NULL, NULL);
		fault.left = -1;
		all_is_there(f, &told);
		if (!fault.hit)
			break;
		step = 1 + n / 10; /* every write at first, then ever fewer */
	}
}

static void
full_disk_loses_nothing(void **state)
{
	struct fixture *f = *state;

	store_close(f->s);
	f->s = NULL;
	fail_at_every_write(f, SQLITE_FULL);
}

static void
failing_disk_loses_nothing(void **state)
{
	struct fixture *f = *state;

	store_close(f->s);
	f->s = NULL;
	fail_at_every_write(f, SQLITE_IOERR_WRITE);
}

static void
full_disk_is_named(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };

	fault.code = SQLITE_FULL;
	fault.left = 0;
	assert_false(put_one(f->s, f->feed, 1, &e));
	fault.left = -1;
	assert_non_null(strstr(e.text, "the disk is full"));
	assert_true(put_one(f->s, f->feed, 1, &e));
}

/* ---- power is lost ---- */

static void
sync_reaches_the_log(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	int before;

	assert_true(put_one(f->s, f->feed, 1, &e));
	OK(store_sync(f->s, &f->e));
	assert_true(store_is_synced(f->s));
	before = fault.log_syncs;
	assert_true(mark(f->s, MARK_STAR, 1, &e));
	assert_false(store_is_synced(f->s));
	assert_int_equal(fault.log_syncs, before); /* no key waits for the disk */
	OK(store_sync(f->s, &f->e));
	assert_int_equal(fault.log_syncs, before + 1);
	assert_true(store_is_synced(f->s));
	OK(store_sync(f->s, &f->e));
	assert_int_equal(fault.log_syncs, before + 1); /* there was nothing to do */
}

static void
sync_that_fails_is_said(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };

	assert_true(put_one(f->s, f->feed, 1, &e));
	fault.left = 0;
	assert_false(store_sync(f->s, &e));
	fault.left = -1;
	assert_non_null(strstr(e.text, "the store's disk fails"));
	assert_true(store_sync(f->s, &e));
}

/* ---- killed at any moment ---- */

/* The child tells after each step what it was told, as a whole struct in one write. */
struct reporter {
	int fd;
	const struct told *told;
};

static void
report(void *user)
{
	struct reporter *r = user;

	if (write(r->fd, r->told, sizeof(*r->told)) != (ssize_t)sizeof(*r->told))
		_exit(1);
}

static void
kill_once(struct fixture *f, int64_t feed, struct told *told, unsigned reports, unsigned spins)
{
	int pipes[2];
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (child == 0) {
		struct reporter r = { pipes[1], told };
		close(pipes[0]);
		session(f->path, feed, told, report, &r);
		_exit(0);
	}
	close(pipes[1]);
	for (unsigned i = 0; i < reports; i++) {
		struct told now;
		if (read(pipes[0], &now, sizeof(now)) != (ssize_t)sizeof(now))
			break;
		*told = now;
	}
	for (volatile unsigned i = 0; i < spins; i++)
		;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	for (struct told now; read(pipes[0], &now, sizeof(now)) == (ssize_t)sizeof(now);)
		*told = now;
	close(pipes[0]);
}

static void
kill_loses_nothing(void **state)
{
	struct fixture *f = *state;
	const char *often = getenv("KILLS");
	int kills = often == NULL ? 12 : atoi(often);
	unsigned random = 12345;

	store_close(f->s);
	f->s = NULL;
	for (int i = 0; i < kills; i++) {
		struct told told = { 0 };
		int64_t feed = new_store(f);
		random = random * 1103515245 + 12345;
		kill_once(f, feed, &told, random >> 16 & 31, (random >> 8 & 0xffff) * 10);
		all_is_there(f, &told);
	}
}

static void
two_at_once(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	struct store_item *items;
	struct err e = { 0 };
	size_t count;

	OK(store_open(&other, f->path, STORE_WRITE, &f->e));
	OK(store_batch_begin(f->s, &f->e));
	assert_true(put_one(f->s, f->feed, 1, &e));
	/* A reader sees the store as it was, and does not wait. */
	OK(store_list(other, f->a, &(struct store_query){ .limit = 5 }, &items, &count, &f->e));
	assert_int_equal(count, 0);
	OK(store_batch_end(f->s, &f->e));
	OK(store_list(other, f->a, &(struct store_query){ .limit = 5 }, &items, &count, &f->e));
	assert_int_equal(count, 1);
	assert_true(mark(other, MARK_READ, items[0].id, &e));
	store_close(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(full_disk_is_named, setup_file, teardown),
		cmocka_unit_test_setup_teardown(full_disk_loses_nothing, setup_file, teardown),
		cmocka_unit_test_setup_teardown(failing_disk_loses_nothing, setup_file, teardown),
		cmocka_unit_test_setup_teardown(sync_reaches_the_log, setup_file, teardown),
		cmocka_unit_test_setup_teardown(sync_that_fails_is_said, setup_file, teardown),
		cmocka_unit_test_setup_teardown(kill_loses_nothing, setup_file, teardown),
		cmocka_unit_test_setup_teardown(two_at_once, setup_file, teardown),
	};

	install_fault();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
