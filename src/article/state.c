/* SPDX-License-Identifier: ISC */
/*
 * state.c - why a page has no article to show.  Long text is an article whatever else stands on the
 * page; short text is judged by phrases, in a table with what each says, and by the page's markup.
 */
#include "state.h"

#include <string.h>

#include <dateline/text.h>

#define FULL_BYTES 2500 /* so much text is an article */
#define WALL_BYTES 1500 /* less than that beside a paywall's markup is what it lets through */
#define THIN_BYTES 600  /* less than that may be all that was left of one */
#define SEEN_BYTES (128 * 1024)

struct phrase {
	const char *words;
	enum article_state state;
};

static const struct phrase phrases[] = {
	{ "enable javascript", ARTICLE_SCRIPT },
	{ "enable your javascript", ARTICLE_SCRIPT },
	{ "javascript is disabled", ARTICLE_SCRIPT },
	{ "javascript is required", ARTICLE_SCRIPT },
	{ "javascript disabled", ARTICLE_SCRIPT },
	{ "requires javascript", ARTICLE_SCRIPT },
	{ "need to enable javascript", ARTICLE_SCRIPT },
	{ "without javascript", ARTICLE_SCRIPT },
	{ "javascript aktivieren", ARTICLE_SCRIPT },
	{ "activer javascript", ARTICLE_SCRIPT },
	{ "activez javascript", ARTICLE_SCRIPT },
	{ "habilite javascript", ARTICLE_SCRIPT },
	{ "activar javascript", ARTICLE_SCRIPT },
	{ "before you continue", ARTICLE_CONSENT },
	{ "accept all cookies", ARTICLE_CONSENT },
	{ "we value your privacy", ARTICLE_CONSENT },
	{ "manage your privacy", ARTICLE_CONSENT },
	{ "cookies akzeptieren", ARTICLE_CONSENT },
	{ "accepter les cookies", ARTICLE_CONSENT },
	{ "accepter et continuer", ARTICLE_CONSENT },
	{ "aceptar y continuar", ARTICLE_CONSENT },
	{ "zustimmen und weiter", ARTICLE_CONSENT },
	{ "subscribe to continue", ARTICLE_PAYWALL },
	{ "subscribe to read", ARTICLE_PAYWALL },
	{ "to continue reading", ARTICLE_PAYWALL },
	{ "to keep reading", ARTICLE_PAYWALL },
	{ "to read the full", ARTICLE_PAYWALL },
	{ "to view the full story", ARTICLE_PAYWALL },
	{ "already a subscriber", ARTICLE_PAYWALL },
	{ "subscribers only", ARTICLE_PAYWALL },
	{ "for subscribers", ARTICLE_PAYWALL },
	{ "this article is for", ARTICLE_PAYWALL },
	{ "exclusive to subscribers", ARTICLE_PAYWALL },
	{ "free articles", ARTICLE_PAYWALL },
	{ "jetzt weiterlesen", ARTICLE_PAYWALL },
	{ "nur f\u00fcr abonnenten", ARTICLE_PAYWALL },
	{ "diesen artikel weiterlesen", ARTICLE_PAYWALL },
	{ "r\u00e9serv\u00e9 aux abonn\u00e9s", ARTICLE_PAYWALL },
	{ "la suite est r\u00e9serv\u00e9e", ARTICLE_PAYWALL },
	{ "para seguir leyendo", ARTICLE_PAYWALL },
	{ "para continuar leyendo", ARTICLE_PAYWALL },
	{ "exclusivo para suscriptores", ARTICLE_PAYWALL },
	{ "exclusivo para assinantes", ARTICLE_PAYWALL },
	{ "per continuare a leggere", ARTICLE_PAYWALL },
	{ "verder lezen", ARTICLE_PAYWALL },
};

/* All text of the page that is shown or would be without scripts, for phrases. */
static struct str
page_text(const struct page *p)
{
	const struct dom *d = &p->dom;
	struct buf b;
	struct str text;

	buf_init(&b, SEEN_BYTES);
	for (uint32_t i = 1; i < d->count && !b.full; i++) {
		const struct node *n = &d->nodes[i];

		if (n->tag == TAG_TEXT)
			buf_add_str(&b, html_node_text(d, i));
		else if (n->tag == TAG_SCRIPT || n->tag == TAG_STYLE || n->tag == TAG_HEAD)
			i = n->end - 1;
		else if (tag_flags(n->tag) & TF_BLOCK)
			buf_add_char(&b, ' ');
	}
	text = text_collapse(p->a, arena_str(p->a, buf_str(&b)));
	buf_free(&b);
	return text;
}

static enum article_state
first_phrase(const struct page *p)
{
	struct str text = page_text(p);
	int found[ARTICLE_EMPTY + 1] = { 0 };

	for (size_t i = 0; i < COUNT(phrases); i++)
		if (str_find_nocase(text, str_of(phrases[i].words)) >= 0)
			found[phrases[i].state]++;
	if (found[ARTICLE_PAYWALL] > 0)
		return ARTICLE_PAYWALL;
	if (found[ARTICLE_SCRIPT] > 0)
		return ARTICLE_SCRIPT;
	return found[ARTICLE_CONSENT] > 0 ? ARTICLE_CONSENT : ARTICLE_FULL;
}

static bool
has_bits(const struct page *p, uint32_t bits)
{
	for (uint32_t i = 1; i < p->dom.count; i++)
		if (p->bits[i] & bits && p->dom.nodes[i].tag != TAG_BODY &&
		        p->dom.nodes[i].tag != TAG_HTML)
			return true;
	return false;
}

/* A page that is a frame for scripts to fill: next to no text, and scripts. */
static bool
is_script_frame(const struct page *p)
{
	uint32_t letters = 0, scripts = 0;

	for (uint32_t i = 1; i < p->dom.count; i++) {
		scripts += p->dom.nodes[i].tag == TAG_SCRIPT;
		letters += p->dom.nodes[i].tag == TAG_P;
	}
	return scripts >= 2 && letters <= 1;
}

enum article_state
state_of(struct page *p, const struct meta *m, const struct article *art)
{
	enum article_state said;

	if (art->text.len >= FULL_BYTES)
		return ARTICLE_FULL;
	if (m->free_known && !m->is_free)
		return ARTICLE_PAYWALL;
	said = first_phrase(p);
	if (said == ARTICLE_PAYWALL &&
	        (art->text.len < THIN_BYTES ||
	                (art->text.len < WALL_BYTES && has_bits(p, HINT_WALL))))
		return ARTICLE_PAYWALL;
	if (art->text.len >= THIN_BYTES)
		return ARTICLE_FULL;
	if (said != ARTICLE_FULL && art->text.len < THIN_BYTES / 2)
		return said;
	if (art->blocks_count > 0)
		return ARTICLE_FULL;
	return is_script_frame(p) ? ARTICLE_SCRIPT : ARTICLE_EMPTY;
}
