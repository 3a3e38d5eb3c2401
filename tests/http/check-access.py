#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Who may see what: passwords, own headers, other origins, proxies, commands, private networks."""
import sys
sys.dont_write_bytecode = True
import base64, hashlib, os, re
from reader import Checks, Reader, rss, some_items
from server import CERTIFICATE, Server

GOOD = rss(some_items())
BASIC = "Basic " + base64.b64encode(b"me:secret").decode()
ROUTES = {}


def route(path):
    def add(handler):
        ROUTES[path] = handler
        return handler
    return add


@route("/basic")
async def basic(x, r):
    if r.header("Authorization") == BASIC:
        await x.send(GOOD)
    else:
        await x.send("", 401, headers=[("WWW-Authenticate", 'Basic realm="feeds"')])


def digest_of(r):
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', r.header("Authorization") or ""))
    md5 = lambda s: hashlib.md5(s.encode()).hexdigest()
    one, two = md5("me:feeds:secret"), md5("GET:" + fields.get("uri", ""))
    return fields.get("response") == md5(":".join(
        [one, fields.get("nonce", ""), fields.get("nc", ""), fields.get("cnonce", ""), "auth", two]))


@route("/digest")
async def digest(x, r):
    if (r.header("Authorization") or "").startswith("Digest") and digest_of(r):
        await x.send(GOOD)
    else:
        await x.send("", 401, headers=[("WWW-Authenticate", 'Digest realm="feeds", nonce="n1", qop="auth"')])


@route("/plain")
async def plain(x, r):
    await x.send(GOOD)


@route("/elsewhere")
async def elsewhere(x, r):
    await x.send("", 302, headers=[("Location", "http://127.1.0.9:%d/plain" % x.server.port)])


@route("/here")
async def here(x, r):
    await x.send("", 302, headers=[("Location", "/plain")])


def config_of(url, *lines):
    return "[feed %s]\n%s\n" % (url, "\n".join(lines))


def passwords(c, server, reader):
    urls = {p: server.url(p) for p in ("/basic", "/digest", "/elsewhere", "/here")}
    command = server.url("/basic", 2)
    wrong = server.url("/basic", 3)
    failing = server.url("/basic", 4)
    inside = "http://me:secret@127.1.0.5:%d/basic" % server.port
    reader.config("".join(config_of(u, "user = me", "password = secret", "header = X-Key: mine")
                          for u in urls.values())
                  + config_of(command, "user = me", "password-command = printf 'secret\\nrest\\n'")
                  + config_of(wrong, "user = me", "password = wrong")
                  + config_of(failing, "user = me", "password-command = exit 3"))
    reader.subscribe(list(urls.values()) + [command, wrong, failing, inside])
    run = reader.fetch("--force", "--no-full-text")
    for p in ("/basic", "/digest", "/elsewhere", "/here"):
        c.that(run.of(urls[p])["added"] == 3, "user and password", p, run.of(urls[p]))
    c.that(run.of(command)["added"] == 3, "password by command", run.of(command))
    c.that(run.of(inside)["added"] == 3, "password in the address", run.of(inside))
    c.that(run.of(wrong)["status"] == 401, "a wrong one", run.of(wrong))
    c.that("password-command" in run.of(failing)["error"], "a command that fails", run.of(failing))
    c.that(not server.asked("/basic", 4), "nothing is asked without its password")
    c.that(len(server.asked("/basic", 3)) <= 2, "no loop of prompts", len(server.asked("/basic", 3)))
    for r in server.asked("/plain", 9):
        c.that(r.header("Authorization") is None and r.header("X-Key") is None,
               "nothing of it goes to another origin", r.headers)
    c.that(any(r.header("X-Key") == "mine" for r in server.asked("/plain", 1)), "own headers on the same origin")
    c.that("secret" not in run.err, "the password is not shown", run.err)
    with open(reader.home + "/state/dateline/log") as f:
        c.that("secret" not in f.read(), "the password is not in the log")


