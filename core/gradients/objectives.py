"""What :mod:`core.objective` asks, of a run: whether it can be asked, and the loss itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.messages import QT_TRANSLATE_NOOP, Message, message
from core.numerics import FloatArray
from core.objective import CopyToken, MakeLarger, Objective
from core.trace import Trace


def usual(trace: Trace) -> Objective:
    """Return what is asked where nothing was chosen: the last query's first output, larger."""
    return MakeLarger(max(0, trace.resolved.n_q - 1), 0)


def fitted(trace: Trace, objective: Objective) -> Objective:
    """Return a wish with tokens and features brought inside a run: the nearest that it has.

    A person who chose the ninth token and then a text of five keeps looking at its end.
    """
    rows, width = trace.grid("output").values.shape[1:]
    row = _inside(objective.row, rows)
    if isinstance(objective, MakeLarger):
        return MakeLarger(row, _inside(objective.feature, width))
    source_row = _inside(objective.source_row, trace.resolved.n_k)
    return replace(objective, row=row, source_row=source_row)


def _inside(index: int, size: int) -> int:
    return max(0, min(index, size - 1))


def objective_grid(objective: Objective) -> str:
    """Return the grid whose row the loss reads: ``output``, or ``joined`` for values."""
    copies_value = isinstance(objective, CopyToken) and objective.what == "value"
    return "joined" if copies_value else "output"


def objective_obstacle(trace: Trace, objective: Objective) -> Message | None:
    """Say why a run cannot be asked this; None where it can."""
    rows, width = trace.grid("output").values.shape[1:]
    n_k = trace.resolved.n_k
    if not 0 <= objective.row < rows:
        text = QT_TRANSLATE_NOOP("core", "there is no query {row}: the text has {n} tokens")
        return message(text, row=objective.row + 1, n=rows)
    if isinstance(objective, MakeLarger):
        if 0 <= objective.feature < width:
            return None
        text = QT_TRANSLATE_NOOP("core", "there is no output feature {feature}: there are {n}")
        return message(text, feature=objective.feature + 1, n=width)
    if not 0 <= objective.source_row < n_k:
        text = QT_TRANSLATE_NOOP("core", "there is no token {row}: the text has {n}")
        return message(text, row=objective.source_row + 1, n=n_k)
    wanted = copied(trace, objective).shape[0]
    if objective.what == "vector" and wanted != width:
        text = QT_TRANSLATE_NOOP(
            "core",
            "a token's vector has {wanted} numbers, the output {width}: "
            "turn W_O on, or copy the token's value",
        )
        return message(text, wanted=wanted, width=width)
    return None


def copied(trace: Trace, objective: CopyToken) -> FloatArray:
    """Return what the row is to become: the token's vector, or its values side by side: [width]."""
    arrays, resolved = trace.computed.arrays, trace.resolved
    if objective.what == "vector":
        source = "encoder_states" if resolved.two_texts else "x"
        vector: FloatArray = arrays[source][0, objective.source_row]
        return vector
    values = arrays["value"][:, objective.source_row]  # [n_kv_heads, d_value]
    return np.repeat(values, resolved.group, axis=0).reshape(-1)  # [n_heads * d_value]


def objective_value(
    objective: Objective, row: FloatArray, target: FloatArray | None
) -> tuple[float, FloatArray]:
    """Return the loss of one row [width] and its gradient [width].

    Parameters
    ----------
    objective : the wish.
    row : the row that it reads, of :func:`objective_grid`.
    target : :func:`copied`, None for :class:`MakeLarger`.
    """
    if isinstance(objective, MakeLarger):
        gradient = np.zeros_like(row)
        gradient[objective.feature] = -1.0
        return -float(row[objective.feature]), gradient
    if target is None:
        raise ValueError("copying a token needs the target to copy")
    difference: FloatArray = row - target
    return 0.5 * float(difference @ difference), difference
