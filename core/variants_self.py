"""Rows of VARIANTS: self-attention with a key map and a value map of its own."""

from __future__ import annotations

from core.matrices import DOT, W_K, W_O, W_Q, W_V, formulas
from core.messages import QT_TRANSLATE_NOOP
from core.variant import Route, Variant

SELF = (
    Variant(
        key="self",
        mode="self",
        label=QT_TRANSLATE_NOOP("core", "Multi-head self-attention"),
        source="Vaswani et al. 2017, arXiv 1706.03762",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_V"),
        parameters=(W_Q, W_K, W_V, W_O),
        formulas=formulas(
            r"\query{Q} = X\,\query{W_Q} \qquad \key{K} = X\,\key{W_K}"
            r" \qquad \value{V} = X\,\value{W_V}",
            DOT,
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
        parameters=(W_Q, W_K, W_V, W_O),
        formulas=formulas(
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
        parameters=(W_Q, W_K, W_V, W_O),
        formulas=formulas(
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \key{K} = X\,\key{W_K}"
            r" \qquad \value{V} = X\,\value{W_V}",
            r"S^h = \query{Q_h}\,\key{K}^\top",
            r"C_h = A_h\,\value{V}",
        ),
        kv_heads="one",
    ),
)
"""Untied self-attention, in menu order."""
