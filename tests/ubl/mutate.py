"""Spoiled e-invoices: takes whole ones and changes each a little, by lot, so that the pre-flight meets what no
writer of rules thought of. What the official validator says of the result is asked by agree.py.

    mutate(bases, n, seed)  -> n pairs (name, bytes); bases: list of (name, bytes) of valid UBL
"""
import copy
import random
import re
import xml.etree.ElementTree as ET

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
EXT = "{urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2}"
ROOTS = {"{urn:oasis:names:specification:ubl:schema:xsd:%s-2}%s" % (r, r): r for r in ("Invoice", "CreditNote")}
for prefix, uri in (("cbc", CBC), ("cac", CAC), ("ext", EXT)):
    ET.register_namespace(prefix, uri[1:-1])

NUMBERS = ["0", "-0", "0.0", "0.00", "-1", "1", "+5", " 5 ", "5.", ".5", "-.5", ".", "-", "+", "1e2", "1E2", "INF", "-INF", "NaN", "", " ", "1,5",
           "1 000", "0.001", "1.005", "1.0000", "0.005", "99999999999999", "12345678901234567890.12", "0.000000001", "100", "21", "21.00", "1.1.1",
           "0x10", "\u0661", "1\n", "\t2.50", "--1", "1-", "12.345", "-12.345", "1e-2", "1000000000000000000000000"]
DATES = ["2026-11-20", "2026-1-2", "2026-02-30", "2024-02-29", "2025-02-29", "2026-11-20Z", "2026-11-20+02:00", " 2026-11-20", "2026-11-20 ", "20261120",
         "20.11.2026", "", " ", "-2026-11-20", "12026-11-20", "0000-01-01", "2026-13-01", "2026-00-10", "2026-11-20T00:00:00", "2026-11-20+15:00",
         "2026-11-20-14:00", "2026-11-20+14:01", "9999-12-31", "2026-11-31", "1999-01-01", "abcdefghij", "2026-11-2O", "0001-01-01"]
CODES = ["", " ", "XX", "RON", "EUR", "ron", " RON", "RON ", "R ON", "S", "s", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", " S ", "VAT", "vat", " VAT ", "!VAT",
         "TVA", "RO", "ro", "DE", "EL", "GR", "IT", "1A", "XI", "RO-B", "RO-CJ", "CJ", "RO-XX", "SECTOR1", "Sector 1", "SECTOR7", "380", "381", "384", "389",
         "751", "386", "0380", "30", "58", "42", "10", "57", "ZZZ", "1", "H87", "C62", "XPP", "KWH", "EA", "0002", "0088", "9999", "SEPA", "sepa", "EM", "3", "35",
         "432", "130", "50", "VATEX-EU-AE", "vatex-eu-o", "VATEX-EU-IC", "VATEX-XX", "95", "FC", "AA", "true", "false", "1", "0", "TRUE", " true ", "2.1", "2.0",
         "S E", "41 42", "application/pdf", "image/png", "text/html", "SRV", "STI", "380 384", "AE L"]
WORDS = ["Strada Ăâîșț 5", "x", "12345", "RO12345674", "12345674", "ro12345674", "DE123456789", "EL123456789", "#AAI#text", "#ZZZ1#x", "#XXX#y", "##", "a # b", "#AAI",
         "a\n  b\t c", "  x  ", "", " ", "\u00a0", "0000000000000", "1 2 3", "ș" * 100, "ș" * 101, "y" * 20, "y" * 21, "y" * 50, "y" * 51, "y" * 140, "y" * 141,
         "y" * 150, "y" * 151, "y" * 200, "y" * 201, "y" * 300, "y" * 301, "y" * 1000, "y" * 1001, ("y " * 100).strip(), "y  " * 100, "abc", "N-1", "FĂRĂ",
         "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1", "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.0",
         "urn:cen.eu:en16931:2017", "4111111111111111", "444433", "\u4e2d" * 10, "RO49AAAA1B31007593840000"]
