#!/usr/bin/python3
"""Money that was booked and is not where it belongs, or goes back: every document says what is still owed."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import payment
import request
from payment import ION, plain, proforma
from statements import mt940, take
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


def test_a_refund_is_booked_and_told_in_the_statement_of_account():
    with request.with_prices("money-refund") as w:
        paid(w)
        has(words(w.ask("RAMBURSAT 100 lei card 1001")), "nu are nimic de primit înapoi")
        w.ask_sure("STORNO FCT 1")
        assert w.value("SELECT credit FROM client") == 54450
        a = words(w.ask_sure("RAMBURSAT 544,50 lei OP 45 card 1001"))
        has(a, "Plata P2", "544,50 lei dați înapoi lui Ion Popescu")
        assert w.rows("SELECT kind, state, amount, left FROM payment WHERE id = 2") == [("return", "reported", -54450, 0)]
        assert w.value("SELECT credit FROM client") == 0
        has(words(w.ask("INCASARI noiembrie 2026")), "Total: 544,50 lei", "Dați înapoi: -544,50 lei")
        a = w.ask("FISA %s" % ION)
        has(words(a), "Sold la 12.11.2026: 0,00 lei")
        has(" ".join(plain(a.pdf("fisa-2026-11-12.pdf")).split()), "Plată P1 · R77 544,50 -544,50", "Plată P2 · 45 544,50 0,00")
        w.run("verify")


def check_reopened(w, m):
    has(words(m), "Banii s-au întors: 544,50 lei, Ion Popescu", "Factura FCT 0001", "din nou de plată 544,50 lei", "P1: 544,50 lei, 12.11.2026")
    assert owes(w, "FCT 0001") == 54450
    assert w.rows("SELECT left FROM payment WHERE id = 1") == [(0,)]
    assert w.rows("SELECT kind, amount, left, reverses FROM payment WHERE id = 2") == [("return", -54450, 0, 1)]
    assert w.rows("SELECT stage, closed FROM card") == [("invoiced", 0)]
    assert w.value("SELECT credit FROM client") == 0
    w.run("verify")


def came_back(m):
    return "s-au întors" in m.visible()


def test_a_line_reversed_in_the_statement_reopens_the_invoice():
    with request.with_prices("money-reversed") as w:
        paid(w)
        text = mt940([("261112", 54450, "plata PRF 0001 curs excel", "139ZEXA2500901AB"),
                      ("261112", -54450, "storno plata PRF 0001 AC04 cont inchis", "139ZEXA2500902AB")])
        text = text.replace("D544,50", "RC544,50")
        take(w, "extras.sta", text)
        check_reopened(w, w.read(OWNER, came_back, "the owner is told"))
        # the same file again, and the same words by mail: nothing moves twice
        take(w, "extras.sta", text)
        w.quiet()
        assert w.value("SELECT count(*) FROM payment") == 2
        assert w.value("SELECT count(*) FROM allocation") == 2
        # the money comes again, and the card is paid again
        w.bank("544,50", "plata FCT 0001", ref="R99")
        w.until(lambda: owes(w, "FCT 0001") == 0, "it is paid again")
        assert w.rows("SELECT stage FROM card") == [("paid",)]
        has(words(w.ask("DE CE P1")), "544,50 lei nu mai stau pe FCT 0001: banca i-a dat înapoi", "Dată înapoi: P2: 544,50 lei")
        w.run("verify")


def test_a_return_told_by_mail_reopens_the_invoice_and_can_be_taken_back():
    with request.with_prices("money-returned") as w:
        paid(w)
        w.bank_out("544,50", "Returnare incasare R77 cont beneficiar inchis", ref="RET01")
        m = w.read(OWNER, came_back, "the owner is told")
        check_reopened(w, m)
        w.bank_out("544,50", "Returnare incasare R77 cont beneficiar inchis", ref="RET01")
        w.quiet()
        assert w.value("SELECT count(*) FROM payment") == 2
        # what we pay our own suppliers is none of this
        w.bank_out("544,50", "factura furnizor 77", ref="SUP01")
        w.quiet()
        assert w.value("SELECT count(*) FROM payment") == 2
        # it was another one: the payment is there again, the return waits for its own
        w.tap(OWNER, m, "Nu P1 s-a întors")
        w.until(lambda: w.rows("SELECT left FROM payment ORDER BY id") == [(54450,), (-54450,)], "it is taken back")
        w.ask_sure("ALOCA P1 FCT 1")
        assert owes(w, "FCT 0001") == 0
        w.run("verify")


def test_the_mail_of_the_day_says_what_went_back():
    with request.with_prices("money-digest") as w:
        paid(w)
        w.bank_out("544,50", "Returnare incasare R77", ref="RET01")
        w.read(OWNER, came_back, "the owner is told")
        w.stop_plic()
        w.run("daily", "--date", "2026-11-13", now=False)
        m = w.read(OWNER, lambda m: "13 noiembrie 2026" in m.subject, "the mail of the day")
        has(words(m), "Încasat: 544,50 lei", "Dat înapoi, Popescu Ion, 12.11.2026: -544,50 lei")


def test_a_return_that_fits_two_payments_is_asked_about():
    with request.with_prices("money-two") as w:
        paid(w)
        w.bank("544,50", "curs", ref="R78")
        q = w.read(OWNER, lambda m: "544,50" in plain(m.visible()), "a question")
        w.bank_out("544,50", "Returnare", ref="RET01")
        q = w.read(OWNER, lambda m: "Ce plată s-a întors" in m.visible(), "which one")
        has(words(q), "P1: 544,50 lei, Popescu Ion, 12.11.2026, Factura FCT 0001", "P2: 544,50 lei")
        assert owes(w, "FCT 0001") == 0
        w.tap(OWNER, q, "P1: 544,50")
        w.until(lambda: owes(w, "FCT 0001") == 54450, "it is reopened")
        assert w.rows("SELECT state FROM question WHERE payment = 3") == [("done",)]
        w.run("verify")


def test_the_banks_line_confirms_a_refund():
    with request.with_prices("money-refund-told") as w:
        paid(w)
        w.ask_sure("STORNO FCT 1")
        w.ask_sure("RAMBURSAT 544,50 lei card 1001")
        take(w, "extras.sta", mt940([("261112", -54450, "rambursare curs", "139ZEXA2500903AB"),
                                     ("261112", -54450, "alta plata", "139ZEXA2500904AB")], opening=200000))
        assert w.rows("SELECT kind, state, amount FROM payment WHERE id > 1") == [("return", "confirmed", -54450)]
        assert w.value("SELECT credit FROM client") == 0
        assert w.value("SELECT count(*) FROM question WHERE kind = 'payment' AND state = 'open'") == 0
        w.run("verify")


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
