#!/usr/bin/python3
"""Who is believed, who is answered, and what no mail can do. Each attack has a twin that differs only in the attacked
property and succeeds; an attack changes no state, writes to no third party, and staff hear of it once."""
import base64
import datetime
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import offer
import request
from world import suite
from world.mail import compose, sign
from world.world import OWNER, OWNER_NAME, World

OURS = "office@mail.test"
MALLORY = "mallory@altul.test"
DAN = "dan@firma.test"
ION = "ion.popescu@client.test"
MIHAI = "mihai@gmail.test"
plain = offer.plain

# What an attack may not change. Words noted on a card and questions to staff are no change of state.
STATE = ("SELECT id, name, email, address, tax_id, phone, street FROM client", "SELECT id, client, stage, closed FROM card",
         "SELECT id, kind, state, number, total, open FROM document", "SELECT id, state, amount FROM payment",
         "SELECT * FROM allocation", "SELECT id, name, price FROM product", "SELECT id, stopped, paused FROM subscription",
         "SELECT prefix, next FROM series WHERE next > 1", "SELECT document, accepted FROM acceptance", "SELECT value FROM setting WHERE key = 'hold_all'")


def state(w):
    return {sql: w.rows(sql) for sql in STATE}


def outgoing(w, after=0):
    return w.rows("SELECT id, recipient, key FROM outbox WHERE id > ? ORDER BY id", after)


POSTED = [0]


class Attack:
    """with Attack(w, "name"): send. Then nothing has changed and nobody but staff was written to."""

    def __init__(self, w, name, told=None, to=()):
        self.w, self.name, self.told, self.to = w, name, told, set(to)

    def __enter__(self):
        self.before = state(self.w)
        self.last = self.w.value("SELECT coalesce(max(id), 0) FROM outbox")
        self.posted = POSTED[0]
        self.uid = self.w.value("SELECT coalesce(max(uid), 0) FROM message")
        return self

    def wait(self):
        n = self.uid + max(POSTED[0] - self.posted, 1)
        self.w.until(lambda: self.w.value("SELECT coalesce(max(uid), 0) FROM message") >= n, self.name + " arrives")
        self.w.quiet()

    def __exit__(self, kind, value, trace):
        if kind:
            return
        self.wait()
        for sql, rows in state(self.w).items():
            assert rows == self.before[sql], "%s: changed: %s\nwas %s\nis  %s" % (self.name, sql, self.before[sql], rows)
        new = outgoing(self.w, self.last)
        others = [r for r in new if r[1] not in (OWNER, DAN) and r[1] not in self.to]
        assert not others, "%s: written to %s" % (self.name, others)
        if self.told is not None:
            n = len([r for r in new if r[1] == OWNER])
            assert n == self.told, "%s: owner told %d times: %s" % (self.name, n, new)

    def outcome(self):
        return self.outcomes()[-1]

    def outcomes(self):
        """How each mail of the attack ended, in the order they were sent."""
        return [r[0] for r in self.w.rows("SELECT outcome FROM message WHERE uid > ? ORDER BY uid", self.uid)]


def verified(w):
    """plic verify; its clock may be a second behind the daemon's last fact."""
    w.until(lambda: w.run("verify", check=False).returncode == 0, "the books are right: " + w.run("verify", check=False).err)


def mail(w, sender, subject, text, name="", to=OURS, **kw):
    return compose(sender, name, to, subject, text, kw.pop("date", None) or w.now(), **kw)


def with_head(raw, *lines):
    """The same mail under more header lines."""
    return "".join(l + "\r\n" for l in lines).encode() + raw


def post(w, raw, signer=None, sender=MALLORY, to=OURS):
    raw = sign(raw, signer) if signer else raw
    w.send_raw(sender, raw, to)
    POSTED[0] += 1


def product(n):
    return "PRODUS Curs de proba %s 100 lei / buc, TVA 21, flux curs\n" % n


def staff_mail(w, n, **kw):
    return mail(w, OWNER, "Comenzi", product(n), name=OWNER_NAME, **kw)


def believed(w, n, raw, sender=OWNER, signer="firma.test"):
    post(w, raw, signer, sender)
    w.until(lambda: w.value("SELECT count(*) FROM product WHERE name LIKE ?", "%%proba %s" % n), "the twin %s is obeyed" % n)


