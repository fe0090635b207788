"""Files through `plic read --json`, and the way texts are compared."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata

BATCH = 400
ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def read(files):
    """One object per file, in order."""
    out = []
    for at in range(0, len(files), BATCH):
        batch = files[at:at + BATCH]
        p = subprocess.run([os.environ["PLIC"], "read", "--json", *batch], capture_output=True, timeout=300)
        rows = [json.loads(line) for line in p.stdout.decode().splitlines()]
        if [r["file"] for r in rows] != batch:
            raise RuntimeError("plic read: exit %d: %s" % (p.returncode, p.stderr.decode("utf-8", "replace")))
        out += rows
    return out


def mail_of(body, kind, subject="", headers=""):
    """A bare body as the mail that carries it."""
    head = ("From: Ion Popescu <ion@client.ro>\nTo: oferte@firma.ro\nSubject: %s\nMessage-ID: <1@client.ro>\n"
            "Date: Mon, 21 Jul 2025 14:05:00 +0300\n%sMIME-Version: 1.0\nContent-Type: text/%s; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n\n" % (subject, headers, kind))
    return head.encode() + (body if isinstance(body, bytes) else body.encode())


def read_bodies(bodies):
    """bodies: the bytes of mails; one object for each."""
    folder = tempfile.mkdtemp(prefix="plic-corpora-")
    try:
        paths = [os.path.join(folder, "%05d.eml" % i) for i in range(len(bodies))]
        for path, body in zip(paths, bodies):
            with open(path, "wb") as f:
                f.write(body)
        return read(paths)
    finally:
        shutil.rmtree(folder)


def norm(text):
    """NFC, no zero-width marks, every run of white space one space."""
    return " ".join(ZERO_WIDTH.sub("", unicodedata.normalize("NFC", text)).split())


def lines_missing(of, *texts):
    """Lines of `of`, of 8 characters or more, that none of the texts holds."""
    return [x for x in map(norm, of.splitlines()) if len(x) >= 8 and not any(x in t for t in texts)]
