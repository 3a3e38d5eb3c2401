# SPDX-License-Identifier: ISC
"""The faults that a server or a feed may have, each with what the reader must make of it.  A row:
path, handler, what is expected of the first fetch: the number of entries, or words of the error."""
import gzip, zlib
from reader import rss, some_items

ROUTES, EXPECTED = {}, {}
GOOD = rss(some_items())


def fault(path, expected):
    def add(handler):
        ROUTES[path], EXPECTED[path] = handler, expected
        return handler
    return add


def answers(path, expected, body=GOOD, **kwargs):
    async def handler(x, r):
        await x.send(body, **kwargs)
    fault(path, expected)(handler)


def raw(path, expected, data, close=True):
    async def handler(x, r):
        x.close = close
        await x.raw(data)
    fault(path, expected)(handler)


# ---- what is right ----
answers("/plain", 3)
answers("/labelled-html", 3, kind="text/html")
answers("/unlabelled", 3, kind=None)
answers("/labelled-bytes", 3, kind="application/octet-stream")
answers("/atom", 1, "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>t</title><updated>2024-01-01"
        "T00:00:00Z</updated><entry><id>e</id><title>t</title><updated>2024-01-01T00:00:00Z</updated>"
        "</entry></feed>", kind="application/atom+xml")
answers("/json", 1, '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1",'
        '"content_text":"x"}]}', kind="application/feed+json")
answers("/one-item", 1, rss(some_items(1)))
raw("/interim", 3, b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(GOOD), GOOD.encode()))


@fault("/packed", 3)
async def packed(x, r):
    if "gzip" in (r.header("Accept-Encoding") or ""):
        await x.send(gzip.compress(GOOD.encode()), headers=[("Content-Encoding", "gzip")])
    else:
        await x.send("", 406)


@fault("/chunked", 3)
async def chunked(x, r):
    await x.head(headers=[("Transfer-Encoding", "chunked")])
    for at in range(0, len(GOOD), 7):
        await x.chunk(GOOD[at:at + 7].encode())
    await x.chunk(b"")


# ---- time: the tests set timeout = 1 ----
@fault("/silent", "timed out")
async def silent(x, r):
    await x.until_gone()
    x.close = True


@fault("/dripping", "timed out")
async def dripping(x, r):
    await x.head(headers=[("Content-Length", 1000)])
    for n in range(200):
        await x.raw(b" ")
        try:
            await x.until_gone(0.1)
        except Exception:
            break
    x.close = True


@fault("/stalled", "timed out")
async def stalled(x, r):
    await x.head(headers=[("Content-Length", len(GOOD))])
    await x.raw(GOOD[:200].encode())
    await x.until_gone()
    x.close = True


@fault("/headers-dripping", "timed out")
async def headers_dripping(x, r):
    await x.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for n in range(200):
        await x.raw(b"a")
        await x.until_gone(0.1)
    x.close = True


# ---- size: the tests set max-size = 1 ----
async def endless(x, first, more):
    await x.head(headers=[("Transfer-Encoding", "chunked")])
    await x.chunk(first)
    for n in range(1000):
        await x.chunk(more)
    x.close = True

OPEN = GOOD[:GOOD.index("<item>")].encode()


@fault("/endless-items", "larger than")
async def endless_items(x, r):
    await endless(x, OPEN, b"<item><guid>g</guid><title>again</title></item>" * 200)


@fault("/endless-blanks", "larger than")
async def endless_blanks(x, r):
    await endless(x, b"<?xml version='1.0'?>", b" " * 16384)


@fault("/endless-title", "larger than")
async def endless_title(x, r):
    await endless(x, OPEN + b"<item><title>", b"t" * 16384)


