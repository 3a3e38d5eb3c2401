/* SPDX-License-Identifier: ISC */
/*
 * path.c - where the program keeps its files: the XDG base directories (specification 0.8),
 * relative values of the variables ignored as it says.  Folders are made with mode 0700.
 */
#include <dateline/base.h>

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef PKGDATADIR
#define PKGDATADIR "/usr/local/share/dateline"
#endif

static const char *
home_dir(void)
{
	const char *home = getenv("HOME");
	struct passwd *pw;

	if (home != NULL && home[0] == '/')
		return home;
	pw = getpwuid(getuid());
	return pw != NULL && pw->pw_dir[0] == '/' ? pw->pw_dir : NULL;
}

static char *
xdg_dir(struct arena *a, const char *variable, const char *home, const char *below_home)
{
	const char *value = getenv(variable);
	struct str dir;

	if (value != NULL && value[0] == '/')
		dir = arena_printf(a, "%s/dateline", value);
	else
		dir = arena_printf(a, "%s/%s/dateline", home, below_home);
	return arena_cstr(a, dir);
}

static char *
in_dir(struct arena *a, const char *dir, const char *name)
{
	return arena_cstr(a, arena_printf(a, "%s/%s", dir, name));
}

bool
paths_find(struct paths *p, struct arena *a, struct err *e)
{
	const char *home = home_dir(), *pkgdata = getenv("DATELINE_PKGDATADIR");

	if (home == NULL)
		return err_set(e, ERR_FAIL, "cannot find the home folder: set HOME");
	p->config_dir = xdg_dir(a, "XDG_CONFIG_HOME", home, ".config");
	p->data_dir = xdg_dir(a, "XDG_DATA_HOME", home, ".local/share");
	p->state_dir = xdg_dir(a, "XDG_STATE_HOME", home, ".local/state");
	p->cache_dir = xdg_dir(a, "XDG_CACHE_HOME", home, ".cache");
	p->config_file = in_dir(a, p->config_dir, "config");
	p->urls_file = in_dir(a, p->config_dir, "urls");
	p->store_file = in_dir(a, p->data_dir, "dateline.db");
	p->log_file = in_dir(a, p->state_dir, "log");
	p->pkgdata_dir =
	        arena_cstr(a, str_of(pkgdata != NULL && *pkgdata != '\0' ? pkgdata : PKGDATADIR));
	return true;
}

/* mkdir -p; only folders that are made here get mode 0700. */
static bool
make_dir(const char *dir, struct err *e)
{
	char partial[4096];
	size_t len = strlen(dir);

	if (len >= sizeof(partial))
		return err_set(e, ERR_FAIL, "folder name too long: %s", dir);
	for (size_t i = 1; i <= len; i++) {
		if (dir[i] != '/' && dir[i] != '\0')
			continue;
		memcpy(partial, dir, i);
		partial[i] = '\0';
		if (mkdir(partial, 0700) != 0 && errno != EEXIST && errno != EROFS)
			return err_errno(e, "cannot make the folder %s", partial);
	}
	return true;
}

bool
paths_make(const struct paths *p, struct err *e)
{
	return make_dir(p->config_dir, e) && make_dir(p->data_dir, e) && make_dir(p->state_dir, e);
}
