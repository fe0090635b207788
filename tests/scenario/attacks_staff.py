#!/usr/bin/python3
"""Who commands: nobody but staff who are proven, by the letter's own undivided words (product.md 5)."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import attacks
from world.attacks import Attack, letter

PASS = "dkim=pass header.d=firma.test; dmarc=pass header.from=firma.test"
FORGED = "Authentication-Results: mx.mail.test; " + PASS
UNPROVEN = ("nu se poate dovedi", "Nu am făcut nimic", "@firma.test")


NOON = datetime.datetime(2026, 11, 12, 9, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))


def clerk(n):
    return "s%02d@firma.test" % n


def line(n):
    return "PRODUS Curs de proba %d 100 lei / buc, TVA 21, flux curs\n" % n


def order(w, n):
    """A clerk puts a course on the price list: his answer comes, the course is there."""
    return letter(w, clerk(n), "Comenzi", line(n), name="Angajat %d" % n,
                  works=lambda w: w.value("SELECT count(*) FROM product WHERE name = ?", "Curs de proba %d" % n))


def at_host(results, honest=order):
    """The same letter at a host that neither verifies nor strips, and says this of it."""
    def make(w, n):
        one = honest(w, n).by(None)
        one.host = results.format(sender=one.sender)
        return one
    return make


def said(results, *below):
    """What the host says of the spoiled one, and what stands below its own lines."""
    def spoil(x):
        x.host = results
        return x.head(*below)
    return spoil


def unproven(name, spoil, honest=order, end="staff-unproven", words=UNPROVEN, **kw):
    """Set aside, the owner is told; where nothing speaks against him the clerk himself is asked, once."""
    return Attack(name, honest, spoil, end, words=words, notes=True, **kw)


def confirming(w, n):
    """The clerk's answer to our question whether an order that nothing proves was his."""
    if n not in w.asked:
        one = order(w, n).by(None)
        one.post(w)
        w.asked[n] = w.until(lambda: w.box("s%02d" % n), "the clerk is asked")[0]
    m = w.asked[n]
    x = order(w, n).by(None).field("Subject", "Re: " + m.subject).field("To", m.reply_to).body("DA\n")
    x.to = m.reply_to
    return x


def answered(name, spoil, end, told=0, **kw):
    return Attack("our question answered " + name, confirming, spoil, end, told=told, **kw)


def nobody(name, spoil, honest=order, **kw):
    """Whoever merely looks like staff is a stranger: his letter stays where it is and nobody is bothered."""
    return Attack(name, honest, spoil, "unknown", told=0, **kw)


def warned(name, spoil, end, **kw):
    """A stranger made to look like a colleague: Quarantine, and the owner is warned."""
    return Attack(name, order, spoil, end, **kw)


def from_(value, signer="altul.test"):
    return lambda x: x.field("From", value).by(signer)


def under_seal(change):
    """Signed by the clerk's own domain, then changed on the way."""
    return lambda x: change(x.sealed())


def before_seal(*lines):
    """Lines that a signature does not cover, over a right one."""
    return lambda x: x.sealed().head(*lines)


def from_nobody(x):
    x.sender = ""
    return x


