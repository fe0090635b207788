"""ANAF on loopback TLS: sign-in, e-Factura (upload, state, lists, download), the register of taxpayers.

with Anaf(w) as n:          w is a World not yet started; its plic then files here (anaf.*, config/oauth/anaf.conf, anaf.secret)
n.sign_in()                 once w runs: the token file as `plic auth anaf` leaves it
n.fail("upload", "lost")    the next answers of a method (upload, status, list, download, token, taxpayer), one each:
    a number (HTTP status), "lost" (done, the answer never comes), "dropped" (not done, no answer), "slow" (done, answered after
    n.slow_s), "html" (a firewall's page with 200), "empty" (200), "technical" (eroare tehnica 1814; done), "cut" (half of the
    answer), "same-index" (upload: done, but answered with the index of the one before), "lost-twice" (done two times)
n.down = True               every connection is closed unanswered; n.down = 503 answers that
n.work_s, n.lag_s           seconds that processing takes, and until a list shows a message
n.reject(words, ...)        the next uploads are rejected with these messages
n.forge("other", ...)       the next archives have a seal of seal.FORGED; all others one that holds under seal.folder()/ca.pem
n.official = True           uploads are judged by ../shared/tools/validate-ubl where that is present, while they are "in prelucrare"
n.receive(xml, seller)      somebody files an invoice for us; gives its message
n.companies[cui] = {...}    the register; company() makes a row
n.skew_s                    how far ANAF's clock is ahead of ours; n.clock() is its instant
n.quota[...]                calls a minute, states and downloads of a message a day, lists a day
n.save(), n.restore(saved)  what it holds, put away and brought back
n.asked                     (method, parameters, outcome) of every call; n.docs by index; n.messages
Times follow the world's clock, so days pass when the test says so."""
import base64
import bisect
import collections
import copy
import datetime
import http.server
import io
import json
import os
import re
import subprocess
import tempfile
import threading
import time
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile
import zoneinfo

from anaf import seal
from world import keys
from world.https import Https

TZ = zoneinfo.ZoneInfo("Europe/Bucharest")
CLIENT, SECRET, REDIRECT = "anaf-client-id", "anaf-clients-own-secret", "https://localhost:8700/"
DAY = 86400
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1"
FIREWALL = ("<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your "
            "administrator.<br><br>Your support ID is: 1234567890</body></html>")
VALIDATE = os.path.join(keys.ROOT, "..", "shared", "tools", "validate-ubl")
CONF = """
anaf {{
	client_id = '%s'
	client_secret_file = 'anaf.secret'
	redirect = '{redirect}'
	url = 'https://localhost:{port}/prod/FCTEL/rest'
	public_url = 'https://localhost:{port}'
	ca_file = '{ca}'
	timeout = {timeout}
	upload_timeout = {timeout}
}}
{more}
""" % CLIENT
OAUTH = """title = 'ANAF'
flow = 'loopback'
auth_url = 'https://localhost:{port}/anaf-oauth2/v1/authorize'
auth_extra = 'token_content_type=jwt'
token_url = 'https://localhost:{port}/anaf-oauth2/v1/token'
token_extra = 'token_content_type=jwt'
client_auth = 'basic'
pkce = no
ca_file = '{ca}'
"""


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def stamp(instant):
    return datetime.datetime.fromtimestamp(instant, TZ).strftime("%Y%m%d%H%M")


def identity(xml):
    """(number, issue day, seller, buyer) of an invoice, tax codes as digits; None: it cannot be read."""
    try:
        root = ET.fromstring(xml)
    except ET.ParseError:
        return None

    def party(tag):
        p = root.find(CAC + tag + "/" + CAC + "Party")
        ids = [] if p is None else [e.text or "" for e in p.iter(CBC + "CompanyID")]
        for text in ids:
            digits = re.sub(r"^RO", "", text.strip(), flags=re.I)
            if digits.isdigit():
                return digits
        return ""
    return (root.findtext(CBC + "ID") or "", root.findtext(CBC + "IssueDate") or "", party("AccountingSupplierParty"),
            party("AccountingCustomerParty"))


class Doc:
    """An upload."""
    def __init__(self, index, xml, params, b2c, at):
        self.index, self.xml, self.params, self.b2c, self.at = index, xml, params, b2c, at
        self.faults, self.judged, self.ready, self.download = [], threading.Event(), at, ""
        self.who = identity(xml)

    def ok(self):
        return self.judged.is_set() and not self.faults


