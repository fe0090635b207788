#!/usr/bin/python3
"""A bank's mail of a form that nobody wrote down is asked about, booked on DA, and read by itself from then on."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import request
from payment import check_paid, plain, proforma
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
        assert 'FORMAT suma 544.50 RON platitor "un client" detalii ""' in line[2], line
        w.write(OWNER, line[1] or q.subject, 'FORMAT suma 544.50 RON platitor "Popescu Ion" detalii "plata PRF 0001"\n', to=line[0])
        check_paid(w)
        assert payments(w)[0][:3] == (54450, "Popescu Ion", "plata PRF 0001"), payments(w)
        # what does not stand in the mail is not learnt; the rest is
        assert w.value("SELECT json_extract(rule, '$.sentences[0].wording') FROM bank_form") == "In contul dvs. au intrat {amount} de la un client."


def tell(w, body, subject="Bani in cont"):
    return w.write("notificari@banca.test", subject, "Buna ziua,\n\n%s\n\nBanca de Test\n" % body, name="Banca de Test")


def sentence(amount, payer, iban, details, day, ref):
    return "Ati incasat %s RON de la %s (%s) cu explicatia '%s' in %s, ref %s." % (amount, payer, iban, details, day, ref)


ION_IBAN, ANA_IBAN = "RO49AAAA1B31007593840000", "RO09BCYP0000001234567890"


def test_a_sentence_is_learnt_and_the_next_is_read_by_itself():
    with request.with_prices("learn-words") as w:
        proforma(w)
        tell(w, sentence("544,50", "Popescu Ion", ION_IBAN, "plata PRF 0001", "12.11.2026", "998877"))
        q = asked(w, "544,50")
        for want in ("Popescu Ion", "plata PRF 0001", "998877", ION_IBAN, "12.11.2026", "Bani intrați"):
            assert want in words(q), "%s not in %s" % (want, words(q))
        assert payments(w) == []
        w.tap(OWNER, q, "Da, e corect")
        check_paid(w)
        assert payments(w) == [(54450, "Popescu Ion", "plata PRF 0001", "998877", "reported")], payments(w)
        rule = w.value("SELECT json_extract(rule, '$.sentences[0].wording') FROM bank_form")
        assert rule == "Ati incasat {amount} de la {payer} ({iban}) cu explicatia '{details}' in {date}, ref {ref}.", rule

        tell(w, sentence("1.234,50", "ACME Țeavă S.R.L.", ANA_IBAN, "avans, doua bucati", "11.11.2026", "FT-11/2"))
        w.until(lambda: len(payments(w)) == 2, "the second is booked")
        assert payments(w)[1] == (123450, "ACME Țeavă S.R.L.", "avans, doua bucati", "FT-11/2", "reported"), payments(w)
        assert w.rows("SELECT payer_iban, day FROM payment WHERE id = 2") == [(ANA_IBAN, "2026-11-11")]
        # the same again books nothing
        tell(w, sentence("1.234,50", "ACME Țeavă S.R.L.", ANA_IBAN, "avans, doua bucati", "11.11.2026", "FT-11/2"))
        w.quiet()
        assert len(payments(w)) == 2

        # the payer's own words pretend to be the bank's: nobody is believed
        tell(w, sentence("1,00", "Ana", ANA_IBAN, "x' in 11.11.2026, ref 5. Ati incasat 9.999,00 RON de la Ion (%s) cu explicatia 'y" % ION_IBAN,
                         "11.11.2026", "6"))
        assert "Formatul mailurilor de la Banca de Test s-a schimbat" in words(
            w.read(OWNER, lambda m: "9.999,00" in plain(m.visible()) and "nu știu care" in plain(m.visible()), "the question"))
        # other words, money that went out, a sum more: asked, never read
        tell(w, "Contul dvs. a fost alimentat cu 77,00 RON de Ana, ref 7.")
        assert "s-a schimbat" in words(asked(w, "77,00"))
        tell(w, "Ati platit 78,00 RON catre Ana, ref 8.")
        assert "Bani ieșiți" in words(asked(w, "78,00"))
        tell(w, sentence("79,00", "Ana", ANA_IBAN, "x", "11.11.2026", "9") + "\nAlta incasare: 80,00 RON")
        asked(w, "79,00")
        assert len(payments(w)) == 2 and w.value("SELECT count(*) FROM bank_form") == 1
        a = w.ask("FORMAT")
        assert "in „Ati incasat {amount} de la {payer}" in words(a), words(a)
        w.run("verify")


def test_of_two_sums_the_one_paid_is_asked():
    with request.with_prices("learn-two-sums") as w:
        proforma(w)
        tell(w, "Ati primit 544,50 RON, in total 1.544,50 RON, de la Popescu Ion, detalii plata PRF 0001.")
        q = asked(w, "544,50")
        assert "nu știu care: 544,50 RON; 1.544,50 RON" in words(q) and "Da, e corect" not in words(q), words(q)
        w.reply(OWNER, q, "DA")
        w.read(OWNER, lambda m: "Nu știu care dintre sumele din mail" in plain(m.visible()), "that the sum must be said")
        assert payments(w) == []
        w.reply(OWNER, q, 'FORMAT platitor "Popescu Ion"')
        w.read(OWNER, lambda m: "Nu știu care dintre sumele din mail" in plain(m.visible()), "that the sum must be said")
        assert [v[2] for k, v in q.buttons().items() if "Corectez tot" in k][0].startswith("FORMAT suma  RON platitor"), q.buttons()
        assert payments(w) == []
        w.tap(OWNER, q, "Suma e 544,50 RON")
        check_paid(w)
        assert payments(w)[0][:2] == (54450, "Popescu Ion"), payments(w)
        tell(w, "Ati primit 12,00 RON, in total 2.000,00 RON, de la Ana Pop, detalii curs.")
        w.until(lambda: len(payments(w)) == 2, "the second is booked")
        assert payments(w)[1][:3] == (1200, "Ana Pop", "curs"), payments(w)


def table(*rows):
    return "Incasari in contul dvs.\nData | Nume partener | Detalii | Suma (RON)\n" + "\n".join(" | ".join(r) for r in rows)


def test_one_of_several_is_corrected_and_the_next_mail_is_read_whole():
    with request.with_prices("learn-several") as w:
        proforma(w)
        tell(w, table(("12.11.2026", "Popescu Ion", "plata PRF 0001", "544,50"), ("12.11.2026", "Ana Pop", "Curs Excel de la Dan", "10,00")))
        q = asked(w, "544,50")
        for want in ("1. 544,50 lei, Bani intrați", "Popescu Ion, „plata PRF 0001”", "2. 10,00 lei", "Corectez plata 2", "FORMAT 2 suma"):
            assert want in words(q), "%s not in %s" % (want, words(q))
        w.reply(OWNER, q, 'FORMAT 2 platitor "Dan" detalii "Curs Excel"')
        a = w.read(OWNER, lambda m: "cu corectura" in plain(m.visible()), "the payments again")
        assert "2. 10,00 lei, Bani intrați" in words(a) and "Dan, „Curs Excel”" in words(a) and payments(w) == [], words(a)
        w.reply(OWNER, a, 'FORMAT 2 platitor "Ana Pop" detalii "Curs Excel de la Dan"\nFORMAT 9 suma 1 leu')
        w.read(OWNER, lambda m: "N-am înțeles corectura" in plain(m.visible()), "that there is no ninth")
        w.reply(OWNER, a, 'FORMAT 2 platitor "Ana Pop" detalii "Curs Excel de la Dan"')
        a = w.read(OWNER, lambda m: "Ana Pop, „Curs Excel de la Dan”" in plain(m.visible()) and "cu corectura" in plain(m.visible()), "again")
        w.tap(OWNER, a, "Da, e corect")
        check_paid(w)
        assert payments(w)[:2] == [(54450, "Popescu Ion", "plata PRF 0001", "", "reported"), (1000, "Ana Pop", "Curs Excel de la Dan", "", "reported")]
        assert w.value("SELECT count(*) FROM bank_form") == 1

        tell(w, table(("12.11.2026", "Dan", "curs", "1,00"), ("11.11.2026", "Ema SRL", "avans", "2.000,00"), ("11.11.2026", "Ema SRL", "rest", "3,00")))
        w.until(lambda: len(payments(w)) == 5, "all three are booked")
        assert [p[:3] for p in payments(w)[2:]] == [(100, "Dan", "curs"), (200000, "Ema SRL", "avans"), (300, "Ema SRL", "rest")], payments(w)
        # a row of another form: the whole mail is asked about
        tell(w, table(("12.11.2026", "Dan", "curs", "5,00"), ("12.11.2026", "Dan", "curs", "taxa", "6,00")))
        assert "s-a schimbat" in words(asked(w, "5,00"))
        assert len(payments(w)) == 5
        w.run("verify")


def test_sentences_one_below_the_other_are_learnt_and_one_that_is_none_is_left_out():
    with request.with_prices("learn-lines") as w:
        proforma(w)
        tell(w, "Ati incasat 544,50 RON de la Popescu Ion, detalii PRF 0001\nAti incasat 12,00 RON de la Ana Pop, detalii curs\n"
             "Ati incasat azi cu totul 556,50 RON")
        q = asked(w, "544,50")
        w.reply(OWNER, q, "FORMAT 3 nu")
        a = w.read(OWNER, lambda m: "3. nu e o plată" in plain(m.visible()), "that the third is none")
        w.tap(OWNER, a, "Da, e corect")
        check_paid(w)
        assert len(payments(w)) == 2
        tell(w, "Ati incasat 1,00 RON de la Dan, detalii x\nAti incasat 2,00 RON de la Ema, detalii y\nAti incasat azi cu totul 3,00 RON")
        w.until(lambda: len(payments(w)) == 4, "both are booked")
        assert [p[:3] for p in payments(w)[2:]] == [(100, "Dan", "x"), (200, "Ema", "y")], payments(w)


def blocks(*each):
    """Blocks whose payer stands above the sum."""
    return "\n\n".join("Incasare noua\nTitular: %s\nExplicatie: %s\nAti incasat %s RON" % e for e in each)


def test_blocks_of_lines_are_corrected_and_learnt_by_their_lines():
    with request.with_prices("learn-blocks") as w:
        proforma(w)
        tell(w, blocks(("Popescu Ion", "PRF 0001", "544,50"), ("Ana Pop", "curs", "12,00")))
        q = asked(w, "544,50")
        w.reply(OWNER, q, 'FORMAT 1 platitor "Popescu Ion" detalii "PRF 0001"\nFORMAT 2 platitor "Ana Pop" detalii "curs"')
        a = w.read(OWNER, lambda m: "2. 12,00 lei, Bani intrați" in plain(m.visible()) and "Ana Pop, „curs”" in plain(m.visible()), "again")
        w.tap(OWNER, a, "Da, e corect")
        check_paid(w)
        assert w.value("SELECT json_extract(rule, '$.sentences[0].wording') FROM bank_form") == \
            "Titular: {payer}\nExplicatie: {details}\nAti incasat {amount}", w.rows("SELECT rule FROM bank_form")
        tell(w, blocks(("Ion", "PRF 7", "1,00"), ("Ion", "", "2,00"), ("Dan SRL", "rest", "3,00")))
        w.until(lambda: len(payments(w)) == 5, "all three are booked")
        assert [p[:3] for p in payments(w)[2:]] == [(100, "Ion", "PRF 7"), (200, "Ion", ""), (300, "Dan SRL", "rest")], payments(w)


def test_a_table_in_html_is_learnt():
    def page(*rows):
        return ("<html><body><p>Bun&#259; ziua,</p><p>Incas&#259;ri &icirc;n contul dvs.</p><table><tr><th>Data</th><th>Pl&#259;titor</th>"
                "<th>Tip</th><th>Suma</th></tr>%s</table></body></html>"
                % "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % c for c in r) for r in rows))

    def send(*rows):
        w.write("notificari@banca.test", "Bani in cont", "Pagina", html=page(*rows), name="Banca de Test")

    with request.with_prices("learn-html") as w:
        proforma(w)
        send(("12.11.2026", "Popescu Ion", "Incasare OP", "<b>544,50</b> RON"), ("12.11.2026", "Ana &amp; Fiii", "Incasare OP", "10,00 RON"))
        q = asked(w, "544,50")
        assert "2. 10,00 lei, Bani intrați, 12.11.2026, Ana & Fiii" in words(q), words(q)
        w.tap(OWNER, q, "Da, e corect")
        w.until(lambda: len(payments(w)) == 2, "both are booked")
        send(("12.11.2026", "Țepeș Vlad", "Incasare OP", "<b>1.000,00</b> RON"))
        w.until(lambda: len(payments(w)) == 3, "the next is booked")
        assert payments(w)[2][:2] == (100000, "Țepeș Vlad"), payments(w)
        # another word in the column of sorts may be money that left
        send(("12.11.2026", "Vlad", "Plata OP", "7,00 RON"))
        asked(w, "7,00")
        assert len(payments(w)) == 3


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
