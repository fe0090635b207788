"""latency: from Dovecot's untagged EXISTS to the answer accepted by SMTP.

lat_probe stands between: a tap on the reader's own IMAP connection sees the EXISTS, its submission server (STARTTLS
and AUTH asked for, as real ones do; aiosmtpd takes 8 ms a mail and Postfix is not everywhere) sees the mail accepted.
One clock, one process. Floor and plic take turns, each on its own mailbox; the floor sends the very mails plic sent."""
import os
import signal
import subprocess
import time

import mails
from kit import BENCH, NOW, PLIC, Place, line, median, quantile, say
from world.servers import PEOPLE, free_ports

# name, command, mails that answer it, aim in ms, commands in a turn of plic and of the floor (each takes half a
# second, Dovecot's notice)
CASES = (("card", "CARD @N@\n", 1, 5, 100, 50), ("pdf", "PROFORMA card @N@ Curs Word x 2\n", 2, 20, 100, 50))


def command_mail(place, name, text):
    w = mails.Writer(7)
    raw = w.mail("ana@firma.test", "Ana Ionescu", "Comenzi", text)
    head, sep, body = raw.partition(b"Message-ID: <")
    path = "%s/%s.eml" % (place.dir, name)
    with open(path, "wb") as f:
        f.write(head + sep + b"@N@." + os.urandom(4).hex().encode() + b"." + body)
    return path


def probe(place, user, mail, n, expected, kept, start):
    """Run the probe around a reader; start(imaps, submission) gives the reader's process."""
    imaps, submission = free_ports(2)
    keys = place.servers.keys
    p = subprocess.Popen([BENCH + "/lat_probe", str(imaps), str(place.servers.imap), str(submission),
                          str(place.servers.lmtp), keys + "/srv.pem", keys + "/srv.key", user + "@mail.test", mail, str(n),
                          str(expected), kept], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    reader = None
    try:
        p.stdout.readline()
        reader = start(imaps, submission)
        out, err = p.communicate(timeout=300)
        if p.returncode:
            raise RuntimeError("lat_probe: %s" % err.decode())
        return [tuple(int(x) for x in row.split()) for row in out.decode().splitlines()]
    finally:
        if p.poll() is None:
            p.kill()
            p.wait()
        if reader:
            reader.send_signal(signal.SIGTERM)
            try:
                reader.wait(10)
            except subprocess.TimeoutExpired:
                reader.kill()
                reader.wait()


def run(place, data, name, text, expected, n, n_floor, round_):
    label = "%s%d" % (name, round_)
    src = "%s/empty-%s" % (place.dir, label)
    mails.maildir(src, [])
    kept = "%s/kept-%s" % (place.dir, label)
    mail = command_mail(place, label, text)
    plic_user, floor_user = place.box(src), place.box(src)
    for user in (plic_user, floor_user):
        place.doveadm("mailbox", "status", "-u", user, "messages", "INBOX")

    def start_plic(imaps, submission):
        d = place.plic("lat-" + label, plic_user, submission=submission, imaps=imaps, data=data)
        log = open(d + "/plic.log", "ab")
        return subprocess.Popen([PLIC, "-c", d + "/plic.conf", "--now", NOW, "run"], stdout=log, stderr=log)

    def start_floor(imaps, submission):
        err = open(place.dir + "/floor.err", "ab")
        return subprocess.Popen([BENCH + "/floor_latency", str(imaps), floor_user, PEOPLE, str(submission)] +
                                ["%s.%d" % (kept, i + 1) for i in range(expected)], stdout=err, stderr=err)
    try:
        got = probe(place, plic_user, mail, n, expected, kept, start_plic)
        bare = probe(place, floor_user, mail, n_floor, expected, kept + "-floor", start_floor)
    except RuntimeError as e:
        log = "%s/lat-%s/plic.log" % (place.dir, label)
        raise RuntimeError("%s\n%s" % (e, open(log).read()[-3000:] if os.path.exists(log) else "")) from None
    sizes = [os.path.getsize("%s.%d" % (kept, i + 1)) for i in range(expected)]
    pdf = sum(open("%s.%d" % (kept, i + 1), "rb").read().count(b"application/pdf") for i in range(expected))
    return got, bare, sizes, pdf


def main(long=False):
    rounds = 2
    say("latency: EXISTS as the reader's own connection saw it, to 250 after DATA")
    for name, text, expected, aim, n, n_floor in CASES:
        got, bare = [], []
        if long:
            n = n_floor = 200
        with Place() as place:
            data = place.seed(n + 10)
            for i in range(rounds):
                g, b, sizes, pdf = run(place, data, name, text, expected, n, n_floor, i)
                got += g
                bare += b
        for what, pick in (("median", median), ("p99", lambda v: quantile(v, 0.99))):
            f, p = pick([x[2] for x in bare]) / 1000, pick([x[2] for x in got]) / 1000
            line("latency.%s.%s.floor" % (name, what), f, "ms", "1.00")
            line("latency.%s.%s.plic" % (name, what), p, "ms", p / f, "aim <= %d" % aim if what == "median" else "")
        if expected > 1:
            line("latency.%s.median.first" % name, median([x[1] for x in got]) / 1000, "ms", "-",
                 "the first of %d mails accepted; above: the last" % expected)
        line("latency.%s.delivery-to-exists" % name, median([x[0] for x in got]) / 1000, "ms", "-", "Dovecot's own")
        say("%d commands, %d of the floor; mails of %s bytes, %d PDF" % (len(got), len(bare), ", ".join(str(s) for s in sizes), pdf))


if __name__ == "__main__":
    main()
