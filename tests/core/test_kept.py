"""What is drawn is drawn once, and a large matrix stays no longer than something holds it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest

from core import draws
from core.imported import array_of, given_of
from core.kept import LARGE
from core.pipeline import run
from core.scenario import Scenario
from core.text import sinusoidal

SIDE = int(LARGE**0.5) + 1
MAKERS = {
    "drawn": lambda side: draws.matrix(7, "kept", 1, side, side),
    "waves": lambda side: sinusoidal(side, side),
    "file": lambda side: array_of(_FILES[side]),
}
_FILES = {side: given_of("W_Q", np.ones((1, side, side)), "w.npy") for side in (8, SIDE)}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("side", [8, SIDE])
def test_an_array_is_made_once_and_a_large_one_goes_with_its_last_use(make, side: int) -> None:
    made = make(side)
    assert make(side) is made
    assert not made.flags.writeable
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert (gone() is None) == (side == SIDE)


def test_large_matrices_of_a_run_that_is_held_are_not_drawn_anew(monkeypatch) -> None:
    """Somebody types a text beside wide vectors: each letter is a run of the same matrices."""
    wide = Scenario(text="the cat", d_model=SIDE, n_heads=1)
    held = run(wide)
    asked: list[str] = []
    drawn = draws.draw
    monkeypatch.setattr(
        draws, "draw", lambda seed, name, *rest: asked.append(name) or drawn(seed, name, *rest)
    )
    longer = run(replace(wide, text="the cat sat"))
    assert asked == ["token/sat"]
    assert np.array_equal(longer.grid("w_q").values, held.grid("w_q").values)


def test_wide_vectors_of_tokens_are_the_same_and_not_kept() -> None:
    narrow = draws.token_vector(3, "cat", draws.WIDE)
    wide = draws.token_vector(3, "cat", draws.WIDE + 2)
    assert draws.token_vector(3, "cat", draws.WIDE) is narrow
    assert draws.token_vector(3, "cat", draws.WIDE + 2) is not wide
    assert np.array_equal(wide[: draws.WIDE], narrow)
