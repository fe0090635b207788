"""A firm's story in steps, each of which can be played again from where it began and killed on the way.

What must hold wherever plic is killed and started again: the database tells the same, every mail that it decided on
was delivered, at most as a second copy with the same bytes, every invoice that is filed is at ANAF once, and `plic verify`
finds nothing wrong.
"""
import datetime
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from anaf.simulator import Anaf
from world import mail, world
from world.world import OFFICE, OWNER, OWNER_NAME, World

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(world.ROOT, os.environ.get("B", "build"))
KILLPOINT = os.path.join(BUILD, "tests", "killpoint")
ION, MIHAI, VLAD = "ion.popescu@client.test", "mihai@gmail.test", "vlad@client.test"
COUNT, KILLED = ("-before", "0"), 137

# Instants, chance, and what counts attempts: these may differ. All else is compared.
FREE = {"created", "at", "done_at", "due_at", "begun_at", "received", "added", "expires", "tries", "attempts", "last_error",
        "message_id", "hash", "prev", "bytes"}
FREE_OF = {"reply_token": {"id"}, "filing": {"begun", "accepted", "due", "uploads", "polls", "searches", "downloads"},
           "filing_answer": {"sha256"}}
INSTANT = re.compile(r"\b1[78]\d{8}\b|\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TABLES = ["client", "product", "card", "subscription", "document", "period", "document_file", "series", "payment",
          "allocation", "question", "acceptance", "card_event", "message", "raw", "outbox", "reply_token", "setting", "search", "filing",
          "filing_answer", "revision", "revision_file", "company", "company_note", "received", "received_file"]


def build_killpoint():
    source = HERE + "/killpoint.c"
    if not os.path.exists(KILLPOINT) or os.path.getmtime(KILLPOINT) < os.path.getmtime(source):
        os.makedirs(os.path.dirname(KILLPOINT), exist_ok=True)
        part = "%s.%d" % (KILLPOINT, os.getpid())
        subprocess.run([*os.environ.get("CC", "cc").split(), "-O2", "-Wall", "-Wextra", "-o", part, source], check=True)
        os.rename(part, KILLPOINT)


# -- the steps: what arrives, and which verb meets it
def request(w):
    w.write(ION, "Înscriere curs", "Bună ziua,\n\nAș dori să mă înscriu la cursul de Excel avansat din decembrie.\n\n"
            "Cu stimă,\nIon Popescu\nStr. Lungă nr. 1, Cluj-Napoca, jud. Cluj\n0722 123 456\n", name="Ion Popescu")


def accept(w):
    w.reply(MIHAI, newest(w, MIHAI, "OFR 0001"), "Accept", style="gmail", name="Mihai Stan")


def bank(w):
    w.bank("544,50", "plata PRF 0001 curs excel")


def command(w):
    w.command("CLIENT nou Elena Radu, email elena@outlook.test, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ",
              "RECURENT lunar din 13.11.2026: 1 abonament mentenanță x 200 lei, TVA 21")


def crowd(w):
    """A forged order, a letter that is nobody's business, a question of a client, a wish that needs staff."""
    w.write(OWNER, "Comenzi", "STORNO FCT 0001\n", name=OWNER_NAME, dkim=False)
    w.write("mama@client.test", "Duminică", "Ne vedem duminică la masă? Te pup.\n", name="Mama")
    w.reply(ION, newest(w, ION, "FCT 0001"), "Bună ziua,\n\nLa ce oră începe cursul?\n", name="Ion Popescu")
    w.write(VLAD, "Cerere", "Bună ziua,\n\nAș dori o ofertă pentru instruire la noi la firmă.\n\nVlad Marin\n", name="Vlad Marin")


def agree(w):
    """To the preview of an invoice."""
    w.reply(OWNER, previews(w)[-1], "DA", style="plain", name=OWNER_NAME)


def correct(w):
    """What ANAF rejected."""
    found = [m for m in w.mails(OWNER) if "a respins" in m.text]
    assert found, "nobody was told of a rejection"
    w.reply(OWNER, found[-1], "CLIENT cui RO14399840, adresa Str. Florilor 4\nEFACTURA RETRIMITE", style="plain", name=OWNER_NAME)


