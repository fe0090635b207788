#!/usr/bin/python3
"""The accountant's export: one ZIP of a period that adds up to the last ban, and that no thief gets alone."""
import csv
import datetime
import hashlib
import io
import os
import re
import sqlite3
import sys
import zipfile

import openpyxl

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.mail import pdf_text
from world.world import OWNER, World

DAN, EVE, VIO = "dan@firma.test", "eve@firma.test", "vio@firma.test"
MIHAI, RAU = "mihai@gmail.test", "rau@client.test"
STAN = "CLIENT nou Stan Web SRL, CUI RO12345674, %s, adresa Str. Lungă 5, oraș SECTOR2, județ B" % MIHAI
BAD = "CLIENT nou \"=SUM(A1) ../Rău\", %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ" % RAU
TWO_OWNERS = "staff \"eve@firma.test\" {\n\tname = 'Eve Hill'\n\troles = 'owner'\n\tlang = 'en'\n}\n"
VIEWER = "staff \"vio@firma.test\" {\n\tname = 'Vio Pop'\n\troles = 'viewer'\n}\n"


def plain(s):
    return re.sub(r"\s+", " ", s.replace("\u202f", " ").replace("\u00a0", " "))


def has(text, *parts):
    for p in parts:
        assert p in plain(text), "„%s” not in\n%s" % (p, plain(text))


def world(name, **kw):
    """Two invoices, one paid by bank, and the storno of the other."""
    def prepare(w):
        w.start_plic()
        for client, address in ((STAN, MIHAI), (BAD, RAU)):
            w.ask(client, "OFERTA %s 10 ore mentenanță x 150,35 lei, TVA 21" % address)
        for card in (1001, 1002):
            w.ask("FACTURA card %d" % card)
            w.ask_sure("TRIMITE card %d" % card)
        w.bank("1.819,24", "plata FCT 0001", payer="Stan Web SRL")
        w.ask_sure("STORNO FCT 0002")
        w.quiet()
    return World(name, prepare=prepare, **kw)


def archive(m):
    name = [n for n in m.files if n.endswith(".zip")]
    assert len(name) == 1, sorted(m.files)
    return zipfile.ZipFile(io.BytesIO(m.files[name[0]]))


def table(z, stem):
    """A register as a person's spreadsheet reads it: a list of rows by title."""
    raw = z.read(stem)
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n"), raw[:20]
    return list(csv.DictReader(io.StringIO(raw[3:].decode(), newline=""), delimiter=";"))


def bani(text):
    return int(text.replace(",", ""))


