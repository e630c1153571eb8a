"""The titles of the steps, for pages, which know no panels."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.i18n import translate

STEP_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "inputs": QT_TRANSLATE_NOOP("panels", "Inputs"),
        "projections": QT_TRANSLATE_NOOP("panels", "Projections"),
        "scores": QT_TRANSLATE_NOOP("panels", "Scores"),
        "scale_mask": QT_TRANSLATE_NOOP("panels", "Scale and mask"),
        "weights": QT_TRANSLATE_NOOP("panels", "Weights"),
        "output": QT_TRANSLATE_NOOP("panels", "Output"),
    }
)


def step_titles() -> dict[str, str]:
    """Return number and title of every step in the reader's language, by key."""
    return {
        key: f"{number}  {translate('panels', title)}"
        for number, (key, title) in enumerate(STEP_TITLES.items(), start=1)
    }
