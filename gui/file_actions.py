"""FILE_ACTIONS: the rows of the menu File."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP
from gui.action_row import ActionRow, line

FILE_ACTIONS: tuple[ActionRow, ...] = (
    ActionRow(
        "new",
        "file",
        QT_TRANSLATE_NOOP("actions", "&New"),
        QT_TRANSLATE_NOOP("actions", "Begin again with the first text and sizes"),
        "new",
        ("Ctrl+N",),
    ),
    ActionRow(
        "open",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open…"),
        QT_TRANSLATE_NOOP("actions", "Open a session, or a picture that carries one"),
        "open",
        ("Ctrl+O",),
    ),
    ActionRow("{recent}", "file", QT_TRANSLATE_NOOP("actions", "Open &recent")),
    line("file"),
    ActionRow(
        "save",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Save"),
        QT_TRANSLATE_NOOP("actions", "Save texts, choices and changed numbers as a session"),
        "save",
        ("Ctrl+S",),
    ),
    ActionRow(
        "save_as",
        "file",
        QT_TRANSLATE_NOOP("actions", "Save &as…"),
        QT_TRANSLATE_NOOP("actions", "Save the session under another name"),
        "save_as",
        ("Ctrl+Shift+S",),
    ),
    line("file"),
    ActionRow(
        "export_panel",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Export this step…"),
        QT_TRANSLATE_NOOP("actions", "Save what the panel shows as a picture or as numbers"),
        "export_panel",
        ("Ctrl+E",),
        icon="export",
        page_text=QT_TRANSLATE_NOOP("actions", "&Export this page…"),
        page_tip=QT_TRANSLATE_NOOP("actions", "Save the page as a picture or as numbers"),
    ),
    ActionRow(
        "export_all",
        "file",
        QT_TRANSLATE_NOOP("actions", "Export a&ll steps…"),
        QT_TRANSLATE_NOOP("actions", "Save every step as pictures and numbers"),
        "export_all",
        ("Ctrl+Shift+E",),
    ),
    ActionRow(
        "export_report",
        "file",
        QT_TRANSLATE_NOOP("actions", "Export the repor&t…"),
        QT_TRANSLATE_NOOP("actions", "Save the verdict with the plots of every step as HTML"),
        "export_report",
    ),
    ActionRow(
        "export_animation",
        "file",
        QT_TRANSLATE_NOOP("actions", "Export the steps as an a&nimation…"),
        QT_TRANSLATE_NOOP("actions", "Save the steps as a GIF or as numbered images"),
        "export_animation",
    ),
    ActionRow(
        "copy_panel",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Copy this step"),
        QT_TRANSLATE_NOOP("actions", "Put the panel's picture on the clipboard"),
        "copy_panel",
        ("Ctrl+Shift+C",),
        icon="copy",
        page_text=QT_TRANSLATE_NOOP("actions", "&Copy this page"),
        page_tip=QT_TRANSLATE_NOOP("actions", "Put the page's picture on the clipboard"),
    ),
    ActionRow(
        "carry",
        "file",
        QT_TRANSLATE_NOOP("actions", "Pictures carry their &state"),
        QT_TRANSLATE_NOOP(
            "actions",
            "Put the session into pictures: opening one brings back what it shows",
        ),
        "carry",
        checkable=True,
    ),
    line("file"),
    ActionRow(
        "quit",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        QT_TRANSLATE_NOOP("actions", "Close the window"),
        "quit",
        ("Ctrl+Q",),
    ),
)
