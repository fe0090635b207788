"""What the measures share: a Dovecot, a configured plic, processes whose cost is counted, lines of figures."""
import contextlib
import html
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import mails
from world.servers import PEOPLE, Servers, free_ports
from world.world import BANK, ROOT, conf_text

B = os.path.join(ROOT, os.environ.get("B", "build"))
PLIC = os.environ.get("PLIC", os.path.join(B, "plic"))
BENCH = os.path.join(B, "bench")
NOW = "2026-11-12T10:00:00Z"
PRICES = ("PRODUS Curs Excel avansat 450 lei / buc, TVA 21, flux curs",
          "PRODUS Curs Word 300 lei / buc, TVA 21, flux curs")


def line(name, value, unit, ratio="-", note=""):
    """name  value  unit  ratio: a value and how it stands to the bare floor, which is printed too."""
    if isinstance(value, float):
        value = "%.3g" % value if value < 100 else "%.0f" % value
    if isinstance(ratio, float):
        ratio = "%.2f" % ratio
    print("%-34s %10s  %-10s %8s%s" % (name, value, unit, ratio, "   " + note if note else ""), flush=True)


def say(text):
    print("# " + text, flush=True)


class Process:
    """A program with its children, its cost and its memory: processor time by wait4, memory by looking ten times a
    second at every process of the family (PSS where the kernel shows it, else RSS)."""

    def __init__(self, argv, watch=False, **kw):
        self.began = time.monotonic()
        self.p = subprocess.Popen(argv, **kw)
        self.peak_kb, self.parts, self.peak_rss = 0, {}, {}
        self.done = threading.Event()
        self.watcher = threading.Thread(target=self._watch, daemon=True) if watch else None
        if watch:
            self.watcher.start()

    def _family(self):
        pids = [self.p.pid]
        try:
            with open("/proc/%d/task/%d/children" % (self.p.pid, self.p.pid)) as f:
                pids += [int(x) for x in f.read().split()]
        except OSError:
            pass
        return pids

    @staticmethod
    def _kb(path, field):
        try:
            with open(path) as f:
                m = re.search(r"^%s:\s+(\d+) kB" % field, f.read(), re.M)
                return int(m.group(1)) if m else None
        except OSError:
            return None

    def _watch(self):
        while not self.done.wait(0.1):
            parts = {}
            for i, pid in enumerate(self._family()):
                name = "daemon" if i == 0 else "reader"
                kb = self._kb("/proc/%d/smaps_rollup" % pid, "Pss")
                rss = self._kb("/proc/%d/status" % pid, "VmHWM") or 0
                parts[name] = kb if kb is not None else rss
                self.peak_rss[name] = max(self.peak_rss.get(name, 0), rss)
            if sum(parts.values()) > self.peak_kb:
                self.peak_kb, self.parts = sum(parts.values()), parts

    def end(self, sig=None, timeout=600):
        """Wait; gives exit status. wall, user, system are in seconds."""
        if sig:
            self.p.send_signal(sig)
        alarm = threading.Timer(timeout, self.p.kill)
        alarm.start()
        _, status, ru = os.wait4(self.p.pid, 0)
        alarm.cancel()
        self.wall = time.monotonic() - self.began
        self.user, self.system = ru.ru_utime, ru.ru_stime
        self.cpu = ru.ru_utime + ru.ru_stime
        self.done.set()
        self.p.returncode = os.waitstatus_to_exitcode(status)
        return self.p.returncode


