#!/usr/bin/python3
"""Promise 4: staff command plic by mail. What each verb understood, changed and offers next; who may say what."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.mail import compose, sign
from world.world import OFFICE, OWNER, OWNER_NAME, World

DAN, VIO = "dan@firma.test", "vio@firma.test"
MIHAI, ION = "mihai@gmail.test", "ion.popescu@client.test"
PEOPLE = """
staff "vio@firma.test" {
	name = 'Vio Pop'
	roles = 'viewer'
}
staff "eve@firma.test" {
	name = 'Eve Hill'
	roles = 'owner'
	lang = 'en'
}
"""
STAN = ("CLIENT nou Stan Web SRL, CUI RO12345674, %s, tel 0744 111 222, adresa Str. Lungă 5, oraș SECTOR2, județ B" % MIHAI)
POPESCU = "CLIENT nou Popescu Ion, %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ" % ION
OFFER = ("OFERTA %s 10 ore mentenanță x 150 lei, TVA 21" % MIHAI, "LINIE 1 buc audit x 500 lei, TVA 21")


def plain(s):
    return re.sub(r"\s+", " ", s.replace("\u202f", " ").replace("\u00a0", " "))


def has(text, *parts):
    text = plain(text)
    for p in parts:
        assert p in text, "„%s” not in\n%s" % (p, text)


def hasnt(text, *parts):
    for p in parts:
        assert p not in plain(text), "„%s” in\n%s" % (p, plain(text))


def said(a, *parts):
    """In the mail's text as it is written, and its words in the HTML too."""
    has(a.text, *parts)
    for p in parts:
        for half in p.split(" → "):
            for word in half.split(": "):
                has(a.visible(), word)


def commands(a):
    """What the buttons type; each is a reply to plic and none is a link to press elsewhere."""
    for to, _, _ in a.buttons().values():
        assert to.startswith("office+") and to.endswith("@mail.test"), to
    return [body.strip() for _, _, body in a.buttons().values()]


def world(name, *lines, **kw):
    def prepare(w):
        w.start_plic()
        if lines:
            said(w.ask(*lines), "Făcut.")
    return World(name, prepare=prepare, extra=PEOPLE, **kw)


def invoiced(w):
    """Mihai's card 1001 with an invoice FCT 0001 of 2.420,00 lei."""
    said(w.ask(STAN, *OFFER), "Făcut.")
    w.ask("FACTURA card 1001")
    said(w.ask_sure("TRIMITE card 1001"), "Factura FCT 0001: emisă, 2.420,00 lei")
    return w.read(MIHAI, "FCT 0001", "the invoice")


