"""One firm's day: servers, plic on them, and people who write and read."""
import datetime
import functools
import imaplib
import os
import re
import shutil
import signal
import smtplib
import sqlite3
import ssl
import subprocess
import tempfile
import time

from . import keys
from .mail import Mail, compose, reply_text, sign
from .servers import PASSWORD, PEOPLE, Servers

ROOT = keys.ROOT
PLIC = os.environ.get("PLIC", os.path.join(ROOT, os.environ.get("B", "build"), "plic"))
OFFICE = "office@mail.test"
OWNER, OWNER_NAME = "ana@firma.test", "Ana Ionescu"
TZ = datetime.timezone(datetime.timedelta(hours=2))
PATIENCE = float(os.environ.get("PLIC_TEST_PATIENCE", "15"))

CONF = """
firm {{
	name = 'Atelier Diana SRL'
	brand = 'Atelier Diana'
	tax_id = '18547290'
	reg_no = 'J40/4512/2006'
	street = 'Str. Țepeș Vodă nr. 14'
	city = 'SECTOR2'
	county = 'B'
	postcode = '021521'
	contact = 'Diana Ionescu'
	iban = 'RO49AAAA1B31007593840000'
	bank = 'Banca Transilvania'
}}
imap {{
	host = 'localhost'
	port = {imaps}
	user = 'office'
	password_file = 'password'
	ca_file = '{keys}/ca.pem'
	timeout = {timeout}
	{imap_extra}
}}
smtp {{
	host = 'localhost'
	port = {submission}
	ca_file = '{keys}/ca.pem'
	timeout = {timeout}
}}
mail {{
	address = 'office@mail.test'
	authserv_id = 'mx.mail.test'
	{mail_extra}
}}
rules {{
	{rules_extra}
}}
rates {{
	url = '{rates}'
	ca_file = '{keys}/ca.pem'
	timeout = 2
}}
efactura {{
	companies = {companies}
}}
paths {{
	data = 'data'
	config = '{config}'
}}
staff "ana@firma.test" {{
	name = 'Ana Ionescu'
	roles = 'owner'
}}
staff "dan@firma.test" {{
	name = 'Dan Radu'
	roles = 'sales accounting'
}}
{extra}
"""


def conf_text(**keys):
    """plic.conf of the test firm; what is not said stands as most tests want it."""
    x = {"timeout": 5, "imap_extra": "", "mail_extra": "", "rules_extra": "", "extra": "", "rates": "", "companies": "no"}
    x.update(keys)
    return CONF.format(**x)

# The test bank: a file like those shipped, whose mails the scenarios write themselves.
BANK = r"""
bank "test" {
	title = 'Banca de Test'
	senders = { 'notificari@banca.test' }
	auth_domain = 'banca.test'
	decimal = 'comma'
	currency = 'RON'
	confirmed = yes
	pattern {
		direction = 'in'
		regex = 'Suma:\s*(?<amount>[0-9.,]+)\s*(?<currency>[a-z]{3})\s+Data:\s*(?<date>[0-9.]+)\s+Ordonator:\s*(?<payer>[^\n]+)\s+IBAN:\s*(?<iban>[a-z0-9 ]+)\s+Detalii:[ ]*(?<details>[^\n]*)\s+Referinta:\s*(?<ref>[a-z0-9]+)'
	}
	pattern {
		direction = 'out'
		regex = 'Debit:\s*(?<amount>[0-9.,]+)\s*(?<currency>[a-z]{3})\s+Data:\s*(?<date>[0-9.]+)\s+Beneficiar:\s*(?<payer>[^\n]+)\s+IBAN:\s*(?<iban>[a-z0-9 ]+)\s+Detalii:[ ]*(?<details>[^\n]*)\s+Referinta:\s*(?<ref>[a-z0-9]+)'
	}
}
"""

# The firm's own site: the one sender whose forms may name somebody else's address.
FORM = """
form "site" {
	from = 'site@site.test'
	min_fields = 3
	name = { 'Nume' }
	email = { 'Email' }
	phone = { 'Telefon' }
	address = { 'Adresa' }
	product = { 'Curs' }
	message = { 'Mesaj' }
}
"""


