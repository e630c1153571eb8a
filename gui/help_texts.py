"""The two boxes of the Help menu."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.messages import QT_TRANSLATE_NOOP
from gui.i18n import translate

# Keys and gestures that no menu lists.
GESTURES: tuple[tuple[str, str], ...] = (
    (
        QT_TRANSLATE_NOOP("help", "pointer on a cell"),
        QT_TRANSLATE_NOOP("help", "Preview how its number comes about"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "click on a cell"),
        QT_TRANSLATE_NOOP("help", "Pin it: the lens keeps it while you look elsewhere"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "double click on a cell"),
        QT_TRANSLATE_NOOP("help", "Put another number into it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "wheel on the pinned cell"),
        QT_TRANSLATE_NOOP("help", "Make its number larger or smaller"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Ctrl and wheel"),
        QT_TRANSLATE_NOOP("help", "Look at the plots from nearer or farther; 0 shows all again"),
    ),
    ("← ↑ → ↓", QT_TRANSLATE_NOOP("help", "Move the pinned cell; with Shift by ten")),
    ("← →", QT_TRANSLATE_NOOP("help", "Without a pinned cell: the step before, the next step")),
    ("1 … 7", QT_TRANSLATE_NOOP("help", "Show that step")),
    (
        "Esc",
        QT_TRANSLATE_NOOP("help", "Let the pinned cell go; stop playing; cancel a long run"),
    ),
)
SMALLEST = (420, 300)


def show_keys(parent: QWidget, menu_keys: Iterable[tuple[str, str]]) -> None:
    """Show a table of keys and gestures: those of the menus, then all others."""
    others = tuple((translate("help", keys), translate("help", what)) for keys, what in GESTURES)
    rows = "".join(
        f"<tr><td><b>{escape(keys)}</b>&nbsp;&nbsp;&nbsp;</td><td>{escape(what)}</td></tr>"
        for keys, what in (*others, *menu_keys)
    )
    _show(parent, translate("help", "Keys and mouse"), f'<table cellpadding="4">{rows}</table>')


def show_about(parent: QWidget) -> None:
    """Show what the program is for, and what its numbers are."""
    paragraphs = (
        translate(
            "help",
            "QKV Explorer shows attention step by step, down to single products and sums, and what "
            "changes when keys and values are tied.",
        ),
        translate(
            "help",
            "Every number shown is computed here, from your text. Vectors and matrices are those "
            "of a small trained model, or drawn from a seed: the list beside the text says which.",
        ),
        translate("help", "Free software under the MIT licence."),
    )
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    _show(parent, translate("help", "About QKV Explorer"), text)


def _show(parent: QWidget, title: str, rich_text: str) -> None:
    box = QDialog(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    label = QLabel(rich_text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(8, 4, 8, 4)
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setAccessibleName(title)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(box.close)
    rows = QVBoxLayout(box)
    rows.addWidget(area)
    rows.addWidget(buttons)
    wide = max(SMALLEST[0], min(parent.width() - 80, parent.fontMetrics().averageCharWidth() * 85))
    tall = min(parent.height() - 80, label.heightForWidth(wide - 60) + 110)
    box.resize(wide, max(min(SMALLEST[1], tall), tall))
    box.open()
