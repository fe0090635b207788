"""drain: a full mailbox to decided, committed and moved, against fetching, parsing, committing and moving alone.

plic is run by `plic once` with nobody listening for submission, so sending waits in the outbox; what sending costs is
measured by `issue` and `latency`. Floor and plic take turns on copies of the same mailbox."""
import os
import shutil
import sqlite3

import mails
from kit import BENCH, Place, Process, line, median, say


def run_floor(place, source, n, name):
    user = place.box(source)
    db = "%s/%s.db" % (place.dir, name)
    p = Process([BENCH + "/floor_drain", "localhost", str(place.servers.imaps), user, "everybody-elses-secret", "Done",
                 db], watch=True, stderr=open(place.dir + "/floor.err", "a"), stdout=open(place.dir + "/floor.out", "w"))
    if p.end():
        raise RuntimeError("floor_drain: " + open(place.dir + "/floor.err").read())
    assert int(open(place.dir + "/floor.out").read()) == n
    place.drop(user)
    return p


def run_plic(place, source, n, name, data):
    user = place.box(source)
    d = place.plic(name, user, data=data)
    before = sqlite3.connect(d + "/data/plic.db").execute("SELECT count(*) FROM message").fetchone()[0]
    p = place.once(d, watch=True)
    status = p.end()
    log = open(d + "/plic.log", errors="replace").read()
    with sqlite3.connect(d + "/data/plic.db") as db:
        states = dict(db.execute("SELECT state, count(*) FROM message GROUP BY 1").fetchall())
        p.outcomes = dict(db.execute("SELECT outcome, count(*) FROM message GROUP BY 1").fetchall())
        p.documents = db.execute("SELECT count(*) FROM document").fetchone()[0]
        p.queued = db.execute("SELECT count(*) FROM outbox").fetchone()[0]
    p.bytes = os.path.getsize(d + "/data/plic.db")
    left = place.count(user, "INBOX")
    if status not in (0, 75) or states != {"moved": before + n} or left >= n:
        raise RuntimeError("plic once: status %s, %s, %d left in the inbox\n%s" % (status, states, left, log[-3000:]))
    p.left = left
    place.drop(user)
    if not os.environ.get("KEEP"):
        shutil.rmtree(d)
    return p


def compare(fmt, n, rounds, label):
    with Place(fmt) as place:
        source = place.dir + "/mail"
        size, kinds = mails.write(source, n)
        data = place.seed()
        floors, plics = [], []
        for i in range(rounds):
            floors.append(run_floor(place, source, n, "floor%d" % i))
            plics.append(run_plic(place, source, n, "plic%d" % i, data))
    f_rate, p_rate = (median([n / p.wall for p in x]) for x in (floors, plics))
    f_cpu, p_cpu = (median([p.cpu / n * 1e6 for p in x]) for x in (floors, plics))
    p = plics[-1]
    line("drain.%s.floor" % label, f_rate, "mails/s", "1.00")
    line("drain.%s.plic" % label, p_rate, "mails/s", p_rate / f_rate, "aim >= 0.50")
    line("drain.%s.floor-cpu" % label, f_cpu, "us/mail", "1.00")
    line("drain.%s.plic-cpu" % label, p_cpu, "us/mail", p_cpu / f_cpu, "aim <= 4.00")
    peak = max(x.peak_kb for x in plics)
    line("drain.%s.plic-memory" % label, peak / 1024, "MB", "-", "aim <= 40; %s; peak RSS %s" % (
        ", ".join("%s %.1f" % (k, v / 1024) for k, v in p.parts.items()),
        ", ".join("%s %.1f" % (k, v / 1024) for k, v in p.peak_rss.items())))
    say("%d mails, %.1f MB, %d rounds; left in INBOX %d, documents %d, mails queued %d, database %.1f MB" % (
        n, size / 1e6, rounds, p.left, p.documents, p.queued, p.bytes / 1e6))
    return p_cpu, p_rate, peak


def main(long=False):
    say("drain: sending waits (nobody listens for submission); mails laid in by doveadm import behind the MX")
    one = compare("sdbox", 1000, 3, "sdbox-1000")
    ten = compare("sdbox", 10000, 3 if long else 2, "sdbox-10000")
    compare("maildir", 10000, 2 if long else 1, "maildir-10000")
    line("drain.growth-1000-to-10000", ten[0] / one[0], "x cpu", "-", "of one mail's cost; memory %+.1f MB" % ((ten[2] - one[2]) / 1024))
    if long:
        big = compare("sdbox", 100000, 1, "sdbox-100000")
        line("drain.growth-10000-to-100000", big[0] / ten[0], "x cpu", "-", "memory %+.1f MB" % ((big[2] - ten[2]) / 1024))


if __name__ == "__main__":
    import sys
    if len(sys.argv) > 2:
        compare(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), "%s-%s" % (sys.argv[1], sys.argv[2]))
    else:
        main()
