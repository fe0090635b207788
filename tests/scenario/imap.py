#!/usr/bin/python3
"""Mail servers as they are, or as they could be: a scripted peer plays what Dovecot cannot be made to do. Whatever one mail or
one answer does, the others are handled, nothing is lost, and nothing is asked without an end."""
import os
import re
import signal
import ssl
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from faults import said, settings
from world import suite
from world.mail import Mail, compose
from world.peer import CAPABILITY, Peer, more_certificates
from world.world import OFFICE, OWNER, OWNER_NAME, World


def letter(w, subject, text="AJUTOR\n", sender=OWNER, name=OWNER_NAME):
    raw = compose(sender, name, OFFICE, subject, text, w.now())
    d = sender.partition("@")[2]
    return b"Authentication-Results: mx.mail.test; dkim=pass header.d=%s; dmarc=pass header.from=%s\r\n" % (
        d.encode(), d.encode()) + raw


def world_on(p, name, start=True, timeout=2, **kw):
    """A firm whose mailbox is the peer; everybody else's is the real server."""
    def prepare(w):
        settings(w, "port = %d\n" % w.servers.imaps, "port = %d\n" % p.port)
        if start:
            w.start_plic()
    return World(name, prepare=prepare, timeout=timeout, **kw)


def asks(w, p, subject):
    """Staff write a command to the peer's mailbox and read the answer."""
    raw = letter(w, subject)
    p.add(raw)
    return answered(w, Mail(raw).message_id)


def answered(w, message_id, seconds=None):
    return w.read(OWNER, lambda m: message_id in m.header("In-Reply-To"), "an answer to " + message_id, seconds)


def journal(w):
    return {uid: (state, target) for uid, state, target in w.rows("SELECT uid, state, target FROM message")}


# -- what a server gives
def leave_out(p, uid, always):
    """FETCH of bodies without one of those asked for; `always`: also when it is asked for alone."""
    def fetch(s, tag, words):
        if "BODY.PEEK" not in " ".join(words):
            return False
        uids = s.uids(words[1])
        for u in uids:
            if u != uid or (len(uids) == 1 and not always):
                s.fetch_one(u, " ".join(words[2:]))
        s.ok(tag)
        return True
    p.on["FETCH"] = fetch


def test_a_mail_left_out_of_an_answer_is_asked_for_alone():
    with Peer() as p, world_on(p, "left-out", start=False) as w:
        letters = [letter(w, "Comanda %d" % i) for i in range(4)]
        for raw in letters:
            p.add(raw)
        settings(w, "ca_file", "take_old = yes\n\tca_file")
        leave_out(p, 2, always=False)
        w.start_plic()
        for raw in letters:
            answered(w, Mail(raw).message_id)
        w.until(lambda: len(p.folders["Plic/Handled"]) == 4, "all four are done")
        assert said(w, "mail.quarantined") == 0 and said(w, "imap.down") == 0, w.log_text()