ATTRS = ["schemeID", "currencyID", "unitCode", "listID", "name", "mimeCode", "filename", "schemeName", "schemeAgencyName", "schemeDataURI", "schemeURI", "format",
         "unitCodeListID", "unitCodeListIdentifier", "unitCodeListAgencyIdentifier", "unitCodeListAgencyName", "unitCodeListAgencyID", "listAgencyName",
         "listName", "languageID", "listURI", "listSchemeURI", "languageLocaleID", "uri", "currencyCodeListVersionID", "characterSetCode", "encodingCode",
         "schemeAgencyID", "schemeVersionID", "listAgencyID", "listVersionID", "scheme", "odd", "{urn:x}schemeID",
         "{http://www.w3.org/2001/XMLSchema-instance}nil", "{http://www.w3.org/XML/1998/namespace}lang", "{http://www.w3.org/XML/1998/namespace}space"]
NAMES = """ID UUID Note Name Amount BaseAmount TaxAmount Percent IssueTime IssueDate DueDate TaxPointDate PaymentDueDate StartDate EndDate StartTime Description
 DescriptionCode CompanyID CompanyLegalForm RegistrationName StreetName CityName CityName PostalZone CountrySubentity IdentificationCode CopyIndicator ChargeIndicator
 AllowanceChargeReason AllowanceChargeReasonCode TaxExemptionReason TaxExemptionReasonCode AccountingCost AccountingCostCode UBLVersionID ProfileID
 ProfileExecutionID LineCountNumeric TaxCurrencyCode PricingCurrencyCode BuyerReference PrepaidAmount PayableRoundingAmount AllowanceTotalAmount ChargeTotalAmount
 PaymentID PaymentMeansCode InstructionID InstructionNote DocumentTypeCode DocumentType DocumentDescription XPath EndpointID WebsiteURI Telephone Telefax
 ElectronicMail MultiplierFactorNumeric PrepaidIndicator SequenceNumeric PerUnitAmount BaseQuantity PriceTypeCode Keyword BrandName ModelName PackQuantity
 ExtendedID NatureCode TaxTypeCode CurrencyCode Postbox Floor Room BuildingName BuildingNumber Region District TimezoneOffset SalesOrderID SalesOrderLineID
 CustomerReference ActualDeliveryDate ActualDeliveryTime Quantity LatestDeliveryDate TrackingID Value ValueQuantity NameCode TaxableAmount RoundingAmount
 TaxEvidenceIndicator TierRange BaseUnitMeasure PrimaryAccountNumberID NetworkID CV2ID HolderName EmbeddedDocumentBinaryObject URI TaxLevelCode ExemptionReason
 HashAlgorithmMethod PaymentPurposeCode FreeOfChargeIndicator LineStatusCode LocaleCode CompanyLegalFormCode CorporateStockAmount CreditedQuantity
 InvoicedQuantity SettlementDiscountPercent PenaltyAmount LanguageID""".split()
GROUPS = """InvoicePeriod OrderReference BillingReference InvoiceDocumentReference ContractDocumentReference AdditionalDocumentReference DespatchDocumentReference
 ReceiptDocumentReference OriginatorDocumentReference StatementDocumentReference ProjectReference Signature PayeeParty BuyerCustomerParty SellerSupplierParty
 TaxRepresentativeParty Delivery DeliveryTerms PaymentMeans PaymentTerms PrepaidPayment AllowanceCharge TaxExchangeRate TaxTotal WithholdingTaxTotal
 InvoiceLine CreditNoteLine Party PartyName PartyIdentification PartyTaxScheme PartyLegalEntity PostalAddress PhysicalLocation Contact Person AgentParty
 TaxScheme TaxCategory ClassifiedTaxCategory TaxSubtotal Country AddressLine LocationCoordinate PayeeFinancialAccount PayerFinancialAccount CardAccount
 PaymentMandate FinancialInstitutionBranch FinancialInstitution Item Price AdditionalItemProperty CommodityClassification StandardItemIdentification
 SellersItemIdentification BuyersItemIdentification ManufacturersItemIdentification CatalogueItemIdentification OriginCountry DocumentReference OrderLineReference
 DespatchLineReference ReceiptLineReference PricingReference OriginatorParty SubInvoiceLine Attachment ExternalReference ValidityPeriod IssuerParty
 DeliveryLocation DeliveryAddress DeliveryParty Address JurisdictionRegionAddress RegistrationAddress HeadOfficeParty ItemInstance Certificate Dimension
 HazardousItem ItemPriceExtension CreditAccount TradeFinancing AlternativeDeliveryLocation Despatch Shipment LegalMonetaryTotal""".split()


