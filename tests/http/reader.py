# SPDX-License-Identifier: ISC
"""The program under test in folders of its own, and small means to check what it did."""
import json, os, shutil, subprocess, sys, tempfile, urllib.parse

NOW = 1711116000


class Reader:
    """with Reader() as r: r.subscribe([...]); run = r.fetch("--force"); run.of(url)["status"]"""
    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="dateline-test-")
        self.now = NOW
        self.env = {k: v for k, v in os.environ.items()
                    if not k.lower().endswith("_proxy") and not k.startswith("XDG_")}
        self.env.update(HOME=self.home, XDG_CONFIG_HOME=self.home + "/config",
                        XDG_DATA_HOME=self.home + "/data", XDG_STATE_HOME=self.home + "/state",
                        XDG_CACHE_HOME=self.home + "/cache")
        os.makedirs(self.home + "/config/dateline")
        self.config("")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)

    def path(self, name):
        return "%s/config/dateline/%s" % (self.home, name)

    def config(self, text):
        with open(self.path("config"), "w") as f:
            f.write(text)

    def subscribe(self, urls):
        with open(self.path("urls"), "w") as f:
            f.write("".join(u + "\n" for u in urls))

    def urls(self):
        with open(self.path("urls")) as f:
            return f.read().split("\n")

    def start(self, *args, **kwargs):
        env = dict(self.env, DATELINE_NOW=str(self.now))
        return subprocess.Popen([os.path.abspath("dateline"), *args], env=env, cwd=self.home,
                                stdin=subprocess.DEVNULL, **kwargs)

    def run(self, *args, timeout=120):
        p = self.start(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = p.communicate(timeout=timeout)
        return p.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def fetch(self, *args, **kwargs):
        return Run(*self.run("fetch", "--json", *args, **kwargs))

    def json(self, *args):
        status, out, err = self.run(*args)
        if status != 0:
            raise AssertionError("%s: status %d: %s" % (args, status, err))
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")]

    def feeds(self):
        return {f["url"]: f for f in self.json("feeds", "--json")}


class Run:
    """What `dateline fetch --json` said."""
    def __init__(self, status, out, err):
        self.status, self.err, self.out = status, err, out
        self.events = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
        self.by_url = {e["url"]: e for e in self.events if e["event"] == "feed"}

    def of(self, url):
        return self.by_url.get(url)


class Checks:
    """Counts and prints; end() gives the exit status."""
    def __init__(self):
        self.failed = self.passed = 0

    def that(self, truth, what, *details):
        if truth:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED: %s %s" % (what, " ".join(map(str, details))))
        return truth

    def end(self):
        print("%d checks passed, %d failed" % (self.passed, self.failed))
        sys.exit(self.failed > 0)


def rss(items=(), title="Test feed", channel=""):
    """A feed; items: dicts of id, title, link, text, or ready XML."""
    parts = [i if isinstance(i, str) else
             "<item><guid isPermaLink='false'>%s</guid><title>%s</title>%s<description>%s"
             "</description></item>" % (i["id"], i.get("title", "Item " + str(i["id"])),
                                        "<link>%s</link>" % i["link"] if "link" in i else "",
                                        i.get("text", "Text.")) for i in items]
    return ("<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>%s</title>"
            "<link>http://127.1.0.1/</link><description>x</description>%s%s</channel></rss>"
            % (title, channel, "".join(parts)))


def some_items(count=3, first=1):
    return [{"id": n} for n in range(first, first + count)]
