#!/usr/bin/python3
"""Promise 1: a request becomes a card with a client, and the pipeline's first document."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.world import OWNER, World

PRICES = ["PRODUS Curs Excel avansat 450 lei / buc, TVA 21, flux curs",
          "PRODUS Curs Word 300 lei / buc, TVA 21, flux curs"]

FREE_TEXT = """Bună ziua,

Aș dori să mă înscriu la cursul de Excel avansat din decembrie.
Telefonul meu este 0722 123 456.

Cu stimă,
Ion Popescu
0722 123 456
"""

FORM = """Nume: Maria Enache
Email: maria.enache@client.test
Telefon: 0733 444 555
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
