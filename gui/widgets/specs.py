"""What a figure shows, as data: a panel says what, :class:`gui.widgets.figure.Figure` draws it.

A panel builds a tuple of placed specs from the state each time; the figure keeps the items whose
key stays, updates what differs, and lays all out on tracks (rows and columns of the page) so that
plots that share a track share their cell size: Q beside S has the height of S's rows, Kᵀ above S
the width of its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gui.widgets.series_spec import SeriesSpec

if TYPE_CHECKING:
    from core.numerics import FloatArray
    from core.trace import Grid, Kind, Role
    from gui.state import Cell
    from gui.widgets.amounts import Unit

MarkName = Literal["identical", "rounding", "different", "apart"]
"""``apart``: there is nothing to compare."""


@dataclass(frozen=True, eq=False)
class MatrixSpec:
    """One head of a grid as a heatmap with token axes.

    Attributes
    ----------
    key : identity of the plot within its figure; also names exported files.
    grid, head : what to draw; a head beyond the grid's own is mapped by the panel.
    row, col : the track where it stands, from 0 at the top left.
    heading : caption in the reader's language; the figure appends the size ("10 × 8").
    levels : (low, high) of the colour scale; None takes the grid's own range by its kind.
    transposed : draw rows across (Kᵀ); cells are still named as in the grid.
    row_labels, col_labels : whether the axes are labelled (a neighbour may already do it).
    colorbar : whether a scale stands at its right; a plain map has none.
    lesser : stays small until the other maps have room for their numbers.
    full : number at which the pale bar behind it fills a cell of a plain map; None for no bars.
    row_bands, col_bands : number of heads whose features stand side by side along the rows or
        the columns; 0 where they are of one head.
    focused_band : the head that is told apart from the others.
    run : of which run it is, where a figure shows several; each has a focus of its own.
    fitted : whether its cells fill a column that other plots share, each with cells of its own.
    """

    key: str
    grid: Grid
    head: int
    row: int
    col: int
    heading: str
    levels: tuple[float, float] | None = None
    transposed: bool = False
    row_labels: bool = True
    col_labels: bool = True
    colorbar: bool = False
    lesser: bool = False
    full: float | None = None
    row_bands: int = 0
    col_bands: int = 0
    focused_band: int = 0
    run: int = 0
    fitted: bool = False


@dataclass(frozen=True, eq=False)
class ScaleSpec:
    """The scale of a neighbour's colours, where it cannot stand right beside its map."""

    key: str
    kind: Kind
    levels: tuple[float, float]
    row: int
    col: int


@dataclass(frozen=True, eq=False)
class MosaicSpec:
    """All heads of a grid as small maps in one image; a click focuses that head.

    It reaches down to the track ``last_row``, which other plots have made, if that is given. A map
    that ``serves`` several query heads focuses the first of them.
    """

    key: str
    grid: Grid
    focused: int
    row: int
    col: int
    heading: str
    last_row: int | None = None
    serves: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class PointSet:
    """Labelled points of a plane in one role's colour.

    Attributes
    ----------
    name : legend, in the reader's language.
    points : [n, 2]
    labels : one a point.
    role : colour; None is neutral.
    grid, head : the grid whose row i is point i, so that hovering a point previews the row.
    hull : vertex indices of a convex hull to fill, in order; empty for none.
    symbol : one of pyqtgraph's: "o" is round, "d" a diamond, "x" a cross.
    """

    name: str
    points: FloatArray
    labels: tuple[str, ...]
    role: Role | None
    grid: str
    head: int
    hull: tuple[int, ...] = ()
    symbol: str = "o"


@dataclass(frozen=True, eq=False)
class PlaneSpec:
    """Points in a plane with equal axes.

    Attributes
    ----------
    segments : [n, 2 ends, 2], lines behind the points: ways that they can go; None for none.
    """

    key: str
    sets: Sequence[PointSet]
    row: int
    col: int
    heading: str
    x_label: str
    y_label: str
    segments: FloatArray | None = None


