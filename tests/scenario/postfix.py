#!/usr/bin/python3
"""From request to invoice with a real Postfix between plic and everybody else. As root, where postfix is installed."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import payment
import request
from world import suite
from world.postfix import PostfixServers, needed
from world.world import World


class PostfixWorld(World):
    def __init__(self, name, **kw):
        needed()
        super().__init__(name, **kw)
        self.servers = PostfixServers(self.dir + "/servers")

    def show_log(self):
        super().show_log()
        print("--- maillog\n%s" % self.servers.log()[-4000:])


def with_prices(name):
    def prepare(w):
        w.start_plic()
        w.ask(*request.PRICES)
    return PostfixWorld(name, prepare=prepare)


def test_request_to_invoice_through_postfix():
    with with_prices("postfix") as w:
        m = payment.proforma(w)
        assert "544,50" in payment.plain(m.pdf("PRF-0001.pdf"))
        received = " ".join(m.msg.get_all("Received"))
        assert "(Postfix) with ESMTPSA" in received, received
        w.bank("544,50", "plata PRF 0001 curs excel")
        payment.check_paid(w)
        w.quiet()
        log = w.servers.log()
        assert "sasl_username=office" in log, log
        assert log.count("status=sent") == log.count("status="), log


def test_a_postfix_that_is_down_loses_and_doubles_nothing():
    with with_prices("postfix-down") as w:
        w.servers.stop_postfix()
        w.write(payment.ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE tries > 0 AND state = 'queued'"), "a try that failed")
        assert w.mails(payment.ION) == []
        w.servers.start_postfix()
        w.read(payment.ION, "PRF 0001", "the proforma, now that Postfix is back", 120)
        w.quiet()
        assert len(w.mails(payment.ION)) == 1, [m.subject for m in w.mails(payment.ION)]


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
