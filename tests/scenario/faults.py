#!/usr/bin/python3
"""The world is broken: the network, the mail host, the disk, the database, the mails. plic waits with growing pauses, says so
once, loses nothing, does nothing twice."""
import contextlib
import os
import re
import signal
import smtplib
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from world import suite
from world.mail import compose
from world.proxy import Proxy
from world.world import OFFICE, OWNER, World

ION = "ion.popescu@client.test"
BIG = os.urandom(200000)


def said(w, event):
    return len(re.findall(r"(?m)^(?:<\d>)?%s\b" % re.escape(event), w.log_text()))


def settings(w, old, new):
    with open(w.conf) as f:
        text = f.read()
    assert old in text, old
    with open(w.conf, "w") as f:
        f.write(text.replace(old, new, 1))


def ion_asks(w, files=()):
    w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu", files=files)


def one_proforma(w):
    """Ion has his proforma, once, and there is one card."""
    w.quiet()
    assert w.rows("SELECT label, state FROM document") == [("PRF 0001", "issued")], w.rows("SELECT label, state FROM document")
    assert w.value("SELECT count(*) FROM card") == 1
    got = [m.subject for m in w.mails(ION)]
    assert len(got) == 1 and "PRF 0001" in got[0], got
    w.run("verify", now=False)


# -- the network
def behind_proxy(name, which, **kw):
    """A world whose plic talks to one server (imaps or submission) through a proxy, w.proxy."""
    def prepare(w):
        w.proxy = Proxy(getattr(w.servers, which))
        w.proxy.__enter__()
        settings(w, "port = %d\n" % getattr(w.servers, which), "port = %d\n" % w.proxy.port)
        w.start_plic()
        w.ask(*request.PRICES)
        w.quiet()
    return World(name, prepare=prepare, **kw)


def test_imap_breaks_in_the_middle_of_a_literal():
    for how in ("reset", "close", "stall"):
        with behind_proxy("literal-" + how, "imaps", timeout=2) as w:
            ups = said(w, "imap.up")
            w.proxy.break_after(100000, how)
            ion_asks(w, files=[("foto.bin", BIG, "application", "octet-stream")])
            w.read(ION, "PRF 0001", "the proforma, after a new connection", 30)
            one_proforma(w)
            assert w.proxy.broken == 1, w.proxy.broken
            assert (said(w, "imap.down"), said(w, "imap.up") - ups) == (1, 1), w.log_text()
            w.proxy.__exit__()


def test_imap_away_for_a_while_is_said_once():
    with behind_proxy("imap-away", "imaps", timeout=2) as w:
        ups = said(w, "imap.up")
        w.proxy.refuse()
        w.proxy.break_after(0, "reset", times=9)
        ion_asks(w)  # the server tells of it, the connection breaks, and there is no new one
        w.until(lambda: said(w, "imap.down"), "the outage is noticed")
        time.sleep(3.5)  # two more tries at least
        assert said(w, "imap.down") == 1 and said(w, "imap.up") == ups, w.log_text()
        w.proxy.fault = None
        w.proxy.accept()
        w.read(ION, "PRF 0001", "the proforma", 30)
        one_proforma(w)
        assert (said(w, "imap.down"), said(w, "imap.up")) == (1, ups + 1), w.log_text()
        w.proxy.__exit__()


# -- the mail host for outgoing mail
def in_doubt(name, **kw):
    """Ion's proforma was handed over, and the answer to it was lost."""
    def prepare(w):
        w.start_plic()
        w.ask(*request.PRICES)
        w.quiet()
        w.servers.faults(drop_after_accept=True)
        ion_asks(w)
        w.until(lambda: said(w, "mail.unknown"), "a mail whose answer was lost")
        w.servers.faults()
    return World(name, prepare=prepare, **kw)


