/* SPDX-License-Identifier: ISC */
/*
 * screen.c - the terminal, and the only file that includes curses: from it come terminfo's
 * capabilities. Frames are made by paint.c.  However the program ends (quit, signal, crash), the
 * terminal is given back as it was.
 */
#include "screen_private.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>
/* term.h after curses.h, whose types it uses */
#include <term.h>

#define MODES_ON "\033[?2004h\033[?1004h"
#define MODES_OFF "\033[?2004l\033[?1004l"
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
/* ECMA-48 BDSM: the text is in visual order already.  Only terminals of VTE take it. */
#define BIDI_EXPLICIT "\033[8l"
#define BIDI_IMPLICIT "\033[8h"
#define GROUND_QUERY "\033]11;?\033\\"
#define TITLE_PUSH "\033[22;2t"
#define TITLE_POP "\033[23;2t"
#define RESTORE_MAX 256
#define TITLE_MAX 60 /* cells: it is sent with every article */

struct screen {
	int in, out;
	bool own_tty, mouse, title, reordered, entered;
	bool asks, asked, answered, light; /* for the background */
	struct painter painter;
	struct termios before;
	struct buf enter, leave; /* bytes */
	struct input_sequence sequences[40];
	size_t sequences_count;
	uint64_t title_hash;
};

/* What a signal handler needs to give the terminal back; screen.c is one of the two that may have
 * globals. */
static struct {
	volatile sig_atomic_t active;
	int fd;
	size_t len;
	char bytes[RESTORE_MAX];
	struct termios termios;
} restore;

static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT };

static void
on_crash(int number)
{
	if (restore.active) {
		restore.active = 0;
		if (write(restore.fd, restore.bytes, restore.len) < 0) {
			/* nothing more can be done here */
		}
		tcsetattr(restore.fd, TCSANOW, &restore.termios);
	}
	signal(number, SIG_DFL);
	raise(number);
}

static void
catch_crashes(void)
{
	for (size_t i = 0; i < COUNT(crashes); i++) {
		struct sigaction sa = { .sa_handler = on_crash, .sa_flags = (int)SA_RESETHAND };
		sigemptyset(&sa.sa_mask);
		sigaction(crashes[i], &sa, NULL);
	}
}

/* A capability without its padding ("$<5>"), which is for the paper of old terminals. */
static void
add_capability(struct buf *b, const char *name)
{
	const char *text = tigetstr((char *)name);

	if (text == NULL || text == (char *)-1)
		return;
	while (*text != '\0') {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
		if (end != NULL) {
			text = end + 1;
			continue;
		}
		buf_add_char(b, *text++);
	}
}

static const struct {
	const char *capability;
	uint32_t key;
} keys[] = {
	{ "kcuu1", KEY_ARROW_UP },
	{ "kcud1", KEY_ARROW_DOWN },
	{ "kcub1", KEY_ARROW_LEFT },
	{ "kcuf1", KEY_ARROW_RIGHT },
	{ "khome", KEY_TO_HOME },
	{ "kend", KEY_TO_END },
	{ "kpp", KEY_PAGE_UP },
	{ "knp", KEY_PAGE_DOWN },
	{ "kich1", KEY_INSERT },
	{ "kdch1", KEY_DELETE },
	{ "kcbt", KEY_BACKTAB },
	{ "kf1", KEY_F + 1 },
	{ "kf2", KEY_F + 2 },
	{ "kf3", KEY_F + 3 },
	{ "kf4", KEY_F + 4 },
	{ "kf5", KEY_F + 5 },
	{ "kf6", KEY_F + 6 },
	{ "kf7", KEY_F + 7 },
	{ "kf8", KEY_F + 8 },
	{ "kf9", KEY_F + 9 },
	{ "kf10", KEY_F + 10 },
	{ "kf11", KEY_F + 11 },
	{ "kf12", KEY_F + 12 },
};

static void
read_keys(struct screen *s)
{
	for (size_t i = 0; i < COUNT(keys); i++) {
		const char *bytes = tigetstr((char *)keys[i].capability);
		if (bytes != NULL && bytes != (char *)-1 && bytes[0] == 27)
			s->sequences[s->sequences_count++] =
			        (struct input_sequence){ bytes, keys[i].key };
	}
}

