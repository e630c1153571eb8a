"""Facts that hold for the projections of a run: how keys and values are related."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.attention import project_heads
from core.forward import Computed
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.resolve import Resolved
from core.slim import condition_of


def projections(computed: Computed) -> Iterator[Message]:
    """Yield what is worth saying about queries, keys and values."""
    resolved = computed.resolved
    yield _key_and_value(computed)
    if resolved.rotary:
        yield from _turns(resolved)
    if resolved.variant.other_reading is not None:
        yield _reading(computed)
    elif resolved.make_query.bare:
        yield message(QT_TRANSLATE_NOOP("core", "Queries are the decoder states themselves."))
    if resolved.make_query == resolved.make_key and (
        resolved.make_key != resolved.make_value or resolved.tied_grid != "key"
    ):
        yield message(QT_TRANSLATE_NOOP("core", "One matrix makes queries and keys."))
    if resolved.group > 1:
        yield message(
            QT_TRANSLATE_NOOP(
                "core", "Query heads: {heads}. Key-value heads: {kv}, each shared by {group}."
            ),
            heads=resolved.n_heads,
            kv=resolved.n_kv_heads,
            group=resolved.group,
        )
    if resolved.same_map and resolved.tied_grid == "key" and "value" in computed.edited:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "A value was overwritten by hand: the map is still one, but K and V are no longer "
                "the same numbers.",
            )
        )


def _key_and_value(computed: Computed) -> Message:
    """Return how keys and values are related: source, map and numbers."""
    resolved = computed.resolved
    if resolved.same_map:
        return _same_map(resolved)
    if resolved.variant.latent is not None:
        return _latent(resolved)
    if resolved.make_key.source == "value":
        return _half(resolved)
    if resolved.make_value.source == "joined_key":
        return _recovered(computed)
    if resolved.make_value.bare:
        return message(
            QT_TRANSLATE_NOOP(
                "core",
                "Keys go through a matrix; values are the encoder states themselves: same source, "
                "different maps.",
            )
        )
    return message(
        QT_TRANSLATE_NOOP(
            "core",
            "Keys and values come from the same vectors through two matrices: same source, "
            "different maps.",
        )
    )


def _same_map(resolved: Resolved) -> Message:
    """Return which one map makes keys and values."""
    if resolved.tied_grid != "key" and not resolved.make_key.bare:
        text = QT_TRANSLATE_NOOP(
            "core",
            "One matrix makes keys and values: same source, same map. But only keys are turned by "
            "their positions: not the same numbers.",
        )
    elif resolved.tied_grid != "key":
        text = QT_TRANSLATE_NOOP(
            "core",
            "There is no matrix for keys and values: same source, same map (none). But only keys "
            "are turned by their positions: not the same numbers.",
        )
    elif resolved.make_query == resolved.make_key:
        text = QT_TRANSLATE_NOOP(
            "core", "One matrix makes queries, keys and values: all three are the same numbers."
        )
    elif not resolved.make_key.bare:
        text = QT_TRANSLATE_NOOP(
            "core", "One matrix makes keys and values: same source, same map, same numbers."
        )
    elif resolved.make_key.source == "x":
        text = QT_TRANSLATE_NOOP(
            "core",
            "There is no matrix for keys and values: they are the inputs themselves, the "
            "stored patterns of a Hopfield network.",
        )
    elif resolved.make_query.bare:
        text = QT_TRANSLATE_NOOP(
            "core", "There is no matrix here: keys and values are the encoder states themselves."
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "No matrix makes keys and values: they are the encoder states themselves."
        )
    return message(text)


def _reading(computed: Computed) -> Message:
    """Return on which side W_a is counted."""
    if computed.resolved.make_query == computed.resolved.variant.make_query:
        return message(
            QT_TRANSLATE_NOOP(
                "core",
                "W_a is counted on the query's side. On the memory's side it would make the keys: "
                "the scores would be the same, K and V would not.",
            )
        )
    return message(
        QT_TRANSLATE_NOOP(
            "core",
            "W_a is counted on the memory's side. On the query's side keys would be the encoder "
            "states: the scores would be the same, and K would equal V.",
        )
    )


def _latent(resolved: Resolved) -> Message:
    """Return how keys and values come from one latent."""
    return message(
        QT_TRANSLATE_NOOP(
            "core",
            "Keys and values of all heads are made from one latent of {latent} numbers, through "
            "two matrices: same source, different maps. Only the latent is cached.",
        ),
        latent=resolved.d_latent,
    )


def _half(resolved: Resolved) -> Message:
    """Return how half of a key is half of its value."""
    return message(
        QT_TRANSLATE_NOOP(
            "core",
            "The first {half} features of a key are those of its value: there, same source, same "
            "map, same numbers. The other {half} are made once for all groups.",
        ),
        half=resolved.d_half,
    )


def _recovered(computed: Computed) -> Message:
    """Return how near the values that are recovered from keys come to those of W_V."""
    arrays, resolved = computed.arrays, computed.resolved
    text = QT_TRANSLATE_NOOP(
        "core",
        "Values are recovered from keys: different maps of one source. They differ from X W_V by "
        "at most {difference:.2g}; W_K has the condition number {condition:.3g}.",
    )
    source = arrays[resolved.make_key.source][0]
    with np.errstate(all="ignore"):
        gap = np.abs(arrays["value"] - project_heads(source, arrays["w_v"]))
    return message(
        text,
        difference=float(gap.max(initial=0.0)),
        condition=condition_of(computed.scenario, resolved),
    )


def _turns(resolved: Resolved) -> Iterator[Message]:
    """Say what rotary positions turn, and what comes of it."""
    yield message(
        QT_TRANSLATE_NOOP(
            "core",
            "R_i turns pairs of features by angles that grow with position i, so positions enter "
            "the scores only as distances (Su et al. 2021).",
        )
    )
    if resolved.rotary_value:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "The turned key is the value too: each term of the context is turned by its own "
                "position, and no W_O can undo that.",
            )
        )
    if resolved.variant.turned == "second_half":
        yield message(
            QT_TRANSLATE_NOOP(
                "core", "Only the second half is turned: the half tied to the value stays clean."
            )
        )
    if resolved.variant.latent is not None:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "A turn stands between W_UK and W_Q: they can no longer be multiplied into one. "
                "DeepSeek-V2 therefore keeps a small turned part beside the latent, left out here.",
            )
        )
