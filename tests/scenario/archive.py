#!/usr/bin/python3
"""Issued documents lie in a folder that an accountant can browse: as the client has them, whole, and again when lost."""
import hashlib
import os
import re
import shutil
import signal
import sqlite3
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.mail import pdf_text
from world.world import OWNER, World

MIHAI = "mihai@gmail.test"
STAN = "CLIENT nou Ștefan/Web SRL, CUI RO12345674, %s, adresa Str. Lungă 5, oraș SECTOR2, județ B" % MIHAI
FIRST = "2026/11/OFR-0001 Ștefan Web SRL.pdf"


def tree(w):
    """path -> bytes of every file in the archive, whatever its name."""
    top = w.dir + "/data/archive"
    return {os.path.relpath(os.path.join(d, f), top): open(os.path.join(d, f), "rb").read()
            for d, _, files in os.walk(top) for f in files}


def world(name, **kw):
    def prepare(w):
        w.start_plic()
        w.ask(STAN, "OFERTA %s 10 ore mentenanță x 150 lei, TVA 21" % MIHAI)
        w.quiet()
    return World(name, prepare=prepare, **kw)


def written(w, n):
    return w.until(lambda: len([f for f in tree(w) if f.endswith(".pdf")]) == n and tree(w), "%d documents are in the folder" % n)


def same_as_books(w, files):
    hashes = sorted(h.hex() for h, in w.rows("SELECT sha256 FROM document_file"))
    assert sorted(hashlib.sha256(b).hexdigest() for b in files.values()) == hashes, (sorted(files), hashes)


def test_every_document_as_the_client_has_it():
    with world("archive-tree") as w:
        files = written(w, 1)
        assert files[FIRST] == w.read(MIHAI, "OFR 0001", "the offer").files["OFR-0001.pdf"]
        assert oct(os.stat(w.dir + "/data/archive/" + FIRST).st_mode & 0o777) == "0o440"
        w.ask("FACTURA card 1001")
        w.ask_sure("TRIMITE card 1001")
        files = written(w, 2)
        assert "1.815,00" in pdf_text(files["2026/11/FCT-0001 Ștefan Web SRL.pdf"])
        same_as_books(w, files)
        w.quiet()
        w.stop_plic()
        w.run("verify")
        # December's papers lie in December's folder
        w.set_clock("2026-12-01 09:00")
        w.start_plic()
        w.ask("CONTRACT card 1001 pana 31.12.2027")
        assert "2026/12/CTR-0001 Ștefan Web SRL.pdf" in written(w, 3)


def test_what_was_lost_or_changed_is_found_and_made_again():
    with world("archive-lost") as w:
        files = written(w, 1)
        w.quiet()
        w.stop_plic()
        path = w.dir + "/data/archive/" + FIRST
        os.chmod(path, 0o600)
        with open(path, "r+b") as f:
            f.write(b"%PDF-9")
        p = w.run("verify", check=False)
        assert p.returncode == 1 and "archive-changed" in p.out and FIRST in p.out, p.out
        assert "1 files, 1 written" in w.run("archive").out
        assert tree(w) == files
        w.run("verify")
        shutil.rmtree(w.dir + "/data/archive")
        p = w.run("verify", check=False)
        assert p.returncode == 1 and "archive-missing" in p.out, p.out
        # the day's work tells the owner, and makes the folder again
        w.set_clock("2026-11-13 06:00")
        w.run("daily", "--date", "2026-11-13", now=False)
        assert tree(w) == files
        assert [m for m in w.mails(OWNER) if "archive-missing" in m.text], [m.subject for m in w.mails(OWNER)]
        assert "1 files, 0 written" in w.run("archive").out


def test_a_folder_that_cannot_be_written_stops_no_mail():
    with world("archive-blocked") as w:
        written(w, 1)
        shutil.rmtree(w.dir + "/data/archive/2026")
        open(w.dir + "/data/archive/2026", "w").close()  # a file where a folder must be
        w.ask("FACTURA card 1001")
        w.ask_sure("TRIMITE card 1001")
        w.read(MIHAI, "FCT 0001", "the invoice leaves all the same")
        w.until(lambda: "what=archive" in w.log_text(), "it is said in the log")
        os.unlink(w.dir + "/data/archive/2026")
        w.stop_plic()
        w.start_plic()
        w.until(lambda: "2026/11/FCT-0001 Ștefan Web SRL.pdf" in tree(w), "the next start writes it")
        w.quiet()
        w.stop_plic()
        n = w.value("SELECT count(*) FROM document_file")
        assert "%d files, 1 written" % n in w.run("archive").out, "the one that was deleted"
        same_as_books(w, tree(w))


