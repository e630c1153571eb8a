"""What trained models are called, and what is true of them, as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.lab.checkpoint import About
from core.lab.spec import ModelSpec
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.trained.catalogue import about, path_of
from core.trained.problem import ModelError
from core.variants import VARIANTS

SHORT: Mapping[str, str] = MappingProxyType(
    {
        "recall": QT_TRANSLATE_NOOP("core", "Recall"),
        "lookup": QT_TRANSLATE_NOOP("core", "Lookup"),
        "reverse": QT_TRANSLATE_NOOP("core", "Reversal"),
        "majority": QT_TRANSLATE_NOOP("core", "Majority"),
        "induction": QT_TRANSLATE_NOOP("core", "Induction"),
        "denoise": QT_TRANSLATE_NOOP("core", "Denoising"),
        "charlm": QT_TRANSLATE_NOOP("core", "Characters"),
        "dates": QT_TRANSLATE_NOOP("core", "Dates"),
    }
)
"""Task -> its name in a list."""

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "accuracy": QT_TRANSLATE_NOOP("core", "accuracy"),
        "squared error": QT_TRANSLATE_NOOP("core", "squared error"),
        "cross-entropy": QT_TRANSLATE_NOOP("core", "cross-entropy"),
        "exact match": QT_TRANSLATE_NOOP("core", "exact match"),
        "loss": QT_TRANSLATE_NOOP("core", "loss"),
    }
)
"""Figure of a checkpoint -> its name."""


def task_name(what: About) -> str | Message:
    """Return a task's name."""
    return message(SHORT[what.task]) if what.task in SHORT else what.task


def title(what: About) -> Message:
    """Return what a model is called among others of its variant: task and width."""
    spec = what.spec
    if not isinstance(spec, ModelSpec):
        text = QT_TRANSLATE_NOOP("core", "{task}, d = {width}")
        return message(text, task=task_name(what), width=getattr(spec, "d_model", ""))
    if spec.n_heads > 1:
        text = QT_TRANSLATE_NOOP("core", "{task}, {heads} × {width}")
        return message(text, task=task_name(what), heads=spec.n_heads, width=spec.width)
    text = QT_TRANSLATE_NOOP("core", "{task}, r = {width}")
    return message(text, task=task_name(what), width=spec.width)


def title_of(name: str, *, variant: bool = True) -> Message:
    """Return what the model of a name is called in a sentence, with its variant if wanted."""
    try:
        what = about(name)
    except ModelError:  # its file has gone
        return Message(path_of(name).stem.replace("{", "{{").replace("}", "}}"))
    if not variant:
        return title(what)
    text = QT_TRANSLATE_NOOP("core", "{title} ({variant})")
    return message(text, title=title(what), variant=message(VARIANTS[what.spec.variant].label))


def titles(models: Sequence[About]) -> tuple[Message, ...]:
    """Return a title for each of several models; those alike tell their seeds and steps."""
    plain = [title(what) for what in models]
    alike = [one.english() for one in plain]
    text = QT_TRANSLATE_NOOP("core", "{title}, seed {seed}, {steps} steps")
    return tuple(
        message(text, title=one, seed=what.seed, steps=what.steps)
        if alike.count(one.english()) > 1
        else one
        for one, what in zip(plain, models, strict=True)
    )


def statement(what: About) -> Message:
    """Return what is true of a model: task, variant, sizes, training, and what it reached."""
    return message(
        QT_TRANSLATE_NOOP("core", "{title}, {variant}: {steps} steps, seed {seed}, {reached}"),
        title=title(what),
        variant=message(VARIANTS[what.spec.variant].label),
        steps=what.steps,
        seed=what.seed,
        reached=reached(what),
    )


def reached(what: About) -> Message:
    """Return the figure that says most of what a model reached on test samples."""
    best = next((name for name in MEASURES if name in what.figures), "loss")
    if best not in what.figures:
        return message(QT_TRANSLATE_NOOP("core", "no figures kept"))
    return message(
        QT_TRANSLATE_NOOP("core", "{measure} {value} on test samples"),
        measure=message(MEASURES[best]),
        value=f"{what.figures[best]:.3g}",
    )
