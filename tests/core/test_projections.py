"""What a shared store means for keys and values, and what rotary positions do to them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from core.pipeline import run
from core.rotary import linear_residual, rotate
from core.scenario import Edit, Scenario
from core.slim import condition, recovering_matrix, side_by_side

UP_TO_WEIGHTS = ("x", "query", "key", "scores", "scaled", "capped", "mask", "masked", "weights")
ROTARY = ("query_unrotated", "key_unrotated")


def arrays(variant="self", **fields):
    return run(Scenario(variant=variant, **fields)).computed.arrays


@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    ("untied", "tied"), [("self", "k_eq_v"), ("gqa", "gqa_k_eq_v"), ("mqa", "mqa_k_eq_v")]
)
def test_tying_leaves_all_up_to_the_weights_bit_for_bit(untied, tied, dtype, mask, positions):
    chosen = {"dtype": dtype, "mask": mask, "positions": positions}
    free, one = arrays(untied, **chosen), arrays(tied, **chosen)
    for name in (*UP_TO_WEIGHTS, *(ROTARY if positions == "rotary" else ())):
        assert np.array_equal(free[name], one[name]), name
    for name in ("value", "context", "output"):
        assert not np.any(free[name] == one[name]), name


class TestLatent:
    def test_keys_and_values_of_all_heads_are_made_from_one_latent(self):
        a = arrays("mla", d_latent=5)
        assert a["latent"].shape == (1, 10, 5)
        assert np.allclose(a["latent"], a["x"] @ a["w_dkv"], atol=1e-13)
        assert np.allclose(a["key"], a["latent"] @ a["w_uk"], atol=1e-13)
        assert np.allclose(a["value"], a["latent"] @ a["w_uv"], atol=1e-13)

    @pytest.mark.parametrize("latent", [1, 3, 8])
    def test_all_keys_and_values_together_span_no_more_than_the_latent(self, latent):
        a = arrays("mla", d_latent=latent, text=" ".join(f"w{n}" for n in range(40)))
        together = np.concatenate([*a["key"], *a["value"]], axis=1)  # [40, 32]
        assert np.linalg.matrix_rank(together) == latent

    def test_the_up_projection_can_be_absorbed_into_the_query(self):
        """DeepSeek-V2, section 2.1.2: scores need no keys, (q W_UKᵀ) · c is the same number."""
        a = arrays("mla")
        absorbed = a["query"] @ a["w_uk"].swapaxes(-1, -2)  # [h, n, m]
        assert np.allclose(absorbed @ a["latent"].swapaxes(-1, -2), a["scores"], atol=1e-12)

    def test_an_edited_latent_reaches_keys_and_values(self):
        a = arrays("mla")
        b = arrays("mla", edits=(Edit("latent", 0, 3, 0, 5.0),))
        for name in ("key", "value"):
            changed = np.argwhere((a[name] != b[name]).any(axis=(0, 2)))
            assert changed.tolist() == [[3]]


class TestGroupedTied:
    def test_the_first_half_of_a_key_is_its_value_and_the_second_is_one_for_all(self):
        a = arrays("gta", d_model=32, n_heads=4, n_kv_heads=2)
        assert np.array_equal(a["key"][..., :4], a["value"][..., :4])
        assert np.array_equal(a["key"][0, :, 4:], a["key"][1, :, 4:])
        assert np.allclose(a["key"][0, :, 4:], (a["x"] @ a["w_kr"])[0], atol=1e-13)
        assert np.allclose(a["value"], a["x"] @ a["w_kv"], atol=1e-13)

    def test_an_edited_value_is_an_edited_key_in_its_first_half_only(self):
        base = arrays("gta", d_model=32, n_heads=4)
        for col, changes in ((1, True), (6, False)):
            edited = arrays("gta", d_model=32, n_heads=4, edits=(Edit("value", 1, 2, col, 9.0),))
            assert (edited["key"][1, 2, col] == 9.0) == changes
            assert np.array_equal(edited["key"], base["key"]) != changes

    def test_rotary_positions_turn_the_shared_half_alone(self):
        a = arrays("gta", d_model=32, n_heads=4, positions="rotary")
        places = np.arange(10)
        for role in ("query", "key"):
            before, after = a[f"{role}_unrotated"], a[role]
            assert np.array_equal(after[..., :4], before[..., :4])
            assert np.array_equal(after[..., 4:], rotate(before[..., 4:], places))
        assert np.array_equal(a["key"][..., :4], a["value"][..., :4])
        assert np.array_equal(a["value"], arrays("gta", d_model=32, positions="none")["value"])


class TestSlim:
    @pytest.mark.parametrize("positions", ["none", "sinusoidal", "rotary"])
    @pytest.mark.parametrize("mask", ["none", "causal"])
    @pytest.mark.parametrize(("d_model", "n_heads"), [(16, 4), (8, 1), (48, 6)])
    @pytest.mark.parametrize("seed", [0, 1, 2])
    def test_it_is_untied_attention(self, seed, d_model, n_heads, mask, positions):
        chosen = {"seed": seed, "d_model": d_model, "n_heads": n_heads, "mask": mask}
        chosen |= {"positions": positions}
        slim, untied = arrays("slim", **chosen), arrays("self", **chosen)
        for name in UP_TO_WEIGHTS:
            assert np.array_equal(slim[name], untied[name]), name
        for name in ("value", "context", "output"):
            assert np.abs(slim[name] - untied[name]).max() < 1e-9, name

    def test_single_precision_loses_what_the_condition_number_says(self):
        wide = arrays("slim", dtype="float32")
        narrow = arrays("self", dtype="float32")
        error = np.abs(wide["value"] - narrow["value"]).max() / np.abs(narrow["value"]).max()
        assert error < 4 * np.finfo(np.float32).eps * condition(wide["w_k"])

    def test_the_recovering_matrix_solves_for_all_heads_together(self):
        a = arrays("self")
        recovering = recovering_matrix(a["w_k"], a["w_v"])
        product = side_by_side(a["w_k"]) @ side_by_side(recovering)
        assert np.allclose(product, side_by_side(a["w_v"]), atol=1e-12)
        assert np.array_equal(arrays("slim")["w_recover"], recovering)

    def test_an_edited_key_gives_other_values_to_all_heads(self):
        a, b = arrays("slim"), arrays("slim", edits=(Edit("key", 1, 2, 0, 9.0),))
        assert (a["value"] != b["value"]).any(axis=-1)[:, 2].all()
        assert np.array_equal(np.delete(a["value"], 2, axis=1), np.delete(b["value"], 2, axis=1))

    def test_a_matrix_that_cannot_be_undone_is_refused_with_its_condition_number(self):
        w_k = arrays("slim", d_model=4, n_heads=2)["w_k"]
        edits = tuple(Edit("w_k", 1, row, 1, float(w_k[0, row, 0])) for row in range(4))
        (problem,) = Scenario(variant="slim", d_model=4, n_heads=2, edits=edits).validate()
        assert problem.field == "edits"
        said = re.search(r"condition number is ([^,]*),", problem.english())
        assert float(said.group(1)) > 1e16
        assert "undo edits of W_K until its condition number is below 5e+15" in problem.english()
        for variant in ("self", "k_eq_v"):
            assert not Scenario(variant=variant, d_model=4, n_heads=2, edits=edits).validate()

    def test_a_seed_that_draws_a_singular_matrix_is_refused(self):
        one = {"text": "a b", "d_model": 1, "n_heads": 1}
        drawn = {
            seed: arrays("self", **(one | {"seed": seed}))["w_k"].item() for seed in range(4000)
        }
        seed = next(seed for seed, number in drawn.items() if number == 0.0)
        (problem,) = Scenario(variant="slim", **one, seed=seed).validate()
        assert problem.field == "seed"
        assert "use another seed" in problem.english()


class TestRotary:
    def test_queries_and_keys_are_turned_by_their_positions(self):
        a = arrays(positions="rotary")
        places = np.arange(10)
        for role in ("query", "key"):
            assert np.array_equal(a[role], rotate(a[f"{role}_unrotated"], places))
        assert "position" not in a
        assert np.array_equal(a["x"], a["embedding"])

    def test_scores_depend_on_the_distance_alone(self):
        a = arrays(text="a b c d e f a b c d e f", positions="rotary")
        assert np.allclose(a["scores"][:, :6, :6], a["scores"][:, 6:, 6:], atol=1e-12)
        assert not np.allclose(a["scores"][:, :6, :6], a["scores"][:, :6, 6:], atol=1e-2)

    @pytest.mark.parametrize("variant", ["k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v", "q_eq_k_eq_v"])
    def test_turning_keys_alone_leaves_the_tied_value_clean(self, variant):
        a, plain = (arrays(variant, positions=p) for p in ("rotary", "none"))
        assert a["value"] is a["key_unrotated"]
        assert np.array_equal(a["value"], plain["value"])
        assert not np.array_equal(a["key"], a["value"])
        both = arrays(variant, positions="rotary", rotary_value=True)
        assert both["value"] is both["key"]
        assert np.array_equal(both["weights"], a["weights"])

    def test_no_output_matrix_undoes_the_turn_of_the_values(self):
        """At r = d, where every other loss of the tie can be undone by W_O."""
        text = " ".join(f"w{n}" for n in range(60))
        chosen = {"variant": "k_eq_v", "text": text, "n_heads": 1, "positions": "rotary"}
        clean, turned = arrays(**chosen), arrays(**chosen, rotary_value=True)
        assert linear_residual(clean["context"][0], clean["context"][0]) < 1e-9
        assert linear_residual(turned["context"][0], clean["context"][0]) > 0.1

    @pytest.mark.parametrize("variant", ["q_eq_k", "q_eq_k_eq_v"])
    def test_tied_queries_are_turned_with_their_keys(self, variant):
        a = arrays(variant, positions="rotary")
        assert a["query"] is a["key"]
        assert a["query_unrotated"] is a["key_unrotated"]
        scores = a["scores"]
        assert np.allclose(scores, scores.swapaxes(-1, -2), atol=1e-12)
        for head in scores:
            assert np.diag(head).max() >= head.max() - 1e-12

    def test_a_query_that_is_edited_before_its_turn_is_its_own(self):
        edits = (Edit("query_unrotated", 0, 1, 0, 3.0),)
        a = arrays("q_eq_k", positions="rotary", edits=edits)
        assert a["query"] is not a["key"]
        differs = np.argwhere((a["query"] != a["key"]).any(axis=-1))
        assert differs.tolist() == [[0, 1]]

    @pytest.mark.parametrize("dtype", ["float64", "float32"])
    def test_lengths_stay_and_nothing_overflows(self, dtype):
        a = arrays(positions="rotary", dtype=dtype)
        for role in ("query", "key"):
            lengths = [np.linalg.norm(a[name], axis=-1) for name in (role, f"{role}_unrotated")]
            assert np.allclose(*lengths, rtol=1e-5 if dtype == "float32" else 1e-12)
        largest = float(np.finfo(dtype).max)
        edits = tuple(Edit("key_unrotated", 0, 1, col, largest) for col in (0, 1))
        a = arrays(positions="rotary", dtype=dtype, edits=edits)
        assert np.isfinite(a["key"]).all()
        assert np.allclose(a["row_sum"], 1.0, atol=1e-5)
