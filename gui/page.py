"""What an exported picture shows around the plots: title, formula, notes and caption."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from core.resolve import Resolved
from core.scenario import Imported, Scenario, Trained
from gui.i18n import translate
from gui.panels.base import Panel
from gui.pictures import Picture, whole
from gui.pieces import GAP, Formula, Line, Piece, Plots, Words
from gui.state import State
from gui.widgets.figure import Figure
from gui.widgets.formula import formula_svg
from gui.widgets.style import Style

MARGIN = 16.0
TITLE_PX, QUESTION_PX, NOTE_PX, FORMULA_PX = 20.0, 13.0, 12.0, 19.0
LONGEST_QUOTE = 120
LEAST_WIDTH = 320.0


def panel_picture(panel: Panel, state: State, *, caption: bool) -> Picture:
    """Return a whole panel as it is, with its title, formula, notes and caption if wanted."""
    pieces, style = list(panel.pieces(state)), panel.look
    if caption:
        pieces = [*_head(panel, state, style), *pieces, *_foot(panel, state, style)]
    return _page(panel.figures(), style, pieces, title_of(state, panel))


def plot_picture(figure: Figure, title: str) -> Picture:
    """Return all plots of a figure with nothing around them."""
    return _page((figure,), figure.look, [Plots(figure, figure.content_rect())], title)


def title_of(state: State, panel: Panel) -> str:
    """Return what a picture is called: variant and step, or page."""
    variant = translate("core", state.trace.resolved.variant.label)
    return f"{variant} · {translate('panels', panel.title)}"


def summary(state: State) -> str:
    """Return in a line what was run: variant, text, the head in focus, seed."""
    resolved = state.trace.resolved
    head = ""
    if resolved.n_heads > 1:
        head = translate("page", "head {head} of {heads}").format(
            head=state.view.head + 1, heads=resolved.n_heads
        )
    return summary_of(state.trace.scenario, resolved, head)


def summary_of(scenario: Scenario, resolved: Resolved, head: str = "") -> str:
    """Return in a line what a scenario is; ``head`` tells the one in focus."""
    parts = [translate("core", resolved.variant.label), _quote(scenario.text)]
    if resolved.two_texts:
        parts[1] += f" → {_quote(scenario.target)}"
    if head:
        parts.append(head)
    parts.append(_origin(scenario))
    if scenario.edits:
        parts.append(translate("page", "cells changed by hand: {n}").format(n=len(scenario.edits)))
    return " · ".join(parts)


def _origin(scenario: Scenario) -> str:
    """Return where vectors and matrices come from."""
    if isinstance(scenario.weights, Imported):
        return translate("page", "from files: {names}; the rest random, seed {seed}").format(
            names=", ".join(given.name for given in scenario.weights.given), seed=scenario.seed
        )
    if not isinstance(scenario.weights, Trained):
        return translate("page", "random vectors and matrices, seed {seed}").format(
            seed=scenario.seed
        )
    from gui.explanations import trained_note

    note = trained_note(scenario.weights)
    if scenario.weights.layer:
        layer = translate("page", "layer {layer}").format(layer=scenario.weights.layer + 1)
        return f"{note} {layer}"
    return note


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE] + '…'}”"


def _head(panel: Panel, state: State, style: Style) -> list[Piece]:
    """Return title, question and formula."""
    theme = style.theme
    pieces: list[Piece] = [
        Line(
            Words(panel.heading(), style.font(TITLE_PX, bold=True), theme.text),
            Words(translate("panels", panel.question), style.font(QUESTION_PX), theme.muted),
        )
    ]
    tex = panel.formula(state)
    if tex:
        pieces.append(Formula(formula_svg(tex, theme, style.px(FORMULA_PX))))
    return pieces


def _foot(panel: Panel, state: State, style: Style) -> list[Piece]:
    """Return the notes of the panel, and what was run or what it says in place of that."""
    font = style.font(NOTE_PX)
    notes: list[Piece] = [Words(note, font, style.theme.text) for note in panel.notes(state)]
    about = panel.about(state)
    told = summary(state) if about is None else about
    return [*notes, Words(told, font, style.theme.muted)] if told else notes


def _page(figures: Sequence[Figure], style: Style, pieces: Sequence[Piece], title: str) -> Picture:
    """Put pieces below each other on a page that they fill."""
    # Writing wraps to the width of what cannot.
    natural = [piece.size(1e6).width() for piece in pieces if not piece.wraps]
    width = max(natural, default=LEAST_WIDTH)
    heights = [piece.size(width).height() for piece in pieces]
    total = sum(heights) + GAP * (len(heights) - 1)
    page = QSizeF(whole(width + 2 * MARGIN), whole(total + 2 * MARGIN))

    def paint(painter: QPainter, scale: float) -> None:
        with ExitStack() as exporting:
            for figure in figures:
                exporting.enter_context(figure.exporting(scale))
            left, top = (page.width() - width) / 2, (page.height() - total) / 2
            for piece, height in zip(pieces, heights, strict=True):
                painter.save()
                piece.paint(painter, QRectF(left, top, width, height))
                painter.restore()
                top += height + GAP

    return Picture(round(page.width()), round(page.height()), style.theme.card, title, paint)
