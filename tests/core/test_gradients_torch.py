"""Agreement with PyTorch's autograd, a reference that nobody here wrote; skipped without it."""

from __future__ import annotations

import numpy as np
import pytest

from core import masks
from core.attention import attend, join_heads
from core.gradients.attention import attention_gradients, scale_gradient
from core.gradients.layers import embedding_gradient, layer_norm_gradients, mlp_gradients
from core.gradients.maps import affine_gradients
from core.gradients.recurrent import gru_gradients, recurrence_gradients
from core.gradients.scores import additive_gradients, concat_gradients, general_gradients
from core.gradients.ties import tied_map_gradients
from core.layers import affine, layer_norm, mlp, split_heads
from core.losses import cross_entropy, squared_error
from core.recurrent import gru, tanh_recurrence
from core.scores import tanh_layer

torch = pytest.importorskip("torch")
functional = torch.nn.functional


@pytest.fixture
def normal():
    rng = np.random.default_rng(6)
    return lambda *shape: rng.normal(size=shape)


def leaves(*arrays):
    return [torch.tensor(array, requires_grad=True) for array in arrays]


def assert_grads(tensors, gradients):
    for tensor, gradient in zip(tensors, gradients, strict=True):
        expected = tensor.grad.numpy()
        np.testing.assert_allclose(gradient, expected, atol=1e-12 * max(1, np.abs(expected).max()))


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize("causal", [False, True])
def test_attention(normal, groups, causal):
    arrays = normal(3, 4, 7, 5), normal(3, groups, 7, 5), normal(3, groups, 7, 5)
    seen = normal(3, 4, 7, 5)
    tensors = leaves(*arrays)
    context = functional.scaled_dot_product_attention(*tensors, is_causal=causal, enable_gqa=True)
    context.backward(torch.tensor(seen))
    mask = masks.causal(7, 7) if causal else None
    found = attention_gradients(attend(*arrays, mask=mask), *arrays, seen)
    assert_grads(tensors, (found.query, found.key, found.value))


def test_softcap_bias_and_temperature(normal):
    query, key, value, bias = arrays = (
        normal(2, 3, 4),
        normal(2, 5, 4),
        normal(2, 5, 6),
        normal(3, 5),
    )
    seen = normal(2, 3, 6)
    q, k, v, b = tensors = leaves(*arrays)
    capped = 1.3 * torch.tanh(q @ k.mT * 0.7 / 1.3)
    (torch.softmax(capped + b, dim=-1) @ v).backward(torch.tensor(seen))
    attended = attend(query, key, value, bias=bias, scale=0.7, softcap=1.3)
    found = attention_gradients(attended, query, key, value, seen, scale=0.7, softcap=1.3)
    assert_grads(tensors, (found.query, found.key, found.value, found.masked.sum(axis=0)))


def test_additive(normal):
    arrays = normal(2, 3, 4), normal(2, 5, 3), normal(4, 6), normal(3, 6), normal(6)
    seen = normal(2, 3, 5)
    s, h, w, u, v = tensors = leaves(*arrays)
    (torch.tanh((s @ w)[:, :, None] + (h @ u)[:, None]) @ v).backward(torch.tensor(seen))
    layer = tanh_layer(arrays[0] @ arrays[2], arrays[1] @ arrays[3])
    found = additive_gradients(*arrays, layer, seen)
    assert_grads(tensors, (found.query, found.key, found.w_q, found.w_k, found.v))


def test_general(normal):
    arrays = normal(2, 3, 4), normal(2, 5, 3), normal(4, 3)
    seen = normal(2, 3, 5)
    s, h, w = tensors = leaves(*arrays)
    torch.einsum("bqd,de,bke->bqk", s, w, h).backward(torch.tensor(seen))
    found = general_gradients(*arrays, seen)
    assert_grads(tensors, (found.query, found.key, found.w_a))


