#!/usr/bin/python3
"""Money that was booked and is not where it belongs, or goes back: every document says what is still owed."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import payment
import request
from payment import ION, plain, proforma
from world import suite
from world.world import OWNER


def words(m):
    return " ".join(plain(m.text).split())


def has(text, *wanted):
    for want in wanted:
        assert want in text, "%s not in:\n%s" % (want, text)


def reply(w, m, line, what):
    """Staff answer a mail with a line; the answer to that."""
    sent = w.reply(OWNER, m, line, style="plain")
    return w.read(OWNER, lambda x: sent.message_id in x.header("In-Reply-To"), what)


def paid(w):
    """Ion's proforma, paid by the bank's word; the invoice that followed."""
    proforma(w)
    w.bank("544,50", "plata PRF 0001 curs excel", ref="R77")
    return payment.check_paid(w)


def owes(w, label):
    return w.value("SELECT open FROM document WHERE label = ?", label)


def test_a_payment_is_taken_off_its_invoice_and_put_back():
    with request.with_prices("money-cancel") as w:
        paid(w)
        a = w.ask_sure("ANULEAZA P1")
        has(words(a), "Factura FCT 0001: plătit integral → de plată 544,50 lei", "Plata P1: au rămas 544,50 lei nealocați",
            "plătit → facturat, neplătit")
        assert owes(w, "FCT 0001") == 54450
        assert w.rows("SELECT stage, closed FROM card") == [("invoiced", 0)]
        has(words(w.ask("NEALOCATE")), "Plata P1: 544,50 lei, de la Popescu Ion")
        w.run("verify")
        # the statement of account follows: the money came, and pays nothing yet
        has(words(w.ask("SOLD %s" % ION)), "FCT 0001", "544,50 lei")
        w.ask_sure("ALOCA P1 FCT 1")
        assert owes(w, "FCT 0001") == 0
        assert w.rows("SELECT stage FROM card") == [("paid",)]
        assert w.value("SELECT count(*) FROM document WHERE kind = 'contract'") == 1
        assert w.rows("SELECT amount FROM allocation ORDER BY id") == [(54450,), (-54450,), (54450,)]
        w.run("verify")


def test_a_receipt_is_withdrawn_with_its_cash():
    with request.with_prices("money-receipt") as w:
        proforma(w)
        w.ask_sure("CHITANTA 544,50 lei PRF 1")
        w.read(ION, "FCT 0001", "invoice and receipt")
        assert w.rows("SELECT label, state FROM document WHERE kind = 'receipt'") == [("CHT 0001", "issued")]
        a = w.ask_sure("ANULEAZA CHT 1")
        has(words(a), "Chitanța CHT 0001: emisă → retrasă", "Factura FCT 0001: plătit integral → de plată 544,50 lei")
        assert w.rows("SELECT label, state FROM document WHERE kind = 'receipt'") == [("CHT 0001", "cancelled")]
        assert w.rows("SELECT state, left FROM payment") == [("reversed", 0)]
        assert owes(w, "FCT 0001") == 54450
        assert w.value("SELECT credit FROM client") == 0
        w.run("verify")


def test_why_a_payment_stands_where_it_stands():
    with request.with_prices("money-why") as w:
        paid(w)
        a = words(w.ask("DE CE P1"))
        has(a, "Plata P1: 544,50 lei, 12.11.2026, Ion Popescu", "Spusă de: mailul băncii (test)",
            "Stare: raportată, neconfirmată de un extras", "plata PRF 0001 curs excel", "R77",
            "544,50 lei pe PRF 0001: plătitorul a scris numărul documentului și exact suma lui")
        w.ask_sure("ANULEAZA P1")
        a = w.ask("DE CE P1")
        has(words(a), "544,50 lei nu mai stau pe FCT 0001: așa a hotărât echipa", "Nealocat: 544,50 lei")
        assert "Alocă P1" in a.buttons(), a.buttons()
        has(words(w.ask("DE CE P9")), "Nu am găsit plata P9.")


def test_money_of_a_period():
    with request.with_prices("money-period") as w:
        paid(w)
        w.bank("100,00", "diverse", payer="Marin Vlad", ref="R78", date=w.now() - datetime.timedelta(days=40))
        w.read(OWNER, lambda m: "100,00" in plain(m.visible()), "a question")
        has(words(w.ask("INCASARI")), "Încasări în ultimele 30 de zile: 1", "Plata P1: 544,50 lei, de la Popescu Ion", "Total: 544,50 lei")
        a = words(w.ask("INCASARI octombrie 2026"))
        has(a, "Încasări 01.10.2026 – 31.10.2026: 1", "Plata P2: 100,00 lei, de la Marin Vlad, 03.10.2026", "Total: 100,00 lei")
        assert "544,50" not in a, a
        has(words(w.ask("INCASARI 01.10.2026 - 12.11.2026")), "Încasări 01.10.2026 – 12.11.2026: 2", "Total: 644,50 lei")
        has(words(w.ask("INCASARI septembrie 2026")), "Nicio încasare 01.09.2026 – 30.09.2026")
        has(words(w.ask("INCASARI mâine")), "Nu am înțeles perioada „mâine”", "INCASARI luna trecută")


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
