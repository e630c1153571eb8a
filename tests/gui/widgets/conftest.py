"""A scene of small grids, and a figure that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.trace import Axis, Grid
from gui import theme
from gui.widgets.figure import Figure
from gui.widgets.specs import MatrixSpec, Spec

TOKENS = ("the", "cat", "sat", "on", "mat")
N_TOKENS, D_HEAD, N_HEADS = len(TOKENS), 3, 2


@pytest.fixture
def grids() -> dict[str, Grid]:
    """Queries, keys, scores and causal weights of two heads over five tokens."""
    random = np.random.default_rng(3)
    query = random.normal(size=(N_HEADS, N_TOKENS, D_HEAD))
    key = random.normal(size=(N_HEADS, N_TOKENS, D_HEAD))
    scores = query @ key.swapaxes(1, 2)  # [h, n, d], [h, d, n] -> [h, n, n]
    masked = np.where(np.tri(N_TOKENS, dtype=bool), scores, -np.inf)
    weights = np.exp(masked - masked.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    rows = Axis("tokens", "query tokens", TOKENS, "query")
    cols = Axis("tokens", "key tokens", TOKENS, "key")
    features = Axis("features", "features", tuple(str(i + 1) for i in range(D_HEAD)))
    made = (
        Grid("query", "Q", "queries", query, rows, features, roles=("query",)),
        Grid("key", "K", "keys", key, cols, features, roles=("key",)),
        Grid("tied", "K", "keys and values", key, cols, features, roles=("key", "value")),
        Grid("scores", "S", "scores", scores, rows, cols, edited=frozenset({(0, 1, 2)})),
        Grid("masked", "S", "masked", masked, rows, cols),
        Grid("mask", "M", "mask", np.tri(N_TOKENS)[None], rows, cols, kind="mask"),
        Grid("weights", "A", "weights", weights, rows, cols, kind="weights"),
    )
    return {grid.name: grid for grid in made}


@pytest.fixture
def product(grids: dict[str, Grid]) -> tuple[MatrixSpec, ...]:
    """Q at the left of S, Kᵀ above it."""
    return (
        MatrixSpec("q", grids["query"], 0, 1, 0, "Q"),
        MatrixSpec("k", grids["key"], 0, 0, 1, "Kᵀ", transposed=True, row_labels=False),
        MatrixSpec(
            "s", grids["scores"], 0, 1, 1, "S", row_labels=False, col_labels=False, colorbar=True
        ),
    )


@pytest.fixture
def figure(qapp: QApplication) -> Iterator[Figure]:
    """An empty figure on the (offscreen) screen."""
    shown = Figure(theme.LIGHT)
    shown.resize(800, 640)
    shown.show()
    QTest.qWaitForWindowExposed(shown)
    yield shown
    shown.close()
    shown.deleteLater()


@pytest.fixture
def show(figure: Figure) -> Callable[[Sequence[Spec]], Figure]:
    """Show specs and let the events run."""

    def showing(specs: Sequence[Spec]) -> Figure:
        figure.set_specs(specs)
        QApplication.processEvents()
        return figure

    return showing


class Mouse:
    """Real mouse events at scene positions."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure

    def move(self, where: QPointF) -> None:
        QTest.mouseMove(self.figure.viewport(), self.figure.mapFromScene(where))
        QApplication.processEvents()

    def click(self, where: QPointF) -> None:
        point = self.figure.mapFromScene(where)
        QTest.mouseClick(self.figure.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def double_click(self, where: QPointF) -> None:
        point = self.figure.mapFromScene(where)
        QTest.mouseDClick(self.figure.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def drag(self, start: QPointF, end: QPointF) -> None:
        viewport, button = self.figure.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, button, pos=self.figure.mapFromScene(start))
        for part in (0.3, 0.6, 1.0):
            where = start + (end - start) * part
            QTest.mouseMove(viewport, self.figure.mapFromScene(where))
        QTest.mouseRelease(viewport, button, pos=self.figure.mapFromScene(end))


@pytest.fixture
def mouse(figure: Figure) -> Mouse:
    return Mouse(figure)
