"""The width law for many heads at once, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from core.heads import draw_head
from core.pipeline import Cancelled
from core.width_law import LARGEST, drawn_heads, law_problems, too_wide, width_law


@pytest.mark.parametrize(("r", "d"), [(1, 1), (1, 6), (3, 9), (4, 7), (5, 5)])
def test_every_draw_is_exact_from_the_predicted_width_on_and_not_before(r, d):
    law = width_law(drawn_heads(r, d, 3, 5))
    assert (law.r, law.d) == (r, d)
    assert law.with_output is not None
    for reach in (law.with_output, law.without_output):
        assert reach.errors.shape == (5, d)
        assert reach.predicted == min(2 * r, d)
        assert reach.errors[:, reach.predicted - 1 :].max() < 1e-13
        assert (reach.errors[:, : reach.predicted - 1] > 1e-3).all()
        assert np.allclose(reach.mean, reach.errors.mean(axis=0))


def test_draws_differ_and_come_again():
    first, again = (width_law(drawn_heads(2, 6, 7, 3)).without_output for _ in range(2))
    assert np.array_equal(first.errors, again.errors)
    assert len({row.tobytes() for row in first.errors}) == 3


def test_without_an_output_matrix_there_is_one_question_only():
    assert width_law([draw_head(2, 6, 0, with_output=False)]).with_output is None


def test_it_stops_when_told():
    with pytest.raises(Cancelled):
        width_law(drawn_heads(2, 6, 0), lambda: True)


@pytest.mark.parametrize(
    ("r", "d", "fields"),
    [
        (4, 16, []),
        (16, 16, []),
        (17, 16, ["r"]),
        (0, 16, ["r"]),
        (1, 0, ["d", "r"]),
        (2, LARGEST + 1, ["d"]),
    ],
)
def test_wrong_sizes_are_told_beside_their_field(r, d, fields):
    problems = law_problems(r, d)
    assert [problem.field for problem in problems] == fields
    assert all(problem.english() for problem in problems)


def test_a_head_too_wide_to_draw_says_so():
    assert too_wide(draw_head(1, LARGEST, 0)) is None
    reason = too_wide(draw_head(1, LARGEST + 1, 0))
    assert reason is not None
    assert "65" in reason.english()
