#!/usr/bin/python3
"""An invoice that e-Factura rejected was by law never issued: staff correct it in their reply, see what comes of it, and on DA it
is issued again under its number; the client hears why, what was paid stays right, and it is filed again."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from scenario.filing import ION, OWNER, invoice, later, office, states
from world import stripe, suite

WAITS = "Aștept un DA"
REJECTED = "a respins"


def WRONG(m):
    return "N-am făcut nimic" in m.text


def plain(m):
    return " ".join(m.text.split())


def rejected(w, n, *words, **kw):
    """An invoice of 363 lei, filed and rejected: the notice that staff got."""
    n.reject(*words or ("E: validari globale  SCHEMATRON   eroare: [BR-27]-pretul este gresit",))
    invoice(w, **kw)
    w.read(ION, "FCT 0001", "the invoice as it was")
    later(w, "2026-11-12 09:10")
    assert states(w) == ["rejected"]
    return w.read(OWNER, REJECTED, "what ANAF said")


def books(w):
    return w.rows("SELECT label, total, payable, open, due FROM document WHERE kind = 'invoice'")


def preview(w, m, lines, is_answer=lambda x: WAITS in x.text and "FCT" in x.text):
    """Staff's lines in reply to the notice or to a preview; nothing may have changed yet."""
    before = books(w), states(w)
    w.reply(OWNER, m, lines, style="plain")
    w.run("once")
    p = w.read(OWNER, is_answer, "what would come of it")
    assert (books(w), states(w)) == before, "only shown"
    return p


def test_lines_are_corrected_shown_and_filed_under_the_same_number():
    with office("remedy-lines") as (w, n):
        m = rejected(w, n)
        for want in ("LINIE", "DISCOUNT", "SCADENTA", "CURS BNR", "același număr", "moneda rămân"):
            assert want in plain(m), "%s not in:\n%s" % (want, m.text)
        before = w.value("SELECT bytes FROM document_file WHERE kind = 'pdf'")
        p = preview(w, m, "LINIE 1: Consultanta juridica 3 ore x 200 lei\nSCADENTA 30.11.2026\nEFACTURA RETRIMITE")
        for want in ("363,00", "726,00", "liniile, scadența", "Clientul primește PDF-ul"):
            assert want in plain(p), "%s not in:\n%s" % (want, p.text)
        shown = next(p.pdf(f) for f in p.files if f.endswith(".pdf"))
        assert "726,00" in shown and "FCT0001" in shown and "PREVIZUALIZARE" in shown, shown
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        a = w.read(OWNER, lambda x: "FCT-0001.pdf" in x.files and "726,00" in x.text, "the answer")
        assert WAITS not in a.text
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        for want in ("respins", "liniile, scadența", "726,00", "în loc de 363,00", "Rămân de plată 726,00"):
            assert want in plain(c), "%s not in:\n%s" % (want, c.text)
        pdf = c.pdf("FCT-0001.pdf")
        assert "Consultanta juridica" in pdf and "30.11.2026" in pdf and "726,00" in pdf, pdf
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"], states(w)
        assert books(w) == [("FCT 0001", 72600, 72600, 72600, "2026-11-30")]
        assert w.rows("SELECT revision, kind, bytes FROM revision_file WHERE kind = 'pdf'") == [(1, "pdf", before)]
        last = list(n.docs.values())[-1]
        assert c.files["FCT-0001.xml"] == last.xml and b"Consultanta juridica" in last.xml


