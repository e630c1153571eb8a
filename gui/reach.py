"""What a teacher has put out of reach: which fields, steps and pages that bars. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from core.trace import ALL_STEP_KEYS
from gui.state import STEPS, Restraint

FIELD, STEP, PAGE, ACTION, PART = "field:", "step:", "page:", "action:", "part:"
"""What the keys of controls begin with; what follows names the field, step, page, action, part."""

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"text": ("text", "target"), "cells": ("edits",)}
)
"""Fields of the scenario that one control stands for, where it is not one field of that name."""


def barred_fields(restraint: Restraint) -> frozenset[str]:
    """Return the fields of the scenario that cannot be changed."""
    barred: set[str] = set()
    for key in (*restraint.locked, *restraint.hidden):
        if key.startswith(FIELD):
            name = key.removeprefix(FIELD)
            barred.update(FIELDS.get(name, (name,)))
    return frozenset(barred)


def open_fields(restraint: Restraint, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wanted changes without those that are barred."""
    barred = barred_fields(restraint)
    return {name: value for name, value in fields.items() if name not in barred}


def barred(restraint: Restraint, key: str) -> bool:
    """Whether a control is locked or hidden."""
    return key in restraint.locked or key in restraint.hidden


def open_step(restraint: Restraint, wanted: str, present: str) -> str:
    """Return the step to show: the wanted one, else the next open one beyond it, else the present.

    Parameters
    ----------
    wanted, present : keys of steps.
    """
    if not barred(restraint, STEP + wanted):
        return wanted
    here, there = ALL_STEP_KEYS.index(present), ALL_STEP_KEYS.index(wanted)
    beyond = ALL_STEP_KEYS[there + 1 :] if there >= here else ALL_STEP_KEYS[:there][::-1]
    return next((step for step in beyond if not barred(restraint, STEP + step)), present)


def open_place(restraint: Restraint, fields: Mapping[str, Any], present: str) -> dict[str, Any]:
    """Return where to look without the steps and pages that are barred.

    Parameters
    ----------
    fields : of the view.
    present : the step that is shown.
    """
    kept = dict(fields)
    if "step" in kept:
        kept["step"] = open_step(restraint, kept["step"], present)
    page = kept.get("page", STEPS)
    if page != STEPS and barred(restraint, PAGE + page):
        del kept["page"]
    return kept
