#!/usr/bin/python3
"""Words stay words: what strangers write into names, subjects and files becomes no header, markup, template, query,
path or line of the log. An honest request carries them; it must do exactly what its twin without them does."""
import base64
import io
import os
import re
import sys
import zipfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from world import attacks
from world.attacks import Attack, letter
from world.mail import Mail

PLAIN = "Ion Popescu"


def word(text):
    """As an encoded word of a header, whatever bytes it holds."""
    data = text.encode("utf-8", "surrogateescape")
    return "\r\n ".join("=?utf-8?b?%s?=" % base64.b64encode(data[i:i + 42]).decode() for i in range(0, len(data), 42))


def asks(w, n, twin, **kw):
    sender = "%s%02d@client.test" % ("t" if twin else "a", n)
    return letter(w, sender, "Înscriere curs", "Bună ziua,\n\nAș dori să mă înscriu la cursul de Excel avansat din decembrie.\n", **kw)


def by_from(evil):
    return kind("from", lambda w, n, twin: asks(w, n, twin).field("From", "%s <%s%02d@client.test>" % (
        word(PLAIN if twin else evil), "t" if twin else "a", n)))


def by_subject(evil):
    return kind("subject", lambda w, n, twin: asks(w, n, twin, name=PLAIN).field("Subject", word("Cerere" if twin else evil)))


def by_form(label, evil, plain=PLAIN):
    """In a field of the site's form."""
    def make(w, n, twin):
        who = "%s%02d@client.test" % ("t" if twin else "a", n)
        lines = {"Nume": PLAIN, "Email": who, "Telefon": "0733 444 555", "Curs": "Curs Word", "Mesaj": "Seara."}
        lines[label] = plain if twin else evil
        return letter(w, "site@site.test", "Formular", "".join("%s: %s\n" % kv for kv in lines.items()), name="Site")
    return kind("form " + label, make)


def by_file(evil, content=b"x", type_="application/octet-stream"):
    def make(w, n, twin):
        x = asks(w, n, twin, name=PLAIN)
        name = "oferta.bin" if twin else evil
        data = base64.encodebytes(b"x" if twin else content).decode().replace("\n", "\r\n")
        return x.body("--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBună ziua,\r\n\r\nAș dori să mă înscriu la cursul de Excel "
                      "avansat. Cât costă?\r\n--q\r\nContent-Type: %s; name=\"%s\"\r\nContent-Disposition: attachment; filename=\"%s\""
                      "\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--q--\r\n" % (type_, name, name, data),
                      'multipart/mixed; boundary="q"')
    return kind("file", make)


class Effect:
    """All that a letter brought about, in a form that two letters can be compared by."""

    def __init__(self, watch):
        now = watch.state()
        self.rows = {t: len(now[t]) - len(watch.before[t]) for t in watch.tables}
        self.ends = watch.ends()
        self.to = sorted(r[0] if r[0] in watch.w.staff else "the sender" for r in watch.out())
        self.mails = [Mail(r[0]) for r in watch.db.execute("SELECT bytes FROM outbox_bytes WHERE outbox > ? ORDER BY outbox",
                                                            (watch.last_out,))]

    def shape(self):
        """Headers by name, HTML by its tags, files by name, PDFs by pages: all but words."""
        return [(sorted(m.msg.keys()), re.findall(r"<(/?\w+)", m.html), sorted(re.sub(r"\d+", "N", f) for f in m.files),
                 [len(re.findall(rb"/Type\s*/Page\b", d)) for f, d in m.files.items() if f.endswith(".pdf")],
                 m.html.count("mailto:"), m.html.count("RO49"), len(m.msg.defects)) for m in self.mails]


# What the letter does without the words: the twin of all rows of one kind.
TWINS = {}


def kind(name, make):
    make.kind = name
    return make


class Words(Attack):
    """make(w, n, twin) gives the letter; literal: what must stand in some mail as it was written."""

    def __init__(self, name, make, literal=()):
        super().__init__(name, None, None, None)
        self.make, self.literal = make, literal

    def effect(self, watch, n, twin):
        watch.settle(0)
        watch.begin()
        self.make(watch.w, n, twin).post(watch.w)
        watch.settle(watch.count + 1)
        return Effect(watch)

    def strike(self, watch, n):
        w, size = watch.w, len(watch.w.log_text())
        if self.make.kind not in TWINS:
            TWINS[self.make.kind] = self.effect(watch, n, True)
        evil, honest = self.effect(watch, n, False), TWINS[self.make.kind]
        assert honest.mails, "the twin was not answered: %s" % honest.ends
        for what in ("ends", "rows", "to"):
            a, b = getattr(evil, what), getattr(honest, what)
            assert a == b, "%s: %s, its twin: %s" % (what, a, b)
        for a, b, m in zip(evil.shape(), honest.shape(), evil.mails):
            assert a == b, "another mail than its twin's:\n%s\n%s\n%s" % (a, b, m.raw[:2000])
        pdfs = [m.pdf() for m in evil.mails if self.literal and any(f.endswith(".pdf") for f in m.files)]
        for want in self.literal:
            for text in [t for m in evil.mails for t in (m.text, m.visible())] + pdfs:
                text = re.sub(r"\s+", " ", text)
                assert want in text, "„%s” is not literally in %s" % (want, text)
        log = w.log_text()[size:]
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e\u2028]", log), "the log holds controls: %r" % log
        assert all(re.match(r"[\dT:.Z-]+ |<\d>|\w+[ .]", line) for line in log.splitlines()), log
        return "as its twin: %s" % "/".join(evil.ends)

    def twin(self, watch, n):
        return lambda: None


