"""Redraw Q, Kᵀ and S after an edit, as the figure does and as matplotlib does, in one run.

Run ``python tests/bench/figure.py``; it prints medians in milliseconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import matplotlib as mpl

mpl.use("Agg")
import numpy as np
from matplotlib import pyplot as plt
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from core.explanation import Source
from core.trace import Axis, Grid
from gui import theme
from gui.state import Cell
from gui.widgets.figure import Figure
from gui.widgets.numbers import format_number
from gui.widgets.specs import MatrixSpec

SIZES = ((16, 16), (64, 64), (256, 64), (1024, 64))  # tokens, width of a head
VIEW = (900, 800)
REPEATS = 15


def grids(n_tokens: int, d_head: int, seed: int) -> tuple[Grid, Grid, Grid]:
    """Queries, keys and scores of random vectors."""
    random = np.random.default_rng(seed)
    query = random.normal(size=(1, n_tokens, d_head))
    key = random.normal(size=(1, n_tokens, d_head))
    scores = query @ key.swapaxes(1, 2)  # [1, n, d], [1, d, n] -> [1, n, n]
    tokens = tuple(f"token{i}" for i in range(n_tokens))
    rows, cols = Axis("tokens", "q", tokens, "query"), Axis("tokens", "k", tokens, "key")
    features = Axis("features", "f", tuple(str(i + 1) for i in range(d_head)))
    return (
        Grid("query", "Q", "queries", query, rows, features, roles=("query",)),
        Grid("key", "K", "keys", key, cols, features, roles=("key",)),
        Grid("scores", "S", "scores", scores, rows, cols),
    )


def specs(made: tuple[Grid, Grid, Grid]) -> tuple[MatrixSpec, ...]:
    """Q at the left of S, Kᵀ above it."""
    query, key, scores = made
    return (
        MatrixSpec("query", query, 0, 1, 0, "Q"),
        MatrixSpec("key", key, 0, 0, 1, "Kᵀ", transposed=True, row_labels=False),
        MatrixSpec(
            "scores", scores, 0, 1, 1, "S", row_labels=False, col_labels=False, colorbar=True
        ),
    )


def median_ms(action: Callable[[int], None]) -> float:
    """Median time of an action, which is told its number, in milliseconds."""
    action(0)
    times = []
    for number in range(1, REPEATS + 1):
        start = time.perf_counter()
        action(number)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def of_figure(n_tokens: int, d_head: int) -> tuple[float, float, float]:
    """Update with repaint, focus without and with repaint after a real mouse move."""
    figure = Figure(theme.LIGHT)
    figure.resize(*VIEW)
    figure.show()
    QApplication.processEvents()
    pages = [specs(grids(n_tokens, d_head, seed)) for seed in (1, 2)]

    def update(number: int) -> None:
        figure.set_specs(pages[number % 2])
        figure.viewport().repaint()

    def focus(number: int) -> None:
        row, col = number % n_tokens, (3 * number) % n_tokens
        sources = (Source("query", 0, row, None), Source("key", 0, col, None))
        figure.set_focus(Cell("scores", 0, row, col), sources)

    def hovered(cell: Cell | None) -> None:
        if cell is not None:
            sources = (Source("query", 0, cell.row, None), Source("key", 0, cell.col, None))
            figure.set_focus(cell, sources)

    def hover(number: int) -> None:
        body = figure.item("scores").body
        where = body.topLeft() + QPointF(9.0 + 13 * number, 7.0 + 11 * number)
        point = QPointF(figure.mapFromScene(where))
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            point,
            QPointF(QPoint()),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(figure.viewport(), move)
        QApplication.processEvents()

    times = median_ms(update), median_ms(focus)
    figure.hovered.connect(hovered)
    times = (*times, median_ms(hover))
    figure.close()
    return times


def of_matplotlib(n_tokens: int, d_head: int) -> float:
    """The same three maps with the same labels and numbers, redrawn by their artists."""
    pages = [grids(n_tokens, d_head, seed) for seed in (1, 2)]
    page, axes = plt.subplots(2, 2, figsize=(VIEW[0] / 96, VIEW[1] / 96), dpi=96)
    axes[0, 0].set_axis_off()
    places = (axes[1, 0], axes[0, 1], axes[1, 1])
    images, texts = [], []
    for place, grid in zip(places, pages[0], strict=True):
        shown = grid.values[0].T if place is axes[0, 1] else grid.values[0]
        images.append(place.imshow(shown, cmap="PuOr_r", aspect="auto"))
        step = max(1, n_tokens // 32)
        place.set_yticks(range(0, shown.shape[0], max(1, shown.shape[0] // 32)))
        place.set_xticks(range(0, n_tokens, step), grid.rows.labels[::step], rotation=90)
        if n_tokens <= 16:  # as many cells as print their numbers in the figure
            texts.append(
                [
                    [place.text(c, r, "") for c in range(shown.shape[1])]
                    for r in range(shown.shape[0])
                ]
            )
    page.colorbar(images[2], ax=places[2])

    def update(number: int) -> None:
        for index, (image, grid) in enumerate(zip(images, pages[number % 2], strict=True)):
            shown = grid.values[0].T if index == 1 else grid.values[0]
            image.set_data(shown)
            image.set_clim(-np.abs(shown).max(), np.abs(shown).max())
            for row, line in enumerate(texts[index] if texts else ()):
                for col, text in enumerate(line):
                    text.set_text(format_number(float(shown[row, col]), 1))
        page.canvas.draw()

    taken = median_ms(update)
    plt.close(page)
    return taken


def main() -> None:
    """Print the table."""
    app = QApplication.instance() or QApplication([])
    app.setStyle("Fusion")
    app.setFont(theme.font())
    print(f"median of {REPEATS}, milliseconds; three maps in {VIEW[0]} × {VIEW[1]} pixels")
    print(f"{'tokens × width':>15} {'update':>8} {'matplotlib':>11} {'times':>6} ", end="")
    print(f"{'set_focus':>10} {'hover':>8}")
    for n_tokens, d_head in SIZES:
        update, focus, hover = of_figure(n_tokens, d_head)
        other = of_matplotlib(n_tokens, d_head)
        print(
            f"{f'{n_tokens} × {d_head}':>15} {update:8.2f} {other:11.1f} {other / update:6.1f} "
            f"{focus:10.2f} {hover:8.2f}"
        )


if __name__ == "__main__":
    main()
