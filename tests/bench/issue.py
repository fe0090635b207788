"""issue: proformas a second on one core: decision, commit, PDF, mail row; against drawing the same page with libharu
and committing it in one row. Both are bound to one processor; they take turns."""
import html
import os
import re
import subprocess
import zlib

from kit import B, BENCH, Place, Process, line, median, say


def page_list(pdf, out):
    """What stands on plic's page, for the floor to draw: words with their places, and filled rectangles."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, stdout=subprocess.PIPE).stdout.decode()
    height = float(re.search(r'<page width="[\d.]+" height="([\d.]+)"', text).group(1))
    words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', text)
    rects = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", open(pdf, "rb").read(), re.S):
        try:
            content = zlib.decompress(stream)
        except zlib.error:
            continue
        if b"BT" in content:
            rects += re.findall(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re", content)
    with open(out, "w") as f:
        for i, (x0, y0, x1, y1, word) in enumerate(words):
            f.write("t %d %.1f %s %.2f %s\n" % (i % 6 == 0, (float(y1) - float(y0)) / 1.2, x0, height - float(y1),
                                               html.unescape(word)))
        for r in rects:
            f.write("r %s\n" % b" ".join(r).decode())
    return len(words), len(rects)


def run(argv, **kw):
    p = Process(["taskset", "-c", "0"] + argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **kw)
    out, err = p.p.stdout.read().decode(), p.p.stderr.read().decode()
    if p.end():
        raise RuntimeError("%s: %s" % (argv[0], err[-2000:]))
    p.seconds = float(out.split()[0])
    p.out = out
    return p


def main(long=False):
    n, rounds = (2000, 3) if long else (300, 3)
    floors, plics = [], []
    with Place() as place:
        data = place.seed()
        listing, pdf = place.dir + "/page.list", place.dir + "/last.pdf"
        for i in range(rounds):
            d = place.plic("issue%d" % i, "nobody", data=data)
            p = run([BENCH + "/plic_issue", d + "/plic.conf", "1", str(n), pdf], watch=True)
            p.db = sum(os.path.getsize(d + "/data/" + x) for x in os.listdir(d + "/data") if x.startswith("plic.db"))
            plics.append(p)
            words, rects = page_list(pdf, listing)
            floors.append(run([BENCH + "/floor_issue", B + "/fonts/regular.ttf", B + "/fonts/bold.ttf", listing, str(n),
                               "%s/floor%d.db" % (place.dir, i)]))
        size = os.path.getsize(pdf)
    f, p = (median([n / x.seconds for x in list_]) for list_ in (floors, plics))
    line("issue.floor", f, "1/s", "1.00")
    line("issue.plic", p, "1/s", p / f)
    f, p = (median([x.cpu / n * 1e3 for x in list_]) for list_ in (floors, plics))
    line("issue.floor-cpu", f, "ms", "1.00")
    line("issue.plic-cpu", p, "ms", p / f, "start included")
    say("%d proformas, %d rounds, one processor; page of %d words and %d rectangles; PDF plic %d bytes, floor %s" % (
        n, rounds, words, rects, size, floors[-1].out.split()[1]))


if __name__ == "__main__":
    main()