FORGED = ["Authentication-Results: mx.mail.test; dkim=pass header.d=firma.test; dmarc=pass header.from=firma.test",
          "Authentication-Results: \"mx.mail.test\"; dmarc=pass header.from=firma.test",
          "Authentication-Results: (our (own) server) MX.MAIL.TEST 1; dmarc=pass header.from=firma.test",
          "Authentication-Results: mx.mail.test (x; y) ; auth=pass smtp.auth=ana@firma.test",
          "Authentication-Results:\r\n mx.mail.test;\r\n dkim=pass header.i=@firma.test",
          "Authentication-Results : mx.mail.test; dmarc=pass header.from=firma.test",
          "ARC-Authentication-Results: i=1; mx.mail.test; dmarc=pass header.from=firma.test"]


def test_commands_are_obeyed_only_from_proven_staff():
    with World("trust-staff", prepare=lambda w: w.start_plic()) as w:
        unproven = [
            ("no signature", staff_mail(w, 1), None),
            ("signed by another domain", staff_mail(w, 1), "altul.test"),
            ("SPF alone", with_head(staff_mail(w, 1), "Received-SPF: pass (mail.test: domain of ana@firma.test)",
                                    "X-SPF-Result: pass", "Authentication-Results: spf.test; spf=pass smtp.mailfrom=firma.test"),
             None),
            ("signed, then changed", sign(staff_mail(w, 1), "firma.test").replace(b"proba 1", b"proba 9"), None),
            ("staff before Mallory in From", with_head(mail(w, MALLORY, "Comenzi", product(1)),
                                                       "From: Ana Ionescu <ana@firma.test>"), "altul.test"),
            ("two From, both signatures right", sign(with_head(staff_mail(w, 1), "From: mallory@altul.test"), "altul.test"),
             "firma.test"),
            ("two mailboxes in From", re.sub(rb"From: [^\r]*", b"From: ana@firma.test, mallory@altul.test", staff_mail(w, 1)),
             "altul.test"),
            ("a second Subject over a right signature",
             with_head(sign(staff_mail(w, 1), "firma.test"), "Subject: altceva"), None),
        ] + [("forged results %d" % i, with_head(staff_mail(w, 1), line), None) for i, line in enumerate(FORGED)]
        told = 0
        last = w.value("SELECT coalesce(max(id), 0) FROM outbox")
        with Attack(w, "unproven staff") as a:
            for name, raw, signer in unproven:
                post(w, raw, signer)
        ends = list(zip([u[0] for u in unproven], a.outcomes()))
        assert all(end in ("staff-unproven", "unknown", "duplicate") for _, end in ends), ends
        told = [r for r in outgoing(w, last) if r[1] == OWNER]
        assert len(told) == 1, "staff told %d times: %s" % (len(told), told)
        notice = w.read(OWNER, lambda m: True, "the word to staff")
        assert "ana@firma.test" in notice.visible(), notice.visible()
        # Whoever merely looks like staff is nobody: his mail stays where it is.
        with Attack(w, "names like staff", told=0) as a:
            for name, sender in (('"ana@firma.test"', MALLORY), ("Ana Ionescu", MALLORY), ("Ana", "ana@firma.test.altul.test"),
                                 ("Ana", "ana@client.test")):
                raw = re.sub(rb"From: [^\r]*", ("From: %s <%s>" % (name, sender)).encode(),
                             mail(w, sender, "Comenzi", product(1)))
                post(w, raw, "altul.test" if "altul" in sender else "client.test")
        assert a.outcomes() == ["unknown"] * 4, a.outcomes()
        with Attack(w, "Reply-To and Sender of staff", told=0):
            post(w, with_head(mail(w, MALLORY, "Comenzi", product(1)), "Sender: ana@firma.test", "Reply-To: ana@firma.test"),
                 "altul.test")
        # The twins.
        believed(w, 1, staff_mail(w, 1))
        believed(w, 2, with_head(staff_mail(w, 2), *FORGED[:3]))
        believed(w, 3, with_head(staff_mail(w, 3), "Received-SPF: fail"))
        believed(w, 4, sign(staff_mail(w, 4), "altul.test"))
        w.quiet()
        # The same mail once more; and an old one that nobody has seen yet.
        raw = sign(mail(w, OWNER, "Comenzi", product(5), name=OWNER_NAME), "firma.test")
        believed(w, 5, raw, signer=None)
        w.quiet()
        with Attack(w, "replayed command", told=0) as a:
            post(w, raw)
        assert a.outcome() == "duplicate", a.outcome()
        with Attack(w, "old command") as a:
            post(w, staff_mail(w, 6, date=w.now() - datetime.timedelta(days=10)), "firma.test")
        assert a.outcome() == "staff-old", a.outcome()
        believed(w, 6, staff_mail(w, 6, date=w.now() - datetime.timedelta(days=2)))
        # First seen without proof, later with it: the copy in Quarantine mutes nobody.
        raw = staff_mail(w, 7)
        with Attack(w, "the unsigned copy comes first"):
            post(w, raw)
        believed(w, 7, raw)
        assert w.value("SELECT count(*) FROM product WHERE name LIKE '%proba%'") == 7


