#!/usr/bin/python3
"""Promise 3: a bank's mail pays the proforma; contract and invoice follow; doubt is a question."""
import hashlib
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from world import suite
from world.world import OWNER

ION = "ion.popescu@client.test"


def plain(s):
    return s.replace("\u202f", " ").replace("\u00a0", " ")


def proforma(w):
    w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
    return w.read(ION, "PRF 0001", "the proforma")


def check_why(w):
    words = " ".join(plain(w.ask("DE CE card 1001").text).split())
    for want in ("cerere: Înscriere curs", "„cerere nouă” → „așteaptă plata”, pentru că s-a cerut un produs cunoscut (fluxul curs)",
                 "544,50 lei pe PRF 0001: plătitorul a scris numărul documentului și exact suma lui",
                 "„așteaptă plata” → „plătit”, pentru că s-a plătit tot (fluxul curs)"):
        assert want in words, "%s not in %s" % (want, words)


def check_xml(w, m, name):
    """The e-invoice beside the PDF: as stored with its hash, as inside the PDF, and what e-Factura's rules accept."""
    sent = m.files[name]
    label = name[:-4].replace("-", " ")
    stored, sha = w.rows("SELECT bytes, sha256 FROM document_file f JOIN document d ON d.id = f.document "
                         "WHERE f.kind = 'xml' AND d.label = ?", label)[0]
    assert sent == stored and hashlib.sha256(sent).digest() == sha
    pdf, xml, inside = (os.path.join(w.dir, n) for n in ("doc.pdf", "doc.xml", "inside"))
    for path, data in ((pdf, m.files[name[:-4] + ".pdf"]), (xml, sent)):
        with open(path, "wb") as f:
            f.write(data)
    os.makedirs(inside, exist_ok=True)
    subprocess.run(["pdfdetach", "-saveall", "-o", inside, pdf], check=True, capture_output=True)
    with open(os.path.join(inside, name), "rb") as f:
        assert f.read() == sent
    assert json.loads(w.run("check-invoice", "--json", xml, now=False).out)["fatal"] == []
    return sent.decode()


def check_paid(w):
    m = w.read(ION, "FCT 0001", "contract and invoice")
    assert sorted(m.files) == ["CTR-0001.pdf", "FCT-0001.pdf", "FCT-0001.xml"], sorted(m.files)
    invoice, contract = plain(m.pdf("FCT-0001.pdf")), plain(m.pdf("CTR-0001.pdf"))
    for want in ("Factur", "FCT 0001", "Ion Popescu", "450,00", "94,50", "544,50", "PRF 0001"):
        assert want in invoice, "%s not in\n%s" % (want, invoice)
    check_xml(w, m, "FCT-0001.xml")
    for want in ("CTR 0001", "Ion Popescu", "Curs Excel avansat", "544,50"):
        assert want in contract, "%s not in\n%s" % (want, contract)
    assert w.rows("SELECT stage, closed FROM card") == [("paid", 1)], w.rows("SELECT stage, closed FROM card")
    w.run("verify")
    return m


def test_a_bank_mail_naming_the_proforma_pays_it():
    with request.with_prices("bank") as w:
        proforma(w)
        w.bank("544,50", "plata PRF 0001 curs excel")
        check_paid(w)
        check_why(w)
        assert w.value("SELECT state FROM payment") == "reported"


def test_the_same_notice_twice_is_one_payment():
    with request.with_prices("bank-twice") as w:
        proforma(w)
        w.bank("544,50", "plata PRF0001", ref="R77")
        check_paid(w)
        w.bank("544,50", "plata PRF0001", ref="R77")
        w.quiet()
        assert w.value("SELECT count(*) FROM payment") == 1
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 1


def test_a_different_amount_is_asked_about_and_aloca_settles():
    with request.with_prices("bank-differs") as w:
        proforma(w)
        w.bank("500,00", "plata PRF 0001")
        q = w.read(OWNER, lambda m: "500,00" in plain(m.visible()) and "PRF 0001" in plain(m.visible()), "a question")
        assert w.value("SELECT count(*) FROM allocation") == 0
        w.tap(OWNER, q, "PRF 0001")
        w.read(OWNER, lambda m: "44,50" in plain(m.visible()), "what is left to pay")
        assert w.rows("SELECT open FROM document WHERE kind = 'proforma'") == [(4450,)]
        w.bank("44,50", "rest PRF 0001", ref="REF2")
        check_paid(w)


def test_no_reference_is_asked_about():
    with request.with_prices("bank-noref") as w:
        proforma(w)
        w.bank("544,50", "curs")
        q = w.read(OWNER, lambda m: "544,50" in plain(m.visible()) and "PRF 0001" in plain(m.visible()), "a question")
        w.tap(OWNER, q, "PRF 0001")
        check_paid(w)


