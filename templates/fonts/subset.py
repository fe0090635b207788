#!/usr/bin/python3
"""Cut a face down to what our documents print, and rename it: Lato "Plic Sans", Charis SIL "Plic Serif".

usage: subset.py FAMILY-STYLE.ttf TARGET.ttf

Both are under the SIL Open Font License with reserved names ("Lato"; "Charis", "SIL"): a changed face must
not bear them (OFL 1.1, condition 3). Same input and same fonttools: same bytes.
"""
import logging
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILIES = {"Lato": "Plic Sans", "CharisSIL": "Plic Serif"}

RANGES = [
    (0x20, 0x7E), (0xA0, 0xFF),        # Latin, Latin-1
    (0x100, 0x17F),                    # Latin Extended-A
    (0x192, 0x192), (0x218, 0x21B),    # florin; Romanian comma below
    (0x1CD, 0x1DC), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9),  # more Latin names
    (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491),  # Greek, Cyrillic: clients' names
    (0x2C6, 0x2C7), (0x2D8, 0x2DD),    # spacing accents
    (0x2007, 0x200B), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
    (0x202F, 0x202F), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044),
    (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
    (0xFB01, 0xFB02),
]

# Shown as another character that looks the same, when the face lacks the first.
STAND_INS = {0x202F: 0xA0, 0x2011: 0x2D, 0x2010: 0x2D}


def rename(font, family, style):
    full = family if style == "Regular" else f"{family} {style}"
    post = family.replace(" ", "") + "-" + style
    new = {1: family, 2: style, 3: f"{post};plic", 4: full, 6: post, 16: family, 17: style}
    keep = {0, 5, 13, 14}  # copyright, version, licence: they say where it came from
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in keep and n.platformID == 3]
    for name_id, text in new.items():
        table.setName(text, name_id, 3, 1, 0x409)


def fill_holes(font):
    for table in font["cmap"].tables:
        if table.isUnicode():
            have = {want: table.cmap[old] for want, old in STAND_INS.items() if old in table.cmap}
            table.cmap = {**have, **table.cmap}


def main():
    logging.disable(logging.WARNING)  # Lato's own creation date is before 1970
    source, target = sys.argv[1:3]
    face, _, style = os.path.basename(source)[:-len(".ttf")].partition("-")
    options = subset.Options()
    options.hinting = False
    options.legacy_kern = True         # agent/render reads the old kern table, not GPOS
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB", "FFTM", "Feat", "Glat", "Gloc", "Silf", "Sill"]
    font = TTFont(source, recalcTimestamp=False)
    fill_holes(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[u for a, b in RANGES for u in range(a, b + 1)])
    cutter.subset(font)
    rename(font, FAMILIES[face], style)
    font.save(target)


main()
