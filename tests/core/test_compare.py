"""Two runs compared: what tying leaves alone, and what it changes."""

from __future__ import annotations

import numpy as np
import pytest

from core.compare import TOLERANCE_ULPS, compare, difference_of
from core.pipeline import run
from core.scenario import Edit, Scenario
from core.trace import STEP_KEYS
from core.variants import VARIANTS


def verdicts(differences):
    return {one.grid: one.verdict for one in differences}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("text", ["the cat sat on the mat", "a", " ".join("abcdefgh" * 20)])
def test_tying_leaves_everything_alone_but_value_context_and_output(text, mask, dtype):
    runs = [
        run(Scenario(variant=key, text=text, mask=mask, dtype=dtype)) for key in ("self", "k_eq_v")
    ]
    found = compare(*runs)
    told = verdicts(found)
    changed = {"value", "k_minus_v", "context", "joined", "output"}
    assert {grid for grid, verdict in told.items() if verdict == "different"} == changed
    assert {grid for grid, verdict in told.items() if verdict == "only_first"} == {"w_v"}
    alone = set(told) - changed - {"w_v"}
    assert {told[grid] for grid in alone} == {"identical"}
    assert {"x", "query", "key", "scores", "mask", "masked", "weights"} <= alone


def test_the_largest_difference_is_the_one_that_evidence_tells():
    runs = [run(Scenario(variant=key)) for key in ("self", "k_eq_v")]
    value = difference_of(compare(*runs), "value")
    assert value.largest == np.abs(runs[0].grid("k_minus_v").values).max()
    assert value.tolerance < value.largest
    assert value.title == "Value"


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_run_is_identical_to_itself_run_again(variant):
    scenario = Scenario(variant=variant)
    found = compare(run(scenario), run(scenario))
    assert {one.verdict for one in found} == {"identical"}
    assert [one.step for one in found] == sorted((one.step for one in found), key=STEP_KEYS.index)
    assert {one.grid for one in found} == set(run(scenario).computed.arrays)


@pytest.mark.parametrize("first", VARIANTS)
@pytest.mark.parametrize("second", VARIANTS)
def test_any_two_variants_can_be_set_beside_each_other(first, second):
    runs = [run(Scenario(variant=key)) for key in (first, second)]
    found = compare(*runs)
    told = verdicts(found)
    names = [set(one.computed.arrays) for one in runs]
    assert set(told) == names[0] | names[1]
    for grid, verdict in told.items():
        assert (verdict == "only_first") == (grid not in names[1])
        assert (verdict == "only_second") == (grid not in names[0])
    for one in found:
        assert one.reason is not None or one.largest is not None
        assert (one.verdict in ("identical", "rounding", "different")) == (one.largest is not None)


@pytest.mark.parametrize("tokens", [4, 300])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_luong_generals_two_readings_have_the_same_scores_to_rounding(dtype, tokens):
    text = " ".join(f"w{number}" for number in range(tokens))
    runs = [
        run(Scenario(variant="luong_general", text=text, reading=reading, dtype=dtype))
        for reading in ("query", "memory")
    ]
    told = verdicts(compare(*runs))
    assert told["encoder_states"] == told["value"] == told["mask"] == "identical"
    assert told["key"] == told["query"] == "different"
    assert told["scores"] == told["scaled"] == "rounding"
    for grid in ("weights", "context", "output"):
        assert told[grid] == "rounding"


def test_a_key_that_serves_several_query_heads_is_compared_with_each_of_theirs():
    own, shared = (run(Scenario(variant=key, n_heads=4)) for key in ("self", "mqa"))
    for grid in ("key", "value", "w_k"):
        found = difference_of(compare(own, shared), grid)
        gap = np.abs(own.grid(grid).values - shared.grid(grid).values).max()  # [4, ..] - [1, ..]
        assert (found.verdict, found.largest) == ("different", pytest.approx(gap))
        assert found.reason.english() == "compared for each of the 4 query heads"
        back = difference_of(compare(shared, own), grid)
        assert (back.verdict, back.largest) == (found.verdict, found.largest)
    groups = run(Scenario(variant="gqa", n_heads=4, n_kv_heads=2))
    gap = np.abs(own.grid("key").values - groups.grid("key").values[[0, 0, 1, 1]]).max()
    assert difference_of(compare(own, groups), "key").largest == pytest.approx(gap)
    groups = difference_of(compare(groups, shared), "key")
    assert groups.verdict == "different"  # two groups against one
    # W_K is drawn head by head, and both have the first; the order of sums may differ.
    assert set(groups.heads[:2]) <= {"identical", "rounding"}
    assert groups.heads[2:] == ("different", "different")


def test_one_key_copied_to_every_head_is_identical_to_the_shared_one():
    shared = run(Scenario(variant="mqa", n_heads=2))
    edits = tuple(
        Edit("key", head, row, col, float(shared.grid("key").values[0, row, col]))
        for head in range(2)
        for row, col in np.ndindex(shared.grid("key").values.shape[1:])
    )
    own = run(Scenario(variant="self", n_heads=2, edits=edits))
    assert difference_of(compare(own, shared), "key").verdict == "identical"
    assert difference_of(compare(own, shared), "scores").verdict in ("identical", "rounding")


def test_shapes_that_differ_say_so():
    runs = [run(Scenario(variant=key, n_heads=4)) for key in ("self", "k_eq_v_eq_x")]
    key = difference_of(compare(*runs), "key")
    assert key.verdict == "shapes"
    assert key.reason.english() == "of different shapes, 4 × 10 × 4 and 1 × 10 × 16"
    with pytest.raises(KeyError, match="'tanh'"):
        difference_of(compare(*runs), "tanh")


def test_precision_alone_is_never_identical():
    runs = [run(Scenario(dtype=dtype)) for dtype in ("float64", "float32")]
    told = verdicts(compare(*runs))
    assert told["weights"] == told["query"] == "rounding"
    assert "identical" not in told.values()


def test_infinities_and_nan_in_one_place_are_no_difference():
    def spoilt(number):
        return run(Scenario(mask="causal", edits=(Edit("value", 0, 0, 0, number),)))

    inf, nan, one = spoilt(float("inf")), spoilt(float("nan")), spoilt(1.0)
    assert difference_of(compare(inf, inf), "value").verdict == "identical"
    assert difference_of(compare(nan, spoilt(float("nan"))), "output").verdict == "identical"
    for pair in ((inf, nan), (inf, one), (one, nan)):
        found = difference_of(compare(*pair), "value")
        assert (found.verdict, found.largest) == ("different", np.inf)
    assert difference_of(compare(inf, one), "masked").verdict == "identical"


def test_minus_zero_is_equal_but_not_identical():
    runs = [run(Scenario(edits=(Edit("x", 0, 0, 0, zero),))) for zero in (0.0, -0.0)]
    found = difference_of(compare(*runs), "x")
    assert (found.verdict, found.largest) == ("rounding", 0.0)


def test_the_last_bits_are_rounding_and_more_is_not():
    x = run(Scenario()).grid("x").values
    unit = np.finfo(np.float64).eps * np.abs(x).max()
    for ulps, verdict in ((TOLERANCE_ULPS / 2, "rounding"), (2 * TOLERANCE_ULPS, "different")):
        edit = Edit("x", 0, 0, 0, float(x[0, 0, 0] + ulps * unit))
        found = difference_of(compare(run(Scenario()), run(Scenario(edits=(edit,)))), "x")
        assert found.verdict == verdict
