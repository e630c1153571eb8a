"""What a row of VARIANTS is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from core.trace import Role

Mode = Literal["traditional", "self", "tied"]
Score = Literal["dot", "additive"]
SourceName = Literal["x", "encoder_states", "decoder_states", "latent", "value", "joined_key"]
HeadCount = Literal["n_heads", "n_kv_heads", "one"]
Size = Literal["d_model", "d_head", "d_value", "joined", "one", "d_latent", "d_half", "joined_keys"]
KeyValueHeads = Literal["all", "groups", "one"]
Columns = Literal["all", "first_half"]
Turned = Literal["all", "second_half"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A matrix that a variant owns.

    Attributes
    ----------
    name : the name under which the seed draws it; the same name is the same matrix everywhere.
    grid : name of its grid in the trace.
    symbol : TeX.
    title : marked text in the context ``core``.
    heads, rows, cols : its shape [heads, rows, cols] in terms of the resolved sizes.
    roles : whose colours it wears.
    solved : two drawn matrices (A, B) of which it is made as A⁻¹ B; None for what is drawn.
    """

    name: str
    grid: str
    symbol: str
    title: str
    heads: HeadCount
    rows: Size
    cols: Size
    roles: tuple[Role, ...] = ()
    solved: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """How vectors are made: a source, then at most one matrix, and perhaps more vectors beside.

    Two equal routes give the same numbers: this is what "same map" means here. A source may itself
    be made on a route (:mod:`core.routes` follows it back), so that routes chain.

    Attributes
    ----------
    source : the vectors it starts from: inputs (``x``, the states), the ``latent`` that the
        variant makes, its ``value``, or its ``joined_key``, the keys of all heads side by side.
    parameter : ``Parameter.name`` of the matrix; None takes the vectors as they are.
    transposed : whether the matrix is applied from its other side.
    columns : which features of the source it takes.
    beside : what makes the features that stand to the right of these, if any.
    """

    source: SourceName
    parameter: str | None = None
    transposed: bool = False
    columns: Columns = "all"
    beside: Route | None = None

    @property
    def parts(self) -> tuple[Route, ...]:
        """The routes whose vectors stand side by side, each without its neighbours."""
        if self.beside is None:
            return (self,)
        return (replace(self, beside=None), *self.beside.parts)

    @property
    def bare(self) -> bool:
        """Whether it takes its source's vectors as they are."""
        return self.parameter is None and self.beside is None


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
    latent : how the vectors are made that keys and values are made from; None without any.
    kv_heads : ``all`` (as many as query heads), ``groups`` (n_kv_heads), ``one``.
    splits : whether it has heads at all.
    turned : the features of queries and keys that rotary positions turn.
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
    latent: Route | None = None
    turned: Turned = "all"
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
