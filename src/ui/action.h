/* SPDX-License-Identifier: ISC */
/*
 * action.h - everything a key or the command line can do, in one table: dispatch, help, manual and
 * completion come from it.
 */
#ifndef UI_ACTION_H
#define UI_ACTION_H

#include "view.h"

enum action_flag {
	ACTION_CHAR = 1, /* waits for one more key, given as call->ch */
	ACTION_TEXT = 2  /* takes words on the command line, given as call->text */
};
struct call {
	int count; /* typed before the key, 0 = none */
	uint32_t ch;
	struct str text;
};
struct action {
	const char *name;
	const char *keys; /* separated by blanks */
	unsigned views, flags;
	void (*run)(struct app *app, const struct call *call);
	const char *help;
	const char *group; /* heading in the help; NULL: as the row above */
};
extern const struct action actions[]; /* ends with a NULL name */

/* Keys of whole keymaps, over the defaults. */
struct keymap_row {
	const char *map, *keys, *action; /* action: may have words behind its name */
	unsigned views;                  /* where it counts; 0: wherever the action does */
};
extern const struct keymap_row keymap_rows[]; /* ends with a NULL map */

const struct action *action_find(struct str name); /* NULL: none */
/* The same for a command that was typed: also the beginning of one name only, and vi's words. */
const struct action *action_meant(struct str name);
const char *action_nearest(struct str name); /* for messages; NULL: none is near */

/* The functions of the table, by file. */
void act_down(struct app *app, const struct call *call); /* act_move.c */
void act_up(struct app *app, const struct call *call);
void act_page_down(struct app *app, const struct call *call);
void act_page_up(struct app *app, const struct call *call);
void act_half_down(struct app *app, const struct call *call);
void act_half_up(struct app *app, const struct call *call);
void act_top(struct app *app, const struct call *call);
void act_bottom(struct app *app, const struct call *call);
void act_space(struct app *app, const struct call *call);
void act_next_item(struct app *app, const struct call *call);
void act_previous_item(struct app *app, const struct call *call);
void act_next_unread(struct app *app, const struct call *call);
void act_previous_unread(struct app *app, const struct call *call);
void act_next_mention(struct app *app, const struct call *call);
void act_previous_mention(struct app *app, const struct call *call);
void act_search(struct app *app, const struct call *call);
void act_find(struct app *app, const struct call *call);

void act_open(struct app *app, const struct call *call); /* act_view.c */
void act_escape(struct app *app, const struct call *call);
void act_back(struct app *app, const struct call *call);
void act_quit(struct app *app, const struct call *call);
void act_pane(struct app *app, const struct call *call);
void act_sidebar(struct app *app, const struct call *call);
void act_text_only(struct app *app, const struct call *call);
void act_right(struct app *app, const struct call *call);
void act_left(struct app *app, const struct call *call);
void act_fold(struct app *app, const struct call *call);
void act_fold_open(struct app *app, const struct call *call);
void act_fold_close(struct app *app, const struct call *call);
void act_fold_all(struct app *app, const struct call *call);
void act_unfold_all(struct app *app, const struct call *call);
void act_story(struct app *app, const struct call *call);
void act_figures(struct app *app, const struct call *call);
void act_brief(struct app *app, const struct call *call);
void act_follow(struct app *app, const struct call *call);
void act_split_off(struct app *app, const struct call *call);
void act_move_story(struct app *app, const struct call *call);
/* Moves an article, noted for U, and closes the picker; false: it was said why not. */
bool act_put_into_story(struct app *app, int64_t article, int64_t story);
void act_stories(struct app *app, const struct call *call);
void act_changes(struct app *app, const struct call *call);
void act_links(struct app *app, const struct call *call);
void act_feeds(struct app *app, const struct call *call);
void act_front(struct app *app, const struct call *call);
void act_help(struct app *app, const struct call *call);
void act_log(struct app *app, const struct call *call);
void act_settings(struct app *app, const struct call *call);
void act_show_read(struct app *app, const struct call *call);
void act_filter(struct app *app, const struct call *call);
void act_type_filter(struct app *app, const struct call *call);
void act_redraw(struct app *app, const struct call *call);
void act_suspend(struct app *app, const struct call *call);
void act_cancel(struct app *app, const struct call *call);
void act_command(struct app *app, const struct call *call);
void act_macro(struct app *app, const struct call *call);
void act_set(struct app *app, const struct call *call);

void act_toggle_read(struct app *app, const struct call *call); /* act_mark.c */
void act_read_feed(struct app *app, const struct call *call);
void act_read_all(struct app *app, const struct call *call);
void act_read_above(struct app *app, const struct call *call);
void act_delete_all(struct app *app, const struct call *call);
void act_undo(struct app *app, const struct call *call);
void act_star(struct app *app, const struct call *call);
void act_flag(struct app *app, const struct call *call);
void act_tag(struct app *app, const struct call *call);
void act_delete(struct app *app, const struct call *call);
void act_note(struct app *app, const struct call *call);

void act_browser(struct app *app, const struct call *call); /* act_out.c */
void act_browser_all(struct app *app, const struct call *call);
void act_copy(struct app *app, const struct call *call);
void act_copy_title(struct app *app, const struct call *call);
void act_save(struct app *app, const struct call *call);
void act_pipe(struct app *app, const struct call *call);
void act_enqueue(struct app *app, const struct call *call);
void act_bookmark(struct app *app, const struct call *call);
void act_edit_urls(struct app *app, const struct call *call);

void act_reload(struct app *app, const struct call *call); /* act_feed.c */
void act_reload_all(struct app *app, const struct call *call);
void act_full_text(struct app *app, const struct call *call);
void act_add(struct app *app, const struct call *call);
void act_import(struct app *app, const struct call *call);
void act_demo(struct app *app, const struct call *call);

void act_order(struct app *app, const struct call *call); /* act_list.c */
void act_clear_filter(struct app *app, const struct call *call);
void act_next_feed(struct app *app, const struct call *call);
void act_previous_feed(struct app *app, const struct call *call);
void act_next_unread_feed(struct app *app, const struct call *call);
void act_previous_unread_feed(struct app *app, const struct call *call);
void act_random_unread(struct app *app, const struct call *call);
void act_reload_urls(struct app *app, const struct call *call);

void act_feed(struct app *app, const struct call *call); /* act_subs.c */
void act_folder(struct app *app, const struct call *call);
void act_move_up(struct app *app, const struct call *call);
void act_move_down(struct app *app, const struct call *call);

#endif
