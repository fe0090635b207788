#!/usr/bin/python3
"""What is too deep, too many, too long or not a mail at all stops nobody: the reader's limits hold, what cannot be read
is set aside and told, and the same request in an ordinary shape is answered (product.md 3, 4, 13)."""
import base64
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from attacks_text import Words, kind
from world import attacks
from world.attacks import Attack, letter

TEXT = "Bună ziua,\r\n\r\nAș dori să mă înscriu la cursul de Excel avansat din decembrie.\r\n"
MAX = 4000000  # imap.max_bytes of this world


def who(n):
    return "c%02d@client.test" % n


def answered(n):
    return lambda w: w.value("SELECT count(*) FROM document d JOIN client c ON c.id = d.client WHERE c.email = ?", who(n))


def asks(w, n):
    x = letter(w, who(n), "Înscriere curs", TEXT, works=answered(n))
    x.world, x.n = w, n
    return x


def shaped(make, *size):
    """The request as make shapes it: in an ordinary size."""
    return lambda w, n: make(asks(w, n), *size)


def bomb(name, make, small, big, end=("quarantine", "unreadable"), told=1, words=("nu poate fi citit",), append=False, **kw):
    """The same shape, small in the twin and big in the attack."""
    def spoil(x):
        y = make(asks(x.world, x.n), big)
        # What no mail host passes on is put into the mailbox as it is, in the name of our host's verdict.
        y.append = append
        return y
    return Attack(name, shaped(make, small), spoil, end, told=told, words=words if told else (), **kw)


def letter_part(text=TEXT):
    return "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text


def nested_multiparts(x, depth):
    body = letter_part()
    for i in range(depth):
        body = 'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n%s\r\n--b%d--\r\n' % (i, i, body, i)
    return whole(x, body)


def whole(x, part):
    """A part with its own headers becomes the mail."""
    head, _, body = part.partition("\r\n\r\n")
    kind = head[len("Content-Type: "):]
    return x.body(body, kind)


def nested_mails(x, depth):
    return whole(x, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n%s\r\n--b\r\n%sx\r\n--b--\r\n" % (
        letter_part(), "Content-Type: message/rfc822\r\n\r\n" * depth))


def many_parts(x, count):
    return whole(x, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + letter_part() + "\r\n" + "".join(
        "--b\r\nContent-Type: image/png\r\n\r\nx\r\n" for i in range(count)) + "--b--\r\n")