class Place:
    """A temp folder with a Dovecot; mailboxes are filled by doveadm import."""

    def __init__(self, fmt="sdbox"):
        self.dir = tempfile.mkdtemp(prefix="plic-bench-")
        self.servers = Servers(self.dir + "/servers", fmt)
        self.n = 0

    def __enter__(self):
        try:
            self.servers.start_dovecot()
            self.config = self.dir + "/config"
            shutil.copytree(os.path.join(ROOT, "config"), self.config)
            with open(self.config + "/banks/test.conf", "w") as f:
                f.write(BANK)
            os.chmod(self.dir, 0o755)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        self.servers.stop_dovecot()
        shutil.rmtree(self.dir, ignore_errors=True)

    def doveadm(self, *args):
        p = subprocess.run(["doveadm", "-c", self.servers.dir + "/dovecot.conf", *args], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, timeout=600)
        if p.returncode or b"Error" in p.stderr:
            raise RuntimeError("doveadm %s: %s" % (" ".join(args), p.stderr.decode()[:2000]))
        return p.stdout.decode()

    def box(self, source):
        """A fresh mailbox with the mails of a maildir; gives its user."""
        who = self.servers.identity()
        for d in (source, source + "/cur", source + "/new", source + "/tmp"):
            os.chown(d, who["uid"], who["gid"])  # doveadm keeps an index there
        self.n += 1
        user = "box%d" % self.n
        self.doveadm("import", "-u", user, "maildir:" + source, "", "all")
        return user

    def count(self, user, folder):
        out = self.doveadm("mailbox", "status", "-u", user, "messages", folder)
        return int(re.search(r"messages=(\d+)", out).group(1)) if out else 0

    def drop(self, user):
        shutil.rmtree("%s/mail/%s" % (self.servers.dir, user), ignore_errors=True)

    def plic(self, name, user, submission=None, imaps=None, data=None):
        """A folder with plic.conf for one mailbox; data: a database folder to begin with. Without a submission
        port, sending waits: nobody listens there."""
        d = "%s/%s" % (self.dir, name)
        os.makedirs(d)
        with open(d + "/plic.conf", "w") as f:
            f.write(conf_text(imaps=imaps or self.servers.imaps, submission=submission or free_ports(1)[0],
                              keys=self.servers.keys, config=self.config, timeout=30, imap_extra="take_old = yes",
                              mail_extra="domain_per_day = 1000000\n\tunproven_per_day = 1000000\n\tanswers_per_hour = 1000\n\tmails_per_day = 1000\n\tmails_per_hour = 1000000")
                    .replace("'office'", "'%s'" % user))
        with open(os.open(d + "/password", os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
            f.write(PEOPLE)
        if data:
            shutil.copytree(data, d + "/data", ignore=shutil.ignore_patterns("plic.wake"))
        return d

    def seed(self, requests=0):
        """A database with a price list and some cards, made by plic from mails; gives its folder."""
        w, src = mails.Writer(99), self.dir + "/seed-mail"
        mails.maildir(src, [w.mail("ana@firma.test", "Ana Ionescu", "Preturi", "\n".join(PRICES) + "\n")] +
                      [w.request() for _ in range(requests)])
        d = self.plic("seed", self.box(src))
        p = self.once(d, now="2026-11-12T07:00:00Z")
        if p.end(timeout=120):
            raise RuntimeError("plic once failed:\n" + open(d + "/plic.log").read()[-3000:])
        with contextlib.closing(sqlite3.connect(d + "/data/plic.db")) as db:
            got = [db.execute("SELECT count(*) FROM " + t).fetchone()[0] for t in ("product", "card")]
            if got != [2, requests]:
                raise RuntimeError("the seed has %s\n%s" % (got, open(d + "/plic.log").read()[-3000:]))
            # A mailbox made in the same second has the same UIDVALIDITY: plic must not take it for this one.
            db.execute("UPDATE outbox SET state = 'dropped'")
            db.execute("UPDATE message SET uidvalidity = 1")
            db.execute("DELETE FROM setting WHERE key LIKE 'imap.%'")
            db.commit()
        return d + "/data"

    def once(self, d, now=NOW, **kw):
        log = open(d + "/plic.log", "ab")
        return Process([PLIC, "-c", d + "/plic.conf", "--now", now, "once"], stdout=log, stderr=log, **kw)


def bound(argv, **kw):
    """A measured program on one processor, to its end; seconds is the first word that it prints."""
    p = Process(["taskset", "-c", "0"] + argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kw)
    out, err = p.p.stdout.read().decode(), p.p.stderr.read().decode()
    if p.end():
        raise RuntimeError("%s: %s" % (argv[0], err[-2000:]))
    p.seconds = float(out.split()[0])
    p.out = out
    return p


def page_list(pdf, out):
    """What stands in plic's document, for the floors to draw: words with their places, and filled rectangles. Gives the
    numbers of pages, words and rectangles."""
    pages = []
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, stdout=subprocess.PIPE).stdout.decode()
    for m in re.finditer(r'<page width="[\d.]+" height="([\d.]+)"|'
                         r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', text):
        if m.group(1):
            pages.append((float(m.group(1)), [], []))
        else:
            pages[-1][1].append(m.groups()[1:])
    streams = re.findall(rb"stream\r?\n(\x78.*?)endstream", open(pdf, "rb").read(), re.S)
    content = [zlib.decompressobj().decompress(s) for s in streams]
    for (_, _, rects), ops in zip(pages, [c for c in content if b"BT /" in c]):
        rects += re.findall(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re", ops)
    with open(out, "w") as f:
        for height, words, rects in pages:
            f.write("p\n")
            for i, (x0, y0, y1, word) in enumerate(words):
                f.write("t %d %.1f %s %.2f %s\n" % (i % 6 == 0, (float(y1) - float(y0)) / 1.2, x0, height - float(y1),
                                                   html.unescape(word)))
            for r in rects:
                f.write("r %s\n" % b" ".join(r).decode())
    return len(pages), sum(len(p[1]) for p in pages), sum(len(p[2]) for p in pages)


def median(values):
    v = sorted(values)
    return v[len(v) // 2] if len(v) % 2 else (v[len(v) // 2 - 1] + v[len(v) // 2]) / 2


def quantile(values, q):
    v = sorted(values)
    return v[min(len(v) - 1, int(q * len(v)))]
