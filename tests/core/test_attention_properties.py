"""What holds for every shape, mask and number: hypothesis looks for a counterexample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.attention import Attended, attend
from core.numerics import BoolArray, FloatArray

STAGES = list(Attended._fields)
DTYPES = [np.float16, np.float32, np.float64]
EXTREMES = [0.0, -0.0, 1e30, -1e30, 5e-324, -5e-324, 1e-40, 3e38, -3e38, 65504.0]
# No deadline: a busy machine is not a counterexample.
searching = settings(max_examples=40, deadline=None)
POISON = [np.nan, np.inf, -np.inf]


class Case(NamedTuple):
    query: FloatArray
    key: FloatArray
    value: FloatArray
    mask: BoolArray | None


def numbers(dtype, shape, extremes=EXTREMES):
    """Ordinary numbers and extreme ones, as ``dtype`` can hold them."""
    largest = float(np.finfo(dtype).max)
    ordinary = st.floats(-5, 5)
    elements = st.one_of(ordinary, st.sampled_from(extremes) if extremes else ordinary)

    def fitted(number):
        return dtype(
            number if np.isnan(number) or np.isinf(number) else np.clip(number, -largest, largest)
        )

    return hnp.arrays(dtype, shape, elements=elements.map(fitted), fill=st.nothing())


@st.composite
def cases(draw, dtypes=DTYPES, extremes=EXTREMES, least=0):
    """Queries, keys, values and perhaps a mask, of any fitting shapes, empty ones included."""
    dtype = draw(st.sampled_from(dtypes))
    sizes = st.integers(least, 5)
    n_q, n_k, d_head, d_value = (draw(sizes) for _ in range(4))
    n_kv_heads, group = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    batch = draw(st.sampled_from([(), (2,), (1, 2)]))
    masks = hnp.arrays(np.bool_, (n_q, n_k))
    return Case(
        draw(numbers(dtype, (*batch, n_kv_heads * group, n_q, d_head), extremes)),
        draw(numbers(dtype, (*batch, n_kv_heads, n_k, d_head), extremes)),
        draw(numbers(dtype, (*batch, n_kv_heads, n_k, d_value), extremes)),
        draw(st.none() | masks),
    )


def allowed(case):
    """The mask in full, [..., n_heads, n_q, n_k]."""
    shape = (*case.query.shape[:-1], case.key.shape[-2])
    return np.broadcast_to(True if case.mask is None else case.mask, shape)


def roundings(dtype):
    """A few units in the last place, in the units of 1."""
    return 16 * float(np.finfo(dtype).eps)


@searching
@given(cases())
def test_shapes_and_precision_follow_from_the_inputs(case):
    result = attend(*case[:3], mask=case.mask)
    *rows, _ = case.query.shape
    for name in STAGES:
        columns = case.value.shape[-1] if name == "context" else case.key.shape[-2]
        assert getattr(result, name).shape == (*rows, columns)
        assert getattr(result, name).dtype == case.query.dtype


@searching
@given(cases())
def test_each_row_of_weights_sums_to_one_or_has_no_key(case):
    result = attend(*case[:3], mask=case.mask)
    open_rows = allowed(case).any(axis=-1)
    total = result.weights.astype(np.float64).sum(axis=-1)
    tolerance = roundings(case.query.dtype)
    np.testing.assert_allclose(total, open_rows.astype(float), atol=tolerance, rtol=0)
    assert (result.weights >= 0).all()


@searching
@given(cases())
def test_minus_infinity_stands_exactly_where_masked(case):
    result = attend(*case[:3], mask=case.mask)
    assert (np.isneginf(result.masked) == ~allowed(case)).all()
    assert (result.weights[~allowed(case)] == 0).all()
    assert np.isfinite(result.capped).all()


@searching
@given(cases())
def test_context_stays_between_the_smallest_and_the_largest_value(case):
    result = attend(*case[:3], mask=case.mask)
    open_rows = allowed(case).any(axis=-1)
    assert (result.context[~open_rows] == 0).all()
    if case.key.shape[-2] == 0 or case.value.shape[-1] == 0:
        return
    group = case.query.shape[-3] // case.value.shape[-3]
    value = np.repeat(case.value.astype(np.float64), group, axis=-3)
    slack = roundings(case.value.dtype) * np.abs(value).max(axis=-2, keepdims=True)
    slack += float(np.finfo(case.value.dtype).tiny)
    low = value.min(axis=-2, keepdims=True) - slack
    high = value.max(axis=-2, keepdims=True) + slack
    inside = (low <= result.context) & (result.context <= high)
    assert inside[open_rows].all()


@searching
@given(cases(), st.data())
def test_what_stands_in_masked_keys_and_values_reaches_nothing(case, data):
    mask = np.zeros((case.query.shape[-2], case.key.shape[-2]), bool)
    mask[...] = data.draw(hnp.arrays(np.bool_, mask.shape[-1:]))
    before = attend(*case[:3], mask=mask)
    key, value = case.key.copy(), case.value.copy()
    hidden = ~mask.any(axis=0) if mask.shape[0] else np.ones(mask.shape[1], bool)
    key[..., hidden, :] = data.draw(st.sampled_from(POISON))
    value[..., hidden, :] = data.draw(st.sampled_from(POISON))
    after = attend(case.query, key, value, mask=mask)
    assert after.weights.tobytes() == before.weights.tobytes()
    assert np.array_equal(after.context, before.context)


@searching
@given(cases(extremes=None, dtypes=[np.float64]))
def test_agrees_with_the_formula_written_plainly(case):
    result = attend(*case[:3], mask=case.mask)
    group = case.query.shape[-3] // case.key.shape[-3]
    key, value = (np.repeat(array, group, axis=-3) for array in (case.key, case.value))
    scores = np.einsum("...id,...jd->...ij", case.query, key)
    scaled = scores / np.sqrt(max(1, case.key.shape[-1]))
    exponentials = np.where(allowed(case), np.exp(scaled), 0.0)
    total = exponentials.sum(axis=-1, keepdims=True)
    weights = exponentials / np.where(total == 0, 1, total)
    np.testing.assert_allclose(result.weights, weights, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(result.context, weights @ value, rtol=1e-9, atol=1e-9)


@searching
@given(cases(extremes=[*EXTREMES, *POISON]))
def test_no_number_raises_or_warns_and_watching_changes_no_bit(case):
    result = attend(*case[:3], mask=case.mask)
    watched = attend(*case[:3], mask=case.mask, intervene=lambda _, stage: stage)
    for name in STAGES:
        assert np.array_equal(getattr(result, name), getattr(watched, name), equal_nan=True)


@searching
@given(cases(extremes=None), st.randoms())
def test_permuting_the_keys_with_their_values_changes_no_context(case, random):
    order = list(range(case.key.shape[-2]))
    random.shuffle(order)
    mask = None if case.mask is None else case.mask[:, order]
    first = attend(*case[:3], mask=case.mask).context
    second = attend(
        case.query, case.key[..., order, :], case.value[..., order, :], mask=mask
    ).context
    tolerance = 50 * roundings(case.query.dtype)
    np.testing.assert_allclose(first, second, atol=tolerance, rtol=tolerance)


@searching
@given(cases(least=1), st.floats(0.1, 100), hnp.arrays(np.float64, (1,), elements=st.floats(-9, 9)))
def test_the_softcap_bounds_and_a_common_bias_changes_no_weight(case, softcap, bias):
    result = attend(*case[:3], softcap=softcap)
    bound = softcap * (1 + roundings(case.query.dtype))
    assert (np.abs(result.capped.astype(np.float64)) <= bound).all()
    shifted = attend(*case[:3], softcap=softcap, bias=bias)
    tolerance = 1e3 * roundings(case.query.dtype)
    np.testing.assert_allclose(result.weights, shifted.weights, atol=tolerance)
