#!/usr/bin/python3
"""A mailbox over the years: an old one on the first day, passwords that change, people who move mails about, servers that go away
for long, a plic that is killed again and again on the same mail."""
import os
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from faults import behind_proxy, children, deliver, ion_asks, one_proforma, said, settings
from world import suite
from world.mail import compose
from world.world import OFFICE, OWNER, World

ION = "ion.popescu@client.test"
OLD = int(os.environ.get("PLIC_TEST_OLD_MAILS", "2000"))


# -- the first day
def fill(w, n, old_days=400):
    """n mails of years past, as the mailbox of any firm holds."""
    src = w.servers.dir + "/old"
    for d in ("cur", "new", "tmp"):
        os.makedirs("%s/%s" % (src, d))
    for i in range(n):
        text = request.FREE_TEXT if i % 3 == 0 else "AJUTOR\n" if i % 3 == 1 else "Ne vedem duminică?\n"
        sender = OWNER if i % 3 == 1 else "vechi%d@client.test" % i
        raw = b"Authentication-Results: mx.mail.test; dkim=pass header.d=%s\r\n" % sender.partition("@")[2].encode() + \
            compose(sender, "Vechi", OFFICE, "Vechi %d" % i, text, w.base)
        stamp = int(w.base.timestamp()) - old_days * 86400 + i
        name = "%s/cur/%d.M%dP1.host:2," % (src, stamp, i)
        with open(name, "wb") as f:
            f.write(raw)
        os.utime(name, (stamp, stamp))
    subprocess.run(["chmod", "-R", "a+rwX", src], check=True)
    doveadm(w, "import", "-u", "office", "maildir:" + src, "", "all")


def doveadm(w, *args):
    return subprocess.run(["doveadm", "-c", w.servers.dir + "/dovecot.conf", *args], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE).stdout.decode()


def inbox(w):
    """UIDs and flags, as they are."""
    c = w.imap("office")
    c.select("INBOX", readonly=True)
    out = {int(re.search(rb"UID (\d+)", l).group(1)): re.search(rb"FLAGS \(([^)]*)\)", l).group(1).replace(b"\\Recent", b"").strip()
           for l in c.uid("FETCH", "1:*", "(FLAGS)")[1]}
    c.logout()
    return out


def test_a_first_start_on_a_full_mailbox_touches_none_of_it():
    with World("old") as w:
        fill(w, OLD)
        before = inbox(w)
        assert len(before) == OLD
        start = time.monotonic()
        w.start_plic()
        w.ask(*request.PRICES)
        ion_asks(w)
        w.read(ION, "PRF 0001", "the proforma for what is new")
        took = time.monotonic() - start
        w.quiet()
        assert inbox(w) == before, "every old mail as it was, unread ones unread"
        assert w.value("SELECT count(*) FROM message") == 2 and w.value("SELECT count(*) FROM card") == 1
        assert took < 15, took
        print("%d old mails: first answer and proforma after %.1f s" % (OLD, took))


def test_a_first_start_takes_the_mail_since_a_day_when_told_to():
    with World("since", imap_extra="take_since = '2026-11-01'") as w:
        fill(w, 30)
        ion_asks(w)  # waits there already when plic first starts
        w.start_plic()
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE state = 'moved'") == 1, "what came since is read")
        assert w.value("SELECT uid FROM message") == 31 and len(inbox(w)) == 30


def test_a_first_start_takes_all_when_told_to():
    with World("all", imap_extra="take_old = yes") as w:
        fill(w, 30)
        w.start_plic()
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE state = 'moved'") == 30, "all are read", 40)


# -- people
def test_a_handled_mail_that_staff_move_back_is_said_to_be_done_and_not_redone():
    with request.with_prices("moved-back") as w:
        ion_asks(w)
        w.read(ION, "PRF 0001", "the proforma")
        w.quiet()
        c = w.imap("office")
        c.select("Plic/Handled")
        uid = c.uid("SEARCH", None, 'FROM "ion.popescu"')[1][0].split()[0]
        assert c.uid("MOVE", uid, "INBOX")[0] == "OK"
        c.logout()
        m = w.read(OWNER, "Deja rezolvat", "a word to staff")
        assert "Înscriere curs" in m.subject and ION in m.visible(), (m.subject, m.visible())
        w.quiet()
        one_proforma(w)
        assert any(x.from_addr == ION for x in w.folder("Plic/Handled")) and w.box("office") == []
        told = len(w.mails(OWNER))
        w.restart_plic()
        w.quiet()
        assert len(w.mails(OWNER)) == told
        # the same words sent once more are a copy, not a mail moved back
        assert w.rows("SELECT count(*) FROM message WHERE outcome = 'moved-back'") == [(1,)]


def test_a_copy_of_our_own_mail_is_not_archived_again():
    with request.with_prices("own-copies", mail_extra="bcc_self = yes") as w:
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE outcome = 'own'"), "our copy came back")
        w.quiet()
        assert w.rows("SELECT count(*) FROM message m JOIN raw r ON r.sha256 = m.sha256 WHERE m.outcome = 'own'") == [(0,)]
        w.run("verify", now=False)


