"""Gradients of whole runs: every grid of every variant answers as finite differences say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.forward import compute
from core.gradients.objectives import copied, objective_grid, objective_obstacle, objective_value
from core.gradients.scenario_gradients import CopyToken, MakeLarger, gradients
from core.pipeline import run
from core.resolve import resolve
from core.scenario import Edit, Scenario
from core.sensitivity import sensitivity
from core.variants import VARIANTS
from tests.core.gradient_checks import RELATIVE, differences

SMALL = Scenario(text="the cat sat on the mat", target="le chat est assis", d_model=8, n_heads=2)
LARGER = MakeLarger(row=3, feature=1)
STATES = ("encoder_states", "decoder_states")
OPTIONS = {
    "plain": {},
    "causal, cold, W_O": {"mask": "causal", "temperature": 0.5, "output_projection": True},
    "softcap, no W_O": {"softcap": 1.5, "output_projection": False},
    "window, padding": {"mask": "window", "window": 1, "padding": 1, "scaled": True},
    "narrow heads": {"d_head": 2, "positions": "none", "scaled": False},
    "memory": {"reading": "memory", "n_kv_heads": 1},
    "rotary": {"positions": "rotary", "mask": "causal", "d_latent": 3},
    "rotary values": {"positions": "rotary", "rotary_value": True, "n_kv_heads": 1},
    "turns edited": {
        "positions": "rotary",
        "edits": (
            *(Edit("key_unrotated", 0, 1, 1, 0.5), Edit("query_unrotated", 0, 3, 0, -0.5)),
            *(Edit("key", 0, 2, 1, 2.0), Edit("value", 0, 2, 1, 0.2)),
        ),
    },
    "stores edited": {
        "edits": (
            *(Edit("latent", 0, 1, 1, 0.5), Edit("joined_key", 0, 2, 1, -0.5)),
            *(Edit("w_recover", 0, 2, 1, 0.4), Edit("w_kr", 0, 1, 0, 0.3)),
        ),
    },
    "scores edited": {
        "softcap": 2.0,
        "edits": (
            *(Edit("scores", 0, 3, 0, 2.0), Edit("scaled", 0, 3, 1, 1.0)),
            *(Edit("capped", 0, 3, 2, 0.5), Edit("masked", 0, 3, 3, 1.0)),
            *(Edit("weights", 0, 3, 2, 0.4), Edit("context", 0, 3, 0, 9.0)),
            *(Edit("tanh", 3, 1, 2, 0.3), Edit("joined", 0, 3, 2, 1.0)),
        ),
    },
    "inputs edited": {
        "edits": (
            *(Edit("key", 0, 1, 1, 2.0), Edit("value", 0, 2, 0, 1.0), Edit("query", 0, 3, 1, 1.0)),
            *(Edit("x", 0, 1, 1, 0.2), Edit("encoder_states", 0, 2, 1, 0.7)),
            *(Edit("decoder_states", 0, 1, 0, -0.4), Edit("w_k", 0, 1, 1, 0.2)),
        ),
    },
}


def loss_of(scenario, loss, target):
    computed = compute(scenario, resolve(scenario))
    row = computed.arrays[objective_grid(loss)][0, loss.row]
    return objective_value(loss, row, target)[0]


def edited(scenario, grid, cells, values):
    edits = tuple(Edit(grid, *map(int, c), float(v)) for c, v in zip(cells, values, strict=True))
    return replace(scenario, edits=(*scenario.edits, *edits))


def assert_answers(trace, found, loss, grid, cells, direction):
    """Move cells [n, 3] of one grid, as the user would, along a direction [n]."""
    target = copied(trace, loss) if isinstance(loss, CopyToken) else None
    place = tuple(np.transpose(cells))
    numbers = trace.computed.arrays[grid][place]

    def moved(values):
        return loss_of(edited(trace.scenario, grid, cells, values), loss, target)

    slope = differences(moved, numbers, direction)
    gradient = found.grids[grid][place]
    # What rounds in a loss of size L moves a difference by about 1e-12 L.
    size = max(abs(slope), np.abs(found.grids[grid]).max(), 1e-4 * max(1.0, abs(found.value)))
    assert abs(gradient @ direction - slope) <= RELATIVE * size, grid


def assert_every_grid_answers(trace, loss, seed=0):
    rng = np.random.default_rng(seed)
    found = gradients(trace, loss)
    for grid, gradient in found.grids.items():
        finite = np.argwhere(np.isfinite(trace.computed.arrays[grid]))
        assert np.isfinite(gradient).all(), grid
        if grid not in STATES:  # a state put there would cut the others off from it
            assert_answers(trace, found, loss, grid, finite, rng.normal(size=len(finite)))
        largest = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        for cell in (np.array(largest), rng.choice(finite)):
            if np.isfinite(trace.computed.arrays[grid][tuple(cell)]):
                assert_answers(trace, found, loss, grid, cell[None], np.ones(1))


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS.keys())
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_grid_answers_as_finite_differences_say(variant, options):
    scenario = replace(SMALL, variant=variant, **options)
    if not scenario.validate():  # some sizes fit some variants alone
        assert_every_grid_answers(run(scenario), LARGER)


@pytest.mark.parametrize("what", ["vector", "value"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_so_they_do_when_a_token_is_to_be_copied(variant, what):
    trace = run(replace(SMALL, variant=variant, mask="causal"))
    loss = CopyToken(row=3, source_row=1, what=what)
    if objective_obstacle(trace, loss) is None:
        assert_every_grid_answers(trace, loss)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_matrix_and_every_input_has_a_gradient(variant):
    trace = run(replace(SMALL, variant=variant, output_projection=True))
    found = gradients(trace, LARGER)
    matrices = {row.grid for row in trace.resolved.parameters}
    stages = {"output", "joined", "context", "weights", "masked", "capped", "scaled", "scores"}
    inputs = {"embedding"} if trace.has("embedding") else {"source_embedding", "target_embedding"}
    assert matrices | stages | inputs | {"query", "key", "value"} <= set(found.grids)
    for grid, gradient in found.grids.items():
        assert gradient.shape == trace.computed.arrays[grid].shape
        assert gradient.any(), grid
        assert not gradient.flags.writeable


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_parts_sum_to_the_whole(variant):
    found = gradients(run(replace(SMALL, variant=variant)), LARGER)
    for grid, tied in found.parts.items():
        assert len(tied.parts) > 1
        np.testing.assert_allclose(sum(tied.parts.values()), found.grids[grid], atol=1e-15)


def test_a_tied_matrix_receives_what_two_matrices_of_the_same_numbers_would():
    tied = run(replace(SMALL, variant="k_eq_v"))
    untied = replace(SMALL, variant="self")
    w_k = tied.grid("w_k").values
    copies = edited(untied, "w_v", np.argwhere(np.isfinite(w_k)), w_k.ravel())
    apart = gradients(run(copies), LARGER)
    together = gradients(tied, LARGER)
    parts = together.parts["w_k"].parts
    np.testing.assert_allclose(parts["key"], apart.grids["w_k"], atol=1e-15)
    np.testing.assert_allclose(parts["value"], apart.grids["w_v"], atol=1e-15)
    np.testing.assert_allclose(
        together.grids["w_k"], apart.grids["w_k"] + apart.grids["w_v"], atol=1e-15
    )
    a, b = parts["key"].ravel(), parts["value"].ravel()
    cosine = together.parts["w_k"].cosine("key", "value")
    assert cosine == pytest.approx(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
    for grid in ("query", "scores", "weights", "context", "w_q", "w_o"):
        np.testing.assert_allclose(together.grids[grid], apart.grids[grid], atol=1e-15)


@pytest.mark.parametrize(
    ("variant", "uses"),
    [
        ("k_eq_v", ["key", "value"]),
        ("q_eq_k", ["key", "query"]),
        ("q_eq_k_eq_v", ["key", "query", "value"]),
        ("gqa_k_eq_v", ["key", "value"]),
    ],
)
def test_a_tied_matrix_keeps_a_part_for_each_use(variant, uses):
    found = gradients(run(replace(SMALL, variant=variant)), LARGER)
    assert sorted(found.parts["w_k"].parts) == uses
    assert sorted(found.parts["key"].parts) == uses
    assert "w_k" not in gradients(run(SMALL), LARGER).parts


@pytest.mark.parametrize(
    ("variant", "grid"), [("mla", "w_dkv"), ("mla", "latent"), ("gta", "w_kv"), ("slim", "key")]
)
def test_a_common_store_keeps_a_part_for_each_use(variant, grid):
    found = gradients(run(replace(SMALL, variant=variant)), LARGER)
    assert sorted(found.parts[grid].parts) == ["key", "value"]


def test_slim_attention_learns_what_untied_attention_does():
    """Both are one function of W_K and W_V."""
    runs = (run(replace(SMALL, variant=variant)) for variant in ("slim", "self"))
    slim, untied = (gradients(trace, LARGER).grids for trace in runs)
    for grid in ("w_q", "w_k", "w_v", "w_o", "x"):
        np.testing.assert_allclose(slim[grid], untied[grid], atol=1e-9)


def test_where_no_matrix_is_shared_the_vectors_are():
    found = gradients(run(replace(SMALL, variant="luong_dot")), LARGER)
    assert {"key", "value"} <= set(found.parts["encoder_states"].parts)


@pytest.mark.parametrize("variant", ["k_eq_v", "self", "gqa"])
def test_the_querys_gradient_is_the_sensitivity_read_from_the_loss(variant):
    trace = run(replace(SMALL, variant=variant, mask="causal"))
    found = gradients(trace, LARGER)
    for head in range(trace.resolved.n_heads):
        answer = sensitivity(trace, head, LARGER.row)
        expected = found.grids["context"][head, LARGER.row] @ answer.jacobian
        np.testing.assert_allclose(found.grids["query"][head, LARGER.row], expected, atol=1e-14)
        if variant == "k_eq_v":  # tied, the covariance of the keys
            expected = found.grids["context"][head, LARGER.row] @ answer.covariance
            np.testing.assert_allclose(found.grids["query"][head, LARGER.row], expected, atol=1e-14)


def test_a_small_step_against_the_gradient_makes_the_wish_come_true():
    for loss in (LARGER, CopyToken(3, 0), CopyToken(3, 0, "value")):
        trace = run(replace(SMALL, variant="k_eq_v"))
        found = gradients(trace, loss)
        w_k = trace.grid("w_k").values
        cells = np.argwhere(np.isfinite(w_k))
        stepped = edited(SMALL, "w_k", cells, (w_k - 1e-3 * found.grids["w_k"]).ravel())
        target = copied(trace, loss) if isinstance(loss, CopyToken) else None
        assert loss_of(replace(stepped, variant="k_eq_v"), loss, target) < found.value


def test_a_row_without_a_key_has_no_gradient():
    trace = run(replace(SMALL, mask="causal_window", window=0, padding=3))
    found = gradients(trace, MakeLarger(row=5, feature=0))
    for grid, gradient in found.grids.items():
        assert np.isfinite(gradient).all(), grid
        if grid not in ("output", "joined", "context", "weights"):
            assert not gradient.any(), grid


@pytest.mark.parametrize("grid", ["key", "value", "query"])
def test_a_number_that_no_path_reaches_spoils_nothing(grid):
    spoilt = replace(SMALL, mask="causal", edits=(Edit(grid, 0, 5, 0, float("nan")),))
    found = gradients(run(spoilt), MakeLarger(row=2, feature=0))
    clean = gradients(run(replace(SMALL, mask="causal")), MakeLarger(row=2, feature=0))
    for name, gradient in found.grids.items():
        expected = clean.grids[name].copy()
        if (grid, name) == ("value", "weights"):
            expected[0, 2, 5] = 0.0  # masked: a weight would not make it count
        np.testing.assert_allclose(gradient, expected, atol=1e-15, err_msg=name)


def test_single_precision():
    exact = gradients(run(SMALL), LARGER)
    found = gradients(run(replace(SMALL, dtype="float32")), LARGER)
    for grid, gradient in found.grids.items():
        assert gradient.dtype == np.float32, grid
        np.testing.assert_allclose(gradient, exact.grids[grid], atol=1e-5)


def test_a_gradient_wears_the_labels_of_its_grid():
    trace = run(replace(SMALL, variant="k_eq_v"))
    found = gradients(trace, LARGER)
    grid = found.grid("weights")
    assert grid.rows == trace.grid("weights").rows
    assert grid.kind == "signed"
    assert grid.symbol == r"\partial L / \partial A"
    assert np.array_equal(found.part("w_k", "value").values, found.parts["w_k"].parts["value"])
    with pytest.raises(KeyError):
        found.grid("entropy")
    with pytest.raises(KeyError):
        found.part("w_q", "value")


@pytest.mark.parametrize(
    ("fields", "loss", "reason"),
    [
        ({}, MakeLarger(9, 0), "no query 10"),
        ({}, MakeLarger(-1, 0), "no query 0"),
        ({}, MakeLarger(0, 8), "no output feature 9: there are 8"),
        ({}, CopyToken(0, 6), "no token 7"),
        ({"d_head": 2, "output_projection": False}, CopyToken(0, 0), "8 numbers, the output 4"),
    ],
)
def test_what_cannot_be_asked(fields, loss, reason):
    trace = run(replace(SMALL, **fields))
    with pytest.raises(ValueError, match=reason):
        gradients(trace, loss)
