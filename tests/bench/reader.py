"""The reader child: mails a second, cost a KB, and that nothing grows faster than its input: the ratio of a "grows"
line is time over size against a tenth of the size (1 is linear, 10 quadratic)."""
import os
import subprocess

from kit import BENCH, say
from world.world import ROOT


def main(long=False):
    say("reader: through the caged child; growth: in one process, at 1, 10 and 100 times the size")
    p = subprocess.run([os.path.join(BENCH, "plic_reader"), os.path.join(ROOT, "config")], stdout=subprocess.PIPE,
                       timeout=300)
    print(p.stdout.decode(), end="", flush=True)
    assert p.returncode == 0, "reading is not linear"
