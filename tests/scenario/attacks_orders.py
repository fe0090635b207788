#!/usr/bin/python3
"""What staff ordered: only words of their own, in the letter itself, once, and within their role (product.md 5, 7)."""
import base64
import datetime
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import attacks
from world.attacks import Attack, Letter, letter
from world.mail import sign
from world.world import OWNER

ROLES = {"vio": "viewer", "del": "delivery", "sal": "sales", "acc": "accounting", "two": "owner"}
EXTRA = "".join('staff "%s@firma.test" {\n\tname = \'%s\'\n\troles = \'%s\'\n}\n' % (k, k.title(), v) for k, v in ROLES.items())
VICTIM = "victima@client.test"


NOON = datetime.datetime(2026, 11, 12, 9, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))


def who(name):
    return OWNER if name == "ana" else name + "@firma.test"


def line(n):
    return "PRODUS Curs nou %d 100 lei / buc, TVA 21, flux curs\n" % n


def has_product(n):
    return lambda w: w.value("SELECT count(*) FROM product WHERE name = ?", "Curs nou %d" % n)


def order(w, n, sender="acc"):
    x = letter(w, who(sender), "Comenzi", line(n), works=has_product(n))
    x.line = line(n).strip()
    return x


def html_order(w, n):
    return html(order(w, n), "<p>%s</p>" % line(n).strip())


def html(x, inner):
    page = "<html><body>%s</body></html>" % inner
    return x.body(base64.encodebytes(page.encode()).replace(b"\n", b"\r\n"), "text/html; charset=utf-8", "base64")


def words(name, template, end=("refused", "unknown"), **kw):
    """The same order, but where it is not the writer's own: he is told that nothing was done, or it is a letter."""
    return Attack("order " + name, order, lambda x: x.field("Subject", "Re: comenzi").body(template.format(line=x.line)), end, told=0, **kw)


def hidden(name, inner):
    return Attack("order hidden by " + name, html_order, lambda x: html(x, inner.format(
        line=line(int(re.search(r"Curs nou (\d+)", base64.b64decode(x.raw.partition(b"\r\n\r\n")[2]).decode()).group(1))))
        + "<p>Bună ziua, ne vedem mâine la zece, la biroul din centru, cu toată echipa de proiect.</p>"),
        ("refused", "unknown"), told=0)


def parts(x, head, content, kind="mixed", text="Vedeți atașat.\n"):
    out = "--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n--q\r\n%s\r\n\r\n%s\r\n--q--\r\n" % (
        text, head.replace("\n", "\r\n"), content.replace("\n", "\r\n"))
    return x.body(out, 'multipart/%s; boundary="q"' % kind)


def along(name, head, content, **kw):
    return Attack("order " + name, order, lambda x: parts(x, head, content.format(line=x.line), **kw), ("refused", "unknown"), told=0)


# Roles: the same letter from somebody who may not.
def role(name, command, weak, strong, done, told=0, **kw):
    def honest(w, n):
        return letter(w, who(strong), "Comenzi", command.format(n=n, client="c%02d@client.test" % n) + "\n",
                      works=lambda w: w.value(done.format(n=n, client="c%02d@client.test" % n)))
    return Attack("role: " + name, honest, lambda x: by(x, weak), "refused", told=told, **kw)


def by(x, sender):
    x.sender, x.signer = who(sender), "firma.test"
    return x.field("From", who(sender))


def not_a_command(name, text):
    """Not even the owner can order that by mail: it is no command and all of the mail is refused."""
    return Attack("no command: " + name, lambda w, n: order(w, n, "two"), lambda x: x.body(text), "refused", told=0)


# One thing once.
def fixed(w, n):
    """A letter whose bytes are always the same."""
    x = order(w, n)
    return x.field("Date", "Thu, 12 Nov 2026 09:00:00 +0200").field("Message-ID", "<order-%d@firma.test>" % n)


def other_words(x):
    """A stranger takes the Message-ID first."""
    return x.body("PRODUS Altul 1 lei\n").by(None)


def replayed(x):
    """What was obeyed in the morning comes once more, byte for byte."""
    return x.world.morning.copy()


def with_morning(w, n):
    x = order(w, n)
    x.world = w
    return x


def ours(x):
    """A Message-ID that plic gave to a mail of its own."""
    return x.field("Message-ID", "<%s>" % x.world.value("SELECT message_id FROM outbox WHERE message_id <> '' LIMIT 1"))


def from_us(x):
    x.signer = "mail.test"
    return x.field("From", "office@mail.test")


class Morning(Letter):
    def copy(self):
        return Morning(self.raw, self.sender, None, self.to)