class Anaf:
    def __init__(self, w, cif="18547290", cert="srv", official=False, timeout=5, more="", redirect=REDIRECT):
        self.w, self.cif, self.cert, self.official, self.timeout, self.more, self.redirect = \
            w, cif, cert, official, timeout, more, redirect
        self.rights = {cif}
        self.skew_s = self.work_s = self.lag_s = 0
        self.slow_s, self.page = timeout + 3, 500
        self.down = False
        self.faults, self.rejections, self.forgeries, self.asked = {}, [], [], []
        self.docs, self.by_who, self.messages, self.companies = {}, {}, [], {}
        self.quota = {"minute": 1000, "status": 100, "download": 10, "list": 100000}
        self.counts, self.minute = {}, collections.deque()
        self.next = 5001120362
        self.access, self.refresh, self.codes, self.secrets = {}, {}, {}, [SECRET]
        self.taxpayer_last, self.too_fast = 0.0, 0
        self.lock = threading.RLock()
        self.over = threading.Event()

    # -- life
    def __enter__(self):
        handler = type("Handler", (Handler,), {"anaf": self})
        self.http = Https(handler, self.cert)
        self.port = self.http.port
        ca = keys.ensure() + "/ca.pem"
        self.w.extra["extra"] = self.w.extra.get("extra", "") + CONF.format(port=self.port, ca=ca, timeout=self.timeout,
                                                                            more=self.more, redirect=self.redirect)
        self.w.extra.setdefault("rates", "")
        before = self.w.prepare

        def prepare(w):
            os.makedirs(w.config_dir + "/oauth", exist_ok=True)
            with open(w.config_dir + "/oauth/anaf.conf", "w") as f:
                f.write(OAUTH.format(port=self.port, ca=ca))
            with open(os.open(w.dir + "/anaf.secret", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
                f.write(SECRET + "\n")
            before(w)
        self.w.prepare = prepare
        return self

    def __exit__(self, *what):
        self.over.set()
        self.http.stop()

    def use_cert(self, name):
        """What new connections are shown; kept ones are closed."""
        self.http.use_cert(name)

    def clock(self):
        return self.w.now().timestamp() + self.skew_s

    def fail(self, method, *faults):
        self.faults.setdefault(method, []).extend(faults)

    def reject(self, *words):
        self.rejections.append(list(words))

    def calls(self, method):
        return [c for c in self.asked if c[0] == method]

    def forge(self, *how):
        self.forgeries.extend(how)

    def save(self):
        with self.lock:
            return [copy.copy(d) for d in self.docs.values()], list(self.messages), dict(self.counts), self.next

    def restore(self, saved):
        """Faults that were to come are forgotten."""
        with self.lock:
            docs, messages, counts, self.next = saved
            self.docs, self.messages, self.counts = {d.index: copy.copy(d) for d in docs}, list(messages), dict(counts)
            self.by_who = {}
            for d in self.docs.values():
                self.by_who.setdefault(d.who, []).append(d)
            self.faults.clear()
            self.minute.clear()
            self.taxpayer_last = 0.0

    # -- sign-in
    def jwt(self, kind, life):
        def part(v):
            return base64.urlsafe_b64encode(json.dumps(v).encode()).rstrip(b"=").decode()
        token = ".".join((part({"alg": "RS512"}), part({"exp": int(self.clock() + life), "kind": kind, "n": len(self.secrets)}),
                          base64.urlsafe_b64encode(os.urandom(24)).rstrip(b"=").decode()))
        self.secrets.append(token)
        return token

    def issue(self, life=90 * DAY, refresh_life=365 * DAY):
        """A new pair; every refresh token of before is worth nothing."""
        access, refresh = self.jwt("access", life), self.jwt("refresh", refresh_life)
        self.access[access] = self.clock() + life
        self.refresh = {refresh: self.clock() + refresh_life}
        return {"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": life,
                "scope": "clientappid issuer role serial"}

    def sign_in(self, life=90 * DAY, refresh_life=365 * DAY):
        t = self.issue(life, refresh_life)
        os.makedirs(self.w.dir + "/data", mode=0o700, exist_ok=True)
        with open(os.open(self.w.dir + "/data/anaf.token", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            json.dump({"provider": "anaf", "access_token": t["access_token"], "refresh_token": t["refresh_token"],
                       "expires_at": int(self.clock() + life), "refresh_until": int(self.clock() + refresh_life)}, f)
        return t

    def revoke(self):
        """As its owner does in the portal."""
        with self.lock:
            self.access.clear()
            self.refresh.clear()

    # -- documents
    def take(self, xml, params, b2c):
        doc = Doc(str(self.next), xml, params, b2c, self.clock())
        self.next += 1
        doc.ready = doc.at + self.work_s
        self.docs[doc.index] = doc
        same = self.by_who.setdefault(doc.who, [])
        twin = next((d for d in same if self.docs.get(d.index) is d and doc.who and not d.faults), None)
        same.append(doc)
        if self.rejections:
            doc.faults = self.rejections.pop(0)
        elif twin:
            doc.faults = ["Factura a mai fost transmisa anterior cu index=%s si data incarcare=%s"
                          % (twin.index, datetime.datetime.fromtimestamp(twin.at, TZ).strftime("%Y-%m-%d"))]
        if self.official and not doc.faults and params["standard"] in ("UBL", "CN") and os.path.exists(VALIDATE):
            threading.Thread(target=self.judge, args=(doc,), daemon=True).start()
        else:
            if not doc.faults and CUSTOMIZATION.encode() not in xml and params["standard"] != "RASP":
                doc.faults = ["E: validari globale  SCHEMATRON   eroare: [BR-RO-001]-Identificatorul specificatiei este altul"]
            doc.judged.set()
        return doc

    def judge(self, doc):
        with tempfile.NamedTemporaryFile(suffix=".xml") as f:
            f.write(doc.xml)
            f.flush()
            p = subprocess.run([VALIDATE, "--fatal-only", f.name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in p.stdout.splitlines():
            _, rule, _, words = line.split("\t", 3)
            doc.faults.append("E: validari globale  SCHEMATRON   eroare: [%s]-%s" % (rule, words))
        doc.judged.set()

    def settle(self):
        """What was decided by now gets its message."""
        for doc in self.docs.values():
            if doc.download or not doc.judged.is_set() or doc.ready > self.clock():
                continue
            at = max(doc.ready, doc.at)
            if doc.faults:
                body = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><header xmlns="mfp:anaf:dgti:efactura:mesajEroriFactuta:v1" '
                        'Index_incarcare="%s" Cif_emitent="%s">' % (doc.index, self.cif)
                        + "".join('<Error errorMessage="%s"/>' % escape(f) for f in doc.faults) + "</header>").encode()
                doc.download = self.message("ERORI FACTURA", doc, body, at)
            else:
                doc.download = self.message("FACTURA TRIMISA", doc, doc.xml, at)
                if doc.who and doc.who[2] == doc.who[3]:  # to oneself: two rows of one upload
                    self.message("FACTURA PRIMITA", doc, doc.xml, at)

    def pack(self, doc, body, at, forged=None):
        """An archive as it is downloaded."""
        b = io.BytesIO()
        name = doc.index + ".xml"
        sealed = seal.make(name, body, at, forged)
        with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr(name, body)
            if sealed:
                z.writestr("semnatura_" + name, sealed)
        return b.getvalue()

    def message(self, tip, doc, body, at, seller=None, buyer=None):
        number, _, from_xml, to_xml = doc.who or ("", "", "", "")
        row = {"data_creare": stamp(at), "cif": self.cif, "id_solicitare": doc.index,
               "detalii": "Factura cu id_incarcare=%s emisa de cif_emitent=%s pentru cif_beneficiar=%s"
               % (doc.index, seller or from_xml or self.cif, buyer or to_xml), "tip": tip, "id": str(self.next + 3000000000)}
        self.next += 1
        forged = self.forgeries.pop(0) if self.forgeries else None
        # Sealed when it is asked for: thousands of verdicts at once would keep every caller waiting.
        self.messages.append({"row": row, "at": at, "what": (doc, body, at, forged), "seen_from": at + self.lag_s})
        return row["id"]

    def receive(self, xml, seller=None):
        """An invoice of a supplier, already accepted; gives its row."""
        with self.lock:
            doc = Doc(str(self.next), xml if isinstance(xml, bytes) else xml.encode(), {"standard": "UBL"}, False, self.clock())
            self.next += 1
            self.message("FACTURA PRIMITA", doc, doc.xml, doc.at, seller, self.cif)
            return self.messages[-1]["row"]

    def outlive(self, row):
        """It is listed still, but too old to be downloaded: the edge of sixty days."""
        m = next(m for m in self.messages if m["row"] is row)
        m["at"] -= 61 * DAY
        m["stays"] = True

    def company(self, cui, name="EXEMPLU SRL", vat=True, inactive=False, struck_off="", street="Str. Lungă", number="7",
                city="Mun. Cluj-Napoca", county="CJ", postcode="400110", reg_no="J12/345/2010", collection=False):
        self.companies[str(cui)] = {
            "date_generale": {"cui": int(cui), "data": "", "denumire": name, "adresa": "%s %s, %s" % (street, number, city),
                              "nrRegCom": reg_no, "telefon": "", "fax": "", "codPostal": postcode, "act": "",
                              "stare_inregistrare": "INREGISTRAT din data 2010-02-01", "data_inregistrare": "2010-02-01",
                              "cod_CAEN": "6201", "iban": "", "statusRO_e_Factura": True, "organFiscalCompetent": "",
                              "forma_de_proprietate": "", "forma_organizare": "", "forma_juridica": ""},
            "inregistrare_scop_Tva": {"scpTVA": vat, "perioade_TVA": [{"data_inceput_ScpTVA": "2010-02-01", "data_sfarsit_ScpTVA": "",
                                                                      "data_anul_imp_ScpTVA": "", "mesaj_ScpTVA": ""}] if vat else []},
            "inregistrare_RTVAI": {"dataInceputTvaInc": "", "dataSfarsitTvaInc": "", "statusTvaIncasare": collection},
            "stare_inactiv": {"dataInactivare": "", "dataReactivare": "", "dataPublicare": "", "dataRadiere": struck_off,
                              "statusInactivi": inactive},
            "inregistrare_SplitTVA": {"dataInceputSplitTVA": "", "dataAnulareSplitTVA": "", "statusSplitTVA": False},
            "adresa_sediu_social": {"sdenumire_Strada": street, "snumar_Strada": number, "sdenumire_Localitate": city,
                                    "scod_Localitate": "1", "sdenumire_Judet": "", "scod_Judet": "", "scod_JudetAuto": county,
                                    "stara": "", "sdetalii_Adresa": "", "scod_Postal": postcode},
            "adresa_domiciliu_fiscal": {"ddenumire_Strada": street, "dnumar_Strada": number, "ddenumire_Localitate": city,
                                        "dcod_JudetAuto": county, "dcod_Postal": postcode}}

    # -- the endpoints: each gives (status, type, bytes)
    def xml(self, space, attributes, errors=()):
        return 200, "application/xml", ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><header xmlns="mfp:anaf:dgti:%s" %s>%s</header>'
                                        % (space, attributes, "".join('<Errors errorMessage="%s"/>' % escape(e) for e in errors))).encode()

    def no(self, titlu, words, **more):
        return 200, "application/json", json.dumps({"eroare": words, "titlu": titlu, **more}, ensure_ascii=False).encode()

    def bad(self, words):
        at = datetime.datetime.fromtimestamp(self.clock(), TZ).strftime("%d-%m-%Y %H:%M:%S")
        return 400, "application/json", json.dumps({"timestamp": at, "status": 400, "error": "Bad Request", "message": words}).encode()

    def over_quota(self, what, key):
        day = datetime.datetime.fromtimestamp(self.clock(), TZ).date()
        n = self.counts[what, key, day] = self.counts.get((what, key, day), 0) + 1
        return n > self.quota[what]

    def upload(self, q, body, b2c=False):
        space = "spv:respUploadFisier:v1"
        refused = 'dateResponse="%s" ExecutionStatus="1"' % stamp(self.clock())
        if not body or not q.get("standard") or not q.get("cif"):
            return self.bad("Parametrii standard si cif sunt obligatorii" if body else "Trebuie sa aveti atasat in request un fisier de tip xml")
        faults = []
        if q["standard"] not in ("UBL", "CN", "CII", "RASP"):
            faults = ["Valorile acceptate pentru parametrul standard sunt UBL, CN, CII sau RASP"]
        elif not q["cif"].isdigit():
            faults = ["CIF introdus= %s nu este un numar" % q["cif"]]
        elif q["cif"] not in self.rights:
            faults = ["Nu aveti drept in SPV pentru CIF=" + q["cif"] if self.rights else "Nu exista niciun CIF pentru care sa aveti drept in SPV"]
        elif len(body) > 10 << 20:
            faults = ["Marime fisier transmis mai mare de 10 MB."]
        elif any(q.get(flag, "DA") != "DA" for flag in ("extern", "autofactura", "executare")):
            faults = ["Daca parametrul extern, autofactura sau executare este completat, valoarea lui este DA"]
        else:
            try:
                root = ET.fromstring(body).tag.rpartition("}")[2]
                if {"UBL": "Invoice", "CN": "CreditNote"}.get(q["standard"], root) != root:
                    faults = ["Fisierul transmis nu este valid. org.xml.sax.SAXParseException; lineNumber: 2; columnNumber: 1; "
                              "cvc-elt.1.a: Cannot find the declaration of element '%s'." % root]
            except ET.ParseError as e:
                faults = ["Fisierul transmis nu este valid. org.xml.sax.SAXParseException; lineNumber: %d; columnNumber: %d; %s"
                          % (*e.position, e)]
        if faults:
            return self.xml(space, refused, faults)
        doc = self.take(body, q, b2c)
        return self.xml(space, 'dateResponse="%s" ExecutionStatus="0" index_incarcare="%s"' % (stamp(self.clock()), doc.index))

    def status(self, q, body):
        space, index = "efactura:stareMesajFactura:v1", q.get("id_incarcare", "")
        if not index:
            return self.bad("Parametrul id_incarcare este obligatoriu")
        if not index.isdigit():
            return self.xml(space, "", ["Id_incarcare introdus= %s nu este un numar intreg" % index])
        if self.over_quota("status", index):
            return self.xml(space, "", ["S-au facut deja %d de interogari ale mesajului cu id_incarcare=%s in cursul zilei" % (self.quota["status"], index)])
        self.settle()
        doc = self.docs.get(index)
        if not doc:
            return self.xml(space, "", ["Nu exista factura cu id_incarcare= " + index])
        if not doc.download:
            return self.xml(space, 'stare="in prelucrare"')
        return self.xml(space, 'stare="%s" id_descarcare="%s"' % ("nok" if doc.faults else "ok", doc.download))

    def list(self, q, body, paged=True):
        titlu, now = "Lista Mesaje", self.clock()
        if not q.get("cif") or (paged and not all(q.get(k) for k in ("startTime", "endTime", "pagina"))):
            return self.bad("Parametrii startTime, endTime, pagina si cif sunt obligatorii")
        if not q["cif"].isdigit():
            return self.no(titlu, "CIF introdus= %s nu este un numar" % q["cif"])
        if q["cif"] not in self.rights:
            return self.no(titlu, "Nu aveti drept in SPV pentru CIF=" + q["cif"])
        if self.over_quota("list", q["cif"]):
            return self.no(titlu, "S-au facut deja %d de interogari de tip lista mesaje de catre utilizator in cursul zilei" % self.quota["list"])
        if q.get("filtru", "T") not in ("E", "T", "P", "R"):
            return self.no(titlu, "Valorile acceptate pentru parametrul filtru sunt E, T, P sau R")
        if paged:
            start, end, page = int(q["startTime"]) / 1000, int(q["endTime"]) / 1000, int(q["pagina"])
            if start < now - 60 * DAY:
                return self.no(titlu, "startTime = %s nu poate fi cu mai mult de 60 de zile in urma fata de momentul requestului" % q["startTime"])
            if end > now:
                return self.no(titlu, "endTime = %s nu poate fi mai mare decat momentul requestului" % q["endTime"])
            if start >= end:
                return self.no(titlu, "endTime = %s nu poate fi <= startTime = %s" % (q["endTime"], q["startTime"]))
        else:
            start, end, page = now - int(q.get("zile", "60")) * DAY, now, 1
        self.settle()
        tips = {"E": "ERORI FACTURA", "T": "FACTURA TRIMISA", "P": "FACTURA PRIMITA", "R": "MESAJ CUMPARATOR"}
        rows = [m["row"] for m in self.messages if (start <= m["at"] <= end or m.get("stays")) and m["seen_from"] <= now
                and m["row"]["tip"].startswith(tips.get(q.get("filtru"), ""))]
        tail = {"serial": "1234AA456", "cui": q["cif"]}
        if not rows:
            return self.no(titlu, "Nu exista mesaje in intervalul selectat" if paged else "Nu exista mesaje in ultimele %s zile" % q.get("zile"), **tail)
        if not paged and len(rows) > 500:
            return self.no(titlu, "Lista de mesaje este mai mare decat numarul de 500 elemente permise in pagina. Folositi endpoint-ul cu paginatie.")
        pages = -(-len(rows) // self.page)
        if page > pages:
            return self.no(titlu, "Pagina solicitata %d este mai mare decat numarul toatal de pagini %d" % (page, pages))
        some = rows[(page - 1) * self.page:page * self.page] if paged else rows
        figures = {"numar_inregistrari_in_pagina": len(some), "numar_total_inregistrari_per_pagina": self.page,
                   "numar_total_inregistrari": len(rows), "numar_total_pagini": pages, "index_pagina_curenta": page}
        return 200, "application/json", json.dumps({"mesaje": some, **(figures if paged else {}), **tail, "titlu": titlu}).encode()

    def download(self, q, body):
        titlu, wanted = "Descarcare mesaj", q.get("id", "")
        if not wanted:
            return self.bad("Parametrul id este obligatoriu")
        self.settle()
        at = bisect.bisect_left(self.messages, int(wanted), key=lambda m: int(m["row"]["id"])) if wanted.isdigit() else len(self.messages)
        m = self.messages[at] if at < len(self.messages) else None
        if not m or m["row"]["id"] != wanted:
            return self.no(titlu, "Pentru id=%s nu exista inregistrata nici o factura" % wanted)
        if self.clock() - m["at"] > 60 * DAY:
            return self.no(titlu, "Fisierul nu mai poate fi descarcat pentru ca a trecut perioada de 60 de zile de la data la care a fost incarcat")
        if self.over_quota("download", wanted):
            return self.no(titlu, "S-au facut deja %d descarcari ale mesajului cu id=%s in cursul zilei" % (self.quota["download"], wanted))
        if "zip" not in m:
            m["zip"] = self.pack(*m["what"])
        return 200, "application/zip", m["zip"]

    def picture(self, body):
        return 200, "application/pdf", b"%PDF-1.4\n% " + identity(body)[0].encode() + b"\n%%EOF\n"

    def taxpayer(self, body):
        now = time.monotonic()
        if now - self.taxpayer_last < 1:
            self.too_fast += 1
            return 429, "text/html", b"Too Many Requests"
        self.taxpayer_last = now
        asked = json.loads(body)
        if not isinstance(asked, list) or not 0 < len(asked) <= 100:
            return 400, "application/json", b'{"cod":400,"message":"Numarul de CUI-uri trebuie sa fie intre 1 si 100"}'
        found, missing = [], []
        for a in asked:
            row = self.companies.get(str(a["cui"]))
            if row:
                row = json.loads(json.dumps(row))
                row["date_generale"]["data"] = a["data"]
                found.append(row)
            else:
                missing.append(a["cui"])
        return 200, "application/json", json.dumps({"found": found, "notFound": missing}, ensure_ascii=False).encode()

    def token(self, headers, form):
        basic = "Basic " + base64.b64encode(("%s:%s" % (CLIENT, SECRET)).encode()).decode()
        if headers.get("Authorization") != basic or form.get("token_content_type") != "jwt":
            return 401, "application/json", b'{"error":"invalid_client"}'
        if form.get("grant_type") == "refresh_token":
            good = self.refresh.get(form.get("refresh_token"), 0) > self.clock()
        else:
            redirect, until = self.codes.pop(form.get("code"), (None, 0))
            good = form.get("grant_type") == "authorization_code" and redirect == form.get("redirect_uri") and until >= time.monotonic()
        if not good:
            return 400, "application/json", b'{"error":"invalid_grant","error_description":"Invalid or expired grant"}'
        return 200, "application/json", json.dumps(self.issue()).encode()

    def authorize(self, q):
        """The page behind the certificate; who opens it has one. Gives where the browser goes."""
        assert (q["response_type"], q["client_id"], q["token_content_type"]) == ("code", CLIENT, "jwt"), q
        assert q["redirect_uri"] == self.redirect and "code_challenge" not in q, q
        code = base64.urlsafe_b64encode(os.urandom(32)).decode()
        self.secrets.append(code)
        self.codes[code] = (q["redirect_uri"], time.monotonic() + 60)
        return self.redirect + "?" + urllib.parse.urlencode({"code": code, "state": q.get("state", "")})

    def signed_in(self, headers):
        scheme, _, token = headers.get("Authorization", "").partition(" ")
        return scheme == "Bearer" and self.access.get(token, 0) > self.clock()

    def answer(self, method, run, need_token, headers):
        """(status, type, bytes), or what is done to the connection."""
        if self.down:
            return self.down if isinstance(self.down, int) else "dropped"
        now = self.clock()
        self.minute.append(now)
        while now - self.minute[0] >= 60:
            self.minute.popleft()
        if len(self.minute) > self.quota["minute"]:
            return 429
        fault = self.faults[method].pop(0) if self.faults.get(method) else None
        if isinstance(fault, int):
            return fault
        if fault == "dropped":
            return fault
        if fault == "html":
            return 200, "text/html", FIREWALL.encode()
        if fault == "empty":
            return 200, "application/json", b""
        if need_token and not self.signed_in(headers):
            return 401
        status, kind, body = run()
        if fault == "lost-twice":
            run()
            fault = "lost"
        if fault == "technical":
            return self.xml("spv:respUploadFisier:v1", 'dateResponse="%s" ExecutionStatus="1"' % stamp(self.clock()),
                            ["A aparut o eroare tehnica. Cod: 1814"])
        if fault == "same-index":
            body = re.sub(rb'index_incarcare="(\d+)"', lambda m: b'index_incarcare="%d"' % (int(m.group(1)) - 1), body)
        if fault in ("lost", "slow", "cut"):
            return fault, status, kind, body
        return status, kind, body


class Handler(http.server.BaseHTTPRequestHandler):
    anaf = None
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *args):
        pass

    def route(self, body):
        n, url = self.anaf, urllib.parse.urlsplit(self.path)
        q = dict(urllib.parse.parse_qsl(url.query))
        path, rest = url.path, "/prod/FCTEL/rest/"
        post = self.command == "POST"
        if path == "/anaf-oauth2/v1/token" and post:
            form = dict(urllib.parse.parse_qsl(body.decode()))
            return "token", {k: form.get(k) for k in ("grant_type",)}, lambda: n.token(self.headers, form), False
        if path == "/api/PlatitorTvaRest/v9/tva" and post:
            return "taxpayer", json.loads(body or b"[]"), lambda: n.taxpayer(body), False
        if path.startswith(rest + "transformare/") and post:
            return "picture", {"path": path[len(rest):]}, lambda: n.picture(body), False
        names = {"upload": (True, lambda: n.upload(q, body)), "uploadb2c": (True, lambda: n.upload(q, body, True)),
                 "stareMesaj": (False, lambda: n.status(q, body)), "descarcare": (False, lambda: n.download(q, body)),
                 "listaMesajePaginatieFactura": (False, lambda: n.list(q, body)),
                 "listaMesajeFactura": (False, lambda: n.list(q, body, False))}
        name = path[len(rest):] if path.startswith(rest) else ""
        if name not in names or names[name][0] != post:
            return None
        method = {"upload": "upload", "uploadb2c": "upload", "stareMesaj": "status", "descarcare": "download"}.get(name, "list")
        if name == "uploadb2c":
            q["b2c"] = "DA"
        return method, q, names[name][1], True

    def go(self):
        n = self.anaf
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/anaf-oauth2/v1/authorize":
            with n.lock:
                to = n.authorize(dict(urllib.parse.parse_qsl(url.query)))
            return self.send(302, "text/html", b"", to)
        if url.path == "/anaf-oauth2/v1/revoke":
            return self.send(302, "text/html", b"", "https://localhost/my.policy")
        found = self.route(body)
        if not found:
            return self.send(404, "text/html", b"<html><body>404</body></html>")
        method, params, run, need_token = found
        with n.lock:
            got = n.answer(method, run, need_token, self.headers)
            n.asked.append((method, params, got if isinstance(got, (int, str)) else got[0]))
        if isinstance(got, int):
            got = got, "text/html", b"<html><body>%d</body></html>" % got
        if got == "dropped":
            return self.hang_up()
        if got[0] == "lost":
            return self.hang_up()
        if got[0] == "slow":
            n.over.wait(n.slow_s)
            return self.hang_up()
        if got[0] == "cut":
            self.send(*got[1:], cut=True)
            return self.hang_up()
        return self.send(*got)

    do_GET = do_POST = go

    def date_time_string(self, timestamp=None):
        return super().date_time_string(self.anaf.clock())

    def hang_up(self):
        self.close_connection = True

    def send(self, status, kind, body, location=None, cut=False):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:len(body) // 2] if cut else body)
        self.wfile.flush()
