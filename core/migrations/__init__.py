"""Sessions of earlier formats to the next one: a module a format, each a pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.migrations import from_0, from_1

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {0: from_0.migrated, 1: from_1.migrated}
)
"""Format -> what makes the next format's content of it."""
