"""How the lab names, colours and marks the variants: short, for legends and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.variants import VARIANTS
from gui.i18n import translate
from gui.widgets.series_spec import Hue


@dataclass(frozen=True, slots=True)
class Looks:
    """A short name (marked text in the context ``lab``), a colour and a symbol of pyqtgraph's."""

    name: str
    hue: Hue
    symbol: str


LOOKS: Mapping[str, Looks] = MappingProxyType(
    {
        "self": Looks(QT_TRANSLATE_NOOP("lab", "untied"), "text", "o"),
        "gqa": Looks(QT_TRANSLATE_NOOP("lab", "GQA"), "muted", "o"),
        "mqa": Looks(QT_TRANSLATE_NOOP("lab", "MQA"), "muted", "s"),
        "k_eq_v": Looks(QT_TRANSLATE_NOOP("lab", "K = V"), "key", "d"),
        "gqa_k_eq_v": Looks(QT_TRANSLATE_NOOP("lab", "K = V, GQA"), "error", "d"),
        "mqa_k_eq_v": Looks(QT_TRANSLATE_NOOP("lab", "K = V, MQA"), "warn", "t"),
        "q_eq_k": Looks(QT_TRANSLATE_NOOP("lab", "Q = K"), "query", "s"),
        "q_eq_k_eq_v": Looks(QT_TRANSLATE_NOOP("lab", "Q = K = V"), "value", "t"),
        "k_eq_v_eq_x": Looks(QT_TRANSLATE_NOOP("lab", "K = V = X"), "accent", "star"),
        "luong_dot": Looks(QT_TRANSLATE_NOOP("lab", "Luong dot"), "key", "d"),
        "luong_general": Looks(QT_TRANSLATE_NOOP("lab", "Luong general"), "query", "s"),
        "bahdanau": Looks(QT_TRANSLATE_NOOP("lab", "Bahdanau"), "value", "t"),
    }
)
"""One row for every variant that the lab compares."""


def looks_of(variant: str) -> Looks:
    """Return how a variant looks; one that has no row wears what is left."""
    return LOOKS.get(variant) or Looks(VARIANTS[variant].label, "accent", "p")


def short_name(variant: str) -> str:
    """Return the short name in the reader's language."""
    row = LOOKS.get(variant)
    if row is None:
        return translate("core", VARIANTS[variant].label)
    return translate("lab", row.name)


def pair_name(pair: str) -> str:
    """Return the two uses of a tied matrix whose gradients are compared: ``key-value`` -> K, V."""
    letters = {"query": "Q", "key": "K", "value": "V"}
    return ", ".join(letters.get(use, use) for use in pair.split("-"))
