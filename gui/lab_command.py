"""``main.py lab``: train an experiment without a window, and write what came of it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui import system
from gui.lab_options import experiment_of, parser
from gui.terminal import FAILED, INTERRUPTED, WRONG, complain, interrupts, say

if TYPE_CHECKING:
    from core.lab.crew import Crew
    from core.lab.events import Event
    from core.lab.experiment import Group, RunKey
    from core.lab.progress import Progress
    from core.lab.results import Folder, Result
    from core.lab.sweep import Finished

PROGRAM = "main.py lab"
TABLE, NUMBERS, PLOTS = "table.md", "runs.csv", "plots"


def main(argv: list[str], prog: str = "main.py") -> int:
    """Carry out ``lab``.

    Returns
    -------
    status : 0 when every run ended well, 1 when one failed or nothing could be written, 2 when the
        command makes no sense, 130 after Ctrl+C; then the same command goes on where this stopped.
    """
    given = parser(prog).parse_args(argv)
    from core.faults import InputError
    from core.lab.crew import CrewError
    from core.lab.experiment import ExperimentError

    try:
        return _carried_out(given)
    except ExperimentError as error:
        return complain(PROGRAM, str(error), WRONG)
    except CrewError as error:
        return complain(PROGRAM, str(error), FAILED)
    except InputError as error:
        return complain(PROGRAM, error.english(), FAILED)
    except OSError as error:
        return complain(
            PROGRAM, f"{error.filename or given.out}: {error.strerror or error}", FAILED
        )
    except KeyboardInterrupt:
        return complain(PROGRAM, "interrupted", INTERRUPTED)


def _carried_out(given: argparse.Namespace) -> int:
    from core.lab.preflight import check_ready
    from core.lab.results import Folder

    experiment = experiment_of(given)
    if given.scheduler is None:
        check_ready(experiment, given.workers or _n_cores())
    folder = Folder(given.out, experiment)
    done = frozenset(result.key for result in folder.results())
    say(f"{experiment.task}: {len(experiment.runs())} runs, {len(done)} there already")
    stopped = len(done) < len(experiment.runs()) and _swept(folder, done, given)
    results = folder.results()
    drawn = _written(folder, results)
    if stopped:
        return complain(PROGRAM, "interrupted; the same command goes on from here", INTERRUPTED)
    say((given.out / TABLE).read_text(encoding="utf-8"))
    failed = sum(result.state == "failed" for result in results)
    say(f"{len(results) - failed} runs and {failed} failed ones in {given.out}")
    return FAILED if failed or not drawn else 0


def _written(folder: Folder, results: tuple[Result, ...]) -> bool:
    """Write the table, the numbers and the plots; False if the plots could not be."""
    from core.atomic import write_whole
    from core.lab.report import as_csv, as_markdown

    experiment = folder.experiment
    for name, text in (
        (TABLE, as_markdown(experiment, results)),
        (NUMBERS, as_csv(experiment, results)),
    ):
        write_whole(folder.path / name, text.encode())
    # Whatever the environment says: a platform that needs a display would end the program.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from gui.lab.plots import write_plots
        from gui.pictures import ExportError
    except ImportError as error:
        complain(PROGRAM, f"no plots: {system.advice(error, window=False)}", FAILED)
        return False
    try:
        write_plots(folder.path / PLOTS, experiment, results)
    except ExportError as error:
        complain(PROGRAM, f"no plots: {error}", FAILED)
        return False
    return True


def _swept(folder: Folder, done: frozenset[RunKey], given: argparse.Namespace) -> bool:
    """Run what is left, here or in a cluster; return whether Ctrl+C stopped it."""
    if given.scheduler is not None:
        from core.lab.cluster import cluster

        with cluster(given.scheduler) as crew:
            groups = folder.experiment.groups(done, crew.n_workers)
            say(f"{crew.n_workers} workers at {given.scheduler}")
            return _carried_through(folder, groups, crew, {})
    from core.lab.forecast import forecast, total_seconds
    from core.lab.pool import processes

    n_workers = given.workers or _n_cores()
    groups = folder.experiment.groups(done, n_workers)
    seconds = forecast(folder.experiment, groups)
    say(f"about {_duration(total_seconds(seconds, n_workers))} on {n_workers} processes")
    with processes(n_workers) as crew:
        return _carried_through(folder, groups, crew, seconds)


def _carried_through(
    folder: Folder, groups: tuple[Group, ...], crew: Crew, seconds: Mapping[Group, float]
) -> bool:
    """Let a crew run groups; return whether Ctrl+C stopped it."""
    from core.lab.progress import Progress
    from core.lab.sweep import sweep
    from core.pipeline import Cancelled

    experiment = folder.experiment
    teller = _Teller(Progress(experiment, groups, crew.n_workers, seconds), folder)
    with interrupts(crew.stop) as interrupted:
        try:
            sweep(experiment, groups, crew, teller.keep, cancelled=interrupted, watch=teller.watch)
        except Cancelled:
            return True
    return False


@dataclass
class _Teller:
    """Keeps what ends, and prints a line of it: how it went, the rate, the time left."""

    progress: Progress
    folder: Folder

    def keep(self, finished: Finished) -> None:
        self.folder.append(*finished)
        progress, result = self.progress, finished.result
        progress.take(finished)
        total = sum(len(group.seeds) for group in progress.groups)
        left = progress.seconds_left
        how = f"{result.measure:.3f}" if result.measure is not None else f"failed: {result.reason}"
        say(
            f"[{len(progress.finished)}/{total}] {result.variant} width {result.width} "
            f"seed {result.seed}: {how}; {progress.rate:.2f} runs/s, "
            f"{_duration(left) if left is not None else 'some time'} left"
        )

    def watch(self, event: Event) -> None:
        from core.lab.events import Lost

        self.progress.take(event)
        if isinstance(event, Lost):
            seeds = ", ".join(map(str, event.group.seeds))
            which = f"{event.group.variant} at width {event.group.width}, seeds {seeds}"
            then = "it is run once more" if event.again else "its runs have failed"
            say(f"a worker died in {which} ({event.reason}); {then}")


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60:02} s"


def _n_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
