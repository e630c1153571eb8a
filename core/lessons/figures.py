"""The figures that a lesson's texts and questions may ask for, computed from one run.

Rows, columns and heads count from 1, as the window shows them; tokens may be named instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from core.compare import difference_of
from core.evidence import Evidence, evidence
from core.figures import Runs
from core.gradients.step_notes import common_stores, cosine_of
from core.lessons.expressions import Value
from core.lessons.figure_error import fault
from core.messages import QT_TRANSLATE_NOOP, Message
from core.numerics import FloatArray
from core.outside import outside_keys
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Scenario
from core.trace import Axis, Grid, Trace
from core.trained.scenarios import with_variant

MOST_BYTES = 1_000_000
"""A lesson's runs are small: they are computed while a page opens and while a person types."""
MOST_RUNS = 100

_FIELDS = frozenset(row.name for row in fields_of(Scenario)) - {"weights", "edits"}


class LiveFigures:
    """Figures of one run; whatever is asked for twice is computed once.

    Parameters
    ----------
    trace : the run.
    known : runs of other scenarios, shared among the figures that were reached from one another.
    """

    def __init__(self, trace: Trace, known: dict[Scenario, LiveFigures] | None = None) -> None:
        self.trace = trace
        self._known: dict[Scenario, LiveFigures] = {} if known is None else known
        self._known.setdefault(trace.scenario, self)
        self._evidence: Evidence | None = None
        self._runs: Runs | None = None

    # ---- what an expression asks for ---------------------------------------------------------

    def knows(self, name: str) -> bool:
        """Whether there is a figure of that name."""
        return name in NAMES

    def arity(self, name: str) -> tuple[int, int] | None:
        """Return the least and the largest number of a function's arguments; None: no such."""
        from core.lessons.functions import FUNCTIONS  # it is built on this module

        return FUNCTIONS[name].arity if name in FUNCTIONS else None

    def name(self, name: str) -> Value:
        """Return a figure."""
        found = NAMES[name](self)
        if found is None:
            raise fault(QT_TRANSLATE_NOOP("core", "this variant has no such figure"))
        return found

    def call(self, name: str, arguments: tuple[Value, ...]) -> Value:
        """Return a function's value."""
        from core.lessons.functions import FUNCTIONS

        return FUNCTIONS[name].compute(self, arguments)

    def elsewhere(self, fields: Mapping[str, Value]) -> LiveFigures:
        """Return the figures of another scenario: these fields replaced."""
        for name in fields:
            if name not in _FIELDS:
                raise fault(QT_TRANSLATE_NOOP("core", "a scenario has no {name}"), name=name)
        chosen = {name: self._typed(name, value) for name, value in fields.items()}
        scenario = self.trace.scenario
        if isinstance(chosen.get("variant"), str):
            scenario = with_variant(scenario, str(chosen["variant"]))  # of trained ones, the twin
        return self.of(replace(scenario, **chosen))  # type: ignore[arg-type]

    def of(self, scenario: Scenario) -> LiveFigures:
        """Return the figures of a scenario; FigureError where it cannot be run."""
        if scenario not in self._known:
            if len(self._known) >= MOST_RUNS:
                raise fault(
                    QT_TRANSLATE_NOOP("core", "more than {most} runs are asked for"), most=MOST_RUNS
                )
            LiveFigures(run_of(scenario), self._known)
        return self._known[scenario]

    def _typed(self, name: str, value: Value) -> object:
        """Return a value as the scenario's field has it: whole numbers, yes and no."""
        if isinstance(value, str):
            return None if value == "auto" else value
        now = getattr(Scenario(), name)
        if name in ("scaled", "output_projection", "rotary_value"):
            return bool(value)
        floating = isinstance(now, float) or name == "softcap"
        return value if floating or value != int(value) else int(value)

    # ---- parts of the run --------------------------------------------------------------------

    @property
    def evidence(self) -> Evidence:
        """What the run says about keys against values."""
        if self._evidence is None:
            self._evidence = evidence(self.trace)
        return self._evidence

    @property
    def runs(self) -> Runs:
        """The same scenario in every variant."""
        if self._runs is None:
            self._runs = Runs(self.trace.scenario)
        return self._runs

    def grid(self, name: Value) -> Grid:
        """Return a grid of the run; FigureError where it has none of that name."""
        if not isinstance(name, str) or not self.trace.has(name):
            raise fault(QT_TRANSLATE_NOOP("core", "this run has no grid {name}"), name=str(name))
        return self.trace.grid(name)

    def slab(self, name: Value, head: Value = 1.0) -> FloatArray:
        """Return one head of a grid, [rows, cols]."""
        grid = self.grid(name)
        values: FloatArray = grid.values[place(head, grid.n_heads)].astype(np.float64)
        return values