def boundary(x, b):
    return whole(x, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n" % (b, b, letter_part(), b))


def many_fields(x, count):
    return x.head(*["X-Field: %d" % i for i in range(count)])


def long_field(x, length):
    return x.head("X-Field: " + "\r\n ".join("x" * 70 for i in range(length // 70)))


def many_refs(x, count):
    return x.head("References: " + "\r\n ".join("<r%d@client.test>" % i for i in range(count)))


def many_recipients(x, count):
    return x.head("Cc: " + ",\r\n ".join("u%d@client.test" % i for i in range(count)))


def comment_in_from(x, depth):
    return x.field("From", "%s (%s%s)" % (who(x.n), "\r\n ".join("(" * min(900, depth) for i in range(1 + depth // 900)),
                                          "\r\n ".join(")" * min(900, depth) for i in range(1 + depth // 900))))


def encoded_words(x, count):
    return x.field("Subject", "\r\n ".join("=?utf-8?b?w45uc2NyaWVyZQ==?=" for i in range(count)))


def name_sections(x, count):
    sections = "".join(";\r\n filename*%d*=utf-8''%%C4%%83x" % i for i in range(count))
    return whole(x, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n%s\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: "
                 "attachment%s\r\n\r\nx\r\n--b--\r\n" % (letter_part(), sections))


def long_line(x, length):
    return x.body(TEXT + "x" * length + "\r\n", encoding="8bit")


def attached(x, size):
    data = base64.encodebytes(b"\0" * size).decode().replace("\n", "\r\n")
    return whole(x, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n%s\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\n"
                 "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--b--\r\n" % (letter_part(), data))


def transfer_encoding(x, name):
    return x.body(base64.encodebytes(TEXT.encode()) if name == "base64" else TEXT, encoding=name)


def charset(x, name):
    """A text in ASCII, under that name."""
    return x.body("Buna ziua,\r\n\r\nAs dori sa ma inscriu la cursul de Excel avansat.\r\n", "text/plain; charset=" + name)


def html(x, inner):
    page = "<html><body>%s<p>%s</p></body></html>" % (inner, TEXT.replace("\r\n\r\n", "<br><br>"))
    return x.body(base64.encodebytes(page.encode()).replace(b"\n", b"\r\n"), "text/html; charset=utf-8", "base64")


def deep_html(x, depth):
    return html(x, "<div>" * depth)


def quoted(x, depth):
    return x.body(TEXT + "\r\n" + "> " * depth + "x\r\n")


def blanks(x, count):
    return x.body(TEXT + " " * count + "\t" * count + "\r\n" * (count // 10))


def raw_bytes(make):
    """Not a letter of anybody: bytes as the inbox may hold them. The twin is a letter."""
    def spoil(x):
        x.raw, x.append, x.signer = make, True, None
        return x
    return spoil


def odd(name, raw, end=("unknown", "quarantine", "unreadable"), told=0):
    return Attack("odd: " + name, asks, raw_bytes(raw), end, told=told)


def same(name, make, small, big):
    """Whatever its size, it does what its twin does."""
    return Words(name, kind(name, lambda w, n, twin: make(as_twin(asks(w, n), twin), small if twin else big)))


def as_twin(x, twin):
    """From another address: the same request would be the same again."""
    return x.field("From", "t%02d@client.test" % x.n) if twin else x


TABLE = [
    bomb("nested multiparts", nested_multiparts, 5, 2000),
    bomb("nested mails", nested_mails, 3, 3000, append=True),
    bomb("many parts", many_parts, 20, 5000),
    bomb("many header fields", many_fields, 100, 3000),
    bomb("a header of megabytes", long_field, 7000, 2000000, append=True),
    bomb("a line of megabytes", long_line, 900, 3900000, append=True),
    bomb("more bytes than allowed", attached, 100000, 3 * MAX),
    bomb("a quoted-printable line of megabytes", lambda x, k: x.body(TEXT + "=41" * k, encoding="quoted-printable"), 100, 1200000,
         append=True),
    bomb("a From in brackets without end", comment_in_from, 5, 100000, append=True),

    bomb("references without end", many_refs, 50, 9000),
    bomb("recipients without end", many_recipients, 20, 9000),
    bomb("encoded words without end", encoded_words, 2, 9000),
    bomb("sections of a files name without end", name_sections, 9, 6000),
    # No word is left that asks for something: a letter among letters.
    bomb("html without end", deep_html, 10, 60000, end="unknown", told=0),

    # Read to the end or to the limit, and no word is lost: it is answered like its twin.
    same("quote marks without end", quoted, 10, 200000),
    same("blanks without end", blanks, 10, 300000),
    same("no boundary", boundary, "b", ""),
    same("a boundary that is a quote", boundary, "b", '\\"'),
    same("a boundary of blanks", boundary, "b b", "   "),
    same("a boundary of a thousand letters", boundary, "b" * 60, "b" * 900),
    same("a transfer encoding that is none", transfer_encoding, "8bit", "x-nothing"),
    same("a charset that is none", charset, "us-ascii", "x" * 500),
    same("a charset that hides letters", charset, "us-ascii", "utf-7"),
    same("a charset of other letters", charset, "us-ascii", "utf-16"),

    odd("nothing", b"\r\n"),
    odd("no header", b"Accept\r\nAccept\r\n"),
    odd("a header that ends nowhere", b"From: c@client.test\r\nSubject: x"),
    odd("no From", b"Subject: Accept\r\n\r\nAccept\r\n"),
    odd("an empty From", b"From: \r\nSubject: Accept\r\n\r\nAccept\r\n"),
    odd("zeros", b"\0" * 100000),
    odd("all bytes", bytes(range(256)) * 400),
    odd("broken letters", b"From: a@client.test\r\nSubject: \xff\xfe\x80\r\n\r\n\xff\xfe\x80\xc0\xaf\r\n"),
    odd("a date that cannot be", b"From: a@client.test\r\nDate: Thu, 99 Foo 99999999999 99:99:99 +9999\r\n\r\nx\r\n"),
    odd("base64 that is none", b"From: a@client.test\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"=" * 100000),
    odd("a digest of nothing", b"From: a@client.test\r\nContent-Type: multipart/digest; boundary=x\r\n\r\n--x--\r\n"),
    odd("winmail.dat alone", b"From: a@client.test\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"eJ8+Ig" + b"////" * 20000),
]


def make_world():
    return attacks.world("attacks-bomb", lambda w: w.ask(*request.PRICES), imap_extra="max_bytes = %d" % MAX)


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-bomb", make_world, TABLE))
