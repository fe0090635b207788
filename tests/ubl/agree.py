#!/usr/bin/python3
"""How often `plic check-invoice` says of a file what ANAF's own rules (../shared/tools/validate-ubl) say of it.

    tests/ubl/agree.py [-n 6000] [--seed 1] [--every N] [--keep DIR] [--cache FILE] [PLIC]

Looked at: all samples beside the project, and n mutations of valid invoices, ours and those: half by mutate.py, half by
strange.py, which takes its ideas from the official rules. --every adds each N-th (1: all 15,000) of those that ruled.py
makes of two, rule by rule. Prints the rules that differ and, with --keep, leaves a file of each. --cache remembers what the
official rules said of a content.
Exit 1 when a file's rules differ.
"""
import argparse
import collections
import glob
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import mutate
import ruled
import strange

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.path.join(ROOT, os.environ.get("B", "build"))
SHARED = os.path.join(ROOT, "..", "shared")
OFFICIAL = os.path.join(SHARED, "tools", "validate-ubl")
DATA = os.path.join(SHARED, "ref", "efactura-data")
SAMPLES = os.path.join(DATA, "samples")
TESTS = "{http://difi.no/xsd/vefa/validator/1.0}testSet"


def official(paths):
    """path -> (fatal, warnings), as the reference finds them; without the files at which it gives up itself."""
    out = {p: (set(), set()) for p in paths}
    while out:
        r = subprocess.run([OFFICIAL] + list(out), capture_output=True)
        why = r.stderr.decode("utf-8", "replace")
        if r.returncode in (0, 1) and "Traceback" not in why:
            break
        names = set(re.findall(r" of ([\w.-]+\.xml):\n  SXXP", why))  # no XML for its second parser
        given_up = [p for p in out if os.path.basename(p) in names]
        if not given_up:  # a value breaks its lines: whose is found by halves
            half = list(out)[:len(out) // 2]
            return dict(official(half), **official(list(out)[len(half):])) if half else {}
        for p in given_up:
            del out[p]
    for line in r.stdout.decode("utf-8", "replace").splitlines() if out else []:
        cell = line.split("\t")
        if len(cell) >= 3 and cell[0] in out:
            out[cell[0]][cell[2] == "warning"].add(cell[1])
    return out


def cached(paths, path_of_cache):
    """official(), remembering by content what it said."""
    try:
        known = json.load(open(path_of_cache))
    except (OSError, TypeError, ValueError):
        known = {}
    key = {p: hashlib.sha256(open(p, "rb").read()).hexdigest() for p in paths}
    new = [p for p in paths if key[p] not in known]
    for k in range(0, len(new), 400):
        for p, (fatal, warnings) in official(new[k:k + 400]).items():
            known[key[p]] = [sorted(fatal), sorted(warnings)]
        if path_of_cache:
            json.dump(known, open(path_of_cache, "w"))
    return {p: tuple(map(set, known[key[p]])) for p in paths if key[p] in known}


def own(plic, paths):
    out = {}
    for k in range(0, len(paths), 2000):
        r = subprocess.run([plic, "check-invoice", "--json"] + paths[k:k + 2000], capture_output=True)
        for line in r.stdout.splitlines():
            o = json.loads(line)
            out[o["file"]] = (set(o["fatal"]), set(o["warnings"]))
    return out


def samples(into):
    """Every sample, and each invoice of the sets of tests as a file of its own."""
    found = sorted(glob.glob(os.path.join(SAMPLES, "**", "*.xml"), recursive=True))
    for path in list(found):
        try:
            root = ET.parse(path).getroot()
        except ET.ParseError:
            continue
        if root.tag != TESTS:
            continue
        for i, doc in enumerate(e for t in root for e in t if e.tag in mutate.ROOTS):
            one = os.path.join(into, "%s-%d.xml" % (os.path.basename(path)[:-4], i))
            open(one, "wb").write(mutate.as_bytes(doc, one))
            found.append(one)
    return found


def valid(into):
    """Ours of every sort, and the samples."""
    ours = os.path.join(into, "ours")
    os.mkdir(ours)
    subprocess.run([os.path.join(BUILD, "tests", "ubl_set"), ours, "40"], check=True)
    bases = sorted(glob.glob(os.path.join(ours, "*.xml")))
    for part in ("own/positive", "cius-ro-1.0.9", "mf-official", "en16931-examples", "en16931-testfiles"):
        bases += sorted(glob.glob(os.path.join(SAMPLES, part, "*.xml")))
    out = []
    for path in bases:
        data = open(path, "rb").read()
        if len(data) < 60000:
            out.append((os.path.basename(path)[:-4], data))
    return out


def by_rule(every):
    two = [(name, open(os.path.join(HERE, name), "rb").read()) for name in ("invoice.xml", "credit-note-o.xml")]
    return itertools.islice(ruled.ruled(two, DATA, OFFICIAL), 0, None, every) if every else []


def compare(plic, n, seed, every=0, keep=None, cache=None, say=print):
    """Returns (files, files whose fatal rules agree, files whose warnings agree)."""
    work = tempfile.mkdtemp(prefix="plic-agree-")
    try:
        paths = samples(work)
        bases = valid(work)
        for name, data in itertools.chain(mutate.mutate(bases, n // 2, seed), strange.strange(bases, n - n // 2, seed, DATA), by_rule(every)):
            path = os.path.join(work, re.sub(r"[^\w.-]", "_", name, flags=re.ASCII) + ".xml")
            open(path, "wb").write(data)
            paths.append(path)
        want, got = cached(paths, cache), own(plic, paths)
        wrong, where = [collections.Counter(), collections.Counter()], {}
        agreed = [0, 0]
        for p in want:
            for k in (0, 1):
                differ = want[p][k] ^ got.get(p, ({"nothing said"}, set()))[k]
                agreed[k] += not differ
                for rule in differ:
                    what = ("fatal", "warning")[k] + (" missed " if rule in want[p][k] else " false ") + rule
                    wrong[k][what] += 1
                    where.setdefault(what, p)
        for counter in wrong:
            for what, count in counter.most_common(60):
                say("%5d %s: %s" % (count, what, os.path.basename(where[what])))
        if keep:
            os.makedirs(keep, exist_ok=True)
            for path in set(where.values()):
                shutil.copy(path, keep)
        return len(want), agreed[0], agreed[1]
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main():
    arg = argparse.ArgumentParser()
    arg.add_argument("-n", type=int, default=6000)
    arg.add_argument("--seed", type=int, default=1)
    arg.add_argument("--every", type=int, default=0)
    arg.add_argument("--keep")
    arg.add_argument("--cache")
    arg.add_argument("plic", nargs="?", default=os.path.join(BUILD, "plic"))
    a = arg.parse_args()
    total, fatal, warnings = compare(a.plic, a.n, a.seed, a.every, a.keep, a.cache)
    print("%d files: fatal rules agree on %d, warnings on %d" % (total, fatal, warnings))
    return fatal != total or warnings != total


if __name__ == "__main__":
    sys.exit(main())
