"""Documents as pictures: pages by pdftoppm against want/*.png, with a tolerance for another version of poppler or FreeType.

A page is grey, 48 points an inch, in 16 steps. It is compared by the mean of its tiles, which see a word, and of its
stripes, which see a hairline."""
import os
import struct
import subprocess
import zlib

from kit import CASES, HERE, KINDS, case, check, preview

DPI = 48
# (width, height, how far the means may be apart): of 255
SHAPES = ((8, 8, 26), (64, 2, 13))
BRANDS = ("registru", "panou")


def picture(path):
    """(width, rows of grey bytes): the pages below each other."""
    data = subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), path], capture_output=True, check=True).stdout
    rows, width = [], 0
    while data:
        _, size, _, data = data.split(b"\n", 3)
        width, height = map(int, size.split())
        rows += [data[i * width:(i + 1) * width] for i in range(height)]
        data = data[width * height:]
    return width, rows


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write(path, width, rows):
    packed = b"".join(b"\0" + bytes((r[i] + 8) // 17 << 4 | (r[i + 1] + 8) // 17 if i + 1 < width else (r[i] + 8) // 17 << 4
                                    for i in range(0, width, 2)) for r in rows)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), 4, 0, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress(packed, 9)) + chunk(b"IEND", b""))


def read(path):
    with open(path, "rb") as f:
        data = f.read()
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    packed, step = zlib.decompress(data[41:41 + length]), 1 + (width + 1) // 2
    return width, [bytes(v * 17 for b in packed[y * step + 1:(y + 1) * step] for v in (b >> 4, b & 15))[:width]
                   for y in range(height)]


def difference(got, want):
    """What is wrong with a picture, "" when nothing."""
    if (got[0], len(got[1])) != (want[0], len(want[1])):
        return f"{got[0]} x {len(got[1])} points, not {want[0]} x {len(want[1])}"
    for wide, high, most in SHAPES:
        for y in range(0, len(got[1]) - high + 1, high):
            if got[1][y:y + high] == want[1][y:y + high]:
                continue
            for x in range(0, got[0], wide):
                a, b = (sum(sum(r[x:x + wide]) for r in p[1][y:y + high]) for p in (got, want))
                if abs(a - b) > most * wide * high:
                    return f"differs at {x * 72 // DPI},{y * 72 // DPI} points ({wide} x {high} points)"
    return ""


def file_of(kind, lang, brand):
    return os.path.join(HERE, "want", "-".join(filter(None, (kind, lang, brand))) + ".png")


def golden(kind, lang, brand=None):
    got = picture(preview(kind, "--lang", lang, *(("--brand", brand) if brand else ()), name="picture"))
    if os.environ.get("ACCEPT"):
        write(file_of(kind, lang, brand), *got)
    check(os.path.exists(file_of(kind, lang, brand)), "there is no picture in want/")
    why = difference(got, read(file_of(kind, lang, brand)))
    check(not why, f"{why}: look at it beside {os.path.relpath(file_of(kind, lang, brand))}")


for k in KINDS:
    CASES[f"picture-{k}-ro"] = lambda k=k: golden(k, "ro")
    CASES[f"picture-{k}-en"] = lambda k=k: golden(k, "en")
    for br in BRANDS:
        CASES[f"picture-{k}-ro-{br}"] = lambda k=k, br=br: golden(k, "ro", br)


@case
def pictures_tell_what_matters():
    """The tolerance is not so wide that a missing rule, figure or letter passes."""
    want = read(file_of("invoice", "ro", None))

    def spoiled(x0, y0, x1, y1, grey=255):
        scale = [int(v * DPI / 72) for v in (x0, y0, x1, y1)]
        return want[0], [r[:scale[0]] + bytes([grey]) * (scale[2] - scale[0]) + r[scale[2]:] if scale[1] <= y < scale[3] else r
                         for y, r in enumerate(want[1])]
    check(difference(want, want) == "", "a picture differs from itself")
    for name, *box in (("rule under the head", 48, 266, 547, 274), ("hairline", 48, 306, 547, 314), ("figure", 470, 278, 520, 290),
                       ("page number", 490, 795, 547, 808), ("name mark", 46, 50, 64, 68), ("sum to pay", 470, 435, 547, 455)):
        check(difference(spoiled(*box), want), f"{name}: not missed")
    check(difference((want[0], want[1][3:] + want[1][:3]), want), "moved by four points: not seen")
