"""An experiment: variants × widths × seeds on one task, as frozen data that saves to JSON."""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from core.lab.seq2seq_spec import AnySpec, Seq2SeqSpec
from core.lab.spec import ModelSpec
from core.lab.tasks import TASKS, Task
from core.lab.training import Training

FORMAT = 1
MOST_RUNS = 10_000
LONGEST_VALUE = 60  # characters of a wrong value in a message
LIMITS: Mapping[str, tuple[int, int]] = {
    "width": (1, 512),
    "seed": (0, 2**31 - 1),
    "steps": (1, 1_000_000),
    "batch": (1, 4096),
    "n_heads": (1, 64),
}


class ExperimentError(ValueError):
    """An experiment cannot be run or read; the message is one line that says why."""


class RunKey(NamedTuple):
    """What tells a run from the others of its experiment."""

    variant: str
    width: int
    seed: int


class Group(NamedTuple):
    """Runs that train together."""

    variant: str
    width: int
    seeds: tuple[int, ...]

    @property
    def keys(self) -> tuple[RunKey, ...]:
        """Its runs."""
        return tuple(RunKey(self.variant, self.width, seed) for seed in self.seeds)


@dataclass(frozen=True, slots=True)
class Experiment:
    """Variants × widths × seeds on one task.

    Attributes
    ----------
    task : key of a row of TASKS.
    variants, widths, seeds : what is combined; the first variant is what the others are held
        against.
    steps, batch, learning_rate : how every run is trained.
    n_heads : heads of every layer; those of GQA share in pairs where they can.
    output_projection : whether there is W_O.
    text : file of the character model's text; None = what the task has.
    """

    task: str
    variants: tuple[str, ...]
    widths: tuple[int, ...]
    seeds: tuple[int, ...]
    steps: int
    batch: int
    learning_rate: float
    n_heads: int = 1
    output_projection: bool = True
    text: str | None = None

    @property
    def row(self) -> Task:
        """The task."""
        return TASKS[self.task]

    @property
    def training(self) -> Training:
        """How every run is trained."""
        text = None if self.text is None else Path(self.text)
        return Training(self.steps, self.batch, self.learning_rate, text)

    def spec(self, variant: str, width: int) -> AnySpec:
        """Return the model of a run."""
        if not isinstance(self.row.model, ModelSpec):
            return self.row.spec(variant, width)
        groups = self.n_heads // 2 if self.n_heads % 2 == 0 else 1
        changes: dict[str, object] = {"n_heads": self.n_heads, "n_kv_heads": groups}
        if not self.output_projection:
            changes["output_projection"] = False
            first, last = self.row.model.features
            changes["features"] = (0, last - first)  # the context is the answer
        return self.row.spec(variant, width, **changes)

    def pairs(self) -> tuple[tuple[str, int], ...]:
        """Return every variant with every width; once where its width is not for choosing."""
        return tuple(
            dict.fromkeys(
                (variant, self.row.own_width(variant, width))
                for width in self.widths
                for variant in self.variants
            )
        )

    def runs(self) -> tuple[RunKey, ...]:
        """Return every run."""
        return tuple(RunKey(*pair, seed) for pair in self.pairs() for seed in self.seeds)

    def groups(self, done: frozenset[RunKey], n_workers: int = 1) -> tuple[Group, ...]:
        """Return what is still to be run, as groups of one shape that keep all workers busy."""
        pairs = self.pairs()
        parts = math.ceil(2 * n_workers / len(pairs))
        size = max(1, min(self.row.together, math.ceil(len(self.seeds) / parts)))
        groups = []
        for variant, width in pairs:
            left = [seed for seed in self.seeds if RunKey(variant, width, seed) not in done]
            groups += [
                Group(variant, width, tuple(left[start : start + size]))
                for start in range(0, len(left), size)
            ]
        return tuple(groups)

    def same_runs(self, other: Experiment) -> bool:
        """Tell whether a run of one is a run of the other, whatever each combines."""
        mine, others = (replace(each, variants=(), widths=(), seeds=()) for each in (self, other))
        return mine == others

    def to_json(self) -> str:
        """Return the experiment as JSON."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=2) + "\n"


def experiment(task: str, **choices: Any) -> Experiment:
    """Return an experiment, the task's own choices where none is given (or None), checked.

    Raises
    ------
    ExperimentError : it cannot be run.
    """
    if task not in tuple(TASKS):  # a file may hold anything, a list too
        raise ExperimentError(f"unknown task {_short(task)}; use one of {', '.join(TASKS)}")
    row = TASKS[task]
    given = {name: choice for name, choice in choices.items() if choice is not None}
    defaults: dict[str, Any] = {
        "variants": row.variants,
        "widths": row.widths,
        "seeds": tuple(range(5)),
        "steps": row.steps,
        "batch": row.batch,
        "learning_rate": row.learning_rate,
        "n_heads": row.model.n_heads,
    }
    made = Experiment(task, **{**defaults, **given})
    check(made)
    return made


def from_json(text: str) -> Experiment:
    """Read an experiment.

    Raises
    ------
    ExperimentError : the text is no experiment, or one that cannot be run.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ExperimentError(f"this is no JSON: line {error.lineno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:  # brackets or digits without end
        raise ExperimentError("this is no experiment: too deep, or a number too long") from error
    if not isinstance(data, dict) or "task" not in data:
        raise ExperimentError("an experiment is a JSON object with a task")
    if data.get("format") != FORMAT:
        raise ExperimentError(
            f"the experiment has format {_short(data.get('format'))}; this program reads {FORMAT}"
        )
    known = {each.name for each in fields(Experiment)}
    unknown = [name for name in data if name not in known | {"format"}]
    if unknown:
        raise ExperimentError(f"an experiment has no field {_short(unknown[0])}")
    choices = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name not in ("format", "task")
    }
    return experiment(data["task"], **choices)


