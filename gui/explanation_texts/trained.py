"""What happens at each step where vectors and matrices were learned.

What the other texts say of random vectors, and of variants that share drawn matrices, is not true
of models that were trained one by one: it is left out, and this is said instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import QT_TRANSLATE_NOOP
from gui.explanation_texts.kinds import OfDrawn, OfShared

_TYPE = QT_TRANSLATE_NOOP(
    "explanations",
    "The text is an example of the model's task. Type another in the same notation, or take a new "
    "one (Ctrl+R): attention and answer follow at once. A double-clicked cell can be overwritten.",
)
_ONE = QT_TRANSLATE_NOOP(
    "explanations",
    "X is what this layer of the trained model starts from: the task's own code of each token or "
    "its learned vector, learned positions where the model has them, and in later layers what the "
    "layers before made of the text. Where there is layer norm, X is its output.",
)
_TWO = QT_TRANSLATE_NOOP(
    "explanations",
    "A learned network (GRU) reads the source in both directions and leaves a state h_j for each "
    "character, the rows of H: half of its features come from the left, half from the right. "
    "Another writes the target: row i of S_dec is its state when about to write character i. An "
    "update gate decides how much of the state before is kept.",
)
_LEARNED = QT_TRANSLATE_NOOP(
    "explanations",
    "These matrices were learned. W_K only had to tell keys apart, and W_V only to carry what is "
    "fetched: two jobs, two maps, each with all d_head = {d_head} features of the head to itself.",
)
_LEARNED_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "This matrix was learned, and had two jobs at once: to tell keys apart, and to carry what is "
    "fetched. Address and content share the d_head = {d_head} features of a head. Two maps of half "
    "the width would fit side by side into one tied map.",
)
_LEARNED_QK = QT_TRANSLATE_NOOP(
    "explanations",
    "The matrix of queries and keys was learned: what asks and what is found must look alike, so a "
    "token can hardly avoid matching itself.",
)
_LEARNED_X = QT_TRANSLATE_NOOP(
    "explanations",
    "Nothing was learned for keys and values here: the stored patterns are both. What was learned "
    "is how sharply a query picks one of them.",
)
_LEARNED_TWO = QT_TRANSLATE_NOOP(
    "explanations",
    "The states were learned, and so were the matrices that the score has: each decoder state "
    "learned to ask for the characters that its digit is made of.",
)
_SCORES = QT_TRANSLATE_NOOP(
    "explanations",
    "The model was trained by itself, from the same start as its tied or untied twin. So its "
    "scores are its own, also where a tie of the same matrices would have left them as they are.",
)
_WEIGHTS = QT_TRANSLATE_NOOP(
    "explanations",
    "This is what the model learned to look at. Follow the row of a token that asks: one dark cell "
    "means that it found its key; a row of pale ones mixes many. In tasks whose last tokens ask, "
    "only their rows count; the others are shown, and not read.",
)
_WEIGHTS_TWO = QT_TRANSLATE_NOOP(
    "explanations",
    "This is the alignment that the model learned: for each digit, the characters of the date that "
    "it comes from. Nobody told it which they are.",
)
_OUTPUT = QT_TRANSLATE_NOOP(
    "explanations",
    "What the weights fetch is the payload: values can hold nothing but what is to be answered. "
    "The view “Answer” shows what the model makes of it, beside what is right. Overwrite a weight, "
    "and see the answer change.",
)
_OUTPUT_TIED = QT_TRANSLATE_NOOP(
    "explanations",
    "What the weights fetch is made of keys: the very features that had to tell the keys apart "
    "must also say the answer. Where the head is too narrow for both, it returns a mixture; the "
    "view “Answer” shows how it spreads. The untied model of the same width fetches the payload: "
    "switch to Self-attention, or open Compare and tick “Trained apart”.",
)
_OUTPUT_TWO = QT_TRANSLATE_NOOP(
    "explanations",
    "The context is a mean of encoder states; a layer that sees it beside the decoder state gives "
    "the next character. The view “Answer” shows what the model would write at each place, given "
    "the characters before.",
)

_TIED_KV = ("k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v", "q_eq_k_eq_v")

_TEXTS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "inputs": {
            "self": (_ONE, _TYPE),
            "tied": (_ONE, _TYPE),
            "traditional": (_TWO, _TYPE),
        },
        "projections": {
            "self": (_LEARNED,),
            "tied": (),
            **dict.fromkeys(_TIED_KV, (_LEARNED_TIED,)),
            "q_eq_k": (_LEARNED_QK,),
            "k_eq_v_eq_x": (_LEARNED_X,),
            "traditional": (_LEARNED_TWO,),
        },
        "scores": {"self": (_SCORES,), "tied": (_SCORES,), "traditional": ()},
        "scale_mask": {},
        "weights": {
            "self": (_WEIGHTS,),
            "tied": (_WEIGHTS,),
            "traditional": (_WEIGHTS_TWO,),
        },
        "output": {
            "self": (_OUTPUT,),
            "tied": (_OUTPUT,),
            **dict.fromkeys(_TIED_KV, (_OUTPUT_TIED,)),
            "traditional": (_OUTPUT_TWO,),
        },
    }
)


def of_trained(
    step: str, variant: str, mode: str, texts: tuple[str, ...], *, retied: bool = False
) -> tuple[str, ...]:
    """Return the paragraphs of a step of a trained model: its own, then those that still hold.

    Parameters
    ----------
    retied : whether the variant has the matrices of a model that was trained with another: then
        nothing of it was learned, and what a tie leaves as it was holds.
    """
    by_name = _TEXTS.get(step, {})
    if retied:
        own = by_name.get(mode, ()) if step == "inputs" else ()
        return (*own, *(text for text in texts if not isinstance(text, OfDrawn)))
    own = by_name.get(variant, by_name.get(mode, ()))
    return (*own, *(text for text in texts if not isinstance(text, (OfDrawn, OfShared))))
