"""match: where money belongs, at 1,000, 10,000 and 100,000 open invoices: look-ups and decision of one payment, named, bare, by payer,
by nothing. It may grow no faster than the logarithm of what is open; the ratio is to the smallest books."""
import math
import os
import random
import shutil
import sqlite3
import subprocess
import tempfile

from kit import BENCH, PLIC, ROOT, conf_text, line, say

FIRST = "Ana Maria Ioana Elena Andreea Mihaela Ion Andrei Mihai Radu Stefan Bogdan Vlad Sorin".split()
DAY = "2026-10-%02d"


def import_list(d, name, text):
    with open("%s/%s.csv" % (d, name), "w", encoding="utf-8") as f:
        f.write(text)
    subprocess.run([PLIC, "-c", d + "/plic.conf", "import", "%s/%s.csv" % (d, name)], check=True, stdout=subprocess.DEVNULL)


def books(d, n):
    """n open invoices of n / 10 clients. One is imported; the others are its row again, with another number and sum."""
    with open(d + "/plic.conf", "w", encoding="utf-8") as f:
        f.write(conf_text(imaps=1, submission=1, keys=d, config=ROOT + "/config"))
    with open(d + "/password", "w", encoding="utf-8") as f:
        f.write("x\n")
    os.chmod(d + "/password", 0o600)
    clients = n // 10
    import_list(d, "clients", "name,email\n" + "".join("%s %s%d,c%d@c.test\n" % (
        FIRST[i % len(FIRST)], "abcdefghij"[i % 10] + "escu", i, i) for i in range(clients)))
    import_list(d, "series", "kind,prefix,next,digits\ninvoice,FCT,%d,4\n" % (n + 1))
    import_list(d, "invoices", "email,number,issue,due,total\nc0@c.test,FCT 0001,2026-10-01,2026-10-16,121.00\n")
    r = random.Random(n)
    with sqlite3.connect(d + "/data/plic.db") as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(document)")]
        (row,) = db.execute("SELECT * FROM document").fetchall()
        at = {name: i for i, name in enumerate(names)}
        first, rows, sums = row[at["client"]], [], {1: 12100}
        for k in range(2, n + 1):
            new = list(row)
            sums[k] = r.choice((12100, 24200, 54450)) if r.random() < 0.3 else r.randrange(2000, 900000)
            for name, value in (("id", row[0] + k - 1), ("number", k), ("label", "FCT %04d" % k), ("client", first + k % clients),
                                ("total", sums[k]), ("open", sums[k]), ("payable", sums[k])):
                new[at[name]] = value
            rows.append(new)
        db.executemany("INSERT INTO document VALUES(%s)" % ",".join("?" * len(names)), rows)
    return sums, clients


def payments(n, sums, clients, many):
    r = random.Random(1)
    for _ in range(many):
        k = r.randrange(2, n + 1)
        i = k % clients
        payer = "%s %s%d" % (FIRST[i % len(FIRST)], "abcdefghij"[i % 10] + "escu", i)
        text = r.choice(["FCT %04d", "FCT %04d", "plata factura %d", "%04d", "plata servicii", "FCT %04d, %d si %d"])
        text = text % tuple(r.randrange(2, n + 1) if j else k for j in range(text.count("%")))
        yield "%d\t%s\t%s\t%s\t%s\n" % (sums[k], DAY % r.randrange(2, 28), payer if r.random() < 0.8 else "Altcineva Anume", "", text)


def main(long=False):
    base = None
    for n in (1000, 10000, 100000):
        d = tempfile.mkdtemp(prefix="plic-bench-")
        try:
            sums, clients = books(d, n)
            lines = "".join(payments(n, sums, clients, 2000 if long else 500))
            out = subprocess.run([BENCH + "/plic_match", d + "/plic.conf"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
            many, automatic, us = (int(x) for x in out.stdout.split())
            each = us / many
            base = base or each
            line("match.open-%d" % n, each, "us", each / base,
                 "%d of %d by themselves; the logarithm grows %.2f" % (automatic, many, math.log(n) / math.log(1000)))
        finally:
            shutil.rmtree(d, ignore_errors=True)
    say("match: no ratio above the logarithm's is good")


if __name__ == "__main__":
    main()
