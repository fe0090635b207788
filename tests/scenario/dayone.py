#!/usr/bin/python3
"""Promise 7: day one of a real firm: init, check, import, backup and restore, STAI TOT."""
import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from world import suite
from world.servers import PASSWORD
from world.world import OWNER, PLIC, World

ION = "ion.popescu@client.test"


def plain(s):
    return s.replace("\u202f", " ").replace("\u00a0", " ")


def plic(*args, input=""):
    p = subprocess.run([PLIC, *args], input=input.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    return p.returncode, p.stdout.decode()


def init_args(w, conf, **change):
    sets = {"firm.name": "Atelier Diana SRL", "firm.tax_id": "18547290", "firm.street": "Str. Lungă 1", "firm.city": "SECTOR2",
            "firm.county": "B", "firm.iban": "RO49AAAA1B31007593840000", "imap.host": "localhost",
            "imap.port": str(w.servers.imaps), "imap.user": "office", "imap.ca_file": w.servers.keys + "/ca.pem",
            "smtp.host": "localhost", "smtp.port": str(w.servers.submission), "mail.address": "office@mail.test",
            "mail.authserv_id": "mx.mail.test", "staff.address": OWNER, "staff.name": "Ana Ionescu"}
    sets.update(change)
    pw = w.dir + "/given.password"
    with open(pw, "w") as f:
        f.write(change.pop("password", PASSWORD) + "\n")
    out = ["init", "--out", conf, "--password", pw]
    for k, v in sets.items():
        if k != "password":
            out += ["--set", "%s=%s" % (k, v)]
    return out


def test_init_tests_every_connection_and_writes_a_commented_config():
    with World("init") as w:
        conf = w.dir + "/new.conf"
        code, out = plic(*init_args(w, conf))
        assert code == 0, out
        assert "ok" in out and "imap" in out and "smtp" in out, out
        text = open(conf).read()
        assert "# Host name, as in its certificate." in text and "staff \"%s\"" % OWNER in text, text
        assert "18547290" in text and PASSWORD not in text
        assert oct(os.stat(w.dir + "/imap.password").st_mode & 0o777) == "0o600"
        code, out = plic("-c", conf, "check")
        assert code == 0 and "WRONG" not in out, out
        code, out = plic(*init_args(w, conf))
        assert code == 1 and "is there already" in out, out


def test_init_writes_nothing_when_a_connection_fails():
    with World("init-fails") as w:
        conf = w.dir + "/new.conf"
        code, out = plic(*init_args(w, conf, password="wrong"))
        assert code != 0 and "WRONG" in out and not os.path.exists(conf), out
        code, out = plic(*init_args(w, conf, **{"firm.tax_id": "18547291"}))
        assert code == 78 and "check digit" in out and not os.path.exists(conf), out


def test_check_names_every_wrong_value_with_line_and_remedy():
    with World("check") as w:
        text = open(w.conf).read().replace("'18547290'", "'123'").replace("RO49AAAA1B31007593840000", "RO49").replace(
            "timeout = 10", "timeout = 9999", 1)
        with open(w.conf, "w") as f:
            f.write(text)
        code, out = plic("-c", w.conf, "check", "--offline")
        assert code == 78, out
        for want in ("plic.conf:5:", "firm.tax_id", "firm.iban", "imap.timeout", "is outside"):
            assert want in out, "%s not in\n%s" % (want, out)
        code, out = plic("-c", w.conf, "run")
        assert code == 78 and "plic.conf:5" in out, out


CLIENTS = """Nume;Email;Telefon;CUI;Adresa;Localitate;Judet
Popescu Ion;ion.popescu@client.test;0722123456;;Str. Florilor 3;Cluj-Napoca;CJ
Stan Web SRL;mihai@gmail.test;;RO12345674;Bd. Unirii 10;Brașov;BV
"""
PRODUCTS = "Produs,Pret,UM,TVA,Flux\nCurs Excel avansat,450,buc,21,curs\nCarte,\"60,50\",buc,11,curs\n"
SERIES = "Document;Serie;Urmatorul;Cifre\ninvoice;FCT;57;4\nproforma;PRF;12;4\n"
INVOICES = "CUI;Numar;Data;Scadenta;Total;Rest\nRO12345674;FCT 0055;01.10.2026;16.10.2026;1.210,00;610,00\n"
SUBS = "Email;Nume;Ciclu;Din;Pret;TVA\nion.popescu@client.test;Abonament mentenanță;lunar;01.12.2026;200;21\n"


def put(w, name, text):
    path = w.dir + "/" + name
    with open(path, "w") as f:
        f.write(text)
    return path


def test_import_takes_over_a_firms_lists():
    with World("import") as w:
        clients = put(w, "clients.csv", CLIENTS)
        out = w.run("import", clients, "--dry-run").out
        assert "new client Popescu Ion" in out and "new client Stan Web SRL" in out and "dry run" in out, out
        assert w.value("SELECT count(*) FROM client") == 0
        for name, text in (("clients", CLIENTS), ("products", PRODUCTS), ("series", SERIES), ("invoices", INVOICES),
                           ("subscriptions", SUBS)):
            w.run("import", put(w, name + ".csv", text))
        assert "0 to change, 2 same" in w.run("import", clients).out
        out = w.run("import", put(w, "clients2.csv", CLIENTS.replace("0722123456", "0722999999"))).out
        assert "phone 0722123456 -> 0722999999" in out, out
        assert w.rows("SELECT label, total, open FROM document") == [("FCT 0055", 121000, 61000)]
        w.start_plic()
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        m = w.read(ION, "PRF 0012", "our numbers go on")
        assert "Popescu Ion" in m.pdf() and "Str. Florilor 3" in m.pdf(), m.pdf()
        w.bank("610,00", "rest FCT 0055", payer="STAN WEB SRL", ref="OLD1")
        w.until(lambda: w.value("SELECT open FROM document WHERE label = 'FCT 0055'") == 0, "the old invoice is paid")
        w.quiet()
        w.stop_plic()
        w.set_clock("2026-12-01 06:00")
        w.run("daily", "--date", "2026-12-01", now=False)
        i = w.read(ION, "FCT 0057", "the subscription's invoice")
        assert "242,00" in plain(i.pdf()), i.pdf()
        w.run("verify")


def test_import_of_clients_abroad():
    with World("import-abroad") as w:
        w.run("import", put(w, "ro.csv", "Nume;Email\nIon Popescu;ion.popescu@client.test\n"))
        head = "Nume;Email;Tara;CUI;Strada;Localitate\n"
        w.run("import", put(w, "abroad.csv", head + "Muster GmbH;m@muster.test;Germania;DE 123456789;Hauptstr. 1;Berlin\n"))
        assert w.rows("SELECT country, tax_id, city, vat_registered FROM client WHERE name = 'Muster GmbH'") == \
            [("DE", "DE123456789", "Berlin", 1)]
        again = w.run("import", put(w, "again.csv", head + "Muster GmbH;;DE;DE123456789;;\n")).out
        assert "1 same" in again, again
        out = w.run("import", put(w, "bad.csv", head + "X;x@y.test;Atlantida;1;;\n"), check=False)
        assert "Atlantida" in out.out + out.err, out.out + out.err
        # a number that is no CUI is nobody's: not that of the first client without one
        out = w.run("import", put(w, "inv.csv", INVOICES.replace("RO12345674", "RO12345670")), check=False)
        assert "is not known" in out.out + out.err and w.value("SELECT count(*) FROM document") == 0, out.out + out.err


def test_import_refuses_a_wrong_row_and_keeps_nothing():
    with World("import-wrong") as w:
        bad = put(w, "bad.csv", CLIENTS + "Fără;nu-i-adresa;;;;;\nX SRL;x@client.test;;RO12345675;;;\n")
        p = w.run("import", bad, check=False)
        assert p.returncode == 1 and "bad.csv:4" in p.err and "bad.csv:5" in p.err and "check digit" in p.err, p.err
        assert w.value("SELECT count(*) FROM client") == 0


def test_a_backup_made_while_it_works_restores_the_firm():
    with request.with_prices("backup") as w:
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        m = w.read(ION, "PRF 0001", "the proforma")
        w.quiet()
        w.run("backup", w.dir + "/copy.db", now=False)
        before = json.loads(w.run("--json", "card", "1001", now=False).out)
        w.stop_plic()
        shutil.move(w.dir + "/data", w.dir + "/lost")
        w.run("restore", w.dir + "/copy.db", now=False)
        assert json.loads(w.run("--json", "card", "1001", now=False).out) == before
        w.run("verify", now=False)
        w.start_plic()
        w.bank("544,50", "PRF 0001")
        w.read(ION, "FCT 0001", "the restored firm goes on")
        p = w.run("restore", w.dir + "/copy.db", check=False, now=False)
        assert p.returncode in (1, 75), p.err


def test_stai_tot_holds_everything_outgoing():
    with request.with_prices("hold") as w:
        a = w.ask("STAI TOT")
        words = " ".join(a.text.split())
        for want in ("Nu mai pleacă nimic", "Așteaptă până la PORNESTE: tot ce nu a plecat încă: mailurile către clienți, "
                     "întrebările și înștiințările către echipă, mailul zilei", "Pleacă și acum: numai răspunsurile la comenzile echipei"):
            assert want in words, words
        w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
        w.until(lambda: w.value("SELECT count(*) FROM document WHERE kind = 'proforma'") == 1, "the proforma is issued")
        # It is as the answer said: a client's document, a question to staff and the day's mail wait, answers leave.
        w.write("vlad@client.test", "Cerere", "Bună ziua,\n\nAș dori o ofertă pentru altceva.\n\nVlad Marin\n", name="Vlad")
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE sort = 'notice'") > 0, "a question waits")
        w.run("daily")
        w.ask("CARD 1001", sender="dan@firma.test", name="Dan Radu")
        w.ask("CARD 1001")
        assert w.mails(ION) == []
        assert w.rows("SELECT DISTINCT sort FROM outbox WHERE state = 'done' ORDER BY 1") == [("answer",)]
        assert w.value("SELECT count(*) FROM outbox WHERE key GLOB 'digest:*' AND state = 'queued'") > 0
        w.ask("PORNESTE")
        w.read(ION, "PRF 0001", "it leaves when it may", seconds=45)
        w.read(OWNER, "Vlad", "so does the question")
        w.read(OWNER, "12 noiembrie", "and the day's mail")
        w.until(lambda: w.value("SELECT count(*) FROM outbox WHERE state = 'queued'") == 0, "nothing waits any more")


def test_verbs_that_need_no_configuration():
    env = {k: v for k, v in os.environ.items() if k != "PLIC_CONFIG"}
    with World("noconf") as w:
        path = put(w, "a.eml", "From: Ion <ion@client.test>\nTo: o@mail.test\nSubject: Salut\n\nNe vedem la ora 5.\n")
        p = subprocess.run([PLIC, "read", "--json", path, w.dir + "/none.eml"], env=env, stdout=subprocess.PIPE, timeout=30)
        rows = [json.loads(l) for l in p.stdout.decode().splitlines()]
        assert p.returncode == 1 and rows[0]["class"] == "human" and rows[0]["visible_text"] == "Ne vedem la ora 5.", rows
        assert rows[1]["file"].endswith("none.eml") and "error" in rows[1], rows
        for kind in ("offer", "proforma", "contract", "pv", "invoice", "storno", "receipt", "statement", "reminder"):
            out = w.dir + "/" + kind + ".pdf"
            p = subprocess.run([PLIC, "preview", kind, "--lang", "en", "-o", out], env=env, stderr=subprocess.PIPE, timeout=30)
            assert p.returncode == 0 and open(out, "rb").read(5) == b"%PDF-", (kind, p.stderr)


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
