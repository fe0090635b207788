#!/usr/bin/python3
"""Suppliers' invoices: listed at ANAF once a day, downloaded once, kept with their seal, forwarded to owner and accounting once,
whatever ANAF does meanwhile; and the end of the yearly sign-in is said in time."""
import contextlib
import datetime
import io
import json
import os
import re
import sys
import time
import zipfile


sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from anaf.simulator import DAY, Anaf
from daily import daily
from world import keys, suite
from world.mail import pdf_text
from world.world import OWNER, World

with open(os.path.join(keys.ROOT, "tests/ubl/invoice.xml"), encoding="utf-8") as f:
    INVOICE = f.read()
OTHER = "dan@firma.test"


SUPPLIER = "14399840"


def invoice(number, name="Hârtia Albă SRL"):
    """A supplier's, with their name, tax code and number: the sample is the firm's own, which would be none of a supplier."""
    own = re.search(r"<cbc:CompanyID>(\d+)", INVOICE).group(1)
    xml = INVOICE.replace(own, SUPPLIER)
    xml = re.sub(r"(<cbc:ID>)[^<]*", r"\g<1>" + number, xml, count=1)
    at = xml.index("AccountingSupplierParty")
    return xml[:at] + re.sub(r"(<cbc:RegistrationName>)[^<]*", r"\g<1>" + name, xml[at:], count=1)


@contextlib.contextmanager
def office(name, looked=True, **kw):
    w = World(name)
    with Anaf(w, **kw) as n:
        with w:
            n.sign_in()
            if looked:  # the first look was long ago
                daily(w, "2026-11-12")
            w.start_plic()
            yield w, n


def picture(m):
    """The words of the PDF that came with it."""
    data, = [data for name, data in m.files.items() if name.endswith(".pdf")]
    return pdf_text(data)


def day(w, n, days):
    """The day's run, some days later, for plic and for ANAF."""
    d = datetime.date(2026, 11, 12) + datetime.timedelta(days=days)
    w.stop_plic()
    p = daily(w, d.isoformat())
    w.start_plic()
    return p


def test_an_invoice_is_kept_with_its_seal_and_forwarded_once():
    with office("received") as (w, n):
        row = n.receive(invoice("HA-77"))
        day(w, n, 1)
        m = w.read(OWNER, "Factură primită: Hârtia Albă SRL", "the supplier's invoice")
        text = m.visible()
        assert "HA-77" in text and "prima factură de la acest furnizor" in text, text
        names = sorted(m.files)
        assert names == ["Hartia Alba SRL HA-77.pdf", "Hartia Alba SRL HA-77.xml"], names
        w.read(OTHER, "Factură primită", "accounting has it too")
        xml, = w.rows("SELECT bytes FROM received_file WHERE kind = 'xml'")
        z, = w.rows("SELECT bytes FROM received_file WHERE kind = 'zip'")
        assert xml[0] == invoice("HA-77").encode()
        assert "semnatura_%s.xml" % row["id_solicitare"] in zipfile.ZipFile(io.BytesIO(z[0])).namelist()
        top = w.dir + "/data/archive/2026/11/primite/"
        name = "HA-77 Hârtia Albă SRL %s." % row["id"]
        kept = dict(w.rows("SELECT kind, bytes FROM received_file"))
        assert {k: open(top + name + k, "rb").read() for k in kept} == kept and sorted(kept) == ["pdf", "xml", "zip"]
        # Listed again, two days long: nothing is asked for twice, nobody told twice.
        day(w, n, 1)
        n.receive(invoice("HA-78"))
        day(w, n, 2)
        m = w.read(OWNER, "Factură primită: Hârtia Albă SRL", "the next one")
        assert "HA-78" in m.visible() and "Mai sunt păstrate de la acest furnizor: 1" in m.visible(), m.visible()
        w.quiet()
        assert len(n.calls("download")) == 2 and len([m for m in w.mails(OWNER) if "primită" in m.subject]) == 2
        w.run("verify")


def test_its_picture_is_ours_whatever_anafs_service_does():
    with office("received-picture") as (w, n):
        n.fail("picture", 503, 503, 503)
        row = n.receive(invoice("HA-90"))
        day(w, n, 1)
        m = w.read(OWNER, "Factură primită: Hârtia Albă SRL", "forwarded with its picture")
        text = picture(m)
        for said in ("Factură HA-90", "Hârtia Albă SRL", "Ion Popescu", "Curs Excel avansat", "1.000,00 lei", "Originalul legal este fișierul XML",
                     "index e-Factura %s" % row["id_solicitare"]):
            assert said in " ".join(text.split()), (said, text)
        assert "Atenție" not in text + m.visible() and "Nu am putut face" not in m.visible(), m.visible()
        assert not n.calls("picture"), "nobody is asked for what is made here"