def bank_mail(w, amount, details, ref, sender="notificari@banca.test", date=None):
    day = (date or w.now()).strftime("%d.%m.%Y")
    text = ("Stimate client,\n\nContul dumneavoastra a fost creditat.\nSuma: %s RON\nData: %s\nOrdonator: Popescu Ion\n"
            "IBAN: RO09BCYP0000001234567890\nDetalii: %s\nReferinta: %s\n\nBanca de Test\n" % (amount, day, details, ref))
    return mail(w, sender, "Incasare in cont", text, name="Banca de Test", date=date)


def test_only_the_banks_own_mail_is_money():
    with request.with_prices("trust-bank") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.read(ION, "PRF 0001", "the proforma")
        w.quiet()
        last = w.value("SELECT coalesce(max(id), 0) FROM outbox")
        false = [
                ("unsigned", bank_mail(w, "544,50", "PRF 0001", "B1"), None),
                ("signed by another domain", bank_mail(w, "544,50", "PRF 0001", "B1"), "altul.test"),
                ("forged results", with_head(bank_mail(w, "544,50", "PRF 0001", "B1"),
                                             "Authentication-Results: mx.mail.test; dmarc=pass header.from=banca.test"), None),
                ("an amount changed on the way", sign(bank_mail(w, "5,00", "PRF 0001", "B1"), "banca.test")
                 .replace(b"5,00", b"544,50"), None),
                ("two From", with_head(bank_mail(w, "544,50", "PRF 0001", "B1"), "From: x@altul.test"), "banca.test")]
        with Attack(w, "false banks"):
            for name, raw, signer in false:
                post(w, raw, signer)
        told = [r for r in outgoing(w, last) if r[1] == OWNER]
        assert len(told) == 1, told
        with Attack(w, "a look-alike of the bank"):
            post(w, bank_mail(w, "544,50", "PRF 0001", "B1", sender="notificari@banca.test.altul.test"), "altul.test")
        with Attack(w, "a client as the bank"):
            post(w, bank_mail(w, "544,50", "PRF 0001", "B1", sender=ION), "client.test")
        with Attack(w, "an old notice, never seen") as a:
            post(w, bank_mail(w, "544,50", "PRF 0001", "B0", date=w.now() - datetime.timedelta(days=10)), "banca.test")
        assert a.outcome() == "bank-old", a.outcome()
        w.quiet()
        raw = sign(bank_mail(w, "544,50", "PRF 0001", "B2"), "banca.test")
        post(w, raw)
        m = w.read(ION, "FCT 0001", "the twin pays")
        assert sorted(m.files) == ["CTR-0001.pdf", "FCT-0001.pdf"]
        w.quiet()
        with Attack(w, "the same mail again", told=0) as a:
            post(w, raw)
        assert a.outcome() == "duplicate", a.outcome()
        with Attack(w, "the same payment under another Message-ID", told=0):
            post(w, bank_mail(w, "544,50", "PRF 0001", "B2"), "banca.test")
        assert w.rows("SELECT count(*), sum(state = 'reported') FROM payment") == [(1, 1)]
        verified(w)


def two_offers(w):
    """Mihai (gmail.test) has OFR 0001, Radu (client.test) OFR 0002."""
    a = offer.offered(w)
    w.write("radu@client.test", "Cerere ofertă", offer.ASK.replace("Mihai Stan", "Radu Pop").replace("Stan SRL", "Pop SRL")
            .replace("12345674", "14399840"), name="Radu Pop")
    q = w.read(OWNER, "Pop SRL", "the second question")
    w.reply(OWNER, q, "OFERTA 5 ore instruire x 200 lei, TVA 21", style="plain")
    b = w.read("radu@client.test", "OFR 0002", "the second offer")
    w.quiet()
    return a, b


