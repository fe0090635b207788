"""A firm's year as it happened: who owed what, who paid what, with which words and which mistakes. The truth (which documents each line
of the bank pays, and with how much of them) is written down here, where the payment is made up; nothing of plic is asked.

Each line belongs to a family; TRAPS says what is wrong in it. Money that pays no document has an empty truth: putting it on one is an error."""
import dataclasses
import datetime
import random

from matching_banks import cui, iban, plain, rf

YEAR = 2025
INVOICES, LINES = 5000, 6000
FIRST = ("Ana Maria Ioana Elena Andreea Mihaela Cristina Gabriela Raluca Simona Ion Andrei Mihai Alexandru Radu Stefan Bogdan Vlad Cristian "
         "Sorin").split()
LAST = ("Popescu Ionescu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Marin Tudor Dobre Barbu Nistor Florea Sandu Toma Oprea "
        "Voicu Lungu Neagu Preda Manole Dragan").split()
WORDS = ("Nord Sud Alfa Vega Carpat Delta Sigma Orion Zenit Prim Nova Terra Lumen Forest Silva Aqua Metal Construct Trans Agro Media "
         "Soft Design Optic Dental").split()
TRADES = "Trade Serv Consult Impex Prod Grup Systems Logistic Invest Expert".split()
COMMON = [12100, 18150, 24200, 30250, 36300, 45000, 48400, 54450, 60500, 72600, 84700, 96800, 121000, 145200, 181500, 242000]

# family: (share of invoices, what is wrong)
TRAPS = {
    "clean": (0, "reference as printed, own account, the sum"),
    "equal_amounts": (0.03, "two clients owe the same sum on neighbouring numbers; reference right, payer's name not said"),
    "old_number": (0.01, "last month's number, which is paid, on this month's money"),
    "family_payer": (0.03, "somebody of the family pays; reference right"),
    "family_no_reference": (0.007, "somebody of the family pays and writes only what for"),
    "twins": (0.007, "two payments alike in all, the same day, for two documents"),
    "fee_short": (0.012, "the bank on the way kept a fee; half of the banks say so"),
    "foreign_reference": (0.011, "the number of another supplier's invoice, often one that is open with us too"),
    "partials": (0.012, "half now, half later, the same reference"),
    "over": (0.006, "rounded up, or a digit too much"),
    "typos": (0.013, "a digit of the number changed, swapped, missing or doubled"),
    "several": (0.05, "two to five documents in one payment: lists, ranges, dates between"),
    "several_no_reference": (0.006, "two or three documents, none named"),
    "cents": (0.012, "off by one ban to ninety-nine"),
    "other_currency": (0.01, "an invoice in euro, paid in lei; half of them with the euro told by the bank"),
    "no_reference": (0.02, "known payer, right sum, no number"),
    "bare_number": (0.03, "the number without its series, among other words"),
    "broken_text": (0.03, "blanks inside the number or lost before it, text cut or glued by the bank"),
    "rf_reference": (0.04, "an ISO 11649 reference, in groups or not"),
    "shared_account": (0.3, "an accountant's account pays for two clients"),
    "namesakes": (0.3, "two clients of the same name"),
    "paid_twice": (0.008, "the same invoice again by mistake"),
    "word_kind": (0.06, "the kind's word and the number: factura, fact., FF, invoice"),
    # money that pays no document
    "before_issue": (0, "an advance that names the number of a contract, before any invoice"),
    "returns": (0, "money given back to us or by us, with a number of ours in the words"),
    "not_ours": (0, "refunds of suppliers, interest, own transfers, as large as an open invoice"),
    "settlement": (0, "card processors' payouts, net of fee, as large as an open invoice"),
    "outgoing": (0, "what we pay, with suppliers' numbers that are ours too"),
    "fees": (0, "the bank's own fees"),
}


@dataclasses.dataclass
class Client:
    n: int
    name: str
    email: str
    cui: str
    iban: str
    bank: int
    person: bool
    monthly: int = 0  # sum of a subscription
    accountant: str = ""
    namesake: bool = False


@dataclasses.dataclass
class Invoice:
    number: int
    client: Client
    day: datetime.date
    bani: int
    currency: str = "RON"
    family: str = "clean"

    @property
    def label(self):
        return "FCT %04d" % self.number


@dataclasses.dataclass
class Line:
    day: datetime.date
    bank: int
    bani: int
    name: str
    iban: str
    cui: str
    text: str
    family: str
    pays: dict = dataclasses.field(default_factory=dict)  # label -> bani of the document that it settles
    fee: int = 0
    original: tuple = ()
    e2e: str = ""
    kind: str = "transfer"
    ref: str = ""


