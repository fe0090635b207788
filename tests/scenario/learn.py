#!/usr/bin/python3
"""A bank's mail of a form that nobody wrote down is asked about, booked on DA, and read by itself from then on."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from payment import ION, check_paid, plain, proforma
from world import suite
from world.world import OWNER

DAN = "dan@firma.test"


def words(m):
    return " ".join(plain(m.text).split())


def mail(w, amount, details, payer="Popescu Ion", label="Cuantum virat", ref="X1", more="", **kw):
    """A form that the test bank's file does not know."""
    return w.write("notificari@banca.test", "Virament sosit",
                   "Buna ziua,\n\nSold disponibil: 9.000,00 RON\n%s: %s RON\nNume partener: %s\nSpecificatie: %s\n"
                   "Nr. tranzactie: %s\n%s\nBanca de Test\n" % (label, amount, payer, details, ref, more), name="Banca de Test", **kw)


def asked(w, amount, who=OWNER):
    return w.read(who, lambda m: amount in plain(m.visible()) and "Am citit bine?" in plain(m.visible()), "the question")


def payments(w):
    return w.rows("SELECT amount, payer, details, bank_ref, state FROM payment ORDER BY id")


def test_the_first_is_asked_about_and_the_second_pays_by_itself():
    with request.with_prices("learn") as w:
        proforma(w)
        mail(w, "544,50", "plata PRF 0001")
        q = asked(w, "544,50")
        text = words(q)
        for want in ("Primul mesaj de felul acesta de la Banca de Test", "544,50 lei (la „Cuantum virat”)", "Popescu Ion (la „Nume partener”)",
                     "plata PRF 0001 (la „Specificatie”)", "X1 (la „Nr. tranzactie”)", "Bani intrați"):
            assert want in text, "%s not in %s" % (want, text)
        assert payments(w) == []
        w.tap(OWNER, q, "Da, e corect")
        check_paid(w)
        assert payments(w) == [(54450, "Popescu Ion", "plata PRF 0001", "X1", "reported")], payments(w)
        assert w.value("SELECT source FROM payment") == "bank:test"
        assert w.value("SELECT taught FROM bank_form") == OWNER

        mail(w, "100,00", "curs", payer="Ana Pop", ref="X2")
        w.read(OWNER, lambda m: "100,00" in plain(m.visible()) and "P2" in plain(m.visible()), "which document it pays")
        assert payments(w)[1] == (10000, "Ana Pop", "curs", "X2", "reported"), payments(w)
        mail(w, "100,00", "curs", payer="Ana Pop", ref="X2")
        w.quiet()
        assert len(payments(w)) == 2

        mail(w, "77,00", "curs", label="Total virat", ref="X3")
        assert "Formatul mailurilor de la Banca de Test s-a schimbat" in words(asked(w, "77,00"))
        assert len(payments(w)) == 2

        a = w.ask("FORMAT")
        assert "Forma 1, test, de la %s" % OWNER in words(a) and "amount = { 'cuantum virat' }" in words(a), words(a)
        w.tap(OWNER, a, "Uită forma 1")
        w.read(OWNER, lambda m: "uitată: întreb din nou" in plain(m.visible()), "that it is forgotten")
        mail(w, "55,00", "curs", ref="X4")
        asked(w, "55,00")
        assert len(payments(w)) == 2
        w.run("verify")


def test_a_corrected_amount_is_booked_and_learnt():
    with request.with_prices("learn-amount") as w:
        proforma(w)
        mail(w, "1,00", "plata PRF 0001", label="Suma comision propus", more="Incasat efectiv: 544,50 RON\n")
        q = asked(w, "544,50")
        label, button = [(k, v) for k, v in q.buttons().items() if "Altă sumă" in k][0]
        to, subject, body = button
        assert "FORMAT suma" in body, body
        w.write(OWNER, subject or q.subject, "FORMAT suma 544,50 lei\n", to=to)
        check_paid(w)
        assert payments(w)[0][:2] == (54450, "Popescu Ion"), payments(w)
        assert '"amount":"incasat efectiv"' in w.value("SELECT rule FROM bank_form").replace(" : ", ":"), w.rows("SELECT rule FROM bank_form")
        mail(w, "2,00", "curs", label="Suma comision propus", more="Incasat efectiv: 200,00 RON\n", ref="X9")
        w.until(lambda: len(payments(w)) == 2, "the second is booked")
        assert payments(w)[1][0] == 20000, payments(w)


def test_a_sentence_is_asked_about_and_put_right_in_one_line():
    with request.with_prices("learn-sentence") as w:
        proforma(w)
        w.write("notificari@banca.test", "Bani in cont", "Buna ziua,\n\nIn contul dvs. au intrat 544,50 lei de la un client.\n"
                "Sold: 9.000,00 lei\n", name="Banca de Test")
        q = asked(w, "544,50")
        line = [v for k, v in q.buttons().items() if "Corectez tot" in k][0]
        assert 'FORMAT suma 544.50 RON platitor "" detalii ""' in line[2], line
        w.write(OWNER, line[1] or q.subject, 'FORMAT suma 544.50 RON platitor "Popescu Ion" detalii "plata PRF 0001"\n', to=line[0])
        check_paid(w)
        assert payments(w)[0][:3] == (54450, "Popescu Ion", "plata PRF 0001"), payments(w)
        w.read(OWNER, lambda m: "forma nu s-a putut învăța" in plain(m.visible()), "that nothing was learnt")
        assert w.value("SELECT count(*) FROM bank_form") == 0


def test_money_that_left_is_learnt_as_such_and_books_nothing():
    with request.with_prices("learn-out") as w:
        mail(w, "12,00", "chirie")
        w.tap(OWNER, asked(w, "12,00"), "Sunt bani ieșiți")
        w.until(lambda: w.value("SELECT count(*) FROM bank_form") == 1, "the form is learnt")
        mail(w, "13,00", "chirie", ref="X2")
        w.quiet()
        assert payments(w) == [] and w.value("SELECT count(*) FROM question WHERE state = 'open'") == 0
        a = w.ask("FORMAT suma 1 leu", sender=OWNER)
        assert payments(w) == [] and "Nu" in words(a)


def test_only_the_banks_own_proven_mail_is_asked_about_and_only_money_people_answer():
    with request.with_prices("learn-forged") as w:
        proforma(w)
        mail(w, "544,50", "plata PRF 0001", dkim=False)
        w.until(lambda: w.folder("Plic/Quarantine"), "it is set aside")
        w.quiet()
        assert w.value("SELECT count(*) FROM question WHERE kind = 'payment'") == 0
        assert payments(w) == [] and w.value("SELECT count(*) FROM bank_form") == 0


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
