#!/usr/bin/python3
"""What is money: the bank's own letter, proven by its domain, today's, once, by its visible words (product.md 4, 9)."""
import base64
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import attacks
from world.attacks import Attack, letter
from world.world import BANK, OWNER

MALLORY = "mallory@altul.test"
NOT_PROVEN = ("nu se poate dovedi", "Nu am înregistrat nimic", "@banca.test")


def bank(n):
    return "b%02d@banca.test" % n


def client(n):
    return "c%02d@client.test" % n


def sum_of(n):
    """Row n's proforma: 100 + n lei and VAT."""
    return "%d,%02d" % divmod((100 + n) * 121, 100)


def notice(n, ref=None, sum_=None):
    return ("Stimate client,\n\nContul dumneavoastra a fost creditat.\nSuma: %s RON\nData: 12.11.2026\nOrdonator: Client %02d\n"
            "IBAN: RO09BCYP0000001234567890\nDetalii: PRF %04d\nReferinta: %s\n\nBanca de Test\n"
            % (sum_ or sum_of(n), n, n, ref or "R%04d" % n))


def paid(n):
    return lambda w: w.value("SELECT count(*) FROM document WHERE label = ? AND open = 0", "PRF %04d" % n)


def money(w, n):
    """Row n's bank tells of the money for row n's proforma."""
    x = letter(w, bank(n), "Incasare in cont", notice(n), name="Banca de Test", works=paid(n))
    x.n, x.world = n, w
    return x


def money_html(w, n):
    return html(money(w, n), "")


def html(x, more, visible=None):
    page = "<html><body>%s<pre>%s</pre></body></html>" % (more, visible or notice(x.n))
    return x.body(base64.encodebytes(page.encode()).replace(b"\n", b"\r\n"), "text/html; charset=utf-8", "base64")


def unproven(name, spoil, honest=money, **kw):
    return Attack(name, honest, spoil, "bank-unproven", words=NOT_PROVEN, **kw)


def stranger(name, value, signer="altul.test", end="unknown", **kw):
    """No bank of ours: the letter stays where it is."""
    return Attack(name, money, lambda x: x.field("From", value).by(signer), end, told=0, **kw)


def unread(name, text, end="bank-unread", **kw):
    """The bank's own letter, but no payment is told in it: a person looks."""
    return Attack(name, money, lambda x: x.body(text if isinstance(text, str) else text(x)), end,
                  words=("Nu am putut citi mailul băncii",), **kw)


def at_host(results):
    def make(w, n):
        x = money(w, n).by(None)
        x.host = results
        return x
    return make


def said(results, *below):
    def spoil(x):
        x.host = results
        return x.head(*below)
    return spoil


def parts(x, head, content):
    return x.body("--q\r\nContent-Type: text/plain\r\n\r\nVedeti extrasul.\r\n--q\r\n%s\r\n\r\n%s\r\n--q--\r\n" % (
        head.replace("\n", "\r\n"), content.replace("\n", "\r\n")), 'multipart/mixed; boundary="q"')


def attached(name, head, content):
    return Attack(name, money, lambda x: parts(x, head, content if isinstance(content, str) else content(x.n)), "bank-unread",
                  words=("Nu am putut citi mailul băncii",))


def forwarded(x, sender, note="Vedeți mai jos, vă rog."):
    return letter(x.world, sender, "Fwd: Incasare in cont", "%s\n\n---------- Forwarded message ---------\nDe la: Banca de Test <%s>\n"
                  "Date: joi, 12 nov. 2026 la 09:00\nSubject: Incasare in cont\nTo: <%s>\n\n%s" % (note, bank(x.n), sender, notice(x.n)))


def replay(x):
    """This morning's letter, the same bytes."""
    x.raw, x.sender, x.signer = x.world.morning.raw, x.world.morning.sender, None
    return x


def same_reference(x):
    """This morning's payment told again: another Message-ID, another hour, the bank's own signature."""
    y = letter(x.world, bank(x.n), "Incasare in cont", notice(x.world.morning_n, ref="MORNING1"), name="Banca de Test")
    return y.field("From", x.world.morning.sender).by("banca.test")