def test_price_list_and_clients():
    with world("cmd-prices") as w:
        a = w.ask("PRODUS Curs Word, 300 lei, TVA 21, buc, curs", "produs curs excel avansat 450 LEI / buc, tva 21, flux CURS")
        said(a, "Făcut.", "Am înțeles: PRODUS Curs Word, 300 lei, TVA 21, buc, curs",
             "Curs Word: 300,00 lei / buc, TVA 21%, flux curs", "curs excel avansat: 450,00 lei / buc, TVA 21%, flux curs")
        assert commands(a) == ["PRODUS"], commands(a)
        a = w.tap(OWNER, a, "lista de prețuri")
        a = w.read(OWNER, lambda m: a.message_id in m.header("In-Reply-To"), "the list")
        said(a, "Lista de prețuri: 2", "Curs Word: 300,00 lei / buc", "curs excel avansat: 450,00 lei / buc")
        said(w.ask("PRODUS Curs Word, 320 lei"), "Curs Word: 300,00 lei / buc, TVA 21%, flux curs → 320,00 lei / buc")
        a = w.ask("PRODUS Curs Visio, 100 lei, seara")
        said(a, "N-am făcut nimic.", "Nu am înțeles „seara” din linie.", "PRODUS Curs Visio 100 lei / buc, flux servicii")
        said(w.ask("PRODUS -Curs Word"), "Curs Word: 320,00 lei / buc, TVA 21%, flux curs → scos din listă")
        hasnt(w.ask("PRODUS").text, "Curs Word")
        said(w.ask("PRODUS Curs Word, 350 lei, curs"), "Curs Word: scos din listă → 350,00 lei / buc, TVA 21%, flux curs")
        assert w.rows("SELECT name, active FROM product ORDER BY id") == [("Curs Word", 1), ("curs excel avansat", 1)]

        said(w.ask(STAN), "Făcut. Clientul Stan Web SRL", "CUI: 12345674", "Telefon: 0744 111 222", "Adresă: Str. Lungă 5")
        said(w.ask("client STAN telefon 0722 333 444"), "Telefon: 0744 111 222 → 0722 333 444")
        a = w.ask("CAUTA stan")
        said(a, "Am găsit 1 pentru „stan”", "Stan Web SRL: %s, CUI 12345674" % MIHAI)
        assert "SOLD " + MIHAI in commands(a), commands(a)
        said(w.ask("CLIENT nou Stan Web SRL, tel 0744 111 222"), "N-am făcut nimic.", "Stan Web SRL există deja cu aceste date.")
        said(w.ask("CLIENT nou Stan Web Design SRL, alt.stan@client.test"), "Făcut. Clientul Stan Web Design SRL")
        a = w.ask("SOLD stan web")
        said(a, "N-am făcut nimic.", "Sunt mai mulți clienți cu numele „stan web”.")
        assert {"SOLD " + MIHAI, "SOLD alt.stan@client.test"} <= set(commands(a)), commands(a)
        said(w.ask("SOLD Stan Web SRL"), "Stan Web SRL: nimic de plată")
        said(w.ask("CLIENT nou Stan Web SRL, CUI 18547290, stan@client.test"), "Făcut. Clientul Stan Web SRL")
        said(w.ask("SOLD Stan Web SRL"), "Sunt mai mulți clienți cu numele „Stan Web SRL”.")


def test_english_speaks_english():
    with world("cmd-english") as w:
        eve = dict(sender="eve@firma.test", name="Eve Hill")
        a = w.ask("product Word course, 300 lei, VAT 21, pcs, curs", **eve)
        said(a, "Done.", "Word course: 300.00 RON / pcs, VAT 21%")
        said(w.ask("CLIENT new Ann Lee, ann@client.test, language en", **eve), "Done.")
        a = w.ask("OFFER ann@client.test 2 hours consulting x 100 lei, VAT 21", **eve)
        said(a, "Done.", "Offer OFR 0001", "242.00 RON")
        assert commands(a)[:2] == ["ACCEPTED", "CANCEL"], commands(a)
        m = w.read("ann@client.test", "OFR 0001", "the offer")
        has(m.pdf("OFR-0001.pdf"), "Offer OFR 0001", "2 hours", "242.00", "București, sector 2")
        said(w.ask("FIND lee", **eve), "OFR 0001: Ann Lee, 242.00 RON")
        said(w.ask("HELP CREDIT", **eve), "STORNO")
        said(w.ask("STATUS", **eve), "12 November 2026")
        said(w.ask("UNALLOCATED", **eve), "No unallocated payment")


