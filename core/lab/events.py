"""What happens while an experiment runs, as plain data that can cross between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.lab.experiment import Group
from core.lab.training import Curves


@dataclass(frozen=True, slots=True)
class Started:
    """A group has been handed to a worker; again if an earlier one died."""

    group: Group


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How far the runs of a group are.

    Attributes
    ----------
    group : which runs.
    step : steps taken.
    curves : one a seed of the group, all of it up to here: a later snapshot replaces an earlier.
    """

    group: Group
    step: int
    curves: tuple[Curves, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker died while it trained a group.

    Attributes
    ----------
    group : what it was at, or one of what several were at: a pool dies as a whole.
    reason : what ended it, in words.
    again : whether the group is run once more; else its runs have failed.
    """

    group: Group
    reason: str
    again: bool


Event: TypeAlias = Started | Snapshot | Lost
