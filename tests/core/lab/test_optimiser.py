from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.lab.optimiser import Adam, Divergence, Schedule


def test_adam_takes_the_steps_of_pytorch() -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    start = rng.standard_normal((2, 6))
    ours = start.copy()
    adam = Adam(ours, clip=1.5)
    theirs = [torch.tensor(row.copy(), requires_grad=True) for row in start]
    optimisers = [torch.optim.Adam([row], lr=1.0) for row in theirs]
    for step in range(20):
        gradient = rng.standard_normal((2, 6)) * 10.0 ** (step % 4 - 2)
        for row, each, optimiser in zip(gradient, theirs, optimisers, strict=True):
            each.grad = torch.tensor(row)
            torch.nn.utils.clip_grad_norm_([each], 1.5)
            optimiser.param_groups[0]["lr"] = 0.1 / (step + 1)
            optimiser.step()
        adam.step(gradient, 0.1 / (step + 1))
    expected = np.stack([each.detach().numpy() for each in theirs])
    np.testing.assert_allclose(ours, expected, rtol=1e-6)


def test_the_rate_rises_to_its_peak_and_falls_to_nothing() -> None:
    schedule = Schedule(100, 0.5, warm_up=10)
    rates = [schedule.rate(step) for step in range(101)]
    assert rates[0] == pytest.approx(0.05)
    assert rates[9] == rates[10] == 0.5
    assert all(later < earlier for earlier, later in itertools.pairwise(rates[10:]))
    assert rates[55] == pytest.approx(0.25)
    assert rates[100] == pytest.approx(0.0)


def test_each_run_is_clipped_on_its_own() -> None:
    adam = Adam(np.zeros((2, 4)), clip=1.0)
    gradient = np.array([[3.0, 4.0, 0.0, 0.0], [0.3, 0.4, 0.0, 0.0]])
    norms = adam.step(gradient.copy(), 0.1)
    np.testing.assert_allclose(norms, [5.0, 0.5])


@pytest.mark.parametrize("loss", [np.nan, np.inf, 1e6])
def test_a_run_that_diverges_is_found_once_and_named(loss: float) -> None:
    divergence = Divergence(2)
    assert not divergence.check(0, np.array([2.0, 2.0])).any()
    np.testing.assert_array_equal(divergence.check(6, np.array([2.0, loss])), [False, True])
    assert not divergence.check(7, np.array([2.0, loss])).any()
    assert divergence.reasons[0] is None
    assert "diverged at step 7" in str(divergence.reasons[1])
    assert not divergence.all_failed
