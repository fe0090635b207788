#!/usr/bin/python3
"""What machines write is noted and never answered, what they claim is believed only when they name a mail of ours; and
on a stranger's word nobody is written to (product.md 4, 13)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from attacks_accept import client, make_offers, offer, parts
from world import attacks
from world.attacks import Attack, Letter, letter

MALLORY = "mallory@altul.test"
# A person is asked whether a stranger's request is one: a card waits, no document, no mail outside.
ASKED = {"client", "card", "search"}


# -- bounces and complaints

def dsn_of(m, to, action="failed", status="5.1.1", said="no such user", more="", original="Message-ID: %s\r\n"):
    """What a host says of our mail m (RFC 3464)."""
    return ("From: MAILER-DAEMON@client.test\r\nTo: office@mail.test\r\nSubject: Undelivered Mail Returned to Sender\r\n"
            "Date: Thu, 12 Nov 2026 09:00:00 +0200\r\nMessage-ID: <d%s@client.test>\r\nAuto-Submitted: auto-replied\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"bb\"\r\n\r\n"
            "--bb\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
            "--bb\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.client.test\r\n\r\n"
            "Final-Recipient: rfc822; %s\r\nAction: %s\r\nStatus: %s\r\nDiagnostic-Code: smtp; 550 %s %s\r\n%s\r\n"
            "--bb\r\nContent-Type: text/rfc822-headers\r\n\r\n%sSubject: x\r\n\r\n--bb--\r\n"
            % (os.urandom(6).hex(), to, action, status, status, said, more,
               original % m.message_id if "%s" in original else original))


def dsn(w, n, to=None, **how):
    x = Letter(dsn_of(offer(w, n), to or client(n), **how).encode(), "", None, works=marked(n))
    x.world, x.n, x.own = w, n, n
    return x


def marked(n):
    return lambda w: w.value("SELECT count(*) FROM client WHERE email = ? AND address <> 'ok'", client(n))


def bounce(name, end="bounce", told=0, notes=False, honest=dsn, **how):
    return Attack("bounce: " + name, honest, lambda x: dsn(x.world, x.own, **how), end, told=told, notes=notes)


def dsn_of_other(w, n):
    """Of another client's mail: a mail fails once, and the attack is about the row's own."""
    x = dsn(w, len(TABLE) + n % 9 + 1)
    x.own = n
    return x


def arf(w, n, original="Message-ID: %s\r\n"):
    m = offer(w, n)
    x = letter(w, "abuse@client.test", "Abuse report", "x", works=marked(n))
    body = ("--bb\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n--bb\r\nContent-Type: message/feedback-report\r\n\r\n"
            "Feedback-Type: abuse\r\nUser-Agent: X/1\r\nVersion: 1\r\n\r\n--bb\r\nContent-Type: message/rfc822\r\n\r\n"
            "From: office@mail.test\r\n%sSubject: x\r\n\r\nx\r\n--bb--\r\n" % (original % m.message_id if "%s" in original else original))
    x.body(body, 'multipart/report; report-type=feedback-report; boundary="bb"')
    x.world, x.n = w, n
    return x


FOREIGN = "Message-ID: <aaaaaaaaaaaaa.bbbbbbbbbbbbbbbb.1@mail.test>\r\n"


# -- machines

def asks(w, n):
    """The client asks something in his thread; staff get the question."""
    m = offer(w, n)
    had = w.value("SELECT count(*) FROM question q JOIN card ON card.id = q.card JOIN client c ON c.id = card.client "
                  "WHERE c.email = ?", client(n))
    x = letter(w, client(n), "Re: " + m.subject, "Includeți și backup în preț?\n", name="Client", to=m.reply_to,
               in_reply_to=m.message_id, works=lambda w: w.value(
                   "SELECT count(*) FROM question q JOIN card ON card.id = q.card JOIN client c ON c.id = card.client "
                   "WHERE c.email = ?", client(n)) > had)
    return x


def machine(name, *head, subject=None, end="auto-reply", spoil=None):
    """Silence: whatever it says, a machine is told nothing and staff are not bothered."""
    def change(x):
        x.head(*head)
        return x.field("Subject", subject) if subject else x
    return Attack("machine: " + name, asks, spoil or change, end, told=0, notes=True)


def from_nobody(x):
    x.sender = ""
    return x


def written_by(address):
    return lambda x: x.field("From", address)


# -- strangers

def form(w, n):
    """Our own site tells of somebody who wants a course: he gets his proforma."""
    who = "f%02d@client.test" % n
    x = letter(w, "site@site.test", "Formular", "Nume: Victor Marin\nEmail: %s\nTelefon: 0733 444 555\nCurs: Curs Word\n" % who,
               name="Site", works=has_document(who))
    x.who = who
    return x


def wants(w, n):
    who = "w%02d@client.test" % n
    return letter(w, who, "Înscriere curs", request.FREE_TEXT, works=has_document(who))


def has_document(who):
    return lambda w: w.value("SELECT count(*) FROM document d JOIN client c ON c.id = d.client WHERE c.email = ?", who)


def stranger(name, honest, spoil, end=("request-unclear",), told=1, notes=ASKED, **kw):
    return Attack("stranger: " + name, honest, spoil, end, told=told, notes=notes, **kw)


def in_his_name(x):
    """A stranger's form fills no record that exists, and writes to nobody."""
    return x.by("altul.test").field("From", MALLORY).body(
        "Nume: Altul\nEmail: %s\nCUI: 14399840\nAdresa: Str. Rea 1\nCurs: Curs Word\n" % client(1))


