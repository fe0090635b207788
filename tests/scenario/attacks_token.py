#!/usr/bin/python3
"""Whose yes it is: a token opens a thread and makes nobody the client; what proves too little is asked back at the
stored address, once (product.md 5)."""
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from attacks_accept import accepted, answer, client, make_offers, offer, yes
from world import attacks
from world.attacks import Attack, letter
from world.world import OWNER

MALLORY = "mallory@altul.test"
TOKEN = re.compile(rb"(office\+)([a-z2-7]{13})\.([a-z2-7]{16})(@)", re.I)


def stored(n):
    return {client(n)}


def asked(name, spoil, honest=yes, end="confirm", **kw):
    """Nobody is believed; the client is asked whether it was he. Staff hear what he says to that."""
    return Attack(name, honest, spoil, end, told=0, notes=True, to=stored, **kw)


def from_(value, signer="altul.test"):
    return lambda x: x.field("From", value).by(signer)


def without_thread(x):
    """No In-Reply-To and References: only the address holds the token."""
    x.raw = re.sub(rb"(?im)^(in-reply-to|references):.*\r\n([ \t].*\r\n)*", b"", x.raw)
    return x


def only_address(w, n):
    return without_thread(yes(w, n))


def only_thread(w, n):
    """The token only in the Message-ID that is answered."""
    return to(yes(w, n), lambda m: b"office@")


def to(x, change):
    """With another token in the address."""
    address = TOKEN.sub(change, x.to.encode())
    x.field("To", address)
    x.to = address.decode() if re.fullmatch(rb"[!-~]+", address) else "office@mail.test"
    return x


def part(id_=lambda s: s, mac=lambda s: s, dot=b"."):
    return lambda x: to(x, lambda m: m.group(1) + id_(m.group(2)) + dot + mac(m.group(3)) + m.group(4))


def turned(s):
    return (b"a" if s[:1] != b"a" else b"b") + s[1:]


def in_capitals(w, n):
    """Mail hosts change the case of addresses: that is no attack."""
    return part(bytes.upper, bytes.upper)(only_address(w, n))


def of_another_client(x):
    """Client 1's open offer under client n's hand and proof."""
    other = offer(x.world, 1)
    x.to = other.reply_to
    return without_thread(x).field("To", other.reply_to)


def known(w, n):
    x = yes(w, n)
    x.world = w
    w.answered = offer(w, n).message_id
    return x


def staff_token(x):
    """A token that staff were given, for questions of theirs."""
    words = x.world.box("ana")
    address = [m.reply_to for m in words if "+" in m.reply_to][0]
    x.to = address
    return without_thread(x).field("To", address)


def guesses(x):
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    r = random.Random(7)
    out = []
    for i in range(60):
        token = "".join(r.choice(letters) for _ in range(13)) + "." + "".join(r.choice(letters) for _ in range(16))
        out.append(letter(x.world, MALLORY, "Re: oferta", "Accept %d\n" % i if i % 2 else "Accept\n", to="office+%s@mail.test" % token))
    return out


def newer_version(w, n):
    """Staff withdrew an offer and offered anew on the same card: the newer letter of two. The older one is kept aside."""
    if not hasattr(w, "older"):
        w.older = {}
    if n not in w.older:
        w.older[n] = offer(w, n)
        card = w.value("SELECT card.id FROM card JOIN client c ON c.id = card.client WHERE c.email = ?", client(n))
        done = w.ask("ANULEAZA OFR %s" % w.older[n].subject.partition("OFR ")[2][:4])
        done = done if "Făcut" in done.text else w.tap(OWNER, done, "DA")
        w.until(lambda: w.value("SELECT count(*) FROM document WHERE card = ? AND state = 'cancelled'", card), "withdrawn")
        w.ask("OFERTA card %d 10 ore mentenanță x 190 lei, TVA 21" % card)
    newest = w.until(lambda: [m for m in w.box("c%02d" % n) if "2.299" in m.text], "the newer offer")[-1]
    x = letter(w, client(n), "Re: " + newest.subject, "Accept\n", to=newest.reply_to, in_reply_to=newest.message_id,
               works=accepted(n))
    x.older = w.older[n]
    return x


