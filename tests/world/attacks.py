"""Attacks as a table. Each row names an honest letter and how it is spoiled; the spoiled one changes nothing, reaches no
third party and is told to staff as often as the row says; the honest one, the row's twin, works.

    Attack(name, honest, spoil, end, told=1, words=(), notes=False, to=())

honest(w, n)   the n-th Letter; w.n makes names and amounts of their own. Its works(w) says what the twin brings about
spoil(letter)  the same letter with the attacked property, or a list of letters
end            how plic's journal calls the outcome: a word or several that may be
told           mails to the owner; 0 is a documented silence: the row's comment or its group's says why
words          what stands in the mail to the owner
notes          a question to staff and a line in the card's story may be added: a person is asked. A set names more tables
to             who else may be written to, once: the client concerned; or a function of n
"""
import base64
import smtplib
import sqlite3
import sys
import traceback

from . import suite
from .mail import Mail, compose, sign
from .world import OFFICE, OWNER, World

# The journal, and mail on its way out, which is looked at by itself. Every other table is state.
JOURNAL = {"message", "raw", "outbox", "outbox_bytes", "reply_token", "sqlite_sequence", "sqlite_stat1"}
# ... nor how far the folder of documents is written, which is caught up after the mail.
WORKING = {"setting": " WHERE key <> 'archive.done'"}
INDEX = "search_"  # how the index of names is laid out on disk
NOTES = {"card_event", "question"}


class Letter:
    """A mail before it leaves: what is spoiled, who signs it, how it comes."""

    def __init__(self, raw, sender, signer="", to=OFFICE, works=None):
        self.raw, self.sender, self.to, self.works = raw, sender, to, works
        self.signer = sender.rpartition("@")[2] if signer == "" else signer
        self.host = None  # what our host says of it, when it neither verifies nor strips
        self.append = False  # put into the inbox as it is: what no mail host would take

    def head(self, *lines):
        """Under more header lines."""
        self.raw = "".join(line + "\r\n" for line in lines).encode() + self.raw
        return self

    def sub(self, old, new):
        """With some bytes changed; they must be there."""
        old, new = (x.encode() if isinstance(x, str) else x for x in (old, new))
        assert old in self.raw, "%r not in the letter" % old
        self.raw = self.raw.replace(old, new)
        return self

    def field(self, name, value):
        """With another value in a header field."""
        head, _, body = self.raw.partition(b"\r\n\r\n")
        fields, at = head.split(b"\r\n"), None
        for i, f in enumerate(fields):
            if f.lower().startswith(name.lower().encode() + b":"):
                at = i
        assert at is not None, "no field " + name
        while at + 1 < len(fields) and fields[at + 1][:1] in (b" ", b"\t"):
            del fields[at + 1]
        fields[at] = name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
        self.raw = b"\r\n".join(fields) + b"\r\n\r\n" + body
        return self

    def by(self, signer):
        """Signed by another domain; None: by nobody."""
        self.signer = signer
        return self

    def sealed(self):
        """Signed now: what is changed afterwards is changed under the signature."""
        if self.signer:
            self.raw = sign(self.raw, self.signer)
        self.signer = None
        return self

    def body(self, content, kind="text/plain; charset=utf-8", encoding="8bit"):
        """With another body of that type."""
        head, _, _ = self.raw.partition(b"\r\n\r\n")
        keep, skip = [], False
        for line in head.split(b"\r\n"):
            skip = line.lower().startswith(b"content-") or (skip and line[:1] in (b" ", b"\t"))
            if not skip:
                keep.append(line)
        content = content.encode() if isinstance(content, str) else content
        if any(len(line) > 990 for line in content.split(b"\n")):
            content, encoding = base64.encodebytes(content).replace(b"\n", b"\r\n"), "base64"
        more = "Content-Type: %s\r\nContent-Transfer-Encoding: %s" % (kind, encoding)
        self.raw = b"\r\n".join(keep + [more.encode()]) + b"\r\n\r\n" + content
        return self

    def post(self, w):
        raw = sign(self.raw, self.signer) if self.signer else self.raw
        if self.append:
            with w.imap("office") as c:
                ok, why = c.append("INBOX", None, None, raw)
                assert ok == "OK", why
            return None
        if self.host is None:
            return w.send_raw(self.sender, raw, self.to)
        top = "Authentication-Results: mx.mail.test; %s\r\n" % self.host if self.host else ""
        raw = top.encode() + b"Received: from peer by mail.test; Thu, 12 Nov 2026 07:00:00 +0000\r\n" + raw
        with smtplib.LMTP("127.0.0.1", w.servers.lmtp) as c:
            c.sendmail(self.sender, [self.to], raw, ["BODY=8BITMIME"])