def reply_raw(w, sender, m, words, name="Mihai Stan", **kw):
    return mail(w, sender, "Re: " + m.subject, words, name=name, to=m.reply_to, in_reply_to=m.message_id, **kw)


HIDDEN = ["<p>Mulțumesc pentru ofertă.</p><div style=\"display:none\"><p>Accept</p></div>",
          "<div style='display : none !important'>Accept</div><p>Mulțumesc pentru ofertă.</p>",
          "<span style=\"font-size:0\">Accept</span><p>Mulțumesc pentru ofertă.</p>",
          "<p style=\"color:#ffffff;background:#ffffff\">Accept</p><p>Mulțumesc pentru ofertă.</p>",
          "<p style=\"visibility:hidden\">Accept</p><p>Mulțumesc pentru ofertă.</p>",
          "<!-- Accept --><script>Accept</script><style>Accept</style><p>Mulțumesc pentru ofertă.</p>",
          "<template><p>Accept</p></template><title>Accept</title><p hidden>Accept</p><p>Mulțumesc pentru ofertă.</p>"]


def html_only(w, sender, m, html):
    raw = reply_raw(w, sender, m, "x")
    head, _, _ = raw.partition(b"\r\n\r\n")
    head = re.sub(rb"(?im)^content-[^\r]*\r\n", b"", head + b"\r\n")
    return head + b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + \
        base64.encodebytes(("<html><body>%s</body></html>" % html).encode()).replace(b"\n", b"\r\n")


def test_an_offer_is_accepted_by_its_own_client_in_his_own_words():
    with offer.started("trust-accept") as w:
        a, b = two_offers(w)
        not_yes = ["O întrebare: includeți și backup?\n\n> Accept\n> accept oferta\n",
                   "O întrebare: includeți și backup?\n\nÎn joi, 12 nov. 2026 la 09:00, X <x@y.test> a scris:\nAccept\n",
                   "Nu accept dacă nu includeți backup\n", "Accept dacă scadeți prețul la 1000 lei\n", "Da, dar din ianuarie\n",
                   "Nu știu încă dacă accept oferta.\n", "Accept?\n"]
        with Attack(w, "words that are no yes", told=len(not_yes)) as x:
            for words in not_yes:
                post(w, reply_raw(w, MIHAI, a, words), "gmail.test", MIHAI)
        assert not {"accepted", "confirm", "refused"} & set(x.outcomes()), list(zip(not_yes, x.outcomes()))
        with Attack(w, "hidden words") as x:
            for html in HIDDEN:
                post(w, html_only(w, MIHAI, a, html), "gmail.test", MIHAI)
        assert set(x.outcomes()) == {"question"}, list(zip(HIDDEN, x.outcomes()))
        with Attack(w, "in an attachment"):
            post(w, reply_raw(w, MIHAI, a, "Vedeți atașat, includeți și backup?\n",
                              files=[("accept.txt", b"Accept\n", "text", "plain"), ("accept.html", b"<p>Accept</p>", "text", "html")]),
                 "gmail.test", MIHAI)
        with Attack(w, "in a forwarded mail"):
            inner = mail(w, MIHAI, "x", "Accept\n")
            post(w, reply_raw(w, MIHAI, a, "Ce spuneți de asta?\n", files=[("m.eml", inner, "application", "octet-stream")]),
                 "gmail.test", MIHAI)
        # Tokens open threads; they make nobody the client.
        with Attack(w, "another sender with the token", to=[MIHAI]):
            post(w, reply_raw(w, MALLORY, a, "Accept\n", name="Mihai Stan"), "altul.test")
        with Attack(w, "another sender again", to=[]):
            post(w, reply_raw(w, MALLORY, a, "Accept\n", name="Mihai Stan"), "altul.test")
        with Attack(w, "another client with the token"):
            post(w, reply_raw(w, "radu@client.test", a, "Accept\n", name="Radu Pop"), "client.test")
        with Attack(w, "the client's name, unsigned, on Radu's token", to=["radu@client.test"]):
            post(w, reply_raw(w, "radu@client.test", b, "Accept\n", name="Radu Pop"), None)
        asked = w.read("radu@client.test", lambda m: m.message_id != b.message_id, "one confirmation")
        assert "accept" in asked.text.lower() and asked.reply_to != b.reply_to
        with Attack(w, "his confirmation answered by somebody else"):
            post(w, reply_raw(w, MALLORY, asked, "Accept\n"), "altul.test")
        with Attack(w, "A's token turned: its ID with another MAC"):
            to = re.sub(r"\.(.)", lambda m: "." + ("b" if m.group(1) == "a" else "a"), a.reply_to, count=1)
            raw = mail(w, MALLORY, "Re: x", "Accept\n", to=to)
            post(w, raw, "altul.test", to=to)
        # A's own token, with B's Message-ID and B's tag beside it, never reaches B's offer.
        raw = with_head(mail(w, MIHAI, "Re: %s" % b.subject, "Vreau și oferta OFR 0002. O întrebare: e a mea?\n", to=a.reply_to),
                        "In-Reply-To: " + b.message_id, "References: " + b.message_id)
        with Attack(w, "A's token on B's offer"):
            post(w, raw, "gmail.test", MIHAI)
        assert not [r for r in w.rows("SELECT recipient, body FROM outbox WHERE recipient = ?", MIHAI) if "OFR 0002" in r[1]]
        # "Nu accept" refuses, and only the client himself may.
        with Attack(w, "refused by somebody else"):
            post(w, reply_raw(w, MALLORY, a, "Nu accept\n"), "altul.test")
            post(w, reply_raw(w, MIHAI, a, "Nu accept\n"), None, MIHAI)
        # The twins.
        post(w, html_only(w, MIHAI, a, "<div><p>Accept</p></div><p>Mulțumesc pentru ofertă.</p>"), "gmail.test", MIHAI)
        w.read(MIHAI, "CTR 0001", "the visible word counts")
        w.reply("radu@client.test", asked, "Accept", name="Radu Pop")
        w.read("radu@client.test", "CTR 0002", "his own confirmation counts")
        w.quiet()
        assert w.rows("SELECT count(*), count(DISTINCT document) FROM acceptance") == [(2, 2)]
        with Attack(w, "accepted twice", to=[MIHAI]):
            w.reply(MIHAI, a, "Accept", name="Mihai Stan")
        verified(w)


