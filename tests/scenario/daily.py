#!/usr/bin/python3
"""Promises 5 and 6: the calendar's day, and storno."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import payment
import request
from world import suite
from world.world import OWNER, World

ION = "ion.popescu@client.test"


def plain(s):
    return s.replace("\u202f", " ").replace("\u00a0", " ")


def subscribed(name, *lines, now="2026-01-31 09:00", **kw):
    def prepare(w):
        w.start_plic()
        a = w.ask("CLIENT nou Ion Popescu, email %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ" % ION, *lines)
        if "DA" in a.buttons():
            w.tap(OWNER, a, "DA")
            a = w.read(OWNER, lambda m: True, "done after DA")
        assert w.value("SELECT count(*) FROM subscription") == 1, a.text
        w.quiet()
        w.stop_plic()
    return World(name, now=now, prepare=prepare, **kw)


def daily(w, day):
    """The day's run at 06:00, with the mails it sends."""
    w.set_clock(day + " 06:00")
    return w.run("daily", "--date", day, now=False)


def periods(w):
    return [(n, json_day(f), json_day(t), total) for n, f, t, total in w.rows(
        "SELECT number, json_extract(snapshot, '$.period_from'), json_extract(snapshot, '$.period_to'), total "
        "FROM document WHERE kind = 'invoice' ORDER BY number")]


def json_day(text):
    return text.replace('{"$day":"', "").replace('"}', "") if text else text


def test_monthly_invoices_catch_up_each_period_once():
    with subscribed("monthly", "RECURENT lunar din 31.01.2026: 1 abonament mentenanță x 200 lei, TVA 21") as w:
        daily(w, "2026-01-31")
        assert [p[1] for p in periods(w)] == ["2026-01-31"], periods(w)
        daily(w, "2026-03-31")
        got = periods(w)
        assert [p[0] for p in got] == [1, 2, 3], got
        assert [p[1] for p in got] == ["2026-01-31", "2026-02-28", "2026-03-31"], got
        assert [p[2] for p in got] == ["2026-02-27", "2026-03-30", "2026-04-29"], got
        assert all(p[3] == 24200 for p in got), got
        before = w.rows("SELECT count(*), (SELECT count(*) FROM outbox), (SELECT count(*) FROM card_event) FROM document")
        daily(w, "2026-03-31")
        assert w.rows("SELECT count(*), (SELECT count(*) FROM outbox), (SELECT count(*) FROM card_event) FROM document") == before
        mails = [m for m in w.mails(ION) if m.subject.startswith("Factura")]
        assert len(mails) == 3, [m.subject for m in mails]
        pdf = plain(mails[1].pdf("FCT-0002.pdf"))
        for want in ("FCT 0002", "28.02", "30.03.2026", "abonament mentenanță", "242,00", "31 martie 2026"):
            assert want in pdf, "%s not in\n%s" % (want, pdf)
        w.run("verify")


def test_every_cycle_of_the_calendar():
    cycles = [("zilnic", "2026-02-03", 4), ("saptamanal", "2026-02-14", 3), ("trimestrial", "2026-07-31", 3),
              ("semestrial", "2026-07-31", 2), ("anual", "2027-01-31", 2)]
    for name, until, count in cycles:
        with subscribed("cycle-" + name, "RECURENT %s din 31.01.2026: 1 abonament x 100 lei" % name,
                        rules_extra="missed_periods_cap = 50") as w:
            daily(w, until)
            assert len(periods(w)) == count, (name, periods(w))


def test_more_missed_periods_than_the_cap_are_asked_about():
    with subscribed("cap", "RECURENT lunar din 31.01.2026: 1 abonament x 100 lei") as w:
        daily(w, "2026-12-31")
        assert periods(w) == []
        q = w.read(OWNER, lambda m: "DA" in m.buttons() or any("DA" == b[2] for b in m.buttons().values()), "a question")
        w.start_plic()
        w.reply(OWNER, q, "DA", style="plain")
        w.until(lambda: len(periods(w)) == 12, "twelve invoices after the DA")


def test_reminders_then_a_notice_and_nothing_to_who_has_paid():
    with request.with_prices("remind", now="2026-11-02 09:00") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.read(ION, "PRF 0001", "the proforma")
        w.write("maria.enache@client.test", "Înscriere", request.FREE_TEXT.replace("Ion Popescu", "Maria Enache"),
                name="Maria Enache")
        w.read("maria.enache@client.test", "PRF 0002", "the other proforma")
        w.bank("544,50", "PRF 0002", payer="Maria Enache", ref="M1")
        w.read("maria.enache@client.test", "FCT 0001", "she has paid")
        w.quiet()
        w.stop_plic()
        sent = []
        for day in ("2026-11-16", "2026-11-18", "2026-11-20", "2026-11-21", "2026-11-27", "2026-11-28", "2026-12-07", "2026-12-08"):
            daily(w, day)
            new = [m.subject for m in w.mails(ION)][1 + len(sent):]
            sent += [(day, s) for s in new]
        assert len(sent) == 2, sent
        assert sent[0][0] == "2026-11-20" and sent[1][0] == "2026-11-27", sent
        assert len(w.mails("maria.enache@client.test")) == 2, [m.subject for m in w.mails("maria.enache@client.test")]
        r = w.mails(ION)[1]
        assert "PRF 0001" in r.visible() and "544,50" in plain(r.visible()), r.visible()
        assert any("PRF 0001" in m.visible() and "Ion Popescu" in m.visible() and "2026" in m.visible()
                   for m in w.mails(OWNER)[-6:]), "the notice to staff"
        assert w.value("SELECT reminders FROM document WHERE label = 'PRF 0001'") == 3
        daily(w, "2026-12-09")
        d = w.mails(OWNER)[-1]
        assert d.subject.startswith("De rezolvat: 1"), d.subject
        assert "Neplătită după reamintiri: PRF 0001, Ion Popescu" in d.visible(), d.visible()


