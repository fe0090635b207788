#!/usr/bin/python3
"""A client's tax code is looked up in ANAF's register: what it says is shown to staff and taken over with one tap, kept for the
day, asked again before invoices; an outage holds nothing. What its word says otherwise of a buyer's VAT holds his invoice until staff answer."""
import contextlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from anaf.simulator import Anaf
from daily import daily
from world import suite
from world.world import OWNER, World

CUI, OTHER = "14399840", "18547290"
MAIL = "ion.popescu@client.test"


@contextlib.contextmanager
def office(name, **kw):
    w = World(name, companies="yes", **kw)
    with Anaf(w) as n, w:
        yield w, n


def asked(n):
    return [[str(row["cui"]) for row in c[1]] for c in n.calls("taxpayer")]


def questions(w):
    return [m for m in w.mails(OWNER) if m.subject.startswith("Întrebare: ") and "ANAF" in m.subject]


def test_a_new_tax_code_becomes_a_question_and_with_da_the_clients_data():
    with office("company") as (w, n):
        n.company(CUI, name="EXEMPLU S.R.L.", city="Mun. Cluj-Napoca", county="CJ")
        w.start_plic()
        w.ask("CLIENT nou Exemplu, %s, CUI %s" % (MAIL, CUI))
        q = w.read(OWNER, "ANAF despre Exemplu", "the question")
        text = q.visible()
        for said in ("EXEMPLU S.R.L.", "Exemplu → EXEMPLU S.R.L.", "– → Str. Lungă nr. 7", "– → Cluj-Napoca", "– → CJ", "400110",
                     "neplătitor de TVA → plătitor de TVA"):
            assert said in text, (said, text)
        assert asked(n) == [[CUI]], asked(n)
        assert w.rows("SELECT street FROM client")[0][0] == "", "nothing before the yes"
        sent = w.reply(OWNER, q, "DA", style="plain")
        a = w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        assert "Str. Lungă nr. 7" in a.visible() and "EXEMPLU S.R.L." in a.visible(), a.visible()
        assert w.rows("SELECT name, street, city, county, postcode, reg_no, vat_registered FROM client") == [
            ("EXEMPLU S.R.L.", "Str. Lungă nr. 7", "Cluj-Napoca", "CJ", "400110", "J12/345/2010", 1)]
        draft = w.ask("FACTURA %s 2 ore consultanță x 150, TVA 21" % MAIL).pdf()
        for said in ("EXEMPLU S.R.L.", "Str. Lungă nr. 7", "Cluj-Napoca", "RO" + CUI):
            assert said in draft, (said, draft)
        w.quiet()
        assert asked(n) == [[CUI]], "asked once a day"
        sent = w.reply(OWNER, q, "DA", style="plain")
        a = w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the second yes")
        assert "N-am făcut nimic" in a.text, a.text
        w.run("verify")


def test_a_tax_code_is_name_enough():
    with office("company-name") as (w, n):
        n.company(CUI, name="EXEMPLU SRL")
        w.start_plic()
        w.ask("CLIENT nou %s, CUI %s" % (MAIL, CUI))
        q = w.read(OWNER, "ANAF despre CUI " + CUI, "the question")
        assert "CUI %s → EXEMPLU SRL" % CUI in q.visible(), q.visible()


def test_no_keeps_what_is_written_and_is_not_asked_again():
    with office("company-no") as (w, n):
        n.company(CUI, name="ALT NUME SRL", vat=False)
        w.start_plic()
        w.ask("CLIENT nou Exemplu SRL, %s, CUI %s" % (MAIL, CUI))
        q = w.read(OWNER, "ANAF despre Exemplu", "the question")
        sent = w.reply(OWNER, q, "NU", style="plain")
        w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        assert w.rows("SELECT name, street FROM client") == [("Exemplu SRL", "")]
        w.ask("FACTURA %s 2 ore consultanță x 150, TVA 21" % MAIL)
        w.stop_plic()
        daily(w, "2026-11-13")
        w.start_plic()
        w.quiet()
        assert len(asked(n)) == 2 and len(questions(w)) == 1, (asked(n), [m.subject for m in questions(w)])


