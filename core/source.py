"""Where the tokens, the vectors and the matrices of a run come from.

Everything that needs them asks the scenario's source by name, and never where it has them from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from core.explanation import Draw
from core.messages import Message, Problem
from core.numerics import FloatArray
from core.scenario import DTypeName, Imported, Scenario, Seeded, Trained

if TYPE_CHECKING:
    from core.resolve import Resolved

Put: TypeAlias = Callable[[str, FloatArray], FloatArray]
"""Takes a grid's name and array, and returns the array to go on with (edited, read-only)."""

Touch: TypeAlias = Callable[[int, FloatArray], None]
"""Takes the number of a state and the state [d], which it may overwrite in place."""

Shape: TypeAlias = tuple[int, int, int]
"""[heads, rows, cols] of a matrix."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one number of a run comes from that nothing in the run computes.

    Attributes
    ----------
    value : the number before any edit.
    note : the same in a sentence.
    drawn : which random number it is; None for what was learned or read.
    """

    value: float
    note: Message
    drawn: Draw | None = None


class Source(Protocol):
    """What a run starts from."""

    @property
    def random(self) -> bool:
        """Whether the numbers are drawn, and mean nothing."""

    @property
    def read_from(self) -> int | None:
        """First feature of the output that the answer is; None where more follows, or no answer."""

    def fitted(self, resolved: Resolved) -> Resolved:
        """Return a run's sizes, tokens and choices, with those that the source decides."""

    def fill_inputs(self, resolved: Resolved, put: Put, touch: Callable[[str], Touch]) -> None:
        """Hand every grid of the first step to ``put``, in the order of the computation.

        Parameters
        ----------
        put : takes arrays [1, n, d].
        touch : gives, for grids whose rows are made one after another, what happens to each.
        """

    def matrix(self, name: str, shape: Shape, dtype: DTypeName) -> FloatArray:
        """Return the matrix called ``name`` (see :class:`core.variant.Parameter`), read-only."""

    def answers(
        self, resolved: Resolved, arrays: Mapping[str, FloatArray]
    ) -> Iterator[tuple[str, FloatArray]]:
        """Yield what the model answers, as grids of the last step; nothing where it has no task."""

    def gives(self, grid: str) -> bool:
        """Whether the numbers of an input grid are given, not computed from other grids."""

    def origin(self, resolved: Resolved, name: str, head: int, row: int, col: int) -> Origin:
        """Return where a number of an input grid, or of a matrix by its name, comes from."""

    def notes(self, resolved: Resolved) -> Iterator[Message]:
        """Yield what is worth saying about the inputs."""


def source_of(scenario: Scenario) -> Source:
    """Return the source of a valid scenario.

    Raises
    ------
    core.trained.problem.ModelError : its trained model cannot be used, or not with this text.
    """
    if isinstance(scenario.weights, Seeded):
        from core.inputs import Drawn

        return Drawn(scenario.seed)
    if isinstance(scenario.weights, Imported):
        from core.imported import ImportedSource

        return ImportedSource.of(scenario)
    from core.trained.sources import trained_source

    return trained_source(scenario)


def model_problem(scenario: Scenario) -> Problem | None:
    """Return why a scenario cannot have its trained model, or not with its text; None if it can.

    Parameters
    ----------
    scenario : its fields are right one by one.
    """
    if isinstance(scenario.weights, Seeded | Imported):
        return None
    from core.trained.problem import ModelError

    try:
        source_of(scenario)
    except ModelError as error:
        return error.problem
    return None


def model_misfits(scenario: Scenario) -> tuple[Problem, ...]:
    """Return why a variant cannot be put together from the matrices of a trained model.

    Parameters
    ----------
    scenario : has a trained model, and :func:`model_problem` finds nothing.
    """
    if not isinstance(scenario.weights, Trained) or not scenario.weights.retied:
        return ()
    from core.trained.retying import retied_misfits

    return retied_misfits(scenario)


def drawn_twin(scenario: Scenario) -> Scenario:
    """Return a scenario with random vectors, for what holds of any numbers; a random one itself.

    What a trained model was asked means nothing to other variants: an ordinary text takes its
    place, and its edits go.
    """
    if not isinstance(scenario.weights, Trained):
        return scenario
    plain = Scenario()
    return replace(
        scenario,
        weights=Seeded(),
        text=plain.text,
        target=plain.target,
        mask=plain.mask,
        padding=0,
        edits=(),
    )
