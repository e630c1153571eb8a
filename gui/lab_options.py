"""The options of ``main.py lab``, and the experiment that they ask for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from gui.option_types import as_folder

if TYPE_CHECKING:
    from core.lab.experiment import Experiment


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


def experiment_of(given: argparse.Namespace) -> Experiment:
    """Return what is asked for, from a file or from the options.

    Raises
    ------
    core.lab.experiment.ExperimentError : it cannot be run.
    """
    from core.lab.experiment import MOST_RUNS, ExperimentError, experiment
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
        if given.seeds > MOST_RUNS:
            raise ExperimentError(
                f"argument --seeds: {given.seeds} are too many; at most {MOST_RUNS}"
            )
        choices["seeds"] = tuple(range(given.seeds))
    if given.experiment is not None:
        if given.task is not None or any(choice is not None for choice in choices.values()):
            raise ExperimentError("argument --experiment: the file says what to train; no options")
        return read_experiment(given.experiment)
    if given.task is None:
        raise ExperimentError("one of --task and --experiment is needed")
    return experiment(given.task, **choices)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of whole numbers") from None