def machine(w, sender, m, *head, subject=None, text="Sunt plecat până luni.\n"):
    raw = mail(w, sender, subject or "Re: " + m.subject, text, to=m.reply_to, in_reply_to=m.message_id)
    post(w, with_head(raw, *head), sender.partition("@")[2], sender)


def dsn(m, to, status="5.1.1", action="failed", orig=None):
    return ("From: MAILER-DAEMON@gmail.test\r\nTo: office@mail.test\r\nSubject: Undelivered Mail Returned to Sender\r\n"
            "Message-ID: <d%s@gmail.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"bb\"\r\n\r\n"
            "--bb\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
            "--bb\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.gmail.test\r\n\r\n"
            "Final-Recipient: rfc822; %s\r\nAction: %s\r\nStatus: %s\r\nDiagnostic-Code: smtp; 550 %s no such user\r\n\r\n"
            "--bb\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: %s\r\nSubject: x\r\nTo: %s\r\n\r\n--bb--\r\n"
            % (os.urandom(6).hex(), to, action, status, status, orig or m.message_id, to)).encode()


def test_machines_are_noted_and_never_answered():
    with request.with_prices("trust-machines") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        m = w.read(ION, "PRF 0001", "the proforma")
        w.quiet()
        for name, head, subject, outcome in [
                ("vacation", ["Auto-Submitted: auto-replied"], None, "auto-reply"),
                ("vacation by its subject", [], "Răspuns automat: " + m.subject, "auto-reply"),
                ("vacation of old Exchange", ["X-Autoreply: yes", "Precedence: bulk"], None, "auto-reply"),
                ("list", ["List-Id: <cursuri.altul.test>", "Precedence: list"], "Aș dori să mă înscriu la Curs Excel avansat", "list"),
                ("newsletter", ["List-Unsubscribe: <mailto:x@altul.test>"], "Accept", "list")]:
            with Attack(w, name, told=0) as a:
                for _ in range(2):
                    machine(w, ION, m, *head, subject=subject, text="Sunt plecat. Accept\nAș dori să mă înscriu la Curs Word.\n")
            assert a.outcomes() == [outcome] * 2, (name, a.outcomes())
        with Attack(w, "read receipt", told=0) as a:
            post(w, ("From: %s\r\nTo: office@mail.test\r\nSubject: Citit: proforma\r\nMessage-ID: <r1@client.test>\r\n"
                     "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n"
                     "--b\r\nContent-Type: text/plain\r\n\r\nAccept\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
                     "Final-Recipient: rfc822;%s\r\nOriginal-Message-ID: %s\r\nDisposition: manual-action; displayed\r\n\r\n--b--\r\n"
                     % (ION, ION, m.message_id)).encode(), "client.test", ION)
        assert a.outcome() == "receipt", a.outcome()
        # A bounce counts when it names a mail that we sent; forged, it switches nobody off.
        with Attack(w, "bounce of an unknown Message-ID", told=0) as a:
            post(w, dsn(m, ION, orig="<aaaaaaaaaaaaa.bbbbbbbbbbbbbbbb.1@mail.test>"))
        assert a.outcome() == "bounce-foreign", a.outcome()
        with Attack(w, "delayed, not failed", told=0):
            post(w, dsn(m, ION, action="delayed", status="4.2.0"))
        assert w.value("SELECT count(*) FROM outbox WHERE fate = 'bounced'") == 0, "a delay is no bounce"
        for _ in range(2):
            post(w, dsn(m, ION))
            w.until(lambda: w.value("SELECT address FROM client") == "dead", "the address is marked")
            w.quiet()
        assert w.value("SELECT fate FROM outbox WHERE message_id = ?", m.message_id.strip("<>")) == "bounced"
        told = [x for x in w.mails(OWNER) if ION in x.visible() and "PRF 0001" in x.visible()]
        assert len(told) == 1, [x.subject for x in w.mails(OWNER)]
        # From now on nothing is sent there, and staff are told so.
        n = w.value("SELECT count(*) FROM outbox WHERE recipient = ?", ION)
        w.command("CARD 1", "PROFORMA Curs Word 300 lei, TVA 21")
        w.quiet()
        assert w.value("SELECT count(*) FROM outbox WHERE recipient = ?", ION) == n


