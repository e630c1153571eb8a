"""The window's own looks, added to the theme's stylesheet.

========== ===================== ========================================================
look       for                   what it is
========== ===================== ========================================================
field      QFrame                the frame of a text field; its line edit is ``bare``
bare       QLineEdit             no frame of its own
icon       QToolButton           a picture without a frame
hairline   QFrame                a thin line between the window's parts
toast      QFrame                a box that floats over the panel
said_right QFrame                what is said of a right answer; said_wrong of another one
========== ===================== ========================================================
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from gui.theme import Theme

SHEET = Template(
    """
QFrame[look="track"] { background: $window; border: 1px solid $border; border-radius: $p8; }
*[look="segment"] { padding: $p2 $p14; font-weight: normal; border-radius: $p6; }
*[look="segment"]:checked { color: $text; font-weight: bold; }
QFrame[look="field"] { background: $card; border: 1px solid $border; border-radius: $p6; }
QFrame[look="field"][focused="true"] { border-color: $accent; }
QFrame[look="field"][invalid="true"] { border-color: $error; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus {
    border: none; background: transparent; padding: 0;
}
QToolButton[look="icon"] { border: 1px solid transparent; background: transparent; padding: $p2; }
QToolButton[look="icon"]:hover { background: $accent_soft; border-color: transparent; }
QToolButton[look="icon"]:focus { border-color: $accent; }
QToolButton[look="tool"] { padding: $p4; }
QToolButton[look="tool"]:checked { background: $accent_soft; border-color: $accent; }
QToolButton[look="tool"]:checked:focus { border-color: $text; }
QToolButton[look="tool"][invalid="true"] { border-color: $error; }
QFrame[look="hairline"] { background: $border; border: none; }
QFrame[look="toast"] { background: $card; border: 1px solid $accent; border-radius: $p10; }
QFrame[look="said_right"] { background: $good_soft; border: none; border-radius: $p8; }
QFrame[look="said_wrong"] { background: $warn_soft; border: none; border-radius: $p8; }
QSplitter::handle { background: transparent; }
QMenuBar { border-bottom: 1px solid $border; padding: 0 $p8; }
*[look="good"], *[look="warn"] { border: 1px solid transparent; }
QPushButton[look="good"]:hover, QPushButton[look="good"]:focus { border-color: $good; }
QPushButton[look="warn"]:hover, QPushButton[look="warn"]:focus { border-color: $warn; }
"""
)


def shell_stylesheet(theme: Theme, scale: float) -> str:
    """Return the rules; paddings grow with the font's scale."""
    sizes = {f"p{n}": f"{max(1, round(n * scale))}px" for n in (2, 4, 6, 8, 10, 14)}
    return SHEET.substitute(asdict(theme), **sizes)
