#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Runs a foreign fault server, hostile.py, named by $DATELINE_HOSTILE (else it is skipped: it takes minutes),
and holds each of its endpoints against its own line of what is expected."""
import sys
sys.dont_write_bytecode = True
import json, os, re, resource, subprocess, time, urllib.request
from reader import Checks, Reader

HOSTILE = os.environ.get("DATELINE_HOSTILE", "")
TIMEOUT = 8
MEMORY_KB = 150 * 1024


class Hostile:
    def __init__(self, *args):
        self.p = subprocess.Popen([sys.executable, "-B", HOSTILE, "--port", "0", *args], stdout=subprocess.PIPE)
        self.port = int(self.p.stdout.readline().split()[1])

    def url(self, path):
        return "http://127.0.0.1:%d%s" % (self.port, path)

    def get(self, path):
        with urllib.request.urlopen(self.url(path)) as r:
            return json.load(r)

    def stop(self):
        self.p.kill()
        self.p.wait()


def verdict(expect):
    """(may it be ok, may it be an error, with how many entries) of an 'expect' line."""
    head = expect.split(";")[0]
    ok = re.search(r"\bok\b", head) is not None or "304" in expect
    err = re.search(r"\berr\b", head) is not None
    if re.search(r"\berr or\b|\bor err\b", head):
        ok = err = True
    count = re.search(r"\bok (\d+)\b(?! \()", head)
    return ok, err, int(count.group(1)) if count else None


def check_first(c, path, expect, e):
    ok, err, count = verdict(expect)
    if not c.that(e is not None, path, "no word of it"):
        return
    if ok and not err:
        c.that(e["error"] == "", path, expect, e["error"])
    if err and not ok:
        c.that(e["error"] != "" and e["added"] == 0, path, expect, e["added"], e["error"])
    if count is not None and e["error"] == "":
        c.that(e["added"] == count, path, expect, e["added"])
    c.that(not re.search("[\x00-\x1f\x7f-\x9f]", e["error"]), path, "clean", repr(e["error"]))


def header(r, name):
    return next((v for k, v in r["headers"] if k.lower() == name.lower()), None)


def asked(log, path):
    return [r for r in log if r["path"].split("?")[0] == path]


def check_manners(c, log):
    twice = {"/good": ("If-None-Match", '"v1"'), "/etag-weak": ("If-None-Match", 'W/"x-weak--gzip"'),
             "/etag-unquoted": ("If-None-Match", "abc def"),
             "/lm-odd": ("If-Modified-Since", "Tue, 24-Nov-26 10:00:00 GMT+0"),
             "/etag-gone": ("If-None-Match", '"first"')}
    for path, (name, value) in twice.items():
        seen = [header(r, name) for r in asked(log, path)]
        c.that(None in seen and value in seen, path, "echoed byte for byte", seen)
    c.that(header(asked(log, "/etag-gone")[-1], "If-None-Match") is None, "/etag-gone", "not for ever")
    c.that(all(header(r, "If-None-Match") is None for r in asked(log, "/etag-inject")), "/etag-inject", "dropped")
    for path in ("/429", "/429-date", "/503-absurd", "/status/410"):
        c.that(len(asked(log, path)) == 1, path, "not asked again though forced", len(asked(log, path)))
    c.that(len(asked(log, "/close-at-once")) <= 3 * 2, "/close-at-once", "at most one retry")
    for r in log:
        agent = header(r, "User-Agent") or ""
        c.that(header(r, "Cookie") is None and header(r, "Referer") is None, r["path"][:50], "no cookie, no referrer")
        c.that(agent.startswith("dateline/") and "http" in agent, r["path"][:50], "who asks", agent)
        c.that("canary" not in r["path"], "the canary was asked", r["path"][:50])


def check_feeds(c, server, reader, listed):
    feeds = reader.feeds()
    gone = {p for p in listed if server.url(p) not in feeds}
    # /redirect-301 leads to /good, which is subscribed too: then it stays as it is.
    c.that(not gone, "no other address is changed", gone)
    c.that(feeds[server.url("/status/410")]["state"] == "gone", "410 is said")
    for path, (cls, fault, expect) in listed.items():
        feed = feeds.get(server.url(path))
        _, err, count = verdict(expect)
        if feed and count and not err and path not in ("/update-in-place",):
            more = {"/entries-vanish": count + 2}.get(path, count)
            c.that(feed["total"] == more, path, "no doubles, nothing lost", feed["total"], more)


def main():
    if not os.path.exists(HOSTILE):
        print("skipped: no fault server beside the project")
        sys.exit(77)
    c = Checks()
    peer, reader = Hostile("--max-seconds", "20"), Reader()
    server = Hostile("--max-seconds", "20", "--peer-port", str(peer.port))
    listed = server.get("/_list")
    with reader:
        reader.config("timeout = %d\n" % TIMEOUT)
        reader.subscribe(server.url(p) for p in listed)
        began = time.monotonic()
        first = reader.fetch("--no-analyse", timeout=300)
        c.that(time.monotonic() - began < 6 * TIMEOUT, "in time", time.monotonic() - began)
        for path, (cls, fault, expect) in listed.items():
            check_first(c, path, expect, first.of(server.url(path)))
        runs = []
        for _ in range(2):
            reader.now += 60
            runs.append(reader.fetch("--force", "--no-analyse", timeout=300))
        for path, (cls, fault, expect) in listed.items():
            if "second fetch gets 304" in expect or path == "/good":
                c.that(runs[0].of(server.url(path))["status"] == 304, path, expect)
        c.that(reader.fetch(timeout=900).status in (0, 3), "and all of it can be analysed")
        check_manners(c, server.get("/_log") + peer.get("/_log"))
        check_feeds(c, server, reader, listed)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        c.that(peak < MEMORY_KB, "peak memory in kB", peak)
        print("%d endpoints, %.1f s, peak %d kB" % (len(listed), time.monotonic() - began, peak))
    server.stop()
    peer.stop()
    c.end()


main()