def test_a_second_edit_goes_on_from_the_preview_that_it_answers():
    with office("remedy-on") as (w, n):
        m = rejected(w, n)
        first = preview(w, m, "LINIE 1: 3 ore\nEFACTURA RETRIMITE")
        assert "544,50" in plain(first), first.text
        second = preview(w, first, "DISCOUNT 100 lei")
        for want in ("LINIE 1: 3 ore", "DISCOUNT 100 lei", "363,00", "423,50", "liniile, reducerea"):
            assert want in plain(second), "%s not in:\n%s" % (want, second.text)
        third = preview(w, second, "LINIE 9: 4 ore\nSCADENTA 30.11.2026", WRONG)
        assert "Linia 9 nu există" in plain(third), third.text
        third = preview(w, second, "DETALII comanda PO-77")
        assert "423,50" in plain(third) and "PO-77" in plain(third), third.text
        for old in first, second:
            w.reply(OWNER, old, "DA", style="plain")
            w.run("once")
            a = w.read(OWNER, lambda x: "una mai nouă" in x.text, "an answer to the older one")
            assert "LINIE 1: 3 ore" in a.text and states(w) == ["rejected"], a.text
        w.reply(OWNER, third, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        assert "Rămân de plată 423,50" in plain(c) and "PO-77" in c.pdf("FCT-0001.pdf"), c.text
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"] and books(w)[0][1:4] == (42350, 42350, 42350), books(w)


def test_a_reply_to_the_notice_itself_begins_anew_and_a_question_edits_nothing():
    with office("remedy-anew") as (w, n):
        m = rejected(w, n)
        first = preview(w, m, "LINIE 1: 3 ore")
        w.reply(OWNER, first, "EFACTURA FCT 1\nCARD 1001", style="plain")
        w.run("once")
        a = w.read(OWNER, lambda x: "CARD 1001" in x.text and "544,50" not in x.text, "how it stands")
        assert WAITS not in a.text, a.text
        p = preview(w, m, "DISCOUNT 100 lei")
        assert "242,00" in plain(p) and "LINIE 1" not in p.text, p.text
        w.reply(OWNER, first, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        assert books(w)[0][1] == 54450, "what it asked is as it was"


def test_what_was_paid_stays_paid_and_the_rest_is_the_clients():
    with office("remedy-paid") as (w, n):
        m = rejected(w, n)
        w.command("INCASAT FCT 1 363 lei OP 7")
        w.run("once")
        w.reply(OWNER, w.read(OWNER, lambda x: WAITS in x.text and "363" in x.text, "the payment"), "DA", style="plain")
        w.run("once")
        assert books(w)[0][3] == 0
        p = preview(w, m, "DISCOUNT 100 lei")
        for want in ("242,00", "121,00 lei rămân creditul clientului", "reducerea"):
            assert want in plain(p), "%s not in:\n%s" % (want, p.text)
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        assert "121,00 lei, plătiți în plus" in plain(c) and "Rămân de plată" not in c.text, c.text
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"] and books(w)[0][1:4] == (24200, 24200, 0), books(w)
        assert w.value("SELECT left FROM payment") == 12100
        assert w.value("SELECT credit FROM client WHERE name LIKE 'Exemplu%'") == 12100


def test_a_paid_invoice_that_asks_for_more_owes_the_rest():
    with office("remedy-more") as (w, n):
        m = rejected(w, n)
        w.command("INCASAT FCT 1 363 lei OP 7")
        w.run("once")
        w.reply(OWNER, w.read(OWNER, lambda x: WAITS in x.text and "363" in x.text, "the payment"), "DA", style="plain")
        w.run("once")
        done = w.value("SELECT stage FROM card")
        p = preview(w, m, "LINIE 1: 4 ore")
        assert "363,00" in plain(p) and "726,00" in plain(p), p.text
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        assert "Rămân de plată 363,00" in plain(c), c.text
        assert books(w)[0][1:4] == (72600, 72600, 36300) and w.value("SELECT stage FROM card") != done, "the card waits again"
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"]


def with_cards(name):
    """The office, and the processor that it asks for payment links."""
    made = []

    def beside(w):
        made.append(stripe.Stripe(w))
        return made[0]
    return office(name, beside=beside), made


def link_of(m):
    """The payment link that mail and PDF both give."""
    found = set(re.findall(r"https://buy\.stripe\.com/test_\w+", m.text))
    assert len(found) == 1 and found <= set(re.findall(r"https://\S+", "".join(m.pdf("FCT-0001.pdf").split(" ")))), (found, m.text)
    return found.pop()


def links(w):
    return w.rows("SELECT revision, state, amount FROM pay_link ORDER BY id")


def test_another_sum_has_another_payment_link_and_the_same_sum_the_same():
    world, made = with_cards("remedy-link")
    with world as (w, n):
        s = made[0]
        m = rejected(w, n)
        first = s.only_link()
        assert link_of(w.mails(ION)[0]) == first["url"] and first["_amount"] == 36300
        n.reject("E: validari globale  SCHEMATRON   eroare: [BR-27]-pretul este gresit")
        p = preview(w, m, "DISCOUNT 100 lei")
        assert len(s.links) == 1 and first["active"], "a preview asks for nothing"
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        second = [l for l in s.links.values() if l is not first][0]
        assert link_of(c) == second["url"] and second["_amount"] == 24200 and "nu mai este valabil" in plain(c), c.text
        assert not first["active"] and second["active"] and links(w) == [(1, "closed", 36300), (2, "open", 24200)], links(w)
        assert len({key for _, _, _, key in s.posted()}) == 2, s.posted()
        later(w, "2026-11-12 09:40")
        m = w.read(OWNER, lambda x: REJECTED in x.text and "FCT 0001" in x.text and x.message_id != m.message_id, "rejected again")
        w.reply(OWNER, preview(w, m, "SCADENTA 30.11.2026"), "DA", style="plain")
        later(w, "2026-11-12 09:50")
        c = w.read(ION, lambda x: "scadența" in x.text and "corectată" in x.text, "the same sum")
        assert link_of(c) == second["url"] and "nu mai este valabil" not in c.text and len(s.links) == 2, c.text
        s.pay(second)
        later(w, "2026-11-12 10:10")
        later(w, "2026-11-12 10:20")
        assert books(w)[0][1:4] == (24200, 24200, 0) and links(w)[1][1] == "closed", (books(w), links(w))
        assert states(w) == ["rejected", "rejected", "ok"]


def test_money_under_way_over_the_first_link_is_not_asked_for_twice():
    world, made = with_cards("remedy-link-later")
    with world as (w, n):
        s = made[0]
        m = rejected(w, n)
        session = s.pay_later()
        later(w, "2026-11-12 09:12")
        assert links(w) == [(1, "pending", 36300)]
        w.reply(OWNER, preview(w, m, "LINIE 1: 3 ore"), "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        assert "stripe" not in c.text and len(s.links) == 1 and links(w) == [(1, "closed", 36300)], links(w)
        s.settle(session, True)
        later(w, "2026-11-12 09:40")
        assert books(w)[0][1:4] == (54450, 54450, 18150) and states(w) == ["rejected", "ok"], books(w)


def test_less_than_what_was_paid_has_no_payment_link():
    world, made = with_cards("remedy-link-paid")
    with world as (w, n):
        s = made[0]
        m = rejected(w, n)
        s.pay()
        later(w, "2026-11-12 09:12")
        assert books(w)[0][3] == 0
        w.reply(OWNER, preview(w, m, "DISCOUNT 100 lei"), "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        assert "stripe" not in c.text and "nu mai este valabil" not in c.text and len(s.links) == 1, c.text
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"] and len(links(w)) == 1


def test_a_rule_that_is_not_known_is_told_as_anaf_wrote_it():
    with office("remedy-unknown") as (w, n):
        m = rejected(w, n, "E: validari globale  SCHEMATRON   eroare: [BR-NOU-7]-Camp nou obligatoriu lipseste")
        assert "ANAF spune: „Camp nou obligatoriu lipseste”." in plain(m) and "Legal, factura nu a fost depusă" in m.text, m.text


def test_what_was_corrected_is_corrected_once_and_what_is_filed_not_at_all():
    with office("remedy-once") as (w, n):
        m = rejected(w, n)
        p = preview(w, m, "LINIE 1: 3 ore")
        w.reply(OWNER, p, "DA", style="plain")
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:40")
        later(w, "2026-11-12 09:50")
        assert states(w) == ["rejected", "ok"] and len(n.calls("upload")) == 2
        w.reply(OWNER, m, "LINIE 1: 5 ore", style="plain")
        w.run("once")
        a = w.read(OWNER, lambda x: "nu se mai schimbă" in x.text, "the refusal")
        assert "STORNO FCT 0001" in a.text, a.text


def test_texts_days_and_references_are_corrected_too():
    with office("remedy-details") as (w, n):
        m = rejected(w, n)
        p = preview(w, m, "DETALII comanda PO-77, contract 12/2026, livrat 10.11.2026\n"
                    "DETALII perioada 01.11.2026 - 10.11.2026, mentiune Conform contract, etapa 2")
        for want in ("PO-77", "12/2026", "data livrării", "Conform contract, etapa 2", "363,00"):
            assert want in plain(p), "%s not in:\n%s" % (want, p.text)
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        c = w.read(ION, lambda x: "corectată" in x.text, "the corrected invoice")
        assert "data livrării, perioada, comanda, contractul, mențiunile" in plain(c) and "în loc de" not in c.text, c.text
        pdf, xml = c.pdf("FCT-0001.pdf"), c.files["FCT-0001.xml"].decode()
        for want in ("PO-77", "12/2026", "10.11.2026", "etapa 2"):
            assert want in pdf, "%s not in:\n%s" % (want, pdf)
        for want in ("<cbc:ID>PO-77</cbc:ID>", "<cbc:ID>12/2026</cbc:ID>", "<cbc:StartDate>2026-11-01</cbc:StartDate>",
                     "<cbc:EndDate>2026-11-10</cbc:EndDate>", "Conform contract, etapa 2"):
            assert want in xml, "%s not in:\n%s" % (want, xml)
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"], states(w)


def test_the_line_that_anaf_names_is_in_the_button_and_a_draft_is_left_alone():
    with office("remedy-line") as (w, n):
        m = rejected(w, n, "E: validari globale  SCHEMATRON   eroare: [BR-27]-The Item net price (BT-146) shall NOT be negative.",
                     "ERRIdentif - CUI cumparator incorect: 12345674")
        assert "LINIE 1: 150 lei" in plain(m) and "CLIENT cui" in plain(m), m.text
        body = next(b for k, (_, _, b) in m.buttons().items() if "Depune din nou" in k)
        assert [l.strip() for l in body.splitlines()] == ["CLIENT cui", "LINIE 1:", "EFACTURA RETRIMITE FCT 0001"], body
        w.command("CARD 1001", "FACTURA Consultanta x 9")
        w.run("once")
        p = preview(w, m, "LINIE 1: 100 lei\nCLIENT cui RO18547290, adresa Str. Florilor 4\nEFACTURA RETRIMITE")
        assert "242,00" in plain(p) and "datele cumpărătorului, liniile" in plain(p), p.text
        w.reply(OWNER, p, "DA", style="plain")
        later(w, "2026-11-12 09:20")
        later(w, "2026-11-12 09:40")
        assert states(w) == ["rejected", "ok"], states(w)
        assert sorted(w.rows("SELECT state, total FROM document WHERE kind = 'invoice'")) == [("draft", 163350), ("issued", 24200)]


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
