"""Strange invoices: a second way of spoiling whole ones, which takes its ideas from the official files themselves, where
../shared has them: names from each rule's expression, places from the schema, limits from the numbers in both. How a
document is written is drawn too (written.py). mutate.py, older, knows nothing but the documents.

    strange(bases, n, seed, data)  -> n pairs (name, bytes); bases: list of (name, bytes) of valid UBL, data: folder of the
                                      official schemas and rules
"""
import copy
import glob
import os
import random
import re
import xml.etree.ElementTree as ET
from decimal import Decimal, InvalidOperation, ROUND_HALF_UP

import written
from tempting import CAC, CBC, CODES, DAYS, EXT, FLAGS, FOREIGN, IDS, LIMITS, NS, NUMBERS, TIMES, Schema


def local(e):
    return e.tag.rsplit("}", 1)[-1]


class Maker:
    def __init__(self, bases, seed, data):
        self.rnd = random.Random(seed)
        self.schema = Schema(data)
        self.bases = [(name, ET.fromstring(text)) for name, text in bases]
        self.rules, self.said = [], {}
        for path in glob.glob(os.path.join(data, "schematron", "cius-ro-1.0.9", "**", "*.sch"), recursive=True):
            for e in ET.parse(path).getroot().iter():
                test = e.get("test") or e.get("value") or ""
                names = re.findall(r"(cbc|cac):(\w+)", test + " " + (e.get("context") or ""))
                if names and "$" not in (e.get("test") or ""):
                    self.rules.append([(CBC if p == "cbc" else CAC) + n for p, n in names])
        for _, root in self.bases:
            for e in root.iter():
                if e.text and e.text.strip():
                    self.said.setdefault(e.tag, []).append(e.text)

    # -- values

    def text_of(self, n):
        r = self.rnd
        c = r.choice(["x", "ș", "€", "x ", "a  b", "\u0301", "\u00a0", "中"])
        s = (c * n)[:n]
        return s[:-1] + "x" if s[-1:] in " \n" and r.random() < 0.7 else s

    def value(self, tag):
        r, kind = self.rnd, self.schema.kind.get(tag, "Text")
        name = tag.rsplit("}", 1)[-1]
        if r.random() < 0.2 and self.said.get(tag):
            return r.choice(self.said[tag])
        if r.random() < 0.08:
            return r.choice(r.choice([NUMBERS, DAYS, FLAGS, CODES, IDS]))
        if kind in ("Amount", "Quantity", "Percent", "Numeric", "Rate", "Measure"):
            return r.choice(NUMBERS) if r.random() < 0.7 else "%d.%02d" % (r.randint(-300, 3000), r.randint(0, 99))
        if kind == "Date":
            return r.choice(DAYS)
        if kind == "Time":
            return r.choice(TIMES)
        if kind == "Indicator":
            return r.choice(FLAGS)
        if kind == "Code" or name in ("CountrySubentity", "CityName"):
            return r.choice(CODES)
        if kind == "Identifier" and r.random() < 0.7:
            return r.choice(IDS + CODES)
        if kind == "BinaryObject":
            return r.choice(["JVBERi0=", "", "JVBERi0", "%%%", " JVBE Ri0= ", "AA==\n"])
        return self.text_of(r.choice(LIMITS) + r.choice([0, 0, 1, 1, -1])) if r.random() < 0.5 else r.choice(IDS)

    def fresh(self, tag, depth=0, proper=False):
        """A new element with what it must hold, sometimes with what it may."""
        r, e = self.rnd, ET.Element(tag)
        kind = self.schema.kind.get(tag)
        if tag in self.schema.children:
            for child, must in self.schema.children[tag]:
                if must or (depth < 3 and r.random() < 1.5 / len(self.schema.children[tag])):
                    if depth < 5:
                        e.append(self.fresh(child, depth + 1, proper))
            return e
        good = {"Amount": "1.00", "Quantity": "1", "Percent": "1", "Numeric": "1", "Rate": "1", "Measure": "1", "Date": "2026-11-20", "Time": "10:00:00",
                "Indicator": "true", "BinaryObject": "JVBERi0=", "Code": "RO"}
        e.text = good.get(kind, "x") if proper or r.random() < 0.6 else self.value(tag)
        if kind == "Amount":
            e.set("currencyID", r.choice(["RON", "RON", "EUR"]))
        if kind == "BinaryObject":
            e.set("mimeCode", "application/pdf"), e.set("filename", "a.pdf")
        return e

    def add(self, parent, tag, proper=False):
        e = self.fresh(tag, 0, proper)
        parent.insert(self.schema.place(parent, tag), e)
        return e

    # -- what is done to a document

    def spoil_leaf(self, root, e, parents):
        r = self.rnd
        do = r.random()
        if do < 0.55:
            e.text = self.value(e.tag)
        elif do < 0.70 and e in parents:
            parents.pop(e).remove(e)
        elif do < 0.82 and e in parents:
            twin = copy.deepcopy(e)
            if r.random() < 0.5:
                twin.text = self.value(e.tag)
            parents[e].insert(list(parents[e]).index(e) + r.choice([0, 1]), twin)
        elif do < 0.88:
            e.text = r.choice(["", None, " "])
        else:
            self.attribute(e)

    def attribute(self, e):
        r = self.rnd
        if e.attrib and r.random() < 0.7:
            k = r.choice(sorted(e.attrib))
            if r.random() < 0.3:
                del e.attrib[k]
            else:
                e.set(k, r.choice(CODES + ["", "x", "true"]))
        else:
            e.set(r.choice(FOREIGN), r.choice(CODES + ["x", ""]))

    def by_rule(self, root, parents):
        """A rule's own names: some of them spoiled, some put in."""
        r, names = self.rnd, self.rnd.choice(self.rules)
        there = [e for e in root.iter() if e.tag in names]
        for _ in range(r.choice([1, 1, 2])):
            if there and r.random() < 0.7:
                e = r.choice(there)
                if e not in parents:
                    continue
                if len(e) == 0:
                    self.spoil_leaf(root, e, parents)
                elif e in parents and r.random() < 0.4:
                    self.twice(e, parents)
                    if r.random() < 0.5:
                        parents.pop(e).remove(e)
                else:
                    self.add(e, r.choice([t for t in names if t.startswith(CBC)] or names))
                continue
            tag = r.choice(names)
            homes = [e for e in root.iter() if any(t == tag for t, _ in self.schema.children.get(e.tag, []))]
            if homes:
                self.add(r.choice(homes), tag)

    def grow(self, root, parents):
        """What the schema allows, where it allows it."""
        r = self.rnd
        for _ in range(r.choice([1, 1, 3])):
            homes = [e for e in root.iter() if self.schema.children.get(e.tag)]
            home = r.choice(homes) if r.random() < 0.6 else r.choice([e for e in homes if e.tag == r.choice(homes).tag] or homes)
            self.add(home, r.choice(self.schema.children[home.tag])[0], r.random() < 0.7)

    def leaves(self, root, *ends):
        return [e for e in root.iter() if len(e) == 0 and isinstance(e.tag, str) and (not ends or local(e).endswith(ends))]

    def values(self, root, parents):
        for e in self.rnd.sample(self.leaves(root), min(len(self.leaves(root)), self.rnd.choice([1, 1, 2]))):
            self.spoil_leaf(root, e, parents)

    def numbers(self, root, parents):
        e = self.rnd.choice(self.leaves(root, "Amount", "Quantity", "Percent", "Numeric") or [root])
        try:
            if self.rnd.random() < 0.6:
                d = Decimal(e.text) + Decimal(self.rnd.choice("0.01 -0.01 0.005 -0.005 0.99 -0.99 1 -1 1.01 -1.01 0.5 -0.5 0.0000001 1e-13 1e-25 1e21".split()))
                e.text = "{:f}".format(d)
                return
        except (InvalidOperation, TypeError):
            pass
        e.text = self.rnd.choice(NUMBERS)

    def lengths(self, root, parents):
        texts = [e for e in self.leaves(root) if self.schema.kind.get(e.tag) in ("Text", "Name", "Identifier", "Code")]
        if texts:
            self.rnd.choice(texts).text = self.text_of(self.rnd.choice(LIMITS) + self.rnd.choice([0, 1]))

    def days(self, root, parents):
        for e in self.rnd.sample(self.leaves(root, "Date"), min(len(self.leaves(root, "Date")), 2)):
            e.text = self.rnd.choice(DAYS)

    def named(self, root, *names):
        return [e for e in root.iter() if isinstance(e.tag, str) and local(e) in names]

    def currency(self, root, parents):
        r, to = self.rnd, self.rnd.choice(["EUR", "USD", "ron", "RON ", "", "XXX", "RON", "HRK"])
        held = [e for e in root.iter() if "currencyID" in e.attrib]
        how = r.random()
        for e in held if how < 0.3 else r.sample(held, min(len(held), r.choice([1, 2]))):
            e.set("currencyID", to)
        if how < 0.6:
            for e in self.named(root, "DocumentCurrencyCode"):
                e.text = to
        if r.random() < 0.5:
            for e in root.findall(CBC + "TaxCurrencyCode"):
                root.remove(e)
            for _ in range(r.choice([1, 1, 2])):
                self.add(root, CBC + "TaxCurrencyCode").text = r.choice(["RON", "EUR", to])
        if r.random() < 0.5:
            t = self.add(root, CAC + "TaxTotal", True)
            t[:] = [x for x in t if local(x) == "TaxAmount"] if r.random() < 0.7 else list(t)
            t[0].set("currencyID", r.choice(["RON", to, "EUR"]))

    def parties(self, root, parents):
        """Who sells and buys: numbers, their schemes, address."""
        r = self.rnd
        for e in self.named(root, "PartyTaxScheme", "PartyLegalEntity", "PartyIdentification", "PostalAddress", "Address", "Contact", "EndpointID", "PayeeParty", "TaxRepresentativeParty"):
            if r.random() < 0.3:
                for leaf in [x for x in e.iter() if len(x) == 0]:
                    if r.random() < 0.4:
                        leaf.text = r.choice(IDS + CODES + ["VAT", "RO", "RO-B", "RO-CJ", "SECTOR3"])
                    elif r.random() < 0.1:
                        self.attribute(leaf)
        if r.random() < 0.4:
            self.add(root, CAC + r.choice(["PayeeParty", "TaxRepresentativeParty", "Delivery"]), True)
        if r.random() < 0.3:
            for p in root.iter(CAC + "Party"):
                self.add(p, CAC + r.choice(["PartyTaxScheme", "PartyName", "PartyLegalEntity", "PartyIdentification"]))

    def category(self, root, parents):
        """VAT: another category here or everywhere, another rate, another reason."""
        r = self.rnd
        cats = self.named(root, "TaxCategory", "ClassifiedTaxCategory")
        to = r.choice(["S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", "s", "S ", ""])
        rate = r.choice([None, None, "drop", "0", "0.00", "21", "21.0", "11", "-5", "x", "", "1e1", "NaN", "0.4", "99"])
        for e in cats if r.random() < 0.5 else r.sample(cats, min(len(cats), r.choice([1, 2]))):
            for c in list(e):
                if c.tag == CBC + "ID":
                    c.text = to
                elif c.tag == CBC + "Percent" and rate == "drop":
                    e.remove(c)
                elif c.tag == CBC + "Percent" and rate:
                    c.text = rate
                elif local(c).startswith("TaxExemption") and r.random() < 0.4:
                    e.remove(c)
            if r.random() < 0.3:
                self.add(e, CBC + r.choice(["TaxExemptionReason", "TaxExemptionReasonCode", "Percent", "ID"])).text = r.choice(["Scutit", "VATEX-EU-O", "", "0", to])
            if r.random() < 0.1 and len(e):
                self.add(e, CAC + "TaxScheme", True)[:] = [self.fresh(CBC + "ID")] * r.choice([0, 1, 1])
        if r.random() < 0.3:
            self.twice(r.choice(self.named(root, "TaxSubtotal", "TaxTotal", "TaxCategory", "ClassifiedTaxCategory", "TaxScheme") or [root]), parents)

    def twice(self, e, parents):
        if e in parents and e in list(parents[e]):
            twin = copy.deepcopy(e)
            leaves = [x for x in twin.iter() if len(x) == 0]
            if leaves and self.rnd.random() < 0.6:
                x = self.rnd.choice(leaves)
                x.text = self.value(x.tag)
            parents[e].insert(list(parents[e]).index(e) + 1, twin)

    def allowances(self, root, parents):
        r = self.rnd
        homes = [root] + self.named(root, "InvoiceLine", "CreditNoteLine", "Price")
        for _ in range(r.choice([1, 2])):
            a = self.add(r.choice(homes), CAC + "AllowanceCharge", True)
            a[:] = []
            for tag, share, pool in (("ChargeIndicator", 0.95, FLAGS[:6] + ["true", "false"] * 4), ("AllowanceChargeReasonCode", 0.5, ["95", "100", "FC", "ZZZ", "TV", "", "1"]),
                                     ("AllowanceChargeReason", 0.6, ["Rabat", "", self.text_of(100), self.text_of(101)]), ("MultiplierFactorNumeric", 0.4, NUMBERS + ["10"] * 30),
                                     ("Amount", 0.9, ["1.00", "0", "-1", "1.001", "x", ""]), ("BaseAmount", 0.4, ["10.00", "-10", "10.001", "0", "x"])):
                if r.random() < share:
                    ET.SubElement(a, CBC + tag, {"currencyID": "RON"} if tag.endswith("Amount") else {}).text = r.choice(pool)
            for c in r.sample(self.named(root, "TaxCategory"), min(len(self.named(root, "TaxCategory")), r.choice([0, 1, 1, 2]))):
                a.append(copy.deepcopy(c))

    def payment(self, root, parents):
        r = self.rnd
        for _ in range(r.choice([1, 2])):
            m = self.add(root, CAC + "PaymentMeans", True)
            m[:] = []
            ET.SubElement(m, CBC + "PaymentMeansCode", {"name": "x"} if r.random() < 0.3 else {}).text = r.choice(["30", "58", "42", "10", "57", " 30 ", "", "030", "ZZZ"])
            for tag in ("PaymentDueDate", "InstructionNote", "PaymentID"):
                if r.random() < 0.4:
                    ET.SubElement(m, CBC + tag).text = r.choice(["2026-11-20", "x", self.text_of(140), self.text_of(141)])
            for tag in ("CardAccount", "PayeeFinancialAccount", "PaymentMandate"):
                if r.random() < 0.4:
                    m.append(self.fresh(CAC + tag, 0, True))

    def many(self, root, parents):
        """Up to the number that a rule allows, and one more."""
        tag, n = self.rnd.choice([("Note", 20), ("Note", 21), ("AdditionalDocumentReference", 50), ("AdditionalDocumentReference", 51), ("BillingReference", 500), ("BillingReference", 501),
                                  ("AdditionalItemProperty", 51), ("InvoiceDocumentReference", 501), ("InvoiceLine", 60), ("CreditNoteLine", 60), ("TaxSubtotal", 12)])
        space = CBC if tag == "Note" else CAC
        homes = [e for e in root.iter() if any(t == space + tag for t, _ in self.schema.children.get(e.tag, []))]
        if homes:
            home = self.rnd.choice(homes[:3])
            first = home.find(space + tag)
            first = self.add(home, space + tag, True) if first is None else first
            for _ in range(n - len(home.findall(space + tag))):
                home.insert(list(home).index(first), copy.deepcopy(first))

    def order(self, root, parents):
        r = self.rnd
        e = root if r.random() < 0.3 else r.choice([x for x in root.iter() if len(x) > 1] or [root])
        e[:] = r.choice([lambda k: k[::-1], lambda k: r.sample(k, len(k)), lambda k: sorted(k, key=local), lambda k: k[1:] + k[:1]])(list(e))

    def strangers(self, root, parents):
        """Elements of nobody, of another space, of an extension."""
        r = self.rnd
        home = r.choice(list(root.iter()))
        do = r.randrange(6)
        if do == 0:
            home.tag = r.choice(["{urn:x}", "", CAC, CBC, EXT, NS and "{%sInvoice-2}" % NS]) + local(home)
        elif do == 1:
            x = ET.Element(r.choice(["{urn:x}Amount", "{urn:x}Note", "PriceAmount", "{urn:x}IDCode", CBC + "Nothing", CAC + "Nothing", CBC + "amount"]))
            x.text = r.choice(["1.001", "1", "", None])
            home.insert(r.randint(0, len(home)), x)
        elif do == 2:
            u = ET.Element(EXT + "UBLExtensions")
            for _ in range(r.choice([1, 1, 2, 0])):
                one = ET.SubElement(u, EXT + "UBLExtension")
                content = ET.SubElement(one, EXT + "ExtensionContent")
                content.append(r.choice([lambda: ET.Element("{urn:x}a", {"b": "c"}), lambda: self.fresh(r.choice(sorted(self.schema.in_invoices))),
                                         lambda: copy.deepcopy(r.choice(list(root.iter()))), lambda: ET.Element("noSpace")])())
            root.insert(r.choice([0, 0, 0, len(root)]), u)
        elif do == 3:
            home.tail = r.choice(["x", "\u00a0", " \n", "0"])
        elif do == 4 and home in parents:
            to = r.choice([x for x in root.iter() if x not in set(home.iter())])
            parents[home].remove(home)
            to.insert(self.schema.place(to, home.tag), home)
        else:
            home.append(copy.deepcopy(r.choice([x for x in root.iter() if x is not root])))

    def other_root(self, root, parents):
        """The invoice as a credit note, or the other way, in whole or in part."""
        pairs = [("Invoice", "CreditNote"), ("InvoiceLine", "CreditNoteLine"), ("InvoicedQuantity", "CreditedQuantity"), ("InvoiceTypeCode", "CreditNoteTypeCode")]
        to = dict(pairs + [(b, a) for a, b in pairs])
        whole = self.rnd.random() < 0.5
        for e in root.iter():
            name = local(e)
            if name in to and (whole or self.rnd.random() < 0.5):
                e.tag = "{%s%s-2}%s" % (NS, to[name], to[name]) if e is root else e.tag.replace(name, to[name])
                if name.endswith("TypeCode") and self.rnd.random() < 0.8:
                    e.text = "381" if to[name].startswith("Credit") else "380"

    def scale(self, root, parents):
        """All amounts alike: huge, tiny, negative, with more decimals."""
        r, by = self.rnd, Decimal(self.rnd.choice("-1 10 0.1 1e6 1e12 1e18 1e20 1e-6 1e-15 3 0.333 0".split()))
        for e in self.leaves(root, "Amount", *(["Quantity"] if r.random() < 0.3 else [])):
            if local(e) != "PriceAmount" or r.random() < 0.3:
                try:
                    e.text = "{:f}".format(Decimal(e.text) * by)
                except (InvalidOperation, TypeError):
                    pass

    def settle(self, root):
        """Sums as they should be, so that what was changed stands alone."""
        def number(e, tag, least="0"):
            text = (e.findtext(CBC + tag) or least).strip()
            return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?", text) else Decimal(least)

        def put(e, tag, n):
            x = e.find(CBC + tag)
            if x is not None:
                x.text = "{:f}".format(n.quantize(Decimal("0.01"), ROUND_HALF_UP) if n.is_finite() and n.adjusted() < 20 else n)
        t = root.find(CAC + "LegalMonetaryTotal")
        if t is None:
            return
        lines = sum((number(x, "LineExtensionAmount") for x in self.named(root, "InvoiceLine", "CreditNoteLine")), Decimal(0))
        of = {True: Decimal(0), False: Decimal(0)}
        for a in root.findall(CAC + "AllowanceCharge"):
            of[(a.findtext(CBC + "ChargeIndicator") or "").strip() in ("true", "1")] += number(a, "Amount")
        put(t, "LineExtensionAmount", lines), put(t, "AllowanceTotalAmount", of[False]), put(t, "ChargeTotalAmount", of[True])
        net = lines - of[False] + of[True]
        taxes = root.findall(CAC + "TaxTotal")
        for x in taxes[:1]:
            put(x, "TaxAmount", sum((number(s, "TaxAmount") for s in x.findall(CAC + "TaxSubtotal")), Decimal(0)))
        tax = number(taxes[0], "TaxAmount") if taxes else Decimal(0)
        put(t, "TaxExclusiveAmount", net), put(t, "TaxInclusiveAmount", net + tax)
        put(t, "PayableAmount", net + tax - number(t, "PrepaidAmount") + number(t, "PayableRoundingAmount"))

    WAYS = [("by_rule", 30), ("grow", 12), ("values", 14), ("numbers", 10), ("lengths", 7), ("days", 3), ("currency", 4), ("parties", 7), ("category", 10),
            ("allowances", 7), ("payment", 4), ("many", 2), ("order", 3), ("strangers", 6), ("other_root", 3), ("scale", 3)]

    def make(self, i):
        r = self.rnd
        name, base = self.bases[r.randrange(len(self.bases))]
        root, did = copy.deepcopy(base), []
        ways, weights = zip(*self.WAYS)
        for way in r.choices(ways, weights, k=r.choice([0, 1, 1, 1, 1, 2, 2, 3])):
            getattr(self, way)(root, {c: p for p in root.iter() for c in p})
            did.append(way)
        if did and r.random() < 0.35:
            self.settle(root)
            did.append("settled")
        style = None if did else r.choice(written.STYLES)
        return "%06d-%s-%s" % (i, "+".join(did), name), written.write(root, r, style)


def strange(bases, n, seed, data):
    maker = Maker(bases, seed, data)
    for i in range(n):
        yield maker.make(i)
