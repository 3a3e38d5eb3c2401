# SPDX-License-Identifier: ISC
"""A loopback HTTP server for the tests of fetching: every endpoint is a coroutine that may misbehave
as it likes, every host 127.1.0.N is served, and every request is in the log with what was under way
beside it.  Python's standard library only; it listens on loopback addresses and nowhere else."""
import asyncio, os, ssl, threading

CERTIFICATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "certificate.pem")  # of 127.1.0.1, its own issuer
HOSTS = 120  # 127.1.0.1 to 127.1.0.HOSTS, each another "host" for the reader's limits


class Request:
    def __init__(self, method, target, headers, host):
        self.method, self.target, self.headers, self.host = method, target, headers, host
        self.path, _, self.query = target.partition("?")
        self.count = 0      # how often this path was asked before, this time included
        self.beside = 0     # requests of the same host under way when this one came, itself included
        self.aborted = False

    def header(self, name):
        values = [v for k, v in self.headers if k.lower() == name.lower()]
        return values[0] if values else None


class Exchange:
    """What a handler answers with."""
    def __init__(self, server, writer, request):
        self.server, self.writer, self.request, self.close = server, writer, request, False

    async def raw(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status=200, headers=()):
        lines = ["HTTP/1.1 %d Status" % status] + ["%s: %s" % h for h in headers]
        await self.raw(("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape"))

    async def send(self, body=b"", status=200, headers=(), kind="application/rss+xml"):
        if isinstance(body, str):
            body = body.encode("utf-8")
        fixed = [("Content-Length", len(body))] + ([("Content-Type", kind)] if kind else [])
        await self.head(status, fixed + list(headers))
        await self.raw(body)

    async def chunk(self, data):
        await self.raw(b"%x\r\n" % len(data) + data + b"\r\n")

    async def until_gone(self, seconds=20):
        """Waits for the client to hang up."""
        try:
            await asyncio.wait_for(self.server.reading[self.writer].read(1), seconds)
        except (asyncio.TimeoutError, ConnectionError):
            pass

    def reset(self):
        self.writer.transport.abort()


class Server:
    """with Server(routes) as s: s.url("/path", host=1); routes: path -> coroutine(exchange, request).
    With six, [::1] is served on the same port too."""
    def __init__(self, routes, tls=False, six=False):
        self.tls, self.six = None, six
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(CERTIFICATE)
        self.routes, self.log, self.counts, self.active = routes, [], {}, {}
        self.reading, self.lock = {}, threading.Lock()
        self.state = {}  # for handlers that remember

    def __enter__(self):
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        hosts = ["127.1.0.%d" % n for n in range(1, HOSTS + 1)] + (["::1"] if self.six else [])
        first = self.loop.run_until_complete(
            asyncio.start_server(self.serve, hosts[0], 0, limit=1 << 20, ssl=self.tls))
        self.port = first.sockets[0].getsockname()[1]
        rest = self.loop.run_until_complete(
            asyncio.start_server(self.serve, hosts[1:], self.port, limit=1 << 20, ssl=self.tls))
        self.loop.call_soon(ready.set)
        self.loop.run_forever()
        for s in (first, rest):
            s.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def serve(self, reader, writer):
        self.reading[writer] = reader
        host = writer.get_extra_info("sockname")[0]
        try:
            while await self.serve_one(reader, writer, host):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            del self.reading[writer]
            try:
                writer.close()
            except RuntimeError:
                pass

    async def serve_one(self, reader, writer, host):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = [(k, v[1:]) for k, _, v in (l.partition(":") for l in lines if l)]
        request = Request(method, target, headers, host)
        with self.lock:
            self.log.append(request)
            key = (host, request.path)
            request.count = self.counts[key] = self.counts.get(key, 0) + 1
            request.beside = self.active[host] = self.active.get(host, 0) + 1
        exchange = Exchange(self, writer, request)
        try:
            handler = self.routes.get(request.path)
            if handler:
                await handler(exchange, request)
            else:
                await exchange.send("nothing here", 404, kind="text/plain")
        except ConnectionError:
            request.aborted = True
            raise
        finally:
            with self.lock:
                self.active[host] -= 1
        return not exchange.close

    def url(self, path, host=1):
        return "%s://127.1.0.%d:%d%s" % ("https" if self.tls else "http", host, self.port, path)

    def asked(self, path, host=None):
        with self.lock:
            return [r for r in self.log if r.path == path and
                    (host is None or r.host == "127.1.0.%d" % host)]

    def forget(self):
        with self.lock:
            self.log.clear()
