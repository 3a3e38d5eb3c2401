#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""A feed of teasers: fetched, full text fetched, the server stopped, all of it readable; and killed at
many moments of a fetch, nothing that was stored is lost."""
import sys
sys.dont_write_bytecode = True
import json, os, signal, subprocess, time
from reader import Checks, Reader, rss, some_items
from server import Server

PARAGRAPHS = ["The harbour board met on day %d and voted for the longer of two quays that it had weighed "
              "since the winter storms." % n for n in range(1, 7)]
ROUTES = {}


def page(n):
    return ("<!doctype html><html><head><title>Quay story %d</title></head><body><nav><a href='/'>Home</a>"
            "</nav><article><h1>Quay story %d</h1>%s<p>Only on the page: marker%d.</p></article></body></html>"
            % (n, n, "".join("<p>%s</p>" % p for p in PARAGRAPHS), n))


def add_page(n):
    async def handler(x, r):
        await x.send(page(n), kind="text/html; charset=utf-8")
    ROUTES["/story/%d" % n] = handler


for number in range(1, 6):
    add_page(number)


async def teasers(x, r):
    await x.send(rss([{"id": n, "title": "Quay story %d" % n, "text": "The board met...",
                       "link": "http://127.1.0.1:%d/story/%d" % (x.server.port, n)} for n in range(1, 7)]))

ROUTES["/teasers"] = teasers


def read_offline(c):
    with Reader() as reader:
        with Server(ROUTES) as server:
            url = server.url("/teasers")
            reader.subscribe([url])
            run = reader.fetch()
            c.that(run.of(url)["added"] == 6, "the feed is stored", run.out, run.err)
            c.that(not server.asked("/story/1"), "no page of a private network is fetched ahead unasked")
            reader.config("[feed %s]\nfull-text = always\n" % url)
            ids = {a["title"]: a["id"] for a in reader.json("list", "--json")}
            one = ids["Quay story 1"]
            run = reader.fetch("--full-text", str(one))
            c.that(len(server.asked("/story/1")) == 1, "full text on demand", run.out, run.err)
        for attempt in range(2):
            text = reader.run("show", str(one))[1]
            c.that("marker1" in text and "voted for the longer" in text, "the page is readable offline", text[:400])
            rest = reader.run("show", str(ids["Quay story 2"]))[1]
            c.that("The board met" in rest, "the teaser is readable offline", rest[:400])
            reader.now += 3600
            reader.fetch("--force")  # nobody is there: nothing is lost by it
        found = reader.json("search", "--json", "marker1")
        c.that([a["id"] for a in found] == [one], "the page is searched", found)


def fetch_ahead(c):
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/teasers", 2)
        reader.config("[feed %s]\nfull-text = always\n" % url)
        reader.subscribe([url])
        reader.fetch("--page-pause", "0")
        c.that([len(server.asked("/story/%d" % n)) for n in range(1, 6)] == [1] * 5, "each page once",
               [len(server.asked("/story/%d" % n)) for n in range(1, 6)])
        reader.now += 86400
        reader.fetch("--page-pause", "0")
        c.that(len(server.asked("/story/1")) == 1, "not again", len(server.asked("/story/1")))
        c.that(len(server.asked("/story/6")) == 1, "a page that is not there is not asked for ever")


BOILER = "Readers carry this paper with four coins a month, which the counter of any post office takes."


def add_own(n):
    async def handler(x, r):
        await x.send("<!doctype html><title>Own %d</title><article><h1>Own %d</h1>%s<p>%s</p></article>"
                     % (n, n, "".join("<p>On day %d of week %d the board of the harbour met again, and spoke of "
                                      "quay number %d and of what it costs.</p>" % (d, n, d * n)
                                      for d in range(1, 6)), BOILER), kind="text/html; charset=utf-8")
    ROUTES["/own/%d" % n] = handler


for number in range(1, 6):
    add_own(number)


async def owns(x, r):
    await x.send(rss([{"id": n, "title": "Own %d" % n, "text": "The board met...",
                       "link": "http://127.1.0.1:%d/own/%d" % (x.server.port, n)} for n in range(1, 6)]))

ROUTES["/owns"] = owns


def repeated(c):
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/owns", 5)
        reader.config("[feed %s]\nfull-text = always\n" % url)
        reader.subscribe([url])
        reader.fetch("--page-pause", "0")
        texts = [" ".join(reader.run("show", str(a["id"]))[1].split()) for a in reader.json("list", "--json")]
        c.that(sum(BOILER in t for t in texts) == 3, "what a site says on every page is left out of the fourth",
               [BOILER in t for t in texts])
        c.that(all("On day 1 of" in t and "On day 5 of" in t for t in texts), "the articles' own text stays", texts)


async def whole(x, r):
    await x.send(rss([{"id": n, "title": "Whole %d" % n, "text": "long " * 800,
                       "link": "http://127.1.0.1:%d/story/%d" % (x.server.port, n)} for n in (1, 2)]))

ROUTES["/whole"] = whole


def always(c):
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/whole", 4)
        reader.subscribe([url])
        reader.fetch("--page-pause", "0")
        reader.config("[feed %s]\nfull-text = always\n" % url)
        for _ in range(2):
            reader.now += 86400
            reader.fetch("--page-pause", "0")
        c.that([len(server.asked("/story/%d" % n)) for n in (1, 2)] == [1, 1], "always means always, once")


SUMMARY = "The feed's own words about the board."
WALL = "<!doctype html><title>Wall</title><article><h1>Wall</h1><p>%s</p><div>%s</div></article>"


def answers(path, body, status=200):
    async def handler(x, r):
        await x.send(body, status, kind="text/html; charset=utf-8")
    ROUTES[path] = handler


answers("/wall/forbidden", "no", 403)
answers("/wall/paid", WALL % ("The board met.", "To continue reading, subscribe to read the full story. "
                              "Already a subscriber? Log in."))
answers("/wall/script", "<!doctype html><title>App</title><div id=root></div><noscript>You need to enable "
        "JavaScript to run this app.</noscript><script src=/app.js></script>")
answers("/wall/short", "<!doctype html><title>Short</title><article><p>Only a line.</p></article>")
answers("/wall/long", page(9))


async def walled(x, r):
    text = {"short": "<p>" + "</p><p>".join(PARAGRAPHS) + "</p>"}
    await x.send(rss([{"id": n, "title": n, "text": "<![CDATA[%s]]>" % text.get(n, SUMMARY),
                       "link": "http://127.1.0.1:%d/wall/%s" % (x.server.port, n)}
                      for n in ("forbidden", "paid", "script", "short", "long")]))

ROUTES["/walled"] = walled


def walls(c):
    """What the page gives and what the feed gave: the better is shown, both are kept, and why is said."""
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/walled", 6)
        reader.config("[feed %s]\nfull-text = always\n" % url)
        reader.subscribe([url])
        reader.fetch("--page-pause", "0")
        got = {a["title"]: reader.json("show", "--json", str(a["id"]))[0] for a in reader.json("list", "--json")}
        for name, words in (("forbidden", "HTTP 403 from 127.1.0.1"), ("paid", "paywall"), ("script", "script")):
            c.that(words in (got[name]["state"] or "").lower() or words in (got[name]["state"] or ""),
                   "it is said why", name, got[name]["state"])
            c.that(SUMMARY in got[name]["text"], "and the feed's words are shown", name, got[name]["text"])
            shown = reader.run("show", str(got[name]["id"]))[1]
            c.that("full text: " in shown, "in the text form too", shown)
        c.that(PARAGRAPHS[5] in got["short"]["text"], "the feed has more than the page", got["short"]["text"])
        c.that("marker9" in got["long"]["text"] and SUMMARY not in got["long"]["text"],
               "the page has more than the feed", got["long"]["text"])
        c.that(not got["long"]["state"], "and nothing is said then", got["long"]["state"])
        dump = {e["title"]: e for e in (json.loads(l) for l in reader.run("export", "--all")[1].splitlines())
                if e.get("title") == "long"}
        c.that(SUMMARY in json.dumps(dump, ensure_ascii=False) and "marker9" in json.dumps(dump), "both are kept",
               str(dump)[:300])


def pauses(c):
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/teasers", 7)
        reader.config("[feed %s]\nfull-text = always\n" % url)
        reader.subscribe([url])
        start = time.monotonic()
        reader.fetch("--page-pause", "200")
        c.that(time.monotonic() - start > 5 * 0.2, "pages of one host come with pauses", time.monotonic() - start)
        c.that(max(r.beside for r in server.log) == 1, "one at a time")


async def many(x, r):
    await x.send(rss([{"id": n, "title": "Many %d" % n, "text": "Short.",
                       "link": "http://127.1.0.1:%d/wall/short?%d" % (x.server.port, n)} for n in range(60)]))

ROUTES["/many"] = many


def budget(c):
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/many", 8)
        reader.config("[feed %s]\nfull-text = always\n" % url)
        reader.subscribe([url])
        counts = []
        for _ in range(3):
            reader.fetch("--page-pause", "0")
            counts.append(len(server.asked("/wall/short")))
        c.that(counts == [40, 60, 60], "forty pages of a host in a run, the rest in the next", counts)


def never(c):
    with Server(ROUTES) as server, Reader() as reader:
        url = server.url("/teasers", 3)
        reader.config("full-text = never\n")
        reader.subscribe([url])
        reader.fetch("--page-pause", "0")
        c.that(not any(server.asked("/story/%d" % n) for n in range(1, 7)), "never means never")


def add_big(n):
    async def handler(x, r):
        await x.send(rss([{"id": "%d-%d" % (n, i), "text": "word " * 300} for i in range(60)]))
    ROUTES["/big/%d" % n] = handler


for number in range(12):
    add_big(number)


def total_of(reader):
    return sum(f["total"] for f in reader.feeds().values())


def kill_often(c):
    """Killed when its n-th event was told: what was told is stored, and the store opens."""
    with Server(ROUTES) as server, Reader() as reader:
        reader.subscribe([server.url("/big/%d" % n, n + 1) for n in range(12)])
        for moment in range(0, 13):
            p = reader.start("fetch", "--json", "--force", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            told = 0
            for _ in range(moment):
                line = p.stdout.readline().decode()
                if '"event":"feed"' in line:
                    told += 60
            p.send_signal(signal.SIGKILL)
            p.wait()
            p.stdout.close()
            total = total_of(reader)
            c.that(total >= told, "killed at event %d: %d told, %d stored" % (moment, told, total))
            c.that(total % 60 == 0, "no half of a feed is stored", total)
        status, out, err = reader.run("check")
        c.that(status == 0, "the store is whole", out, err)
        reader.fetch("--force")
        c.that(total_of(reader) == 720, "the next fetch has all", total_of(reader))


def main():
    c = Checks()
    read_offline(c)
    fetch_ahead(c)
    always(c)
    never(c)
    walls(c)
    pauses(c)
    budget(c)
    repeated(c)
    kill_often(c)
    c.end()


main()
