"""Classes by their names, for tables of what is loaded when it is first needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """Return what ``module:name`` stands for; its module is imported now."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
