"""Figures of evidence, and the runs that they are taken from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from core.compare import Difference, compare
from core.evidence import Evidence, evidence
from core.messages import Message, message
from core.pipeline import run
from core.scenario import Scenario
from core.source import drawn_twin
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

    Parameters
    ----------
    scenario : text, seed, sizes and edits of all runs; its variant is replaced. In place of a
        trained model's, vectors are random: what holds of any matrices is asked here.
    cancelled : handed to every run; see :func:`core.pipeline.run`.
    """

    def __init__(self, scenario: Scenario, cancelled: Callable[[], bool] | None = None) -> None:
        self.scenario = drawn_twin(scenario)
        self._cancelled = cancelled
        self._traces: dict[str, Trace | Message] = {}
        self._evidence: dict[str, Evidence] = {}

    def attempt(self, variant: str) -> Trace | Message:
        """Return the run of a variant, or what stands against it."""
        if variant not in self._traces:
            scenario = replace(self.scenario, variant=variant)
            problems = scenario.validate()
            self._traces[variant] = (
                problems[0].wrong if problems else run(scenario, self._cancelled)
            )
        return self._traces[variant]

    def evidence(self, variant: str) -> Evidence | Message:
        """Return what a run says about keys against values, or what stands against the run."""
        if variant not in self._evidence:
            trace = self.attempt(variant)
            if isinstance(trace, Message):
                return trace
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
        found = trace if isinstance(trace, Message) else measure(trace)
        if isinstance(found, Message):
            return Figure(key, label, None, form, found)
        return Figure(key, label, found, form)

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