def run_of(scenario: Scenario) -> Trace:
    """Run a scenario that a lesson asks for; FigureError where it cannot be run, or is large."""
    problems = scenario.validate()
    if problems:
        raise fault(
            QT_TRANSLATE_NOOP("core", "{wrong}; {right}"),
            wrong=problems[0].wrong,
            right=problems[0].right,
        )
    if resolve(scenario).memory_needed > MOST_BYTES:
        raise fault(QT_TRANSLATE_NOOP("core", "the scenario is too large for a lesson"))
    return run(scenario)


def place(number: Value, count: int) -> int:
    """Return a place counted from 1 as one counted from 0."""
    if isinstance(number, str) or number != int(number) or not 1 <= number <= count:
        raise fault(
            QT_TRANSLATE_NOOP("core", "there is no number {number} among {count}"),
            number=f"{number:g}" if not isinstance(number, str) else number,
            count=count,
        )
    return int(number) - 1


def along(axis: Axis, where: Value) -> int:
    """Return a row or column from 0: by its number from 1, or by its token (the first such)."""
    if not isinstance(where, str):
        return place(where, len(axis.labels))
    if where not in axis.labels:
        raise fault(
            QT_TRANSLATE_NOOP("core", "there is no {token} among {labels}"),
            token=where,
            labels=" ".join(axis.labels),
        )
    return axis.labels.index(where)


def largest_change(figures: LiveFigures, grid: str, variants: tuple[str, str]) -> float:
    """Return by how much a grid differs between two variants; FigureError where none can say."""
    found = figures.runs.differences(*variants)
    if isinstance(found, Message):
        raise fault(QT_TRANSLATE_NOOP("core", "{why}"), why=found)
    try:
        one = difference_of(found, grid)
    except KeyError:
        raise fault(QT_TRANSLATE_NOOP("core", "this run has no grid {name}"), name=grid) from None
    if one.largest is None:
        raise fault(QT_TRANSLATE_NOOP("core", "{why}"), why=one.reason or one.title)
    return one.largest


def _outside(figures: LiveFigures) -> tuple[float, float]:
    found = outside_keys(figures.trace)
    if found is None:
        raise fault(QT_TRANSLATE_NOOP("core", "this variant has no such figure"))
    return found.fraction, float(found.relative.max(initial=0.0))


def _gradient_cosine(figures: LiveFigures) -> float | None:
    """Return the cosine of what the shared matrix receives as W_K and as W_V; None without one."""
    found = figures.trace.back.found
    if found is None or "w_k" not in common_stores(found):
        return None
    return cosine_of(found, "w_k", "key", "value")


NAMES: Mapping[str, Callable[[LiveFigures], Value | None]] = MappingProxyType(
    {
        "max_kv_difference": lambda live: live.evidence.max_difference,
        "mean_kv_cosine": lambda live: live.evidence.mean_cosine,
        "same_source": lambda live: float(live.evidence.source.holds),
        "same_map": lambda live: float(live.evidence.map.holds),
        "same_numbers": lambda live: float(live.evidence.numbers.holds),
        "other_kv_difference": lambda live: (
            live.evidence.other.max_difference if live.evidence.other else None
        ),
        "parameters": lambda live: float(live.evidence.costs.n_parameters),
        "cache_bytes": lambda live: float(live.evidence.costs.cache_bytes),
        "cache_floats": lambda live: float(live.evidence.costs.cache_floats),
        "n_queries": lambda live: float(live.trace.resolved.n_q),
        "n_keys": lambda live: float(live.trace.resolved.n_k),
        "d_model": lambda live: float(live.trace.resolved.d_model),
        "d_head": lambda live: float(live.trace.resolved.d_head),
        "d_value": lambda live: float(live.trace.resolved.d_value),
        "n_heads": lambda live: float(live.trace.resolved.n_heads),
        "n_kv_heads": lambda live: float(live.trace.resolved.n_kv_heads),
        "temperature": lambda live: live.trace.resolved.temperature,
        "seed": lambda live: float(live.trace.scenario.seed),
        "padding": lambda live: float(live.trace.scenario.padding),
        "window": lambda live: float(live.trace.scenario.window),
        "n_edits": lambda live: float(len(live.trace.scenario.edits)),
        "variant": lambda live: live.trace.scenario.variant,
        "mask": lambda live: live.trace.scenario.mask,
        "positions": lambda live: live.trace.scenario.positions,
        "scaled": lambda live: float(live.trace.resolved.scaled),
        "output_projection": lambda live: float(live.trace.resolved.output_projection),
        "gradient_cosine": _gradient_cosine,
        "outside_hull": lambda live: _outside(live)[0],
        "farthest_outside": lambda live: _outside(live)[1],
        "pi": lambda _live: float(np.pi),
        "e": lambda _live: float(np.e),
    }
)
"""Figure -> how it is read off a run; None where the variant has none."""