def test_offer_contract_draft_invoice():
    with world("cmd-documents") as w:
        a = w.ask(STAN, *OFFER)
        said(a, "Făcut. Stan Web SRL, cardul 1001: ofertă trimisă", "Am înțeles: CLIENT nou Stan Web SRL",
             "Oferta OFR 0001: emisă, 2.420,00 lei", "Cardul 1001: cerere nouă → ofertă trimisă", "Atașat: OFR-0001.pdf")
        assert commands(a) == ["ACCEPTAT", "ANULEAZA", "CARD 1001"], commands(a)
        has(a.pdf("OFR-0001.pdf"), "Stan Web SRL", "10 ore", "2.420,00")
        m = w.read(MIHAI, "OFR 0001", "the offer")
        assert m.pdf("OFR-0001.pdf") == a.pdf("OFR-0001.pdf")
        has(m.pdf(), "Vă propunem mentenanță, audit:", "București, sector 2")
        hasnt(m.pdf() + m.text, "SECTOR2")

        # Dan of sales notes what he heard by phone: he has the answer, the owners hear of it.
        a = w.ask("acceptat card 1001 la telefon", sender=DAN, name="Dan Radu")
        said(a, "Oferta OFR 0001: emisă → acceptată", "Contractul CTR 0001: emis, 2.420,00 lei", "ofertă trimisă → în lucru")
        assert commands(a) == ["PREDAT", "CARD 1001"], commands(a)
        c = w.read(MIHAI, "CTR 0001", "the contract")
        has(c.subject, "Contractul CTR 0001: mentenanță, audit")
        has(c.pdf(), "Prestatorul furnizează Beneficiarului mentenanță, audit, constând în următoarele: mentenanță (10 ore)",
            "ofertei OFR 0001", "București, sector 2", "„acceptat card 1001 la telefon”")
        told = w.read(OWNER, lambda x: "a acceptat" in x.subject, "the owner hears of it")
        has(told.subject, "Stan Web SRL a acceptat: mentenanță, audit")
        w.quiet()
        assert [x.subject for x in w.mails(DAN)] == [a.subject], [x.subject for x in w.mails(DAN)]
        said(w.ask("CONTRACT card 1001 pana 31.12.2027"), "N-am făcut nimic.", "CTR 0001")

        a = w.ask("FACTURA card 1001")
        said(a, "Ciorna facturii: 2.420,00 lei", "Scadență: 27.11.2026")
        assert commands(a)[:3] == ["TRIMITE", "LINIE", "ANULEAZA"], commands(a)
        has(a.pdf(), "CIORNĂ", "10 ore", "2.420,00")
        hasnt(a.pdf(), "FCT 0001")
        a = w.reply(OWNER, a, "LINIE 2 ore instruire x 100 lei, TVA 21\nLINIE 1: 12 ore\nLINIE -2", style="outlook") and \
            w.read(OWNER, lambda x: "instruire" in x.text, "the changed draft")
        said(a, "Linia 1: mentenanță: 12 ore x 150,00 lei", "instruire: 2 ore x 100,00 lei", "Total: 2.420,00 lei")
        has(a.pdf(), "12 ore", "instruire", "2.420,00")
        hasnt(a.pdf(), "audit")
        a = w.tap(OWNER, a, "Trimite clientului") and w.read(OWNER, lambda x: "FCT 0001" in x.text, "released")
        said(a, "Factura FCT 0001: emisă, 2.420,00 lei", "în lucru → facturat, neplătit")
        assert commands(a) == ["STORNO FCT 0001", "INCASAT FCT 0001", "CARD 1001"], commands(a)
        i = w.read(MIHAI, "FCT 0001", "the invoice")
        assert i.pdf("FCT-0001.pdf") == a.pdf("FCT-0001.pdf")
        has(i.pdf(), "FCT 0001", "12 ore", "instruire", "2.420,00", "27.11.2026")
        a = w.ask("LINIE card 1001 1 buc ceva x 1 leu")
        said(a, "N-am făcut nimic.")
        w.run("verify")