def statement(w):
    """Of the bank: the last invoice's money, a sum that nobody expects, a fee."""
    (label, total), = w.rows("SELECT label, payable FROM document WHERE kind = 'invoice' ORDER BY id DESC LIMIT 1")
    w.write("notificari@banca.test", "Extras de cont", "Extrasul zilei este atașat.\n", name="Banca de Test", files=[(
        "extras.sta", mt940([("261113", total, "plata " + label, "139ZEXA0000000001"), ("261113", 4200, "fara document",
                            "139ZEXA0000000002"), ("261113", -150, "comision", "139ZEXA0000000003")]).encode(), "application", "octet-stream")])


def tax_code(w):
    w.command("CLIENT nou Alfa, email alfa@client.test, CUI 27000002")


def nothing(w):
    c = w.imap("office")  # Dovecot makes the inbox at the first look
    c.select("INBOX")
    c.logout()


STEPS = [("first start", nothing, "once", "2026-11-12 08:00"), ("request", request, "once", "2026-11-12 10:00"),
         ("accept", accept, "once", "2026-11-12 11:00"), ("bank", bank, "once", "2026-11-12 12:00"),
         ("command", command, "once", "2026-11-12 13:00"), ("crowd", crowd, "once", "2026-11-12 14:00"),
         ("daily", nothing, "daily", "2026-11-13 06:00"), ("file", agree, "once", "2026-11-13 10:00"),
         ("answer", nothing, "once", "2026-11-13 11:10"), ("doubt", nothing, "once", "2026-11-13 15:25"),
         ("reject", nothing, "once", "2026-11-13 16:40"), ("correct", correct, "once", "2026-11-13 18:00"),
         ("statement", statement, "once", "2026-11-13 20:00"), ("register", tax_code, "once", "2026-11-13 21:00"),
         ("look", nothing, "daily", "2026-11-14 06:00"), ("receive", nothing, "daily", "2026-11-15 06:00")]


def between(w, before):
    """What happens undisturbed ahead of a step."""
    if before == "request":
        w.command("PRODUS Curs Excel avansat 450 lei / buc, TVA 21, flux curs")
        w.settle("2026-11-12 09:00")
    elif before == "accept":
        w.write(MIHAI, "Cerere ofertă", "Bună ziua,\n\nAm nevoie de o ofertă pentru mentenanța site-ului nostru.\n\n"
                "Mihai Stan\nFirma Stan SRL, CUI 12345674\n0744 111 222\n", name="Mihai Stan")
        w.settle("2026-11-12 10:30")
        w.reply(OWNER, newest(w, OWNER, "Firma Stan"), "OFERTA 10 ore mentenanță x 150 lei, TVA 21", style="plain",
                name=OWNER_NAME)
        w.settle("2026-11-12 10:45")
    elif before == "file":
        w.start_filing()
        w.command("PRODUS Consultanta 150 lei, ora, flux servicii")
        w.settle("2026-11-13 08:00")
        preview(w, "2026-11-13 09:00", "CLIENT nou Exemplu SRL, cui RO32165490, email contabil@exemplu.test, adresa Str. Florilor 3, "
                "localitate Cluj-Napoca, judet CJ")
    elif before == "answer":
        preview(w, "2026-11-13 10:50")
        upload(w, "2026-11-13 11:00")
    elif before == "doubt":
        preview(w, "2026-11-13 14:50")
        w.anaf.fail("upload", "lost")
        upload(w, "2026-11-13 15:00")
    elif before == "reject":
        preview(w, "2026-11-13 16:10")
        w.anaf.reject("ERRIdentif - CUI cumparator incorect: 32165490")
        upload(w, "2026-11-13 16:30")
    elif before == "register":
        w.anaf.company("27000002", name="ALFA S.R.L.")
        w.extra["companies"] = "yes"
        w.write_config()
    elif before in ("look", "receive"):  # at the first look what is there is told in one mail
        for number in (1, 2):
            w.anaf.receive(supplier_invoice("%s-%d" % (before.upper(), number)))


