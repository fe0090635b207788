#!/usr/bin/python3
"""Filing with RO e-Factura: each invoice once, whatever happens on the way, its signed answer kept; a rejection is explained
with the reply that corrects it; a deadline is seen coming."""
import contextlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from anaf import seal
from anaf.simulator import Anaf
from world import suite
from world.world import OWNER, PLIC, World

ION = "ion.popescu@client.test"
FIRM = ("CLIENT nou Exemplu SRL, cui RO12345674, email %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ" % ION)
PERSON = "CLIENT nou Ion Popescu, email %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ" % ION
FILING = "efactura {\n\tfiling = yes\n\tseal_ca_file = '%s'\n%s}\n"


@contextlib.contextmanager
def office(name, now="2026-11-12 09:00", keys="", whole=True, beside=contextlib.nullcontext, **kw):
    """A firm that files and is signed in; its plic works when told to (once). whole: at its end the books are looked over.
    beside: another server that the world stands on."""
    w = World(name, now=now, timeout=5, extra=FILING % (seal.folder() + "/ca.pem", keys))
    with beside(w), Anaf(w, **kw) as n:
        with w:
            n.sign_in()
            w.run("once")
            w.command("PRODUS Consultanta 150 lei, ora, flux servicii")
            w.run("once")
            yield w, n
            if whole:
                check(w, n)


def check(w, n):
    """Whatever happened: no invoice stands accepted at ANAF twice, and the books agree with themselves."""
    accepted = [d.who for d in n.docs.values() if d.ok()]
    assert len(accepted) == len(set(accepted)), accepted
    p = w.run("verify", check=False)
    assert p.returncode == 0, p.out + p.err


def invoice(w, who=FIRM, qty=2, once=True):
    """Issued and mailed by staff; what plic does then is up to the test."""
    w.command(who, "FACTURA Consultanta x %d" % qty, "TRIMITE")
    w.run("once")
    m = w.read(OWNER, lambda m: "Aștept un DA" in m.text, "the preview")
    w.reply(OWNER, m, "DA", style="plain")
    if once:
        w.run("once")


def later(w, when):
    w.set_clock(when)
    w.run("once")


def states(w):
    return [r[0] for r in w.rows("SELECT state FROM filing ORDER BY id")]


def efactura(w, *args):
    return [json.loads(l) for l in w.run("efactura", "--json", *args).out.splitlines()]


def told(w, words):
    return [m for m in w.mails(OWNER) if words in m.subject or words in m.text]


def test_an_invoice_is_filed_followed_and_its_answer_archived():
    with office("file") as (w, n):
        invoice(w)
        assert [c[0] for c in n.asked if c[0] != "token"][:1] == ["upload"], n.asked
        q = n.calls("upload")[0][1]
        assert q["cif"] == "18547290" and q["standard"] == "UBL" and "extern" not in q and "b2c" not in q, q
        row = efactura(w)[0]
        assert (row["document"], row["state"], row["index"]) == ("FCT 0001", "sent", "5001120362"), row
        assert row["deadline"] == {"$day": "2026-11-19"} and row["channel"] == "b2b", row
        later(w, "2026-11-12 09:10")
        row = efactura(w)[0]
        assert row["state"] == "ok" and row["uploads"] == 1 and "accepted" in row, row
        mail = w.read(ION, "FCT 0001", "the invoice")
        doc = n.docs["5001120362"]
        assert doc.xml == mail.files["FCT-0001.xml"], "what was filed is what the client got"
        got = w.value("SELECT bytes FROM filing_answer")
        names = zipfile.ZipFile(io.BytesIO(got)).namelist()
        assert sorted(names) == ["5001120362.xml", "semnatura_5001120362.xml"], names
        with open(w.dir + "/data/archive/2026/11/FCT-0001 ANAF %s.zip" % doc.download, "rb") as f:
            assert f.read() == got, "it lies beside the invoice"
        n_asked = len(n.asked)
        later(w, "2026-11-12 12:00")
        assert len(n.asked) == n_asked, "what is over is not asked about"


