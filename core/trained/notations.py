"""NOTATIONS: how the examples of each task are written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.trained.notation import Notation
from core.trained.pairs import RECALL
from core.trained.patterns import DENOISE, LOOKUP
from core.trained.rows import INDUCTION
from core.trained.sequences import CHARACTERS, MAJORITY, REVERSE

NOTATIONS: Mapping[str, Notation] = MappingProxyType(
    {
        "recall": RECALL,
        "lookup": LOOKUP,
        "reverse": REVERSE,
        "majority": MAJORITY,
        "induction": INDUCTION,
        "denoise": DENOISE,
        "charlm": CHARACTERS,
    }
)
"""Key of a task of the lab -> its notation; ``dates`` has two texts, see ``encoder_decoder``."""
