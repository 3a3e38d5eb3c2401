#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Many hosts that send large feeds at the same time: all are stored, and memory stays bounded."""
import sys
sys.dont_write_bytecode = True
import os, resource
from reader import Checks, Reader, rss, some_items
from server import Server

HOSTS, ITEMS = 40, 1000
BODY = rss([{"id": n, "text": "word " * 800} for n in range(ITEMS)])
MEMORY_KB = 150 * 1024
ROUTES = {}


async def large(x, r):
    await x.send(BODY)

ROUTES["/large"] = large


def main():
    c = Checks()
    with Server(ROUTES) as server, Reader() as reader:
        urls = [server.url("/large", n + 1) for n in range(HOSTS)]
        reader.subscribe(urls)
        run = reader.fetch("--no-full-text", "--no-analyse", timeout=300)
        c.that(run.status == 0, "none fails", run.status, run.err[-300:])
        c.that(all(run.of(u)["added"] == ITEMS for u in urls), "all of each is stored")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        c.that("ASAN_RUN" in os.environ or peak < MEMORY_KB, "peak memory in kB is", peak)
        print("peak memory %d kB" % peak)
    c.end()


main()