static bool
env_has(const char *name, const char *part)
{
	const char *value = getenv(name);

	return value != NULL && strstr(value, part) != NULL;
}

static int
colors_of(void)
{
	int n = tigetnum("colors");
	const char *off = getenv("NO_COLOR");

	if (off != NULL && off[0] != '\0')
		return 0;
	if (n >= 8 && (env_has("COLORTERM", "truecolor") || env_has("COLORTERM", "24bit")))
		return 1 << 24;
	return n < 8 ? 0 : n;
}

static bool
knows_hyperlinks(void)
{
	static const char *const terms[] = { "foot", "kitty", "wezterm", "alacritty", "ghostty",
		"contour" };

	for (size_t i = 0; i < COUNT(terms); i++)
		if (env_has("TERM", terms[i]))
			return true;
	return getenv("VTE_VERSION") != NULL || getenv("KONSOLE_VERSION") != NULL ||
	       env_has("TERM_PROGRAM", "iTerm") || env_has("TERM_PROGRAM", "WezTerm") ||
	       env_has("TERM_PROGRAM", "vscode");
}

/* The charset the user's locale names, though the program itself works in UTF-8. */
static iconv_t
charset_of(void)
{
	locale_t user = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	iconv_t cd = (iconv_t)-1;
	char name[64];

	if (user == (locale_t)0)
		return iconv_open("ASCII//TRANSLIT", "UTF-8");
	if (strcmp(nl_langinfo_l(CODESET, user), "UTF-8") != 0) {
		snprintf(name, sizeof(name), "%s//TRANSLIT", nl_langinfo_l(CODESET, user));
		cd = iconv_open(name, "UTF-8");
		if (cd == (iconv_t)-1)
			cd = iconv_open("ASCII//TRANSLIT", "UTF-8");
	}
	freelocale(user);
	return cd;
}

static bool
has_capability(const char *name)
{
	const char *text = tigetstr((char *)name);

	return text != NULL && text != (char *)-1;
}

static struct term_traits
traits_of(const struct screen_options *o)
{
	const char *term = getenv("TERM");
	bool old = strncmp(term, "vt", 2) == 0 || strcmp(term, "linux") == 0 ||
	           strcmp(term, "ansi") == 0;

	return (struct term_traits){
		.to_column = !old && has_capability("hpa"),
		.tabs = tigetnum("it") == 8 && has_capability("ht"),
		.takes_back = !old,
		.scrolls = has_capability("csr") && has_capability("ri"),
		.colors = colors_of(),
		.wraps_late = tigetflag("xenl") > 0,
		.xterm = !old,
		.sync = !old,
		.hyperlinks = o->hyperlinks_always || (!o->hyperlinks_never && knows_hyperlinks()),
		.erases = true,
		.erases_cells = !old && has_capability("ech"),
		.charset = charset_of(),
	};
}

/* Those that answer OSC 11, and those that pass over it in silence. */
static bool
tells_ground(const struct term_traits *traits)
{
	static const char *const terms[] = { "xterm", "foot", "kitty", "alacritty", "tmux", "rxvt",
		"wezterm", "ghostty", "contour", "konsole", "vte", "gnome", "st-" };
	const char *term = getenv("TERM");

	if (!traits->xterm || traits->colors < 8 || getenv("COLORFGBG") != NULL)
		return false;
	for (size_t i = 0; i < COUNT(terms); i++)
		if (strncmp(term, terms[i], strlen(terms[i])) == 0)
			return true;
	return false;
}

static void
prepare_bytes(struct screen *s)
{
	buf_init(&s->enter, RESTORE_MAX);
	buf_init(&s->leave, RESTORE_MAX);
	add_capability(&s->enter, "smcup");
	add_capability(&s->enter, "smkx");
	buf_add_cstr(&s->leave, "\033[m");
	if (s->painter.traits.hyperlinks)
		buf_add_cstr(&s->leave, "\033]8;;\033\\");
	if (s->painter.traits.xterm) {
		buf_add_cstr(&s->enter, MODES_ON);
		buf_add_cstr(&s->leave, MODES_OFF);
	}
	if (s->painter.traits.xterm && s->mouse) {
		buf_add_cstr(&s->enter, MOUSE_ON);
		buf_add_cstr(&s->leave, MOUSE_OFF);
	}
	if (s->painter.traits.xterm && s->title) {
		buf_add_cstr(&s->enter, TITLE_PUSH);
		buf_add_cstr(&s->leave, TITLE_POP);
	}
	if (s->reordered && getenv("VTE_VERSION") != NULL) {
		buf_add_cstr(&s->enter, BIDI_EXPLICIT);
		buf_add_cstr(&s->leave, BIDI_IMPLICIT);
	}
	add_capability(&s->leave, "rmkx");
	add_capability(&s->leave, "rmcup");
	add_capability(&s->leave, "cnorm");
	buf_add_cstr(&s->leave, "\r");
}