@suite.beside
def test_an_outage_and_a_limit_are_borne():
    with office("company-down") as (w, n):
        n.company(CUI, name="EXEMPLU SRL")
        n.fail("taxpayer", 503, "html", 429, "empty")
        w.start_plic()
        w.ask("CLIENT nou Exemplu SRL, %s, CUI %s" % (MAIL, CUI))
        draft = w.ask("OFERTA %s 2 ore consultanță x 150, TVA 21" % MAIL)
        assert draft.text, "nobody waits for ANAF"
        w.read(OWNER, "ANAF despre Exemplu", "in the end it answers", 90)
        assert w.log_text().count("companies.down") == 1 and w.log_text().count("companies.up") == 1, "said once"
        assert n.too_fast == 0 and len(asked(n)) == 5, (n.too_fast, asked(n))


def test_bucharest_by_its_sectors():
    with office("company-sector") as (w, n):
        n.company(CUI, name="Exemplu SRL", city="Sector 3 Mun. București", county="B", vat=False)
        w.start_plic()
        w.ask("CLIENT nou Exemplu SRL, %s, CUI %s" % (MAIL, CUI))
        q = w.read(OWNER, "ANAF despre Exemplu", "the question")
        assert "TVA" not in q.visible() and "Exemplu SRL →" not in q.visible(), q.visible()
        sent = w.reply(OWNER, q, "DA", style="plain")
        w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        assert w.rows("SELECT city, county FROM client") == [("SECTOR3", "B")]


def test_inactive_struck_off_and_unknown_are_said():
    with office("company-off") as (w, n):
        n.company(CUI, name="Exemplu SRL", inactive=True, struck_off="2025-03-04", vat=False)
        w.start_plic()
        w.ask("CLIENT nou Exemplu SRL, %s, CUI %s" % (MAIL, CUI))
        text = w.read(OWNER, "ANAF despre Exemplu", "the question").visible()
        assert "inactiv" in text and "radiat din" in text and "2025" in text, text
        w.ask("CLIENT nou Fantoma SRL, fantoma@exemplu.test, CUI %s" % OTHER)
        w.read(OWNER, "CUI %s (Fantoma SRL) nu este în registrul ANAF" % OTHER, "unknown")


def waits(m):
    return "așteaptă: " in m.subject


def test_before_an_invoice_the_vat_status_is_looked_at_again_and_a_difference_holds_it():
    with office("company-vat") as (w, n):
        n.company(CUI, name="EXEMPLU SRL", vat=False, street="Altă stradă")
        w.start_plic()
        w.ask("CLIENT nou Exemplu SRL, %s, CUI %s, adresa Str. Lungă 7, localitate Cluj-Napoca, judet CJ" % (MAIL, CUI))
        w.quiet()
        assert asked(n) == [], "nothing lacks"
        draft = w.ask("FACTURA %s 2 ore consultanță x 150, TVA 21" % MAIL)
        w.until(lambda: asked(n) == [[CUI]], "asked for the draft")
        w.quiet()
        assert questions(w) == [], "another street is not asked about then"
        w.stop_plic()
        n.company(CUI, name="EXEMPLU SRL", vat=True, street="Altă stradă")
        daily(w, "2026-11-13")
        w.start_plic()
        q = w.read(OWNER, "altă situație de TVA la ANAF", "the change")
        assert "neplătitor de TVA → plătitor de TVA" in q.visible() and "Altă stradă" not in q.visible(), q.visible()
        assert "așteaptă răspunsul" in q.visible(), q.visible()
        sent = w.reply(OWNER, draft, "TRIMITE", style="plain")
        a = w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        for said in ("așteaptă un DA sau un NU", "neplătitor de TVA → plătitor de TVA", "pleacă singură"):
            assert said in " ".join(a.visible().split()), (said, a.visible())
        assert "DA, preia datele" in a.buttons() and "NU, rămâne cum este" in a.buttons(), a.buttons()
        w.quiet()
        assert w.rows("SELECT state FROM document WHERE kind = 'invoice'") == [("draft",)] and not [m for m in w.mails(OWNER) if waits(m)]
        w.tap(OWNER, a, "DA, preia datele")
        m = w.read(MAIL, "FCT 0001", "the invoice leaves by itself")
        assert "RO" + CUI in m.pdf("FCT-0001.pdf"), m.pdf("FCT-0001.pdf")
        assert w.rows("SELECT vat_registered, street FROM client") == [(1, "Str. Lungă 7")]
        w.run("verify")


