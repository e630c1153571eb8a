"""Rows of VARIANTS: one map makes two of queries, keys and values, or all three."""

from __future__ import annotations

from core.matrices import W_KV, W_O, W_Q, W_QK, W_QKV, W_V, formulas
from core.messages import QT_TRANSLATE_NOOP
from core.variant import Route, Variant

_KAYYAM = "Kayyam, Madan Gopal, Lewis 2026, arXiv 2606.04032"
_AINSLIE = "Ainslie et al. 2023, arXiv 2305.13245"
_SHAZEER = "Shazeer 2019, arXiv 1911.02150"

TIED = (
    Variant(
        key="k_eq_v",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "K = V"),
        source=_KAYYAM,
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_K"),
        parameters=(W_Q, W_KV, W_O),
        formulas=formulas(
            r"\query{Q} = X\,\query{W_Q} \qquad \tied{K} = \tied{V} = X\,\tied{W_K}",
            r"S = \query{Q}\,\tied{K}^\top \qquad S_{ij} = \query{q_i} \cdot \tied{k_j}",
            r"C = A\,\tied{K}",
        ),
    ),
    Variant(
        key="gqa_k_eq_v",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "K = V in groups (GQA)"),
        source=f"{_AINSLIE}; {_KAYYAM}",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_K"),
        parameters=(W_Q, W_KV, W_O),
        formulas=formulas(
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \tied{K_g} = \tied{V_g} = X\,\tied{W_K^g}",
            r"S^h = \query{Q_h}\,\tied{K_{g(h)}}^\top",
            r"C_h = A_h\,\tied{K_{g(h)}}",
        ),
        kv_heads="groups",
    ),
    Variant(
        key="mqa_k_eq_v",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "K = V, one for all (MQA)"),
        source=f"{_SHAZEER}; {_KAYYAM}",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_K"),
        parameters=(W_Q, W_KV, W_O),
        formulas=formulas(
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \tied{K} = \tied{V} = X\,\tied{W_K}",
            r"S^h = \query{Q_h}\,\tied{K}^\top",
            r"C_h = A_h\,\tied{K}",
        ),
        kv_heads="one",
    ),
    Variant(
        key="q_eq_k",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Q = K"),
        source=_KAYYAM,
        score="dot",
        make_query=Route("x", "W_K"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_V"),
        parameters=(W_QK, W_V, W_O),
        formulas=formulas(
            r"\querykey{Q} = \querykey{K} = X\,\querykey{W_K} \qquad \value{V} = X\,\value{W_V}",
            r"S = \querykey{K}\,\querykey{K}^\top"
            r" \qquad S_{ij} = \querykey{k_i} \cdot \querykey{k_j}",
        ),
    ),
    Variant(
        key="q_eq_k_eq_v",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Q = K = V"),
        source=_KAYYAM,
        score="dot",
        make_query=Route("x", "W_K"),
        make_key=Route("x", "W_K"),
        make_value=Route("x", "W_K"),
        parameters=(W_QKV, W_O),
        formulas=formulas(
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
        parameters=(W_Q, W_O),
        formulas=formulas(
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \tied{K} = \tied{V} = X",
            r"S^h = \query{Q_h}\,\tied{X}^\top",
            r"C_h = A_h\,\tied{X}",
        ),
        kv_heads="one",
    ),
)
"""What ties whole keys, in menu order."""
