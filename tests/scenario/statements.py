#!/usr/bin/python3
"""Account statements, attached to the bank's mail or imported: money told twice is booked once, what does not add up is
asked about, what is not ours is left alone."""
import io
import os
import sys
import time
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from payment import ION, plain, proforma
from world import suite
from world.world import OWNER, PLIC

OURS = "RO49AAAA1B31007593840000"
ION_IBAN = "RO09BCYP0000001234567890"


def lei(minor):
    return "%d,%02d" % (abs(minor) // 100, abs(minor) % 100)


def mt940(lines, account=OURS, number="00004/00001", opening=100000, off=0):
    """lines: (day "261112", minor, purpose, bank reference or None)."""
    closing = opening + sum(l[1] for l in lines) + off
    out = [":20:EXTRAS", ":25:" + account, ":28C:" + number, ":60F:C261111RON" + lei(opening)]
    for day, minor, text, ref in lines:
        out.append(":61:%s%s%s%sNTRFNONREF%s" % (day, day[2:], "C" if minor > 0 else "D", lei(minor), "//" + ref if ref else ""))
        out.append(":86:Incasare OP C.I.F.:; %s POPESCU ION %s" % (text, ION_IBAN))
    return "\r\n".join(out + [":62F:C261112RON" + lei(closing), "-"]) + "\r\n"


def camt(message, entries, account=OURS):
    """message: 53, 54. entries: (minor, bank reference, [(minor, payer, purpose)] of a batch that is told by its payments)."""
    def amount(minor):
        return '<Amt Ccy="RON">%d.%02d</Amt>' % (minor // 100, minor % 100)
    root, part = {53: ("BkToCstmrStmt", "Stmt"), 54: ("BkToCstmrDbtCdtNtfctn", "Ntfctn")}[message]
    out = ""
    for minor, ref, parts in entries:
        out += "<Ntry>%s<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-12</Dt></BookgDt>" % amount(minor)
        out += "<AcctSvcrRef>%s</AcctSvcrRef><NtryDtls>" % ref
        for each, payer, purpose in parts:
            out += "<TxDtls><AmtDtls><TxAmt>%s</TxAmt></AmtDtls><RltdPties><Dbtr><Nm>%s</Nm></Dbtr></RltdPties>" \
                   "<RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls>" % (amount(each), payer, purpose)
        out += "</NtryDtls><AddtlNtryInf>lot</AddtlNtryInf></Ntry>"
    return '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.0%d.001.02"><%s><%s><Id>1</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>' \
           "%s</%s></%s></Document>" % (message, root, part, account, out, part, root)


def words(m):
    return " ".join(plain(m.text).split())


def save(w, name, text):
    path = os.path.join(w.dir, name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    return path


def take(w, name, text, code=0):
    r = w.run("import", save(w, name, text), check=False)
    assert code is None or r.returncode == code, (r.returncode, r.out, r.stderr)
    return r


def payments(w):
    return w.rows("SELECT amount, left, state, source FROM payment ORDER BY id")


def peak_kb(w, path):
    """Memory that one import needed, libraries included."""
    out = os.open(os.devnull, os.O_WRONLY)
    pid = os.posix_spawn(PLIC, [PLIC, "-c", w.conf, "--now", w.now_arg(), "import", path], os.environ,
                         file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)])
    os.close(out)
    _, status, used = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, status
    return used.ru_maxrss


def test_a_long_file_needs_no_more_memory_than_a_short_one():
    with request.with_prices("statement-memory") as w:
        def lines(first, n):
            return [("261112", 10000 + k, "plata %d" % k, "139ZEXA%09d" % k) for k in range(first, first + n)]
        short = peak_kb(w, save(w, "scurt.sta", mt940(lines(0, 100))))
        long = peak_kb(w, save(w, "lung.sta", mt940(lines(1000, 3000))))
        assert w.value("SELECT count(*) FROM payment") == 3100
        assert long < 64 * 1024 and long < short + 16 * 1024, (short, long)


def test_a_file_is_booked_once_however_often_it_comes():
    with request.with_prices("statement-once") as w:
        proforma(w)
        both = [("261112", 54450, "plata PRF 0001", "139ZEXA2500901AB"), ("261112", -1500, "comision", "139ZEXA2500901AB")]
        r = take(w, "extras.sta", mt940(both))
        assert "2 lines, adds up: new 1 paid_in_full 1 out 1" in r.out, r.out
        assert payments(w) == [(54450, 0, "confirmed", "statement:mt940")]
        w.read(ION, "FCT 0001", "the invoice")
        assert "known 1 out 1" in take(w, "extras.sta", mt940(both)).out
        # the next statement begins before this one ends
        more = both + [("261113", 2000, "altceva", "139ZEXA2500902CD")]
        assert "new 1 known 1 out 1" in take(w, "mai-mult.sta", mt940(more, number="00005/00001")).out
        assert len(payments(w)) == 2
        w.run("verify")


LOT = "139ZEXA2500977AB"


def test_a_batch_told_by_its_payments_and_as_a_whole_is_booked_once():
    whole = camt(53, [(64450, LOT, [])])
    parts = camt(54, [(64450, LOT, [(54450, "POPESCU ION", "plata PRF 0001"), (10000, "IONESCU ANA", "altceva")])])
    for name, first, then in (("parts-first", parts, whole), ("whole-first", whole, parts)):
        with request.with_prices("statement-batch-" + name) as w:
            proforma(w)
            take(w, "unu.xml", first)
            take(w, "doi.xml", then)
            m = w.read(ION, "FCT 0001", "the invoice")
            assert "544,50" in plain(m.text)
            assert w.rows("SELECT amount, left FROM payment WHERE state <> 'reversed' ORDER BY amount") == [(10000, 10000), (54450, 0)]
            assert w.value("SELECT count(*) FROM question q JOIN payment p ON p.id = q.payment "
                           "WHERE q.state = 'open' AND p.state = 'reversed'") == 0
            before = payments(w)
            for again in (whole, parts):
                assert "known" in take(w, "iar.xml", again).out
            assert payments(w) == before
            w.run("verify")


def test_a_batch_that_stands_on_a_document_as_a_whole_is_not_split_behind_anybodys_back():
    with request.with_prices("statement-batch-kept") as w:
        proforma(w)
        take(w, "unu.xml", camt(53, [(64450, LOT, [])]))
        w.ask_sure("ALOCA P1 PRF 1")
        w.read(ION, "FCT 0001", "the invoice")
        parts = camt(54, [(64450, LOT, [(54450, "POPESCU ION", "plata PRF 0001"), (10000, "IONESCU ANA", "altceva")])])
        assert "kept_whole 2" in take(w, "doi.xml", parts).out
        assert len(payments(w)) == 1
        m = w.read(OWNER, lambda x: "doi.xml" in x.text, "word of the batch")
        assert "ANULEAZA P1" in m.text and "pus deja întreg pe documente" in words(m), m.text
        w.run("verify")


def attach(w, name, data, text="Extrasul zilei este atasat.", sender="notificari@banca.test", **kw):
    return w.write(sender, "Extras de cont", text, files=[(name, data, "application", "octet-stream")], **kw)


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files.items():
            z.writestr(name + ".sta", text)
    return out.getvalue()


def test_the_banks_mail_and_its_statement_tell_one_payment():
    with request.with_prices("statement-mail") as w:
        proforma(w)
        w.bank("544,50", "plata PRF 0001", ref="139ZEXA2500901AB")
        w.read(ION, "FCT 0001", "the invoice")
        assert payments(w) == [(54450, 0, "reported", "bank:test")], payments(w)
        day = [("261112", 54450, "plata PRF 0001", "139ZEXA2500901AB")]
        attach(w, "extras.sta", mt940(day).encode())
        w.until(lambda: payments(w) == [(54450, 0, "confirmed", "statement:mt940")], "the statement confirms")
        assert w.value("SELECT confirmed_by FROM payment") == "extras.sta"
        # in an archive, with the next day's
        two = zipped(a=mt940(day), b=mt940([("261113", 7700, "altceva", "139ZEXA2500902CD")], number="00005/00001"))
        attach(w, "extrase.zip", two)
        w.until(lambda: len(payments(w)) == 2, "the archive is read")
        m = w.read(OWNER, lambda x: "77,00" in plain(x.text), "the question")
        assert "ALOCA P2" in m.text
        assert w.value("SELECT count(*) FROM payment_told") == 3
        w.run("verify")


def test_nobody_but_the_bank_sends_statements():
    with request.with_prices("statement-forged") as w:
        proforma(w)
        day = mt940([("261112", 54450, "plata PRF 0001", "139ZEXA2500901AB")]).encode()
        attach(w, "extras.sta", day, dkim=False)
        attach(w, "extras.sta", day, text="Buna, am platit, vedeti extrasul.", sender=ION)
        w.quiet()
        assert payments(w) == []
        assert w.value("SELECT open FROM document WHERE label = 'PRF 0001'") == 54450


def test_what_is_not_ours_or_not_right_is_told_and_not_booked():
    with request.with_prices("statement-bad") as w:
        proforma(w)
        day = [("261112", 54450, "plata PRF 0001", "139ZEXA2500901AB"), ("261112", 1000, "altul", None)]
        whole = mt940(day)

        r = take(w, "strain.sta", mt940(day, account="RO09BCYP0000001234567890"), code=1)
        assert "RO09BCYP0000001234567890" in r.err and "nothing was booked" in r.err, r.err
        assert payments(w) == []
        m = w.read(OWNER, lambda x: "strain.sta" in x.text, "word of the foreign account")
        assert "RO09BCYP0000001234567890" in m.text and "payments.accounts" in m.text

        # cut inside the last line; nothing is booked half: it is asked about, and the whole file confirms it
        r = take(w, "taiat.sta", whole[:whole.index("altul") + 3], code=1)
        assert "is not whole" in r.out and "new 2" in r.out and "taiat.sta: line " in r.err, r.out + r.err
        assert [p[2] for p in payments(w)] == ["reported", "reported"]
        assert w.value("SELECT open FROM document WHERE label = 'PRF 0001'") == 54450
        m = w.read(OWNER, lambda x: "taiat.sta" in x.text, "word of the cut file")
        assert "line 8" in m.text, m.text
        r = take(w, "extras.sta", whole)
        assert "confirmed 2 questions" not in r.out and "confirmed 2" in r.out, r.out
        assert len(payments(w)) == 2 and w.value("SELECT open FROM document WHERE label = 'PRF 0001'") == 0

        # a balance that does not add up
        more = [("261113", 2500, "inca una", "139ZEXA2500903EF")]
        r = take(w, "sold.sta", mt940(more, number="00005/00001", off=1), code=1)
        assert "does not add up" in r.out and payments(w)[2][2] == "reported"
        m = w.read(OWNER, lambda x: "sold.sta" in x.text, "word of the balance")
        assert "is not closing" in m.text, m.text

        # a day that does not exist, a currency that does not exist, letters of another encoding
        r = take(w, "februarie.sta", mt940([("260230", 100, "30 februarie", "139ZEXA2500904GH")], number="00006/00001"))
        assert "line 5: " in r.err and w.value("SELECT day FROM payment WHERE amount = 100") == "2026-02-28", r.err
        r = take(w, "moneda.sta", mt940([("261113", 200, "bani", "139ZEXA2500905IJ")], number="00007/00001").replace("RON", "R0N"),
                 code=None)
        assert w.value("SELECT count(*) FROM payment WHERE amount = 200") == 0, r.out + r.err
        path = os.path.join(w.dir, "latin2.sta")
        with open(path, "wb") as f:
            f.write(mt940([("261113", 300, "Ștefan Țîru", "139ZEXA2500906KL")], number="00008/00001").encode("iso8859-16"))
        assert w.run("import", path).returncode == 0
        assert w.value("SELECT count(*) FROM payment WHERE amount = 300") == 1
        w.run("verify")


def digest(w, day):
    w.run("daily", "--date", day, now=False)
    return w.read(OWNER, lambda m: m.header("Auto-Submitted") == "auto-generated" and m.date.day == int(day[-2:]), "the digest")


def test_what_no_statement_confirms_in_three_working_days_is_flagged():
    with request.with_prices("statement-late") as w:
        proforma(w)
        w.bank("544,50", "plata PRF 0001", ref="139ZEXA2500901AB")  # on a Thursday
        w.read(ION, "FCT 0001", "the invoice")
        w.quiet()
        w.stop_plic()
        assert "Neconfirmată" not in digest(w, "2026-11-17").text
        assert w.value("SELECT flagged FROM payment") == 0
        said = words(digest(w, "2026-11-18"))
        assert "Neconfirmată de extras, Popescu Ion" in said and "544,50 lei" in said, said
        w.set_clock("2026-11-18 12:00")
        take(w, "extras.sta", mt940([("261112", 54450, "plata PRF 0001", "139ZEXA2500901AB")]))
        assert w.rows("SELECT state, flagged FROM payment") == [("confirmed", 0)]
        assert "Neconfirmată" not in digest(w, "2026-11-19").text
        w.run("verify", now=False)


def test_ten_gigabytes_of_zeros():
    with request.with_prices("statement-zeros") as w:
        for name, head in (("zerouri", b""), ("extras.sta", mt940([("261112", 100, "una", "139ZEXA2500901AB")])[:-70].encode())):
            path = os.path.join(w.dir, name)
            with open(path, "wb") as f:
                f.write(head)
                f.truncate(10 << 30)
            began = time.monotonic()
            r = w.run("import", path, check=False)
            assert r.returncode == 1 and time.monotonic() - began < 20, (r.returncode, r.out, r.err)
            assert r.err.strip(), "nothing is said about %s" % name
            os.unlink(path)
        assert all(p[2] == "reported" for p in payments(w)) and len(payments(w)) <= 1, payments(w)


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
