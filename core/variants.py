"""VARIANTS: one row per attention mechanism; everything else reads what it needs from here.

A row says where queries, keys and values come from (source), through which matrices (map), how
they are scored, and what its paper does about scaling and the output projection. To add a variant
is to add a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from core.messages import QT_TRANSLATE_NOOP
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
    formulas : step key -> TeX.
    other_reading : for Luong general, (query, key) with W_a counted on the memory's side.
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

    def parameter(self, name: str) -> Parameter:
        """Return the parameter drawn under ``name``; KeyError when the variant has none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(f"variant {self.key!r} has no parameter {name!r}")


_W_Q = Parameter("W_Q", "w_q", r"\query{W_Q}", "n_heads", "d_model", "d_head", ("query",))
_W_K = Parameter("W_K", "w_k", r"\key{W_K}", "n_kv_heads", "d_model", "d_head", ("key",))
_W_V = Parameter("W_V", "w_v", r"\value{W_V}", "n_kv_heads", "d_model", "d_head", ("value",))
_W_KV = Parameter("W_K", "w_k", r"\tied{W_K}", "n_kv_heads", "d_model", "d_head", ("key", "value"))
_W_QK = Parameter("W_K", "w_k", r"\querykey{W_K}", "n_heads", "d_model", "d_head", ("query", "key"))
_W_QKV = Parameter(
    "W_K", "w_k", "W_K", "n_heads", "d_model", "d_head", ("query", "key", "value")
)
_W_O = Parameter("W_O", "w_o", "W_O", "one", "joined", "d_model")
_W_A = Parameter("W_a", "w_a", "W_a", "one", "d_model", "d_model", ("query",))


def _additive(query_name: str, key_name: str, query_tex: str, key_tex: str) -> tuple[Parameter, ...]:
    """Return the three matrices of an additive score: two maps into d_head units, then v."""
    return (
        Parameter(query_name, "w_s", rf"\query{{{query_tex}}}", "one", "d_model", "d_head", ("query",)),
        Parameter(key_name, "w_h", rf"\key{{{key_tex}}}", "one", "d_model", "d_head", ("key",)),
        Parameter("v_a", "v_a", "v", "one", "d_head", "one"),
    )


_INPUTS_ONE = r"X = E + P"
_INPUTS_TWO = (
    r"\key{h_j} = \tanh(W_h x_j + U_h \key{h_{j-1}}) \qquad"
    r" \query{s_i} = \tanh(W_s y_{i-1} + U_s \query{s_{i-1}})"
)
_CONTEXT = r"C = A\,\value{V}"
_SOFTMAX = r"A = \mathrm{softmax}(\tilde S)"


def _formulas(
    inputs: str, projections: str, scores: str, *, value: str = _CONTEXT, scaled: bool = True
) -> Mapping[str, str]:
    """Return the formula of each step."""
    scaling = r"\frac{S}{\sqrt{d}\,T}" if scaled else r"\frac{S}{T}"
    return MappingProxyType(
        {
            "inputs": inputs,
            "projections": projections,
            "scores": scores,
            "scale_mask": rf"\tilde S = \mathrm{{mask}}\left({scaling}\right)",
            "weights": _SOFTMAX,
            "output": value,
        }
    )


_DOT = r"S = \query{Q}\,\key{K}^\top \qquad S_{ij} = \query{q_i} \cdot \key{k_j}"
_TRADITIONAL_QUERY = Route("decoder_states")
_MEMORY = Route("encoder_states")