def test_concat(normal):
    query, key, w, _ = arrays = normal(2, 3, 4), normal(2, 5, 3), normal(7, 6), normal(6)
    seen = normal(2, 3, 5)
    s, h, tw, tv = tensors = leaves(*arrays)
    pairs = torch.cat(
        [s[:, :, None].expand(2, 3, 5, 4), h[:, None].expand(2, 3, 5, 3)], dim=-1
    )  # every query beside every key, as the paper writes it
    (torch.tanh(pairs @ tw) @ tv).backward(torch.tensor(seen))
    found = concat_gradients(*arrays, tanh_layer(query @ w[:4], key @ w[4:]), seen)
    assert_grads(tensors, (found.query, found.key, found.w, found.v))


def test_a_learned_scale(normal):
    query, key, value, seen = normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 6), normal(2, 3, 6)
    (scale,) = leaves(np.array(0.8))
    q, k, v = (torch.tensor(array) for array in (query, key, value))
    (torch.softmax(q @ k.mT * scale, dim=-1) @ v).backward(torch.tensor(seen))
    attended = attend(query, key, value, scale=0.8)
    found = attention_gradients(attended, query, key, value, seen, scale=0.8)
    assert_grads([scale], [scale_gradient(attended.scores, found.scaled).sum()])


SHAPES = {
    "x": (2, 5, 8),
    "gain": (8,),
    "shift": (8,),
    "w_q": (8, 8),
    "w_kv": (8, 8),
    "w_o": (8, 8),
    "w_in": (8, 16),
    "b_in": (16,),
    "w_out": (16, 7),
    "b_out": (7,),
}
CAUSAL = masks.causal(5, 5)


def block_by_torch(p, targets, runs):
    """Loss of one pre-norm block, K = V, two heads, with an MLP on its residual path."""
    if runs:  # a run's parameters meet its own batch
        vectors = {n for n, shape in SHAPES.items() if len(shape) == 1}
        p = {
            n: a if n == "x" else a[:, None, None] if n in vectors else a[:, None]
            for n, a in p.items()
        }
    normed = functional.layer_norm(p["x"], (8,)) * p["gain"] + p["shift"]
    heads = [(normed @ p[w]).unflatten(-1, (2, 4)).transpose(-3, -2) for w in ("w_q", "w_kv")]
    context = functional.scaled_dot_product_attention(
        heads[0], heads[1], heads[1], attn_mask=torch.tensor(CAUSAL)
    )
    y = p["x"] + context.transpose(-3, -2).flatten(-2) @ p["w_o"]
    logits = torch.relu(y @ p["w_in"] + p["b_in"]) @ p["w_out"] + p["b_out"]
    targets = torch.tensor(targets.reshape(-1))
    # The mean of each run, all runs together.
    return functional.cross_entropy(logits.reshape(-1, 7), targets, reduction="sum") / 10


def block_by_hand(p, targets, runs):
    """The same loss and its gradients, from the pieces."""
    norm = layer_norm(p["x"], p["gain"], p["shift"])
    query, key = (split_heads(affine(norm.output, p[w]), 2) for w in ("w_q", "w_kv"))
    attended = attend(query, key, key, mask=CAUSAL)
    joined = join_heads(attended.context)
    residual = p["x"] + affine(joined, p["w_o"])
    feed = mlp(residual, p["w_in"], p["b_in"], p["w_out"], p["b_out"])
    loss = cross_entropy(feed.output, targets, n_runs=len(runs))

    d_mlp = mlp_gradients(residual, p["w_in"], p["w_out"], feed.hidden, loss.gradient)
    out = affine_gradients(joined, p["w_o"], d_mlp.x)
    d_heads = attention_gradients(attended, query, key, key, split_heads(out.x, 2))
    d_query = affine_gradients(norm.output, p["w_q"], join_heads(d_heads.query))
    parts = {"key": join_heads(d_heads.key), "value": join_heads(d_heads.value)}
    tied = tied_map_gradients(norm.output, p["w_kv"], parts)
    d_norm = layer_norm_gradients(norm, p["gain"], d_query.x + tied.x)
    return loss.value.sum(), {
        "x": d_mlp.x + d_norm.x,
        "gain": d_norm.gain,
        "shift": d_norm.bias,
        "w_q": d_query.weight,
        "w_kv": tied.weight.total,
        "w_o": out.weight,
        "w_in": d_mlp.w_in,
        "b_in": d_mlp.b_in,
        "w_out": d_mlp.w_out,
        "b_out": d_mlp.b_out,
    }


