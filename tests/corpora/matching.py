"""Matching quality on a firm's year (matching_year.py), ten days at a time: the banks' files go through `plic import`, what plic put on
documents by itself is held against the truth, and what it asked is answered as a person would, who knows the truth.

    SEED=7      another year (1)        MATCHING_KEEP=DIR   leave books, files and truth there
    MATCHING_OWNER=all                  as if the owner allowed all that he may (payments.reference_is_enough, payer_is_enough)"""
import collections
import datetime
import os
import shutil
import sqlite3
import subprocess
import tempfile

from matching_banks import banks
from matching_year import TRAPS, YEAR, Year

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CONF = """
firm {{
	name = 'Firma Noastra SRL'
	tax_id = '18547290'
	street = 'Str. Lunga nr. 1'
	city = 'SECTOR2'
	county = 'B'
	iban = '{iban}'
}}
imap {{
	host = 'localhost'
	user = 'office'
	password_file = 'password'
}}
smtp {{
	host = 'localhost'
}}
mail {{
	address = 'office@firma.test'
	authserv_id = 'mx.firma.test'
}}
payments {{
	accounts = '{accounts}'
	{owner}
}}
paths {{
	data = '{dir}'
	config = '{root}/config'
	templates = '{root}/templates'
}}
staff "ana@firma.test" {{
	name = 'Ana'
	roles = 'owner'
}}
"""
OWNER = "reference_is_enough = yes\n\tpayer_is_enough = yes"
NOW = datetime.datetime(YEAR + 2, 1, 10, 12)  # later by a minute at each file: plic's clock does not go back


class Books:
    """plic's database, worked on by its command line and by the answers of a person."""

    def __init__(self, folder, plic, answers):
        self.dir, self.plic, self.answers = folder, plic, answers
        self.conf = folder + "/plic.conf"
        self.banks, self.now = banks(), NOW
        with open(self.conf, "w", encoding="utf-8") as f:
            f.write(CONF.format(dir=folder, root=ROOT, iban=self.banks[0].account,
                                accounts=" ".join(b.account for b in self.banks[1:]),
                                owner=OWNER if os.environ.get("MATCHING_OWNER") else ""))
        with open(folder + "/password", "w", encoding="utf-8") as f:
            f.write("x\n")
        os.chmod(folder + "/password", 0o600)

    def load(self, path, data):
        path = os.path.join(self.dir, path)
        with open(path, "wb") as f:
            f.write(data)
        self.now += datetime.timedelta(minutes=1)
        done = subprocess.run([self.plic, "-c", self.conf, "--now", self.now.isoformat(), "import", path], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600, check=False)
        if done.returncode:
            raise RuntimeError("plic import %s: %s" % (path, done.stdout.decode()[-800:]))

    def query(self, sql, *args):
        with sqlite3.connect("file:%s/plic.db?mode=ro" % self.dir, uri=True) as db:
            return db.execute(sql, args).fetchall()

    def allocated(self, rule):
        """payment -> {label: bani of the document that it settled}, by rules that are (not) a person's."""
        found = collections.defaultdict(lambda: collections.defaultdict(int))
        for payment, label, bani in self.query(
                "SELECT a.payment, d.label, a.settles FROM allocation a JOIN document d ON d.id = a.document WHERE (a.rule = 'staff') = ?",
                rule == "staff"):
            found[payment][label] += bani
        return found

    def answer(self, rows):
        text = "".join("%d\tfct\t%d\t%d\n" % (p, int(label.split()[1]), bani) for p, label, bani in rows)
        done = subprocess.run([self.answers, self.conf, "answer"], input=text.encode(), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=600, check=False)
        if done.returncode:
            raise RuntimeError("answers: " + done.stdout.decode()[-800:])


def lists(year):
    """What is imported before: clients, the series' start, the year's invoices."""
    clients = "name,email,cui\n" + "".join("%s,%s,%s\n" % (c.name, c.email, c.cui) for c in year.clients)
    series = "kind,prefix,next,digits\ninvoice,FCT,%d,4\n" % (len(year.invoices) + 1)
    invoices = "email,number,issue,due,total\n" + "".join("%s,FCT %04d,%s,%s,%d.%02d %s\n" % (
        i.client.email, i.number, i.day, i.day + datetime.timedelta(15), *divmod(i.bani, 100), i.currency) for i in year.invoices)
    return (("clients.csv", clients), ("series.csv", series), ("invoices.csv", invoices))


