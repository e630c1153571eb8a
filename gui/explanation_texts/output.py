"""What happens at the step ``output``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfShared

_TRADITIONAL = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Each context row is a weighted mean of the encoder states: c_i is the sum of A_ij h_j over"
        " all source tokens j. The papers go on to combine c_i with the decoder's state; that lies "
        "beyond attention and is left out. W_O is off by default, as in the papers.",
    )
)
_READ_TRADITIONAL = QT_TRANSLATE_NOOP(
    "explanations",
    "A stands left of C, V (here H) above it: a cell of C lights up its row of weights and its "
    "column of V. “Contributions” splits the context of the pinned target token by source "
    "tokens. “Hull” shows that no context leaves the convex hull of H.",
)
_KV_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map, same numbers. The vectors averaged here are the vectors "
    "compared before, and it worked well: in Luong et al. (2015, Table 4) global attention with"
    " dot reached 18.6 BLEU, with general 17.3 (before unknown words were replaced).",
)
_KV_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the value is h in both readings, so the context does not depend on the side on "
    "which W_a is counted. Same source always; same map and same numbers only with W_a on the "
    "query's side. Try switching the reading: nothing moves here but rounding.",
)
_KV_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (H), not the same map, not the same numbers: the key is h through a "
    "matrix, what is averaged is h itself. Try Luong dot: there the averaged vectors are the "
    "keys.",
)
_CONTEXT = QT_TRANSLATE_NOOP(
    "explanations",
    "Each context row is a weighted mean of the values: c_i is the sum of A_ij v_j over all j. "
    "The heads' contexts are joined side by side, and W_O, where it is on, mixes them into the "
    "output, as wide as the model.",
)
_READ_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "A stands left of C, V above it: a cell of C lights up its row of weights and its column of"
    " V. “Contributions” splits the context of the pinned target token by source tokens, A_ij "
    "v_j. “Hull” shows that no context leaves the convex hull of V.",
)
_KV_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V acts here for the first time. Same source (H), other map, other numbers: what a"
    " source token is found by and what it hands over can be chosen apart. Try Luong dot, where"
    " one vector serves as both.",
)
_READ = QT_TRANSLATE_NOOP(
    "explanations",
    "A stands left of C, V above it: a cell of C lights up its row of weights and its column of"
    " V. “Contributions” splits the context of the pinned query into what each key adds, A_ij "
    "v_j. “Hull” shows that no context leaves the convex hull of V.",
)
_KV_SELF = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: V acts here for the first time. Same source (X), other map, other numbers: what a"
        " token is found by and what it hands over can be chosen apart. Try K = V tied: the weights"
        " stay, context and output change.",
    )
)
_GQA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V acts here for the first time; the heads of a group average the same values with"
    " their own weights. Same source, other map, other numbers. For a model that generates "
    "text, only the keys and values of the groups are cached (Ainslie et al. 2023); tying K to "
    "V as well would halve what is left.",
)
_MQA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V acts here for the first time; all heads average the same values with their own "
    "weights. Same source, other map, other numbers. For a model that generates text, one key "
    "and one value a token are cached (Shazeer 2019); tying K to V as well would halve what is "
    "left.",
)
_K_EQ_V = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Here the tie shows. The weights are bit for bit those of untied self-attention, but what "
        "they average is K: C = A K, so each context lies in the convex hull of the very keys that "
        "were matched. W_O, where it is on, mixes the joined heads.",
    )
)
_READ_HULL = QT_TRANSLATE_NOOP(
    "explanations",
    "A stands left of C, V above it. “Contributions” splits the context of the pinned query "
    "into what each key adds, A_ij v_j; “Hull” shows that no context leaves the convex hull of "
    "V.",
)
_KV_K_EQ_V = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map, same numbers. One head as wide as the model, followed by "
    "W_O, loses nothing by it; a narrower head loses freedom. Half of the key-value cache is "
    "saved: spent on a head twice as wide, it can realise every untied head of the old width.",
)
_PAPER_K_EQ_V = QT_TRANSLATE_NOOP(
    "explanations",
    "At 300M parameters Kayyam et al. (2026) report a perplexity of 5.27, against 5.11 untied: "
    "a trade-off, not a rule. Try switching between K = V and untied: compare the context, then"
    " the strip.",
)
_Q_EQ_K = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: V acts here for the first time, untied: same source (X), other map, other "
        "numbers. The values are bit for bit those of untied self-attention, but other weights "
        "average them: Q = K limits where a token looks, not what it fetches.",
    )
)
_PAPER_Q_EQ_K = QT_TRANSLATE_NOOP(
    "explanations",
    "At 300M parameters Kayyam et al. (2026) report a perplexity of 5.36, against 5.11 untied "
    "and 5.27 for K = V. And Q = K saves no key-value cache, since K and V still differ.",
)
_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "Here the second tie shows: C = A K, a mean of the very vectors that asked and were "
    "matched, and each context lies in their convex hull. The heads are joined and W_O, where "
    "it is on, mixes them. Without W_O a head cannot leave the hull of its own keys.",
)
_PAPER_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map, same numbers, and Q with them. In practice the two ties "
    "together cost most: at 300M parameters Kayyam et al. (2026) report a perplexity of 6.41, "
    "against 5.27 for K = V, 5.36 for Q = K and 5.11 untied.",
)
_HOPFIELD = QT_TRANSLATE_NOOP(
    "explanations",
    "What was searched is what is fetched: C = A X, a weighted mean of the inputs themselves, "
    "head by head. This is the retrieval step of a modern Hopfield network, softmax(β q Xᵀ) X "
    "(Ramsauer et al. 2020). The heads are joined and W_O, where it is on, mixes them.",
)
_KV_X = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (none) and same numbers: X. The cache is the inputs, once "
    "for all heads. Which features are handed on is left to W_O alone. Try a low temperature: "
    "each context moves to a single row of X.",
)
_GROUPS_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Here the tie shows. The weights are bit for bit those of the same shared heads without "
        "it, but what they average are the keys: heads that share keys average the same ones, "
        "each with its own weights. Each context lies in the convex hull of the very keys that "
        "were matched.",
    )
)
_KV_GROUPS_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map, same numbers. For a model that generates text, "
    "{n_kv_heads} × {d_head} numbers a token are cached, half of what the same heads need "
    "untied. Kayyam, Madan Gopal, Lewis (2026) tie whole heads; Gemma 4 ties the map in its "
    "global layers, with wider heads, but not the numbers: K is normalised and rotated after it.",
)
_KV_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V acts here as a whole for the first time; its first half was matched before: "
    "there, same source, same map, same numbers. Zadouri et al. (2025) report a perplexity "
    "of 10.129 at 1.47B parameters with 1152 bytes of cache a token and layer, against "
    "10.202 and 2048 for grouped heads (GQA).",
)
_KV_MLA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V acts here for the first time. Same source (one latent), other map, other "
    "numbers. W_UV can be multiplied into W_O, so that latents are averaged and values "
    "never made. Cached are {d_latent} numbers a token for all heads together (DeepSeek-V2 "
    "2024).",
)
_KV_SLIM = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, other map, other numbers. Context and output are those of untied "
    "self-attention, up to rounding, with half of the cache. In practice the keys are "
    "averaged first, A K, and W_K⁻¹ W_V is applied once to the result (Graef, Wasielewski "
    "2025).",
)

OUTPUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "luong_dot": (
            _TRADITIONAL,
            _READ_TRADITIONAL,
            _KV_LUONG_DOT,
        ),
        "luong_general": (
            _TRADITIONAL,
            _READ_TRADITIONAL,
            _KV_LUONG_GENERAL,
        ),
        "luong_concat": (
            _TRADITIONAL,
            _READ_TRADITIONAL,
            _KV_ADDITIVE,
        ),
        "bahdanau": (
            _TRADITIONAL,
            _READ_TRADITIONAL,
            _KV_ADDITIVE,
        ),
        "cross": (
            _CONTEXT,
            _READ_CROSS,
            _KV_CROSS,
        ),
        "self": (
            _CONTEXT,
            _READ,
            _KV_SELF,
        ),
        "gqa": (
            _CONTEXT,
            _READ,
            _GQA,
        ),
        "mqa": (
            _CONTEXT,
            _READ,
            _MQA,
        ),
        "k_eq_v": (
            _K_EQ_V,
            _READ_HULL,
            _KV_K_EQ_V,
            _PAPER_K_EQ_V,
        ),
        "q_eq_k": (
            _CONTEXT,
            _READ_HULL,
            _Q_EQ_K,
            _PAPER_Q_EQ_K,
        ),
        "q_eq_k_eq_v": (
            _ALL_TIED,
            _READ_HULL,
            _PAPER_ALL_TIED,
        ),
        "k_eq_v_eq_x": (
            _HOPFIELD,
            _READ_HULL,
            _KV_X,
        ),
        "gqa_k_eq_v": (
            _GROUPS_TIED,
            _READ_HULL,
            _KV_GROUPS_TIED,
        ),
        "mqa_k_eq_v": (
            _GROUPS_TIED,
            _READ_HULL,
            _KV_GROUPS_TIED,
        ),
        "gta": (
            _CONTEXT,
            _READ,
            _KV_GTA,
        ),
        "mla": (
            _CONTEXT,
            _READ,
            _KV_MLA,
        ),
        "slim": (
            _CONTEXT,
            _READ,
            _KV_SLIM,
        ),
    }
)
"""Paragraphs by variant or, for the variants that are not named, by mode."""
