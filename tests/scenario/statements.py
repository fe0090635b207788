#!/usr/bin/python3
"""Account statements, attached to the bank's mail or imported: money told twice is booked once, what does not add up is
asked about, what is not ours is left alone."""
import io
import os
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import payment
import request
from payment import ION, plain, proforma
from world import suite
from world.world import OWNER

OURS = "RO49AAAA1B31007593840000"
ION_IBAN = "RO09BCYP0000001234567890"


def lei(minor):
    return "%d,%02d" % (abs(minor) // 100, abs(minor) % 100)


def mt940(lines, account=OURS, number="00004/00001", opening=100000, off=0):
    """lines: (day "261112", minor, purpose, bank reference or None)."""
    closing = opening + sum(l[1] for l in lines) + off
    out = [":20:EXTRAS", ":25:" + account, ":28C:" + number, ":60F:C261111RON" + lei(opening)]
    for day, minor, text, ref in lines:
        out.append(":61:%s%s%s%sNTRFNONREF%s" % (day, day[2:], "C" if minor > 0 else "D", lei(minor), "//" + ref if ref else ""))
        out.append(":86:Incasare OP C.I.F.:; %s POPESCU ION %s" % (text, ION_IBAN))
    return "\r\n".join(out + [":62F:C261112RON" + lei(closing), "-"]) + "\r\n"


def save(w, name, text):
    path = os.path.join(w.dir, name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)
    return path


def take(w, name, text, code=0):
    r = w.run("import", save(w, name, text), check=False)
    assert r.returncode == code, (r.returncode, r.out, r.stderr)
    return r


def payments(w):
    return w.rows("SELECT amount, left, state, source FROM payment ORDER BY id")


def test_a_file_is_booked_once_however_often_it_comes():
    with request.with_prices("statement-once") as w:
        proforma(w)
        both = [("261112", 54450, "plata PRF 0001", "139ZEXA2500901AB"), ("261112", -1500, "comision", "139ZEXA2500901AB")]
        r = take(w, "extras.sta", mt940(both))
        assert "2 lines, adds up: new 1 paid_in_full 1 out 1" in r.out, r.out
        assert payments(w) == [(54450, 0, "confirmed", "statement:mt940")]
        w.read(ION, "FCT 0001", "the invoice")
        assert "known 1 out 1" in take(w, "extras.sta", mt940(both)).out
        # the next statement begins before this one ends
        more = both + [("261113", 2000, "altceva", "139ZEXA2500902CD")]
        assert "new 1 known 1 out 1" in take(w, "mai-mult.sta", mt940(more, number="00005/00001")).out
        assert len(payments(w)) == 2
        w.run("verify")


if __name__ == "__main__":
    sys.exit(suite.main(sys.modules[__name__]))