class Year:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.clients, self.invoices, self.lines = [], [], []
        self.make_clients()
        self.make_invoices()
        self.pay()
        self.others()
        self.lines.sort(key=lambda x: x.day)
        for i, x in enumerate(self.lines):
            x.ref = "%s%07d" % (x.day.strftime("%y%m%d"), 1000000 + i)

    # people

    def make_clients(self):
        r = self.r
        for n in range(420):
            person = n % 5 < 2
            if person:
                name = "%s %s" % (r.choice(FIRST), r.choice(LAST))
                if r.random() < 0.5:
                    name = name.split()[0] + " " + r.choice(FIRST) + " " + name.split()[1]
            else:
                name = "%s %s %s %s" % (r.choice(WORDS), r.choice(WORDS), r.choice(TRADES), "SRL")
            c = Client(n, name, "c%d@clienti.test" % n, "" if person else cui(11000000 + n * 137), iban(r.choice(
                ["BTRL", "RNCB", "BRDE", "INGB", "RZBR"]), 100000 + n), r.randrange(8), person)
            if n % 4 == 0:
                c.monthly = r.choice(COMMON)
            self.clients.append(c)
        people = [c for c in self.clients if c.person]
        for a, b in zip(people[0:12:2], people[1:12:2]):
            b.name = a.name
            a.namesake = b.namesake = True
        firms = [c for c in self.clients if not c.person]
        for a, b in zip(firms[0:16:2], firms[1:16:2]):
            a.accountant = b.accountant = iban("BTRL", 900000 + a.n)

    # what was invoiced

    def make_invoices(self):
        r, start = self.r, datetime.date(YEAR, 1, 3)
        drafts = []
        for c in self.clients:
            if c.monthly:
                drafts += [(datetime.date(YEAR, m, 1 + c.n % 5), c, c.monthly) for m in range(1, 13)]
        while len(drafts) < INVOICES:
            c = r.choice(self.clients)
            bani = r.choice(COMMON) if r.random() < 0.6 else r.randrange(2000, 900000)
            drafts.append((start + datetime.timedelta(r.randrange(0, 350)), c, bani))
        drafts.sort(key=lambda d: (d[0], d[1].n))
        self.invoices = [Invoice(i + 1, c, day, bani) for i, (day, c, bani) in enumerate(drafts[:INVOICES])]
        for inv in self.invoices:
            inv.family = self.family(inv.client)
            if inv.family == "other_currency":
                inv.currency, inv.bani = "EUR", r.randrange(5000, 200000)

    def family(self, c):
        """By lot; what only some clients can do is theirs the more often."""
        if c.accountant and self.r.random() < TRAPS["shared_account"][0]:
            return "shared_account"
        if c.namesake and self.r.random() < TRAPS["namesakes"][0]:
            return "namesakes"
        names = [f for f in TRAPS if TRAPS[f][0] and f not in ("shared_account", "namesakes")]
        shares = [TRAPS[f][0] for f in names]
        return self.r.choices(names + ["clean"], shares + [1 - sum(shares)])[0]

    # how it was paid

    def line(self, inv, day, bani, text, pays, **more):
        c = inv.client
        name = c.name if c.person or self.r.random() < 0.5 else self.r.choice(["SC " + c.name, c.name.replace(" SRL", " S.R.L."), c.name])
        x = Line(day, more.pop("bank", c.bank), bani, plain(name), c.iban, c.cui, text, more.pop("family", inv.family), pays)
        for k, v in more.items():
            setattr(x, k, v)
        self.lines.append(x)
        return x

    def later(self, inv, least=1):
        days = self.r.choice([1, 2, 3, 5, 8, 12, 15, 20, 30]) + least - 1
        return min(inv.day + datetime.timedelta(days), datetime.date(YEAR, 12, 31))

    def reference(self, number, day):
        r, d = self.r, day.strftime("%d.%m.%Y")
        return r.choice(["FCT %04d", "FCT%04d", "FCT-%04d", "FCT %d", "fct.%04d", "FCT/%04d", "FCT nr. %d", "seria FCT nr %04d",
                         "FCT %04d din " + d, "FCT%04d/" + d, "factura FCT %04d", "c/v fact. FCT %d din " + d,
                         "plata factura fiscala seria FCT nr. %04d"]) % number

    def purpose(self, words):
        return self.r.choice(["%s", "%s", "plata %s", "cv %s", "%s multumim", "%s servicii", "contravaloare %s"]) % words

    def pay(self):
        taken = set()
        by_client = {}
        for inv in self.invoices:
            by_client.setdefault(inv.client.n, []).append(inv)
        for inv in self.invoices:
            if inv.number in taken:
                continue
            if inv.family != "clean" or self.r.random() > 0.02:  # two of a hundred never pay
                taken.add(inv.number)
                siblings = [o for o in by_client[inv.client.n] if o.number > inv.number and o.number not in taken and
                            o.family in ("clean", "several", "several_no_reference", "twins") and
                            o.currency == "RON" and (o.day - inv.day).days < 70]
                getattr(self, "pay_" + inv.family)(inv, siblings, taken)

    def pay_clean(self, inv, *_):
        day = self.later(inv)
        self.line(inv, day, inv.bani, self.purpose(self.reference(inv.number, inv.day)), {inv.label: inv.bani}, family="clean")

    def pay_word_kind(self, inv, *_):
        text = self.r.choice(["factura %d", "fact %d", "FF %d", "factura nr %04d", "fact.nr.%d", "invoice %d", "c/v FF nr %04d",
                              "factura fiscala nr. %d"]) % inv.number
        self.line(inv, self.later(inv), inv.bani, self.purpose(text), {inv.label: inv.bani})

    def pay_equal_amounts(self, inv, siblings, taken):
        """The neighbour in number, somebody else's, is made to owe the same; both pay in a collective way."""
        other = next((o for o in self.invoices[inv.number:inv.number + 40] if o.client is not inv.client and o.number not in taken and
                      o.family == "clean" and not o.client.monthly), None)
        if other:
            other.bani = inv.bani
            taken.add(other.number)
            self.line(other, self.later(other), other.bani, self.purpose(self.reference(other.number, other.day)),
                      {other.label: other.bani}, family="equal_amounts")
        x = self.line(inv, self.later(inv), inv.bani, self.purpose(self.reference(inv.number, inv.day)), {inv.label: inv.bani})
        x.name, x.cui, x.iban = "GHISEU UNIC PLATI", "", iban("CECE", 77)

    def pay_old_number(self, inv, *_):
        before = [o for o in self.invoices[:inv.number - 1] if o.client is inv.client and o.family == "clean" and
                  (inv.day - o.day).days > 40 and any(o.label in x.pays and x.day < inv.day for x in self.lines[-1500:])]
        if not before:
            return self.pay_clean(inv)
        old = before[-1]
        self.line(inv, self.later(inv), inv.bani, self.purpose(self.reference(old.number, old.day)), {inv.label: inv.bani})

    def family_of(self, inv, x):
        x.name = plain("%s %s" % (self.r.choice(LAST), self.r.choice(FIRST)))
        x.iban, x.cui = iban("INGB", 500000 + inv.number), ""

    def pay_family_payer(self, inv, *_):
        x = self.line(inv, self.later(inv), inv.bani, self.purpose(self.reference(inv.number, inv.day)), {inv.label: inv.bani})
        self.family_of(inv, x)

    def pay_family_no_reference(self, inv, *_):
        x = self.line(inv, self.later(inv), inv.bani, self.r.choice(["taxa curs copil", "plata curs", "transfer", "rata"]),
                      {inv.label: inv.bani})
        self.family_of(inv, x)

    def pay_twins(self, inv, siblings, taken):
        if not siblings:
            return self.pay_clean(inv)
        other = siblings[0]
        other.bani = inv.bani
        taken.add(other.number)
        text = self.r.choice(["plata servicii", "factura curenta", "abonament"])
        day = self.later(other)
        self.line(inv, day, inv.bani, text, {inv.label: inv.bani})
        self.line(inv, day, inv.bani, text, {other.label: other.bani})

    def pay_fee_short(self, inv, *_):
        fee = self.r.choice([500, 1000, 1500, 2500])
        if inv.bani <= fee * 3:
            return self.pay_clean(inv)
        told = self.r.random() < 0.5
        self.line(inv, self.later(inv), inv.bani - fee, self.purpose(self.reference(inv.number, inv.day)), {inv.label: inv.bani},
                  fee=fee if told else 0, bank=6)

    def pay_foreign_reference(self, inv, *_):
        near = self.r.choice(self.invoices[max(0, inv.number - 200):inv.number + 100]).number
        text = self.r.choice(["factura %d", "FF %d", "fact. %04d", "factura nr %d/2025", "FCT %d", "invoice %04d"]) % near
        if near == inv.number:
            text = "servicii"
        self.line(inv, self.later(inv), inv.bani, self.purpose(text), {inv.label: inv.bani})

    def pay_partials(self, inv, *_):
        part = inv.bani // 2 if self.r.random() < 0.5 else inv.bani * self.r.randrange(20, 80) // 100
        day = self.later(inv)
        for bani, words, d in ((part, "avans ", day), (inv.bani - part, "rest ", day + datetime.timedelta(9))):
            text = (words if self.r.random() < 0.5 else "") + self.reference(inv.number, inv.day)
            self.line(inv, min(d, datetime.date(YEAR, 12, 31)), bani, text, {inv.label: bani})

    def pay_over(self, inv, *_):
        more = self.r.choice([-inv.bani % 10000 or 5000, 1000, inv.bani])
        self.line(inv, self.later(inv), inv.bani + more, self.purpose(self.reference(inv.number, inv.day)), {inv.label: inv.bani})

    def pay_typos(self, inv, *_):
        digits = list("%04d" % inv.number)
        i = self.r.randrange(3)
        how = self.r.randrange(4)
        if how == 0:
            digits[i] = str((int(digits[i]) + self.r.randrange(1, 9)) % 10)
        elif how == 1:
            digits[i], digits[i + 1] = digits[i + 1], digits[i]
        elif how == 2:
            del digits[i]
        else:
            digits.insert(i, digits[i])
        self.line(inv, self.later(inv), inv.bani, self.purpose("FCT " + "".join(digits)), {inv.label: inv.bani})

    def together(self, inv, siblings, taken, most):
        group = [inv] + siblings[:self.r.randrange(1, most)]
        for o in group:
            taken.add(o.number)
        last = max(o.day for o in group)
        day = min(last + datetime.timedelta(self.r.randrange(1, 20)), datetime.date(YEAR, 12, 31))
        return group, day, sum(o.bani for o in group), {o.label: o.bani for o in group}

    def pay_several(self, inv, siblings, taken):
        if not siblings:
            return self.pay_clean(inv)
        group, day, bani, pays = self.together(inv, siblings, taken, 5)
        numbers = [o.number for o in group]
        style = self.r.randrange(5)
        if numbers[-1] - numbers[0] == len(numbers) - 1 and len(numbers) > 2:
            text = "FCT %d-%d" % (numbers[0], numbers[-1])
        elif style == 0:
            text = "FCT " + ", ".join("%04d" % n for n in numbers[:-1]) + " si %04d" % numbers[-1]
        elif style == 1:
            text = ", ".join("FCT%04d/%s" % (o.number, o.day.strftime("%d.%m.%Y")) for o in group)
        elif style == 2:
            text = "fact " + "+".join("%d" % n for n in numbers)
        elif style == 3:
            text = "facturi FCT " + " ".join("FCT%d" % n for n in numbers)
        else:
            text = "FCT " + ";".join("%d" % n for n in numbers)
        self.line(inv, day, bani, text, pays)

    def pay_several_no_reference(self, inv, siblings, taken):
        if not siblings:
            return self.pay_clean(inv)
        _, day, bani, pays = self.together(inv, siblings, taken, 3)
        self.line(inv, day, bani, self.r.choice(["sold facturi", "facturi restante", "plata servicii"]), pays)

    def pay_cents(self, inv, *_):
        off = self.r.choice([-1, 1, -2, -30, -50, -99, 99, 45])
        self.line(inv, self.later(inv), inv.bani + off, self.purpose(self.reference(inv.number, inv.day)), {inv.label: inv.bani})

    def pay_other_currency(self, inv, *_):
        rate = self.r.randrange(49600, 50900)
        told = self.r.random() < 0.5
        self.line(inv, self.later(inv), inv.bani * rate // 10000, self.purpose(self.reference(inv.number, inv.day)),
                  {inv.label: inv.bani}, bank=6, original=(inv.bani, "EUR") if told else ())

    def pay_no_reference(self, inv, *_):
        self.line(inv, self.later(inv), inv.bani, self.r.choice(["plata servicii", "contract 15/2023", "abonament luna curenta", "OP",
                                                                 "conform contract", "servicii trim 2", "c/v marfa"]), {inv.label: inv.bani})

    def pay_bare_number(self, inv, *_):
        text = self.r.choice(["%04d", "plata %04d", "nr %d", "%04d servicii", "seria F nr %04d", "document %04d", "doc. nr. %d/2025"]) % inv.number
        self.line(inv, self.later(inv), inv.bani, text, {inv.label: inv.bani})

    def pay_broken_text(self, inv, *_):
        n = "%04d" % inv.number
        text = self.r.choice(["FCT %s %s" % (n[:2], n[2:]), "plataFCT" + n, "F CT" + n, "FCT%sdin %s" % (n, inv.day.strftime("%d.%m.%Y")),
                              "FC T" + n, "FCT %s %s servicii" % (n[:1], n[1:]), "contravaloare servicii conform contract si act aditional "
                              "pentru luna in curs FCT " + n])
        self.line(inv, self.later(inv), inv.bani, text, {inv.label: inv.bani})

    def pay_rf_reference(self, inv, *_):
        code = rf("FCT%04d" % inv.number)
        text = self.r.choice([code, " ".join(code[i:i + 4] for i in range(0, len(code), 4)), "plata " + code, code.lower()])
        x = self.line(inv, self.later(inv), inv.bani, text, {inv.label: inv.bani})
        if self.r.random() < 0.3:
            self.family_of(inv, x)

    def pay_shared_account(self, inv, *_):
        text = self.reference(inv.number, inv.day) if self.r.random() < 0.7 else "plata servicii"
        x = self.line(inv, self.later(inv), inv.bani, text, {inv.label: inv.bani})
        x.name, x.iban, x.cui = "CONTA EXPERT SRL", inv.client.accountant, ""

    def pay_namesakes(self, inv, *_):
        text = self.reference(inv.number, inv.day) if self.r.random() < 0.5 else "plata curs"
        x = self.line(inv, self.later(inv), inv.bani, text, {inv.label: inv.bani})
        x.iban = iban("CECE", 600000 + inv.number)

    def pay_paid_twice(self, inv, *_):
        text = self.reference(inv.number, inv.day)
        day = self.later(inv)
        self.line(inv, day, inv.bani, text, {inv.label: inv.bani})
        self.line(inv, min(day + datetime.timedelta(6), datetime.date(YEAR, 12, 31)), inv.bani, text, {})

    # money that pays no document

    def others(self):
        r = self.r
        quota = {"before_issue": 40, "returns": 50, "not_ours": 60, "settlement": 110, "outgoing": 380}
        for family, n in quota.items():
            for _ in range(n):
                self.other(family, r.choice([i for i in self.invoices if i.day.month > 1]))
        while len(self.lines) < LINES:
            day = datetime.date(YEAR, 1, 5) + datetime.timedelta(r.randrange(0, 355))
            self.lines.append(Line(day, r.randrange(8), -r.choice([51, 200, 400, 600]), "", "", "", "Comision", "fees", kind="fee"))

    def other(self, family, inv):
        r, day = self.r, min(inv.day + datetime.timedelta(self.r.randrange(1, 25)), datetime.date(YEAR, 12, 30))
        x = Line(day, r.randrange(8), inv.bani, "", iban("BRDE", 800000 + inv.number), "", "", family)
        if inv.currency != "RON":
            x.bani = 12345
        number = r.choice(self.invoices).number
        if family == "before_issue":
            x.day = inv.day - datetime.timedelta(r.randrange(3, 20))
            x.day = max(x.day, datetime.date(YEAR, 1, 2))
            x.name, x.iban, x.cui = plain(inv.client.name), inv.client.iban, inv.client.cui
            x.text = r.choice(["avans contract %d", "avans FCT %04d" if inv.number > 200 else "avans contract %d",
                               "plata in avans cf contract %04d"]) % inv.number
        elif family == "returns":
            x.name = "FURNIZOR %d SRL" % (number % 30)
            x.text = r.choice(["Restituire factura %04d", "Returnare plata FCT %04d", "retur marfa FCT %d", "storno FCT %d"]) % inv.number
        elif family == "not_ours":
            x.name = r.choice(["FURNIZOR %d SRL" % (number % 30), "FIRMA NOASTRA SRL", "ANAF TREZORERIE"])
            x.text = r.choice(["Dobanda luna", "transfer intern", "rambursare TVA decizia %d" % number, "regularizare contract %d" % number])
        elif family == "settlement":
            x.name = r.choice(["NETOPIA FINANCIAL SERVICES SA", "EUPLATESC.RO", "STRIPE TECHNOLOGY EUROPE LTD"])
            x.text = r.choice(["Decontare tranzactii %s net de comision", "payout %s", "decontare POS %s cf. raport"]) % day.strftime("%d.%m.%Y")
        else:
            x.bani, x.kind, x.name = -x.bani, "out", "FURNIZOR %d SRL" % (number % 30)
            x.text = r.choice(["plata factura %d", "FCT %04d", "factura fiscala %04d"]) % number
        self.lines.append(x)