def local(e):
    return e.tag.rsplit("}", 1)[-1]


class Doc:
    """A tree and its parents."""

    def __init__(self, root):
        self.root = root
        self.parent = {c: p for p in root.iter() for c in p}

    def any(self, rnd):
        """An element below the root; the few that stand alone are as likely as lines, of which there are many."""
        below = list(self.parent)
        if not below:
            return self.root
        if rnd.random() < 0.5:
            by_tag = {}
            for e in below:
                by_tag.setdefault(e.tag, []).append(e)
            return rnd.choice(by_tag[rnd.choice(sorted(by_tag))])
        return rnd.choice(below)

    def leaf(self, rnd, end=()):
        leaves = [e for e in self.parent if len(e) == 0 and (not end or local(e).endswith(end))]
        return rnd.choice(leaves) if leaves else self.any(rnd)


def value_for(e, rnd, pool):
    name = local(e)
    if rnd.random() < 0.15:
        return rnd.choice(rnd.choice([NUMBERS, DATES, CODES, WORDS]))
    if name.endswith(("Amount", "Quantity", "Percent", "Numeric", "Rate")):
        try:
            if rnd.random() < 0.5:
                n = float(e.text)
                return "%.2f" % (n + rnd.choice([0.01, -0.01, 1, -1, 0.99, 1.01, 0.5, -0.5, -2 * n, 0.001]))
        except (TypeError, ValueError):
            pass
        return rnd.choice(NUMBERS)
    if name.endswith("Date"):
        return rnd.choice(DATES)
    if name.endswith(("Code", "Indicator", "Subentity", "CityName")):
        return rnd.choice(CODES)
    if rnd.random() < 0.3:
        return rnd.choice(CODES)
    if rnd.random() < 0.3 and pool.get(e.tag):
        return rnd.choice(pool[e.tag])
    return rnd.choice(WORDS)


def op_drop(doc, rnd, _):
    e = doc.any(rnd)
    if e is not doc.root:
        doc.parent[e].remove(e)


def op_empty(doc, rnd, _):
    e = doc.any(rnd)
    e[:] = []
    e.text = rnd.choice(["", "", " "])


def op_hollow(doc, rnd, _):
    """Loses its text, keeps its attributes and children."""
    doc.leaf(rnd).text = ""


def op_value(doc, rnd, pool):
    e = doc.leaf(rnd)
    e.text = value_for(e, rnd, pool["text"])


def op_number(doc, rnd, pool):
    e = doc.leaf(rnd, ("Amount", "Quantity", "Percent", "Numeric"))
    e.text = value_for(e, rnd, pool["text"])


def op_ban(doc, rnd, _):
    e = doc.leaf(rnd, ("Amount", "Percent"))
    try:
        e.text = "%.2f" % (float(e.text) + rnd.choice([0.01, -0.01]))
    except (TypeError, ValueError):
        e.text = "0.01"


def op_code(doc, rnd, _):
    e = doc.leaf(rnd, ("Code", "Indicator", "ID"))
    e.text = rnd.choice(CODES)


def op_category(doc, rnd, _):
    """Another VAT category or rate, perhaps in all places alike."""
    cats = [e for e in doc.root.iter() if local(e) in ("TaxCategory", "ClassifiedTaxCategory")]
    if not cats:
        return
    to, rate, scheme = rnd.choice("S Z E AE K G O L M B".split()), rnd.choice([None, "0", "0.00", "21", "9", "-1", "1e1", "x", ""]), rnd.random() < 0.2
    for e in cats if rnd.random() < 0.6 else [rnd.choice(cats)]:
        for c in e:
            if c.tag == CBC + "ID":
                c.text = to
            elif c.tag == CBC + "Percent" and rate is not None:
                c.text = rate
            elif c.tag == CAC + "TaxScheme" and scheme and len(c):
                c[0].text = rnd.choice(["VAT", "vat", " VAT ", "GST", ""])


