/* SPDX-License-Identifier: ISC */
/*
 * cue.c - cue words: tables of lines, of beginnings and of headings, compared without case and
 * without what stands around words.
 */
#include "cue.h"

#include <string.h>

static const char *const lines[] = {
	"ad",
	"ads",
	"advert",
	"advertisement",
	"advertisements",
	"advertising",
	"sponsored",
	"sponsored content",
	"promoted",
	"anzeige",
	"werbung",
	"publicidad",
	"publicit\u00e9",
	"publicidade",
	"pubblicit\u00e0",
	"advertentie",
	"reklame",
	"reklama",
	"annons",
	"annonse",
	"iklan",
	"\u0440\u0435\u043a\u043b\u0430\u043c\u0430",
	"\u5e83\u544a",
	"\u5e7f\u544a",
	"\uad11\uace0",
	"caption",
	"close",
	"share",
	"share this",
	"share this article",
	"share this story",
	"share on facebook",
	"share on twitter",
	"tweet",
	"email",
	"e-mail",
	"print",
	"save",
	"comment",
	"comments",
	"comments (0)",
	"no comments",
	"post comment",
	"post comment (+)",
	"add comment",
	"leave a comment",
	"leave a reply",
	"join the conversation",
	"join the discussion",
	"loading",
	"loading...",
	"listen",
	"play",
	"play video",
	"watch",
	"image",
	"photo",
	"photos",
	"video",
	"subscribe",
	"subscribe now",
	"sign up",
	"sign in",
	"log in",
	"login",
	"follow",
	"follow us",
	"read more",
	"read more...",
	"more",
	"show more",
	"see more",
	"view more",
	"learn more",
	"continue reading",
	"continue reading the main story",
	"keep reading",
	"story continues",
	"story continues below",
	"article continues below",
	"story continues below advertisement",
	"article continues below advertisement",
	"this story continues below",
	"skip advertisement",
	"skip ad",
	"view comments",
	"hide comments",
	"tell us what you think",
	"tell us what you think...",
	"back to top",
	"top",
	"next",
	"previous",
	"menu",
	"search",
	"home",
	"like this",
	"like",
	"reply",
	"report",
	"copy link",
	"link copied",
	"view gallery",
	"open gallery",
	"view all",
	"more information",
	"related",
	"teilen",
	"drucken",
	"kommentare",
	"mehr",
	"weiterlesen",
	"mehr dazu",
	"zum thema",
	"compartir",
	"comentarios",
	"comparte",
	"imprimir",
	"leer m\u00e1s",
	"partager",
	"imprimer",
	"commentaires",
	"lire la suite",
	"condividi",
	"stampa",
	"commenti",
	"compartilhar",
	"compartilhe",
	"coment\u00e1rios",
	"leia mais",
	"delen",
	"reacties",
	"\u043f\u043e\u0434\u0435\u043b\u0438\u0442\u044c\u0441\u044f",
	"\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0438",
	"editsection",
	"[edit]",
};