def test_money_and_storno():
    with world("cmd-money") as w:
        invoiced(w)
        a = w.ask_sure("INCASAT 420 lei OP 12 12.11.2026 FCT 0001", sender=DAN, name="Dan Radu")
        said(a, "Factura FCT 0001: de plată 2.420,00 lei → de plată 2.000,00 lei")
        said(w.ask("INCASAT 420 lei OP 12 12.11.2026 FCT 0001"), "N-am făcut nimic.", "este deja notată")
        a = w.ask("SOLD " + MIHAI)
        said(a, "FCT 0001: 2.000,00 lei, scadent pe 27.11.2026", "De plată: 2.000,00 lei")

        a = w.ask("RAPORT")
        said(a, "Raport 01.11.2026 – ", "Facturat: 2.420,00 lei (1)", "Încasat: 420,00 lei (1)", "De încasat azi: 2.000,00 lei",
             "Client: Stan Web SRL: 2.420,00 lei (1)", "Carduri noi: servicii: 1")
        assert commands(a) == ["EXPORT " + re.search(r"EXPORT (\S+)", " ".join(commands(a))).group(1)], commands(a)
        said(w.ask("RAPORT octombrie 2026"), "Raport 01.10.2026 – 31.10.2026", "De încasat azi: 2.000,00 lei")
        said(w.ask("RAPORT poimâine"), "N-am făcut nimic.", "Nu am înțeles perioada „poimâine”")

        # A preview does not survive a change of what it showed.
        p = w.ask("STORNO FCT 0001")
        said(p, "Aștept un DA.", "Ce s-ar schimba: Factura de stornare STN …: emisă, -2.420,00 lei",
             "Factura FCT 0001: de plată 2.000,00 lei → stornată")
        assert commands(p) == ["DA", "NU"], commands(p)
        assert sorted(p.files) == ["previzualizare-1.pdf"] and "Atașat: previzualizare-1.pdf" in p.text, p.text
        has(p.pdf("previzualizare-1.pdf").replace("−", "-"), "PREVIZUALIZARE", "FCT 0001", "-10 ore", "-2.420,00")
        assert "STN 0001" not in p.pdf() and "STN0001" not in p.pdf(), p.pdf()
        w.bank("300,00", "factura", payer="Stan Web SRL")
        q = w.read(OWNER, lambda m: "300,00" in plain(m.visible()), "a question about the payment")
        assert any("ALOCA P" in c for c in commands(q)), commands(q)
        n = int(re.search(r"ALOCA P(\d+)", " ".join(commands(q))).group(1))
        a = w.ask_sure("ALOCA P%d FCT 0001" % n)
        said(a, "Factura FCT 0001: de plată 2.000,00 lei → de plată 1.700,00 lei")
        w.tap(OWNER, p, "DA")
        p2 = w.read(OWNER, lambda m: "1.700,00 lei → stornată" in plain(m.text), "shown again")
        said(p2, "Factura FCT 0001: de plată 1.700,00 lei → stornată")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'storno'") == 0
        w.reply(OWNER, p2, "NU", style="gmail")
        a = w.read(OWNER, lambda m: "NU" in m.text and m.message_id != p2.message_id, "nothing is done")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'storno'") == 0
        p3 = w.ask("STORNO FCT 0001")
        w.reply(OWNER, p3, "Da, mulțumesc", style="thunderbird")
        m = w.read(MIHAI, "STN 0001", "the storno")
        has(m.pdf("STN-0001.pdf").replace("−", "-"), "STN 0001", "FCT 0001", "-10 ore", "-2.420,00")
        a = w.read(OWNER, lambda m: "STN 0001" in m.text, "what was done")
        said(a, "Făcut.", "Factura de stornare STN 0001: emisă, -2.420,00 lei")
        w.reply(OWNER, p3, "DA", style="plain")
        said(w.read(OWNER, lambda m: "a răspuns deja" in m.text, "told"), "N-am făcut nimic.")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'storno'") == 1
        w.run("verify")


