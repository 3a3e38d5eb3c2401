/* SPDX-License-Identifier: ISC */
/*
 * syscalls.c - the list of system calls that curl, SQLite, glibc and this program use while they
 * fetch.  No exec, no ptrace, no mount, no signals to others; sockets for the net only, and new
 * tasks only as threads of this process (curl looks names up in one).
 */
#include "syscalls.h"

#include <dateline/base.h>

#if defined(HAVE_SECCOMP) && !defined(WITH_SANITIZERS)

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/socket.h>

static const char *const allowed[] = {
	/* files */
	"access",
	"chmod",
	"chown",
	"close",
	"close_range",
	"creat",
	"dup",
	"dup2",
	"dup3",
	"faccessat",
	"faccessat2",
	"fadvise64",
	"fallocate",
	"fchmod",
	"fchmodat",
	"fchown",
	"fcntl",
	"fcntl64",
	"fdatasync",
	"flock",
	"fstat",
	"fstat64",
	"fstatat64",
	"fstatfs",
	"fstatfs64",
	"fsync",
	"ftruncate",
	"ftruncate64",
	"futimesat",
	"getcwd",
	"getdents",
	"getdents64",
	"_llseek",
	"lseek",
	"lstat",
	"lstat64",
	"mkdir",
	"mkdirat",
	"newfstatat",
	"open",
	"openat",
	"pipe",
	"pipe2",
	"pread64",
	"preadv",
	"pwrite64",
	"pwritev",
	"read",
	"readlink",
	"readlinkat",
	"readv",
	"rename",
	"renameat",
	"renameat2",
	"rmdir",
	"stat",
	"stat64",
	"statfs",
	"statfs64",
	"statx",
	"sync_file_range",
	"truncate",
	"truncate64",
	"umask",
	"unlink",
	"unlinkat",
	"utimensat",
	"utimensat_time64",
	"write",
	"writev",
	/* memory */
	"brk",
	"madvise",
	"mincore",
	"mmap",
	"mmap2",
	"mprotect",
	"mremap",
	"msync",
	"munmap",
	"membarrier",
	/* network */
	"accept4",
	"bind",
	"connect",
	"getpeername",
	"getsockname",
	"getsockopt",
	"recv",
	"recvfrom",
	"recvmmsg",
	"recvmmsg_time64",
	"recvmsg",
	"send",
	"sendmmsg",
	"sendmsg",
	"sendto",
	"setsockopt",
	"shutdown",
	"socketpair",
	/* waiting */
	"clock_nanosleep",
	"clock_nanosleep_time64",
	"epoll_create1",
	"epoll_ctl",
	"epoll_pwait",
	"epoll_wait",
	"eventfd2",
	"futex",
	"futex_time64",
	"_newselect",
	"nanosleep",
	"poll",
	"ppoll",
	"ppoll_time64",
	"pselect6",
	"pselect6_time64",
	"restart_syscall",
	"sched_yield",
	"select",
	/* this process */
	"arch_prctl",
	"clock_getres",
	"clock_gettime",
	"clock_gettime64",
	"exit",
	"exit_group",
	"getegid",
	"getegid32",
	"geteuid",
	"geteuid32",
	"getgid",
	"getgid32",
	"getpgrp",
	"getpid",
	"getppid",
	"getrandom",
	"getrlimit",
	"getrusage",
	"gettid",
	"gettimeofday",
	"getuid",
	"getuid32",
	"get_robust_list",
	"prlimit64",
	"rseq",
	"rt_sigaction",
	"rt_sigpending",
	"rt_sigprocmask",
	"rt_sigreturn",
	"rt_sigtimedwait",
	"sched_getaffinity",
	"set_robust_list",
	"set_tid_address",
	"sigaltstack",
	"sigreturn",
	"sysinfo",
	"tgkill",
	"time",
	"times",
	"ugetrlimit",
	"uname",
	"wait4",
	"waitpid",
	"ioctl",
};

static const int families[] = { AF_INET, AF_INET6, AF_UNIX, AF_NETLINK };

static int
add_rules(scmp_filter_ctx filter)
{
	int bad = 0;

	for (size_t i = 0; i < COUNT(allowed); i++) {
		int number = seccomp_syscall_resolve_name(allowed[i]);

		if (number != __NR_SCMP_ERROR) /* some are of other processors */
			bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0);
	}
	for (size_t i = 0; i < COUNT(families); i++)
		bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
		        SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i]));
	return bad | seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
	                     SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
}

void
syscalls_restrict(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	int error;

	if (filter == NULL) {
		log_line(LOG_INFO, "sandbox: no seccomp");
		return;
	}
	if (add_rules(filter) != 0)
		log_line(LOG_DEBUG, "sandbox: some system calls are not known here");
	error = seccomp_load(filter);
	seccomp_release(filter);
	if (error == 0)
		log_line(LOG_DEBUG, "sandbox: seccomp guards the system calls");
	else
		log_line(LOG_INFO, "sandbox: no seccomp: %s", strerror(-error));
}

#else

void
syscalls_restrict(void)
{
	log_line(LOG_INFO, "sandbox: built without seccomp; system calls are not guarded");
}

#endif