static bool
open_tty(struct screen *s, struct err *e)
{
	s->in = STDIN_FILENO;
	s->out = STDOUT_FILENO;
	if (isatty(s->in) && isatty(s->out))
		return true;
	s->in = s->out = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	s->own_tty = true;
	return s->in >= 0 || err_set(e, ERR_FAIL, "there is no terminal to draw on");
}

static bool
read_terminfo(struct screen *s, struct err *e)
{
	const char *term = getenv("TERM");
	const char *cup;
	int status = 0;

	if (term == NULL || term[0] == '\0')
		return err_set(e, ERR_FAIL, "TERM is not set: which terminal is this?");
	if (setupterm(NULL, s->out, &status) != OK)
		return err_set(e, ERR_FAIL, "terminal '%.40s' is not known to terminfo", term);
	cup = tigetstr("cup");
	if (cup == NULL || cup == (char *)-1 || strncmp(cup, "\033[", 2) != 0)
		return err_set(e, ERR_FAIL, "terminal '%.40s' cannot place the cursor", term);
	return true;
}

bool
screen_open(struct screen **out, const struct screen_options *o, struct err *e)
{
	struct screen *s = calloc(1, sizeof(*s));
	struct term_traits traits;

	if (s == NULL)
		return err_set(e, ERR_FAIL, "out of memory");
	if (!open_tty(s, e) || !read_terminfo(s, e) || tcgetattr(s->in, &s->before) != 0) {
		if (e->text[0] == '\0')
			err_errno(e, "cannot read the terminal's settings");
		free(s);
		return false;
	}
	traits = traits_of(o);
	painter_init(&s->painter, &traits);
	s->mouse = o->mouse;
	s->title = o->title;
	s->asks = o->asks_ground && tells_ground(&traits);
	s->reordered = o->reordered;
	read_keys(s);
	prepare_bytes(s);
	catch_crashes();
	screen_enter(s);
	*out = s;
	return true;
}

static void
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			struct pollfd wait = { .fd = fd, .events = POLLOUT };
			poll(&wait, 1, 1000);
			continue;
		}
		if (n <= 0)
			return; /* hung up: the poll loop will see it */
		bytes += n;
		len -= (size_t)n;
	}
}

void
screen_enter(struct screen *s)
{
	struct termios raw = s->before;

	if (s->entered)
		return;
	raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
	raw.c_oflag &= ~(tcflag_t)OPOST;
	raw.c_cflag |= CS8;
	raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	restore.fd = s->out;
	restore.termios = s->before;
	restore.len = s->leave.len;
	memcpy(restore.bytes, s->leave.p, s->leave.len);
	restore.active = 1;
	tcsetattr(s->in, TCSADRAIN, &raw);
	buf_add_str(&s->painter.out, buf_str(&s->enter));
	if (s->asks && !s->asked)
		buf_add_cstr(&s->painter.out, GROUND_QUERY);
	s->asked = s->asks;
	painter_forget(&s->painter);
	s->title_hash = 0;
	s->entered = true;
}

void
screen_leave(struct screen *s)
{
	if (!s->entered)
		return;
	s->entered = false;
	buf_reset(&s->painter.out);
	write_all(s->out, s->leave.p, s->leave.len);
	/* An answer that is still on its way is not for the shell. */
	tcsetattr(s->in, s->asks && !s->answered ? TCSAFLUSH : TCSADRAIN, &s->before);
	restore.active = 0;
}