def test_a_robot_that_answers_everything_stops_by_itself():
    with request.with_prices("trust-robot", mail_extra="answers_per_hour = 3\n\tmails_per_day = 6") as w:
        sent, seen = 0, set()
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        for _ in range(40):
            w.quiet()
            new = [x for x in w.mails(ION) if x.message_id not in seen]
            if not new:
                break
            for m in new:
                seen.add(m.message_id)
                sent += 1
                # No mark of a machine at all, and a thanks that reads like a word to us.
                w.reply(ION, m, "Mulțumim, am plătit. Tichet %d.\n" % sent, style="gmail")
        assert 1 <= sent <= 6, "%d mails to a robot" % sent


def test_no_text_becomes_header_markup_or_template():
    evil = "{{firm.iban}} <b>Ion</b> *bold* @button x | y {{{firm.name}}} {{#client}}z{{/client}}"
    with request.with_prices("trust-text") as w:
        w.write("site@site.test", "Formular", "Nume: %s\nEmail: eva@client.test\nTelefon: 0733 444 555\nCurs: Curs Word\n" % evil,
                name="Site")
        m = w.read("eva@client.test", "PRF 0001", "the proforma")
        pdf, text = re.sub(r"\s+", " ", plain(m.pdf())), re.sub(r"\s+", " ", m.text)
        for what, where in (("PDF", pdf), ("text", text), ("HTML", m.visible())):
            for want in ("{{firm.iban}}", "<b>Ion</b>", "*bold*", "@button x", "| y", "{{{firm.name}}}", "{{#client}}z{{/client}}"):
                assert want in where, "%s not literally in the %s:\n%s" % (want, what, where)
        assert "<b>Ion" not in m.html and "mailto:y" not in m.html
        assert m.html.count("RO49") <= m.html.replace(evil, "").count("RO49")
        # CR, LF and header text in names, subjects and addresses.
        names = ["=?utf-8?q?Ion=0D=0AX-Evil=3A_1=0D=0A=0D=0Atext?=", "=?utf-8?b?%s?=" % base64.b64encode(
            b"Ion\nX-Evil: 1\n\nx").decode(), "=?utf-8?q?Ion=E2=80=A8X-Evil=3A_1?=", "=?utf-8?q?Ion=00=07=1B?="]
        for i, name in enumerate(names):
            sender = "n%d@client.test" % i
            raw = mail(w, sender, "Înscriere", "Bună ziua,\n\nAș dori să mă înscriu la cursul de Excel avansat.\n")
            raw = re.sub(rb"From: [^\r]*", ("From: %s <%s>" % (name, sender)).encode(), raw)
            raw = re.sub(rb"Subject: (?:[^\r]|\r\n )*", b"Subject: =?utf-8?q?Cerere=0D=0ABcc:_victima@altul.test=0D=0A?=", raw)
            post(w, raw, "client.test", sender)
            got = w.read(sender, "PRF 000%d" % (i + 2), "the proforma for a strange name")
            assert got.msg["Bcc"] is None and got.msg.defects == [], (got.raw[:600], got.msg.defects)
            head = got.raw.partition(b"\r\n\r\n")[0]
            assert got.msg["X-Evil"] is None and b"\nBcc" not in head and b"\0" not in head and b"\x1b" not in head, head
        w.write("site@site.test", "Formular", "Nume: Ana\rBcc: victima@altul.test\nEmail: fia@client.test\r\nBcc: victima@altul.test\n"
                "Telefon: 0733\nCurs: Curs Word\n", name="Site")
        got = w.read("fia@client.test", "PRF 000", "the proforma")
        assert got.msg["Bcc"] is None
        assert w.mails("victima@altul.test") == []
        assert w.rows("SELECT DISTINCT recipient FROM outbox WHERE recipient LIKE '%victima%'") == []