def op_twice(doc, rnd, pool):
    e = doc.any(rnd)
    if e is doc.root:
        return
    p, twin = doc.parent[e], copy.deepcopy(e)
    p.insert(list(p).index(e) + rnd.choice([0, 1]), twin)
    if len(twin) == 0 and rnd.random() < 0.6:
        twin.text = value_for(twin, rnd, pool["text"])


def op_move(doc, rnd, _):
    e = doc.any(rnd)
    if e is doc.root:
        return
    doc.parent[e].remove(e)
    inside = set(e.iter())
    to = rnd.choice([p for p in doc.root.iter() if p not in inside and (len(p) or p is doc.root)] or [doc.root])
    to.insert(rnd.randint(0, len(to)), e)


def op_swap(doc, rnd, _):
    e = doc.any(rnd)
    if e is doc.root:
        return
    p = doc.parent[e]
    kids = list(p)
    i, k = kids.index(e), rnd.randrange(len(kids))
    p[i], p[k] = kids[k], e


def op_rename(doc, rnd, pool):
    e = doc.any(rnd)
    e.tag = rnd.choice([rnd.choice(pool["tags"]), CBC + rnd.choice(NAMES), CAC + rnd.choice(GROUPS), "{urn:x}" + local(e), local(e),
                        (CAC if e.tag.startswith(CBC) else CBC) + local(e)])


def op_transplant(doc, rnd, pool):
    """A part of another invoice, where such a part may stand if this one has such a place."""
    graft = copy.deepcopy(rnd.choice(pool["parts"]))
    where, part = graft
    places = [e for e in doc.root.iter() if e.tag == where] or ([doc.root] if where in ROOTS else [])
    if not places:
        return op_twice(doc, rnd, pool)
    p = rnd.choice(places)
    same = [i for i, c in enumerate(p) if c.tag == part.tag]
    p.insert(same[0] if same else rnd.randint(0, len(p)), part)


def op_new_leaf(doc, rnd, pool):
    """A known name where it may not belong; the places that official rules speak of come by themselves."""
    places = [e for e in doc.root.iter() if len(e)] or [doc.root]
    p = rnd.choice(places)
    e = ET.Element(CBC + rnd.choice(NAMES))
    e.text = value_for(e, rnd, pool["text"])
    if local(e).endswith("Amount") and rnd.random() < 0.8:
        e.set("currencyID", rnd.choice(["RON", "EUR", "XXX", ""]))
    p.insert(rnd.choice([0, len(p), rnd.randint(0, len(p))]), e)


def op_new_group(doc, rnd, pool):
    p = rnd.choice([e for e in doc.root.iter() if len(e)] or [doc.root])
    e = ET.Element(CAC + rnd.choice(GROUPS))
    for _ in range(rnd.randint(0, 2)):
        c = ET.SubElement(e, CBC + rnd.choice(NAMES))
        c.text = value_for(c, rnd, pool["text"])
    p.insert(rnd.choice([0, len(p), rnd.randint(0, len(p))]), e)


def op_attr(doc, rnd, _):
    with_attr = [e for e in doc.root.iter() if e.attrib]
    if rnd.random() < 0.6 and with_attr:
        e = rnd.choice(with_attr)
        key = rnd.choice(sorted(e.attrib))
        if rnd.random() < 0.4:
            del e.attrib[key]
        else:
            e.set(key, rnd.choice(CODES))
        return
    doc.leaf(rnd).set(rnd.choice(ATTRS), rnd.choice(CODES + ["x"]))


def op_text_between(doc, rnd, _):
    e = doc.any(rnd)
    if rnd.random() < 0.5:
        e.tail = rnd.choice(["x", " 1 ", "\u00a0", "\n"])
    else:
        e.text = rnd.choice(["x", " 1 ", "\u00a0", "\n"])


def op_mark(doc, rnd, _):
    """A comment or a processing instruction within."""
    e = doc.leaf(rnd) if rnd.random() < 0.7 else doc.any(rnd)
    mark = ET.Comment(" c ") if rnd.random() < 0.6 else ET.ProcessingInstruction("p", "i")
    if e.text and len(e) == 0:
        cut = rnd.randint(0, len(e.text))
        mark.tail, e.text = e.text[cut:], e.text[:cut]
    e.insert(0, mark)


