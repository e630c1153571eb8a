"""What happens at the step ``scores``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfShared

_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "Every decoder state is compared with every encoder state as it is: S_ij is the dot product"
    " s_i · h_j. Nothing is learnt in between, so both networks need states of one width, and "
    "training has to make them comparable.",
)
_READ_ONE = QT_TRANSLATE_NOOP(
    "explanations",
    "Q stands left of S, Kᵀ above it: rows are target tokens, columns source tokens. Hover a "
    "cell of S: row i of Q and column j of Kᵀ light up, and the lens lists their products.",
)
_KV_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V has no part here yet. But the h_j that is compared in this picture is the very "
    "vector that will be averaged in the output: same source, same map (the identity), same "
    "numbers.",
)
_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "The matrix W_a lets each feature of the decoder state match each feature of the encoder "
    "state: S_ij = s_iᵀ W_a h_j. Counted as (sᵀ W_a) h or as sᵀ (W_a h), the number is the same"
    " apart from rounding.",
)
_KV_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V has no part here, and it is H in both readings. Switch the reading: Q and Kᵀ in"
    " the picture change, S does not. So the scores cannot tell whether K and V have the same "
    "map and the same numbers.",
)
_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "A small network scores each pair: query and key are added, tanh bends every unit to "
    "between −1 and 1, and the vector v weighs the units, S_ij = vᵀ tanh(q_i + k_j). This is no"
    " dot product of q and k.",
)
_READ_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "Between Kᵀ and S stands the tanh layer of one query. Hover a row of S to choose the query:"
    " the lens shows v times tanh, unit by unit. A cell of the layer shows the sum inside the "
    "tanh.",
)
_KV_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V has no part in the scores. The key here is h through a matrix, the value will "
    "be h as it is: same source, not the same map, not the same numbers.",
)
_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "Every query is compared with every key: S_ij is the dot product of query i and key j, as "
    "many products as the head is wide. A large score is a good match: the query “{query}” "
    "asks, the key “{key}” answers.",
)
_READ_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "Rows are target tokens, columns source tokens; Q stands left of S, Kᵀ above it. Hover a "
    "cell of S: row i of Q and column j of Kᵀ light up, and the lens lists their products. The "
    "small maps are the heads; click one to focus it.",
)
_KV_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the scores use Q and K only, V has no part in them. K and V have the same source "
    "(H), not the same map, not the same numbers; if they were tied, this picture would not "
    "change.",
)
_READ_HEADS = QT_TRANSLATE_NOOP(
    "explanations",
    "Q stands left of S, Kᵀ above it. Hover a cell of S: row i of Q and column j of Kᵀ light "
    "up, and the lens lists their products. The small maps are the heads; click one to focus "
    "it.",
)
_KV_UNTIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: V has no part in the scores. Tie it to K, with X, W_Q and W_K unchanged, and this"
        " picture stays the same, bit for bit. Switch to K = V tied to see it.",
    )
)
_GQA = QT_TRANSLATE_NOOP(
    "explanations",
    "Every query head asks by itself, but the heads of a group compare with the same keys: S_ij"
    " is the dot product of query i of this head and key j of its group. The query “{query}” "
    "asks, the key “{key}” answers.",
)
_KV_SHARED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V has no part in the scores. Heads that share K need not share V; the usual "
    "variants share both, through two maps. Try switching between heads: Kᵀ stays within a "
    "group, Q and S change.",
)
_MQA = QT_TRANSLATE_NOOP(
    "explanations",
    "Every query head asks by itself, but all heads compare with the same keys: S_ij is the dot"
    " product of query i of this head and the one key j. The query “{query}” asks, the key "
    "“{key}” answers.",
)
_KV_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map, same numbers, yet V does not enter the scores. S is bit "
        "for bit that of untied self-attention with the same X, W_Q and W_K. Switch to and fro and "
        "look for a cell that changes: there is none.",
    )
)
_SYMMETRIC = QT_TRANSLATE_NOOP(
    "explanations",
    "With Q = K each head's score matrix is K Kᵀ: S_ij equals S_ji, and the diagonal holds the "
    "squared lengths of the keys. The largest score of the whole matrix therefore stands on the"
    " diagonal.",
)
_READ_SYMMETRIC = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover S_ij, then its mirror image S_ji: the same products. The token with the longest key "
    "matches itself at least as well as any other, so without a mask no choice of W_K lets "
    "every token look away from itself. That comes from Q = K, not from K = V.",
)
_KV_Q_EQ_K = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source (X), not the same map, not the same numbers, and V has no part here. "
        "Compare with K = V, which leaves the scores of untied self-attention as they are.",
    )
)
_KV_ALL_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map and same numbers, but V has no part here. What changed the "
        "scores is Q = K: they equal those of the variant Q = K, bit for bit.",
    )
)
_HOPFIELD = QT_TRANSLATE_NOOP(
    "explanations",
    "Every query is compared with the inputs themselves: S = Q Xᵀ, with one query matrix for "
    "each head and the same X for all. The dot product runs over the full width of the model.",
)
_KV_X = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (none) and same numbers: X. V has no part in the scores, "
    "but remember the columns of Xᵀ: what is searched here is exactly what the output will be "
    "mixed from.",
)
_KV_GROUPS_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map, same numbers, yet V does not enter the scores. S is "
        "bit for bit that of the same shared heads without the tie (GQA or MQA), given the same "
        "X, W_Q and W_K.",
    )
)
_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "Every query head compares with the key of its group, and that has two halves: S_ij "
    "adds up products with the group's own state, which is also its value, and products "
    "with the half that all groups share. The query “{query}” asks, the key “{key}” "
    "answers.",
)
_KV_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V has no part in the scores as a value, but its first half is a half of the "
    "key, with the same numbers. Whoever changes the state there changes both what is "
    "matched and what is fetched; the second half of V is free of the scores.",
)
_KV_MLA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: V has no part in the scores; same source (one latent), other map, other "
    "numbers. Keys need not even be made: (q W_UKᵀ) · c is the same number, so DeepSeek-V2 "
    "(2024) multiplies W_UK into W_Q once and compares with latents. A rotary turn in "
    "between would forbid that.",
)
_KV_SLIM = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: V has no part in the scores. They are bit for bit those of untied "
        "self-attention with the same X, W_Q and W_K, and what follows will be equal to it up "
        "to rounding.",
    )
)

SCORES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "luong_dot": (
            _LUONG_DOT,
            _READ_ONE,
            _KV_LUONG_DOT,
        ),
        "luong_general": (
            _LUONG_GENERAL,
            _READ_ONE,
            _KV_LUONG_GENERAL,
        ),
        "luong_concat": (
            _ADDITIVE,
            _READ_ADDITIVE,
            _KV_ADDITIVE,
        ),
        "bahdanau": (
            _ADDITIVE,
            _READ_ADDITIVE,
            _KV_ADDITIVE,
        ),
        "cross": (
            _DOT,
            _READ_CROSS,
            _KV_CROSS,
        ),
        "self": (
            _DOT,
            _READ_HEADS,
            _KV_UNTIED,
        ),
        "gqa": (
            _GQA,
            _READ_HEADS,
            _KV_SHARED,
        ),
        "mqa": (
            _MQA,
            _READ_HEADS,
            _KV_SHARED,
        ),
        "k_eq_v": (
            _DOT,
            _READ_HEADS,
            _KV_TIED,
        ),
        "q_eq_k": (
            _SYMMETRIC,
            _READ_SYMMETRIC,
            _KV_Q_EQ_K,
        ),
        "q_eq_k_eq_v": (
            _SYMMETRIC,
            _READ_SYMMETRIC,
            _KV_ALL_TIED,
        ),
        "k_eq_v_eq_x": (
            _HOPFIELD,
            _READ_HEADS,
            _KV_X,
        ),
        "gqa_k_eq_v": (
            _GQA,
            _READ_HEADS,
            _KV_GROUPS_TIED,
        ),
        "mqa_k_eq_v": (
            _MQA,
            _READ_HEADS,
            _KV_GROUPS_TIED,
        ),
        "gta": (
            _GTA,
            _READ_HEADS,
            _KV_GTA,
        ),
        "mla": (
            _DOT,
            _READ_HEADS,
            _KV_MLA,
        ),
        "slim": (
            _DOT,
            _READ_HEADS,
            _KV_SLIM,
        ),
    }
)
"""Paragraphs by variant or, for the variants that are not named, by mode."""
