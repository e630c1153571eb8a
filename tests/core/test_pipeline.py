"""What is true of attention, read off the traces of the pipeline."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.attention import attend
from core.draws import draw
from core.pipeline import Cancelled, contributions, run
from core.scenario import Scenario
from core.scores import additive, concat, general
from core.trace import STEP_KEYS
from core.variants import VARIANTS

every_variant = pytest.mark.parametrize("variant", VARIANTS)
TARGET = "le chat dormait"


def grids(variant="self", **fields):
    """The arrays of a run by grid."""
    return run(Scenario(variant=variant, **fields)).computed.arrays


@pytest.mark.parametrize("mask", ["none", "causal", "window", "causal_window"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_tying_leaves_all_up_to_the_weights_bit_for_bit_and_changes_v(mask, dtype):
    free, tied = (grids(key, mask=mask, dtype=dtype, padding=1) for key in ("self", "k_eq_v"))
    for name in ("x", "query", "key", "scores", "scaled", "capped", "mask", "masked", "weights"):
        assert np.array_equal(free[name], tied[name]), name
    for name in ("value", "context", "output"):
        assert not np.any(free[name] == tied[name]), name
    assert tied["value"] is tied["key"]


def test_luong_dot_has_no_map_at_all():
    dot = grids("luong_dot", target=TARGET)
    assert dot["key"] is dot["value"]
    assert np.array_equal(dot["key"], dot["encoder_states"])
    assert np.array_equal(dot["query"], dot["decoder_states"])
    assert np.allclose(dot["scores"][0], dot["query"][0] @ dot["encoder_states"][0].T, atol=1e-14)
    assert np.array_equal(dot["masked"], dot["scores"])


@pytest.mark.parametrize("variant", ["q_eq_k", "q_eq_k_eq_v"])
@pytest.mark.parametrize("seed", range(20))
def test_q_equal_k_puts_the_largest_score_on_the_diagonal(variant, seed):
    """A Gram matrix: of all its entries, one on the diagonal is the largest."""
    scores = grids(variant, seed=seed)["scores"]
    assert np.allclose(scores, scores.swapaxes(-1, -2), atol=1e-12)
    for head in scores:
        assert np.diag(head).max() >= head.max() - 1e-12
        assert np.linalg.eigvalsh(head).min() > -1e-10


def test_the_same_seed_gives_the_same_query_wherever_there_is_w_q():
    own = {"self", "gqa", "mqa", "k_eq_v", "gqa_k_eq_v", "mqa_k_eq_v", "gta", "mla", "slim"}
    queries = [grids(key)["query"] for key in own]
    assert all(np.array_equal(queries[0], other) for other in queries[1:])
    assert np.array_equal(grids("self")["w_q"], grids("cross")["w_q"])
    wide = grids("k_eq_v_eq_x", n_heads=4)
    assert np.array_equal(wide["w_q"][:, :, :4], grids("self", n_heads=4)["w_q"])


def test_fewer_key_value_heads_are_the_first_ones():
    full, groups, one = grids("self"), grids("gqa"), grids("mqa")
    for name in ("w_k", "w_v"):
        assert np.array_equal(full[name][:2], groups[name])
        assert np.array_equal(full[name][:1], one[name])
    for name in ("key", "value"):
        assert np.allclose(full[name][:2], groups[name], atol=1e-14)
        assert np.allclose(full[name][:1], one[name], atol=1e-14)


def test_head_0_and_the_first_columns_stay_as_sizes_grow():
    small, large = (grids(n_heads=n, d_head=d) for n, d in ((2, 3), (5, 6)))
    for name in ("w_q", "w_k", "w_v"):
        assert np.array_equal(small[name], large[name][:2, :, :3])
    for name in ("query", "key", "value"):
        assert np.allclose(small[name], large[name][:2, :, :3], atol=1e-14)


def test_a_token_keeps_its_vector_when_the_text_grows():
    short, long = (grids(text=text)["x"] for text in ("the cat", "the cat sat"))
    assert np.array_equal(short[0], long[0, :2])


@every_variant
def test_rows_of_weights_sum_to_one_unless_no_key_is_left(variant):
    for fields in (
        {},
        {"mask": "causal"},
        {"temperature": 1e-4},
        {"softcap": 2.0},
        {"padding": 10},
    ):
        arrays = grids(variant, target=TARGET, **fields)
        expected = 0.0 if fields.get("padding") else 1.0
        assert np.allclose(arrays["row_sum"], expected, atol=1e-12)
        assert np.array_equal(arrays["weights"].sum(-1, keepdims=True), arrays["row_sum"])
        if not expected:
            assert not arrays["context"].any()
            assert not arrays["output"].any()
            assert not arrays["entropy"].any()


@every_variant
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_precision_is_kept_throughout_and_nothing_can_be_written(variant, dtype):
    scenario = Scenario(variant=variant, dtype=dtype, target=TARGET, softcap=3.0, mask="causal")
    for step in run(scenario).steps:
        for grid in step.grids:
            assert grid.values.dtype == dtype, grid.name
            assert not grid.values.flags.writeable, grid.name


@every_variant
def test_context_output_and_heads(variant):
    arrays = grids(variant, target=TARGET, output_projection=True)
    value = arrays["value"]
    repeated = np.repeat(value, len(arrays["weights"]) // len(value), axis=0)
    assert np.allclose(arrays["context"], arrays["weights"] @ repeated, atol=1e-12)
    assert np.array_equal(arrays["joined"][0], np.concatenate(list(arrays["context"]), axis=-1))
    assert np.allclose(arrays["output"], arrays["joined"] @ arrays["w_o"], atol=1e-12)
    assert np.array_equal(arrays["mean_weights"][0], arrays["weights"].mean(axis=0))
    without = grids(variant, target=TARGET, output_projection=False)
    assert "w_o" not in without
    assert np.array_equal(without["output"], without["joined"])


@pytest.mark.parametrize("r", [1, 2, 5])
def test_a_tied_head_of_twice_the_width_is_any_untied_head(r):
    """The width law: [W_K | W_V] as the one matrix, W_Q and W_O padded with zeros."""
    d, n = 12, 9
    x = draw(r, "x", (n, d))
    w_q, w_k, w_v = (draw(r, name, (d, r)) for name in ("q", "k", "v"))
    w_o = draw(r, "o", (r, d))
    untied = attend((x @ w_q)[None], (x @ w_k)[None], (x @ w_v)[None], scale=0.5).context[0] @ w_o
    shared = x @ np.concatenate([w_k, w_v], axis=1)  # [n, 2 r]
    query = x @ np.concatenate([w_q, np.zeros((d, r))], axis=1)
    out = np.concatenate([np.zeros((r, d)), w_o])
    tied = attend(query[None], shared[None], shared[None], scale=0.5).context[0] @ out
    assert np.abs(tied - untied).max() <= 1e-12 * np.abs(untied).max()


@pytest.mark.parametrize("variant", ["luong_concat", "bahdanau"])
def test_additive_scores_are_concat_with_the_split_matrix(variant):
    arrays = grids(variant, target=TARGET, d_head=6)
    s, h = arrays["decoder_states"][0], arrays["encoder_states"][0]
    w_s, w_h, v = arrays["w_s"][0], arrays["w_h"][0], arrays["v_a"][0, :, 0]
    joined = concat(s, h, np.concatenate([w_s, w_h]), v)
    assert np.allclose(arrays["scores"][0], joined, atol=1e-13)
    assert np.allclose(arrays["scores"][0], additive(s, h, w_s, w_h, v), atol=1e-13)
    assert arrays["tanh"].shape == (3, 10, 6)
    assert np.allclose(arrays["tanh"] @ v, arrays["scores"][0], atol=1e-13)
    assert np.array_equal(arrays["value"], arrays["encoder_states"])


def test_both_readings_of_luong_general_give_the_same_scores():
    query, memory = (grids("luong_general", target=TARGET, reading=r) for r in ("query", "memory"))
    assert np.allclose(query["scores"], memory["scores"], atol=1e-13)
    s, h = query["decoder_states"][0], query["encoder_states"][0]
    assert np.allclose(query["scores"][0], general(s, h, query["w_a"][0]), atol=1e-13)
    assert query["key"] is query["value"]
    assert not np.any(memory["key"] == memory["value"])
    for name in ("query", "key", "k_minus_v"):
        assert np.array_equal(query[f"other_{name}"], memory[name])
        assert np.array_equal(memory[f"other_{name}"], query[name])


def test_scale_softcap_and_temperature_come_in_their_order():
    arrays = grids(temperature=0.5, softcap=2.0, mask="causal", d_head=9)
    assert np.allclose(arrays["scaled"], arrays["scores"] / (3 * 0.5), atol=1e-14)
    assert np.allclose(arrays["capped"], 2 * np.tanh(arrays["scaled"] / 2), atol=1e-14)
    seen = np.broadcast_to(arrays["mask"] == 1, arrays["masked"].shape)
    assert np.array_equal(arrays["masked"][seen], arrays["capped"][seen])
    assert np.all(np.isneginf(arrays["masked"][~seen]))


def seen(**fields):
    """Which keys each query sees, as text."""
    mask = grids("luong_dot", target="w x y z", text="a b c d e", **fields)["mask"][0]
    return ["".join(str(int(cell)) for cell in row) for row in mask]


def test_masks():
    assert seen() == ["11111"] * 4
    assert seen(mask="causal") == ["10000", "11000", "11100", "11110"]
    assert seen(mask="window", window=1) == ["11000", "11100", "01110", "00111"]
    assert seen(mask="causal_window", window=1) == ["10000", "11000", "01100", "00110"]
    assert seen(padding=2) == ["11100"] * 4
    assert seen(mask="causal_window", window=0, padding=3) == ["10000", "01000", "00000", "00000"]


@every_variant
@pytest.mark.parametrize(("text", "target"), [("", ""), ("a b", ""), ("", "a b")])
def test_no_token_is_no_reason_to_fail(variant, text, target):
    for mask in ("none", "causal", "window"):
        trace = run(Scenario(variant=variant, text=text, target=target, mask=mask))
        assert [step.key for step in trace.steps] == list(STEP_KEYS)
        assert trace.grid("weights").values.shape[1:] == (trace.resolved.n_q, trace.resolved.n_k)
        nothing = 0 in (trace.resolved.n_q, trace.resolved.n_k)
        assert nothing != trace.grid("output").values.any()


@every_variant
def test_contributions_add_up_to_the_context(variant):
    trace = run(Scenario(variant=variant, target=TARGET, mask="window", window=1))
    context = trace.grid("context").values
    for head in range(context.shape[0]):
        for row in range(context.shape[1]):
            grid = contributions(trace, head, row)
            assert np.allclose(grid.values[0].sum(axis=0), context[head, row], atol=1e-13)
            assert len(grid.rows.labels) == grid.values.shape[1]
    with pytest.raises(IndexError):
        contributions(trace, context.shape[0], 0)
    with pytest.raises(IndexError):
        contributions(trace, 0, -1)


def test_the_self_attention_is_pytorchs():
    torch = pytest.importorskip("torch")
    arrays = grids(n_heads=4, dtype="float32")
    layer = torch.nn.MultiheadAttention(16, 4, bias=False, batch_first=True)
    stacked = [np.concatenate(list(arrays[name]), axis=1).T for name in ("w_q", "w_k", "w_v")]
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.from_numpy(np.concatenate(stacked)))
        layer.out_proj.weight.copy_(torch.from_numpy(arrays["w_o"][0].T.copy()))
        x = torch.from_numpy(arrays["x"].copy())
        output, weights = layer(x, x, x, average_attn_weights=False)
    assert np.allclose(arrays["weights"], weights[0].numpy(), atol=1e-6)
    assert np.allclose(arrays["output"][0], output[0].numpy(), atol=2e-6)


def test_progress_rises_to_one_and_a_run_can_be_stopped_between_any_two_stages():
    told: list[float] = []
    scenario = Scenario(variant="bahdanau")
    run(scenario, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 8
    for stop in range(len(told)):
        asked = iter([False] * stop + [True])
        with pytest.raises(Cancelled):
            run(scenario, cancelled=lambda asked=asked: next(asked))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("fields", [{}, {"mask": "causal"}, {"mask": "causal", "softcap": 5.0}])
@pytest.mark.parametrize("variant", ["self", "cross", "bahdanau"])
def test_watching_a_run_changes_no_bit(variant, fields, dtype):
    scenario = Scenario(variant=variant, dtype=dtype, **fields)
    quiet, watched = run(scenario), run(scenario, lambda: False, lambda _: None)
    for name, array in quiet.computed.arrays.items():
        assert np.array_equal(array, watched.computed.arrays[name]), name


@settings(deadline=None, max_examples=60)
@given(
    variant=st.sampled_from(list(VARIANTS)),
    d_head=st.integers(1, 5),
    heads=st.integers(1, 4),
    text=st.text("ab ", max_size=8),
    target=st.text("ab ", max_size=8),
    mask=st.sampled_from(["none", "causal", "window", "causal_window"]),
    window=st.integers(0, 3),
    temperature=st.sampled_from([1e-30, 1e-3, 1.0, 1e30]),
    softcap=st.sampled_from([None, 1e-30, 1.0, 1e30]),
    dtype=st.sampled_from(["float64", "float32"]),
    positions=st.sampled_from(["none", "sinusoidal", "rotary"]),
    scaled=st.booleans(),
)
def test_whatever_is_chosen_weights_are_weights(variant, text, target, heads, **fields):
    fields |= {"d_model": 6, "n_heads": heads, "n_kv_heads": 1, "split": "characters"}
    # Without tokens nothing is wrong with the sizes, and a run must do.
    sizes = replace(Scenario(variant=variant, **fields), text="a", target="a")
    assume(not sizes.validate())
    arrays = grids(variant, text=text, target=target, **fields)
    weights, free = arrays["weights"], arrays["mask"][0].any(axis=-1)
    assert np.all((weights >= 0) & (weights <= 1))
    assert np.allclose(weights.sum(axis=-1), np.where(free, 1.0, 0.0), atol=1e-5)
    assert np.all(weights[np.broadcast_to(arrays["mask"] == 0, weights.shape)] == 0)
    assert np.all(np.isfinite(arrays["output"]))


def test_an_unused_target_changes_nothing():
    scenario = Scenario()
    other = replace(scenario, target="anything")
    assert np.array_equal(run(scenario).grid("output").values, run(other).grid("output").values)


def test_traces_can_be_compared_and_named_without_their_numbers():
    first, second = run(Scenario()), run(Scenario())
    assert first != second
    assert len({first, second}) == 2
    assert len(repr(first)) < 100_000
    with pytest.raises(KeyError, match="no step"):
        first["softmax"]
    with pytest.raises(KeyError, match="no grid 'query'"):
        first["scores"].grid("query")
    with pytest.raises(KeyError, match="no step has a grid 'tanh'"):
        first.grid("tanh")
    with pytest.raises(IndexError, match="lies outside"):
        first.explain("weights", 0, 99, 0)