def test_a_kill_leaves_no_half_file():
    with world("archive-kill") as w:
        for n in range(8):
            w.command("OFERTA %s %d ore audit x 100 lei, TVA 21" % (MIHAI, n + 1))
            w.until(lambda: w.value("SELECT count(*) FROM document_file") > n + 1, "offer %d is stored" % n)
            w.restart_plic(signal.SIGKILL)
        w.quiet()
        w.stop_plic()
        w.run("once")
        files = {n: b for n, b in tree(w).items() if n.endswith(".pdf")}
        same_as_books(w, files)
        w.run("verify")
        w.run("archive")
        assert sorted(tree(w)) == sorted(files), "nothing half is left beside them"


def test_only_what_is_old_is_deleted_and_only_when_told():
    # Papers of June 2014 are kept until 30 June 2025.
    with World("archive-purge", now="2014-06-02 09:00") as w:
        w.start_plic()
        w.ask(STAN, "OFERTA %s 10 ore mentenanță x 150 lei, TVA 24" % MIHAI)
        offer = w.read(MIHAI, "OFR 0001", "the offer")
        w.reply(MIHAI, offer, "Accept oferta.")
        w.until(lambda: w.value("SELECT count(*) FROM acceptance"), "the acceptance is recorded")
        w.ask("FACTURA card 1001")
        w.ask_sure("TRIMITE card 1001")
        written(w, 3)
        w.quiet()
        w.stop_plic()
        before = tree(w)
        evidence = w.value("SELECT raw FROM acceptance")
        w.set_clock("2025-06-30 12:00")
        assert "nothing is older" in w.run("purge").out
        w.set_clock("2026-11-12 09:00")
        w.start_plic()
        w.ask("OFERTA %s 1 ore audit x 100 lei, TVA 21" % MIHAI)
        written(w, 4)
        w.quiet()
        w.stop_plic()

        shown = w.run("purge").out
        for line in ("invoice", "offer", "contract", "mail"):
            assert re.search(r"(?m)^%s +\d+ files, 2014-06-02 to 2014-06-02" % line, shown), shown
        shown_files = tree(w)
        assert len([f for f in shown_files if f.endswith(".pdf")]) == 4, "showing deletes nothing"
        code = re.search(r"--da (\w+)", shown).group(1)
        p = w.run("purge", "--da", "0" * len(code), check=False)
        assert p.returncode == 1 and tree(w) == shown_files, p.err
        assert "deleted" in w.run("purge", "--da", code).out
        now = tree(w)
        assert len(now) == 1 and not set(now) & set(before), sorted(now)
        same_as_books(w, now)
        n, by = w.rows("SELECT n, by FROM purge")[0]
        assert n == w.value("SELECT count(*) FROM purged") > 6 and by.startswith("uid "), (n, by)
        assert w.value("SELECT count(*) FROM raw WHERE sha256 = ?", evidence) == 1, "the letter that accepts stays"
        assert w.value("SELECT count(*) FROM document WHERE number IS NOT NULL") == 4, "numbers stay"
        w.run("verify")
        assert "nothing is older" in w.run("purge").out

        # the year's registers are still right; no PDF is made up anew
        w.run("export", "--period", "2014", "-o", w.dir + "/x.zip")
        names = zipfile.ZipFile(w.dir + "/x.zip").namelist()
        assert "jurnal-vanzari-2014.csv" in names and not [n for n in names if n.endswith(".pdf")], names
        # and nothing goes without evidence
        with sqlite3.connect(w.dir + "/data/plic.db") as db:
            for sql in ("DELETE FROM document_file", "DELETE FROM raw", "DELETE FROM outbox_bytes", "DELETE FROM purged",
                        "DELETE FROM purge", "UPDATE purge SET n = 1"):
                try:
                    db.execute(sql)
                    raise AssertionError(sql + " was done")
                except sqlite3.IntegrityError as e:
                    assert "cannot be" in str(e), e


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
