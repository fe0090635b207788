#!/usr/bin/python3
"""Promise of the whole: killed anywhere, plic goes on as if nothing had happened. A sample; `make crash` does it all."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), os.path.join(HERE, "..", "crash")]
import kills
from world import suite

SAMPLE = 28


def test_killed_at_a_sample_of_its_writes_it_ends_in_the_same_state():
    t = kills.kill_all(kills.spread(SAMPLE))
    assert not t.broken, t.broken[0]
    points = sum(t.points.values())
    print("%d points, %d kills, %d second copies, %d reached no point" % (points, t.passed + t.failed, t.doubles, t.missed))
    assert points >= kills.LEAST, points
    assert t.failed == 0 and t.passed >= SAMPLE // 2, (t.passed, t.failed)
    assert t.missed <= 2, t.missed


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
