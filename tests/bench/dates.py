"""Benchmark: dates learned by every score of the traditional mechanism, on two cores.

Prints a table. Run it on an idle machine, from the root of the checkout::

    python tests/bench/dates.py [--steps N]

It is the command that a person types, ``main.py lab --task dates``, at the task's default width.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.lab.results import RESULTS, read_results
from core.lab.tasks import TASKS

SCORES = ("luong_dot", "luong_general", "bahdanau")
LIMIT_SECONDS, LIMIT_EXACT = 600.0, 0.99
N_WORKERS = 2


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    task = TASKS["dates"]
    parser = argparse.ArgumentParser(description="Time the training of the task dates.")
    parser.add_argument("--steps", type=int, default=task.steps)
    given = parser.parse_args()
    width = task.model.d_model
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [
                *(sys.executable, "main.py", "lab", "--task", task.key, "--out", out),
                *("--variants", ",".join(SCORES), "--widths", str(width), "--seeds", "1"),
                *("--steps", str(given.steps), "--workers", str(N_WORKERS)),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        total = time.perf_counter() - start
        results = read_results(Path(out) / RESULTS)
    print(f"dates, states of width {width}, {given.steps} steps, {N_WORKERS} processes")
    print(f"{'score':>15} {'exact match':>12} {'tokens':>8} {'loss':>8} {'seconds':>8}")
    missed = total > LIMIT_SECONDS or len(results) < len(SCORES)
    for each in results:
        missed |= each.measure is None or each.measure < LIMIT_EXACT
        tokens = each.looks[-1].beside["token accuracy"]
        row = f"{each.variant:>15} {each.measure:12.4f} {tokens:8.4f} {each.loss:8.4f}"
        print(f"{row} {each.seconds:8.0f}")
    print(f"all three: {total:.0f} s (at most {LIMIT_SECONDS:.0f}, exact match at least 0.99)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
