"""Kills at many points of the story, on several stages at once, and what came of them."""
import multiprocessing
import traceback

import story
from world import suite

LEAST = 200  # points that the story must have

def play(worker, jobs, share, chosen, out):
    """Play the story on a stage of one's own; out gets ("points", step, list) and ("try", ...) tuples.

    share(step, number of points) gives the tries of a step as (when, point)."""
    suite.end_well()
    try:
        with story.Stage("crash%d" % worker) as w:
            for number in range(len(story.STEPS)):
                step = story.Step(w, number)
                step.begin()
                if worker == 0:
                    out.put(("points", step.name, step.points))
                if not chosen or step.name in chosen:
                    for i, (when, n) in enumerate(share(number, len(step.points))):
                        if i % jobs == worker:
                            out.put(("try", step.name, when, n, *tried(step, when, n)))
                step.end()
    except Exception as e:
        out.put(("broken", traceback.format_exc() + str(e)))
    out.put(("end",))


def tried(step, when, n):
    try:
        return step.try_kill(when, n), ""
    except Exception as e:
        what = step.points[n - 1] if n <= len(step.points) else "%d" % n
        return None, "before" * (when == "before") + "after" * (when == "after") + " %s: %s" % (what, e)


def every(number, points):
    return [(when, n) for n in range(1, points + 1) for when in ("before", "after")]


def spread(count):
    """About count tries, evenly over the steps, before and after by turns."""
    def share(number, points):
        per = max(1, round(count / len(story.STEPS)))
        at = sorted({1 + (2 * i + 1) * points // (2 * per) for i in range(per)})
        return [(("before", "after")[(number + i) % 2], min(n, points)) for i, n in enumerate(at)]
    return share


class Tally:
    def __init__(self):
        self.points = {}
        self.passed = self.failed = self.doubles = self.missed = 0
        self.steps = {}
        self.broken = []

    def take(self, event):
        if event[0] == "points":
            self.points[event[1]] = len(event[2])
        elif event[0] == "broken":
            self.broken.append(event[1])
            print(event[1], flush=True)
        elif event[0] == "try":
            _, step, when, n, doubles, why = event
            tries = self.steps.setdefault(step, [0, 0])
            tries[0] += 1
            if why:
                self.failed += 1
                tries[1] += 1
                print("not ok crash/%s %s" % (step.replace(" ", "-"), why), flush=True)
                return
            self.passed += 1
            self.doubles += doubles or 0
            self.missed += doubles is None


def kill_all(share, chosen=(), jobs=2, progress=lambda t: None):
    story.build_killpoint()
    out = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=play, args=(i, jobs, share, chosen, out)) for i in range(jobs)]
    tally, running = Tally(), jobs
    for p in workers:
        p.start()
    try:
        while running:
            event = out.get()
            running -= event[0] == "end"
            tally.take(event)
            progress(tally)
    finally:
        for p in workers:
            if running:
                p.terminate()
        for p in workers:
            p.join()
    return tally
