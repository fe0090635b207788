"""Documents of bad or odd content: nothing clipped, nothing on top of each other, nothing wrong; logos of all kinds; the payment
code as a phone reads it."""
import os
import random
import re
import shutil
import struct
import subprocess
import zlib

from kit import (CASES, KINDS, ROOT, TMP, Failed, case, check, from_snapshot, inside, invoice, line, numbers, plic, preview, text, tool,
                 words)
from pictures import BRANDS


def apart(path):
    """No word stands on another."""
    found = words(path)
    found.sort(key=lambda w: (w[0], w[2]))
    for i, (page, x0, y0, x1, y1, word) in enumerate(found):
        for other in found[i + 1:]:
            if other[0] != page or other[2] > y1:
                break
            wide, high = min(x1, other[3]) - max(x0, other[1]), min(y1, other[4]) - max(y0, other[2])
            # A box is as high as the face is deep; letters of neighbouring lines reach into each other's.
            check(wide < 1 or high < 0.4 * min(y1 - y0, other[4] - other[2]), f"page {page}: {word!r} and {other[5]!r} overlap at {x0:.0f},{y0:.0f}")


LOOKS = [(lang, brand) for lang in ("ro", "en") for brand in (None,) + BRANDS]


def looks(snapshot):
    """A snapshot in both languages and every brand: (what to say, path)."""
    for lang, brand in LOOKS:
        snapshot["lang"] = lang
        yield f"{snapshot['kind']} {lang} {brand or ''}", from_snapshot(snapshot, *(("--brand", brand) if brand else ()))


def sound(path, look=""):
    try:
        inside(path, top=12)  # a brand's head may be a band
        apart(path)
    except Failed as why:
        raise Failed(f"{look}: {why}") from None
    if shutil.which("qpdf"):
        out = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        check(out.returncode == 0 and "WARNING" not in out.stdout + out.stderr, out.stdout + out.stderr)
    return re.sub(r"\s+", " ", text(path))


@case
def long_names_stay_on_the_sheet():
    s = invoice([line("W" * 300), line("cuvinte și iar cuvinte " * 13), line("scurt", price="123456789.01"),
                 line("o măsură lungă", unit="metri pătrați de suprafață utilă")])
    s["seller"]["name"] = "Societatea pentru Consultanță, Instruire și Dezvoltare „Meșteșugul Cuvintelor” SRL"
    s["buyer"]["name"] = "Întreprinderea Individuală " + "Constantinescu-Brâncoveanu " * 5
    s["buyer"]["email"] = "o." * 40 + "adresa@subdomeniu.exemplu-foarte-lung.ro"
    s["seller"]["bank"] = "Banca cu un nume neobișnuit de lung, sucursala Piața Centrală, București"
    s["reference"] = "REFERINTA-FOARTE-LUNGA-CARE-NU-INCAPE-PE-UN-RAND-2026-000012"
    path = from_snapshot(s)
    inside(path)
    got = text(path)
    check(re.sub(r"\s", "", got).count("W") >= 300, "part of the 300-character name is lost")
    check("123.456.789,01" in got, "a large figure is broken")


@case
def twelve_zeros_fit():
    """10^12 lei in every kind: whole figures, no line broken, sums in words."""
    for kind in KINDS:
        s = invoice([line("Terenuri și clădiri", price="1000000000000"),
                     line("Alte clădiri", qty="3", price="999999999999.99", rate="11"),
                     line("Retur", qty="-1", price="333333333333.33", rate="0", category="A"),
                     line("Gratuit", price="0")], kind=kind, title="Terenuri și clădiri")
        for look, path in looks(s):
            got = sound(path, look)
            total = "4.206.666.666.666,64" if s["lang"] == "ro" else "4,206,666,666,666.64"
            check(total in got, f"{look}: no {total}")
            if kind == "receipt":
                check("miliarde" in got or "trillion" in got, f"{look}: no words for the sum")


@case
def nothing_owed_and_negative_lines_print():
    got = sound(from_snapshot(invoice([line("Mostră", price="0"), line("Transport", price="0", rate="11")])))
    check(numbers(got).count("0,00") >= 6 and "De plată 0,00 lei" in got, got[300:900])
    got = sound(from_snapshot(invoice([line("Retur marfă", qty="-2", price="50"), line("Piesă", price="30")])))
    check("-2 buc 50,00 -100,00" in got and "De plată -84,70 lei" in got and "IBAN" not in got, got[300:900])


