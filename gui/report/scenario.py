"""What was run, as a table that a person reads and as JSON that a program reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.scenario import Edit, Imported, Scenario, Seeded, Trained
from core.variants import VARIANTS
from gui.explanations import trained_note
from gui.i18n import translate
from gui.report.model import Fact
from gui.tables import scenario_json
from gui.widgets.field_rules import OF_THE_MODEL
from gui.widgets.field_texts import CHOICES, FIELD_TEXTS

# What has no field of its own beside a plot.
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "variant": QT_TRANSLATE_NOOP("report", "variant"),
        "text": QT_TRANSLATE_NOOP("report", "text"),
        "target": QT_TRANSLATE_NOOP("report", "target text, in traditional attention"),
        "seed": QT_TRANSLATE_NOOP("report", "seed"),
        "weights": QT_TRANSLATE_NOOP("report", "vectors and matrices"),
        "edits": QT_TRANSLATE_NOOP("report", "cells changed by hand"),
    }
)


def scenario_facts(scenario: Scenario) -> tuple[Fact, ...]:
    """Return every choice of a scenario by name."""
    trained = isinstance(scenario.weights, Trained)
    unread = OF_THE_MODEL if trained else frozenset[str]()
    names = [field.name for field in fields(scenario) if field.name not in unread]
    return tuple(Fact(label_of(name), value_of(name, getattr(scenario, name))) for name in names)


def readable_json(scenario: Scenario) -> str:
    """Return a scenario as JSON, a line a field."""
    return json.dumps(json.loads(scenario_json(scenario)), ensure_ascii=False, indent=2)


def label_of(name: str) -> str:
    """Return what a field of a scenario is called."""
    if name in _LABELS:
        return translate("report", _LABELS[name])
    return translate("fields", FIELD_TEXTS[name].label) if name in FIELD_TEXTS else name


def value_of(name: str, value: object) -> str:
    """Write a choice as the window does."""
    if name == "variant":
        return translate("core", VARIANTS[str(value)].label)
    if isinstance(value, Trained):
        return f"{trained_note(value)} ({value.model}, {value.layer + 1})"
    if isinstance(value, Seeded):
        return translate("report", "random, drawn from the seed")
    if isinstance(value, Imported):
        names = (f"{one.name} ({one.file})" if one.file else one.name for one in value.given)
        return translate("report", "from files: {names}").format(names=", ".join(names))
    if isinstance(value, tuple):
        return ", ".join(map(_edit, value)) or translate("report", "none")
    if value is None:
        none = name == "softcap"  # there None chooses, elsewhere it leaves the choice open
        return translate("report", "none") if none else translate("report", "by default")
    if isinstance(value, bool):
        return translate("report", "yes") if value else translate("report", "no")
    text = str(value)
    choices = CHOICES.get(name, {})
    return translate("fields", choices[text]) if text in choices else text


def _edit(edit: Edit) -> str:
    """Write an edit as the command line takes it, counted from 1."""
    return f"{edit.grid}:{edit.head + 1}:{edit.row + 1}:{edit.col + 1}={edit.value:g}"
