"""pdf: invoices drawn a second on one core, against a bare libharu program that draws the same words and rectangles with
the same two faces, cut to size beforehand; with the XML written and embedded; what 1,000 lines cost, and the memory."""
import os
import shutil
import tempfile

from kit import B, BENCH, ROOT, bound, line, median, page_list, say

FONTS = B + "/fonts"


def measure(d, lines, n, rounds, xml=()):
    """Documents of so many lines: plic and the floor by turns; medians of (documents a second, kB), plic's first."""
    pdf, listing = d + "/%d.pdf" % lines, d + "/%d.list" % lines
    ours, floors = [], []
    for _ in range(rounds):
        p = bound([BENCH + "/plic_pdf", ROOT + "/templates", str(lines), str(n), pdf, *xml])
        shape = page_list(pdf, listing)
        f = bound([BENCH + "/floor_pdf", FONTS + "/regular.ttf", FONTS + "/bold.ttf", listing, str(max(1, n // 3)), *xml])
        ours.append((n / p.seconds, int(p.out.split()[2])))
        floors.append((max(1, n // 3) / f.seconds, int(f.out.split()[2])))
    return [[median(x) for x in zip(*got)] for got in (ours, floors)] + [shape, os.path.getsize(pdf)]


def main(long=False):
    n, rounds = (3000, 5) if long else (900, 3)
    d = tempfile.mkdtemp(prefix="plic-bench-")
    xml = d + "/invoice.xml"
    try:
        (p, p_kb), (f, f_kb), (pages, words, rects), size = measure(d, 3, n, rounds)
        if pages != 1 or size > 60000:
            raise RuntimeError("the invoice has %d pages and %d bytes" % (pages, size))
        line("pdf.floor", f, "1/s", "1.00", "bare libharu, one page of %d words and %d rectangles" % (words, rects))
        line("pdf.plic", p, "1/s", p / f, "%d bytes" % size)
        line("pdf.floor-memory", f_kb / 1024, "MB", "1.00")
        line("pdf.plic-memory", p_kb / 1024, "MB", p_kb / f_kb, "templates and fonts included")
        one = p
        (p, _), (f, _), _, size = measure(d, 3, n, rounds, [xml])
        line("pdf.floor-xml", f, "1/s", "1.00", "an XML file of %d bytes written and embedded" % os.path.getsize(xml))
        line("pdf.plic-xml", p, "1/s", p / f, "%d bytes" % size)
        for lines in (100, 1000):
            (p, p_kb), (f, f_kb), (pages, _, _), size = measure(d, lines, max(6, n // lines), rounds)
            line("pdf.floor-%d" % lines, 1e3 / f / pages, "ms/page", "1.00", "%d pages, %.0f MB" % (pages, f_kb / 1024))
            line("pdf.plic-%d" % lines, 1e3 / p / pages, "ms/page", f / p, "%d bytes, %.0f MB" % (size, p_kb / 1024))
        say("one page alone costs %.2f ms" % (1e3 / one))
    finally:
        shutil.rmtree(d, ignore_errors=True)


if __name__ == "__main__":
    main()
