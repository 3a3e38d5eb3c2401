/* SPDX-License-Identifier: ISC */
/*
 * undo.h - steps that the key U takes back.
 */
#ifndef UI_UNDO_H
#define UI_UNDO_H

#include "app.h"

enum undo_kind {
	UNDO_MARK,    /* the store knows */
	UNDO_NOTE,    /* id: article; value: the note before */
	UNDO_FOLLOW,  /* id: story; number: whether it was followed */
	UNDO_STORY,   /* value: bytes of struct store_place, as it was before */
	UNDO_SETTING, /* section, name, value: as before; number: conf_line_of before */
	UNDO_URLS, /* value: the file before; number: hash of the file after; name: what it was */
	UNDO_MOVE  /* id: feed; value: its address before; name: after */
};
struct undo_step {
	enum undo_kind kind;
	int64_t id, number;
	struct str section, name, value;
	bool more; /* the step below belongs to it */
};

void undo_note(struct app *app, const struct undo_step *step); /* copies the texts */
void undo_note_mark(struct app *app);
/* Takes the last step back; *what says which, empty when there was none. */
bool undo_take(struct app *app, struct str *what, struct err *e);
void undo_forget(struct app *app);

#endif
