#!/usr/bin/python3
"""Where the mail host stamps nothing, plic checks signatures itself: weak, partial, foreign and withdrawn ones prove
nobody (RFC 6376, 8301)."""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from attacks_staff import order
from world import attacks, keys
from world.attacks import Attack
from world.dns import Dns
from world.mail import signature

HEADS = [b"from", b"to", b"subject", b"date", b"message-id"]


class OddDns(Dns):
    """The keys of the world, and some that are not what they should be."""
    odd = {}

    @staticmethod
    def txt(name):
        return OddDns.odd[name] if name in OddDns.odd else Dns.txt(name)


def private(domain):
    return open("%s/%s.dkim.key" % (keys.ensure(), domain), "rb").read()


def weak_key():
    """512 bits: broken in hours."""
    with tempfile.TemporaryDirectory() as d:
        subprocess.run(["openssl", "genrsa", "-traditional", "-out", d + "/k", "512"], check=True, stderr=subprocess.DEVNULL)
        pub = subprocess.run(["openssl", "rsa", "-in", d + "/k", "-pubout"], check=True, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL).stdout
        return open(d + "/k", "rb").read(), b"v=DKIM1; k=rsa; p=" + b"".join(pub.splitlines()[1:-1])


WEAK, WEAK_TXT = weak_key()


def signed(x, selector=b"s1", domain=b"firma.test", key=None, **kw):
    x.signer = None
    raw = re.sub(rb"\r?\n", b"\r\n", x.raw)
    kw.setdefault("include_headers", HEADS)
    x.raw = signature(raw, selector, domain, key or private("firma.test"), **kw) + raw
    return x


def false(name, spoil):
    return Attack(name, order, spoil, "staff-unproven", notes=True, words=("nu se poate dovedi",))


def appended(x):
    """l= covers the letter's beginning: what follows is anybody's."""
    body = x.raw.partition(b"\r\n\r\n")[2]
    signed(x.sub(body, b"Buna ziua\r\n"), length=True)
    x.raw += body
    return x


TABLE = [
    false("unsigned", lambda x: x.by(None)),
    false("another domain", lambda x: x.by("altul.test")),
    false("another domains key in our domains name", lambda x: signed(x, key=private("altul.test"))),
    false("the top domain", lambda x: signed(x, domain=b"test", key=private("altul.test"))),
    false("a signature with a length, appended to", appended),
    false("a signature with a length, nothing appended", lambda x: signed(x, length=True)),
    false("rsa-sha1", lambda x: signed(x, signature_algorithm=b"rsa-sha1")),
    false("a key of 512 bits", lambda x: signed(x, selector=b"weak", key=WEAK)),
    false("a key that was withdrawn", lambda x: signed(x, selector=b"gone")),
    false("a key that is not there", lambda x: signed(x, selector=b"nowhere")),
    false("a key that cannot be read", lambda x: signed(x, selector=b"broken")),
    false("the text changed", lambda x: x.sealed().sub("100 lei", "1 lei")),
    false("the subject changed", lambda x: x.sealed().sub("Subject: Comenzi", "Subject: Altele")),
    false("the From changed", lambda x: x.field("From", "altul@firma.test").sealed().field("From", x.sender)),
    false("a second From", lambda x: x.sealed().field("From", "x@altul.test").head("From: " + x.sender)),
    false("a second Subject", lambda x: x.sealed().head("Subject: altceva")),
    false("results forged in a host's name", lambda x: x.by(None).head(
        "Authentication-Results: mx.mail.test; dkim=pass header.d=firma.test; dmarc=pass header.from=firma.test")),
    false("a signature without its From", lambda x: x.sealed().sub("h=from : ", "h=")),
    false("signatures without end", lambda x: x.by(None).head(*["DKIM-Signature: v=1; a=rsa-sha256; d=firma.test; s=x%d; h=from; "
                                                                "bh=x; b=y" % i for i in range(40)])),
]


def prepare(w):
    OddDns.odd.update({"weak._domainkey.firma.test": WEAK_TXT, "gone._domainkey.firma.test": b"v=DKIM1; k=rsa; p=",
                       "broken._domainkey.firma.test": b"v=DKIM1; k=rsa; p=AAAA",
                       "s1._domainkey.test": Dns.txt("s1._domainkey.altul.test")})


def configure(w):
    """No host is believed: keys come from our own server of names."""
    w.dns = OddDns()
    text = open(w.conf).read().replace("authserv_id = 'mx.mail.test'", "auth = 'local'\n\tresolver = '127.0.0.1:%d'" % w.dns.port)
    with open(w.conf, "w") as f:
        f.write(text)


def make_world():
    return attacks.world("attacks-dkim", prepare, clerks=len(TABLE), configure=configure)


if __name__ == "__main__":
    sys.exit(attacks.main("attacks-dkim", make_world, TABLE))
