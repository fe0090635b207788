"""What the documents' cases share: the program, poppler's tools, snapshots in their stored form."""
import copy
import html
import json
import os
import re
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PLIC = os.environ.get("PLIC") or os.path.join(ROOT, os.environ.get("B", "build"), "plic")
KINDS = ["offer", "proforma", "contract", "pv", "invoice", "storno", "receipt", "statement", "reminder"]
PAPERS = KINDS + ["decision"]  # what is in no book too
TMP = tempfile.mkdtemp(prefix="plic-render-")
MARGIN, WIDTH, HEIGHT = 48.0, 595.28, 841.89


class Failed(Exception):
    pass


def check(ok, why):
    if not ok:
        raise Failed(why)


def plic(*args, want=0):
    p = subprocess.run([PLIC, "preview", *args], capture_output=True, text=True, cwd=TMP)
    check(p.returncode == want, f"preview {' '.join(args)}: exit {p.returncode}: {p.stderr.strip()[:300]}")
    return p.stderr


def preview(kind, *args, name="doc"):
    path = os.path.join(TMP, name + ".pdf")
    plic(kind, "-o", path, *args)
    return path


def from_snapshot(snapshot, *args, name="doc"):
    file = os.path.join(TMP, name + ".json")
    with open(file, "w", encoding="utf-8") as f:
        json.dump(snapshot, f)
    return preview(snapshot["kind"], "--snapshot", file, *args, name=name)


def tool(*args):
    return subprocess.run(args, capture_output=True, text=True, check=True).stdout


def text(path, *args):
    return tool("pdftotext", "-layout", *args, path, "-")


def info(path):
    return dict(re.findall(r"^([^:]+):\s+(.*)$", tool("pdfinfo", path), re.M))


def pages(path):
    return int(info(path)["Pages"])


def words(path):
    """(page, x0, y0, x1, y1, word), in points."""
    found, page = [], 0
    for m in re.finditer(r'<page |<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>',
                         tool("pdftotext", "-bbox", path, "-")):
        if m.group(1) is None:
            page += 1
        else:
            found.append((page, *map(float, m.groups()[:4]), html.unescape(m.group(5))))
    return found


def squeezed(s):
    """Layout text without the exact number of blanks, which is poppler's own affair."""
    lines = [re.sub(r" {2,}", "  ", line.strip()) for line in s.replace("\f", "\n").splitlines()]
    return "\n".join(line for line in lines if line) + "\n"


def numbers(s):
    return re.findall(r"-?\d[\d.]*,\d\d", s)


def cents(figure):
    return int(figure.replace(".", "").replace(",", ""))


# Snapshots in their stored form. Sums: net = qty x price per line, VAT per rate, half away from zero.

def money(n, cur="RON"):
    return {"$money": [n, cur]}


def dec(s):
    return {"$dec": str(s)}


def line(name, qty="1", price="100", rate="21", unit="buc", description="", category=None):
    net = round_half(scaled(qty) * scaled(price), 10 ** 10)
    return {"name": name, "description": description, "qty": dec(qty), "unit": unit, "price": dec(price),
            "discount": dec("0"), "discount_amount": money(0), "net": money(net),
            "vat_category": category or "S", "vat_rate": dec(rate), "period_from": None, "period_to": None}


def scaled(s):
    whole, _, part = s.partition(".")
    return int(whole + part.ljust(6, "0"))


def round_half(n, by):
    q = (abs(n) * 2 + by) // (2 * by)
    return q if n >= 0 else -q


SELLER = {"name": "Atelier Diana SRL", "tax_id": "18547290", "vat_registered": True,
          "reg_no": "J40/4512/2006", "street": "Str. Țepeș Vodă nr. 14, sector 2", "city": "București",
          "county": "B", "postcode": "021521", "country": "RO", "email": "contact@atelierdiana.ro",
          "phone": "", "contact": "Diana Marinescu", "iban": "RO49AAAA1B31007593840000",
          "bank": "Banca Transilvania"}
BUYER = dict(SELLER, name="Popescu Ion", tax_id="", vat_registered=False, reg_no="",
             street="Str. Știrbei Vodă nr. 7", city="Cluj-Napoca", county="CJ", postcode="400110",
             email="ion.popescu@exemplu.ro", contact="", iban="", bank="")


def invoice(lines, kind="invoice", lang="ro", cur="RON", **over):
    rates = {}
    for one in lines:
        one["net"]["$money"][1] = one["discount_amount"]["$money"][1] = cur
        key = (one["vat_category"], one["vat_rate"]["$dec"])
        rates[key] = rates.get(key, 0) + one["net"]["$money"][0]
    vat = [{"category": c, "rate": dec(r), "base": money(b, cur),
            "tax": money(round_half(b * scaled(r), 100 * 10 ** 6), cur)} for (c, r), b in rates.items()]
    net = sum(rates.values())
    tax = sum(v["tax"]["$money"][0] for v in vat)
    s = {"kind": kind, "lang": lang, "series": "FCT", "number": "0012", "reference": "FCT0012",
         "preceding": "", "order_ref": "", "note": "", "title": "", "acceptance": "", "template_set": "",
         "issue": {"$day": "2026-11-12"}, "due": {"$day": "2026-11-27"}, "period_from": None,
         "period_to": None, "preceding_day": None, "currency": cur, "seller": copy.deepcopy(SELLER),
         "buyer": copy.deepcopy(BUYER), "lines": lines, "vat": vat, "net": money(net, cur),
         "tax": money(tax, cur), "total": money(net + tax, cur), "prepaid": money(0, cur),
         "payable": money(net + tax, cur)}
    s.update(over)
    return s


CASES = {}


def case(f):
    CASES[f.__name__.replace("_", "-")] = f
    return f


def inside(path, top=30):
    for page, x0, y0, x1, y1, word in words(path):
        check(x0 >= MARGIN - 1 and x1 <= WIDTH - MARGIN + 1 and y0 >= top and y1 <= HEIGHT - 24,
              f"page {page}: {word!r} stands at {x0:.0f},{y0:.0f}-{x1:.0f},{y1:.0f}, outside the margins")
