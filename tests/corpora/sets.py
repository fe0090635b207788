"""The sets of mails and what is counted in each. A set is a function that gives its figures."""
import glob
import os
from collections import Counter

import matching as year_matching
import samples
from reading import lines_missing, mail_of, norm, read, read_bodies

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAIL = os.path.join(ROOT, "..", "shared", "corpora", "mail")
BANK = os.path.join(ROOT, "..", "shared", "corpora", "bank")
SETS = {}


class Skip(Exception):
    pass


class Figure:
    """One count. total: out of how many (None when fewer is better). misses: what to show of it."""

    def __init__(self, name, total=None):
        self.name, self.value, self.total, self.misses = name, 0, total, []
        self.bound = "at_most" if total is None else "at_least"

    def good(self, ok, miss):
        self.total += 1
        self.value += bool(ok)
        if not ok:
            self.misses.append(miss)

    def bad(self, bad, miss):
        self.value += bool(bad)
        if bad:
            self.misses.append(miss)

    def __str__(self):
        return "%s %d" % (self.name, self.value) + ("" if self.total is None else "/%d" % self.total)


def a_set(function):
    SETS[function.__name__] = function
    return function


def shared(path):
    full = os.path.join(MAIL, path)
    if not os.path.exists(full):
        raise Skip("no ../shared/corpora/mail/" + path)
    return full


def table(path):
    """Rows of a table of the corpora as dicts."""
    with open(shared(path), encoding="utf-8") as f:
        head, *rows = [line.rstrip("\n").split("\t") for line in f]
    return [dict(zip(head, row + [""] * (len(head) - len(row)))) for row in rows]


def content(path, absent=None):
    path = os.path.join(MAIL, path)
    if absent is not None and not os.path.exists(path):
        return absent
    with open(path, "rb") as f:
        return f.read()


def told(value):
    return value not in ("", "-", "?")


def grade_texts(rows):
    """rows: (name, what was read, the forms of the visible text that are right)."""
    exact, leaks, losses = Figure("exact", 0), Figure("leaks"), Figure("losses")
    for name, got, forms in rows:
        wanted = [norm(f) for f in forms]
        leak = lines_missing(got, *wanted)
        loss = lines_missing(forms[0], norm(got))
        exact.good(norm(got) in wanted, "%s: read %r, want %r" % (name, norm(got)[:300], wanted[0][:300]))
        leaks.bad(leak, "%s: %s" % (name, leak[:3]))
        losses.bad(loss, "%s: %s" % (name, loss[:3]))
    return [exact, leaks, losses]


@a_set
def replies():
    """What the sender wrote now, in replies of public test suites."""
    rows = table("replies/INDEX.tsv")
    mails = []
    for r in rows:
        body = content("replies/%s.%s" % (r["name"], r["ext"]))
        mails.append(body if r["ext"] == "eml" else mail_of(body, {"txt": "plain"}.get(r["ext"], "html")))
    graded = []
    for r, got in zip(rows, read_bodies(mails)):
        forms = [content("expected/replies/%s.expected.txt" % r["name"]).decode()]
        alt = content("expected/replies/%s.alt.txt" % r["name"], b"")
        graded.append((r["name"], got.get("visible_text", ""), forms + ([alt.decode()] if alt else [])))
    return grade_texts(graded)


@a_set
def forwards():
    rows = table("expected/forwards.tsv")
    names = ["from", "from_name", "subject", "date"]
    figures = {n: Figure(n, 0) for n in ["told_apart", *names, "own_text"]}
    mails = [mail_of(content("forwards/%s.txt" % r["name"]), "plain",
                     content("forwards/%s.subject.txt" % r["name"], b"").decode().strip()) for r in rows]
    for r, got in zip(rows, read_bodies(mails)):
        f, name = got.get("forward"), r["name"]
        figures["told_apart"].good((r["forwarded"] == "yes") == bool(f), name)
        if not f or r["forwarded"] != "yes":
            continue
        for n in names:
            want = r["date_as_written" if n == "date" else n]
            if told(want):
                figures[n].good(norm(f[n]) == norm(want), "%s: %r, want %r" % (name, f[n], want))
        own = "" if r["own_text"] == "no-own-text" else r["own_text"]
        figures["own_text"].good(norm(got["own_text"]) == norm(own), "%s: %r" % (name, got["own_text"][:200]))
    return list(figures.values())


@a_set
def no_forwards():
    """Replies, bounces and the letters of MIME tests are not taken for forwards."""
    wrong = Figure("taken_for_forwards")
    paths = [p for folder in ("replies", "bounces", "mime") for p in sorted(glob.glob(shared(folder) + "/*.eml"))]
    for path, got in zip(paths, read(paths)):
        name = os.path.basename(path)[:-4]
        wrong.bad(got.get("forward") and name not in ARE_FORWARDS, "%s: %r" % (name, got.get("forward")))
    return [wrong]


