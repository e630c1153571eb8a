"""What attention is: stages, order, masks, groups, precision."""

from __future__ import annotations

import numpy as np
import pytest

from core import masks
from core.arguments import per_head
from core.attention import Attended, attend, attend_from_scores, join_heads, project_heads
from core.numerics import softmax
from core.scores import dot

STAGES = list(Attended._fields)


@pytest.fixture
def draw():
    return np.random.default_rng(3)


def qkv(draw, n_heads=4, n_kv_heads=4, n_q=5, n_k=7, d_head=3, d_value=2, batch=()):
    return (
        draw.normal(size=(*batch, n_heads, n_q, d_head)),
        draw.normal(size=(*batch, n_kv_heads, n_k, d_head)),
        draw.normal(size=(*batch, n_kv_heads, n_k, d_value)),
    )


def assert_same_bits(first, second):
    for name in STAGES:
        one, other = getattr(first, name), getattr(second, name)
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes(), name


def test_the_stages_follow_the_formula(draw):
    query, key, value = qkv(draw)
    mask, bias = masks.causal(5, 7, 2), draw.normal(size=(4, 5, 7))
    result = attend(query, key, value, mask=mask, bias=bias, scale=0.3, softcap=0.5)
    scores = np.einsum("hid,hjd->hij", query, key)
    scaled = 0.3 * scores
    capped = 0.5 * np.tanh(scaled / 0.5)
    masked = np.where(mask, capped + bias, -np.inf)
    expected = np.exp(masked) / np.exp(masked).sum(-1, keepdims=True)
    np.testing.assert_allclose(result.scores, scores, rtol=1e-12)
    np.testing.assert_allclose(result.scaled, scaled, rtol=1e-12)
    np.testing.assert_allclose(result.capped, capped, rtol=1e-12)
    np.testing.assert_allclose(result.masked, masked, rtol=1e-12)
    np.testing.assert_allclose(result.weights, expected, rtol=1e-12)
    np.testing.assert_allclose(result.context, expected @ value, rtol=1e-12)


def test_the_default_scale_is_one_over_the_root_of_d_head(draw):
    query, key, value = qkv(draw, d_head=16)
    result = attend(query, key, value)
    np.testing.assert_allclose(result.scaled, result.scores / 4, rtol=1e-15)


def test_without_a_softcap_capped_is_scaled_itself(draw):
    result = attend(*qkv(draw))
    assert result.capped is result.scaled
    assert attend(*qkv(draw), softcap=2.0).capped is not result.scaled


def test_a_mask_of_true_and_a_bias_of_zero_change_nothing(draw):
    query, key, value = qkv(draw)
    plain = attend(query, key, value)
    assert_same_bits(plain, attend(query, key, value, mask=np.ones((5, 7), bool)))
    assert_same_bits(plain, attend(query, key, value, bias=np.full((5, 7), -0.0)))


def test_masked_cells_are_minus_infinity_and_weigh_nothing(draw):
    mask = masks.causal(5, 7)
    result = attend(*qkv(draw), mask=mask)
    assert (np.isneginf(result.masked) == ~mask).all()
    assert (result.weights[:, ~mask] == 0).all()
    np.testing.assert_allclose(result.weights.sum(-1), 1, rtol=1e-14)


def test_a_bias_of_minus_infinity_is_a_mask(draw):
    query, key, value = qkv(draw)
    mask = masks.causal(5, 7)
    bias = np.where(mask, 0.0, -np.inf)
    key[:, 6] = np.nan
    assert_same_bits(
        attend(query, key, value, mask=mask), attend(query, key, value, bias=bias, mask=mask)
    )
    assert np.isfinite(attend(query, key, value, bias=bias).context).all()


