#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Every fault meets its expectation, none holds up the others, and what was stored stays."""
import sys
sys.dont_write_bytecode = True
import os, resource, time
from faults import ROUTES, EXPECTED
from reader import Checks, Reader
from server import Server, HOSTS

CONFIG = "timeout = 1\nconnect-timeout = 1\nmax-size = 1\n"
MEMORY_KB = 150 * 1024


def check_one(c, path, event, expected):
    if not c.that(event is not None, path, "no word of it"):
        return
    error = event["error"]
    c.that(all(ord(ch) >= 32 and not 127 <= ord(ch) < 160 for ch in error), path, "error is clean", repr(error))
    if expected is None:
        return
    if isinstance(expected, int):
        c.that(error == "" and event["added"] == expected, path,
               "expected %d entries, got" % expected, event["added"], error)
    else:
        c.that(error != "" and expected in error, path, "expected '%s', got" % expected, repr(error))
        c.that(event["added"] == 0, path, "stored something of a failure")


def check_first_fetch(c, server, reader, urls):
    began = time.monotonic()
    run = reader.fetch("--no-full-text")
    seconds = time.monotonic() - began
    c.that(run.status == 3, "exit status of failed feeds is 3, not", run.status, run.err[-300:])
    for path, url in urls.items():
        check_one(c, path, run.of(url), EXPECTED[path])
    c.that(seconds < 20, "all of it is done in time, not in", seconds)
    c.that(not server.asked("/canary"), "the canary was asked")
    c.that(not any(r.header("Cookie") or r.header("Referer") for r in server.log),
           "no cookie, no referrer")
    for line in run.err.splitlines():
        c.that("\x1b" not in line and "\x07" not in line, "a line for the terminal is clean", repr(line))


def check_second_fetch(c, reader, urls):
    """Nothing is lost by another round of the same faults."""
    before = reader.feeds()
    run = reader.fetch("--force", "--no-full-text")
    after = reader.feeds()
    for path, url in urls.items():
        if url in before and url in after:
            c.that(after[url]["total"] >= before[url]["total"], path, "lost entries")
        event = run.of(url)
        if event and isinstance(EXPECTED[path], int):
            c.that(event["added"] == 0 and event["changed"] == 0, path, "stored the same again",
                   event["added"], event["changed"])


def check_log(c, reader):
    with open(reader.home + "/state/dateline/" + os.listdir(reader.home + "/state/dateline")[0], "rb") as f:
        text = f.read()
    c.that(b"\x1b" not in text and b"\x07" not in text and b"\0" not in text, "the log is clean")


def main():
    c = Checks()
    with Server(ROUTES) as server, Reader() as reader:
        urls = {path: server.url(path, 1 + n % HOSTS) for n, path in enumerate(EXPECTED)}
        reader.config(CONFIG)
        reader.subscribe(urls.values())
        check_first_fetch(c, server, reader, urls)
        check_second_fetch(c, reader, urls)
        check_log(c, reader)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        c.that("ASAN_RUN" in os.environ or peak < MEMORY_KB, "peak memory in kB is", peak)
    c.end()


main()