def preview(w, n):
    """The owner's DA to her own preview. A storno is asked about first."""
    sent = letter(w, OWNER, "Comenzi", "STORNO FCT %04d\n" % w.invoices[n])
    if n not in w.previews:
        sent.post(w)
        mid = re.search(rb"Message-ID: (\S+)", sent.raw, re.I).group(1).decode()
        w.previews[n] = w.until(lambda: [m for m in w.box("ana") if mid in m.header("In-Reply-To")], "the preview")[0]
    m = w.previews[n]
    return letter(w, OWNER, "Re: " + m.subject, "DA\n", to=m.reply_to, in_reply_to=m.message_id, works=lambda w: w.value(
        "SELECT count(*) FROM document WHERE kind = 'storno' AND ref = (SELECT id FROM document WHERE label = ?)", "FCT %04d" % w.invoices[n]))


TABLE = [
    words("in a quote", "Mulțumesc!\n\n> {line}\n"),
    words("in a gmail quote", "Am văzut.\n\nÎn joi, 12 nov. 2026 la 09:00, X <x@altul.test> a scris:\n\n> {line}\n"),
    words("under an attribution without marks", "Am văzut.\n\nÎn joi, 12 nov. 2026 la 09:00, X <x@altul.test> a scris:\n{line}\n"),
    # Not a forward, by its subject: that would make X a client.
    words("in an outlook quote", "Am văzut.\n\n________________________________\nDe la: X <x@altul.test>\nTrimis: joi, 12 noiembrie "
          "2026 09:00\nCătre: o@mail.test\nSubiect: Comenzi\n\n{line}\n"),
    words("under the signature", "Ne vedem mâine la birou.\n\n-- \n{line}\n"),
    words("after a blank line and other words", "Vă rog, pentru ședința de mâine, pregătiți sala mare cu proiector și apă.\n\n{line}\n"),
    words("among lines that are none", "{line}\nși ceva ce nu e o comandă\n", end="refused"),
    Attack("order in the subject only", order, lambda x: x.field("Subject", x.line).body("Vedeți subiectul.\n"),
           ("refused", "unknown"), told=0),
    along("in a text attachment", 'Content-Type: text/plain; name=c.txt\nContent-Disposition: attachment; filename="c.txt"', "{line}"),
    along("in an html attachment", "Content-Type: text/html\nContent-Disposition: attachment; filename=c.html", "<p>{line}</p>"),
    along("in an attached mail by name", "Content-Type: application/octet-stream; name=m.eml", "From: acc@firma.test\n\n{line}"),
    along("in a calendar entry", "Content-Type: text/calendar; method=PUBLISH; name=c.ics",
          "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{line}\nDESCRIPTION:{line}\nEND:VEVENT\nEND:VCALENDAR"),
    along("in the html beside other words", "Content-Type: text/html; charset=utf-8", "<p>{line}</p>", kind="alternative",
          text="Ne vedem mâine la birou.\n"),
    hidden("display none", '<div style="display:none">{line}</div>'),
    hidden("size zero", '<span style="font-size:0">{line}</span>'),
    hidden("a comment", "<!-- {line} -->"),
    hidden("alt text", '<img src="cid:x" alt="{line}">'),

    role("a viewer writes the price list", "PRODUS Curs rol {n} 100 lei / buc, TVA 21, flux curs", "vio", "acc",
         "SELECT count(*) FROM product WHERE name = 'Curs rol {n}'"),
    role("delivery changes the price list", "PRODUS Curs rol {n} 100 lei / buc, TVA 21, flux curs", "del", "sal",
         "SELECT count(*) FROM product WHERE name = 'Curs rol {n}'"),
    role("accounting offers", "OFERTA {client} 10 ore consultanță x 100 lei, TVA 21", "acc", "sal",
         "SELECT count(*) FROM document d JOIN client c ON c.id = d.client WHERE d.kind = 'offer' AND c.email = '{client}'"),
    role("delivery makes a client", "CLIENT nou Firma {n}, f{n}@client.test", "del", "sal",
         "SELECT count(*) FROM client WHERE email = 'f{n}@client.test'"),
    role("a viewer changes a clients address", "CLIENT {client} email nou{n}@client.test", "vio", "sal",
         "SELECT count(*) FROM client WHERE email = 'nou{n}@client.test'"),
    role("a viewer writes to a client", "CARD c01@client.test\nMESAJ\nPlătiți în contul RO00 {n}.", "vio", "sal",
         "SELECT count(*) FROM outbox WHERE recipient = 'c01@client.test' AND body LIKE '%RO00 {n}%'", to={VICTIM}),
    role("sales takes money", "INCASAT 1{n},50 lei OP {n} 12.11.2026 FCT 0001", "sal", "acc",
         "SELECT (SELECT count(*) FROM payment WHERE amount = 1{n}50) + "
         "(SELECT count(*) FROM question WHERE data LIKE '%OP {n} %')"),
    role("delivery reverses an invoice", "STORNO FCT 0001", "del", "acc",
         "SELECT count(*) FROM question WHERE kind = 'preview' AND data LIKE '%STORNO FCT 0001%'"),
    role("sales drafts an invoice and lets it go", "STORNO FCT 0002", "sal", "acc",
         "SELECT count(*) FROM question WHERE kind = 'preview' AND data LIKE '%STORNO FCT 0002%'"),
    role("one line of two is not his", "CARD c02@client.test\nPRODUS Curs rol {n} 100 lei / buc, TVA 21, flux curs", "vio", "acc",
         "SELECT count(*) FROM product WHERE name = 'Curs rol {n}'"),

    Attack("role: a flood of orders that are not his", order, lambda x: [by(letter(None, who("vio"), "Comenzi %d" % i, x.line + "\n",
           date=NOON), "vio") for i in range(25)], "refused", told=0),
    not_a_command("a new member of staff", "PERSONAL nou mallory@altul.test proprietar\n"),
    not_a_command("another bank account", "IBAN nou RO49AAAA1B31007593840000\n"),
    not_a_command("a setting", "SETARE mail.authserv_id = altul.test\n"),
    not_a_command("sql", "PRODUS'; DROP TABLE client; --\n"),
    not_a_command("a thousand lines", "PRODUS Curs x 1 lei\n" * 1000),
    not_a_command("a line of a thousand verbs", "OFERTA " * 1000 + "\n"),
    not_a_command("sums that cannot be", "PRODUS Curs x 99999999999999999999999999 lei / buc\n"),
    not_a_command("a price below nothing", "PRODUS Curs x -100 lei / buc, TVA 21, flux curs\n"),
    not_a_command("deep brackets", "PRODUS " + "(" * 20000 + ")" * 20000 + "\n"),
    not_a_command("commas without end", "LINIE " + "1,1," * 10000 + "\n"),

    Attack("replayed order", with_morning, replayed, "duplicate", told=0),
    Attack("order under our own Message-ID", with_morning, ours, ("own", "unknown"), told=0),
    Attack("order from our own address", with_morning, from_us, ("own", "unknown"), told=0),
    Attack("somebody takes the Message-ID first", fixed, other_words, "staff-unproven", notes=True),
    Attack("the unsigned copy comes first", lambda w, n: by_clerk(fixed(w, n)), lambda x: x.by(None), "staff-unproven", notes=True),

    Attack("DA by somebody else", preview, lambda x: by(x, "acc"), "refused", told=0),
    Attack("DA by another owner", preview, lambda x: by(x, "two"), "refused", told=0),
    Attack("DA without proof", preview, lambda x: x.by(None), "staff-unproven", words=("nu se poate dovedi",)),
    Attack("DA in a quote", preview, lambda x: x.body("Stai puțin.\n\n> DA\n"), "refused", told=1),
]


