"""Suppliers' invoices as PDF: what the XML says can all be read, whatever it is; sums that do not agree are warned of."""
import glob
import os
import re
import xml.etree.ElementTree as ET

from hostile import sound
from kit import CASES, HERE, ROOT, TMP, Failed, case, check, info, pages, plic, squeezed, text, tool
from pictures import BRANDS

SHARED = os.environ.get("PLIC_SHARED") or os.path.join(ROOT, "../shared")
SAMPLES = os.path.join(SHARED, "ref/efactura-data/samples")
RICH = os.path.join(HERE, "received.xml")
with open(RICH, encoding="utf-8") as f:
    XML = f.read()


def received(xml, *args, name="received"):
    """The PDF of XML, text or a file's path."""
    file = xml
    if xml.lstrip().startswith("<"):
        file = os.path.join(TMP, name + ".xml")
        with open(file, "w", encoding="utf-8") as f:
            f.write(xml)
    path = os.path.join(TMP, name + ".pdf")
    plic("received", "--xml", file, "-o", path, *args)
    return path


def words_of(path):
    return " ".join(text(path).split())


def golden(lang):
    path = received(RICH, "--lang", lang)
    got, file = squeezed(text(path)), os.path.join(HERE, "want", f"received-{lang}.txt")
    if os.environ.get("ACCEPT"):
        with open(file, "w", encoding="utf-8") as f:
            f.write(got)
    with open(file, encoding="utf-8") as f:
        check(got == f.read(), f"text differs from {file}: ACCEPT=1 and git diff")
    check(info(path)["Author"] == "Hârtia Albă Producție SRL" and "HA-2026/1187" in info(path)["Title"], "metadata")


for la in ("ro", "en"):
    CASES[f"text-received-{la}"] = lambda la=la: golden(la)


@case
def received_says_all_that_the_xml_says():
    """Each text of the sample that is for people stands in its PDF."""
    got = words_of(received(RICH))
    flat = re.sub(r"\s", "", tool("pdftotext", "-raw", received(RICH), "-"))
    skipped = ("CustomizationID", "EmbeddedDocumentBinaryObject", "ChargeIndicator", "PaymentMeansCode", "InvoiceTypeCode", "CountrySubentity",
               "DocumentCurrencyCode", "TaxCurrencyCode", "IdentificationCode", "CityName", "MultiplierFactorNumeric")
    for e in ET.parse(RICH).iter():
        tag, t = e.tag.split("}")[1], (e.text or "").strip()
        if not t or tag in skipped or (tag == "ID" and t in ("VAT", "S", "AE")):
            continue
        if re.fullmatch(r"\d{4}-\d\d-\d\d", t):
            y, m, d = t.split("-")
            said = (f"{d}.{m}.{y}", f"{int(d)} noiembrie {y}")
        elif re.fullmatch(r"-?\d+(\.\d+)?", t) and tag not in ("ID", "CompanyID", "PostalZone", "AccountingCost", "ItemClassificationCode", "LineID"):
            whole, _, rest = t.lstrip("-").partition(".")
            said = (f"{int(whole):,}".replace(",", ".") + ("," + rest.rstrip("0").ljust(2, "0") if rest else ""), f"{int(whole)}")
        else:
            said = (t,)
        check(any(s in got or re.sub(r"\s", "", s) in flat for s in said), f"{tag} {t!r} is not there: {got[:3000]}")
    check("Atenție" not in got, "it adds up")


@case
def received_in_every_brand_stays_on_the_sheet():
    for brand in (None,) + BRANDS:
        sound(received(RICH, *(("--brand", brand) if brand else ())), f"received {brand}")


@case
def received_warns_of_sums():
    wrong = XML.replace('<cbc:LineExtensionAmount currencyID="EUR">101.00', '<cbc:LineExtensionAmount currencyID="EUR">110.00')
    got = words_of(received(wrong))
    for said in ("Atenție: sumele din factură nu se potrivesc", "Rândul 30: valoarea este scrisă 110,00 EUR, dar cantitate × preț dă 101,00 EUR",
                 "Suma rândurilor este scrisă 1.100,00 EUR, dar rândurile adunate dau 1.109,00 EUR"):
        check(said in got, said + ": " + got[:1500])
    check(got.index("Atenție") < got.index("Denumire"), "before the lines")


@case
def received_asks_for_money_only_where_some_is_owed():
    def foot(xml):
        got = words_of(received(xml))
        check("RO49 AAAA 1B31 0075 9384 0000" in got, "the account can be read in any case")
        return "Referință plată HA20261187" in got or "IBAN, AAAAROBU" in got

    check(foot(XML), "an invoice")
    check(not foot(XML.replace(">1074.00</cbc:PayableAmount>", ">-1074.00</cbc:PayableAmount>")), "a storno")
    check(not foot(XML.replace(">1074.00</cbc:PayableAmount>", ">0.00</cbc:PayableAmount>")), "it is paid")
    check(not foot(XML.replace("Invoice>", "CreditNote>").replace("<Invoice ", "<CreditNote ").replace("InvoiceLine", "CreditNoteLine")), "a credit note")
    got = words_of(received(XML.replace("<cbc:PaymentMeansCode>30", "<cbc:PaymentMeansCode>10", 1)))
    check("numerar, transfer bancar" in got, "both means: " + got[:900])


