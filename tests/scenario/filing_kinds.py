#!/usr/bin/python3
"""Invoices that are not ordinary ones, from the line that staff write to ANAF's archive: storno with minus, credit note,
corrected, for a fiscal receipt, to the firm itself, to buyers abroad. Judged by ANAF's own rules where ../shared has them."""
import contextlib
import json
import os
import sys
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from scenario.filing import FIRM, ION, OWNER, efactura, invoice, later, office, states
from world import suite

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
ABROAD = "CLIENT nou Müller und Söhne GmbH, %s, email %s, adresa Musterstr. 1, localitate Berlin, tara Germania"


class Filed:
    """What ANAF was given last, and how."""
    def __init__(self, n):
        self.q = n.calls("upload")[-1][1]
        self.doc = list(n.docs.values())[-1]
        self.root = ET.fromstring(self.doc.xml)

    def text(self, path):
        found = self.root.findall("/".join((CAC if p[0].isupper() and p in NODES else CBC) + p for p in path.split("/")))
        return [e.text for e in found]


NODES = {"LegalMonetaryTotal", "InvoiceLine", "CreditNoteLine", "BillingReference", "InvoiceDocumentReference",
         "AdditionalDocumentReference", "AccountingCustomerParty", "Party", "PartyTaxScheme", "InvoicePeriod"}


def verdict(w, n, when):
    """ANAF works on it until its rules have judged; then all is accepted."""
    for d in n.docs.values():
        assert d.judged.wait(120), "the official rules answer"
    for i in range(4):
        later(w, "%s %02d:%02d" % (when, 10 + i, 10))
    faults = [f for d in n.docs.values() for f in d.faults]
    assert set(states(w)) == {"ok"}, (states(w), faults)


@contextlib.contextmanager
def filed(name, keys="", **kw):
    with office("kind-" + name, keys=keys, official=True, **kw) as (w, n):
        yield w, n


def sure(w, *lines):
    """Staff's lines, and the DA to what is shown."""
    a = w.command(*lines)
    w.run("once")
    m = w.read(OWNER, lambda m: a.message_id in m.header("In-Reply-To"), "what %s would do" % lines[0])
    assert "Aștept un DA" in m.text, m.text
    w.reply(OWNER, m, "DA", style="plain")
    w.run("once")
    w.run("once")
    return m


def test_a_storno_is_an_invoice_with_minus():
    with filed("storno") as (w, n):
        invoice(w)
        sure(w, "STORNO FCT 1")
        f = Filed(n)
        assert f.q["standard"] == "UBL" and f.root.tag.endswith("}Invoice"), f.q
        assert f.text("InvoiceTypeCode") == ["380"] and f.text("InvoiceLine/InvoicedQuantity") == ["-2"]
        assert f.text("LegalMonetaryTotal/TaxInclusiveAmount") == ["-363.00"]
        assert f.text("BillingReference/InvoiceDocumentReference/ID") == ["FCT 0001"]
        m = w.read(ION, lambda m: "STN-0001.pdf" in m.files, "the reversing invoice")
        assert m.subject.startswith("Factura de stornare STN 0001 pentru factura FCT 0001: -363,00"), m.subject
        assert "Factura stornată" in m.text and "credit" not in m.visible(), m.text
        verdict(w, n, "2026-11-12")


CREDITED = {
    "ro": ("Nota de credit STN 0001 pentru factura FCT 0001: 363,00", "nota de credit STN 0001, care anulează factura FCT 0001",
           "Factura creditată", "Total creditat cu TVA"),
    "en": ("Credit note STN 0001 for invoice FCT 0001: 363.00", "credit note STN 0001, which cancels invoice FCT 0001",
           "Credited invoice", "Total credited with VAT"),
}


def test_a_storno_is_a_credit_note_where_staff_or_the_firm_say_so():
    for name, keys, line, lang in (("said", "", "STORNO FCT 1 NOTA DE CREDIT motiv participant retras", "ro"),
                                   ("always", "\tcredit_note = yes\n", "STORNO FCT 1", "en")):
        with filed("credit-" + name, keys=keys) as (w, n):
            invoice(w, FIRM + ", limba " + lang)
            sure(w, line)
            f = Filed(n)
            assert f.q["standard"] == "CN" and f.root.tag.endswith("}CreditNote"), f.q
            assert f.text("CreditNoteTypeCode") == ["381"] and f.text("CreditNoteLine/CreditedQuantity") == ["2"]
            assert f.text("LegalMonetaryTotal/TaxInclusiveAmount") == ["363.00"]
            m = w.read(ION, lambda m: "STN-0001.pdf" in m.files, "the credit note")
            words, subject = " ".join(m.visible().split()), CREDITED[lang][0]
            assert m.subject.replace("\u202f", " ").startswith(subject), m.subject
            for want in CREDITED[lang][1:]:
                assert want in words.replace("*", ""), "%s not in:\n%s" % (want, words)
            for no in ("storn", "rever", "-363"):
                assert no not in (m.subject + words).lower(), "%s in:\n%s" % (no, words)
            text = m.pdf("STN-0001.pdf").replace("363.00", "363,00")
            assert {"ro": "Notă de credit", "en": "Credit note"}[lang] in text and "363,00" in text and "-363,00" not in text, text
            assert m.files["STN-0001.xml"] == f.doc.xml
            assert w.rows("SELECT state FROM document WHERE label = 'FCT 0001'") == [("reversed",)]
            assert w.value("SELECT total FROM document WHERE label = 'STN 0001'") == -36300, "the books have minus"
            verdict(w, n, "2026-11-12")