def reasons_are_ours(m):
    """An answer or notice says why in words of the catalogue, whatever a server, a parser or a C string said."""
    for said in re.findall(r"(?:^|\n)\s*(?:De ce|Why):\s+(.+)", m.text, re.S):
        said = " ".join(said.split())
        assert any(fits(parts, said) for parts in catalogue()), "a reason that is not in the catalogue: " + said[:200]


def fits(parts, said):
    """What stands between a text's variables is there, in that order, from the beginning."""
    at = 0 if said.startswith(parts[0]) else -1
    for part in parts:
        at = said.find(part, at) + len(part) if at >= 0 and part in said[at:] else -1
    return at >= 0


@functools.lru_cache
def catalogue():
    """Texts of flow.txt and verbs.txt, cut at their variables."""
    found = []
    for name in ("ro/texts/flow.txt", "ro/texts/verbs.txt", "en/texts/flow.txt", "en/texts/verbs.txt"):
        with open(os.path.join(ROOT, "templates", name), encoding="utf-8") as f:
            texts = [line.partition(" = ")[2].strip() for line in f]
        for text in texts:
            parts = re.split(r"\{\{[#/^]?[^}]*\}\}", text)
            if sum(map(len, parts)) > 7:
                found.append(parts)
    return found


class World:
    def __init__(self, name, now="2026-11-12 09:00", fmt="sdbox", folder=None, timeout=10, cert="srv",
                 prepare=lambda w: None, **extra):
        self.name = name
        self.dir = folder or tempfile.mkdtemp(prefix="plic-%s-" % re.sub(r"\W", "", name))
        self.keep = folder is not None
        os.makedirs(self.dir, exist_ok=True)
        self.servers = Servers(self.dir + "/servers", fmt, cert)
        self.timeout, self.extra = timeout, extra
        self.set_clock(now)
        self.process = None
        self.seen = {}
        self.config_dir = self.dir + "/config"
        self.prepare = prepare

    # -- clock: plic's --now and the Date of every mail agree
    def set_clock(self, now):
        self.base = datetime.datetime.strptime(now, "%Y-%m-%d %H:%M").replace(tzinfo=TZ)
        self.mono = time.monotonic()
        self.clocks = 0

    def now(self):
        return self.base + datetime.timedelta(seconds=time.monotonic() - self.mono)

    def now_arg(self):
        """For --now. Each clock starts two seconds further ahead, so that none runs behind an earlier one's facts."""
        self.clocks += 2
        return (self.now() + datetime.timedelta(seconds=self.clocks)).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    # -- life
    def __enter__(self):
        try:
            self.start()
            self.prepare(self)
        except BaseException:
            self.show_log()
            self.stop()
            raise
        return self

    def __exit__(self, kind, value, trace):
        if kind:
            self.show_log()
        self.stop()

    def start(self):
        self.servers.start()
        if not os.path.exists(self.config_dir):
            shutil.copytree(os.path.join(ROOT, "config"), self.config_dir)
            os.makedirs(self.config_dir + "/banks", exist_ok=True)
            with open(self.config_dir + "/banks/test.conf", "w") as f:
                f.write(BANK)
            with open(self.config_dir + "/forms/site.conf", "w") as f:
                f.write(FORM)
        self.write_config()

    def write_config(self):
        self.conf = self.dir + "/plic.conf"
        with open(self.conf, "w") as f:
            f.write(conf_text(imaps=self.servers.imaps, submission=self.servers.submission, keys=self.servers.keys,
                              config=self.config_dir, timeout=self.timeout, **self.extra))
        with open(os.open(self.dir + "/password", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            f.write(PASSWORD)

    def stop(self):
        try:
            self.stop_plic()
        finally:
            self.servers.stop()
        if not self.keep and not os.environ.get("PLIC_TEST_KEEP"):
            shutil.rmtree(self.dir, ignore_errors=True)

    def run(self, *args, check=True, now=True, input=None):
        """One plic command; gives the finished process."""
        cmd = [PLIC, "-c", self.conf] + (["--now", self.now_arg()] if now else []) + list(args)
        p = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, input=input, timeout=120)
        p.out, p.err = p.stdout.decode(), p.stderr.decode()
        if check and p.returncode != 0:
            raise AssertionError("plic %s: exit %d\n%s%s" % (" ".join(args), p.returncode, p.out, p.err))
        return p

    def start_plic(self, wait=True):
        self.log = open(self.dir + "/plic.log", "ab")
        start = self.log_text()
        self.process = subprocess.Popen([PLIC, "-c", self.conf, "--now", self.now_arg(), "run"], stdout=self.log,
                                        stderr=self.log)
        if wait:
            self.until(lambda: "imap.up" in self.log_text()[len(start):], "plic starts and finds its mailbox")

    def stop_plic(self, sig=signal.SIGTERM):
        if self.process:
            self.process.send_signal(sig)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("plic does not stop")
            self.process = None
            self.log.close()
            fault = re.search(r"(ERROR: \w+Sanitizer|runtime error:).*", self.log_text())
            if fault:
                raise AssertionError("plic.log: " + fault.group(0))

    def restart_plic(self, sig=signal.SIGTERM, now=None):
        self.stop_plic(sig)
        if now:
            self.set_clock(now)
        self.start_plic()

    def log_text(self):
        try:
            return open(self.dir + "/plic.log", encoding="utf-8", errors="replace").read()
        except OSError:
            return ""

    def show_log(self):
        print("--- plic.log of %s\n%s" % (self.name, self.log_text()[-6000:]))

    def until(self, ready, what, seconds=None):
        """Look until it is so; never a fixed sleep."""
        end = time.monotonic() + (seconds or PATIENCE)
        while True:
            got = ready()
            if got:
                return got
            if self.process and self.process.poll() is not None:
                raise AssertionError("plic ended with %s while waiting: %s" % (self.process.returncode, what))
            if time.monotonic() > end:
                raise AssertionError("not within %.0f s: %s" % (seconds or PATIENCE, what))
            time.sleep(0.02)

    # -- people write
    def send_raw(self, sender, raw, to=OFFICE):
        with smtplib.SMTP("127.0.0.1", self.servers.mx) as c:
            c.sendmail(sender, [to], raw, ["BODY=8BITMIME"])

    def write(self, sender, subject, text, name="", to=OFFICE, dkim=True, html=None, in_reply_to=None, headers=(),
              files=(), date=None):
        """A mail, signed by the sender's domain like a provider does."""
        raw = compose(sender, name, to, subject, text, date or self.now(), html, in_reply_to, headers, files)
        if dkim:
            raw = sign(raw, sender.partition("@")[2])
        self.send_raw(sender, raw, to)
        return Mail(raw)

    def reply(self, sender, m, words, style="gmail", name="", **kw):
        subject = m.subject if m.subject.lower().startswith("re:") else "Re: " + m.subject
        return self.write(sender, subject, reply_text(style, words, m), name=name, to=m.reply_to,
                          in_reply_to=m.message_id, **kw)

    def tap(self, sender, m, label, name="", **kw):
        """Press a button: the ready reply is sent as it opens. A mailto brings no In-Reply-To."""
        found = [v for k, v in m.buttons().items() if label.lower() in k.lower()]
        assert found, "no button „%s”; there are: %s" % (label, sorted(m.buttons()))
        to, subject, body = found[0]
        return self.write(sender, subject or m.subject, body, name=name, to=to, **kw)

    def command(self, *lines, sender=OWNER, name=OWNER_NAME, subject="Comenzi"):
        return self.write(sender, subject, "\n".join(lines) + "\n", name=name)

    def ask(self, *lines, **kw):
        """Staff send commands and read the answer."""
        sender = kw.get("sender", OWNER)
        sent = self.command(*lines, **kw)
        return self.read(sender, lambda m: sent.message_id in m.header("In-Reply-To"), "answer to %s" % lines[0])

    def ask_sure(self, *lines, **kw):
        """The same for commands that are shown first: the preview's DA is sent too, its answer read."""
        sender, name = kw.get("sender", OWNER), kw.get("name", OWNER_NAME)
        preview = self.ask(*lines, **kw)
        sent = self.reply(sender, preview, "DA", name=name)
        return self.read(sender, lambda m: sent.message_id in m.header("In-Reply-To"), "answer to DA for %s" % lines[0])

    def bank(self, amount, details, payer="Popescu Ion", iban="RO09BCYP0000001234567890", ref="REF0001", date=None):
        day = (date or self.now()).strftime("%d.%m.%Y")
        return self.write("notificari@banca.test", "Incasare in cont",
                          "Stimate client,\n\nContul dumneavoastra a fost creditat.\nSuma: %s RON\nData: %s\n"
                          "Ordonator: %s\nIBAN: %s\nDetalii: %s\nReferinta: %s\n\nBanca de Test\n"
                          % (amount, day, payer, iban, details, ref), name="Banca de Test")

    def bank_out(self, amount, details, payee="Popescu Ion", iban="RO09BCYP0000001234567890", ref="OUT0001", date=None):
        day = (date or self.now()).strftime("%d.%m.%Y")
        return self.write("notificari@banca.test", "Plata din cont",
                          "Stimate client,\n\nContul dumneavoastra a fost debitat.\nDebit: %s RON\nData: %s\n"
                          "Beneficiar: %s\nIBAN: %s\nDetalii: %s\nReferinta: %s\n\nBanca de Test\n"
                          % (amount, day, payee, iban, details, ref), name="Banca de Test")

    # -- people read
    def imap(self, user):
        ctx = ssl.create_default_context(cafile=self.servers.keys + "/ca.pem")
        c = imaplib.IMAP4_SSL("localhost", self.servers.imaps, ssl_context=ctx)
        c.login(user, PASSWORD if user == "office" else PEOPLE)
        return c

    def box(self, user, folder="INBOX"):
        """Every mail in a folder, oldest first."""
        c = self.imap(user)
        try:
            ok, _ = c.select('"%s"' % folder, readonly=True)
            if ok != "OK":
                return []
            uids = c.uid("SEARCH", None, "ALL")[1][0].split()
            out = []
            for uid in uids:
                data = c.uid("FETCH", uid, "(BODY.PEEK[])")[1]
                out += [Mail(p[1]) for p in data if isinstance(p, tuple)]
            return out
        finally:
            c.logout()

    def read(self, person, wanted, what, seconds=None):
        """The first mail in a person's inbox that was not read before and is wanted (subject part or test)."""
        test = wanted if callable(wanted) else (lambda m: wanted.lower() in m.subject.lower())
        seen = self.seen.setdefault(person, set())

        def look():
            for m in self.box(person.partition("@")[0]):
                if m.message_id not in seen and m.to_addr.lower() == person.lower() and test(m):
                    seen.add(m.message_id)
                    reasons_are_ours(m)
                    return m
            return None
        try:
            return self.until(look, what, seconds)
        except AssertionError as e:
            got = [m.subject for m in self.box(person.partition("@")[0])]
            raise AssertionError("%s; %s has: %s" % (e, person, got)) from None

    def mails(self, person):
        return [m for m in self.box(person.partition("@")[0]) if m.to_addr.lower() == person.lower()]

    def folder(self, name):
        return self.box("office", name)

    def quiet(self, seconds=None):
        """Wait until plic has nothing left to do: no new mail in the inbox unread by it, nothing queued."""
        def idle():
            with self.db() as db:
                busy = db.execute("SELECT count(*) FROM outbox WHERE state IN ('queued','sending') AND held = 0 "
                                  "AND due_at <= ?", (int(self.now().timestamp()) + 1,)).fetchone()[0]
                todo = db.execute("SELECT count(*) FROM message WHERE state NOT IN ('done','moved')").fetchone()[0]
                moves = db.execute("SELECT count(*) FROM message WHERE state = 'done'").fetchone()[0]
                last = db.execute("SELECT coalesce(max(uid),0) FROM message").fetchone()[0]
            c = self.imap("office")
            try:
                c.select("INBOX", readonly=True)
                uids = [int(u) for u in c.uid("SEARCH", None, "ALL")[1][0].split()]
            finally:
                c.logout()
            return not busy and not todo and not moves and all(u <= last for u in uids)
        return self.until(idle, "plic has nothing left to do", seconds)

    def db(self):
        return sqlite3.connect("file:%s/data/plic.db?mode=ro" % self.dir, uri=True, timeout=10)

    def rows(self, sql, *args):
        with self.db() as db:
            return db.execute(sql, args).fetchall()

    def value(self, sql, *args):
        r = self.rows(sql, *args)
        return r[0][0] if r else None