def test_the_day_bills_although_the_register_is_down():
    with office("company-day") as (w, n):
        n.company(CUI, name="EXEMPLU SRL")
        w.start_plic()
        w.ask("CLIENT nou Exemplu SRL, %s, CUI %s, adresa Str. Lungă 7, localitate Cluj-Napoca, judet CJ" % (MAIL, CUI))
        w.ask("FACTURA %s 2 ore consultanță x 150, TVA 21" % MAIL)
        w.stop_plic()
        n.down = 503
        before = len(asked(n))
        p = daily(w, "2026-11-13")
        # A turn of the loop, if it comes to one, then three tries of the day.
        assert "companies.down" in p.err and "daily.done" in p.err and len(asked(n)) - before in (3, 4), (p.err, asked(n))


COMPLETE = "CLIENT nou Exemplu SRL, %s, CUI %s, adresa Str. Lungă 7, localitate Cluj-Napoca, judet CJ" % (MAIL, CUI)


def paid_proforma(w):
    """A payment makes the invoice: nobody saw a draft, and nothing of this day was due when it began."""
    w.start_plic()
    w.ask(COMPLETE)
    w.ask("PROFORMA %s 2 ore consultanță x 150, TVA 21" % MAIL)
    w.read(MAIL, "PRF 0001", "the proforma")
    w.quiet()


def pay(w, how="INCASAT 363 lei OP 123 12.11.2026 PRF 0001"):
    w.ask_sure(how)
    w.read(MAIL, "FCT 0001", "the invoice")
    w.quiet()


def pay_and_hold(w):
    """The bank tells of the payment; what the register says holds the invoice. The one question to staff."""
    w.bank("363,00", "plata PRF 0001")
    q = w.read(OWNER, waits, "the question")
    w.quiet()
    assert len(questions(w)) == 1, [m.subject for m in questions(w)]
    return q


def bill_again(w):
    w.reply(OWNER, w.ask("FACTURA %s 1 ore consultanță x 100, TVA 21" % MAIL), "TRIMITE", style="plain")
    w.read(MAIL, "FCT 0002", "the second invoice of the day")
    w.quiet()


def test_who_was_not_asked_about_today_is_asked_about_before_his_invoice():
    with office("company-first") as (w, n):
        n.company(CUI, name="EXEMPLU SRL", vat=False)
        paid_proforma(w)
        assert asked(n) == [], "the day had begun, and a proforma is no invoice"
        n.company(CUI, name="EXEMPLU SRL", vat=True)
        q = pay_and_hold(w)
        assert asked(n) == [[CUI]], "asked once, by the invoice itself"
        for said in ("Factura pentru Exemplu SRL", "așteaptă", "neplătitor de TVA → plătitor de TVA", "cardul 1001"):
            assert said in q.visible(), (said, q.visible())
        assert w.value("SELECT count(*) FROM document WHERE kind IN ('invoice', 'contract')") == 0, "it is held"
        assert w.rows("SELECT amount, state FROM payment") == [(36300, "reported")], "what happened is noted"
        w.tap(OWNER, q, "NU")
        w.read(MAIL, "FCT 0001", "it leaves by itself, as we have it")
        assert w.rows("SELECT vat_registered FROM client") == [(0,)]
        bill_again(w)
        assert len(asked(n)) == 1 and len(questions(w)) == 1, "the day's word is kept, and so is the answer"
        w.run("verify")
        w.stop_plic()
        daily(w, "2026-11-13")
        w.start_plic()
        w.reply(OWNER, w.ask("FACTURA %s 1 ore consultanță x 100, TVA 21" % MAIL), "TRIMITE", style="plain")
        w.read(MAIL, "FCT 0003", "on the next day too")
        assert len(questions(w)) == 1


