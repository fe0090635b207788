"""issue: proformas a second on one core: decision, commit, PDF, mail row; against drawing the same page with libharu
and committing it in one row. Both are bound to one processor; they take turns."""
import os

from kit import B, BENCH, Place, bound, line, median, page_list, say


def main(long=False):
    n, rounds = (2000, 3) if long else (300, 3)
    floors, plics = [], []
    with Place() as place:
        data = place.seed()
        listing, pdf = place.dir + "/page.list", place.dir + "/last.pdf"
        for i in range(rounds):
            d = place.plic("issue%d" % i, "nobody", data=data)
            p = bound([BENCH + "/plic_issue", d + "/plic.conf", "1", str(n), pdf], watch=True)
            p.db = sum(os.path.getsize(d + "/data/" + x) for x in os.listdir(d + "/data") if x.startswith("plic.db"))
            plics.append(p)
            _, words, rects = page_list(pdf, listing)
            floors.append(bound([BENCH + "/floor_issue", B + "/fonts/regular.ttf", B + "/fonts/bold.ttf", listing, str(n),
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
