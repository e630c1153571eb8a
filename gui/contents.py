"""What the rail lists: the steps and the pages, each with the class that shows it.

The classes are named, not imported: a page is loaded when it is first shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.messages import QT_TRANSLATE_NOOP
from gui.i18n import translate
from gui.lazy import load


@dataclass(frozen=True, slots=True)
class Entry:
    """A step or a page.

    Attributes
    ----------
    key : the step's, one of ``core.trace.ALL_STEP_KEYS``, or the page's.
    title : marked text in the context ``panels``.
    question : marked text: what it asks, one line under the title.
    order : its place among the steps, or among the pages.
    shown_by : module and name of its class, as ``module:name``.
    """

    key: str
    title: str
    question: str
    order: int
    shown_by: str

    def load(self) -> Any:
        """Return the class: a :class:`gui.panels.step_panel.StepPanel`, or a page."""
        return load(self.shown_by)


STEP_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "inputs",
        QT_TRANSLATE_NOOP("panels", "Inputs"),
        QT_TRANSLATE_NOOP("panels", "Which vectors does attention start from?"),
        1,
        "gui.panels.inputs:InputsPanel",
    ),
    Entry(
        "projections",
        QT_TRANSLATE_NOOP("panels", "Projections"),
        QT_TRANSLATE_NOOP("panels", "Which input goes through which matrix?"),
        2,
        "gui.panels.projections:ProjectionsPanel",
    ),
    Entry(
        "scores",
        QT_TRANSLATE_NOOP("panels", "Scores"),
        QT_TRANSLATE_NOOP("panels", "How well does each query match each key?"),
        3,
        "gui.panels.scores:ScoresPanel",
    ),
    Entry(
        "scale_mask",
        QT_TRANSLATE_NOOP("panels", "Scale and mask"),
        QT_TRANSLATE_NOOP("panels", "How strong, and which, may the matches be?"),
        4,
        "gui.panels.scale_mask:ScaleMaskPanel",
    ),
    Entry(
        "weights",
        QT_TRANSLATE_NOOP("panels", "Weights"),
        QT_TRANSLATE_NOOP("panels", "What share of its attention does each key get?"),
        5,
        "gui.panels.weights:WeightsPanel",
    ),
    Entry(
        "output",
        QT_TRANSLATE_NOOP("panels", "Output"),
        QT_TRANSLATE_NOOP("panels", "What does each query carry away?"),
        6,
        "gui.panels.output:OutputPanel",
    ),
    Entry(
        "gradients",
        QT_TRANSLATE_NOOP("panels", "Gradients"),
        QT_TRANSLATE_NOOP("panels", "Which way would learning push every number?"),
        7,
        "gui.panels.gradients:GradientsPanel",
    ),
)
PAGE_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "compare",
        QT_TRANSLATE_NOOP("panels", "Compare"),
        QT_TRANSLATE_NOOP("panels", "What stays, and what changes, between variants?"),
        1,
        "gui.pages.compare:ComparePage",
    ),
    Entry(
        "bench",
        QT_TRANSLATE_NOOP("panels", "Tying bench"),
        QT_TRANSLATE_NOOP(
            "panels", "What does a head lose when K and V are tied, and what is saved?"
        ),
        2,
        "gui.pages.bench:BenchPage",
    ),
    Entry(
        "lab",
        QT_TRANSLATE_NOOP("panels", "Lab"),
        QT_TRANSLATE_NOOP("panels", "Does tying K and V cost anything? Trained here and now."),
        3,
        "gui.pages.lab:LabPage",
    ),
    Entry(
        "verdict",
        QT_TRANSLATE_NOOP("panels", "Verdict"),
        QT_TRANSLATE_NOOP("panels", "What is true about K = V, and what shows it?"),
        4,
        "gui.pages.verdict:VerdictPage",
    ),
    Entry(
        "lessons",
        QT_TRANSLATE_NOOP("panels", "Lessons"),
        QT_TRANSLATE_NOOP("panels", "What is there to learn, step by step?"),
        5,
        "gui.pages.lessons:LessonsPage",
    ),
)
ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {entry.key: entry for entry in (*STEP_ENTRIES, *PAGE_ENTRIES)}
)


def step_titles() -> dict[str, str]:
    """Return number and title of every step in the reader's language, by key."""
    return {
        entry.key: f"{entry.order}  {translate('panels', entry.title)}" for entry in STEP_ENTRIES
    }
