r"""Rows of VARIANTS: keys and values that are made from one store, without being one.

**MLA** (DeepSeek-V2, section 2.1): keys and values of all heads are made from one latent
:math:`c = x W_{DKV}` by two maps, and the latent alone is cached. Left out here: the decoupled
part that carries rotary positions beside it, the queries' own compression, and the normalisation
of the latents. Where rotary positions are chosen, whole keys are turned after :math:`W_{UK}`.

**GTA** (Zadouri, Strauss, Dao 2025): a group keeps one state as wide as a head. The
state is the value; its first half is the first half of the key. The key's second half is one for
all groups, and rotary positions turn that half alone.

**Slim attention** (Graef, Wasielewski 2025): where :math:`W_K` of all heads together is square and
invertible, :math:`V = X W_V = K\,(W_K^{-1} W_V)`, so keys alone are cached; see :mod:`core.slim`.
"""

from __future__ import annotations

from core.matrices import DOT, W_K, W_O, W_Q, W_V, formulas
from core.messages import QT_TRANSLATE_NOOP
from core.variant import Parameter, Route, Variant

_W_DKV = Parameter(
    "W_DKV",
    "w_dkv",
    r"\tied{W_{DKV}}",
    QT_TRANSLATE_NOOP("core", "Down-projection"),
    "one",
    "d_model",
    "d_latent",
    ("key", "value"),
)
_W_UK = Parameter(
    "W_UK",
    "w_uk",
    r"\key{W_{UK}}",
    QT_TRANSLATE_NOOP("core", "Up-projection of keys"),
    "n_kv_heads",
    "d_latent",
    "d_head",
    ("key",),
)
_W_UV = Parameter(
    "W_UV",
    "w_uv",
    r"\value{W_{UV}}",
    QT_TRANSLATE_NOOP("core", "Up-projection of values"),
    "n_kv_heads",
    "d_latent",
    "d_head",
    ("value",),
)
_W_KV = Parameter(
    "W_KV",
    "w_kv",
    r"\tied{W_{KV}}",
    QT_TRANSLATE_NOOP("core", "Key and value matrix"),
    "n_kv_heads",
    "d_model",
    "d_value",
    ("key", "value"),
)
_W_KR = Parameter(
    "W_KR",
    "w_kr",
    r"\key{W_{KR}}",
    QT_TRANSLATE_NOOP("core", "Matrix of the shared half"),
    "one",
    "d_model",
    "d_half",
    ("key",),
)
_RECOVERS = Parameter(
    "W_K⁻¹W_V",
    "w_recover",
    r"\value{W_K⁻¹ W_V}",
    QT_TRANSLATE_NOOP("core", "Recovering matrix"),
    "n_kv_heads",
    "joined_keys",
    "d_value",
    ("value",),
    solved=("W_K", "W_V"),
)

STORED = (
    Variant(
        key="gta",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Grouped-tied (GTA)"),
        source="Zadouri, Strauss, Dao 2025, arXiv 2505.21487",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("value", columns="first_half", beside=Route("x", "W_KR")),
        make_value=Route("x", "W_KV"),
        parameters=(W_Q, _W_KV, _W_KR, W_O),
        formulas=formulas(
            r"\query{Q_h} = X\,\query{W_Q^h} \qquad \value{V_g} = X\,\tied{W_{KV}^g}"
            r" \qquad \key{K_g} = [\,\tied{V_g^{\mathrm{left}}}\;\; X\,\key{W_{KR}}\,]",
            r"S^h = \query{Q_h}\,\key{K_{g(h)}}^\top",
            r"C_h = A_h\,\value{V_{g(h)}}",
        ),
        kv_heads="groups",
        turned="second_half",
    ),
    Variant(
        key="mla",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Latent (MLA)"),
        source="DeepSeek-AI 2024, arXiv 2405.04434",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("latent", "W_UK"),
        make_value=Route("latent", "W_UV"),
        parameters=(W_Q, _W_DKV, _W_UK, _W_UV, W_O),
        formulas=formulas(
            r"\query{Q} = X\,\query{W_Q} \qquad \tied{C^{KV}} = X\,\tied{W_{DKV}}"
            r" \qquad \key{K} = \tied{C^{KV}}\,\key{W_{UK}}"
            r" \qquad \value{V} = \tied{C^{KV}}\,\value{W_{UV}}",
            DOT,
        ),
        latent=Route("x", "W_DKV"),
    ),
    Variant(
        key="slim",
        mode="tied",
        label=QT_TRANSLATE_NOOP("core", "Slim: V from K"),
        source="Graef, Wasielewski 2025, arXiv 2503.05840",
        score="dot",
        make_query=Route("x", "W_Q"),
        make_key=Route("x", "W_K"),
        make_value=Route("joined_key", "W_K⁻¹W_V"),
        parameters=(W_Q, W_K, W_V, _RECOVERS, W_O),
        formulas=formulas(
            r"\query{Q} = X\,\query{W_Q} \qquad \key{K} = X\,\key{W_K}"
            r" \qquad \value{V} = \key{K}\,(\key{W_K}^{-1}\,\value{W_V}) = X\,\value{W_V}",
            DOT,
        ),
    ),
)
"""What keeps one store for keys and values, in menu order."""
