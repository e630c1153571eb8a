"""Facts that hold for this variant at this step, as sentences."""

from __future__ import annotations

from core.forward import Computed
from core.messages import Message


def notes(step: str, computed: Computed) -> tuple[Message, ...]:
    """Return what is worth saying about one step of one run."""
    return ()
