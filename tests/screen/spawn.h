/* SPDX-License-Identifier: ISC */
/*
 * spawn.h - the real program in a pseudo-terminal that libvterm reads, with folders of its own.
 * Tests wait for the program's word that it is idle, never for a time.
 */
#ifndef TESTS_SCREEN_SPAWN_H
#define TESTS_SCREEN_SPAWN_H

#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

#include <dateline/base.h>

#define TERM_DEADLINE_MS 10000 /* a test that waits longer has failed */

struct term {
	pid_t pid;
	int master, slave, idle;
	VTerm *vt;
	VTermScreen *screen;
	struct buf log; /* every byte the program wrote */
	int rows, cols;
	char home[64];
	struct termios before;
	bool ended;
	int status;       /* of waitpid, once ended */
	char text[65536]; /* the screen, a row a line */
};

struct term_options {
	int rows, cols;
	const char *term, *locale; /* NULL: xterm-256color, C.UTF-8 */
	/* Fills the store and the list of feeds first; may be NULL. */
	void (*prepare)(const char *store_path, const char *urls_path);
	const char *config;      /* lines of the config file, or NULL */
	const char *const *argv; /* behind the program's name, NULL-ended; may be NULL */
};

void term_open(struct term *t, const struct term_options *o);
void term_close(struct term *t); /* kills what still runs, removes the folders */
void term_send(struct term *t, const char *bytes);
/* Reads until the program says that it is idle. */
void term_idle(struct term *t);
/* Waits until text is on the screen; fails the test with the screen when it does not come. */
void term_expect(struct term *t, const char *text);
bool term_shows(struct term *t, const char *text);
void term_resize(struct term *t, int rows, int cols);
/* Waits for the program's end and reads what it still wrote. */
void term_wait(struct term *t);
/* Fails unless the terminal is as before the start: its settings, the main screen, a visible
 * cursor. */
void term_assert_restored(struct term *t);
/* Fails when a byte outside the allowed set was written: text must be safe, sequences known. */
void term_assert_clean(struct term *t);
/* Whether a cell of the first place of text on the screen has another ground than the default. */
bool term_is_lit(struct term *t, const char *text);

#endif
