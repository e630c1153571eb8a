"""From what is asked for to an experiment: what is wrong, by field, or what can be run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from core.lab.experiment import LIMITS, MOST_RUNS, Experiment, ExperimentError, experiment
from core.lab.spec import ModelSpec
from core.lab.tasks import TASKS
from core.messages import QT_TRANSLATE_NOOP, Message, Problem, message
from gui.state import Lab

BETWEEN = re.compile(r"[\s,;，、；]+")
MOST_SEEDS = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What choices amount to.

    Attributes
    ----------
    experiment : None where something is wrong.
    problems : what is wrong, by field.
    """

    experiment: Experiment | None
    problems: tuple[Problem, ...] = ()


def asked(lab: Lab) -> Asked:
    """Return the experiment that is asked for, or what is wrong with it."""
    problems = [
        problem
        for problem in (
            _unknown(lab),
            _wrong_variants(lab),
            _wrong_widths(lab),
            _wrong_number("seeds", lab.seeds, 1, MOST_SEEDS),
            _wrong_number("steps", lab.steps, *LIMITS["steps"]),
        )
        if problem is not None
    ]
    if problems:
        return Asked(None, tuple(problems))
    widths = widths_of(lab.widths)
    too_many = _too_many(lab, len(widths))
    if too_many is not None:
        return Asked(None, (too_many,))
    choices: dict[str, Any] = {
        "variants": lab.variants,
        "widths": widths,
        "seeds": tuple(range(lab.seeds)),
        "steps": lab.steps,
        "batch": lab.batch,
        "learning_rate": lab.learning_rate,
        "n_heads": lab.n_heads,
    }
    if not lab.output_projection:
        choices["output_projection"] = False
    if lab.text and lab.task == "charlm":
        choices["text"] = lab.text
    try:
        return Asked(experiment(lab.task, **choices))
    except ExperimentError as error:
        return Asked(None, (_without_output(lab, error),))


def of_experiment(made: Experiment, folder: str) -> Lab:
    """Return the choices that amount to an experiment, its results kept in a folder.

    They count seeds from 0: one that lacks some has these runs still before it.
    """
    row = made.row
    return Lab(
        task=made.task,
        variants=made.variants,
        widths=widths_text(made.widths),
        seeds=max(made.seeds) + 1,
        steps=made.steps,
        output_projection=made.output_projection,
        text=made.text or "",
        folder=folder,
        batch=None if made.batch == row.batch else made.batch,
        learning_rate=None if made.learning_rate == row.learning_rate else made.learning_rate,
        n_heads=None if made.n_heads == row.model.n_heads else made.n_heads,
    )


def widths_of(text: str) -> tuple[int, ...]:
    """Return the numbers of a list.

    Raises
    ------
    ValueError : a part is no whole number.
    """
    return tuple(int(part) for part in BETWEEN.split(text.strip()) if part)


def widths_text(widths: tuple[int, ...]) -> str:
    """Return widths as they are typed."""
    return ", ".join(map(str, widths))


def _unknown(lab: Lab) -> Problem | None:
    if lab.task in TASKS:
        return None
    return Problem(
        "task",
        message(QT_TRANSLATE_NOOP("core", "there is no task {task}"), task=lab.task),
        message(QT_TRANSLATE_NOOP("core", "use one of {tasks}"), tasks=", ".join(TASKS)),
    )


def _wrong_variants(lab: Lab) -> Problem | None:
    if not lab.variants:
        return Problem(
            "variants",
            message(QT_TRANSLATE_NOOP("core", "no variant is chosen")),
            message(QT_TRANSLATE_NOOP("core", "choose one at least, two to compare")),
        )
    known = TASKS[lab.task].variant_keys if lab.task in TASKS else lab.variants
    unknown = [variant for variant in lab.variants if variant not in known]
    if not unknown:
        return None
    return Problem(
        "variants",
        message(
            QT_TRANSLATE_NOOP("core", "this task does not train {variant}"), variant=unknown[0]
        ),
        message(QT_TRANSLATE_NOOP("core", "it trains {variants}"), variants=", ".join(known)),
    )


