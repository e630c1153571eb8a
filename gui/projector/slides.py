"""What the projector shows one after another: every plot of every step, alone."""

from __future__ import annotations

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
            seen: set[str] = set()
            for view in [key for key, _ in panel.views()] or [""]:
                panel.set_view(view)
                own = [
                    key
                    for key, spec in plots_of(panel, at_step).items()
                    if key not in seen and not _is_check(spec)
                ]
                found += [Slide(entry.key, view, key) for key in own]
                seen.update(own)
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
