"""``main.py lab``: train an experiment without a window, and write what came of it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from gui.option_types import as_folder

if TYPE_CHECKING:
    from core.lab.crew import Crew
    from core.lab.events import Event
    from core.lab.experiment import Experiment, Group, RunKey
    from core.lab.progress import Progress
    from core.lab.results import Folder, Result
    from core.lab.sweep import Finished

FAILED, WRONG, INTERRUPTED = 1, 2, 130
TABLE, NUMBERS = "table.md", "runs.csv"


def main(argv: list[str], prog: str = "main.py") -> int:
    """Carry out ``lab``.

    Returns
    -------
    status : 0 when every run ended well, 1 when one failed or nothing could be written, 2 when the
        command makes no sense, 130 after Ctrl+C; then the same command goes on where this stopped.
    """
    given = parser(prog).parse_args(argv)
    from core.lab.crew import CrewError
    from core.lab.experiment import ExperimentError

    try:
        return _carried_out(given)
    except ExperimentError as error:
        return _complain(str(error), WRONG)
    except CrewError as error:
        return _complain(str(error), FAILED)
    except OSError as error:
        return _complain(f"{error.filename or given.out}: {error.strerror or error}", FAILED)
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)


def parser(prog: str) -> argparse.ArgumentParser:
    """Return the parser of ``main.py lab``."""
    made = _Parser(
        f"{prog} lab",
        usage="%(prog)s (--task NAME | --experiment FILE) --out DIR [options]",
        description="Train small models, tied against untied. Needs no display.",
        epilog="The same command goes on where it stopped, with more seeds or widths if you like.",
        allow_abbrev=False,
    )
    made.add_argument("--task", metavar="NAME", help="what is learned")
    made.add_argument(
        "--experiment", type=Path, metavar="FILE", help="the experiment.json of another folder"
    )
    made.add_argument(
        "--out", type=as_folder, required=True, metavar="DIR", help="folder; made if it is missing"
    )
    made.add_argument("--variants", type=_names, metavar="LIST", help="the first is the reference")
    made.add_argument("--widths", type=_numbers, metavar="LIST", help="of a head")
    made.add_argument("--seeds", type=int, metavar="N", help="runs of every kind (5)")
    made.add_argument("--steps", type=int, metavar="N", help="length of the training")
    made.add_argument("--batch", type=int, metavar="N", help="samples in a step")
    made.add_argument("--learning-rate", type=float, metavar="X", help="at its peak")
    made.add_argument("--heads", dest="n_heads", type=int, metavar="N", help="in every layer")
    made.add_argument(
        "--output-projection",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="W_O after the heads (on)",
    )
    made.add_argument("--text", metavar="FILE", help="for charlm: your own text")
    made.add_argument("--workers", type=int, metavar="N", help="processes (one a core)")
    made.add_argument(
        "--scheduler",
        metavar="tcp://HOST:PORT",
        help="of a Dask cluster that does the work instead; its workers need Python, NumPy and "
        "distributed of the versions here, this project's code is sent to them",
    )
    return made


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and leave with status 2."""
        self.exit(2, f"{self.prog}: error: {message}\n")


def _carried_out(given: argparse.Namespace) -> int:
    from core.lab.results import Folder

    experiment = _experiment(given)
    _check_samples(experiment)
    folder = Folder(given.out, experiment)
    done = frozenset(result.key for result in folder.results())
    _say(f"{experiment.task}: {len(experiment.runs())} runs, {len(done)} there already")
    stopped = len(done) < len(experiment.runs()) and _swept(folder, done, given)
    results = folder.results()
    drawn = _written(folder, results)
    if stopped:
        return _complain("interrupted; the same command goes on from here", INTERRUPTED)
    _say((given.out / TABLE).read_text(encoding="utf-8"))
    failed = sum(result.state == "failed" for result in results)
    _say(f"{len(results) - failed} runs and {failed} failed ones in {given.out}")
    return FAILED if failed or not drawn else 0


def _written(folder: Folder, results: tuple[Result, ...]) -> bool:
    """Write the table, the numbers and the plots; False if the plots could not be."""
    from core.lab.report import as_csv, as_markdown

    experiment = folder.experiment
    for name, text in (
        (TABLE, as_markdown(experiment, results)),
        (NUMBERS, as_csv(experiment, results)),
    ):
        (folder.path / name).write_text(text, encoding="utf-8")
    return True


def _experiment(given: argparse.Namespace) -> Experiment:
    """Return what is asked for, from a file or from the options."""
    from core.lab.experiment import ExperimentError, experiment
    from core.lab.results import read_experiment

    names = ("variants", "widths", "steps", "batch", "learning_rate", "n_heads")
    choices = {name: getattr(given, name) for name in (*names, "output_projection", "text")}
    if given.workers is not None and given.workers < 1:
        raise ExperimentError(f"argument --workers: {given.workers} is no number of processes")
    if given.workers is not None and given.scheduler is not None:
        raise ExperimentError("argument --workers: with --scheduler, the cluster has its own")
    if given.seeds is not None:
        if given.seeds < 1:
            raise ExperimentError(f"argument --seeds: {given.seeds} runs are none; use 1 or more")
        choices["seeds"] = tuple(range(given.seeds))
    if given.experiment is not None:
        if given.task is not None or any(choice is not None for choice in choices.values()):
            raise ExperimentError("argument --experiment: the file says what to train; no options")
        return read_experiment(given.experiment)
    if given.task is None:
        raise ExperimentError("one of --task and --experiment is needed")
    return experiment(given.task, **choices)


def _check_samples(experiment: Experiment) -> None:
    """Draw a sample, so that a text that cannot be used is known before anything starts."""
    from core.lab.batches import source
    from core.lab.corpus import CorpusError
    from core.lab.experiment import ExperimentError

    try:
        stream = source(experiment.task, 0, "test", text=experiment.training.text)
        experiment.row.generate(stream, 1)
    except CorpusError as error:
        raise ExperimentError(str(error)) from error


def _swept(folder: Folder, done: frozenset[RunKey], given: argparse.Namespace) -> bool:
    """Run what is left, here or in a cluster; return whether Ctrl+C stopped it."""
    if given.scheduler is not None:
        from core.lab.cluster import cluster

        with cluster(given.scheduler) as crew:
            groups = folder.experiment.groups(done, crew.n_workers)
            _say(f"{crew.n_workers} workers at {given.scheduler}")
            return _carried_through(folder, groups, crew, {})
    from core.lab.forecast import forecast, total_seconds
    from core.lab.pool import processes

    n_workers = given.workers or _n_cores()
    groups = folder.experiment.groups(done, n_workers)
    seconds = forecast(folder.experiment, groups)
    _say(f"about {_duration(total_seconds(seconds, n_workers))} on {n_workers} processes")
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
    with _interrupts(crew.stop) as interrupted:
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
        _say(
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
            _say(f"a worker died in {which} ({event.reason}); {then}")


@contextmanager
def _interrupts(stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Ask the workers to stop at Ctrl+C, what is finished is kept; a second one ends all."""
    asked = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        stop()
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread, to which signals go
        yield lambda: False
        return
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60:02} s"


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of whole numbers") from None


def _n_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _say(text: str) -> None:
    """Put a line on stdout at once, whatever its encoding can hold."""
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(f"{text}\n".encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def _complain(text: str, status: int) -> int:
    sys.stderr.write(f"main.py lab: error: {' '.join(text.split())}\n")
    return status
