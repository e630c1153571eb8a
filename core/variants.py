"""VARIANTS: one row per attention mechanism; everything else reads what it needs from here.

A row says where queries, keys and values come from (source), through which matrices (map), how
they are scored, and what its paper does about scaling and the output projection. To add a variant
is to add a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from core.variant import (
    HeadCount,
    KeyValueHeads,
    Mode,
    Parameter,
    Route,
    Score,
    Size,
    SourceName,
    Variant,
)

__all__ = [
    "VARIANTS",
    "HeadCount",
    "KeyValueHeads",
    "Mode",
    "Parameter",
    "Route",
    "Score",
    "Size",
    "SourceName",
    "Variant",
    "of_mode",
]

_W_Q = Parameter("W_Q", "w_q", r"\query{W_Q}", "n_heads", "d_model", "d_head", ("query",))
_W_K = Parameter("W_K", "w_k", r"\key{W_K}", "n_kv_heads", "d_model", "d_head", ("key",))
_W_V = Parameter("W_V", "w_v", r"\value{W_V}", "n_kv_heads", "d_model", "d_head", ("value",))
_W_KV = Parameter("W_K", "w_k", r"\tied{W_K}", "n_kv_heads", "d_model", "d_head", ("key", "value"))
_W_QK = Parameter("W_K", "w_k", r"\querykey{W_K}", "n_heads", "d_model", "d_head", ("query", "key"))
_W_QKV = Parameter("W_K", "w_k", "W_K", "n_heads", "d_model", "d_head", ("query", "key", "value"))
_W_O = Parameter("W_O", "w_o", "W_O", "one", "joined", "d_model")
_W_A = Parameter("W_a", "w_a", "W_a", "one", "d_model", "d_model", ("query",))


def _additive(
    query_name: str, key_name: str, query_tex: str, key_tex: str
) -> tuple[Parameter, ...]:
    """Return the three matrices of an additive score: two maps into d_head units, then v."""
    return (
        Parameter(
            query_name, "w_s", rf"\query{{{query_tex}}}", "one", "d_model", "d_head", ("query",)
        ),
        Parameter(key_name, "w_h", rf"\key{{{key_tex}}}", "one", "d_model", "d_head", ("key",)),
        Parameter("v_a", "v_a", "v", "one", "d_head", "one"),
    )


def _formulas(
    projections: str, scores: str, context: str = r"C = A\,\value{V}"
) -> Mapping[str, str]:
    """Return what a row decides of the formulas, by step."""
    return MappingProxyType({"projections": projections, "scores": scores, "output": context})


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
            r"\query{Q} = \query{S_{\mathrm{dec}}} \qquad \tied{K} = \tied{V} = \tied{H}",
            r"S_{ij} = \query{s_i} \cdot \tied{h_j}",
            r"C = A\,\tied{H}",
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
            r"\query{Q} = \query{S_{\mathrm{dec}}}\,W_a \qquad \tied{K} = \tied{V} = \tied{H}",
            r"S_{ij} = \query{s_i}^\top W_a \tied{h_j}"
            r" = (\query{s_i}^\top W_a)\,\tied{h_j} = \query{s_i}^\top (W_a \tied{h_j})",
            r"C = A\,\tied{H}",
        ),
        splits=False,
        scaled=False,
        output_projection=False,
        other_reading=(_TRADITIONAL_QUERY, Route("encoder_states", "W_a", transposed=True)),
        other_projections=(
            r"\query{Q} = \query{S_{\mathrm{dec}}} \qquad \key{K} = \tied{H}\,W_a^\top"
            r" \qquad \value{V} = \tied{H}"
        ),
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
            r"\query{Q} = \query{S_{\mathrm{dec}}\,W_a^{s}}"
            r" \qquad \key{K} = \tied{H}\,\key{W_a^{h}} \qquad \value{V} = \tied{H}",
            r"S_{ij} = v^\top \tanh(W_a [\query{s_i}; \tied{h_j}])"
            r" = v^\top \tanh(\query{q_i} + \key{k_j})",
            r"C = A\,\tied{H}",
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
            r"\query{Q} = \query{S_{\mathrm{dec}}\,W_a} \qquad \key{K} = \tied{H}\,\key{U_a}"
            r" \qquad \value{V} = \tied{H}",
            r"S_{ij} = v^\top \tanh(W_a \query{s_i} + U_a \tied{h_j})"
            r" = v^\top \tanh(\query{q_i} + \key{k_j})",
            r"C = A\,\tied{H}",
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
            r"\query{Q} = \query{S_{\mathrm{dec}}\,W_Q} \qquad \key{K} = \tied{H}\,\key{W_K}"
            r" \qquad \value{V} = \tied{H}\,\value{W_V}",
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
            r"\query{Q} = X\,\query{W_Q} \qquad \key{K} = X\,\key{W_K}"
            r" \qquad \value{V} = X\,\value{W_V}",
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
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \key{K_g} = X\,\key{W_K^g}"
            r" \qquad \value{V_g} = X\,\value{W_V^g}",
            r"S^h = \query{Q_h}\,\key{K_{g(h)}}^\top",
            r"C_h = A_h\,\value{V_{g(h)}}",
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
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \key{K} = X\,\key{W_K}"
            r" \qquad \value{V} = X\,\value{W_V}",
            r"S^h = \query{Q_h}\,\key{K}^\top",
            r"C_h = A_h\,\value{V}",
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
            r"\query{Q} = X\,\query{W_Q} \qquad \tied{K} = \tied{V} = X\,\tied{W_K}",
            r"S = \query{Q}\,\tied{K}^\top \qquad S_{ij} = \query{q_i} \cdot \tied{k_j}",
            r"C = A\,\tied{K}",
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
            r"\querykey{Q} = \querykey{K} = X\,\querykey{W_K} \qquad \value{V} = X\,\value{W_V}",
            r"S = \querykey{K}\,\querykey{K}^\top"
            r" \qquad S_{ij} = \querykey{k_i} \cdot \querykey{k_j}",
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
            r"\query{Q} = \tied{K} = \tied{V} = X\,W_K",
            r"S = \tied{K}\,\tied{K}^\top \qquad S_{ij} = \tied{k_i} \cdot \tied{k_j}",
            r"C = A\,\tied{K}",
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
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \tied{K} = \tied{V} = X",
            r"S^h = \query{Q_h}\,\tied{X}^\top",
            r"C_h = A_h\,\tied{X}",
        ),
        kv_heads="one",
    ),
)

VARIANTS: Mapping[str, Variant] = MappingProxyType({row.key: row for row in _ROWS})
"""Every mechanism by key, in the order in which menus show them."""


def of_mode(mode: Mode) -> tuple[Variant, ...]:
    """Return the variants of one mechanism, in menu order."""
    return tuple(row for row in _ROWS if row.mode == mode)
