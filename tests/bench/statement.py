"""statement: entries a second of each format on one core, against a bare pass over the same bytes: libxml2's push parser with
callbacks that only count, or the reading of lines. Memory, which must not grow with the file."""
import os
import shutil
import subprocess
import tempfile

from kit import BENCH, ROOT, line, median

OURS, ION = "RO49AAAA1B31007593840000", "RO09BCYP0000001234567890"


def mt940(f, n):
    f.write(":20:EXTRAS\r\n:25:%s\r\n:28C:00004/00001\r\n:60F:C261111RON0,00\r\n" % OURS)
    for i in range(n):
        f.write(":61:2611121112C%d,00NTRFNONREF//139ZEXA%08d\r\n:86:Incasare OP C.I.F.:20744552;/ROC/plata fact FCT %04d"
                "//RFB/;POPESCU ION\r\n%s BCYPROBU REF: %d\r\n" % (100 + i % 900, i, i % 10000, ION, i))
    f.write(":62F:C261112RON%d,00\r\n-\r\n" % sum(100 + i % 900 for i in range(n)))


def camt(f, n):
    balance = '<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="RON">%d.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>\n'
    f.write('<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
            "<BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>\n" % OURS)
    f.write(balance % ("OPBD", 0) + balance % ("CLBD", sum(100 + i % 900 for i in range(n))))
    for i in range(n):
        f.write('<Ntry><Amt Ccy="RON">%d.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-12</Dt>'
                "</BookgDt><AcctSvcrRef>139ZEXA%08d</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>E2E%d</EndToEndId></Refs>"
                "<RltdPties><Dbtr><Pty><Nm>POPESCU ION</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>%s</IBAN></Id></DbtrAcct></RltdPties>"
                "<RmtInf><Ustrd>plata fact FCT %04d</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n"
                % (100 + i % 900, i, i, ION, i % 10000))
    f.write("</Stmt></BkToCstmrStmt></Document>\n")


def csv(f, n):
    f.write("Data tranzactie,Data valuta,Descriere,Referinta tranzactiei,Debit,Credit,Sold contabil\n")
    balance = 0
    for i in range(n):
        balance += 100 + i % 900
        f.write('2026-11-12,2026-11-12,"Incasare OP;C.I.F.:20744552;/ROC/plata fact FCT %04d//RFB/;POPESCU ION;%s;BCYPROBU",'
                '139ZEXA%08d,,%d.00,%d.00\n' % (i % 10000, ION, i, 100 + i % 900, balance))


def out_of(*argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.split()


def main(long=False):
    n, rounds = (1000000, 3) if long else (100000, 3)
    d = tempfile.mkdtemp(prefix="plic-bench-")
    try:
        for name, write, floor in (("mt940", mt940, "lines"), ("camt", camt, "xml"), ("csv", csv, "lines")):
            path = os.path.join(d, name)
            with open(path, "w", encoding="utf-8") as f:
                write(f, n)
            bare = median(n / float(out_of(BENCH + "/floor_statement", floor, path)[0]) for _ in range(rounds))
            rows = [out_of(BENCH + "/plic_statement", ROOT + "/config", path) for _ in range(rounds)]
            assert all(int(r[1]) == n for r in rows), rows
            ours = median(n / float(r[0]) for r in rows)
            what = {"xml": "bare libxml2 push parser", "lines": "bare lines"}[floor]
            line("statement.%s.floor" % name, bare, "1/s", "1.00", "%s, the same %.0f MB" % (what, os.path.getsize(path) / 1e6))
            line("statement.%s.plic" % name, ours, "1/s", ours / bare, "%d MB of memory" % (max(int(r[2]) for r in rows) / 1024))
    finally:
        shutil.rmtree(d, ignore_errors=True)


if __name__ == "__main__":
    main()