def test_sums_that_do_not_agree_are_warned_of():
    with office("received-sums") as (w, n):
        n.receive(invoice("HA-91").replace(">1000.00</cbc:PayableAmount>", ">1100.00</cbc:PayableAmount>"))
        day(w, n, 1)
        m = w.read(OWNER, "Factură primită: Hârtia Albă SRL", "forwarded all the same")
        for text in (m.visible(), picture(m)):
            text = " ".join(text.split())
            assert "sumele din factură nu se potrivesc" in text, text
            assert "Suma de plată este scrisă 1.100,00 lei" in text and "dă 1.000,00 lei" in text, text


def test_letters_that_cannot_be_drawn_are_named():
    with office("received-letters") as (w, n):
        n.receive(invoice("HA-92").replace("Curs Excel avansat", "Curs 株式会社"))
        day(w, n, 1)
        m = w.read(OWNER, "Factură primită: Hârtia Albă SRL", "forwarded all the same")
        assert "arătate acolo ca □: 株式会社" in m.visible(), m.visible()
        text = " ".join(picture(m).split())
        assert "Unele litere nu pot fi desenate aici" in text and "rândul 1" in text, text


def test_what_was_there_before_is_kept_and_told_in_one_mail():
    with office("received-first", looked=False) as (w, n):
        for i in range(3):
            n.receive(invoice("V-%d" % i))
        day(w, n, 1)
        w.read(OWNER, "Facturi primite mai vechi, păstrate: 3", "one mail")
        w.quiet()
        assert w.value("SELECT count(*) FROM received WHERE state = 'kept'") == 3
        assert not [m for m in w.mails(OWNER) if "Factură primită" in m.subject]


def test_a_first_look_that_took_two_days_is_told_whole():
    with office("received-first-cut", looked=False) as (w, n):
        n.page = 2
        for i in range(3):
            n.receive(invoice("V-%d" % i))
        n.fail("list", None, "cut")
        day(w, n, 1)
        day(w, n, 2)
        w.read(OWNER, "Facturi primite mai vechi, păstrate: 3", "one mail")
        w.quiet()
        assert not [m for m in w.mails(OWNER) if "Factură primită" in m.subject]


def test_anaf_in_trouble_loses_nothing():
    with office("received-trouble") as (w, n):
        n.page = 2
        for i in range(5):
            n.receive(invoice("T-%d" % i))
        n.fail("list", 503)
        p = day(w, n, 1)
        assert "received.down" in p.err and not n.calls("download"), p.err
        # The second page is lost: the look is not whole, the first page's invoices come all the same.
        n.fail("list", None, "cut")
        n.fail("download", "cut", "html")
        day(w, n, 1)
        day(w, n, 2)
        day(w, n, 3)
        w.until(lambda: w.value("SELECT count(*) FROM received WHERE state = 'kept'") == 5, "all five")
        w.quiet()
        got = sorted(re.search(r"T-\d", m.visible()).group(0) for m in w.mails(OWNER) if "Factură primită" in m.subject)
        assert got == ["T-%d" % i for i in range(5)], got


def test_kept_as_long_as_an_invoice():
    with office("received-purge") as (w, n):
        n.receive(invoice("O-1"))
        day(w, n, 1)
        w.quiet()
        w.stop_plic()
        top = w.dir + "/data/archive/2026/11/primite/"
        assert len(os.listdir(top)) == 3
        w.set_clock("2037-07-01 09:00")
        code = re.search(r"--da (\w+)", w.run("purge").out).group(1)
        w.run("purge", "--da", code)
        assert not w.value("SELECT count(*) FROM received_file") and not os.listdir(top)
        assert w.value("SELECT count(*) FROM purged_anaf WHERE what = 'received'") == 3
        assert w.value("SELECT state FROM received") == "kept"
        w.run("verify")


def test_questions_keep_the_configured_pace():
    with office("received-pace", more="efactura {\n\tcalls_per_minute = 60\n}\n") as (w, n):
        for i in range(4):
            n.receive(invoice("P-%d" % i))
        asked, began = len(n.asked), time.monotonic()
        day(w, n, 1)
        calls = [c for c in n.asked[asked:] if c[0] in ("list", "download")]
        assert len(calls) == 5, calls
        assert time.monotonic() - began >= 3, "one a second, and one second's slack"
        assert w.value("SELECT count(*) FROM received WHERE state = 'kept'") == 4


@suite.beside
def test_too_many_is_waited_for_and_not_put_off():
    with office("received-quota") as (w, n):
        n.receive(invoice("Q-1"))
        n.fail("download", 429)
        day(w, n, 1)
        assert [c[2] for c in n.calls("download")] == [429, 200], n.calls("download")
        assert w.value("SELECT count(*) FROM received WHERE state = 'kept'") == 1


