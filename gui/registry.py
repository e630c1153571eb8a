"""The step panels, in the order of the rail."""

from __future__ import annotations

from gui.panels.scores import ScoresPanel
from gui.panels.step_panel import StepPanel

PANELS: tuple[type[StepPanel], ...] = (ScoresPanel,)
