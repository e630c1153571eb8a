"""Backward passes of the layers around attention, of recurrences and of losses."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from core.gradients.layers import embedding_gradient, layer_norm_gradients, mlp_gradients
from core.gradients.recurrent import gru_gradients, recurrence_gradients
from core.inputs import recurrence
from core.layers import affine, embed_ids, layer_norm, mlp
from core.losses import cross_entropy, squared_error
from core.recurrent import gru, tanh_recurrence
from tests.core.gradient_checks import assert_gradients

every_runs = pytest.mark.parametrize("runs", [(), (2,)], ids=["one", "runs"])


@pytest.fixture
def normal():
    rng = np.random.default_rng(4)
    return lambda *shape: rng.normal(size=shape)


@every_runs
def test_layer_norm(normal, runs):
    arrays = {"x": normal(*runs, 2, 3, 5), "gain": normal(*runs, 5), "bias": normal(*runs, 5)}
    seen = normal(*runs, 2, 3, 5)
    found = layer_norm_gradients(layer_norm(**arrays), arrays["gain"], seen)
    assert_gradients(
        lambda **given: np.vdot(layer_norm(**given).output, seen),
        arrays,
        {name: getattr(found, name) for name in arrays},
    )


def test_layer_norm_hears_neither_a_shift_nor_a_stretch(normal):
    x, gain, bias, seen = normal(4, 6), normal(6), normal(6), normal(4, 6)
    found = layer_norm_gradients(layer_norm(x, gain, bias, epsilon=0.0), gain, seen)
    np.testing.assert_allclose(found.x.sum(axis=-1), 0.0, atol=1e-14)
    np.testing.assert_allclose((found.x * x).sum(axis=-1), 0.0, atol=1e-13)


@every_runs
def test_mlp(normal, runs):
    arrays = {
        "x": normal(*runs, 2, 3, 4),
        "w_in": normal(*runs, 4, 7),
        "b_in": normal(*runs, 7),
        "w_out": normal(*runs, 7, 3),
        "b_out": normal(*runs, 3),
    }
    seen = normal(*runs, 2, 3, 3)
    hidden = mlp(**arrays).hidden
    found = mlp_gradients(arrays["x"], arrays["w_in"], arrays["w_out"], hidden, seen)
    assert_gradients(
        lambda **given: np.vdot(mlp(**given).output, seen),
        arrays,
        {name: getattr(found, name) for name in arrays},
    )


def test_a_residual_path_adds_its_gradient(normal):
    x, weight, seen = normal(3, 4), normal(4, 4), normal(3, 4)
    through = seen @ weight.T
    assert_gradients(
        lambda x: np.vdot(x + affine(x, weight), seen), {"x": x}, {"x": seen + through}
    )


@every_runs
def test_embeddings(normal, runs):
    ids = np.random.default_rng(0).integers(0, 5, (*runs, 3, 4))
    ids[ids == 2] = 1  # a word that never comes
    table, seen = normal(*runs, 5, 3), normal(*runs, 3, 4, 3)
    found = embedding_gradient(ids, seen, table.shape)
    assert not found[..., 2, :].any()
    assert_gradients(
        lambda table: np.vdot(embed_ids(table, ids), seen), {"table": table}, {"table": found}
    )
    expected = np.zeros_like(table)
    for index in np.ndindex(*ids.shape):
        expected[(*index[: len(runs)], ids[index])] += seen[index]
    np.testing.assert_allclose(found, expected, atol=1e-15)
    for index in np.ndindex(*ids.shape):
        word = table[(*index[: len(runs)], ids[index])]
        np.testing.assert_array_equal(embed_ids(table, ids)[index], word)


def test_embeddings_of_nothing_and_of_no_word():
    none = np.zeros((2, 0), np.int64)
    assert not embedding_gradient(none, np.zeros((2, 0, 3)), (4, 3)).any()
    for ids in (np.array([4]), np.array([-1])):
        with pytest.raises(IndexError, match="4 words"):
            embed_ids(np.zeros((4, 3)), ids)
        with pytest.raises(IndexError, match="4 words"):
            embedding_gradient(ids, np.zeros((1, 3)), (4, 3))


@every_runs
@pytest.mark.parametrize("started", [False, True])
def test_the_tanh_recurrence_through_time(normal, runs, started):
    arrays = {
        "x": normal(*runs, 3, 5, 2),
        "w": normal(*runs, 2, 4),
        "u": normal(*runs, 4, 4) / 2,
        **({"start": normal(*runs, 3, 4)} if started else {}),
    }
    seen = normal(*runs, 3, 5, 4)
    before = seen.copy()
    states = tanh_recurrence(**arrays)
    found = recurrence_gradients(**{"start": None, **arrays}, states=states, d_states=seen)
    np.testing.assert_array_equal(seen, before)
    assert_gradients(
        lambda **given: np.vdot(tanh_recurrence(**given), seen),
        arrays,
        {name: getattr(found, name) for name in arrays},
    )
    np.testing.assert_array_equal(found.states[..., -1, :], seen[..., -1, :])


def test_it_is_the_recurrence_of_the_explorer(normal):
    x, w, u, start = normal(2, 6, 3), normal(3, 4), normal(4, 4), normal(2, 4)
    states = tanh_recurrence(x, w, u, start)
    for one in range(2):
        alone = recurrence(x[one], w, u, start[one])
        np.testing.assert_allclose(states[one], alone, atol=1e-15)


def test_a_state_that_was_put_there_answers_to_nothing(normal):
    x, w, u, start, seen = normal(5, 3), normal(3, 4), normal(4, 4), normal(4), normal(5, 4)
    held = np.zeros((5, 4), bool)
    held[2, 1] = True

    def touch(step, state):
        state[held[step]] = 0.3

    def forward(**given):
        return recurrence(**given, touch=touch)

    arrays = {"x": x, "w": w, "u": u, "start": start}
    found = recurrence_gradients(**arrays, states=forward(**arrays), d_states=seen, held=held)
    assert_gradients(
        lambda **given: np.vdot(forward(**given), seen),
        arrays,
        {name: getattr(found, name) for name in arrays},
    )
    assert found.states[2, 1] != 0  # what follows from it answers to it


@every_runs
@pytest.mark.parametrize("padded", [False, True])
def test_a_gru_through_time(normal, runs, padded):
    d = 3
    arrays = {
        "x": normal(*runs, 2, 5, 2),
        "w": normal(*runs, 2, 3 * d),
        "u": normal(*runs, d, 3 * d),
        "bias": normal(*runs, 3 * d),
        "candidate_bias": normal(*runs, d),
        "start": normal(*runs, 2, d),
    }
    seen = normal(*runs, 2, 5, d)
    valid = None
    if padded:
        valid = np.broadcast_to(np.arange(5) < np.array([[3], [5]]), (*runs, 2, 5))
    run = gru(**arrays, valid=valid)
    found = gru_gradients(run, arrays["w"], arrays["u"], seen)
    assert_gradients(
        lambda **given: np.vdot(gru(**given, valid=valid).states, seen),
        arrays,
        {name: getattr(found, name) for name in arrays},
    )
    if padded:
        states = run.states[..., 0, :, :]
        np.testing.assert_array_equal(states[..., 4, :], states[..., 2, :])
        assert not found.x[..., 0, 3:, :].any()


def test_recurrences_without_a_step(normal):
    x, w, u, start = normal(2, 0, 3), normal(3, 4), normal(4, 4), normal(2, 4)
    states = tanh_recurrence(x, w, u, start)
    found = recurrence_gradients(x, w, u, start, states, np.zeros((2, 0, 4)))
    assert states.shape == (2, 0, 4)
    assert not found.start.any()
    gates = gru(x, normal(3, 12), normal(4, 12), normal(12), normal(4), start)
    assert gates.states.shape == (2, 0, 4)
    assert not gru_gradients(gates, normal(3, 12), normal(4, 12), gates.states).start.any()


@every_runs
@pytest.mark.parametrize("some", [False, True])
def test_cross_entropy(normal, runs, some):
    logits = normal(*runs, 3, 4, 5)
    targets = np.random.default_rng(1).integers(0, 5, (*runs, 3, 4))
    counted = None
    if some:
        counted = normal(*runs, 3, 4) > 0
        targets = np.where(counted, targets, -100)
    found = cross_entropy(logits, targets, counted, n_runs=len(runs))
    assert found.value.shape == runs
    assert_gradients(
        lambda logits: cross_entropy(logits, targets, counted, n_runs=len(runs)).value.sum(),
        {"logits": logits},
        {"logits": found.gradient},
    )
    np.testing.assert_allclose(found.gradient.sum(axis=-1), 0.0, atol=1e-16)


def test_cross_entropy_does_not_overflow_and_a_run_may_count_nothing():
    logits = np.array([[1000.0, -1000.0], [0.0, 0.0]])
    found = cross_entropy(logits, np.array([1, 0]))
    assert found.value == pytest.approx((2000.0 + np.log(2.0)) / 2)
    np.testing.assert_allclose(found.gradient, [[0.5, -0.5], [-0.25, 0.25]])
    silent = cross_entropy(logits, np.array([0, 0]), np.array([False, False]))
    assert silent.value == 0.0
    assert not silent.gradient.any()
    with pytest.raises(IndexError):
        cross_entropy(logits, np.array([0, 2]))
    with pytest.raises(ValueError, match="do not fit"):
        cross_entropy(logits, np.array([0]))


@pytest.mark.parametrize("far", [0.0, 1e3, -1e3])
def test_cross_entropy_of_many_logits_in_single_precision_agrees_with_scipy(normal, far):
    """Of many logits it is tried without their maxima first; a row far away makes that fail."""
    logits = normal(2, 50, 60).astype(np.float32)
    logits[1, 7] += far
    targets = np.random.default_rng(1).integers(0, 60, (2, 50))
    found = cross_entropy(logits, targets, n_runs=1)
    exact = logits.astype(np.float64)
    at_target = np.take_along_axis(exact, targets[..., None], axis=-1)[..., 0]
    wanted = (special.logsumexp(exact, axis=-1) - at_target).mean(axis=-1)
    np.testing.assert_allclose(found.value, wanted, rtol=1e-5)
    gradient = special.softmax(exact, axis=-1) - (np.arange(60) == targets[..., None])
    np.testing.assert_allclose(found.gradient, gradient / 50, rtol=1e-4, atol=1e-8)


def test_cross_entropy_of_what_is_certain_is_not_below_zero():
    logits = np.zeros((1, 100, 60), np.float32)
    logits[..., 7] = np.linspace(30.0, 69.0, 100)
    value = cross_entropy(logits, np.full((1, 100), 7), n_runs=1).value
    assert 0.0 <= value[0] < 1e-6


@every_runs
def test_squared_error(normal, runs):
    predicted, target = normal(*runs, 3, 4), normal(*runs, 3, 4)
    found = squared_error(predicted, target, n_runs=len(runs))
    assert_gradients(
        lambda predicted: squared_error(predicted, target, n_runs=len(runs)).value.sum(),
        {"predicted": predicted},
        {"predicted": found.gradient},
    )
    np.testing.assert_allclose(
        found.value, np.square(predicted - target).mean(axis=(-2, -1)), rtol=1e-14
    )
    with pytest.raises(ValueError, match="does not fit"):
        squared_error(predicted, target[..., :2])


def test_single_precision_stays_single(normal):
    def single(*shape):
        return normal(*shape).astype(np.float32)

    logits = cross_entropy(single(2, 3, 4), np.zeros((2, 3), np.int64), n_runs=1)
    squares = squared_error(single(2, 3), single(2, 3), n_runs=1)
    normed = layer_norm(single(2, 3), single(3), single(3))
    states = gru(single(2, 5, 3), single(3, 12), single(4, 12), single(12), single(4))
    w, u = single(3, 12), single(4, 12)
    arrays = [
        *(logits.gradient, logits.value, squares.gradient, squares.value),
        *(normed.output, states.states),
        *vars_of(gru_gradients(states, w, u, single(2, 5, 4))),
        *vars_of(layer_norm_gradients(normed, single(3), single(2, 3))),
    ]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


def vars_of(gradients):
    return [getattr(gradients, name) for name in gradients.__slots__]


def test_runs_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"\(2, 3, 4\).*\(5, 6, 3\)"):
        affine(np.zeros((5, 6, 3)), np.zeros((2, 3, 4)))