def test_an_answer_lost_after_data_is_found_in_our_own_copy():
    with in_doubt("bcc", mail_extra="bcc_self = yes") as w:
        assert w.value("SELECT count(*) FROM outbox WHERE state = 'unknown'") == 1
        w.until(lambda: len(w.folder("Plic/Noise")) >= 2, "our own copies lie in Noise")
        w.restart_plic(now="2026-11-12 09:02")
        w.until(lambda: said(w, "mail.found_sent"), "found")
        one_proforma(w)
        assert said(w, "mail.possible_double") == 0
        own = w.folder("Plic/Noise")
        assert {m.to_addr for m in own} == {OWNER, ION}, [m.to_addr for m in own]
        assert w.rows("SELECT DISTINCT outcome FROM message WHERE target = 'noise'") == [("own",)]
        assert w.box("office") == []


def test_an_answer_lost_after_data_and_no_copy_means_the_same_bytes_once_more():
    with in_doubt("double") as w:
        w.restart_plic(now="2026-11-12 09:05")
        time.sleep(1)
        assert len(w.mails(ION)) == 1 and said(w, "mail.possible_double") == 0, "not before ten minutes"
        w.restart_plic(now="2026-11-12 09:12")
        w.until(lambda: len(w.mails(ION)) == 2, "once more")
        w.quiet()
        a, b = w.mails(ION)
        own = lambda m: m.raw.partition(b"\r\nFrom:")[2]
        assert a.message_id == b.message_id and own(a) == own(b) and len(own(a)) > 1000
        assert said(w, "mail.possible_double") == 1
        assert w.value("SELECT count(*) FROM document") == 1
        w.restart_plic(now="2026-11-12 09:30")
        w.quiet()
        assert len(w.mails(ION)) == 2


def test_a_copy_that_is_refused_does_not_keep_the_mail_back():
    with World("copy-refused", mail_extra="bcc_self = yes", prepare=lambda w: w.start_plic()) as w:
        w.servers.faults(rcpt="550 5.1.1 no such user", only="office")
        w.ask(*request.PRICES)
        w.quiet()
        assert w.rows("SELECT state FROM outbox") == [("done",)] and w.folder("Plic/Noise") == []


def test_a_temporary_refusal_is_tried_again_later():
    with request.with_prices("smtp-4xx") as w:
        w.servers.faults(rcpt="451 4.7.1 come back later", only="ion.popescu")
        ion_asks(w)
        w.until(lambda: w.rows("SELECT tries, state FROM outbox WHERE recipient = ?", ION) == [(1, "queued")], "it waits")
        assert w.mails(ION) == [] and "451" in w.value("SELECT last_error FROM outbox WHERE recipient = ?", ION)
        assert said(w, "mail.later") == 1 and "come back later" in w.log_text(), w.log_text()
        told = len(w.mails(OWNER))
        w.servers.faults()
        w.restart_plic(now="2026-11-12 09:03")
        w.read(ION, "PRF 0001", "the proforma")
        one_proforma(w)
        assert len(w.mails(OWNER)) == told and said(w, "smtp.down") == 0


def test_a_final_refusal_is_told_to_staff_once():
    with request.with_prices("smtp-5xx") as w:
        w.servers.faults(rcpt="550 5.1.1 no such user", only="ion.popescu")
        ion_asks(w)
        m = w.read(OWNER, lambda m: ION in m.visible() and "PRF 0001" in m.visible(), "a word to staff")
        words = " ".join(m.visible().split())
        assert "Adresa nu există la destinatar." in words and "Amănunt tehnic: 550 5.1.1 no such user" in words, words
        w.quiet()
        assert w.rows("SELECT state FROM outbox WHERE recipient = ?", ION) == [("failed",)]
        assert w.mails(ION) == []
        told = len(w.mails(OWNER))
        w.servers.faults()
        w.restart_plic(now="2026-11-12 12:00")
        w.quiet()
        assert len(w.mails(OWNER)) == told and w.mails(ION) == []


