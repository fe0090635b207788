"""What the official schema says (which element may stand where, of what kind it is), and values by kind that tempt
readers of numbers, days, codes: for strange.py."""
import glob
import os
import xml.etree.ElementTree as ET

import written

NS = written.NS
CBC, CAC, EXT = ("{%sCommon%sComponents-2}" % (NS, s) for s in ("Basic", "Aggregate", "Extension"))
XSD = "{http://www.w3.org/2001/XMLSchema}"

NUMBERS = """0 -0 +0 00 0. .0 -.0 -0.00 0.000 1 -1 +1 01 1. .1 -.1 +.1 . + - +. -. +-1 1- 1e0 1E+2 1e-1 1e 1e400 -1e400 1e-400 INF -INF +INF inf NaN nan Infinity 1,00 1.000,00
 1'000 1_000 0x1 1d 1f ١ １ 0.1 0.01 0.001 0.005 0.0049 0.995 0.9999 1.00 1.000 1.0000000 1.005 2.675 -1.005 -0.005 99.99 100 100.0 100.001 -100 21 21.0 21.00 21.000000000000000000001
 20.999999999999999999 19 9 5 0.21 1e21 9007199254740993 9223372036854775807 9223372036854775808 18446744073709551616
 99999999999999999999 100000000000000000000 999999999999999999999999999999 0.0000000000001 0.000000000000000000000000000001 1.23456789012345678901234567890 -99999999999999999999.99
 -0.0000000000000000001 1.0.0 1..0 --1 5% $5 5RON""".split() + ["", " ", " 1", "1 ", "\t1", "1 0", "\u00a01", "- 1", "1 .0", "\u20031"]
DAYS = """2026-11-20 2026-11-21 2024-02-29 2025-02-29 2026-02-30 2026-04-31 2026-13-01 2026-00-01 2026-01-00 2026-1-1 26-11-20 02026-11-20 20260-11-20 12026-11-20 -2026-11-20 -0001-01-01
 0000-01-01 -0000-01-01 0001-01-01 9999-12-31 999999999999-01-01 1900-02-29 2000-02-29 2100-02-29 2026-11-20Z 2026-11-20+00:00 2026-11-20-00:00 2026-11-20+02:00 2026-11-20+14:00
 2026-11-20-14:00 2026-11-20+14:01 2026-11-20+13:59 2026-11-20+2:00 2026-11-20+0200 2026-11-20z 2026-11-20T10:00:00 2026-11-20T24:00:00 2026/11/20 2026.11.20 20.11.2026 20261120 2026-11
 2026 --11-20 2026-11-20+25:00 2026-11-20+10:60 +2026-11-20 ２０２６-11-20 2026‐11‐20 today""".split() + ["", " ", " 2026-11-20", "2026-11-20 ", "2026 -11-20", "2026-11-20 Z"]
TIMES = ["10:00:00", "24:00:00", "24:00:01", "23:59:60", "10:00", "10:00:00Z", "10:00:00.5+02:00", "1:00:00", "10:60:00", "", " 10:00:00 ", "-10:00:00", "10:00:00."]
FLAGS = ["true", "false", "1", "0", "TRUE", "False", " true ", "\tfalse", "yes", "", " ", "00", "01", "+1", "true false", "truе", "1.0", "-0"]
CODES = """RON EUR USD HUF RSD BGN HRK XXX XTS ron Eur RO ro Ro DE EL GR XI UK GB AN KV XK 1A US RO-B RO-CJ RO-b B CJ ro-cj RO-XX RO- DE-BY SECTOR1 SECTOR6 SECTOR0 SECTOR7 Sector1 sector1 SECTOR01 București
 380 381 384 389 751 326 383 386 393 82 261 396 0380 380.0 +380 S Z E AE K G O L M B s ae SS A AA VAT vat Vat VATX GST FRE !VAT TVA 10 20 30 31 42 48 49 57 58 59 97 1 ZZZ 70 030 3 35 432 5 29
 130 50 916 H87 C62 EA XPP XBX HUR KGM kgm MTR LTR MON DAY KWH E48 ZZ NAR PCE X1 SEPA sepa Sepa 0002 0007 0088 0060 0184 0204 0209 0210 0240 9901 9944 9999 EM AN AQ AS AU 41 64 66 95 100 FC ABL ADT AAA
 CG DL HD TV SRV STI STL TST CC GN HS MP UP VATEX-EU-AE VATEX-EU-O VATEX-EU-G VATEX-EU-IC VATEX-EU-132-1I VATEX-EU-309 VATEX-EU-79-C VATEX-EU-F VATEX-FR-FRANCHISE vatex-eu-o Vatex-Eu-O VATEX-EU-143-1FA
 VATEX-EU-144 VATEX-EU-153 VATEX-EU-159 application/pdf APPLICATION/PDF image/png image/jpeg image/jpg text/csv text/xml text/plain application/xml application/zip
 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.oasis.opendocument.spreadsheet 2.1 2.0 2.4""".split() + [
    "", " ", " RON", "RON ", "R ON", "RON\u00a0", "RON EUR", "S ", " S", "S\t", " VAT\t", "V AT", "S Z", "\u00a0S", "380 381", " 380 ", "30 ", "58\t", "ＲＯＮ"]