def test_an_answer_that_was_changed_on_disk_is_found_and_made_again():
    with office("file-verify") as (w, n):
        n.reject("A aparut o problema la procesare")
        invoice(w)
        later(w, "2026-11-12 09:10")
        w.tap(OWNER, w.read(OWNER, "a respins", "what ANAF said"), "Depune din nou")
        later(w, "2026-11-12 09:20")
        later(w, "2026-11-12 09:40")
        top = w.dir + "/data/archive/2026/11/"
        both = ["FCT-0001 ANAF %s.zip" % d.download for d in n.docs.values()]
        assert len(both) == 2 and set(both) <= set(os.listdir(top)), "the rejection and its end"
        os.chmod(top + both[0], 0o600)
        with open(top + both[0], "r+b") as f:
            f.write(b"XX")
        os.unlink(top + both[1])
        p = w.run("verify", check=False)
        for rule, name in (("archive-changed", both[0]), ("archive-missing", both[1])):
            assert p.returncode == 1 and any(rule in l and name in l for l in p.out.splitlines()), p.out
        w.run("archive")
        kept = {r[0] for r in w.rows("SELECT bytes FROM filing_answer")}
        assert {open(top + name, "rb").read() for name in both} == kept


def test_an_answer_is_kept_as_long_as_its_invoice_and_deleted_with_evidence():
    with office("file-purge") as (w, n):
        invoice(w)
        later(w, "2026-11-12 09:10")
        name = w.dir + "/data/archive/2026/11/FCT-0001 ANAF %s.zip" % list(n.docs.values())[0].download
        w.set_clock("2037-06-30 09:00")
        assert "nothing is older" in w.run("purge").out and os.path.exists(name)
        w.set_clock("2037-07-01 09:00")
        with sqlite3.connect(w.dir + "/data/plic.db") as db:
            try:
                db.execute("DELETE FROM filing_answer")
                raise AssertionError("deleted without evidence")
            except sqlite3.IntegrityError as e:
                assert "evidence" in str(e), e
        code = re.search(r"--da (\w+)", w.run("purge").out).group(1)
        w.run("purge", "--da", code)
        assert not w.value("SELECT count(*) FROM filing_answer") and not os.path.exists(name)
        assert w.rows("SELECT what, row, which FROM purged_anaf") == [("answer", 1, list(n.docs.values())[0].download)]
        assert "0 written" in w.run("archive").out


def test_an_invoice_as_it_was_before_its_correction_is_kept_as_long():
    with office("file-purge-revision") as (w, n):
        n.reject("ERRIdentif - CUI cumparator incorect: 12345674")
        invoice(w)
        later(w, "2026-11-12 09:10")
        w.reply(OWNER, w.read(OWNER, "a respins", "what ANAF said"), "CLIENT cui RO18547290\nEFACTURA RETRIMITE", style="plain")
        later(w, "2026-11-12 09:20")
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"], states(w)
        was = w.rows("SELECT document, revision, kind, sha256 FROM revision_file ORDER BY kind")
        assert [r[1:3] for r in was] == [(1, "pdf"), (1, "xml")], was
        w.set_clock("2037-06-30 09:00")
        assert "nothing is older" in w.run("purge").out
        w.set_clock("2037-07-01 09:00")
        with sqlite3.connect(w.dir + "/data/plic.db") as db:
            try:
                db.execute("DELETE FROM revision_file")
                raise AssertionError("deleted without evidence")
            except sqlite3.IntegrityError as e:
                assert "cannot be deleted" in str(e), e
        w.run("purge", "--da", re.search(r"--da (\w+)", w.run("purge").out).group(1))
        assert not w.value("SELECT count(*) FROM revision_file") + w.value("SELECT count(*) FROM document_file")
        assert w.rows("SELECT document, revision, kind, sha256 FROM purged_revision ORDER BY kind") == was
        assert w.value("SELECT count(*) FROM revision") == 1, "what it said stays"


