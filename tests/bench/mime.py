#!/usr/bin/python3
"""libetpan's mailmime_parse beside our own reader over every mail of the corpora and over mails that were made to hurt:
outcome, names, senders, subjects, texts, time. Prints the table of parsers/README.md.

usage: make build/bench/plic_mime; tests/bench/mime.py
"""
import csv
import glob
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MIME = os.path.join(ROOT, os.environ.get("B", "build"), "bench", "plic_mime")
MAILS = os.path.join(ROOT, "..", "shared", "corpora", "mail")

HURTFUL = {
    "boundary of one quote": b'Content-Type: multipart/mixed; boundary="\\""\n\n--"\n\nx\n--"--\n',
    "50,000 nested letters": b"Content-Type: message/rfc822\n\n" * 50000 + b"x",
    "20,000 nested multiparts": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
                                         for i in range(20000)),
    "200,000 open comments": b"From: " + b"(" * 200000 + b"\n\nx",
    "100,000 parts": b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 100000,
    "a million quotes in To": b"From: a@b\nTo: " + b'"\\' * 500000 + b"\n\nx",
}


def run(parser, files):
    out = subprocess.run([MIME, parser, *files], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    rows = [line.decode("utf-8", "replace").split("\t") for line in out.split(b"\n")[:-1]]
    assert len(rows) == len(files)
    keys = ("outcome", "us", "from", "subject", "names", "text", "valid")
    return [dict(zip(keys, r)) for r in rows]


def truth():
    path = os.path.join(MAILS, "expected", "mime.tsv")
    with open(path, encoding="utf-8") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {os.path.join(MAILS, "mime", r["name"] + ".eml"): r for r in rows}


def told(s):
    return s not in ("", "-", "?")


def grade(files, got, other):
    right = truth()
    n = dict.fromkeys(("subject", "from", "names"), 0)
    of = dict(n)
    for f, g in zip(files, got):
        want = right.get(f, {})
        for key in ("subject", "from"):
            if told(want.get(key, "")):
                of[key] += 1
                n[key] += " ".join(g[key].split()) == want[key]
        for name in filter(told, want.get("attachment_names", "").split("|")):
            of["names"] += 1
            n["names"] += os.path.basename(name) in g["names"].split("|")
    texts = [(g, o) for g, o in zip(got, other) if int(g["text"]) or int(o["text"])]
    us = [int(g["us"]) for g in got if g["outcome"] == "ok"]
    return [sum(g["outcome"] == w for g in got) for w in ("ok", "refused", "crash", "limit")] + \
        ["%d/%d" % (n[k], of[k]) for k in ("subject", "from", "names")] + \
        ["%d/%d" % (sum(int(g["text"]) > 0 and g["valid"] == "1" for g, _ in texts), len(texts)),
         "%.0f" % statistics.median(us), "%.0f" % (sum(us) / len(us)), max(us)]


def main():
    files = sorted(f for e in ("eml", "msg") for f in glob.glob(os.path.join(MAILS, "**", "*." + e), recursive=True)
                   if "/expected/" not in f)
    if not files:
        sys.exit("no corpora beside the project")
    got = {p: run(p, files) for p in ("ours", "libetpan")}
    head = ["parser", "read", "refused", "crashed", "over 5 s", "subjects", "senders", "file names", "texts in UTF-8",
            "median us", "mean us", "slowest us"]
    print("%d mails\n\n| %s |\n|%s" % (len(files), " | ".join(head), "---|" * len(head)))
    for p, o in (("ours", "libetpan"), ("libetpan", "ours")):
        print("| %s | %s |" % (p, " | ".join(map(str, grade(files, got[p], got[o])))))
    print("\n| made to hurt | ours | libetpan |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, data in enumerate(HURTFUL.values()):
            paths.append(os.path.join(folder, str(i)))
            with open(paths[-1], "wb") as f:
                f.write(data)
        for name, a, b in zip(HURTFUL, run("ours", paths), run("libetpan", paths)):
            print("| %s | %s | %s |" % (name, *("%s, %.1f ms" % (r["outcome"], int(r["us"]) / 1000)
                                               if r["outcome"] in ("ok", "refused") else r["outcome"] for r in (a, b))))


if __name__ == "__main__":
    main()