IDS = ["RO12345674", "12345674", "ro12345674", "Ro12345674", "RO 12345674", " RO12345674", "R", "RO", "DE123456789", "EL123456789", "GR123456789", "XI123456789", "1A123", "ZZ1", "0000000000000",
       "1960229410012", "J40/1/2020", "", " ", "RO49AAAA1B31007593840000", "#AAI#x", "#AAI#", "#aai#x", "#AAI", "AAI#", "##x", "#AAIX#x", "a#AAI#b", "#AB#x#AAI#", "#A I#x", "# AAI #x", "x#y", "N-1", "FĂRĂ",
       "１２", "١", "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1", "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.2",
       "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1 ", "4111111111111111", "411111", "1234567890", "12345678901", "123456 890"]
LIMITS = [3, 10, 20, 50, 100, 140, 150, 200, 300, 1000]
FOREIGN = ["schemeID", "schemeName", "currencyID", "unitCode", "listID", "name", "mimeCode", "filename", "scheme", "schemeAgencyID", "languageID", "format", "uri", "x", "id", "{urn:x}schemeID", "{urn:x}name",
           "{urn:x}languageID", "{http://www.w3.org/XML/1998/namespace}lang", "{http://www.w3.org/XML/1998/namespace}id", "{http://www.w3.org/XML/1998/namespace}space",
           "{http://www.w3.org/2001/XMLSchema-instance}nil", "{http://www.w3.org/2001/XMLSchema-instance}type", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"]


class Schema:
    """What may stand where, of the official schema."""

    def __init__(self, data):
        self.children, self.kind, self.attrs = {}, {}, {}
        types, elements, bases = {}, {}, {}
        for path in glob.glob(os.path.join(data, "xsd", "*", "*.xsd")):
            root = ET.parse(path).getroot()
            ns = "{%s}" % root.get("targetNamespace", "")
            if NS not in ns:
                continue
            for t in root.findall(XSD + "complexType"):
                seq = t.find(XSD + "sequence")
                if seq is not None:
                    types[t.get("name")] = [(c.get("ref"), c.get("minOccurs", "1") != "0") for c in seq if c.get("ref")]
                ext = t.find(XSD + "simpleContent/" + XSD + "extension")
                if ext is not None:
                    bases.setdefault(t.get("name"), ext.get("base").split(":")[-1])
                    names = [a.get("name") for a in ext.findall(XSD + "attribute")]
                    if names:
                        self.attrs[t.get("name")] = names
            for e in root.findall(XSD + "element"):
                elements[ns + e.get("name")] = e.get("type", "").split(":")[-1]
        space = {"cbc": CBC, "cac": CAC, "ext": EXT}
        for tag, t in elements.items():
            if t in types:
                self.children[tag] = [(space.get(ref.split(":")[0], EXT) + ref.split(":")[-1], must) for ref, must in types[t]]
            elif tag.startswith(CBC):
                self.kind[tag] = bases.get(t, "TextType").replace("Type", "")

        self.in_invoices = self.below("{%sInvoice-2}Invoice" % NS, set()) | self.below("{%sCreditNote-2}CreditNote" % NS, set())

    def below(self, tag, seen):
        """tag, and all that may stand in it."""
        if tag not in seen:
            seen.add(tag)
            for child, _ in self.children.get(tag, []):
                self.below(child, seen)
        return seen

    def place(self, parent, tag):
        """Where in parent a child of this name belongs."""
        order = [t for t, _ in self.children.get(parent.tag, [])]
        if tag not in order:
            return len(parent)
        later = set(order[order.index(tag) + 1:])
        return next((i for i, c in enumerate(parent) if c.tag in later), len(parent))