def test_a_period_is_held_until_staff_answer_whatever_the_register_does_meanwhile():
    with office("company-period") as (w, n):
        n.company(CUI, name="EXEMPLU SRL", vat=False, street="Altă stradă")
        w.start_plic()
        w.ask(COMPLETE, "RECURENT lunar din 13.11.2026: 1 mentenanță x 100 lei, TVA 21")
        w.stop_plic()
        n.company(CUI, name="EXEMPLU SRL", vat=True, street="Altă stradă")
        daily(w, "2026-11-13")
        w.start_plic()
        q = w.read(OWNER, "Factura pentru Exemplu SRL", "question and hold in one mail")
        assert "abonamentul S1" in q.visible() and "Altă stradă" not in q.visible() and len(questions(w)) == 1, q.visible()
        w.stop_plic()
        n.down = 503
        daily(w, "2026-11-14")
        n.down = 0
        daily(w, "2026-11-15")
        w.start_plic()
        digest = w.read(OWNER, lambda m: "De rezolvat" in m.subject and "15 noiembrie" in m.subject, "the day's digest")
        assert "De rezolvat: 1" in digest.subject, "one matter is one row: " + digest.subject
        w.quiet()
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 0 and len(questions(w)) == 1, "an outage lets nothing go"
        w.tap(OWNER, q, "DA")
        m = w.read(MAIL, "FCT 0001", "it leaves by itself")
        assert "RO" + CUI in m.pdf("FCT-0001.pdf")
        w.stop_plic()
        daily(w, "2026-11-16")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 1, "once"
        assert w.rows("SELECT kind, state FROM question WHERE kind IN ('held', 'company') ORDER BY kind") == [("company", "done"), ("held", "done")]
        w.run("verify")


def test_what_staff_issue_is_held_too_and_what_they_change_meanwhile_waits_for_them():
    with office("company-staff") as (w, n):
        n.company(CUI, name="EXEMPLU SRL", vat=True)
        w.start_plic()
        w.ask(COMPLETE)
        draft = w.ask("FACTURA %s 2 ore consultanță x 150, TVA 21" % MAIL)
        w.read(OWNER, "altă situație de TVA la ANAF", "asked for the draft already")
        sent = w.reply(OWNER, draft, "TRIMITE", style="plain")
        a = w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        w.reply(OWNER, draft, "LINIE 1: 3 ore", style="plain")
        w.read(OWNER, lambda m: "544,50" in m.text, "the draft, changed")
        w.tap(OWNER, a, "NU, rămâne cum este")
        w.read(OWNER, lambda m: "se emite cu TRIMITE" in " ".join(m.text.split()), "it is not issued as nobody agreed to it")
        assert w.rows("SELECT state FROM document WHERE kind = 'invoice'") == [("draft",)]
        w.reply(OWNER, draft, "ANULEAZA", style="plain")
        w.quiet()
        n.company(OTHER, name="ALTA SRL", vat=True)
        w.ask("CLIENT nou Alta SRL, alta@client.test, CUI %s, adresa Str. Lungă 7, localitate Cluj-Napoca, judet CJ" % OTHER)
        p = w.ask("FACTURA alta@client.test emite 2 ore consultanță x 150, TVA 21")
        assert "Aștept un DA" in p.text, p.text
        a = w.reply(OWNER, p, "DA", style="plain")
        p = w.read(OWNER, lambda m: a.message_id in m.header("In-Reply-To"), "the register was asked: shown anew")
        assert "așteaptă răspunsul" in p.visible(), p.visible()
        a = w.reply(OWNER, p, "DA", style="plain")
        a = w.read(OWNER, lambda m: a.message_id in m.header("In-Reply-To"), "held")
        w.quiet()
        assert not w.mails("alta@client.test")
        w.tap(OWNER, a, "DA, preia datele")
        w.read("alta@client.test", "FCT 0001", "it leaves by itself")
        w.run("verify")


