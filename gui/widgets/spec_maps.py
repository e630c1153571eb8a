"""How queries, keys and values are made, laid out as products: X at the left, matrices above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.routes import route_of
from core.trace import Role, Trace
from core.variants import Route, SourceName
from gui.i18n import translate
from gui.widgets.spec_builders import matrix, scale, shared_levels, symbol, symbol_of
from gui.widgets.specs import NoteSpec, Spec


@dataclass(frozen=True, slots=True)
class Layout:
    """Where queries, keys and values stand, and what they are made from.

    Attributes
    ----------
    places : (row, column) of each; its matrix stands right above it.
    source_cols : the column of its source, in the same row.
    words : where it is said that there is no matrix, if not in the matrix's place.
    """

    places: Mapping[Role, tuple[int, int]]
    source_cols: Mapping[Role, int]
    words: Mapping[Role, tuple[int, int]] = field(default_factory=dict)


# All beside each other.
BESIDE = Layout(
    MappingProxyType({"query": (1, 1), "key": (1, 3), "value": (1, 4)}),
    MappingProxyType({"query": 0, "key": 2, "value": 2}),
)
# What comes from a second source below.
STACKED = Layout(
    MappingProxyType({"query": (1, 1), "key": (3, 1), "value": (3, 2)}),
    MappingProxyType({"query": 0, "key": 0, "value": 0}),
)
# Values that are the keys' source, right below it.
FOLDED = Layout(
    MappingProxyType({"query": (1, 1), "key": (1, 3), "value": (2, 2)}),
    MappingProxyType({"query": 0, "key": 2, "value": 2}),
    MappingProxyType({"value": (2, 3)}),
)
# Values alone from a second source: beside the others, or below them.
APART = Layout(
    MappingProxyType({"query": (1, 1), "key": (1, 3), "value": (1, 5)}),
    MappingProxyType({"query": 0, "key": 0, "value": 4}),
)
SPLIT = Layout(
    MappingProxyType({"query": (1, 1), "key": (1, 2), "value": (3, 1)}),
    MappingProxyType({"query": 0, "key": 0, "value": 0}),
)
ROLES: tuple[Role, ...] = ("query", "key", "value")


@dataclass(frozen=True, slots=True)
class Making:
    """How one of queries, keys and values is made; ``like`` made the same way before it.

    Attributes
    ----------
    role, route : what is made, and how.
    part : the part of the route that has a matrix; the whole route where none has.
    grid : what it makes; of vectors that rotary positions turn, what they are before their turn.
    """

    role: Role
    route: Route
    part: Route
    grid: str
    like: Role | None

    @property
    def source(self) -> SourceName:
        """The vectors that the matrix is applied to."""
        return self.part.source


def makings(trace: Trace) -> tuple[Making, ...]:
    """Return how queries, keys and values are made, in this order."""
    made: list[Making] = []
    for role in ROLES:
        route = route_of(trace.resolved, role)
        like = next((other.role for other in made if other.route == route), None)
        with_matrix = (part for part in reversed(route.parts) if part.parameter is not None)
        made.append(Making(role, route, next(with_matrix, route), _made(trace, role), like))
    return tuple(made)


def _made(trace: Trace, role: Role) -> str:
    """Return the grid that a role's matrix makes."""
    resolved = trace.resolved
    if role == "value":
        return "key_unrotated" if resolved.rotary_value else "value"
    return f"{role}_unrotated" if resolved.rotary else role


def layouts(trace: Trace) -> tuple[Layout, ...]:
    """Return the ways in which the maps of a run can be laid out, the widest first."""
    query, key, value = (making.part for making in makings(trace))
    if len({query.source, key.source, value.source}) == 1:
        return (BESIDE,)
    if query.source == key.source:
        return APART, SPLIT
    if value.parameter is None and key.parameter is not None and key.source == value.source:
        return BESIDE, STACKED, FOLDED
    return BESIDE, STACKED


def map_specs(trace: Trace, head: int, layout: Layout = BESIDE) -> tuple[Spec, ...]:
    """Return the page: row i of X and column f of W_Q meet in Q[i, f], and so for K and V.

    Where there is no matrix, words stand in its place. Vectors that no matrix is applied to are
    not drawn apart: they would only repeat the queries, keys or values that they are.

    Parameters
    ----------
    layout : one of :func:`layouts`.
    """
    page = _Page(trace, makings(trace), head, layout)
    return (*page.sources(), *page.made(), *page.above(), *page.scales())