def test_a_consumers_invoice_goes_to_the_consumers_door():
    with office("file-b2c") as (w, n):
        invoice(w, PERSON)
        assert n.calls("upload")[0][1].get("b2c") == "DA", n.asked
        later(w, "2026-11-12 09:10")
        assert states(w) == ["ok"]


def test_held_before_it_is_filed():
    with office("file-hold", keys="\thold = 60\n") as (w, n):
        invoice(w)
        assert states(w) == ["ready"] and not n.calls("upload")
        later(w, "2026-11-12 09:59")
        assert states(w) == ["ready"]
        later(w, "2026-11-12 10:05")
        assert states(w) == ["sent"]


def test_an_answer_lost_after_upload_is_looked_for_and_not_filed_twice():
    with office("file-lost") as (w, n):
        n.fail("upload", "lost")
        invoice(w)
        assert states(w) == ["unknown"] and len(n.docs) == 1
        later(w, "2026-11-12 09:10")
        assert len(n.calls("upload")) == 1
        later(w, "2026-11-12 09:30")
        assert states(w) in (["sent"], ["processing"], ["ok"]), states(w)
        later(w, "2026-11-12 09:40")
        assert states(w) == ["ok"] and len(n.calls("upload")) == 1
        assert not told(w, "e-Factura"), "nobody had to know"


def test_what_never_arrived_goes_again_after_an_hour():
    with office("file-never") as (w, n):
        n.fail("upload", "slow")  # done is what "slow" means: take it away again
        invoice(w)
        n.docs.clear()
        n.messages.clear()
        assert states(w) == ["unknown"]
        for when in ("09:25", "09:50", "10:15", "10:40"):
            later(w, "2026-11-12 " + when)
        assert len(n.calls("upload")) == 2, n.asked
        later(w, "2026-11-12 10:50")
        assert states(w) == ["ok"]


def test_an_upload_that_the_list_never_showed_is_adopted_when_anaf_names_it():
    with office("file-adopt") as (w, n):
        n.lag_s = 30 * 86400
        n.fail("upload", "lost")
        invoice(w)
        for when in ("09:25", "09:50", "10:15", "10:40", "10:50", "11:00", "11:10"):
            later(w, "2026-11-12 " + when)
        first, second = n.docs.values()
        assert first.xml == second.xml and "transmisa anterior cu index=" + first.index in second.faults[0], second.faults
        assert states(w) == ["ok"] and efactura(w)[0]["index"] == first.index, efactura(w)
        assert first.xml in zipfile.ZipFile(io.BytesIO(w.value("SELECT bytes FROM filing_answer"))).read(first.index + ".xml")
        assert len(n.calls("upload")) == 2 and not told(w, "a respins")


def test_another_invoice_under_our_number_is_not_taken_for_ours():
    with office("file-not-ours", keys="\thold = 60\n") as (w, n):
        invoice(w)
        n.take(w.value("SELECT bytes FROM document_file WHERE kind = 'xml'").replace(b"363.00", b"484.00"), {"standard": "UBL"}, False)
        for when in ("10:10", "10:20", "10:30"):
            later(w, "2026-11-12 " + when)
        assert states(w) == ["rejected"], (states(w), n.asked)
        m = w.read(OWNER, "a respins", "what ANAF said")
        text = " ".join(m.text.split())
        assert "alt conținut" in text and "cu alt număr" in text, m.text
        other = list(n.docs.values())[0].index
        assert not w.value("SELECT count(*) FROM filing WHERE upload = ?", other), "its index is not ours"


def test_the_deadline_counts_over_orthodox_easter():
    with office("file-easter", now="2026-04-08 09:00") as (w, n):
        n.down = 503
        invoice(w)
        assert efactura(w)[0]["deadline"] == {"$day": "2026-04-17"}, "neither Good Friday nor Easter Monday counts"
        w.run("daily", "--date", "2026-04-14", now=False)
        w.set_clock("2026-04-14 07:00")
        assert not told(w, "nu este încă acceptată")
        w.run("daily", "--date", "2026-04-15", now=False)
        w.set_clock("2026-04-15 07:00")
        w.read(OWNER, "nu este încă acceptată", "two working days ahead")