static const char *const starts[] = {
	"lea:",
	"lea m\u00e1s",
	"lee m\u00e1s",
	"leer tambi\u00e9n",
	"puede leer",
	"puede interesarle",
	"s\u00edguenos",
	"siguenos",
	"\u00fanete",
	"suscr\u00edbete",
	"pour lire la suite",
	"cr\u00e9dits photo",
	"cr\u00e9dit photo",
	"cr\u00e9dits",
	"schon gelesen",
	"weiterlesen",
	"weitere infos",
	"weitere informationen",
	"alle angaben ohne",
	"(foto",
	"(image",
	"(photo",
	"permalink",
	"permalien",
	"submit your",
	"to view the full",
	"to continue reading",
	"already a subscriber",
	"not a subscriber",
	"hazte miembro",
	"clique aqui",
	"siga o",
	"siga a",
	"assine",
	"receba",
	"confira tamb\u00e9m",
	"abbonati",
	"iscriviti",
	"segui",
	"volg ons",
	"newsletter",
	"abonnieren sie",
	"jetzt abonnieren",
	"anzeige",
	"kommentare geschlossen",
	"advertisement",
	"read more:",
	"read more about",
	"read more on",
	"read next",
	"read also",
	"also read",
	"read:",
	"see also:",
	"see also",
	"related:",
	"related story",
	"related stories",
	"related article",
	"related coverage",
	"related content",
	"related roundup",
	"related video",
	"buyer's guide",
	"more:",
	"more on this",
	"more from",
	"more about",
	"watch:",
	"watch more",
	"watch now",
	"listen:",
	"photos:",
	"don't miss",
	"don\u2019t miss",
	"must read",
	"recommended:",
	"follow us on",
	"follow us",
	"like us on",
	"follow @",
	"sign up for",
	"sign up to",
	"subscribe to",
	"click here",
	"click to",
	"tap here",
	"image credit",
	"image:",
	"image source",
	"photo:",
	"photo by",
	"photo credit",
	"photograph:",
	"picture:",
	"credit:",
	"source:",
	"featured image",
	"filed under",
	"filed to",
	"posted in",
	"tags:",
	"tags",
	"tagged",
	"topics:",
	"categories:",
	"share this",
	"copyright",
	"\u00a9",
	"(c) ",
	"all rights reserved",
	"this story was originally",
	"this article was originally",
	"originally published",
	"a version of this article",
	"like this story",
	"like this article",
	"enjoyed this",
	"got a tip",
	"have a tip",
	"contact us",
	"email us",
	"what do you think",
	"let us know",
	"tell us",
	"leave a comment",
	"comments are closed",
	"join our",
	"join the conversation",
	"download our",
	"get our",
	"get the latest",
	"stay up to date",
	"support us",
	"donate",
	"skip to",
	"jump to",
	"first published",
	"this article contains affiliate",
	"we may earn",
	"support ",
	"lesen sie auch",
	"lesen sie mehr",
	"lies auch",
	"mehr zum thema",
	"mehr dazu",
	"siehe auch",
	"foto:",
	"bild:",
	"quelle:",
	"lire aussi",
	"\u00e0 lire aussi",
	"lire \u00e9galement",
	"voir aussi",
	"lee tambi\u00e9n",
	"lea tambi\u00e9n",
	"te puede interesar",
	"ver tambi\u00e9n",
	"leia tamb\u00e9m",
	"veja tamb\u00e9m",
	"saiba mais",
	"leggi anche",
	"leggi tutto",
	"vedi anche",
	"lees ook",
	"lees meer",
	"l\u00e4s ocks\u00e5",
	"l\u00e6s ogs\u00e5",
	"les ogs\u00e5",
	"czytaj tak\u017ce",
	"czytaj te\u017c",
	"\u010dt\u011bte tak\u00e9",
	"baca juga",
	"ayr\u0131ca oku",
	"\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435",
	"\u0441\u043c\u043e\u0442\u0440\u0438\u0442\u0435 \u0442\u0430\u043a\u0436\u0435",
};

static const char *const tails[] = {
	"related",
	"related articles",
	"related posts",
	"related stories",
	"related news",
	"related content",
	"related topics",
	"related links",
	"related coverage",
	"related reading",
	"you may also like",
	"you might also like",
	"you might like",
	"you may like",
	"you may be interested in",
	"also on",
	"more like this",
	"more great",
	"more stories",
	"more from",
	"more news",
	"more on",
	"more articles",
	"most popular",
	"most read",
	"popular posts",
	"popular stories",
	"trending",
	"trending now",
	"recommended",
	"recommended for you",
	"recommended stories",
	"latest news",
	"latest stories",
	"latest posts",
	"recent posts",
	"read next",
	"up next",
	"next article",
	"about the author",
	"about author",
	"about the authors",
	"leave a comment",
	"leave a reply",
	"post a comment",
	"comments",
	"responses",
	"share this",
	"join the conversation",
	"see also",
	"what to read next",
	"editors' picks",
	"sponsored",
	"around the web",
	"from the web",
	"promoted stories",
	"das k\u00f6nnte sie auch interessieren",
	"das k\u00f6nnte dich auch interessieren",
	"auch interessant",
	"mehr zum thema",
	"weitere artikel",
	"weitere themen",
	"\u00e4hnliche artikel",
	"kommentare",
	"sur le m\u00eame sujet",
	"\u00e0 lire aussi",
	"articles similaires",
	"articles li\u00e9s",
	"vous aimerez aussi",
	"noticias relacionadas",
	"art\u00edculos relacionados",
	"te puede interesar",
	"tambi\u00e9n te puede interesar",
	"m\u00e1s noticias",
	"comentarios",
	"voc\u00ea pode gostar",
	"veja tamb\u00e9m",
	"leia tamb\u00e9m",
	"not\u00edcias relacionadas",
	"posts relacionados",
	"coment\u00e1rios",
	"potrebbe interessarti",
	"potrebbero interessarti",
	"articoli correlati",
	"ti potrebbe interessare",
	"lees ook",
	"gerelateerd",
	"reacties",
	"\u0447\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435",
	"\u043f\u043e\u0445\u043e\u0436\u0438\u0435",
	"\u043e\u0442\u0437\u044b\u0432\u044b",
	"\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0438",
	"\u95a2\u9023\u8a18\u4e8b",
	"\u76f8\u5173\u9605\u8bfb",
	"\u76f8\u5173\u65b0\u95fb",
	"\u76f8\u95dc\u65b0\u805e",
	"\uad00\ub828\uae30\uc0ac",
};

