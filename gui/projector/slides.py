"""What the projector shows one after another: every plot of every step, alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gui.contents import STEP_ENTRIES
from gui.export import plots_of
from gui.panels.step_panel import StepPanel
from gui.stage import at_panel, by_itself
from gui.state import State
from gui.store import Store
from gui.tables import Shown
from gui.theme import Theme
from gui.widgets.specs import MatrixSpec


@dataclass(frozen=True, slots=True)
class Slide:
    """One plot.

    Attributes
    ----------
    step : key of its step.
    view : the panel's view that has it; "" where there is one view only.
    plot : key of the plot.
    """

    step: str
    view: str
    plot: str


def place_of(deck: Sequence[Slide], step: str, grids: Sequence[str] = (), view: str = "") -> int:
    """Return the place of what a step is about.

    Parameters
    ----------
    grids, view : what a lesson points at, the first that is there counting most, and the panel's
        view that it asks for; without them it is the step's main plot, else its first.
    """
    own = [place for place, slide in enumerate(deck) if slide.step == step]
    named = [place for grid in grids for place in own if deck[place].plot == grid]
    seen = [place for place in own if view and deck[place].view == view]
    main = [place for place in own if deck[place].plot == step]
    return (named or seen or main or own or [0])[0]


class Slides(QWidget):
    """The plots of the steps, asked of panels that are never on the screen: its children."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._store, self._theme = store, theme
        self._panels: dict[str, StepPanel] = {}

    def of(self, state: State) -> tuple[Slide, ...]:
        """Return every plot of every step of a state, in the order of the steps."""
        found: list[Slide] = []
        for entry in STEP_ENTRIES:
            at_step = at_panel(state, entry.key)
            panel = self.panel(entry.key)
            seen: set[tuple[str, type]] = set()  # one head's map and all heads' are two plots
            for view in [key for key, _ in panel.views()] or [""]:
                panel.set_view(view)
                own = {
                    key: type(spec)
                    for key, spec in plots_of(panel, at_step).items()
                    if (key, type(spec)) not in seen and not _is_check(spec)
                }
                found += [Slide(entry.key, view, key) for key in own]
                seen.update(own.items())
        return tuple(found)

    def spec(self, slide: Slide, state: State) -> Shown | None:
        """Return a plot with its own labels and scale; None where the state has it no longer."""
        panel = self.panel(slide.step)
        if panel.view() != slide.view:
            panel.set_view(slide.view)
        spec = plots_of(panel, at_panel(state, slide.step)).get(slide.plot)
        return None if spec is None else by_itself(spec)

    def panel(self, step: str) -> StepPanel:
        """Return the panel of a step, made when first asked for."""
        if step not in self._panels:
            entry = next(entry for entry in STEP_ENTRIES if entry.key == step)
            self._panels[step] = entry.load()(self._store, self._theme, self)
        return self._panels[step]


def _is_check(spec: Shown) -> bool:
    """Whether a plot is a column of sums or measures, which says nothing away from its map."""
    return isinstance(spec, MatrixSpec) and spec.grid.kind == "plain"
