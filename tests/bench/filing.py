"""filing: a day with 10,000 invoices to be filed, against ANAF as the tests have it, limited to its 1,000 calls a minute, on a clock
that both share: waits take no time but move it, work takes what it takes. The floor is all calls at 1,000 a minute."""
import contextlib
import datetime
import hashlib
import mmap
import os
import sqlite3
import struct
import subprocess
import sys
import time

from kit import BENCH, line, say
from anaf.simulator import Anaf
from world.world import OWNER, TZ, World

FIRM = ("CLIENT nou Exemplu SRL, cui RO12345674, email ion.popescu@client.test, adresa Str. Florilor 3, localitate Cluj-Napoca, "
        "judet CJ")
MORNING = "2026-11-12 09:00"
WORK_S, LAG_S = 20, 120  # ANAF's part: processing, and until its list shows a message


class Office(World):
    """A world whose clock, once it is shared, is the one that stands in a file."""
    shared = None

    def share(self):
        self.clock_file = self.dir + "/clock"
        start = datetime.datetime.strptime(MORNING, "%Y-%m-%d %H:%M").replace(tzinfo=TZ, hour=12)
        with open(self.clock_file, "wb") as f:
            f.write(struct.pack("=q", int((start.timestamp() - time.monotonic()) * 1000)))
        with open(self.clock_file, "r+b") as f:
            self.shared = mmap.mmap(f.fileno(), 8)

    def now(self):
        if not self.shared:
            return super().now()
        ms = struct.unpack("=q", self.shared[:8])[0]
        return datetime.datetime.fromtimestamp(time.monotonic() + ms / 1000, TZ)


def one_invoice(w):
    """Issued, mailed, held back from e-Factura."""
    w.run("once")
    w.command("PRODUS Consultanta 150 lei, ora, flux servicii")
    w.run("once")
    w.command(FIRM, "FACTURA Consultanta x 2", "TRIMITE")
    w.run("once")
    w.reply(OWNER, w.read(OWNER, lambda m: "Aștept un DA" in m.text, "the preview"), "DA", style="plain")
    w.run("once")


def numbered(text, n):
    return text.replace("FCT 0001", "FCT %04d" % n).replace("FCT0001", "FCT%04d" % n)


def many(w, n):
    """That invoice again and again, each with a number of its own, all due now."""
    now = int(w.now().timestamp())
    with contextlib.closing(sqlite3.connect(w.dir + "/data/plic.db")) as db:
        db.row_factory = sqlite3.Row
        doc = dict(db.execute("SELECT * FROM document WHERE kind = 'invoice'").fetchone())
        xml = dict(db.execute("SELECT * FROM document_file WHERE document = ? AND kind = 'xml'", (doc["id"],)).fetchone())
        filing = dict(db.execute("SELECT * FROM filing").fetchone())

        def add(table, row):
            db.execute("INSERT INTO %s(%s) VALUES(%s)" % (table, ",".join(row), ",".join("?" * len(row))), list(row.values()))
        last = db.execute("SELECT max(id) FROM document").fetchone()[0]
        for k in range(2, n + 1):
            text, content = numbered(doc["snapshot"], k), numbered(xml["bytes"].decode(), k).encode()
            new = last + k
            add("document", {**doc, "id": new, "number": k, "label": "FCT %04d" % k, "snapshot": text,
                             "snapshot_hash": hashlib.sha256(text.encode()).digest()})
            add("document_file", {**xml, "document": new, "bytes": content, "sha256": hashlib.sha256(content).digest()})
            add("filing", {**filing, "id": filing["id"] + k - 1, "document": new})
        db.execute("UPDATE filing SET due = ?", (now,))
        db.commit()


def main(long=False, n=10000):
    w = Office("bench-filing", now=MORNING, extra="efactura {\n\tfiling = yes\n\thold = 600\n}\n")
    with Anaf(w) as anaf, w:
        anaf.sign_in()
        one_invoice(w)
        w.share()
        many(w, n)
        anaf.asked.clear()
        anaf.work_s, anaf.lag_s = WORK_S, LAG_S
        began = time.monotonic()
        p = subprocess.run([BENCH + "/plic_filing", w.conf], env={**os.environ, "PLIC_CLOCK": w.clock_file}, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, timeout=1200)
        if p.returncode:
            raise RuntimeError(p.stderr.decode()[-2000:])
        took, cpu = map(float, p.stdout.split())
        real = time.monotonic() - began
        states = dict(w.rows("SELECT state, count(*) FROM filing GROUP BY state"))
        uploads = len({d.who for d in anaf.docs.values() if d.ok()})
        answers = w.value("SELECT count(*) FROM filing_answer")
        refused = sum(c[2] != 200 for c in anaf.asked)
        if states != {"ok": n} or uploads != n or len(anaf.docs) != n or answers != n:
            raise RuntimeError("%s, %d uploads of %d invoices, %d answers" % (states, len(anaf.docs), uploads, answers))
        calls = {m: len(anaf.calls(m)) for m in ("upload", "download", "list", "status")}
        floor = (calls["upload"] + calls["download"] + calls["list"]) / 1000
        line("filing.floor", "%.2f" % floor, "min", "1.00", "%(upload)d uploads + %(download)d downloads + %(list)d pages at 1,000 a minute" % calls)
        line("filing.plic", "%.2f" % (took / 60), "min", "%.3f" % (took / 60 / floor),
             "all archived; %d states asked one by one, %d calls refused" % (calls["status"], refused))
        line("filing.plic-cpu", cpu / n * 1e3, "ms", "-", "a filing; on the machine's clock all took %.0f s" % real)
        say("ANAF takes %d s to decide and shows it in its list after %d s more" % (WORK_S, LAG_S))


if __name__ == "__main__":
    main(n=int(sys.argv[1]) if sys.argv[1:] else 10000)
