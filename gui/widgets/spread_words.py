"""Words in a line that would touch: which of them give way, and how far."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    ends: Sequence[float], widths: Sequence[float], gap: float, room: float
) -> tuple[float, ...]:
    """Return where words end that should end at ``ends`` and not touch: pushed aside, in order.

    Parameters
    ----------
    ends, widths : [n], of the words from left to right.
    gap : between two.
    room : that all have together; where it is too little, the first words have no place.
    """
    found: list[float] = []
    free = 0.0
    for end, width in zip(ends, widths, strict=True):
        found.append(max(end, free + width))
        free = found[-1] + gap
    limit = room
    for place in reversed(range(len(found))):
        found[place] = min(found[place], limit)
        limit = found[place] - widths[place] - gap
    return tuple(found)