def test_recurring_message_cancel_hold():
    with world("cmd-recurring") as w:
        a = w.ask(POPESCU, "RECURENT lunar din 01.12.2026 pana 01.12.2027: 1 abonament mentenanță x 200 lei, TVA 21")
        said(a, "Făcut.", "Abonamentul S1: lunar, din 01.12.2026 până pe 01.12.2027",
             "Linia 1: abonament mentenanță: 1 buc x 200,00 lei, TVA 21%", "Factura 1: 01.12.2026")
        assert commands(a)[0] == "OPRESTE S1", commands(a)
        a = w.ask("PROFORMA card 1001 Manual x 30 lei, TVA 21", "contract card 1001 pana 31.12.2027")
        said(a, "Proforma PRF 0001: emisă, 36,30 lei", "Contractul CTR 0001: emis", "Valabil până la: 31.12.2027")
        assert sorted(a.files) == ["CTR-0001.pdf", "PRF-0001.pdf"], sorted(a.files)
        assert "INCASAT PRF 0001" in commands(a) and "INCASAT" not in commands(a), commands(a)
        m = w.read(ION, lambda x: True, "both in one mail")
        has(m.pdf("PRF-0001.pdf"), "Manual", "36,30", "Proforma nu este factură fiscală")
        has(m.pdf("CTR-0001.pdf"), "31 decembrie 2027", "Beneficiarului, periodic, Manual")

        a = w.ask("MESAJ card 1001", "Bună ziua,", "vă așteptăm luni la ora 9.", "CARD 1001 este al dumneavoastră.", "", "Cu stimă,",
                  "Ana", "--", "Ana Ionescu, Atelier Diana")
        said(a, "Mesajul: trimis la " + ION, "CARD 1001 este al dumneavoastră.")
        m = w.read(ION, lambda x: "luni la ora 9" in x.text, "Ana's words")
        has(m.text, "Bună ziua, vă așteptăm luni la ora 9. CARD 1001 este al dumneavoastră. Cu stimă, Ana")
        w.reply(ION, m, "Mulțumesc. Parcarea este gratuită?", style="gmail", name="Popescu Ion")
        q = w.read(OWNER, lambda x: "Parcarea" in x.visible(), "Ion's question")
        w.reply(DAN, w.read(DAN, lambda x: "Parcarea" in x.visible(), "Dan's copy"), "MESAJ\nDa, în curte.", style="outlook")
        has(w.read(ION, lambda x: "în curte" in x.text, "Dan's answer").text, "Da, în curte. Cu stimă, Dan Radu")
        w.reply(OWNER, q, "MESAJ Nu știu.", style="plain")
        said(w.read(OWNER, lambda x: "a răspuns deja" in x.text, "the second one is told"), "a răspuns deja " + DAN)
        w.quiet()
        assert not any("Nu știu" in x.text for x in w.mails(ION))

        a = w.ask("STAI S1")
        said(a, "Abonamentul S1: lunar → pus pe pauză")
        assert commands(a)[0] == "REIA S1", commands(a)
        has(w.read(ION, "pauză", "the client hears of it").text, "Cât timp stă nu emitem facturi")
        said(w.ask("CARD 1001"), "Abonamentul S1: pus pe pauză")
        said(w.ask("REIA S1"), "pus pe pauză → lunar", "Următoarea factură: 01.12.2026")
        has(w.read(ION, "reluat", "the client hears of that too").text, "Următoarea perioadă începe pe 1 decembrie 2026")

        a = w.ask("OPRESTE S1")
        said(a, "Abonamentul S1: lunar → oprit", "Cardul 1001: activ → oprit")
        has(w.read(ION, "oprit", "the client hears of it").text, "oprit")
        a = w.ask_sure("ANULEAZA card 1001")
        said(a, "Proforma PRF 0001: de plată 36,30 lei → retrasă", "Client: nu a fost anunțat")
        a = w.ask("CARD 1001")
        said(a, "Popescu Ion, cardul 1001: oprit", "Proforma PRF 0001: 36,30 lei, retrasă", "Abonamentul S1: oprit",
             "mesaj către client: Bună ziua,")
        said(w.ask("CĂUTĂ popescu"), "Cardul 1001: Popescu Ion", "oprit")

        a = w.ask("STAI TOT")
        said(a, "Mailurile care pleacă: pleacă → sunt oprite")
        assert commands(a) == ["PORNESTE"], commands(a)
        n = len(w.mails(ION))
        said(w.ask("OFERTA %s 1 ora consultanță x 100 lei" % ION), "Oferta OFR 0001: emisă, 121,00 lei")
        w.until(lambda: not w.box("office"), "the mail is handled")
        assert len(w.mails(ION)) == n, "held mail left"
        w.tap(OWNER, a, "Pornește din nou")
        has(w.read(ION, "OFR 0001", "what was held").text, "121,00")


