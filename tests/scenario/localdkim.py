#!/usr/bin/python3
"""A host that stamps nothing: plic checks DKIM itself, with keys from DNS (a real, tiny server on loopback). Without an
answer it waits, and does not take the mail for false; other mails go on meanwhile."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.dns import Dns
from world.mail import compose, sign
from world.world import OWNER, OWNER_NAME, World


def world(dns):
    # The host's own lines are in another name than the one that would be believed.
    w = World("local-dkim", mail_extra="auth = 'local'\n\tresolver = '127.0.0.1:%d'" % dns.port)
    start = w.write_config

    def write_config():
        start()
        text = open(w.conf).read().replace("authserv_id = 'mx.mail.test'", "")
        with open(w.conf, "w") as f:
            f.write(text)
    w.write_config = write_config
    return w


def product(w, n, signer="firma.test", spoil=None):
    raw = compose(OWNER, OWNER_NAME, "office@mail.test", "Comenzi",
                  "PRODUS Curs de proba %s 100 lei / buc, TVA 21, flux curs\n" % n, w.now())
    raw = sign(raw, signer) if signer else raw
    w.send_raw(OWNER, spoil(raw) if spoil else raw)


def count(w):
    return w.value("SELECT count(*) FROM product")


def last(w):
    return w.rows("SELECT outcome, proof FROM message ORDER BY id DESC LIMIT 1")[0]


def test_signatures_are_checked_here():
    dns = Dns()
    with world(dns) as w:
        assert "DKIM, checked here with keys from 127.0.0.1:%d" % dns.port in w.run("check", "--offline", now=False).out
        w.start_plic()
        product(w, 1)
        w.until(lambda: count(w) == 1, "a signed command is obeyed")
        assert last(w)[1] == "pass dkim firma.test", last(w)
        assert dns.asked and set(dns.asked) == {"s1._domainkey.firma.test"}, dns.asked
        for n, signer, spoil in ((2, None, None), (3, "altul.test", None), (4, "firma.test", lambda r: r.replace(b"100 lei", b"1 lei")),
                                 (5, None, lambda r: b"Authentication-Results: mx.mail.test; dkim=pass header.d=firma.test\r\n" + r)):
            product(w, n, signer, spoil)
            w.until(lambda: w.value("SELECT count(*) FROM message WHERE sender = ? AND state = 'moved'", OWNER) >= n, "mail %d is set aside" % n)
            w.quiet()
            assert count(w) == 1, n
        # The twin of them all.
        product(w, 6)
        w.until(lambda: count(w) == 2, "the next signed one is obeyed")
    dns.stop()


def test_without_dns_it_waits_and_recovers():
    dns = Dns()
    with world(dns) as w:
        w.start_plic()
        for n, mode in ((1, "silent"), (2, "servfail")):
            dns.mode = mode
            product(w, n)
            w.until(lambda: w.value("SELECT count(*) FROM message WHERE state = 'seen' AND attempts = 0") == n, "it waits: " + mode)
            assert count(w) == 0
        assert w.value("SELECT count(*) FROM outbox") == 0, "nobody is told yet"
        assert "dns.wait" in w.log_text()
        # What needs no key goes on.
        w.write("ion@altul.test", "Salut", "Nimic pentru plic.\n", dkim=False)
        w.until(lambda: w.value("SELECT count(*) FROM message WHERE state = 'moved'") == 1, "others are read meanwhile")
        dns.mode = "answer"
        w.restart_plic()
        w.until(lambda: count(w) == 2, "both are obeyed once DNS answers")
        assert w.value("SELECT count(*) FROM message WHERE outcome = 'command'") == 2
    dns.stop()


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
