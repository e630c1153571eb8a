"""What happens at the step ``scale_mask``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfShared

_SCALE = QT_TRANSLATE_NOOP(
    "explanations",
    "Dividing by √d keeps the spread of the scores from growing with the width d of a head "
    "(Vaswani et al. 2017). The temperature T divides once more; a softcap c bends them "
    "smoothly to between −c and c. Then the mask strikes out pairs that are not allowed.",
)
_MASK = QT_TRANSLATE_NOOP(
    "explanations",
    "Above, the scores become scaled scores; below, the mask decides which remain: a masked "
    "pair gets −∞ and is left blank. “One scale” paints all stages alike, so that you see them "
    "shrink; “Own scales” shows the pattern of each. A row masked in full gets zero weights, "
    "not an error.",
)
_KV_UNTIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: neither scaling nor mask looks at V. With the same X, W_Q and W_K, tying V to K "
    "(same map, same numbers) changes nothing here.",
)
_TRY = QT_TRANSLATE_NOOP(
    "explanations",
    "Try a causal mask: the upper right triangle goes, as in a language model, which may not "
    "see what comes later. Then lower the temperature and watch the next step.",
)
_KV_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map and same numbers, but neither scaling nor mask looks at V: "
        "all is bit for bit as in untied self-attention with the same X, W_Q and W_K.",
    )
)
_Q_EQ_K = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, other map, other numbers; V has no part here. Scaling keeps the "
    "symmetry that Q = K gives the scores. A causal mask breaks it, but leaves the diagonal: "
    "every token may still match itself.",
)
_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map, same numbers; V has no part here. Scaling keeps the "
    "symmetry that Q = K gives the scores. A causal mask breaks it, but leaves the diagonal: "
    "every token may still match itself.",
)
_HOPFIELD = QT_TRANSLATE_NOOP(
    "explanations",
    "Here a head is as wide as the model, so d is the full width. In modern Hopfield terms "
    "(Ramsauer et al. 2020) the factor on the scores is β in softmax(β q Xᵀ) X: 1/√d divided by"
    " the temperature. A softcap c bends the scores to between −c and c.",
)
_KV_X = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (none) and same numbers, X; neither scaling nor mask looks "
    "at V. Try a low temperature, that is a large β: each query will then fetch nearly one "
    "single row of X.",
)
_UNSCALED = QT_TRANSLATE_NOOP(
    "explanations",
    "Luong's and Bahdanau's papers divide the scores by nothing: they go to the softmax as they"
    " are. Switch on scaling by √d, a temperature T or a softcap c to see what they would do; "
    "in “One scale” all stages share their colours.",
)
_CROSS_MASK = QT_TRANSLATE_NOOP(
    "explanations",
    "Rows are target tokens, columns source tokens. The whole source is known before the target"
    " is written, so a mask seldom hides more than padding. A hidden pair gets −∞ and is left "
    "blank; a row hidden in full gets zero weights.",
)
_KV_TRADITIONAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: neither scaling nor mask looks at V, so it makes no difference here whether K and"
    " V have the same map or the same numbers. Both have H as their source: hiding key j hides "
    "value j too, as its weight becomes zero.",
)
_TRY_TRADITIONAL = QT_TRANSLATE_NOOP(
    "explanations",
    "Try padding: the last source tokens drop out of every row. Or raise the temperature: all "
    "scores draw closer together.",
)
_KV_GROUPS_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map and same numbers, but neither scaling nor mask looks at "
        "V: all is bit for bit as in the same shared heads without the tie.",
    )
)
_KV_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same numbers in their first half, not in the second. Neither scaling nor "
    "mask looks at V; the width d counts both halves of the key.",
)
_KV_STORE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source, not the same map, not the same numbers; neither scaling nor "
    "mask looks at V. What is cached in their place makes no difference here.",
)

SCALE_MASK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "self": (
            _SCALE,
            _MASK,
            _KV_UNTIED,
            _TRY,
        ),
        "k_eq_v": (
            _SCALE,
            _MASK,
            _KV_TIED,
            _TRY,
        ),
        "q_eq_k": (
            _SCALE,
            _MASK,
            _Q_EQ_K,
            _TRY,
        ),
        "q_eq_k_eq_v": (
            _SCALE,
            _MASK,
            _ALL_TIED,
            _TRY,
        ),
        "k_eq_v_eq_x": (
            _HOPFIELD,
            _MASK,
            _KV_X,
        ),
        "traditional": (
            _UNSCALED,
            _CROSS_MASK,
            _KV_TRADITIONAL,
            _TRY_TRADITIONAL,
        ),
        "cross": (
            _SCALE,
            _CROSS_MASK,
            _KV_TRADITIONAL,
            _TRY_TRADITIONAL,
        ),
        "gqa_k_eq_v": (
            _SCALE,
            _MASK,
            _KV_GROUPS_TIED,
            _TRY,
        ),
        "mqa_k_eq_v": (
            _SCALE,
            _MASK,
            _KV_GROUPS_TIED,
            _TRY,
        ),
        "gta": (
            _SCALE,
            _MASK,
            _KV_GTA,
            _TRY,
        ),
        "mla": (
            _SCALE,
            _MASK,
            _KV_STORE,
            _TRY,
        ),
        "slim": (
            _SCALE,
            _MASK,
            _KV_STORE,
            _TRY,
        ),
    }
)
"""Paragraphs by variant or, for the variants that are not named, by mode."""