def test_all_lines_or_none_and_slips():
    with world("cmd-slips", STAN, *OFFER) as w:
        before = w.rows("SELECT (SELECT count(*) FROM client), (SELECT count(*) FROM document), (SELECT count(*) FROM product)")
        mails = len(w.mails(MIHAI))
        a = w.ask("PRODUS Curs Word, 300 lei", POPESCU, "PROFORMA %s Curs Word" % ION, "FACTUREAZA tot")
        said(a, "N-am făcut nimic.", "La linia „FACTUREAZA tot”", "Toate liniile unui mail se fac împreună")
        assert commands(a)[0] == "FACTURA" and commands(a)[-1] == "AJUTOR" and len(commands(a)) <= 4, commands(a)
        said(w.ask("OFERTA card 1001 10 ore x"), "N-am făcut nimic.")
        said(w.ask("CARD 9999"), "N-am făcut nimic.", "9999")
        a = w.ask("OFERTA card 1001", "10 ore mentenanță x 150 lei")
        assert commands(a) == ["LINIE 10 ore mentenanță x 150 lei"], commands(a)
        a = w.ask("VREAU ceva")
        assert "DA" not in commands(a) and len(commands(a)) == 4, commands(a)
        a = w.ask("INCASAT 450 lei OP 7")
        said(a, "Nu știu la ce card se referă.", "INCASAT card N 450 lei OP 7")
        assert w.rows("SELECT (SELECT count(*) FROM client), (SELECT count(*) FROM document), "
                      "(SELECT count(*) FROM product)") == before
        w.quiet()
        assert len(w.mails(MIHAI)) == mails

        # A slip that only reads is forgiven; one that moves something is shown first; DA is never guessed.
        said(w.ask("CAUTTA stan"), "(am citit: CAUTA stan)", "Stan Web SRL")
        p = w.ask("FACTRUA card 1001 1 ora consultanță x 10 lei")
        said(p, "Aștept un DA.", "(am citit: FACTURA card 1001 1 ora consultanță x 10 lei)", "Ciorna facturii: 12,10 lei")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 0
        w.reply(OWNER, p, "DAA", style="plain")
        w.read(OWNER, lambda m: "N-am făcut nimic" in m.text and "DAA" in m.text, "DAA is no DA")
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 0
        w.tap(OWNER, p, "DA")
        a = w.read(OWNER, lambda m: any(n.startswith("ciorna") for n in m.files), "the draft")
        said(a, "Făcut.", "Ciorna facturii: 12,10 lei")

        # An invoice issued at once is shown first, as it would be.
        w.ask_sure("ANULEAZA card 1001")
        p = w.ask("FACTURA emite card 1001 2 ore consultanță x 10 lei")
        said(p, "Aștept un DA.", "Atașat: previzualizare-1.pdf")
        shown = p.pdf("previzualizare-1.pdf")
        has(shown, "Factură", "PREVIZUALIZARE", "24,20")
        assert "FCT" not in shown, shown
        assert w.value("SELECT count(*) FROM document WHERE number IS NOT NULL AND kind = 'invoice'") == 0
        w.tap(OWNER, p, "DA")
        done = w.read(OWNER, lambda m: "FCT-0001.pdf" in m.files, "the invoice")
        has(done.pdf("FCT-0001.pdf"), "FCT 0001", "24,20")
        said(w.ask("DA"), "N-am făcut nimic.", "Nu știu la ce întrebare răspundeți.")

        a = w.ask("AJUTOR")
        has(a.text, *["%s:" % v for v in (
            "PRODUS", "CLIENT", "OFERTA", "PROFORMA", "FACTURA", "LINIE", "TRIMITE", "CONTRACT", "INCASAT", "ALOCA", "STORNO",
            "RECURENT", "OPRESTE", "CARD", "CAUTA", "SOLD", "MESAJ", "ANULEAZA", "DA", "NU", "AJUTOR", "STAI")])
        said(w.ask("ajutor storno"), "Stornează o factură, întreagă sau linii și cantități din ea, după un DA.", "STORNO FCT 12")


