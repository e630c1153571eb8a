"""Context and the hull of the keys: inside when tied, outside when not."""

from __future__ import annotations

import numpy as np
import pytest

from core.geometry import distance_to_hull
from core.outside import Outside, outside_keys
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.variants import VARIANTS

TIED = (
    *("luong_dot", "luong_general"),
    *("k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v", "q_eq_k_eq_v", "k_eq_v_eq_x"),
)


@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_tied_context_lies_in_the_hull_of_the_keys_and_untied_context_does_not(
    variant, mask, positions
):
    found = outside_keys(run(Scenario(variant=variant, mask=mask, positions=positions)))
    if variant in TIED:
        assert found.fraction == 0.0
        assert found.relative.max() < 1e-9
    else:
        assert found.fraction > 0.4
        assert found.relative.max() > 0.1


def test_distances_are_those_of_the_head_that_the_context_belongs_to():
    trace = run(Scenario(variant="gqa"))
    found = outside_keys(trace)
    assert len(found.cells) == 4 * 10
    head, row = found.cells[-1]
    point, keys = trace.grid("context").values[head, row], trace.grid("key").values[1]
    assert (head, row) == (3, 9)
    assert found.distances[-1] == distance_to_hull(point, keys)


def test_of_many_rows_some_are_taken_from_end_to_end():
    trace = run(Scenario(text=" ".join(f"w{n}" for n in range(50)), n_heads=2))
    found = outside_keys(trace, most=9)
    assert len(found.cells) == len(found.distances) == 9
    assert found.cells[0] == (0, 0)
    assert found.cells[-1] == (1, 49)


def test_edges():
    assert outside_keys(run(Scenario(variant="bahdanau", d_head=5))) is None
    assert outside_keys(run(Scenario(edits=(Edit("key", 0, 0, 0, np.inf),)))) is None
    assert outside_keys(run(Scenario(text=""))).fraction == 0.0
    one = outside_keys(run(Scenario(text="one")))
    assert not one.spreads.any()
    assert not one.relative.any()
    assert one.fraction == 1.0
    alone = outside_keys(run(Scenario(mask="causal_window", window=0, padding=9)))
    assert {row for _, row in alone.cells} == {0}


@pytest.mark.parametrize("variant", ["self", "gqa", "cross"])
def test_a_row_is_as_far_outside_measured_alone_as_with_every_head(variant: str) -> None:
    trace = run(Scenario(variant=variant, d_model=16, n_heads=4))
    together = outside_keys(trace)
    alone = [outside_keys(trace, head=head) for head in range(4)]
    assert together.cells == sum((each.cells for each in alone), ())
    assert list(together.relative) == [far for each in alone for far in each.relative]
    assert np.ptp([each.relative.max() for each in alone]) > 0


@pytest.mark.parametrize("size", [1e-200, 1e160, 1e300])
def test_what_is_relative_does_not_depend_on_the_size_of_the_numbers(size: float) -> None:
    """The squares of such keys are no floats; distances and spread still are."""
    numbers = ((1.0, 2.0), (3.0, -1.0), (-2.0, 0.5))

    def measured(factor: float) -> Outside:
        cells = [
            (row, col, each) for row, pair in enumerate(numbers) for col, each in enumerate(pair)
        ]
        edits = tuple(Edit("key", 0, row, col, each * factor) for row, col, each in cells)
        edits += tuple(Edit("context", 0, row, col, factor * 9.0) for row, col, _ in cells)
        return outside_keys(run(Scenario(text="a b c", d_model=2, n_heads=1, edits=edits)))

    assert measured(1.0).fraction == 1.0
    np.testing.assert_allclose(measured(size).relative, measured(1.0).relative, rtol=1e-12)
