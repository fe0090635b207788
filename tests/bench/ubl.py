"""ubl: e-invoices written a second on one core, against a bare xmlTextWriter program that writes the same bytes; and
written and asked the rules of e-Factura, as each is before it gets its number. `plic check-invoice` over 400 files, on
all processors, against ANAF's own rules (../shared/tools/validate-ubl) where those are."""
import glob
import os
import shutil
import subprocess
import tempfile
import time

from kit import B, BENCH, PLIC, ROOT, bound, line, median, say

OFFICIAL = os.path.join(ROOT, "..", "shared", "tools", "validate-ubl")
BATCH = 400


def seconds(argv):
    began = time.monotonic()
    p = subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if p.returncode:
        raise RuntimeError("%s: %s" % (argv[0], p.stderr.decode()[-2000:]))
    return time.monotonic() - began


def batch(d):
    subprocess.run([B + "/tests/ubl_set", d, str(BATCH)], check=True)
    files = sorted(glob.glob(d + "/*.xml"))[:BATCH]
    official = [seconds([OFFICIAL] + files) for _ in range(3)] if os.access(OFFICIAL, os.X_OK) else []
    if official:
        line("ubl.official", 1000 * median(official), "ms", "1.00", "ANAF's rules, %d files at once" % BATCH)
    else:
        say("ubl.official: ANAF's rules are not here (../shared/tools/validate-ubl)")
    for name, options in (("json", ["--json"]), ("text", [])):
        took = median([seconds([PLIC, "check-invoice"] + options + files) for _ in range(9)])
        line("ubl.check-invoice-" + name, 1000 * took, "ms", median(official) / took if official else "-", "the same files")


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
        batch(d)
    finally:
        shutil.rmtree(d, ignore_errors=True)


if __name__ == "__main__":
    main()
