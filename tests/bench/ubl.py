"""ubl: e-invoices written a second on one core, against a bare xmlTextWriter program that writes the same bytes; and
written and asked the rules of e-Factura, as each is before it gets its number."""
import os
import shutil
import tempfile

from kit import BENCH, ROOT, bound, line, median


def main(long=False):
    n, rounds = (40000, 5) if long else (8000, 3)
    d = tempfile.mkdtemp(prefix="plic-bench-")
    xml, ours = d + "/invoice.xml", [BENCH + "/plic_ubl", ROOT + "/templates"]
    try:
        took = {"plic": [], "floor": [], "checked": []}
        for _ in range(rounds):
            took["plic"].append(n / bound(ours + [str(n), xml]).seconds)
            took["floor"].append(n / bound([BENCH + "/floor_ubl", xml, str(n)]).seconds)
            took["checked"].append(n / 8 / bound(ours + [str(n // 8), xml, "check"]).seconds)
        plic, floor, checked = (median(took[k]) for k in ("plic", "floor", "checked"))
        line("ubl.floor", floor, "1/s", "1.00", "bare xmlTextWriter, the same %d bytes" % os.path.getsize(xml))
        line("ubl.plic", plic, "1/s", plic / floor)
        line("ubl.plic-checked", checked, "1/s", checked / floor, "and asked e-Factura's rules")
        asked = 1 / (1 / checked - 1 / plic)
        line("ubl.preflight", asked, "1/s", asked / floor, "only asked: parsed, structure, all rules")
    finally:
        shutil.rmtree(d, ignore_errors=True)


if __name__ == "__main__":
    main()
