/* SPDX-License-Identifier: ISC */
/*
 * syscalls.h - the system calls that fetching needs (module-private).
 */
#ifndef FETCH_SYSCALLS_H
#define FETCH_SYSCALLS_H

/* Leaves only those of the table; others fail with ENOSYS, so that libraries fall back on what they
 * did on older kernels.  Without libseccomp it only says so in the log. */
void syscalls_restrict(void);

#endif
