"""The panels of the steps, in the order of the rail."""

from __future__ import annotations

from gui.panels.gradients import GradientsPanel
from gui.panels.inputs import InputsPanel
from gui.panels.output import OutputPanel
from gui.panels.projections import ProjectionsPanel
from gui.panels.scale_mask import ScaleMaskPanel
from gui.panels.scores import ScoresPanel
from gui.panels.step_panel import StepPanel
from gui.panels.weights import WeightsPanel

PANELS: tuple[type[StepPanel], ...] = (
    InputsPanel,
    ProjectionsPanel,
    ScoresPanel,
    ScaleMaskPanel,
    WeightsPanel,
    OutputPanel,
    GradientsPanel,
)