@case
def received_names_each_line_that_cannot_be_drawn():
    xml = XML.replace("<cbc:ID>30</cbc:ID>", "<cbc:ID>2</cbc:ID>").replace("Ambalaj returnat", "ورق").replace("Deșeuri de hârtie", "株式")
    got = words_of(received(xml.replace("birou 4", "עברית")))
    check(re.search(r"arătate ca \S+: alte date, rândul 20, rândul 2\. Ele se citesc|arătate ca \S+: rândul 20, rândul 2, alte date\. Ele se citesc", got), got[:4000])


@case
def received_of_odd_contents():
    def put(old, new):
        check(old in XML, old)
        return XML.replace(old, new, 1)

    long = "cuvinte și iar cuvinte " * 80
    rows = (
        (put("Hârtie pentru copiator", long[:1900]), "cuvinte"),
        (put("Hârtie pentru copiator", "ورق 株式会社"), "Unele litere nu pot fi desenate aici"),
        (put("Hârtia Albă Producție SRL", "W" * 1000), "HA-2026/1187"),
        (put("HA-2026/1187", "N" * 500), "N" * 20),
        (put("Marfa rămâne", "|@total! a | b * {{x}} # \\n Marfa rămâne"), "|@total! a | b * {{x}} #"),
        (put(">1074.00<", ">" + "9" * 60 + ".99<"), "9" * 28 + "…"),
        (put(">1074.00<", ">" + "9" * 18 + ".99<"), "999.999.999.999.999.999,99 EUR"),
        (put(">1074.00<", ">1E3<"), "1E3"),
        (put(">2026-12-12<", ">la primire<"), "la primire"),
        (put('unitCode="XBX"', 'unitCode="&#x1F4E6;"'), "400"),
        (re.sub(r"(?s)<cac:AllowanceCharge>.*?</cac:AllowanceCharge>", lambda m: m.group(0) * 60, XML, count=1), "Fidelitate"),
        (re.sub(r"(?s)<cac:TaxSubtotal>.*?</cac:TaxSubtotal>", lambda m: m.group(0) * 60, XML, count=1), "203,70"),
        (re.sub(r"(?s)<cac:BillingReference>.*?</cac:BillingReference>", lambda m: m.group(0) * 60, XML, count=1), "HA-2026/1002"),
        (re.sub(r"<cbc:Note>.*?</cbc:Note>", lambda m: m.group(0) * 90, XML, count=1), "Marfa rămâne"),
    )
    for i, (xml, said) in enumerate(rows):
        got = sound(received(xml, name=f"odd{i}"), f"row {i}")
        check(said in got, f"row {i}: {said}: {got[:2500]}")


@case
def received_of_two_hundred_lines():
    line = re.search(r"(?s)<cac:InvoiceLine>\s*<cbc:ID>30.*?</cac:InvoiceLine>", XML).group(0)
    xml = XML.replace(line, "".join(line.replace("Deșeuri de hârtie", f"Deșeuri {i}") for i in range(200)))
    path = received(xml)
    got = sound(path, "200 lines")
    check(all(re.search(rf"Deșeuri {i}\b", got) for i in range(200)), "a line is missing")
    check(5 <= pages(path) <= 12 and "De reportat" in got, f"{pages(path)} pages")


def local(e):
    return e.tag.rsplit("}", 1)[-1]


def find(e, *path):
    for name in path:
        e = next((x for x in (() if e is None else e) if local(x) == name), None)
    return "" if e is None else " ".join((e.text or "").split())


@case
def received_of_every_sample():
    """Each e-invoice of ../shared gives a PDF with its number, its sum to pay and each line's name."""
    if not os.path.isdir(SAMPLES):
        return "no ../shared/ref/efactura-data"
    seen = 0
    for file in sorted(glob.glob(SAMPLES + "/**/*.xml", recursive=True)):
        try:
            root = ET.parse(file).getroot()
        except ET.ParseError:
            continue
        with open(file, "rb") as f:
            doctype = b"<!DOCTYPE" in f.read()
        if local(root) not in ("Invoice", "CreditNote") or doctype:
            continue
        seen += 1
        flat = re.sub(r"\s", "", tool("pdftotext", "-raw", received(file), "-")).replace("−", "-")
        names = [find(x, "Item", "Name") for x in root if local(x) in ("InvoiceLine", "CreditNoteLine")]
        payable = find(root, "LegalMonetaryTotal", "PayableAmount")
        if re.fullmatch(r"-?\d+(\.\d+)?", payable):
            whole, _, rest = payable.partition(".")
            payable = f"{int(whole):,}".replace(",", ".") + "," + rest.rstrip("0").ljust(2, "0")
            payable = ("-" if whole.startswith("-") else "") + payable.lstrip("-")
        for said in [find(root, "ID"), payable] + names:
            # Letters as we write them: ș, ț with a comma; a minus for the hyphen.
            said = re.sub(r"\s", "", said).translate(str.maketrans("şţŞŢ−", "șțȘȚ-"))
            check(said in flat, f"{os.path.relpath(file, SAMPLES)}: {said!r} is not there")
    check(seen > 100, f"{seen} samples")
