#!/usr/bin/python3
"""Reply tokens outlive the key that made them, for as long as they are good, and no longer."""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.world import World

ION = "ion.popescu@client.test"


def offered(w, n):
    w.ask("CLIENT nou Client %s, %s%s" % (n, n, ION), "OFERTA %s%s 10 ore mentenanță x %d0 lei, TVA 21" % (n, ION, 90 + ord(n)))
    return w.read(n + ION, "OFR", "the offer")


def accepted(w):
    return w.value("SELECT count(*) FROM acceptance")


def test_tokens_and_their_keys():
    with World("keys", prepare=lambda w: w.start_plic()) as w:
        before, later, lost = offered(w, "a"), offered(w, "b"), offered(w, "c")
        w.run("key", "rotate", now=False)
        after = offered(w, "d")
        assert len({r[0] for r in w.rows("SELECT key FROM reply_token")}) == 2, "the daemon goes on with the new key"
        w.reply("a" + ION, before, "Accept")
        w.until(lambda: accepted(w) == 1, "a mail sent before can still be answered")
        w.reply("d" + ION, after, "Accept")
        w.until(lambda: accepted(w) == 2, "and one sent since")
        # Another document, written into the database by hand: the MAC holds what a token is for.
        w.quiet()
        w.stop_plic()
        with sqlite3.connect(w.dir + "/data/plic.db") as db:
            db.execute("UPDATE reply_token SET document = (SELECT max(id) FROM document WHERE kind = 'offer') WHERE addr = ?", ("b" + ION,))
        w.start_plic()
        w.reply("b" + ION, later, "Accept")
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE key GLOB 'confirm:*'") == 1, "the moved one is asked back")
        # The key that made the third one's token is gone.
        for _ in range(8):
            w.run("key", "rotate", now=False)
        w.restart_plic()
        w.reply("c" + ION, lost, "Accept")
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE key GLOB 'confirm:*'") == 2, "both are asked back")
        assert accepted(w) == 2


def test_new_staff_and_accounts_are_announced():
    with World("announced", prepare=lambda w: w.start_plic()) as w:
        w.ask("STATUS")
        w.stop_plic()
        conf = open(w.conf).read()
        with open(w.conf, "w") as f:
            f.write(conf.replace("RO49AAAA1B31007593840000", "RO09BCYP0000001234567890").replace(
                'staff "ana@firma.test"', 'staff "mallory@altul.test"'))
        w.start_plic()
        told = w.read("ana@firma.test", "lista colegilor", "who was the owner is told").visible()
        assert "mallory@altul.test (owner)" in told and "ana@firma.test (owner)" in told, told
        told = w.read("mallory@altul.test", "contul firmei", "the owner is told of the account")
        assert "RO09BCYP0000001234567890" in told.visible(), told.visible()
        w.restart_plic()
        w.quiet()
        assert w.value("SELECT count(*) FROM outbox WHERE key GLOB 'changed:*'") == 3, "once each"


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