def op_blanks(doc, rnd, _):
    e = doc.leaf(rnd)
    e.text = rnd.choice([" ", "\n", "\t", "  "]) + (e.text or "") + rnd.choice(["", " ", "\n  "])


def op_child_in_leaf(doc, rnd, pool):
    e = doc.leaf(rnd)
    c = ET.SubElement(e, rnd.choice([CBC + rnd.choice(NAMES), "{urn:x}y"]))
    c.text = rnd.choice(CODES)


OPS = [(op_drop, 10), (op_empty, 6), (op_hollow, 4), (op_value, 12), (op_number, 8), (op_ban, 8), (op_code, 8), (op_category, 6), (op_twice, 8), (op_move, 5),
       (op_swap, 3), (op_rename, 4), (op_transplant, 8), (op_new_leaf, 5), (op_new_group, 4), (op_attr, 6), (op_text_between, 2), (op_mark, 2), (op_blanks, 3),
       (op_child_in_leaf, 1)]


def spoil_bytes(data, rnd):
    """What happens to a file, not to an invoice."""
    text = data.decode("utf-8")
    body = re.sub(r"^<\?xml.*?\?>\s*", "", text)
    head = '<?xml version="1.0" encoding="%s"?>\n'
    plain = body.encode("ascii", "xmlcharrefreplace").decode()
    first = re.match(r"<[^>]*>", body).group(0)
    leaf = rnd.choice(re.findall(r"<cbc:\w+[^>]*>[^<]+</cbc:\w+>", body) or [first])
    inner = re.match(r"(<[^>]*>)([^<]*)(</[^>]*>)", leaf)

    def put(new):
        return (head % "UTF-8" + body.replace(leaf, new, 1)).encode()

    kinds = [
        lambda: b"\xef\xbb\xbf" + text.encode(),
        lambda: (head % "UTF-16" + body).encode("utf-16"),
        lambda: (head % "UTF-16LE" + body).encode("utf-16-le"),
        lambda: (head % "ISO-8859-1" + plain).encode("latin-1", "replace"),
        lambda: (head % "ISO-8859-2" + plain).encode("ascii"),
        lambda: (head % "windows-1250" + plain).encode("ascii"),
        lambda: (head % "US-ASCII" + plain).encode("ascii"),
        lambda: (head % "UTF-16" + body).encode(),
        lambda: (head % "klingon" + body).encode(),
        lambda: body.encode(),
        lambda: b"\n" + text.encode(),
        lambda: b"  " + body.encode(),
        lambda: text.encode() + b"\n\n<!-- end -->\n",
        lambda: text.encode() + b"x",
        lambda: text.encode() + b"<a/>",
        lambda: text.encode() + b"\0",
        lambda: text.encode()[:rnd.randint(0, len(text))],
        lambda: (head % "UTF-8" + "<!DOCTYPE Invoice>" + body).encode(),
        lambda: (head % "UTF-8" + '<!DOCTYPE x [<!ENTITY e "RON">]>' + body).encode(),
        lambda: (head % "UTF-8" + '<!DOCTYPE Invoice SYSTEM "x.dtd">' + body).encode(),
        lambda: (head % "UTF-8" + "<!-- c --><?p i?>" + body).encode(),
        lambda: body.replace("\n", "\r\n").encode(),
        lambda: ('<?xml version="1.1" encoding="UTF-8"?>' + body).encode(),
        lambda: ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + body).encode(),
        lambda: ('<?xml encoding="UTF-8"?>' + body).encode(),
        lambda: (head % "UTF-8" + body.replace("cbc:", "b:").replace("xmlns:cbc", "xmlns:b")).encode(),
        lambda: (head % "UTF-8" + body.replace("cac:", "a:").replace("xmlns:cac", "xmlns:a")).encode(),
        lambda: (head % "UTF-8" + body.replace("CommonBasicComponents-2", "CommonBasicComponents-3")).encode(),
        lambda: (head % "UTF-8" + body.replace("xsd:Invoice-2", "xsd:Invoice-3").replace("xsd:CreditNote-2", "xsd:CreditNote-3")).encode(),
        lambda: (head % "UTF-8" + body.replace("xsd:Invoice-2", "xsd:CreditNote-2")).encode(),
        lambda: (head % "UTF-8" + body.replace(first, first[:-1] + ' xmlns:q="urn:q" q:a="1">', 1)).encode(),
        lambda: (head % "UTF-8" + body.replace(first, first[:-1] + ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                                               'xsi:schemaLocation="urn:x http://nowhere.invalid/x.xsd">', 1)).encode(),
        lambda: (head % "UTF-8" + body.replace(first, first[:-1] + ' odd="1">', 1)).encode(),
        lambda: put(inner.group(1) + "<![CDATA[" + inner.group(2) + "]]>" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + "&undefined;" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + "&amp;&lt;&#65;&#x103;" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + "&#0;" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + "a & b" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + "]]>" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + "\x01" + inner.group(3)) if inner else data,
        lambda: put(inner.group(1)[:-1] + ' currencyID="RON" currencyID="RON">' + inner.group(2) + inner.group(3)) if inner else data,
        lambda: put(inner.group(1) + inner.group(2) + "</cbc:Other>") if inner else data,
        lambda: put(leaf.replace("cbc:", "zz:")),
        lambda: put(leaf.replace("cbc:", "")),
        lambda: put(leaf.replace("<cbc:", "<CBC:").replace("</cbc:", "</CBC:")),
        lambda: put(inner.group(1)[:-1] + ' xmlns="">' + inner.group(2) + inner.group(3)) if inner else data,
        lambda: put(leaf.replace("<cbc:", '<k:', 1).replace("</cbc:", "</k:").replace(">", ' xmlns:k="%s">' % CBC[1:-1], 1)),
        lambda: put(leaf).replace("ă".encode(), b"\xe3").replace(b"a", b"\xe3", 1) if "ă" in body else put(leaf).replace(b"RON", b"R\xffN", 1),
        lambda: put(leaf).replace(b"<", b"\xed\xa0\x80<", 1),
        lambda: b"",
        lambda: b"not XML at all",
        lambda: b"%PDF-1.7\n",
        lambda: ("<html><body>" + plain + "</body></html>").encode(),
        lambda: b'<a xmlns="urn:x"/>',
    ]
    return rnd.choice(kinds)()


