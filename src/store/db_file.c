/* SPDX-License-Identifier: ISC */
/*
 * db_file.c - the store's file before SQLite opens it: who may read it, and what its file system
 * can do.
 */
#include "store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Files that only the user may read: made before SQLite would make them with the umask's mode. */
bool
db_file_create(const char *path, struct err *e)
{
	char *dir = strdup(path), *slash = dir == NULL ? NULL : strrchr(dir, '/');
	int fd;

	if (slash != NULL && slash != dir) {
		*slash = '\0';
		if (mkdir(dir, 0700) != 0 && errno != EEXIST && errno != ENOENT) {
			err_errno(e, "cannot make %s", dir);
			free(dir);
			return false;
		}
	}
	free(dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 && errno != EACCES && errno != EROFS)
		return err_errno(e, "cannot open %s", path);
	if (fd < 0)
		return err_set(e, ERR_FAIL, "cannot open %s: %s", path, strerror(errno));
	close(fd);
	return true;
}

/* The write-ahead log shares memory between processes, which network file systems do not give. */
bool
db_file_shares_memory(const char *path)
{
	static const unsigned long network[] = {
		0x6969,     /* NFS */
		0x517b,     /* SMB */
		0xff534d42, /* CIFS */
		0xfe534d42, /* SMB2 */
		0x01021997, /* 9P */
		0x65735546, /* FUSE: sshfs and its like */
		0x5346414f, /* AFS */
	};
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return true;
	for (size_t i = 0; i < COUNT(network); i++)
		if (((unsigned long)fs.f_type & 0xffffffff) == network[i])
			return false;
	return true;
}