# -- signing in
def test_a_changed_password_file_needs_no_restart():
    with behind_proxy("new-password", "imaps", timeout=5) as w:
        w.servers.set_password("the-new-one")
        w.proxy.break_after(0, "reset")
        ion_asks(w)
        w.until(lambda: said(w, "imap.refused"), "the old password is refused")
        with open(w.dir + "/password", "w") as f:
            f.write("the-new-one\n")
        w.until(lambda: said(w, "imap.up") == 2, "the new one is taken", 20)
        w.proxy.__exit__()


# -- what lasts
def restart_blind(w, now):
    """Again, while the mailbox is out of reach."""
    w.stop_plic()
    w.set_clock(now)
    downs = said(w, "imap.down")
    w.start_plic(wait=False)
    w.until(lambda: said(w, "imap.down") > downs, "it is still out of reach")


def test_a_mailbox_out_of_reach_is_told_to_the_owner_once_and_its_return_once():
    with behind_proxy("alarm", "imaps", timeout=2) as w:
        w.proxy.refuse()
        w.proxy.break_after(0, "reset", times=9)
        ion_asks(w)
        w.until(lambda: said(w, "imap.down"), "the outage is noticed")
        assert not [m for m in w.mails(OWNER) if "căsuța poștală" in m.subject]
        restart_blind(w, "2026-11-12 09:10")
        assert not said(w, "trouble"), "not before a quarter of an hour"
        restart_blind(w, "2026-11-12 09:17")
        m = w.read(OWNER, "nu mai ajung la căsuța poștală", "the alarm")
        assert "127.0.0.1" in m.visible() or "localhost" in m.visible(), m.visible()
        restart_blind(w, "2026-11-12 10:30")
        w.proxy.fault = None
        w.proxy.accept()
        w.read(OWNER, "răspunde din nou", "the word that it is over", 60)
        w.read(ION, "PRF 0001", "the proforma")
        w.quiet()
        subjects = [m.subject for m in w.mails(OWNER)]
        assert sum("căsuța poștală" in s.lower() for s in subjects) == 2, subjects
        w.proxy.__exit__()


def sender_refused(name, **fault):
    with request.with_prices(name) as w:
        w.servers.faults(**fault)
        ion_asks(w)
        w.until(lambda: said(w, "smtp.down"), "the refusal is noticed")
        w.until(lambda: said(w, "trouble"), "it is a trouble")
        assert set(w.rows("SELECT state FROM outbox WHERE state <> 'done'")) == {("queued",)}
        assert w.rows("SELECT address FROM client") == [("ok",)], w.rows("SELECT address FROM client")
        told = len(w.mails(OWNER))
        w.servers.faults()
        w.restart_plic(now="2026-11-12 09:30")
        w.read(ION, "PRF 0001", "the proforma, at last")
        m = w.read(OWNER, "nu mai primește mailuri", "the word to the owner")
        assert "our account" in m.visible(), m.visible()
        w.read(OWNER, "ne primește din nou", "the word that it is over")
        w.quiet()
        assert len(w.mails(OWNER)) == told + 2, [m.subject for m in w.mails(OWNER)]
        assert w.rows("SELECT address FROM client") == [("ok",)]
        one_proforma(w)


def test_a_refused_sender_holds_everything_and_blames_no_client():
    sender_refused("sender", mail="550 5.7.1 our account is suspended")


def test_a_sender_refused_only_when_the_recipient_is_named_is_no_recipients_fault():
    sender_refused("sender-rcpt", rcpt="553 5.7.1 <office@mail.test>: Sender address rejected: not owned by our account")


def test_a_server_that_puts_our_sender_off_is_waited_for():
    with request.with_prices("sender-4xx") as w:
        w.servers.faults(mail="451 4.3.0 try again later")
        ion_asks(w)
        w.until(lambda: said(w, "smtp.down"), "noticed")
        assert w.rows("SELECT tries FROM outbox WHERE recipient = ?", ION) in ([(0,)], [(1,)])
        w.servers.faults()
        w.read(ION, "PRF 0001", "the proforma", 20)
        w.quiet()
        assert not said(w, "trouble") and not said(w, "mail.refused")
        one_proforma(w)


# -- killed
def test_three_begun_attempts_without_an_end_put_the_mail_into_quarantine():
    with behind_proxy("three-kills", "imaps", timeout=5) as w:
        uid = w.value("SELECT max(uid) FROM message") + 1
        w.stop_plic()
        deliver(w, compose("x@client.test", "X", OFFICE, "Ucigas", "x\n", w.now()))
        ion_asks(w)
        for attempt in (1, 2, 3):
            w.proxy.refuse()
            downs = said(w, "imap.down")
            w.start_plic(wait=False)
            w.until(lambda: said(w, "imap.down") > downs, "a reader is ready, and no mailbox yet")
            for pid in children(w.process.pid):
                os.kill(pid, signal.SIGSTOP)  # so that the process can be killed while it waits
            w.proxy.accept()
            w.until(lambda: w.value("SELECT attempts FROM message WHERE uid = ?", uid) == attempt, "attempt %d begins" % attempt)
            kids = children(w.process.pid)
            w.stop_plic(signal.SIGKILL)
            for pid in kids:
                os.kill(pid, signal.SIGKILL)
        w.start_plic()
        w.read(ION, "PRF 0001", "the one behind it")
        w.quiet()
        assert [m.subject for m in w.folder("Plic/Quarantine")] == ["Ucigas"]
        w.read(OWNER, lambda m: "Ucigas" in m.visible(), "a word to staff")
        w.proxy.__exit__()


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