def agents(c, server, reader):
    url = server.url("/plain", 6)
    named = server.url("/plain", 12)
    reader.subscribe([named])
    reader.config("user-agent-url = https://me.example/reader\n")
    reader.fetch("--force")
    c.that((server.asked("/plain", 12)[0].header("User-Agent") or "").endswith(" (+https://me.example/reader)"),
           "where to learn who asks")
    reader.config(config_of(url, "user-agent = own/1.0"))
    reader.subscribe([url])
    reader.fetch("--force")
    c.that(server.asked("/plain", 6)[0].header("User-Agent") == "own/1.0", "a feed's own user agent")


def proxies(c, server, reader):
    """The server is the proxy: it sees whole addresses."""
    async def proxied(x, r):
        await x.send(GOOD)
    target = "http://news.invalid/feed"
    server.routes[target] = proxied
    direct = server.url("/plain", 7)
    reader.config("proxy = http://127.1.0.8:%d\n" % server.port + config_of(direct, "proxy = none"))
    reader.subscribe([target, direct])
    run = reader.fetch("--force", "--no-full-text")
    c.that(run.of(target)["added"] == 3, "by proxy", run.of(target))
    c.that(len(server.asked(target, 8)) == 1, "the proxy was asked")
    c.that(len(server.asked("/plain", 7)) == 1, "proxy = none goes there itself")


def commands(c, server, reader):
    feed = reader.home + "/feed.xml"
    with open(feed, "w") as f:
        f.write(rss(some_items(2)))
    run_it = "exec:cat " + feed
    filtered = "filter:sed s/Item/Thing/g:" + server.url("/plain", 10)
    bad = "exec:exit 4"
    reader.subscribe(['"%s" tag' % run_it, '"%s"' % filtered, '"%s"' % bad])
    run = reader.fetch("--force", "--no-full-text")
    c.that(run.of(run_it) and run.of(run_it)["added"] == 2, "exec:", run.of(run_it), run.err)
    c.that(run.of(filtered) and run.of(filtered)["added"] == 3, "filter:", run.of(filtered))
    c.that(run.of(bad) and "status 4" in run.of(bad)["error"], "a command that fails", run.of(bad))
    titles = [a["title"] for a in reader.json("list", "--json")]
    c.that(sum("Thing" in t for t in titles) == 3, "what the filter made is stored", titles)


def certificates(c, server, reader):
    with Server(ROUTES, tls=True) as safe:
        urls = {n: safe.url("/plain?%s" % n) for n in ("unknown", "known", "insecure")}
        other = safe.url("/plain", 2)
        reader.config(config_of(urls["known"], "ca-file = " + CERTIFICATE)
                      + config_of(urls["insecure"], "insecure = yes")
                      + config_of(other, "ca-file = " + CERTIFICATE))
        reader.subscribe(list(urls.values()) + [other])
        run = reader.fetch("--force", "--no-full-text")
        c.that("certificate" in run.of(urls["unknown"])["error"], "an unknown issuer", run.of(urls["unknown"]))
        c.that("certificate" in run.of(other)["error"], "another host's certificate", run.of(other))
        c.that(run.of(urls["known"])["added"] == 3, "ca-file", run.of(urls["known"]))
        c.that(run.of(urls["insecure"])["added"] == 3, "insecure = yes", run.of(urls["insecure"]))


def sandbox(c, server, reader):
    reader.subscribe([server.url("/plain", 11)])
    run = reader.fetch("--force", "--verbose")
    c.that("sandbox" in run.err, "the sandbox is told of", run.err)
    c.that(run.of(server.url("/plain", 11))["added"] == 3, "and things work inside", run.err)


def main():
    c = Checks()
    with Server(ROUTES) as server:
        for part in (passwords, agents, proxies, commands, certificates, sandbox):
            with Reader() as reader:
                part(c, server, reader)
    c.end()


main()
