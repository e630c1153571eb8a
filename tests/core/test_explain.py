"""Every cell of every grid says how it was computed, and computing that again gives the cell."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from core.edits import EDITABLE
from core.explain import BUILDERS
from core.explanation import Draw, recompute, total_of
from core.pipeline import run
from core.rotary import frequencies
from core.scenario import Edit, Scenario
from core.trained.catalogue import about, shipped
from core.trained.scenarios import n_layers, scenario_of
from core.variants import VARIANTS

BASE = Scenario(
    text="the cat sat on mats", target="le chat dort", d_model=8, n_heads=4, n_kv_heads=2
)
EDITED_CELL = (0, 0, 0)
OPTIONS = {
    "plain": {},
    "causal": {"mask": "causal"},
    "window": {"mask": "window", "window": 1},
    "causal window": {"mask": "causal_window", "window": 1},
    "window of one": {"mask": "window", "window": 0},
    "padding": {"padding": 2},
    "all padding": {"padding": 5, "mask": "causal"},
    "softcap": {"softcap": 0.7, "temperature": 0.3},
    "scaled": {"scaled": True, "temperature": 2.5},
    "unscaled": {"scaled": False},
    "float32": {"dtype": "float32", "mask": "causal", "softcap": 2.0},
    "one token": {"text": "alone", "target": "seul"},
    "no positions": {"positions": "none"},
    "output matrix": {"output_projection": True},
    "no output matrix": {"output_projection": False},
    "memory": {"reading": "memory"},
    "units": {"d_head": 3},
    "one head": {"n_heads": 1, "n_kv_heads": 1},
    "characters": {"text": "注意力{a}_\\", "target": "你好", "split": "characters"},
    "rotary": {"positions": "rotary", "d_model": 16},
    "rotary value": {"positions": "rotary", "d_model": 16, "rotary_value": True},
    "rotary float32": {"positions": "rotary", "d_model": 16, "dtype": "float32"},
    "rotary edits": {
        "positions": "rotary",
        "d_model": 16,
        "edits": (
            Edit("key_unrotated", 0, 1, 1, 0.5),
            Edit("query_unrotated", 0, 1, 0, -0.5),
            Edit("key", 0, 2, 1, 2.0),
        ),
    },
    "rotary large": {
        "positions": "rotary",
        "d_model": 16,
        "edits": (Edit("key_unrotated", 0, 1, 0, 1.7e308), Edit("key_unrotated", 0, 1, 1, 1.7e308)),
    },
    "latent": {"d_latent": 3},
    "edits": {
        "edits": tuple(
            Edit(grid, *EDITED_CELL, 0.0 if grid == "mask" else 0.625) for grid in sorted(EDITABLE)
        )
    },
    "large": {"edits": (Edit("x", 0, 1, 2, 1e300), Edit("key", 0, 1, 1, -1e300))},
    "large float32": {
        "dtype": "float32",
        "edits": (Edit("query", 0, 1, 2, 3e38), Edit("key", 0, 0, 2, 3e38)),
    },
}


def some_cells(shape, seed=0, most=14):
    """Return the corners of a grid and cells drawn from it."""
    ends = [tuple(np.multiply(corner, np.subtract(shape, 1))) for corner in np.ndindex(2, 2, 2)]
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, shape, size=(most, 3)) if math.prod(shape) else []
    return sorted({tuple(map(int, cell)) for cell in [*ends, *drawn]})


def all_grids(trace):
    return [grid for step in trace.steps for grid in step.grids]


def rounding(trace, explanation):
    """Return how far a cell may stand from its exact arithmetic: rounding of each term."""
    epsilon = float(np.finfo(trace.resolved.dtype).eps)
    explanation = explanation.was if explanation.rule == "edited" else explanation
    terms = explanation.terms
    with np.errstate(over="ignore"):
        size = 1.0 if terms is None else float(np.abs(terms[np.isfinite(terms)]).sum())
    # The softmax turns an error of its largest score into a relative error of the weight.
    return epsilon * (8 + len(explanation.labels)) * max(1.0, size, abs(explanation.value))


def agrees(trace, explanation, value):
    again = recompute(explanation)
    if math.isnan(value) or math.isinf(value):
        return again == value or (math.isnan(again) and math.isnan(value))
    return abs(again - value) <= rounding(trace, explanation)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_recomputing_a_cell_from_its_explanation_gives_its_value(variant, option):
    scenario = replace(BASE, variant=variant, **OPTIONS[option])
    if scenario.validate():
        assert (variant, option) in (("gta", "units"), ("slim", "units"))
        return
    trace = run(scenario)
    for grid in all_grids(trace):
        for cell in some_cells(grid.values.shape):
            explanation = trace.explain(grid.name, *cell)
            value = float(grid.values[cell])
            place = (explanation.grid, explanation.head, explanation.row, explanation.col)
            assert place == (grid.name, *cell)
            assert explanation.value == value or math.isnan(value)
            assert agrees(trace, explanation, value), (grid.name, cell, recompute(explanation))
            check_form(trace, explanation)


def check_form(trace, explanation):
    """Columns are of one length and labelled, totals and stages follow from them."""
    lengths = {len(operand.values) for operand in explanation.operands}
    assert len(lengths) <= 1
    assert not lengths or lengths == {len(explanation.labels)}
    if explanation.terms is not None:
        assert len(explanation.terms) == len(explanation.labels)
        total = total_of(explanation.operands, explanation.terms)
        assert explanation.total == total or math.isnan(total)
    assert explanation.note is None or explanation.note.english()
    assert explanation.symbol.count("{") == explanation.symbol.count("}") or (
        "{" in "".join(trace.resolved.key_tokens)
    )
    for source in explanation.sources:
        shape = trace.grid(source.grid).values.shape
        for index, size in zip((source.head, source.row, source.col), shape, strict=True):
            assert index is None or 0 <= index < size
    if explanation.was is not None:
        assert explanation.was.was is None
        check_form(trace, explanation.was)


def test_every_grid_that_any_run_has_can_be_explained():
    names = {
        grid.name
        for variant in VARIANTS
        for positions in ("sinusoidal", "rotary")
        for grid in all_grids(
            run(
                replace(
                    BASE,
                    variant=variant,
                    d_model=16,
                    positions=positions,
                    output_projection=True,
                )
            )
        )
    }
    for model in shipped():
        for layer in range(n_layers(about(model.name))):
            trained = run(scenario_of(model.name, layer))
            names |= {grid.name for grid in all_grids(trained)}
    # Of tasks whose answers are real vectors no model is shipped; tests/core/trained trains some.
    assert names | {"reading", "right"} == set(BUILDERS)


RECURRENT = ("encoder_states", "decoder_states")


def listed(source, shape):
    """Return the cells that a source stands for."""
    axes = [(source.head,), (source.row,), (source.col,)]
    spans = [
        range(size) if axis == (None,) else axis for axis, size in zip(axes, shape, strict=True)
    ]
    return {(head, row, col) for head in spans[0] for row in spans[1] for col in spans[2]}


def value_after(trace, grid, cell, place, at):
    """Return the number of a cell when the cell ``at`` of another grid is overwritten."""
    old = float(trace.grid(grid).values[at])
    new = 0.0 if grid == "mask" else old + 0.375 if math.isfinite(old) else 0.375
    scenario = replace(trace.scenario, edits=(Edit(grid, *at, new),))
    return float(run(scenario).grid(cell).values[place])


@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_cell_changes_with_its_sources_and_with_nothing_beside_them(variant, positions):
    trace = run(replace(BASE, variant=variant, d_model=16, positions=positions, softcap=20.0))
    resolved = trace.resolved
    rng = np.random.default_rng(3)
    for grid in all_grids(trace):
        place = tuple(int(size) - 1 for size in grid.values.shape)
        before = float(grid.values[place])
        sources = trace.explain(grid.name, *place).sources
        used = {}
        for source in sources:
            shape = trace.grid(source.grid).values.shape
            used.setdefault(source.grid, set()).update(listed(source, shape))
        for name in sorted(used.keys() & EDITABLE):
            inside = sorted(used[name])
            at = inside[int(rng.integers(len(inside)))]
            follows = grid.name == "k_minus_v" and resolved.same_map and name == resolved.tied_grid
            changed = value_after(trace, name, grid.name, place, at) != before
            assert changed != follows, (grid.name, name, at)
            # An edit reaches further: a state makes the next ones, and a tied query is the key.
            tied = name.startswith("key") and resolved.make_query == resolved.make_key
            tied |= name == "value" and resolved.make_key.source == "value"
            if tied or name in RECURRENT or grid.name in RECURRENT:
                continue
            outside = sorted(set(np.ndindex(*trace.grid(name).values.shape)) - used[name])
            if outside:
                at = outside[int(rng.integers(len(outside)))]
                assert value_after(trace, name, grid.name, place, at) == before, (grid.name, at)


@pytest.mark.parametrize("variant", VARIANTS)
def test_an_edited_cell_keeps_the_arithmetic_that_it_replaced(variant):
    plain = run(replace(BASE, variant=variant))
    for grid in all_grids(plain):
        if grid.name not in EDITABLE:
            continue
        place = tuple(int(size) - 1 for size in grid.values.shape)
        new = 0.0 if grid.name == "mask" else 0.125
        trace = run(replace(plain.scenario, edits=(Edit(grid.name, *place, new),)))
        explanation = trace.explain(grid.name, *place)
        assert explanation.rule == "edited"
        assert explanation.value == recompute(explanation) == new
        was = explanation.was
        assert was.value == pytest.approx(float(grid.values[place]), rel=1e-12, abs=1e-12)
        assert recompute(was) == pytest.approx(was.value, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("variant", "follower"),
    [
        ("k_eq_v", "value"),
        ("gqa_k_eq_v", "value"),
        ("mqa_k_eq_v", "value"),
        ("q_eq_k", "query"),
        ("k_eq_v_eq_x", "value"),
        ("luong_dot", "value"),
    ],
)
def test_what_is_tied_to_the_key_follows_its_edits_and_says_so(variant, follower):
    scenario = replace(BASE, variant=variant, n_heads=2)
    trace = run(replace(scenario, edits=(Edit("key", 0, 1, 2, 9.0),)))
    follows = trace.explain(follower, 0, 1, 2)
    assert (follows.rule, follows.value) == ("copy", 9.0)
    assert follows.sources[0].grid == "key"
    assert "edited" in follows.note.english()
    assert recompute(follows.was) == follows.was.value != 9.0
    beside = trace.explain(follower, 0, 1, 3)
    assert beside.rule != "copy" or beside.sources[0].grid != "key"
    assert f"the {follower} is the key" in beside.note.english()


def test_scores_are_the_products_of_the_query_and_the_key_of_its_group():
    trace = run(replace(BASE, variant="gqa"))
    explanation = trace.explain("scores", 3, 4, 1)
    query, key = explanation.operands
    assert np.array_equal(query.values, trace.grid("query").values[3, 4])
    assert np.array_equal(key.values, trace.grid("key").values[1, 1])  # heads 2 and 3 share one
    assert [(s.grid, s.head, s.row) for s in explanation.sources] == [
        ("query", 3, 4),
        ("key", 1, 1),
    ]
    assert explanation.symbol == r"S_{\text{mats},\text{cat}}"
    assert np.array_equal(explanation.terms, query.values * key.values)
    assert "query head 4 reads key-value head 2 of 2" in explanation.note.english()
    assert trace.explain("context", 3, 0, 0).sources[1].head == 1


def test_additive_scores_show_their_tanh_terms_until_the_layer_is_edited():
    scenario = replace(BASE, variant="bahdanau")
    plain = run(scenario).explain("scores", 0, 1, 2)
    assert plain.rule == "tanh"
    assert [operand.role for operand in plain.operands] == ["query", "key", None]
    trace = run(replace(scenario, edits=(Edit("tanh", 1, 2, 0, 0.5),)))
    edited = trace.explain("scores", 0, 1, 2)
    assert edited.rule == "product"
    assert edited.operands[0].values[0] == 0.5
    assert trace.explain("scores", 0, 1, 1).rule == "tanh"


def test_a_weight_shows_its_exponentials_the_maximum_and_the_row_sum():
    trace = run(replace(BASE, mask="causal"))
    explanation = trace.explain("weights", 1, 2, 0)
    masked = trace.grid("masked").values[1, 2]
    assert explanation.shift == masked.max()
    assert np.array_equal(explanation.terms, np.exp(masked - masked.max()))
    assert explanation.total == explanation.terms.sum()
    assert (explanation.pick, explanation.labels[0]) == (0, "the")
    assert explanation.value == pytest.approx(explanation.terms[0] / explanation.total, rel=1e-14)


def test_a_fully_masked_row_has_no_maximum_and_zero_weights_and_says_why():
    trace = run(replace(BASE, padding=5))
    explanation = trace.explain("weights", 0, 1, 1)
    assert (explanation.shift, explanation.value, recompute(explanation)) == (None, 0.0, 0.0)
    assert "every key is masked" in explanation.note.english()
    assert recompute(trace.explain("context", 0, 1, 1)) == 0.0
    assert recompute(trace.explain("entropy", 0, 1, 0)) == 0.0


@pytest.mark.parametrize(
    ("options", "cell", "columns", "words"),
    [
        ({"mask": "none"}, (0, 1), [], "no mask"),
        ({"mask": "causal"}, (0, 1), [0], "causal: key 2 comes after query 1"),
        ({"mask": "causal"}, (1, 1), [1], "no rule forbids it"),
        ({"mask": "window", "window": 1}, (0, 3), [0], "window: 3 places away, and it reaches 1"),
        ({"mask": "causal_window", "window": 1}, (0, 3), [0, 1], "causal: key 4"),
        ({"mask": "causal_window", "window": 1}, (3, 0), [1, 0], "window: 3 places"),
        (
            {"mask": "causal", "padding": 1},
            (0, 4),
            [0, 0],
            "causal: key 5 comes after query 1; pad",
        ),
    ],
)
def test_the_mask_names_the_rule_that_forbids(options, cell, columns, words):
    explanation = run(replace(BASE, **options)).explain("mask", 0, *cell)
    assert [operand.values.tolist() for operand in explanation.operands] == [[c] for c in columns]
    assert explanation.note.english().startswith(words)
    assert recompute(explanation) == explanation.value == float(all(columns))


def test_scaling_and_temperature_are_two_stages_and_the_mask_a_third():
    trace = run(replace(BASE, d_head=4, temperature=0.5, mask="causal"))
    scaled = trace.explain("scaled", 0, 2, 1)
    assert [stage.symbol for stage in scaled.stages] == [r"\sqrt{4}", "T = 0.5"]
    assert [stage.operand for stage in scaled.stages] == [2.0, 0.5]
    allowed, masked = trace.explain("masked", 0, 2, 1), trace.explain("masked", 0, 1, 2)
    assert (allowed.stages[0].operand, masked.stages[0].operand) == (1.0, 0.0)
    assert masked.stages[-1].result == -math.inf
    assert "masked" in masked.note.english()


def test_states_name_the_rows_that_they_came_from():
    trace = run(replace(BASE, variant="cross"))
    state = trace.explain("encoder_states", 0, 2, 5)
    assert state.labels[:2] + state.labels[-1:] == ("x 1", "x 2", "h 8")
    assert state.stages[0].operation == "tanh"
    assert {(s.grid, s.row, s.col) for s in state.sources} == {
        ("source_x", 2, None),
        ("w_enc", None, 5),
        ("encoder_states", 1, None),
        ("u_enc", None, 5),
    }
    first = trace.explain("decoder_states", 0, 0, 5)
    assert first.sources[0].grid == "encoder_states"
    assert first.sources[0].row == trace.resolved.n_k - 1
    assert "no target token comes before" in first.note.english()


def test_drawn_numbers_are_named_and_copies_say_why():
    trace = run(replace(BASE, variant="luong_dot"))
    drawn = trace.explain("w_enc", 0, 2, 5).drawn
    assert drawn == Draw(7, "W_h/0", 5 * 8 + 2, 1 / math.sqrt(8))
    assert "for the token “cat”" in trace.explain("source_embedding", 0, 1, 0).note.english()
    key = trace.explain("key", 0, 2, 5)
    assert key.rule == "copy"
    assert key.note.english() == "no matrix: the key is the encoder state itself"


def test_explanations_show_the_arrays_of_the_trace_and_copy_none():
    trace = run(BASE)
    for grid, place in [("scores", (1, 2, 3)), ("weights", (1, 2, 3)), ("context", (1, 2, 1))]:
        for operand, source in zip(*operands_and_sources(trace, grid, place), strict=True):
            assert np.shares_memory(operand.values, trace.grid(source.grid).values)


def operands_and_sources(trace, grid, place):
    explanation = trace.explain(grid, *place)
    return explanation.operands, explanation.sources


def test_overflow_is_a_stage_of_its_own():
    edits = (Edit("query", 0, 0, 0, 1e200), Edit("key", 0, 0, 0, -1e200))
    explanation = run(replace(BASE, edits=edits)).explain("scores", 0, 0, 0)
    assert [stage.operation for stage in explanation.stages] == ["overflow"]
    assert recompute(explanation) == explanation.value == -np.finfo(np.float64).max


def test_a_turned_number_is_two_products():
    trace = run(replace(BASE, positions="rotary", d_model=16))
    before, rates = trace.grid("key_unrotated").values, frequencies(4)
    for col in range(4):
        told = trace.explain("key", 1, 3, col)
        pair = col // 2
        angle = 3 * rates[pair]
        assert np.array_equal(told.operands[0].values, before[1, 3, 2 * pair : 2 * pair + 2])
        turn = [np.cos(angle), -np.sin(angle)] if col % 2 == 0 else [np.sin(angle), np.cos(angle)]
        assert told.operands[1].values == pytest.approx(turn, abs=1e-15)
        assert told.labels == (str(2 * pair + 1), str(2 * pair + 2))
        assert "position 3, from 0" in told.note.english()
        assert {source.grid for source in told.sources} == {"key_unrotated"}
    first = recompute(trace.explain("query", 0, 0, 1))  # at position 0 nothing turns
    assert first == trace.grid("query_unrotated").values[0, 0, 1]


@pytest.mark.parametrize("turned", [False, True])
def test_a_tied_value_tells_whether_it_is_the_turned_key(turned):
    scenario = replace(BASE, variant="k_eq_v", positions="rotary", rotary_value=turned)
    told = run(scenario).explain("value", 1, 2, 0)
    assert told.sources[0].grid == ("key_unrotated" if turned else "x")
    assert "the value is the key" in told.note.english()
    like = "key" if turned else "key_unrotated"
    follows = run(replace(scenario, edits=(Edit(like, 1, 2, 0, 7.0),))).explain("value", 1, 2, 0)
    assert (follows.rule, follows.value, follows.sources[0].grid) == ("copy", 7.0, like)


def test_half_of_a_key_is_its_value_and_the_other_half_is_shared():
    trace = run(replace(BASE, variant="gta", d_model=16, positions="rotary"))
    tied = trace.explain("key_unrotated", 1, 2, 1)
    assert (tied.rule, tied.sources[0].grid) == ("copy", "value")
    assert "one state" in tied.note.english()
    shared = trace.explain("key_unrotated", 1, 2, 3)
    assert [(source.grid, source.head) for source in shared.sources] == [("x", 0), ("w_kr", 0)]
    assert shared.sources[1].col == 1
    assert "once, for all groups" in shared.note.english()
    assert "not turned" in trace.explain("key", 1, 2, 1).note.english()
    assert trace.explain("key", 1, 2, 3).rule == "product"


def test_a_recovered_value_is_the_joined_key_times_the_recovering_matrix():
    trace = run(replace(BASE, variant="slim"))
    told = trace.explain("value", 3, 1, 0)
    assert [source.grid for source in told.sources] == ["joined_key", "w_recover"]
    keys = np.concatenate([trace.grid("key").values[head, 1] for head in range(4)])
    assert np.array_equal(told.operands[0].values, keys)
    made = trace.explain("w_recover", 3, 5, 0)
    w_k = np.concatenate(list(trace.grid("w_k").values), axis=1)
    assert made.operands[0].values @ w_k == pytest.approx(np.eye(8)[5], abs=1e-12)
    assert np.array_equal(made.operands[1].values, trace.grid("w_v").values[3, :, 0])