def test_killed_while_it_uploads():
    with office("file-kill") as (w, n):
        invoice(w, once=False)
        n.fail("upload", "slow")
        n.slow_s = 60
        w.start_plic()
        w.until(lambda: n.calls("upload"), "the upload is on its way")
        w.process.kill()
        w.process.wait()
        w.process = None
        assert states(w) == ["uploading"]
        n.over.set()
        later(w, "2026-11-12 09:01")
        assert states(w) == ["unknown"] and len(n.calls("upload")) == 1
        later(w, "2026-11-12 09:30")
        later(w, "2026-11-12 09:40")
        assert states(w) == ["ok"] and len(n.docs) == 1


def test_a_rejection_is_explained_and_corrected_by_one_reply():
    with office("file-nok") as (w, n):
        n.reject("E: validari globale  SCHEMATRON   eroare: [BR-RO-110]-Judetul cumparatorului este gresit",
                 "ERRIdentif - CUI cumparator incorect: 12345674")
        invoice(w)
        w.read(ION, "FCT 0001", "the invoice as it was")
        before = w.value("SELECT bytes FROM document_file WHERE kind = 'pdf'")
        later(w, "2026-11-12 09:10")
        assert states(w) == ["rejected"]
        m = w.read(OWNER, "a respins", "what ANAF said")
        text = " ".join(m.text.split())
        for want in ("FCT 0001", "codul fiscal al clientului", "nu a fost depusă", "CLIENT", "EFACTURA RETRIMITE", "19"):
            assert want in text, "%s not in:\n%s" % (want, m.text)
        w.reply(OWNER, m, "CLIENT cui RO18547290, adresa Str. Florilor 4\nEFACTURA RETRIMITE", style="plain")
        later(w, "2026-11-12 09:20")
        a = w.read(OWNER, lambda x: "FCT 0001" in x.text and "respins" in x.text, "the answer")
        assert "FCT-0001.pdf" in a.files, a.files
        c = w.read(ION, "FCT 0001", "the corrected invoice")
        assert "corectată" in c.text and "Florilor 4" in c.pdf("FCT-0001.pdf"), c.text
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"], states(w)
        assert w.rows("SELECT revision, kind, bytes FROM revision_file WHERE kind = 'pdf'") == [(1, "pdf", before)]
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 1
        last = list(n.docs.values())[-1]
        assert last.who[0] == "FCT0001" or "1" in last.who[0]
        assert c.files["FCT-0001.xml"] == last.xml


def test_what_is_rejected_for_no_fault_of_ours_goes_again_as_it_is():
    with office("file-again") as (w, n):
        n.reject("A aparut o problema la procesare")
        invoice(w)
        later(w, "2026-11-12 09:10")
        m = w.read(OWNER, "a respins", "what ANAF said")
        w.tap(OWNER, m, "Depune din nou")
        later(w, "2026-11-12 09:20")
        later(w, "2026-11-12 09:40")
        assert states(w) == ["ok"] and len(n.calls("upload")) == 2
        a, b = n.docs.values()
        assert a.xml == b.xml