@case
def every_kind_bears_long_texts():
    for kind in KINDS:
        s = invoice([line("W" * 300, unit="m" * 60, qty="123456.123456"), line("ȘȚĂÎÂ" * 60, description="x" * 600),
                     line("cuvinte și iar cuvinte " * 13)], kind=kind)
        s["seller"]["name"] = "ABCDEFGHIJ" * 30
        s["buyer"]["name"] = ("Întreprinderea Individuală " * 12).strip()
        s["buyer"]["street"] = "Strada " + "Ș" * 200
        s["title"] = ("Cumpărarea și vânzarea de terenuri " * 9).strip()
        s["order_ref"] = "OFR-" + "0" * 120
        s["seller"]["bank"] = ("Banca Foarte Lungă " * 6).strip()
        for look, path in looks(s):
            sound(path, look)
            got = re.sub(r"\s", "", text(path))
            check(got.count("Individuală") >= 12, f"{look}: the client's name is cut")
            check(kind in ("receipt", "statement", "reminder") or got.count("W") >= 300, f"{look}: a line's name is cut")
            first = text(path, "-l", "1")
            check(kind in ("receipt", "contract", "statement", "reminder") or "WWWW" in first or look[-1] != " ", f"{look}: the first page has no row")


def logo_png(colour, depth, pixel, width=40, height=20, palette=b"", clear=b"", interlace=False):
    """pixel(x, y): the bytes (or the sample, below 8 bits) of one point."""
    def rows(xs, ys):
        out = b""
        for y in ys:
            if not xs:
                continue
            if depth < 8:
                bits = "".join(format(pixel(x, y), f"0{depth}b") for x in xs)
                bits += "0" * (-len(bits) % 8)
                out += b"\0" + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
            else:
                out += b"\0" + b"".join(pixel(x, y) for x in xs)
        return out

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)] if interlace else [(0, 0, 1, 1)]
    data = b"".join(rows(range(x, width, dx), range(y, height, dy)) for x, y, dx, dy in passes)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)) + \
        (chunk(b"PLTE", palette) if palette else b"") + (chunk(b"tRNS", clear) if clear else b"") + \
        chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def half(left, right):
    return lambda x, y: left if x < 20 else right


RED = b"\xc8\x00\x00"
LOGOS = {  # left half clear (or white), right half red (or black, where it is grey)
    "grey": (logo_png(0, 8, half(b"\xff", b"\0")), "grey"),
    "grey, one bit": (logo_png(0, 1, half(1, 0)), "grey"),
    "grey, 16 bits": (logo_png(0, 16, half(b"\xff\xff", b"\0\0")), "grey"),
    "grey with alpha": (logo_png(4, 8, half(b"\0\0", b"\0\xff")), "grey"),
    "colours": (logo_png(2, 8, half(b"\xff" * 3, RED)), "red"),
    "colours, 16 bits": (logo_png(2, 16, half(b"\xff" * 6, b"\xc8\xc8\0\0\0\0")), "red"),
    "colours with alpha": (logo_png(6, 8, half(b"\0\0\0\0", RED + b"\xff")), "red"),
    "colours with alpha, 16 bits": (logo_png(6, 16, half(b"\0" * 8, b"\xc8\xc8\0\0\0\0\xff\xff")), "red"),
    "palette": (logo_png(3, 8, half(b"\0", b"\1"), palette=b"\xff" * 3 + RED), "red"),
    "palette, one bit": (logo_png(3, 1, half(0, 1), palette=b"\xff" * 3 + RED), "red"),
    "palette, one clear": (logo_png(3, 8, half(b"\0", b"\1"), palette=b"\0\0\xff" + RED, clear=b"\0"), "red"),
    "palette, one bit, clear": (logo_png(3, 1, half(0, 1), palette=b"\0\0\xff" + RED, clear=b"\0"), "red"),
    "interlaced": (logo_png(2, 8, half(b"\xff" * 3, RED), interlace=True), "red"),
    "interlaced with alpha": (logo_png(6, 8, half(b"\0\0\0\0", RED + b"\xff"), interlace=True), "red"),
}


def own_templates(logo):
    folder = os.path.join(TMP, "templates")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, "templates"), folder)
    with open(os.path.join(folder, "logo.png"), "wb") as f:
        f.write(logo)
    with open(os.path.join(folder, "brand.conf"), "a", encoding="utf-8") as f:
        f.write("logo = logo.png\n")
    return folder


def point(path, x, y):
    """The colour at a place of the first page, in points."""
    data = subprocess.run(["pdftoppm", "-r", "72", "-l", "1", path], capture_output=True, check=True).stdout
    _, size, _, data = data.split(b"\n", 3)
    at = 3 * (int(y) * int(size.split()[0]) + int(x))
    return tuple(data[at:at + 3])


def near(a, b):
    return all(abs(x - y) < 40 for x, y in zip(a, b))


def logo_prints(name, logo, right):
    path = preview("invoice", "--templates", own_templates(logo), name="logo")
    sound(path)
    want = {"red": (200, 0, 0), "grey": (0, 0, 0)}[right]
    # 40 x 20 pixels are fitted into 80 x 40 points at 48, 48.
    left, far = point(path, 60, 68), point(path, 115, 68)
    check(near(left, (255, 255, 255)) and near(far, want), f"{name}: {left} and {far}")


