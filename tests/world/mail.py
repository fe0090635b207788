"""Mails as people write them, and as people read them."""
import email
import email.header
import email.parser
import email.policy
import email.utils
import html
import os
import re
import subprocess
import tempfile
import threading
import time
import types
import urllib.parse
from email.message import EmailMessage

import dkim

from . import keys

DAYS = ["lun.", "mar.", "mie.", "joi", "vin.", "sâm.", "dum."]
MONTHS = ["ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec."]


# A signature is dated as its mail is (t=): the world's clock is not the machine's.
signing = threading.local()
HEADER = email.parser.BytesHeaderParser()
dkim.time = types.SimpleNamespace(time=lambda: getattr(signing, "at", None) or time.time())


def signature(raw, selector, domain, key, **kw):
    try:
        signing.at = email.utils.parsedate_to_datetime(HEADER.parsebytes(raw)["Date"]).timestamp()
    except (TypeError, ValueError):
        signing.at = None
    try:
        return dkim.sign(raw, selector, domain, key, **kw)
    finally:
        signing.at = None


def sign(raw, domain):
    key = open("%s/%s.dkim.key" % (keys.ensure(), domain), "rb").read()
    raw = re.sub(rb"\r?\n", b"\r\n", raw)
    return signature(raw, b"s1", domain.encode(), key,
                     include_headers=[b"from", b"to", b"subject", b"date", b"message-id"]) + raw


def quote(text, mark="> "):
    return "\n".join((mark + line).rstrip() for line in text.splitlines())


def reply_text(style, words, m):
    """What the mail program of that style sends when someone answers m with words."""
    d = m.date
    day = "%s, %d %s %d" % (DAYS[d.weekday()], d.day, MONTHS[d.month - 1], d.year)
    if style == "gmail":
        return "%s\n\nÎn %s la %02d:%02d, %s <%s> a scris:\n\n%s\n" % (words, day, d.hour, d.minute, m.from_name, m.from_addr,
                                                                quote(m.text))
    if style == "outlook":
        return ("%s\n\n________________________________\nDe la: %s <%s>\nTrimis: %d.%02d.%d %02d:%02d\nCătre: %s\n"
                "Subiect: %s\n\n%s\n" % (words, m.from_name, m.from_addr, d.day, d.month, d.year, d.hour, d.minute,
                                         m.to_addr, m.subject, m.text))
    if style == "thunderbird":
        return "%s\n\nLa %02d.%02d.%d %02d:%02d, %s a scris:\n%s\n" % (words, d.day, d.month, d.year, d.hour, d.minute,
                                                                m.from_name, quote(m.text))
    if style == "bare":
        return "%s\n\n%s\n" % (words, m.text)
    return words


class Mail:
    """A mail that somebody received, as they see it."""

    def __init__(self, raw):
        self.raw = raw
        self.msg = email.message_from_bytes(raw, policy=email.policy.default)
        self.subject = str(self.msg["Subject"] or "")
        self.from_name, self.from_addr = email.utils.parseaddr(str(self.msg["From"] or ""))
        self.to_addr = email.utils.parseaddr(str(self.msg["To"] or ""))[1]
        self.reply_to = email.utils.parseaddr(str(self.msg["Reply-To"] or self.msg["From"] or ""))[1]
        self.message_id = str(self.msg["Message-ID"] or "").strip()
        date = self.msg["Date"]
        self.date = date.datetime if date else None
        self.text = self._body("plain")
        self.html = self._body("html")

    def _body(self, kind):
        part = self.msg.get_body((kind,))
        return part.get_content().replace("\r\n", "\n") if part else ""

    def header(self, name):
        return str(self.msg[name] or "")

    @property
    def files(self):
        return {p.get_filename(): p.get_payload(decode=True) for p in self.msg.iter_attachments()}

    def pdf(self, name=None):
        """Text of an attached PDF as it reads on the page; the only one, or the named one."""
        pdfs = {n: b for n, b in self.files.items() if n.endswith(".pdf")}
        if name is None:
            assert len(pdfs) == 1, "attached: %s" % sorted(self.files)
            name = next(iter(pdfs))
        assert name in pdfs, "no %s; attached: %s" % (name, sorted(self.files))
        return pdf_text(pdfs[name])

    def visible(self):
        """The HTML as words."""
        t = re.sub(r"(?s)<(style|head|script).*?</\1>", " ", self.html)
        t = re.sub(r"<[^>]+>", " ", t)
        return re.sub(r"\s+", " ", html.unescape(t))

    def buttons(self):
        """label -> (address, subject, body) of every mailto link in the HTML."""
        out = {}
        for href, label in re.findall(r'(?s)<a[^>]*href="(mailto:[^"]*)"[^>]*>(.*?)</a>', self.html):
            href = html.unescape(href)[len("mailto:"):]
            addr, _, query = href.partition("?")
            q = urllib.parse.parse_qs(query, keep_blank_values=True)
            text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", label))).strip()
            out[text] = (urllib.parse.unquote(addr), q.get("subject", [""])[0], q.get("body", [""])[0])
        return out


def pdf_text(data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        return subprocess.run(["pdftotext", "-layout", f.name, "-"], check=True, stdout=subprocess.PIPE).stdout.decode()


def compose(sender, name, to, subject, text, date, html_body=None, in_reply_to=None, headers=(), files=()):
    m = EmailMessage(policy=email.policy.SMTP)
    m["From"] = email.utils.formataddr((name, sender)) if name else sender
    m["To"] = to
    m["Subject"] = subject
    m["Date"] = email.utils.format_datetime(date)
    m["Message-ID"] = email.utils.make_msgid(domain=sender.rpartition("@")[2])
    if in_reply_to:
        m["In-Reply-To"] = in_reply_to
        m["References"] = in_reply_to
    for k, v in headers:
        m[k] = v
    m.set_content(text)
    if html_body:
        m.add_alternative(html_body, subtype="html")
    for fname, data, maintype, subtype in files:
        m.add_attachment(data, maintype=maintype, subtype=subtype, filename=fname)
    return m.as_bytes()