@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf, 1e308])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_fully_masked_row_is_zero_whatever_the_values_are(draw, poison, dtype):
    query, key, value = (array.astype(dtype) for array in qkv(draw, n_k=5))
    with np.errstate(over="ignore"):
        value[...] = poison
    result = attend(query, key, value, mask=np.zeros((5, 5), bool))
    assert (result.weights == 0).all()
    assert (result.context == 0).all()
    one_row = masks.causal(5, 5, offset=-1)
    assert (attend(query, key, value, mask=one_row).context[:, 0] == 0).all()


@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("what", ["key", "value", "both"])
def test_a_masked_key_does_not_reach_the_output(draw, poison, what):
    query, key, value = qkv(draw, n_kv_heads=2)
    mask = np.ones((5, 7), bool)
    mask[:, 3] = False
    clean = attend(query, key, value, mask=mask)
    if what != "value":
        key[:, 3, 1] = poison
    if what != "key":
        value[:, 3, 0] = poison
    result = attend(query, key, value, mask=mask)
    assert result.weights.tobytes() == clean.weights.tobytes()
    assert result.context.tobytes() == clean.context.tobytes()


def test_a_value_that_is_attended_to_does_reach_the_output(draw):
    query, key, value = qkv(draw)
    value[1, 3, 0] = np.inf
    value[1, 4, 1] = np.nan
    result = attend(query, key, value, mask=masks.causal(5, 7))
    assert np.isposinf(result.context[1, 3:, 0]).all()
    assert np.isnan(result.context[1, 4:, 1]).all()
    assert np.isfinite(result.context[1, :3]).all()
    assert np.isfinite(result.context[[0, 2, 3]]).all()


