"""Facts that hold for this run at each step, as sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from core.answers import answer_notes
from core.forward import Computed
from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.notes_projections import projections
from core.resolve import Resolved


def notes(step: str, computed: Computed) -> tuple[Message, ...]:
    """Return what is worth saying about one step of one run."""
    return tuple(_NOTES[step](computed))


def _inputs(computed: Computed) -> Iterator[Message]:
    resolved = computed.resolved
    yield from computed.source.notes(resolved)
    if not computed.source.random:
        return
    if computed.scenario.positions == "rotary":
        yield _rotary(resolved)
    if resolved.positions:
        return
    if resolved.two_texts:
        yield message(
            QT_TRANSLATE_NOOP(
                "core", "No positions are added: only the recurrence knows the order."
            )
        )
    else:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "No positions are added: a word has the same vector wherever it stands.",
            )
        )


def _rotary(resolved: Resolved) -> Message:
    """Return where rotary positions act."""
    if resolved.rotary:
        return message(
            QT_TRANSLATE_NOOP(
                "core",
                "Rotary positions add nothing here: they turn queries and keys in the next step.",
            )
        )
    return message(
        QT_TRANSLATE_NOOP(
            "core", "Rotary positions turn queries and keys of one text: here there are none."
        )
    )


def _scores(computed: Computed) -> Iterator[Message]:
    resolved = computed.resolved
    if resolved.make_key.source == "value":
        text = QT_TRANSLATE_NOOP(
            "core",
            "Scores come from queries and keys; of the values, only the half that is also half of "
            "a key has a part in them.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "Scores come from queries and keys; values have no part in them."
        )
    yield message(text)
    if resolved.additive:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "A tanh layer of {units} units stands between: an additive score is no product of "
                "a query and a key.",
            ),
            units=resolved.d_head,
        )
    tied = computed.arrays["query"] is computed.arrays["key"]
    if tied and "scores" not in computed.edited:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "Queries are the keys: the scores are symmetric, and the largest of all stands on "
                "the diagonal.",
            )
        )


def _scale_mask(computed: Computed) -> Iterator[Message]:
    resolved = computed.resolved
    if not resolved.scaled:
        yield message(
            QT_TRANSLATE_NOOP("core", "The scores are not divided by the root of their width.")
        )
    if resolved.softcap is not None:
        yield message(
            QT_TRANSLATE_NOOP("core", "The softcap keeps every score between −{cap} and {cap}."),
            cap=f"{resolved.softcap:g}",
        )
    by_hand = len(computed.edited.get("mask", ()))
    if computed.scenario.mask != "none" or not (computed.scenario.padding or by_hand):
        yield _mask(computed)
    if by_hand:
        text = QT_TRANSLATE_NOOP("core", "Cells of the mask overwritten by hand: {count}.")
        yield message(text, count=by_hand)
    if computed.scenario.padding:
        yield message(
            QT_TRANSLATE_NOOP("core", "Keys at the end that count as padding: {padding}."),
            padding=computed.scenario.padding,
        )


def _mask(computed: Computed) -> Message:
    """Return what the mask lets through."""
    scenario = computed.scenario
    if scenario.mask == "causal":
        return message(
            QT_TRANSLATE_NOOP("core", "Causal mask: a query sees the keys up to its own position.")
        )
    if scenario.mask == "window":
        return message(
            QT_TRANSLATE_NOOP(
                "core", "Window: a query sees its own position and {window} keys on each side."
            ),
            window=scenario.window,
        )
    if scenario.mask == "causal_window":
        return message(
            QT_TRANSLATE_NOOP(
                "core", "Causal window: a query sees its own position and {window} keys before it."
            ),
            window=scenario.window,
        )
    if scenario.mask == "stored":
        return message(
            QT_TRANSLATE_NOOP(
                "core",
                "Stored keys: the last tokens ask ({asking}), and only the tokens before them are "
                "looked at.",
            ),
            asking=computed.resolved.n_asking,
        )
    return message(QT_TRANSLATE_NOOP("core", "No mask: every query may attend to every key."))


def _weights(computed: Computed) -> Iterator[Message]:
    yield from answer_notes(computed)
    yield from _keyless(computed)
    n_k = computed.resolved.n_k
    if n_k:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "Entropy is 0 for a query that looks at one key, and ln {count} = {most} for one "
                "that looks at all keys alike.",
            ),
            count=n_k,
            most=f"{math.log(n_k):.3f}",
        )


def _keyless(computed: Computed) -> Iterator[Message]:
    without = _without_key(computed)
    if without:
        yield message(
            QT_TRANSLATE_NOOP(
                "core",
                "Queries that no key is left for: {count}. Their weights are all zero, and so is "
                "their context.",
            ),
            count=without,
        )


def _without_key(computed: Computed) -> int:
    """Return the number of queries that may attend to no key."""
    free = computed.arrays["mask"][0].any(axis=-1)  # [n_q]
    return int(free.size - free.sum())


def _output(computed: Computed) -> Iterator[Message]:
    yield from answer_notes(computed)
    yield from _keyless(computed)
    edited = computed.edited.keys() & {"weights", "context"}
    if not edited and not _without_key(computed):
        yield (
            message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "A context row is a weighted mean of the keys: it lies in their convex hull.",
                )
            )
            if computed.arrays["value"] is computed.arrays["key"]
            else message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "A context row is a weighted mean of the values: it lies in their convex hull.",
                )
            )
        )
    if not computed.resolved.output_projection:
        yield message(
            QT_TRANSLATE_NOOP("core", "No matrix follows: the output is the context itself.")
            if computed.resolved.n_heads == 1
            else QT_TRANSLATE_NOOP(
                "core", "No matrix follows: the output is the heads' contexts side by side."
            )
        )


_NOTES: Mapping[str, Callable[[Computed], Iterator[Message]]] = MappingProxyType(
    {
        "inputs": _inputs,
        "projections": projections,
        "scores": _scores,
        "scale_mask": _scale_mask,
        "weights": _weights,
        "output": _output,
    }
)