def test_what_was_asked_before_stands_in_the_mail_that_holds():
    with office("company-both") as (w, n):
        n.company(CUI, name="ALT NUME SRL", vat=False, inactive=True)
        w.start_plic()
        w.ask("CLIENT nou Exemplu, %s, CUI %s" % (MAIL, CUI))
        w.read(OWNER, "ANAF despre Exemplu", "asked about his data")
        w.ask("PROFORMA %s 2 ore consultanță x 150, TVA 21" % MAIL)
        w.read(MAIL, "PRF 0001", "the proforma")
        w.bank("363,00", "plata PRF 0001")
        q = w.read(OWNER, waits, "the same question, and what waits for it")
        for said in ("Exemplu → ALT NUME SRL", "– → Str. Lungă nr. 7", "inactiv", "cardul 1001"):
            assert said in q.visible(), (said, q.visible())
        w.tap(OWNER, q, "DA, preia datele")
        m = w.read(MAIL, "FCT 0001", "the invoice")
        assert "ALT NUME SRL" in m.pdf("FCT-0001.pdf")
        assert w.rows("SELECT state FROM question WHERE kind = 'company'") == [("done",)]
        w.run("verify")


def test_to_who_is_inactive_nothing_is_issued_without_a_yes():
    with office("company-inactive") as (w, n):
        n.company(CUI, name="EXEMPLU SRL", vat=False)
        paid_proforma(w)
        n.company(CUI, name="EXEMPLU SRL", vat=False, inactive=True)
        q = pay_and_hold(w)
        assert "inactiv" in q.visible() and "DA, emite factura" in q.buttons(), q.visible()
        sent = w.reply(OWNER, q, "NU", style="plain")
        a = w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), "the answer")
        assert "rămâne oprită" in a.visible(), a.visible()
        w.quiet()
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 0
        w.tap(OWNER, q, "DA")
        w.read(MAIL, "FCT 0001", "in the end")
        w.run("verify")


def test_an_invoice_does_not_wait_for_a_register_that_is_down_and_that_is_said():
    with office("company-unchecked") as (w, n):
        n.company(CUI, name="EXEMPLU SRL", vat=True)
        paid_proforma(w)
        n.down = 503
        pay(w)
        told = w.read(OWNER, "starea de TVA nu a putut fi verificată azi", "it is said")
        for said in ("FCT 0001", "Exemplu SRL", "neplătitor de TVA", "niciodată"):
            assert said in told.visible(), (said, told.visible())
        bill_again(w)
        assert not [m for m in w.mails(OWNER) if "nu a putut fi verificată" in m.subject and m.message_id != told.message_id], "once a day"
        n.down = 0
        w.stop_plic()
        w.start_plic()
        w.read(OWNER, "altă situație de TVA la ANAF", "asked about afterwards")
        w.run("verify")


def test_an_import_of_many_clients_floods_nobody():
    with office("company-many") as (w, n):
        codes = [c for c in range(10000, 99999) if cui_is_right(str(c))][:30]
        for c in codes:
            n.company(str(c), name="FIRMA %d SRL" % c)
        path = os.path.join(w.dir, "clients.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write("name,email,tax_id\n" + "".join("Firma %d,f%d@firme.test,%d\n" % (c, c, c) for c in codes))
        w.run("import", path)
        w.start_plic()
        enough = w.read(OWNER, "Datele de la ANAF pentru încă 10 clienți vin în zilele următoare", "it says that more will come")
        assert "Azi am întrebat despre 20" in enough.visible(), enough.visible()
        w.quiet()
        assert len(questions(w)) == 20, len(questions(w))
        late = w.value("SELECT c.email FROM company_note AS n JOIN client AS c ON c.id = n.client WHERE n.wanted = 1 ORDER BY c.id DESC LIMIT 1")
        w.ask("FACTURA %s 1 ore consultanță x 100, TVA 21" % late)
        w.until(lambda: len(questions(w)) == 21, "who is billed comes first")
        w.stop_plic()
        daily(w, "2026-11-13")
        w.start_plic()
        w.until(lambda: len(questions(w)) == 30, "the others on the next day")


def cui_is_right(cui):
    body = cui[:-1].zfill(9)
    return sum(int(a) * int(b) for a, b in zip(body, "753217532")) * 10 % 11 % 10 == int(cui[-1])


def test_switched_off_nobody_is_asked():
    w = World("company-switch")
    with Anaf(w) as n, w:
        n.company(CUI)
        w.start_plic()
        w.ask("CLIENT nou Exemplu, %s, CUI %s" % (MAIL, CUI))
        w.quiet()
        assert n.calls("taxpayer") == []


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