def bomb(unit=b" ", size=4 << 20):
    return gzip.compress(OPEN + unit * (size // len(unit)) + b"</channel></rss>")


answers("/bomb", "larger than", bomb(), headers=[("Content-Encoding", "gzip")])
answers("/bomb-in-bomb", "larger than", gzip.compress(bomb()), headers=[("Content-Encoding", "gzip, gzip")])
answers("/bomb-deflate", "larger than", zlib.compress(b" " * (4 << 20)),
        headers=[("Content-Encoding", "deflate")])
answers("/many-codings", "packed wrongly", GOOD, headers=[("Content-Encoding", ", ".join(["gzip"] * 40))])
raw("/announced-terabyte", "larger than", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n<rss>")
answers("/big-entry", 1, rss([{"id": 1, "text": "x" * 900000}]))

# ---- transfer ----
raw("/broken-off", "broke off", b"HTTP/1.1 200 OK\r\nETag: \"cut\"\r\nContent-Length: %d\r\n\r\n%s"
    % (len(GOOD) + 9, GOOD.encode()))
raw("/chunks-broken-off", "broke off", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"%x\r\n%s\r\n" % (len(GOOD), GOOD.encode()))
raw("/chunk-size-wrong", "", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nqq\r\nx\r\n0\r\n\r\n")
raw("/two-lengths", "two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: %d\r\n\r\n%s"
    % (len(GOOD), GOOD.encode()))
raw("/length-and-chunks", 3, b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD), GOOD.encode()))
answers("/packed-corrupt", "packed wrongly", gzip.compress(GOOD.encode())[:-8] + b"\0" * 4,
        headers=[("Content-Encoding", "gzip")])
answers("/packed-not", "packed wrongly", GOOD, headers=[("Content-Encoding", "gzip")])
answers("/packed-unknown", "packed wrongly", GOOD, headers=[("Content-Encoding", "x-own")])
answers("/empty", "not a feed", "")
answers("/no-content", 0, "", status=204)
answers("/unasked-304", "HTTP 304", "", status=304)
answers("/partial", "HTTP 206", GOOD[:100], status=206)
answers("/reset-content", "HTTP 205", "", status=205)
raw("/hangs-up", "without an answer", b"")
raw("/banner", "does not speak HTTP", b"220 mail.example ESMTP\r\n")
raw("/http-0.9", "does not speak HTTP", GOOD.encode())
raw("/status-line-wrong", "", b"HTTP/1.1 abc OK\r\n\r\n")


@fault("/reset", "")
async def reset(x, r):
    await x.head(headers=[("Content-Length", 5000)])
    await x.raw(b"<rss")
    x.reset()
    x.close = True


# ---- headers ----
answers("/header-of-a-megabyte", "headers", headers=[("X-Big", "a" * (1 << 20))])
answers("/headers-in-crowds", "headers", headers=[("X-%d" % n, "a" * 50) for n in range(8000)])
raw("/nul-in-header", "", b"HTTP/1.1 200 OK\r\nETag: \"a\0b\"\r\nContent-Length: %d\r\n\r\n%s"
    % (len(GOOD), GOOD.encode()))
answers("/etag-of-escapes", 3, headers=[("ETag", '"\x1b[31mred"')])
answers("/etag-endless", 3, headers=[("ETag", '"' + "e" * 30000 + '"')])
answers("/type-of-escapes", 3, kind='application/xml; charset="\x1b[5m%s"' % ("x" * 3000))
answers("/cookie", 3, headers=[("Set-Cookie", "who=you; Path=/")])
raw("/reason-of-escapes", "HTTP 404", b"HTTP/1.1 404 \x1b]0;title\x07\x1b[2JNo\r\nContent-Length: 0\r\n\r\n")

# ---- status ----
for code in (400, 401, 402, 403, 404, 405, 410, 418, 429, 451, 500, 501, 502, 503, 504, 520, 599, 999):
    answers("/status/%d" % code, "HTTP %d" % code, "<html><title>no</title></html>", status=code,
            kind="text/html")
answers("/failing-with-feed", "HTTP 500", status=500)
answers("/login", "a web page", "<!doctype html><title>Sign in</title><form></form>", kind="text/html")


# ---- redirects ----
def leads(path, expected, to, status=302):
    answers(path, expected, "", status=status, headers=[("Location", to)])


leads("/to-itself", "redirects more than", "/to-itself")
leads("/to-and", "redirects more than", "/to-fro")
leads("/to-fro", "redirects more than", "/to-and")
leads("/to-good", 3, "/plain")
leads("/to-good-303", 3, "/plain", 303)
leads("/to-good-307", 3, "/plain", 307)
leads("/to-login", "a web page", "/login", 301)
leads("/to-escapes", "", "/plain?\x1b]0;x\x07")
leads("/to-user", "cannot find", "http://127.1.0.1@evil.invalid/")
leads("/to-port-0", "", "http://127.1.0.1:0/")
leads("/to-long", "headers", "/plain?" + "a" * 1000000)
answers("/to-nowhere", "without a usable address", "", status=302)
for scheme, to in (("file", "file:///etc/passwd"), ("file-host", "file://localhost/etc/passwd"),
                   ("gopher", "gopher://127.1.0.1/_x"), ("ftp", "ftp://127.1.0.1/x"),
                   ("dict", "dict://127.1.0.1/d"), ("ldap", "ldap://127.1.0.1/"),
                   ("data", "data:application/xml,<rss/>"), ("script", "javascript:alert(1)"),
                   ("exec", "exec:id"), ("sftp", "sftp://127.1.0.1/x"), ("smb", "smb://127.1.0.1/x")):
    leads("/to-" + scheme, "no web address", to)


@fault("/to-ever-new", "redirects more than")
async def to_ever_new(x, r):
    await x.send("", 302, headers=[("Location", "/to-ever-new?%d" % r.count)])


@fault("/ten-hops", 3)
async def ten_hops(x, r):
    left = int(r.query or 10)
    if left == 0:
        await x.send(GOOD)
    else:
        await x.send("", 302, headers=[("Location", "/ten-hops?%d" % (left - 1))])


@fault("/eleven-hops", "redirects more than")
async def eleven_hops(x, r):
    left = int(r.query or 11)
    if left == 0:
        await x.send(GOOD)
    else:
        await x.send("", 302, headers=[("Location", "/eleven-hops?%d" % (left - 1))])


# ---- what is inside: the canary is never to be asked ----
def entity_feed(head, title):
    return "<?xml version='1.0'?>%s<rss version='2.0'><channel><title>t</title><item><guid>1</guid>" \
           "<title>%s</title></item></channel></rss>" % (head, title)


LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'ha'>%s]>" % "".join(
    "<!ENTITY a%d '%s'>" % (n, "&a%d;" % (n - 1) * 12) for n in range(1, 10))
