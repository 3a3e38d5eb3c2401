/* SPDX-License-Identifier: ISC */
/*
 * test_files.c - folders, whole files, the log and the clock, in a folder of the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dateline/base.h>

static char folder[64];

static int
make_folder(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/dateline-base-XXXXXX");
	return mkdtemp(folder) == NULL;
}

static int
remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

static char *
in_folder(const char *name)
{
	static char path[2][512];
	static int turn;

	turn = !turn;
	snprintf(path[turn], sizeof(path[turn]), "%s/%s", folder, name);
	return path[turn];
}

static void
folders_follow_xdg(void **state)
{
	struct arena *a = arena_create();
	struct paths p;
	struct stat st;
	struct err e;

	(void)state;
	setenv("HOME", folder, 1);
	setenv("XDG_CONFIG_HOME", in_folder("conf"), 1);
	setenv("XDG_DATA_HOME", "relative/is/ignored", 1);
	unsetenv("XDG_STATE_HOME");
	assert_true(paths_find(&p, a, &e));
	assert_string_equal(p.urls_file, in_folder("conf/dateline/urls"));
	assert_string_equal(p.store_file, in_folder(".local/share/dateline/dateline.db"));
	assert_string_equal(p.log_file, in_folder(".local/state/dateline/log"));
	assert_true(paths_make(&p, &e));
	assert_true(paths_make(&p, &e)); /* again: nothing to do */
	assert_int_equal(stat(p.data_dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	arena_destroy(a);
}

static void
files_are_replaced_whole(void **state)
{
	struct buf b;
	struct stat st;
	struct err e;
	char *path = in_folder("file"), *link = in_folder("link");

	(void)state;
	assert_true(file_write_atomic(path, STR("one"), 0640, &e));
	assert_int_equal(symlink(path, link), 0);
	assert_true(file_write_atomic(link, STR("two"), 0600, &e));
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_true(file_read(path, 3, &b, &e)); /* at the cap */
	assert_string_equal(b.p, "two");
	buf_free(&b);
	assert_false(file_read(path, 2, &b, &e)); /* one above */
	assert_non_null(strstr(e.text, "larger than 2 bytes"));
	assert_false(file_read(folder, 100, &b, &e));
	assert_non_null(strstr(e.text, "is a folder"));
	assert_false(file_read(in_folder("none"), 100, &b, &e));
	assert_non_null(strstr(e.text, "No such file"));
	assert_false(file_write_atomic(in_folder("no/such/file"), STR("x"), 0600, &e));
}

static void
log_lines_are_clean_and_rotated(void **state)
{
	char line[1800];
	struct buf b;
	struct stat st;
	struct err e;
	char *path = in_folder("log");

	(void)state;
	setenv("DATELINE_NOW", "1711116000", 1);
	assert_int_equal(clock_now_s(), 1711116000);
	log_to_file(path);
	log_line(LOG_WARNING, "bad %s",
	        "\x1b[2J\xc2\x9b"
	        "1m\nname");
	log_line(LOG_DEBUG, "not kept");
	assert_true(file_read(path, 4096, &b, &e));
	assert_string_equal(b.p, "2024-03-22T14:00:00Z warning bad  [2J  1m name\n");
	buf_free(&b);
	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	for (int i = 0; i < LOG_FILE_MAX / 1800 + 2; i++)
		log_line(LOG_INFO, "%s", line);
	log_to_file(path); /* opened anew: rotated */
	log_line(LOG_INFO, "first of the new");
	assert_int_equal(stat(in_folder("log.1"), &st), 0);
	assert_true(st.st_size >= LOG_FILE_MAX);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size < 200);
	log_to_file(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_follow_xdg),
		cmocka_unit_test(files_are_replaced_whole),
		cmocka_unit_test(log_lines_are_clean_and_rotated),
	};

	return cmocka_run_group_tests_name("files", tests, make_folder, remove_folder);
}