def test_staff_and_scripts_list_what_was_received():
    with office("received-list") as (w, n):
        answer = w.ask("PRIMITE")
        assert "Nicio factură primită" in answer.visible(), answer.visible()
        n.receive(invoice("HA-77"))
        n.receive(invoice("HA-78"))
        n.receive(invoice("AP-5", "Apă Șțevi SRL"))
        day(w, n, 1)
        w.until(lambda: len([m for m in w.mails(OWNER) if m.subject.startswith("Factură primită")]) == 3, "three are forwarded")
        text = w.ask("PRIMITE").visible()
        for said in ("Facturi primite: 3", "Hârtia Albă SRL, HA-77", "Apă Șțevi SRL, AP-5", "scadentă", "Total"):
            assert said in text, (said, text)
        two = w.ask("PRIMITE hartia alba")
        assert "HA-77" in two.visible() and "HA-78" in two.visible() and "AP-5" not in two.visible(), two.visible()
        assert two.files == {}, sorted(two.files)
        one = w.ask("PRIMITE ap-5")
        assert sorted(name.rsplit(".", 1)[1] for name in one.files) == ["pdf", "xml"], sorted(one.files)
        assert b"AP-5" in next(data for name, data in one.files.items() if name.endswith(".xml"))
        assert "Nicio factură primită pentru „2024”" in w.ask("PRIMITE 2024").visible()
        rows = [json.loads(line) for line in w.run("efactura", "--received", "--json").out.splitlines()]
        assert [(r["number"], r["state"]) for r in rows] == [("AP-5", "kept"), ("HA-78", "kept"), ("HA-77", "kept")], rows
        assert rows[0]["supplier"] == "Apă Șțevi SRL" and rows[0]["index"] and rows[0]["download"] and rows[0]["total"], rows[0]
        assert "HA-78" in w.run("efactura", "--received").out


def test_what_strangers_wrote_is_read_in_the_cage():
    """A document that the reader cannot take is kept and told, and the day goes on."""
    with office("received-bomb") as (w, n):
        bomb = '<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "aaaaaaaaaa">]>' + invoice("HA-80")[INVOICE.index("<Invoice"):]
        n.receive(bomb)
        n.receive(invoice("HA-79"))
        p = day(w, n, 1)
        assert "what=read" in p.err and "daily.done" in p.err, p.err
        m = w.read(OWNER, "Factură primită pe care nu o pot citi", "kept all the same")
        assert len(n.calls("picture")) == 1 and len([f for f in m.files if f.endswith(".pdf")]) == 1, "ANAF's picture, as we can make none"
        w.read(OWNER, "Factură primită: Hârtia Albă SRL", "the next one")
        n.receive(bomb.replace("HA-80", "HA-81"))
        n.fail("picture", 503)
        day(w, n, 2)
        m = w.read(OWNER, lambda m: "Nu am putut face din ea un PDF" in m.visible(), "neither could draw it")
        assert [f.rsplit(".", 1)[1] for f in m.files] == ["xml"], m.files
        assert "păstrată, dar nu o pot citi" in w.ask("PRIMITE").visible()
        w.run("verify")


def test_a_clock_that_is_wrong_by_an_hour_is_borne():
    with office("received-clock") as (w, n):
        for hours, number in ((-1, "C-1"), (1, "C-2")):
            n.skew_s = hours * 3600
            n.receive(invoice(number))
            asked = len(n.calls("list"))
            day(w, n, hours + 3)
            w.read(OWNER, lambda m: number in m.visible(), number)
            assert len(n.calls("list")) - asked <= 2, n.calls("list")


def test_one_that_is_gone_is_said_once():
    with office("received-gone") as (w, n):
        n.outlive(n.receive(invoice("G-1")))
        day(w, n, 1)
        m = w.read(OWNER, "nu mai poate fi descărcată", "gone")
        assert not m.files
        day(w, n, 2)
        w.quiet()
        assert len(n.calls("download")) == 1


def test_the_end_of_the_sign_in_is_said_30_14_7_and_1_days_ahead():
    with office("signin-ends") as (w, n):
        n.sign_in(life=90 * DAY, refresh_life=40 * DAY)  # 2026-12-22
        for days in (5, 9, 10, 11, 26, 33, 34, 39):
            day(w, n, days)
        w.quiet()
        got = [m for m in w.mails(OWNER) if "Autorizarea la ANAF se încheie" in m.subject]
        assert len(got) == 4, [m.subject for m in got]
        assert "plic auth anaf" in got[0].visible() and "22" in got[0].subject


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
