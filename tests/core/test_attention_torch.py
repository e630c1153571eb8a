"""Agreement with PyTorch, a reference that nobody here wrote; skipped where it is missing."""

from __future__ import annotations

import numpy as np
import pytest

from core import masks
from core.attention import attend, join_heads, project_heads
from core.numerics import linear

torch = pytest.importorskip("torch")
functional = torch.nn.functional


@pytest.fixture
def draw():
    return np.random.default_rng(5)


def single(draw, *shape):
    return draw.standard_normal(shape, dtype=np.float32)


def tensors(*arrays):
    return [torch.from_numpy(array) for array in arrays]


@pytest.mark.parametrize("n", [1, 12, 200])
@pytest.mark.parametrize("masked", [False, True])
def test_agrees_with_scaled_dot_product_attention(draw, n, masked):
    query, key, value = (single(draw, 3, 4, n, 16) for _ in range(3))
    mask = masks.causal(n, n) if masked else None
    expected = functional.scaled_dot_product_attention(
        *tensors(query, key, value), is_causal=masked
    )
    context = attend(query, key, value, mask=mask).context
    np.testing.assert_allclose(context, expected.numpy(), atol=1e-6)


@pytest.mark.parametrize("n_kv_heads", [1, 2, 4])
def test_agrees_on_grouped_queries(draw, n_kv_heads):
    query = single(draw, 2, 4, 9, 8)
    key, value = single(draw, 2, n_kv_heads, 11, 8), single(draw, 2, n_kv_heads, 11, 8)
    expected = functional.scaled_dot_product_attention(*tensors(query, key, value), enable_gqa=True)
    np.testing.assert_allclose(attend(query, key, value).context, expected.numpy(), atol=1e-6)


def test_agrees_on_a_bias_and_a_scale_of_ones_own(draw):
    query, key, value = single(draw, 2, 6, 8), single(draw, 2, 7, 8), single(draw, 2, 7, 5)
    bias = single(draw, 2, 6, 7)
    bias[:, :, 3] = -np.inf
    expected = functional.scaled_dot_product_attention(
        *tensors(query, key, value), attn_mask=torch.from_numpy(bias), scale=0.7
    )
    context = attend(query, key, value, bias=bias, scale=0.7).context
    np.testing.assert_allclose(context, expected.numpy(), atol=1e-6)


def test_agrees_on_a_fully_masked_row(draw):
    query, key, value = (single(draw, 2, 5, 8) for _ in range(3))
    mask = masks.causal(5, 5, offset=-2)
    expected = functional.scaled_dot_product_attention(
        *tensors(query, key, value), attn_mask=torch.from_numpy(mask)
    )
    context = attend(query, key, value, mask=mask).context
    np.testing.assert_allclose(context, torch.nan_to_num(expected).numpy(), atol=1e-6)


@pytest.mark.parametrize("n_heads", [1, 2, 8])
@pytest.mark.parametrize("masked", [False, True])
def test_agrees_with_multihead_attention(draw, n_heads, masked):
    n, d_model = 10, 16
    torch.manual_seed(0)
    module = torch.nn.MultiheadAttention(d_model, n_heads, bias=False, batch_first=True)
    x = single(draw, n, d_model)
    hidden = ~masks.causal(n, n) if masked else np.zeros((n, n), bool)
    source, blocked = tensors(x, hidden)
    with torch.no_grad():
        expected, expected_weights = module(
            source, source, source, attn_mask=blocked, average_attn_weights=False
        )
    w_q, w_k, w_v = (
        # [d_model, d_model] as [out, in] -> [n_heads, d_model, d_head]
        weight.detach().numpy().T.reshape(d_model, n_heads, -1).swapaxes(0, 1)
        for weight in module.in_proj_weight.chunk(3)
    )
    query, key, value = (project_heads(x, w) for w in (w_q, w_k, w_v))
    result = attend(query, key, value, mask=~hidden)
    output = linear(join_heads(result.context), module.out_proj.weight.detach().numpy().T)
    np.testing.assert_allclose(result.weights, expected_weights.numpy(), atol=1e-6)
    np.testing.assert_allclose(output, expected.numpy(), atol=1e-6)