def test_anaf_down_three_days_over_the_deadline():
    with office("file-down") as (w, n):
        n.down = True
        invoice(w)
        assert states(w) == ["unknown"], "the connection ended when the invoice had left"
        later(w, "2026-11-12 11:00")
        w.read(OWNER, "e-Factura nu răspunde", "the outage is told")
        w.run("daily", "--date", "2026-11-17", now=False)
        w.set_clock("2026-11-17 07:00")
        m = w.read(OWNER, "nu este încă acceptată", "two working days ahead")
        assert "19.11.2026" in " ".join(m.text.split()) or "19 nov" in m.text, m.text
        digest = next((m for m in w.mails(OWNER) if "în dubiu" in m.text and "Bani" in m.text), None)
        assert digest, [m.subject for m in w.mails(OWNER)]
        assert "termen 19" in " ".join(digest.text.split()), digest.text
        w.run("daily", "--date", "2026-11-18", now=False)
        w.run("daily", "--date", "2026-11-20", now=False)
        w.set_clock("2026-11-20 08:00")
        w.read(OWNER, "nu a fost acceptată", "it is late")
        later(w, "2026-11-20 09:00")
        assert len(told(w, "nu este încă acceptată")) == 1 and len(told(w, "nu răspunde de o oră")) == 1
        n.down = False
        for when in ("10:00", "10:25", "10:50", "11:00", "11:10"):
            later(w, "2026-11-20 " + when)
        assert states(w) == ["ok"] and len(n.docs) == 1, (states(w), n.asked)
        w.read(OWNER, "răspunde din nou", "it is over")
        out = json.loads(w.run("efactura", "--outages", "--json").out.splitlines()[0])
        assert out["began"].startswith("2026-11-12T07:") and out["ended"].startswith("2026-11-20T08:"), out


def test_a_token_that_was_revoked_is_said_once_and_filing_goes_on_after():
    with office("file-token") as (w, n):
        n.revoke()
        invoice(w)
        later(w, "2026-11-12 10:00")
        later(w, "2026-11-12 11:00")
        assert states(w) == ["ready"] and not n.docs
        m = w.read(OWNER, "ANAF nu mai primește", "the sign-in has ended")
        assert "plic auth anaf" in m.text
        assert len(told(w, "nu mai primește autorizarea")) == 1
        n.sign_in()
        later(w, "2026-11-12 12:00")
        later(w, "2026-11-12 12:10")
        assert states(w) == ["ok"]


def test_a_certificate_that_is_not_believed_takes_nothing():
    with office("file-cert") as (w, n):
        n.use_cert("wrongname")
        invoice(w)
        assert states(w) == ["ready"] and not n.calls("upload")
        n.use_cert("srv")
        later(w, "2026-11-12 10:00")
        later(w, "2026-11-12 10:10")
        assert states(w) == ["ok"] and len(n.docs) == 1


def test_a_spoiled_archive_is_fetched_again():
    with office("file-zip") as (w, n):
        n.fail("download", "cut", "html", "empty")
        invoice(w)
        for when in ("09:10", "09:20", "09:45", "10:45", "12:45"):
            later(w, "2026-11-12 " + when)
        assert states(w) == ["ok"], (states(w), n.asked)
        zipfile.ZipFile(io.BytesIO(w.value("SELECT bytes FROM filing_answer")))


def test_an_index_answered_twice_is_no_second_filing():
    with office("file-index") as (w, n):
        invoice(w)
        n.fail("upload", "same-index")
        invoice(w, FIRM.replace("12345674", "18547290").replace(ION, "maria.ene@client.test").replace("Exemplu", "Altul"), 3)
        for when in ("09:10", "09:35", "10:00", "10:30", "10:45"):
            later(w, "2026-11-12 " + when)
        assert set(states(w)) == {"ok"}, (states(w), n.asked)
        assert len(n.docs) == len(states(w)), "each once"


def test_a_clock_wrong_by_an_hour_loses_no_verdict():
    with office("file-clock") as (w, n):
        n.skew_s = -3600
        n.fail("upload", "lost")
        invoice(w)
        for when in ("09:30", "10:00", "10:20", "10:40", "11:00", "11:10"):
            later(w, "2026-11-12 " + when)
        assert states(w) == ["ok"] and len([d for d in n.docs.values() if d.ok()]) == 1, (states(w), n.asked)


def test_many_verdicts_and_one_in_doubt_by_a_clock_wrong_by_an_hour():
    for skew in (-3600, 3600):  # of ANAF's to ours: ours is ahead, then behind
        with office("file-clock%d" % skew, keys="\thold = 60\n") as (w, n):
            n.skew_s = skew
            for i in range(9):
                invoice(w, FIRM if not i else "CLIENT %s" % ION, i + 1)
            n.fail("upload", "lost")
            for when in ("10:30", "10:40", "11:00", "11:10", "11:20"):
                later(w, "2026-11-12 " + when)
            assert states(w) == ["ok"] * 9 and len(n.docs) == len(n.calls("upload")) == 9, (skew, states(w), n.asked)
            assert len(n.calls("status")) < 3, "one by one is for few"


