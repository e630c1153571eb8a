"""What an experiment leaves in its folder: one line a run, written when the run ends.

The file is only ever appended to, and every line reaches the disk before the next run is begun:
whatever ends a sweep, what was finished stays.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from core.atomic import put_whole
from core.lab.checkpoint import About, Checkpoint, write
from core.lab.experiment import Experiment, ExperimentError, RunKey, from_json
from core.lab.training import Look
from core.numerics import FloatArray

FORMAT = 1
EXPERIMENT, RESULTS, MODELS = "experiment.json", "results.jsonl", "models"
_DAMAGE = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
State: TypeAlias = Literal["done", "failed"]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one run.

    Attributes
    ----------
    variant, width, seed : which run.
    state : ``done`` or ``failed``.
    reason : why it failed.
    loss, measure : of the test samples at the end; None for what failed.
    looks : the tests during the training.
    losses : (steps taken, training loss).
    seconds : time of its group, divided among its runs.
    """

    variant: str
    width: int
    seed: int
    state: State
    reason: str | None = None
    loss: float | None = None
    measure: float | None = None
    looks: tuple[Look, ...] = ()
    losses: tuple[tuple[int, float], ...] = ()
    seconds: float = 0.0

    @property
    def key(self) -> RunKey:
        """Which run it is of."""
        return RunKey(self.variant, self.width, self.seed)

    def beside(self, name: str) -> float | None:
        """Return what the last test measured beside the measure, by name; None without a test."""
        return self.looks[-1].beside.get(name) if self.looks and self.state == "done" else None


class Folder:
    """The folder of one experiment.

    Parameters
    ----------
    path : made if it is missing.
    experiment : what is to be run there. More variants, widths or seeds may be added to what the
        folder has; anything else that differs would mix runs that cannot be compared.

    Raises
    ------
    ExperimentError : the folder holds another experiment, or files that cannot be read.
    OSError : the folder cannot be written.
    """

    def __init__(self, path: Path, experiment: Experiment) -> None:
        self.path, self.experiment = path, experiment
        path.mkdir(parents=True, exist_ok=True)
        there = path / EXPERIMENT
        if there.exists():
            _check_same(read_experiment(there), experiment, path)
        put_whole(there, experiment.to_json().encode())
        _cut_torn_line(path / RESULTS)

    def results(self) -> tuple[Result, ...]:
        """Return the results of this experiment's runs, of each run the last, in its order."""
        by_key = {result.key: result for result in read_results(self.path / RESULTS)}
        return tuple(by_key[key] for key in self.experiment.runs() if key in by_key)

    def model_path(self, key: RunKey) -> Path:
        """Return where the model of a run is, once that has ended well."""
        return self.path / MODELS / f"{key.variant}-r{key.width}-seed{key.seed}.npz"

    def append(self, result: Result, parameters: dict[str, FloatArray] | None = None) -> None:
        """Keep what came of a run, and its model if it has one; on the disk when this returns."""
        if parameters is not None:
            about = about_run(self.experiment, result)
            write(self.model_path(result.key), Checkpoint(about, parameters))
        line = json.dumps({"format": FORMAT, **asdict(result)}, allow_nan=False) + "\n"
        with (self.path / RESULTS).open("ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())


def about_run(made: Experiment, result: Result) -> About:
    """Return what the checkpoint of a run says beside its numbers.

    Its figures are those of the last test, and the loss with which the training began, by which
    another training can be told to be the same one after a few steps.
    """
    task, training = made.row, made.training
    reached = {task.measure: result.measure, "loss": result.loss}
    reached |= result.looks[-1].beside if result.looks else {}
    if result.losses:
        steps, loss = result.losses[0]
        reached[f"training loss to step {steps}"] = loss
    return About(
        kind=task.kind,
        task=task.key,
        spec=made.spec(result.variant, result.width),
        seed=result.seed,
        steps=made.steps,
        batch=made.batch,
        learning_rate=made.learning_rate,
        figures={name: figure for name, figure in reached.items() if figure is not None},
        words=() if task.words is None else task.words(training.text),
    )


def read_experiment(path: Path) -> Experiment:
    """Read the description of an experiment; ExperimentError names the file."""
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExperimentError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ExperimentError(f"{path}: this is no text in UTF-8") from error
    except ExperimentError as error:
        raise ExperimentError(f"{path}: {error}") from error


def read_results(path: Path) -> tuple[Result, ...]:
    """Read a file of results; a last line that was torn off is left out.

    Raises
    ------
    ExperimentError : another line is damaged; names it.
    """
    if not path.exists():
        return ()
    *lines, _torn = path.read_bytes().split(b"\n")
    return tuple(_read_line(path, number, line) for number, line in enumerate(lines, 1))


def _read_line(path: Path, number: int, line: bytes) -> Result:
    try:
        return _result(json.loads(line))
    except _DAMAGE as error:
        raise ExperimentError(f"{path}: line {number} is damaged; remove it") from error


def _result(data: Any) -> Result:
    """Return what a line holds; an error of Python's where it is anything else."""
    if not isinstance(data, dict) or data.pop("format") != FORMAT:
        raise ValueError(data)
    looks = tuple(_look(look) for look in data.pop("looks"))
    losses = tuple((_whole(step), _finite(loss)) for step, loss in data.pop("losses"))
    if set(data) != {each.name for each in fields(Result)} - {"looks", "losses"}:
        raise KeyError(data)
    if data["state"] not in get_args(State) or not isinstance(data["variant"], str):
        raise ValueError(data)
    if not isinstance(data["reason"], str | None):
        raise TypeError(data)
    for name in ("width", "seed"):
        _whole(data[name])
    for name in ("seconds", "loss", "measure"):
        if name == "seconds" or data["state"] == "done" or data[name] is not None:
            _finite(data[name])
    return Result(looks=looks, losses=losses, **data)


def _look(values: dict[str, Any]) -> Look:
    look = Look(**values)
    _whole(look.step)
    for number in (look.loss, look.measure, *look.cosines.values(), *look.beside.values()):
        _finite(number)
    return look


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _finite(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    if not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _check_same(before: Experiment, now: Experiment, path: Path) -> None:
    if before.same_runs(now):
        return
    for each in fields(Experiment):
        old, new = getattr(before, each.name), getattr(now, each.name)
        if old != new and each.name not in ("variants", "widths", "seeds"):
            raise ExperimentError(
                f"{path} holds another experiment: its {each.name} is {old}, not {new}; "
                "choose another folder"
            )


def _cut_torn_line(path: Path) -> None:
    """Take away the start of a line that was being written when a sweep was killed."""
    if not path.exists():
        return
    data = path.read_bytes()
    end = data.rfind(b"\n") + 1
    if end < len(data):
        os.truncate(path, end)
