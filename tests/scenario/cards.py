#!/usr/bin/python3
"""Paying by card: the link on documents, the money that comes over it by itself, what became of it, and what the processor's
API does wrong meanwhile."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import payment
import request
from payment import plain
from world import stripe, suite
from world.world import OWNER

ION = "ion.popescu@client.test"


def proforma(w):
    """The client asks for a course and gets the proforma."""
    return payment.proforma(w)


def link_in(m, name="PRF-0001.pdf"):
    """The address that mail and PDF both give, once each."""
    pdf = "".join(plain(m.pdf(name)).split())
    found = set(re.findall(r"https://buy\.stripe\.com/test_\w+", m.text))
    assert len(found) == 1, m.text
    url = found.pop()
    assert url in pdf, pdf
    assert 'href="%s"' % url in m.html, m.html
    return url


def link_row(w):
    return w.rows("SELECT state, ref, why FROM pay_link ORDER BY document")


def secret_is_kept(w, *mails):
    for text in [w.log_text()] + [m.text for m in mails]:
        assert stripe.SECRET not in text and "sk_" not in text and "Basic " not in text
    with open(w.dir + "/data/plic.db", "rb") as f:
        assert stripe.SECRET.encode() not in f.read()


def test_the_link_stands_in_mail_and_pdf_and_paying_moves_the_card():
    w = request.with_prices("cards")
    with stripe.Stripe(w) as s, w:
        m = proforma(w)
        link = s.only_link()
        assert link_in(m) == link["url"]
        assert link["_amount"] == 54450 and link["currency"] == "ron" and link["metadata"] == {"document": "PRF 0001"}
        assert link["restrictions"]["completed_sessions"]["limit"] == 1, link
        assert b"/URI" in m.files["PRF-0001.pdf"], "the PDF's link can be clicked"
        (_, _, _, key), = s.posted()
        assert key and len(key) <= 255
        pi = s.pay()
        payment.check_paid(w)
        # The invoice is paid: it has no link, and the proforma's is ended at the processor's.
        w.until(lambda: not link["active"], "the link is ended")
        w.until(lambda: link_row(w) == [("closed", link["id"], "")], "the row says so")
        assert w.rows("SELECT state, source, amount, fee, left, bank_ref, payer, confirmed_by FROM payment") == \
            [("confirmed", "card:stripe", 54450, 54450 * 15 // 1000 + 100, 0, pi["id"], "POPESCU ION", "stripe")]
        words = " ".join(plain(w.ask("DE CE card 1001").text).split())
        assert "544,50 lei pe PRF 0001: clientul a plătit cu cardul, pe linkul documentului" in words, words
        assert w.value("SELECT count(*) FROM payment") == 1 and len(s.links) == 1 and not s.wrong, s.wrong
        secret_is_kept(w, m)
        w.run("verify")


def test_without_a_key_file_nobody_is_asked():
    w = request.with_prices("cards-off")
    with stripe.Stripe(w) as s:
        w.extra["extra"] = ""
        with w:
            m = proforma(w)
            assert "stripe" not in m.text and "stripe" not in m.pdf("PRF-0001.pdf")
            assert s.asked == [] and link_row(w) == []


def test_an_invoice_has_a_link_of_its_own_in_its_readers_language():
    w = request.with_prices("cards-invoice")
    with stripe.Stripe(w) as s, w:
        w.ask("CLIENT nou Ion Popescu, email %s, adresa Str. Florilor 3, localitate Cluj-Napoca, judet CJ, limba en" % ION)
        draft = w.ask("FACTURA %s 10 ore audit x 100 lei, TVA 21" % ION)
        assert s.links == {}, "a draft is not paid"
        w.reply(OWNER, draft, "TRIMITE", style="plain")
        m = w.read(ION, "FCT 0001", "the invoice")
        assert link_in(m, "FCT-0001.pdf") == s.only_link()["url"] and s.only_link()["_amount"] == 121000
        assert "Pay by card" in m.text and "Pay online by card" in plain(m.pdf("FCT-0001.pdf"))
        s.pay()
        w.until(lambda: w.rows("SELECT open FROM document WHERE kind = 'invoice'") == [(0,)], "it is paid")
        w.run("verify")


def test_which_documents_get_a_link_is_configuration():
    for conf, wanted in (({"documents": "invoice"}, 0), ({"currencies": "EUR"}, 0), ({"pipelines": "servicii abonament"}, 0),
                         ({"currencies": "EUR RON", "pipelines": "curs"}, 1)):
        w = request.with_prices("cards-which")
        with stripe.Stripe(w, **conf) as s, w:
            m = proforma(w)
            assert len(s.links) == wanted and ("stripe" in m.text) == bool(wanted), (conf, s.links)


def test_a_lost_answer_never_makes_a_second_link():
    w = request.with_prices("cards-lost")
    with stripe.Stripe(w) as s, w:
        w.quiet()
        s.faults = ["lost", "slow", "drop", 429, 409, "html", "cut"]
        m = w_patient_proforma(w)
        assert link_in(m) == s.only_link()["url"]
        posts = s.posted()
        assert len({key for _, _, _, key in posts}) == 1, "always the same key"
        assert len(posts) >= 3, posts
        s.pay()
        payment.check_paid(w)
        secret_is_kept(w)


def w_patient_proforma(w):
    w.write(ION, "Înscriere curs", request.FREE_TEXT, name="Ion Popescu")
    return w.read(ION, "PRF 0001", "the proforma", 90)


def test_a_saved_500_is_asked_again_under_a_new_key():
    w = request.with_prices("cards-500")
    with stripe.Stripe(w) as s, w:
        w.until(lambda: s.asked, "the first look")
        s.faults = [503, (500, "saved")]
        m = w_patient_proforma(w)
        assert link_in(m) == s.only_link()["url"]
        assert len({key for _, _, _, key in s.posted()}) == 2, s.posted()


def test_an_api_that_is_down_does_not_hold_the_mail_for_long():
    w = request.with_prices("cards-down")
    with stripe.Stripe(w, wait="3") as s, w:
        s.secret = "rk_other"
        m = proforma(w)
        assert "stripe" not in m.text and "stripe" not in m.pdf("PRF-0001.pdf")
        assert [r[0] for r in link_row(w)] == ["closed"] and "cards.down" in w.log_text()
        secret_is_kept(w, m)
        told = w.read(OWNER, "Procesatorul de carduri", "the owner is told once")
        assert "cards.key_file" in told.text and "fără link" in plain(told.text)
        check = w.run("check", check=False, now=False)
        assert check.returncode == 1 and "WRONG  cards" in check.out and stripe.SECRET not in check.out + check.err, check.out
        # What was sent without a link gets none later; money comes as ever.
        s.secret = stripe.SECRET
        w.restart_plic()
        w.read(OWNER, "răspunde din nou", "... and that it is over")
        assert "ok     cards" in w.run("check", now=False).out
        w.bank("544,50", "plata PRF 0001")
        payment.check_paid(w)
        assert s.links == {}
        assert len([m for m in w.mails(OWNER) if "Procesatorul de carduri" in m.subject]) == 2


def test_a_sum_that_the_processor_refuses_leaves_without_a_link():
    w = request.with_prices("cards-small")
    with stripe.Stripe(w) as s, w:
        stripe.LEAST["ron"] = 10 ** 6
        try:
            m = proforma(w)
        finally:
            stripe.LEAST["ron"] = 200
        assert "stripe" not in m.text and link_row(w) == [("closed", "", "400 amount_too_small")], link_row(w)


def test_money_under_way_is_no_money_until_it_comes():
    w = request.with_prices("cards-later")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        session = s.pay_later()
        told = w.read(OWNER, lambda m: "este în curs" in plain(m.visible()), "staff are told")
        assert "544,50 lei" in plain(told.visible()) and "PRF 0001" in told.visible()
        assert w.rows("SELECT stage FROM card") == [("awaiting",)] and w.value("SELECT count(*) FROM payment") == 0
        assert link_row(w)[0][0] == "pending"
        s.settle(session, True)
        payment.check_paid(w)
        assert w.value("SELECT count(*) FROM payment") == 1


def test_a_debit_that_fails_opens_the_link_again():
    w = request.with_prices("cards-failed")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        s.expire()
        s.settle(s.pay_later(), False)
        told = w.read(OWNER, lambda m: "nu a reușit" in plain(m.visible()), "staff are told")
        assert "PRF 0001" in told.visible()
        w.until(lambda: link_row(w)[0][0] == "open", "the link is open again")
        assert w.rows("SELECT stage FROM card") == [("awaiting",)] and w.value("SELECT count(*) FROM payment") == 0
        s.pay()
        payment.check_paid(w)


def test_paid_at_the_bank_ends_the_link():
    w = request.with_prices("cards-bank")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        w.bank("544,50", "plata PRF 0001")
        payment.check_paid(w)
        w.until(lambda: not s.only_link()["active"], "the link is ended")
        assert link_row(w)[0][0] == "closed"


def test_paid_twice_is_the_clients_credit_and_staff_know():
    w = request.with_prices("cards-twice")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        # Both on one morning: the link cannot be ended in time.
        s.faults = ["drop"] * 200
        w.bank("544,50", "plata PRF 0001")
        payment.check_paid(w)
        s.pay()
        s.faults = []
        told = w.read(OWNER, lambda m: "plătite cu cardul rămân clientului" in plain(m.visible()), "staff are told", 60)
        assert "544,50 lei" in plain(told.visible()), told.visible()
        assert w.rows("SELECT credit FROM client") == [(54450,)]
        assert w.value("SELECT count(*) FROM document WHERE kind = 'invoice'") == 1
        w.run("verify")


def test_many_pages_and_a_killed_plic_book_each_payment_once():
    w = request.with_prices("cards-pages")
    with stripe.Stripe(w) as s, w:
        s.page = 2
        proforma(w)
        w.stop_plic()
        for _ in range(3):
            s.expire()
        pi = s.pay()
        for _ in range(7):
            s.event("charge.refunded", {"id": s.id("ch"), "object": "charge", "amount_refunded": 100, "currency": "ron",
                                        "payment_intent": s.id("pi")})
        w.start_plic()
        payment.check_paid(w)
        w.restart_plic(9)
        w.quiet()
        before = len(s.asked)
        w.until(lambda: len(s.asked) > before + 2, "it looks again")
        assert w.rows("SELECT bank_ref FROM payment") == [(pi["id"],)]
        w.run("verify")


def test_after_a_month_away_the_sessions_tell_what_the_events_do_not():
    w = request.with_prices("cards-month")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        w.until(lambda: w.value("SELECT value FROM setting WHERE key = 'cards.since'"), "it has looked once")
        w.stop_plic()
        s.pay()
        w.set_clock("2026-12-28 09:00")
        w.start_plic()
        payment.check_paid(w)
        assert w.rows("SELECT amount, day FROM payment") == [(54450, "2026-11-12")]


def issued_and_paid(w, s):
    """A course bought and paid by card: invoice, contract, card closed. Gives the payment intent."""
    proforma(w)
    pi = s.pay()
    payment.check_paid(w)
    return pi


def returns(w):
    return w.rows("SELECT amount, left, state, source, reverses FROM payment WHERE kind = 'return' ORDER BY id")


def owed(w):
    return w.rows("SELECT label, open FROM document WHERE kind = 'invoice'")


def test_a_refund_in_two_parts_reopens_the_invoice_by_what_went_back():
    w = request.with_prices("cards-refund")
    with stripe.Stripe(w) as s, w:
        pi = issued_and_paid(w, s)
        s.refund(pi, 10000)
        told = w.read(OWNER, lambda m: "100,00 lei" in plain(m.visible()) and "FCT 0001" in m.visible(), "the owner is told")
        assert owed(w) == [("FCT 0001", 10000)], owed(w)
        s.refund(pi)
        w.read(OWNER, lambda m: "444,50 lei" in plain(m.visible()), "... of the rest too")
        assert owed(w) == [("FCT 0001", 54450)]
        assert returns(w) == [(-10000, 0, "confirmed", "card:stripe", 1), (-44450, 0, "confirmed", "card:stripe", 1)], returns(w)
        # Told again after a start, nothing is undone twice.
        w.restart_plic()
        before = len(s.asked)
        w.until(lambda: len(s.asked) > before + 2, "it looks again")
        assert len(returns(w)) == 2 and told
        w.run("verify")


def test_a_refund_that_staff_told_first_is_confirmed_and_not_told_twice():
    w = request.with_prices("cards-ramb")
    with stripe.Stripe(w) as s, w:
        pi = issued_and_paid(w, s)
        w.ask_sure("STORNO FCT 1")
        w.ask_sure("RAMBURSAT 544,50 lei card 1001")
        assert [r[:4] for r in returns(w)] == [(-54450, 0, "reported", "staff:ana@firma.test")], returns(w)
        s.refund(pi)
        w.until(lambda: [r[2] for r in returns(w)] == ["confirmed"], "the processor's word takes it over")
        w.run("verify")


def test_a_dispute_reopens_and_winning_it_pays_again():
    w = request.with_prices("cards-dispute")
    with stripe.Stripe(w) as s, w:
        pi = issued_and_paid(w, s)
        d = s.dispute(pi)
        told = w.read(OWNER, lambda m: "contestă" in plain(m.visible()), "the owner is told what to do")
        assert "fraudulent" in told.text and "Stripe" in told.text and "544,50 lei" in plain(told.visible()), told.text
        assert owed(w) == [("FCT 0001", 54450)] and len(returns(w)) == 1
        s.close(d, "won")
        w.read(OWNER, lambda m: "câștigată" in plain(m.visible()), "the owner is told")
        assert owed(w) == [("FCT 0001", 0)]
        assert [r[:2] for r in returns(w)] == [(-54450, 0), (54450, 0)], returns(w)
        w.run("verify")


def test_a_dispute_that_is_lost_stays_with_the_client():
    w = request.with_prices("cards-lost-dispute")
    with stripe.Stripe(w) as s, w:
        pi = issued_and_paid(w, s)
        s.close(s.dispute(pi), "lost")
        w.read(OWNER, lambda m: "pierdută" in plain(m.visible()), "the owner is told")
        assert owed(w) == [("FCT 0001", 54450)] and len(returns(w)) == 1, returns(w)
        w.run("verify")


def payout_row(w):
    return w.rows("SELECT o.amount, o.gross, o.fee, p.kind, p.left, (SELECT count(payment) FROM card_entry WHERE payout = o.id) "
                  "FROM card_payout o LEFT JOIN payment p ON p.id = o.payment")


def lei(bani):
    return "%d,%02d" % divmod(bani, 100)


def test_the_payout_line_of_the_bank_is_explained_and_is_no_payment():
    w = request.with_prices("cards-payout")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        pi = s.pay()
        payment.check_paid(w)
        po = s.payout()
        fee = s.fee(pi["amount"])
        w.until(lambda: payout_row(w) == [(54450 - fee, 54450, fee, None, None, 1)], "the payout is known")
        w.bank(lei(po["amount"]), "STRIPE PAYOUT 8K2J", payer="STRIPE TECHNOLOGY EUROPE LTD", iban="IE29AIBK93115212345678", ref="R900")
        w.until(lambda: payout_row(w) == [(54450 - fee, 54450, fee, "settlement", 0, 1)], "the line is explained")
        w.quiet()
        assert "Nicio plată nealocată" in w.ask("NEALOCATE").text
        assert not [m.subject for m in w.mails(OWNER) if "PAYOUT" in m.text or "STRIPE" in m.text], "nobody is asked"
        assert w.rows("SELECT count(*), sum(amount) FROM allocation") == [(1, 54450)]
        story = " ".join(plain(w.ask("DE CE P2").text).split())
        assert "încasări cu cardul de 544,50 lei, mai puțin comisioane de 9,16 lei" in story, story
        w.run("verify")


def test_a_payout_of_exactly_an_open_sum_pays_nothing_and_its_line_may_come_first():
    w = request.with_prices("cards-payout-trap")
    with stripe.Stripe(w, fee=lambda amount: 0) as s, w:
        proforma(w)
        s.pay()
        payment.check_paid(w)
        # Somebody else owes exactly what is paid out.
        w.write("maria.enache@client.test", "Înscriere curs", request.FREE_TEXT.replace("Ion Popescu", "Maria Enache"), name="Maria Enache")
        w.read("maria.enache@client.test", "PRF 0002", "her proforma")
        w.bank("544,50", "STRIPE", payer="STRIPE", iban="IE29AIBK93115212345678", ref="R901")
        w.until(lambda: w.value("SELECT kind FROM payment WHERE source LIKE 'bank:%'") == "settlement", "the line is booked")
        assert "Plata P2: 544,50 lei" in " ".join(plain(w.ask("NEALOCATE").text).split()), "it waits for the processor's word"
        s.payout()
        w.until(lambda: payout_row(w) == [(54450, 54450, 0, "settlement", 0, 1)], "and is explained")
        assert "Nicio plată nealocată" in w.ask("NEALOCATE").text
        assert w.rows("SELECT label, open FROM document WHERE open > 0") == [("PRF 0002", 54450)]
        w.run("verify")


def test_the_fee_of_late_money_is_known_from_the_payout():
    w = request.with_prices("cards-late-fee")
    with stripe.Stripe(w) as s, w:
        proforma(w)
        session = s.pay_later()
        w.until(lambda: link_row(w)[0][0] == "pending", "it is under way")
        # The processor has not booked it when it says that it came.
        s.capture = lambda pi: None
        s.settle(session, True)
        payment.check_paid(w)
        assert w.rows("SELECT fee FROM payment") == [(0,)]
        del s.capture
        s.capture(s.intents[session["payment_intent"]])
        s.payout()
        w.until(lambda: w.rows("SELECT fee FROM payment") == [(s.fee(54450),)], "the fee is known")


if __name__ == "__main__":
    suite.main(sys.modules[__name__])