def test_a_corrected_invoice_stands_in_place_of_a_reversed_one():
    with filed("corrected") as (w, n):
        invoice(w)
        sure(w, "STORNO FCT 1")
        w.set_clock("2026-11-13 09:00")
        sure(w, "FACTURA CORECTEAZA FCT 1", "LINIE 1: 3 ore", "TRIMITE")
        f = Filed(n)
        assert f.text("InvoiceTypeCode") == ["384"] and f.text("InvoiceLine/InvoicedQuantity") == ["3"]
        assert f.text("BillingReference/InvoiceDocumentReference/ID") == ["FCT 0001"]
        assert f.text("TaxPointDate") == ["2026-11-12"], "the day of the work decides about the VAT"
        m = w.read(ION, lambda m: "FCT-0002.pdf" in m.files, "the corrected invoice")
        text = " ".join(m.pdf("FCT-0002.pdf").split())
        assert "Factură corectată" in text and "Înlocuiește factura" in text and "FCT 0001" in text, text
        verdict(w, n, "2026-11-13")


def test_an_invoice_for_a_receipt_is_paid_already():
    with filed("receipt") as (w, n):
        sure(w, FIRM, "FACTURA BON 0045 DIN 10.11.2026, 2 ore Consultanta", "TRIMITE")
        f = Filed(n)
        assert f.text("InvoiceTypeCode") == ["751"] and f.text("AdditionalDocumentReference/ID") == ["0045"]
        assert f.text("LegalMonetaryTotal/PrepaidAmount") == ["363.00"]
        assert f.text("LegalMonetaryTotal/PayableAmount") == ["0.00"]
        m = w.read(ION, "FCT 0001", "the invoice")
        text = " ".join(m.pdf("FCT-0001.pdf").split())
        assert "Bon fiscal" in text and "0045 din 10.11.2026" in text and "Achitat" in text, text
        assert w.rows("SELECT open, stage FROM document JOIN card ON card.id = card") == [(0, "done")]
        verdict(w, n, "2026-11-12")


def test_an_invoice_to_the_firm_itself_is_a_self_billed_one():
    with filed("self") as (w, n):
        w.command("FACTURA AUTOFACTURA 1 buc Protocol x 300 lei")
        w.run("once")
        sure(w, "CLIENT nou Atelier Diana SRL, cui RO18547290, email diana@client.test, adresa Str. Țepeș Vodă nr. 14, "
                "localitate București sector 2, judet B", "FACTURA AUTOFACTURA 1 buc Protocol x 300 lei", "TRIMITE")
        f = Filed(n)
        assert f.q.get("autofactura") == "DA" and f.q["standard"] == "UBL", f.q
        assert f.text("InvoiceTypeCode") == ["389"]
        assert f.text("LegalMonetaryTotal/PayableAmount") == ["0.00"], "nobody owes it"
        m = w.read("diana@client.test", "FCT 0001", "the invoice")
        assert "Autofactură" in m.pdf("FCT-0001.pdf"), m.pdf("FCT-0001.pdf")
        verdict(w, n, "2026-11-12")
        assert [m["row"]["tip"] for m in n.messages].count("FACTURA PRIMITA") == 1
        w.run("daily", "--date", "2026-11-13", now=False)
        w.set_clock("2026-11-13 08:00")
        assert not w.value("SELECT count(*) FROM received"), "it is no supplier's"


def test_buyers_abroad_are_filed_where_the_firm_says_so():
    for yes in (False, True):
        with filed("abroad-%s" % yes, keys="\tforeign = yes\n" if yes else "") as (w, n):
            sure(w, ABROAD % ("cod TVA DE129273398", ION), "FACTURA Consultanta x 2, servicii UE", "TRIMITE")
            m = w.read(ION, "FCT 0001", "the invoice")
            assert "FCT-0001.pdf" in m.files, m.files
            if not yes:
                assert not n.calls("upload") and not efactura(w)
                continue
            f = Filed(n)
            assert f.q.get("extern") == "DA" and "b2c" not in f.q and "autofactura" not in f.q, f.q
            assert f.text("AccountingCustomerParty/Party/PartyTaxScheme/CompanyID") == ["DE129273398"]
            verdict(w, n, "2026-11-12")


def test_a_foreign_buyer_with_a_romanian_vat_number_is_filed_to_as_romanians_are():
    with filed("abroad-ro") as (w, n):
        sure(w, ABROAD % ("cui RO12345674", ION), "FACTURA Consultanta x 2", "TRIMITE")
        f = Filed(n)
        assert "extern" not in f.q and "b2c" not in f.q, f.q
        assert f.text("AccountingCustomerParty/Party/PartyTaxScheme/CompanyID") == ["RO12345674"]
        verdict(w, n, "2026-11-12")


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
