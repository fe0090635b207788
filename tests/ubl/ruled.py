"""Invoices spoiled rule by rule: for each official rule, at each place that it looks at, all that its own expression hints
at: there and not, twice, empty, its words in other letters, its limits, its attributes. strange.py draws by lot; here no rule
is left out.

    ruled(bases, data, official)  -> pairs (name, bytes); bases: list of (name, bytes) of valid UBL, data: folder of the official
                                     schemas and rules, official: path of the validator, which reads them
"""
import copy
import importlib.machinery
import importlib.util
import itertools
import os
import random
import re
import xml.etree.ElementTree as ET

import mutate
from tempting import CAC, CBC, Schema

SPACE = {"cbc": CBC, "cac": CAC}
STEPS = re.compile(r"(?:\.\./)*(?:c[ab]c:\w+)(?:/(?:c[ab]c:\w+))*(?:/?@\w+)?|@\w+")
OTHER = {"Invoice": "CreditNoteLine", "CreditNote": "InvoiceLine"}  # no line of it
FEW = 12  # of a list of codes, so many are tried


def rules_of(data, official):
    """(id, context, expression) of every rule, abstract ones filled in."""
    loader = importlib.machinery.SourceFileLoader("official", official)
    spec = importlib.util.spec_from_loader("official", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    for _, rules in module.concrete(module.patterns_of([os.path.join(data, p) for p in module.RULESETS["anaf"][0]])[0]):
        for context, lets, tests in rules:
            for a, test, _, _ in tests:
                yield a.get("id"), context, test + " " + " ".join(value for _, value in lets)


def steps(path):
    return [SPACE[p] + name for p, name in re.findall(r"(c[ab]c):(\w+)", path)]


class Ruler:
    def __init__(self, bases, data):
        self.bases, self.schema, self.rnd = [ET.fromstring(text) for _, text in bases], Schema(data), random.Random(7)

    def grown(self, node, tags):
        """The first element at the path below node, made where it is missing."""
        for tag in tags:
            found = node.find(tag)
            if found is None:
                found = ET.Element(tag)
                if tag.startswith(CBC):
                    kind = self.schema.kind.get(tag)
                    found.text = {"Date": "2026-11-20", "Indicator": "true", "Code": "RO"}.get(kind, "1" if kind != "Text" else "x")
                    if kind == "Amount":
                        found.set("currencyID", "RON")
                node.insert(self.schema.place(node, tag), found)
            node = found
        return node

    def places(self, root, context):
        """Where a rule is asked, (path, conditions) each: what is there, or would be made."""
        out = []
        for one in context.split("|"):
            tags = steps(re.sub(r"\[[^]]*\]", "", one))
            there = next((e for e in root.iter(tags[0])), None) if tags else None
            if there is not None and there not in list(root):
                tags = self.way(root, there) + tags[1:]
            if OTHER[mutate.local(root)] not in one:
                out.append((tags, one))
        return out[:2]

    def meet(self, root, tags, conditions):
        """The path, its elements as the conditions want them."""
        node = self.grown(root, tags)
        parents = {c: p for p in root.iter() for c in p}
        for name, value in re.findall(r"cbc:(\w+)\)*\s*=\s*(true\(\)|false\(\)|'\w+')", conditions):
            home = node
            if "TaxScheme" in conditions and value == "'VAT'":
                home = self.grown(node, [CAC + "TaxScheme"])
            elif name == "ChargeIndicator":
                while home in parents and not home.tag.endswith("AllowanceCharge"):
                    home = parents[home]
            self.grown(home, [CBC + name]).text = value.strip("'()")

    def way(self, root, e):
        parents = {c: p for p in root.iter() for c in p}
        tags = []
        while e is not root:
            tags.insert(0, e.tag)
            e = parents[e]
        return tags

    def hints(self, test):
        words = []
        for said in re.findall(r"'([^']*)'", test):
            codes = said.split()
            words += [said] if len(codes) < 4 else self.rnd.sample(codes, min(FEW, len(codes)))
        words = [w for w in dict.fromkeys(words) if len(w) < 40][:FEW]
        limits = [int(n) for n in re.findall(r"(?:&lt;|<|>|=)\s*(\d+)", test) if 2 < int(n) < 2000]
        return words, sorted(set(limits))[:3]

    def changes(self, test, attr):
        """What is done to the element: a function each, of it and its parent."""
        words, limits = self.hints(test)
        texts = ["", " ", "0"] + [t for w in words for t in (w, w.lower(), w.upper(), " %s\n" % w, w + "x", w + " " + w)]
        texts += [c * (n + k) for n in limits for k in (0, 1) for c in ("x", "ș")] + ["x " * n for n in limits]

        def twin(e, p, **said):
            p.insert(list(p).index(e), copy.deepcopy(e))
            for k, v in said.items():
                e.set(k, v) if v is not None else e.attrib.pop(k, None)
        yield lambda e, p: None
        yield lambda e, p: p.remove(e)
        yield twin
        yield lambda e, p: (twin(e, p), setattr(e, "text", "other"), e.attrib.clear())
        for n in range(len(texts) if len(words) < FEW or limits else 30):
            yield lambda e, p, t=texts[n]: setattr(e, "text", t)
        for name in [attr] if attr else []:
            for value in [None, "", "x"] + [v for w in words for v in (w, w.lower(), w.upper(), " " + w)]:
                yield lambda e, p, v=value: e.attrib.pop(name, None) if v is None else e.set(name, v)
                yield lambda e, p, v=value: twin(e, p, **{name: v})

    def spoiled(self, rule, context, test):
        k = 0
        for base in self.bases:
            line = "cac:%sLine" % mutate.local(base)
            spelt = test.replace("(cac:InvoiceLine|cac:CreditNoteLine)", line).replace("(cac:CreditNoteLine|cac:InvoiceLine)", line)
            paths = list(dict.fromkeys(STEPS.findall(re.sub(r"'[^']*'", "", spelt))))[:8] or ["."]
            for place, conditions in self.places(base, context):
                for path in paths:
                    tags, attr = steps(path), (re.findall(r"@(\w+)", path) or [None])[0]
                    up = path.count("../")
                    whole = (place[:-up] if up else place) + tags
                    beyond = rule.startswith("UBL-CR")  # asks no more than whether it is there
                    for change in itertools.islice(self.changes("" if beyond else test, attr), 5 if beyond else None):
                        root = copy.deepcopy(base)
                        self.meet(root, place, conditions)
                        e = self.grown(root, whole)
                        parents = {c: p for p in root.iter() for c in p}
                        if e in parents:
                            change(e, parents[e])
                        k += 1
                        yield "%s-%d" % (rule, k), mutate.as_bytes(root, rule)


def ruled(bases, data, official):
    ruler, seen = Ruler(bases, data), set()
    for rule, context, test in rules_of(data, official):
        for name, xml in ruler.spoiled(rule, context, test):
            if hash(xml) not in seen:
                seen.add(hash(xml))
                yield name, xml