def _wrong_widths(lab: Lab) -> Problem | None:
    low, high = LIMITS["width"]
    right = message(
        QT_TRANSLATE_NOOP("core", "use whole numbers from {low} to {high}: 2, 4, 8"),
        low=low,
        high=high,
    )
    parts = [part for part in BETWEEN.split(lab.widths.strip()) if part]
    if not parts:
        return Problem("widths", message(QT_TRANSLATE_NOOP("core", "no width is named")), right)
    for number, part in enumerate(parts):
        whole = part.isascii() and part.isdecimal() and len(part) < len(str(high)) + 6
        if not whole or not low <= int(part) <= high:
            wrong = message(QT_TRANSLATE_NOOP("core", "{part} is no width"), part=part[:20])
            return Problem("widths", wrong, right)
        if int(part) in [int(before) for before in parts[:number]]:
            wrong = message(QT_TRANSLATE_NOOP("core", "{part} is named twice"), part=part)
            return Problem("widths", wrong, message(QT_TRANSLATE_NOOP("core", "once is enough")))
    return _odd_width(lab, [int(part) for part in parts])


def _odd_width(lab: Lab, widths: list[int]) -> Problem | None:
    """Say that an encoder which reads both ways takes even widths."""
    if lab.task not in TASKS or TASKS[lab.task].kind == "stack":
        return None
    odd = [width for width in widths if width % 2]
    if not odd:
        return None
    wrong = QT_TRANSLATE_NOOP("core", "{width} is odd, and each direction of the encoder has half")
    right = QT_TRANSLATE_NOOP("core", "use {below} or {above}")
    return Problem(
        "widths",
        message(wrong, width=odd[0]),
        message(right, below=max(2, odd[0] - 1), above=odd[0] + 1),
    )


def _wrong_number(field: str, value: int, low: int, high: int) -> Problem | None:
    if low <= value <= high:
        return None
    texts = {
        "seeds": QT_TRANSLATE_NOOP("core", "{value} runs of every kind cannot be made"),
        "steps": QT_TRANSLATE_NOOP("core", "a training of {value} steps cannot be made"),
    }
    right = QT_TRANSLATE_NOOP("core", "use {low} to {high}")
    return Problem(
        field,
        message(texts[field], value=f"{value:,}"),
        message(right, low=f"{low:,}", high=f"{high:,}"),
    )


def _too_many(lab: Lab, n_widths: int) -> Problem | None:
    runs = len(lab.variants) * n_widths * lab.seeds
    if runs <= MOST_RUNS:
        return None
    return Problem(
        "seeds",
        message(QT_TRANSLATE_NOOP("core", "{runs} runs are too many"), runs=f"{runs:,}"),
        message(QT_TRANSLATE_NOOP("core", "use {most} or fewer"), most=f"{MOST_RUNS:,}"),
    )


def _without_output(lab: Lab, error: ExperimentError) -> Problem:
    """Say what the experiment itself refuses; without W_O it is the widths."""
    model = TASKS[lab.task].model
    if lab.output_projection or not isinstance(model, ModelSpec):
        return Problem("task", literal(str(error)), _other())
    wanted = model.features[1] - model.features[0]
    if model.n_classes or model.residual:
        wanted = model.d_model
    heads = model.n_heads
    wrong = message(
        QT_TRANSLATE_NOOP("core", "without W_O the context is the answer, which is {wanted} wide"),
        wanted=wanted,
    )
    if wanted % heads:
        return Problem("output_projection", wrong, _other())
    right = message(
        QT_TRANSLATE_NOOP("core", "use width {width} alone, and no K = V = X"),
        width=wanted // heads,
    )
    return Problem("output_projection", wrong, right)


def _other() -> Message:
    return message(QT_TRANSLATE_NOOP("core", "choose something else"))


def literal(text: str) -> Message:
    """Return words as they are, without placeholders."""
    return Message(text.replace("{", "{{").replace("}", "}}"))