def test_a_mail_that_is_never_given_is_set_aside_after_three_tries():
    with Peer() as p, world_on(p, "never-given", start=False) as w:
        letters = [letter(w, "Comanda %d" % i) for i in range(3)]
        for raw in letters:
            p.add(raw)
        settings(w, "ca_file", "take_old = yes\n\tca_file")
        leave_out(p, 2, always=True)
        w.start_plic()
        answered(w, Mail(letters[2]).message_id)
        w.read(OWNER, lambda m: "nu poate fi citit" in m.subject, "a word about the mail that is not given")
        w.until(lambda: list(p.folders["Plic/Quarantine"].values()) == [letters[1].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")],
                "it lies in Quarantine")
        alone = [c for c in p.commands("FETCH") if re.search(r"FETCH 2 .*BODY", c)]
        assert len(alone) == 3, alone
        assert journal(w)[2] == ("moved", "quarantine") and said(w, "mail.quarantined") == 1


def test_a_mail_that_somebody_takes_away_between_list_and_fetch_is_passed_over():
    with Peer() as p, world_on(p, "taken-away", start=False) as w:
        for i in range(3):
            p.add(letter(w, "Comanda %d" % i))
        settings(w, "ca_file", "take_old = yes\n\tca_file")

        def fetch(s, tag, words):
            if "BODY.PEEK" in " ".join(words):
                p.folders["INBOX"].pop(2, None)
            return False
        p.on["FETCH"] = fetch
        w.start_plic()
        w.until(lambda: len(p.folders.get("Plic/Handled", ())) == 2, "the other two are done")
        assert sorted(journal(w)) == [1, 3] and said(w, "mail.quarantined") == 0


def test_an_empty_mail_is_said_to_be_empty():
    with Peer() as p, world_on(p, "empty") as w:
        p.add(b"")
        m = w.read(OWNER, lambda m: "nu poate fi citit" in m.subject, "a word about the empty mail")
        assert "limit" not in m.visible().lower() and re.search(r"empty|gol", m.visible()), m.visible()
        asks(w, p, "După")
        assert journal(w)[1] == ("moved", "quarantine")


def spoil_body(p, uid, send):
    """The body of one mail comes as send(session, tag) writes it, whether asked for alone or with others."""
    def fetch(s, tag, words):
        if "BODY.PEEK" not in " ".join(words) or uid not in s.uids(words[1]):
            return False
        send(s, tag)
        return True
    p.on["FETCH"] = fetch


def one_is_spoiled(name, send, seconds=60, **kw):
    with Peer() as p, world_on(p, name, **kw) as w:
        asks(w, p, "Înainte")
        spoil_body(p, 2, send)
        p.add(letter(w, "Stricat"))
        raw = letter(w, "După")
        p.add(raw)
        answered(w, Mail(raw).message_id, seconds)
        w.until(lambda: journal(w).get(2) == ("moved", "quarantine"), "it is set aside")
        assert (said(w, "imap.down"), said(w, "mail.quarantined")) == (1, 1), w.log_text()
        with open("/proc/%d/status" % w.process.pid) as f:
            peak = int(re.search(r"VmHWM:\s+(\d+)", f.read()).group(1)) >> 10
        assert peak < 120, "%d MB resident" % peak


@suite.beside
def test_a_literal_of_four_gigabytes():
    def send(s, tag):
        s.send("* 2 FETCH (UID 2 BODY[] {4000000000}\r\n" + "x" * 100000)
    one_is_spoiled("literal-4g", send)


@suite.beside
def test_a_literal_longer_than_announced():
    def send(s, tag):
        s.send("* 2 FETCH (UID 2 BODY[] {10}\r\nFrom: somebody@client.test\r\n\r\nmuch more\r\n)\r\n%s OK done\r\n" % tag)
    one_is_spoiled("literal-short", send)


@suite.beside
def test_a_server_that_never_ends():
    def send(s, tag):
        for _ in range(4000):
            s.send("* 2 FETCH (UID 2 BODY[] {65000}\r\n" + "x" * 65000 + ")\r\n")
    one_is_spoiled("endless", send)


@suite.beside
def test_a_server_that_drips():
    """Ten times the timeout in total, however steadily something comes."""
    with Peer() as p, world_on(p, "drip") as w:
        asks(w, p, "Înainte")
        dripped = []

        def drip(s, tag):
            p.on.clear()
            start = time.monotonic()
            s.send("* 2 FETCH (UID 2 BODY[] {100000}\r\n")
            try:
                while True:
                    s.send("x")
                    time.sleep(0.5)
            except OSError:
                dripped.append(time.monotonic() - start)
                raise
        spoil_body(p, 2, drip)
        raw = letter(w, "Picurat")
        p.add(raw)
        answered(w, Mail(raw).message_id, 60)
        assert len(dripped) == 1 and 18 <= dripped[0] < 28, dripped
        assert said(w, "imap.down") == 1, w.log_text()


# -- IDLE
def test_idle_with_a_line_before_the_plus():
    with Peer() as p:
        def idle(s, tag, words):
            s.line("* FLAGS (\\Seen \\Deleted)")
            s.line("+ idling")
            s.end_idle(tag)
            return True
        p.on["IDLE"] = idle
        with world_on(p, "idle-line") as w:
            for i in range(3):
                w.until(p.idles.is_set, "it idles")
                asks(w, p, "Comanda %d" % i)
            assert len(p.sessions) == 1 and said(w, "imap.down") == 0, w.log_text()


def test_news_that_comes_with_the_plus_wakes_at_once():
    with Peer() as p:
        raws = []

        def idle(s, tag, words):
            if raws:
                p.folders["INBOX"][p.uidnext] = raws.pop()
                p.uidnext += 1
                s.send("+ idling\r\n* 2 EXISTS\r\n")
            else:
                s.line("+ idling")
            s.end_idle(tag)
            return True
        p.on["IDLE"] = idle
        with world_on(p, "idle-buffered") as w:
            raw = letter(w, "Odată cu plusul")
            raws.append(raw)
            asks(w, p, "Trezire")
            answered(w, Mail(raw).message_id, 5)


@suite.beside
def test_idle_that_breaks_three_times_is_replaced_by_polling():
    with Peer() as p:
        p.on["IDLE"] = lambda s, tag, words: True  # says nothing: a firewall swallowed it
        with world_on(p, "idle-broken", imap_extra="poll = 5") as w:
            w.until(lambda: said(w, "imap.polls"), "it polls instead", 60)
            assert len(p.commands("IDLE")) == 3, p.commands("IDLE")
            raw = letter(w, "La următoarea privire")
            p.add(raw)
            answered(w, Mail(raw).message_id, 30)
            assert len(p.commands("IDLE")) == 3, "no IDLE in a session that polls"
            last = len(p.sessions)
            p.on.pop("IDLE")
            p.sessions[-1].close()
            w.until(lambda: len(p.sessions) > last and p.idles.is_set(), "the session after it idles again", 30)


@suite.beside
def test_an_idle_session_that_ends_is_no_outage():
    with Peer() as p, world_on(p, "hourly") as w:
        for i in range(2):
            asks(w, p, "Comanda %d" % i)
            w.until(p.idles.is_set, "it idles")
            time.sleep(11)  # a session shorter than that is not believed to have been good
            n = len(p.sessions)
            p.sessions[-1].line("* BYE session expired")
            p.sessions[-1].close()
            w.until(lambda: len(p.sessions) == n + 1 and p.idles.is_set(), "a new session")
        asks(w, p, "La urmă")
        assert (said(w, "imap.dropped"), said(w, "imap.down"), said(w, "trouble")) == (2, 0, 0), w.log_text()


# -- folders and moves
def test_folders_are_made_with_the_servers_separator_and_made_again_when_they_vanish():
    with Peer(separator=".") as p, world_on(p, "folders") as w:
        assert set(p.folders) >= {"Plic.Handled", "Plic.Review", "Plic.Quarantine", "Plic.Noise"}, sorted(p.folders)
        assert len(p.commands("SUBSCRIBE")) == 4
        asks(w, p, "Prima")
        w.until(lambda: len(p.folders["Plic.Handled"]) == 1, "moved")
        del p.folders["Plic.Handled"]
        asks(w, p, "A doua")
        w.until(lambda: len(p.folders.get("Plic.Handled", ())) == 1, "made again on TRYCREATE, and moved")


def test_folders_under_inbox_where_the_server_keeps_them_there():
    with Peer(separator=".") as p:
        p.folders["INBOX.Sent"] = {}
        with world_on(p, "courier"):
            assert "INBOX.Plic.Handled" in p.folders, sorted(p.folders)


def test_without_move_copy_then_expunge_of_that_uid_alone():
    with Peer(capability=CAPABILITY.replace(" MOVE", "")) as p, world_on(p, "no-move") as w:
        somebodys = p.add(letter(w, "A altcuiva", "Salut\n", "mama@client.test", "Mama"))
        p.flags[("INBOX", somebodys)] = {"\\Deleted"}
        asks(w, p, "Comanda")
        w.until(lambda: len(p.folders["Plic/Handled"]) == 1, "copied")
        w.until(lambda: list(p.folders["INBOX"]) == [somebodys], "only ours is gone")
        assert all(re.search(r"UID EXPUNGE 2$", c) for c in p.commands("EXPUNGE")) and p.commands("EXPUNGE")


def test_without_uidplus_nothing_is_expunged():
    with Peer(capability="IMAP4rev1 IDLE") as p, world_on(p, "no-uidplus") as w:
        asks(w, p, "Comanda")
        w.until(lambda: p.flags.get(("INBOX", 1)) == {"$PlicHandled"}, "a keyword marks it")
        assert len(p.folders["Plic/Handled"]) == 1 and not p.commands("EXPUNGE")
        w.restart_plic()
        asks(w, p, "Încă una")
        w.until(lambda: len(p.folders["Plic/Handled"]) == 2, "the first is not done again")


def test_a_tagged_ok_without_a_text():
    from world import peer
    honest = peer.Session.ok
    peer.Session.ok = lambda self, tag, text="": self.line("%s OK" % tag)
    try:
        with Peer() as p, world_on(p, "bare-ok") as w:
            asks(w, p, "Comanda")
            w.until(lambda: len(p.folders["Plic/Handled"]) == 1, "moved")
            assert len(p.sessions) == 1 and said(w, "imap.down") == 0, w.log_text()
    finally:
        peer.Session.ok = honest


# -- stopping
def test_a_stop_during_a_hanging_command_takes_seconds_and_leaves_nothing_half_done():
    with Peer() as p, world_on(p, "stop", timeout=60) as w:
        asks(w, p, "Înainte")
        p.on["FETCH"] = lambda s, tag, words: True
        raw = letter(w, "În mijloc")
        p.add(raw)
        w.until(lambda: "FETCH" in p.said[-1][1], "it waits for an answer that does not come")
        start = time.monotonic()
        w.stop_plic(signal.SIGTERM)
        assert time.monotonic() - start < 5, time.monotonic() - start
        p.on.clear()
        w.start_plic()
        answered(w, Mail(raw).message_id)
        w.run("verify", now=False)


def test_a_stop_while_the_mail_host_hangs_takes_seconds():
    with World("stop-smtp", timeout=60, prepare=lambda w: w.start_plic()) as w:
        w.servers.faults(delay=20)
        w.command("AJUTOR")
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE state = 'sending'"), "it is being sent")
        start = time.monotonic()
        w.stop_plic(signal.SIGTERM)
        assert time.monotonic() - start < 8, time.monotonic() - start
        assert w.rows("SELECT state FROM outbox") == [("unknown",)], w.rows("SELECT state, last_error FROM outbox")


# -- whom we talk to
def check_says(p, name, submission=False):
    with World(name) as w:
        old = "port = %d\n" % (w.servers.submission if submission else w.servers.imaps)
        settings(w, old, "port = %d\n\ttls = 'tls'\n" % p.port if submission else "port = %d\n" % p.port)
        out = w.run("check", check=False).out
        return [l for l in out.splitlines() if re.match(r"(ok|WRONG) +%s " % ("smtp" if submission else "imap"), l)][0]


def test_a_certificate_that_proves_nothing_is_refused_before_a_word_is_said():
    def only_old(ctx):
        ctx.minimum_version, ctx.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        ctx.set_ciphers("ALL:@SECLEVEL=0")
    for cert, tls in (("wrongname", None), ("expired", None), ("selfsigned", None), ("otherca", None), ("srv", only_old)):
        with Peer() as first:
            more_certificates(first.keys)
        for submission in (False, True):
            with Peer(certs={None: cert}, tls=tls) as p:
                line = check_says(p, "cert-" + cert, submission)
                assert line.startswith("WRONG"), line
                assert tls or "certificate" in line, line
                assert p.said == [], p.said


def test_the_name_is_told_to_a_server_of_many_names():
    with Peer(certs={None: "wrongname", "localhost": "srv"}) as p:
        assert check_says(p, "sni").startswith("ok"), "by SNI the right certificate is shown"
        assert p.names == ["localhost"], p.names


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
