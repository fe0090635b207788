#!/usr/bin/python3
"""Drafts changed before they are sent, and what staff ask of time: hold a card's mails, reopen a card, a line for once, what is
to come."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from daily import daily
from rates import ION, WHO, answered, has
from world import suite
from world.world import OWNER, World


def firm(name, *lines, **kw):
    def prepare(w):
        w.start_plic()
        if lines:
            has(w.ask(WHO, *lines).text, "Făcut.")
    return World(name, prepare=prepare, **kw)


def invoices(w):
    return w.value("SELECT count(*) FROM document WHERE kind = 'invoice' AND number IS NOT NULL")


def test_a_draft_is_changed_line_by_line_and_leaves_as_it_was_last_shown():
    with firm("edit", "OFERTA 10 ore audit x 100 lei, TVA 21") as w:
        first = w.ask("FACTURA card 1001")
        has(first.pdf(), "CIORNĂ", "10 ore", "1.210,00", "27.11.2026", "Str. Florilor 3")
        shown = first
        for line, *wanted in (("LINIE 2 ore instruire x 50 lei, TVA 21", "instruire", "1.331,00"),
                              ("LINIE 1: 12 ore", "12 ore", "1.573,00"), ("LINIE -2", "1.452,00"),
                              ("DISCOUNT 10%", "1.306,80"), ("SCADENTA 30.12.2026", "30.12.2026"),
                              ("CLIENT adresa Bd. Unirii 20", "Bd. Unirii 20")):
            before, shown = shown, answered(w, shown, line)
            has(shown.pdf(), "CIORNĂ", *wanted)
            # What the mail before showed is no longer what would leave.
            no = answered(w, before, "TRIMITE")
            has(no.text, "N-am făcut nimic")
            has(no.pdf(), *wanted)
            assert invoices(w) == 0
        # Without an answer to a preview, or with a change in the same mail, it is shown first; NU leaves it a draft.
        for lines in (["TRIMITE card 1001"], ["SCADENTA card 1001 31.12.2026", "TRIMITE card 1001"]):
            preview = w.ask(*lines)
            has(preview.text, "DA")
            assert invoices(w) == 0
            has(answered(w, preview, "NU").text, "Făcut.")
        has(answered(w, shown, "TRIMITE").text, "Factura FCT 0001: emisă, 1.306,80 lei")
        m = w.read(ION, "FCT 0001", "the invoice")
        has(m.pdf(), "12 ore", "1.306,80", "30.12.2026", "Bd. Unirii 20")
        assert "Florilor" not in m.pdf()
        has(answered(w, shown, "TRIMITE").text, "N-am făcut nimic")
        assert invoices(w) == 1
        w.run("verify")


def test_da_to_a_preview_does_what_was_shown_or_shows_it_anew():
    with firm("approval", "OFERTA 10 ore audit x 100 lei, TVA 21") as w:
        preview = w.ask("FACTURA card 1001 emite")
        has(preview.pdf(), "1.210,00", "Str. Florilor 3")
        w.ask("CLIENT %s adresa Bd. Unirii 20" % ION)
        again = answered(w, preview, "DA")
        has(again.pdf(), "1.210,00", "Bd. Unirii 20")
        assert invoices(w) == 0
        has(answered(w, again, "DA").text, "Factura FCT 0001: emisă")
        has(w.read(ION, "FCT 0001", "the invoice").pdf(), "Bd. Unirii 20")


def test_a_cards_mails_are_held_and_let_go():
    with firm("hold-card") as w:
        has(w.ask(WHO, "LEAD ion.popescu@client.test pentru audit").text, "Făcut.")
        a = w.ask("STAI card 1001")
        has(a.text, "Mailurile cardului 1001: pleacă → sunt oprite")
        has(w.ask("OFERTA card 1001 10 ore audit x 100 lei, TVA 21").text, "OFR 0001")
        w.ask("CLIENT nou Maria Enache, email maria.enache@client.test", "OFERTA 1 ore audit x 100 lei, TVA 21")
        w.read("maria.enache@client.test", "OFR 0002", "the other card's offer leaves")
        w.quiet()
        assert w.mails(ION) == [], [m.subject for m in w.mails(ION)]
        assert w.value("SELECT held FROM outbox WHERE recipient = ?", ION) == 1
        has(w.ask("CARD 1001").text, "Mailurile cardului 1001: sunt oprite")
        # A person's own words leave.
        w.command("MESAJ card 1001", "", "Revenim mâine.")
        w.read(ION, lambda m: "Revenim" in m.text, "the message")
        # A restart forgets nothing; REIA lets it go.
        w.restart_plic()
        w.quiet()
        assert len(w.mails(ION)) == 1
        has(w.tap(OWNER, a, "Reia") and w.read(OWNER, lambda m: "REIA" in m.text, "answer to REIA").text,
            "Mailurile cardului 1001: sunt oprite → pleacă")
        has(w.read(ION, "OFR 0001", "the offer").pdf(), "1.210,00")


def test_a_lost_card_is_reopened_where_it_was():
    with firm("reopen", "OFERTA 10 ore audit x 100 lei, TVA 21") as w:
        stage = w.value("SELECT stage FROM card")
        w.ask("PIERDUT card 1001")
        assert w.rows("SELECT stage, closed FROM card") == [("lost", 1)]
        has(w.ask("REDESCHIDE card 1001").text, "pierdut → ofertă trimisă")
        assert w.rows("SELECT stage, closed FROM card") == [(stage, 0)]
        assert w.value("SELECT state FROM document") == "cancelled", "what was withdrawn stays withdrawn"
        has(w.ask("OFERTA card 1001 8 ore audit x 100 lei, TVA 21").text, "OFR 0002")
        m = w.read(ION, "OFR 0002", "the new offer")
        w.reply(ION, m, "Accept", name="Ion Popescu")
        w.read(ION, "CTR 0001", "the card goes on")
        has(w.ask("REDESCHIDE card 1001").text, "N-am făcut nimic", "este deschis")


def test_a_line_for_once_and_what_is_to_come():
    with World("once", prepare=lambda w: w.start_plic()) as w:
        a = w.ask(WHO, "RECURENT lunar din 01.12.2026: 1 Hosting x 100 lei, TVA 21")
        if w.value("SELECT count(*) FROM subscription") == 0:
            a = answered(w, a, "DA")
        a = w.ask("LINIE O DATA S1: 2 ore instalare x 150 lei, TVA 21")
        has(a.text, "Următoarea factură: 01.12.2026", "Total: 484,00 lei")
        a = w.ask("arată luna viitoare")
        has(a.text, "Facturi de emis între 01.12.2026 și 31.12.2026: 1", "01.12.2026: Ion Popescu", "484,00 lei")
        has(w.ask("ARATA card 1001, 3 luni").text, "01.01.2027: Ion Popescu, Hosting: 121,00 lei", "Total: 726,00 lei")
        assert invoices(w) == 0
        w.quiet()
        w.stop_plic()
        daily(w, "2026-12-01")
        daily(w, "2027-01-01")
        assert w.rows("SELECT total FROM document WHERE kind = 'invoice' ORDER BY number") == [(48400,), (12100,)]
        mails = [m for m in w.mails(ION) if "FCT" in m.subject]
        has(mails[0].pdf(), "Hosting", "instalare", "484,00")
        assert "instalare" not in mails[1].pdf()


def test_a_subscription_in_euro_waits_for_its_rate():
    with World("euro-period", prepare=lambda w: w.start_plic()) as w:
        a = w.ask(WHO, "RECURENT lunar din 01.12.2026: 1 Hosting x 100 EUR, TVA 21")
        if w.value("SELECT count(*) FROM subscription") == 0:
            answered(w, a, "DA")
        w.quiet()
        w.stop_plic()
        daily(w, "2026-12-02")
        assert invoices(w) == 0
        told = w.read(OWNER, lambda m: "CURS BNR" in m.text or "curs" in m.visible().lower(), "staff are asked")
        has(told.visible(), "Lipsește cursul BNR pentru EUR", "27.11.2026")
        daily(w, "2026-12-02")
        assert len([m for m in w.mails(OWNER) if "Lipsește cursul" in m.visible()]) == 1, "asked once"
        w.set_clock("2026-12-02 09:00")
        w.start_plic()
        has(w.ask("CURS BNR EUR 5,0923").text, "publicat pe 27.11.2026")
        w.stop_plic()
        daily(w, "2026-12-02")
        assert invoices(w) == 1
        has(w.mails(ION)[-1].pdf(), "1 EUR = 5,0923 lei", "TVA în lei 106,94 lei")


if __name__ == "__main__":
    suite.main(sys.modules[__name__])
