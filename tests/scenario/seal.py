#!/usr/bin/python3
"""The ministry's seal on what ANAF gives back: of this document, by its own key, by a certificate that the firm trusts. One that is
not is asked for again, then kept as it came, said once and named by `plic verify`."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import filing
import received
from anaf import seal
from filing import invoice, later, states, told
from world import suite
from world.world import OWNER

WORDS = {"missing": "fără sigiliul Ministerului", "other": "al altui document", "broken": "este modificat",
         "stranger": "nu se află printre cele de încredere", "unknown": "o formă pe care nu o pot verifica"}


def findings(w):
    p = w.run("verify", check=False)
    return p.returncode, sorted(l.split()[0] for l in p.out.splitlines() if l.startswith("seal-"))


def test_a_wrong_seal_is_said_once_and_the_answer_kept():
    with filing.office("seal-wrong", whole=False) as (w, n):
        n.forge(*seal.FORGED)
        for i in range(len(seal.FORGED)):
            invoice(w, filing.FIRM if not i else "CLIENT %s" % filing.ION, i + 1)
        later(w, "2026-11-12 09:10")
        spoiled = [k not in ("stranger", "unknown") for k in seal.FORGED]
        assert states(w) == ["processing" if s else "ok" for s in spoiled], "what may be spoiled is asked for again first"
        assert len(told(w, "nu se verifică")) == 2
        later(w, "2026-11-12 09:20")
        later(w, "2026-11-12 09:40")
        assert states(w) == ["ok"] * 5, "ANAF has accepted them all the same"
        assert len(n.calls("download")) == 2 + 3 * 3, n.calls("download")
        mails = told(w, "nu se verifică")
        for kind, words in WORDS.items():
            m, = [m for m in mails if words in " ".join(m.text.split())]
            text = " ".join(m.text.split())
            once = kind in ("stranger", "unknown")
            assert "Factura este depusă" in text and ("o singură dată" in text) == once, text
            assert ("nu este originalul legal" in text) == (not once), text
        assert len(mails) == 5, [m.subject for m in mails]
        m, = [m for m in mails if WORDS["stranger"] in " ".join(m.text.split())]
        assert "CN = stranger" in m.text and "self-signed" in m.text, m.text
        kept = [r[0] for r in w.rows("SELECT bytes FROM filing_answer ORDER BY filing")]
        assert kept == [m["zip"] for m in n.messages], "evidence, as it came"
        assert findings(w) == (1, sorted("seal-" + k for k in seal.FORGED if k != "unknown"))
        assert "5 seals of ANAF's\n1 of them of a form that cannot be checked" in w.run("verify", check=False).out
        # What may be so of every answer is told once, and not again the next day.
        n.forge("stranger", "unknown", "stranger")
        for i in range(2):
            invoice(w, "CLIENT %s" % filing.ION, 10 + i)
        for at in ("2026-11-12 10:10", "2026-11-12 10:20", "2026-11-12 10:40", "2026-11-13 09:00"):
            later(w, at)
        assert len(told(w, "nu se verifică")) == 5
        invoice(w, "CLIENT %s" % filing.ION, 20)
        for at in ("2026-11-13 09:10", "2026-11-13 09:20", "2026-11-13 09:40"):
            later(w, at)
        assert states(w) == ["ok"] * 8 and len(told(w, "nu se verifică")) == 5


def test_a_seal_that_was_only_spoiled_on_the_way_is_fetched_again():
    with filing.office("seal-again") as (w, n):
        n.forge("broken")
        invoice(w)
        later(w, "2026-11-12 09:10")
        assert states(w) == ["processing"]
        d, = n.docs.values()
        n.messages[0]["zip"] = n.pack(d, d.xml, n.clock())
        later(w, "2026-11-12 09:20")
        assert states(w) == ["ok"] and not told(w, "nu se verifică")
        assert w.value("SELECT bytes FROM filing_answer") == n.messages[0]["zip"]


def test_a_rejection_with_a_wrong_seal_says_both():
    with filing.office("seal-rejected", whole=False) as (w, n):
        n.forge("other")
        n.reject("A aparut o problema la procesare")
        invoice(w)
        for at in ("2026-11-12 09:10", "2026-11-12 09:20", "2026-11-12 09:40"):
            later(w, at)
        assert states(w) == ["rejected"]
        assert len(told(w, "a respins")) >= 1
        m, = told(w, "nu se verifică")
        assert "arhiva cu motivele" in " ".join(m.text.split()), m.text
        assert findings(w) == (1, ["seal-other"])


def test_a_suppliers_invoice_with_a_wrong_seal_is_forwarded_with_a_warning():
    ca = "efactura {\n\tseal_ca_file = '%s'\n}\n" % (seal.folder() + "/ca.pem")
    with received.office("seal-received", more=ca) as (w, n):
        n.forge("other")
        n.receive(received.invoice("HA-77"))
        n.receive(received.invoice("HA-78", "Cinstita SRL"))
        received.day(w, n, 1)
        m = w.read(OWNER, "Factură primită: Hârtia Albă SRL", "the forged one")
        text = " ".join(m.visible().split())
        assert WORDS["other"] in text and "înainte de a o plăti" in text, text
        text = w.read(OWNER, "Factură primită: Cinstita SRL", "the honest one").visible()
        assert "igiliu" not in text, text
        assert findings(w) == (1, ["seal-other"])


def test_whose_certificates_are_trusted_is_configured():
    with filing.office("seal-trust", keys="\tseal_ca_file = ''\n") as (w, n):
        n.forge("stranger")
        invoice(w)
        later(w, "2026-11-12 09:10")
        assert states(w) == ["ok"] and not told(w, "nu se verifică"), "nobody's certificate is asked about"
        assert "1 seals of ANAF's; whose certificates they are of was not asked" in w.run("verify").out, "which is said"
        with open(w.conf, encoding="utf-8") as f:
            conf = f.read()

        def trust(file):
            with open(w.conf, "w", encoding="utf-8") as f:
                f.write(conf.replace("seal_ca_file = ''", "seal_ca_file = '%s'" % file))
        trust(seal.folder() + "/stranger.pem")
        assert findings(w) == (0, []), "the very certificate that seals"
        assert w.run("verify").out.endswith("1 seals of ANAF's\n")
        trust(seal.folder() + "/ca.pem")
        assert findings(w) == (1, ["seal-stranger"]), "the kept answer is looked at anew"
        for file, words in ((w.dir + "/none.pem", "No such file"), (w.conf, "0 certificates")):
            trust(file)
            p = w.run("verify", check=False)
            assert p.returncode == 78 and "efactura.seal_ca_file" in p.err and words in p.err, p.err
        trust("")


def test_a_wrong_seal_that_was_looked_into_is_named_no_more():
    with filing.office("seal-known", keys="\tseals_known = ''\n") as (w, n):
        n.forge("other")
        invoice(w)
        for at in ("2026-11-12 09:10", "2026-11-12 09:20", "2026-11-12 09:40"):
            later(w, at)
        assert findings(w) == (1, ["seal-other"])
        said = json.loads(w.run("verify", "--json", check=False).out.splitlines()[0])["text"]
        number = re.search(r"ANAF (\d+)\.zip", said).group(1)
        with open(w.conf, encoding="utf-8") as f:
            conf = f.read()

        def known(words):
            with open(w.conf, "w", encoding="utf-8") as f:
                f.write(conf.replace("seals_known = ''", "seals_known = '%s'" % words))
        known("12 " + number[1:])
        assert findings(w) == (1, ["seal-other"]), "another's number"
        known("12 " + number)
        assert findings(w) == (0, [])
        assert "1 of them wrong, and known to be: efactura.seals_known" in w.run("verify").out


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