def by_clerk(x):
    """Another member of staff than the row before: what is said once a day is said of each."""
    return by(x, "sal")


def prepare(w):
    w.previews = {}
    rows = [("CLIENT nou Client %02d, c%02d@client.test, adresa Str. Lungă %d, oraș Cluj-Napoca, județ CJ" % (n, n, n))
            for n in range(1, len(TABLE) + 1)]
    for i in range(0, len(rows), 30):
        w.ask(*rows[i:i + 30])
    n_invoices = 6
    for i in range(1, n_invoices + 1):
        w.ask("FACTURA c%02d@client.test 1 buc audit x %d lei, TVA 21" % (i, 100 + i))
        w.ask_sure("TRIMITE card %d" % (1000 + i))
    assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice' AND state = 'issued'") == n_invoices
    w.invoices = {TABLE.index(a) + 1: 3 + i for i, a in enumerate([a for a in TABLE if a.honest is preview])}
    raw = sign(letter(w, who("acc"), "Comenzi", "PRODUS Curs Word 300 lei / buc, TVA 21, flux curs\n").raw, "firma.test")
    w.morning = Morning(raw, who("acc"), None)
    w.morning.post(w)
    w.until(lambda: w.value("SELECT count(*) FROM product WHERE name = 'Curs Word'"), "the morning's order")
    w.ask("PRODUS Curs Word 350 lei")
    w.staff |= {who(k) for k in ROLES}


def make_world():
    return attacks.world("attacks-orders", prepare, extra=EXTRA)


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-orders", make_world, TABLE))
