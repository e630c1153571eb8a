"""A panel laid out without a window: for files, and for what is not on the screen just now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent

from gui.follow import carried
from gui.panels.step_panel import StepPanel
from gui.state import State
from gui.store import Store
from gui.tables import Shown
from gui.theme import Theme
from gui.widgets.figure import Figure
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import MatrixSpec, MosaicSpec

# Room for what a plot leaves to its neighbours on the screen: labels and a scale.
ROOM = (150, 90)


def at_step(state: State, step: str) -> State:
    """Return a state as a person sees it at another step: nothing hovered, the pin gone along."""
    pin = carried(state.view.pin, step, state.trace)
    return replace(state, view=replace(state.view, step=step, hover=None, pin=pin))


@contextmanager
def staged(
    kind: type[StepPanel], store: Store, theme: Theme, scale: float, size: tuple[int, int]
) -> Iterator[StepPanel]:
    """Give a panel of the store's state, its figure ``size`` pixels large, never on a screen.

    Parameters
    ----------
    kind : the panel's class.
    scale : of the fonts.
    size : (width, height) of the room for the plots; they may take more.
    """
    panel = kind(store, theme)
    try:
        panel.set_look(theme, scale)
        panel.figure.setFixedSize(*size)  # counts at once, though the panel is never shown
        panel.show_state(at_step(store.state, kind.key))
        yield panel
    finally:
        panel.deleteLater()
        QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)


@contextmanager
def alone(panel: StepPanel, state: State, spec: Shown) -> Iterator[Figure]:
    """Give one plot of a panel in a figure of its own, as zoomed and pinned as it is there.

    It gets the labels and the scale that a neighbour has for it on the panel.
    """
    item = panel.figure.item(spec.key)
    figure = Figure(item.style.theme, item.style.scale)
    try:
        frame = item.frame().size().toSize()
        figure.setFixedSize(frame.width() + ROOM[0], frame.height() + ROOM[1])
        placed = replace(spec, row=0, col=0)
        if isinstance(placed, MatrixSpec):
            placed = replace(placed, row_labels=True, col_labels=True, colorbar=True)
        elif isinstance(placed, MosaicSpec):
            placed = replace(placed, last_row=None)
        figure.set_specs((placed,))
        copy = figure.item(spec.key)
        if isinstance(item, MatrixPlot) and isinstance(copy, MatrixPlot):
            copy.show_seen(item.seen)
        pin = state.view.pin
        if pin is not None:
            sources = state.trace.explain(pin.grid, pin.head, pin.row, pin.col).sources
            figure.set_focus(pin, sources, pinned=True)
        yield figure
    finally:
        figure.deleteLater()
        QCoreApplication.sendPostedEvents(figure, QEvent.Type.DeferredDelete)