def test_mail_programs():
    """Signatures, HTML alone, quotes, forwards: the command is found and nothing else is taken for one."""
    with world("cmd-programs", "PRODUS Curs Word, 300 lei, curs") as w:
        def answer(sent, what):
            return w.read(OWNER, lambda m: sent.message_id in m.header("In-Reply-To"), what)
        for what, body in (
                ("iPhone", "PRODUS\n\nTrimis de pe iPhone-ul meu\n"),
                ("iPhone, no blank line", "PRODUS\nTrimis de pe iPhone\n"),
                ("Android", "Bună,\n\nPRODUS\n\nTrimis din Outlook pentru Android<https://aka.ms/AAb9ysg>\n"),
                ("signature", "PRODUS\n-- \nAna Ionescu\nAtelier Diana SRL\ntel. 0722 000 111\n"),
                ("closing", "Bună ziua,\nPRODUS\nMulțumesc,\nAna\n"),
                ("corporate", "PRODUS\n\nCu stimă,\nAna Ionescu | Director\nAtelier Diana SRL\nwww.firma.test\n")):
            a = answer(w.write(OWNER, "Prețuri", body, name=OWNER_NAME), what)
            said(a, "Lista de prețuri: 1", "Am înțeles: PRODUS Curs Word")
        sent = w.write(OWNER, "Prețuri", "", name=OWNER_NAME,
                       html="<html><body><div dir='ltr'>PRODUS&nbsp;Curs <b>Excel</b>, 450&nbsp;lei, curs<br></div>"
                            "<div id='Signature'><p>Ana Ionescu</p></div></body></html>")
        said(answer(sent, "HTML beside an empty text"), "Curs Excel: 450,00 lei")
        raw = compose(OWNER, OWNER_NAME, OFFICE, "Prețuri", "x", w.now()).split(b"\r\nContent-Type")[0]
        raw += (b"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + "<html><head><style>p{margin:0}</style></head><body><p class=MsoNormal>PRODUS Curs Visio, 200 lei, curs</p>"
                  "<p class=MsoNormal>&nbsp;</p><p>Ana</p></body></html>\r\n".encode())
        w.send_raw(OWNER, sign(raw, "firma.test"))
        said(w.read(OWNER, lambda m: "Visio" in m.text, "HTML alone"), "Curs Visio: 200,00 lei")

        # A request that Ana got herself, forwarded with the offer's lines above it.
        text = ("OFERTA 10 ore mentenanță x 150 lei, TVA 21\n\nAna\n\n---------- Forwarded message ---------\nDe la: Mihai Stan "
                "<%s>\nDate: joi, 12 nov. 2026 la 08:10\nSubject: Ofertă mentenanță\nTo: Ana Ionescu <%s>\n\n\nBună ziua,\n\n"
                "Aș dori o ofertă pentru mentenanța site-ului.\n\nMihai Stan\n0744 111 222\n" % (MIHAI, OWNER))
        sent = w.write(OWNER, "Fwd: Ofertă mentenanță", text, name=OWNER_NAME)
        a = answer(sent, "the forwarded request")
        said(a, "Făcut. Mihai Stan, cardul 1001: ofertă trimisă", "Oferta OFR 0001: emisă, 1.815,00 lei")
        m = w.read(MIHAI, "OFR 0001", "the offer to who had asked")
        has(m.pdf("OFR-0001.pdf"), "Mihai Stan", "mentenanță", "1.815,00")
        assert w.rows("SELECT name, email FROM client") == [("Mihai Stan", MIHAI)]

        # Two staff answer the same question: the first wins, the second is told.
        w.write("vlad@altul.test", "Cerere", "Bună ziua,\n\nAș dori o ofertă pentru instruire.\n\nVlad Marin\n", name="Vlad Marin")
        q = w.read(OWNER, "Vlad Marin", "the question")
        q2 = w.read(DAN, "Vlad Marin", "Dan's copy")
        w.reply(DAN, q2, "PROFORMA Curs Word", style="outlook", name="Dan Radu")
        has(w.read("vlad@altul.test", "PRF 0001", "the proforma").pdf(), "Vlad Marin", "Curs Word", "363,00")
        w.reply(OWNER, q, "PROFORMA Curs Excel", style="gmail")
        said(w.read(OWNER, lambda m: "a răspuns deja" in m.text, "the second one is told"), "a răspuns deja " + DAN)
        assert w.value("SELECT count(*) FROM document WHERE kind = 'proforma'") == 1