class Attack:
    def __init__(self, name, honest, spoil, end, told=1, words=(), notes=False, to=()):
        self.name, self.honest, self.spoil, self.end = name, honest, spoil, end
        self.told, self.words, self.notes, self.to = told, words, notes, to

    def strike(self, watch, n):
        """The spoiled letter comes; what is to be said of it."""
        first = self.honest(watch.w, n)
        watch.settle(0)
        watch.begin()
        spoiled = self.spoil(first)
        spoiled = spoiled if isinstance(spoiled, list) else [spoiled]
        for one in spoiled:
            one.post(watch.w)
        watch.settle(watch.count + len(spoiled))
        ends = watch.ends()
        changed = watch.changed(NOTES | (self.notes if isinstance(self.notes, set) else set()) if self.notes else ())
        assert not changed, "%s changes %s" % (ends, "; ".join(changed)[:600])
        assert set(ends) <= set(self.end if isinstance(self.end, tuple) else (self.end,)), "ends as %s, not %s" % (ends, self.end)
        check_told(self, watch, n, {one.sender for one in spoiled})
        return "%s, staff told %d" % ("/".join(sorted(set(ends))), self.told)

    def twin(self, watch, n):
        """The honest letter leaves; gives what to wait for. It must not have happened yet."""
        one = self.honest(watch.w, n)
        assert not one.works(watch.w), "what the twin is for has happened before it came"
        one.post(watch.w)
        return lambda: watch.w.until(lambda: one.works(watch.w), "the honest twin works")


CLERK = """
staff "s%02d@firma.test" {
    name = 'Angajat %d'
    roles = '%s'
}
"""


def world(name, prepare, clerks=0, roles="accounting", extra="", configure=lambda w: None, **kw):
    """A firm with so many clerks, s01@firma.test and on: what staff hear once a day of each is heard for each attack.
    configure writes more files into the configuration, before plic starts."""
    more = "".join(CLERK % (i, i, roles) for i in range(1, clerks + 1))

    def ready(w):
        w.staff = {OWNER, "dan@firma.test"} | {"s%02d@firma.test" % i for i in range(1, clerks + 1)}
        configure(w)
        w.start_plic()
        w.ask("AJUTOR")  # the first decision writes the series
        prepare(w)
    kw.setdefault("mail_extra", "domain_per_day = 100000\n\tunproven_per_day = 100000\n\tmails_per_hour = 100000\n\tmails_per_day = 1000\n\tanswers_per_hour = 1000")
    return World(name, prepare=ready, extra=more + extra, **kw)


def letter(w, sender, subject, text, name="", to=OFFICE, signer="", works=None, date=None, **kw):
    return Letter(compose(sender, name, to, subject, text, date or w.now(), **kw), sender, signer, to, works)