def test_nobody_is_written_to_on_a_strangers_word():
    form = "Nume: Victor Marin\nEmail: victima@client.test\nTelefon: 0733 444 555\nCurs: Curs Word\n"
    with request.with_prices("trust-strangers") as w:
        with Attack2(w, "a form from nobody's site"):
            pass_form(w, form, MALLORY, "altul.test")
        with Attack2(w, "a form of our site, unsigned"):
            pass_form(w, form, "site@site.test", None)
        with Attack2(w, "a request whose From nobody proves"):
            post(w, mail(w, "victima2@client.test", "Înscriere curs", request.FREE_TEXT), None)
        # A client's address in a stranger's form does not fill the client's record.
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.read(ION, "PRF 000", "the twin of the request")
        before = w.rows("SELECT name, tax_id, street FROM client WHERE email = ?", ION)
        pass_form(w, "Nume: X\nEmail: %s\nCUI: 14399840\nAdresa: Str. Rea 1\nCurs: Curs Word\n" % ION, MALLORY, "altul.test")
        w.quiet()
        assert w.rows("SELECT name, tax_id, street FROM client WHERE email = ?", ION) == before
        pass_form(w, form.replace("victima", "maria"), "site@site.test", "site.test")
        w.read("maria@client.test", "PRF 000", "the twin of the form")
        # "Am plătit" in a client's name moves nothing and makes us write to nobody.
        with Attack2(w, "paid, says an unproven From"):
            post(w, mail(w, ION, "Plata", "Am plătit.\n"), None)
        assert w.value("SELECT count(*) FROM document WHERE snoozed IS NOT NULL") == 0


def pass_form(w, form, sender, signer):
    post(w, mail(w, sender, "Formular de înscriere", form, name="Site"), signer, sender)


class Attack2(Attack):
    """A stranger's mail may open a card and a question to staff; no document, no mail outside."""

    def __enter__(self):
        self.docs = self.w.value("SELECT count(*) FROM document")
        return super().__enter__()

    def __exit__(self, kind, value, trace):
        if kind:
            return
        self.wait()
        assert self.w.value("SELECT count(*) FROM document") == self.docs, self.name
        others = [r for r in outgoing(self.w, self.last) if r[1] not in (OWNER, DAN)]
        assert not others, "%s: written to %s" % (self.name, others)


def ask_for_courses(w, first, last):
    for i in range(first, last):
        w.write("c%d@client.test" % i, "Înscriere curs", request.FREE_TEXT, name="Client %d" % i)


