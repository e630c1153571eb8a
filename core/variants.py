"""VARIANTS: one row per attention mechanism; everything else reads what it needs from here.

A row says where queries, keys and values come from (source), through which matrices (map), how
they are scored, and what its paper does about scaling and the output projection. To add a variant
is to add a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.variant import (
    HeadCount,
    KeyValueHeads,
    Mode,
    Parameter,
    Route,
    Score,
    Size,
    SourceName,
    Variant,
)
from core.variants_self import SELF
from core.variants_stored import STORED
from core.variants_tied import TIED
from core.variants_traditional import TRADITIONAL

__all__ = [
    "VARIANTS",
    "HeadCount",
    "KeyValueHeads",
    "Mode",
    "Parameter",
    "Route",
    "Score",
    "Size",
    "SourceName",
    "Variant",
    "of_mode",
]

_ROWS = (*TRADITIONAL, *SELF, *TIED, *STORED)

VARIANTS: Mapping[str, Variant] = MappingProxyType({row.key: row for row in _ROWS})
"""Every mechanism by key, in the order in which menus show them."""


def of_mode(mode: Mode) -> tuple[Variant, ...]:
    """Return the variants of one mechanism, in menu order."""
    return tuple(row for row in _ROWS if row.mode == mode)
