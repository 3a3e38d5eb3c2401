/* SPDX-License-Identifier: ISC */
/*
 * replay.c - main for a fuzz target without a fuzzer: feeds it every file named on the command line
 * or, without one, every file of tests/fuzz/corpus/NAME (NAME from the program: fuzz_NAME).
 */
#include <dateline/base.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX (64u * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
replay(const char *path)
{
	struct buf b;
	struct err e;

	if (!file_read(path, INPUT_MAX, &b, &e)) {
		fprintf(stderr, "%s\n", e.text);
		return false;
	}
	LLVMFuzzerTestOneInput((const uint8_t *)(b.p != NULL ? b.p : ""), b.len);
	buf_free(&b);
	return true;
}

static bool
replay_folder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *entry;
	bool ok = true;

	if (d == NULL)
		return true; /* no corpus yet */
	while ((entry = readdir(d)) != NULL) {
		char file[4096];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);
		ok = replay(file) && ok;
	}
	closedir(d);
	return ok;
}

int
main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir"), *name = strstr(argv[0], "fuzz_");
	char folder[4096];
	bool ok = true;

	for (int i = 1; i < argc; i++)
		ok = replay(argv[i]) && ok;
	if (argc > 1 || name == NULL)
		return ok ? 0 : 1;
	for (const char *next; (next = strstr(name + 1, "fuzz_")) != NULL;)
		name = next;
	snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%s", srcdir != NULL ? srcdir : ".",
	        name + strlen("fuzz_"));
	return replay_folder(folder) ? 0 : 1;
}
