#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Every named cap of fetch: an answer at the cap is taken, one above it is not, and words say why."""
import sys
sys.dont_write_bytecode = True
import asyncio, gzip
from reader import Checks, Reader, rss, some_items
from server import Server

BODY_MAX = 1 << 20         # the tests set max-size = 1
HEADERS_MAX = 256 * 1024   # FETCH_HEADERS_MAX
REDIRECTS_MAX = 10         # FETCH_REDIRECTS_MAX
PER_HOST, TOTAL = 2, 64    # FETCH_PER_HOST, FETCH_TOTAL
VALUE_MAX = 8192           # HTTP_VALUE_MAX
VALIDATOR_MAX = 1024       # HTTP_VALIDATOR_MAX
ERROR_BODY_MAX = 64 * 1024 # HTTP_ERROR_BODY_MAX
PASSWORD_MAX = 1024        # PASSWORD_MAX
GOOD = rss(some_items())
ROUTES = {}


def padded(size):
    """A feed of so many bytes."""
    return (GOOD + "<!--" + "x" * (size - len(GOOD) - 7) + "-->").encode()


def answers(path, body=GOOD, status=200, headers=()):
    async def handler(x, r):
        await x.send(body, status, headers=list(headers))
    ROUTES[path] = handler


def leads(path, size):
    """A redirect whose address has so many bytes."""
    async def handler(x, r):
        to = x.server.url("/plain?")
        await x.send("", 302, headers=[("Location", to + "q" * (size - len(to)))])
    ROUTES[path] = handler


for name, over in (("at", 0), ("over", 1)):
    answers("/body-" + name, padded(BODY_MAX + over))
    answers("/packed-" + name, gzip.compress(padded(BODY_MAX + over)), headers=[("Content-Encoding", "gzip")])
    answers("/etag-" + name, headers=[("ETag", '"' + "e" * (VALIDATOR_MAX - 2 + over) + '"')])
    leads("/value-" + name, VALUE_MAX + over)
    answers("/error-" + name, b"x" * (ERROR_BODY_MAX + over), 500)
answers("/plain")
for n in range(REDIRECTS_MAX + 1):
    answers("/hop-%d" % n, "", 302, [("Location", "/hop-%d" % (n - 1) if n else "/plain")])


def headers_of(path, size):
    async def handler(x, r):
        body = GOOD.encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(body)
        while size - len(head) - 2 > 60000:
            head += b"X-More: " + b"a" * 49990 + b"\r\n"
        head += b"X-Last: " + b"a" * (size - len(head) - 12) + b"\r\n\r\n"
        assert len(head) == size
        await x.raw(head + body)
    ROUTES[path] = handler


headers_of("/headers-at", HEADERS_MAX)
headers_of("/headers-over", HEADERS_MAX + 1)
most = {"now": 0, "seen": 0, "full": False}


async def crowded(x, r):
    most["now"] += 1
    most["seen"] = max(most["seen"], most["now"])
    for _ in range(100):  # until all that are allowed are here, and a moment more
        most["full"] |= most["now"] >= TOTAL
        if most["full"]:
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    most["now"] -= 1
    await x.send(GOOD)


for n in range(3):
    ROUTES["/crowd-%d" % n] = crowded


def sizes(c, server, reader):
    pairs = {"body": "larger than 1 MiB", "packed": "larger than 1 MiB", "headers": "headers",
             "value": "without a usable address"}
    urls = {k + s: server.url("/%s-%s" % (k, s)) for k in list(pairs) + ["etag", "error"] for s in ("at", "over")}
    hops = [server.url("/hop-%d" % (REDIRECTS_MAX - 1), 2), server.url("/hop-%d" % REDIRECTS_MAX, 2)]
    reader.config("max-size = 1\n")
    reader.subscribe(list(urls.values()) + hops)
    run = reader.fetch("--force", "--no-full-text")
    for kind, words in pairs.items():
        c.that(run.of(urls[kind + "at"])["added"] == 3, kind, "at its cap", run.of(urls[kind + "at"]))
        c.that(words in run.of(urls[kind + "over"])["error"], kind, "over it", run.of(urls[kind + "over"]))
    c.that(run.of(hops[0])["added"] == 3, "ten redirects", run.of(hops[0]))
    c.that("redirects more than 10 times" in run.of(hops[1])["error"], "eleven", run.of(hops[1]))
    for s in ("at", "over"):
        c.that("HTTP 500" in run.of(urls["error" + s])["error"], "a long error is told by its status", s)
    reader.fetch("--force", "--no-full-text")
    c.that(server.asked("/etag-at")[1].header("If-None-Match") is not None, "a validator at its cap comes back")
    c.that(server.asked("/etag-over")[1].header("If-None-Match") is None, "a longer one does not")


def connections(c, server, reader):
    urls = [server.url("/crowd-%d" % n, host) for host in range(1, 61) for n in range(3)]
    reader.subscribe(urls)
    run = reader.fetch("--force", "--no-full-text")
    c.that(all(run.of(u)["added"] == 3 for u in urls), "a crowd is served")
    c.that(most["seen"] == TOTAL, "so many at a time in all", most["seen"])
    beside = max(r.beside for r in server.log if r.path.startswith("/crowd"))
    c.that(beside == PER_HOST, "so many at a time of one host", beside)


def passwords(c, server, reader):
    urls = [server.url("/plain?%d" % n) for n in range(2)]
    reader.config("".join("[feed %s]\nuser = me\npassword-command = head -c %d /dev/zero | tr '\\0' p\n"
                          % (url, PASSWORD_MAX + n) for n, url in enumerate(urls)))
    reader.subscribe(urls)
    run = reader.fetch("--force", "--no-full-text")
    c.that(run.of(urls[0])["added"] == 3, "a long password", run.of(urls[0]))
    c.that("printed too much" in run.of(urls[1])["error"], "one too long", run.of(urls[1]))


def main():
    c = Checks()
    with Server(ROUTES) as server:
        for part in (sizes, connections, passwords):
            with Reader() as reader:
                server.forget()
                part(c, server, reader)
    c.end()


main()