class _Page:
    """Where everything of the page stands, and in which scale."""

    def __init__(self, trace: Trace, made: tuple[Making, ...], head: int, layout: Layout) -> None:
        self.trace, self.makings, self.head, self.layout = trace, made, head, layout
        self._sources = {
            making.source: making.role
            for making in reversed(made)  # the first that needs it decides where it stands
            if making.part.parameter is not None
        }
        self._matrices = {
            making.role: trace.resolved.variant.parameter(making.part.parameter).grid
            for making in made
            if making.part.parameter is not None
        }

    def sources(self) -> tuple[Spec, ...]:
        """Return the vectors that matrices are applied to; above a latent, what makes it."""
        specs: list[Spec] = []
        for name, role in self._sources.items():
            row, col = self._row(role), self.layout.source_cols[role]
            labelled = not self._repeats_rows(name, role)
            levels = self._levels()
            specs.append(
                matrix(self.trace, name, row=row, col=col, levels=levels, row_labels=labelled)
            )
            latent = self.trace.resolved.variant.latent if name == "latent" else None
            if latent is not None and latent.parameter is not None:
                grid = self.trace.resolved.variant.parameter(latent.parameter).grid
                levels = self._matrix_levels()
                specs.append(matrix(self.trace, grid, row=row - 1, col=col, levels=levels))
        return tuple(specs)

    def _repeats_rows(self, name: str, role: Role) -> bool:
        """Whether a source at the left of this one, in the same row, names the same tokens."""
        place, tokens = self.layout.source_cols, self.trace.grid(name).rows.labels
        return any(
            self._row(other) == self._row(role)
            and place[other] < place[role]
            and self.trace.grid(source).rows.labels == tokens
            for source, other in self._sources.items()
        )

    def made(self) -> tuple[Spec, ...]:
        """Return queries, keys and values."""
        shown = [making.grid for making in self.makings]
        return tuple(
            matrix(
                self.trace,
                making.grid,
                row=self._row(making.role),
                col=self._col(making.role),
                head=self.head,
                key=making.grid if shown.index(making.grid) == place else making.role,
                heading=symbol_of(self.trace, making.grid, self.head),
                levels=self._levels(),
                row_labels=self._labels_rows(making),
                col_labels=not self._hangs(making),
            )
            for place, making in enumerate(self.makings)
        )

    def _labels_rows(self, making: Making) -> bool:
        if making.role == "value":
            return self.layout is FOLDED
        return making.source not in self._sources

    def _hangs(self, making: Making) -> bool:
        """Whether what stands above it names its columns: its matrix, or the source that it is."""
        if making.part != making.route:
            return False
        return making.role in self._matrices or (making.role == "value" and self.layout is FOLDED)

    def above(self) -> tuple[Spec, ...]:
        """Return what stands above them: a matrix, or words where there is none."""
        return tuple(
            self._matrix(making) if making.role in self._matrices else self._words(making)
            for making in self.makings
        )

    def scales(self) -> tuple[Spec, ...]:
        """Return the two scales at the right: of the matrices, and of all vectors."""
        col = 1 + max(self._col(role) for role in ROLES)
        scales = [scale(self._levels(), row=self._row("value"), col=col)]
        if self._matrices:
            row = max(self._row(role) for role in self._matrices) - 1
            scales.append(scale(self._matrix_levels(), row=row, col=col))
        return tuple(scales)

    def _matrix(self, making: Making) -> Spec:
        """Return the matrix above a map; one that stands there already is named after it."""
        trace, name = self.trace, self._matrices[making.role]
        heading = symbol(trace.grid(name)) + ("ᵀ" if making.part.transposed else "")
        if making.part != making.route:
            heading = translate("projections", "{matrix}: right half").format(matrix=heading)
        first = next(iter(self._matrices))
        return matrix(
            trace,
            name,
            row=self._row(making.role) - 1,
            col=self._col(making.role),
            head=self.head,
            key=name if making.like is None else f"{name}_{making.role}",
            heading=heading if making.like is None else f"= {heading}",
            levels=None if name in self._own_scales else self._matrix_levels(),
            colorbar=name in self._own_scales,
            transposed=making.part.transposed,
            row_labels=making.role == first and self.layout not in (STACKED, SPLIT),
        )

    def _words(self, making: Making) -> NoteSpec:
        """Say that there is no matrix above a map."""
        made, source = (self.trace.grid(name) for name in (making.grid, making.source))
        text = translate("projections", "no matrix:\n{made} = {source}").format(
            made=symbol(made), source=symbol(source)
        )
        row, col = self._row(making.role) - 1, self._col(making.role)
        row, col = self.layout.words.get(making.role, (row, col))
        return NoteSpec(f"no_matrix_{making.role}", text, row, col)

    def _row(self, role: Role) -> int:
        return self.layout.places[role][0]

    def _col(self, role: Role) -> int:
        col = self.layout.places[role][1]
        if self.layout is not STACKED:
            return col
        sources = {making.role: making.source for making in self.makings}
        return col - (sources[role] not in self._sources)

    def _levels(self) -> tuple[float, float]:
        """Return one scale for all vectors of the page, every head of them."""
        names = (*self._sources, *(making.grid for making in self.makings))
        return shared_levels((self.trace.grid(name), None) for name in names)

    def _matrix_levels(self) -> tuple[float, float]:
        names = [name for name in self._matrices.values() if name not in self._own_scales]
        return shared_levels((self.trace.grid(name), None) for name in names)

    @property
    def _own_scales(self) -> tuple[str, ...]:
        """Matrices made of others: an inverse is of another size, and would wash them out."""
        made = self.trace.resolved.parameters
        return tuple(row.grid for row in made if row.solved is not None)