@pytest.mark.parametrize(("n_heads", "n_kv_heads"), [(4, 4), (4, 2), (6, 2), (4, 1)])
@pytest.mark.parametrize("batch", [(), (2,), (2, 3)])
def test_grouped_queries_read_their_groups_key_and_value(draw, n_heads, n_kv_heads, batch):
    query, key, value = qkv(draw, n_heads, n_kv_heads, batch=batch)
    result = attend(query, key, value, mask=masks.causal(5, 7, 2))
    assert result.weights.shape == (*batch, n_heads, 5, 7)
    assert result.context.shape == (*batch, n_heads, 5, 2)
    group = n_heads // n_kv_heads
    for head in range(n_heads):
        one = slice(head // group, head // group + 1)
        alone = attend(
            query[..., head : head + 1, :, :],
            key[..., one, :, :],
            value[..., one, :, :],
            mask=masks.causal(5, 7, 2),
        )
        np.testing.assert_allclose(
            result.context[..., head, :, :], alone.context[..., 0, :, :], rtol=1e-12
        )


def test_a_batch_broadcasts_over_what_it_shares(draw):
    query, _, _ = qkv(draw, batch=(3,))
    _, key, value = qkv(draw)
    result = attend(query, key, value, mask=masks.padding([7, 0, 2], 7))
    assert result.context.shape == (3, 4, 5, 2)
    assert (result.context[1] == 0).all()
    np.testing.assert_allclose(
        result.context[2], attend(query[2], key[:, :2], value[:, :2]).context, rtol=1e-12
    )


def test_context_is_a_mean_of_the_values(draw):
    query, key, value = qkv(draw)
    value[...] = value[:, :1]
    context = attend(query, key, value, mask=masks.causal(5, 7)).context
    np.testing.assert_allclose(context, np.broadcast_to(value[:, :1], context.shape), rtol=1e-14)


def test_tying_changes_nothing_before_the_context_bit_for_bit(draw):
    query, key, value = (array.astype(np.float32) for array in qkv(draw, n_k=90, n_q=90))
    untied = attend(query, key, value, mask=masks.causal(90, 90))
    tied = attend(query, key, key, mask=masks.causal(90, 90))
    for name in STAGES[:-1]:
        assert getattr(tied, name).tobytes() == getattr(untied, name).tobytes()
    assert tied.context.shape[-1] == 3


@pytest.mark.parametrize("n", [9, 600])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_bits_do_not_depend_on_sharing_or_repeating(draw, n, dtype):
    x = draw.normal(size=(2, n, 8)).astype(dtype)
    mask = masks.causal(n, n)
    first = attend(x, x, x, mask=mask)
    assert_same_bits(first, attend(x, x.copy(), x.copy(), mask=mask))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("n", [9, 50, 600])
def test_the_bits_do_not_depend_on_watching(draw, n, dtype):
    x = draw.normal(size=(2, n, 8)).astype(dtype)
    mask = masks.causal(n, n)
    first = attend(x, x, x, mask=mask)
    assert_same_bits(first, attend(x, x, x, mask=mask, intervene=lambda _, stage: stage))


@pytest.mark.parametrize("shape", [(3, 300, 500), (40, 90, 90), (2, 2, 200, 400), (1, 1, 300_000)])
def test_cutting_into_blocks_shows_nowhere(draw, shape):
    *batch, n_heads, n_q, n_k = shape
    query, key, value = qkv(draw, n_heads, n_heads, n_q, n_k, batch=tuple(batch))
    mask, bias = masks.causal(n_q, n_k, n_k // 2), draw.normal(size=n_k)
    result = attend(query, key, value, mask=mask, bias=bias, softcap=3.0)
    scaled = dot(query, key) / np.sqrt(3)
    masked = np.where(mask, 3 * np.tanh(scaled / 3) + bias, -np.inf)
    np.testing.assert_allclose(result.weights, softmax(masked), rtol=1e-10)
    np.testing.assert_allclose(result.context, softmax(masked) @ value, rtol=1e-9, atol=1e-12)


def test_attend_is_dot_scores_and_the_rest(draw):
    query, key, value = qkv(draw, n_kv_heads=2)
    mask = masks.causal(5, 7)
    whole = attend(query, key, value, mask=mask, softcap=2.0)
    scores = dot(query, per_head(key, (), 2, np.dtype(float)))
    rest = attend_from_scores(scores, value, mask=mask, scale=1 / np.sqrt(3), softcap=2.0)
    for name in STAGES:
        np.testing.assert_allclose(getattr(rest, name), getattr(whole, name), rtol=1e-13)


def test_scores_of_minus_infinity_count_as_masked(draw):
    scores, value = np.full((1, 2, 3), -np.inf), draw.normal(size=(1, 3, 2))
    scores[0, 1, 2] = 4.0
    result = attend_from_scores(scores, value)
    assert result.weights.tolist() == [[[0, 0, 0], [0, 0, 1]]]
    assert result.context.tolist() == [[[0, 0], value[0, 2].tolist()]]


def test_intervene_sees_every_stage_in_order_and_what_it_returns_is_kept(draw):
    query, key, value = qkv(draw)
    seen = []

    def overwrite(name, stage):
        seen.append(name)
        changed = stage.copy()
        changed[0, 0, 0] = 0.25
        return changed

    result = attend(query, key, value, mask=masks.causal(5, 7), softcap=1.0, intervene=overwrite)
    assert seen == STAGES
    for name in STAGES:
        assert getattr(result, name)[0, 0, 0] == 0.25
    scaled = result.scores / np.sqrt(3)
    scaled[0, 0, 0] = 0.25
    np.testing.assert_allclose(result.scaled, scaled, rtol=1e-14)
    expected = result.weights @ value
    expected[0, 0, 0] = 0.25
    np.testing.assert_allclose(result.context, expected, rtol=1e-13)


def test_an_intervention_flows_through_stages_that_change_nothing(draw):
    query, key, value = qkv(draw)

    def raise_one(name, stage):
        return np.where(np.arange(7) == 2, 50.0, stage) if name == "scaled" else stage

    result = attend(query, key, value, intervene=raise_one)
    assert result.capped is result.scaled
    assert result.masked is result.capped
    np.testing.assert_allclose(result.context, value[:, [2] * 5], rtol=1e-12)


def test_an_intervention_may_hide_a_cell_or_break_one(draw):
    query, key, value = qkv(draw)

    def hide(name, stage):
        return np.where(np.arange(7) < 2, stage, -np.inf) if name == "masked" else stage

    hidden = attend(query, key, value, intervene=hide)
    np.testing.assert_allclose(
        hidden.context, attend(query, key[:, :2], value[:, :2]).context, rtol=1e-13
    )
    broken = attend(query, key, value, intervene=lambda n, s: s * np.nan if n == "scores" else s)
    assert np.isnan(broken.context).all()


def test_an_intervention_must_keep_the_shape(draw):
    with pytest.raises(ValueError, match=r"scores.*\(4, 5, 6\).*\(4, 5, 7\)"):
        attend(*qkv(draw), intervene=lambda _, stage: stage[..., 1:])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_single_and_double_precision_are_kept(draw, dtype):
    query, key, value = (array.astype(dtype) for array in qkv(draw))
    result = attend(query, key, value, mask=masks.causal(5, 7), bias=np.ones(7), softcap=2.0)
    assert {getattr(result, name).dtype for name in STAGES} == {np.dtype(dtype)}


def test_half_precision_is_computed_in_single(draw):
    query, key, value = (array.astype(np.float16) for array in qkv(draw, d_head=64))
    result = attend(query * 8, key * 8, value, mask=masks.causal(5, 7))
    single = attend(
        *(array.astype(np.float32) for array in (query * 8, key * 8, value)),
        mask=masks.causal(5, 7),
    )
    assert result.capped is result.scaled
    for name in STAGES:
        stage = getattr(result, name)
        assert stage.dtype == np.float16
        assert (stage == getattr(single, name).astype(np.float16)).all()


def test_half_precision_masks_only_what_is_masked():
    query = np.full((1, 2, 4), -200, np.float16)
    key, value = np.full((1, 2, 4), 200, np.float16), np.ones((1, 2, 1), np.float16)
    result = attend(query, key, value, mask=masks.causal(2, 2))
    assert result.scores.min() == np.finfo(np.float16).min
    assert np.isneginf(result.masked).sum() == 1
    assert result.weights[0, 1].tolist() == [0.5, 0.5]


def test_whole_numbers_become_double_precision():
    ones = np.ones((1, 2, 3), int)
    assert attend(ones, ones, ones).context.dtype == np.float64


def test_inputs_are_left_alone(draw):
    arrays = [*qkv(draw), draw.normal(size=(5, 7))]
    before = [array.copy() for array in arrays]
    query, key, value, bias = arrays
    attend(query, key, value, bias=bias, mask=masks.causal(5, 7), softcap=1.0)
    attend_from_scores(bias[None], value[:1], softcap=1.0)
    assert all((now == then).all() for now, then in zip(arrays, before, strict=True))


@pytest.mark.parametrize(("n_q", "n_k"), [(0, 3), (3, 0), (0, 0)])
def test_empty_sequences_give_empty_or_zero_output(draw, n_q, n_k):
    result = attend(*qkv(draw, n_q=n_q, n_k=n_k), mask=masks.causal(n_q, n_k))
    assert result.weights.shape == (4, n_q, n_k)
    assert result.context.shape == (4, n_q, 2)
    assert (result.context == 0).all()


def test_heads_of_no_width_attend_evenly(draw):
    result = attend(*qkv(draw, d_head=0))
    np.testing.assert_allclose(result.weights, 1 / 7)
    assert attend(*qkv(draw, d_value=0)).context.shape == (4, 5, 0)


@pytest.mark.parametrize(
    ("shapes", "named"),
    [
        (((5, 3), (4, 7, 3), (4, 7, 2)), r"query.*\(5, 3\).*key.*\(4, 7, 3\)"),
        (((4, 5, 3), (7, 3), (4, 7, 2)), r"query.*\(4, 5, 3\).*key.*\(7, 3\)"),
        (((4, 5, 3), (4, 7, 3), (7,)), r"query.*\(4, 5, 3\).*value.*\(7,\)"),
        (((4, 5, 3), (4, 7, 2), (4, 7, 2)), r"query.*\(4, 5, 3\).*key.*\(4, 7, 2\).*3 and 2"),
        (((4, 5, 3), (4, 7, 3), (4, 6, 2)), r"key.*\(4, 7, 3\).*value.*\(4, 6, 2\)"),
        (((4, 5, 3), (2, 7, 3), (4, 7, 2)), r"key.*\(2, 7, 3\).*value.*\(4, 7, 2\)"),
        (((4, 5, 3), (3, 7, 3), (3, 7, 2)), r"4 heads.*\(4, 5, 3\).*3 heads.*\(3, 7, 3\)"),
        (((4, 5, 3), (0, 7, 3), (0, 7, 2)), r"\(4, 5, 3\).*\(0, 7, 3\)"),
        (((2, 4, 5, 3), (3, 4, 7, 3), (3, 4, 7, 2)), r"\(2, 4, 5, 3\).*\(3, 4, 7, 3\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named(shapes, named):
    with pytest.raises(ValueError, match=named):
        attend(*(np.zeros(shape) for shape in shapes))


@pytest.mark.parametrize(
    ("shapes", "named"),
    [
        (((5, 7), (1, 7, 2)), r"scores.*\(5, 7\).*value.*\(1, 7, 2\)"),
        (((4, 5, 6), (4, 7, 2)), r"scores.*\(4, 5, 6\).*value.*\(4, 7, 2\)"),
        (((4, 5, 7), (3, 7, 2)), r"scores.*\(4, 5, 7\).*value.*\(3, 7, 2\)"),
    ],
)
def test_shapes_that_do_not_fit_given_scores_are_named(shapes, named):
    with pytest.raises(ValueError, match=named):
        attend_from_scores(*(np.zeros(shape) for shape in shapes))


@pytest.mark.parametrize("name", ["mask", "bias"])
@pytest.mark.parametrize("shape", [(5, 6), (2, 4, 5, 7), (3, 5, 7)])
def test_a_mask_or_bias_that_does_not_broadcast_is_named(draw, name, shape):
    array = np.ones(shape, bool if name == "mask" else float)
    with pytest.raises(ValueError, match=rf"{name}.*\({shape[0]}, .*\(4, 5, 7\)"):
        attend(*qkv(draw), **{name: array})


def test_a_mask_of_numbers_is_refused(draw):
    with pytest.raises(TypeError, match=r"boolean.*bias"):
        attend(*qkv(draw), mask=np.zeros((5, 7)))


@pytest.mark.parametrize("softcap", [0.0, -1.0, np.inf, np.nan])
def test_a_softcap_must_be_a_bound(draw, softcap):
    with pytest.raises(ValueError, match="softcap"):
        attend(*qkv(draw), softcap=softcap)


def test_projecting_into_heads_and_joining_them(draw):
    x, w = draw.normal(size=(5, 6)), draw.normal(size=(3, 6, 2))
    heads = project_heads(x, w)
    assert heads.shape == (3, 5, 2)
    for head in range(3):
        np.testing.assert_allclose(heads[head], x @ w[head], rtol=1e-12)
    joined = join_heads(heads)
    assert joined.shape == (5, 6)
    assert (joined[:, 2:4] == heads[1]).all()


def test_joining_the_context_copies_nothing(draw):
    context = attend(*qkv(draw)).context
    assert np.shares_memory(join_heads(context), context)


def test_projecting_and_joining_name_shapes_that_do_not_fit(draw):
    with pytest.raises(ValueError, match=r"\(5, 6\).*\(3, 7, 2\)"):
        project_heads(np.zeros((5, 6)), np.zeros((3, 7, 2)))
    with pytest.raises(ValueError, match=r"\(5, 6\)"):
        join_heads(np.zeros((5, 6)))