@pytest.mark.parametrize("runs", [(), (3,)], ids=["one", "runs"])
def test_a_tied_block_with_residual_norm_and_mlp(normal, runs):
    arrays = {name: normal(*runs, *shape) for name, shape in SHAPES.items()}
    targets = np.random.default_rng(0).integers(0, 7, (*runs, 2, 5))
    tensors = dict(zip(arrays, leaves(*arrays.values()), strict=True))
    loss = block_by_torch(tensors, targets, runs)
    loss.backward()
    value, gradients = block_by_hand(arrays, targets, runs)
    assert value == pytest.approx(loss.item())
    assert_grads(tensors.values(), [gradients[name] for name in tensors])


def test_embedding(normal):
    ids, table, seen = np.array([[1, 4, 1], [0, 1, 1]]), normal(6, 3), normal(2, 3, 3)
    tensors = leaves(table)
    functional.embedding(torch.tensor(ids), *tensors).backward(torch.tensor(seen))
    assert_grads(tensors, [embedding_gradient(ids, seen, table.shape)])


def test_squared_error(normal):
    predicted, target = normal(3, 4), normal(3, 4)
    tensors = leaves(predicted)
    loss = functional.mse_loss(*tensors, torch.tensor(target))
    loss.backward()
    found = squared_error(predicted, target)
    assert found.value == pytest.approx(loss.item())
    assert_grads(tensors, [found.gradient])


def test_tanh_recurrence(normal):
    x, w, u, start = normal(3, 6, 4), normal(4, 5), normal(5, 5) / 2, normal(3, 5)
    seen = normal(3, 6, 5)
    tx, tw, tu, ts = tensors = leaves(x, w, u, start)
    state, states = ts, []
    for step in range(6):
        state = torch.tanh(tx[:, step] @ tw + state @ tu)
        states.append(state)
    torch.stack(states, dim=1).backward(torch.tensor(seen))
    found = recurrence_gradients(x, w, u, start, tanh_recurrence(x, w, u, start), seen)
    assert_grads(tensors, (found.x, found.w, found.u, found.start))


def test_gru(normal):
    d_in, d = 4, 5
    x, start, seen = normal(3, 6, d_in), normal(3, d), normal(3, 6, d)
    module = torch.nn.GRU(d_in, d, batch_first=True, dtype=torch.float64)
    w_ih, w_hh, b_ih, b_hh = (p.detach().numpy() for p in module.parameters())
    bias = b_ih + np.concatenate([b_hh[: 2 * d], np.zeros(d)])
    tx, ts = leaves(x, start)
    states, _ = module(tx, ts[None])
    states.backward(torch.tensor(seen))
    w, u = w_ih.T.copy(), w_hh.T.copy()
    run = gru(x, w, u, bias, b_hh[2 * d :], start)
    np.testing.assert_allclose(run.states, states.detach().numpy(), atol=1e-14)
    found = gru_gradients(run, w, u, seen)
    assert_grads((tx, ts), (found.x, found.start))
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0")
    assert_grads([getattr(module, name) for name in names], (found.w.T, found.u.T, found.bias))
    np.testing.assert_allclose(
        found.candidate_bias, module.bias_hh_l0.grad.numpy()[2 * d :], atol=1e-12
    )
