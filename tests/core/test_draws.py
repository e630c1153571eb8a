"""Numbers by name: the same everywhere, at every size, for every variant."""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.draws import draw, matrix, token_vector

ROOT = Path(__file__).parents[2]

# Written down once. Should they ever differ, every session and every lesson would show other
# numbers: that is a new format, not a new expectation.
COMMITTED = {
    (7, "token/cat", 4, 1.0): [0.716, -0.163, 0.606, 0.224],
    (0, "token/猫", 3, 1.0): [0.672, -0.679, 0.533],
    (7, "W_Q/0", 3, 0.5773502691896258): [-0.104, 0.261, -0.406],
    (2147483647, "W_O/0", 4, 0.25): [0.013, -0.087, -0.166, 0.242],
}


@pytest.mark.parametrize(("named", "numbers"), COMMITTED.items())
def test_the_numbers_are_those_written_down(named, numbers):
    seed, name, size, scale = named
    assert draw(seed, name, (size,), scale).tolist() == numbers


def test_a_fresh_interpreter_draws_the_same_numbers():
    program = "from core.draws import draw; print(draw(7, 'token/cat', (4,)).tolist())"
    environment = os.environ | {"PYTHONHASHSEED": "123", "PYTHONPATH": str(ROOT)}
    printed = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.strip() == str(COMMITTED[7, "token/cat", 4, 1.0])


def test_the_rule_is_philox_then_box_and_muller_in_plain_python():
    digest = hashlib.blake2b(b"3|W_K/1", digest_size=16).digest()
    raw = np.random.Philox(key=int.from_bytes(digest, "little")).random_raw(100)
    expected = []
    for first, second in zip(raw[::2], raw[1::2], strict=True):
        radius = math.sqrt(-2 * math.log(((int(first) >> 11) + 1) / 2**53))
        angle = 2 * math.pi * (int(second) >> 11) / 2**53
        expected += [round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3)]
    assert draw(3, "W_K/1", (100,)).tolist() == expected


def test_they_are_normal_with_the_asked_deviation():
    drawn = draw(1, "any", (20_000,), 0.5)
    assert stats.kstest(drawn, "norm", args=(0, 0.5)).pvalue > 0.01
    first, second = draw(1, "W_K/0", (20_000,)), draw(1, "W_V/0", (20_000,))
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.02
    assert abs(np.corrcoef(first[:-1], first[1:])[0, 1]) < 0.02


@given(st.integers(0, 2**31 - 1), st.text(max_size=5), st.integers(0, 40), st.integers(0, 40))
def test_more_numbers_leave_the_first_ones(seed, name, few, more):
    long = draw(seed, name, (few + more,))
    assert draw(seed, name, (few,)).tolist() == long[:few].tolist()
    thousandths = long * 1000
    assert np.all(np.abs(thousandths - np.rint(thousandths)) < 1e-9)
    assert not np.any(np.signbit(long) & (long == 0))


def test_large_draws_continue_the_same_stream():
    assert np.array_equal(draw(5, "x", (200_001,))[:1000], draw(5, "x", (1000,)))


def test_seed_and_name_decide():
    numbers = {tuple(draw(seed, name, (4,))) for seed in (1, 2) for name in ("W_K/0", "W_V/0")}
    assert len(numbers) == 4


def test_heads_and_columns_stay_as_sizes_grow():
    small, large = matrix(7, "W_Q", 2, 6, 3), matrix(7, "W_Q", 5, 6, 8)
    assert np.array_equal(small, large[:2, :, :3])


def test_a_tokens_first_features_stay_as_the_width_grows():
    assert np.array_equal(token_vector(7, "cat", 5), token_vector(7, "cat", 64)[:5])


def test_precision_changes_nothing_but_the_precision():
    wide, narrow = matrix(7, "W_Q", 1, 8, 8), matrix(7, "W_Q", 1, 8, 8, "float32")
    assert narrow.dtype == np.float32
    assert np.array_equal(narrow, wide.astype(np.float32))


def test_what_is_shared_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        matrix(7, "W_Q", 1, 2, 2)[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        token_vector(7, "cat", 2)[0] = 1


def test_no_rows_and_no_heads_are_allowed():
    assert matrix(7, "W_Q", 2, 0, 3).shape == (2, 0, 3)
    assert matrix(7, "W_Q", 0, 3, 3).shape == (0, 3, 3)
    assert draw(7, "x", (0,)).shape == (0,)
