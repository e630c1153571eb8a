"""The two themes as frozen data, and the palette, font and stylesheet made from them.

Fusion draws the widgets; the stylesheet rounds and colours them. A widget asks for one of the
looks below by a dynamic property: ``widget.setProperty("look", "card")``.

========== ============================ ===================================================
look       for                          what it is
========== ============================ ===================================================
bar        QWidget                      the strips at the window's edges
card       QFrame                       a white, rounded box with a thin border
title      QLabel                       the name of a page
heading    QLabel                       the name of a box
muted      QLabel                       what may be overlooked
mono       QLabel                       numbers that stand in columns
track      QFrame                       what a row of segments lies in
segment    QToolButton, QPushButton     one of a few exclusive choices
chip       QToolButton, QPushButton     a small choice: a head, a unit
view       QToolButton, QPushButton     one of the views of a panel
primary    QPushButton                  the one suggested action
good warn  QLabel, QPushButton          a rounded badge: holds, does not hold
error      QLabel                       what was wrong, beside its field
========== ============================ ===================================================
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPalette

from core.trace import Role

BASE_POINT_SIZE = 10.0
ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by meaning, as ``#rrggbb``.

    Attributes
    ----------
    window, surface, card : backgrounds from back to front.
    border : hairlines; text, muted : writing.
    accent, accent_soft, on_accent : what is chosen, its faint fill, and writing upon it.
    query, key, value : the roles, the same in formulas, headings, outlines and the lens.
    good, good_soft, warn, warn_soft, error : badges and problems.
    focus, halo : the outline of the focused cell and the thin line that sets it off.
    """

    name: Literal["light", "dark"]
    window: str
    surface: str
    card: str
    border: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    query: str
    key: str
    value: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    error: str
    focus: str
    halo: str

    @property
    def dark(self) -> bool:
        """Whether writing is lighter than what it stands on."""
        return self.name == "dark"

    def role(self, role: Role | None) -> str:
        """Colour of a role; the text's own colour for None."""
        colours = {"query": self.query, "key": self.key, "value": self.value}
        return colours[role] if role else self.text


LIGHT = Theme(
    name="light",
    window="#f5f7fa",
    surface="#ffffff",
    card="#ffffff",
    border="#e1e5ec",
    text="#1b2030",
    muted="#5f6880",
    accent="#3f37a9",
    accent_soft="#eceaf9",
    on_accent="#ffffff",
    query="#2563c9",
    key="#c77700",
    value="#0b8a6a",
    good="#0a6b4f",
    good_soft="#e0f4ec",
    warn="#8f4a00",
    warn_soft="#fcecdc",
    error="#b3261e",
    focus="#1b2030",
    halo="#ffffff",
)

DARK = Theme(
    name="dark",
    window="#11141b",
    surface="#171b24",
    card="#1c212c",
    border="#323a4a",
    text="#e9ecf3",
    muted="#9ca6ba",
    accent="#a49df8",
    accent_soft="#2f2c57",
    on_accent="#14122e",
    query="#74a9ff",
    key="#f5ae45",
    value="#45d3a4",
    good="#62d9ae",
    good_soft="#15382d",
    warn="#f5b56b",
    warn_soft="#412c14",
    error="#ff8a80",
    focus="#ffffff",
    halo="#0b0d12",
)


def font(scale: float = 1.0, *, bold: bool = False) -> QFont:
    """Return the application's font; QApplication.setFont takes it, so that all sizes follow."""
    family = QFont()
    family.setPointSizeF(BASE_POINT_SIZE * scale)
    family.setBold(bold)
    return family


def palette(theme: Theme) -> QPalette:
    """Return the Fusion palette of a theme."""
    chosen = QPalette(QColor(theme.surface), QColor(theme.window))
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.card,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.card,
        role.Midlight: theme.border,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.halo,
    }
    for which, colour in colours.items():
        chosen.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        chosen.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.muted))
    return chosen


def stylesheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the application's stylesheet; paddings and headings grow with the font's scale."""
    sizes = {f"p{n}": f"{max(1, round(n * scale))}px" for n in (1, 2, 3, 4, 6, 8, 10, 12, 16, 24)}
    points = {
        "title": f"{BASE_POINT_SIZE * scale * 1.5:.1f}pt",
        "heading": f"{BASE_POINT_SIZE * scale * 1.05:.1f}pt",
        "small": f"{BASE_POINT_SIZE * scale * 0.9:.1f}pt",
    }
    icons = {
        icon: f'url("{(ICONS / f"{icon}_{theme.name}.svg").as_posix()}")'
        for icon in ("chevron_up", "chevron_down", "check")
    }
    return SHEET.substitute(asdict(theme), **sizes, **points, **icons)


SHEET = Template(
    """
