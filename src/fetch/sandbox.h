/* SPDX-License-Identifier: ISC */
/*
 * sandbox.h - what a fetching process may still do once it starts to read what strangers send
 * (module-private).
 */
#ifndef FETCH_SANDBOX_H
#define FETCH_SANDBOX_H

#include <dateline/base.h>

#define SANDBOX_MEMORY_MAX (2048LL * 1024 * 1024) /* bytes of address space */
#define SANDBOX_FILES_MAX 1024                    /* open files */

struct sandbox {
	const char *const *read_only; /* files and folders besides the system's, ends with NULL */
	const char *const *writable;  /* folders, ends with NULL */
};

/* Gives up rights for good, as far as this kernel lets: resource limits, no new privileges, files
 * outside the lists (landlock), system calls that fetching does not need (seccomp).  What cannot
 * be had is told in the log and is no error. */
void sandbox_enter(const struct sandbox *s);

#endif
