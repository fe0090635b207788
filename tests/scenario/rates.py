#!/usr/bin/python3
"""Exchange rates: read from the National Bank as it publishes them, kept, and asked for again when it fails; documents in
another currency say their VAT in lei at the rate of the right day, or staff are asked for it."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from daily import daily, plain
from world import suite
from world.bnr import Bank
from world.world import OWNER, World

D = datetime.date
ION = "ion.popescu@client.test"
WHO = "CLIENT nou Ion Popescu, email %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ" % ION


def has(text, *wanted):
    text = " ".join(plain(text).split())
    for want in wanted:
        assert want in text, "%s not in\n%s" % (want, text)


def answered(w, m, *lines):
    """Staff reply to a mail of ours and read the answer."""
    sent = w.reply(OWNER, m, "\n".join(lines), style="plain")
    return w.read(OWNER, lambda x: sent.message_id in x.header("In-Reply-To"), "answer to %s" % lines[0])


def rate(w, currency, day):
    row = w.rows("SELECT rate, scale, source FROM fx_rate WHERE currency = ? AND day = ?", currency, str(day))
    return (row[0][0] / 10 ** row[0][1], row[0][2]) if row else None


def count(w):
    return w.value("SELECT count(*) FROM fx_rate")


def test_the_day_reads_what_is_missing_and_no_more():
    w = World("rates")
    with Bank(w) as b:
        b.set("EUR", D(2026, 11, 11), "5.0923")
        b.set("HUF", D(2026, 11, 11), "1.3145")
        with w:
            daily(w, "2026-11-12")
            assert b.asked == ["/files/xml/years/nbrfxrates2026.xml"], b.asked
            assert rate(w, "EUR", "2026-11-11") == (5.0923, "bnr"), rate(w, "EUR", "2026-11-11")
            assert rate(w, "HUF", "2026-11-11") == (0.013145, "bnr"), "for one unit, not for a hundred"
            assert rate(w, "EUR", "2026-11-08") is None, "no rate on a Sunday"
            daily(w, "2026-11-12")
            assert len(b.asked) == 1, "all is there: nobody is asked"
            b.day = D(2026, 11, 13)
            daily(w, "2026-11-16")
            assert b.asked[1:] == ["/nbrfxrates10days.xml"], b.asked
            assert rate(w, "EUR", "2026-11-13") and rate(w, "EUR", "2026-11-12")
            # Two months later, over the end of the year: both years are read.
            b.day = D(2027, 1, 14)
            daily(w, "2027-01-15")
            assert b.asked[2:] == ["/files/xml/years/nbrfxrates2026.xml", "/files/xml/years/nbrfxrates2027.xml"], b.asked
            assert rate(w, "EUR", "2026-12-21") and rate(w, "EUR", "2027-01-14")
            w.run("verify")


def test_a_feed_that_fails_changes_nothing_and_the_day_goes_on():
    w = World("rates-fail", now="2026-11-13 09:00")
    with Bank(w) as b:
        with w:
            daily(w, "2026-11-13")
            before = w.rows("SELECT * FROM fx_rate")
            b.day = D(2026, 11, 13)
            for three in ([500, 302, 404], ["html", "slow", "cut"], ["lost", "empty", "flood"]):
                b.faults = list(three)
                asked = len(b.asked)
                p = daily(w, "2026-11-16")
                assert len(b.asked) == asked + 3, (three, b.asked[asked:])
                assert "rates.down" in p.err and "nbrfxrates10days.xml" in p.err, (three, p.err)
                assert "daily.done" in p.err, (three, p.err)
                assert w.rows("SELECT * FROM fx_rate") == before, three
            # One bad moment is not felt.
            b.faults = [503]
            p = daily(w, "2026-11-16")
            assert "rates.down" not in p.err and rate(w, "EUR", "2026-11-13"), p.err


@suite.beside
def test_a_certificate_of_somebody_else_is_not_believed():
    for cert in ("wrongname", "expired"):
        w = World("rates-" + cert)
        with Bank(w, cert=cert) as b, w:
            p = daily(w, "2026-11-12")
            assert "rates.down" in p.err and count(w) == 0 and b.asked == [], (p.err, b.asked)


def test_the_daemon_asks_again_until_the_feed_is_back():
    w = World("rates-daemon")
    with Bank(w) as b:
        b.faults = [503, "html"]
        with w:
            w.start_plic()
            w.until(lambda: count(w) > 100, "the third question is answered", 30)
            assert len(b.asked) == 3, b.asked
            assert w.log_text().count("rates.down") == 1, "said once"
            w.restart_plic()
            w.quiet()
            assert len(b.asked) == 3, "all is there"


def test_without_an_address_nobody_is_asked():
    w = World("rates-off")
    with w:
        p = daily(w, "2026-11-12")
        assert "rates" not in p.err and count(w) == 0, p.err


def test_documents_in_euro_say_their_vat_in_lei_at_the_rate_of_the_day_before():
    w = World("rates-euro")
    with Bank(w) as b:
        b.set("EUR", D(2026, 11, 11), "5.0923")
        b.set("EUR", D(2026, 12, 9), "5.2000")
        with w:
            w.start_plic()
            w.until(lambda: rate(w, "EUR", "2026-11-11"), "the rates are there")
            has(w.ask(WHO, "OFERTA 10 ore audit x 100 EUR, TVA 21").text, "1.210,00 EUR")
            offer = w.read(ION, "OFR 0001", "the offer").pdf("OFR-0001.pdf")
            has(offer, "1.000,00 EUR", "210,00 EUR", "Curs BNR din 11.11.2026", "1 EUR = 5,0923 lei", "TVA în lei 1.069,38 lei", "1.210,00 EUR")
            draft = w.ask("FACTURA card 1001")
            has(draft.pdf(), "Curs BNR din 11.11.2026", "1 EUR = 5,0923 lei", "TVA în lei 1.069,38 lei")
            has(answered(w, draft, "TRIMITE").text, "FCT 0001")
            inv = w.read(ION, "FCT 0001", "the invoice").pdf("FCT-0001.pdf")
            has(inv, "1.069,38 lei", "1.210,00 EUR")
            w.quiet()
            # A month later, at another rate: what is taken back is taken back at the invoice's own.
            b.day = D(2026, 12, 9)
            w.restart_plic(now="2026-12-10 09:00")
            w.until(lambda: rate(w, "EUR", "2026-12-09"), "the new rates are there")
            w.ask_sure("STORNO FCT 1")
            storno = w.read(ION, "STN 0001", "the storno").pdf("STN-0001.pdf")
            has(storno, "Curs BNR din 11.11.2026", "1 EUR = 5,0923 lei", "TVA în lei -1.069,38 lei", "-1.210,00 EUR")
            w.run("verify")


def test_a_missing_rate_is_asked_for_and_not_guessed():
    w = World("rates-missing", now="2026-11-13 09:00")
    with Bank(w, day=D(2026, 11, 11)) as b, w:
        b.faults = [503] * 99
        w.start_plic()
        w.ask(WHO, "OFERTA 10 ore audit x 100 EUR, TVA 21")
        offer = w.read(ION, "OFR 0001", "the offer leaves").pdf()
        assert "TVA în lei" not in offer, offer
        draft = w.ask("FACTURA card 1001")
        no = answered(w, draft, "TRIMITE")
        has(no.text, "N-am făcut nimic", "CURS BNR EUR 5,0923")
        assert w.mails(ION)[-1].subject.find("FCT") < 0
        # Staff say it: the draft is shown anew, and what was shown before does not count any more.
        told = answered(w, draft, "CURS BNR EUR 5,0923")
        has(told.text, "Curs BNR EUR: 5,0923 lei, publicat pe 12.11.2026")
        has(told.pdf(), "Curs BNR din 12.11.2026", "1 EUR = 5,0923 lei", "TVA în lei 1.069,38 lei")
        has(answered(w, draft, "TRIMITE").text, "N-am făcut nimic")
        has(answered(w, told, "TRIMITE").text, "FCT 0001")
        has(w.read(ION, "FCT 0001", "the invoice").pdf(), "1.069,38 lei")
        assert rate(w, "EUR", "2026-11-12") == (5.0923, "staff:ana@firma.test")
        w.quiet()
        # The Bank's own word comes later and takes the place of ours; the invoice stays as it is.
        w.stop_plic()
        b.faults, b.day = [], D(2026, 11, 13)
        daily(w, "2026-11-16")
        assert rate(w, "EUR", "2026-11-12")[1] == "bnr"
        w.run("verify")


def test_a_draft_shown_yesterday_is_not_issued_at_todays_rate():
    w = World("rates-moved")
    with Bank(w) as b, w:
        w.start_plic()
        w.until(lambda: rate(w, "EUR", "2026-11-11"), "the rates are there")
        w.ask(WHO)
        draft = w.ask("FACTURA %s 10 ore audit x 100 EUR, TVA 21" % ION)
        yesterday = b.rate("EUR", D(2026, 11, 11)).replace(".", ",")
        has(draft.pdf(), "Curs BNR din 11.11.2026", "1 EUR = %s lei" % yesterday)
        b.day = D(2026, 11, 12)
        w.restart_plic(now="2026-11-13 09:00")
        w.until(lambda: rate(w, "EUR", "2026-11-12"), "the new rates are there")
        no = answered(w, draft, "TRIMITE")
        has(no.text, "N-am făcut nimic")
        today = b.rate("EUR", D(2026, 11, 12)).replace(".", ",")
        has(no.pdf(), "Curs BNR din 12.11.2026", "1 EUR = %s lei" % today)
        assert w.value("SELECT count(*) FROM document WHERE number IS NOT NULL") == 0
        has(answered(w, no, "TRIMITE").text, "FCT 0001")
        has(w.read(ION, "FCT 0001", "the invoice").pdf(), "Curs BNR din 12.11.2026", "1 EUR = %s lei" % today)


def paid_in(w, sum, details, ref):
    """The bank says that money came, in the currency of the sum."""
    return w.write("notificari@banca.test", "Incasare in cont",
                   "Stimate client,\n\nContul dumneavoastra a fost creditat.\nSuma: %s\nData: 12.11.2026\nOrdonator: Popescu Ion\n"
                   "IBAN: RO09BCYP0000001234567890\nDetalii: %s\nReferinta: %s\n\nBanca de Test\n" % (sum, details, ref), name="Banca de Test")


def open_of(w, label):
    return w.rows("SELECT open, currency FROM document WHERE label = ?", label)[0]


def settled(w):
    return w.rows("SELECT amount, currency, settles, settles_cur FROM allocation ORDER BY id")


def test_lei_pay_an_invoice_in_euro_at_what_staff_say_they_are_worth():
    w = World("rates-worth", now="2026-11-12 09:00")
    with Bank(w, day=D(2026, 11, 11)) as b:
        b.set("EUR", D(2026, 11, 11), "5.0923")
        with w:
            w.start_plic()
            w.until(lambda: rate(w, "EUR", "2026-11-11"), "the rates are there")
            w.ask(WHO, "OFERTA 10 ore audit x 100 EUR, TVA 21")
            answered(w, w.ask("FACTURA card 1001"), "TRIMITE")
            w.read(ION, "FCT 0001", "the invoice")
            paid_in(w, "6.100,00 RON", "plata FCT 0001", "L1")
            w.read(OWNER, lambda m: "6.100,00" in plain(m.visible()) and "P1" in plain(m.visible()), "the question")
            # nothing is exchanged at a rate that nobody said; the way is shown
            has(w.ask("ALOCA P1 FCT 1").text, "Documentul este în EUR, iar plata în RON", "ALOCA P1 FCT 0001 = 1210.00 EUR",
                "ALOCA P1 FCT 0001 curs 5.0923")
            has(w.ask("ALOCA P1 FCT 1 = 1.210,01 EUR").text, "mai e de plată 1.210,00 EUR: 1.210,01 EUR nu încape")
            has(w.ask("ALOCA P1 FCT 1 = 6.100,00 lei").text, "nu încape")
            assert settled(w) == [] and open_of(w, "FCT 0001") == (121000, "EUR")
            # 6.100,00 lei came for what stood in the books at 1.210,00 x 5,0923 = 6.161,68 lei
            preview = w.ask("ALOCA P1 FCT 1 = 1.210,00 EUR")
            has(preview.text, "Plata P1 pe Factura FCT 0001", "6.100,00 lei = 1.210,00 EUR; diferență de curs -61,68 lei")
            assert settled(w) == []
            has(answered(w, preview, "DA").text, "plătit integral", "diferență de curs -61,68 lei")
            assert settled(w) == [(610000, "RON", 121000, "EUR")] and open_of(w, "FCT 0001") == (0, "EUR")
            assert w.rows("SELECT left FROM payment") == [(0,)]
            has(w.ask("DE CE P1").text, "echivalentul a 1.210,00 EUR", "diferență de curs -61,68 lei")
            w.run("verify")
            # undone, and put back at a rate: what is over stays the client's
            w.ask_sure("ANULEAZA P1")
            assert open_of(w, "FCT 0001") == (121000, "EUR") and w.rows("SELECT left FROM payment") == [(610000,)]
            w.run("verify")
            has(w.ask_sure("ALOCA P1 FCT 1 curs 5,00").text, "6.050,00 lei = 1.210,00 EUR, curs 5; diferență de curs -111,68 lei", "50,00 lei")
            assert settled(w)[2:] == [(605000, "RON", 121000, "EUR")] and open_of(w, "FCT 0001") == (0, "EUR")
            assert w.rows("SELECT left FROM payment") == [(5000,)]
            w.run("verify")
            # a part of it comes off again, at its own worth
            w.ask_sure("ANULEAZA P1")
            assert settled(w)[3:] == [(-605000, "RON", -121000, "EUR")] and open_of(w, "FCT 0001") == (121000, "EUR")
            has(w.ask_sure("ALOCA P1 FCT 1 2.000 lei = 400 EUR").text, "2.000,00 lei = 400,00 EUR")
            assert open_of(w, "FCT 0001") == (81000, "EUR") and w.rows("SELECT left FROM payment") == [(410000,)]
            w.run("verify")


def test_euro_pay_a_proforma_in_lei_and_without_a_rate_the_difference_is_not_made_up():
    w = World("rates-worth-lei", now="2026-11-12 09:00")
    with w:
        w.start_plic()
        w.ask(WHO, "PROFORMA 1 curs x 450 lei, TVA 21")
        w.read(ION, "PRF 0001", "the proforma")
        paid_in(w, "110,00 EUR", "plata PRF 0001", "E1")
        w.read(OWNER, lambda m: "110,00" in plain(m.visible()) and "P1" in plain(m.visible()), "the question")
        has(w.ask_sure("ALOCA P1 PRF 1 curs 4,95").text, "110,00 EUR = 544,50 lei, curs 4,95; diferența de curs nu se știe")
        assert settled(w) == [(11000, "EUR", 54450, "RON")], settled(w)
        assert w.rows("SELECT left FROM payment") == [(0,)] and open_of(w, "PRF 0001")[0] == 0
        w.run("verify")


if __name__ == "__main__":
    suite.main(sys.modules[__name__])