answers("/entities-growing", 1, entity_feed(LAUGHS, "x&a9;"))
answers("/entities-many", 1, entity_feed("<!DOCTYPE rss [<!ENTITY e '%s'>]>" % ("e" * 50000), "&e;" * 9000))
answers("/entity-file", 1, entity_feed("<!DOCTYPE rss [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "x&e;"))
answers("/entity-net", 1, entity_feed("<!DOCTYPE rss [<!ENTITY e SYSTEM '/canary'>]>", "x&e;"))
answers("/entity-parameter", 1,
        entity_feed("<!DOCTYPE rss SYSTEM '/canary' [<!ENTITY % p SYSTEM '/canary'> %p;]>", "x"))
answers("/stylesheet", 3, "<?xml-stylesheet href='/canary' type='text/xsl'?>" + GOOD[38:])
answers("/nested", None, OPEN.decode() + "<item><guid>1</guid>" + "<a>" * 60000)
answers("/attributes", None, GOOD.replace("<rss ", "<rss " + " ".join("a%d=''" % n for n in range(40000)) + " "))
answers("/namespaces", None, GOOD.replace("<rss ", "<rss " + " ".join(
    "xmlns:n%d='u:%d'" % (n, n) for n in range(20000)) + " "))
answers("/json-nested", "", '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100000)
answers("/noise", "not a feed", bytes((n * n * 31 + n // 7) & 255 for n in range(100000)))
answers("/links-to-canary", 1, rss([{"id": 1, "link": "/canary", "text":
        "&lt;img src='/canary'&gt;&lt;iframe src='/canary'&gt;&lt;/iframe&gt;"}],
        channel="<image><url>/canary</url></image><atom:link xmlns:atom='http://www.w3.org/2005/Atom' "
        "rel='hub' href='/canary'/>"))


async def canary(x, r):
    await x.send("canary", kind="text/plain")

ROUTES["/canary"] = canary