static const char *const dates[] = {
	"updated",
	"published",
	"posted",
	"last updated",
	"last modified",
	"first published",
	"created",
	"modified",
	"submitted",
	"ver\u00f6ffentlicht",
	"aktualisiert",
	"stand:",
	"publi\u00e9",
	"mis \u00e0 jour",
	"publicado",
	"actualizado",
	"atualizado",
	"pubblicato",
	"aggiornato",
	"gepubliceerd",
	"\u043e\u043f\u0443\u0431\u043b\u0438\u043a\u043e\u0432\u0430\u043d\u043e",
};

/* ASCII letters without case; other bytes as they are (the tables have no capitals there). */
static bool
starts_with(struct str line, const char *words)
{
	struct str w = str_of(words);

	return str_starts_nocase(line, w);
}

/* The word ends where the cue ends. */
static bool
ends_word(struct str line, size_t at)
{
	unsigned char c;

	if (at >= line.len)
		return true;
	c = (unsigned char)line.p[at];
	return !(c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	         (c >= '0' && c <= '9'));
}

static bool
is_in(struct str line, const char *const *table, size_t count, bool whole)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(table[i]);

		if ((whole && len != line.len) || !starts_with(line, table[i]))
			continue;
		if (whole || ends_word(line, len) || !ends_word(line, len - 1))
			return whole || ends_word(line, len) || table[i][len - 1] == ':';
	}
	return false;
}

static struct str
without_frame(struct str line)
{
	while (line.len > 0 && strchr(" .:!-|\u2022>", line.p[line.len - 1]) != NULL)
		line.len--;
	while (line.len > 0 && strchr(" -|>[(*", line.p[0]) != NULL)
		line = str_sub(line, 1, line.len);
	return line;
}

#define LINE_BYTES 60
#define TAIL_BYTES 80
#define TAIL_LINE_BYTES 40 /* of one that is no heading */

enum cue
cue_of(struct str line, bool is_heading)
{
	struct str bare = without_frame(line);

	if (bare.len <= LINE_BYTES && is_in(bare, lines, COUNT(lines), true))
		return CUE_LINE;
	if (is_in(bare, starts, COUNT(starts), false))
		return bare.len <= TAIL_BYTES && is_in(bare, tails, COUNT(tails), true) ? CUE_TAIL
		                                                                        : CUE_START;
	if (bare.len <= (is_heading ? TAIL_BYTES : TAIL_LINE_BYTES) &&
	        is_in(bare, tails, COUNT(tails), false))
		return CUE_TAIL;
	if (is_in(bare, dates, COUNT(dates), false))
		return CUE_DATE;
	return CUE_NONE;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2019-11-20", "20.11.2019", "11/20/19", "17:27" */
static bool
is_figure_date(struct str s, size_t at)
{
	size_t i = at;
	int marks = 0;
	char mark = '\0';

	while (i < s.len && (is_digit(s.p[i]) || (i > at && strchr("-./:", s.p[i]) != NULL))) {
		if (!is_digit(s.p[i])) {
			if (mark != '\0' && s.p[i] != mark)
				break;
			mark = s.p[i];
			marks++;
		}
		i++;
	}
	return (marks == 2 && mark != ':' && i - at >= 6) || (mark == ':' && i - at >= 4);
}

static const char months[][4] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
	"oct", "nov", "dec" };

static bool
is_month(struct str s, size_t at)
{
	for (size_t i = 0; i < COUNT(months); i++)
		if (str_starts_nocase(str_sub(s, at, s.len), str_of(months[i])))
			return true;
	return false;
}

static bool
has_year(struct str s)
{
	for (size_t i = 0; i + 4 <= s.len; i++)
		if ((s.p[i] == '1' || s.p[i] == '2') && is_digit(s.p[i + 1]) &&
		        is_digit(s.p[i + 2]) && is_digit(s.p[i + 3]) &&
		        (i == 0 || !is_digit(s.p[i - 1])) &&
		        (i + 4 == s.len || !is_digit(s.p[i + 4])))
			return true;
	return false;
}

bool
cue_has_date(struct str line)
{
	bool month = false;

	for (size_t i = 0; i < line.len; i++) {
		bool first = i == 0 || ends_word(line, i - 1);

		if (first && is_digit(line.p[i]) && is_figure_date(line, i))
			return true;
		month |= first && is_month(line, i);
	}
	return month && has_year(line);
}