class Watch:
    """What plic did since a moment, by its database and by what the owner finds in her mailbox."""

    def __init__(self, w):
        self.w = w
        self.db = sqlite3.connect("file:%s/data/plic.db?mode=ro" % w.dir, uri=True, timeout=10, isolation_level=None)
        names = [r[0] for r in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self.tables = sorted(n for n in names if n not in JOURNAL and not n.startswith(INDEX))
        self.box = w.imap(OWNER.partition("@")[0])
        self.settle(0)
        self.begin()

    def one(self, sql, *args):
        return self.db.execute(sql, args).fetchone()[0]

    def posted(self):
        return self.one("SELECT count(*) FROM message")

    def settle(self, count):
        """Until that many mails more than at the beginning are dealt with, and all that follows has left."""
        def still():
            now = int(self.w.now().timestamp()) + 1
            return self.posted() >= count and not self.one(
                "SELECT count(*) FROM message WHERE state <> 'moved'") and not self.one(
                "SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending') AND held = 0 AND due_at <= ?", now)
        self.w.until(still, "plic has dealt with %d mails; it has %d" % (count, self.posted()), 30)

    def state(self):
        return {t: sorted(self.db.execute("SELECT * FROM " + t + WORKING.get(t, "")).fetchall(), key=repr) for t in self.tables}

    def begin(self):
        self.before, self.count = self.state(), self.posted()
        self.last_out = self.one("SELECT coalesce(max(id), 0) FROM outbox")
        self.last_in = self.one("SELECT coalesce(max(id), 0) FROM message")

    def changed(self, but=()):
        now = self.state()
        out = []
        for t in self.tables:
            if now[t] != self.before[t] and t not in but:
                new = [r for r in now[t] if r not in self.before[t]]
                out.append("%s: %s" % (t, str(new[:2])[:200] if new else "rows gone"))
        return out

    def out(self):
        return self.db.execute("SELECT recipient, key, message_id FROM outbox WHERE id > ?", (self.last_out,)).fetchall()

    def ends(self):
        return [r[0] for r in self.db.execute("SELECT outcome FROM message WHERE id > ? ORDER BY id", (self.last_in,))]

    def owner_reads(self, message_id):
        """The mail as it stands in the owner's mailbox."""
        def look():
            self.box.select("INBOX", readonly=True)
            uids = self.box.uid("SEARCH", None, "HEADER", "Message-ID", message_id)[1][0].split()
            return uids and self.box.uid("FETCH", uids[-1], "(BODY.PEEK[])")[1][0][1]
        return Mail(self.w.until(look, "the word to the owner arrives"))


def check_told(a, watch, n, senders):
    out = watch.out()
    staff = watch.w.staff
    to = a.to(n) if callable(a.to) else a.to
    others = [r for r in out if r[0] not in staff and r[0] not in to]
    others += [r for i, r in enumerate(out) if r[0] in to and r[0] in [x[0] for x in out[:i]]]
    assert not others, "written to %s" % others
    told = [r for r in out if r[0] == OWNER]
    assert len(told) == a.told, "the owner is told %d times, not %d: %s" % (len(told), a.told, told)
    for who in staff - {OWNER} - senders:  # whoever writes is answered each time
        assert len([r for r in out if r[0] == who]) <= max(a.told, 1), "%s is told again and again" % who
    if told and a.words:
        m = watch.owner_reads(told[-1][2])
        text = " ".join((m.subject, m.text)).replace("\u202f", " ").replace("\u00a0", " ")
        for want in a.words:
            assert want in text, "„%s” is not said in:\n%s" % (want, text)


class Report:
    """A line for each attack as it ends, and all of them with how they ended."""

    def __init__(self, area, watch):
        self.area, self.watch, self.failed, self.lines = area, watch, set(), {}

    def run(self, a, step):
        """What step gives; a failure is that row's, and the next rows go on."""
        if a.name in self.failed:
            return None
        try:
            return step()
        except Exception as e:
            traceback.print_exc()
            print("not ok scenario/%s/%s: %s" % (self.area, a.name.replace(" ", "-"), str(e).replace("\n", " ")[:500] or repr(e)))
            self.failed.add(a.name)
            self.lines[a.name] = "FAILED"
            self.watch.settle(0)
            return None

    def done(self, a):
        if a.name not in self.failed:
            print("ok scenario/%s/%s" % (self.area, a.name.replace(" ", "-")), flush=True)


def main(area, make_world, table):
    """One world for all rows: every attack by itself, then the twins together. Words on the command line choose rows."""
    rows = [a for a in table if not sys.argv[1:] or any(word in a.name for word in sys.argv[1:])]
    names = [a.name for a in table]
    assert len(names) == len(set(names)), "two attacks of one name: %s" % [n for n in names if names.count(n) > 1]
    suite.end_well()
    with make_world() as w:
        watch = Watch(w)
        report = Report(area, watch)
        for a in rows:
            said = report.run(a, lambda: a.strike(watch, table.index(a) + 1))
            report.lines.setdefault(a.name, said)
        waits = [(a, report.run(a, lambda: a.twin(watch, table.index(a) + 1))) for a in rows]
        for a, wait in waits:
            report.run(a, lambda: wait())
            report.done(a)
        watch.settle(0)
        w.until(lambda: w.run("verify", check=False).returncode == 0, "the books are right")
        assert not w.rows("SELECT recipient FROM outbox WHERE recipient LIKE '%altul.test'"), "Mallory was written to"
        # Once restarted, nothing of it is looked at again.
        watch.begin()
        w.restart_plic()
        watch.settle(watch.count)
        assert not watch.changed() and not watch.out() and not watch.ends(), "the restart does something again"
    print("\n".join("# %-56s %s" % line for line in report.lines.items()), flush=True)
    return 1 if report.failed else 0
