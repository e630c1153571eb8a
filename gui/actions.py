"""ACTIONS: the table behind the menus."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QKeySequence

from core.messages import QT_TRANSLATE_NOOP
from gui.action_row import ActionRow, MenuName, line
from gui.file_actions import FILE_ACTIONS
from gui.i18n import translate

ACTIONS: tuple[ActionRow, ...] = (
    *FILE_ACTIONS,
    ActionRow(
        "undo",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Undo"),
        QT_TRANSLATE_NOOP("actions", "Take back the last change"),
        "undo",
        ("Ctrl+Z",),
        icon="undo",
    ),
    ActionRow(
        "redo",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Redo"),
        QT_TRANSLATE_NOOP("actions", "Bring back what was taken back"),
        "redo",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="redo",
    ),
    line("edit"),
    ActionRow(
        "edit_cell",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Change the pinned number…"),
        QT_TRANSLATE_NOOP("actions", "Put another number into the pinned cell"),
        "edit_cell",
        keys="Enter",
        icon="edit",
    ),
    ActionRow(
        "reset_matrix",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Reset &matrix"),
        QT_TRANSLATE_NOOP("actions", "Let every changed cell of the pinned matrix be computed"),
        "reset_matrix",
        ("Ctrl+Backspace",),
        icon="reset",
    ),
    ActionRow(
        "reset_all",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Reset &all edits"),
        QT_TRANSLATE_NOOP("actions", "Let every changed cell of every matrix be computed"),
        "reset_all",
        ("Ctrl+Shift+Backspace",),
    ),
    line("edit"),
    ActionRow(
        "focus_text",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Edit the &text"),
        QT_TRANSLATE_NOOP("actions", "Put the cursor into the text"),
        "focus_text",
        ("Ctrl+T",),
    ),
    ActionRow(
        "reroll",
        "edit",
        QT_TRANSLATE_NOOP("actions", "New &seed"),
        QT_TRANSLATE_NOOP("actions", "Draw other vectors and matrices"),
        "reroll",
        ("Ctrl+R",),
        icon="reroll",
    ),
    ActionRow(
        "options",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Options"),
        QT_TRANSLATE_NOOP("actions", "Show or hide sizes, mask, tokens, precision"),
        "toggle_options",
        ("Ctrl+,",),
        icon="settings",
    ),
    ActionRow(
        "next_step",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Next step"),
        QT_TRANSLATE_NOOP("actions", "Show the next step; → does so too when no cell is pinned"),
        "next_step",
        ("Alt+Right", "Ctrl+PgDown"),
    ),
    ActionRow(
        "previous_step",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Previous step"),
        QT_TRANSLATE_NOOP("actions", "Show the step before; ← does so too when no cell is pinned"),
        "previous_step",
        ("Alt+Left", "Ctrl+PgUp"),
    ),
    ActionRow(
        "play",
        "view",
        QT_TRANSLATE_NOOP("actions", "P&lay the steps"),
        QT_TRANSLATE_NOOP("actions", "Show the steps one after another"),
        "play",
        keys="Space",
        icon="play",
    ),
    line("view"),
    ActionRow("{page}", "view", QT_TRANSLATE_NOOP("actions", "Pa&ge")),
    ActionRow("{language}", "view", QT_TRANSLATE_NOOP("actions", "&Language")),
    ActionRow("{theme}", "view", QT_TRANSLATE_NOOP("actions", "&Theme")),
    line("view"),
    ActionRow(
        "larger",
        "view",
        QT_TRANSLATE_NOOP("actions", "Lar&ger text"),
        QT_TRANSLATE_NOOP("actions", "For the back row of a classroom"),
        "larger",
        ("Ctrl++", "Ctrl+="),
    ),
    ActionRow(
        "smaller",
        "view",
        QT_TRANSLATE_NOOP("actions", "S&maller text"),
        QT_TRANSLATE_NOOP("actions", "More room for the plots"),
        "smaller",
        ("Ctrl+-",),
    ),
    ActionRow(
        "usual_size",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Usual text size"),
        QT_TRANSLATE_NOOP("actions", "The size to begin with"),
        "usual_size",
        ("Ctrl+0",),
    ),
    ActionRow(
        "teacher",
        "view",
        QT_TRANSLATE_NOOP("actions", "Teac&her controls…"),
        QT_TRANSLATE_NOOP("actions", "Lock or hide controls; a session keeps it"),
        "teacher",
    ),
    ActionRow("{timer}", "view", QT_TRANSLATE_NOOP("actions", "T&imer")),
    line("view"),
    ActionRow(
        "projector",
        "view",
        QT_TRANSLATE_NOOP("actions", "Pro&jector"),
        QT_TRANSLATE_NOOP(
            "actions", "One plot at a time on the whole screen, worked by keys or a remote"
        ),
        "projector",
        ("F11",),
    ),
    ActionRow(
        "full_screen",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Full screen"),
        QT_TRANSLATE_NOOP("actions", "Use the whole screen, or no longer"),
        "full_screen",
        ("Shift+F11",),
    ),
    ActionRow(
        "shortcuts",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Keys and mouse"),
        QT_TRANSLATE_NOOP("actions", "What every key and every click does"),
        "shortcuts",
        ("F1",),
    ),
    ActionRow(
        "glossary",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Glossary"),
        QT_TRANSLATE_NOOP("actions", "The field's terms in English and Chinese"),
        "glossary",
        ("Shift+F1",),
    ),
    ActionRow(
        "tour",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Tour of the window"),
        QT_TRANSLATE_NOOP("actions", "Five bubbles that show where things are"),
        "tour",
    ),
    ActionRow(
        "about",
        "help",
        QT_TRANSLATE_NOOP("actions", "&About QKV Explorer"),
        QT_TRANSLATE_NOOP("actions", "What this program is for"),
        "about",
    ),
)
MENUS: tuple[tuple[MenuName, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("actions", "&View")),
    ("help", QT_TRANSLATE_NOOP("actions", "&Help")),
)


def shortcuts(menus: Mapping[str, QAction]) -> tuple[tuple[str, str], ...]:
    """Return (keys, what they do) of every action that has keys, for the help."""
    found = []
    for row in ACTIONS:
        if row.key in menus:
            shown = menus[row.key].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            if shown or row.keys:
                found.append((shown or row.keys, translate("actions", row.tip)))
    return tuple(found)