def test_smtp_down_then_up():
    with request.with_prices("smtp-down") as w:
        w.servers.stop_front()
        deliver(w, compose(ION, "Ion Popescu", OFFICE, "Înscriere curs", request.FREE_TEXT, w.now()))
        w.until(lambda: said(w, "smtp.down"), "the outage is noticed")
        time.sleep(3.5)
        assert (said(w, "smtp.down"), said(w, "smtp.up")) == (1, 0), w.log_text()
        w.servers.start_front()
        w.read(ION, "PRF 0001", "the proforma", 30)
        one_proforma(w)
        assert (said(w, "smtp.down"), said(w, "smtp.up"), said(w, "mail.unknown")) == (1, 1, 0), w.log_text()


def deliver(w, raw, to=OFFICE):
    """Past the mail host, straight into the mailbox; stamped as the host would have."""
    raw = b"Authentication-Results: mx.mail.test; dkim=pass header.d=client.test\r\n" + raw
    with smtplib.LMTP("127.0.0.1", w.servers.lmtp) as c:
        c.sendmail(ION, [to], raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), ["BODY=8BITMIME"])


# -- who we are, and who they are
def logins(w):
    with open(w.servers.dir + "/dovecot.log", encoding="utf-8", errors="replace") as f:
        return len(re.findall(r"imap-login: .*(?:Login:|auth failed|Aborted login)", f.read()))


@suite.beside
def test_a_wrong_password_is_said_once_not_hammered_and_recovers():
    with World("password", timeout=5) as w:
        w.servers.set_password("changed-by-the-provider")
        w.start_plic(wait=False)
        w.until(lambda: said(w, "imap.refused"), "the refusal is said")
        before = logins(w)
        time.sleep(8)
        assert logins(w) == before and said(w, "imap.refused") == 1, "no hammering"
        w.servers.set_password("secret-of-the-office")
        w.until(lambda: said(w, "imap.up"), "it recovers by itself", 90)
        w.ask(*request.PRICES)
        assert said(w, "imap.refused") == 1 and said(w, "imap.up") == 1


def wrong_certificate(cert):
    w = World("cert-" + cert, timeout=5)
    w.servers.faults(cert=cert)
    with w:
        w.start_plic()
        w.command(*request.PRICES)
        w.until(lambda: said(w, "smtp.down"), "the mail host is refused")
        time.sleep(3.5)
        assert said(w, "smtp.down") == 1 and "certificate" in w.log_text().partition("smtp.down")[2].partition("\n")[0]
        with open(w.servers.dir + "/front.err") as f:
            assert "auth" not in f.read(), "no password was sent"
        w.stop_plic()
        w.servers.stop_front()
        w.servers.faults()
        w.servers.start_front()
        w.servers.stop_dovecot()
        w.servers.cert = cert
        w.servers.start_dovecot()
        before, ups = logins(w), said(w, "imap.up")
        w.start_plic(wait=False)
        w.until(lambda: said(w, "imap.refused"), "the mailbox is refused")
        time.sleep(3.5)
        assert (said(w, "imap.refused"), said(w, "imap.up"), logins(w)) == (1, ups, before), w.log_text()
        w.servers.stop_dovecot()
        w.servers.cert = "srv"
        w.servers.start_dovecot()
        w.until(lambda: said(w, "imap.up") == ups + 1, "a good certificate", 40)
        w.until(lambda: w.mails(OWNER), "the answer of before")
        assert said(w, "imap.refused") == 1


def test_an_expired_certificate_is_refused_before_a_password_is_sent():
    wrong_certificate("expired")


def test_a_certificate_for_another_name_is_refused_before_a_password_is_sent():
    wrong_certificate("wrongname")


