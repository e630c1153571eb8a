"""What happens at the step ``weights``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfShared

_SOFTMAX = QT_TRANSLATE_NOOP(
    "explanations",
    "The softmax turns every row of scores into shares: e to the power of each score, divided "
    "by the row's sum. Every row of A adds up to 1 (to 0 if masked in full); the sums beside A "
    "show it. The row's largest score is subtracted first, which changes nothing and prevents "
    "overflow.",
)
_READ_TRADITIONAL = QT_TRANSLATE_NOOP(
    "explanations",
    "Rows are target tokens, columns source tokens. In a trained translator this reads as a "
    "soft alignment (Bahdanau, Cho, Bengio 2014). The entropy of a row is 0 when one source "
    "token takes all, ln n when n share alike.",
)
_KV_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (the identity) and same numbers, H. Up to here H was used "
    "as key only. In the next step the same H is used as value.",
)
_TRY = QT_TRANSLATE_NOOP(
    "explanations",
    "Try another temperature in the step before, and watch the entropy: a low one sharpens "
    "every row, a high one evens it out.",
)
_KV_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source, H; same map and same numbers only if W_a is counted on the "
    "query's side. The weights are the same in both readings, apart from rounding: V has had no"
    " part so far.",
)
_KV_TRADITIONAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source, H, but not the same map and not the same numbers. The keys have "
    "done their work with this step; the values enter in the next.",
)
_READ = QT_TRANSLATE_NOOP(
    "explanations",
    "Read along a row: how a query divides its attention among the keys. Hover a cell to see "
    "its exponentials. The entropy tells how widely attention spreads: 0 when one key takes "
    "all, ln n when n keys share alike.",
)
_KV_UNTIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: still no V. With the same X, W_Q and W_K the weights are bit for bit the same, "
        "tied or not. Q and K decide here where to look; what is fetched comes next.",
    )
)
_KV_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map, same numbers, and yet these weights are bit for bit those "
        "of untied self-attention with the same X, W_Q and W_K: V has had no part so far. The tie "
        "first shows in the output.",
    )
)
_Q_EQ_K = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: other maps, other numbers, though the same source; V has had no part so far. Note"
    " the symmetry: before the mask, S_ij = S_ji, but A_ij and A_ji differ, as each row is "
    "divided by its own sum.",
)
_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map, same numbers; V has had no part so far. Before the mask "
    "S_ij = S_ji, but A_ij and A_ji differ, as each row is divided by its own sum. The symmetry"
    " comes from Q = K, not from K = V.",
)
_KV_X = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source, same map (none) and same numbers: X. In Hopfield terms the weights "
    "say how strongly each stored pattern is recalled. Entropy near 0 means that one pattern is"
    " retrieved, a high entropy that several are blended.",
)
_KV_GROUPS_TIED = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: same source, same map, same numbers, and yet these weights are bit for bit "
        "those of the same shared heads without the tie: V has had no part so far. The tie "
        "first shows in the output.",
    )
)
_KV_GTA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: still no V as such. But its first half, with the same numbers, was matched as "
    "half of the key. What is looked for there is what will be fetched; the second half was "
    "only looked for.",
)
_KV_STORE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: still no V: same source, other map, other numbers. Q and K decide here where "
    "to look. That values are not cached, but made anew from what is, matters in the next "
    "step only.",
)

WEIGHTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "luong_dot": (
            _SOFTMAX,
            _READ_TRADITIONAL,
            _KV_LUONG_DOT,
            _TRY,
        ),
        "luong_general": (
            _SOFTMAX,
            _READ_TRADITIONAL,
            _KV_LUONG_GENERAL,
            _TRY,
        ),
        "traditional": (
            _SOFTMAX,
            _READ_TRADITIONAL,
            _KV_TRADITIONAL,
            _TRY,
        ),
        "self": (
            _SOFTMAX,
            _READ,
            _KV_UNTIED,
            _TRY,
        ),
        "k_eq_v": (
            _SOFTMAX,
            _READ,
            _KV_TIED,
            _TRY,
        ),
        "q_eq_k": (
            _SOFTMAX,
            _READ,
            _Q_EQ_K,
            _TRY,
        ),
        "q_eq_k_eq_v": (
            _SOFTMAX,
            _READ,
            _ALL_TIED,
            _TRY,
        ),
        "k_eq_v_eq_x": (
            _SOFTMAX,
            _READ,
            _KV_X,
            _TRY,
        ),
        "gqa_k_eq_v": (
            _SOFTMAX,
            _READ,
            _KV_GROUPS_TIED,
            _TRY,
        ),
        "mqa_k_eq_v": (
            _SOFTMAX,
            _READ,
            _KV_GROUPS_TIED,
            _TRY,
        ),
        "gta": (
            _SOFTMAX,
            _READ,
            _KV_GTA,
            _TRY,
        ),
        "mla": (
            _SOFTMAX,
            _READ,
            _KV_STORE,
            _TRY,
        ),
        "slim": (
            _SOFTMAX,
            _READ,
            _KV_STORE,
            _TRY,
        ),
    }
)
"""Paragraphs by variant or, for the variants that are not named, by mode."""
