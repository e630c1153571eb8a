r"""Slim attention: values recovered from keys, where the key matrix can be undone.

Graef and Wasielewski 2025, "Slim attention: cut your context memory in half without loss",
arXiv 2503.05840. With :math:`W_K` of all heads side by side, [d, H r],

.. math:: K W_K^{-1} W_V = X W_K W_K^{-1} W_V = X W_V = V,

so whoever keeps K needs not keep V: the product :math:`W_K^{-1} W_V` is made once and stands in
the place of :math:`W_V`. :math:`W_K` must be square (H r = d) and invertible. In floating point V
comes back with the relative error of K times the condition number of :math:`W_K`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from core.attention import join_heads
from core.edits import Edits
from core.messages import QT_TRANSLATE_NOOP, Problem, message
from core.numerics import FloatArray
from core.resolve import Resolved
from core.scenario import DTypeName, Scenario, Trained
from core.source import source_of


def recovering_matrix(w_k: FloatArray, w_v: FloatArray) -> FloatArray:
    """Return W_K⁻¹ W_V by heads: [H, d, r], [H, d, r] -> [H, H r, r], computed in float64.

    Raises
    ------
    numpy.linalg.LinAlgError : the keys of all heads together are not as wide as the model, or
        W_K is singular.
    """
    solution: FloatArray = np.linalg.solve(side_by_side(w_k), side_by_side(w_v))  # [H r, H r]
    return by_heads(solution, len(w_v), w_k.dtype)


def side_by_side(weight: FloatArray) -> FloatArray:
    """Return the matrix of all heads: [H, d, r] -> [d, H r], in float64."""
    return join_heads(weight.astype(np.float64, copy=False))


def by_heads(whole: FloatArray, heads: int, dtype: np.dtype[np.floating]) -> FloatArray:
    """Return the matrix of each head: [d, H r] -> [H, d, r], in ``dtype``."""
    parts = whole.reshape(len(whole), heads, -1).swapaxes(0, 1)
    return np.ascontiguousarray(parts, dtype=dtype)


def condition(w_k: FloatArray) -> float:
    """Return the condition number of W_K in the 1-norm, inf where it is singular: [H, d, r]."""
    with np.errstate(all="ignore"):
        return float(np.linalg.cond(side_by_side(w_k), 1))


def condition_of(scenario: Scenario, resolved: Resolved) -> float:
    """Return the condition number of a run's W_K, edited cells included; see :func:`condition`."""
    edits = tuple(edit for edit in scenario.edits if edit.grid == "w_k")
    shape = (resolved.n_kv_heads, resolved.d_model, resolved.d_head)
    asked = replace(scenario, edits=edits)
    if not isinstance(scenario.weights, Trained):  # which read no other text than their task's
        asked = replace(asked, text="", target="")
    return _condition(asked, shape, resolved.dtype)


def slim_problems(scenario: Scenario, resolved: Resolved) -> Iterator[Problem]:
    """Refuse a W_K that cannot be undone, with its condition number."""
    if not any(row.solved for row in resolved.variant.parameters):
        return
    found = condition_of(scenario, resolved)
    limit = 1.0 / float(np.finfo(resolved.dtype).eps)
    if found < limit:
        return
    text = QT_TRANSLATE_NOOP(
        "core", "W_K cannot be inverted: its condition number is {condition}, so V is lost"
    )
    wrong = message(text, condition=f"{found:.3g}")
    if condition_of(replace(scenario, edits=()), resolved) < limit:
        right = QT_TRANSLATE_NOOP(
            "core", "undo edits of W_K until its condition number is below {limit}"
        )
        yield Problem("edits", wrong, message(right, limit=f"{limit:.1g}"))
    else:
        right = QT_TRANSLATE_NOOP(
            "core", "use another seed: a condition number below {limit} leaves V some digits"
        )
        yield Problem("seed", wrong, message(right, limit=f"{limit:.1g}"))


# A scenario is validated at every keystroke, and its W_K seldom changes.
@lru_cache(maxsize=4)
def _condition(asked: Scenario, shape: tuple[int, int, int], dtype: DTypeName) -> float:
    """Return the condition number of the W_K of a scenario's source, with its edits laid over."""
    w_k = source_of(asked).matrix("W_K", shape, dtype)
    return condition(Edits.of(asked.edits).apply("w_k", w_k))