def test_a_month_as_the_accountant_opens_it():
    with world("export-month") as w:
        a = w.ask("EXPORT luna asta")
        has(a.text, "Făcut.", "Export 2026-11", "arhiva pleacă la ana@firma.test")
        m = w.read(OWNER, "Export 2026-11", "the archive")
        has(m.subject, "Export 2026-11: 5 documente")
        has(m.text, "Facturi: 2, în total 3.638,48 lei", "Stornări: 1, în total -1.819,24 lei", "Numere lipsă: niciunul")
        z = archive(m)
        assert z.testzip() is None
        names = z.namelist()
        assert "facturi/FCT-0001 Stan Web SRL.pdf" in names and "facturi/FCT-0002 =SUM(A1) .. Rău.pdf" in names, names
        assert not [n for n in names if {"", ".", ".."} & set(n.split("/"))], names

        # the documents are those that the client has
        got = w.read(MIHAI, "FCT 0001", "the invoice").files["FCT-0001.pdf"]
        assert z.read("facturi/FCT-0001 Stan Web SRL.pdf") == got
        has(pdf_text(got), "1.819,24")
        for line in z.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256(z.read(name)).hexdigest() == digest, name
        assert len(z.read("SHA256SUMS").splitlines()) == len(names) - 1

        sales = table(z, "jurnal-vanzari-2026-11.csv")
        assert [(r["Document"], r["Fel"], r["Client"], r["CUI / CIF"]) for r in sales] == [
            ("FCT 0001", "Factură", "Stan Web SRL", "RO12345674"), ("FCT 0002", "Factură", "'=SUM(A1) ../Rău", ""),
            ("STN 0001", "Storno", "'=SUM(A1) ../Rău", "")], sales
        assert [(r["Bază 21% (lei)"], r["TVA 21% (lei)"], r["Total (lei)"]) for r in sales] == [
            ("1503,50", "315,74", "1819,24"), ("1503,50", "315,74", "1819,24"), ("-1503,50", "-315,74", "-1819,24")], sales
        assert sales[2]["Se referă la"] == "FCT 0002" and sales[0]["Data"] == "12.11.2026", sales
        # and what the paper and the XML say of each
        for r in sales:
            leaf = next(n for n in names if n.startswith("facturi/%s " % r["Document"].replace(" ", "-")) and n.endswith(".pdf"))
            total = "{:,}.{:02d}".format(*divmod(abs(bani(r["Total"])), 100)).translate(str.maketrans(".,", ",."))
            assert total in pdf_text(z.read(leaf)), (leaf, total)
            if leaf[:-3] + "xml" in names:
                xml = z.read(leaf[:-3] + "xml").decode()
                assert bani(re.search(r"TaxInclusiveAmount[^>]*>(-?[0-9.]+)<", xml).group(1).replace(".", ",")) == bani(r["Total"]), xml
        paid = table(z, "incasari-si-plati-2026-11.csv")
        assert [(r["Plătitor"], r["Sumă"], r["Plătește"]) for r in paid] == [("Stan Web SRL", "1819,24", "FCT 0001: 1819.24")], paid

        # control: register, books and the sum of the rows are one figure
        control = {r["Ce"]: r for r in table(z, "control-2026-11.csv")}
        assert sum(bani(r["Total"]) for r in sales) == bani(control["Facturi și stornări, în lei"]["Total"]) == 181924
        assert sum(bani(r["Total"]) for r in sales) == w.value(
            "SELECT sum(total) FROM document WHERE kind IN ('invoice', 'storno')")
        assert all(r["Diferență"] in ("0,00", "") for r in control.values()), control
        series = {r["Seria"]: r for r in table(z, "serii-2026-11.csv")}
        assert (series["FCT"]["Primul număr"], series["FCT"]["Ultimul număr"], series["FCT"]["Numere lipsă"]) == ("1", "2", "niciunul")

        # the workbook says the same, in numbers and days that can be computed with; no formula
        book = openpyxl.load_workbook(io.BytesIO(z.read("registre-2026-11.xlsx")))
        assert book.sheetnames == ["Jurnal de vânzări", "Încasări și plăți", "Control", "Serii"], book.sheetnames
        rows = list(book["Jurnal de vânzări"].iter_rows(values_only=True))
        assert [round(r[rows[0].index("Total (lei)")] * 100) for r in rows[1:]] == [181924, 181924, -181924], rows
        assert rows[1][1] == datetime.datetime(2026, 11, 12) and rows[2][4] == "=SUM(A1) ../Rău", rows
        assert not [c for s in book for r in s.iter_rows() for c in r if c.data_type == "f"]

        # the command line gives the same bytes
        w.run("export", "--period", "2026-11", "-o", w.dir + "/x.zip")
        assert open(w.dir + "/x.zip", "rb").read() == next(b for n, b in m.files.items() if n.endswith(".zip"))


def test_periods_and_people():
    with world("export-who", extra=VIEWER) as w:
        has(w.ask("EXPORT octombrie 2026", sender=DAN, name="Dan Radu").text, "Export 2026-10: 0 documente", DAN)
        m = w.read(DAN, "Export 2026-10", "an empty month")
        assert not [n for n in archive(m).namelist() if n.endswith(".pdf")]
        has(w.ask("EXPORT brumar").text, "N-am făcut nimic.", "Nu am înțeles perioada „brumar”", "EXPORT 2026-10")
        has(w.ask("EXPORT decembrie 2026").text, "N-am făcut nimic.", "n-a început")
        has(w.ask("EXPORT").text, "Pe ce perioadă?", "EXPORT luna trecută")
        has(w.ask("EXPORT 2026-11", sender=VIO, name="Vio Pop").text, "N-am făcut nimic.")
        w.quiet()
        assert not [x for x in w.mails(VIO) if x.files], "a viewer has no archive"


def test_a_large_export_comes_in_parts():
    with world("export-parts", mail_extra="export_bytes = 65536") as w:
        w.ask("EXPORT 2026-11")
        parts = [w.read(OWNER, "Export 2026-11, partea %d" % i, "part %d" % i) for i in (1, 2)]
        has(parts[0].text, "următoarea parte vine îndată")
        has(parts[1].text, "Aceasta este ultima parte")
        w.quiet()
        assert len([x for x in w.mails(OWNER) if x.files and "Export" in x.subject]) == 2
        assert all(len(b) <= 65536 for m in parts for b in m.files.values())
        names = [archive(m).namelist() for m in parts]
        w.run("export", "--period", "2026-11", "-o", w.dir + "/x.zip")
        whole = zipfile.ZipFile(w.dir + "/x.zip").namelist()
        assert sorted(names[0][:-1] + names[1][:-1]) == sorted(whole[:-1]), (names, whole)
        assert not set(names[0][:-1]) & set(names[1][:-1])


