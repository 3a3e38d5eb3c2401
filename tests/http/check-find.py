#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""From what a user types to the feed: sites, pages that offer feeds, hosts without scheme, feed: links."""
import sys
sys.dont_write_bytecode = True
import time
from reader import Checks, Reader, rss, some_items
from server import Server

ROUTES = {}
LINK = "<link rel='alternate' type='application/rss+xml' title='%s' href='%s'>"


def page(path, head, status=200):
    async def handler(x, r):
        await x.send("<!doctype html><html><head><title>Site</title>%s</head><body><p>Hi.</p></body></html>"
                     % head, status, kind="text/html")
    ROUTES[path] = handler


def feed(path, title):
    async def handler(x, r):
        await x.send(rss(some_items(), title=title))
    ROUTES[path] = handler


page("/two", LINK % ("News", "/news.xml") + LINK % ("Sport", "/sport.xml"))
page("/one", LINK % ("News", "/news.xml"))
page("/none", "")
page("/", "")
page("/forbidden", "", 403)
feed("/news.xml", "Valley news")
feed("/sport.xml", "Valley sport")


# How the pages of some programs name their feeds, beside other things that are no feeds.
SHAPES = {
    "/channel/UCabc": "<script>var data = {\"rssUrl\": 1};</script><link rel='canonical' href='/channel/UCabc'>"
        "<link rel='alternate' media='handheld' href='/m/channel/UCabc'>"
        "<link rel='alternate' type='application/json+oembed' href='/oembed?format=json'>"
        "<link rel='alternate' type='application/rss+xml' title='RSS' href='/feeds/videos.xml?channel_id=UCabc'>",
    "/@mara": "<link href='/webfinger' rel='lrdd' type='application/jrd+json'>"
        "<link href='/@mara.rss' rel='alternate' type='application/rss+xml'>"
        "<link href='/users/mara' rel='alternate' type='application/activity+json'>",
    "/r/harbours/": "<link rel='shorturl' href='/r/harbours'>"
        "<link rel='alternate' type='application/atom+xml' title='RSS' href='/r/harbours/.rss'>",
    "/mara/quay/releases": "<link href='/mara/quay/releases.atom' rel='alternate' title='Release notes' "
        "type='application/atom+xml'><link rel='alternate' hreflang='de' href='/de/mara/quay'>",
}
EXPECTED = {"/channel/UCabc": "/feeds/videos.xml?channel_id=UCabc", "/@mara": "/@mara.rss",
            "/r/harbours/": "/r/harbours/.rss", "/mara/quay/releases": "/mara/quay/releases.atom"}


def shapes(c, server, reader):
    for host, (path, head) in enumerate(SHAPES.items(), 20):
        page(path, head)
        feed(EXPECTED[path].split("?")[0], "Of " + path)
        status, out, err = reader.run("add", server.url(path, host))
        c.that(status == 0 and server.url(EXPECTED[path], host) in reader.urls(), "a page names its feed", path, out, err)
        asked = [r.path for r in server.log if r.host == "127.1.0.%d" % host]
        c.that(asked[0] == path and len(asked) <= 2, "and nothing else is asked", asked)
    for host, path in enumerate(SHAPES, 30):
        if "?" in EXPECTED[path]:
            continue
        page(path, "")
        status, out, err = reader.run("add", server.url(path, host))
        c.that(status == 0 and server.url(EXPECTED[path], host) in reader.urls(),
               "a page that does not, beside its own address", path, out, err)


def main():
    c = Checks()
    with Server(ROUTES) as server, Reader() as reader:
        reader.config("connect-timeout = 1\n")
        def add(address, *args):
            return reader.run("add", address, *args)
        status, out, err = add(server.url("/news.xml"))
        c.that(status == 0 and "Valley news" in out, "a feed", out, err)
        status, out, err = add(server.url("/two"))
        c.that(status == 1 and "is a web page, not a feed; it offers 2 feeds" in out + err and
               server.url("/sport.xml") in out + err, "a page with two feeds", status, out, err)
        status, out, err = add(server.url("/one", 2))
        c.that(status == 0 and reader.urls()[-2] == server.url("/news.xml", 2), "a page with one", out, err)
        status, out, err = add("127.1.0.3:%d/one" % server.port)
        c.that(status == 0 and server.url("/news.xml", 3) in reader.urls(), "a host without scheme", out, err)
        status, out, err = add("feed:" + server.url("/news.xml", 4))
        c.that(status == 0 and server.url("/news.xml", 4) in reader.urls(), "feed:", out, err)
        status, out, err = add("feed://127.1.0.5:%d/news.xml" % server.port)
        c.that(status == 0 and server.url("/news.xml", 5) in reader.urls(), "feed://", out, err)
        status, out, err = add(server.url("/forbidden"))
        c.that(status != 0 and "HTTP 403 from 127.1.0.1" in err, "a page that is forbidden", status, err)
        start = time.monotonic()
        status, out, err = add(server.url("/none", 6))
        c.that(status == 1 and "offers none" in err, "a page without any", out, err)
        usual = [r.path for r in server.log if r.host == "127.1.0.6"]
        c.that("/feed" in usual and "/none.rss" in usual and len(usual) == len(set(usual)) == 13,
               "usual places, each once", usual)
        c.that(time.monotonic() - start > 11 * 0.5, "with a pause between them", time.monotonic() - start)
        feed("/atom.xml", "Hidden")
        status, out, err = add(server.url("/", 7))
        c.that(status == 0 and server.url("/atom.xml", 7) in reader.urls(), "a usual place", out, err)
        status, out, err = add("http://nowhere.invalid/")
        c.that(status != 0 and "cannot find the host nowhere.invalid" in err, "no such host", err)
        status, out, err = add("file:///etc/passwd")
        c.that(status != 0 and "no web address" in err, "another scheme", status, err)
        shapes(c, server, reader)
    c.end()


main()