def test_the_hour_has_room_for_so_many_mails_and_the_rest_wait():
    with request.with_prices("trust-cap", mail_extra="mails_per_hour = 4") as w:
        w.quiet()
        ask_for_courses(w, 0, 6)  # with the answer to PRODUS that makes seven
        w.until(lambda: w.value("SELECT count(*) FROM document") == 6, "six proformas")
        w.until(lambda: "mail.over_cap" in w.log_text(), "the cap is met")
        alarm = w.read(OWNER, "automate", "the word to the owner")
        assert "4" in alarm.subject, alarm.subject
        out = "SELECT count(*) FROM outbox WHERE sort = 'document' AND state = '%s'"
        assert w.value(out % "done") == 3 and w.value(out % "queued") == 3
        # What staff ask for and what a person wrote is no flood.
        w.ask("CARD 1001")
        w.command("CARD 1001", "MESAJ", "Ne vedem joi.")
        w.read("c0@client.test", lambda m: "Ne vedem joi" in m.text, "a person's words")
        ask_for_courses(w, 6, 8)
        w.until(lambda: w.value("SELECT count(*) FROM document") == 8, "eight proformas")
        assert w.value(out % "done") == 3
        assert w.log_text().count("mail.over_cap") == 1
        assert w.value("SELECT count(*) FROM outbox WHERE key GLOB 'mails-cap:*'") == 1
        # An hour later they leave, as far as the next hour has room.
        w.stop_plic()
        w.set_clock("2026-11-12 10:05")
        w.start_plic()
        w.until(lambda: w.value(out % "done") == 7, "the next four leave")
        assert w.value(out % "queued") == 1


def test_mails_that_are_held_back_do_not_keep_staffs_answers():
    with request.with_prices("trust-hold") as w:
        w.ask("STAI TOT")
        ask_for_courses(w, 0, 25)
        w.until(lambda: w.value("SELECT count(*) FROM document") == 25, "25 proformas wait")
        w.ask("CARD 1001")
        assert w.value("SELECT count(*) FROM outbox WHERE sort = 'document' AND state <> 'queued'") == 0


ODD = [b"", b"\r\n", b"\r\n\r\n", b"no header at all", b"From\r\n\r\nx", b"From: \r\nSubject:\r\n\r\n",
       b"From: a@client.test\r\nSubject: =?utf-8?b?" + b"A" * 60000 + b"?=\r\n\r\nx\r\n",
       b"From: a@client.test\r\nTo: " + b", ".join(b"u%d@client.test" % i for i in range(9000)) + b"\r\n\r\nAccept\r\n",
       b"From: a@client.test\r\nReferences: " + b" ".join(b"<r%d@x.test>" % i for i in range(9000)) + b"\r\n\r\nAccept\r\n",
       b"From: a@client.test\r\nContent-Type: multipart/mixed; boundary=\"\\\"\"\r\n\r\n--\"\r\n\r\nx\r\n--\"--\r\n",
       b"From: a@client.test\r\nContent-Type: message/rfc822\r\n\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000,
       b"From: a@client.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nAccept\r\n" * 5000 + b"--b--\r\n",
       b"From: a@client.test\r\nSubject: \xff\xfe\x80\r\n\r\n\xff\xfe\x80\xc0\xaf\r\n",
       b"From: a@client.test\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 30000 + b"Accept",
       b"From: a@client.test\r\n" + b"X: y\r\n" * 3000 + b"\r\nAccept\r\n",
       b"From: a@client.test\r\n\r\n" + b"> " * 200000 + b"\r\n",
       b"From: a@client.test\r\n\r\n" + b"OFERTA " * 30000 + b"\r\n",
       b"From: a@client.test\r\n\r\n" + (b"Nume: x\r\nEmail: v@client.test\r\nCurs: y\r\n") * 5000,
       b"From: a@client.test\r\nDate: Thu, 99 Foo 99999999999 99:99:99 +9999\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 100000]


def test_odd_and_huge_mails_stop_nobody():
    with request.with_prices("trust-odd", imap_extra="max_bytes = 1000000") as w:
        before = state(w)
        for raw in ODD:
            try:
                w.send_raw("a@client.test", raw)
            except Exception as e:
                print("# refused by the mail host: %r" % e)
        w.send_raw("a@client.test", b"From: ana@firma.test\r\nSubject: mare\r\n\r\n" + b"x" * 76 + (b"\r\n" + b"x" * 76) * 20000)
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.read(ION, "PRF 0001", "the mail after them all", 40)
        w.quiet(40)
        after = state(w)
        for sql in before:
            if re.search("FROM (product|payment|acceptance|subscription)", sql):
                assert before[sql] == after[sql], sql
        assert w.value("SELECT count(*) FROM document") == 1
        assert set(r[1] for r in outgoing(w)) <= {OWNER, DAN, ION}, outgoing(w)
        assert w.value("SELECT count(*) FROM message WHERE outcome = 'quarantine' AND size > 1000000") == 1
        # Once restarted nothing of it is looked at again.
        n = w.value("SELECT count(*) FROM outbox")
        w.restart_plic()
        w.quiet()
        assert w.value("SELECT count(*) FROM outbox") == n


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