def as_bytes(root, name):
    """The invoice's own namespace is the default one, as everybody writes it."""
    ns = root.tag[1:].split("}")[0] if root.tag.startswith("{") else None
    if ns and ns not in (CBC[1:-1], CAC[1:-1]):
        ET.register_namespace("", ns)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8").replace(b"<?xml version='1.0' encoding='utf-8'?>\n", b"")


def mutate(bases, n, seed):
    rnd = random.Random(seed)
    trees = [(name, ET.fromstring(data)) for name, data in bases]
    pool = {"text": {}, "tags": sorted({e.tag for _, t in trees for e in t.iter()}), "parts": []}
    seen = set()
    for _, tree in trees:
        for p in tree.iter():
            for c in p:
                if c.text and c.text.strip():
                    pool["text"].setdefault(c.tag, []).append(c.text)
                key = (p.tag, c.tag, len(c), c.text)
                if key not in seen:
                    seen.add(key)
                    pool["parts"].append((p.tag, c))
    ops, weights = zip(*OPS)
    for i in range(n):
        name, tree = trees[rnd.randrange(len(trees))]
        if i % 13 == 12:
            yield "%05d-bytes-%s" % (i, name), spoil_bytes(as_bytes(tree, name), rnd)
            continue
        doc, did = Doc(copy.deepcopy(tree)), []
        for _ in range(rnd.choice([1, 1, 1, 1, 2, 2, 3])):
            op = rnd.choices(ops, weights)[0]
            op(doc, rnd, pool)
            doc = Doc(doc.root)
            did.append(op.__name__[3:])
            if op is op_mark:  # its nodes are no elements to choose from
                break
        yield "%05d-%s-%s" % (i, "+".join(did), name), as_bytes(doc.root, name)