def test_who_may_say_what():
    with world("cmd-trust") as w:
        invoiced(w)
        vio = dict(sender=VIO, name="Vio Pop")
        a = w.ask("STORNO FCT 0001", **vio)
        said(a, "N-am făcut nimic.", "STORNO nu este între comenzile dumneavoastră.", OWNER, DAN)
        a = w.ask("CARD 1001", **vio)
        said(a, "Stan Web SRL, cardul 1001: facturat, neplătit", "Factura FCT 0001: 2.420,00 lei, de plată 2.420,00 lei")
        assert not any(c.startswith(("INCASAT", "MESAJ", "OFERTA")) for c in commands(a)), commands(a)

        # Unproven, in Ana's name: set aside, told, nothing done and no answer to the sender.
        def unproven(subject, **kw):
            mails = len(w.mails(MIHAI))
            w.write(OWNER, subject, "PRODUS Curs fals 1 leu\n", name=OWNER_NAME, dkim=False, **kw)
            w.until(lambda: [m for m in w.folder("Plic/Quarantine") if m.subject == subject], "it is set aside")
            w.quiet()
            assert w.value("SELECT count(*) FROM product") == 0
            assert len(w.mails(MIHAI)) == mails
        unproven("Fără semnătură")
        n = w.read(OWNER, lambda m: "Fără semnătură" in m.visible(), "staff are told")
        has(n.visible(), OWNER)
        unproven("Cu linia noastră", headers=[("Authentication-Results", "mx.mail.test; dkim=pass header.d=firma.test; "
                                                                         "dmarc=pass header.from=firma.test")])
        unproven("Cu linia altuia", headers=[("Authentication-Results", "mx.altul.test; dkim=pass header.d=firma.test")])
        # Signed by somebody else's domain: proven, but not Ana.
        raw = compose(OWNER, OWNER_NAME, OFFICE, "Alt domeniu", "PRODUS Curs fals 1 leu\n", w.now())
        w.send_raw(OWNER, sign(raw, "altul.test"))
        w.until(lambda: [m for m in w.folder("Plic/Quarantine") if m.subject == "Alt domeniu"], "it is set aside")
        # A client is no staff, whatever he writes.
        w.write(MIHAI, "Comenzi", "STORNO FCT 0001\n", name="Mihai Stan")
        w.quiet()
        assert w.value("SELECT count(*) FROM product") == 0
        assert w.rows("SELECT kind, state FROM document WHERE kind IN ('invoice', 'storno')") == [("invoice", "issued")]
        w.run("verify")


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
