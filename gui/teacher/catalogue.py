"""Every control that can be locked or hidden, by group, with its name in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.messages import QT_TRANSLATE_NOOP
from gui.actions import ACTIONS
from gui.contents import PAGE_ENTRIES, STEP_ENTRIES
from gui.i18n import translate
from gui.reach import ACTION, FIELD, PAGE, PART, STEP
from gui.widgets.field_texts import FIELD_TEXTS

ALWAYS = frozenset(("teacher", "quit", "undo", "redo"))
"""Actions that stay: the way back must not be cut off, nor the way out."""

PARTS: tuple[tuple[str, str], ...] = (
    ("heads", QT_TRANSLATE_NOOP("teacher", "Choice of the head")),
    ("views", QT_TRANSLATE_NOOP("teacher", "Views of a step")),
    ("lens", QT_TRANSLATE_NOOP("teacher", "Lens")),
    ("explanation", QT_TRANSLATE_NOOP("teacher", "What happens here")),
    ("strip", QT_TRANSLATE_NOOP("teacher", "K–V strip")),
)
TOP: tuple[tuple[str, str], ...] = (
    ("variant", QT_TRANSLATE_NOOP("teacher", "Mechanism and variant")),
    ("text", QT_TRANSLATE_NOOP("teacher", "Text")),
    ("seed", QT_TRANSLATE_NOOP("teacher", "Seed")),
    ("cells", QT_TRANSLATE_NOOP("teacher", "Changing cells")),
)


@dataclass(frozen=True, slots=True)
class Control:
    """One control: its key, and its name and group in the reader's language."""

    key: str
    name: str
    group: str


def controls() -> tuple[Control, ...]:
    """Return every control, group after group."""
    return tuple(_controls())


def _controls() -> Iterator[Control]:
    top, parts = translate("teacher", "Inputs"), translate("teacher", "Panels")
    for key, text in TOP:
        yield Control(FIELD + key, translate("teacher", text), top)
    for key, text in PARTS:
        yield Control(PART + key, translate("teacher", text), parts)
    for group, prefix, entries in (
        (translate("teacher", "Steps"), STEP, STEP_ENTRIES),
        (translate("teacher", "Pages"), PAGE, PAGE_ENTRIES),
    ):
        for entry in entries:
            yield Control(prefix + entry.key, translate("panels", entry.title), group)
    known = {key for key, _ in TOP} | {"target"}
    for name, texts in FIELD_TEXTS.items():
        if name not in known:
            options = translate("teacher", "Options")
            yield Control(FIELD + name, translate("fields", texts.label), options)
    for row in ACTIONS:
        if row.calls and row.key not in ALWAYS:
            name = translate("actions", row.text).replace("&", "").rstrip("…")
            yield Control(ACTION + row.key, name, translate("teacher", "Menus"))
