# SPDX-License-Identifier: ISC
"""A SOCKS5 proxy on loopback (RFC 1928, RFC 1929) for the tests: it notes where it was asked to go and
goes there, or to `places` where it stands for a name.  Standard library only."""
import asyncio, socket, threading


class Socks:
    """with Socks(places) as p: p.port, p.asked: [(kind, host, port, user)]; users: who may pass."""
    def __init__(self, places=None, users=None):
        self.places, self.users, self.asked = places or {}, users, []

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
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.loop.call_soon(ready.set)
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    async def greet(self, r, w):
        """The user who came, "" for one without a name, None for one who may not pass."""
        _, count = await r.readexactly(2)
        methods = await r.readexactly(count)
        if self.users is None:
            w.write(b"\x05\x00")
            return ""
        if 2 not in methods:
            w.write(b"\x05\xff")
            return None
        w.write(b"\x05\x02")
        _, size = await r.readexactly(2)
        user = (await r.readexactly(size)).decode()
        password = (await r.readexactly((await r.readexactly(1))[0])).decode()
        good = self.users.get(user) == password
        w.write(b"\x01\x00" if good else b"\x01\x01")
        return user if good else None

    async def serve(self, r, w):
        try:
            user = await self.greet(r, w)
            if user is not None:
                await self.connect(r, w, user)
        except (ConnectionError, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            w.close()

    async def connect(self, r, w, user):
        _, _, _, kind = await r.readexactly(4)
        if kind == 3:
            host = (await r.readexactly((await r.readexactly(1))[0])).decode()
        else:
            host = socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6,
                                    await r.readexactly(4 if kind == 1 else 16))
        port = int.from_bytes(await r.readexactly(2), "big")
        self.asked.append(("name" if kind == 3 else "address", host, port, user))
        place = self.places.get(host, (host, port))
        there, back = await asyncio.open_connection(*place)
        w.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        await asyncio.wait([asyncio.ensure_future(pipe(r, back)), asyncio.ensure_future(pipe(there, w))])
        back.close()


async def pipe(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
