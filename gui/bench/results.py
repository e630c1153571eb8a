"""What the bench computes beside the run: kept a while, in a worker where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.freedom import SIZES, Freedom
from core.outside import Outside, outside_keys
from core.trace import Trace
from core.width_law import WidthLaw
from gui.bench import freedom, law
from gui.bench.freedom import Shapes
from gui.bench.law import LawRequest
from gui.derived import Derived

MOST_ROWS = 64  # context rows whose distance is measured


@dataclass(frozen=True)
class OutsideRequest:
    """Whose context rows are to be measured against the hull of the keys."""

    trace: Trace
    head: int


class Results(QObject):
    """The answers of all views; ``ready()`` when one that took longer has come.

    Parameters
    ----------
    big : bytes above which a request goes to a worker; ``Store.big`` is the window's.
    """

    ready = Signal()

    def __init__(self, big: int, parent: QObject) -> None:
        super().__init__(parent)
        self._law: Derived[LawRequest, WidthLaw] = Derived(law.compute, law.cost, big, self)
        self._freedom: Derived[Shapes, tuple[Freedom, ...]] = Derived(
            freedom.compute, freedom.cost, big, self
        )
        self._own_freedom: Derived[Shapes, tuple[Freedom, ...]] = Derived(
            freedom.compute, freedom.cost, big, self
        )
        self._outside: Derived[OutsideRequest, tuple[Outside | None]] = Derived(
            _measure_outside, _outside_cost, big, self
        )
        self._all = (self._law, self._freedom, self._own_freedom, self._outside)
        for derived in self._all:
            derived.ready.connect(self.ready)
            derived.failed.connect(self._give_up)
        self._last_law: WidthLaw | None = None

    def law(self, request: LawRequest) -> WidthLaw | None:
        """Return the law, or the last one while a worker is at it; None at the very first."""
        self._last_law = self._law.result(request) or self._last_law
        return self._last_law

    def freedom(self) -> tuple[Freedom, ...]:
        """Return the ranks at the usual sizes."""
        return self._freedom.result(SIZES) or ()

    def own_freedom(self, shapes: Shapes) -> tuple[Freedom, ...] | None:
        """Return the ranks at a person's own sizes; None while a worker is at it."""
        return self._own_freedom.result(shapes)

    def outside(self, trace: Trace, head: int) -> tuple[Outside | None] | None:
        """Return the distances, in a tuple; None while a worker is at it."""
        return self._outside.result(OutsideRequest(trace, head))

    @Slot(object)
    def _give_up(self, error: Exception) -> None:
        """Tell it as any other error; what was found before stays."""
        raise error

    def close(self) -> None:
        """Stop the workers and wait for them."""
        for derived in self._all:
            derived.close()


def _outside_cost(request: OutsideRequest) -> int:
    """Return bytes that take about as long to move as the distances take to find."""
    resolved = request.trace.resolved
    return 240 * min(resolved.n_q, MOST_ROWS) * resolved.n_k * resolved.d_head


def _measure_outside(
    request: OutsideRequest, _cancelled: Callable[[], bool], _progress: Callable[[float], None]
) -> tuple[Outside | None]:
    return (outside_keys(request.trace, MOST_ROWS, request.head),)
