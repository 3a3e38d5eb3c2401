#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""What stays the same article: items that come back or change, feeds that use each other's ids, feeds
that move or whose address the user changes."""
import sys
sys.dont_write_bytecode = True
import sqlite3
from contextlib import closing
from reader import Checks, Reader, rss, some_items
from server import Server

ROUTES, STATE = {}, {"items": some_items()}


async def feed(x, r):
    await x.send(rss(STATE["items"], title="Of " + r.path))


async def moved(x, r):
    await x.send("", 301, headers=[("Location", "/new")])

for path in ("/feed", "/other", "/new", "/edited", "/third", "/stranger"):
    ROUTES[path] = feed
ROUTES["/moved"] = moved


def rows(reader, sql, *values):
    with closing(sqlite3.connect(reader.home + "/data/dateline/dateline.db")) as db, db:
        return db.execute(sql, values).fetchall()


def read_all(reader):
    rows(reader, "update articles set unread = 0")


def counts(reader, url):
    f = reader.feeds()[url]
    return f["total"], f["unread"]


def items(c, server, reader):
    url = server.url("/feed")
    reader.subscribe([url])
    STATE["items"] = some_items()
    reader.fetch("--force", "--no-full-text")
    read_all(reader)
    reader.now += 3600
    STATE["items"] = [{"id": 1, "title": "Item 1", "text": "Corrected text."}, {"id": 2}]
    run = reader.fetch("--force", "--no-full-text")
    c.that((run.of(url)["added"], run.of(url)["changed"]) == (0, 1), "one has changed", run.of(url))
    c.that(counts(reader, url) == (3, 0), "a changed one stays read, one that left the feed stays", counts(reader, url))
    old = rows(reader, "select title from versions v join bodies b on b.id = v.article where b.guid = '1'")
    c.that(old == [("Item 1",)], "the earlier version is kept", old)
    reader.now += 3600
    STATE["items"] = some_items(4)
    run = reader.fetch("--force", "--no-full-text")
    c.that((run.of(url)["added"], run.of(url)["changed"]) == (1, 1), "changed back, and a new one", run.of(url))
    c.that(counts(reader, url) == (4, 1), "one that comes back stays read", counts(reader, url))
    reader.now += 3600
    STATE["items"] = list(reversed(some_items(4)))
    run = reader.fetch("--force", "--no-full-text")
    c.that((run.of(url)["added"], run.of(url)["changed"]) == (0, 0), "another order is no change", run.of(url))


def neighbours(c, server, reader):
    urls = [server.url("/feed"), server.url("/other")]
    reader.subscribe(urls)
    STATE["items"] = some_items()
    reader.fetch("--force", "--no-full-text")
    c.that([counts(reader, u)[0] for u in urls] == [3, 3], "the same ids in two feeds are two articles each")


def moves(c, server, reader):
    STATE["items"] = some_items()
    url, new = server.url("/moved"), server.url("/new")
    reader.subscribe([url])
    reader.fetch("--force", "--no-full-text")
    read_all(reader)
    for _ in range(2):
        reader.now += 3600
        reader.fetch("--force", "--no-full-text")
    c.that(counts(reader, new) == (3, 0), "a move keeps what was read", reader.feeds())


def edits(c, server, reader):
    STATE["items"] = some_items()
    old, new = server.url("/feed", 3), server.url("/edited", 4)
    reader.subscribe(["# mine", old + " news", server.url("/other", 3)])
    reader.fetch("--force", "--no-full-text")
    read_all(reader)
    reader.now += 3600
    STATE["items"] = some_items(4)
    reader.subscribe(["# mine", new + " news", server.url("/other", 3)])
    run = reader.fetch("--force", "--no-full-text")
    c.that(run.of(new)["added"] == 1, "under the new address only what is new is added", run.of(new))
    c.that(counts(reader, new) == (4, 1), "the history is there, read as it was", counts(reader, new))
    c.that(reader.run("check")[0] == 0, "the store is whole", reader.run("check"))
    reader.subscribe([server.url("/other", 3)])
    reader.feeds()
    STATE["items"] = [{"id": n, "title": "Of another kind %d" % n} for n in range(1, 5)]
    stranger = server.url("/stranger", 5)
    reader.subscribe([server.url("/other", 3), stranger])
    run = reader.fetch("--force", "--no-full-text")
    c.that(run.of(stranger)["added"] == 4 and counts(reader, stranger) == (4, 4),
           "another feed with the same ids takes nothing over", run.of(stranger))


def main():
    c = Checks()
    with Server(ROUTES) as server:
        for part in (items, neighbours, moves, edits):
            with Reader() as reader:
                part(c, server, reader)
    c.end()


main()