def files(year, bank):
    """A bank's files: ten days each, with the last three days before once more. (day it was fetched, lines, opening balance)"""
    lines, opening = [x for x in year.lines if x.bank == bank], 1000000
    first = datetime.date(YEAR, 1, 1)
    while first.year == YEAR:
        until, since = first + datetime.timedelta(10), first - datetime.timedelta(3)
        yield until, [x for x in lines if since <= x.day < until], opening + sum(x.bani for x in lines if x.day < since)
        first = until


def place(books, year):
    """Each line's payment: of the same account, day and sum; of several the one with the line's number, else in their order."""
    waiting = collections.defaultdict(list)
    for pid, account, day, bani, ref in books.query("SELECT id, own_account, day, amount, bank_ref FROM payment ORDER BY id"):
        waiting[account[:24], day, bani].append((pid, ref))
    found = {}
    for i, x in enumerate(year.lines):
        bank = books.banks[x.bank]
        rows = waiting[bank.account if bank.names_account else books.banks[0].account, x.day.isoformat(), x.bani]
        row = next((r for r in rows if r[1] and (r[1] in x.ref or x.ref[-8:] in r[1])), rows[0] if rows else None)
        if row:
            rows.remove(row)
            found[i] = row[0]
    return found, sum(len(v) for v in waiting.values())


def judge(year, found, by_itself):
    """family -> Counter of right, asked, wrong, left (money that pays nothing and was put on nothing), lost."""
    verdict, wrong = collections.defaultdict(collections.Counter), []
    for i, x in enumerate(year.lines):
        got = dict(by_itself.get(found.get(i), {}))
        if i not in found:
            word = "left" if not x.pays else "lost"
        elif not got:
            word = "asked" if x.pays else "left"
        else:
            word = "right" if got == x.pays else "wrong"
        verdict[x.family][word] += 1
        if word in ("wrong", "lost"):
            wrong.append("%s %s %s %d bani, %s: %s: put on %s, pays %s" % (word, x.family, x.day, x.bani, x.name, x.text, got, x.pays))
    return verdict, wrong


def run(plic, answers, seed):
    year = Year(seed)
    folder = os.environ.get("MATCHING_KEEP") or tempfile.mkdtemp(prefix="plic-matching-")
    os.makedirs(folder, exist_ok=True)
    try:
        books = Books(folder, plic, answers)
        for name, text in lists(year):
            books.load(name, text.encode())
        fetched = sorted(((day, b, lines, opening) for b in range(len(books.banks)) for day, lines, opening in files(year, b)),
                         key=lambda f: (f[0], f[1]))
        answered = set()
        for day in sorted({f[0] for f in fetched}):
            for _, b, lines, opening in [f for f in fetched if f[0] == day and f[2]]:
                bank = books.banks[b]
                books.load("%s-%s.%s" % (bank.name, day, bank.ext), bank.statement(lines, opening))
            found, _ = place(books, year)
            done = books.allocated("rule")
            books.answer([(p, label, bani) for i, p in found.items() if p not in done and p not in answered
                          for label, bani in year.lines[i].pays.items()])
            answered |= set(found.values())
        found, doubled = place(books, year)
        verdict, wrong = judge(year, found, books.allocated("rule"))
        return verdict, wrong, doubled, [(x, found.get(i)) for i, x in enumerate(year.lines)]
    finally:
        if not os.environ.get("MATCHING_KEEP"):
            shutil.rmtree(folder)


def table(verdict):
    words = ("right", "asked", "wrong", "left", "lost")
    out = ["%-22s" % "family" + "".join("%7s" % w for w in words)]
    for family in TRAPS:
        out.append("%-22s" % family + "".join("%7d" % verdict[family][w] for w in words) + "  " + TRAPS[family][1])
    return out