def older_version(x):
    x.to = x.older.reply_to
    return x.field("To", x.to).field("In-Reply-To", x.older.message_id).field("References", x.older.message_id)


def expired(x):
    """The same words to an offer of last month, whose time is over."""
    m = x.world.last_month
    x.to = m.reply_to
    x.field("From", "vechi@client.test").field("To", x.to).field("In-Reply-To", m.message_id)
    return x.field("References", m.message_id)


def elsewhere(*lines):
    """He signed his yes to another letter; whoever has it puts our token into lines that no signature covers."""
    def spoil(x):
        token, answered = x.to, x.world.answered
        without_thread(x).field("To", "office@mail.test").field("Subject", "Re: altceva").sealed()
        return x.head(*[line % {"to": token, "id": answered} for line in lines])
    return spoil


def beside_another(x):
    other = offer(x.world, 1).message_id
    return x.field("In-Reply-To", other).field("References", other).body("Vreau și oferta OFR 0002. E a mea?\n")


def once_more(x):
    """The same client's second yes, weeks after the first."""
    m = x.world.accepted
    x.to = m.reply_to
    x.field("From", "dublu@client.test").field("To", x.to).field("In-Reply-To", m.message_id)
    return x.field("References", m.message_id)


def confirming(w, n):
    """The client's answer to our question whether it was he who accepted."""
    box = "c%02d" % n
    if len(w.box(box)) < 2:
        yes(w, n).by(None).post(w)
    m = w.until(lambda: w.box(box)[1:], "he is asked")[0]
    return letter(w, client(n), "Re: " + m.subject, "Accept\n", to=m.reply_to, in_reply_to=m.message_id, works=accepted(n))


def repeated(times):
    """The same words again and again, each a letter of its own."""
    def spoil(x):
        out = []
        for i in range(times):
            one = letter(x.world, x.sender, "Re: oferta %d" % i, "Accept\n", to=x.to)
            out.append(one.by(None))
        return out
    return spoil


def a_command(words):
    return Attack("a client commands: " + words.split()[0], yes, lambda x: x.body(words + "\n"),
                  ("question", "unsure"), notes=True)


