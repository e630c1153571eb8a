from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.lab.batches import Batch
from core.lab.feed import held_out
from core.lab.kinds import loss_of
from core.lab.model import backward, forward
from core.lab.spec import VARIANT_KEYS, ModelSpec, Store, initial
from core.lab.tasks import TASKS
from core.lab.training import Trainer, Training
from core.numerics import FloatArray

STEP = 1e-6
STACK = ModelSpec(
    "self",
    8,
    4,
    n_heads=4,
    n_kv_heads=2,
    n_layers=2,
    n_words=7,
    n_positions=6,
    n_classes=5,
    n_read=3,
    mask="causal",
    residual=True,
    norm=True,
    mlp_units=6,
)
SINGLE = ModelSpec("self", 6, 3, features=(2, 6), n_read=2, mask="stored")


def samples(spec: ModelSpec, n_runs: int) -> Batch:
    rng = np.random.default_rng(3)
    shape = (n_runs, 2, 5)
    read = (n_runs, 2, spec.n_read or 5)
    if spec.n_words:
        targets = rng.integers(spec.n_classes, size=read)
        return Batch(rng.integers(spec.n_words, size=shape), targets)
    width = spec.features[1] - spec.features[0]
    return Batch(rng.standard_normal((*shape, spec.d_model)), rng.standard_normal((*read, width)))


def total_loss(spec: ModelSpec, store: Store, batch: Batch) -> FloatArray:
    task = TASKS["recall" if spec.n_classes else "lookup"]
    return loss_of(task, forward(spec, store.views, batch.inputs).answer, batch).value


def check(spec: ModelSpec) -> None:
    """Compare each run's gradient along random directions with central differences."""
    task = TASKS["recall" if spec.n_classes else "lookup"]
    store, gradients = initial(spec, (0, 1), np.float64), Store(spec, 2, np.float64)
    batch = samples(spec, 2)
    run = forward(spec, store.views, batch.inputs)
    gradients.flat[:] = np.nan  # every number must be written
    backward(spec, store.views, run, loss_of(task, run.answer, batch).gradient, gradients.views)
    rng = np.random.default_rng(0)
    for name, view in store.views.items():
        direction = rng.standard_normal(view.shape)
        start = view.copy()
        view[...] = start + STEP * direction
        above = total_loss(spec, store, batch)
        view[...] = start - STEP * direction
        below = total_loss(spec, store, batch)
        view[...] = start
        along = (gradients.views[name] * direction).reshape(2, -1).sum(axis=1)
        np.testing.assert_allclose(along, (above - below) / (2 * STEP), rtol=2e-6, atol=2e-9)


@pytest.mark.parametrize("variant", VARIANT_KEYS)
def test_gradients_of_a_stack_are_the_slopes_of_its_loss(variant: str) -> None:
    width = STACK.d_model if variant == "k_eq_v_eq_x" else STACK.d_head
    check(replace(STACK, variant=variant, d_head=width))


@pytest.mark.parametrize("variant", VARIANT_KEYS)
def test_gradients_of_one_head_are_the_slopes_of_its_loss(variant: str) -> None:
    width = SINGLE.d_model if variant == "k_eq_v_eq_x" else SINGLE.d_head
    check(replace(SINGLE, variant=variant, d_head=width))


def test_gradients_of_a_hopfield_network_are_the_slopes_of_its_loss() -> None:
    scale_only = replace(
        SINGLE, variant="k_eq_v_eq_x", d_head=6, scale_only=True, output_projection=False
    )
    assert scale_only.n_parameters() == 1
    check(scale_only)


def test_the_answer_at_the_last_tokens_is_that_of_the_whole_run() -> None:
    everywhere = replace(STACK, n_read=0)
    batch, store = samples(STACK, 1), initial(STACK, (4,), np.float64)
    whole = forward(everywhere, store.views, batch.inputs).answer
    read = forward(STACK, store.views, batch.inputs).answer
    np.testing.assert_allclose(read, whole[:, :, -STACK.n_read :], atol=1e-12)


def test_what_two_variants_both_have_starts_from_the_same_numbers() -> None:
    task = TASKS["recall"]
    untied = initial(task.spec("self", 3), (5,)).views
    tied = initial(task.spec("k_eq_v", 3), (5,)).views
    np.testing.assert_array_equal(untied["0/W_Q"], tied["0/W_Q"])
    np.testing.assert_array_equal(untied["0/W_KV"][..., :3], tied["0/W_KV"])
    np.testing.assert_array_equal(untied["0/W_O"], tied["0/W_O"])


@pytest.mark.parametrize("key", TASKS)
def test_runs_that_train_together_train_as_if_alone(key: str) -> None:
    task = replace(TASKS[key], n_test=8, batch=4)
    spec = task.spec("k_eq_v", task.widths[0])
    training = Training(4, 4, 1e-2)

    def trained(seeds: tuple[int, ...]) -> dict[int, FloatArray]:
        trainer = Trainer(task, spec, seeds, training)
        batches = [held_out(task, seed) for seed in seeds]
        together = Batch(
            np.stack([batch.inputs for batch in batches]),
            np.stack([batch.targets for batch in batches]),
        )
        for _ in range(3):
            trainer.step(together)
        return dict(zip(seeds, trainer.parameters.flat, strict=True))

    both = trained((1, 2))
    for seed, alone in both.items():
        np.testing.assert_allclose(alone, trained((seed,))[seed], rtol=1e-3, atol=1e-5)


def test_a_tied_matrix_gets_the_sum_of_its_parts() -> None:
    task = TASKS["recall"]
    trainer = Trainer(task, task.spec("q_eq_k_eq_v", 3), (0,), Training(10, 4, 1e-2))
    one = held_out(replace(task, n_test=4), 0)
    batch = Batch(one.inputs[None], one.targets[None])
    _, ties = trainer.gradients(batch, parts=True)
    tied = ties.parts[0, "W_K"]
    assert set(tied.parts) == {"key", "value", "query"}
    total = trainer._gradients.views["0/W_KV"]
    np.testing.assert_allclose(tied.total, total, rtol=1e-4, atol=1e-7)
