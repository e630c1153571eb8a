"""What stands on a sheet, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from gui.report.model import Link
from gui.report.typeset import Writing


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of text, and what is told of it on request."""

    writing: Writing
    rect: QRectF
    tip: str = ""


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A way to somewhere: the whole button, and the writing inside."""

    link: Link
    writing: Writing
    rect: QRectF
    inner: QRectF


@dataclass(frozen=True, slots=True)
class PlacedSymbols:
    """A short formula; its font shrinks where there is no room."""

    tex: str
    rect: QRectF
    pixels: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A rounded box; "" draws no ground or no border."""

    rect: QRectF
    ground: str
    border: str
    radius: float


@dataclass(slots=True)
class Sheet:
    """Everything, in the order in which it is read.

    Attributes
    ----------
    width, height : in pixels.
    fills : boxes, from back to front; rules: (left, right, y) of hairlines.
    texts, symbols, links : what stands upon them.
    """

    width: float
    height: float = 0.0
    fills: list[Fill] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    texts: list[Placed] = field(default_factory=list)
    symbols: list[PlacedSymbols] = field(default_factory=list)
    links: list[PlacedLink] = field(default_factory=list)