def supplier_invoice(number):
    with open(os.path.join(world.ROOT, "tests/ubl/invoice.xml"), encoding="utf-8") as f:
        # The sample is the firm's own, which would be none of a supplier.
        return re.sub(r"(<cbc:ID>)[^<]*", r"\g<1>" + number, f.read().replace("18547290", "14399840"), count=1)


def mt940(lines):
    """lines: (day, minor, purpose, reference of the bank)."""
    def lei(minor):
        return "%d,%02d" % (abs(minor) // 100, abs(minor) % 100)
    out = [":20:EXTRAS", ":25:RO49AAAA1B31007593840000", ":28C:00004/00001", ":60F:C261112RON1000,00"]
    for day, minor, text, ref in lines:
        out.append(":61:%s%s%s%sNTRFNONREF//%s" % (day, day[2:], "C" if minor > 0 else "D", lei(minor), ref))
        out.append(":86:Incasare OP C.I.F.:; %s EXEMPLU SRL RO09BCYP0000001234567890" % text)
    return "\r\n".join(out + [":62F:C261113RON" + lei(100000 + sum(l[1] for l in lines)), "-"]) + "\r\n"


def previews(w):
    return [m for m in w.mails(OWNER) if "Aștept un DA" in m.text]


def preview(w, when, who="CLIENT contabil@exemplu.test"):
    before = len(previews(w))
    w.command(who, "FACTURA Consultanta x 2", "TRIMITE")
    w.settle(when)
    assert len(previews(w)) == before + 1, "no preview: " + w.mails(OWNER)[-1].text


def upload(w, when):
    """Issued and handed to ANAF, whose verdict waits."""
    before = w.value("SELECT count(*) FROM filing")
    w.clock(when)
    agree(w)
    assert w.plic("once") == 0, w.log_text()
    assert w.value("SELECT count(*) FROM filing WHERE state IN ('sent', 'unknown')") == 1, w.rows("SELECT id, state FROM filing")
    assert w.value("SELECT count(*) FROM filing") == before + 1


def newest(w, person, subject):
    found = [m for m in w.mails(person) if subject in m.subject]
    assert found, "%s has no mail about %s: %s" % (person, subject, [m.subject for m in w.mails(person)])
    return found[-1]


class Difference(Exception):
    pass


class Stage(World):
    """A world whose whole state, plic's and the mailboxes', can be put away and brought back."""

    def __init__(self, name, **kw):
        base = "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > 1 << 30 else None
        folder = tempfile.mkdtemp(prefix="plic-crash-", dir=base)
        os.chmod(folder, 0o755)
        super().__init__(name, folder=folder, **kw)
        self.data, self.mail = self.dir + "/data", self.dir + "/servers/mail"
        self.report = self.dir + "/points"
        self.anaf, self.anaf_saved = None, {}

    def start_filing(self):
        """From now on its invoices go to ANAF."""
        self.anaf = Anaf(self, timeout=5).__enter__()
        self.prepare(self)
        self.extra["extra"] += "efactura {\n\tfiling = yes\n}\n"
        self.write_config()
        self.anaf.sign_in()

    def stop(self):
        super().stop()
        if self.anaf:
            self.anaf.__exit__()
        shutil.rmtree(self.dir, ignore_errors=True)

    def save(self, name):
        shutil.rmtree(self.dir + "/" + name, ignore_errors=True)
        os.makedirs(self.dir + "/" + name)
        self._copy([p for p in (self.data, self.mail) if os.path.exists(p)], self.dir + "/" + name)
        if self.anaf:
            self.anaf_saved[name] = self.anaf.save()

    def bring_back(self, name):
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.mail, ignore_errors=True)
        saved = self.dir + "/" + name
        if os.path.exists(saved + "/data"):
            self._copy([saved + "/data"], self.dir)
        self._copy([saved + "/mail"], self.dir + "/servers")
        if self.anaf:
            self.anaf.restore(self.anaf_saved[name])

    @staticmethod
    def _copy(paths, to):
        subprocess.run(["cp", "-a", *paths, to], check=True)

    # -- plic, one turn at a time
    def clock(self, text, minutes=0):
        self.set_clock(text)
        self.base += datetime.timedelta(minutes=minutes)

    def plic(self, verb, kill=(), now=True):
        """Exit code. kill: killpoint's options. A killed or watched run is ended after two minutes."""
        at = ["--now", self.base.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")] if now else []
        by = [KILLPOINT, *kill, self.report] if kill else ["timeout", "-k", "1", "120"]
        with open(self.dir + "/plic.log", "wb") as log:
            return subprocess.run([*by, world.PLIC, "-c", self.conf, *at, verb],
                                  stdout=log, stderr=log, stdin=subprocess.DEVNULL).returncode

    def points(self):
        with open(self.report) as f:
            return [line.rstrip().replace(self.dir, "") for line in f]

    def is_quiet(self):
        with self.db() as db:
            return not db.execute("SELECT (SELECT count(*) FROM outbox WHERE state IN ('queued','sending','unknown')) + "
                                  "(SELECT count(*) FROM message WHERE state <> 'moved' AND target <> 'stay') + "
                                  "(SELECT count(*) FROM message WHERE state IN ('seen','begun')) + "
                                  "(SELECT count(*) FROM filing WHERE state NOT IN ('ok','rejected')) + "
                                  "(SELECT count(*) FROM received WHERE state = 'listed') + "
                                  "(SELECT count(*) FROM company_note WHERE wanted AND ?)",
                                  (self.extra.get("companies") == "yes",)).fetchone()[0]

    def settle(self, day, verb="once", minute=0):
        """Turns of plic until nothing is left to do; each later one is past the ten minutes of a mail's doubt, the last ones are
        past the eighty of an upload's."""
        for i in range(12):
            self.clock(day, minute + 12 * i)
            code = self.plic(verb)
            if code:
                raise Difference("plic %s: exit %d\n%s" % (verb, code, self.log_text()[-1500:]))
            if self.is_quiet():
                return
            if self.extra.get("companies") == "yes":
                time.sleep(0.15)  # by the true clock the register is asked once in 1.1 s, and a turn does not wait for it
            verb = "once"
        raise Difference("plic does not come to rest\n" + self.log_text()[-1500:])

    # -- what there is to compare
    def told(self):
        out = {}
        with self.db() as db:
            db.row_factory = sqlite3.Row
            # A document that prints an instant has another hash each time, and so has its PDF.
            moving = {r["id"] for r in db.execute("SELECT id, snapshot FROM document") if INSTANT.search(r["snapshot"])}
            for t in TABLES:
                rows = [dict(r) for r in db.execute("SELECT * FROM " + t) if "acceptance.head" not in tuple(r)]
                for r in rows:
                    free = FREE | FREE_OF.get(t, set())
                    if t == "document" and r["id"] in moving:
                        free = free | {"snapshot_hash"}
                    if t == "document_file" and r["document"] in moving:
                        free = free | {"sha256"}
                    for c in free & set(r):
                        del r[c]
                text = [INSTANT.sub("T", repr(r)) for r in rows]
                out[t] = sorted(text) if t == "reply_token" else text
        return out

    def boxes(self):
        """user -> folder -> raw mails, from Dovecot's own files (nobody is logged in when this is called)."""
        out = {}
        for user in os.listdir(self.mail):
            root = "%s/%s/mailboxes" % (self.mail, user)
            for path, _, files in os.walk(root):
                if os.path.basename(path) == "dbox-Mails":
                    folder = os.path.relpath(os.path.dirname(path), root)
                    out.setdefault(user, {})[folder] = [read_sdbox(path + "/" + f) for f in files if f.startswith("u.")]
        return out

    def filed(self):
        """Problems: an upload that ANAF has and the books have not, or the other way round, or with another verdict."""
        if not self.anaf:
            return []
        there = sorted((d.index, "ok" if d.ok() else "rejected") for d in self.anaf.docs.values())
        ours = sorted(self.rows("SELECT upload, state FROM filing"))
        return [] if there == ours else ["ANAF has %s, the books %s" % (there, ours)]

    def delivered(self):
        """Problems, second copies, and the mails of the office by folder."""
        boxes = self.boxes()
        known, bad, doubles = set(), [], 0
        for key, to, state, message_id, stored in self.rows(
                "SELECT key, recipient, state, message_id, bytes FROM outbox LEFT JOIN outbox_bytes ON outbox = id"):
            if state != "done":
                bad.append("%s is %s" % (key, state))
                continue
            known.add(message_id)
            got = [m for m in boxes.get(to.partition("@")[0], {}).get("INBOX", []) if id_of(m) == message_id]
            if not got:
                bad.append("%s to %s was never delivered" % (key, to))
            if any(not m.endswith(unix(stored)) for m in got):
                bad.append("%s arrived with other bytes than were stored" % key)
            doubles += max(0, len(got) - 1)
        for user, folders in boxes.items():
            if user != "office":
                for m in folders.get("INBOX", []):
                    if id_of(m) not in known:
                        bad.append("%s got a mail that is not in the outbox: %s" % (user, mail.Mail(m).subject))
        ours = {f: sorted(id_of(m) for m in ms) for f, ms in boxes.get("office", {}).items() if ms}
        return bad, doubles, ours


def difference(want, got):
    """The rows that are not in both, from shortly before where they part."""
    lost, new = [r for r in want if r not in got], [r for r in got if r not in want]
    if len(lost) == 1 and len(new) == 1:
        at = max(0, len(os.path.commonprefix([lost[0], new[0]])) - 60)
        lost, new = [lost[0][at:at + 200]], [new[0][at:at + 200]]
    return "".join("\n- " + r[:400] for r in lost) + "".join("\n+ " + r[:400] for r in new) or "another order"


def unix(raw):
    return raw.replace(b"\r\n", b"\n")


def read_sdbox(path):
    with open(path, "rb") as f:
        head = f.readline()
        size = int(f.read(int(re.search(rb"M([0-9a-f]+)", head).group(1), 16))[13:29], 16)
        return unix(f.read(size))


def id_of(raw):
    m = re.search(rb"(?im)^message-id:\s*<?([^>\s]+)", raw.partition(b"\n\n")[0])
    return m.group(1).decode() if m else ""


class Step:
    """One step of the story on one stage: what it does undisturbed, and tries to disturb it."""

    def __init__(self, stage, number):
        self.w, self.number = stage, number
        self.name, self.arrives, self.verb, self.day = STEPS[number]

    def begin(self):
        w = self.w
        between(w, self.name)
        w.clock(self.day)
        self.arrives(w)
        w.save("before")
        w.clock(self.day)
        code = w.plic(self.verb, COUNT)
        if code:
            raise Difference("plic %s: exit %d\n%s" % (self.verb, code, w.log_text()[-1500:]))
        self.points = w.points()
        w.settle(self.day, self.verb, 1)
        self.want = w.told()
        bad, doubles, self.ours = w.delivered()
        bad += w.filed()
        if bad or doubles:
            raise Difference("undisturbed: %s, %d second copies" % (bad, doubles))
        w.save("after")

    def end(self):
        self.w.bring_back("after")

    def try_kill(self, when, n):
        """Kill at point n, start again; gives the number of second copies, None when n was not reached."""
        w = self.w
        w.bring_back("before")
        w.clock(self.day)
        code = w.plic(self.verb, ("-" + when, str(n)))
        reached = code == KILLED
        time.sleep(0.02)  # what was handed to the servers is theirs to end
        w.settle(self.day, self.verb, 1)
        got = w.told()
        for t in TABLES:
            if got[t] != self.want[t]:
                raise Difference("%s differs: %s" % (t, difference(self.want[t], got[t])))
        bad, doubles, ours = w.delivered()
        bad += w.filed()
        if bad:
            raise Difference("; ".join(bad))
        if ours != self.ours:
            raise Difference("the office's folders hold %s, not %s" % (ours, self.ours))
        if w.plic("verify", now=False):
            raise Difference("verify: " + w.log_text())
        return doubles if reached else None