TABLE = [
    # Row 1's client is the victim of others' rows; his own attack is the plainest.
    asked("the client without proof", lambda x: x.by(None)),
    asked("another sender with the token", from_("Client <%s>" % MALLORY)),
    asked("a colleague at the clients domain with the token", from_("Sef <sef@client.test>", "client.test")),
    asked("another client with the token", from_("Client 01 <%s>" % client(1), "client.test")),
    asked("the client in the display name", from_('"c05@client.test" <%s>' % MALLORY)),
    Attack("a look-alike domain with the token", yes, from_("c06@cllent.test", None), "lookalike", to=stored),
    Attack("a domain that goes on after the clients", yes, from_("c07@client.test.altul.test"), "lookalike", to=stored),
    asked("a second From over the clients", lambda x: x.sealed().head("From: " + MALLORY)),
    asked("two mailboxes in the clients From", lambda x: x.field("From", "c09@client.test, " + MALLORY)),
    asked("Reply-To turned to a stranger", lambda x: x.head("Reply-To: " + MALLORY).by(None)),
    asked("signed by another domain", lambda x: x.by("gmail.test")),
    asked("changed under its signature", lambda x: x.body("O întrebare\n").sealed().body("Accept\n")),
    asked("results forged in our name", lambda x: x.by(None).head(
        "Authentication-Results: mx.mail.test; dkim=pass header.d=client.test; dmarc=pass header.from=client.test")),

    # Tokens that are none.
    asked("a token with another mac", part(mac=turned), only_address),
    asked("a token with another id", part(id_=turned), only_address),
    asked("a token cut short", part(mac=lambda s: s[:-1]), only_address),
    asked("a token made longer", part(mac=lambda s: s + b"a"), only_address),
    asked("a token without its dot", part(dot=b""), only_address),
    asked("a token with id and mac exchanged", lambda x: to(
        x, lambda m: m.group(1) + m.group(3) + b"." + m.group(2) + m.group(4)), only_address),
    asked("a token in other letters", part(mac=lambda s: s.replace(b"l", b"1").replace(b"o", b"0") + b"0"), in_capitals),
    asked("a token in the subject", lambda x: to(x.field("Subject", x.to), lambda m: b"office@"), only_address),
    asked("a token in the text", lambda x: to(x, lambda m: b"office@").body("Accept\n\n" + x.to + "\n"), only_address),
    asked("the message answered is somebody elses", lambda x: x.field("In-Reply-To", "<a.b.1@mail.test>").field(
        "References", "<a.b.1@mail.test>"), only_thread),
    asked("a token that staff were given", staff_token, known),
    Attack("a flood of guessed tokens", known, guesses, "unknown", told=0),

    # Right tokens for something else.
    Attack("another clients token, proven as oneself", known, of_another_client, "confirm", told=0, notes=True,
           to=lambda n: {client(1)}),
    Attack("an offer whose days are over", known, expired, "accept-expired", notes=True, to={"vechi@client.test"}),
    asked("a yes to another letter, our token in Delivered-To", elsewhere("Delivered-To: %(to)s"), known),
    asked("a yes to another letter, our token in X-Original-To", elsewhere("X-Original-To: %(to)s"), known),
    asked("a yes to another letter, our Message-ID in In-Reply-To", elsewhere("In-Reply-To: %(id)s"), known),
    asked("a yes to another letter, our Message-ID in References", elsewhere("References: %(id)s"), known),
    Attack("an offer that was withdrawn", newer_version, older_version, ("accept-closed", "confirm", "unsure"), told=1, notes=True,
           to=stored),
    # Answered to the client himself, of his own thread alone.
    Attack("his own token beside another clients Message-ID", known, beside_another, "question", notes=True),
    Attack("an offer that was accepted before", known, once_more, "accepted-before", told=0, notes=True, to={"dublu@client.test"}),
    asked("many acceptances without proof", repeated(8), known),
    Attack("our question answered by a stranger", confirming, from_(MALLORY), "confirm", told=0, notes=True),
    Attack("our question answered by a forged client", confirming, lambda x: x.by("altul.test").head(
        "From: x@altul.test"), ("confirm", "unknown"), told=0, notes=True),
    Attack("our question answered by the clients machine", confirming, lambda x: x.head("Auto-Submitted: auto-replied"),
           "auto-reply", told=0, notes=True),
    Attack("refused by somebody else", yes, lambda x: from_(MALLORY)(x).body("Nu accept\n"), "other-sender", notes=True),
    Attack("refused without proof", yes, lambda x: x.by(None).body("Nu accept\n"), "refused", notes=True),

    # A token never lets anybody command.
    a_command("ANULEAZA"),
    a_command("DISCOUNT 90%"),
    a_command("INCASAT 1.210 lei OP 1 12.11.2026"),
    a_command("CLIENT c01@client.test e-mail mallory@altul.test"),
    a_command("STAI TOT"),
]


def prepare(w):
    """Last month's offer, then today's."""
    w.ask("CLIENT nou Client Vechi, vechi@client.test", "OFERTA vechi@client.test 10 ore mentenanță x 90 lei, TVA 21")
    w.last_month = w.read("vechi@client.test", "OFR", "last month's offer")
    w.ask("CLIENT nou Client Dublu, dublu@client.test", "OFERTA dublu@client.test 10 ore mentenanță x 95 lei, TVA 21")
    w.accepted = w.read("dublu@client.test", "OFR", "the offer accepted last month")
    w.reply("dublu@client.test", w.accepted, "Accept")
    w.read("dublu@client.test", "CTR", "the contract of last month")
    w.quiet()
    w.restart_plic(now="2026-11-12 09:00")
    make_offers(w, len(TABLE))


def make_world():
    return attacks.world("attacks-token", prepare, now="2026-10-12 09:00")


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-token", make_world, TABLE))