def test_an_unanswered_offer_is_brought_to_mind_and_a_contracts_end_is_announced():
    with World("running-out") as w:
        w.start_plic()
        w.ask("CLIENT nou Ion Popescu, email %s" % ION, "OFERTA 2 ore consultanță x 150 lei, TVA 21")
        w.read(ION, "OFR 0001", "the offer")
        w.quiet()
        w.stop_plic()
        daily(w, "2026-11-18")
        assert len(w.mails(ION)) == 1
        for day in ("2026-11-19", "2026-11-19", "2026-11-20"):
            p = daily(w, day)
        assert "0 brought to mind" in p.out, p.out
        assert len(w.mails(ION)) == 2, [m.subject for m in w.mails(ION)]
        m = w.read(ION, "OFR 0001 vă așteaptă", "brought to mind once")
        assert "OFR 0001" in m.pdf("OFR-0001.pdf") and "26 noiembrie" in m.subject, m.subject
        assert "12 noiembrie 2026" in m.text.replace("\u00a0", " "), m.text

        # A reply to it accepts the offer; a month before its end the contract is announced to staff.
        w.set_clock("2026-11-20 09:00")
        w.start_plic()
        w.reply(ION, m, "Accept", name="Ion Popescu")
        c = w.read(ION, "CTR 0001", "the contract")
        w.quiet()
        w.stop_plic()
        due = w.value("SELECT due FROM document WHERE kind = 'contract'")
        daily(w, "2027-10-01")
        assert not [x for x in w.mails(OWNER) if "se termină" in x.subject]
        for day in ("2027-10-25", "2027-10-25", "2027-10-27"):
            daily(w, day)
        told = [x for x in w.mails(OWNER) if "se termină" in x.subject]
        assert len(told) == 1 and "CTR 0001" in told[0].subject and "Ion Popescu" in told[0].subject, [x.subject for x in told]
        assert due.startswith("2027-11") and "11.2027" in told[0].text and "CARD 1001" in told[0].text, (due, told[0].text)
        assert len([x for x in w.mails(ION)]) == 3, [x.subject for x in w.mails(ION)]
        w.run("verify", now=False)
        assert c.files


def test_the_digest_says_what_needs_somebody_first():
    with request.with_prices("digest", now="2026-11-11 09:00") as w:
        w.write("vlad@client.test", "Cerere", "Bună ziua,\n\nAș dori o ofertă pentru instruire.\n\nVlad Marin\n", name="Vlad Marin")
        w.read(OWNER, "Vlad Marin", "a question")
        w.quiet()
        w.stop_plic()
        daily(w, "2026-11-12")
        d = w.read(OWNER, lambda m: m.header("Auto-Submitted") == "auto-generated" and "Vlad Marin" in m.visible() and
                   m.date.day == 12, "the digest")
        n = len(w.mails(OWNER))
        daily(w, "2026-11-12")
        assert len(w.mails(OWNER)) == n


def test_storno_is_the_mirror_and_names_the_original():
    with request.with_prices("storno") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.read(ION, "PRF 0001", "the proforma")
        w.bank("544,50", "PRF 0001")
        w.read(ION, "FCT 0001", "the invoice")
        p = w.ask("STORNO FCT 0001")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'storno'") == 0, "previewed first"
        w.tap(OWNER, p, "DA")
        m = w.read(ION, "STN 0001", "the storno")
        pdf = plain(m.pdf("STN-0001.pdf"))
        for want in ("STN 0001", "FCT 0001", "12.11.2026", "-1 buc", "450,00", "-94,50", "-544,50"):
            assert want in pdf.replace("−", "-"), "%s not in\n%s" % (want, pdf)
        xml = payment.check_xml(w, m, "STN-0001.xml")
        for want in (">STN 0001<", ">FCT 0001<", "<cbc:InvoiceTypeCode>380<", '"H87">-1<', ">-450.00<", ">-94.50<", ">-544.50<"):
            assert want in xml, "%s not in\n%s" % (want, xml)
        rows = w.rows("SELECT label, state, total FROM document WHERE kind IN ('invoice', 'storno') ORDER BY id")
        assert rows == [("FCT 0001", "reversed", 54450), ("STN 0001", "issued", -54450)], rows
        w.run("verify")


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
