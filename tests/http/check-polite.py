#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The promises of dateline(1) as the server sees them, numbered as there.  10 and 11 are in
check-faults, 12 to 14 in check-access, 15 in check-offline too."""
import sys
sys.dont_write_bytecode = True
from email.utils import formatdate
from reader import Checks, NOW, Reader, rss, some_items
from server import Server

GOOD = rss(some_items())
ROUTES = {}
HOUR = 3600


def route(path):
    def add(handler):
        ROUTES[path] = handler
        return handler
    return add


def conditional(path, header, value, asked):
    @route(path)
    async def handler(x, r):
        if r.header(asked) == value:
            await x.send("", 304)
        else:
            await x.send(GOOD, headers=[(header, value)])


conditional("/etag", "ETag", '"v1"', "If-None-Match")
conditional("/etag-weak", "ETag", 'W/"a--gzip"', "If-None-Match")
conditional("/etag-bare", "ETag", "abc def", "If-None-Match")
conditional("/date-odd", "Last-Modified", "Fri, 22-Mar-24 10:00:00 GMT+0", "If-Modified-Since")


@route("/etag-once")
async def etag_once(x, r):
    await x.send(GOOD, headers=[("ETag", '"once"')] if r.count == 1 else [])


@route("/etag-by-304")
async def etag_by_304(x, r):
    if r.count == 1:
        await x.send(GOOD, headers=[("ETag", '"one"')])
    else:
        await x.send("", 304, headers=[("ETag", '"two"')])


@route("/etag-of-error")
async def etag_of_error(x, r):
    if r.count == 2:
        await x.send("oops", 500, headers=[("ETag", '"error"')])
    else:
        await x.send(GOOD, headers=[("ETag", '"good"')])


@route("/etag-of-page")
async def etag_of_page(x, r):
    if r.count == 2:
        await x.send("<!doctype html><title>Log in</title>", kind="text/html", headers=[("ETag", '"page"')])
    else:
        await x.send(GOOD, headers=[("ETag", '"good"')])


def simple(path, body=GOOD, status=200, headers=()):
    @route(path)
    async def handler(x, r):
        await x.send(body, status, headers=list(headers))


simple("/plain")
simple("/etag-unsafe", headers=[("ETag", '"a\x1b[31m"')])
simple("/later", "no", 429, [("Retry-After", "3600")])
simple("/later-date", "no", 503, [("Retry-After", formatdate(NOW + 2 * HOUR, usegmt=True))])
simple("/later-absurd", "no", 503, [("Retry-After", "9" * 20)])
simple("/later-minus", "no", 503, [("Retry-After", "-1")])
simple("/broken", "no", 500)
simple("/gone", "no", 410)
simple("/max-age", headers=[("Cache-Control", "max-age=7200")])
simple("/max-age-absurd", headers=[("Cache-Control", "max-age=99999999999999")])
simple("/expires", headers=[("Expires", formatdate(NOW + 3 * HOUR, usegmt=True)),
                            ("Date", formatdate(NOW, usegmt=True))])
simple("/ttl", rss(some_items(), channel="<ttl>720</ttl>"))
simple("/ttl-absurd", rss(some_items(), channel="<ttl>99999999999999999999</ttl>"))
simple("/ttl-minus", rss(some_items(), channel="<ttl>-5</ttl>"))
simple("/skips-all", rss(some_items(), channel="<skipHours>%s</skipHours>" % "".join(
    "<hour>%d</hour>" % h for h in range(24))))
simple("/skips-15-16", rss(some_items(), channel="<skipHours><hour>14</hour><hour>15</hour></skipHours>"))
simple("/cookie", headers=[("Set-Cookie", "a=b; Path=/")])
for code in (301, 308, 302, 307):
    simple("/moved-%d" % code, "", code, [("Location", "/new-%d" % code)])
    simple("/new-%d" % code)
simple("/moved-page", "", 301, [("Location", "/page")])
simple("/page", "<!doctype html><title>t</title>")
simple("/via-302", "", 302, [("Location", "/moved-301b")])
simple("/moved-301b", "", 301, [("Location", "/plain")])


@route("/busy")
async def busy(x, r):
    await x.until_gone(0.05)
    await x.send(GOOD)


for n in range(8):
    ROUTES["/busy-%d" % n] = busy


def validators(c, server, reader):
    """Promises 1 and 2."""
    paths = ["/etag", "/etag-weak", "/etag-bare", "/date-odd", "/etag-once", "/etag-by-304",
             "/etag-of-error", "/etag-of-page", "/etag-unsafe"]
    urls = [server.url(p) for p in paths]
    reader.subscribe(urls)
    for _ in range(3):
        reader.fetch("--force")
        reader.now += HOUR
    log = {p: server.asked(p) for p in paths}
    for p in paths:
        c.that(len(log[p]) == 3, "8: one request a refresh", p, len(log[p]))
        c.that(log[p][0].header("If-None-Match") is None, "1: nothing to be conditional on at first", p)
    for p, value in (("/etag", '"v1"'), ("/etag-weak", 'W/"a--gzip"'), ("/etag-bare", "abc def")):
        c.that([r.header("If-None-Match") for r in log[p][1:]] == [value] * 2,
               "1: echoed byte for byte, also after a 304", p)
    c.that(log["/date-odd"][1].header("If-Modified-Since") == "Fri, 22-Mar-24 10:00:00 GMT+0",
           "1: Last-Modified byte for byte")
    c.that([r.header("If-None-Match") for r in log["/etag-once"]] == [None, '"once"', None],
           "2: an answer without validator ends it")
    c.that(log["/etag-by-304"][2].header("If-None-Match") == '"two"', "2: a 304 replaces it")
    c.that(log["/etag-of-error"][2].header("If-None-Match") == '"good"', "2: none from an error")
    c.that(log["/etag-of-page"][2].header("If-None-Match") == '"good"', "2: none from what is no feed")
    c.that(log["/etag-unsafe"][1].header("If-None-Match") is None, "2: none with a control byte")


def asked_at(server, reader, path, host, moments, *args):
    """How often a feed is asked when the clock stands so many seconds after the first time."""
    url = server.url(path, host)
    start = reader.now
    reader.subscribe([url])
    reader.fetch()
    counts = []
    for after in moments:
        reader.now = start + after
        reader.fetch(*args)
        counts.append(len(server.asked(path, host)))
    reader.now = start
    return counts


def waiting(c, server, reader):
    """3 to 5 and 7."""
    def expect(what, path, host, moments, counts, *args):
        got = asked_at(server, reader, path, host, moments, *args)
        c.that(got == counts, what, path, "asked", got, "expected", counts)
    expect("3: Retry-After holds against --force and restart", "/later", 2, [60, 3599, 3601], [1, 1, 2], "--force")
    expect("3: the date form", "/later-date", 2, [60, 7199, 7201], [1, 1, 2], "--force")
    expect("3: no longer than 7 days", "/later-absurd", 2, [6 * 86400, 8 * 86400], [1, 2], "--force")
    expect("3: nonsense is no Retry-After", "/later-minus", 2, [60], [2], "--force")
    expect("3: but normal back-off", "/later-minus", 3, [60, 1799, 4000], [1, 1, 2])
    expect("4: not before the interval, then ever later", "/broken", 2, [1799, 2251, 2 * HOUR, 5 * HOUR, 5 * HOUR + 60],
           [1, 2, 3, 4, 4])
    expect("5: gone is not asked again", "/gone", 2, [86400, 30 * 86400], [1, 1], "--force")
    expect("7: max-age", "/max-age", 2, [HOUR, 7199, 7200], [1, 1, 2])
    expect("7: max-age within a day", "/max-age-absurd", 2, [86399, 86401], [1, 2])
    expect("7: Expires", "/expires", 2, [HOUR, 3 * HOUR - 1, 3 * HOUR + 1], [1, 1, 2])
    expect("7: ttl", "/ttl", 2, [HOUR, 12 * HOUR - 1, 12 * HOUR], [1, 1, 2])
    expect("7: ttl within a day", "/ttl-absurd", 2, [86401], [2])
    expect("7: a ttl of nonsense", "/ttl-minus", 2, [60, 1800], [1, 2])
    expect("7: skipping everything does not stop a feed", "/skips-all", 2, [1800], [2])
    expect("7: skipHours", "/skips-15-16", 2, [1800, 2 * HOUR - 1, 2 * HOUR], [1, 1, 2])
    expect("the user's interval", "/plain", 2, [60, 1700, 1800], [1, 1, 2])
    reader.subscribe([server.url("/gone", 2)])
    feed = reader.feeds()[server.url("/gone", 2)]
    c.that(feed["state"] == "gone" and "gone" in feed["error"], "5: and it is said", feed["error"])
    reader.fetch(server.url("/gone", 2))
    c.that(len(server.asked("/gone", 2)) == 2, "5: unless it is named")


def moves(c, server, reader):
    """6"""
    olds = {code: server.url("/moved-%d" % code, 4) for code in (301, 308, 302, 307)}
    portal, via = server.url("/moved-page", 4), server.url("/via-302", 4)
    reader.subscribe(["# my feeds", olds[301] + ' news "~My title"'] + [olds[n] for n in (308, 302, 307)]
                     + [portal, via])
    first = reader.fetch("--force")
    c.that(olds[301] in reader.urls()[1], "6: one sighting is not enough")
    reader.now += HOUR
    second = reader.fetch("--force")
    lines = reader.urls()
    c.that(lines[1].startswith(server.url("/new-301", 4)) and "~My title" in lines[1], "6: 301 seen twice", lines)
    c.that(lines[2] == server.url("/new-308", 4), "6: 308 seen twice", lines)
    c.that(lines[3] == olds[302] and lines[4] == olds[307], "6: never for 302 and 307", lines)
    c.that(portal in lines and via in lines, "6: never to a page, nor behind a 302", lines)
    c.that(lines[0] == "# my feeds", "6: comments stay")
    feeds = reader.feeds()
    c.that(feeds[server.url("/new-301", 4)]["total"] == 3, "6: the history stays")
    c.that(all(run.of(olds[301])["error"] == "" for run in (first, second)), "6: a move is no failure")
    c.that("has moved for good to " + server.url("/new-301", 4) in second.err, "6: it is told", second.err)
    c.that(second.of(olds[301])["note"] != "" and first.of(olds[301])["note"] == "", "6: in JSON too")
    reader.now += HOUR
    reader.fetch("--force")
    c.that(len(server.asked("/moved-301", 4)) == 2, "6: the old address has its rest")
    reader.now -= 2 * HOUR


def manners(c, server, reader):
    """8 to 10, 12."""
    urls = [server.url("/busy-%d" % n, 5) for n in range(8)] + [server.url("/cookie", 6)]
    reader.subscribe(urls + urls[:1])
    reader.fetch("--force")
    reader.now += HOUR
    reader.fetch("--force")
    log = [r for n in range(8) for r in server.asked("/busy-%d" % n, 5)]
    c.that(len(log) == 16, "8: one request per feed per refresh, also for one listed twice", len(log))
    c.that(max(r.beside for r in log) <= 2, "8: at most two at a time", max(r.beside for r in log))
    for r in server.log:
        agent = r.header("User-Agent") or ""
        c.that(agent.startswith("dateline/") and "http" in agent, "9: who we are", agent)
        c.that(r.method == "GET" and "gzip" in (r.header("Accept-Encoding") or ""), "10: compressed, please")
        c.that(r.header("Cookie") is None and r.header("Referer") is None, "12: no cookie, no referrer")


def main():
    c = Checks()
    with Server(ROUTES) as server:
        for part in (validators, waiting, moves, manners):
            with Reader() as reader:
                server.forget()
                part(c, server, reader)
    c.end()


main()
