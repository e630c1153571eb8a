"""From a focused cell and its sources to outlines, leads and highlighted labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF

from core.explanation import Source
from gui.state import Cell
from gui.widgets.heatmap import MatrixPlot
from gui.widgets.outlines import Lead, Outline
from gui.widgets.plot import AnyPlot
from gui.widgets.style import Style

MOST_SOURCES = 64


class Focus(NamedTuple):
    """The cell where a person looks, what it was computed from, and whether it is held."""

    cell: Cell | None
    sources: tuple[Source, ...] = ()
    pinned: bool = False


def outlines_of(
    plots: Sequence[MatrixPlot], cell: Cell | None, sources: Sequence[Source], style: Style
) -> tuple[list[Outline], list[Lead]]:
    """Return what to draw for a focus, and set the labels' highlights on the way.

    Parameters
    ----------
    plots : the maps of one figure; a source is outlined in every one that shows it.
    cell : the focused cell, which may stand in another figure.
    sources : what it was computed from.
    style : for the colours.
    """
    outlines: list[Outline] = []
    leads: list[Lead] = []
    focused: list[tuple[MatrixPlot, QRectF]] = []
    marked: list[tuple[MatrixPlot, QRectF, str]] = []
    for plot in plots:
        labels: list[tuple[int | None, int | None, str]] = []
        # Black is the focused cell's: what wears no role is outlined in the accent.
        roles = plot.spec.grid.roles
        colours = style.role_colours(roles) if roles else (style.theme.accent,)
        for source in sources[:MOST_SOURCES]:
            if (source.grid, source.head) != (plot.spec.grid.name, plot.spec.head):
                continue
            rect = plot.rect_of(source.row, source.col)
            labels.append((source.row, source.col, colours[0]))
            if rect is not None:
                outlines.append(Outline(rect, colours))
                marked.append((plot, rect, colours[-1]))
        if cell is not None and (cell.grid, cell.head) == (plot.spec.grid.name, plot.spec.head):
            rect = plot.rect_of(cell.row, cell.col)
            labels.append((cell.row, cell.col, style.theme.text))
            if rect is not None:
                outlines.append(Outline(rect, (), focus=True))
                focused.append((plot, rect))
        _highlight(plot, labels, style)
    for plot, rect in focused:
        leads += [
            lead
            for other, from_rect, colour in marked
            if other is not plot and (lead := _lead(other, from_rect, plot, rect, colour))
        ]
    if any(lead.line.x1() == lead.line.x2() for lead in leads):
        words = [plot.caption.words_rect() for plot in plots if plot.caption.text()]
        leads = [part for lead in leads for part in past_words(lead, words)]
    return outlines, leads


def past_words(lead: Lead, words: Sequence[QRectF]) -> list[Lead]:
    """Return the parts of an upright lead that leave words alone; any other as it is."""
    x, parts = lead.line.x1(), [lead.line]
    if x != lead.line.x2():
        return [lead]
    for rect in words:
        if rect.left() <= x <= rect.right():
            parts = [
                QLineF(x, top, x, bottom)
                for part in parts
                for top, bottom in (
                    (part.y1(), min(part.y2(), rect.top())),
                    (max(part.y1(), rect.bottom()), part.y2()),
                )
                if top < bottom
            ]
    return [Lead(part, lead.colour) for part in parts]


def outlines_of_marks(
    plots: Iterable[AnyPlot], marks: Sequence[Source], style: Style
) -> list[Outline]:
    """Return what to draw for cells that somebody points at: a double line in the accent.

    Parameters
    ----------
    plots : of one figure; those that are no maps, and other runs beside, point as well.
    marks : cells, rows and columns.
    style : for the colour.
    """
    found = []
    for plot in plots:
        if not isinstance(plot, MatrixPlot):
            continue
        for mark in marks:
            if (mark.grid, mark.head) == (plot.spec.grid.name, plot.spec.head):
                rect = plot.rect_of(mark.row, mark.col)
                if rect is not None:
                    found.append(Outline(rect, (style.theme.accent, style.theme.accent)))
    return found


def _highlight(
    plot: MatrixPlot, labels: Sequence[tuple[int | None, int | None, str]], style: Style
) -> None:
    """Make the labels of outlined rows and columns bold, in their axis's role or the colour."""
    rows: dict[int, str] = {}
    cols: dict[int, str] = {}
    grid = plot.spec.grid
    for row, col, colour in labels:
        if row is not None:
            rows[row] = style.theme.role(grid.rows.role) if grid.rows.role else colour
        if col is not None:
            cols[col] = style.theme.role(grid.cols.role) if grid.cols.role else colour
    if plot.spec.transposed:
        rows, cols = cols, rows
    plot.row_axis.highlight(rows)
    plot.col_axis.highlight(cols)


def _lead(
    source: MatrixPlot, from_rect: QRectF, target: MatrixPlot, to_rect: QRectF, colour: str
) -> Lead | None:
    """Join source and cell where they stand in line: the same row or column of a shared track."""
    same_row = abs(from_rect.center().y() - to_rect.center().y()) < 1
    same_col = abs(from_rect.center().x() - to_rect.center().x()) < 1
    if source.spec.row == target.spec.row and same_row:
        y = to_rect.center().y()
        if from_rect.right() <= to_rect.left():
            return Lead(QLineF(from_rect.right(), y, to_rect.left(), y), colour)
        return Lead(QLineF(from_rect.left(), y, to_rect.right(), y), colour)
    if source.spec.col == target.spec.col and same_col:
        x = to_rect.center().x()
        if from_rect.bottom() <= to_rect.top():
            return Lead(QLineF(x, from_rect.bottom(), x, to_rect.top()), colour)
        return Lead(QLineF(x, from_rect.top(), x, to_rect.bottom()), colour)
    return None
