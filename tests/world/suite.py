"""Runs the functions test_* of a scenario file and prints one line each: ok, not ok, skip."""
import os
import signal
import sys
import threading
import time
import traceback


class Skip(Exception):
    pass


def beside(f):
    """A test that waits for growing pauses: it runs beside the others, from the start."""
    f.beside = True
    return f


class Beside(threading.Thread):
    def __init__(self, f):
        super().__init__()
        self.f, self.error = f, None

    def run(self):
        try:
            self.f()
        except BaseException as e:
            self.error = e

    def result(self):
        self.join()
        if self.error:
            raise self.error


def end_well():
    """A SIGTERM (of `timeout`) unwinds, so that no server is left behind."""
    def end(*_):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.exit(143)
    signal.signal(signal.SIGTERM, end)


def main(module):
    """Names on the command line choose among the tests."""
    tests = [(n, f) for n, f in vars(module).items() if n.startswith("test_") and callable(f)]
    if len(sys.argv) > 1:
        tests = [(n, f) for n, f in tests if any(a in n for a in sys.argv[1:])]
    end_well()
    waiting = {n: Beside(f) for n, f in tests if getattr(f, "beside", False)}
    for t in waiting.values():
        t.start()
    failed = 0
    path = os.path.abspath(sys.argv[0])
    area = "scenario/" + os.path.splitext(os.path.basename(path))[0]
    if os.path.basename(path) == "run":
        area = os.path.basename(os.path.dirname(path))
    for name, f in tests:
        label = "%s/%s" % (area, name[5:].replace("_", "-"))
        start = time.monotonic()
        try:
            waiting[name].result() if name in waiting else f()
            print("ok %s (%.1f s)" % (label, time.monotonic() - start), flush=True)
        except Skip as e:
            print("skip %s: %s" % (label, e), flush=True)
        except Exception as e:
            failed += 1
            traceback.print_exc()
            print("not ok %s: %s" % (label, str(e).replace("\n", " ")[:300] or repr(e)), flush=True)
    return 1 if failed else 0