@a_set
def matching():
    """A firm's year of invoices and of bank lines: what is matched by itself, what is asked, what is wrong (0)."""
    program = os.path.join(ROOT, os.environ.get("B", "build"), "bench", "plic_match")
    if not os.path.exists(program):
        raise Skip("no " + program + " (make corpora builds it)")
    verdict, wrong, doubled = year_matching.run(os.environ["PLIC"], program, int(os.environ.get("SEED", "1")))[:3]
    sums = Counter()
    for counted in verdict.values():
        sums.update(counted)
    paying = sums["right"] + sums["asked"] + sums["lost"] + sum(c["wrong"] for c in verdict.values())
    print("\n".join(year_matching.table(verdict)))
    print("of %d payments %d automatic and right (%.1f %%), %d asked, %d wrong; %d lines pay nothing" % (
        paying, sums["right"], 100 * sums["right"] / paying, sums["asked"], sums["wrong"], sums["left"]))
    automatic = Figure("automatic_permille", 1000)
    automatic.value = 1000 * sums["right"] // paying
    figures = [automatic]
    for name, n in (("wrong", sums["wrong"]), ("lost", sums["lost"]), ("doubled", doubled)):
        figures.append(Figure(name))
        figures[-1].value, figures[-1].misses = n, wrong if name == "wrong" else []
    for family in year_matching.TRAPS:
        figures.append(Figure("wrong_" + family))
        figures[-1].value = verdict[family]["wrong"]
    return figures


# "Fwd:" with Gmail's mark; letters attached whole to a letter.
ARE_FORWARDS = {"mikel-attachment-attachment_with_base64_encoded_name", "mikel-mime-raw_email2",
                "mikel-attachment-attachment_with_encoded_name", "stalwart-rfc-002", "stalwart-rfc-008",
                "mimekit-multipart-digest"}


@a_set
def bounces():
    """The two halves of the set were judged by two tools: both must hold."""
    figures = [Figure("%s_%s" % (half, n), None if n in ("wrongly_dead", "others_named") else 0)
               for half in ("sisimai", "flufl")
               for n in ("recipient", "status", "reason", "address_invalid", "wrongly_dead", "others_named")]
    by_name = {f.name: f for f in figures}
    rows = table("expected/bounces.tsv")
    paths = [shared("bounces/%s.eml" % r["name"]) for r in rows]
    wanted = {(r["name"], r["recipient"].lower()) for r in rows}
    for r, got in zip(rows, read(paths)):
        half, who = r["source"], r["recipient"].lower()
        others = [b["recipient"] for b in got.get("bounces", []) if (r["name"], b["recipient"].lower()) not in wanted]
        by_name[half + "_others_named"].bad(bool(others), "%s: %s" % (r["name"], others))
        if who == "-":  # no bounce: nobody may be named
            by_name[half + "_recipient"].good(not others, "%s: %s" % (r["name"], others))
            continue
        found = next((b for b in got["bounces"] if b["recipient"].lower() == who), None) if "bounces" in got else None
        miss = "%s <%s>: %s" % (r["name"], who, found or [b["recipient"] for b in got.get("bounces", [])])
        by_name[half + "_recipient"].good(found, miss)
        if told(r["status"]):
            by_name[half + "_status"].good(found and found["status"] == r["status"], miss + " want " + r["status"])
        if told(r["reason"]):
            by_name[half + "_reason"].good(found and found["reason"] == r["reason"], miss + " want " + r["reason"])
        if told(r["address_invalid"]):
            dead = r["address_invalid"] == "hard"
            said = bool(found and found["address_invalid"])
            by_name[half + "_address_invalid"].good(found and said == dead, miss + " want " + r["address_invalid"])
            by_name[half + "_wrongly_dead"].bad(said and not dead, miss)
    return figures


@a_set
def classes():
    right, robots = Figure("right", 0), Figure("robots_taken_for_people")
    rows = table("expected/class.tsv")
    for r, got in zip(rows, read([shared(r["file"]) for r in rows])):
        miss = "%s: %s, want %s" % (r["file"], got["class"], r["class"])
        right.good(got["class"] == r["class"], miss)
        robots.bad(got["class"] == "human" and r["class"] not in ("human", "other"), miss)
    return [right, robots]


@a_set
def mime():
    figures = {n: Figure(n, 0) for n in ("subject", "from", "n_attachments", "names", "read")}
    rows = table("expected/mime.tsv")
    for r, got in zip(rows, read([shared("mime/%s.eml" % r["name"]) for r in rows])):
        name, files = r["name"], got.get("attachments", [])
        have = [a["name"] for a in files]
        figures["read"].good("error" not in got, "%s: %s" % (name, got.get("error")))
        if told(r["subject"]):
            figures["subject"].good(norm(got.get("subject", "")) == norm(r["subject"]), name)
        if told(r["from"]):
            figures["from"].good(got.get("from", "").lower() == r["from"].lower(), name)
        if told(r["n_attachments"]):
            figures["n_attachments"].good(len(files) == int(r["n_attachments"]), "%s: %s" % (name, have))
        for want in filter(told, r["attachment_names"].split("|")):
            figures["names"].good(want in have, "%s: no %s in %s" % (name, want, have))
    return list(figures.values())


