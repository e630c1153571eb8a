"""What an exported picture shows around the plots: title, formula, notes and caption."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgRenderer

from gui.i18n import render, translate
from gui.panels.step_panel import StepPanel
from gui.pictures import Picture, whole
from gui.state import State
from gui.widgets.figure import Figure
from gui.widgets.formula import formula_svg
from gui.widgets.style import Style

MARGIN = 16.0
GAP = 12.0
TITLE_PX, QUESTION_PX, NOTE_PX, FORMULA_PX = 20.0, 13.0, 12.0, 19.0
LONGEST_QUOTE = 120
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, eq=False)
class Words:
    """Writing in one font and colour, wrapped to the page's width."""

    text: str
    font: QFont
    colour: str

    def size(self, width: float) -> QSizeF:
        """Return what it takes on a page of that width."""
        metrics = QFontMetricsF(self.font)
        return metrics.boundingRect(QRectF(0, 0, width, 1e6), WRAP, self.text).size()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it in ``rect``."""
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        painter.drawText(rect, WRAP, self.text)


@dataclass(frozen=True, eq=False)
class Line:
    """Two runs of writing on one line."""

    first: Words
    second: Words

    def size(self, width: float) -> QSizeF:
        """Return what it takes; it does not wrap."""
        first, second = self.first.size(1e6), self.second.size(1e6)
        return QSizeF(first.width() + 2 * GAP + second.width(), first.height())

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw both at the left of ``rect`` on one base line."""
        self.first.paint(painter, rect)
        drop = QFontMetricsF(self.first.font).ascent() - QFontMetricsF(self.second.font).ascent()
        left = self.first.size(1e6).width() + 2 * GAP
        self.second.paint(painter, rect.adjusted(left, drop, 1e6, 0))


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula as outlines; it shrinks to the page's width."""

    svg: str

    def size(self, width: float) -> QSizeF:
        """Return what it takes on a page of that width."""
        natural = QSizeF(QSvgRenderer(QByteArray(self.svg.encode())).defaultSize())
        return natural * min(1.0, width / max(1.0, natural.width()))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the left of ``rect``."""
        size = self.size(rect.width())
        QSvgRenderer(QByteArray(self.svg.encode())).render(painter, QRectF(rect.topLeft(), size))


@dataclass(frozen=True, eq=False)
class Plots:
    """A part of a figure, as it stands on the screen."""

    figure: Figure
    source: QRectF

    def size(self, width: float) -> QSizeF:
        """Return its own size, whatever the page's."""
        return self.source.size()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw it at the left of ``rect``."""
        target = QRectF(rect.topLeft(), self.source.size())
        self.figure.scene().render(painter, target, self.source)


Piece = Words | Line | Formula | Plots


def panel_picture(panel: StepPanel, state: State, *, caption: bool) -> Picture:
    """Return a whole panel as it is, with its title, formula, notes and caption if wanted."""
    figure = panel.figure
    plots = Plots(figure, figure.content_rect())
    pieces: list[Piece] = [plots]
    if caption:
        style = style_of(figure)
        pieces = [*_head(panel, state, style), plots, *_foot(panel, state, style)]
    return _page(figure, pieces, title_of(state, panel))


def plot_picture(figure: Figure, title: str) -> Picture:
    """Return all plots of a figure with nothing around them."""
    return _page(figure, [Plots(figure, figure.content_rect())], title)


def title_of(state: State, panel: StepPanel) -> str:
    """Return what a picture is called: variant and step."""
    variant = translate("core", state.trace.resolved.variant.label)
    return f"{variant} · {translate('panels', panel.title)}"


def summary(state: State) -> str:
    """Return in a line what was run: variant, text, sizes, seed."""
    resolved, scenario = state.trace.resolved, state.trace.scenario
    parts = [translate("core", resolved.variant.label), _quote(scenario.text)]
    if resolved.two_texts:
        parts[1] += f" → {_quote(scenario.target)}"
    if resolved.n_heads > 1:
        parts.append(
            translate("page", "head {head} of {heads}").format(
                head=state.view.head + 1, heads=resolved.n_heads
            )
        )
    parts.append(
        translate("page", "random vectors and matrices, seed {seed}").format(seed=scenario.seed)
    )
    if scenario.edits:
        parts.append(translate("page", "cells changed by hand: {n}").format(n=len(scenario.edits)))
    return " · ".join(parts)


def style_of(figure: Figure) -> Style:
    """Return how a figure's plots look."""
    return next(plot.style for plot in figure.plots())


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE] + '…'}”"


def _head(panel: StepPanel, state: State, style: Style) -> list[Piece]:
    """Return title, question and formula."""
    theme = style.theme
    title = f"{panel.order}  {translate('panels', panel.title)}"
    pieces: list[Piece] = [
        Line(
            Words(title, style.font(TITLE_PX, bold=True), theme.text),
            Words(translate("panels", panel.question), style.font(QUESTION_PX), theme.muted),
        )
    ]
    tex = state.trace[panel.key].formula
    if tex:
        pieces.append(Formula(formula_svg(tex, theme, style.px(FORMULA_PX))))
    return pieces


def _foot(panel: StepPanel, state: State, style: Style) -> list[Piece]:
    """Return the notes of the step and what was run."""
    step = state.trace[panel.key]
    font = style.font(NOTE_PX)
    notes: list[Piece] = [Words(render(note), font, style.theme.text) for note in step.notes]
    return [*notes, Words(summary(state), font, style.theme.muted)]


def _page(figure: Figure, pieces: Sequence[Piece], title: str) -> Picture:
    """Put pieces below each other on a page that they fill."""
    # Writing wraps to the width of what cannot.
    width = max(piece.size(1e6).width() for piece in pieces if isinstance(piece, (Plots, Line)))
    heights = [piece.size(width).height() for piece in pieces]
    theme = style_of(figure).theme

    total = sum(heights) + GAP * (len(heights) - 1)
    page = QSizeF(whole(width + 2 * MARGIN), whole(total + 2 * MARGIN))

    def paint(painter: QPainter, scale: float) -> None:
        with figure.exporting(scale):
            left, top = (page.width() - width) / 2, (page.height() - total) / 2
            for piece, height in zip(pieces, heights, strict=True):
                painter.save()
                piece.paint(painter, QRectF(left, top, width, height))
                painter.restore()
                top += height + GAP

    return Picture(round(page.width()), round(page.height()), theme.card, title, paint)
