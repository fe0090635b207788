#!/usr/bin/python3
"""A firm's own look: a line of plic.conf chooses it; `plic preview` shows a real card without touching the books."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import offer
import payment
import request
from world import suite
from world.world import ROOT, World

KINDS = ["offer", "proforma", "contract", "pv", "invoice", "storno", "receipt", "statement", "reminder"]
CLIENT = "mihai@gmail.test"


def own_templates(folder):
    shutil.copytree(os.path.join(ROOT, "templates"), folder)
    shutil.copy(os.path.join(ROOT, "tests/render/logo.png"), folder)
    with open(os.path.join(folder, "brand.conf"), "a") as f:
        f.write("logo = logo.png\n")


def fonts(pdf, folder):
    path = os.path.join(folder, "it.pdf")
    with open(path, "wb") as f:
        f.write(pdf)
    return subprocess.run(["pdffonts", path], stdout=subprocess.PIPE, check=True).stdout.decode()


def test_a_line_of_the_configuration_changes_mails_and_documents():
    w = World("brand", prepare=lambda w: w.start_plic())
    own_templates(w.dir + "/templates")
    w.extra["extra"] = 'paths { templates = "%s/templates" brand = "registru" }' % w.dir
    with w:
        m = offer.offered(w)
        pdf = offer.plain(m.pdf("OFR-0001.pdf"))
        for want in ("Ofertă OFR 0001", "Firma Stan SRL", "12345674", "mentenanță", "U.M.", "ore", "1.500,00", "1.815,00"):
            assert want in pdf, "%s not in\n%s" % (want, pdf)
        assert "PlicSerif" in fonts(m.files["OFR-0001.pdf"], w.dir), "the document is not in the brand's face"
        assert "Charter" in m.html and "double" in m.html, "the mail is not in the brand's form"
        cids = [p["content-id"].strip("<>") for p in m.msg.walk() if p["content-id"]]
        assert len(cids) == 1 and 'src="cid:%s"' % cids[0] in m.html, cids
        assert list(m.files) == ["OFR-0001.pdf"], "the logo counts as an attachment: %s" % list(m.files)


def shown(w, kind, *args, want=0):
    out = w.dir + "/shown.pdf"
    if os.path.exists(out):
        os.remove(out)
    p = w.run("preview", kind, "--card", "1001", "-o", out, *args, check=False)
    assert p.returncode == want, "%s: %d %s" % (kind, p.returncode, p.err)
    if want:
        assert not os.path.exists(out)
        return p.err
    text = subprocess.run(["pdftotext", "-layout", out, "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return " ".join(offer.plain(text).split())


def test_preview_shows_a_card_and_changes_nothing():
    with offer.started("preview") as w:
        offer.offered(w)
        w.stop_plic()
        before = list(w.db().iterdump())
        got = shown(w, "offer")
        for want in ("Ofertă OFR 0001", "Firma Stan SRL", "10 ore", "1.815,00"):
            assert want in got, "%s not in %s" % (want, got)
        assert "Offer OFR 0001" in shown(w, "offer", "--lang", "en")
        for kind, title in (("proforma", "Proformă"), ("contract", "Contract"), ("pv", "Proces-verbal"), ("invoice", "Factură"),
                            ("receipt", "Chitanță")):
            got = shown(w, kind)
            assert title in got and "Firma Stan SRL" in got and "PREVIZUALIZARE" in got, "%s: %s" % (kind, got)
            assert "1.815,00" in got or kind == "receipt", "%s: %s" % (kind, got)
        assert "Nu sunt documente" in shown(w, "statement")
        assert "no issued invoice" in shown(w, "storno", want=1)
        assert "owes nothing" in shown(w, "reminder", want=1)
        assert "no card 77" in w.run("preview", "offer", "--card", "77", check=False).err
        assert "wants a number" in w.run("preview", "offer", "--card", "x", check=False).err
        assert list(w.db().iterdump()) == before, "the books changed"


def test_preview_of_what_was_billed_and_paid():
    with request.with_prices("preview-paid") as w:
        payment.proforma(w)
        w.stop_plic()
        w.set_clock("2026-12-20 09:00")
        got = shown(w, "reminder")
        assert "Proforma PRF 0001" in got and "544,50" in got, got
        w.set_clock("2026-11-12 10:00")
        w.start_plic()
        w.bank("544,50", "plata PRF 0001 curs excel")
        payment.check_paid(w)
        w.stop_plic()
        got = shown(w, "statement")
        assert "Factura FCT 0001" in got and "544,50" in got and "0,00 lei" in got, got
        got = shown(w, "storno")
        assert "PREVIZUALIZARE" in got and "FCT 0001" in got and "-544,50 lei" in got.replace("−", "-"), got
        assert "Factură FCT 0001" in shown(w, "invoice")


def test_a_broken_template_stops_the_start_with_its_line():
    w = World("brand-broken")
    own_templates(w.dir + "/templates")
    path = w.dir + "/templates/ro/mail/offer.mail"
    with open(path, "a") as f:
        f.write("@say {{client.totl}}\n")
    line = len(open(path).read().splitlines())
    w.extra["extra"] = 'paths { templates = "%s/templates" }' % w.dir
    with w:
        for verb in ("run", "once", "check"):
            p = w.run(verb, check=False)
            assert p.returncode == 78, "%s: %d %s" % (verb, p.returncode, p.out)
            assert "ro/mail/offer.mail:%d: unknown name client.totl" % line in p.out + p.err, p.out + p.err


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
