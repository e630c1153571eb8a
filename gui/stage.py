"""A panel laid out without a window: for files, and for what is not on the screen just now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent

from core.trace import ALL_STEP_KEYS
from gui.follow import carried, settled
from gui.panels.base import Panel
from gui.state import STEPS, State
from gui.store import Store
from gui.tables import Shown
from gui.theme import Theme
from gui.widgets.figure import Figure
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.specs import MatrixSpec, MosaicSpec, RowBarsSpec

# Room for what a plot leaves to its neighbours on the screen: labels and a scale.
ROOM = (150, 90)
PanelT = TypeVar("PanelT", bound=Panel)


def at_panel(state: State, key: str) -> State:
    """Return a state as a person sees it at a step or page: nothing hovered, the pin gone along."""
    if key not in ALL_STEP_KEYS:
        return replace(state, view=replace(state.view, page=key, hover=None))
    view = settled(replace(state.view, page=STEPS, step=key, hover=None), state.trace)
    pin = carried(view.pin, key, state.trace)
    return replace(state, view=replace(view, pin=pin))


@contextmanager
def staged(
    kind: Callable[[Store, Theme], PanelT],
    store: Store,
    theme: Theme,
    scale: float,
    size: tuple[int, int],
) -> Iterator[PanelT]:
    """Give a panel of the store's state, its figures ``size`` pixels large, never on a screen.

    Parameters
    ----------
    kind : the panel's class.
    scale : of the fonts.
    size : (width, height) of the room for the plots; they may take more.
    """
    panel = kind(store, theme)
    try:
        panel.set_look(theme, scale)
        for figure in panel.figures():
            figure.setFixedSize(*size)  # counts at once, though the panel is never shown
        panel.show_state(at_panel(store.state, panel.key))
        yield panel
    finally:
        panel.deleteLater()
        QCoreApplication.sendPostedEvents(panel, QEvent.Type.DeferredDelete)


@contextmanager
def alone(panel: Panel, state: State, spec: Shown) -> Iterator[Figure]:
    """Give one plot of a panel in a figure of its own, as zoomed and pinned as it is there.

    It gets the labels and the scale that a neighbour has for it on the panel.
    """
    item = next(f.item(spec.key) for f in panel.figures() if spec.key in f.plot_keys())
    figure = Figure(item.style.theme, item.style.scale)
    figure.enlarges = False  # it takes the scale that its plot has there
    try:
        frame = item.frame().size().toSize()
        figure.setFixedSize(frame.width() + ROOM[0], frame.height() + ROOM[1])
        figure.set_specs((by_itself(spec),))
        copy = figure.item(spec.key)
        if isinstance(item, MatrixPlot) and isinstance(copy, MatrixPlot):
            copy.show_seen(item.seen)
        figure.set_foci(panel.foci(state))
        yield figure
    finally:
        figure.deleteLater()
        QCoreApplication.sendPostedEvents(figure, QEvent.Type.DeferredDelete)


def by_itself(spec: Shown) -> Shown:
    """Return a plot as it stands alone: with the labels and the scale that a neighbour had."""
    placed = replace(spec, row=0, col=0)
    if isinstance(placed, MatrixSpec):
        return replace(placed, row_labels=True, col_labels=True, colorbar=True)
    if isinstance(placed, MosaicSpec):
        return replace(placed, last_row=None)
    if isinstance(placed, RowBarsSpec):
        return replace(placed, row_labels=True)
    return placed
