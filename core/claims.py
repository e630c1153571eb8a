"""CLAIMS: what is usually said about K = V, the verdict, and the live evidence for it.

A verdict is a statement about attention as such, argued in its explanation. The evidence is
computed anew for every scenario, on the user's own text and seed; nothing in it is typed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core import claim_evidence as found
from core.figures import Figure, Runs
from core.messages import QT_TRANSLATE_NOOP
from core.scenario import Scenario

Verdict = Literal["right", "qualified", "wrong"]


@dataclass(frozen=True, slots=True)
class Look:
    """Where something can be seen: a step of a variant, or a page that sets it beside its twin.

    Attributes
    ----------
    variant, step : key of VARIANTS, and of the trace's steps.
    page : ``steps``, or the page that shows it best.
    """

    variant: str
    step: str
    page: Literal["steps", "compare", "bench"] = "steps"


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the verdict.

    Attributes
    ----------
    key : its name.
    text : the claim, marked text in the context ``core``.
    verdict : what is to be said of it.
    why : the verdict in a sentence or two, marked text.
    evidence : runs of a scenario -> figures.
    look : where to see it, the best place first.
    """

    key: str
    text: str
    verdict: Verdict
    why: str
    evidence: Callable[[Runs], tuple[Figure, ...]]
    look: tuple[Look, ...]


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "same_source",
        QT_TRANSLATE_NOOP("core", "In traditional attention, K and V share their source."),
        "right",
        QT_TRANSLATE_NOOP("core", "Both are made from the encoder states, in every variant."),
        found.same_source,
        (Look("luong_dot", "projections"), Look("bahdanau", "projections")),
    ),
    Claim(
        "maps_differ",
        QT_TRANSLATE_NOOP("core", "But different maps make them numerically unequal."),
        "qualified",
        QT_TRANSLATE_NOOP(
            "core",
            "Wrong for Luong dot, where keys and values are the encoder states themselves; for "
            "Luong general it depends on the side on which W_a is counted. Right for Bahdanau, "
            "Luong concat and projected cross-attention.",
        ),
        found.maps_differ,
        (Look("luong_dot", "projections"), Look("cross", "projections")),
    ),
    Claim(
        "self_differs",
        QT_TRANSLATE_NOOP(
            "core", "In self-attention, Q, K and V share X but not their maps, so K ≠ V."
        ),
        "qualified",
        QT_TRANSLATE_NOOP(
            "core",
            "Right by default, but nothing forces it. Nor does a shared map alone make the numbers "
            "equal: Gemma 4 normalises and rotates K after sharing it.",
        ),
        found.self_differs,
        (Look("self", "projections"), Look("k_eq_v", "projections")),
    ),
    Claim(
        "possible",
        QT_TRANSLATE_NOOP("core", "Forcing W_K = W_V is possible."),
        "right",
        QT_TRANSLATE_NOOP(
            "core",
            "Q, K, scores, mask and weights stay identical, bit for bit. Values, context and "
            "output change.",
        ),
        found.possible,
        (Look("k_eq_v", "projections"), Look("self", "weights", "compare")),
    ),
    Claim(
        "limits",
        QT_TRANSLATE_NOOP("core", "It limits the information that a head can carry."),
        "right",
        QT_TRANSLATE_NOOP(
            "core",
            "In a precise sense: address and content share one budget of dimensions. A tied head "
            "of width s does what an untied one does exactly when s reaches "
            "dim(row M + col N); its context never leaves the hull of the keys. At full width, "
            "with W_O, nothing is lost.",
        ),
        found.limits,
        (Look("k_eq_v", "output"), Look("self", "output"), Look("self", "output", "bench")),
    ),
    Claim(
        "performance",
        QT_TRANSLATE_NOOP("core", "It significantly lowers performance."),
        "qualified",
        QT_TRANSLATE_NOOP(
            "core",
            "It depends on the width of a head, on W_O and on the task: small at scale in "
            "published work, and nothing at all on some tasks. The figures show what tying takes "
            "of these very matrices at this width, not a quality.",
        ),
        found.performance,
        (Look("k_eq_v", "output"),),
    ),
    Claim(
        "not_recommended",
        QT_TRANSLATE_NOOP("core", "Therefore it is not recommended."),
        "qualified",
        QT_TRANSLATE_NOOP(
            "core",
            "A trade-off, not a rule: it halves the KV cache, and recent large models tie on "
            "purpose.",
        ),
        found.not_recommended,
        (Look("k_eq_v", "projections"), Look("mqa", "projections")),
    ),
)
"""The claims in the order in which they are usually made."""


def verdicts(
    scenario: Scenario, cancelled: Callable[[], bool] | None = None
) -> tuple[tuple[Claim, tuple[Figure, ...]], ...]:
    """Return every claim with its evidence for a scenario; no variant is run twice.

    Parameters
    ----------
    scenario : text, target, seed, sizes and edits; its own variant plays no part.
    cancelled : as in :func:`core.pipeline.run`.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    """
    runs = Runs(scenario, cancelled)
    return tuple((claim, claim.evidence(runs)) for claim in CLAIMS)