# -- the disk and the database
@contextlib.contextmanager
def small_disk(w):
    """plic's data on a disk of its own; gives (fill, free)."""
    data = w.dir + "/data"
    os.makedirs(data, exist_ok=True)
    if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "plic-test", data],
                                          stderr=subprocess.DEVNULL).returncode:
        raise suite.Skip("no disk of our own without root")

    def fill():
        with open(data + "/filler", "wb", buffering=0) as f, contextlib.suppress(OSError):
            while True:
                f.write(b"x" * 4096)
    try:
        yield fill, lambda: os.unlink(data + "/filler")
    finally:
        w.stop_plic()
        subprocess.run(["umount", "-l", data], check=True)


def test_a_full_disk():
    with World("disk") as w, small_disk(w) as (fill, free):
        w.start_plic()
        w.ask(*request.PRICES)
        w.quiet()
        fill()
        ion_asks(w)
        w.until(lambda: said(w, "db.down"), "the outage is noticed")
        time.sleep(3.5)
        assert (said(w, "db.down"), said(w, "db.up"), w.mails(ION)) == (1, 0, []), w.log_text()
        free()
        w.read(ION, "PRF 0001", "the proforma", 30)
        one_proforma(w)
        assert (said(w, "db.down"), said(w, "db.up")) == (1, 1), w.log_text()


def test_the_disk_fills_while_a_mail_is_on_its_way():
    with World("disk-sent") as w, small_disk(w) as (fill, free):
        w.start_plic()
        w.ask(*request.PRICES)
        w.quiet()
        w.servers.faults(delay=1.5)
        ion_asks(w)
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE state = 'sending'"), "it is being sent")
        fill()
        w.until(lambda: w.mails(ION), "it arrived")
        w.until(lambda: said(w, "db.down"), "the answer cannot be noted")
        free()
        w.until(lambda: w.value("SELECT state FROM outbox WHERE recipient = ?", ION) == "done", "it is noted later", 30)
        one_proforma(w)


