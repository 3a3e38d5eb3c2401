/* SPDX-License-Identifier: ISC */
/*
 * sandbox.c - resource limits, landlock and seccomp, each probed for.  Landlock is called directly,
 * since glibc has no wrappers for it; its constants stand here for headers that are older than the
 * kernel.  Sources: landlock(7), seccomp(2), kernel Documentation/userspace-api/landlock.rst.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>
#endif

#include "syscalls.h"

static void
limit(int resource, rlim_t value, const char *what)
{
	struct rlimit now;

	if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
		return;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < value)
		value = now.rlim_max;
	now.rlim_cur = now.rlim_max = value;
	if (setrlimit((__rlimit_resource_t)resource, &now) != 0)
		log_line(LOG_DEBUG, "sandbox: no limit of %s: %s", what, strerror(errno));
}

static void
set_limits(void)
{
	limit(RLIMIT_CORE, 0, "core files");
	limit(RLIMIT_NOFILE, SANDBOX_FILES_MAX, "open files");
#ifndef WITH_SANITIZERS /* they map terabytes of shadow */
	limit(RLIMIT_AS, (rlim_t)SANDBOX_MEMORY_MAX, "memory");
#endif
}

#if defined(HAVE_LINUX_LANDLOCK_H) && defined(SYS_landlock_create_ruleset)

/* Rights by the version of landlock that knows them. */
#define FILES_1 0x1fffULL      /* execute, write, read, read folder, remove and make things */
#define REFER (1ULL << 13)     /* 2: rename across folders */
#define TRUNCATE (1ULL << 14)  /* 3 */
#define IOCTL_DEV (1ULL << 15) /* 5 */
#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define EXECUTE LANDLOCK_ACCESS_FS_EXECUTE
#define OF_A_FILE (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE)

static uint64_t
known_rights(int version)
{
	return FILES_1 | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0) |
	       (version >= 5 ? IOCTL_DEV : 0);
}

static void
allow_path(int ruleset, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = rights };
	struct stat st;

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed_access &= OF_A_FILE;
	syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

/* What libraries read: name service, certificates, their own parts that are loaded late, time
 * zones. */
static void
allow_system(int ruleset)
{
	static const char *const paths[] = {
		"/etc", "/usr", "/lib", "/lib64", "/nix/store", "/run/systemd/resolve", "/run/nscd",
		"/run/resolvconf", "/var/lib/sss", "/dev/urandom", "/dev/random",
		"/sys/devices/system/cpu",
#ifdef WITH_SANITIZERS
		"/proc", /* the search for leaks */
#endif
	};
	static const char *const variables[] = { "SSL_CERT_FILE", "SSL_CERT_DIR",
		"CURL_CA_BUNDLE" };

	for (size_t i = 0; i < COUNT(paths); i++)
		allow_path(ruleset, paths[i], READ);
	allow_path(ruleset, "/dev/null", READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
	for (size_t i = 0; i < COUNT(variables); i++)
		if (getenv(variables[i]) != NULL)
			allow_path(ruleset, getenv(variables[i]), READ);
}

static void
restrict_files(const struct sandbox *s)
{
	int version =
	        (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr handled = { .handled_access_fs = known_rights(version) };
	int ruleset;

	if (version < 1) {
		log_line(LOG_INFO, "sandbox: this kernel has no landlock; files are not guarded");
		return;
	}
	ruleset = (int)syscall(
	        SYS_landlock_create_ruleset, &handled, sizeof(handled.handled_access_fs), 0);
	if (ruleset < 0) {
		log_line(LOG_INFO, "sandbox: no landlock: %s", strerror(errno));
		return;
	}
	allow_system(ruleset);
	for (size_t i = 0; s->read_only[i] != NULL; i++)
		allow_path(ruleset, s->read_only[i], READ);
	for (size_t i = 0; s->writable[i] != NULL; i++)
		allow_path(ruleset, s->writable[i], handled.handled_access_fs & ~EXECUTE);
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) == 0)
		log_line(LOG_DEBUG, "sandbox: landlock %d guards the files", version);
	else
		log_line(LOG_INFO, "sandbox: no landlock: %s", strerror(errno));
	close(ruleset);
}

#else

static void
restrict_files(const struct sandbox *s)
{
	(void)s;
	log_line(LOG_INFO, "sandbox: built without landlock; files are not guarded");
}

#endif

void
sandbox_enter(const struct sandbox *s)
{
	set_limits();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
		log_line(LOG_INFO, "sandbox: none: %s", strerror(errno));
		return;
	}
	restrict_files(s);
	syscalls_restrict();
}
