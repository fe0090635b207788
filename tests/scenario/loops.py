#!/usr/bin/python3
"""No loop with any robot: two plics that write to each other, and responders that answer every mail, with the headers
of such answers and without. Each ends by itself, in few mails, and staff are told once."""
import os
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from world import suite
from world.mail import compose, sign
from world.servers import PEOPLE
from world.world import OFFICE, OWNER, PLIC, World, conf_text

ION = "ion.popescu@client.test"
SHOP = "shop@mail.test"
ROUNDS = 40  # a loop would pass this many; the caps end far below


class Shop:
    """A second firm with a plic of its own, on the same servers."""

    def __init__(self, w):
        self.w, self.dir = w, w.dir + "/shop"
        os.makedirs(self.dir)
        conf = conf_text(imaps=w.servers.imaps, submission=w.servers.submission, keys=w.servers.keys, config=w.config_dir,
                         timeout=w.timeout)
        conf = conf.replace("address = '" + OFFICE, "address = '" + SHOP).replace("user = 'office'", "user = '%s'" % SHOP)
        conf = conf.replace("ana@firma.test", "sofia@altul.test").replace("Atelier Diana", "Magazinul Sofia")
        with open(self.dir + "/plic.conf", "w") as f:
            f.write(conf)
        with open(os.open(self.dir + "/password", os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
            f.write(PEOPLE)
        self.log = open(self.dir + "/plic.log", "wb")
        self.process = subprocess.Popen([PLIC, "-c", self.dir + "/plic.conf", "--now", w.now_arg(), "run"],
                                        stdout=self.log, stderr=self.log)
        w.until(lambda: "imap.up" in open(self.dir + "/plic.log").read(), "the second plic starts")

    def __enter__(self):
        return self

    def outcomes(self):
        """How each mail to it ended."""
        with sqlite3.connect("file:%s/data/plic.db?mode=ro" % self.dir, uri=True, timeout=10) as db:
            return [r[0] for r in db.execute("SELECT outcome FROM message ORDER BY id")]

    def __exit__(self, kind, value, trace):
        if kind:
            print("--- plic.log of the shop\n" + open(self.dir + "/plic.log").read()[-3000:])
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


def subjects(w, person):
    return [m.subject for m in w.mails(person)]


def settle(w, *boxes):
    """Until nothing has arrived anywhere for a while: plic is idle and the boxes stand still."""
    def count():
        w.quiet()
        return tuple(len(w.box(b)) for b in boxes)

    last, since = count(), time.monotonic()
    while time.monotonic() - since < 1:
        now = count()
        if now != last:
            last, since = now, time.monotonic()
        time.sleep(0.05)
    return last


def robot(w, person, answer):
    """Answers every mail that comes to the person, until none comes. answer(mail, n) gives the raw answer, or None."""
    user, seen, n = person.partition("@")[0], set(), 0
    while n < ROUNDS:
        settle(w, user)
        new = [m for m in w.box(user) if m.message_id not in seen]
        if not new:
            return n
        for m in new:
            seen.add(m.message_id)
            raw = answer(m, n)
            if raw:
                w.send_raw(person, sign(raw, person.partition("@")[2]), m.reply_to)
                n += 1
    raise AssertionError("%s still gets mails after %d answers: %s" % (person, n, subjects(w, person)))


def told(w, before):
    """Mails to the owner since then, without the answers to commands."""
    return subjects(w, OWNER)[before:]


def start_card(w):
    """A real request: the proforma goes out to whom the robots answer for."""
    w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
    w.until(lambda: any("PRF 0001" in s for s in subjects(w, ION)), "the proforma")
    w.quiet()
    return len(subjects(w, OWNER))


def test_two_plics_end_by_themselves():
    with request.with_prices("two-plics") as w, Shop(w) as shop:
        before = len(subjects(w, OWNER))
        # The shop's plic is a client of the office: it asked, by whatever accident.
        raw = compose(SHOP, "Magazinul Sofia", OFFICE, "Înscriere curs", request.FREE_TEXT, w.now())
        w.send_raw(SHOP, sign(raw, "mail.test"), OFFICE)
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE recipient = ? AND state = 'done'", SHOP) == 1, "it is answered")
        w.until(lambda: len(shop.outcomes()) == 1, "the shop reads the answer")
        settle(w, "office", "shop", "sofia", "ana")
        assert shop.outcomes() == ["auto-reply"], shop.outcomes()
        assert w.value("SELECT count(*) FROM outbox WHERE recipient = ?", SHOP) == 1
        assert w.value("SELECT count(*) FROM message WHERE sender = ?", SHOP) == 1, "the shop wrote back"
        assert told(w, before) == [], told(w, before)


def through_gateway(name, words):
    """A gateway rewrites senders and drops Auto-Submitted: each plic sees a person. Gives both plics' outcomes."""
    with request.with_prices(name) as w, Shop(w) as shop:
        before = len(subjects(w, OWNER))
        for line in request.PRICES:
            w.write("sofia@altul.test", "Comenzi", line + "\n", to=SHOP)
        w.until(lambda: len(w.box("sofia")) >= len(request.PRICES), "the shop has prices")
        gates = {"poarta1@client.test": ("poarta2@client.test", SHOP), "poarta2@client.test": ("poarta1@client.test", OFFICE)}
        w.write("poarta1@client.test", "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        seen, n = set(), 0
        while n < ROUNDS:
            settle(w, "poarta1", "poarta2", "shop")
            new = [(g, m) for g in gates for m in w.box(g.partition("@")[0]) if m.message_id not in seen]
            if not new:
                break
            for gate, m in new:
                seen.add(m.message_id)
                sender, to = gates[gate]
                raw = compose(sender, "Ion Popescu", to, "%s %d" % (m.subject, n), words + m.text, w.now())
                w.send_raw(sender, sign(raw, "client.test"), to)
                n += 1
        assert n < 4, "%d mails went through the gateway" % n
        assert len(told(w, before)) <= 1, told(w, before)
        return n, shop.outcomes()[len(request.PRICES):], [r[0] for r in w.rows("SELECT outcome FROM message")][1:]


def test_two_plics_behind_a_gateway_that_strips_headers():
    # The shop takes the proforma for an unclear request and asks its own staff; nobody writes on.
    assert through_gateway("plics-gateway", "") == (1, ["request-unclear"], ["request"])


def test_two_plics_behind_a_gateway_that_asks():
    """Each mail comes through as a new request in so many words: the second of a kind in a day is not answered."""
    n, shop, office = through_gateway("plics-asking", "Aș dori să mă înscriu la cursul de Excel avansat.\n\n")
    assert n == 2 and shop == ["request"] and office == ["request", "request-again"], (n, shop, office)


AWAY = "Bună ziua,\n\nSunt în concediu până pe 5 decembrie. Pentru urgențe: birou@client.test.\n\nIon Popescu\n"
ASKS = "Aș dori să mă înscriu la cursul de Excel avansat.\n"


class Responder:
    """Answers every mail. What becomes of its first answer, and how often staff hear of it."""

    def __init__(self, who, text, subject, outcome, told_of, headers=(), to=None, in_thread=True):
        self.address, self.text, self.subject = who + "@client.test", text, subject
        self.outcome, self.told_of, self.headers, self.to, self.in_thread = outcome, told_of, headers, to, in_thread

    def answer(self, w):
        return lambda m, n: compose(self.address, "Ion Popescu", self.to or m.reply_to, self.subject(m, n), self.text, w.now(),
                                    in_reply_to=m.message_id if self.in_thread else None, headers=self.headers)


RESPONDERS = [
    Responder("antete", "Accept", lambda m, n: "Re: " + m.subject, "auto-reply", 0, [("Auto-Submitted", "auto-replied")]),
    Responder("fara", AWAY, lambda m, n: "Re: " + m.subject, "auto-reply", 0),
    Responder("altele", AWAY, lambda m, n: "Mesajul dumneavoastră nr. %d" % (n + 1), "auto-reply", 0),
    # Nothing tells it from a person: staff are asked, and it is answered by nobody else.
    Responder("nimic", "Am primit mesajul, mulțumim.\n", lambda m, n: "Primit %d" % n, "question", 1),
    # A ticket system that opens a request for every mail it gets, to the office itself: a person looks.
    Responder("tichet", ASKS, lambda m, n: "[Tichet %d] %s" % (n + 1, m.subject), "question", 1, to=OFFICE, in_thread=False),
]


def test_responders_end_by_themselves():
    with request.with_prices("responders") as w:
        for r in RESPONDERS:
            before = len(subjects(w, OWNER))
            w.write(r.address, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
            w.until(lambda: subjects(w, r.address), "the proforma for " + r.address)
            w.quiet()
            stages = w.rows("SELECT id, stage FROM card")
            n = robot(w, r.address, r.answer(w))
            assert n == 1 and len(subjects(w, r.address)) == 1, "%s: %d answers to %s" % (r.address, n, subjects(w, r.address))
            assert len(told(w, before)) == r.told_of, (r.address, told(w, before))
            assert w.rows("SELECT id, stage FROM card") == stages, "%s moved a card" % r.address
            assert w.value("SELECT outcome FROM message ORDER BY id DESC LIMIT 1") == r.outcome, \
                (r.address, w.rows("SELECT sender, outcome FROM message"))
        assert w.value("SELECT count(*) FROM acceptance") == 0


def test_flood_of_one_mailbox_under_many_names():
    """a+1@, a+2@ ... are one correspondent; beyond the cap the mails wait in the journal, staff hear of it once."""
    with request.with_prices("plus-flood", mail_extra="mails_per_day = 3") as w:
        before = len(subjects(w, OWNER))
        for i in range(8):
            w.write("ion+%d@client.test" % i, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE sender LIKE 'ion+%'") == 8, "all have come")
        settle(w, "ion", "ana")
        sent = w.value("SELECT count(*) FROM outbox WHERE recipient LIKE 'ion+%' AND kind = 'send_mail'")
        assert sent == 3, sent
        assert w.value("SELECT count(*) FROM message WHERE outcome = 'over-cap'") == 5
        assert len([s for s in told(w, before) if "Prea multe" in s]) == 1, told(w, before)


def test_flood_of_unproven_requests_is_told_once():
    with request.with_prices("unproven-flood", mail_extra="unproven_per_day = 3") as w:
        before = len(subjects(w, OWNER))
        for i in range(8):
            w.write("om%d@strain%d.test" % (i, i), "Înscriere curs", request.FREE_TEXT, name="Om", dkim=False)
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE sender LIKE 'om%'") == 8, "all have come")
        settle(w, "ana")
        assert w.value("SELECT count(*) FROM card") == 3
        assert w.value("SELECT count(*) FROM message WHERE outcome = 'over-cap'") == 5
        flood = [s for s in told(w, before) if "nedovedite" in s]
        assert len(flood) == 1, told(w, before)
        # The twin: who is proven is served all the same.
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.read(ION, "PRF", "the proforma of a proven one")


def dsn(w, m, status, to=ION, message_id=None):
    raw = ("From: MAILER-DAEMON@client.test\r\nTo: %s\r\nSubject: Undelivered Mail Returned to Sender\r\n"
           "Message-ID: <%s@client.test>\r\nDate: Thu, 12 Nov 2026 09:00:00 +0200\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
           "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
           "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.client.test\r\n\r\n"
           "Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n\r\n"
           "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: %s\r\nTo: %s\r\n\r\n--b--\r\n"
           % (m.reply_to, os.urandom(6).hex(), to, status, message_id or m.message_id, to))
    w.send_raw("", raw.encode(), m.reply_to)


def test_bounces_suspect_then_stop():
    with request.with_prices("bounces") as w:
        start_card(w)
        proforma = w.mails(ION)[0]
        address = lambda: w.value("SELECT address FROM client")
        before = len(subjects(w, OWNER))

        # Forged: it names a mail that we never wrote.
        dsn(w, proforma, "5.1.1", message_id="<altul@mail.test>")
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE outcome = 'bounce-foreign'") == 1, "the forged one")
        assert address() == "ok" and not told(w, before)

        dsn(w, proforma, "5.4.4")
        w.until(lambda: address() == "suspect", "the first")
        dsn(w, proforma, "5.4.4")  # the same failure, told twice
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE outcome = 'bounce'") == 2, "told again")
        settle(w, "ana")
        assert address() == "suspect" and len(told(w, before)) == 1, told(w, before)

        # A second mail waits while the address dies: it is not sent, and who waits for it is told.
        w.ask("STAI TOT")
        w.write(ION, "Încă un curs", "Bună ziua,\n\nAș dori să mă înscriu și la Curs Word.\n", name="Ion Popescu")
        waits = "SELECT state FROM outbox WHERE recipient = ? ORDER BY id DESC LIMIT 1"
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE recipient = ?", ION) == 2, "the second proforma waits")
        assert w.value(waits, ION) == "queued"
        dsn(w, proforma, "5.1.1")
        w.until(lambda: address() == "dead", "the second failure")
        arrived = len(subjects(w, ION))
        w.ask("PORNESTE TOT")
        w.until(lambda: w.value(waits, ION) == "failed", "it is given up")
        w.read(OWNER, lambda m: "nu mai primește mailuri" in m.text and "PRF 0002" in m.text, "staff hear what did not go")
        assert len(subjects(w, ION)) == arrived


def test_complaint_stops_the_mails():
    with request.with_prices("complaint") as w:
        start_card(w)
        m = w.mails(ION)[0]
        raw = ("From: fbl@altul.test\r\nTo: %s\r\nSubject: FW: proforma\r\nMessage-ID: <%s@altul.test>\r\n"
               "Date: Thu, 12 Nov 2026 09:00:00 +0200\r\nMIME-Version: 1.0\r\n"
               "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
               "--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n"
               "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n\r\n"
               "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: %s\r\nTo: %s\r\n\r\nx\r\n--b--\r\n")
        forged = raw % (OFFICE, "f1", "<altul@mail.test>", ION)
        w.send_raw("fbl@altul.test", forged.encode(), OFFICE)
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE outcome = 'feedback-foreign'") == 1, "the forged one")
        assert w.value("SELECT address FROM client") == "ok"
        w.send_raw("fbl@altul.test", (raw % (OFFICE, "f2", m.message_id, ION)).encode(), OFFICE)
        w.until(lambda: w.value("SELECT address FROM client") == "dead", "the complaint")
        told_mail = w.read(OWNER, lambda x: "nedorit" in x.text and ION in x.text, "the owner hears of it")
        assert "CLIENT" in told_mail.text


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
