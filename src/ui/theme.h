/* SPDX-License-Identifier: ISC */
/*
 * theme.h - how each role looks: colours and attributes.  A colour is COLOR_DEFAULT, a palette
 * index 0 to 255, or COLOR_RGB | 0xRRGGBB.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <dateline/conf.h>

#include "canvas.h"

#define COLOR_DEFAULT (-1)
#define COLOR_RGB 0x1000000

struct paint {
	int fg, bg;
	uint8_t attrs;
};
struct theme {
	struct paint paint[ROLES];
};

/* The theme that the setting names; own ones from [theme NAME] begin as dark or light, with lines
 * "role = colour [on colour] [bold italic underline reverse dim]".  Wrong lines become notes.
 * colors: what the terminal has (0: monochrome); light: its background is light. */
void theme_load(struct theme *t, const struct conf *c, int colors, bool light, struct notes *notes);
const char *theme_role_name(enum role r);

#endif