def check(made: Experiment) -> None:
    """Raise ExperimentError, with one line, for the first thing that is wrong."""
    _check_lists(made)
    for name in ("steps", "batch", "n_heads"):
        _check_number(name, getattr(made, name))
    rate: Any = made.learning_rate
    number = isinstance(rate, int | float) and not isinstance(rate, bool)
    # A whole number may be larger than any float, and is then compared as such.
    if not number or not 0.0 < rate <= sys.float_info.max:
        raise ExperimentError(f"learning_rate {_short(rate)} is no positive number; 0.01 is usual")
    has_w_o: Any = made.output_projection
    if not isinstance(has_w_o, bool):
        raise ExperimentError(f"output_projection {_short(has_w_o)} is not true or false")
    text: Any = made.text
    if text is not None and (made.task != "charlm" or not isinstance(text, str)):
        raise ExperimentError("text is the name of a file, and only the task charlm reads one")
    n_runs = len(made.pairs()) * len(made.seeds)  # counted before they are listed
    if n_runs > MOST_RUNS:
        raise ExperimentError(f"{n_runs} runs are too many; use {MOST_RUNS} or fewer")
    if isinstance(made.row.model, Seq2SeqSpec):
        _check_seq2seq(made)
    elif not made.output_projection:
        _check_without_output(made, made.row.model)


def _check_lists(made: Experiment) -> None:
    for name in ("variants", "widths", "seeds"):
        values: Any = getattr(made, name)
        if not isinstance(values, tuple):
            raise ExperimentError(f"{name} {_short(values)} is no list")
        if not values:
            raise ExperimentError(f"{name} is empty; name at least one")
        if len(values) > MOST_RUNS:
            raise ExperimentError(f"{len(values)} {name} are too many; use {MOST_RUNS} or fewer")
    _check_entries(made)
    for name in ("variants", "widths", "seeds"):
        value, times = Counter(getattr(made, name)).most_common(1)[0]
        if times > 1:
            raise ExperimentError(f"{name} names {value} {'twice' if times == 2 else 'repeatedly'}")


def _check_entries(made: Experiment) -> None:
    for variant in made.variants:
        if variant not in made.row.variant_keys:
            known = ", ".join(made.row.variant_keys)
            raise ExperimentError(f"unknown variant {_short(variant)}; {made.task} trains {known}")
    for width in made.widths:
        _check_number("width", width)
    for seed in made.seeds:
        _check_number("seed", seed)


def _check_number(name: str, value: object) -> None:
    low, high = LIMITS[name]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ExperimentError(f"{name} {_short(value)} is no whole number from {low} to {high}")


def _short(value: object) -> str:
    """Return a value as Python writes it, cut where a line would be too long."""
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _check_seq2seq(made: Experiment) -> None:
    """Heads and W_O are not there to choose, and the encoder's two directions share a width."""
    if made.n_heads != 1:
        raise ExperimentError(f"n_heads {made.n_heads}: the scores of {made.task} have one head")
    if not made.output_projection:
        raise ExperimentError(f"output_projection: {made.task} has no W_O to leave out")
    for width in made.widths:
        if width % 2:
            even = " or ".join(str(each) for each in (width - 1, width + 1) if each)
            raise ExperimentError(
                f"width {width} is odd, and each direction of the encoder has half of it; "
                f"use {even}"
            )


def _check_without_output(made: Experiment, model: ModelSpec) -> None:
    """Without W_O the heads' context is the answer, or what is added to: the widths must fit."""
    wanted = model.features[1] - model.features[0]
    if model.n_classes or model.residual:
        wanted = model.d_model
    for variant, width in made.pairs():
        joined = made.n_heads * made.spec(variant, width).width
        if joined != wanted:
            raise ExperimentError(
                f"without W_O the heads of {variant} must be {wanted} wide together, "
                f"not {joined}; use another width"
            )
