"""What rotary positions change in what is said of a step."""

from __future__ import annotations

from core.messages import QT_TRANSLATE_NOOP
from core.resolve import Resolved

_TURNED = QT_TRANSLATE_NOOP(
    "explanations",
    "Rotary positions turn every query and key, pair of features by pair, by an angle that "
    "grows with its place in the text (Su et al. 2021): of two places, a score then knows "
    "only how far apart they are. “Turns” shows queries and keys before and after.",
)
_CLEAN = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V with rotary positions: keys are turned, values are not. Same source and same "
    "map, but no longer the same numbers: what is said of the numbers above holds for K "
    "before its turn. One store still serves both, if a key is turned when it is read.",
)
_TURNED_VALUE = QT_TRANSLATE_NOOP(
    "explanations",
    "K and V with rotary positions: the turned key is the value too, so the numbers are the "
    "same again. But every term of the context is now turned by its own position, and no "
    "W_O that follows can undo that.",
)
_BEFORE = QT_TRANSLATE_NOOP(
    "explanations",
    "With rotary positions K is turned and V is not: where the same numbers are spoken of "
    "here, K before its turn is meant.",
)


def rotary_texts(step: str, resolved: Resolved) -> tuple[str, ...]:
    """Return the paragraphs to add to a step's, none without rotary positions."""
    if not resolved.rotary:
        return ()
    apart = resolved.same_map and not resolved.rotary_value
    if step == "projections":
        tied = (_CLEAN,) if apart else (_TURNED_VALUE,) if resolved.rotary_value else ()
        return (_TURNED, *tied)
    return (_BEFORE,) if apart and step != "inputs" else ()
