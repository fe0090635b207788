#!/usr/bin/python3
"""Documents of each kind as their readers get them: receipts for cash, statements as of any day, numbers that begin again
each year and the decision about them."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import commands
from commands import MIHAI, has, invoiced, plain, said
from world import suite
from world.world import OWNER

YEARLY = """
series "invoice" {
	prefix = 'FCT'
	digits = 4
	start = 58
	yearly = yes
}
"""


def test_receipt_for_cash():
    with commands.world("kinds-cash") as w:
        invoiced(w)
        a = w.ask_sure("CHITANTA 420 lei FCT 0001")
        said(a, "Chitanța CHT 0001: emisă, 420,00 lei", "Factura FCT 0001: de plată 2.420,00 lei → de plată 2.000,00 lei")
        got = w.read(MIHAI, "CHT 0001", "the receipt")
        has(got.pdf("CHT-0001.pdf"), "Chitanță CHT 0001", "420,00 lei", "adică patru sute douăzeci de lei",
            "plata facturii FCT 0001", "Stan Web SRL", "Casier")
        # 5.000 lei a day from a company; the whole mail does nothing
        w.ask("FACTURA card 1001 1 buc mobilier x 6000 lei")
        w.ask_sure("TRIMITE card 1001")
        p = w.ask("CHITANTA 4900 lei FCT 0002")
        said(p, "N-am făcut nimic.", "cel mult 5.000,00 lei pe zi", "azi încă 4.580,00 lei")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'receipt'") == 1
        w.run("verify")


def test_statement_as_of_a_day():
    with commands.world("kinds-statement") as w:
        invoiced(w)
        w.ask_sure("INCASAT 420 lei OP 12 12.11.2026 FCT 0001")
        a = w.ask("FISA %s la 12.11.2026, trimite" % MIHAI)
        said(a, "Fișa clientului Stan Web SRL la 12.11.2026.", "Facturat în perioadă: 2.420,00 lei", "Încasat în perioadă: 420,00 lei",
             "Sold la 12.11.2026: 2.000,00 lei")
        mine = a.pdf("fisa-2026-11-12.pdf")
        has(mine, "Fișă de client", "la 12 noiembrie 2026", "Factura FCT 0001", "Plată P1 · 12", "Sold de plată", "2.000,00 lei")
        got = w.read(MIHAI, "Fișa dumneavoastră la 12.11.2026", "the statement")
        assert got.pdf("fisa-2026-11-12.pdf") == mine
        # the day before there was nothing
        has(w.ask("FISA %s la 11.11.2026" % MIHAI).pdf("fisa-2026-11-11.pdf"), "Nu sunt documente în această perioadă.", "0,00 lei")


def test_numbers_begin_again_each_year():
    with commands.world("kinds-years", now="2026-12-31 09:00") as w:
        with open(w.conf, "a", encoding="utf-8") as f:
            f.write(YEARLY)
        w.stop_plic()
        w.start_plic()
        invoiced_in(w, "FCT 20260058")
        a = w.ask("SERII")
        said(a, "Seriile pe 2026; decizia este atașată.", "următorul FCT 20260059, de la 1 în fiecare an")
        w.stop_plic()
        w.set_clock("2027-01-01 06:00")
        w.run("daily", "--date", "2027-01-01", now=False)
        n = w.read(OWNER, lambda m: "Decizia de numerotare pe 2027" in plain(m.subject), "the decision")
        has(n.pdf("decizie-2027-01-01.pdf"), "Exercițiul financiar", "FCT 20270001", "anuală, de la 1", "PRF 0001", "continuă",
            "OMFP nr. 2634/2015")
        w.run("daily", "--date", "2027-01-02", now=False)
        w.set_clock("2027-01-02 09:00")
        assert w.value("SELECT count(*) FROM outbox WHERE key LIKE 'numbering:%'") == w.value(
            "SELECT count(DISTINCT recipient) FROM outbox WHERE key LIKE 'numbering:%'")
        w.start_plic()
        w.ask("FACTURA card 1001 1 buc audit x 500 lei")
        said(w.ask_sure("TRIMITE card 1001"), "Factura FCT 20270001: emisă")
        w.bank("605,00", "plata FCT20270001", payer="Stan Web SRL")
        w.quiet()
        assert w.value("SELECT open FROM document WHERE label = 'FCT 20270001'") == 0
        w.run("verify")


def invoiced_in(w, label):
    said(w.ask(commands.STAN, *commands.OFFER), "Făcut.")
    w.ask("FACTURA card 1001")
    said(w.ask_sure("TRIMITE card 1001"), "Factura %s: emisă" % label)


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
