"""Figures of evidence, and the runs that they are taken from."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.compare import Difference, compare
from core.evidence import Evidence, evidence
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.pipeline import run
from core.scenario import Scenario, Trained
from core.trace import Trace
from core.variants import VARIANTS

Form = Literal["number", "yes_no", "count", "bytes", "fraction", "ratio"]
"""How a figure is written: ``fraction`` as per cent, ``ratio`` as a multiple of another figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed figure.

    Attributes
    ----------
    key : what it is of, unique within its claim: ``max_difference/self``.
    label : the same for a person.
    value : the number; 1 or 0 for yes and no; None where there is none.
    form : how it is written.
    reason : why it is so, or why there is none; None where the label says all.
    """

    key: str
    label: Message
    value: float | None
    form: Form = "number"
    reason: Message | None = None


class Runs:
    """The runs of one scenario in every variant that is asked for, each made once.

    All are of the same text and seed. Of a trained model they take the vectors and the matrices
    that fit a variant (:mod:`core.trained.retied`), those of the untied model of its task where
    the scenario's own is tied: it has nothing that could be tied. Variants with two texts, between
    which nothing is compared, are seen in models of their own where there are any.

    Parameters
    ----------
    scenario : text, seed, weights, sizes and edits of all runs; its variant is replaced.
    cancelled : handed to every run; see :func:`core.pipeline.run`.
    """

    def __init__(self, scenario: Scenario, cancelled: Callable[[], bool] | None = None) -> None:
        self.scenario = scenario
        self.untied = _untied(scenario)
        self._cancelled = cancelled
        self._traces: dict[str, Trace | Message] = {}
        self._evidence: dict[str, Evidence] = {}
        self._asked: list[str] = []

    def of(self, variant: str) -> Scenario:
        """Return the scenario that is run for a variant."""
        if not isinstance(self.scenario.weights, Trained):
            return replace(self.scenario, variant=variant)
        from core.trained.same_weights import same_weights, trained_apart

        own = None
        if VARIANTS[variant].mode == "traditional":
            own = trained_apart(self.scenario, variant)
        return own or same_weights(self.untied, variant)

    def attempt(self, variant: str) -> Trace | Message:
        """Return the run of a variant, or what stands against it."""
        self._asked.append(variant)
        if variant not in self._traces:
            scenario = self.of(variant)
            problems = scenario.validate()
            self._traces[variant] = (
                problems[0].wrong if problems else run(scenario, self._cancelled)
            )
        return self._traces[variant]

    def asked(self) -> tuple[Trace, ...]:
        """Return the runs that were asked for since this was called last, each once."""
        asked, self._asked = dict.fromkeys(self._asked), []
        found = (self._traces[variant] for variant in asked)
        return tuple(trace for trace in found if isinstance(trace, Trace))

    def evidence(self, variant: str) -> Evidence | Message:
        """Return what a run says about keys against values, or what stands against the run."""
        trace = self.attempt(variant)
        if isinstance(trace, Message):
            return trace
        if variant not in self._evidence:
            self._evidence[variant] = evidence(trace)
        return self._evidence[variant]

    def figure(
        self,
        variant: str,
        key: str,
        label: Message,
        measure: Callable[[Trace], float | Message],
        form: Form = "number",
    ) -> Figure:
        """Measure one variant's run; without a run, or a number, the figure says why."""
        trace = self.attempt(variant)
        found = trace if isinstance(trace, Message) else _measured(measure, trace)
        if isinstance(found, Message):
            return Figure(key, label, None, form, found)
        return finite(Figure(key, label, found, form))

    def differences(self, first: str, second: str) -> tuple[Difference, ...] | Message:
        """Compare two variants grid by grid, or return what stands against either run."""
        traces = (self.attempt(first), self.attempt(second))
        for trace in traces:
            if isinstance(trace, Message):
                return trace
        one, other = (trace for trace in traces if isinstance(trace, Trace))
        return compare(one, other)


def named(text: str, variant: str, **values: object) -> Message:
    """Fill a variant's label into marked text with the placeholder ``{variant}``."""
    return message(text, variant=message(VARIANTS[variant].label), **values)


def finite(figure: Figure) -> Figure:
    """Return a figure, without its number where that is none: cells may hold up to 1e308."""
    if figure.value is None or math.isfinite(figure.value):
        return figure
    return replace(figure, value=None, reason=too_large())


def too_large() -> Message:
    """Return why there is no figure of numbers whose squares no float holds."""
    return message(QT_TRANSLATE_NOOP("core", "the numbers are too large to be measured"))


@np.errstate(all="ignore")
def _measured(measure: Callable[[Trace], float | Message], trace: Trace) -> float | Message:
    try:
        return measure(trace)
    except np.linalg.LinAlgError:  # of infinities
        return too_large()


def _untied(scenario: Scenario) -> Scenario:
    """Return a scenario, of a tied trained model the untied one of its task if there is one."""
    if not isinstance(scenario.weights, Trained):
        return scenario
    from core.trained.same_weights import untied_model

    return untied_model(scenario)
