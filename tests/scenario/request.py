#!/usr/bin/python3
"""Promise 1: a request becomes a card with a client, and the pipeline's first document."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.world import OWNER, World

PRICES = ["PRODUS Curs Excel avansat 450 lei / buc, TVA 21, flux curs",
          "PRODUS Curs Word 300 lei / buc, TVA 21, flux curs"]

ADDRESS = "Str. Lungă nr. 1, Cluj-Napoca, jud. Cluj"
FREE_TEXT = """Bună ziua,

Aș dori să mă înscriu la cursul de Excel avansat din decembrie.
Telefonul meu este 0722 123 456.

Cu stimă,
Ion Popescu
%s
0722 123 456
""" % ADDRESS

FORM = """Nume: Maria Enache
Email: maria.enache@client.test
Telefon: 0733 444 555
Adresa: Bd. Eroilor 3, Iași, jud. Iași
Curs: Curs Word
Mesaj: Aș prefera grupa de seară.
"""


def with_prices(name, **kw):
    def prepare(w):
        w.start_plic()
        w.ask(*PRICES)
    return World(name, prepare=prepare, **kw)


def test_free_text_request_gets_a_proforma_at_once():
    with with_prices("free-text") as w:
        w.write("ion.popescu@client.test", "Înscriere curs", FREE_TEXT, name="Ion Popescu")
        m = w.read("ion.popescu@client.test", "PRF 0001", "the proforma")
        assert "544,50" in m.subject, m.subject
        pdf = m.pdf("PRF-0001.pdf")
        for want in ("Proform", "PRF 0001", "Ion Popescu", "Atelier Diana SRL", "RO18547290", "Curs Excel avansat",
                     "450,00", "21 %", "94,50", "544,50", "RO49 AAAA 1B31 0075 9384 0000", "PRF0001",
                     "Proforma nu este factură fiscală"):
            assert want in pdf.replace("\u202f", " ").replace("\u00a0", " "), "%s not in the PDF:\n%s" % (want, pdf)
        assert "Ion Popescu" in m.text and "544,50" in m.text, m.text
        assert "544,50" in m.visible(), m.visible()
        assert m.header("Auto-Submitted") == "auto-generated", m.header("Auto-Submitted")
        card = w.rows("SELECT id, pipeline, stage FROM card")
        assert len(card) == 1 and card[0][1:] == ("curs", "awaiting"), card
        client = w.rows("SELECT name, email, phone FROM client")
        assert client == [("Ion Popescu", "ion.popescu@client.test", "0722123456")] or \
            client[0][:2] == ("Ion Popescu", "ion.popescu@client.test"), client
        w.quiet()
        assert [x.subject for x in w.folder("Plic/Handled")][-1] == "Înscriere curs"
        assert w.box("office") == []


def test_web_form_becomes_the_clients_card_not_the_sites():
    with with_prices("form") as w:
        w.write("site@site.test", "Formular de înscriere", FORM, name="Site")
        m = w.read("maria.enache@client.test", "PRF 0001", "the proforma")
        assert "363,00" in m.pdf("PRF-0001.pdf")
        assert w.rows("SELECT name, email FROM client") == [("Maria Enache", "maria.enache@client.test")]
        assert w.mails("site@site.test") == []


def test_form_of_the_firms_own_domain_is_answered_at_once():
    with with_prices("own-domain") as w:
        os.remove(w.config_dir + "/forms/site.conf")
        w.restart_plic()
        w.write("formular@firma.test", "Formular de înscriere", FORM, name="Site")
        m = w.read("maria.enache@client.test", "PRF 0001", "the proforma")
        assert "363,00" in m.pdf("PRF-0001.pdf")
        assert w.rows("SELECT pipeline, stage FROM card") == [("curs", "awaiting")]
        w.quiet()
        assert not any("Curs Word" in x.subject for x in w.mails(OWNER)[1:]), [x.subject for x in w.mails(OWNER)]


def test_form_of_a_site_named_in_plic_conf_is_answered_at_once():
    with with_prices("named", mail_extra="form_sender = 'web@altul.test'") as w:
        w.write("web@altul.test", "Formular", FORM, name="Site", headers=[("Auto-Submitted", "auto-generated")])
        m = w.read("maria.enache@client.test", "PRF 0001", "the proforma")
        assert "363,00" in m.pdf("PRF-0001.pdf")


def test_strangers_form_is_asked_about_and_trusted_by_one_tap():
    with with_prices("stranger") as w:
        w.write("web@altul.test", "Formular", FORM, name="Site")
        q = w.read(OWNER, lambda m: "Maria Enache" in m.subject, "a question to staff")
        assert "web@altul.test" in q.text and "Maria Enache cere: Curs Word" in q.text, q.text
        assert "Telefon" in q.text and "0733" in q.text
        assert w.mails("maria.enache@client.test") == []
        w.tap(OWNER, q, "Aceeași proformă, și de acum")
        m = w.read("maria.enache@client.test", "PRF 0001", "the proforma after one tap")
        assert "363,00" in m.pdf("PRF-0001.pdf")
        a = w.read(OWNER, lambda x: "Formularele de la web@altul.test" in x.text, "what was understood")
        words = " ".join(a.text.split())
        assert "întreb de fiecare dată → răspund pe loc" in words and "Proforma PRF 0001: emisă" in words, words
        assert w.rows("SELECT stage FROM card") == [("awaiting",)]

        # From now on at once, until staff say no.
        second = FORM.replace("Maria Enache", "Ion Popescu").replace("maria.enache", "ion.popescu")
        w.write("web@altul.test", "Formular", second, name="Site")
        assert "363,00" in w.read("ion.popescu@client.test", "PRF 0002", "the second proforma").pdf("PRF-0002.pdf")
        assert "web@altul.test" in w.ask("FORMULAR").text
        w.tap(OWNER, a, "Întreabă din nou")
        w.read(OWNER, lambda x: "→ întreb de fiecare dată" in " ".join(x.text.split()), "the site is dropped")
        w.write("web@altul.test", "Formular", second.replace("ion.popescu", "vlad"), name="Site")
        w.read(OWNER, lambda x: "web@altul.test" in x.text and "?" in x.subject, "asked again")
        assert w.mails("vlad@client.test") == []


def test_form_that_proves_nothing_is_asked_about():
    with with_prices("unproven-form") as w:
        w.write("formular@firma.test", "Formular", FORM, name="Site", dkim=False)
        q = w.read(OWNER, lambda m: "Maria Enache" in m.subject, "a question to staff")
        assert "nu dovedește" in q.text, q.text
        assert not any("de acum" in b for b in q.buttons()), q.buttons()
        assert w.mails("maria.enache@client.test") == []
        w.tap(OWNER, q, "Curs Word")
        w.read("maria.enache@client.test", "PRF 0001", "the proforma after one tap")


def test_unknown_product_is_asked_about_not_guessed():
    with with_prices("unknown") as w:
        w.write("vlad@client.test", "Cerere", "Bună ziua,\n\nAș dori o ofertă pentru instruire la noi la firmă.\n\nVlad Marin\n",
                name="Vlad Marin")
        q = w.read(OWNER, lambda m: "Vlad Marin" in m.visible(), "a question to staff")
        assert w.mails("vlad@client.test") == []
        assert any("Excel" in b for b in q.buttons()), q.buttons()
        w.tap(OWNER, q, "Curs Excel avansat")
        m = w.read("vlad@client.test", "PRF 0001", "the proforma after one tap")
        assert "Vlad Marin" in m.pdf() and "544,50" in m.pdf()


def test_letters_that_are_none_of_plics_business_stay_where_they_are():
    with with_prices("leave") as w:
        w.write("mama@client.test", "Duminică", "Ne vedem duminică la masă? Te pup.\n", name="Mama")
        w.write("ion.popescu@client.test", "Înscriere curs", FREE_TEXT, name="Ion Popescu")
        w.read("ion.popescu@client.test", "PRF 0001", "the proforma")
        w.quiet()
        assert [m.subject for m in w.box("office")] == ["Duminică"]
        assert w.mails("mama@client.test") == []
        assert w.value("SELECT count(*) FROM card") == 1


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
