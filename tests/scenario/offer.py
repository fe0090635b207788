#!/usr/bin/python3
"""Promise 2: offer, acceptance with its evidence, contract; estimate, draft, changes, release."""
import hashlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from world import suite
from world.world import OWNER, World

ASK = """Bună ziua,

Am nevoie de o ofertă pentru mentenanța site-ului nostru.

Mihai Stan
Firma Stan SRL, CUI 12345674
Str. Lungă 5, Cluj-Napoca, jud. Cluj
0744 111 222
"""


def plain(s):
    return s.replace("\u202f", " ").replace("\u00a0", " ")


def offered(w, sender="mihai@gmail.test", pipeline=None):
    w.write(sender, "Cerere ofertă", ASK, name="Mihai Stan")
    q = w.read(OWNER, "Firma Stan SRL", "a question to staff")
    lines = "OFERTA 10 ore mentenanță x 150 lei, TVA 21"
    w.reply(OWNER, q, lines + ("\n" + pipeline if pipeline else ""), style="plain")
    return w.read(sender, "OFR 0001", "the offer")


def started(name, **kw):
    return World(name, prepare=lambda w: w.start_plic(), **kw)


def check_offer(m):
    pdf = plain(m.pdf("OFR-0001.pdf"))
    for want in ("Ofert", "OFR 0001", "Firma Stan SRL", "12345674", "mentenanță", "10 ore", "150,00", "1.500,00", "1.815,00",
                 "26.11.2026"):
        assert want in pdf, "%s not in\n%s" % (want, pdf)
    assert "1.815,00" in plain(m.text)
    to, subject, body = m.buttons()["Accept oferta"]
    assert to == m.reply_to and "accept" in body.lower(), (to, body)


def accepted_from(style, domain):
    sender = "mihai@%s" % domain
    with started("accept-" + style) as w:
        m = offered(w, sender)
        check_offer(m)
        sent = w.reply(sender, m, "Accept", style=style, name="Mihai Stan")
        c = w.read(sender, "CTR 0001", "the contract")
        pdf = plain(c.pdf("CTR-0001.pdf"))
        for want in ("Contract", "CTR 0001", "Firma Stan SRL", "Atelier Diana SRL", "1.815,00", "OFR 0001"):
            assert want in pdf, "%s not in\n%s" % (want, pdf)
        ev = w.rows("SELECT accepted, by, line, auth_by, auth_domain, hex(raw) FROM acceptance")
        assert len(ev) == 1 and ev[0][:5] == (1, sender, "Accept", ev[0][3], domain), ev
        assert ev[0][3] in ("dkim", "dmarc"), ev
        raw = w.value("SELECT bytes FROM raw WHERE hex(sha256) = ?", ev[0][5])
        assert raw is not None, "the raw mail is not kept"
        assert sent.message_id.encode() in raw if isinstance(raw, bytes) else True
        assert w.value("SELECT stage FROM card") == "working", w.rows("SELECT stage FROM card")
        told = w.read(OWNER, lambda x: "CTR 0001" in x.visible() or "accept" in x.subject.lower(), "staff hear of it")
        assert "Firma Stan SRL" in told.visible()
        w.run("verify")


def test_accept_above_a_gmail_quote_makes_the_contract():
    accepted_from("gmail", "gmail.test")


def test_accept_above_an_outlook_quote_makes_the_contract():
    accepted_from("outlook", "outlook.test")


def test_accept_above_a_thunderbird_quote_makes_the_contract():
    accepted_from("thunderbird", "client.test")


def test_accept_above_our_own_words_without_any_mark_makes_the_contract():
    accepted_from("bare", "client.test")


def test_our_own_words_sent_back_accept_nothing():
    with started("own-words") as w:
        m = offered(w)
        words = next(line for line in m.text.splitlines() if line.startswith("Accept oferta"))
        w.reply("mihai@gmail.test", m, m.text[m.text.index(words):], style="plain", name="Mihai Stan")
        w.read(OWNER, lambda x: "a răspuns" in x.subject, "staff are asked")
        assert w.rows("SELECT accepted FROM acceptance") == [], "our own button accepted"


def test_the_accept_button_accepts():
    with started("accept-button") as w:
        m = offered(w)
        w.tap("mihai@gmail.test", m, "Accept oferta", name="Mihai Stan")
        w.read("mihai@gmail.test", "CTR 0001", "the contract")


def test_a_quoted_accept_accepts_nothing():
    with started("accept-quoted") as w:
        m = offered(w)
        w.reply("mihai@gmail.test", m, "Mai am o întrebare: include și backup?", name="Mihai Stan")
        q = w.read(OWNER, lambda x: "backup" in x.visible(), "the client's question")
        assert w.value("SELECT count(*) FROM acceptance") == 0
        assert w.value("SELECT state FROM document") == "issued"
        w.reply(OWNER, q, "MESAJ\nDa, include backup zilnic.", style="plain")
        a = w.read("mihai@gmail.test", lambda x: "backup zilnic" in x.text, "the answer")
        assert a.from_addr == "office@mail.test" and not a.header("Auto-Submitted").startswith("auto-"), a.raw[:900]


def test_another_senders_token_accepts_nothing():
    with started("accept-foreign") as w:
        m = offered(w)
        w.reply("altcineva@altul.test", m, "Accept", name="Altcineva")
        w.quiet()
        assert w.value("SELECT count(*) FROM acceptance") == 0
        assert [x.subject for x in w.mails("mihai@gmail.test") if "CTR" in x.subject] == []


def test_an_estimate_becomes_a_draft_that_staff_change_and_release():
    with started("estimate", rules_extra="default_pipeline = 'estimare'") as w:
        m = offered(w)
        w.reply("mihai@gmail.test", m, "Accept", name="Mihai Stan")
        d = w.read(OWNER, "ciorna", "the draft")
        pdf = plain(d.pdf())
        assert "1.815,00" in pdf and "FCT 0001" not in pdf, pdf
        assert w.mails("mihai@gmail.test")[-1].subject.find("FCT") < 0
        w.reply(OWNER, d, "LINIE 2 ore instruire x 100 lei, TVA 21", style="plain")
        d2 = w.read(OWNER, lambda x: "2.057,00" in plain(x.visible()) or any("2.057,00" in plain(p) for p in
                    [x.pdf(n) for n in x.files if n.endswith(".pdf")]), "the changed draft")
        w.reply(OWNER, d2, "TRIMITE", style="plain")
        i = w.read("mihai@gmail.test", "FCT 0001", "the invoice")
        pdf = plain(i.pdf("FCT-0001.pdf"))
        for want in ("Factur", "FCT 0001", "10 ore", "2 ore", "1.700,00", "357,00", "2.057,00", "27.11.2026"):
            assert want in pdf, "%s not in\n%s" % (want, pdf)
        assert w.value("SELECT stage FROM card") == "invoiced"


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