void
screen_close(struct screen *s)
{
	if (s == NULL)
		return;
	screen_leave(s);
	if (s->painter.traits.charset != (iconv_t)-1)
		iconv_close(s->painter.traits.charset);
	painter_free(&s->painter);
	buf_free(&s->enter);
	buf_free(&s->leave);
	if (s->own_tty)
		close(s->in);
	del_curterm(cur_term);
	free(s);
}

int
screen_fd(const struct screen *s)
{
	return s->in;
}

int
screen_colors(const struct screen *s)
{
	return s->painter.traits.colors;
}

bool
screen_is_utf8(const struct screen *s)
{
	return s->painter.traits.charset == (iconv_t)-1;
}

bool
screen_asks_ground(const struct screen *s)
{
	return s->asks;
}

void
screen_set_light(struct screen *s, bool light)
{
	s->answered = true;
	s->light = light;
}

/* What the terminal said, or what rxvt and others put in the environment:
 * "foreground;background". */
bool
screen_is_light(const struct screen *s)
{
	const char *value = getenv("COLORFGBG"), *last;

	if (s->answered)
		return s->light;
	last = value == NULL ? NULL : strrchr(value, ';');
	return last != NULL && (strcmp(last + 1, "7") == 0 || strcmp(last + 1, "15") == 0);
}

void
screen_size(const struct screen *s, int *rows, int *cols)
{
	struct winsize size;

	*rows = 24;
	*cols = 80;
	if (ioctl(s->out, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
		*rows = size.ws_row;
		*cols = size.ws_col;
	}
}

void
screen_flush(struct screen *s, const struct canvas *c, const struct theme *t)
{
	if (!s->entered)
		return;
	painter_draw(&s->painter, c, t);
	write_all(s->out, s->painter.out.p, s->painter.out.len);
	buf_reset(&s->painter.out);
}

void
screen_forget(struct screen *s)
{
	painter_forget(&s->painter);
}

bool
screen_read(struct screen *s, struct input *in)
{
	char bytes[4096];
	ssize_t n = read(s->in, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	input_feed(in, (struct str){ bytes, (size_t)n });
	return n > 0;
}

const struct input_sequence *
screen_sequences(const struct screen *s, size_t *count)
{
	*count = s->sequences_count;
	return s->sequences;
}

/* Adds text to a control string: cleaned and cut. */
static void
add_clean(struct buf *b, struct str text, size_t max)
{
	struct arena *a = arena_create();
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);

	buf_add_str(b, str_sub(safe, 0, text_fit(safe, (int)max, NULL)));
	arena_destroy(a);
}

void
screen_title(struct screen *s, struct str title)
{
	uint64_t hash = hash_str(title);

	if (!s->title || !s->painter.traits.xterm || !screen_is_utf8(s) || hash == s->title_hash)
		return;
	s->title_hash = hash;
	buf_add_cstr(&s->painter.out, "\033]2;");
	add_clean(&s->painter.out, title, TITLE_MAX);
	buf_add_cstr(&s->painter.out, "\033\\");
}

void
screen_clipboard(struct screen *s, struct str text)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)text.p;
	struct buf *b = &s->painter.out;

	if (!s->painter.traits.xterm)
		return;
	buf_add_cstr(b, "\033]52;c;");
	for (size_t i = 0; i < text.len; i += 3) {
		size_t left = text.len - i;
		uint32_t v = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
		             (left > 2 ? p[i + 2] : 0);
		buf_add_char(b, digits[v >> 18 & 63]);
		buf_add_char(b, digits[v >> 12 & 63]);
		buf_add_char(b, left > 1 ? digits[v >> 6 & 63] : '=');
		buf_add_char(b, left > 2 ? digits[v & 63] : '=');
	}
	buf_add_cstr(b, "\033\\");
}

void
screen_bell(struct screen *s)
{
	buf_add_char(&s->painter.out, '\a');
}

void
screen_notify(struct screen *s, struct str text)
{
	if (!s->painter.traits.xterm || !screen_is_utf8(s))
		return;
	buf_add_cstr(&s->painter.out, "\033]9;");
	add_clean(&s->painter.out, text, TITLE_MAX);
	buf_add_cstr(&s->painter.out, "\033\\\033]777;notify;dateline;");
	add_clean(&s->painter.out, text, TITLE_MAX);
	buf_add_cstr(&s->painter.out, "\033\\");
}
