"""Rows of VARIANTS: encoder-decoder attention."""

from __future__ import annotations

from core.matrices import DOT, W_K, W_O, W_Q, W_V, formulas
from core.messages import QT_TRANSLATE_NOOP
from core.variant import Parameter, Route, Variant

_W_A = Parameter(
    "W_a",
    "w_a",
    "W_a",
    QT_TRANSLATE_NOOP("core", "Score matrix"),
    "one",
    "d_model",
    "d_model",
    ("query",),
)
_QUERY = Route("decoder_states")
_MEMORY = Route("encoder_states")


def _additive(
    query_name: str, key_name: str, query_tex: str, key_tex: str
) -> tuple[Parameter, ...]:
    """Return the three matrices of an additive score: two maps into d_head units, then v."""
    decoder = QT_TRANSLATE_NOOP("core", "Decoder-state matrix")
    encoder = QT_TRANSLATE_NOOP("core", "Encoder-state matrix")
    vector = QT_TRANSLATE_NOOP("core", "Score vector")
    query, key = rf"\query{{{query_tex}}}", rf"\key{{{key_tex}}}"
    return (
        Parameter(query_name, "w_s", query, decoder, "one", "d_model", "d_head", ("query",)),
        Parameter(key_name, "w_h", key, encoder, "one", "d_model", "d_head", ("key",)),
        Parameter("v_a", "v_a", "v", vector, "one", "d_head", "one"),
    )


TRADITIONAL = (
    Variant(
        key="luong_dot",
        mode="traditional",
        label=QT_TRANSLATE_NOOP("core", "Luong dot"),
        source="Luong, Pham, Manning 2015, arXiv 1508.04025",
        score="dot",
        make_query=_QUERY,
        make_key=_MEMORY,
        make_value=_MEMORY,
        parameters=(W_O,),
        formulas=formulas(
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
        parameters=(_W_A, W_O),
        formulas=formulas(
            r"\query{Q} = \query{S_{\mathrm{dec}}}\,W_a \qquad \tied{K} = \tied{V} = \tied{H}",
            r"S_{ij} = \query{s_i}^\top W_a \tied{h_j}"
            r" = (\query{s_i}^\top W_a)\,\tied{h_j} = \query{s_i}^\top (W_a \tied{h_j})",
            r"C = A\,\tied{H}",
        ),
        splits=False,
        scaled=False,
        output_projection=False,
        other_reading=(_QUERY, Route("encoder_states", "W_a", transposed=True)),
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
        parameters=(*_additive("W_a[s]", "W_a[h]", "W_a^{s}", "W_a^{h}"), W_O),
        formulas=formulas(
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
        parameters=(*_additive("W_a(s)", "U_a", "W_a", "U_a"), W_O),
        formulas=formulas(
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
        parameters=(W_Q, W_K, W_V, W_O),
        formulas=formulas(
            r"\query{Q} = \query{S_{\mathrm{dec}}\,W_Q} \qquad \key{K} = \tied{H}\,\key{W_K}"
            r" \qquad \value{V} = \tied{H}\,\value{W_V}",
            DOT,
        ),
    ),
)
"""Encoder-decoder attention, in menu order."""