CAMT = "<Document><BkToCstmrDbtCdtNtfctn><Ntfctn>%s</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + CAMT % "&e;"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    '<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 20) for i in range(9)) + "]>" + CAMT % "&j;"

TABLE = [
    unproven("unsigned", lambda x: x.by(None)),
    unproven("signed by another domain", lambda x: x.by("altul.test")),
    unproven("signed by another bank", lambda x: x.by("site.test")),
    unproven("signed by a client", lambda x: x.by("client.test")),
    unproven("forged results", lambda x: x.by(None).head("Authentication-Results: mx.mail.test; dmarc=pass header.from=banca.test")),
    unproven("forged results below those of the host", said("dkim=none", "Authentication-Results: mx.mail.test; dkim=pass "
             "header.d=banca.test"), at_host("dkim=pass header.d=banca.test")),
    unproven("spf alone", said("spf=pass smtp.mailfrom=banca.test"), at_host("dkim=pass header.d=banca.test")),
    unproven("dmarc of another From", said("dmarc=pass header.from=altul.test"), at_host("dmarc=pass header.from=banca.test")),
    unproven("somebody logged in under another name", said("auth=pass smtp.auth=b01@banca.test"),
             at_host("dkim=pass header.d=banca.test")),
    unproven("an amount changed on the way", lambda x: x.body(notice(x.n, sum_="1,00")).sealed().body(notice(x.n))),
    unproven("a second From", lambda x: x.sealed().head("From: x@altul.test").field("From", bank(x.n))
             .head("From: Banca <%s>" % bank(x.n))),
    unproven("two mailboxes in From", lambda x: x.field("From", "%s, x@altul.test" % bank(x.n))),
    unproven("a second Subject", lambda x: x.sealed().head("Subject: altceva")),
    unproven("a second Date over an old letter", lambda x: x.field("Date", "Mon, 2 Nov 2026 09:00:00 +0200").sealed().head(
        "Date: Thu, 12 Nov 2026 09:00:00 +0200")),
    unproven("a signature with a length", said("dkim=pass header.d=banca.test", "DKIM-Signature: v=1; a=rsa-sha256; d=banca.test; "
             "s=s1; h=from; l=5; bh=x; b=y"), at_host("dkim=pass header.d=banca.test")),

    unproven("a flood in the banks name", lambda x: [letter(x.world, bank(x.n), "Incasare %d" % i, notice(x.n, ref="F%d" % i), signer=None)
                                                     for i in range(10)]),

    stranger("the banks display name at a foreign address", "Banca de Test <%s>" % MALLORY),
    stranger("the banks address as a display name", '"b17@banca.test" <%s>' % MALLORY),
    Attack("a domain that goes on after the banks", money, lambda x: x.field("From", "b18@banca.test.altul.test").by("altul.test"),
           "lookalike"),
    stranger("a subdomain of the banks", "b19@notificari.banca.test", "banca.test"),
    Attack("a look-alike domain", money, lambda x: x.field("From", "b20@banc\u0430.test".encode()).by(None), "lookalike"),
    Attack("a look-alike domain in punycode", money, lambda x: x.field("From", "b21@xn--banc-83d.test").by(None), "lookalike"),
    stranger("another sender at the banks domain", "reclame@banca.test", "banca.test"),
    stranger("another firms bank", "b23@gmail.test", "gmail.test"),
    Attack("a client as the bank", money, lambda x: x.field("From", client(x.n)).by("client.test"), ("question", "paid-claim"),
           notes=True),
    Attack("forwarded by a client", money, lambda x: forwarded(x, client(x.n)), ("question", "paid-claim"), notes=True,
           to=lambda n: {client(n)}, told=1),
    Attack("forwarded by a stranger", money, lambda x: forwarded(x, "cineva@gmail.test", "FYI"), "unknown", told=0),

    Attack("of ten days ago", money, lambda x: x.field("Date", "Mon, 2 Nov 2026 09:00:00 +0200"), "bank-old",
           words=("cu mult înainte",)),
    Attack("of next week", money, lambda x: x.field("Date", "Thu, 19 Nov 2026 09:00:00 +0200"), "bank-old"),
    Attack("without a date", money, lambda x: x.sub("Date:", "X-Date:"), "bank-old"),
    # Seen is seen: the books hold it, nothing new is to be said.
    Attack("the same bytes again", money, replay, "duplicate", told=0),
    Attack("the same payment under another Message-ID", money, same_reference, ("bank-known", "payment-asked"), told=0),

    Attack("an amount in hidden text", money_html, lambda x: html(x, '<div style="display:none"><pre>%s</pre></div>' % notice(x.n),
           "Va multumim ca sunteti clientul nostru."), "bank-unread"),
    Attack("an amount in white", money_html, lambda x: html(x, '<pre style="color:#fff">%s</pre>' % notice(x.n),
           "Va multumim ca sunteti clientul nostru."), "bank-unread"),
    Attack("an amount in a comment", money_html, lambda x: html(x, "<!-- %s -->" % notice(x.n), "Va multumim."), "bank-unread"),
    unread("an amount below nothing", lambda x: notice(x.n, sum_="-" + sum_of(x.n)), ("bank-unread", "bank-known")),
    unread("an amount of letters", lambda x: notice(x.n, sum_="multi"), "bank-unread"),
    unread("an amount that cannot be", lambda x: notice(x.n, sum_="9" * 40 + ",00"), "bank-unread"),
    unread("an amount of nothing", lambda x: notice(x.n, sum_="0,00")),
    unread("blanks without end", lambda x: "Suma:" + " " * 200000 + "\n" + "Data: " * 20000),
    unread("half notices without end", lambda x: "Suma: 1,00 RON\nData: 1\nOrdonator: x\nIBAN: r\nDetalii: \n" * 3000),
    unread("digits without end", lambda x: "Suma: " + "1" * 500000 + " RON"),
    unread("quoted", lambda x: "\n".join("> " + line for line in notice(x.n).splitlines()) + "\n", ("bank-unread", "unreadable")),
    unread("the banks new account, said by the bank", "IBAN nou pentru plata facturilor: RO49AAAA1B31007593840000\n"),
    Attack("the firms new account, said by a stranger", money, lambda x: letter(x.world, MALLORY, "IBAN nou",
           "Banii din PRF %04d mergeti de azi in RO49BBBB1B31007593840000.\n" % x.n), "unknown", told=0),
    Attack("a clients new account", money, lambda x: letter(x.world, client(x.n), "IBAN nou",
           "De azi plătesc din RO49BBBB1B31007593840000, vă rog notați.\n"), "question", notes=True),

    attached("in an attached text", 'Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename="a.txt"', notice),
    attached("in an attached mail by name", "Content-Type: application/octet-stream; name=n.eml", lambda n: "From: x\n\n" + notice(n)),
    attached("an entity of the outside in an attached statement", "Content-Type: application/xml; name=camt.xml", XXE),
    attached("a billion laughs in an attached statement", "Content-Type: application/xml; name=camt.xml", LAUGHS),
]


def configure(w):
    for n in range(1, len(TABLE) + 2):
        with open("%s/banks/t%02d.conf" % (w.config_dir, n), "w") as f:
            f.write(BANK.replace('"test"', '"t%02d"' % n).replace("notificari@", "b%02d@" % n))


def prepare(w):
    rows = [("CLIENT nou Client %02d, %s, adresa Str. Lungă %d, oraș Cluj-Napoca, județ CJ" % (n, client(n), n),
             "PROFORMA %s 1 buc audit x %d lei, TVA 21" % (client(n), 100 + n)) for n in range(1, len(TABLE) + 2)]
    for i in range(0, len(rows), 20):
        w.ask(*[line for pair in rows[i:i + 20] for line in pair])
    w.quiet()
    # This morning's payment, of a client that has no row.
    w.morning_n = len(TABLE) + 1
    w.morning = letter(w, bank(w.morning_n), "Incasare in cont", notice(w.morning_n, ref="MORNING1")).sealed()
    w.morning.post(w)
    w.until(lambda: paid(w.morning_n)(w), "the morning's payment")


def make_world():
    return attacks.world("attacks-bank", prepare, configure=configure)


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-bank", make_world, TABLE))
