"""judge(): all that is computed for the verdict on one scenario: the claims and the mechanisms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from core.basis import basis_of
from core.claims import CLAIMS, Claim
from core.evidence import Evidence
from core.figures import Figure, Runs
from core.messages import Message
from core.scenario import Scenario
from core.trace import Trace
from core.variants import VARIANTS, Mode, of_mode

_USUAL: Mapping[Mode, str] = MappingProxyType(
    {"traditional": "luong_dot", "self": "self", "tied": "k_eq_v"}
)
_TIED: Mapping[str, str] = MappingProxyType({"gqa": "gqa_k_eq_v", "mqa": "mqa_k_eq_v"})
_UNTIED: Mapping[str, str] = MappingProxyType(
    {tied: untied for untied, tied in _TIED.items()} | {"gta": "gqa"}
)


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One of the three mechanisms, seen in one of its variants.

    Attributes
    ----------
    mode : the mechanism.
    variant : the scenario's own variant where it belongs to the mechanism, else the usual one.
    formula : TeX: how queries, keys and values are made.
    found : what the run says about keys against values, or what stands against the run.
    """

    mode: Mode
    variant: str
    formula: str
    found: Evidence | Message


@dataclass(frozen=True, slots=True)
class Findings:
    """What was computed for one scenario.

    Attributes
    ----------
    scenario : the scenario; its variant decides which one stands for its mechanism.
    claims : every claim with its evidence.
    mechanisms : the three, in the order in which menus show them.
    bases : for each claim, where the numbers of its runs come from; see :mod:`core.basis`.
    basis : the same for the mechanisms.
    """

    scenario: Scenario
    claims: tuple[tuple[Claim, tuple[Figure, ...]], ...]
    mechanisms: tuple[Mechanism, ...]
    bases: tuple[tuple[Message, ...], ...] = ()
    basis: tuple[Message, ...] = ()


def judge(
    scenario: Scenario,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Findings:
    """Compute the evidence for every claim, and keys against values in each mechanism.

    Parameters
    ----------
    scenario : a valid scenario; see :meth:`core.scenario.Scenario.validate`.
    cancelled : as in :func:`core.pipeline.run`.
    progress : told after every claim which part is done, 0 to 1.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    """
    runs = Runs(scenario, cancelled)
    claims: list[tuple[Claim, tuple[Figure, ...]]] = []
    bases: list[tuple[Message, ...]] = []
    for claim in CLAIMS:
        claims.append((claim, claim.evidence(runs)))
        bases.append(basis_of(runs.asked(), scenario))
        if progress is not None:
            progress(len(claims) / (len(CLAIMS) + 1))
    mechanisms = tuple(_mechanism(runs, mode) for mode in get_args(Mode))
    return Findings(
        scenario, tuple(claims), mechanisms, tuple(bases), basis_of(runs.asked(), scenario)
    )


def pair(variant: str) -> tuple[str, str]:
    """Return (untied, tied): the two variants between which ``variant`` makes the question plain.

    The one is ``variant`` itself; the other differs in nothing but the tie, as far as there is
    such a variant. In traditional attention Luong dot is the one whose keys are its values.
    """
    row = VARIANTS[variant]
    if row.mode == "traditional":
        return ("cross" if variant == "luong_dot" else variant), "luong_dot"
    if row.mode == "tied":
        return _UNTIED.get(variant, "self"), variant
    return variant, _TIED.get(variant, "k_eq_v")


def _mechanism(runs: Runs, mode: Mode) -> Mechanism:
    """Judge one mechanism."""
    own = runs.scenario.variant
    variant = own if own in {row.key for row in of_mode(mode)} else _USUAL[mode]
    trace = runs.attempt(variant)
    formula = VARIANTS[variant].formulas["projections"]
    if isinstance(trace, Trace):
        formula = trace["projections"].formula
    return Mechanism(mode, variant, formula, runs.evidence(variant))