def paid_claim(w, n):
    m = w.proformas[n] if n in w.proformas else make_proforma(w, n)
    x = letter(w, client(n), "Re: " + m.subject, "Am plătit.\n", to=m.reply_to, in_reply_to=m.message_id, works=lambda w: w.value(
        "SELECT count(*) FROM document d JOIN client c ON c.id = d.client WHERE c.email = ? AND snoozed IS NOT NULL", client(n)))
    x.world = w
    return x


def make_proforma(w, n):
    w.ask("PROFORMA %s 1 buc audit x 100 lei, TVA 21" % client(n))
    w.proformas[n] = w.until(lambda: [m for m in w.box("c%02d" % n) if "PRF" in m.subject], "the proforma")[0]
    return w.proformas[n]


TABLE = [
    bounce("of a mail that is not ours", "bounce-foreign", original=FOREIGN),
    bounce("of no mail at all", "bounce-foreign", original=""),
    bounce("of another hosts mail", "bounce-foreign", original="Message-ID: <a@altul.test>\r\n"),
    bounce("of two others addresses", to="x@altul.test", more="\r\nFinal-Recipient: rfc822; y@altul.test\r\nAction: failed\r\n"
           "Status: 5.1.1\r\n"),
    bounce("delayed", action="delayed", status="4.2.0"),
    bounce("relayed", action="relayed", status="2.0.0"),
    bounce("delivered", action="delivered", status="2.1.5"),
    bounce("refused by policy", told=1, notes=True, honest=dsn_of_other, status="5.7.1", said="rejected by policy"),
    bounce("mailbox full", told=1, notes=True, honest=dsn_of_other, status="5.2.2", said="mailbox full"),
    Attack("bounce: attached to a letter", dsn, lambda x: parts(letter(x.world, "cineva@gmail.test", "Fwd: Undelivered", "x"), (
           "Content-Type: message/delivery-status", "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; %s\nAction: failed\n"
           "Status: 5.1.1" % client(x.n)), text="Vedeți.\n"), ("unknown", "bounce-foreign"), told=0),
    Attack("bounce: told in words", dsn, lambda x: letter(x.world, "cineva@gmail.test", "Undelivered Mail Returned to Sender",
           "The mail to <%s> could not be delivered: 550 5.1.1 user unknown\n" % client(x.n)), ("unknown", "bounce-foreign"), told=0),
    Attack("complaint of a mail that is not ours", arf, lambda x: arf(x.world, x.n, FOREIGN), "feedback-foreign"),

    machine("auto-replied", "Auto-Submitted: auto-replied"),
    machine("auto-generated with a comment", "Auto-Submitted: (a) auto-generated (vacation); x=y"),
    machine("old Exchange", "X-Autoreply: yes", "Precedence: bulk", end=("auto-reply", "list")),
    machine("precedence auto_reply", "Precedence: auto_reply"),
    machine("precedence junk", "Precedence: junk", end=("auto-reply", "list")),
    machine("list", "List-Id: <x.client.test>", "Precedence: list", end="list"),
    machine("newsletter", "List-Unsubscribe: <mailto:x@client.test>", end="list"),
    machine("autoresponder", "X-Autorespond: yes"),
    machine("inbox rule of Exchange", "X-MS-Exchange-Inbox-Rules-Loop: office@mail.test", end=("auto-reply", "list")),
    machine("vacation of Apple", "X-Apple-Action: VACATION/10"),
    machine("by its subject", subject="=?utf-8?q?R=C4=83spuns_automat=3A_sunt_plecat?="),
    machine("by an English subject", subject="Automatic reply: Oferta"),
    machine("by a German subject", subject="Automatische Antwort: Oferta"),
    machine("by a Danish subject", subject="Automatisk svar: Oferta"),
    machine("null sender", spoil=from_nobody, end=("auto-reply", "bounce-foreign", "bounce")),
    Attack("machine: sixty hosts on its way", asks, lambda x: x.head(*[
           "Received: from a by b%d.client.test; Thu, 12 Nov 2026 09:00:00 +0200" % i for i in range(60)]), "unreadable"),
    # Not marked as machines: a person looks.
    Attack("machine: mailer-daemon", asks, written_by("MAILER-DAEMON@client.test"), ("other-sender", "auto-reply"), notes=True),
    Attack("machine: no-reply", asks, written_by("no-reply@client.test"), ("other-sender", "auto-reply"), notes=True),
    machine("read receipt", spoil=lambda x: parts(x, ("Content-Type: message/disposition-notification", "Final-Recipient: rfc822;"
            "c@client.test\nDisposition: manual-action; displayed"), kind="report; report-type=disposition-notification"),
            end="receipt"),
    Attack("machine: asks for a course", wants, lambda x: x.head("Auto-Submitted: auto-generated"), "auto-reply", told=0),
    Attack("machine: a list asks for a course", wants, lambda x: x.head("List-Id: <x.client.test>"), "list", told=0),

    stranger("a request that nobody proves", wants, lambda x: x.by(None)),
    stranger("a request signed by another domain", wants, lambda x: x.by("altul.test")),
    stranger("a form from nobodys site", form, lambda x: x.by("altul.test").field("From", MALLORY)),
    stranger("a form of our site, unsigned", form, lambda x: x.by(None)),
    stranger("a form in our sites display name", form, lambda x: x.by("altul.test").field("From", '"site@site.test" <%s>' % MALLORY)),
    stranger("a form in a clients name", form, in_his_name, notes={"card", "search"}),
    Attack("stranger: paid, says nobody", paid_claim, lambda x: x.by("altul.test").field("From", MALLORY), "other-sender", notes=True),
    Attack("stranger: paid, says an unproven From without a thread", paid_claim, lambda x: letter(
           x.world, x.sender, "Plata", "Am plătit.\n", signer=None), ("paid-claim", "question", "unknown"), notes=True),
]


def prepare(w):
    w.proformas = {}
    w.ask(*request.PRICES)
    make_offers(w, len(TABLE) + 9)


def make_world():
    return attacks.world("attacks-noise", prepare)


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-noise", make_world, TABLE))
