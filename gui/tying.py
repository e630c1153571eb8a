"""The way from untied to tied, made ready to be drawn: computed once, drawn at any α."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.geometry import principal_plane
from core.messages import Message
from core.numerics import FloatArray
from core.pipeline import Cancelled
from core.tie_path import TiePath, TiePoint, tie_obstacle, tie_path, tie_point
from core.trace import Trace

PLACES = 41  # of the curves


@dataclass(frozen=True, eq=False)
class Tie:
    """The curves over α and the output's way in a plane.

    Attributes
    ----------
    path : the curves.
    start, end : [n_q, 2], output rows untied and tied in the principal plane of both.
    explained : parts of the variance that the plane's axes show.
    joint_rank, value_rank : [m], the ranks of the curves, ready to be drawn.
    """

    path: TiePath
    start: FloatArray
    end: FloatArray
    explained: tuple[float, float]
    joint_rank: FloatArray
    value_rank: FloatArray

    def point(self, alpha: float) -> TiePoint:
        """Return what the curves are at one α, exactly."""
        return tie_point(self.path.ends, alpha)

    def at(self, alpha: float) -> FloatArray:
        """Return the output rows at one α, [n_q, 2]: a straight way in space is one in a plane."""
        return (1.0 - alpha) * self.start + alpha * self.end


def cost(trace: Trace) -> int:
    """Return the bytes that the way will take: about those of the run."""
    return trace.resolved.memory_needed


def compute(
    trace: Trace, cancelled: Callable[[], bool], progress: Callable[[float], None]
) -> Tie | Message:
    """Return the way of a run, or why it has none.

    Raises
    ------
    core.pipeline.Cancelled : ``cancelled`` said so.
    """
    obstacle = tie_obstacle(trace)
    if obstacle is not None:
        return obstacle
    if cancelled():
        raise Cancelled
    path = tie_path(trace, np.linspace(0.0, 1.0, PLACES))
    untied, tied = (ends["output"][0] for ends in (path.ends.untied, path.ends.tied))
    progress(0.5)
    plane = principal_plane(untied, tied)
    ranks = (path.joint_rank.astype(np.float64), path.value_rank.astype(np.float64))
    return Tie(path, plane.points[0], plane.points[1], plane.explained, *ranks)