for logo_name, (logo_bytes, logo_right) in LOGOS.items():
    CASES["logo-png-" + logo_name.replace(" ", "-").replace(",", "")] = \
        lambda n=logo_name, b=logo_bytes, r=logo_right: logo_prints(n, b, r)


@case
def logo_jpegs_print():
    page = preview("invoice", "--templates", own_templates(LOGOS["colours"][0]), name="source")
    for name, options in (("baseline", ["-jpeg"]), ("progressive", ["-jpeg", "-jpegopt", "progressive=y"]),
                          ("grey", ["-jpeg", "-gray"]), ("inks", ["-jpegcmyk"])):
        out = os.path.join(TMP, "logo-" + name)
        tool("pdftoppm", "-r", "72", "-x", "48", "-y", "48", "-W", "80", "-H", "40", "-singlefile", *options, page, out)
        with open(out + ".jpg", "rb") as f:
            path = preview("invoice", "--templates", own_templates(f.read()), name="logo")
        sound(path)
        left, far = point(path, 60, 68), point(path, 115, 68)
        check(near(left, (255, 255, 255)), f"{name}: {left}")
        # Inks come back a little different, and grey has none of its own.
        check(max(far) < 120 if name == "grey" else far[0] > 150 and max(far[1:]) < 70, f"{name}: {far}")


@case
def logo_that_is_none_is_refused():
    for name, logo in (("text", b"hello"), ("cut PNG", LOGOS["colours"][0][:60]), ("cut header", LOGOS["colours"][0][:20]),
                       ("cut JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF"), ("GIF", b"GIF89a" + b"\0" * 20),
                       ("too many points", LOGOS["colours"][0].replace(struct.pack(">II", 40, 20), struct.pack(">II", 70000, 40))),
                       ("damaged PNG", LOGOS["colours"][0].replace(b"IDAT", b"IDAX"))):
        err = plic("invoice", "--templates", own_templates(logo), "-o", os.path.join(TMP, "no.pdf"), want=78)
        check("logo.png" in err, f"{name}: {err}")
        check(not os.path.exists(os.path.join(TMP, "no.pdf")), "half a document")


@case
def payment_code_is_read_by_a_phone():
    if not shutil.which("zbarimg"):
        return "zbar-tools is not installed"
    s = invoice([line("Curs Excel", price="784.71")], cur="EUR")
    s["seller"]["name"] = "Atelierul Țării și Frăției " + "ăâîșț" * 12 + " SRL"
    for reference, tail in (("FCT0012", "\n\nFCT0012"), ("RF18539007547034", "\nRF18539007547034")):
        s["reference"] = reference
        path = from_snapshot(s)
        sound(path)
        for dpi in ("110", "200"):
            out = os.path.join(TMP, "code")
            tool("pdftoppm", "-png", "-r", dpi, "-singlefile", path, out)
            got = subprocess.run(["zbarimg", "-q", "--raw", "--oneshot", "-Sbinary", out + ".png"], capture_output=True).stdout.decode()
            want = "BCD\n002\n1\nSCT\n\n" + s["seller"]["name"][:70] + "\nRO49AAAA1B31007593840000\nEUR949.50\n" + tail
            check(got.rstrip("\n") == want, f"{dpi} points an inch: {got!r}")
            check(len(got.encode()) <= 331, "over 331 bytes")


@case
def text_extracts_as_it_was_written():
    """Names, descriptions and notes of any letters that the faces have, in any wrapping: pdftotext gives them back."""
    chance = random.Random(2026)
    letters = ("aăâbcdefghiîjklmnopqrsștțuvwxyzAĂÂBCDEFGHIÎJKLMNOPQRSȘTȚUVWXYZ0123456789" * 4 +
               "€„”“«»’–—…·§°²³½×÷±µ&%@#(){}[]<>|*_=+!?;:,./\\'\"éèüöőűçñßåøæłžščřđαβγδЖЯщю")

    def words_of(n):
        return " ".join("".join(chance.choice(letters) for _ in range(chance.choice((1, 3, 5, 8, 13, 40)))) for _ in range(n))
    for _ in range(12):
        said = [words_of(chance.randint(1, 10)) for _ in range(9)]
        s = invoice([line(said[0], description=said[1]), line(said[2], description=said[3]), line(said[4])], note=said[5])
        s["buyer"].update(name=said[6], street=said[7], contact=said[8])
        for brand in (None,) + BRANDS:
            path = from_snapshot(s, *(("--brand", brand) if brand else ()))
            got = re.sub(r"\s", "", text(path, "-raw"))
            for one in said:
                want = re.sub(r"\s", "", one)
                check(want in got, f"{brand}: not found: {one!r}")