def test_money_that_pays_nothing_yet_is_listed_and_allocated_from_the_list():
    with request.with_prices("unallocated") as w:
        proforma(w)
        assert "Nicio plată nealocată" in w.ask("NEALOCATE").text
        w.bank("544,50", "curs", payer="Marin Vlad")
        w.read(OWNER, lambda m: "544,50" in plain(m.visible()), "a question")
        a = w.ask("NEALOCATE", sender="dan@firma.test", name="Dan Radu")
        words = " ".join(plain(a.text).split())
        assert "Plăți nealocate: 1" in words and "Plata P1: 544,50 lei, de la Marin Vlad, 12.11.2026" in words, words
        assert "Total: 544,50 lei" in words and "Alocă P1" in a.buttons(), words
        to, _, body = a.buttons()["Alocă P1"]
        w.write("dan@firma.test", "Alocă", body.strip() + " PRF 0001\n", name="Dan Radu", to=to)
        check_paid(w)
        assert "Nicio plată nealocată" in w.ask("NEALOCATE").text
        words = " ".join(plain(w.ask("INCASARI").text).split())
        assert "Încasări în ultimele 30 de zile: 1" in words and "Plata P1: 544,50 lei" in words, words


def test_incasat_from_staff_pays():
    with request.with_prices("incasat") as w:
        m = proforma(w)
        card = w.value("SELECT id FROM card")
        a = w.ask_sure("INCASAT 544,50 lei OP 123 12.11.2026 PRF 0001")
        assert "Făcut" in a.visible() or "DA" in a.buttons(), a.visible()
        if w.value("SELECT count(*) FROM payment") == 0:
            w.tap(OWNER, a, "DA")
        check_paid(w)


def test_a_bank_mail_that_is_not_proven_pays_nothing():
    with request.with_prices("bank-forged") as w:
        proforma(w)
        w.write("notificari@banca.test", "Incasare in cont",
                "Suma: 544,50 RON\nData: 12.11.2026\nOrdonator: Popescu Ion\nIBAN: RO09BCYP0000001234567890\n"
                "Detalii: plata PRF 0001\nReferinta: REF0001\n", dkim=False)
        w.until(lambda: w.folder("Plic/Quarantine"), "it is set aside")
        assert w.value("SELECT count(*) FROM payment") == 0
        w.read(OWNER, lambda m: "banca.test" in m.visible(), "staff are told")



def test_without_filing_an_invoice_needs_no_address_and_has_no_xml_then():
    with request.with_prices("pay-no-address") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT.replace(request.ADDRESS + "\n", ""), name="Ion Popescu")
        w.read(ION, "PRF 0001", "the proforma")
        w.bank("544,50", "plata PRF 0001")
        m = w.read(ION, "FCT 0001", "contract and invoice")
        assert sorted(m.files) == ["CTR-0001.pdf", "FCT-0001.pdf"], sorted(m.files)
        assert w.value("SELECT count(*) FROM document_file WHERE kind = 'xml'") == 0


def test_an_invoice_that_e_factura_would_refuse_waits_for_what_is_missing():
    with request.with_prices("pay-held", extra="efactura {\n\tfiling = yes\n}\n") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT.replace(request.ADDRESS + "\n", ""), name="Ion Popescu")
        w.read(ION, "PRF 0001", "the proforma")
        w.bank("544,50", "plata PRF 0001")
        q = w.read(OWNER, "Nu am emis factura", "what keeps the invoice")
        for want in ("Lipsește strada cumpărătorului", "Lipsește localitatea cumpărătorului", "Lipsește județul cumpărătorului",
                     "CLIENT adresa Str. Lungă 1, oras Cluj-Napoca, judet CJ"):
            assert want in " ".join(q.text.split()), "%s not in:\n%s" % (want, q.text)
        assert w.rows("SELECT amount, state FROM payment") == [(54450, "reported")]
        assert w.value("SELECT count(*) FROM document WHERE kind IN ('invoice', 'contract')") == 0
        sent = w.reply(OWNER, q, "CLIENT adresa Str. Lungă 1, oraș Cluj-Napoca", style="plain")
        a = w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        left = " ".join(a.text.split("Încă așteaptă")[1].split("Puteți")[0].split())
        assert "Lipsește județul cumpărătorului" in left and "strada" not in left, a.text
        w.reply(OWNER, a, "CLIENT județ Cluj", style="plain")
        m = w.read(ION, "FCT 0001", "contract and invoice")
        assert {"FCT-0001.pdf", "CTR-0001.pdf"} <= set(m.files), m.files
        assert "Cluj-Napoca" in m.pdf("FCT-0001.pdf")
        assert w.rows("SELECT kind, state FROM question") == [("held", "done")]


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
