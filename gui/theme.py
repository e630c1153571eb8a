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
page       QPushButton                  an entry of the rail below the steps
primary    QPushButton                  the one suggested action
good warn  QLabel, QPushButton          a rounded badge: holds, does not hold
letter     QLabel                       the letter of a column
head       QComboBox                    what stands above a column
error      QLabel                       what was wrong, beside its field
========== ============================ ===================================================
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette

from core.trace import Role

BASE_POINT_SIZE = 10.0
RESOURCES = Path(__file__).resolve().parent.parent / "resources"
ICONS, SHEET = RESOURCES / "icons", RESOURCES / "theme.qss"


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
    key="#a66000",
    value="#0a7f61",
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
    family = QFont(QFontInfo(QFont()).family())  # a real one: an alias has no fallbacks of its own
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
    # A radio button is a circle; of radii that do not fit, Qt draws none at all.
    sizes["round"] = f"{(round(12 * scale) + 2) // 2}px"
    points = {
        # A title stays a step larger than the text, and leaves it the room on a projector.
        "title": f"{BASE_POINT_SIZE * (0.8 * scale + 0.7):.1f}pt",
        "heading": f"{BASE_POINT_SIZE * scale * 1.05:.1f}pt",
        "small": f"{BASE_POINT_SIZE * scale * 0.9:.1f}pt",
    }
    icons = {
        icon: f'url("{(ICONS / f"{icon}_{theme.name}.svg").as_posix()}")'
        for icon in ("chevron_up", "chevron_down", "check")
    }
    sheet = Template(SHEET.read_text(encoding="utf-8"))
    return sheet.substitute(asdict(theme), **sizes, **points, **icons)