def test_everything_needs_another_owner():
    with world("export-all", extra=TWO_OWNERS) as w:
        a = w.ask("EXPORT tot")
        has(a.text, "Ce s-ar schimba", "Export tot")
        shown = w.read(EVE, lambda m: "EXPORT tot" in m.text, "the other owner is asked")
        w.reply(OWNER, a, "DA", name="Ana Ionescu")
        m = w.read(OWNER, lambda m: "alt proprietar" in m.text, "the asker alone gets nothing")
        assert not m.files
        w.quiet()
        assert not [x for x in w.mails(OWNER) + w.mails(EVE) if any(n.endswith(".zip") for n in x.files)]
        w.reply(EVE, shown, "YES", name="Eve Hill")
        m = w.read(OWNER, "Export tot", "then it goes to who asked")
        assert "facturi/FCT-0001 Stan Web SRL.pdf" in archive(m).namelist()
        w.quiet()
        assert not [x for x in w.mails(EVE) if any(n.endswith(".zip") for n in x.files)]


def test_everything_waits_where_there_is_one_owner():
    with world("export-late", rules_extra="export_delay_hours = 24") as w:
        a = w.ask("EXPORT tot")
        has(a.text, "pleacă la ana@firma.test pe 13.11.2026")
        w.reply(OWNER, a, "DA", name="Ana Ionescu")
        told = w.read(OWNER, "Export tot așteaptă", "the owner hears of it")
        has(told.text, "ana@firma.test a cerut toate documentele", "13.11.2026")
        w.quiet()
        w.reply(OWNER, told, "EXPORT STOP", name="Ana Ionescu")
        w.read(OWNER, lambda m: "oprit" in m.text, "stopped")
        has(w.ask("EXPORT STOP").text, "Niciun export nu așteaptă")
        a = w.ask("EXPORT tot")
        w.reply(OWNER, a, "DA", name="Ana Ionescu")
        w.read(OWNER, lambda m: m.subject.startswith("Export tot așteaptă"), "asked again")
        w.quiet()
        w.restart_plic(now="2026-11-13 08:00")
        w.quiet()
        assert not [x for x in w.mails(OWNER) if any(n.endswith(".zip") for n in x.files)], "a day has not passed"
        w.restart_plic(now="2026-11-13 10:00")
        m = w.read(OWNER, "Export tot: ", "after a day")
        assert "facturi/FCT-0001 Stan Web SRL.pdf" in archive(m).namelist()
        w.quiet()
        assert len([x for x in w.mails(OWNER) if any(n.endswith(".zip") for n in x.files)]) == 1, "the stopped one never left"


def spoil(w, *sql):
    """Change the books behind plic's back."""
    with sqlite3.connect(w.dir + "/data/plic.db") as db:
        for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute("DROP TRIGGER %s" % name)
        for one in sql:
            db.execute(one)


def test_gaps_are_told_and_false_sums_refused():
    with world("export-gap") as w:
        w.stop_plic()
        spoil(w, "DELETE FROM document_file WHERE document IN (SELECT id FROM document WHERE label = 'FCT 0001')",
              "DELETE FROM document WHERE label = 'FCT 0001'")
        p = w.run("export", "--period", "2026-11", "-o", w.dir + "/gap.zip")
        has(p.out, "FCT;0;2;2;1;1;")
        rows = {r["Seria"]: r for r in table(zipfile.ZipFile(w.dir + "/gap.zip"), "serii-2026-11.csv")}
        assert rows["FCT"]["Numere lipsă"] == "1", rows
        spoil(w, "UPDATE document SET total = total + 1 WHERE label = 'FCT 0002'")
        p = w.run("export", "--period", "2026-11", "-o", w.dir + "/no.zip", check=False)
        assert p.returncode == 1 and "in the register" in p.err, p.err
        assert not os.path.exists(w.dir + "/no.zip")
        p = w.run("export", "--period", "brumar", check=False)
        assert p.returncode == 1 and "--period" in p.err, p.err


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