def zip_bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        z.writestr("a.txt", b"\0" * (64 << 20))
    return out.getvalue()


def pdf_bomb():
    z = zlib.compress(b"\0" * (32 << 20), 9)
    return b"%PDF-1.7\n1 0 obj<</Length " + str(len(z)).encode() + b"/Filter/FlateDecode>>stream\n" + z + b"\nendstream endobj\n"


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 20) for i in range(9)) + b"]><l>&j;</l>"
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
MARKUP = "<b>Ion</b><script>alert(1)</script><img src=x onerror=y>"
TEMPLATE = "{{firm.iban}} {{{firm.name}}} {{#client}}z{{/client}} {{! x }} {{> mail}}"

TABLE = [
    Words("header by a name, CR LF", by_from("Ion\r\nBcc: victima\r\nX-Evil: 1\r\n\r\ntext")),
    Words("header by a name, LF", by_from("Ion\nBcc: victima\n\nx")),
    Words("header by a name, CR", by_from("Ion\rBcc: victima\rX")),
    Words("header by a name, line separators of Unicode", by_from("Ion\u2028Bcc: victima\u2029\u0085X-Evil: 1")),
    Words("NUL and controls in a name", by_from("Ion\0\a\b\x1b[31mPop\x7f")),
    Words("bidi marks in a name", by_from("Ion\u202eupsepoP\u202c \u2066x\u2069")),
    Words("no character but blanks in a name", by_from("\u200b\u00a0\u3000 \u2060Ion")),
    Words("overlong and broken UTF-8 in a name", by_from("Ion \udcc0\udcaf\udcff\udcfe")),
    Words("a name of many letters", by_from("Ion " + "ț" * 300)),
    Words("a name of combining marks", by_from("Ion" + "\u0301" * 500)),
    Words("header by a subject", by_subject("Cerere\r\nBcc: victima\r\n\r\nx")),
    Words("markup in a subject", by_subject("Cerere " + MARKUP)),
    Words("template in a subject", by_subject("Cerere " + TEMPLATE)),
    Words("another cards number in a subject", by_subject("Cerere [C-1001] [C-1]")),
    Words("commands in a subject", by_subject("STORNO FCT 0001")),

    Words("markup in a name", by_from(MARKUP), ["<b>Ion</b><script>"]),
    Words("template in a name", by_from(TEMPLATE), ["{{firm.iban}}", "{{{firm.name}}}", "{{#client}}z{{/client}}"]),
    Words("our own markup in a name", by_from("*Ion* _x_ `y` [z](http://altul.test) | b"), ["*Ion*"]),
    Words("sql in a name", by_from("Ion'); DROP TABLE client; -- \" ' ;"), ["DROP TABLE client"]),
    Words("a formula in a name", by_from('=HYPERLINK("http://altul.test","x")'), ["=HYPERLINK"]),
    Words("a formula of another sort in a name", by_from("+SUM(1+1)*cmd|'/C calc'!A0")),
    Words("a command in a name", by_from("STORNO FCT 0001\nDA")),
    Words("a format string in a name", by_from("%s%s%n%x %1$s"), ["%s%s%n%x"]),
    Words("json in a name", by_from('","state":"paid","x":"'), ['","state":"paid"']),
    Words("a path in a name", by_from("../../etc/passwd")),
    Words("a line of the log in a name", by_from("Ion uid=1 outcome=paid\n2026-11-12T09:00:00Z mail.handled uid=7")),

    Words("markup in a form", by_form("Nume", MARKUP), ["<b>Ion</b><script>"]),
    Words("template in a form", by_form("Nume", TEMPLATE), ["{{firm.iban}}"]),
    Words("header in a form", by_form("Nume", "Ion\rBcc: victima")),
    Words("a second address in a form", by_form("Nume", "Ion, victima@altul.test")),
    Words("sql in a forms telephone", by_form("Telefon", "0733'; DROP TABLE card; --", "0733 444 555")),
    Words("markup in a forms message", by_form("Mesaj", MARKUP + TEMPLATE, "Seara.")),

    Words("a path in a files name", by_file("../../../../tmp/plic-attack-file")),
    Words("a windows path in a files name", by_file("C:\\\\windows\\\\system32\\\\x.exe")),
    Words("an absolute path in a files name", by_file("/etc/cron.d/x")),
    Words("markup and template in a files name", by_file("<b>x</b>{{firm.iban}}.pdf")),
    Words("header in a files name", by_file("=?utf-8?q?x=0D=0ABcc:_victima=0D=0A?=")),
    Words("bidi in a files name", by_file("=?utf-8?b?%s?=" % base64.b64encode("oferta\u202efdp.exe".encode()).decode())),
    Words("a files name of dots", by_file("...x")),
    Words("a long files name", by_file("x" * 700 + ".pdf")),

    Words("a zip bomb along", by_file("a.zip", zip_bomb(), "application/zip")),
    Words("a pdf bomb along", by_file("a.pdf", pdf_bomb(), "application/pdf")),
    Words("a gzip bomb along", by_file("a.gz", zlib.compress(b"\0" * (32 << 20), 9), "application/gzip")),
    Words("a billion laughs along", by_file("a.xml", LAUGHS, "application/xml")),
    Words("an entity of the outside along", by_file("a.xml", XXE, "text/xml")),
    Words("a picture of many pixels along", by_file("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0"
                                                 b"\0\0\0\0", "image/png")),
]


def prepare(w):
    w.ask(*request.PRICES)


def make_world():
    return attacks.world("attacks-text", prepare)


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-text", make_world, TABLE))
