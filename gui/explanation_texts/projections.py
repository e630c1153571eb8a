"""What happens at the step ``projections``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfDrawn, OfShared
from gui.explanation_texts.projections_stored import STORED

_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "There is no matrix here. The query is the decoder state s_i as it is, and the encoder "
    "state h_j is key and value at once (Luong, Pham, Manning 2015). Q is S_dec, and K and V "
    "are both H.",
)
_KV_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (H), same map (the identity) and same numbers: K − V is zero in every"
    " cell. So the common answer that different maps make K and V of traditional attention "
    "unequal is wrong here, though right for Bahdanau, Luong concat and cross-attention.",
)
_TRY_LUONG_DOT = QT_TRANSLATE_NOOP(
    "explanations",
    "In “Plane” keys and values coincide. The habit lives on in libraries: the attention layer "
    "of Keras takes the values as keys unless told otherwise. Try Luong general next: one "
    "matrix, and two honest answers.",
)
_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "One matrix W_a stands between the two states, and it may be counted on either side: (sᵀ "
    "W_a) h or sᵀ (W_a h). On the query's side Q = S_dec W_a and K = H; on the memory's side Q "
    "= S_dec and K = H W_aᵀ. V is H in both.",
)
_KV_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: the same source (H) in both readings. With W_a on the query's side they also have"
    " the same map (none) and the same numbers; on the memory's side neither. The mechanism is "
    "one; whether K = V depends on the bookkeeping.",
)
_TRY_LUONG_GENERAL = QT_TRANSLATE_NOOP(
    "explanations",
    "Both readings are in use: OpenNMT-py transforms the query, TensorFlow's LuongAttention the"
    " memory; “Readings” shows them together. Try giving W_a to the other side: K, K − V and "
    "the strip change; the scores, and all that follows, stay the same apart from rounding.",
)
_LUONG_CONCAT = QT_TRANSLATE_NOOP(
    "explanations",
    "Luong's concat stacks s and h and multiplies by one W_a. That is a sum of two products, so"
    " W_a falls into halves: one makes the query from the decoder state, the other the key from"
    " the encoder state. The value is h itself.",
)
_READ_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell of K: a row of H and a column of its matrix light up; a cell of V points "
    "straight back to H. The features of K are units of the alignment layer, those of V "
    "features of the state: “K and V” merely subtracts number from number.",
)
_KV_ADDITIVE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (H), but not the same map: a matrix makes the key and none makes the "
    "value. So the numbers differ. Here the common answer, same source but other numbers "
    "through other maps, is right.",
)
_BAHDANAU = QT_TRANSLATE_NOOP(
    "explanations",
    "Two matrices: W_a makes the query from the decoder state, U_a makes the key from the "
    "encoder state (Bahdanau, Cho, Bengio 2014). The value is h itself, without a matrix. "
    "Luong's concat does the same with one stacked matrix.",
)
_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "Queries and memory come from different texts, and each side has its matrices: W_Q reads "
    "the decoder states S_dec, W_K and W_V read the encoder states H (Vaswani et al. 2017). "
    "Each head has its own three.",
)
_READ_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell of Q, K or V: the row of S_dec or H and the column that made it light up, and"
    " the lens multiplies them term by term. “K and V” takes the difference K − V; “Plane” "
    "draws all rows on common principal axes.",
)
_KV_CROSS = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (H), not the same map (W_K against W_V), not the same numbers. "
    "Compare with Luong dot, where all three hold: both are traditional attention, so "
    "“traditional” alone does not settle whether K = V.",
)
_SELF = QT_TRANSLATE_NOOP(
    "explanations",
    "Three matrices read the same X. W_Q makes the queries (what a token asks for), W_K the "
    "keys (what it is found by), W_V the values (what it hands over). Each head has its own "
    "three.",
)
_READ = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell of Q, K or V: the row and the column that made it light up, and the lens "
    "multiplies them term by term. “K and V” takes the difference K − V; “Plane” draws the rows"
    " of all three on common principal axes.",
)
_KV_SELF = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), not the same map (W_K and W_V are two matrices), so not the same"
    " numbers. Sharing X does not make them equal; nor does anything force them apart: two "
    "matrices are a choice.",
)
_TRY_SELF = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Try switching to K = V tied: Q and K stay as they are, V becomes K, and in “Plane” every "
        "value moves onto its key.",
    )
)
_GQA = QT_TRANSLATE_NOOP(
    "explanations",
    "Every head has its own queries, but heads form groups, and a group shares one set of keys "
    "and values (Ainslie et al. 2023): W_Q has a part for each head, W_K and W_V a part for "
    "each group.",
)
_KV_GQA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), not the same map, not the same numbers. Sharing among heads must"
    " not be confused with tying K to V: within a group W_K and W_V are still two matrices.",
)
_TRY_GQA = QT_TRANSLATE_NOOP(
    "explanations",
    "Try choosing another head of the same group: Q changes, K and V stay. In the next group "
    "they change too.",
)
_MQA = QT_TRANSLATE_NOOP(
    "explanations",
    "Every head has its own queries, but all heads share one set of keys and one set of values "
    "(Shazeer 2019). W_Q has as many parts as there are heads; W_K and W_V exist once.",
)
_KV_MQA = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), not the same map, not the same numbers. All heads share one K "
    "and one V, yet K is not V: sharing among heads is one thing, tying keys to values another.",
)
_TRY_MQA = OfShared(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Try going through the heads: Q changes from head to head, K and V stay as they are.",
    )
)
_K_EQ_V = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "W_Q makes the queries, and one shared W_K makes keys and values. For the same text, sizes "
        "and seed, Q and K are bit for bit those of untied self-attention. Only V is new: it is K.",
    )
)
_READ_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "“K and V” shows a difference of zero in every cell, and in “Plane” every value lies on its"
    " key. One vector now does two jobs: it is what queries match, and what is handed over. "
    "Hover a cell to see the row and column that made it.",
)
_KV_K_EQ_V = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), same map (W_K) and, here, same numbers. The last need not "
    "follow: where K is normalised and rotated after the shared map, as in Gemma 4, the numbers"
    " differ.",
)
_TRY_K_EQ_V = QT_TRANSLATE_NOOP(
    "explanations",
    "Try overwriting a cell of W_K (double-click): K and V follow together. Then overwrite one "
    "of V: the tie breaks there, and the strip at the bottom says so.",
)
_Q_EQ_K = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Two matrices instead of three: one shared W_K makes queries and keys, W_V makes the "
        "values. For the same text, sizes and seed, K and V are bit for bit those of untied self-"
        "attention. Only Q is new: it is K.",
    )
)
_READ_Q_EQ_K = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell of Q, K or V to see the row of X and the column of the matrix that made it. "
    "In “Plane” every query lies on its key, and the values stand apart.",
)
_KV_Q_EQ_K = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), not the same map (W_K against W_V), not the same numbers. The "
    "tie is between Q and K here: another restriction than K = V, with other consequences. "
    "Compare both in the scores and in the output.",
)
_Q_EQ_K_EQ_V = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "One matrix for everything: W_K makes queries, keys and values. For the same text, sizes "
        "and seed, K is bit for bit that of untied self-attention; Q and V are new: both are K.",
    )
)
_READ_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell to see the row of X and the column of the matrix that made it. “K and V” "
    "shows a difference of zero in every cell, and in “Plane” query, key and value of a token "
    "are one point. The same vector asks, is found, and is handed over.",
)
_KV_ALL_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), same map (W_K), same numbers. The same holds for Q, so this ties"
    " two things at once: K = V and Q = K. Look at each alone to see which of them does what.",
)
_K_EQ_V_EQ_X = QT_TRANSLATE_NOOP(
    "explanations",
    "Only the queries have a matrix. Keys and values are X itself, shared by all heads, so a "
    "head is as wide as the model and W_Q maps to that width.",
)
_KV_X = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), same map (none: both are taken as they are) and same numbers. K "
    "− V is zero in every cell. With the query taken as it is too, this is the retrieval "
    "softmax(β q Xᵀ) X of modern Hopfield networks (Ramsauer et al. 2020).",
)
_READ_X = QT_TRANSLATE_NOOP(
    "explanations",
    "Hover a cell of Q to see the row of X and the column of W_Q behind it; a cell of K or V "
    "points straight back to X. Try overwriting a cell of X in the first step: key and value "
    "change together, and so does the query.",
)
_GQA_K_EQ_V = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Every head has its own queries, but heads form groups, and one matrix W_K a group "
        "makes its keys and its values at once: grouped heads (Ainslie et al. 2023) with the "
        "tie K = V (Kayyam, Madan Gopal, Lewis 2026). For the same text, sizes and seed, Q and "
        "K are bit for bit those of GQA.",
    )
)
_KV_GQA_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), same map (the group's W_K) and same numbers. Sharing among "
    "heads and tying K to V save two different things: fewer heads are kept, and each is "
    "kept once. {n_kv_heads} × {d_head} numbers a token are all that the cache needs.",
)
_MQA_K_EQ_V = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Every head has its own queries, but one W_K makes the keys and the values of all heads "
        "at once: one shared head (Shazeer 2019) with the tie K = V (Kayyam, Madan Gopal, Lewis "
        "2026). For the same text, sizes and seed, Q and K are bit for bit those of MQA.",
    )
)
_KV_MQA_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: same source (X), same map (the one W_K) and same numbers. One vector of "
    "{d_head} numbers a token serves all heads, both as what they match and as what they "
    "fetch. Nothing else is cached.",
)

PROJECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "luong_dot": (
            _LUONG_DOT,
            _KV_LUONG_DOT,
            _TRY_LUONG_DOT,
        ),
        "luong_general": (
            _LUONG_GENERAL,
            _KV_LUONG_GENERAL,
            _TRY_LUONG_GENERAL,
        ),
        "luong_concat": (
            _LUONG_CONCAT,
            _READ_ADDITIVE,
            _KV_ADDITIVE,
        ),
        "bahdanau": (
            _BAHDANAU,
            _READ_ADDITIVE,
            _KV_ADDITIVE,
        ),
        "cross": (
            _CROSS,
            _READ_CROSS,
            _KV_CROSS,
        ),
        "self": (
            _SELF,
            _READ,
            _KV_SELF,
            _TRY_SELF,
        ),
        "gqa": (
            _GQA,
            _READ,
            _KV_GQA,
            _TRY_GQA,
        ),
        "mqa": (
            _MQA,
            _READ,
            _KV_MQA,
            _TRY_MQA,
        ),
        "k_eq_v": (
            _K_EQ_V,
            _READ_TIED,
            _KV_K_EQ_V,
            _TRY_K_EQ_V,
        ),
        "q_eq_k": (
            _Q_EQ_K,
            _READ_Q_EQ_K,
            _KV_Q_EQ_K,
        ),
        "q_eq_k_eq_v": (
            _Q_EQ_K_EQ_V,
            _READ_ALL_TIED,
            _KV_ALL_TIED,
        ),
        "k_eq_v_eq_x": (
            _K_EQ_V_EQ_X,
            _KV_X,
            _READ_X,
        ),
        "gqa_k_eq_v": (
            _GQA_K_EQ_V,
            _READ_TIED,
            _KV_GQA_TIED,
        ),
        "mqa_k_eq_v": (
            _MQA_K_EQ_V,
            _READ_TIED,
            _KV_MQA_TIED,
        ),
        **STORED,
    }
)
"""Paragraphs by variant or, for the variants that are not named, by mode."""