_ROWS = (
    Variant(
        key="luong_dot",
        mode="traditional",
        label=QT_TRANSLATE_NOOP("core", "Luong dot"),
        source="Luong, Pham, Manning 2015, arXiv 1508.04025",
        score="dot",
        make_query=_TRADITIONAL_QUERY,
        make_key=_MEMORY,
        make_value=_MEMORY,
        parameters=(_W_O,),
        formulas=_formulas(
            _INPUTS_TWO,
            r"\query{Q} = S \qquad \tied{K} = \tied{V} = H",
            r"S_{ij} = \query{s_i} \cdot \tied{h_j}",
            value=r"C = A\,\tied{H}",
            scaled=False,
        ),
        splits=False,
        scaled=False,
        output_projection=False,
    ),
    Variant(
        key="luong_general",
        mode="traditional",
        label=QT_TRANSLATE_NOOP("core", "Luong general"),
        source="Luong, Pham, Manning 2015, arXiv 1508.04025",
        score="dot",
        make_query=Route("decoder_states", "W_a"),
        make_key=_MEMORY,
        make_value=_MEMORY,
        parameters=(_W_A, _W_O),
        formulas=_formulas(
            _INPUTS_TWO,
            r"\query{s_i}^\top W_a \key{h_j} = (\query{s_i}^\top W_a)\,\key{h_j}"
            r" = \query{s_i}^\top (W_a \key{h_j}) \qquad \value{V} = H",
            r"S_{ij} = \query{s_i}^\top W_a \key{h_j}",
            scaled=False,
        ),
        splits=False,
        scaled=False,
        output_projection=False,
        other_reading=(_TRADITIONAL_QUERY, Route("encoder_states", "W_a", transposed=True)),
    ),
    Variant(
        key="luong_concat",
        mode="traditional",
        label=QT_TRANSLATE_NOOP("core", "Luong concat"),
        source="Luong, Pham, Manning 2015, arXiv 1508.04025",
        score="additive",
        make_query=Route("decoder_states", "W_a[s]"),
        make_key=Route("encoder_states", "W_a[h]"),
        make_value=_MEMORY,
        parameters=(*_additive("W_a[s]", "W_a[h]", "W_a^{s}", "W_a^{h}"), _W_O),
        formulas=_formulas(
            _INPUTS_TWO,
            r"W_a [\query{s_i}; \key{h_j}] = \query{W_a^{s} s_i} + \key{W_a^{h} h_j}"
            r" \qquad \value{V} = H",
            r"S_{ij} = v^\top \tanh(W_a [\query{s_i}; \key{h_j}])",
            scaled=False,
        ),
        splits=False,
        scaled=False,
        output_projection=False,
    ),
    Variant(
        key="bahdanau",
        mode="traditional",
        label=QT_TRANSLATE_NOOP("core", "Bahdanau additive"),
        source="Bahdanau, Cho, Bengio 2014, arXiv 1409.0473",
        score="additive",
        make_query=Route("decoder_states", "W_a(s)"),
        make_key=Route("encoder_states", "U_a"),
        make_value=_MEMORY,
        parameters=(*_additive("W_a(s)", "U_a", "W_a", "U_a"), _W_O),
        formulas=_formulas(
            _INPUTS_TWO,
            r"\query{Q} = S\,\query{W_a} \qquad \key{K} = H\,\key{U_a} \qquad \value{V} = H",
            r"S_{ij} = v^\top \tanh(\query{W_a s_i} + \key{U_a h_j})",
            scaled=False,
        ),
        splits=False,
        scaled=False,
        output_projection=False,
    ),
    Variant(
        key="cross",
        mode="traditional",
        label=QT_TRANSLATE_NOOP("core", "Cross-attention (Transformer)"),
        source="Vaswani et al. 2017, arXiv 1706.03762",
        score="dot",
        make_query=Route("decoder_states", "W_Q"),
        make_key=Route("encoder_states", "W_K"),
        make_value=Route("encoder_states", "W_V"),
        parameters=(_W_Q, _W_K, _W_V, _W_O),
        formulas=_formulas(
            _INPUTS_TWO,
            r"\query{Q} = S\,\query{W_Q} \qquad \key{K} = H\,\key{W_K} \qquad \value{V} = H\,\value{W_V}",
            _DOT,
        ),
    ),
    Variant(
        key="self",
        mode="self",
        label=QT_TRANSLATE_NOOP("core", "Multi-head self-attention"),
        source="Vaswani et al. 2017, arXiv 1706.03762",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_V"),
        parameters=(_W_Q, _W_K, _W_V, _W_O),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\query{Q} = X\,\query{W_Q} \qquad \key{K} = X\,\key{W_K} \qquad \value{V} = X\,\value{W_V}",
            _DOT,
        ),
    ),
    Variant(
        key="gqa",
        mode="self",
        label=QT_TRANSLATE_NOOP("core", "Grouped-query (GQA)"),
        source="Ainslie et al. 2023, arXiv 2305.13245",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_V"),
        parameters=(_W_Q, _W_K, _W_V, _W_O),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \key{K_g} = X\,\key{W_K^g}"
            r" \qquad \value{V_g} = X\,\value{W_V^g}",
            r"S^h = \query{Q_h}\,\key{K_{g(h)}}^\top",
            value=r"C_h = A_h\,\value{V_{g(h)}}",
        ),
        kv_heads="groups",
    ),
    Variant(
        key="mqa",
        mode="self",
        label=QT_TRANSLATE_NOOP("core", "Multi-query (MQA)"),
        source="Shazeer 2019, arXiv 1911.02150",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_V"),
        parameters=(_W_Q, _W_K, _W_V, _W_O),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \key{K} = X\,\key{W_K} \qquad \value{V} = X\,\value{W_V}",
            r"S^h = \query{Q_h}\,\key{K}^\top",
            value=r"C_h = A_h\,\value{V}",
        ),
        kv_heads="one",
    ),
    Variant(
        key="k_eq_v",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "K = V"),
        source="Kayyam, Madan Gopal, Lewis 2026, arXiv 2606.04032",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_K"),
        parameters=(_W_Q, _W_KV, _W_O),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\query{Q} = X\,\query{W_Q} \qquad \tied{K} = \tied{V} = X\,\tied{W_K}",
            r"S = \query{Q}\,\tied{K}^\top \qquad S_{ij} = \query{q_i} \cdot \tied{k_j}",
            value=r"C = A\,\tied{K}",
        ),
    ),
    Variant(
        key="q_eq_k",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Q = K"),
        source="Kayyam, Madan Gopal, Lewis 2026, arXiv 2606.04032",
        score="dot",
        make_query=Route("x", "W_K"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_V"),
        parameters=(_W_QK, _W_V, _W_O),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\querykey{Q} = \querykey{K} = X\,\querykey{W_K} \qquad \value{V} = X\,\value{W_V}",
            r"S = \querykey{K}\,\querykey{K}^\top \qquad S_{ij} = \querykey{k_i} \cdot \querykey{k_j}",
        ),
    ),
    Variant(
        key="q_eq_k_eq_v",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Q = K = V"),
        source="Kayyam, Madan Gopal, Lewis 2026, arXiv 2606.04032",
        score="dot",
        make_query=Route("x", "W_K"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_K"),
        parameters=(_W_QKV, _W_O),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\query{Q} = \tied{K} = \tied{V} = X\,W_K",
            r"S = \tied{K}\,\tied{K}^\top \qquad S_{ij} = \tied{k_i} \cdot \tied{k_j}",
            value=r"C = A\,\tied{K}",
        ),
    ),
    Variant(
        key="k_eq_v_eq_x",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "K = V = X"),
        source="Ramsauer et al. 2020, arXiv 2008.02217",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x"),
        make_value=Route("x"),
        parameters=(
            Parameter("W_Q", "w_q", r"\query{W_Q}", "n_heads", "d_model", "d_head", ("query",)),
            _W_O,
        ),
        formulas=_formulas(
            _INPUTS_ONE,
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \tied{K} = \tied{V} = X",
            r"S^h = \query{Q_h}\,\tied{X}^\top",
            value=r"C_h = A_h\,\tied{X}",
        ),
        kv_heads="one",
    ),
)

VARIANTS: Mapping[str, Variant] = MappingProxyType({row.key: row for row in _ROWS})
"""Every mechanism by key, in the order in which menus show them."""


def of_mode(mode: Mode) -> tuple[Variant, ...]:
    """Return the variants of one mechanism, in menu order."""
    return tuple(row for row in _ROWS if row.mode == mode)
