"""A formula in TeX, set by ziamath, its symbols in the colours of their plots."""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.i18n import translate
from gui.theme import BASE_POINT_SIZE, Theme
from gui.widgets.painting import told
from gui.widgets.tex_text import ROLES, plain

EM_POINTS = BASE_POINT_SIZE * 1.45
SMALLEST = 0.53  # a long formula shrinks to this part of its size before it is cut off
# Two colours are not a colour: these stand for them until the SVG gets its gradients.
_STAND_INS = (("tied", "#010203"), ("querykey", "#010204"))
_MACRO = re.compile(r"\\(tied|querykey|query|key|value)(?=\s*\{)")


class FormulaView(QWidget):
    """Show one formula; it shrinks where there is no room.

    The first formula appears just after the first paint, for loading its fonts takes a while.
    """

    rendered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale = 1.0
        self._tex = ""
        self._picture: QSvgRenderer | None = None
        # A child, so that it dies with the widget: a free single shot would call the dead one.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._render)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tex(self, tex: str) -> None:
        """Show a formula."""
        if tex == self._tex:
            return
        self._tex = tex
        self._describe()
        self._renew()

    def set_look(self, theme: Theme, scale: float) -> None:
        """Follow the theme and the size of the fonts."""
        if (theme, scale) != (self._theme, self._scale):
            self._theme, self._scale = theme, scale
            self._renew()

    def sizeHint(self) -> QSize:
        width = 200 if self._picture is None else self._picture.defaultSize().width()
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Return how high it is when it shrinks to a width: never less than a line."""
        line = round(EM_POINTS * self._scale * 2.2)
        if self._picture is None:
            return line
        return max(line, round(self._picture.defaultSize().height() * self._shrink(width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()

    @told
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._order()
            return
        size = self._picture.defaultSize()
        shrink = self._shrink(self.width())
        height = size.height() * shrink
        area = QRectF(0, (self.height() - height) / 2, size.width() * shrink, height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._picture.render(painter, area)

    def _shrink(self, width: int) -> float:
        """Return the part of its size that a formula has in a width."""
        size = QSize() if self._picture is None else self._picture.defaultSize()
        return max(SMALLEST, min(1.0, width / max(1, size.width())))

    def _describe(self) -> None:
        self.setAccessibleName(translate("formula", "Formula"))
        self.setAccessibleDescription(plain(self._tex))

    def _renew(self) -> None:
        """Draw the formula: at once when ziamath is loaded, else after the next paint."""
        if "ziamath" in sys.modules:
            self._render()
        else:
            self._picture = None
            self.update()

    def _renderer(self, svg: str) -> QSvgRenderer:
        """Return the widget's one renderer, which ends with it, with a new picture."""
        renderer = self.findChild(QSvgRenderer) or QSvgRenderer(self)
        renderer.load(QByteArray(svg.encode()))
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        return renderer

    def _order(self) -> None:
        if self._tex and not self._later.isActive():
            self._later.start(0)

    @Slot()
    def _render(self) -> None:
        if not self._tex:
            self._picture = None
        else:
            svg = formula_svg(self._tex, self._theme, EM_POINTS * self._scale * 96 / 72)
            self._picture = self._renderer(svg)
        self.updateGeometry()
        self.update()
        self.rendered.emit()


@lru_cache(maxsize=256)
def formula_svg(tex: str, theme: Theme, pixels: float) -> str:
    """Return a formula as SVG, ``pixels`` to the em; a symbol of two roles wears both colours."""
    import ziamath

    ziamath.config.svg2 = False  # Qt reads SVG 1.2 Tiny
    colours = {
        name: theme.role(roles[0]) for name, roles in ROLES.items() if len(roles) == 1
    } | dict(_STAND_INS)
    coloured = _MACRO.sub(lambda match: rf"\textcolor{{{colours[match[1]]}}}", tex)
    svg: str = ziamath.Latex(coloured, size=pixels, color=theme.text).svg()
    gradients = "".join(_gradient(name, theme) for name, stand_in in _STAND_INS if stand_in in svg)
    for name, stand_in in _STAND_INS:
        svg = svg.replace(f'"{stand_in}"', f'"url(#{name})"')
    return svg.replace(">", f"><defs>{gradients}</defs>", 1) if gradients else svg


def _gradient(name: str, theme: Theme) -> str:
    """Return a fill whose upper half wears one role's colour and whose lower half the other's."""
    upper, lower = (theme.role(role) for role in ROLES[name])
    return (
        f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0.5" stop-color="{upper}"/><stop offset="0.5" stop-color="{lower}"/>'
        "</linearGradient>"
    )
