from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.lab.feed import batches
from core.lab.tasks import TASKS
from core.lab.training import N_LOOKS, Trainer, Training, train
from core.pipeline import Cancelled

MAJORITY = replace(TASKS["majority"], n_test=200)


def test_a_control_task_is_learned_alike_by_tied_and_untied() -> None:
    for variant in ("self", "k_eq_v"):
        how = Training(300, 32, 3e-2)
        for run in train(MAJORITY, MAJORITY.spec(variant, 2), (0, 1), how):
            assert run.reason is None
            assert len(run.looks) == N_LOOKS
            assert run.looks[-1].step == 300
            assert run.looks[-1].measure == 1.0
            assert run.losses[-1][1] < run.losses[0][1]


def test_the_same_command_gives_the_same_numbers() -> None:
    first, again = (
        train(MAJORITY, MAJORITY.spec("k_eq_v", 2), (3,), Training(20, 8, 1e-2))[0]
        for _ in range(2)
    )
    assert first.looks == again.looks
    for name, array in first.parameters.items():
        np.testing.assert_array_equal(array, again.parameters[name])


def test_what_is_tied_reports_how_its_two_uses_pull() -> None:
    (run,) = train(MAJORITY, MAJORITY.spec("k_eq_v", 2), (0,), Training(20, 8, 1e-2))
    assert all(-1.0 <= look.cosines["key-value"] <= 1.0 for look in run.looks)
    (untied,) = train(MAJORITY, MAJORITY.spec("self", 2), (0,), Training(20, 8, 1e-2))
    assert not any(look.cosines for look in untied.looks)


def test_a_run_that_diverges_fails_and_the_others_go_on() -> None:
    lookup = replace(TASKS["lookup"], n_test=16)
    spec = lookup.spec("self", 8)
    wild = train(lookup, spec, (0,), Training(50, 8, 1e4))[0]
    assert wild.reason is not None
    assert "diverged" in wild.reason
    trainer = Trainer(lookup, spec, (0, 1), Training(20, 8, 1e-3))
    trainer.parameters.flat[1] = np.nan
    for batch in batches(lookup, (0, 1), 20, 8):
        trainer.step(batch)
    good, bad = trainer.trained()
    assert bad.reason is not None
    assert not bad.looks
    assert good.reason is None
    assert good.looks[-1] == train(lookup, spec, (0,), Training(20, 8, 1e-3))[0].looks[-1]


def test_a_training_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        train(
            MAJORITY, MAJORITY.spec("self", 2), (0,), Training(20, 8, 1e-2), cancelled=lambda: True
        )


def test_few_samples_are_seen_again_and_again() -> None:
    denoise = replace(TASKS["denoise"], n_test=64)
    how = Training(300, 64, 3e-2)
    hopfield = train(denoise, denoise.spec("k_eq_v_eq_x", 16), (0,), how)[0]
    untied = train(denoise, denoise.spec("self", 16), (0,), how)[0]
    assert hopfield.looks[-1].measure < untied.looks[-1].measure


def test_an_encoder_and_a_decoder_train_seed_by_seed_as_they_do_together() -> None:
    dates = replace(TASKS["dates"], n_test=40)
    how = Training(12, 16, 5e-3)
    for variant in ("luong_dot", "bahdanau"):
        spec = dates.spec(variant, 8)
        together = train(dates, spec, (3, 4), how)
        for run in together:
            (alone,) = train(dates, spec, (run.seed,), how)
            assert run.reason is None
            assert run.losses[-1][1] < run.losses[0][1]
            np.testing.assert_allclose(run.losses, alone.losses, rtol=1e-3)
            assert run.looks[-1].loss == pytest.approx(alone.looks[-1].loss, rel=1e-3)
            assert tuple(run.looks[-1].beside) == dates.beside
            assert 0.0 <= run.looks[-1].measure <= run.looks[-1].beside["token accuracy"] <= 1.0


def test_an_encoder_and_decoder_that_diverges_fails_and_the_other_goes_on() -> None:
    dates = replace(TASKS["dates"], n_test=16)
    spec = dates.spec("luong_general", 8)
    trainer = Trainer(dates, spec, (0, 1), Training(10, 8, 1e-3))
    trainer.parameters.flat[1] = np.nan
    for batch in batches(dates, (0, 1), 10, 8):
        trainer.step(batch)
    good, bad = trainer.trained()
    assert bad.reason is not None
    assert "diverged" in bad.reason
    assert good.reason is None
    assert np.isfinite(good.looks[-1].loss)
