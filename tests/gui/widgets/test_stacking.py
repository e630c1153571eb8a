from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gui.widgets.stacking import largest_parts, stacked


@given(
    arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 5)), elements=st.floats(-9, 9))
)
def test_the_segments_of_a_bar_add_up_to_its_total(parts: np.ndarray) -> None:
    segments = stacked(parts, largest_parts(parts, 4))
    for bar, total in enumerate(parts.sum(axis=0)):
        mine = [segment for segment in segments if segment.bar == bar]
        above = sum(s.high - s.low for s in mine if s.low >= 0)
        below = sum(s.high - s.low for s in mine if s.high <= 0)
        assert np.isclose(above - below, total, atol=1e-9)


def test_the_heaviest_parts_are_named_in_their_own_order() -> None:
    parts = np.array([[0.1], [-5.0], [0.0], [2.0]])
    assert largest_parts(parts, 2) == (1, 3)
    assert largest_parts(parts, 9) == (0, 1, 3)