TABLE = [
    # Nothing proves the From.
    unproven("spoofed staff", lambda x: x.by(None)),
    unproven("signed by another domain", lambda x: x.by("altul.test")),
    unproven("signed by a domain that ends like staffs", lambda x: x.by("client.test")),
    unproven("spf alone", lambda x: x.by(None).head(
        "Received-SPF: pass (mail.test: domain of s03@firma.test)", "X-SPF-Result: pass",
        "Authentication-Results: spf.test; spf=pass smtp.mailfrom=firma.test")),
    unproven("changed under its signature", under_seal(lambda x: x.sub("100 lei", "1 lei"))),

    # Ten in a row, each a little different: said once a day, not once a mail.
    unproven("a flood of spoofed staff", lambda x: [letter(None, x.sender, "Comenzi %d" % i, line(1000 + i), signer=None, date=NOON)
                                                    for i in range(10)]),

    # Lines that say in our server's name what our server did not say.
    unproven("forged results", lambda x: x.by(None).head(FORGED)),
    unproven("forged results in quotes", lambda x: x.by(None).head(FORGED.replace("mx.mail.test", '"mx.mail.test"'))),
    unproven("forged results behind comments", lambda x: x.by(None).head(
        FORGED.replace("mx.mail.test", "(our (own) \\) server) MX.MAIL.TEST 1"))),
    unproven("forged results with a version", lambda x: x.by(None).head(FORGED.replace("mx.mail.test", "mx.mail.test 1"))),
    unproven("forged results in folded lines", lambda x: x.by(None).head(
        "Authentication-Results:\r\n mx.mail.test;\r\n\tdkim=pass (ok; really)\r\n header.i=@firma.test")),
    unproven("forged results with a blank before the colon", lambda x: x.by(None).head(
        FORGED.replace("Results:", "Results :")), end=("staff-unproven", "unreadable")),
    unproven("forged login", lambda x: x.by(None).head(
        "Authentication-Results: mx.mail.test (x; y) ; auth=pass smtp.auth=" + x.sender)),
    unproven("arc results", lambda x: x.by(None).head("ARC-" + FORGED.replace(": ", ": i=1; "))),

    # At a host that strips nothing: only its own topmost line counts.
    unproven("doubled results", said("dkim=none", FORGED), at_host(PASS)),
    unproven("results of the host say fail, forged ones below pass", said("dkim=fail header.d=firma.test", FORGED, FORGED),
             at_host(PASS)),
    unproven("pass inside a comment", said("dkim=none (dkim=pass header.d=firma.test)"), at_host(PASS)),
    unproven("pass inside a quoted reason", said('dkim=fail reason="x; dkim=pass header.d=firma.test" header.d=x.test'),
             at_host(PASS)),
    unproven("pass for a domain that only begins like ours", said("dkim=pass header.d=firma.test.altul.test"), at_host(PASS)),
    unproven("dmarc pass of another From", said("dmarc=pass header.from=altul.test"), at_host(PASS)),
    unproven("pass of a method that proves no From", said("spf=pass smtp.mailfrom=%s; iprev=pass; dnswl=pass" % clerk(1)),
             at_host(PASS)),
    unproven("login of somebody else", said("auth=pass smtp.auth=s01@firma.test"), at_host("auth=pass smtp.auth={sender}")),
    unproven("results below a foreign Received, none of ours", said("", "Received: from a by relay.altul.test; Thu, 12 Nov 2026 "
             "06:59:00 +0000", FORGED), at_host(PASS)),
    unproven("results above a foreign Received, none of ours", said("", FORGED, "Received: from a by relay.altul.test; Thu, 12 "
             "Nov 2026 06:59:00 +0000"), at_host(PASS)),
    unproven("signature with a length, appended to", said(PASS, "DKIM-Signature: v=1; a=rsa-sha256; d=firma.test; s=s1; "
             "h=from; l=5; bh=x; b=y"), at_host(PASS)),
    unproven("rsa-sha1", said(PASS, "DKIM-Signature: v=1; a=rsa-sha1; d=firma.test; s=s1; h=from; bh=x; b=y"), at_host(PASS)),

    # A head that two readers read differently, however well it is signed.
    unproven("a second From over the signed one", lambda x: x.sealed().field("From", "mallory@altul.test").head(
        "From: Angajat <%s>" % x.sender).by("altul.test")),
    unproven("two mailboxes in From", lambda x: x.field("From", "%s, mallory@altul.test" % x.sender)),
    unproven("a group in From", lambda x: x.field("From", "firma: %s;" % x.sender)),
    unproven("a second Subject", before_seal("Subject: altceva")),
    unproven("a second Date", before_seal("Date: Thu, 12 Nov 2026 07:00:00 +0000")),
    unproven("a second To", before_seal("To: altul@altul.test")),
    unproven("a second Message-ID", before_seal("Message-ID: <a@altul.test>")),
    unproven("a second Content-Type", before_seal("Content-Type: text/html")),
    unproven("a second Reply-To", before_seal("Reply-To: a@altul.test", "Reply-To: b@altul.test")),
    unproven("another address in the display name", lambda x: x.field("From", '"ana@firma.test" <%s>' % x.sender)),

    # The last resort: what nothing proves is asked back, and only he may say yes to it.
    answered("by a stranger", lambda x: x.field("From", "mallory@altul.test").by("altul.test"), "unknown"),
    answered("by another clerk", lambda x: x.field("From", clerk(1)).by("firma.test"), "refused"),
    answered("by a forged head", lambda x: x.head("From: x@altul.test").field("From", x.sender), ("unknown", "staff-unproven")),
    answered("with another order", lambda x: x.body("PRODUS Curs altul 1 lei / buc, TVA 21, flux curs\n"), "staff-unproven"),
    answered("in a quote", lambda x: x.body("Ce este asta?\n\n> DA\n"), ("staff-unproven", "unknown")),
    answered("by a machine", lambda x: x.head("Auto-Submitted: auto-replied"), "auto-reply"),

    # Looks like staff, is not.
    nobody("two From, both signatures right", lambda x: x.head("From: mallory@altul.test").by("altul.test").sealed().by(
        "firma.test")),
    warned("display name of staff", from_('"Angajat 35" <mallory35@altul.test>'), "staff-name"),
    warned("address of staff as a display name", from_('"s36@firma.test" <mallory36@altul.test>'), "staff-name"),
    warned("a domain that goes on after staffs", from_("s37@firma.test.altul.test"), "lookalike"),
    nobody("the same name at another domain", from_("s38@client.test", "client.test")),
    warned("a look-alike domain", from_("s39@flrma.test", None), "lookalike"),
    nobody("a subdomain of staffs", from_("s40@x.firma.test", "firma.test")),
    nobody("Sender and Reply-To of staff", lambda x: x.field("From", "mallory@altul.test").head(
        "Sender: " + x.sender, "Reply-To: " + x.sender).by("altul.test")),
    warned("a comment of staff in From", from_("mallory42@altul.test (s42@firma.test)"), "staff-name"),
    warned("an encoded word that reads like an address", from_("=?utf-8?q?s43=40firma=2Etest?= <mallory43@altul.test>"),
           "staff-name"),

    # Once more, late, early, by a machine.
    Attack("old staff mail", order, lambda x: x.field("Date", "Mon, 2 Nov 2026 09:00:00 +0200"), "staff-old",
           words=("cu mult înainte", "Nu am făcut nimic")),
    Attack("staff mail of next week", order, lambda x: x.field("Date", "Thu, 19 Nov 2026 09:00:00 +0200"), "staff-old"),
    Attack("staff mail without a date", order, lambda x: x.sub("Date:", "X-Date:"), "staff-old"),
    # Noise is never answered, whoever signs it.
    Attack("auto-submitted staff mail", order, lambda x: x.head("Auto-Submitted: auto-replied"), "auto-reply", told=0),
    Attack("staff mail through a list", order, lambda x: x.head("List-Id: <x.firma.test>", "Precedence: list"), "list", told=0),
    Attack("staff mail with a null sender", order, from_nobody, "auto-reply", told=0),
]


def make_world():
    return attacks.world("attacks-staff", lambda w: setattr(w, "asked", {}), clerks=len(TABLE))


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-staff", make_world, TABLE))
