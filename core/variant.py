"""What a row of VARIANTS is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.trace import Role

Mode = Literal["traditional", "self", "tied"]
Score = Literal["dot", "additive"]
SourceName = Literal["x", "encoder_states", "decoder_states"]
HeadCount = Literal["n_heads", "n_kv_heads", "one"]
Size = Literal["d_model", "d_head", "d_value", "joined", "one"]
KeyValueHeads = Literal["all", "groups", "one"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A matrix that a variant owns.

    Attributes
    ----------
    name : the name under which the seed draws it; the same name is the same matrix everywhere.
    grid : name of its grid in the trace.
    symbol : TeX.
    heads, rows, cols : its shape [heads, rows, cols] in terms of the resolved sizes.
    roles : whose colours it wears.
    """

    name: str
    grid: str
    symbol: str
    heads: HeadCount
    rows: Size
    cols: Size
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """How queries, keys or values are made: a source, then at most one matrix.

    Two equal routes give the same numbers: this is what "same map" means here.

    Attributes
    ----------
    source : the vectors it starts from.
    parameter : ``Parameter.name`` of the matrix; None takes the vectors as they are.
    transposed : whether the matrix is applied from its other side.
    """

    source: SourceName
    parameter: str | None = None
    transposed: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One row of VARIANTS.

    Attributes
    ----------
    key : its name in sessions and on the command line.
    mode : the mechanism that it belongs to.
    label : marked text in the context ``core``.
    source : the paper, with year and arXiv number.
    score : ``dot`` (then W_a may stand in a route) or ``additive`` (tanh layer, then v).
    make_query, make_key, make_value : the routes.
    parameters : the matrices it owns, W_O last (present when the output projection is on).
    kv_heads : ``all`` (as many as query heads), ``groups`` (n_kv_heads), ``one``.
    splits : whether it has heads at all.
    scaled, output_projection : what its paper does.
    formulas : TeX of what the row decides: how queries, keys and values (``projections``), the
        ``scores`` and the context (``output``) are made; :mod:`core.formulas` adds the rest.
    other_reading : for Luong general, (query, key) with W_a counted on the memory's side.
    other_projections : TeX of the projections in that reading.
    """

    key: str
    mode: Mode
    label: str
    source: str
    score: Score
    make_query: Route
    make_key: Route
    make_value: Route
    parameters: tuple[Parameter, ...]
    formulas: Mapping[str, str]
    kv_heads: KeyValueHeads = "all"
    splits: bool = True
    scaled: bool = True
    output_projection: bool = True
    other_reading: tuple[Route, Route] | None = None
    other_projections: str = ""

    def parameter(self, name: str) -> Parameter:
        """Return the parameter drawn under ``name``; KeyError when the variant has none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(f"variant {self.key!r} has no parameter {name!r}")
