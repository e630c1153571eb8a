"""Whole models against PyTorch's autograd, which nobody here wrote; skipped without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.lab.kinds import loss_of
from core.lab.model import backward, forward
from core.lab.spec import VARIANT_KEYS, ModelSpec, Store, initial
from core.lab.tasks import TASKS
from tests.core.lab.test_model import SINGLE, STACK, samples

torch = pytest.importorskip("torch")
functional = torch.nn.functional


class Reference:
    """The model of a spec; each use of a matrix by queries, keys or values is a leaf of its own."""

    def __init__(self, spec, store):
        self.spec = spec
        self.leaves = {
            name: torch.tensor(view[0], requires_grad=True) for name, view in store.views.items()
        }
        self.uses = {}
        for layer in range(spec.n_layers):
            for use, route in (
                ("query", spec.row.make_query),
                ("key", spec.row.make_key),
                ("value", spec.row.make_value),
            ):
                self.uses[layer, use] = self.matrix(layer, route.parameter)

    def matrix(self, layer, name):
        """A leaf with the numbers of W_Q, W_K or W_V of a layer; None where there is none."""
        if name is None or (name == "W_Q" and self.spec.scale_only):
            return None
        if name not in self.spec.source_names:
            return self.leaves[f"{layer}/{name}"]
        width = self.spec.kv_heads * self.spec.width
        start = self.spec.source_names.index(name) * width
        whole = self.leaves[f"{layer}/W_KV"].detach()
        return whole[:, start : start + width].clone().requires_grad_(True)

    def answer(self, inputs):
        spec, p = self.spec, self.leaves
        x = p["embedding"][inputs] if spec.n_words else torch.tensor(inputs)
        if spec.n_positions:
            x = x + p["positions"][: x.shape[1]]
        for layer in range(spec.n_layers):
            last = layer == spec.n_layers - 1
            first = x.shape[1] - spec.n_read if last and spec.n_read else 0
            output = self.attention(layer, self.norm(x, f"{layer}/gain", f"{layer}/bias"), first)
            x = x[:, first:] + output if spec.residual else output
            if spec.mlp_units:
                into = self.norm(x, f"{layer}/mlp_gain", f"{layer}/mlp_bias")
                hidden = torch.relu(into @ p[f"{layer}/w_in"] + p[f"{layer}/b_in"])
                output = hidden @ p[f"{layer}/w_out"] + p[f"{layer}/b_out"]
                x = x + output if spec.residual else output
        x = self.norm(x, "gain", "bias")
        if spec.n_classes:
            return x @ p["unembedding"]
        return x[..., spec.features[0] : spec.features[1]]

    def norm(self, x, gain, bias):
        if not self.spec.norm:
            return x
        width = (self.spec.d_model,)
        return functional.layer_norm(x, width, self.leaves[gain], self.leaves[bias])

    def attention(self, layer, x, first):
        spec = self.spec
        made = {}
        for use in ("query", "key", "value"):
            matrix = self.uses[layer, use]
            rows = x if matrix is None else x @ matrix
            heads = 1 if matrix is None else rows.shape[-1] // spec.width
            made[use] = rows.unflatten(-1, (heads, -1)).transpose(1, 2)
        scale = self.leaves[f"{layer}/scale"] if spec.scale_only else spec.width**-0.5
        n = x.shape[1]
        key = torch.arange(n)
        allowed = torch.ones(n - first, n, dtype=torch.bool)
        if spec.mask == "causal":
            allowed = key <= torch.arange(first, n)[:, None]
        elif spec.mask == "stored":
            allowed = (key < first).expand(n - first, n)
        grouped = {
            use: made[use].repeat_interleave(spec.n_heads // made[use].shape[1], dim=1)
            for use in ("key", "value")
        }
        scores = made["query"][:, :, first:] @ grouped["key"].mT * scale
        weights = scores.masked_fill(~allowed, -torch.inf).softmax(dim=-1)
        joined = (weights @ grouped["value"]).transpose(1, 2).flatten(-2)
        w_o = self.leaves.get(f"{layer}/W_O")
        return joined if w_o is None else joined @ w_o

    def gradient(self, name):
        """The gradient of a parameter: of a shared matrix the sum over its uses."""
        layer, _, kind = name.rpartition("/")
        if kind != "W_KV":
            return self.leaves[name].grad.numpy()
        return np.concatenate(
            [sum(self.parts(int(layer), each).values()) for each in self.spec.source_names], axis=1
        )

    def parts(self, layer, matrix):
        """What each use of a matrix hands to it."""
        row = self.spec.row
        routes = {"query": row.make_query, "key": row.make_key, "value": row.make_value}
        return {
            use: self.uses[layer, use].grad.numpy()
            for use, route in routes.items()
            if route.parameter == matrix
        }


def assert_agrees(spec: ModelSpec) -> None:
    task = TASKS["recall" if spec.n_classes else "lookup"]
    store, gradients = initial(spec, (3,), np.float64), Store(spec, 1, np.float64)
    batch = samples(spec, 1)
    run = forward(spec, store.views, batch.inputs)
    loss = loss_of(task, run.answer, batch)
    ties = backward(spec, store.views, run, loss.gradient, gradients.views, parts=True)

    reference = Reference(spec, store)
    answer = reference.answer(batch.inputs[0])
    targets = torch.tensor(batch.targets[0])
    if spec.n_classes:
        theirs = functional.cross_entropy(answer.flatten(0, 1), targets.flatten())
    else:
        theirs = functional.mse_loss(answer, targets)
    theirs.backward()
    np.testing.assert_allclose(run.answer[0], answer.detach().numpy(), atol=1e-13)
    assert float(loss.value[0]) == pytest.approx(theirs.item(), rel=1e-13)
    for name, view in gradients.views.items():
        expected = reference.gradient(name)
        size = max(np.abs(expected).max(), 1e-6)
        np.testing.assert_allclose(view[0], expected, atol=1e-11 * size, err_msg=name)
    for (layer, matrix), tied in ties.parts.items():
        expected = reference.parts(layer, matrix)
        assert set(tied.parts) == set(expected)
        for use, part in tied.parts.items():
            size = np.abs(expected[use]).max()
            np.testing.assert_allclose(part[0], expected[use], atol=1e-11 * size, err_msg=use)


@pytest.mark.parametrize("variant", VARIANT_KEYS)
def test_a_stack_with_everything(variant: str) -> None:
    assert_agrees(replace(STACK, variant=variant))


@pytest.mark.parametrize("mask", ["none", "causal", "stored"])
@pytest.mark.parametrize("variant", VARIANT_KEYS)
def test_one_head(variant: str, mask: str) -> None:
    assert_agrees(replace(SINGLE, variant=variant, mask=mask))


def test_a_hopfield_network() -> None:
    spec = replace(SINGLE, variant="k_eq_v_eq_x", scale_only=True, output_projection=False)
    assert_agrees(spec)
