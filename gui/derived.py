"""What a page computes beside the scenario's own run: kept a while, large ones in a worker."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from gui.jobs import Jobs

KEPT = 6  # answers, as long as they are small

RequestT = TypeVar("RequestT", bound=Hashable)
ResultT = TypeVar("ResultT")
Compute = Callable[[RequestT, Callable[[], bool], Callable[[float], None]], ResultT]


class Derived(QObject, Generic[RequestT, ResultT]):
    """Answers to requests; ``ready()`` when one that took longer has come.

    Parameters
    ----------
    compute : pure function of (request, cancelled, progress), as :func:`core.pipeline.run` is.
    cost : of a request, in bytes.
    big : cost above which a request goes to a worker; ``Store.big`` is the window's.
    parent : owns this, and with it every answer kept.

    Signals: ``ready()``; ``failed(error)``; ``progress(fraction)``.
    """

    ready = Signal()
    failed = Signal(object)
    progress = Signal(float)

    def __init__(
        self,
        compute: Compute[RequestT, ResultT],
        cost: Callable[[RequestT], int],
        big: int,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._compute, self._cost, self._big = compute, cost, big
        self._kept: OrderedDict[RequestT, ResultT] = OrderedDict()
        self._awaited: RequestT | None = None
        self._failed: RequestT | None = None
        self._jobs = Jobs(self, compute)
        self._jobs.finished.connect(self._finished)
        self._jobs.failed.connect(self._give_up)
        self._jobs.progress.connect(self.progress)

    @property
    def computing(self) -> bool:
        """Whether an answer is awaited."""
        return self._awaited is not None

    @property
    def refused(self) -> bool:
        """Whether the last request failed."""
        return self._failed is not None

    def result(self, request: RequestT) -> ResultT | None:
        """Return the answer, at once where it is kept or small; None while a worker is at it.

        A request that failed is not tried again until another one has been made.
        """
        if request in self._kept:
            self._forget()
            self._kept.move_to_end(request)
            return self._kept[request]
        if request in (self._awaited, self._failed):
            return None
        self._forget()
        if self._cost(request) > self._big:
            self._awaited = request
            self._jobs.start(request)
            return None
        return self._keep(request, self._now(request))

    def kept(self, request: RequestT) -> ResultT | None:
        """Return the answer where it is kept; nothing is started."""
        return self._kept.get(request)

    def at_once(self, request: RequestT) -> ResultT:
        """Return the answer, computed here where it is not kept: for what cannot wait."""
        if request in self._kept:
            return self._kept[request]
        return self._keep(request, self._now(request))

    def cancel(self) -> None:
        """Drop what is awaited."""
        self._forget()

    def close(self) -> None:
        """Stop the worker and wait for it."""
        self._forget()
        self._jobs.close()

    def _now(self, request: RequestT) -> ResultT:
        with np.errstate(all="ignore"):  # as in the worker
            return self._compute(request, _never, _ignore)

    def _keep(self, request: RequestT, result: ResultT) -> ResultT:
        self._kept[request] = result
        costs = sum(self._cost(other) for other in self._kept)
        while len(self._kept) > 1 and (len(self._kept) > KEPT or costs > KEPT * self._big):
            costs -= self._cost(self._kept.popitem(last=False)[0])
        return result

    def _forget(self) -> None:
        """Drop what is awaited: another answer is wanted now."""
        self._failed = None
        if self._awaited is not None:
            self._awaited = None
            self._jobs.cancel()

    @Slot(int, object)
    def _finished(self, generation: int, result: ResultT) -> None:
        if self._awaited is not None:
            request, self._awaited = self._awaited, None
            self._keep(request, result)
            self.ready.emit()

    @Slot(int, object)
    def _give_up(self, generation: int, error: Exception) -> None:
        self._failed, self._awaited = self._awaited, None
        self.failed.emit(error)


def _never() -> bool:
    return False


def _ignore(done: float) -> None:
    """Tell nobody: it is done before anybody could look."""