@dataclass(frozen=True, eq=False)
class BarsSpec:
    """For each feature, contributions stacked as bars that add up to a marked total.

    Attributes
    ----------
    parts : [n_parts, n_bars], stacked about zero (positive up, negative down).
    labels : one a part (tokens); bar_labels : one a bar (features).
    totals : [n_bars], the sums, drawn as marks.
    amounts : [n_parts], stand after the labels in the legend (weights) and add up there too.
    legend_titles : what the labels and the amounts are.
    bar_cells, part_cells : the cell that each bar and each part stands for, so that hovering it
        previews that cell; empty for none.
    """

    key: str
    parts: FloatArray
    labels: tuple[str, ...]
    bar_labels: tuple[str, ...]
    totals: FloatArray
    row: int
    col: int
    heading: str
    amounts: FloatArray | None = None
    legend_titles: tuple[str, str] = ("", "")
    bar_cells: tuple[Cell, ...] = ()
    part_cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One curve of a :class:`CurveSpec`.

    Attributes
    ----------
    name : in the legend, in the reader's language; "" keeps it out of it.
    y : [n]; what is not finite leaves a gap.
    role : colour; None is the accent.
    faint : thin and pale, one of many; the pointer does not read it.
    steps : whether it stays as it is from each place to the next, as a count does.
    """

    name: str
    y: FloatArray
    role: Role | None = None
    faint: bool = False
    steps: bool = False


@dataclass(frozen=True, eq=False)
class CurveSpec:
    """Curves over one axis.

    Attributes
    ----------
    x : [n], ascending; at least one.
    x_label, y_label : what the axes are.
    log : whether the upright axis is logarithmic; ``floor`` is where it ends: smaller is rounding.
    high : number that the upright axis reaches at least; None as far as the curves do.
    lines : marked places on the axis and their names, dashed.
    now : present place, where a line stands and the curves are read; the pointer takes it along.
    now_values : what the curves are there, one a curve; empty reads them off the curves.
    dots : whether every point of a curve is marked.
    cells : the cell that each place stands for, so that it can be hovered; empty for none.
    """

    key: str
    x: FloatArray
    curves: Sequence[Curve]
    row: int
    col: int
    heading: str
    x_label: str
    y_label: str
    log: bool = False
    floor: float = 1e-16
    high: float | None = None
    lines: tuple[tuple[float, str], ...] = ()
    now: float | None = None
    now_values: tuple[float, ...] = ()
    dots: bool = False
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, eq=False)
class RowBarsSpec:
    """Numbers as bars that lie, one a row, each with its amount at its end.

    Attributes
    ----------
    values : [n]; NaN where there is none.
    labels, texts : one a row: what it is, and what stands at the bar's end (the amount, or why
        there is none).
    unit : how the axis is written; ``axis_label`` says what it counts and its scale.
    log : whether the axis is logarithmic.
    row_labels : whether the labels stand at the left (a neighbour may have them).
    marks : [n], a second number a row, as a diamond; None for none.
    chosen : row that is told apart; None for none.
    reference : number at which a dashed line stands; None for none.
    full : number that the axis reaches at least.
    most : number at which the axis ends; longer bars are cut, and show it. None for no end.
    starts : rows above which a line tells groups apart.
    role : colour; None is the accent.
    cells : the cell that each row stands for, so that it can be hovered; empty for none.
    runs_over : whether the words of a row without a number reach to the end of the page, over
        neighbours in which the row is empty too.
    """

    key: str
    values: FloatArray
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    row: int
    col: int
    heading: str
    unit: Unit = "number"
    axis_label: str = ""
    log: bool = False
    row_labels: bool = True
    marks: FloatArray | None = None
    chosen: int | None = None
    reference: float | None = None
    full: float | None = None
    most: float | None = None
    starts: tuple[int, ...] = ()
    role: Role | None = None
    cells: tuple[Cell, ...] = ()
    runs_over: bool = False


@dataclass(frozen=True, eq=False)
class NoteSpec:
    """Words or an operator sign where a plot would stand ("no matrix here", "×", "=")."""

    key: str
    text: str
    row: int
    col: int
    large: bool = False


@dataclass(frozen=True, eq=False)
class HeadingSpec:
    """The title of the rows below it; it makes its column no wider."""

    key: str
    text: str
    row: int
    col: int


@dataclass(frozen=True, eq=False)
class MarkSpec:
    """A badge: whether two things are alike.

    Attributes
    ----------
    verdict : fixes sign and colour.
    texts : the same from long to short; the first that fits its column is shown.
    strong : whether it speaks of a whole step.
    note : said below it, wrapped.
    """

    key: str
    verdict: MarkName
    texts: tuple[str, ...]
    row: int
    col: int
    strong: bool = False
    note: str = ""


Spec = (
    MatrixSpec
    | ScaleSpec
    | MosaicSpec
    | PlaneSpec
    | BarsSpec
    | CurveSpec
    | SeriesSpec
    | RowBarsSpec
    | NoteSpec
    | HeadingSpec
    | MarkSpec
)