@a_set
def tnef():
    names, wrong = Figure("names", 0), Figure("too_many")
    rows = table("expected/tnef.tsv")
    head = "Content-Disposition: attachment; filename=winmail.dat\n"
    mails = [mail_of(content("tnef/" + r["file"]), "x", "x", head).replace(b"text/x", b"application/ms-tnef")
             for r in rows]
    for r, got in zip(rows, read_bodies(mails)):
        have = [a["name"] for a in got.get("attachments", []) if a["name"] != "winmail.dat"]
        for want in filter(told, r["names"].split("|")):
            names.good(want in have, "%s: no %s in %s" % (r["file"], want, have))
        wrong.bad(len(have) > int(r["n_files"]), "%s: %s" % (r["file"], have))
    return [names, wrong]


@a_set
def auth():
    """No receiving server is named and no DNS is asked here: nobody may be believed."""
    believed = Figure("believed")
    paths = sorted(glob.glob(shared("auth") + "/*.eml")) + sorted(glob.glob(shared("hostile") + "/*.eml"))
    for path, got in zip(paths, read(paths)):
        believed.bad(got.get("auth", {}).get("verdict") == "pass", os.path.basename(path))
    return [believed]


@a_set
def every_file():
    """Whatever the bytes: an answer, and no child lost."""
    died = Figure("children_lost")
    paths = [p for p in sorted(glob.glob(shared("") + "*/*")) if os.path.isfile(p)]
    for path, got in zip(paths, read(paths)):
        why = got.get("error", "")
        died.bad("ended" in why or "died" in why or "limit" in why and "child" in why, "%s: %s" % (path, why))
    return [died]


def own(folder):
    rows = samples.letters(folder) + samples.formats(folder)
    return grade_texts([(s.name, got.get("visible_text", ""), s.forms)
                        for s, got in zip(rows, read_bodies([s.mail for s in rows]))])


def own_forwards(folder):
    figures = {n: Figure(n, 0) for n in ("told_apart", "from", "from_name", "subject", "own_text")}
    wanted = {"from": "oferte@firma.ro", "from_name": "Firma SRL", "subject": "Oferta 12"}
    rows = samples.forwards(folder)
    for s, got in zip(rows, read_bodies([s.mail for s in rows])):
        f = got.get("forward")
        figures["told_apart"].good(f, s.name)
        for n, want in wanted.items():
            figures[n].good(f and f[n] == want, "%s: %r" % (s.name, f and f[n]))
        figures["own_text"].good(norm(got["own_text"]) == norm(s.forms[0]), "%s: %r" % (s.name, got["own_text"][:200]))
    return list(figures.values())


@a_set
def ro_forwards():
    return own_forwards("ro")


@a_set
def other_forwards():
    return own_forwards("other")


@a_set
def ro():
    """Letters of Romanian clients, written by us in the forms their mail programs write."""
    return own("ro")


@a_set
def other():
    """The same in other languages."""
    return own("other")


@a_set
def bank():
    """Entries of statements and notices against the corpus' own table: what it tells must be told the same."""
    path = os.path.join(BANK, "expected.tsv")
    if not os.path.exists(path):
        raise Skip("no ../shared/corpora/bank")
    with open(path, encoding="utf-8") as f:
        head, *rows = [line.rstrip("\n").split("\t") for line in f]
    rows = [dict(zip(head, r)) for r in rows]
    files = sorted({r["file"] for r in rows})
    told_of = dict(zip(files, (v["entries"] for v in read([os.path.join(BANK, f) for f in files]))))
    figures = {}
    for r in rows:
        kind = r["file"].split("/")[0]
        figure = figures.setdefault(kind, Figure(kind, 0))
        entries, n = told_of[r["file"]], int(r["entry"])
        e = entries[n] if n < len(entries) else None
        wrong = "missing" if e is None else [
            (key, e[key], want)
            for key, want in (("date", r["date"]), ("amount", int(r["amount_minor"])), ("currency", r["currency"]),
                              ("counterparty", r["counterparty"]), ("account", r["counterparty_account"]),
                              ("reference", r["reference"]))
            if e[key] != want and (want or key == "currency")]
        figure.good(not wrong, "%s %d: %s" % (r["file"], n, wrong))
    extra = Figure("too_many_entries")
    for f in files:
        extra.bad(len(told_of[f]) > sum(r["file"] == f for r in rows), f)
    return [figures[k] for k in sorted(figures)] + [extra]
