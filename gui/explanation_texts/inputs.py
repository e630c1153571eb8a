"""What happens at the step ``inputs``, by mode or, where it differs, by variant."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfDrawn

_ONE = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Every token becomes a vector, its row of the embedding E. Sinusoidal positions add a "
        "row P of sines and cosines that depends only on the place in the text (Vaswani et al. "
        "2017); rotary ones add nothing here. X is all that the later steps know of the text.",
    )
)
_READ_ONE = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "A row is a token, a column a feature. A word that occurs twice has the same row in E; "
        "with sinusoidal positions, its rows in X differ. Hover a cell of X to see where it "
        "comes from.",
    )
)
_KV_SELF = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: queries, keys and values will all be made from this one X. That is the same "
    "source. Whether K and V also share a map or have the same numbers is decided in the next "
    "step.",
)
_TRY_ONE = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "The embeddings are random, drawn from token and seed, not trained: words of like meaning "
        "need not look alike. Try another seed, switch positions off, or double-click a cell to "
        "change it: every later step follows.",
    )
)
_KV_TIED = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: the same source, as in every variant; the tie begins in the next step. For the "
        "same text and seed this X is that of untied self-attention, so whatever differs later "
        "comes from the tie alone.",
    )
)
_KV_X = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: here X itself will be key and value: same source, same map (none) and same "
    "numbers. Its rows are what a modern Hopfield network calls stored patterns (Ramsauer et "
    "al. 2020).",
)
_TWO = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "The encoder reads the source and leaves a state h_j for each token: the rows of H. The "
        "decoder writes the target: row i of S_dec is its state when about to write target token i."
        " Each state is the tanh of its input and of the state before, each through its matrix "
        "(Elman 1990).",
    )
)
_READ_TWO = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Hover a cell of H or S_dec: the lens adds up what comes from the input and from the state "
        "before; the views “Encoder” and “Decoder” show the matrices. The last encoder state starts"
        " the decoder. The papers use larger recurrent cells, and may feed the context back into "
        "the decoder; both are left out here.",
    )
)
_KV_TWO = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V: queries will come from S_dec, keys and values both from H: the same source. "
    "Whether they also share a map or have the same numbers depends on the variant; the next "
    "step shows it.",
)
_TRY_TWO = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "All vectors and matrices are random (seeded), not trained: nothing is translated. Try "
        "changing one source word: the encoder states from there on change, those before stay.",
    )
)
_READ_CROSS = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "Hover a cell of H or S_dec: the lens adds up what comes from the input and from the state "
        "before; the views “Encoder” and “Decoder” show the matrices. The Transformer has stacks of"
        " attention layers instead. Here all five variants use the same H and S_dec, so that only "
        "the attention differs.",
    )
)
_KV_STORE = OfDrawn(
    QT_TRANSLATE_NOOP(
        "explanations",
        "K and V: the same source, as in every variant; what they share beyond it is decided in "
        "the next step. For the same text and seed this X is that of untied self-attention, so "
        "whatever differs later comes from how queries, keys and values are made.",
    )
)

INPUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "self": (
            _ONE,
            _READ_ONE,
            _KV_SELF,
            _TRY_ONE,
        ),
        "tied": (
            _ONE,
            _READ_ONE,
            _KV_TIED,
            _TRY_ONE,
        ),
        "k_eq_v_eq_x": (
            _ONE,
            _READ_ONE,
            _KV_X,
            _TRY_ONE,
        ),
        "traditional": (
            _TWO,
            _READ_TWO,
            _KV_TWO,
            _TRY_TWO,
        ),
        "cross": (
            _TWO,
            _READ_CROSS,
            _KV_TWO,
            _TRY_TWO,
        ),
        "gqa_k_eq_v": (
            _ONE,
            _READ_ONE,
            _KV_STORE,
            _TRY_ONE,
        ),
        "mqa_k_eq_v": (
            _ONE,
            _READ_ONE,
            _KV_STORE,
            _TRY_ONE,
        ),
        "gta": (
            _ONE,
            _READ_ONE,
            _KV_STORE,
            _TRY_ONE,
        ),
        "mla": (
            _ONE,
            _READ_ONE,
            _KV_STORE,
            _TRY_ONE,
        ),
        "slim": (
            _ONE,
            _READ_ONE,
            _KV_STORE,
            _TRY_ONE,
        ),
    }
)
"""Paragraphs by variant or, for the variants that are not named, by mode."""
