#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The ways to a server: IPv6, SOCKS5, a proxy that wants a password, TLS with HTTP/2; and a kernel that
refuses the sandbox."""
import sys
sys.dont_write_bytecode = True
import base64, ctypes, os, platform, shutil, socket, struct, subprocess, tempfile, threading, time
from reader import Checks, Reader, rss, some_items
from server import CERTIFICATE, Server
from socks import Socks

GOOD = rss(some_items())
ROUTES = {}


def route(path):
    def add(handler):
        ROUTES[path] = handler
        return handler
    return add


@route("/plain")
async def plain(x, r):
    await x.send(GOOD)


def config_of(url, *lines):
    return "[feed %s]\n%s\n" % (url, "\n".join(lines))


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as s:
            s.bind(("::1", 0))
            return True
    except OSError:
        return False


def six(c, reader):
    if not has_ipv6():
        print("no IPv6 here: not tried")
        return
    with Server(ROUTES, six=True) as server:
        url = "http://[::1]:%d/plain" % server.port
        reader.subscribe([url])
        run = reader.fetch("--force", "--no-full-text")
        c.that(run.of(url)["added"] == 3, "IPv6", run.of(url))
        c.that([r.host for r in server.asked("/plain")] == ["::1"], "by that address")
        c.that(server.asked("/plain")[0].header("Host") == "[::1]:%d" % server.port, "and with its name")


def socks(c, reader):
    with Server(ROUTES) as server, Socks({"news.invalid": ("127.1.0.2", server.port)}) as proxy, \
            Socks(users={"me": "secret"}) as guarded:
        named = "http://news.invalid:%d/plain" % server.port
        numbered, wrong = server.url("/plain", 3), server.url("/plain", 4)
        direct = server.url("/plain", 5)
        reader.config("proxy = socks5h://127.0.0.1:%d\n" % proxy.port
                      + config_of(numbered, "proxy = socks5://me:secret@127.0.0.1:%d" % guarded.port)
                      + config_of(wrong, "proxy = socks5://me:wrong@127.0.0.1:%d" % guarded.port)
                      + config_of(direct, "proxy = none"))
        reader.subscribe([named, numbered, wrong, direct])
        run = reader.fetch("--force", "--no-full-text")
        c.that(run.of(named)["added"] == 3, "socks5h", run.of(named))
        c.that(("name", "news.invalid", server.port, "") in proxy.asked, "the proxy looks the name up", proxy.asked)
        c.that(run.of(numbered)["added"] == 3, "socks5 with a password", run.of(numbered))
        c.that(guarded.asked == [("address", "127.1.0.3", server.port, "me")], "by address", guarded.asked)
        c.that(run.of(wrong)["added"] == 0 and run.of(wrong)["error"], "a wrong password", run.of(wrong))
        c.that(not server.asked("/plain", 4), "does not get past it")
        c.that(run.of(direct)["added"] == 3 and len(proxy.asked) == 1, "proxy = none", proxy.asked)
        c.that("secret" not in run.err + run.out, "the password is not shown", run.err)


def proxy_password(c, reader):
    basic = "Basic " + base64.b64encode(b"me:secret").decode()
    target, other = "http://news.invalid/feed", "http://other.invalid/feed"

    async def proxied(x, r):
        if r.header("Proxy-Authorization") == basic:
            await x.send(GOOD)
        else:
            await x.send("", 407, headers=[("Proxy-Authenticate", 'Basic realm="way out"')])

    with Server({target: proxied, other: proxied, "/plain": plain}) as server:
        direct = server.url("/plain", 7)
        reader.config("proxy = http://me:secret@127.1.0.8:%d\n" % server.port
                      + config_of(other, "proxy = http://me:wrong@127.1.0.8:%d" % server.port)
                      + config_of(direct, "proxy = none"))
        reader.subscribe([target, other, direct])
        run = reader.fetch("--force", "--no-full-text")
        c.that(run.of(target)["added"] == 3, "a proxy with a password", run.of(target))
        c.that("407" in run.of(other)["error"], "a wrong one is told", run.of(other))
        c.that(len(server.asked(other)) <= 2, "without a loop", len(server.asked(other)))
        c.that(server.asked("/plain", 7)[0].header("Proxy-Authorization") is None, "nobody else sees it")
        c.that("secret" not in run.err + run.out, "nor is it shown", run.err)


def offers(c, reader):
    """What is offered in the first message of TLS: HTTP/2, then HTTP/1.1."""
    heard = []

    def listen(server):
        try:
            with server.accept()[0] as s:
                s.settimeout(5)
                heard.append(s.recv(4096))
        except OSError:
            pass

    with socket.socket() as server:
        server.bind(("127.1.0.1", 0))
        server.listen()
        server.settimeout(20)
        thread = threading.Thread(target=listen, args=(server,))
        thread.start()
        url = "https://127.1.0.1:%d/" % server.getsockname()[1]
        reader.subscribe([url])
        run = reader.fetch("--force", "--no-full-text")
        thread.join()
    c.that(heard and b"\x02h2\x08http/1.1" in heard[0], "HTTP/2 is offered", heard)
    c.that(run.of(url)["error"] != "", "a server that hangs up", run.of(url))


NGINX = """daemon off; master_process off; worker_processes 1; pid %(dir)s/pid; error_log stderr;
events {} http { log_format how '$server_protocol $uri $http_user_agent'; access_log %(dir)s/log how;
client_body_temp_path %(dir)s/a; proxy_temp_path %(dir)s/b; fastcgi_temp_path %(dir)s/c;
uwsgi_temp_path %(dir)s/d; scgi_temp_path %(dir)s/e;
server { listen 127.1.0.1:%(port)d ssl http2; ssl_certificate %(cert)s; ssl_certificate_key %(cert)s;
root %(dir)s; } }
"""


def http2(c, reader):
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        print("no nginx here: HTTP/2 is not tried")
        return
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        os.chmod(folder, 0o755)
        probe.bind(("127.1.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        with open(folder + "/conf", "w") as f:
            f.write(NGINX % {"dir": folder, "port": port, "cert": CERTIFICATE})
        for n in range(6):
            with open("%s/%d.xml" % (folder, n), "w") as f:
                f.write(GOOD)
        server = subprocess.Popen([nginx, "-c", folder + "/conf"], stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                with socket.socket() as s:
                    if s.connect_ex(("127.1.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            urls = ["https://127.1.0.1:%d/%d.xml" % (port, n) for n in range(6)]
            reader.config("".join(config_of(u, "ca-file = " + CERTIFICATE) for u in urls[:5]))
            reader.subscribe(urls)
            run = reader.fetch("--force", "--no-full-text")
            if run.of(urls[0])["status"] == 0 and "connect" in run.of(urls[0])["error"]:
                print("nginx does not start here: HTTP/2 is not tried")
                return
            for u in urls[:5]:
                c.that(run.of(u)["added"] == 3, "HTTP/2", run.of(u))
            c.that("certificate" in run.of(urls[5])["error"], "an unknown issuer", run.of(urls[5]))
            with open(folder + "/log") as f:
                lines = f.read().splitlines()
            c.that(len(lines) == 5 and all(l.startswith("HTTP/2.0 /") for l in lines), "as the server has it", lines)
        finally:
            server.terminate()
            server.wait()


# System calls by machine: seccomp, landlock_create_ruleset, prctl.
CALLS = {"x86_64": (317, 444, 157), "aarch64": (277, 444, 167)}
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, FILTER, ALLOW, REFUSE = 22, 38, 2, 0x7fff0000, 0x00050000 | 1


class Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def refuse_sandboxes():
    """In the child, before the program: both kinds fail with EPERM from here on."""
    seccomp, landlock, prctl = CALLS[platform.machine()]
    op = lambda code, k, yes=0, no=0: struct.pack("HBBI", code, yes, no, k)
    load, equal, give = 0x20, 0x15, 0x06
    code = [op(load, 0), op(equal, seccomp, 5), op(equal, landlock, 4), op(equal, prctl, 0, 2),
            op(load, 16), op(equal, PR_SET_SECCOMP, 1), op(give, ALLOW), op(give, REFUSE)]
    libc = ctypes.CDLL(None, use_errno=True)
    program = Program(len(code), b"".join(code))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or \
            libc.prctl(PR_SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0) != 0:
        os._exit(99)


def refused(c, reader):
    if platform.system() != "Linux" or platform.machine() not in CALLS:
        print("a machine whose system calls are not known: not tried")
        return
    with Server(ROUTES) as server:
        reader.subscribe([server.url("/plain")])
        p = reader.start("fetch", "--force", "--verbose", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         preexec_fn=refuse_sandboxes)
        out, err = (t.decode() for t in p.communicate(timeout=60))
        if p.returncode == 99:
            print("no filter may be set here: not tried")
            return
        c.that(p.returncode == 0 and reader.feeds()[server.url("/plain")]["total"] == 3,
               "it works without a sandbox", p.returncode, out, err)
        c.that("sandbox: " in err and "landlock" in err, "and says that files are not guarded", err)
        c.that("seccomp" in err or "system calls" in err, "nor system calls", err)


def main():
    c = Checks()
    for part in (six, socks, proxy_password, offers, http2, refused):
        with Reader() as reader:
            part(c, reader)
    c.end()


main()
