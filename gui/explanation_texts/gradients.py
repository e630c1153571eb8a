"""What happens at the step ``gradients``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfDrawn

_WHAT = QT_TRANSLATE_NOOP(
    "explanations",
    "A gradient tells how the loss L answers when one number moves a little and all that follows "
    "moves along; learning steps against it. Choose the loss above: the chain rule goes back "
    "through all six steps, and the lens shows every sum.",
)
_SCORES = QT_TRANSLATE_NOOP(
    "explanations",
    "∂L/∂A_ij asks what looking at token j would bring: ∂L/∂c_i times v_j. The softmax shares out "
    "a fixed sum, so a score is pushed, in proportion to its weight, only by what its key brings "
    "beyond the mean of its row. Only the row that the loss reads is not zero.",
)
_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "From a score the gradient goes through the tanh layer, unit by unit: times v, times the slope "
    "1 − tanh², to query and key alike. A saturated unit, near −1 or 1, hands on almost nothing.",
)
_PRODUCT = QT_TRANSLATE_NOOP(
    "explanations",
    "∂L/∂q_i is the sum of ∂L/∂S_ij k_j, and ∂L/∂k_j the sum of ∂L/∂S_ij q_i. Values are reached "
    "around the softmax: ∂L/∂v_j is the sum of A_ij ∂L/∂c_i.",
)
_STATES = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "“Decoder” and “Encoder” add up what comes back to the states: through attention and, "
        "back in time, through later states. The decoder's first state follows the encoder's last.",
    )
)
_KV_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (none), same numbers: h is both. What it learns as a key (to "
    "be found) and as a value (to be carried) adds up in it, and no matrix tells the two apart. "
    "The cosine below says whether they pull the same way.",
)
_KV_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source. With W_a on the query's side h is key and value at once, the same "
    "numbers, and receives both parts; on the memory's side the key W_a h has a gradient of its "
    "own. Either way W_a learns from matching alone.",
)
_KV_ADDITIVE = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, not the same map. The key's matrix learns from matching alone, for "
        "what is carried is h itself. In h both meet again: see “Encoder”.",
    )
)
_KV_APART = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, not the same map. W_K learns from matching alone, W_V from carrying "
    "alone; neither gives way to the other, and they meet only in what both are made from. Switch "
    "to K = V tied to see them meet in one matrix.",
)
_GROUPS = QT_TRANSLATE_NOOP(
    "explanations",
    "A key-value head serves {group} query heads: what comes back from all of them adds up in it.",
)
_KV_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same map, so W_K receives the sum of two gradients: as key it learns to be found, as "
    "value what to carry. “Matrices” shows both parts and their sum, which is what untied W_K and "
    "W_V of the same numbers would receive together. Their cosine says whether they pull the same "
    "way: below 0 each use undoes some of the other's work.",
)
_KV_TIED_BARE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (none), same numbers. No matrix could learn to tell the two "
    "uses apart: W_Q alone learns where to look, and what both uses ask for adds up in X.",
)
_QK_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "Q and K: one matrix asks and answers, and receives both parts; a push that makes i look at j "
    "makes j look at i as well. K and V: same source, not the same map: W_V has a gradient of its "
    "own.",
)
_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same map, and that of Q too: one matrix asks, answers and carries. Three gradients "
    "add up in it, and their cosines say which of them pull alike.",
)
_KV_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: one half of a key is one half of its value, the same numbers. W_KV receives what "
    "that half learns as key and all that the value learns; W_KR, which makes the other half, "
    "learns from matching alone.",
)
_KV_MLA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (one latent), not the same map. W_UK learns from matching alone, W_UV "
    "from carrying alone. They meet in the latent and in W_DKV, which must leave room for both.",
)
_KV_SLIM = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: not the same map, for this is untied attention computed in another way, and W_K and "
    "W_V come to the gradients that they have there. Of W_K the part as value is zero but for "
    "rounding: what comes back through the keys and through the inverse cancels.",
)

GRADIENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "luong_dot": (_WHAT, _SCORES, _KV_LUONG_DOT, _STATES),
        "luong_general": (_WHAT, _SCORES, _KV_LUONG_GENERAL, _STATES),
        "luong_concat": (_WHAT, _SCORES, _ADDITIVE, _KV_ADDITIVE),
        "bahdanau": (_WHAT, _SCORES, _ADDITIVE, _KV_ADDITIVE),
        "traditional": (_WHAT, _SCORES, _KV_APART, _STATES),
        "self": (_WHAT, _SCORES, _PRODUCT, _KV_APART),
        "gqa": (_WHAT, _SCORES, _GROUPS, _KV_APART),
        "mqa": (_WHAT, _SCORES, _GROUPS, _KV_APART),
        "tied": (_WHAT, _SCORES, _PRODUCT, _KV_TIED),
        "gqa_k_eq_v": (_WHAT, _SCORES, _GROUPS, _KV_TIED),
        "mqa_k_eq_v": (_WHAT, _SCORES, _GROUPS, _KV_TIED),
        "q_eq_k": (_WHAT, _SCORES, _PRODUCT, _QK_TIED),
        "q_eq_k_eq_v": (_WHAT, _SCORES, _PRODUCT, _ALL_TIED),
        "k_eq_v_eq_x": (_WHAT, _SCORES, _PRODUCT, _KV_TIED_BARE),
        "gta": (_WHAT, _SCORES, _GROUPS, _KV_GTA),
        "mla": (_WHAT, _SCORES, _PRODUCT, _KV_MLA),
        "slim": (_WHAT, _SCORES, _PRODUCT, _KV_SLIM),
    }
)
"""Mode or variant -> the paragraphs."""