QToolTip { background: $card; color: $text; border: 1px solid $border; padding: $p4; }
QWidget[look="bar"] { background: $surface; }
QFrame[look="card"] { background: $card; border: 1px solid $border; border-radius: $p10; }
QLabel { background: transparent; }
QLabel[look="title"] { font-size: $title; font-weight: bold; }
QLabel[look="heading"] { font-size: $heading; font-weight: bold; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="mono"] { font-family: monospace; }
QLabel[look="error"] { color: $error; }
*[look="good"], *[look="warn"] {
    border: none; border-radius: $p8; padding: $p3 $p10; font-weight: bold; font-size: $small;
}
*[look="good"] { background: $good_soft; color: $good; }
*[look="warn"] { background: $warn_soft; color: $warn; }

QFrame[look="track"] { background: $border; border: none; border-radius: $p8; }
QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $border; border-radius: $p6;
    padding: $p4 $p10;
}
QToolButton { padding: $p4 $p8; }
QPushButton:hover, QToolButton:hover { border-color: $accent; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $border; }
QPushButton[look="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: bold;
}
QPushButton[look="primary"]:disabled { background: $border; border-color: $border; color: $muted; }
*[look="segment"] {
    background: transparent; color: $muted; border: 1px solid transparent; padding: $p6 $p16;
    font-weight: bold;
}
*[look="segment"]:checked {
    background: $card; color: $accent; border-color: $border;
}
*[look="segment"]:hover { color: $text; }
*[look="segment"]:focus { border-color: $accent; }
*[look="chip"] { padding: $p3 $p8; }
*[look="chip"]:checked {
    background: $accent_soft; color: $accent; border-color: $accent_soft; font-weight: bold;
}
*[look="chip"]:focus { border-color: $accent; }
*[look="view"] {
    background: transparent; color: $muted; border: 1px solid transparent; padding: $p3 $p10;
}
*[look="view"]:checked { background: $card; color: $accent; font-weight: bold; }
*[look="view"]:hover { color: $text; }
*[look="view"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $card; color: $text; border: 1px solid $border; border-radius: $p6;
    padding: $p4 $p8; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $accent;
}
*[invalid="true"] { border-color: $error; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $muted; }
QAbstractSpinBox { padding-right: $p8; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    background: transparent; border: none; border-radius: 0; padding: 0; margin: 0;
}
QComboBox { padding-right: $p24; }
QComboBox::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; border: none; width: $p24;
}
QComboBox::down-arrow { image: $chevron_down; width: $p12; height: $p12; }
QComboBox QAbstractItemView {
    background: $card; color: $text; border: 1px solid $border; outline: none; padding: $p2;
    selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: $p16; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: $chevron_up; width: $p10; height: $p10; }
QAbstractSpinBox::down-arrow { image: $chevron_down; width: $p10; height: $p10; }

QCheckBox, QRadioButton { spacing: $p6; }
QCheckBox::indicator, QRadioButton::indicator {
    width: $p12; height: $p12; background: $card; border: 1px solid $muted;
}
QCheckBox::indicator { border-radius: $p3; }
QRadioButton::indicator { border-radius: $p6; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: $check; }
QRadioButton::indicator:checked { background: $accent; border: $p3 solid $accent_soft; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QSlider:horizontal { min-height: $p24; }
QSlider::groove:horizontal { background: $border; height: $p4; border-radius: $p2; }
QSlider::sub-page:horizontal { background: $accent; height: $p4; border-radius: $p2; }
QSlider::handle:horizontal {
    background: $card; border: $p2 solid $accent; width: $p10; margin: -$p6 0; border-radius: $p6;
}

QMenuBar { background: $surface; color: $text; }
QMenuBar::item { background: transparent; padding: $p4 $p8; }
QMenuBar::item:selected { background: $accent_soft; color: $accent; }
QMenu { background: $card; color: $text; border: 1px solid $border; padding: $p4; }
QMenu::item { padding: $p4 $p24; border-radius: $p4; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: $p4 $p8; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: $p10; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $p10; margin: 0; }
QScrollBar::handle { background: $border; border-radius: $p4; margin: $p2; }
QScrollBar::handle:vertical { min-height: $p24; }
QScrollBar::handle:horizontal { min-width: $p24; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $window; }
QProgressBar {
    background: $border; color: $text; border: none; border-radius: $p4; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: $p4; }
QHeaderView::section { background: $surface; color: $muted; border: none; padding: $p4; }
"""
)
