#!/usr/bin/python3
"""Exchange rates: read from the National Bank as it publishes them, kept, and asked for again when it fails; documents in
another currency say their VAT in lei at the rate of the right day, or staff are asked for it."""
import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from daily import daily
from world import suite
from world.bnr import Bank
from world.world import World

D = datetime.date


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
            for i, fault in enumerate([500, 302, 404, "html", "slow", "cut", "lost", "empty", "flood"]):
                b.faults = [fault] * 3
                asked = len(b.asked)
                p = daily(w, "2026-11-16")
                assert len(b.asked) == asked + 3, (fault, b.asked[asked:])
                assert "rates.down" in p.err and "nbrfxrates10days.xml" in p.err, (fault, p.err)
                assert "daily.done" in p.err, (fault, p.err)
                assert w.rows("SELECT * FROM fx_rate") == before, fault
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


if __name__ == "__main__":
    suite.main(sys.modules[__name__])