def test_a_list_that_shows_nothing_leaves_nobody_waiting():
    with office("file-no-list", keys="\thold = 60\n") as (w, n):
        n.lag_s = 30 * 86400
        for i in range(8):
            invoice(w, FIRM if not i else "CLIENT %s" % ION, i + 1)
        for when in ("10:30", "10:40", "10:50", "11:00", "11:20"):
            later(w, "2026-11-12 " + when)
        assert states(w) == ["ok"] * 8 and len(n.calls("status")) == 8, (states(w), n.asked)


def two_daemons(w):
    """Started at once; the one that works. The other says so and goes."""
    with open(w.dir + "/plic.log", "ab") as log:
        both = [subprocess.Popen([PLIC, "-c", w.conf, "--now", w.now_arg(), "run"], stdout=log, stderr=log) for _ in range(2)]
    gone = w.until(lambda: [p for p in both if p.poll() is not None], "one of two daemons gives way")
    assert len(gone) == 1 and gone[0].returncode == 75, [p.returncode for p in both]
    assert "daemon.busy" in w.log_text(), w.log_text()
    return both[1 - both.index(gone[0])]


def test_two_daemons_started_at_once_and_the_one_that_works_killed():
    with office("file-two", keys="\thold = 60\n") as (w, n):
        for i in range(3):
            invoice(w, FIRM if not i else "CLIENT %s" % ION, i + 1)
        n.fail("upload", "slow")
        n.slow_s = 60
        w.set_clock("2026-11-12 10:30")
        one = two_daemons(w)
        w.until(lambda: n.calls("upload"), "the first upload is on its way")
        assert w.run("once", check=False).returncode == 75, "a third gives way too"
        one.kill()
        one.wait()
        n.over.set()
        w.set_clock("2026-11-12 10:31")
        other = two_daemons(w)
        w.until(lambda: len(n.calls("upload")) == 3, "the other two are filed")
        assert states(w)[0] == "unknown", states(w)
        other.terminate()
        assert other.wait(20) == 0
        for when in ("10:55", "11:05"):
            later(w, "2026-11-12 " + when)
        assert states(w) == ["ok"] * 3 and len(n.docs) == len(n.calls("upload")) == 3, (states(w), n.asked)


def test_many_verdicts_are_read_from_the_list():
    with office("file-many", keys="\thold = 60\n") as (w, n):
        for i in range(12):
            invoice(w, FIRM if not i else "CLIENT %s" % ION, i + 1)
        assert not n.calls("upload")
        later(w, "2026-11-12 10:30")
        later(w, "2026-11-12 10:40")
        assert states(w) == ["ok"] * 12, states(w)
        assert not n.calls("status"), "a page says what twelve questions would"
        assert len(n.calls("upload")) == len(n.calls("download")) == 12


def test_commands_say_how_filings_stand():
    with office("file-verbs") as (w, n):
        invoice(w)
        w.command("EFACTURA")
        w.command("EFACTURA FCT 1")
        w.command("EFACTURA RETRIMITE FCT 1")
        w.run("once")
        texts = [" ".join(m.text.split()) for m in w.mails(OWNER)]
        assert any("FCT 0001, Exemplu SRL" in t and "așteaptă răspunsul ANAF" in t for t in texts), texts
        assert any("Index ANAF" in t and "5001120362" in t for t in texts), texts
        assert any("nu se depune din nou" in t for t in texts), texts
        later(w, "2026-11-12 09:30")
        w.command("EFACTURA")
        later(w, "2026-11-12 09:40")
        w.read(OWNER, lambda m: "Toate facturile sunt acceptate" in m.text, "nothing is left")


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