def test_a_locked_database():
    with request.with_prices("locked") as w:
        w.quiet()
        other = sqlite3.connect(w.dir + "/data/plic.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        ion_asks(w)
        w.until(lambda: said(w, "db.down"), "the outage is noticed")
        assert w.mails(ION) == []
        time.sleep(7)
        other.execute("ROLLBACK")
        other.close()
        w.read(ION, "PRF 0001", "the proforma", 40)
        one_proforma(w)
        assert (said(w, "db.down"), said(w, "db.up")) == (1, 1), w.log_text()
        assert w.value("SELECT max(attempts) FROM message") == 1, "waiting is no attempt"


# -- the start
def test_a_wrong_configuration_stops_the_start_with_its_line():
    with World("config") as w:
        settings(w, "port = %d\n" % w.servers.imaps, "port = 99999\n")
        with open(w.conf) as f:
            line = [n for n, l in enumerate(f, 1) if "99999" in l][0]
        for verb in ("run", "once", "daily", "check"):
            p = w.run(verb, check=False)
            assert p.returncode == 78, (verb, p.returncode, p.err)
            assert "%s:%d: " % (w.conf, line) in p.out + p.err and "99999" in p.out + p.err, (verb, p.out, p.err)


def test_a_second_daemon_names_the_first_and_ends():
    with World("second", prepare=lambda w: w.start_plic()) as w:
        for verb in ("run", "once"):
            p = w.run(verb, check=False)
            assert p.returncode == 75 and "process %d" % w.process.pid in p.err, (p.returncode, p.err)
        w.ask(*request.PRICES)


# -- the mails
HOSTILE = [
    b"From: a@client.test\r\nSubject: q\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"\\\"\"\r\n\r\n--\"\r\n\r\nx\r\n",
    b"\r\n\r\n", b"no header at all", b"From: \xff\xfe\r\nSubject: =?utf-8?q?=ZZ?=\r\n\r\n\xff\x00\xfe\r\n",
    b"From: a@client.test\r\nSubject: deep\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(400)) + b"\r\nx\r\n",
    b"From: a@client.test\r\nSubject: " + b"a" * 300000 + b"\r\n\r\nx\r\n",
    b"From: a@client.test\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 30000,
    b"From: a@client.test\r\nContent-Type: text/plain; charset=\"x-\\\"no\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 5000,
    b"From: a@client.test\r\nSubject: " + "Înscriere ".encode("utf-16") + b"\r\n\r\nx\r\n",
]


def test_hostile_mails_never_stop_the_next_one():
    with request.with_prices("hostile", imap_extra="max_bytes = 1000000") as w:
        for raw in HOSTILE:
            deliver(w, raw)
        w.write("mare@client.test", "Poze și înscriere", "Vedeți atașat.\n", name="Mare", files=[("p.bin", BIG * 6, "image", "jpeg")])
        ion_asks(w)
        w.read(ION, "PRF 0001", "the proforma", 40)
        w.quiet()
        assert w.value("SELECT count(*) FROM message") == len(HOSTILE) + 3
        aside = [m.subject for m in w.folder("Plic/Quarantine")]
        assert "Poze și înscriere" in aside, aside
        told = [m for m in w.mails(OWNER) if "Poze și înscriere" in m.subject]
        assert len(told) == 1, [m.subject for m in w.mails(OWNER)]
        assert "Este mai mare decât primesc." in told[0].text and "mare@client.test" in told[0].text, told[0].text
        assert w.value("SELECT count(*) FROM card") == 1
        assert said(w, "reader.died") == 0, w.log_text()


def children(pid):
    with contextlib.suppress(OSError), open("/proc/%d/task/%d/children" % (pid, pid)) as f:
        return [int(p) for p in f.read().split()]
    return []


def resident_mb(pid):
    """Of a reader child; what has not become one yet does not count."""
    with contextlib.suppress(OSError), open("/proc/%d/cmdline" % pid) as f:
        if "--reader" not in f.read():
            return 0
    with contextlib.suppress(OSError), open("/proc/%d/statm" % pid) as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    return 0


def test_a_mail_that_kills_the_reader_is_set_aside_after_three_tries():
    with request.with_prices("killer") as w:
        w.quiet()
        ends, kills = threading.Event(), []

        def killer():  # a reader that holds the big mail dies of it
            while not ends.is_set():
                for pid in children(w.process.pid):
                    if resident_mb(pid) > 24 and pid not in kills:
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(pid, signal.SIGKILL)
                            kills.append(pid)
                time.sleep(0.0005)
        t = threading.Thread(target=killer)
        t.start()
        try:
            deliver(w, b"From: x@client.test\r\nTo: office@mail.test\r\nSubject: Uriasa\r\nMessage-ID: <big@client.test>\r\n\r\n" +
                    (b"A line of a very long letter, which goes on and on without an end.\r\n" * 400000))
            ion_asks(w)
            w.read(ION, "PRF 0001", "the proforma behind it", 60)
            w.quiet()
        finally:
            ends.set()
            t.join()
        # The first death may have come among others, where nobody is blamed yet.
        assert len(kills) in (3, 4) and said(w, "reader.died") == 3, (kills, w.log_text())
        assert [m.subject for m in w.folder("Plic/Quarantine")] == ["Uriasa"]
        told = [m for m in w.mails(OWNER) if "Uriasa" in m.visible()]
        assert len(told) == 1, [m.subject for m in w.mails(OWNER)]
        w.restart_plic(now="2026-11-12 12:00")
        w.quiet()
        assert said(w, "reader.died") == 3 and len([m for m in w.mails(OWNER) if "Uriasa" in m.visible()]) == 1


@suite.beside
def test_a_mail_that_the_server_cannot_give_stops_no_other():
    with request.with_prices("broken-store") as w:
        w.quiet()
        w.stop_plic()
        deliver(w, compose("x@client.test", "X", OFFICE, "Stricat", "x\n" * 3000, w.now()))
        ion_asks(w)
        box = w.servers.dir + "/mail/office/mailboxes/INBOX/dbox-Mails/"
        first = min((f for f in os.listdir(box) if f.startswith("u.")), key=lambda f: int(f[2:]))
        os.truncate(box + first, 400)
        w.start_plic()
        w.read(ION, "PRF 0001", "the proforma", 180)
        assert w.value("SELECT count(*) FROM card") == 1
        assert (said(w, "imap.down"), said(w, "mail.quarantined")) == (1, 1), w.log_text()
        assert w.rows("SELECT outcome, target FROM message WHERE uid = 2") == [("quarantine", "quarantine")]


def test_a_person_who_flags_mails_meanwhile_disturbs_nothing():
    """The server tells plic of every flag, between and inside its answers."""
    with request.with_prices("flags", imap_extra="batch_bytes = 65536") as w:
        w.quiet()
        ends = threading.Event()

        def flag():
            c = w.imap("office")
            c.select("INBOX")
            while not ends.is_set():
                for sign in "+-":
                    c.uid("STORE", "1:*", sign + "FLAGS", "(\\Flagged $Work)")
            c.logout()
        letters = [compose("mama@client.test", "Mama", OFFICE, "Duminică %d" % i, "Ne vedem duminică la masă?\n" * 900, w.now())
                   for i in range(40)]
        for raw in letters[:10]:
            deliver(w, raw)
        t = threading.Thread(target=flag)
        t.start()
        try:
            for raw in letters[10:]:
                deliver(w, raw)
            ion_asks(w)
            w.read(ION, "PRF 0001", "the proforma", 60)
            w.quiet()
        finally:
            ends.set()
            t.join()
        assert w.rows("SELECT target, count(*) FROM message GROUP BY 1 ORDER BY 1") == [("handled", 2), ("stay", 40)], \
            w.rows("SELECT target, outcome, count(*) FROM message GROUP BY 1, 2")
        one_proforma(w)


def test_a_new_uidvalidity_does_no_work_twice():
    with request.with_prices("uidvalidity") as w:
        w.write("mama@client.test", "Duminică", "Ne vedem duminică la masă?\n", name="Mama")
        ion_asks(w)
        w.read(ION, "PRF 0001", "the proforma")
        w.quiet()
        handled = [m for m in w.folder("Plic/Handled") if m.from_addr == ION][0]
        mama = w.box("office")[0]
        w.stop_plic()
        w.servers.stop_dovecot()
        subprocess.run(["rm", "-rf", w.servers.dir + "/mail/office/mailboxes/INBOX"], check=True)
        for name in os.listdir(w.servers.dir + "/mail/office"):
            if name.startswith("dovecot"):
                os.unlink(w.servers.dir + "/mail/office/" + name)
        # Dovecot's UIDVALIDITY is a time in seconds, counted on for each folder made in the same second.
        known = int(w.value("SELECT value FROM setting WHERE key = 'imap.uidvalidity'"))
        w.until(lambda: time.time() > known + 1, "a UIDVALIDITY that was not given yet")
        w.servers.start_dovecot()
        c = w.imap("office")
        for m in (mama, handled):
            c.append("INBOX", None, None, m.raw)
        c.logout()
        w.start_plic()
        w.until(lambda: said(w, "imap.uidvalidity"), "it is noticed")
        w.write("vlad@client.test", "Înscriere", request.FREE_TEXT.replace("Ion Popescu", "Vlad Marin"), name="Vlad Marin")
        w.read("vlad@client.test", "PRF 0002", "work goes on")
        w.quiet()
        assert [m.subject for m in w.box("office")] == ["Duminică"]
        assert len(w.mails(ION)) == 1 and w.value("SELECT count(*) FROM card") == 2
        assert w.rows("SELECT outcome, count(*) FROM message WHERE outcome = 'duplicate' GROUP BY 1") == [("duplicate", 1)]


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
